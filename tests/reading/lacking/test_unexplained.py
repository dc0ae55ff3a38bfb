"""Terms that a text uses and does not explain, for any text."""

from __future__ import annotations

import pytest

from assistant.reading.lacking.unexplained import is_common, merely_used, term_asked
from assistant.sources.readers import parse

SOURCE = """# Lamps

Nobody knew the swing radius of the lamp. A burner is a ring of small flames.

The keeper trims the wick, the part that burns. They call it Dog Watch by night.

| Work | Share |
|---|---|
| Lamp care (wicks, oil) | 30% |
| Log | oil stock, swing radius |
"""
PASSAGES = [p for p in parse(SOURCE, "lamps").passages if p.kind != "table_header"]


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("what does swing radius mean", "swing radius"),
        ("What does 'swing radius' even mean in that sentence?", "swing radius"),
        ("what is meant by a swing radius here?", "swing radius"),
        ("meaning of “swing radius” in the story", "swing radius"),
        ("What exactly counts as lamp care?", "lamp care"),
        ("what does oil stock include as a figure", "oil stock"),
        ('what does "swing radius" refer to in the text?', "swing radius"),
        ("who came up with the term 'swing radius'?", "swing radius"),
        ("define burner please", "burner"),
        ("What is the swing radius supposed to MEAN?", "swing radius"),
        ("how is swing radius defined", "swing radius"),
        ("how does the text define swing radius", "swing radius"),
        ("what passes for lamp care", "lamp care"),
        ("which chores come under lamp care", "lamp care"),
        ("which chore falls under lamp care", "lamp care"),
        ("what does oil stock cover", "oil stock"),
        ("who thought up the phrase dog watch", "dog watch"),
        ("who first used the name dog watch", "dog watch"),
        ("who COINED the term dog watch", "dog watch"),
        ("who invented the burner", ""),  # the thing, and not the word
        ("what does a keeper do", ""),
        ("how much does the lamp swing", ""),
    ],
)
def test_the_term_that_is_asked_about(question: str, term: str) -> None:
    assert term_asked(question) == term


@pytest.mark.parametrize(
    ("term", "times"),
    [
        ("swing radius", 2),
        ("oil stock", 1),
        ("burner", 0),  # "A burner is …"
        ("wick", 0),  # "the wick, the part that …": but not its plural
        ("lamp care", 0),  # a bracket behind it
        ("keeper", 0),  # the sentence begins with it
        ("radius swing", 0),
    ],
)
def test_where_a_term_is_merely_used(term: str, times: int) -> None:
    passages = [p for p in PASSAGES if term != "wick" or "trims" in p.text]
    assert len(merely_used(term, passages, ["lamp"])) == times


def test_the_subject_is_explained_by_all_of_it() -> None:
    assert merely_used("oil stock", PASSAGES, ["oil stock"]) == []


def test_a_word_of_the_language_is_told_from_a_name() -> None:
    watch = next(p for p in PASSAGES if "Dog Watch" in p.text)
    assert not is_common("dog watch", watch)
    assert is_common("night", watch)
