"""Other people's questions on other articles: does any of it hold away from home?

The data sets are not part of the repository. Put the files where the command is told to look:

    squad2    articles.jsonl   {"article_id", "title", "text"}
              questions.jsonl  {"article_id", "question", "is_impossible",
                                "answers": [{"article_start"}]}
              offtopic.jsonl   {"article_id", "question"}, questions of other articles
    clapnq    dev.jsonl        {"id", "question", "title", "text", "sentences", "answerable",
                                "outputs": [{"selected": [sentence numbers]}]}
    scifact   corpus.jsonl     {"doc_id", "title", "sentences"}
              beir_test.jsonl  {"query", "qrels": {doc_id: relevance}}

SQuAD 2.0 is Rajpurkar, Jia and Liang (2018), CC BY-SA 4.0; ClapNQ is Rosenthal et al. (2024),
Apache-2.0; SciFact is Wadden et al. (2020), CC BY 4.0, as split by BEIR.
"""

from __future__ import annotations

import json
import re
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from eval.errors import DataError
from eval.gold import find_quote, touches
from eval.intervals import auroc, mean_interval, statistic_interval
from eval.reply import Span
from eval.subject import Progress, unlimited_settings

FILES = {
    "squad2": ("articles.jsonl", "questions.jsonl", "offtopic.jsonl"),
    "clapnq": ("dev.jsonl",),
    "scifact": ("corpus.jsonl", "beir_test.jsonl"),
}


if TYPE_CHECKING:
    from rich.console import Console

    from assistant.assistant import Assistant


@dataclass(frozen=True, slots=True)
class PublicFigure:
    """A value with its interval (equal to the value where none makes sense)."""

    name: str
    value: float
    low: float
    high: float
    cases: int


@dataclass(frozen=True, slots=True)
class PublicResult:
    """The figures of one data set."""

    name: str
    figures: tuple[PublicFigure, ...]

    def write(self, folder: Path) -> Path:
        """Writes Markdown and returns its path."""
        folder.mkdir(parents=True, exist_ok=True)
        lines = [
            f"# {self.name}",
            "",
            "| figure | value | 95 % interval | cases |",
            "|---|---:|---|---:|",
        ]
        lines += [
            f"| {f.name} | {f.value:.3f} | {f.low:.3f} to {f.high:.3f} | {f.cases} |"
            for f in self.figures
        ]
        path = folder / f"{self.name}.md"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path


@dataclass(slots=True)
class _Tally:
    """Values collected over questions, and the probabilities by kind of question."""

    values: dict[str, list[float]] = field(default_factory=dict)
    told: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, value: float) -> None:
        self.values.setdefault(name, []).append(value)

    def tell(self, kind: str, probability: float) -> None:
        self.told.setdefault(kind, []).append(probability)

    def figures(self) -> list[PublicFigure]:
        found = []
        for name, values in self.values.items():
            low, high = mean_interval(values)
            found.append(PublicFigure(name, sum(values) / len(values), low, high, len(values)))
        positive = self.told.get("answerable", [])
        for kind, negative in self.told.items():
            if kind != "answerable" and positive and negative:
                low, high = statistic_interval(positive, negative, auroc)
                value = auroc(np.asarray(positive), np.asarray(negative))
                size = len(positive) + len(negative)
                found.append(PublicFigure(f"AUROC, {kind}", value, low, high, size))
        return found


def measure_public(
    name: str,
    data: Path,
    *,
    articles: int | None,
    questions: int,
    progress: Progress,
) -> PublicResult:
    """Measures one data set, keyless.

    Raises:
        DataError: the name is unknown or a file is missing; the hint says what belongs where.
    """
    if name not in FILES:
        raise DataError(f"There is no public set {name}.", f"There are {', '.join(FILES)}.")
    missing = [file for file in FILES[name] if not (data / file).is_file()]
    if missing:
        raise DataError(
            f"{data} lacks {', '.join(missing)}.",
            "The head of eval/public_sets.py says what each file holds.",
        )
    if name == "squad2":
        return PublicResult(name, _squad(data, articles, questions, progress))
    if name == "clapnq":
        return PublicResult(name, _clapnq(data, articles, progress))
    return PublicResult(name, _scifact(data, articles, progress))


def print_public(result: PublicResult, console: Console) -> None:
    """The figures on a terminal (rich)."""
    from rich.table import Table

    table = Table(title=result.name)
    table.add_column("figure")
    for name in ("value", "95 % interval", "cases"):
        table.add_column(name, justify="right")
    for figure in result.figures:
        interval = f"{figure.low:.3f} – {figure.high:.3f}" if figure.low != figure.high else ""
        table.add_row(figure.name, f"{figure.value:.3f}", interval, str(figure.cases))
    console.print(table)


def _squad(
    data: Path, articles: int | None, questions: int, progress: Progress
) -> tuple[PublicFigure, ...]:
    """Each article is a corpus of its own; the evidence is the sentence that holds the answer."""
    chosen = list(_rows(data / "articles.jsonl"))[:articles]
    asked = _by_article(data / "questions.jsonl")
    foreign = _by_article(data / "offtopic.jsonl")
    tally = _Tally()
    with tempfile.TemporaryDirectory() as folder:
        for done, article in enumerate(chosen, 1):
            key = article["article_id"]
            with _corpus(Path(folder), {f"{done:03d}.txt": article["text"]}) as assistant:
                rows = asked.get(key, [])
                yes = [row for row in rows if not row["is_impossible"]][:questions]
                no = [row for row in rows if row["is_impossible"]][:questions]
                for row in yes:
                    _squad_question(assistant, row, tally)
                for kind, others in (("impossible", no), ("off topic", foreign.get(key, []))):
                    for row in others[:questions]:
                        tally.tell(kind, assistant.read(row["question"]).p_covered)
            progress("articles", done, len(chosen))
    return tuple(tally.figures())


def _squad_question(assistant: Assistant, row: Mapping[str, Any], tally: _Tally) -> None:
    starts = {answer["article_start"] for answer in row["answers"]}
    hits = [
        any(found.passage.start <= start < found.passage.end for start in starts)
        for found in assistant.retrieve(row["question"])
    ]
    for depth in (1, 5, 10):
        tally.add(f"sentence R@{depth}", float(any(hits[:depth])))
    tally.tell("answerable", assistant.read(row["question"]).p_covered)


def _clapnq(data: Path, articles: int | None, progress: Progress) -> tuple[PublicFigure, ...]:
    """One corpus of all passages; the evidence is the few sentences an annotator selected."""
    rows = list(_rows(data / "dev.jsonl"))
    half = None if articles is None else max(articles // 2, 1)
    chosen = [row for row in rows if row["answerable"]][:half]
    chosen += [row for row in rows if not row["answerable"]][:half]
    files = {f"{number:04d}.txt": row["text"] for number, row in enumerate(chosen)}
    tally = _Tally()
    with tempfile.TemporaryDirectory() as folder, _corpus(Path(folder), files) as assistant:
        texts = {key: document.text for key, document in assistant.documents.items()}
        for number, row in enumerate(chosen):
            kind = "answerable" if row["answerable"] else "unanswerable"
            tally.tell(kind, assistant.read(row["question"]).p_covered)
            if row["answerable"]:
                home = f"{number:04d}"
                _clapnq_question(assistant, row, {home: texts[home]}, tally)
            progress("questions", number + 1, len(chosen))
    return tuple(tally.figures())


def _clapnq_question(
    assistant: Assistant, row: Mapping[str, Any], texts: Mapping[str, str], tally: _Tally
) -> None:
    best = row["outputs"][0]["selected"]
    gold = [find_quote(texts, row["sentences"][number].strip()) for number in best]
    targets = [spans[0] for spans in gold if spans]
    if not targets:
        return
    (home,) = texts
    ranked = [
        Span(found.passage.document_id, found.passage.start, found.passage.end)
        for found in assistant.retrieve(row["question"])
    ]
    for depth in (1, 5):
        tally.add(f"passage R@{depth}", float(any(s.document_id == home for s in ranked[:depth])))
    found = sum(any(touches(texts, span, t) for span in ranked[:10]) for t in targets)
    tally.add("selected sentences in ten", found / len(targets))
    cited = [
        Span(c.source.document_id, c.source.start, c.source.end)
        for c in assistant.ask(row["question"]).citations
    ]
    held = sum(any(touches(texts, span, t) for span in cited) for t in targets)
    tally.add("selected sentences cited", held / len(targets))


def _scifact(data: Path, documents: int | None, progress: Progress) -> tuple[PublicFigure, ...]:
    """Every abstract is a document; the ranking of documents is that of their best passages."""
    queries = list(_rows(data / "beir_test.jsonl"))
    corpus = {str(row["doc_id"]): row for row in _rows(data / "corpus.jsonl")}
    if documents is not None:
        wanted = [key for query in queries for key in query["qrels"]]
        kept = list(dict.fromkeys([*wanted, *corpus]))[: max(documents, 1)]
        corpus = {key: corpus[key] for key in kept if key in corpus}
        queries = [query for query in queries if all(key in corpus for key in query["qrels"])]
    files = {
        f"{key}.txt": f"{row['title']}\n\n{' '.join(s.strip() for s in row['sentences'])}"
        for key, row in corpus.items()
    }
    tally = _Tally()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, _corpus(Path(folder), files) as assistant:
        seconds = time.perf_counter() - start
        found = _scifact_queries(assistant, queries, tally, progress)
        passages = len(assistant.corpus.passages)
    figures = [*found, *tally.figures()]
    sizes = (
        ("documents", float(len(corpus))),
        ("passages", float(passages)),
        ("passages indexed a second", passages / seconds),
        ("peak memory, MB", _peak_megabytes()),
    )
    figures += [PublicFigure(name, value, value, value, 1) for name, value in sizes]
    return tuple(figures)


def _scifact_queries(
    assistant: Assistant, queries: Sequence[Mapping[str, Any]], tally: _Tally, progress: Progress
) -> list[PublicFigure]:
    import ir_measures

    qrels, run = [], []
    for done, query in enumerate(queries, 1):
        start = time.perf_counter()
        ranked = assistant.retrieve(query["query"])
        tally.add("query, ms", (time.perf_counter() - start) * 1000)
        order = dict.fromkeys(found.passage.document_id for found in ranked)
        run += [ir_measures.ScoredDoc(query["id"], key, -rank) for rank, key in enumerate(order)]
        qrels += [ir_measures.Qrel(query["id"], key, rel) for key, rel in query["qrels"].items()]
        progress("queries", done, len(queries))
    figures = []
    for name in ("nDCG@10", "R@10"):
        measure = ir_measures.parse_measure(name)
        values = [metric.value for metric in ir_measures.iter_calc([measure], qrels, run)]
        low, high = mean_interval(values)
        figures.append(PublicFigure(name, sum(values) / len(values), low, high, len(values)))
    return figures


@contextmanager
def _corpus(folder: Path, files: Mapping[str, str]) -> Iterator[Assistant]:
    """An assistant on just these files; the index folder is shared, so vectors are reused."""
    from assistant.assistant import Assistant

    corpus = folder / f"corpus-{len(list(folder.iterdir()))}"
    corpus.mkdir()
    for name, text in files.items():
        (corpus / re.sub(r"[^\w.-]", "-", name)).write_text(text, encoding="utf-8")
    settings = unlimited_settings(corpus_dir=corpus, index_dir=folder / "index")
    assistant = Assistant.open(settings)
    try:
        yield assistant
    finally:
        assistant.close()


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


def _by_article(path: Path) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in _rows(path):
        rows.setdefault(row["article_id"], []).append(row)
    return rows


def _peak_megabytes() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
