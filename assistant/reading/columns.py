"""Which column of a table a question names, read off the table's own words. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")


def column_asked(question: str, header: Sequence[str]) -> int | None:
    """Index of the one column (never the first) that a question names, or ``None``."""
    words = [word.lower() for word in _WORD.findall(question)]
    text = f" {' '.join(words)} "
    named: list[tuple[int, str]] = []
    for index, name in enumerate(header):
        for form in _forms(name):
            plural = f" {form}s "
            if index and (f" {form} " in text or plural in text):
                named.append((index, form))
    # "technical product manager" holds "product manager": the longer name is meant.
    kept = {
        index
        for index, form in named
        if not any(form != other and f" {form} " in f" {other} " for _, other in named)
        or _also_alone(form, [other for _, other in named if other != form], text)
    }
    return kept.pop() if len(kept) == 1 else None


def _forms(name: str) -> list[str]:
    """A column's name as people write it: its words, and their initials."""
    words = [word.lower() for word in _WORD.findall(name)]
    if not words:
        return []
    initials = "".join(word[0] for word in words)
    return [" ".join(words), *([initials] if len(words) > 1 else [])]


def _also_alone(form: str, longer: Sequence[str], text: str) -> bool:
    for other in longer:
        text = text.replace(f" {other} ", " ").replace(f" {other}s ", " ")
    return f" {form} " in text or f" {form}s " in text
