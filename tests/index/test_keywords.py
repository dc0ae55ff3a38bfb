"""The keyword index that a generation keeps is the one that was made."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.index.ingestion import ingest
from assistant.index.keywords import PLACE, KeywordIndex, highest
from assistant.index.retrieval import PassageRetriever
from assistant.index.store import Store
from assistant.sources.corpus import read_corpus
from tests.conftest import MakeSettings
from tests.support.fake_embedding import WordCountEmbedding

TEXTS = ["Apples keep for a month.", "Pears keep for a week.", "Prices: Apple; $2"]
QUESTIONS = ("how long do apples keep", "price of pears", "a week, a week", "nothing of this kind")


@pytest.mark.parametrize("language", ["en", "de", "xx"])
def test_what_is_kept_finds_the_same(tmp_path: Path, language: str) -> None:
    made = KeywordIndex(TEXTS, language)
    made.write(tmp_path)
    kept = KeywordIndex.load(tmp_path, language)
    assert kept is not None
    for question in QUESTIONS:
        (scores, share), (again, as_much) = made.scores(question), kept.scores(question)
        assert scores.tolist() == again.tolist()
        assert share == as_much


def test_what_was_made_in_another_way_is_not_used(tmp_path: Path) -> None:
    assert KeywordIndex.load(tmp_path, "en") is None
    KeywordIndex(TEXTS, "en").write(tmp_path)
    assert KeywordIndex.load(tmp_path, "de") is None
    with mock.patch("assistant.index.keywords.MADE", "another"):
        assert KeywordIndex.load(tmp_path, "en") is None


def test_without_words_nothing_is_kept(tmp_path: Path) -> None:
    KeywordIndex(["…", "!"]).write(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_generation_keeps_it_and_opening_makes_no_other(
    small_corpus: Path, settings: MakeSettings
) -> None:
    made, embedding = settings(corpus_dir=small_corpus), WordCountEmbedding()
    corpus = read_corpus(made.corpus_dir)
    mark = ingest(corpus, embedding, made).fingerprint
    store = Store.open(made.index_dir, mark)
    with mock.patch("bm25s.BM25.index", side_effect=AssertionError("made again")):
        retriever = PassageRetriever(corpus, store, embedding, neighbours=4)
        assert "month" in retriever.search("how long do apples keep").evidence[0].passage.text
    store.close()
    (folder,) = made.index_dir.glob(f"*/{PLACE}*")
    kept = next(folder.glob("data*.npy"))
    kept.write_bytes(kept.read_bytes()[:-1] + b"!")
    assert ingest(corpus, embedding, made).changed, "a damaged one is made again"


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0, 1.5])), st.integers(1, 6))
def test_the_highest_are_those_of_a_whole_sort(values: list[float], most: int) -> None:
    scores = np.array(values, dtype=np.float32)
    order = np.argsort(-scores, kind="stable")[:most].tolist()
    assert highest(scores, most) == [place for place in order if scores[place] > 0]


@given(st.text(), st.sampled_from(["en", "de", "ar", "xx"]))
def test_the_words_of_a_question_are_the_library_s(question: str, language: str) -> None:
    index = KeywordIndex(TEXTS, language)
    assert index.words(question) == list(dict.fromkeys(index._tokens([question])[0]))
    said = f"{question} What is the price of Äpfel and pears, pears?"
    assert index.words(said) == list(dict.fromkeys(index._tokens([said])[0]))


def test_a_part_of_a_joined_word_is_found() -> None:
    hall = [
        "Die Halle ist montags geöffnet.",
        "Hallenleiterin ist Sabine Krell.",
        "Kletterschuhe gibt es gegen Leihgebühr.",
        "Hundert Plätze sind frei.",
    ]
    index = KeywordIndex(hall, "de")
    assert highest(index.scores("Wer leitet die Halle?")[0], 1) == [1]
    assert highest(index.scores("Kann ich Schuhe leihen?")[0], 1) == [2]
    assert highest(index.scores("Ist die Halle offen?")[0], 1) == [0]  # the word itself goes first
    assert index.scores("Darf mein Hund mit?")[1] == 0.0
    assert KeywordIndex(["Der Kletterkurs.", "A shoehorn."], "en").scores("shoe")[1] == 0.0


def test_what_a_thing_costs_is_asked_of_the_thing() -> None:
    index = KeywordIndex(["Ein Gurt kostet drei Euro.", "Die Jahreskarte: 480 €."], "de")
    assert index.words("Was kostet die Jahreskarte?") == ["jahreskart"]
