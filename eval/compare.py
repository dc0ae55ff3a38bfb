"""Side by side: our engines and others, on the same questions, in one run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from eval.errors import EvalError, SubjectError
from eval.figures import Figure, measure
from eval.meanings import MEANINGS
from eval.peers import bm25_alone, stock_citation_engine, stock_retriever
from eval.results import score_run
from eval.runner import observe
from eval.sets import Sets, load_sets
from eval.subject import InProcess, Progress, Subject, unlimited_settings

COLUMNS = (
    "fully_right",
    "wrong_refusal",
    "refusal_recall",
    "premise_fallen_for",
    "citation_precision",
    "citation_recall",
    "success_at_1",
    "success_at_5",
    "verbatim",
    "latency_p50",
    "latency_p95",
)
PEERS = ("ours-keyless", "ours-model", "llamaindex-retriever", "llamaindex-citations", "bm25")


@dataclass(frozen=True, slots=True)
class PeerRow:
    """One subject: its figures by key, and how many characters it cites for an answer."""

    name: str
    figures: dict[str, Figure]
    cited_characters: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole table; ``notes`` say who was left out and why."""

    asked: dict[str, int]
    rows: tuple[PeerRow, ...]
    notes: tuple[str, ...]

    def markdown(self) -> str:
        """The table in Markdown, one subject a row."""
        labels = [MEANINGS[key].label for key in COLUMNS]
        lines = [
            f"# Side by side, {self.asked['answerable']} answerable and "
            f"{self.asked['unanswerable']} unanswerable questions",
            "",
            f"| who | {' | '.join(labels)} | characters cited |",
            f"|---|{'---:|' * (len(labels) + 1)}",
        ]
        for row in self.rows:
            cells = [row.figures[k].show() if k in row.figures else "–" for k in COLUMNS]
            lines.append(f"| {row.name} | {' | '.join(cells)} | {row.cited_characters:.0f} |")
        return "\n".join([*lines, "", *(f"- {note}" for note in self.notes)]) + "\n"

    def write(self, folder: Path) -> Path:
        """Writes Markdown and JSON and returns the path of the former."""
        folder.mkdir(parents=True, exist_ok=True)
        values = [
            {
                "name": row.name,
                "cited_characters": row.cited_characters,
                **{key: figure.value for key, figure in row.figures.items()},
            }
            for row in self.rows
        ]
        (folder / "compare.json").write_text(
            json.dumps({"asked": self.asked, "rows": values, "notes": self.notes}, indent=1),
            encoding="utf-8",
        )
        path = folder / "compare.md"
        path.write_text(self.markdown(), encoding="utf-8")
        return path


def compare_all(limit: int | None, only: str | None, progress: Progress) -> Comparison:
    """Asks every peer that can be had.

    Args:
        only: names of ``PEERS`` separated by commas; ``list`` asks nobody and names them.

    Raises:
        EvalError: a name is unknown.
    """
    wanted = list(PEERS) if only is None else [name.strip() for name in only.split(",")]
    if wanted == ["list"]:
        return Comparison({"answerable": 0, "unanswerable": 0}, (), PEERS)
    unknown = [name for name in wanted if name not in PEERS]
    if unknown:
        raise EvalError(f"There is no peer {', '.join(unknown)}.", f"There are {', '.join(PEERS)}.")
    sets = load_sets()
    sets = sets.limited(limit) if limit else sets
    sets = replace(sets, conversations=(), robustness=())
    rows, notes = [], []
    with _makers() as makers:
        for name in wanted:
            try:
                subject = makers[name]()
            except EvalError as error:
                notes.append(f"{name} was left out: {error}")
                continue
            rows.append(measure_peer(subject, sets, progress))
    return Comparison(sets.sizes(), tuple(rows), tuple(notes))


def measure_peer(subject: Subject, sets: Sets, progress: Progress) -> PeerRow:
    """One row of the table."""

    def tell(what: str, done: int, total: int) -> None:
        progress(f"{subject.name}: {what}", done, total)

    seen = observe(subject, sets, tell)
    rows = score_run(sets, seen, subject.texts)
    figures = {figure.key: figure for figure in measure(rows, seen.first_event_ms)}
    sizes = [
        sum(item["end"] - item["start"] for item in row.reply["citations"])
        for row in rows
        if row.reply["citations"]
    ]
    return PeerRow(subject.name, figures, sum(sizes) / len(sizes) if sizes else 0.0)


def print_comparison(comparison: Comparison, console: Any) -> None:
    """The table on a terminal (rich), one subject a column, so that it fits."""
    from rich.table import Table

    if comparison.rows:
        table = Table(
            title=f"{comparison.asked['answerable']} answerable, "
            f"{comparison.asked['unanswerable']} unanswerable questions"
        )
        table.add_column("figure")
        for row in comparison.rows:
            table.add_column(row.name, justify="right")
        for key in COLUMNS:
            cells = [
                row.figures[key].show() if key in row.figures else "–" for row in comparison.rows
            ]
            table.add_row(MEANINGS[key].label, *cells)
        sizes = [f"{row.cited_characters:.0f}" for row in comparison.rows]
        table.add_row("characters cited", *sizes)
        console.print(table)
    for note in comparison.notes:
        console.print(f"[dim]{note}[/]", highlight=False)


@contextmanager
def _makers() -> Iterator[dict[str, Callable[[], Subject]]]:
    """How each peer is made; assistants are opened when first needed and closed at the end."""
    from assistant.assistant import Assistant
    from assistant.index.embedding import make_embedding

    opened: dict[bool, Any] = {}
    settings = unlimited_settings(keep_model=True)

    def ours(with_model: bool) -> Any:
        if with_model not in opened:
            opened[with_model] = Assistant.open(unlimited_settings(keep_model=with_model))
        return opened[with_model]

    def need_model() -> str:
        if not settings.uses_model:
            raise SubjectError(
                "no language model is configured.",
                "Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own.",
            )
        return settings.model

    def citations() -> Subject:
        from eval.judges import model_named

        llm = model_named(need_model())
        return stock_citation_engine(ours(False), make_embedding(settings), llm)

    try:
        yield {
            "ours-keyless": lambda: InProcess(ours(False), "ours, keyless"),
            "ours-model": lambda: InProcess(ours(bool(need_model())), f"ours, {settings.model}"),
            "llamaindex-retriever": lambda: stock_retriever(ours(False), make_embedding(settings)),
            "llamaindex-citations": citations,
            "bm25": lambda: bm25_alone(ours(False)),
        }
    finally:
        for assistant in opened.values():
            assistant.close()
