"""One sentence or one row as the bullets that somebody wants: what it counts up, one on a line.

"They own the lamp, the oil, and the stairs" is three lines, each in the words of the sentence; what
leads up to a colon stands above them. A row has a line for each of its columns. A sentence that
counts nothing up stays one line. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.records import Passage
from assistant.text import patterns as re
from assistant.writing.in_words import written
from assistant.writing.tables import said_row

LEAST = 3
"""So many things are a list."""
_MARKED = re.compile(r"(?P<said>.+?)[.;]? (?P<mark>\[\d{1,3}\])", re.DOTALL)
_LEADS = re.compile(r"(?P<lead>.*[^\s*]:) (?P<things>[^:]+)", re.DOTALL)
_BETWEEN = re.compile(r",\s+(?:(?:and|or)\s+)?(?![^(]*\))(?![^“]*”)")
_ENDS = re.compile(r",\s+(?:and|or)\s+[^,()]+$")
"""So the last of several things is joined to the others: ", and the stairs"."""
_SETS_OUT = re.compile(
    r"(?:\*\*.*?\*\*:? )?(?:instead|when|if|while|with|for|in|on|at|after|before|as|because|by"
    r"|since|although|once|unlike|like|from|to|until|though|whether)\b",
    re.IGNORECASE,
)
"""So a sentence begins whose first comma only ends what it sets out from."""
_CLAUSE = re.compile(
    r"(?:which|who|where|while|but|because|so|if|when|it|he|she)\b(?! to\b)", re.IGNORECASE
)
"""What begins so goes on with the thing before it."""
_LEAD_IN = re.compile(
    r"(?P<lead>.*\b(?:as|of|with|from|like|including|between|in|into|on|owns?|needs?|includes?|are|is))"
    r" (?P<first>(?:[^\s,]+ ){0,4}[^\s,]+)"
)
"""The words that lead up to the first thing, and the thing."""
_FIRST_MOST = 12
"""Words up to the first comma, beyond which it is no first of several things."""


def itemised(
    chosen: Sequence[Passage], told: list[str], mark: Callable[[Passage], str]
) -> list[str]:
    """What is told, where it is one line of which somebody wants several, as what it counts up."""
    if len(told) != 1 or "\n" in told[0]:
        return told
    row = chosen[0]
    # Where one cell was told, the list is that of the cell.
    if len(chosen) == 1 and row.cells and told[0].startswith(said_row(row, written)):
        return [row_in_lines(row, mark(row), written) or told[0]]
    return [in_lines(told[0]) or told[0]]


def in_lines(told: str) -> str:
    """What is told in one sentence as a list of what it counts up; empty where it counts nothing.

    Args:
        told: the sentence with the marker of what it cites behind it.
    """
    marked = _MARKED.fullmatch(told)
    if marked is None or "\n" in told or "[" in marked["said"] or "](" in told:
        return ""
    said, mark = marked["said"], marked["mark"]
    if led := _LEADS.fullmatch(said):
        things = _things(led["things"])
        if len(things) >= LEAST:
            return f"{led['lead']} {mark}\n\n{_listed(things, mark)}"
    if _ENDS.search(said) is None or _SETS_OUT.match(said):
        return ""
    things = _things(said)
    if len(things) < LEAST or len(things[0].split()) > _FIRST_MOST:
        return ""
    if led := _LEAD_IN.fullmatch(things[0]):
        return f"{led['lead']}: {mark}\n\n{_listed([led['first'], *things[1:]], mark)}"
    return _listed(things, mark)


def row_in_lines(row: Passage, mark: str, spelled: Callable[[str], str]) -> str:
    """A row under its name, with a line for each of its columns; empty for one of two cells."""
    if len(row.header) != len(row.cells) or len(row.cells) < LEAST:
        return ""
    first, *cells = row.cells
    lines = (
        f"- **{spelled(name)}**: {spelled(cell.text)} {mark}"
        for name, cell in zip(row.header[1:], cells, strict=True)
        if cell.text.strip()
    )
    return f"**{spelled(first.text)}** {mark}\n\n" + "\n".join(lines)


def _things(said: str) -> list[str]:
    """The things between the commas; empty where one of them is a clause of its own."""
    things = _BETWEEN.split(said)
    if any(_CLAUSE.match(thing) for thing in things[1:]):
        return []
    return [thing.strip() for thing in things if thing.strip()]


def _listed(things: Sequence[str], mark: str) -> str:
    return "\n".join(f"- {thing} {mark}" for thing in things)
