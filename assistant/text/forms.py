"""The form in which a question is read: all variants of one question have the same.

The vector of a text moves a little with its mark, its capitals and with short or long names. The
form depends on nothing but what is said, so equal questions get equal verdicts. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.text import patterns as re

Abbreviations = Mapping[str, str]
"""Short names in capitals ("ETA") → what they stand for ("estimated time of arrival")."""

FORM = "form2"
"""Changes with the form, so that stored vectors of another one are not taken for these."""

_CLOSING = " \t.,!?;:…"
_APOSTROPHE = r"['’]?"
_CONTRACTED = tuple(
    (signs, re.compile(pattern, re.IGNORECASE), full)
    for signs, pattern, full in (
        (("'s ",), r"\b(what|who|how|where|when|that|why|it|there|he|she)['’]s(?= )", r"\1 is"),
        (("ts ", "os ", "ws ", "es "), r"\b(what|who|how|where)s(?= )", r"\1 is"),
        (("can",), rf"\bcan{_APOSTROPHE}t\b|\bcan not\b", "cannot"),
        (("won",), rf"\bwon{_APOSTROPHE}t\b", "will not"),
        (
            ("n't", "nt"),
            r"\b(is|are|was|were|do|does|did|has|have|should|would|could)"
            rf"n{_APOSTROPHE}t\b",
            r"\1 not",
        ),
    )
)
"""What each contraction cannot be without, the contraction, and what is written out for it."""


def plain(question: str, abbreviations: Abbreviations) -> str:
    """The one form that all variants of a question share: without marks at its end, in lower case,
    contractions written out, long names short."""
    text = re.sub(r"\s+", " ", question).strip(_CLOSING).replace("’", "'").lower()
    for signs, pattern, full in _CONTRACTED:
        if any(sign in text for sign in signs):
            text = pattern.sub(full, text)
    for short, long in abbreviations.items():
        # A large corpus has thousands, and to compile a pattern takes longer than all the rest.
        if " ".join(long.split()) in text:
            text = re.sub(rf"\b{_spaced(long)}(s?)\b", rf"{short.lower()}\1", text)
    return text


def shown(question: str, abbreviations: Abbreviations) -> str:
    """What the encoder is shown of a question: its plain form, with a mark."""
    return f"{plain(question, abbreviations)}?"


def _spaced(phrase: str) -> str:
    return r"\s+".join(re.escape(word) for word in phrase.split())
