"""A table over earlier answers: "put both in a table", "owns vs doesn't own as a table". Pure.

Each side is an earlier exchange: the one whose question names it, or one of the last ones in their
order. Words that name no earlier exchange are a question, and stay one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from assistant.text import patterns as re
from assistant.text import turns
from assistant.text.words import content_stems
from assistant.understanding.acts import LONGEST, Recognised, bare
from assistant.understanding.asked import Exchange, Understood
from assistant.understanding.form_first import form_last

Laid: TypeAlias = tuple[tuple[str, Exchange], ...]
"""The sides of a table: what each is called, and the answer that fills it."""

_TABLE = re.compile(
    r"\btables?\b|\bside by side\b|\bcolumns\b|\bnext to (?:each other|one another)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:both|(?:the|those|these|my|your|last) (?:last |other )?(?P<many>two|three|2|3)"
    r"|all (?P<all>two|three|2|3)|them both|(?P<sets>two|three) of (?:them|those|these))\b",
    re.IGNORECASE,
)
_COLUMNS = re.compile(r"\b(?:two|three|2|3)[- ](?:columns?|rows?|sided)\b", re.IGNORECASE)
_VERSUS = re.compile(
    r"\s*(?:\bvs\b\.?|\bversus\b|\bagainst\b|\bcompared (?:to|with)\b|\s/\s)\s*", re.IGNORECASE
)
_WORDS = (
    r"(?:and|ok|okay|so|now|then|please|pls|plz|can|could|would|will|you|u|i|we|get|have|want|"
    r"need|put|turn|make|write|format|show|give|me|us|lay|set|list|see|do|it|that|this|as|in|into|"
    r"to|with|for|of|all|a|an|one|single|the same|little|small|nice|quick|comparison|"
    r"two[- ]column|tables?|both|columns?|side by side|next to (?:each other|one another)|again|"
    r"instead|thanks|thx)\b[,:;.!? ]*"
)
_ORDER = re.compile(rf"(?:{_WORDS})+", re.IGNORECASE)
"""Words that only order a table."""
_BEHIND = re.compile(rf"[,:;]?\s*\b(?:{_WORDS})+$", re.IGNORECASE)
_STANDS_IN = re.compile(
    r"(?:not )?(?:his|hers?|theirs?|the (?:one|other|first|second|former|latter|last)|this|that"
    r"|one|other)"
    r"(?: (?:one|answer|thing))?",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:not|never|no)\b|n['’]?t\b|\b(?:hands?|handed|hand|gives?) (?:off|away|over)\b", re.I
)
_TWO_ALREADY = re.compile(
    r"\b(?:vs|versus|differ\w*|compare\w*|between|apart|choices|options|kinds?|types?|both)\b", re.I
)
"""A question whose one answer has several sides itself."""
_TOLD_AGAIN = frozenset({"first_asked", "nth_asked", "repeat", "return"})
_OPENS = re.compile(r"^(?:(?:and|so|ok|okay|then|but|what about|how about)\b[, ]+)+", re.IGNORECASE)
_NUMBER = {"two": 2, "three": 3, "2": 2, "3": 3}


def laid_out(message: str, talk: Sequence[Exchange]) -> Laid:
    """The sides of the table that a message wants of the talk; empty where it wants none."""
    said = bare(message)
    answered = [e for e in talk if e.passages and (_asks(e) or (e is talk[-1] and _goes_back(e)))]
    if len(said) > LONGEST or not _TABLE.search(said) or len(answered) < 2:
        return ()
    names = _names(said)
    if len(names) > 1:
        return _by_name(names, answered)
    several = _SEVERAL.search(_COLUMNS.sub(" ", said))
    rest = _ORDER.sub(" ", _SEVERAL.sub(" ", said)) if several else ""
    if several is None or not (_only_points(rest) or _in_each(rest, answered[-2:])):
        return ()
    wanted = next((_NUMBER[word.lower()] for word in several.groups() if word), 2)
    if wanted == 2 and (_TWO_ALREADY.search(answered[-1].message) or not _fresh(answered)):
        return ()
    if len(answered) < wanted:
        return ()
    return tuple((_called(exchange), exchange) for exchange in answered[-wanted:])


def table_over(message: str, talk: tuple[Exchange, ...]) -> Understood | None:
    """The message as an order of such a table; ``None`` for any other."""
    laid = laid_out(message, talk)
    if not laid:
        return None
    before, act = laid[-1][1], Recognised("table")
    return Understood(
        message, before.question, "table", act=act, before=before, talk=talk, laid=laid
    )


def denies(name: str) -> bool:
    """Whether the name of a side says what is not so: "doesn't own", "handed off"."""
    return _DENIES.search(name) is not None


def _names(said: str) -> tuple[str, ...]:
    """What the sides are called: "owns" and "doesn't own"."""
    said = form_last(said)
    pieces = _VERSUS.split(said)
    if len(pieces) < 2:
        return ()
    pieces = [_trimmed(piece) for piece in pieces]
    return tuple(pieces) if all(pieces) else ()


def _trimmed(piece: str) -> str:
    piece = _BEHIND.sub("", piece)
    opens = _ORDER.match(piece)
    piece = piece[opens.end() :] if opens else piece
    return piece.strip(" ,:;.?!\"'“”")


def _by_name(names: Sequence[str], answered: Sequence[Exchange]) -> Laid:
    """The exchange of each name; of two one may be the one beside the other."""
    if all(_STANDS_IN.fullmatch(name) for name in names) and len(answered) >= len(names):
        return tuple((_called(exchange), exchange) for exchange in answered[-len(names) :])
    found: list[Exchange | None] = []
    for name in names:
        free = [e for e in reversed(answered) if e not in found]
        found.append(max(free, key=lambda e: _fits(name, e), default=None))
        if found[-1] is not None and not _fits(name, found[-1]):
            found[-1] = None
    if len(names) == 2 and found.count(None) == 1:
        found = _with_neighbour(found, answered)
    if None in found:
        return ()
    return tuple((name, e) for name, e in zip(names, found, strict=True) if e is not None)


def _with_neighbour(
    found: list[Exchange | None], answered: Sequence[Exchange]
) -> list[Exchange | None]:
    known = next(exchange for exchange in found if exchange is not None)
    place = answered.index(known)
    beside = answered[place + 1] if place + 1 < len(answered) else answered[place - 1]
    return [exchange if exchange is not None else beside for exchange in found]


def _fits(name: str, exchange: Exchange) -> float:
    """How well an exchange is named: by its question first; one denies what the other does not."""
    wanted = set(content_stems(name))
    asked = set(content_stems(exchange.message))
    told = {stem for passage in exchange.passages for stem in content_stems(passage.text)}
    if not wanted & (asked | told):
        return 0.0
    agrees = denies(name) == denies(exchange.message)
    return 2 * len(wanted & asked) + len(wanted & told) / (len(wanted) + 1) + agrees


def _called(exchange: Exchange) -> str:
    """The question of an exchange as the name of a side."""
    asks = exchange.act is None or _goes_back(exchange)
    asked = turns.newest(exchange.question) if asks else exchange.message
    return _OPENS.sub("", bare(asked)) or bare(exchange.message)


def _asks(exchange: Exchange) -> bool:
    return exchange.act is None or exchange.act.act in ("ordinal", "superlative")


def _goes_back(exchange: Exchange) -> bool:
    """Whether it told an earlier answer again, which is the last one since."""
    return exchange.act is not None and exchange.act.act in _TOLD_AGAIN


def _fresh(answered: Sequence[Exchange]) -> bool:
    """Whether the last two answers showed different things."""
    return set(answered[-1].passages) != set(answered[-2].passages)


def _in_each(rest: str, exchanges: Sequence[Exchange]) -> bool:
    """Whether it names what each of the questions named: "both weeks"."""
    said = set(content_stems(rest))
    return bool(said) and all(said <= set(content_stems(e.message)) for e in exchanges)


def _only_points(rest: str) -> bool:
    """Whether nothing is named but what was told: "those two numbers"."""
    pointing = (
        "answers answer numbers number figures figure lists list things thing ones of them those"
        " these sides rows points bits again now instead above other thanks"
    )
    return not set(re.findall(r"[a-z]+", rest.lower())) - set(pointing.split())
