"""Bounds of a question that an answer does not keep: another year, a place or firm never spoken of.

"What is the median wage in 2019" lands on the sentence with the wage of 2024, and "does a keeper
cook at Trinity House" on the one about any keeper. What the text says is worth telling, and that
it does not say it of this year or place has to be said with it. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from assistant.reading.kernel import asked_in
from assistant.reading.lacking.figure_asked import has_none
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text import turns
from assistant.text.numbers import quantities
from assistant.text.words import content_stems

_YEAR = re.compile(
    r"\b(?:in|for|during|of|since|from|by|until|through|till) ((?:19|20)\d\d)\b", re.I
)
_NAMED = re.compile(
    r"\b(?i:in|at|near|around|inside|outside|across|within) (?:the )?"
    r"(?P<name>[A-Z][a-z]\w+(?: [A-Z][a-z]\w+){0,2})"
)
_GONE_TO = re.compile(r"\b(?:to|in|at|from) (?P<name>[A-Z][a-z]\w+(?: [A-Z][a-z]\w+){0,2})")
_FIELD = re.compile(
    r"\bin (?:the )?(?!(?:total|general|parallel|public|private|hindsight|question|return|progress"
    r"|store|turn|advance|there|dollars|euros|pounds)\b)(?P<name>[a-z]{4,}?)"
    r"(?: (?:industry|sector|business|field|companies|firms))?\W*$"
)
"""A trade in small letters, where a question ends: "what counts in shipping". "In total" says how,
and names none."""
_THERE = re.compile(r"\b(?:there|over there|in that (?:city|place|country|town))\W*$", re.I)
"""So the place that was named before bounds what is asked."""
_BY_HOW_MUCH = re.compile(
    r"\bhow much (?:more|less|higher|lower|better|worse|cheaper|dearer)\b"
    r"(?=.*\b(?:than|pay|paid|earn\w*|makes?|costs?)\b)"
    r"|\bby how (?:much|many)\b|\bby what (?:share|percent\w*|factor)\b",
    re.IGNORECASE,
)
_WHAT_PRICE = re.compile(
    r"^(?:(?:and|so|but|ok|well)[, ]+)*what (?:do|does|did|will|would) (?:\S+ ){1,6}?"
    r"(?:charge|cost)\W*$",
    re.IGNORECASE,
)
"""Asks for an amount without "how much"."""
_MONEY = r"(?:pay|salary|salaries|comp|compensation|wages?|income|earnings|fees?|prices?|costs?)"
_AMOUNTS_BESIDE = re.compile(
    rf"^(?:(?:and|so|but|compare)[, ]+)*(?:{_MONEY} (?:of|for) )?(?:an? |the )?(?P<one>[\w -]+?)"
    rf"(?:['’]s)?(?: {_MONEY})?"
    rf" (?:vs\.?|versus|compared (?:to|with)|against) (?:an? |the )?(?P<other>[\w -]+?)"
    rf"(?:['’]s)?(?: {_MONEY})?\W*$",
    re.IGNORECASE,
)
_RANKS = re.compile(r"\b(?:more|less|lower|higher|above|below|same|as (?:much|well|high))\b", re.I)
"""Words that rank one amount by another; "different" does not."""
_LESS_OF_IT = re.compile(r"(?:less|fewer) (?!than\b)[^,;.]+, more (?P<more>.+)", re.IGNORECASE)
_AT_ALL = re.compile(
    r"^(?:(?:and|so|but|ok|hmm|well)[, ]+)*(?:is|are|do|does|did|will|would|must|should|can)\b.*?"
    r"\b(?:needs?|needed|(?:have|has) to|must|requir\w+|mandatory|necessary|essential|knows?|uses?"
    r"|used|using|at all)\b",
    re.IGNORECASE,
)
"""So somebody asks whether a thing is needed or used, and not how much of it there is."""
_HOW_MUCH = re.compile(
    r"\b(?:more|less|fewer|much|many|most(?:ly)?|a lot|lots|often|all (?:day|the time)|day|daily"
    r"|always|lives?|living|mainly|primarily|heavily|big|large)\b",
    re.IGNORECASE,
)
FIGURES = 2
"""So many figures make a difference."""
_CLAUSE = re.compile(r"[,;:.?!]\s| and | but | so ")
_OWN = re.compile(r"\b(?:i|i'm|i've|we|my|our)\b", re.IGNORECASE)
"""Where somebody is himself is no bound of what he asks."""


def outside(
    question: str,
    told: Sequence[Passage],
    spoken_of: Callable[[str], bool],
    strange: Callable[[str], bool] = lambda word: False,
) -> str:
    """The year or name that bounds a question and that nothing told is about; empty for none.

    Args:
        question: what is asked, without its frame.
        told: what would be told.
        spoken_of: whether a stem occurs in the corpus, or in a question that it answers.
        strange: whether a word occurs nowhere there, and is asked about in vain.
    """
    if turns.is_joined(question) or not told:
        return ""
    text = " ".join((*(p.text for p in told), *(p.heading for p in told)))
    dated = re.search(r"\b(?:19|20)\d\d\b", text) is not None
    asked = asked_in(question)
    for found in _YEAR.finditer(asked):
        if dated and found[1] not in text and not _OWN.search(_clause(asked, found.start())):
            return found[1]
    for found in _NAMED.finditer(asked):
        if _OWN.search(_clause(asked, found.start())):
            continue
        if not any(spoken_of(stem) for stem in content_stems(found["name"])):
            return found["name"]
    field = _FIELD.search(asked)
    if field and strange(field["name"]) and not _OWN.search(_clause(asked, field.start())):
        return field["name"]
    there = _THERE.search(asked) is not None
    for found in _GONE_TO.finditer(question if there else ""):
        if found["name"] not in text:
            return found["name"]
    return ""


def unmeasured(question: str, told: Sequence[Passage]) -> bool:
    """Whether it asks by how much one thing exceeds another, and fewer than two figures are told;
    or for a figure of something or what it costs, and none is.

    Rows of a table are told with all of its figures, and are for the figures to decide.
    """
    if turns.is_joined(question) or not told or any(p.cells for p in told):
        return False
    if has_none(question, told):
        return True
    given = [q for p in told for q in quantities(p.text) if not q.date]
    if _WHAT_PRICE.match(question):
        return not given
    return _BY_HOW_MUCH.search(question) is not None and len({q.value for q in given}) < FIGURES


def unranked(question: str, told: Sequence[Passage], names: Iterable[str]) -> bool:
    """Whether two amounts are laid side by side ("a mate's pay vs a keeper's pay") and nothing told
    of the one that is not the subject gives a figure, or ranks it."""
    found = _AMOUNTS_BESIDE.match(question)
    if found is None or not re.search(rf"\b{_MONEY}\b", question, re.IGNORECASE):
        return False
    own = {" ".join(content_stems(name)) for name in names}
    money = {stem for stem in content_stems("pay salary compensation wage income") if stem}
    things = [set(content_stems(found[side])) - money for side in ("one", "other")]
    others = [thing for thing in things if thing and " ".join(sorted(thing)) not in own]
    others = [thing for thing in others if thing - {s for name in own for s in name.split()}]
    if len(others) != 1 or not told or any(p.cells for p in told):
        return False
    naming = [p for p in told if others[0] <= set(content_stems(p.text))]
    return bool(naming) and not any(quantities(p.text) or _RANKS.search(p.text) for p in naming)


def only_compared(question: str, told: Passage) -> bool:
    """Whether it asks if a thing is needed or used at all, and the sentence told only says that
    there is less of it: to "do I need oil", "Less oil, more wicks" is neither yes nor no."""
    compared = None if told.cells else _LESS_OF_IT.match(told.text)
    if compared is None or not _AT_ALL.match(question) or _HOW_MUCH.search(question):
        return False
    return not set(content_stems(compared["more"])) & set(content_stems(question))


def _clause(text: str, end: int) -> str:
    """What stands in front of a place, back to where its clause begins."""
    return _CLAUSE.split(text[:end])[-1]
