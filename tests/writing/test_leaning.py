"""A passage is shown with what it needs."""

from __future__ import annotations

import pytest

from assistant.reading.signs import sends_elsewhere
from assistant.settings import PROJECT
from assistant.sources.corpus import read_corpus
from assistant.sources.readers import parse
from assistant.writing.leaning import Leaning, is_fragment

SOURCE = """# Boats

Mara built a boat. She painted it red. Then it sank.

It takes two days to dry. This guide is short.

## Is it hard?

Not really. Most people manage.

You need:

- a hull
- a mast

For more, see our full guide to knots.
"""
PARSED = parse(SOURCE, "boats")
DOCUMENT, PASSAGES = PARSED.document, PARSED.passages
LEANING = Leaning(PASSAGES, {DOCUMENT.id: DOCUMENT})
BY_WORDS = {passage.text: passage for passage in PASSAGES}


@pytest.mark.parametrize(
    ("words", "before"),
    [
        ("Mara built a boat.", []),
        ("She painted it red.", ["Mara built a boat."]),
        ("Then it sank.", ["Mara built a boat.", "She painted it red."]),
        ("It takes two days to dry.", []),
        ("This guide is short.", []),
        ("a hull", ["You need:"]),
        ("a mast", ["You need:"]),
    ],
)
def test_what_stands_before_a_sentence_that_leans(words: str, before: list[str]) -> None:
    assert [p.text for p in LEANING.needs(BY_WORDS[words]).passages] == before


def test_a_fragment_needs_its_heading_and_what_stands_beside_it() -> None:
    fragment = BY_WORDS["Not really."]
    assert is_fragment(fragment)
    assert LEANING.needs(fragment).heading
    assert LEANING.beside(fragment) == BY_WORDS["Most people manage."]


def test_neighbours_are_one_exact_quote() -> None:
    joined = LEANING.one_span([BY_WORDS["Mara built a boat."], BY_WORDS["She painted it red."]])
    assert DOCUMENT.text[joined.start : joined.end] == joined.text
    assert joined.text == "Mara built a boat. She painted it red."


def test_a_pointer_is_known() -> None:
    assert sends_elsewhere(BY_WORDS["For more, see our full guide to knots."])
    assert not sends_elsewhere(BY_WORDS["Mara built a boat."])


def test_notes_win_over_the_rule() -> None:
    corpus = read_corpus(PROJECT / "corpus")
    shipped = Leaning(corpus.passages, corpus.documents, corpus.notes.needs)
    killed = next(p for p in corpus.passages if p.text.startswith("She killed the rewrite"))
    assert shipped.needs(killed).passages[0].text.startswith("One of the last TPM searches")
    assert all(p.position < killed.position for p in shipped.needs(killed).passages)


@pytest.mark.parametrize(
    ("behind", "taken_back"),
    [
        ("It isn’t.", True),
        ("It doesn't.", True),
        ("Not quite.", True),
        ("Wrong.", True),
        ("No, it is the keeper.", True),
        ("It isn't known how the keeper of the north light took the news.", False),
        ("It is.", False),
        ("Isn't it?", False),
    ],
)
def test_what_takes_a_sentence_back_is_told_with_it(behind: str, taken_back: bool) -> None:
    read = parse(
        f"# Light\n\nThat sounds like a small change. {behind} It took years.\n", "light.md"
    )
    leaning = Leaning(read.passages, {read.document.id: read.document})
    sounds = next(p for p in read.passages if p.text.startswith("That sounds"))
    told = [passage.text for passage in leaning.with_turns([sounds])]
    assert told == [sounds.text, *[behind] * taken_back]
