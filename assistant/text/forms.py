"""Forms of one question that mean the same: with and without its mark, in short and long names.

The vector of a text moves a little with each of them. The mean over a fixed set of forms does not,
so equal questions get equal verdicts, and the mean is also the better vector: what the forms
differ in averages out. The forms of a text depend on nothing but what it says: every variant of a
question has the same ones. Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

Abbreviations = Mapping[str, str]
"""Short names in capitals ("ETA") → what they stand for ("estimated time of arrival")."""

FORMS = "forms1"
"""Changes with the forms, so that stored vectors of other ones are not taken for these."""

_CLOSING = " \t.,!?;:…"
_APOSTROPHE = r"['’]?"
_CONTRACTED = tuple(
    (re.compile(pattern, re.IGNORECASE), full)
    for pattern, full in (
        (r"\b(what|who|how|where|when|that|why|it|there|he|she)['’]s(?= )", r"\1 is"),
        (r"\b(what|who|how|where)s(?= )", r"\1 is"),
        (rf"\bcan{_APOSTROPHE}t\b|\bcan not\b", "cannot"),
        (rf"\bwon{_APOSTROPHE}t\b", "will not"),
        (
            r"\b(is|are|was|were|do|does|did|has|have|should|would|could)"
            rf"n{_APOSTROPHE}t\b",
            r"\1 not",
        ),
    )
)
_SHORT = re.compile(r"\b[A-Z]{3,6}(?=s?\b)")
_SMALL_WORDS = frozenset({"of", "and", "the", "for", "in", "to", "on", "a", "an", "at", "by"})
_NAME_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
LEAST_SEEN = 2


def plain(question: str, abbreviations: Abbreviations) -> str:
    """The one form that all variants of a question share: without marks at its end, in lower case,
    contractions written out, long names short."""
    text = re.sub(r"\s+", " ", question).strip(_CLOSING).replace("’", "'").lower()
    for pattern, full in _CONTRACTED:
        text = pattern.sub(full, text)
    for short, long in abbreviations.items():
        text = re.sub(rf"\b{_spaced(long)}(s?)\b", rf"{short.lower()}\1", text)
    return text


def forms(question: str, abbreviations: Abbreviations) -> tuple[str, ...]:
    """What to encode for a question, without and with its mark; the same for all its variants."""
    said = plain(question, abbreviations)
    return said, f"{said}?"


def abbreviations_of(texts: Iterable[str], names: Iterable[str] = ()) -> dict[str, str]:
    """The abbreviations that a corpus uses, with what they stand for, found in its own words.

    A short name in capitals is taken where words that begin with its letters stand next to each
    other: in ``names``, in brackets beside it, or at least twice in the texts (after A. Schwartz
    and M. Hearst, "A Simple Algorithm for Identifying Abbreviation Definitions", PSB 2003, who
    look in brackets only). One that could stand for several things is left out.
    """
    given = list(names)
    whole = "\n".join([*given, *texts])
    seen = Counter(_SHORT.findall(whole))
    found: dict[str, str] = {}
    for short in seen:
        candidates = Counter(phrase.lower() for phrase in _spelled(short, whole))
        named = [name.lower() for name in given if name.lower() in candidates]
        beside = [
            phrase
            for phrase in candidates
            if re.search(rf"{_spaced(phrase)}s?\s+\(\s*{short}s?\s*\)", whole, re.IGNORECASE)
        ]
        often = [phrase for phrase, count in candidates.items() if count >= LEAST_SEEN]
        chosen = named or beside or often
        if len(set(chosen)) == 1:
            found[short] = chosen[0]
    return found


def _spelled(short: str, text: str) -> list[str]:
    """The phrases whose words begin with its letters; small words may stand between."""
    small = "|".join(sorted(_SMALL_WORDS))
    letters = rf"(?:[ -](?:{small}))?[ -]".join(rf"{letter}[a-z'’]+" for letter in short)
    phrases = [m.group() for m in re.finditer(rf"\b{letters}\b", text, re.IGNORECASE)]
    return [_singular(phrase, text) for phrase in phrases if not _small_word_inside(phrase)]


def _small_word_inside(phrase: str) -> bool:
    words = _NAME_WORD.findall(phrase.lower())
    return words[0] in _SMALL_WORDS or words[-1] in _SMALL_WORDS


def _singular(phrase: str, text: str) -> str:
    """Without its plural ending, where the text has it without, too."""
    single = phrase.removesuffix("s")
    return single if re.search(rf"\b{_spaced(single)}\b", text, re.IGNORECASE) else phrase


def _spaced(phrase: str) -> str:
    return r"\s+".join(re.escape(word) for word in phrase.split())
