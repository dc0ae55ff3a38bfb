"""Tables told: a cell where a cell was asked for, a row spelled out, rows as a table again. Pure.

Which column a question asks for is read off the table's own words: the name of a column, the
initials of that name, or, for a question after an amount, the one column that holds amounts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from assistant.reading.tables.columns import (
    asks_what_comes,
    called,
    column_asked,
    columns_alike,
    says_what_comes,
)
from assistant.reading.tables.extremes import MONEY
from assistant.records import Cell, Passage
from assistant.text import patterns as re
from assistant.text.numbers import numbers_in, quantities
from assistant.text.words import content_stems

_SECTION_NUMBER = re.compile(r"^\s*(?:(?:section|chapter|part|§)\s*)?\d+(?:\.\d+)*[.):]?\s+", re.I)
_ROUGHLY = re.compile(
    r"roughly|about|around|approx(?:\.|imately)?|circa|ca\.?|etwa|ungefähr|environ|"
    r"aproximadamente",
    re.IGNORECASE,
)
"""Names of a column that only say that its figures are not exact."""
_QUESTION_WORD = re.compile(r"(?:what|how|where|when|who|which|why)\b", re.IGNORECASE)
_AMOUNT = re.compile(
    r"\b(?:how (?:much|many|long|often|big|large|high|old|far)|(?:what|which) (?:share|part|"
    r"portion|percentage|percent|fraction|slice|amount|price|proportion)|percentage|percent|%|cost|price|"
    r"wie (?:viel|viele|lange|hoch|oft)|cuánt[oa]s?|qué porcentaje|combien|quant[oaie])",
    re.IGNORECASE,
)
_WHOLE_ROW = re.compile(
    r"\b(?:everything|all|row|compare|comparison|differ\w*|versus|vs|both|each|two|(?<!^)and what|"
    r"columns?|whole|entire|full|complete)\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"[\d.,]+|yes|no|ja|nein|[✓✔✗✘xX–—-]?", re.IGNORECASE)
"""A cell that names neither a thing nor a unit."""
_UNNAMED = re.compile(r"\d{1,2}[:.]\d{2}(?:\s*(?:-|–|to)\s*\d{1,2}[:.]\d{2})?")
"""A row that begins with a time of day is named by its other cells."""
_OWN = re.compile(r"\b(?:i|my|me|(?:the|this) (?:role|job|position|hire|person))\b", re.IGNORECASE)
_PRICE = re.compile(
    r"\bhow much (?:is|are|does|do|did|would|will|for)\b"
    r"|\bwhat (?:does|do|did|would|will) .+ cost\b|\b(?:price|fee)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(r"(?:(?:and|so|but)\s+)?where\b", re.IGNORECASE)
_PLACE = re.compile(
    r"rooms?|places?|locations?|venues?|address(?:es)?|where|halls?|sites?|buildings?|stages?",
    re.IGNORECASE,
)
_WHO = re.compile(r"(?:(?:and|so|but)\s+)?who(?:['’]?s)?\b", re.IGNORECASE)
_DOER = re.compile(r"[eo]r$")
_SPOKEN_OF = 2
_WORD = re.compile(r"[^\W_]+")
_SMALL = (
    "a an the of to in on for and or is are was it its what which who whom how do does did with by "
    "that this be as at from your you their they"
)
_SMALL_WORDS = frozenset(_SMALL.split())


def cell_of_subject(question: str, row: Passage, is_subject: Callable[[str], bool]) -> Cell | None:
    """The cell of what the corpus is about, of columns of like things, where somebody asks for
    himself or for the role and names none of them: "who would I report to"."""
    if not _OWN.search(question) or _WHOLE_ROW.search(question) or not columns_alike(row.header):
        return None
    told = _inside(question, row.cells[1:]) > 0
    if len(row.header) != len(row.cells) or told or _named_in(question, row.header):
        return None
    own = [
        cell
        for name, cell in zip(row.header, row.cells, strict=True)
        if is_subject(name)
    ]  # fmt: skip
    return own[0] if len(own) == 1 else None


def _named_in(question: str, header: Sequence[str]) -> bool:
    """Whether a question has the name of a column."""
    words = {word.lower() for word in _WORD.findall(question)}
    return any(called(name) & words for name in header[1:])


def cell_asked(question: str, row: Passage) -> Cell | None:
    """The cell of ``row`` that a question asks for, or ``None`` where the row is the answer."""
    if len(row.header) != len(row.cells) or len(row.cells) < 2 or _WHOLE_ROW.search(question):
        return None
    column = column_asked(question, row.header)
    named = called(row.header[column]) if column is not None else frozenset()
    beside = " ".join(word for word in _WORD.findall(question) if word.lower() not in named)
    if _inside(beside, row.cells[1:]) > _inside(beside, row.cells[:1]):
        return None  # what stands in the other cells is known: the name of the row is asked for
    if column is not None:
        return row.cells[column]
    if any(len(_stems(question) & _stems(cell.text)) >= _SPOKEN_OF for cell in row.cells[1:]):
        return None  # another cell speaks of what is asked, in whole words
    if _AMOUNT.search(question):
        if asks_what_comes(question) and says_what_comes(row.header):
            return None
        amounts = [cell for cell in row.cells[1:] if quantities(cell.text)]
        if len(amounts) == 1:
            return amounts[0]
    produced = [
        cell
        for name, cell in zip(row.header[1:], row.cells[1:], strict=True)
        if _stems(name) and _stems(name) <= _stems(question)
    ]
    if produced:
        return produced[0] if len(produced) == 1 else None
    asked = _stems(question) - _stems(row.cells[0].text)
    sharing = [
        cell
        for name, cell in zip(row.header[1:], row.cells[1:], strict=True)
        if _stems(name) & asked
    ]
    return sharing[0] if len(sharing) == 1 else _of_its_kind(question, row)


def _of_its_kind(question: str, row: Passage) -> Cell | None:
    """The one cell of the kind that a question word asks for: a price, a place, or who does it, as
    the column of the teacher says who teaches."""
    cells = list(zip(row.header[1:], row.cells[1:], strict=True))
    found: list[Cell] = []
    if _PRICE.search(question):
        found = [cell for _, cell in cells if MONEY.search(cell.text)]
    elif _WHERE.match(question):
        found = [cell for name, cell in cells if _PLACE.fullmatch(name.strip())]
    elif _WHO.match(question):
        asked = set(content_stems(question))
        doers = [{_DOER.sub("", word) for word in content_stems(name)} for name, _ in cells]
        found = [cell for (_, cell), doer in zip(cells, doers, strict=True) if doer & asked]
    return found[0] if len(found) == 1 else None


def amount_asked(question: str, row: Passage) -> Cell | None:
    """The only cell of figures of a row that is held against others; ``None`` where the question
    wants more of the row, or speaks of another of its columns."""
    asked, names = _stems(question), row.header[1:]
    amounts = [cell for cell in row.cells[1:] if quantities(cell.text)]
    if len(row.header) != len(row.cells) or len(amounts) != 1 or _WHOLE_ROW.search(question):
        return None
    others = [
        name
        for name, cell in zip(names, row.cells[1:], strict=True)
        if cell is not amounts[0]
    ]  # fmt: skip
    return None if any(_stems(name) & asked for name in others) else amounts[0]


def said_cell(row: Passage, cell: Cell, written: Callable[[str], str]) -> str:
    """The cell in running text, led by the name of its row; a bare cell says not what it is.

    Where the columns are like things ("Basic plan", "Large plan") the cell's own is named too.
    """
    name = written(row.cells[0].text)
    if cell is row.cells[0]:
        return name
    if _UNNAMED.fullmatch(name):
        return said_row(row, written)  # "20:00: £24" says not what costs so much
    place = row.cells.index(cell)
    if _BARE.fullmatch(cell.text.strip()) and row.header[place].strip():
        # "8" says nothing without "Delivery (working days)".
        return f"**{name}** — {written(row.header[place])}: {written(cell.text)}"
    column = f" ({written(row.header[place])})" if columns_alike(row.header) else ""
    asks = name.endswith(("?", "？"))
    return f"**{name}**{column}{'' if asks and not column else ':'} {written(cell.text)}"


def said_row(row: Passage, written: Callable[[str], str]) -> str:
    """A row spelled out with its header; a header as the names of its columns."""
    first, *others = row.cells
    if row.kind == "table_header":
        return " · ".join(written(cell.text) for cell in row.cells)
    names = row.header[1:] if len(row.header) == len(row.cells) else ()
    if not others:
        return written(first.text)
    titles = list(names or [""] * len(others))
    name, dash = written(first.text), " — "
    if _ROUGHLY.fullmatch(titles[0]) and quantities(others[0].text):
        # "Roughly: ~20%" says nothing that "~20%" does not.
        titles = ["", *(_in_a_sentence(title) for title in titles[1:])]
        dash = ": "
    spelled = [
        f"{written(title)}: {written(cell.text)}" if title else written(cell.text)
        for title, cell in zip(titles, others, strict=False)
        if cell.text.strip()
    ]
    return f"**{name}**{dash}" + "; ".join(spelled) if spelled else f"**{name}**"


def _in_a_sentence(title: str) -> str:
    """A column's name behind other words: "what it produces"."""
    return title[0].lower() + title[1:] if _QUESTION_WORD.match(title) else title


def table(
    rows: Sequence[Passage],
    mark: Callable[[Passage], str],
    written: Callable[[str], str],
    columns: Sequence[int] = (),
) -> str:
    """Rows of one table as Markdown, each with its marker; only ``columns`` where given."""
    body = [row for row in rows if row.kind == "table_row"]
    width = max(len(row.cells) for row in rows)
    header = rows[0].header or tuple("" for _ in range(width))
    shown = [index for index in (columns or range(len(header))) if index < len(header)]
    # The header line is shown anyway; where it was chosen it carries its marker.
    head_mark = "".join(f" {mark(row)}" for row in rows if row.kind == "table_header")
    lines = [
        "| " + " | ".join(written(header[index]) for index in shown) + head_mark + " |",
        "|" + "---|" * len(shown),
    ]
    for row in body:
        texts = [written(row.cells[index].text) for index in shown if index < len(row.cells)]
        lines.append("| " + " | ".join(texts) + f" {mark(row)} |")
    return "\n".join(lines)


def _inside(question: str, cells: Sequence[Cell]) -> float:
    """The largest share of a cell's words that the question has."""
    asked = _stems(question)
    shares = [len(asked & words) / len(words) for cell in cells if (words := _stems(cell.text))]
    return max(shares, default=0.0)


def _stems(text: str) -> frozenset[str]:
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(
        word[:-1] if word.endswith("s") and len(word) > 3 else word
        for word in words
        if word not in _SMALL_WORDS
    )


def head_of(passage: Passage, told: Sequence[Passage]) -> str:
    """The heading of a passage without the number of its section; empty where figures are left
    that nothing told proves."""
    name = _SECTION_NUMBER.sub("", passage.heading)
    proved = frozenset().union(*(numbers_in(p.text) for p in told))
    return name if numbers_in(name) <= proved else ""


def two_columns(rows: Iterable[tuple[str, str]]) -> str:
    """A table without a header: in each row a name and what is said of it, as they are written."""
    return "\n".join(["| | |", "|---|---|", *(f"| {name} | {said} |" for name, said in rows)])
