"""Planted faults: what statements carry, and that every fault in the answers breaks a limit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from assistant.assistant import Assistant
from assistant.errors import StoreError
from assistant.settings import Settings
from assistant.sources.corpus import read_corpus
from eval.errors import EvalError
from eval.faults import FAULTS, SEEN_BY, Ground, Remembered, damage, spoilt
from eval.figures import Figure, measure
from eval.gate import Check, Gate, limits_of
from eval.planting import Seen, broken_limits, changed, plant_all, print_seen
from eval.reply import Cited, Reply, Span
from eval.results import score_run
from eval.rows import Row
from eval.runner import observe
from eval.scores import contract_breaches
from eval.sets import Sets, load_sets
from eval.statements import Statement, miscounted, misplaced, statements
from eval.subject import Asked, InProcess
from eval.vectors import ALIKE, indexed_cosines, stored_cosines
from tests.support.scripted import CORPUS, Scripted

CATS, DOGS = "Cats sleep 16 hours a day in warm places.", "Dogs need 2 long walks on cold days."


def reply(text: str, *quotes: str, status: str = "answered") -> Reply:
    cited = tuple(Cited(n, quote, Span("d", 0, 1), "") for n, quote in enumerate(quotes, 1))
    return Reply(status=status, text=text, citations=cited)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. [1] Two. [2]", [("One.", (1,)), ("Two.", (2,))]),
        ("One [1][2].", [("One .", (1, 2))]),
        ("**Heading**\n\n- One. [1]", [("- One.", (1,))]),
        ("| a [1] | b |", [("| a  | b |", (1,))]),
        ("a [1](x)", []),
        ("", []),
    ],
)
def test_statements_and_their_markers(
    text: str, expected: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert list(statements(text)) == [Statement(*one) for one in expected]


def test_a_shifted_marker_is_seen_and_a_paraphrase_is_not() -> None:
    assert misplaced(reply(f"{CATS} [1]\n{DOGS} [2]", CATS, DOGS)) == []
    shifted = reply(f"{CATS} [1]\n{DOGS} [2]", DOGS, CATS)
    assert len(misplaced(shifted)) == 2
    assert any("not what its citation says" in breach for breach in contract_breaches(shifted))
    assert misplaced(reply("They rest most of the time. [1] Walks. [2]", CATS, DOGS)) == []


def test_a_number_belongs_to_the_citation_beside_it() -> None:
    assert miscounted(reply("Cats sleep 16 hours. [1] Dogs need 2 walks. [2]", CATS, DOGS)) == []
    (wrong,) = miscounted(reply("Cats sleep 2 hours. [1] Dogs need 2 walks. [2]", CATS, DOGS))
    assert wrong.numbers == (1,)
    derived = Reply("answered", "18 in all. [1]", reply("", CATS).citations, derived=("18",))
    assert miscounted(derived) == []


@pytest.mark.parametrize("text", ["<think>Hm.</think>", "<|channel|>x", "</reasoning>"])
def test_a_thought_breaks_the_contract(text: str) -> None:
    assert "a model's thought is shown" in contract_breaches(reply(f"{text} {CATS} [1]", CATS))


@cache
def few() -> Sets:
    whole = load_sets()
    return Sets(answerable=whole.answerable[:40], unanswerable=whole.unanswerable[:20])


def figures_of(assistant: Asked) -> list[Figure]:
    subject = InProcess(assistant)
    seen = observe(subject, few())
    return measure(score_run(few(), seen, subject.texts), seen.first_event_ms)


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate("", "", {}, limits_of(figures_of(Scripted(few()))))


@pytest.mark.parametrize(
    ("fault", "limit"),
    [
        ("spans off by one", "clean_edges"),
        ("markers shifted", "contract"),
        ("citations of the previous question", "right_cited"),
        ("refuses nothing", "refusal_recall"),
        ("refuses a topic", "topics_served"),
        ("a thought shown", "contract"),
        ("a number changed", "contract"),
    ],
)
def test_every_fault_in_the_answers_turns_the_gate_red(
    gate: Gate, tmp_path: Path, fault: str, limit: str
) -> None:
    ground = Ground(Scripted(few()), Settings(), tmp_path, few())
    with FAULTS[fault](ground) as broken:
        failed = {check.key for check in broken_limits(gate, figures_of(broken))}
    assert limit in failed


@pytest.mark.parametrize(
    "fault",
    [
        "a passage lost",
        "threshold 0",
        "threshold 1",
        "a tenth of the vectors zeroed",
        "a tenth of the vectors noise",
    ],
)
def test_faults_inside_are_planted_into_the_real_product(
    settings: Callable[..., Settings], plain_corpus: Path, tmp_path: Path, fault: str
) -> None:
    case = replace(few().answerable[0], needed=(("Apples keep for a month.",),))
    folder = tmp_path / "planted"
    folder.mkdir()
    with Assistant.open(settings(corpus_dir=plain_corpus)) as whole:
        ground = Ground(whole, whole.settings, folder, Sets(answerable=(case,)))
        with FAULTS[fault](ground) as broken:
            answer = broken.ask("How long do apples keep?")
            assert isinstance(broken, Assistant)
            true = [cosine >= ALIKE for cosine in indexed_cosines(broken).values()]
            kept = {passage.id for passage in broken.corpus.passages}
            lost = {passage.id for passage in whole.corpus.passages} - kept
    assert bool(lost) == (fault == "a passage lost")
    assert all(true) != fault.startswith("a tenth of the vectors")
    if fault in ("a passage lost", "threshold 1"):
        assert "a month" not in answer.text


def test_a_whole_assistant_breaks_no_limit(gate: Gate) -> None:
    assert list(broken_limits(gate, figures_of(Scripted(few())))) == []


@pytest.mark.parametrize("noise", [False, True])
def test_damaged_vectors_are_seen(tmp_path: Path, noise: bool) -> None:
    for path in CORPUS.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    (vectors,) = tmp_path.glob("*.vectors.npz")
    damage(vectors, noise=noise)
    with np.load(CORPUS / vectors.name) as whole, np.load(vectors) as broken:
        changed = (whole["vectors"] != broken["vectors"]).any(axis=1).mean()
        assert changed == pytest.approx(0.1, abs=0.01)
        assert (whole["keys"] == broken["keys"]).all()
    good = [cosine >= 0.98 for cosine in stored_cosines(read_corpus(CORPUS), 60).values()]
    assert all(good)
    if not noise:  # No vector is zero, so this is seen before one is compared.
        with pytest.raises(StoreError, match=r"vectors in technical-product-manager\.vectors\.npz"):
            stored_cosines(read_corpus(tmp_path), 60)
        return
    bad = [cosine >= 0.98 for cosine in stored_cosines(read_corpus(tmp_path), 60).values()]
    assert not all(bad)


def test_what_was_seen_is_told() -> None:
    console = Console(width=120)
    with console.capture() as capture:
        print_seen(Seen("one"), console)
        print_seen(Seen("markers shifted", changed=0), console)
        print_seen(Seen("two", (Check("facts", 0.1, 0.5),)), console)
        print_seen(Seen("three", note="no index"), console)
    told = capture.get()
    assert "one: NOT SEEN" in told
    assert "no reply changed; it is seen by questions whose answer cites two passages" in told
    assert "two: red, 1 limits" in told
    assert "three: red, it does not open" in told


def test_every_fault_says_what_sees_it_and_what_it_changed(tmp_path: Path) -> None:
    assert set(SEEN_BY) == set(FAULTS)
    whole = Scripted(few())

    def rows(assistant: Asked) -> list[Row]:
        subject = InProcess(assistant)
        return score_run(few(), observe(subject, few()), subject.texts)

    before = rows(whole)
    with FAULTS["a thought shown"](Ground(whole, Settings(), tmp_path, few())) as broken:
        assert changed(before, rows(broken)) == sum(bool(r.reply["citations"]) for r in before)
    assert changed(before, rows(Remembered(whole))) == 0


def test_an_unknown_fault_is_refused() -> None:
    with pytest.raises(EvalError, match="no fault “rain”"):
        next(plant_all(Settings(), few(), lambda *_: None, ["rain"]))


@pytest.mark.parametrize("noise", [True, False])
def test_a_tenth_of_the_vectors_that_are_made_is_spoilt(noise: bool) -> None:
    whole = np.random.default_rng(2).normal(size=(50, 8)).astype(np.float32)
    whole /= np.linalg.norm(whole, axis=1, keepdims=True)
    changed = spoilt(whole, noise=noise)
    np.testing.assert_allclose(np.linalg.norm(changed, axis=1), 1.0, atol=1e-5)
    assert (np.abs(changed - whole).max(axis=1) > 1e-3).sum() == 5
