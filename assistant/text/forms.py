"""Forms of one question that mean the same: with and without its mark, in short and long names.

The vector of a text moves a little with each of them. The mean over a fixed set of forms does not,
so equal questions get equal verdicts, and the mean is also the better vector: what the forms
differ in averages out. The forms of a text depend on nothing but what it says: every variant of a
question has the same ones. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

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


def plain(question: str, abbreviations: Abbreviations) -> str:
    """The one form that all variants of a question share: without marks at its end, in lower case,
    contractions written out, long names short."""
    text = re.sub(r"\s+", " ", question).strip(_CLOSING).replace("’", "'").lower()
    for pattern, full in _CONTRACTED:
        text = pattern.sub(full, text)
    for short, long in abbreviations.items():
        # A large corpus has thousands, and to compile a pattern takes longer than all the rest.
        if " ".join(long.split()) in text:
            text = re.sub(rf"\b{_spaced(long)}(s?)\b", rf"{short.lower()}\1", text)
    return text


def forms(question: str, abbreviations: Abbreviations) -> tuple[str, ...]:
    """What to encode for a question, without and with its mark; the same for all its variants."""
    said = plain(question, abbreviations)
    return said, f"{said}?"


def _spaced(phrase: str) -> str:
    return r"\s+".join(re.escape(word) for word in phrase.split())
