"""What is asked for is found, and ranking does not depend on chance."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from llama_index.core.schema import TextNode

from assistant.assistant import Assistant
from assistant.index.ingestion import fingerprint, ingest, passage_text, question_id
from assistant.index.keywords import KeywordIndex
from assistant.index.retrieval import PassageRetriever, _entries_by_id, fuse
from assistant.index.store import Store
from assistant.settings import load_settings
from assistant.sources.corpus import Corpus, read_corpus
from tests.conftest import FRUIT, TOOLS, TOOLS_BANK
from tests.support.fake_embedding import WordCountEmbedding

IDS = st.sampled_from("abcdef")
SIMILAR = st.dictionaries(IDS, st.floats(-1, 1), max_size=6)
WORDED = st.dictionaries(IDS, st.floats(0.1, 50), max_size=6)


@given(SIMILAR, WORDED)
def test_fusion_keeps_everything_once_best_first(
    similar: dict[str, float], worded: dict[str, float]
) -> None:
    fused = fuse(similar, worded)
    assert sorted(identity for identity, _ in fused) == sorted({*similar, *worded})
    scores = [score for _, score in fused]
    assert all(a >= b - 1e-9 for a, b in pairwise(scores))


@given(SIMILAR, WORDED)
def test_the_order_in_which_things_were_found_does_not_matter(
    similar: dict[str, float], worded: dict[str, float]
) -> None:
    turned = fuse(dict(reversed(similar.items())), dict(reversed(worded.items())))
    assert fuse(similar, worded) == turned


@given(SIMILAR, WORDED, st.floats(0.5, 8))
def test_only_the_proportions_of_keyword_scores_matter(
    similar: dict[str, float], worded: dict[str, float], factor: float
) -> None:
    larger = {identity: factor * score for identity, score in worded.items()}
    assert dict(fuse(similar, larger)) == pytest.approx(dict(fuse(similar, worded)))


def test_found_by_both_wins_and_ties_go_by_id() -> None:
    assert fuse({"a": 0.5, "b": 0.5}, {"b": 3.0, "c": 3.0})[0][0] == "b"
    assert [identity for identity, _ in fuse({"b": 0.5, "a": 0.5}, {})] == ["a", "b"]
    assert fuse({}, {}) == []


TEXTS = ["Apples keep for a month.", "Pears keep for a week.", "Saws cut wood."]


def test_keywords_find_stems_and_know_how_much_they_cover() -> None:
    index = KeywordIndex(TEXTS)
    scores, whole = index.scores("cutting woods")
    assert scores.argmax() == 2
    assert whole == pytest.approx(1.0)
    _, half = index.scores("cutting diamonds")
    assert 0 < half < whole
    scores, none = index.scores("zebra")
    assert (len(scores), none) == (0, 0.0)


@pytest.mark.parametrize("question", ["", "the of and", "?!", "日本語", "\x00", "a" * 5000])
def test_keywords_of_nothing_find_nothing(question: str) -> None:
    assert KeywordIndex(TEXTS).scores(question)[1] == 0.0


@pytest.mark.parametrize("texts", [[], ["..."], ["...", "!"]])
def test_an_index_without_words_finds_nothing(texts: list[str]) -> None:
    assert KeywordIndex(texts).scores("words")[1] == 0.0


@given(
    st.lists(
        st.sampled_from(["apples", "pears", "keep", "week", "saws", "cut", "wood", "gold", "why"])
    )
)
def test_the_share_is_a_share(words: list[str]) -> None:
    assert 0.0 <= KeywordIndex(TEXTS).scores(" ".join(words))[1] <= 1.0 + 1e-6


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("retrieval")
    (folder / "fruit.md").write_text(FRUIT, encoding="utf-8")
    (folder / "tools.md").write_text(TOOLS, encoding="utf-8")
    (folder / "tools.questions.jsonl").write_text(TOOLS_BANK, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def corpus(small: Path) -> Corpus:
    return read_corpus(small)


@pytest.fixture(scope="module")
def retriever(corpus: Corpus, small: Path) -> Iterator[PassageRetriever]:
    embedding = WordCountEmbedding()
    settings = load_settings(corpus_dir=small, index_dir=small / ".index")
    ingest(corpus, embedding, settings)
    mark = fingerprint(corpus, embedding, settings)
    with closing(Store.open(settings.index_dir, mark)) as store:
        yield PassageRetriever(corpus, store, embedding, neighbours=3, top=5)


def test_what_the_search_finds_in_a_bank_is_known_by_the_ids_of_the_index(
    retriever: PassageRetriever, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without them, and where they are another bank's, each id is worked out: to the same end."""
    told = {question_id(entry): entry for entry in corpus.entries}
    store = retriever._store
    kept = store.question_ids()
    assert kept == list(told)
    for ids in (kept, None, kept[:-1], [*kept[1:], kept[0]]):
        monkeypatch.setattr(store, "question_ids", lambda ids=ids: ids)
        assert _entries_by_id(corpus, store) == told


def test_every_passage_is_found_first_by_its_own_words(
    retriever: PassageRetriever, corpus: Corpus
) -> None:
    for passage in corpus.passages:
        words = passage_text(passage, corpus.documents[passage.document_id].title)
        found = retriever.search(words)
        assert found.evidence[0].passage == passage
        assert found.similarity == pytest.approx(1.0, abs=1e-5)


def test_evidence_is_ranked_and_bounded(retriever: PassageRetriever) -> None:
    found = retriever.search("What do pears cost?")
    assert [item.rank for item in found.evidence] == list(range(1, len(found.evidence) + 1))
    assert len(found.evidence) <= 5
    scores = [item.score for item in found.evidence]
    assert scores == sorted(scores, reverse=True)
    assert retriever.search("What do pears cost?") == found


def test_the_nearest_known_questions_come_along(retriever: PassageRetriever) -> None:
    neighbours = retriever.search("What cuts wood?").neighbours
    assert len(neighbours) == 3
    entry, similarity = neighbours[0]
    assert (entry.text, entry.kind) == ("What cuts wood?", "answer")
    assert similarity == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("question", ["", "?", "日本語", "x" * 2000])
def test_no_question_breaks_the_search(retriever: PassageRetriever, question: str) -> None:
    assert retriever.search(question).keyword == 0.0


def test_as_a_llama_index_retriever_its_nodes_carry_exact_spans(
    retriever: PassageRetriever, corpus: Corpus
) -> None:
    nodes = retriever.retrieve("Pear price")
    assert nodes
    for found in nodes:
        node = found.node
        document = corpus.documents[node.metadata["document_id"]]
        assert isinstance(node, TextNode)
        assert document.text[node.start_char_idx : node.end_char_idx] == node.text
    assert nodes[0].node.metadata["section"] == "Prices"


def test_on_the_shipped_index_a_bank_question_finds_itself(assistant: Assistant) -> None:
    entries = assistant.corpus.entries
    for entry in entries[:: len(entries) // 40]:
        neighbours = assistant.retriever.search(entry.text).neighbours
        assert entry.text in {near.text for near, _ in neighbours}
        assert neighbours[0][1] > 0.99


@pytest.mark.parametrize(
    ("language", "texts", "question", "best"),
    [
        ("de", ["Hunde sind im Haus erlaubt.", "Die Miete ist am Ersten fällig."],
         "Darf ich einen Hund halten?", 0),
        ("es", ["El sueldo se paga el día 28.", "Cada persona tiene 23 días de vacación."],
         "cuantas vacaciones tengo", 1),
        ("ja", ["Tokyo Station", "Osaka Castle"], "osaka?", 1),
    ],
)  # fmt: skip
def test_words_are_matched_in_the_language_of_the_corpus(
    language: str, texts: list[str], question: str, best: int
) -> None:
    scores, share = KeywordIndex(texts, language).scores(question)
    assert scores.argmax() == best
    assert scores.max() > 0
    assert 0 < share <= 1


@pytest.mark.parametrize(
    ("language", "text", "other", "question"),
    [
        ("de", "Hunde brauchen Zustimmung.", "Musik darf laufen.", "Darf ich einen Hund halten?"),
        ("es", "La cuota es alta.", "Cada socio puede entrar.", "¿Cuánto puedo pagar de cuota?"),
    ],
)
def test_words_that_people_ask_with_are_not_matched(
    language: str, text: str, other: str, question: str
) -> None:
    scores, share = KeywordIndex([text, other, "Nada."], language).scores(question)
    assert scores[0] > scores[1] == 0.0
    assert share >= 0.3
