"""What a message wants from the conversation itself: "the second one", "shorter", "are you sure?".

The acts stand in ``acts.toml``, each with its patterns, examples and look-alikes; nothing about
them is written here. Pure: text in, an act out.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from assistant.text import patterns as re

Act: TypeAlias = Literal[
    "one_sentence", "shorter", "bullets", "table", "simpler", "verbatim", "section", "prose",
    "first_asked", "nth_asked", "all_asked", "last_asked", "said_before", "summary", "repeat",
    "return",
    "why", "other", "more", "example", "ordinal", "superlative", "unit", "compared",
    "total", "doubt", "who_says",
]  # fmt: skip
ACTS_FILE = Path(__file__).with_name("acts.toml")
LONGEST = 160
"""Characters of a message that can be an act; a longer one says what it wants itself."""
_PLACES = (
    ("first", "1st", "1", "one", "former", "top"),
    ("second", "2nd", "2", "two"),
    ("third", "3rd", "3", "three"),
    ("fourth", "4th", "4", "four"),
    ("fifth", "5th", "5", "five"),
    ("sixth", "6th", "6", "six"),
    ("seventh", "7th", "7", "seven"),
    ("eighth", "8th", "8", "eight"),
)
_PLACE_OF = {word: place for place, words in enumerate(_PLACES, start=1) for word in words}
_WORD = re.compile(r"[a-z]+")
_SHORT = {
    **{"abt": "about", "sth": "something", "smth": "something", "ppl": "people", "b4": "before"},
    **{"mgr": "manager", "mgrs": "managers", "mgmt": "management", "dept": "department"},
    **{"mtg": "meeting", "mtgs": "meetings", "wk": "week", "wks": "weeks", "yrs": "years"},
    **{"jr": "junior", "sr": "senior", "pct": "percent", "avg": "average"},
}
"""Shortenings that are no words of any text, with what they stand for."""
_CHAT = {
    **{f"{word}s": f"{word}'s" for word in ("what", "that", "who", "where", "how", "there")},
    **{f"{word}nt": f"{word}n't" for word in ("do", "is", "does", "did", "was", "are", "ca")},
    **{"theyre": "they're", "youre": "you're", "ur": "your", "u": "you", "r": "are"},
    **{word: _SHORT[word] for word in ("abt", "sth", "smth")},
    **{"im": "i'm", "ive": "i've", "id": "i'd", "pls": "please", "plz": "please"},
    **{"gimme": "give me", "lemme": "let me", "wanna": "want to", "tho": "though"},
}
"""Words as people type them, with what they stand for."""
_TYPED = re.compile(rf"\b(?:{'|'.join(_CHAT)})\b(?!')")
_SHORTENED = re.compile(rf"(?<![\w/])(?:{'|'.join(_SHORT)})\b(?![/.])", re.IGNORECASE)
_SIGNS = (
    (re.compile(r"(?<![\w/])w/o\b"), "without"),
    (re.compile(r"(?<![\w/])w/ ?(?=[a-z])"), "with "),
    (re.compile(r"(?<=[a-z] )w(?= [a-z])"), "with"),
    (re.compile(r"(?<![\w/])b/c\b"), "because"),
    (re.compile(r"(?<=\bper )mo\b(?![/.])"), "month"),
)
"""Shortenings that only what stands around them tells from other things."""
_MADE_MOST = 9
"""Words of a message that can be made of the words of an act alone."""
_OF_SOMETHING = re.compile(
    r"(?:is|are|was|were|do|does|did|has|have|can|could|would) (?:it|that|this|they|these|those)\b"
    r"|(?:thanks|thank you|ok|and)?,? ?(?:one|1) more$"
)
"""So begins what is asked of a thing itself: "is it more", "does that have a list"."""
_APART = re.compile(r"[^a-z0-9'.;-]+|[.;]+(?=\s|$)")
_MENDED_MOST = 8
"""Words of a message in which slips are looked for."""
_MENDED_LEAST = 4
_OF_A_PIECE = ("verbatim", "section")
_SMALL = frozenset(
    {"the", "that", "this", "it", "its", "your", "as", "not", "is", "was", "a", "of"}
)
_WAYS = ("way", "way2", "way3", "beside", "thing")
STEPS_BACK = frozenset({"previous", "before", "above"})
"""Ways of one thing beside another that lead towards the beginning."""
MIDDLE = -99
"""The place of the one that has as many before it as behind."""
_FROM_THE_END = {
    **{"last": -1, "final": -1, "latter": -1, "bottom": -1, "second to last": -2},
    "middle": MIDDLE,
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """An act, and what the message says beside it.

    Attributes:
        about: the person's own words beside the act; for a return, the topic.
        further: for a return, what is asked about the topic.
        place: for an ordinal, its place: from 1, from -1 where it counts from the end, or
            ``MIDDLE``.
        way: for a superlative its word, such as ``most``; for a unit its name, such as ``year``;
            for an ordinal beside another one its side, such as ``after``; for a comparison with a
            thing, the thing.
        many: for an ordinal, how many things from its place on: "the last two".
        also: for an ordinal, the place of a second thing: "the first and the third".
    """

    act: Act
    about: str = ""
    further: str = ""
    place: int = 0
    way: str = ""
    many: int = 1
    also: int = 0


@dataclass(frozen=True, slots=True)
class ActRow:
    """One act of the table: how it is said, and what only sounds like it.

    Beside its patterns an act may have words of its own, ``keys``, and what it cannot do without,
    ``needs``.
    """

    act: Act
    patterns: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]
    others: tuple[str, ...]
    keys: re.Pattern[str] | None = None
    needs: re.Pattern[str] | None = None

    def made_of(self, said: str) -> bool:
        """Whether words are nothing but the act's own ones, among others that say nothing."""
        if self.keys is None or self.needs is None or self.needs.search(said) is None:
            return False
        words = (word.strip("'") for word in _APART.split(said))
        return all(w in _filler() or self.keys.fullmatch(w) for w in words if w)


@cache
def table() -> tuple[ActRow, ...]:
    """The acts in the order of trying.

    Raises:
        ValueError: the table names an act that nobody knows.
    """
    stored = tomllib.loads(ACTS_FILE.read_text(encoding="utf-8"))
    return tuple(_row(row, stored["words"]) for row in stored["act"])


def _row(row: dict[str, Any], words: dict[str, str]) -> ActRow:
    if row["act"] not in get_args(Act):
        raise ValueError(f"act {row['act']!r}")
    patterns = []
    for pattern in row["patterns"]:
        for name, meant in words.items():
            pattern = pattern.replace("{" + name + "}", meant)
        patterns.append(re.compile(pattern))
    examples, others = tuple(row["examples"]), tuple(row["others"])
    keys, needs = (re.compile(row[name]) if name in row else None for name in ("keys", "needs"))
    return ActRow(row["act"], tuple(patterns), examples, others, keys, needs)


def recognise(message: str) -> Recognised | None:
    """The act of a message, or ``None`` where it is a question like any other."""
    said = spelled_out(bare(message).lower())
    if not said or len(said) > LONGEST:
        return None
    for row in table():
        for pattern in row.patterns:
            if match := pattern.fullmatch(said):
                return _recognised(row.act, match)
    if len(said.split()) > _MADE_MOST or _OF_SOMETHING.match(said):
        return None
    about = "both" if re.search(r"\bboth\b", said) else ""
    return next((Recognised(row.act, about) for row in table() if row.made_of(said)), None)


def spelled_out(said: str) -> str:
    """What was typed in a hurry, in lower case: "whats that", "u sure"."""
    return _TYPED.sub(lambda typed: _CHAT[typed[0]], said)


def unhurried(message: str) -> str:
    """A message with the shortenings of people in a hurry written out: "abt", "w/ the mgr"."""
    for sign, written in _SIGNS:
        message = sign.sub(written, message)
    return _SHORTENED.sub(lambda typed: _SHORT[typed[0].lower()], message)


def mended(message: str, is_word: Callable[[str], bool]) -> str:
    """A short message with the slips in the words of acts mended: "shoter", "exmaple?".

    Only a message that then is an act comes back changed; whether it is one is all that is known
    here.

    Args:
        is_word: whether a word is right as it stands.
    """
    words = _WORD.findall(message.lower())
    if len(words) > _MENDED_MOST or recognise(message) is not None:
        return message
    slips = [w for w in words if len(w) >= _MENDED_LEAST and w not in _CHAT and not is_word(w)]
    changed = message.lower()
    for slip in slips:
        if right := _nearest(slip):
            changed = re.sub(rf"\b{slip}\b", right, changed)
    return changed if changed != message.lower() and recognise(changed) else message


def _nearest(word: str) -> str:
    from rapidfuzz.distance import OSA

    near = [known for known in _vocabulary() if OSA.distance(word, known, score_cutoff=1) <= 1]
    return near[0] if near else ""


@cache
def _vocabulary() -> tuple[str, ...]:
    """The words of the examples, the most frequent first."""
    said = Counter(w for row in table() for text in row.examples for w in _WORD.findall(text))
    return tuple(word for word, _ in said.most_common() if len(word) >= _MENDED_LEAST)


def _recognised(act: Act, match: re.Match[str]) -> Recognised:
    groups = match.groupdict()
    about, further = (_said(groups.get(name)) for name in ("about", "about2"))
    if act != "return":
        about, further = _said(f"{about} {further}"), ""
    place = _place(groups.get("nth") or groups.get("number") or "")
    many = _PLACE_OF.get(groups.get("many") or "", 1)
    if act in _OF_A_PIECE:  # "quote that sentence exactly": which one, nobody said
        said = [word for word in about.split() if word.lower().strip(".,;:") not in _called()]
        about = re.sub(r"^(?:the|that) (?=about|on)", "", " ".join(said))
        about = about if set(said) - _SMALL else ""
    way = next((groups[name] for name in _WAYS if groups.get(name)), "")
    return Recognised(act, about, further, place, way, many, _place(groups.get("also") or ""))


def _place(word: str) -> int:
    """The place that a word or number names; 0 for none."""
    return _FROM_THE_END.get(word) or _PLACE_OF.get(word) or (int(word) if word.isdigit() else 0)


@cache
def _filler() -> frozenset[str]:
    stored = tomllib.loads(ACTS_FILE.read_text(encoding="utf-8"))
    return frozenset(stored["filler"]["words"].split())


@cache
def _called() -> frozenset[str]:
    """What a piece of an answer is called."""
    stored = tomllib.loads(ACTS_FILE.read_text(encoding="utf-8"))
    return frozenset(stored["called"]["form"].split())


def _said(words: str | None) -> str:
    return (words or "").strip(" ,.;:?!-")


def bare(message: str) -> str:
    """A message on one line, with plain apostrophes and without the marks at its end."""
    return re.sub(r"\s+", " ", message.replace("’", "'")).strip(" \t.!?,;:…")
