"""Yes or no from a row that sets like things side by side.

"Is oil a usual cargo of the large boat?" is yes where the large boat's cell of the row "Usual
cargo" has it, and no where only the other boat's has. Each word of the question must be of the
row's name, of the column's, or of the one cell. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from assistant.reading.tables.columns import called as forms_of
from assistant.reading.tables.columns import column_asked, columns_alike
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems

_ASKS_IF = re.compile(r"(?:(?:so|and|but|ok|hmm|well)[, ]+)*(?:is|are|do|does)\b", re.IGNORECASE)
_TURNS = re.compile(
    r"\b(?:not|no|never|without|less|only|just|instead|rather|or|more|most|mostly|all|always|every"
    r"|each|both|same|than|unlike|but|except|other|else|difference|different|rarely|too|hardly|even"
    r"|any|un\w+|worse|better|why|how|what|who|which|if|when)\b|n['’]t\b|[.;:,]\s",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"\b(?:usual(?:ly)?|typical(?:ly)?|normal|common|often|count\w*|among|part|one of|list(?:ed)?"
    r"|considered|regarded|writes?|written|produces?|regular|ordinary|plain|belongs?|include[sd]?"
    r"|name[sd]?|have|has|use[sd]?|kind|sort)\b",
    re.IGNORECASE,
)
"""Words that only say that something stands in a cell."""
OF_ANOTHER_LEAST = 2
"""Words with meaning of what is asked of another than the subject, where the row is not named."""
_SOMETIMES = re.compile(r"\b(?:sometimes|rarely|seldom|occasionally|partly)\b", re.IGNORECASE)


def said_in_row(question: str, row: Passage, names: Iterable[str]) -> Literal["yes", "no"] | None:
    """Yes or no to whether something stands in the cell of the column that is meant.

    Args:
        question: what is asked, without its frame.
        row: what answers it best.
        names: what the corpus calls its subject; its column is meant where no other is named.
    """
    if len(row.cells) != len(row.header) or not columns_alike(row.header):
        return None
    if not _ASKS_IF.match(question) or _TURNS.search(question):
        return None
    named = tuple(names)
    called = re.one_of(named)
    column = column_asked(question, row.header)
    if column is None:
        return None
    own = re.search(rf"\b{called}s?\b", question, re.IGNORECASE) is not None
    rest = re.sub(rf"\b{called}s?\b(?:['’]s)?", " ", question, flags=re.IGNORECASE)
    for word in forms_of(row.header[column]):
        rest = re.sub(rf"\b{re.escape(word)}s?\b(?:['’]s)?", " ", rest, flags=re.IGNORECASE)
    known = set(content_stems(f"{row.cells[0].text} {row.header[column]}"))
    asked = [stem for stem in content_stems(_SPOKEN.sub(" ", rest)) if stem not in known]
    labelled = set(content_stems(row.cells[0].text)) & set(content_stems(rest))
    if not own and not labelled and len(asked) < OF_ANOTHER_LEAST:
        return None  # of whom the text is not about, "do mates sail" may be anything
    cells = [set(content_stems(cell.text)) for cell in row.cells]
    holding = [
        place for place, stems in enumerate(cells) if place and asked and stems.issuperset(asked)
    ]
    if len(holding) != 1 or _SOMETIMES.search(row.cells[holding[0]].text):
        return None
    if holding == [column]:
        return "yes"
    # Of what is not asked in the row's own name, another cell does not tell.
    name = set(content_stems(row.cells[0].text))
    return "no" if name & set(content_stems(rest)) else None
