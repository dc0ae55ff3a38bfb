"""All rows → figures, each with an interval; ``meanings`` says what each one is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.intervals import auroc, calibration, mean_interval, statistic_interval
from eval.meanings import MEANINGS, NEAR, Meaning, show
from eval.rows import Row
from eval.topics import served


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value with its 95 % interval and the number of cases behind it."""

    key: str
    value: float
    low: float
    high: float
    cases: int

    @property
    def meaning(self) -> Meaning:
        """What the figure says."""
        return MEANINGS[self.key]

    def show(self, value: float | None = None) -> str:
        """The value as people read it."""
        shown = self.value if value is None else value
        return show(self.key, shown)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The share of right cases with one label, such as all questions with typing errors."""

    set: str
    label: str
    value: str
    share: float
    low: float
    high: float
    cases: int


RETRIEVAL = {
    "success_at_1": "Success@1",
    "success_at_5": "Success@5",
    "recall_at_1": "R@1",
    "recall_at_5": "R@5",
    "recall_at_10": "R@10",
    "mrr": "RR",
    "ndcg_at_10": "nDCG@10",
}


def measure(rows: Sequence[Row], first_event_ms: Sequence[float] = ()) -> list[Figure]:
    """Every figure that the rows can give, in the order of ``MEANINGS``."""
    figures = {key: _mean(key, chosen) for key in MEANINGS if (chosen := values_of(rows, key))}
    figures |= {figure.key: figure for figure in _reader(rows)}
    asked = [row.wall_ms for row in rows if row.wall_ms > 0]
    figures |= {figure.key: figure for figure in _times("latency", asked)}
    figures |= {figure.key: figure for figure in _times("first_event", first_event_ms)}
    ratios = [row.wall_ms / row.bare_ms for row in rows if row.wall_ms > 0 and row.bare_ms]
    figures |= {figure.key: figure for figure in _times("ratio", ratios)}
    return [figures[key] for key in MEANINGS if key in figures]


def values_of(rows: Sequence[Row], key: str) -> dict[str, tuple[str, float]]:
    """Case id → (group, value) for the figures that are a mean over cases; empty for others."""
    if key in RETRIEVAL:
        return _retrieval(rows)[key]
    if key == "refusal_precision":
        return {
            row.id: (row.group, float(row.set == "unanswerable"))
            for row in rows
            if row.reply["status"] == "not_covered"
            and row.set in ("answerable", "unanswerable")
            and row.expect != "small_talk"
        }
    if key == "conversation_right":
        whole: dict[str, float] = {}
        for row in rows:
            if row.set == "conversations":
                whole[row.group] = min(whole.get(row.group, 1.0), row.scores["turn_right"])
        return {group: (group, value) for group, value in whole.items()}
    if key == "family_one_verdict":
        return _one_verdict(rows)
    if key == "topics_served":
        return served(rows)
    if key == "refusal_recall":
        key = "refused"
    return {row.id: (row.group, row.scores[key]) for row in rows if key in row.scores}


def _one_verdict(rows: Sequence[Row]) -> dict[str, tuple[str, float]]:
    """Family → whether all its wordings were answered, or none was."""
    said: dict[str, set[bool]] = {}
    for row in rows:
        if row.set == "families":
            said.setdefault(row.group, set()).add(row.reply["status"] == "answered")
    return {group: (group, float(len(verdicts) == 1)) for group, verdicts in said.items()}


def break_down(rows: Sequence[Row]) -> list[Breakdown]:
    """Shares of right cases by every label, largest groups first within a label."""
    sorted_in: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.set == "robustness":
            continue
        for label, value in row.labels.items():
            sorted_in[row.set, label, value].append(row)
    parts = []
    for (name, label, value), members in sorted_in.items():
        rights = [float(row.right) for row in members]
        low, high = mean_interval(rights, [row.group for row in members])
        share = sum(rights) / len(rights)
        parts.append(Breakdown(name, label, value, share, low, high, len(members)))
    order = list(dict.fromkeys((part.set, part.label) for part in parts))
    return sorted(parts, key=lambda part: (order.index((part.set, part.label)), -part.cases))


def probabilities(rows: Iterable[Row]) -> dict[str, list[float]]:
    """The reader's probabilities by kind; all answerable questions are one kind, first."""
    kinds: dict[str, list[float]] = {}
    for row in rows:
        if row.p_covered is not None:
            kind = "answerable" if row.set == "answerable" else row.labels["kind"]
            kinds.setdefault(kind, []).append(row.p_covered)
    return kinds


def figures_from_json(rows: Iterable[dict[str, Any]]) -> list[Figure]:
    """Reads figures back from a report."""
    return [Figure(**{key: row[key] for key in Figure.__slots__}) for row in rows]


def _mean(key: str, chosen: dict[str, tuple[str, float]]) -> Figure:
    groups = [group for group, _ in chosen.values()]
    values = [value for _, value in chosen.values()]
    low, high = mean_interval(values, groups)
    return Figure(key, sum(values) / len(values), low, high, len(values))


def _reader(rows: Sequence[Row]) -> list[Figure]:
    kinds = probabilities(rows)
    positive = kinds.get("answerable", [])
    silent = [
        row.p_covered
        for row in rows
        if row.set == "unanswerable" and row.expect == "not_covered" and row.p_covered is not None
    ]
    near = [p for kind in NEAR for p in kinds.get(kind, [])]
    figures = []
    for key, negative in (("auroc", silent), ("auroc_near", near)):
        if positive and negative:
            low, high = statistic_interval(positive, negative, auroc)
            value = auroc(np.asarray(positive), np.asarray(negative))
            figures.append(Figure(key, value, low, high, len(positive) + len(negative)))
    if positive and silent:
        truth = [True] * len(positive) + [False] * len(silent)
        told = positive + silent
        squares = [(p - yes) ** 2 for p, yes in zip(told, truth, strict=True)]
        low, high = mean_interval(squares)
        figures.append(Figure("brier", sum(squares) / len(squares), low, high, len(squares)))
        figures.append(_calibration_figure(told, truth))
    return figures


def _calibration_figure(told: Sequence[float], truth: Sequence[bool]) -> Figure:
    probabilities, outcomes = np.asarray(told, float), np.asarray(truth, float)
    size = len(told)

    def gap(chosen: NDArray[np.int64]) -> float:
        bins = calibration(probabilities[chosen], outcomes[chosen])
        return sum(abs(mean - share) * count for mean, share, count in bins) / size

    random = np.random.default_rng(0)
    drawn = [gap(random.integers(0, size, size)) for _ in range(500)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Figure("calibration_error", gap(np.arange(size)), float(low), float(high), size)


def _times(name: str, values: Sequence[float]) -> list[Figure]:
    if not values:
        return []
    array = np.asarray(values)
    random = np.random.default_rng(0)
    drawn = array[random.integers(0, len(array), size=(500, len(array)))]
    figures = []
    for percent in (50, 95):
        low, high = np.quantile(np.percentile(drawn, percent, axis=1), [0.025, 0.975])
        value = float(np.percentile(array, percent))
        figures.append(Figure(f"{name}_p{percent}", value, float(low), float(high), len(array)))
    return figures


def _retrieval(rows: Sequence[Row]) -> dict[str, dict[str, tuple[str, float]]]:
    """Per-question retrieval scores by ir-measures.

    The judged things are the groups of needed quotes, not passages: alternatives of a group are
    interchangeable, and finding one of them is finding the group. A passage that belongs to no
    group, or to one already found, keeps its place in the ranking as an unjudged document.
    """
    import ir_measures

    ranked = [row for row in rows if row.found is not None and row.groups]
    qrels, run = [], []
    for row in ranked:
        qrels += [ir_measures.Qrel(row.id, f"group {i}", 1) for i in range(row.groups)]
        seen: set[int] = set()
        for rank, groups in enumerate(row.found or ()):
            fresh = [group for group in groups if group not in seen]
            seen.update(fresh)
            names = [f"group {group}" for group in fresh] or [f"other {rank}"]
            # A passage that finds two groups is one rank; the second follows it directly.
            run += [
                ir_measures.ScoredDoc(row.id, name, -rank - place / 100)
                for place, name in enumerate(names)
            ]
    measures = {ir_measures.parse_measure(name): key for key, name in RETRIEVAL.items()}
    result: dict[str, dict[str, tuple[str, float]]] = {key: {} for key in RETRIEVAL}
    if ranked:
        for metric in ir_measures.iter_calc(list(measures), qrels, run):
            result[measures[metric.measure]][metric.query_id] = (metric.query_id, metric.value)
    return result
