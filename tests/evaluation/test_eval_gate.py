"""The gate: it holds its limits, refuses to judge nothing, and sees every planted fault."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from eval.errors import GateError
from eval.figures import Figure, measure
from eval.gate import Check, Gate, check, corpus_hash, limits_of, load_gate, propose
from eval.meanings import MEANINGS
from eval.place import SHIPPED
from eval.results import score_run
from eval.runner import observe
from eval.sets import NAMES, Sets, load_sets
from tests.support.scripted import FAULTS, INDEX, Broken, Scripted, ScriptedSubject

EACH = 24
CORPUS = "c0ffee"


@cache
def some_sets() -> Sets:
    return load_sets().limited(EACH)


def figures_of(assistant: Any) -> list[Figure]:
    sets = some_sets()
    subject = ScriptedSubject(assistant, sets)
    seen = observe(subject, sets)
    return measure(score_run(sets, seen, subject.texts), seen.first_event_ms)


@cache
def good_figures() -> tuple[Figure, ...]:
    return tuple(figures_of(Scripted(some_sets())))


@cache
def tight_gate(folder: Path) -> Gate:
    """What ``gate --write`` makes of the good run, read back."""
    path = folder / "gate.toml"
    asked = some_sets().sizes()
    path.write_text(propose(good_figures(), corpus=CORPUS, index=INDEX, asked=asked))
    return load_gate(path)


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Gate:
    return tight_gate(tmp_path_factory.mktemp("gate"))


def judge(gate: Gate, figures: Any, **changes: Any) -> list[Check]:
    asked = some_sets().sizes()
    facts: dict[str, Any] = {"corpus": CORPUS, "index": INDEX, "asked": asked, "available": asked}
    return check(gate, figures, **{**facts, **changes})


def test_the_good_run_passes(gate: Gate) -> None:
    checks = judge(gate, good_figures())
    assert len(checks) > 30
    assert [str(one) for one in checks if not one.passed] == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_planted_fault_turns_it_red(gate: Gate, fault: type[Broken]) -> None:
    checks = judge(gate, figures_of(fault(Scripted(some_sets()))))
    assert [one for one in checks if not one.passed]


@pytest.mark.parametrize(
    ("fault", "key"),
    [
        ("BrokenShuffled", "success_at_5"),
        ("BrokenShuffled", "right_cited"),
        ("BrokenOffByOne", "clean_edges"),
        ("BrokenOffsets", "verbatim"),
        ("BrokenNeverRefuses", "refusal_recall"),
        ("BrokenAlwaysRefuses", "wrong_refusal"),
        ("BrokenPrevious", "citation_precision"),
    ],
)
def test_the_figure_that_names_the_fault_fails(gate: Gate, fault: str, key: str) -> None:
    (broken,) = [kind for kind in FAULTS if kind.__name__ == fault]
    checks = judge(gate, figures_of(broken(Scripted(some_sets()))))
    assert key in {one.key for one in checks if not one.passed}


def test_an_assistant_that_only_raises_fails(gate: Gate) -> None:
    class Raising(Broken):
        def ask(self, question: str, history: Any = ()) -> Any:
            raise RuntimeError("no")

    figures = {figure.key: figure for figure in figures_of(Raising(Scripted(some_sets())))}
    assert figures["errors"].value == 1.0
    # No reply has a quote any more, so figures are missing: that is no pass either.
    failed = {one.key: one for one in judge(gate, tuple(figures.values())) if not one.passed}
    assert failed["verbatim"].value is None
    assert failed["errors"].value == 1.0


@pytest.mark.parametrize("name", NAMES)
def test_a_part_run_is_refused(gate: Gate, name: str) -> None:
    asked = {**some_sets().sizes(), name: EACH - 1}
    with pytest.raises(GateError, match=f"{EACH - 1} of {EACH} {name}"):
        judge(gate, good_figures(), asked=asked)


@pytest.mark.parametrize("name", NAMES)
def test_too_few_cases_are_refused(gate: Gate, name: str) -> None:
    few = {**some_sets().sizes(), name: EACH - 1}
    with pytest.raises(GateError, match=f"{name} has {EACH - 1} cases"):
        judge(gate, good_figures(), asked=few, available=few)


@pytest.mark.parametrize(
    ("what", "value"), [("corpus", "other"), ("index", "other"), ("index", "")]
)
def test_another_article_or_index_is_refused(gate: Gate, what: str, value: str) -> None:
    with pytest.raises(GateError, match="floors were set for another"):
        judge(gate, good_figures(), **{what: value})


def test_a_figure_that_disappears_fails(gate: Gate) -> None:
    left = [figure for figure in good_figures() if figure.key != "verbatim"]
    (failed,) = [one for one in judge(gate, left) if not one.passed]
    assert str(failed) == "quotes verbatim: no case to measure, must be at least 100.0 %"


def test_over_http_the_inside_is_left_out(gate: Gate) -> None:
    outside = [f for f in good_figures() if f.meaning.part not in ("Retrieval", "Reader")]
    assert not all(one.passed for one in judge(gate, outside))
    checks = judge(gate, outside, inside=False)
    assert all(one.passed for one in checks)
    assert "auroc" not in {one.key for one in checks}


@pytest.mark.parametrize(
    ("key", "value", "limit", "passed"),
    [
        ("facts", 0.9, 0.9, True),
        ("facts", 0.89, 0.9, False),
        ("errors", 0.0, 0.0, True),
        ("errors", 0.01, 0.0, False),
    ],
)
def test_limits(key: str, value: float, limit: float, passed: bool) -> None:
    one = Check(key, value, limit)
    assert one.passed is passed
    assert ("at most" if key == "errors" else "at least") in str(one)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "not a gate"),
        ("[bound]\ncorpus=''\nindex=''\n[cases]\n", "not a gate"),
        ("nonsense", "not a gate"),
        (None, "There is no gate yet"),
        ("{limits}facs = 0.5", "facs"),
        ("{limits}latency_p95 = 50", "latency_p95"),
        ("{limits}", "no limits"),
    ],
)
def test_a_bad_gate_is_refused(tmp_path: Path, text: str | None, complaint: str) -> None:
    path = tmp_path / "gate.toml"
    cases = "".join(f"{name} = 1\n" for name in NAMES)
    head = f"[bound]\ncorpus = 'a'\nindex = 'b'\n[cases]\n{cases}[limits]\n"
    if text is not None:
        path.write_text(text.replace("{limits}", head))
    with pytest.raises(GateError, match=complaint):
        load_gate(path)


def test_the_shipped_gate_can_be_read_and_holds_the_promises() -> None:
    gate = load_gate(SHIPPED.gate)
    promises = {key for key, meaning in MEANINGS.items() if meaning.part == "Promises"}
    assert promises <= set(gate.limits)
    assert gate.limits["verbatim"] == 1.0
    assert gate.limits["errors"] == 0.0
    assert all(gate.cases.get(name, 0) <= size for name, size in load_sets().sizes().items())


@pytest.mark.parametrize(("cases", "room"), [(7, 0), (19, 0), (20, 1), (39, 1), (40, 2), (900, 2)])
def test_proposed_limits_leave_two_cases_of_room_where_there_are_enough(
    cases: int, room: int
) -> None:
    def facts(wrong: int) -> Figure:
        return Figure("facts", 1 - wrong / cases, 0.0, 1.0, cases)

    limit = limits_of([facts(0)])["facts"]
    assert Check("facts", facts(room).value, limit).passed
    assert not Check("facts", facts(room + 1).value, limit).passed


def test_the_promises_have_no_room(gate: Gate) -> None:
    assert gate.limits["verbatim"] == gate.limits["contract"] == 1.0
    assert not any(key.startswith(("latency", "first_event")) for key in gate.limits)


def test_the_hash_follows_every_character() -> None:
    assert corpus_hash({"a": "x", "b": "y"}) == corpus_hash({"b": "y", "a": "x"})
    assert len({corpus_hash(t) for t in ({"a": "x"}, {"a": "y"}, {"b": "x"}, {"a": "x\n"})}) == 4
