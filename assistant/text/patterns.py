"""Python's ``re``, whose patterns are compiled when they are first used.

The package names a thousand patterns and a question meets a third of them, while compiling them
all takes a quarter of a second: ``python -m assistant ask`` would wait for it each time. Import it
as ``from assistant.text import patterns as re``; all else is as in ``re``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import (
    ASCII,
    DOTALL,
    IGNORECASE,
    MULTILINE,
    VERBOSE,
    I,
    M,
    Match,
    Pattern,
    RegexFlag,
    S,
    X,
    escape,
    findall,
    finditer,
    fullmatch,
    match,
    search,
    split,
    sub,
    subn,
)
from typing import Any, AnyStr, cast
from weakref import WeakSet

__all__ = [
    "ASCII",
    "DOTALL",
    "IGNORECASE",
    "MULTILINE",
    "VERBOSE",
    "I",
    "M",
    "Match",
    "Pattern",
    "RegexFlag",
    "S",
    "X",
    "compile",
    "compile_waiting",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "one_of",
    "search",
    "split",
    "sub",
    "subn",
]

_ATTRIBUTES = (
    "search",
    "match",
    "fullmatch",
    "sub",
    "subn",
    "split",
    "findall",
    "finditer",
    "flags",
    "groups",
    "groupindex",
)


class _Known:
    """What is known of as long as it is used."""

    __slots__ = ("__weakref__",)


class _Compiled(_Known):
    """A pattern in use: what a compiled one offers, as its own attributes (as fast as there)."""

    __slots__ = ("_flags", "pattern", *_ATTRIBUTES)


class _Waiting(_Known):
    """A pattern that nobody has used yet. Its first use makes it a ``_Compiled`` one.

    Two threads that use it first at once both fill in the same, so neither has to wait.
    """

    __slots__ = ("_flags", "pattern", *_ATTRIBUTES)

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self._flags)
        for attribute in _ATTRIBUTES:
            setattr(self, attribute, getattr(compiled, attribute))
        self.__class__ = _Compiled  # type: ignore[assignment]
        return getattr(compiled, name)


_WAITING: WeakSet[_Waiting] = WeakSet()


def compile(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:
    """The pattern, which is compiled when it is first used: a broken one raises only then."""
    waiting = _Waiting(pattern, flags)
    _WAITING.add(waiting)
    return cast("Pattern[AnyStr]", waiting)


def one_of(words: Iterable[str]) -> str:
    """What matches any of some words as they stand, the longest first; nothing without any."""
    longest_first = sorted(filter(None, words), key=len, reverse=True)
    return rf"(?:{'|'.join(map(escape, longest_first)) or '(?!)'})"


def compile_waiting() -> None:
    """Compiles what nobody has used yet, so that no question waits for it."""
    for waiting in tuple(_WAITING):
        _ = waiting.flags  # what is asked of it first compiles it
    _WAITING.clear()
