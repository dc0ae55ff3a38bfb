"""What is offered can be answered, and leads on."""

from __future__ import annotations

from pathlib import Path

from assistant.settings import PROJECT
from assistant.sources.corpus import Corpus, read_corpus
from assistant.sources.readers import parse
from assistant.writing.suggestions import FOLLOW_UPS, STARTERS, Suggestions

SHIPPED = read_corpus(PROJECT / "corpus")
SUGGESTIONS = Suggestions(SHIPPED)
ANSWERS = {entry.text: entry for entry in SHIPPED.entries if entry.kind == "answer"}


def test_starters_are_the_first_offers_of_the_bank() -> None:
    starters = SUGGESTIONS.starters()
    assert len(set(starters)) == len(starters) == STARTERS
    assert starters[0] == SHIPPED.offers[0].text


def test_whatever_was_shown_follow_ups_are_answerable_and_new() -> None:
    for shown in SHIPPED.passages:
        offered = SUGGESTIONS.after([shown])
        assert 0 < len(offered) <= FOLLOW_UPS
        assert len(set(offered)) == len(offered)
        for question in offered:
            assert ANSWERS[question].passages
            assert shown.id not in ANSWERS[question].passages


def test_the_nearest_in_the_text_comes_first() -> None:
    for shown in SHIPPED.passages[::10]:
        distances = [
            abs(SHIPPED.by_id[ANSWERS[question].passages[0]].position - shown.position)
            for question in SUGGESTIONS.after([shown])
        ]
        assert distances == sorted(distances)


def test_without_anything_shown_the_starters_lead_on() -> None:
    assert SUGGESTIONS.after([]) == SUGGESTIONS.starters()[:FOLLOW_UPS]


def test_another_document_is_farther_than_any_passage_of_this_one(small_corpus: Path) -> None:
    line = '{"kind": "answer", "offer": true, "passages": ["| Pear | $3 |"], "questions": ["p?"]}\n'
    (small_corpus / "fruit.questions.jsonl").write_text(line, encoding="utf-8")
    corpus = read_corpus(small_corpus)
    hammers = next(p for p in corpus.passages if p.text.startswith("Hammers"))
    assert Suggestions(corpus).after([hammers]) == ("What cuts wood?", "p?")


def test_without_a_bank_headings_that_ask_are_offered() -> None:
    parsed = parse("# Why?\n\nBecause. So.\n\n# Prices\n\nHigh.\n", "faq")
    corpus = Corpus({"faq": parsed.document}, parsed.passages, ())
    assert Suggestions(corpus).starters() == ("Why?",)
    assert Suggestions(corpus).after(corpus.passages[:1]) == ()


def test_nothing_to_offer_is_no_fault(plain_corpus: Path) -> None:
    suggestions = Suggestions(read_corpus(plain_corpus))
    assert suggestions.starters() == suggestions.after([]) == ()
