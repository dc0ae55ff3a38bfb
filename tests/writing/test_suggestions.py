"""What is offered can be answered, and leads on."""

from __future__ import annotations

from pathlib import Path

from assistant.reading.readings import Reading
from assistant.reading.wholes import Wholes
from assistant.settings import PROJECT
from assistant.sources.corpus import Corpus, read_corpus
from assistant.sources.readers import parse, read_source
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


def test_without_a_bank_headings_are_offered() -> None:
    parsed = parse("# Shop\n\n## Why?\n\nBecause. So.\n\n## 2. Prices\n\nHigh.\n", "faq")
    corpus = Corpus({"faq": parsed.document}, parsed.passages, ())
    prices = "What does the document say about “Prices”?"
    assert Suggestions(corpus).starters() == ("Why?", prices)
    assert Suggestions(corpus).after(corpus.passages[:1]) == (prices,)
    reading = Wholes(corpus).read(prices, lambda _: Reading("uncovered", 0.0, ()))
    assert reading is not None
    assert [passage.text for passage in reading.chosen] == ["High."]


def test_the_title_of_a_page_is_not_offered_as_one_of_its_headings() -> None:
    page = "<title>Fees – The Pier</title><h1>Fees</h1><p>Low.</p><h2>Boats</h2><p>Two.</p>"
    parsed = read_source(page, "fees.html")
    corpus = Corpus({parsed.document.id: parsed.document}, parsed.passages, ())
    (offered,) = Suggestions(corpus).starters()
    assert "Boats" in offered


GERMAN = "# Laden\n\n## Preise\n\nDie Preise sind hoch, und sie steigen jedes Jahr weiter.\n"


def test_a_heading_is_asked_after_in_the_language_of_the_corpus() -> None:
    parsed = parse(GERMAN, "p")
    corpus = Corpus({"p": parsed.document}, parsed.passages, ())
    (question,) = Suggestions(corpus).starters()
    assert question == "Was steht im Text über „Preise“?"
    assert Wholes(corpus).read(question, lambda _: Reading("uncovered", 0.0, ())) is not None


def test_a_corpus_gives_its_own_starters(plain_corpus: Path) -> None:
    (plain_corpus / "corpus.toml").write_text('starters = ["What now?"]', encoding="utf-8")
    assert Suggestions(read_corpus(plain_corpus)).starters()[0] == "What now?"


def test_nothing_to_offer_is_no_fault() -> None:
    parsed = parse("Plain words, and no heading.\n", "plain")
    suggestions = Suggestions(Corpus({"plain": parsed.document}, parsed.passages, ()))
    assert suggestions.starters() == suggestions.after([]) == ()
