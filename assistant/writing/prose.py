"""Lists and rows as running text. Pure.

The lines of a list come one after another behind the line that leads up to it; the words stay
those of the document.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.text import patterns as re

_LINE = re.compile(r"\s*\n+\s*- ")
_MARKED = re.compile(r"(?P<said>.*?)(?P<marks>(?:\s*\[\d{1,3}\])*)\s*$", re.DOTALL)
_ENDS = (".", "!", "?", ":", ";", "…", "。", "：", ".”", "!”", "?”")


def full_stop(said: str) -> str:
    """What is said, with a full stop where nothing ends it."""
    return said if said.endswith(_ENDS) else f"{said}."


def paragraphs(told: Iterable[str]) -> list[str]:
    """What was told as one paragraph, and another from each heading on."""
    blocks: list[str] = []
    for said in told:
        flowing = _flowing(said)
        if not flowing:
            continue
        if blocks and "\n\n" not in flowing:
            blocks[-1] += f" {flowing}"
        else:
            blocks.append(flowing)
    return blocks


def _flowing(said: str) -> str:
    """A line with the lines of its list behind it, each ended."""
    first, *lines = _LINE.split(said)
    return " ".join(part for part in (first, *map(_ended, lines)) if part)


def _ended(line: str) -> str:
    found = _MARKED.fullmatch(line)
    return full_stop(found["said"]) + found["marks"] if found else line
