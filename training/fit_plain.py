"""Fits how documents without a question bank are read, and writes ``parameters.json``.

Run where the product is installed, on the file of ``reader_data.py``: only texts that neither
training nor the report sees (``split`` is ``calibrate``). Fitted are, in this order: what the
search is worth beside the reader, for the order; a logistic model of "the documents answer"; the
threshold below which a question is refused, at a given share of wrong refusals among people's own
texts; how true silence is below another one; and how many passages are cited.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from tqdm import tqdm

from assistant.reading.unbanked.evidence import EVIDENCE_DIR, EvidenceReader
from assistant.reading.unbanked.pairs import Context
from assistant.reading.unbanked.plain import Figures

CANDIDATES = 10
RIDGE = 0.01
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """One question with what the search and the reader say about its candidates."""

    source: str
    kind: str
    gold: frozenset[int]
    positions: tuple[int, ...]
    search: Array
    logits: Array
    keyword: float

    @property
    def answered(self) -> bool | None:
        """Whether the text answers; ``None`` for an answer in part."""
        if self.kind == "partial":
            return None
        return self.kind in ("answer", "premise")

    @property
    def figures(self) -> Array:
        """The inputs of the logistic model."""
        found = Figures.of(self.logits.tolist(), float(self.search.max()), self.keyword)
        return np.array([found.best, found.spread, found.search, found.keyword])


def read(path: Path, split: str, most: int, seed: int) -> list[tuple[dict[str, Any], list[Any]]]:
    """The questions of a split with the contexts of their text, at most so many of a kind."""
    groups: dict[str, list[tuple[dict[str, Any], list[Any]]]] = {}
    contexts: list[Any] = []
    wanted = False
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        if "text" in row:
            contexts, wanted = row["contexts"], row["split"] == split
        elif wanted:
            groups.setdefault(f"{row['source']}/{row['kind']}", []).append((row, contexts))
    rng = random.Random(seed)
    return [item for group in groups.values() for item in rng.sample(group, min(len(group), most))]


def judge(rows: list[tuple[dict[str, Any], list[Any]]], reader: EvidenceReader) -> list[Judged]:
    """Scores the first candidates of each question."""
    judged = []
    for row, contexts in tqdm(rows, mininterval=10):
        found = row["found"][:CANDIDATES]
        logits = reader.score(row["q"], [Context(*contexts[i]) for i, _ in found])
        judged.append(
            Judged(
                source=row["source"],
                kind=row["kind"],
                gold=frozenset(row["gold"]),
                positions=tuple(i for i, _ in found),
                search=np.array([score for _, score in found]),
                logits=np.array(logits),
                keyword=row["keyword"],
            )
        )
    return judged


def first_right(judged: list[Judged], weight: float) -> dict[str, float]:
    """Right passage first, by source, with the search weighted so."""
    hits: dict[str, list[bool]] = {}
    for item in judged:
        if item.kind in ("answer", "premise"):
            order = (item.logits + weight * item.search).argmax()
            hits.setdefault(item.source, []).append(item.positions[int(order)] in item.gold)
    return {source: float(np.mean(found)) for source, found in hits.items()}


def fit_logistic(inputs: Array, truth: Array, weights: Array) -> Array:
    """Intercept and coefficients by maximum likelihood with a small ridge."""
    middle, scale = inputs.mean(axis=0), inputs.std(axis=0) + 1e-9
    scaled = np.hstack([np.ones((len(inputs), 1)), (inputs - middle) / scale])
    sign = 2 * truth - 1

    def loss(beta: Array) -> float:
        likelihood = weights @ np.logaddexp(0, -sign * (scaled @ beta)) / weights.sum()
        return float(likelihood + RIDGE * (beta[1:] ** 2).sum() / 2)

    beta: Array = minimize(loss, np.zeros(scaled.shape[1]), method="L-BFGS-B").x
    slopes = beta[1:] / scale
    return np.r_[beta[0] - slopes @ middle, slopes]


def chances(judged: list[Judged], beta: Array) -> Array:
    """What a model says of each question."""
    inputs = np.array([item.figures for item in judged])
    result: Array = 1 / (1 + np.exp(-(beta[0] + inputs @ beta[1:])))
    return result


def decided(judged: list[Judged], models: tuple[Array, Array], least: tuple[float, float]) -> Array:
    """``PlainParameters.probability`` of each question."""
    answers, about = (chances(judged, model) for model in models)
    result: Array = np.where(about >= least[1], answers, np.minimum(answers, least[0]) * about)
    return result


def fit_on(judged: list[Judged], yes: tuple[str, ...], no: tuple[str, ...]) -> Array:
    """A logistic model of one group of kinds against another; people's own texts count double."""
    known = [item for item in judged if item.kind in (*yes, *no)]
    truth = np.array([item.kind in yes for item in known])
    size: dict[tuple[str, bool], int] = {}
    for item, told in zip(known, truth, strict=True):
        key = (item.source, bool(told))
        size[key] = size.get(key, 0) + 1
    weights = np.array(
        [
            (2.0 if item.source == "owners" else 1.0) / size[item.source, bool(told)]
            for item, told in zip(known, truth, strict=True)
        ]
    )
    inputs = np.array([item.figures for item in known])
    return fit_logistic(inputs, truth.astype(float), weights)


def auroc(positive: Array, negative: Array) -> float:
    """Chance that a positive one stands above a negative one."""
    return float((positive[:, None] > negative).mean() + (positive[:, None] == negative).mean() / 2)


def sure_below(chance: Array, answered: Array, threshold: float) -> float:
    """Which share of the questions below a threshold is not answered."""
    below = chance < threshold
    return float(np.mean(~answered[below])) if below.any() else 1.0


def cited(judged: list[Judged], weight: float, margin: float, most: int) -> tuple[float, float]:
    """Share of answerable questions with a right passage cited, and citations for each."""
    hits, counts = [], []
    for item in judged:
        if item.kind == "answer":
            scores = item.logits + weight * item.search
            order = np.argsort(-scores)
            chosen = [i for i in order if scores[i] >= scores[order[0]] - margin][:most]
            hits.append(any(item.positions[i] in item.gold for i in chosen))
            counts.append(len(chosen))
    return float(np.mean(hits)), float(np.mean(counts))


def tell(judged: list[Judged], chance: Array, threshold: float, silence: float) -> None:
    """Prints what the numbers do, by source."""
    for source in sorted({item.source for item in judged}):
        mine = np.array([item.source == source for item in judged])
        of = {
            kind: chance[mine & np.array([item.kind == kind for item in judged])]
            for kind in ("answer", "near", "partial", "offtopic", "premise")
        }
        told = ", ".join(
            f"{kind} refused {np.mean(of[kind] < threshold):.1%}"
            f" (certain {np.mean(of[kind] < silence):.1%})"
            for kind in of
            if len(of[kind])
        )
        print(f"{source}: AUROC near {auroc(of['answer'], of['near']):.3f}; {told}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prepared", type=Path, required=True)
    parser.add_argument("--folder", type=Path, default=EVIDENCE_DIR)
    parser.add_argument("--most", type=int, default=130, help="questions of a source and kind")
    parser.add_argument("--wrongly-refused", type=float, default=0.12)
    parser.add_argument("--wrongly-foreign", type=float, default=0.04)
    parser.add_argument("--wrongly-alone", type=float, default=0.25)
    parser.add_argument("--cite-margin", type=float, default=1.5)
    parser.add_argument("--cite-most", type=int, default=3)
    parser.add_argument("--neighbour-margin", type=float, default=0.5)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--report", action="store_true", help="also measure the texts kept aside")
    parser.add_argument("--silence", type=float, default=0.1, help="below it silence is certain")
    parser.add_argument("--keep", type=Path, help="keep what was judged here, to fit again at once")
    return parser.parse_args()


def main() -> None:
    """Fits, prints and writes."""
    arguments = _arguments()
    reader = EvidenceReader(arguments.folder)
    if arguments.keep and arguments.keep.is_file():
        judged: list[Judged] = pickle.loads(arguments.keep.read_bytes())
    else:
        rows = read(arguments.prepared, "calibrate", arguments.most, arguments.seed)
        judged = judge(rows, reader)
        if arguments.keep:
            arguments.keep.write_bytes(pickle.dumps(judged))
    for weight in (0, 1, 2, 3, 4, 6, 8, 12):
        print(f"search weight {weight}: first {first_right(judged, weight)}")
    weight = max((0, 1, 2, 3, 4, 6, 8), key=lambda w: sum(first_right(judged, w).values()))
    known = [item for item in judged if item.answered is not None]
    truth = np.array([bool(item.answered) for item in known])
    size = {s: sum(i.source == s for i in known) for s in ("owners", "squad")}
    weights = np.array([(2.0 if i.source == "owners" else 1.0) / size[i.source] for i in known])
    answers = fit_on(judged, ("answer", "premise"), ("near", "offtopic"))
    about = fit_on(judged, ("answer", "premise", "partial", "near"), ("offtopic",))
    models = (answers, about)
    # People's own texts set the thresholds; an encyclopaedia's questions lie well above them.
    answerable = np.array([item.kind == "answer" and item.source == "owners" for item in judged])
    threshold = float(np.quantile(chances(judged, answers)[answerable], arguments.wrongly_refused))
    foreign = float(np.quantile(chances(judged, about)[answerable], arguments.wrongly_foreign))
    chance = decided(judged, models, (threshold, foreign))
    told = np.array([item.answered is not False for item in judged])
    silence = arguments.silence
    print(f"silence below {silence} is true: {sure_below(chance, told, silence):.3f}")
    tell(judged, chance, threshold, silence)
    for margin in (0.5, 1.0, 1.5, 2.0):
        print(f"margin {margin}: cited {cited(judged, weight, margin, arguments.cite_most)}")
    words = np.array([[item.keyword] for item in known])
    alone = fit_logistic(words, truth.astype(float), weights)
    told_alone = 1 / (1 + np.exp(-(alone[0] + alone[1] * words[:, 0])))
    alone_threshold = float(np.quantile(told_alone[truth], arguments.wrongly_alone))
    print(f"keywords alone: {np.mean(told_alone[~truth] < alone_threshold):.1%} refused")
    if arguments.report:
        kept = judge(read(arguments.prepared, "report", arguments.most, 1), reader)
        print(f"kept aside: first {first_right(kept, weight)}")
        tell(kept, decided(kept, models, (threshold, foreign)), threshold, silence)
    values: dict[str, object] = {"candidates": CANDIDATES, "search_weight": weight}
    for name, model in zip(("answers", "about"), models, strict=True):
        values[name] = [round(float(figure), 4) for figure in model]
    values |= {"answer_threshold": round(threshold, 4), "about_threshold": round(foreign, 4)}
    values["silence_threshold"] = round(silence, 4)
    values |= {"cite_margin": arguments.cite_margin, "cite_most": arguments.cite_most}
    values["neighbour_margin"] = arguments.neighbour_margin
    for name, figure in zip(("intercept", "weight"), alone, strict=True):
        values[f"alone_{name}"] = round(float(figure), 4)
    values["alone_threshold"] = round(alone_threshold, 4)
    path = arguments.folder / "parameters.json"
    path.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    print(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
