"""The row that tells of the other of two things, where sentences only tell of the first one.

"And a sailor?" after "what do keepers do with nets?" is a question about sailors; a sentence that
speaks of keepers alone is as near to it and does not answer it. A table that sets the two side by
side does, in the row whose name has a word of the question. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems

_NAME_WORDS = 2
"""Least words of a column's name that names a thing."""


def row_of_other(
    question: str, chosen: Sequence[Passage], rows: Iterable[Passage]
) -> list[Passage]:
    """The row of what a question asks of one thing, if all that was chosen speaks of another.

    Empty where something chosen may be about the thing, and where no row has a word of the
    question in its name.
    """
    if not chosen or any(p.cells for p in chosen):
        return []
    told: list[tuple[int, Passage]] = []
    for row in rows:
        names = column_names(row.header)
        said = spoken_of(question, names)
        if len(said) != 1 or not all(spoken_of(p.text, names) - said for p in chosen[:1]):
            continue
        if any(spoken_of(p.text, names) & said for p in chosen):
            continue
        matter = {*content_stems(question)} - {s for name in names for s in content_stems(name)}
        shared = len(matter & {*content_stems(row.cells[0].text)}) if row.cells else 0
        if shared:
            told.append((shared, row))
    return [max(told, key=lambda found: found[0])[1]] if told else []


def column_names(header: Sequence[str]) -> list[str]:
    """The columns that name things of one kind, the longest name first."""
    named = [n for n in header[1:] if len(n.split()) >= _NAME_WORDS and n.istitle()]
    return sorted(named, key=len, reverse=True) if len(named) > 1 else []


def spoken_of(text: str, names: Sequence[str]) -> set[str]:
    """Which of the names a text speaks of, in full or by their initials."""
    return {name for name, times, _ in _taken_off(text, names) if times}


def without(text: str, names: Sequence[str]) -> str:
    """The text without the names."""
    return next((rest for *_, rest in reversed(list(_taken_off(text, names)))), text)


def _taken_off(text: str, names: Sequence[str]) -> Iterator[tuple[str, int, str]]:
    """Each name, how often the text has it, and the text without it and those before it."""
    for name in names:  # a name may end with another one
        short = "".join(word[0] for word in name.split())
        text, times = re.subn(rf"\b(?:{re.escape(name)}|{short})s?\b", " ", text, flags=re.I)
        yield name, times, text
