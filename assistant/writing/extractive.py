"""Answers made of the article's own words: no model, nothing invented.

What answers comes first. Sentences that stand together in the article stay together; several
from different places become bullets; rows of one table become a table again. The only words that
are not the article's are the short phrases of ``wording``. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, TypeAlias

from assistant.records import Cell, Passage
from assistant.wording import english as wording

Shape: TypeAlias = Literal["plain", "bullets", "shorter"]

# A sentence that begins like this leans on the one before it.
_LEANS = re.compile(r"(?:They|It|He|She|That|This|These|Those|Then|And|But|So|Usually)\b")
_UNDERSTOOD_FROM = 3
"""A sentence of fewer words answers its heading."""
_BULLETS_FROM = 3
"""So many stretches from different places read better as a list."""


def write(passages: Sequence[Passage], *, shape: Shape = "plain", refutes: bool = False) -> str:
    """The answer as Markdown with markers ``[k]``, where k counts ``passages`` from 1.

    Args:
        passages: what to cite, best first; at least one.
        shape: how the person wants it.
        refutes: the passages contradict what the question takes for granted.
    """
    chosen = list(passages[:1]) if shape == "shorter" else list(passages)
    number = {passage.id: index for index, passage in enumerate(passages, start=1)}
    stretches = _stretches(chosen)
    lead = wording.PREMISE if refutes else ""
    if shape == "shorter" and len(passages) == 1:
        lead = wording.ALREADY_SHORT
    if not lead:
        lead = _heading_lead(stretches[0][0])
    listed = shape == "bullets" or len(stretches) >= _BULLETS_FROM
    blocks: list[str] = [lead] if lead else []
    bullets: list[str] = []
    for stretch in stretches:
        if len(stretch) > 1 and stretch[0].cells and shape != "bullets":
            blocks.extend(_flush(bullets))
            blocks.append(_table(stretch, number))
        elif shape == "bullets":
            bullets.extend(_said(passage, number) for passage in stretch)
        else:
            said = " ".join(_said(passage, number) for passage in stretch)
            (bullets if listed else blocks).append(said)
    blocks.extend(_flush(bullets))
    return "\n\n".join(blocks)


def sections(passages: Sequence[Passage]) -> str:
    """Where the passages are from, with markers as in ``write``."""
    by_section: dict[tuple[str, ...], list[int]] = {}
    for index, passage in enumerate(passages, start=1):
        by_section.setdefault(passage.section, []).append(index)
    named = [
        ("“" + " › ".join(section) + "”" if section else "", "".join(f"[{n}]" for n in numbers))
        for section, numbers in by_section.items()
    ]
    if len(named) == 1:
        name, _ = named[0]
        lead = f"{wording.SECTION_LEAD} {name}:" if name else wording.NO_SECTION
        quoted = " ".join(f"{_words(p)} [{i}]" for i, p in enumerate(passages, start=1))
        return f"{lead}\n\n{quoted}"
    lines = [f"- {name or 'the beginning'} {markers}" for name, markers in named]
    return wording.SECTIONS_LEAD + "\n\n" + "\n".join(lines)


def _stretches(chosen: Sequence[Passage]) -> list[list[Passage]]:
    """Groups neighbours; the group of the best passage first, the others in reading order."""
    ordered = sorted(chosen, key=lambda p: (p.document_id, p.position))
    groups: list[list[Passage]] = []
    for passage in ordered:
        last = groups[-1][-1] if groups else None
        together = (
            last is not None
            and last.document_id == passage.document_id
            and last.block == passage.block
            # Rows of a table belong together even with others between them.
            and (bool(passage.cells) or passage.position == last.position + 1)
        )
        if together:
            groups[-1].append(passage)
        else:
            groups.append([passage])
    groups.sort(key=lambda group: chosen[0] not in group)
    return _best_first(groups, chosen[0])


def _best_first(groups: list[list[Passage]], best: Passage) -> list[list[Passage]]:
    """Lets the first group begin with the best passage, if that can be understood first."""
    first = groups[0]
    place = first.index(best)
    if place == 0 or best.cells or _LEANS.match(best.text):
        return groups
    return [first[place:], first[:place], *groups[1:]]


def _heading_lead(first: Passage) -> str:
    """The section's heading in bold where the first words lean on what is not shown."""
    leans = _LEANS.match(first.text) or len(first.text.split()) < _UNDERSTOOD_FROM
    if first.section and not first.cells and leans:
        return f"**{first.heading}**"
    return ""


def _flush(bullets: list[str]) -> list[str]:
    if not bullets:
        return []
    joined = "\n".join(f"- {bullet}" for bullet in bullets)
    bullets.clear()
    return [joined]


def _said(passage: Passage, number: dict[str, int]) -> str:
    return f"{_words(passage)} [{number[passage.id]}]"


def _words(passage: Passage) -> str:
    """The passage in running text: a sentence as it is, a row spelled out with its header."""
    if not passage.cells:
        # A line break in the source is a blank when read.
        return _escape(re.sub(r"\s*\n\s*(?:>\s*)*", " ", passage.text))
    first, *others = passage.cells
    if passage.kind == "table_header":
        return " · ".join(_cell(cell) for cell in passage.cells)
    names = passage.header[1:] if len(passage.header) == len(passage.cells) else ()
    if not others:
        return _cell(first)
    spelled = [
        f"{_escape(name)}: {_cell(cell)}" if name else _cell(cell)
        for name, cell in zip(names or [""] * len(others), others, strict=False)
    ]
    return f"**{_cell(first)}** — " + "; ".join(spelled)


def _table(rows: Sequence[Passage], number: dict[str, int]) -> str:
    body = [row for row in rows if row.kind == "table_row"]
    width = max(len(row.cells) for row in rows)
    header = rows[0].header or tuple("" for _ in range(width))
    # The header line is shown anyway; where it was chosen it carries its marker.
    head_mark = "".join(f" [{number[row.id]}]" for row in rows if row.kind == "table_header")
    cells = [_escape(name) for name in header]
    lines = ["| " + " | ".join(cells) + head_mark + " |", "|" + "---|" * len(cells)]
    for row in body:
        texts = [_cell(cell) for cell in row.cells]
        lines.append("| " + " | ".join(texts) + f" [{number[row.id]}] |")
    return "\n".join(lines)


def _cell(cell: Cell) -> str:
    return _escape(cell.text)


def _escape(text: str) -> str:
    """Keeps the document's own brackets from being read as markers, and its HTML from being one."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"\[(?=[\d\s,;^–-]+\])", r"\\[", escaped)
