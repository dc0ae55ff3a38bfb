"""All rows → figures, each with an interval; and the one table that says what each figure is.

The README explains the same keys (a test compares them), the gate names them, and the report
prints them in this order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from eval.intervals import auroc, calibration, mean_interval, statistic_interval
from eval.results import Row

Better: TypeAlias = Literal["higher", "lower"]
SILENT = ("near_miss", "missing_detail", "other_tpm", "off_topic", "injection", "gibberish")
NEAR = ("near_miss", "missing_detail")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a figure says.

    Attributes:
        part: heading under which it stands.
        label: its name for people.
        sentence: what it measures.
        better: which direction is good.
        unit: ``share`` (shown in percent), ``score`` (0 to 1) or ``ms``.
        steady: the same on every machine, so that the gate may hold it.
    """

    part: str
    label: str
    sentence: str
    better: Better = "higher"
    unit: Literal["share", "score", "ms"] = "share"
    steady: bool = True


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


MEANINGS: dict[str, Meaning] = {
    "fully_right": Meaning(
        "Answers",
        "fully right",
        "Answerable questions that were answered with every needed quote cited, at least half of "
        "what is cited belonging to the answer, and every fact in the text.",
    ),
    "wrong_refusal": Meaning(
        "Answers",
        "wrongly refused",
        "Answerable questions that were not answered.",
        "lower",
    ),
    "facts": Meaning(
        "Answers",
        "facts in the text",
        "Answerable questions whose answer text holds every fact asked for.",
    ),
    "citation_precision": Meaning(
        "Citations",
        "citation precision",
        "Of the characters cited, the share that belongs to a needed or welcome quote; mean over "
        "answers.",
    ),
    "citation_recall": Meaning(
        "Citations",
        "citation recall",
        "Of the characters needed (the best alternative of every group), the share that is cited; "
        "a refusal counts as zero.",
    ),
    "citation_complete": Meaning(
        "Citations",
        "citations complete",
        "Questions where every needed group has a quote that is cited at least by half.",
    ),
    "right_cited": Meaning(
        "Citations",
        "right passage cited",
        "Questions where at least one needed quote is cited.",
    ),
    "cited_first": Meaning(
        "Citations",
        "right passage cited first",
        "Questions where the first citation is a needed quote.",
    ),
    "success_at_1": Meaning(
        "Retrieval",
        "right passage first",
        "Questions where the first retrieved passage is a needed one (Success@1).",
    ),
    "success_at_5": Meaning(
        "Retrieval",
        "right passage in five",
        "Questions where one of the first five retrieved passages is a needed one (Success@5).",
    ),
    "recall_at_1": Meaning(
        "Retrieval", "R@1", "Share of the needed groups found by the first passage."
    ),
    "recall_at_5": Meaning(
        "Retrieval", "R@5", "Share of the needed groups found by the first five passages."
    ),
    "recall_at_10": Meaning(
        "Retrieval", "R@10", "Share of the needed groups found by the first ten passages."
    ),
    "mrr": Meaning(
        "Retrieval",
        "MRR",
        "One over the rank of the first needed passage, mean over questions.",
        unit="score",
    ),
    "ndcg_at_10": Meaning(
        "Retrieval",
        "nDCG@10",
        "How near the first ten passages are to the ideal order.",
        unit="score",
    ),
    "refusal_recall": Meaning(
        "Refusals",
        "refused where silent",
        "Questions the article is silent on (small talk and false premises aside) that were not "
        "answered.",
    ),
    "refusal_precision": Meaning(
        "Refusals",
        "refusals that are right",
        "Of all “not covered” replies to the two question sets, the share where the article "
        "really has no answer.",
    ),
    **{
        f"refused_{kind}": Meaning(
            "Refusals",
            f"refused: {kind.replace('_', ' ')}",
            f"The same for questions of the kind “{kind.replace('_', ' ')}” alone.",
        )
        for kind in SILENT
    },
    "small_talk_right": Meaning(
        "Refusals",
        "small talk recognised",
        "Greetings, thanks and the like that got a friendly reply without citations.",
    ),
    "status_exact": Meaning(
        "Refusals",
        "exact status",
        "Unanswerable cases with exactly the promised status; a false premise may be corrected or "
        "refused.",
    ),
    "premise_corrected": Meaning(
        "False premises",
        "corrected",
        "False-premise questions answered with a citation that contradicts the premise and "
        "without opening in agreement.",
    ),
    "premise_shown": Meaning(
        "False premises",
        "refused, refutation shown",
        "False-premise questions refused with the contradicting passage among the related ones.",
    ),
    "premise_declined": Meaning(
        "False premises",
        "refused, nothing shown",
        "False-premise questions refused without it.",
    ),
    "premise_fallen_for": Meaning(
        "False premises",
        "fallen for",
        "False-premise questions answered without the contradiction, or in agreement.",
        "lower",
    ),
    "auroc": Meaning(
        "Reader",
        "AUROC",
        "The chance that an answerable question gets a higher probability than one the article "
        "is silent on.",
        unit="score",
    ),
    "auroc_near": Meaning(
        "Reader",
        "AUROC, near misses",
        "The same against near misses and missing details alone, the hard ones.",
        unit="score",
    ),
    "brier": Meaning(
        "Reader",
        "Brier score",
        "Mean squared distance between the probability and what is true.",
        "lower",
        "score",
    ),
    "calibration_error": Meaning(
        "Reader",
        "calibration error",
        "Mean gap between the probability and the share that is answerable, over ten bins.",
        "lower",
        "score",
    ),
    "turn_right": Meaning(
        "Conversations",
        "turns right",
        "Messages in conversations that got the right status, quotes, facts and form.",
    ),
    "turn_answered": Meaning(
        "Conversations", "turns right: answerable", "The same for those with an answer."
    ),
    "turn_not_covered": Meaning(
        "Conversations", "turns right: not covered", "The same for those without one."
    ),
    "turn_small_talk": Meaning(
        "Conversations", "turns right: small talk", "The same for small talk in between."
    ),
    "conversation_right": Meaning(
        "Conversations", "whole conversations right", "Conversations with no wrong turn."
    ),
    "verbatim": Meaning(
        "Promises",
        "quotes verbatim",
        "Replies with quotes of which each is exactly what stands at its offsets.",
    ),
    "clean_edges": Meaning(
        "Promises",
        "quotes uncut",
        "Replies with quotes of which none begins or ends inside a word or loses its full stop.",
    ),
    "contract": Meaning(
        "Promises",
        "contract kept",
        "Replies that break no promise: markers resolve, numbers stand in a cited quote, no "
        "citation under a refusal.",
    ),
    "errors": Meaning("Promises", "failed replies", "Questions that ended in an error.", "lower"),
    "robust": Meaning(
        "Promises",
        "strange requests handled",
        "Malformed and odd requests that got the promised reaction: never a 5xx or a traceback.",
    ),
    "latency_p50": Meaning(
        "Time",
        "answer, median",
        "Time to a whole answer; half are faster.",
        "lower",
        "ms",
        False,
    ),
    "latency_p95": Meaning(
        "Time",
        "answer, 95th percentile",
        "Time to a whole answer; one in twenty is slower.",
        "lower",
        "ms",
        False,
    ),
    "first_event_p50": Meaning(
        "Time", "first event, median", "Time to the first event of a stream.", "lower", "ms", False
    ),
    "first_event_p95": Meaning(
        "Time",
        "first event, 95th percentile",
        "The same; one in twenty is slower.",
        "lower",
        "ms",
        False,
    ),
}
RETRIEVAL = {
    "success_at_1": "Success@1",
    "success_at_5": "Success@5",
    "recall_at_1": "R@1",
    "recall_at_5": "R@5",
    "recall_at_10": "R@10",
    "mrr": "RR",
    "ndcg_at_10": "nDCG@10",
}


def show(key: str, value: float) -> str:
    """A value of the figure ``key`` as people read it."""
    unit = MEANINGS[key].unit
    if unit == "share":
        return f"{value * 100:.1f} %"
    return f"{value:.0f} ms" if unit == "ms" else f"{value:.3f}"


def measure(rows: Sequence[Row], first_event_ms: Sequence[float] = ()) -> list[Figure]:
    """Every figure that the rows can give, in the order of ``MEANINGS``."""
    figures = {key: _mean(key, chosen) for key in MEANINGS if (chosen := values_of(rows, key))}
    figures |= {figure.key: figure for figure in _reader(rows)}
    asked = [row.wall_ms for row in rows if row.wall_ms > 0]
    figures |= {figure.key: figure for figure in _times("latency", asked)}
    figures |= {figure.key: figure for figure in _times("first_event", first_event_ms)}
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
    if key == "refusal_recall":
        key = "refused"
    return {row.id: (row.group, row.scores[key]) for row in rows if key in row.scores}


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
    silent = [p for kind in SILENT for p in kinds.get(kind, [])]
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
