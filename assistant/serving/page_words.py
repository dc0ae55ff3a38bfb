"""The words of the chat page around the answers, in the language of whoever reads it.

A browser says with each request what its reader likes best (``Accept-Language``). The texts are the
section ``page`` of the language packs (``words``). Which language is spoken is a matter of context:
``speak`` sets it for what is written afterwards in the same task. What comes from the documents and
the sentences of an answer keep their own language.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from html import escape

from assistant.serving.words import BASE, best, shipped, words
from assistant.text import patterns as re

SECTION = "page"
_VALUE = re.compile(r"\{(\d)\}")
_spoken: ContextVar[str] = ContextVar("spoken", default=BASE)


@cache
def table(language: str) -> dict[str, str]:
    """Every text of the page in a language; what it lacks is in English."""
    return words(SECTION, language)


def chosen(accepted: str) -> str:
    """The language for an ``Accept-Language`` header (RFC 9110, 12.5.4): English where none fits.

    Only languages with texts for this page count: a page half of which runs the other way is worse
    than one in English.
    """
    there = {code: pack for code, pack in shipped().items() if SECTION in pack.sections}
    liked: list[tuple[float, str]] = []
    for part in accepted[:500].split(","):
        tag, _, quality = part.strip().partition(";")
        found = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", quality)
        weight = float(found[1]) if found else 1.0
        if tag and weight > 0:
            liked.append((-weight, tag.strip()))
    for _, tag in sorted(liked, key=lambda one: one[0]):
        code = best(tag, there)
        if code != BASE or tag.lower().split("-")[0] == BASE:
            return code
    return BASE


def direction(language: str) -> str:
    """The way the lines of a language run: ``ltr`` or ``rtl``."""
    return shipped()[language].direction


def speak(language: str) -> None:
    """From here on this task's texts are in ``language``, one that ``chosen`` gave."""
    _spoken.set(language)


def spoken() -> str:
    """The language of this task's texts."""
    return _spoken.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """``language`` is spoken inside, and what was spoken before afterwards."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def said(key: str, *values: str) -> str:
    """A text as HTML; ``{0}``, ``{1}`` … in it become ``values``, which are HTML already.

    Raises:
        KeyError: there is no such text.
    """
    text = escape(table(_spoken.get())[key])
    return _VALUE.sub(lambda match: values[int(match[1])], text)
