"""Rows of a table told in prose: whose cell a claim gives to whom, and rows told as they stand.

A row has few words, so that a small judge sees little more than that they are the table's. Here a
claim is laid over the cells instead: what is told of one row must not be what stands in another,
and what is told of it in the table's own words needs no judge. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from assistant.proof.amounts import agree
from assistant.proof.laid import CONDITIONS, LEVEL_OF, NEGATIONS, line_of
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.numbers import numbers_in, quantities
from assistant.text.words import content

_YES = re.compile(r"yes|[✓✔✅☑]", re.IGNORECASE)
_ASIDE = re.compile(r"\([^)]*\)|\*")
_LETTER = re.compile(r"(?:(?<=\w )|^)[A-HJ-Z](?=\W|$)(?! [a-z])|(?<=\w )[A-HJ-Z]\b")
_JOINED = re.compile(r"[,;]|\b(?:and|or|while|whereas|but|than|both|unlike|as well as)\b")
_SAID_OF_ROWS = content(
    "cost costs price charge amount fee run start begin open end finish last take place happen give"
    " given hold held lead led due each rate value figure row table column list listed part share"
    " total number item entry be stand apply go come have get count say said show"
    " weigh measure"
)
"""Words that say of a row no more than that it is one."""
_COMPARING = frozenset(
    re.findall(r"\w+", "than more less fewer least as same like other another because so since why")
)
_TIED = (
    NEGATIONS | CONDITIONS | _COMPARING | LEVEL_OF.keys()
    | frozenset(("up", "from", "to", "per", "about", "over", "under", "plus", "then", "or"))
)  # fmt: skip
"""Words that limit what stands beside them: a cell that has one is told with it, or not told."""


def _is_row(passage: Passage) -> bool:
    texts = tuple(cell.text for cell in passage.cells)
    return len(texts) == len(passage.header) > 1 and texts != passage.header


def _cells(row: Passage) -> list[frozenset[str]]:
    """The words of each cell, without what stands in brackets."""
    return [content(_ASIDE.sub(" ", cell.text)) for cell in row.cells]


def _words(cells: Sequence[frozenset[str]], but: int = -1) -> frozenset[str]:
    return frozenset(word for place, cell in enumerate(cells) if place != but for word in cell)


@lru_cache(maxsize=8192)  # The same rows are looked at for every claim.
def _keys(text: str) -> frozenset[str]:
    """The words of a text, its numbers, and single letters that name something: "Workshop A"."""
    plain = _ASIDE.sub(" ", text)
    return content(plain) | numbers_in(plain) | frozenset(_LETTER.findall(plain))


def from_another_row(claim: str, cited: Sequence[Passage], shown: Iterable[Passage]) -> str:
    """The cell that ``claim`` takes from a row that is not cited, or from another one of those.

    Only where the cell of the row that it is about is not told, too.
    """
    own = [row for row in cited if _is_row(row)]
    if not own:
        return ""
    said = _keys(claim)
    known = frozenset(word for row in cited for word in _keys(_told(row)))
    for row in shown:
        if row in own or not _is_row(row) or row.header != own[0].header:
            continue
        for place, cell in enumerate(row.cells):
            there = _keys(cell.text)
            mine = [_keys(r.cells[place].text) for r in own if r.header == row.header]
            told = any(here and here <= said and not here < there for here in mine)
            if there - known and there <= said and not told:
                return cell.text
    return "" if _JOINED.search(claim) else _crossed(said, own)


def _told(row: Passage) -> str:
    return " ".join((*row.section, *row.header, *(cell.text for cell in row.cells), row.text))


def _crossed(said: frozenset[str], rows: Sequence[Passage]) -> str:
    """A cell of one row beside words of another, none of the rest of the first being told."""
    for one in rows:
        for two in rows:
            if one is two or one.header != two.header:
                continue
            a, b = ([_keys(cell.text) for cell in row.cells] for row in (one, two))
            for place in range(len(a)):
                taken = b[place] - a[place]
                left = said & (_words(b, place) - _words(a))
                if not taken or not b[place] <= said or left or said & (a[place] - b[place]):
                    continue
                if said & (_words(a, place) - _words(b)):
                    return two.cells[place].text
    return ""


def told_as_it_stands(claim: str, cited: Sequence[Passage]) -> bool:
    """Whether ``claim`` is one or more rows in their own words, each with what heads it.

    Rows are told one behind the other: "A badge costs £12, a debit £8."
    """
    rows = [row for row in cited if _is_row(row)]
    parts = re.split(r"(?:,|;|,? and|,? while|,? whereas) (?=\w)", claim)
    if any(_is_told(claim, row) for row in rows):
        return True
    return 1 < len(parts) == len(rows) and all(
        sum(_is_told(part, row) for row in rows) == 1 for part in parts
    )


def _is_told(claim: str, row: Passage) -> bool:
    """Whether a claim names the head of ``row``, whole cells of it, and nothing else."""
    cells, said = _cells(row), content(claim) - _SAID_OF_ROWS
    names = [content(name) for name in row.header]
    whole = [
        n
        for n, cell in enumerate(row.cells)
        if n and (_is_whole(cell.text, claim) or _is_so(cell.text, names[n], claim))
    ]
    told = _words((cells[0], *(cells[n] for n in whole), *names))
    if not whole or not cells[0] or not cells[0] <= content(claim) or said - told:
        return False
    # Where a column is named, it is that of what is told.
    named = [
        n for n, name in enumerate(names) if n and name and name <= content(claim) - _words(cells)
    ]
    if any(n not in whole for n in named):
        return False
    there = " ".join((*(row.cells[n].text for n in (0, *whole)), *row.header))
    figures = quantities(there)
    same = all(any(agree(asked, given) for given in figures) for asked in quantities(claim))
    tied = (_plain(claim) & _TIED) - {"to", "from", "per"}
    return same and tied <= _plain(there)


def _plain(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in re.findall(r"[^\W\d_]+", text))


def _is_so(cell: str, name: frozenset[str], claim: str) -> bool:
    """Whether a claim says, and does not deny, what a mere "yes" under a ``name`` says."""
    agrees = _YES.fullmatch(cell.strip()) and name
    return bool(agrees) and name <= content(claim) and not _plain(claim) & NEGATIONS


def _is_whole(cell: str, claim: str) -> bool:
    """Whether a claim says all of a cell in its order, its figures, and what limits them."""
    bare = _ASIDE.sub(" ", cell)
    mine = iter(line_of(claim).stems)
    in_order = all(word in mine for word in line_of(bare).stems)
    return (
        in_order
        and bool(content(bare) or quantities(bare))
        and _plain(bare) & _TIED <= _plain(claim)
    )
