"""A quote on a thing is a sentence that means something alone."""

from __future__ import annotations

from assistant.reading.quoted import quotable
from assistant.reading.readings import Reading
from assistant.sources.parsed import Parsed
from assistant.sources.readers import parse

PARSED: Parsed = parse(
    "Then oil. They keep the oil of the lamp dry. Oil burns longer than fat does. "
    "A dry cellar is worth more than a new lamp.\n",
    "oil",
)
THEN, THEY, OIL, CELLAR = PARSED.passages
SILENT = Reading("uncovered", 0.0, ())


def test_what_holds_the_words_stands_first_and_a_few_words_are_no_quote() -> None:
    told = Reading("answer", 0.9, (), (THEN, CELLAR, OIL))
    assert quotable("the oil", lambda question: told) == (OIL, CELLAR)


def test_what_is_answered_in_part_is_quoted_where_it_holds_the_words_alone() -> None:
    told = Reading("partial", 0.5, (), (CELLAR, OIL))
    assert quotable("the oil", lambda question: told) == (OIL,)


def test_what_means_little_alone_is_quoted_only_where_there_is_nothing_else() -> None:
    told = Reading("answer", 0.9, (), (THEY, OIL))
    assert quotable("the oil", lambda question: told, {THEY.id}) == (OIL,)
    only = Reading("answer", 0.9, (), (THEY,))
    assert quotable("the oil", lambda question: only, {THEY.id}) == (THEY,)
    assert quotable("the oil", lambda question: SILENT) == ()
