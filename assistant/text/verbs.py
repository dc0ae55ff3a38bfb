"""English verbs by their form: which words can be the base of one, and what their past is. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assistant.text import patterns as re

_BASE_VERBS_FILE = Path(__file__).with_name("base_verbs.txt")
_PREFIXED = re.compile(r"^(?:out|over|under|re|co|pre|mis)-")


@cache
def base_verbs() -> Mapping[str, str]:
    """Verbs, each with its past."""
    lines = _BASE_VERBS_FILE.read_text(encoding="utf-8").splitlines()
    return dict(line.split() for line in lines)


def is_base_verb(word: str) -> bool:
    """Whether a word can be the base form of a verb: "review", "cost", "out-earn"."""
    return _PREFIXED.sub("", word.lower()) in base_verbs()


def past_of(verb: str) -> str:
    """The past of a verb that is known: "moored"; the verb itself for any other."""
    return base_verbs().get(verb.lower(), verb)


def is_past_verb(word: str) -> bool:
    """Whether a word can be the past of a verb: "lost", "moored"."""
    return word.lower() in _pasts()


@cache
def _pasts() -> frozenset[str]:
    return frozenset(base_verbs().values())
