"""The characters of a page of print that are read: upright, each once, none of a watermark. Pure.

A page may stand on its side, as a wide table in a report does. Its characters are turned upright
then; what stands aslant, as "DRAFT" does across a page, is no text of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_ASLANT = 0.1
"""Share of its size by which the base line of a character may rise or fall."""

Letter = dict[str, Any]


def letters_of(page: Any) -> tuple[list[Letter], float]:
    """The characters as pdfplumber gives them, and the width of the page as it is read."""
    width, height = float(page.width), float(page.height)
    chars = list(_on_page(page.chars, width, height))
    upright = [char for char in chars if _way(char) == "across"]
    for way in ("up", "down"):
        turned = [char for char in chars if _way(char) == way]
        if len(turned) > len(upright):
            return [_upright(char, way, width, height) for char in turned], height
    return upright, width


def _on_page(chars: list[Letter], width: float, height: float) -> Iterator[Letter]:
    """Each character once: some programs print bold by printing twice."""
    seen: set[tuple[object, ...]] = set()
    for char in chars:
        key = (char["text"], round(2 * char["x0"]), round(char["top"]), char["fontname"])
        on_page = 0 <= char["x0"] <= width and 0 <= char["top"] <= height
        if on_page and (key not in seen or char["text"] == " "):
            seen.add(key)
            yield char


def _way(char: Letter) -> str:
    """Which way its line runs: ``across``, ``up`` or ``down`` the page, or ``aslant``."""
    right, up = char["matrix"][:2]
    size = max(abs(right), abs(up))
    if abs(up) <= _ASLANT * size:
        return "across" if right >= 0 else "aslant"
    if abs(right) <= _ASLANT * size:
        return "up" if up > 0 else "down"
    return "aslant"


def _upright(char: Letter, way: str, width: float, height: float) -> Letter:
    """A character of a line that runs up or down the page, at its place on the turned page."""
    x0, x1, top, bottom = (float(char[name]) for name in ("x0", "x1", "top", "bottom"))
    if way == "up":
        box = {"x0": height - bottom, "x1": height - top, "top": x0, "bottom": x1}
    else:
        box = {"x0": top, "x1": bottom, "top": width - x1, "bottom": width - x0}
    size = box["bottom"] - box["top"]
    return {**char, **box, "doctop": box["top"], "upright": True, "size": size}
