"""Documents without a question bank: does the product answer people's own texts?

The data are not part of the repository. ``DATA`` is a folder with any of

    squad2    articles.jsonl, questions.jsonl, offtopic.jsonl (their form: eval/public_sets.py)
    owners    *.jsonl   {"id", "text", "questions": [{"q", "kind": "answer" | "near" | "partial" |
                         "premise", "gold": [snippets]}]}
    byo       NAME/corpus/ and NAME/questions.jsonl   {"question", "answerable", "gold": [snippets],
                         "need_all", "must_not": [snippets], "kind"}

Only texts are asked that neither trained the evidence reader nor chose its numbers: the SQuAD
articles of ``KEPT_ASIDE``, the last text of each file of ``owners``, and all of ``byo``.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from eval.errors import DataError
from eval.intervals import auroc, mean_interval
from eval.subject import Progress, unlimited_settings

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.assistant import Assistant
    from assistant.index.embedding import QuestionEncoder
    from assistant.reading.readings import Reading

GROUPS = ("squad2", "owners", "byo")
KEPT_ASIDE = ("Amazon_rainforest", "Construction", "Harvard_University", "Steam_engine")
CITING = ("answered", "partial")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to a text.

    Attributes:
        kind: ``answer``, ``near``, ``partial``, ``premise`` or ``offtopic``.
        gold: snippets of the document that answer.
        need_all: whether each of them must be cited.
        must_not: snippets that mislead here.
        starts: SQuAD's offsets of the answer in the text.
    """

    question: str
    kind: str
    gold: tuple[str, ...] = ()
    need_all: bool = False
    must_not: tuple[str, ...] = ()
    starts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Text:
    """A corpus with its questions: either files by name, or a folder."""

    name: str
    questions: tuple[Asked, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None


@dataclass(slots=True)
class Tally:
    """Values by row and column; a cell of numbers is shown as their mean."""

    cells: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    chances: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    failures: list[dict[str, object]] = field(default_factory=list)

    def add(self, row: str, column: str, value: bool | float) -> None:
        """One more value of a cell."""
        self.cells.setdefault((row, column), []).append(float(value))


def load(data: Path, group: str, most: int) -> Iterator[Text]:
    """The texts of a group that may be measured on.

    Raises:
        DataError: the folder lacks the group.
    """
    folder = data / group
    if group not in GROUPS or not folder.is_dir():
        raise DataError(f"{data} lacks {group}.", "The head of eval/plain.py says what it holds.")
    yield from {"squad2": _squad, "owners": _owners, "byo": _byo}[group](folder, most)


def _squad(folder: Path, most: int) -> Iterator[Text]:
    asked: dict[str, dict[str, list[Asked]]] = {}
    for row in _rows(folder / "questions.jsonl"):
        kind = "near" if row["is_impossible"] else "answer"
        starts = frozenset(a["article_start"] for a in row["answers"])
        one = Asked(row["question"], kind, starts=starts)
        asked.setdefault(row["article_id"], {}).setdefault(kind, []).append(one)
    for row in _rows(folder / "offtopic.jsonl"):
        one = Asked(row["question"], "offtopic")
        asked.setdefault(row["article_id"], {}).setdefault("offtopic", []).append(one)
    for article in _rows(folder / "articles.jsonl"):
        if article["article_id"] in KEPT_ASIDE:
            kinds = asked[article["article_id"]]
            rng = random.Random(1)
            chosen = [
                one
                for kind in ("answer", "near", "offtopic")
                for one in rng.sample(kinds[kind], min(most, len(kinds[kind])))
            ]
            name = article["article_id"]
            yield Text(name, tuple(chosen), {f"{name}.txt": article["text"]})


def _owners(folder: Path, most: int) -> Iterator[Text]:
    texts = [_rows(path)[-1] for path in sorted(folder.glob("*.jsonl"))]
    for text in texts:
        own = [
            Asked(q["q"], q["kind"], tuple(q.get("gold", ())))
            for q in text["questions"]
            if q["kind"] == "near" or q.get("gold")
        ]
        others = [q["q"] for other in texts if other is not text for q in other["questions"]]
        drawn = random.Random(text["id"]).sample(others, min(10, len(others)))
        foreign = [Asked(q, "offtopic") for q in drawn]
        own = random.Random(1).sample(own, min(len(own), 2 * most))
        yield Text(text["id"], (*own, *foreign), {f"{text['id']}.md": text["text"]})


def _byo(folder: Path, most: int) -> Iterator[Text]:
    for path in sorted(folder.glob("*/questions.jsonl")):
        questions = tuple(
            Asked(
                row["question"],
                "answer" if row["answerable"] else _refusal(row["kind"]),
                tuple(row["gold"]),
                row["need_all"],
                tuple(row["must_not"]),
            )
            for row in _rows(path)[: 4 * most]
        )
        yield Text(path.parent.name, questions, folder=path.parent / "corpus")


def _refusal(kind: str) -> str:
    return "offtopic" if kind in ("off_topic", "small_talk") else "near"


def measure(
    data: Path, groups: Sequence[str], most: int, minilm: Path | None, progress: Progress
) -> Tally:
    """Asks the texts of the groups; ``minilm`` is a folder with the published encoder as ONNX.

    Raises:
        DataError: a group is missing.
    """
    from assistant.errors import AssistantError
    from assistant.index.embedding import QuestionEncoder

    tally, stock = Tally(), QuestionEncoder(minilm) if minilm else None
    for group in groups:
        texts = list(load(data, group, most))
        for done, text in enumerate(texts, 1):
            try:
                with _opened(text) as assistant:
                    if group == "squad2":
                        _rank(assistant, text, tally, stock)
                    else:
                        _answer(assistant, text, tally, group)
            except AssistantError as error:
                tally.skipped.append(f"{text.name}: {error.message}")
            progress(group, done, len(texts))
    return tally


def _rank(assistant: Assistant, text: Text, tally: Tally, stock: QuestionEncoder | None) -> None:
    """SQuAD: is the sentence with the answer first, and is the question refused?"""
    from eval.peers import bm25_alone

    passages = assistant.corpus.passages
    vectors = stock.encode([p.text for p in passages]) if stock else None
    keywords = bm25_alone(assistant)
    (document,) = assistant.documents.values()
    shift = text.files[f"{text.name}.txt"].find(document.text[:40])
    for asked in text.questions:
        reading = assistant.read(asked.question)
        refused = not reading.chosen
        tally.chances.setdefault(("squad2", asked.kind), []).append(reading.p_covered)
        if asked.kind != "answer":
            tally.add("squad2", f"{asked.kind} refused", refused)
            _silence(tally, "squad2", reading, asked)
            continue
        _silence(tally, "squad2", reading, asked)
        tally.add("squad2", "wrongly refused", refused)
        ranked = {"squad2": [(e.passage.start, e.passage.end) for e in reading.evidence]}
        found = keywords.inside(asked.question)[0] or ()
        ranked["squad2, BM25"] = [(span.start, span.end) for span in found]
        if stock is not None and vectors is not None:
            order = np.argsort(-(vectors @ stock.encode_one(asked.question)), kind="stable")
            ranked["squad2, MiniLM"] = [(passages[i].start, passages[i].end) for i in order[:5]]
        for row, spans in ranked.items():
            hits = [any(a <= s - shift < b for s in asked.starts) for a, b in spans]
            tally.add(row, "first", any(hits[:1]))
            tally.add(row, "in five", any(hits[:5]))


def _answer(assistant: Assistant, text: Text, tally: Tally, row: str) -> None:
    """People's own texts: is the answer cited, without what misleads, or rightly refused?"""
    for asked in text.questions:
        answer = assistant.ask(asked.question)
        reading = assistant.read(asked.question)
        told = answer.status in CITING
        tally.chances.setdefault((row, asked.kind), []).append(reading.p_covered)
        _silence(tally, row, reading, asked)
        if asked.kind in ("near", "offtopic"):
            tally.add(row, f"{asked.kind} refused", not told)
            continue
        quotes = _plain(" ".join(c.source.quote for c in answer.citations))
        held = [_plain(snippet) in quotes for snippet in asked.gold]
        wrong = any(_plain(s) in _plain(answer.text) for s in asked.must_not)
        right = told and bool(held) and (all(held) if asked.need_all else any(held)) and not wrong
        tally.add(row, f"{asked.kind} right", right)
        tally.add(row, f"{asked.kind} refused", not told)
        if told:
            tally.add(row, "citations", len(answer.citations))
        if not right:
            tally.failures.append(
                {"text": text.name, "question": asked.question, "kind": asked.kind,
                 "status": answer.status, "p": round(reading.p_covered, 3),
                 "gold": asked.gold, "quotes": [c.source.quote for c in answer.citations]}
            )  # fmt: skip


def _silence(tally: Tally, row: str, reading: Reading, asked: Asked) -> None:
    if reading.certain_silence and not reading.chosen:
        tally.add(row, "certain silence true", asked.kind in ("near", "offtopic"))


def _plain(text: str) -> str:
    """Letters and digits alone: quotes of table rows and emphasis differ in their marks."""
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


@contextmanager
def _opened(text: Text) -> Iterator[Assistant]:
    from assistant.assistant import Assistant

    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        if text.folder is not None:
            shutil.copytree(text.folder, corpus)
        else:
            corpus.mkdir()
            for name, words in text.files.items():
                (corpus / name).write_text(words, encoding="utf-8")
        settings = unlimited_settings(corpus_dir=corpus, index_dir=Path(folder) / "index")
        with Assistant.open(settings) as assistant:
            yield assistant


def tell(tally: Tally, console: Console) -> None:
    """The table."""
    from rich.table import Table

    table = Table(title="Documents without a question bank")
    for name in ("texts", "figure"):
        table.add_column(name)
    for name in ("value", "95 % interval", "cases"):
        table.add_column(name, justify="right")
    for (row, column), values in sorted(tally.cells.items()):
        low, high = mean_interval(values)
        value = sum(values) / len(values)
        table.add_row(row, column, f"{value:.3f}", f"{low:.3f} – {high:.3f}", str(len(values)))
    for row in GROUPS:
        positive = np.array(tally.chances.get((row, "answer"), []))
        for kind in ("near", "offtopic"):
            negative = np.array(tally.chances.get((row, kind), []))
            if len(positive) and len(negative):
                value = auroc(positive, negative)
                size = str(len(positive) + len(negative))
                table.add_row(row, f"AUROC {kind}", f"{value:.3f}", "", size)
    console.print(table)
    for line in tally.skipped:
        console.print(f"Left out: {line}", highlight=False)


def write_failures(tally: Tally, path: Path) -> None:
    """Writes what is not right, one case a line."""
    lines = [json.dumps(failure, ensure_ascii=False) for failure in tally.failures]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _rows(path: Path) -> list[dict[str, Any]]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line.strip()]
