"""Pieces that a proved text is put together from: a passage as running text, a claim with markers.

Pure: text in, text out.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.proof.citations import literal
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.markdown import named_cells


def said(passage: Passage) -> str:
    """The passage's own words as running text."""
    if not passage.cells:
        return literal(" ".join(passage.text.split()))
    cells = [cell.text for cell in passage.cells]
    names = ("", *passage.header[1:]) if len(passage.header) == len(cells) else ()
    first, *others = named_cells(names, cells, literal)
    return f"{first}: {'; '.join(others)}" if others else first


def words_alone(text: str) -> str:
    """The words alone, for telling whether one text is a part of another."""
    return " ".join(re.findall(r"\w+", text.lower()))


def space_after(claim: str) -> str:
    """The white space that a claim ends with; a blank where there is none."""
    return claim[len(claim.rstrip()) :] or " "


def with_markers(body: str, numbers: Sequence[int]) -> str:
    """``body`` with markers in front of its closing punctuation, or in its last cell."""
    if not numbers:
        return body
    markers = "".join(f"[{number}]" for number in numbers)
    match = re.search(r"[ \t]*(?:[.!?…:;]+[\"'”’)*_]*|\|)?$", body)
    cut = match.start() if match else len(body)
    space = "" if body[:cut].endswith("]") else " "
    return f"{body[:cut]}{space}{markers}{body[cut:]}"
