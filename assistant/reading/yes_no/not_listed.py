"""What a row that names all there is does not name.

"Do keepers report to the bishop?" stands beside the row "Usually report to: the harbour board,
sometimes the navy". That the text does not say whether it is so would be odd: it says to whom they
report. It is not so according to the text. English. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.reading.tables.columns import columns_alike
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems

_ASKS_IF = re.compile(
    r"(?:(?:so|and|but|ok|hmm|well)[, ]+)*"
    r"(?:is it (?:true|right|correct) that\b|(?:is|are|do|does)\b)",
    re.IGNORECASE,
)
_TURNS = re.compile(
    r"\b(?:not|no|never|without|less|only|just|instead|rather|or|more|most|mostly|all|always|every"
    r"|each|both|same|than|unlike|but|except|other|else|differ\w*|rarely|too|hardly|even|any|why"
    r"|how|what|who|which|if|when|like|need\w*|must|have to|should|can|could)\b|n['’]t\b",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"\b(?:usual(?:ly)?|typical(?:ly)?|normal(?:ly)?|common|often|true|right|correct|one of|list\w*"
    r"|named?|count\w*|considered|a|an|the)\b",
    re.IGNORECASE,
)
THING_MOST = 3
"""Words of the thing that is asked about; more say something of their own."""


def not_listed(question: str, row: Passage, names: Iterable[str]) -> bool:
    """Whether a question asks if something stands in a row that names others and not that.

    Args:
        question: what is asked, without its frame.
        row: what answers it best.
        names: what the corpus calls its subject.
    """
    if len(row.cells) != len(row.header) or not columns_alike(row.header):
        return False
    asks = _ASKS_IF.match(question)
    if asks is None or _TURNS.search(question[asks.end() :]):
        return False
    called = re.one_of(names)
    rest = _SPOKEN.sub(" ", question[asks.end() :])
    if not re.search(rf"\b{called}s?\b", rest, re.IGNORECASE):
        return False
    rest = re.sub(rf"\b{called}s?\b(?:['’]s?)?", " ", rest, flags=re.IGNORECASE)
    if re.search(rf"\bto (?:an?|the|any|their) ?{called}s?\W*$", question, re.IGNORECASE):
        return False  # the other way round: "does the bishop report to the keeper"
    label = set(content_stems(row.cells[0].text))
    asked = content_stems(rest)
    thing = [stem for stem in asked if stem not in label]
    if len(thing) == len(asked) or not 0 < len(thing) <= THING_MOST:
        return False
    cells = {stem for cell in row.cells[1:] for stem in content_stems(cell.text)}
    return not cells & set(thing)
