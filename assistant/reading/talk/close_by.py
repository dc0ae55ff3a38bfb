"""What a few words ask of the place that was shown: "how much?", "when was that", "is that a lot".

A bare question word asks for a thing of one kind, a price, a time or an address, of what was just
shown; a judgment of it is answered only where the text judges. Signs of words alone. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

from assistant.reading import signs
from assistant.reading.talk.vouching import Vouching
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems

Kind: TypeAlias = Literal["money", "time", "address"]

_ASKS_MONEY = re.compile(
    r"(?:\b(?:is there|are there|(?:does|do|did|will) (?:it|that|this|they|i|we) (?:come with|get)"
    r"|with|any)(?: any| some)* (?:money|cash|budget|allowance)(?: for (?:it|that|this|them))?)"
    r"|\b(?:how much|prices?|costs?|fees?|entry|entrance|admission|tickets?|charges?)\b",
    re.IGNORECASE,
)
_ASKS_TIME = re.compile(
    r"\b(?:when|(?:what|which) (?:time|year|month|date|day)s?)\b", re.IGNORECASE
)
_MONEY = re.compile(
    r"[$€£]\s?\d|\d\s?[$€£]|\b\d+[.,]\d\d\b"
    r"|\b(?:pays?|costs?|costing|price|fee|ticket) (?:\w+ ){0,2}\d"
    r"|\b\d+ (?:dollars|pounds|euros?|pence|cents)\b|\b(?:is|are|costs?) (?:free|nothing)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b|\b\d{1,2}:\d\d\b|\b\d{1,2} ?[ap]\.?m\b"
    r"|\b(?:noon|midnight|week (?:\d+|one|two|three|four))\b"
    r"|\b(?:January|February|March|April|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?)\b"
)
_ASKS_ADDRESS = re.compile(r"\b(?:e-?mails?|mail)(?: address(?:es)?)?\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\S@\S+\.\w")
_JUDGED = (
    r"a lot|much|many|common|commonly|rare|normal|usual|typical|good|bad|great|enough|fair|"
    r"reasonable|worth it|hard|hardest|easy|easiest|difficult|tough|toughest|important|matters? "
    r"(?:the )?most|best|worst|better|worse|nice|popular|risky|safe|bad|weird"
)
_JUDGES = re.compile(
    r"(?:(?:and|but|so|ok|then|hm+|cool|nice)\b[,.! ]+)*(?:"
    rf"(?:is|are|was|were|isn'?t|aren'?t) (?:that|this|it|those|these|they)"
    rf"(?: (?:really|very|even|actually|considered|a))* (?P<one>{_JUDGED})"
    r"|(?:is|are|will|would) (?:\w+ ){1,2}(?:it|that|this|them|those) (?P<four>enough|worth it)"
    r"|how (?P<two>common|usual|rare|normal|hard|easy|difficult|important|good|bad|risky|safe)"
    r"(?:ly)? (?:is|are|was) (?:that|this|it|those|these|they)"
    r"|(?:which|what)(?: (?:one|ones|of (?:them|those|these|all|the (?:two|three|four))))"
    r"(?: is| are|'s)?(?: the)? (?P<three>hardest|easiest|toughest|best|worst|better|worse|"
    r"important|matters?(?: (?:the )?most)?|most important)"
    r")(?: (?:though|tho|then|really|today|these days|now|here|for (?:that|this|it)|to learn|to do"
    r"|in practice|with that))*\W*",
    re.IGNORECASE,
)

_SUCH = re.compile(r"\b(?:ones?|kinds?|types?|sorts?)\b", re.IGNORECASE)
"""So somebody names what he means by what it is like."""
_ASKED_LEAST = 3
"""So many questions, and so many times as many as of another passage, say what a thing is like."""


def kind_asked(words: str) -> Kind | None:
    """The kind of thing that a bare question asks for; ``None`` where it asks for more."""
    for kind, asks in _ASKS.items():
        if asks.search(words) and not content_stems(asks.sub(" ", words)):
            return kind
    return None


def giving(kind: Kind, passages: Iterable[Passage]) -> list[Passage]:
    """The passages that give a thing of this kind."""
    return [p for p in passages if p.kind != "table_header" and _GIVES[kind].search(p.text)]


def judged(words: str) -> str:
    """The judgment that is asked for of what was shown: "hardest"; empty for none."""
    found = _JUDGES.fullmatch(words.strip().replace("’", "'"))
    return next((said for said in found.groups() if said), "") if found else ""


def judges(word: str, passages: Sequence[Passage]) -> bool:
    """Whether one of the passages says so itself."""
    said = set(content_stems(word)) or {word.lower()}
    return any(said & set(content_stems(p.text)) for p in passages)


_ASKS: Mapping[Kind, re.Pattern[str]] = {
    "money": _ASKS_MONEY,
    "time": _ASKS_TIME,
    "address": _ASKS_ADDRESS,
}
_GIVES: Mapping[Kind, re.Pattern[str]] = {"money": _MONEY, "time": _TIME, "address": _ADDRESS}


def counted(vouching: Vouching, words: str, shown: Sequence[Passage]) -> list[Passage]:
    """What the paragraphs of what was shown say of how many there are, if that is asked.

    It has all the words itself; a length of time is no count of things.
    """
    if signs.SO_MANY.search(words):
        return []
    blocks = {(p.document_id, p.block) for p in shown}
    beside = [p for p in vouching.corpus.passages if (p.document_id, p.block) in blocks]
    return vouching.speaking_of(signs.THING.sub(" ", words), signs.counting(words, beside))


def behind_choices(shown: Iterable[Passage], passages: Iterable[Passage]) -> list[Passage]:
    """What stands right behind a choice that was shown: what was chosen."""
    places = {(p.document_id, p.position + 1) for p in shown if signs.CHOICE.search(p.text)}
    return [p for p in passages if (p.document_id, p.position) in places]


def after(shown: Sequence[Passage], passages: Iterable[Passage]) -> list[Passage]:
    """What says that it comes after something: behind what was shown, else in that."""
    last = max((p.document_id, p.block, p.position) for p in shown)
    behind = [p for p in passages if (p.document_id, p.block) == last[:2] and p.position > last[2]]
    return [p for p in (*behind, *reversed(shown)) if signs.AFTER.search(p.text)]


def such_ones(vouching: Vouching, words: str, shown: Sequence[Passage]) -> list[Passage]:
    """Those of several passages that are meant: "the slow ones"; empty where all are, or none.

    They say so themselves, or one alone is asked for so: of a search that drags past a date people
    ask why it is slow.
    """
    said = set(content_stems(_SUCH.sub(" ", words)))
    if not said or not shown:
        return []
    if told := vouching.speaking_of(" ".join(said), shown):
        return told if len(told) < len(shown) else []
    asked = {p: set(vouching.asked_of(p)) for p in shown}
    own = {
        p: sum(
            said <= {*content_stems(question)}
            for question in asked[p].difference(*(asked[q] for q in shown if q != p))
        )
        for p in shown
    }
    first, *others = sorted(shown, key=lambda p: -own[p])
    clear = own[first] >= _ASKED_LEAST and all(own[p] * _ASKED_LEAST <= own[first] for p in others)
    return [first] if clear and others else []
