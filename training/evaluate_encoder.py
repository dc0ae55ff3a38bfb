"""Measures forms of the encoder side by side: the vote on held-out questions, and plain retrieval.

Every form is an ONNX file given as NAME=PATH. The index holds the training part of the bank, the
queries are held-out questions: single phrasings and whole stretches of the files.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from data import (
    HELD_OUT_ARTICLES,
    ArticleQuestions,
    Example,
    Split,
    read_bank,
    read_passages,
    read_squad,
    split_bank,
)
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tqdm import tqdm

from assistant.index.bank_vectors import anchor_entry
from assistant.reading.voting.vote import (
    Vote,
    VoteParameters,
    choose_passages,
    covered_features,
    vote,
)
from assistant.sources.bank import BankEntry

Vectors = NDArray[np.float32]

START = VoteParameters(
    neighbours=24,
    scale=20.0,
    anchor_scale=20.0,
    anchor_share=0.5,
    discount=0.8,
    intercept=0.0,
    mass_weight=1.0,
    similarity_weight=0.0,
    margin_weight=0.0,
    answer_threshold=0.5,
    premise_threshold=0.5,
    act_threshold=0.5,
    cite_share=0.5,
    cite_floor=0.25,
    cite_apart=0.25,
    cite_most=4,
)


class OnnxEncoder:
    """Texts to unit vectors with onnxruntime."""

    def __init__(self, model: Path, tokenizer: Path, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(128)

    def encode(self, texts: Sequence[str], batch: int = 32) -> Vectors:
        """One vector a text; texts of like length share a batch."""
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(texts)), key=lambda row: len(tokens[row]))
        vectors = np.zeros((len(texts), 384), dtype=np.float32)
        for start in tqdm(range(0, len(order), batch), mininterval=5, leave=False):
            rows = order[start : start + batch]
            longest = max(len(tokens[row]) for row in rows)
            ids = np.zeros((len(rows), longest), dtype=np.int64)
            mask = np.zeros_like(ids)
            for position, row in enumerate(rows):
                ids[position, : len(tokens[row])] = tokens[row]
                mask[position, : len(tokens[row])] = 1
            feed = {"input_ids": ids, "attention_mask": mask}
            vectors[rows] = self._session.run(None, feed)[0]
        return vectors


@dataclass(frozen=True, slots=True)
class Index:
    """Stored questions with their vectors."""

    entries: tuple[BankEntry, ...]
    vectors: Vectors
    anchors: tuple[BankEntry, ...] = ()
    anchor_vectors: Vectors | None = None

    def ask(self, query: Vectors, count: int) -> tuple[NDArray[np.float64], list[BankEntry]]:
        """The nearest entries of one query."""
        similar = self.vectors @ query
        rows = np.argpartition(-similar, count)[:count]
        return similar[rows].astype(np.float64), [self.entries[row] for row in rows]


def as_entry(example: Example) -> BankEntry:
    """The entry the product stores for an example; follow-ups are stored stand-alone."""
    text = example.standalone or example.text
    return BankEntry(text, example.kind, example.passages, example.topic, example.act)


def is_near_miss(example: Example) -> bool:
    """Whether an uncovered question sounds close to some passage."""
    return example.kind == "uncovered" and bool(example.passages)


def area_under_curve(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Probability that a positive scores above a negative."""
    order = np.argsort(np.concatenate([positive, negative]), kind="stable")
    ranks = np.empty(len(order))
    ranks[order] = np.arange(1, len(order) + 1)
    total = ranks[: len(positive)].sum()
    return float((total - len(positive) * (len(positive) + 1) / 2) / len(positive) / len(negative))


@dataclass(frozen=True, slots=True)
class Query:
    """A held-out question with its nearest neighbours."""

    example: Example
    similarities: NDArray[np.float64]
    neighbours: list[BankEntry]
    anchor_similarities: NDArray[np.float64] | None
    anchors: tuple[BankEntry, ...]


def ask_all(index: Index, examples: Sequence[Example], vectors: Vectors, count: int) -> list[Query]:
    """The neighbours of every held-out question."""
    anchored = None if index.anchor_vectors is None else vectors @ index.anchor_vectors.T
    return [
        Query(
            example,
            *index.ask(vector, count),
            None if anchored is None else anchored[row].astype(np.float64),
            index.anchors,
        )
        for row, (example, vector) in enumerate(zip(examples, vectors, strict=True))
    ]


def read_anchors(path: Path) -> tuple[tuple[BankEntry, ...], Vectors]:
    """The learned prototypes of the training run, as entries with their vectors."""
    stored = np.load(path)
    names = [str(name) for name in stored["names"]]
    offsets = {name.partition(":")[2]: name.partition(":")[2] for name in names}
    entries = [anchor_entry(name, offsets) for name in names]
    return tuple(entries), stored["vectors"].astype(np.float32)


def decide(query: Query, parameters: VoteParameters) -> Vote:
    """The vote on one held-out question."""
    best = np.argsort(-query.similarities, kind="stable")[: parameters.neighbours]
    return vote(
        query.similarities[best],
        [query.neighbours[i] for i in best],
        parameters,
        query.anchor_similarities,
        query.anchors,
    )


def fit_calibration(queries: Sequence[Query], start: VoteParameters) -> VoteParameters:
    """Logistic regression with non-negative weights, answerable and not weighted alike."""
    rows, wanted = [], []
    for query in queries:
        if query.example.kind == "premise":
            continue
        best = np.argsort(-query.similarities, kind="stable")[: start.neighbours]
        entries = [query.neighbours[i] for i in best]
        masses = decide(query, start).masses
        rows.append((1.0, *covered_features(query.similarities[best], entries, masses)))
        wanted.append(float(query.example.kind == "answer"))
    inputs, goal = np.array(rows), np.array(wanted)
    balance = np.where(goal > 0, 0.5 / goal.mean(), 0.5 / (1 - goal.mean()))
    weights = np.zeros(inputs.shape[1])
    spread = inputs.std(axis=0) + 1e-9
    spread[0] = 1.0
    scaled = inputs / spread
    for _ in range(4000):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        weights -= 0.5 * (scaled.T @ (balance * (chance - goal)) / len(goal) + 1e-4 * weights)
        weights[1:] = np.maximum(weights[1:], 0.0)
    found = weights / spread
    return replace(
        start,
        intercept=float(found[0]),
        mass_weight=float(found[1]),
        similarity_weight=float(found[2]),
        margin_weight=float(found[3]),
    )


def choose_threshold(queries: Sequence[Query], parameters: VoteParameters, wrong: float) -> float:
    """The probability below which this share of the answerable questions lies."""
    chances = [
        decide(query, parameters).p_covered for query in queries if query.example.kind == "answer"
    ]
    return float(np.quantile(chances, wrong))


def score_passages(queries: Sequence[Query], parameters: VoteParameters) -> dict[str, float]:
    """Ranking and citing of the answerable held-out questions."""
    sums: dict[str, float] = defaultdict(float)
    asked = [query for query in queries if query.example.kind == "answer"]
    for query in asked:
        decision = decide(query, parameters)
        gold = set(query.example.passages)
        ranked = [passage for passage, _ in decision.scores]
        cited = choose_passages(decision, parameters)
        right = len(gold.intersection(cited))
        sums["best first"] += ranked[:1] == [query.example.passages[0]]
        sums["first"] += bool(gold.intersection(ranked[:1]))
        sums["in 3"] += bool(gold.intersection(ranked[:3]))
        sums["in 5"] += bool(gold.intersection(ranked[:5]))
        sums["cited"] += right > 0
        sums["all cited"] += right == len(gold)
        sums["recall"] += right / len(gold)
        sums["precision"] += right / max(1, len(cited))
        sums["citations"] += len(cited)
    return {name: value / len(asked) for name, value in sums.items()}


def score_refusal(queries: Sequence[Query], parameters: VoteParameters) -> dict[str, float]:
    """Both error rates at the threshold, and the areas under the curve."""
    chances: dict[str, list[float]] = {"answer": [], "near": [], "off": [], "act": []}
    for query in queries:
        kind = query.example.kind
        if kind == "premise":
            continue
        name = kind if kind != "uncovered" else "near" if is_near_miss(query.example) else "off"
        chances[name].append(decide(query, parameters).p_covered)
    limit = parameters.answer_threshold
    everything = chances["near"] + chances["off"] + chances["act"]
    return {
        "auc near": area_under_curve(chances["answer"], chances["near"]),
        "auc all": area_under_curve(chances["answer"], everything),
        "wrong refusal": float(np.mean(np.array(chances["answer"]) < limit)),
        "refused near": float(np.mean(np.array(chances["near"]) < limit)),
        "refused off": float(np.mean(np.array(chances["off"]) < limit)),
        "refused act": float(np.mean(np.array(chances["act"]) < limit)),
        "refused all": float(np.mean(np.array(everything) < limit)),
    }


def score_kinds(queries: Sequence[Query], parameters: VoteParameters) -> dict[str, float]:
    """How well false premises and small talk are told apart."""
    sums: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for query in queries:
        decision = decide(query, parameters)
        kind = query.example.kind
        counts[kind] += 1
        sums[f"{kind}>{decision.outcome}"] += 1
        if kind == "premise":
            cited = choose_passages(decision, parameters)
            sums["premise>refuted"] += bool(
                set(cited) & set(query.example.passages)
            ) and decision.outcome in ("answer", "premise")
    return {name: value / counts[name.split(">")[0]] for name, value in sorted(sums.items())}


def words_of(text: str) -> list[str]:
    """Lower-case words with a plural or verb ending cut off."""
    return [re.sub(r"(ing|ed|es|s)$", "", w) for w in re.findall(r"[a-z0-9]+", text.lower())]


def bm25(sentences: Sequence[str], question: str) -> NDArray[np.float64]:
    """Keyword scores of the sentences of one article."""
    documents = [Counter(words_of(sentence)) for sentence in sentences]
    mean = sum(sum(d.values()) for d in documents) / len(documents)
    scores = np.zeros(len(documents))
    for word in set(words_of(question)):
        holding = sum(word in d for d in documents)
        rarity = math.log(1 + (len(documents) - holding + 0.5) / (holding + 0.5))
        for row, document in enumerate(documents):
            count = document[word]
            if count:
                size = sum(document.values()) / mean
                scores[row] += rarity * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * size))
    return scores


def measure_articles(
    encoder: OnnxEncoder, articles: Sequence[ArticleQuestions], each: int
) -> dict[str, float]:
    """Sentence retrieval, one article one corpus, by vectors alone and fused with keywords."""
    hits: Counter[str] = Counter()
    total = 0
    for article in articles:
        stored = encoder.encode(article.sentences)
        step = max(1, len(article.questions) // each)
        asked = article.questions[::step][:each]
        for (question, gold), vector in zip(
            asked, encoder.encode([q for q, _ in asked]), strict=True
        ):
            similar = (stored @ vector).astype(np.float64)
            keyword = bm25(article.sentences, question)
            fused = similar + 0.4 * keyword / max(1e-9, keyword.max())
            for name, score in (("vector", similar), ("keyword", keyword), ("fused", fused)):
                best = np.argsort(-score, kind="stable")[:5].tolist()
                hits[f"{name} R@1"] += best[0] in gold
                hits[f"{name} R@5"] += bool(gold.intersection(best))
            total += 1
    return {name: value / total for name, value in hits.items()}


def measure_speed(model: Path, tokenizer: Path, texts: Sequence[str], threads: int) -> float:
    """Median milliseconds for one question, encoded alone."""
    encoder = OnnxEncoder(model, tokenizer, threads)
    times = []
    for text in texts[:220]:
        started = time.perf_counter()
        encoder.encode([text])
        times.append(time.perf_counter() - started)
    return float(np.median(times[20:]) * 1000)


def follow_up_forms(
    encoder: OnnxEncoder, index: Index, parameters: VoteParameters, examples: Sequence[Example]
) -> dict[str, dict[str, float]]:
    """Held-out follow-ups asked alone, with their history in front, and rewritten."""
    forms = {
        "alone": [example.text for example in examples],
        "with history": [example.with_history for example in examples],
        "stand-alone rewrite": [example.standalone for example in examples],
    }
    table = {}
    for name, texts in forms.items():
        queries = ask_all(index, examples, encoder.encode(texts), parameters.neighbours)
        asked = [q for q in queries if q.example.kind == "answer"]
        silent = [q for q in queries if q.example.kind != "answer"]
        ranked = [decide(q, parameters) for q in asked]
        first = [
            bool(v.scores) and v.scores[0][0] in q.example.passages
            for v, q in zip(ranked, asked, strict=True)
        ]
        answered = [v.p_covered >= parameters.answer_threshold for v in ranked]
        refused = [decide(q, parameters).p_covered < parameters.answer_threshold for q in silent]
        table[name] = {
            "first": float(np.mean(first)),
            "first and answered": float(np.mean(np.logical_and(first, answered))),
            "refused right": float(np.mean(refused)),
        }
    return table


def calibrate(queries: Sequence[Query], start: VoteParameters, wrong: float) -> VoteParameters:
    """Calibration and threshold from these queries."""
    fitted = fit_calibration(queries, start)
    return replace(fitted, answer_threshold=choose_threshold(queries, fitted, wrong))


def cross_fitted(queries: Sequence[Query], start: VoteParameters, wrong: float) -> dict[str, float]:
    """Refusal rates with calibration and threshold fitted on the other half of the queries."""
    halves = [list(queries[0::2]), list(queries[1::2])]
    results = [
        score_refusal(halves[1 - side], calibrate(halves[side], start, wrong)) for side in (0, 1)
    ]
    return {name: float(np.mean([result[name] for result in results])) for name in results[0]}


def show(title: str, columns: dict[str, dict[str, float]]) -> None:
    """Prints a table: measures in rows, forms in columns."""
    print(f"\n{title}")
    print("| |" + "|".join(columns) + "|\n|---|" + "---|" * len(columns))
    for name in sorted({n for column in columns.values() for n in column}):
        cells = "|".join(f"{column.get(name, float('nan')):.3f}" for column in columns.values())
        print(f"|{name}|{cells}|")


def load_parts(arguments: argparse.Namespace) -> dict[Split, list[Example]]:
    """The same split as in training; the passages are stored beside the training questions."""
    bank = arguments.data / "bank"
    parts = split_bank(
        read_bank(bank), arguments.seed, arguments.phrase_share, arguments.stretch_share
    )
    if arguments.store_passages:
        article = arguments.article.read_text(encoding="utf-8")
        parts["train"] = parts["train"] + read_passages(bank, article)
    return parts


def parse_arguments() -> argparse.Namespace:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("forms", nargs="+", help="NAME=model.onnx; anchors.npz beside it is used")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--article", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--phrase-share", type=float, default=0.07)
    parser.add_argument("--stretch-share", type=float, default=0.09)
    parser.add_argument("--store-passages", action="store_true")
    parser.add_argument("--wrong-refusal", type=float, default=0.03)
    parser.add_argument("--articles-each", type=int, default=60)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--parameters", type=Path, help="vote.json to start from")
    parser.add_argument("--write", type=Path, help="write the fitted parameters of the last form")
    return parser.parse_args()


def evaluate_form(
    path: Path, arguments: argparse.Namespace, start: VoteParameters
) -> tuple[dict[str, dict[str, float]], VoteParameters]:
    """All measures of one form, by table."""
    parts = load_parts(arguments)
    encoder = OnnxEncoder(path, arguments.tokenizer, arguments.threads)
    entries = tuple(as_entry(example) for example in parts["train"])
    anchors = path.parent / "anchors.npz"
    index = Index(
        entries,
        encoder.encode([entry.text for entry in entries]),
        *(read_anchors(anchors) if anchors.exists() else ((), None)),
    )
    queries: dict[str, list[Query]] = {}
    for name in ("phrase", "stretch"):
        asked = [example for example in parts[name] if not example.history]
        vectors = encoder.encode([example.text for example in asked])
        queries[name] = ask_all(index, asked, vectors, max(32, start.neighbours))
    pooled = queries["phrase"] + queries["stretch"]
    fitted = calibrate(pooled, start, arguments.wrong_refusal)
    tables: dict[str, dict[str, float]] = {}
    for name, own in (*queries.items(), ("both", pooled)):
        tables[f"passages, {name}"] = score_passages(own, fitted)
        tables[f"refusal, {name} (cross-fitted)"] = cross_fitted(
            own, start, arguments.wrong_refusal
        )
    tables["kinds"] = score_kinds(pooled, fitted)
    turns = [e for name in ("phrase", "stretch") for e in parts[name] if e.history]
    for form, scores in follow_up_forms(encoder, index, fitted, turns).items():
        tables[f"follow-ups, {form}"] = scores
    articles = [a for a in read_squad(arguments.data / "squad2") if a.name in HELD_OUT_ARTICLES]
    tables["other articles"] = measure_articles(encoder, articles, arguments.articles_each)
    texts = [query.example.text for query in pooled]
    tables["speed, ms a question"] = {
        f"{threads} threads": measure_speed(path, arguments.tokenizer, texts, threads)
        for threads in (1, 2)
    }
    return tables, fitted


def main() -> None:
    """Prints one table a topic, the forms side by side."""
    arguments = parse_arguments()
    start = START
    notes: dict[str, Any] = {}
    if arguments.parameters:
        notes = json.loads(arguments.parameters.read_text(encoding="utf-8"))
        start = VoteParameters.from_mapping(notes)
    results: dict[str, dict[str, dict[str, float]]] = {}
    fitted = start
    for form in arguments.forms:
        name, _, path = form.partition("=")
        results[name], fitted = evaluate_form(Path(path), arguments, start)
    for title in next(iter(results.values())):
        show(title, {name: tables[title] for name, tables in results.items()})
    if arguments.write:
        text = json.dumps({**notes, **asdict(fitted)}, indent=2)
        arguments.write.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
