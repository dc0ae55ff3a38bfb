"""Side by side: our engines and others, on the same questions, in one run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from eval.errors import EvalError, SubjectError
from eval.figures import Figure, measure
from eval.judges import model_named
from eval.local_model import NAME as MODEL_HERE
from eval.local_model import local_model
from eval.meanings import MEANINGS
from eval.peers import (
    WholeDocument,
    bm25_alone,
    minilm_alone,
    stock_citation_engine,
    stock_retriever,
)
from eval.results import score_run
from eval.runner import observe
from eval.sets import Sets, load_sets
from eval.subject import InProcess, Progress, Subject, unlimited_settings

if TYPE_CHECKING:
    from llama_index.core.embeddings import BaseEmbedding
    from rich.console import Console

    from assistant.assistant import Assistant
    from assistant.index.embedding import QuestionEncoder
    from assistant.settings import Settings

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
PATIENCE = 300.0
"""Seconds that the model on this machine may take."""
PEERS = (
    "ours-keyless",
    "ours-model",
    "llamaindex-retriever",
    "llamaindex-minilm",
    "llamaindex-citations",
    "whole-document",
    "bm25",
    "minilm",
)


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
            f"Side by side, {date.today().isoformat()}: {self.asked['answerable']} answerable and "
            f"{self.asked['unanswerable']} unanswerable questions, the same passages for all "
            "(`python -m eval compare --markdown`).",
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


def compare_all(
    limit: int | None,
    only: str | None,
    progress: Progress,
    *,
    minilm: Path | None = None,
    local: bool = False,
    kept: Callable[[Comparison], object] = lambda so_far: None,
) -> Comparison:
    """Asks every peer that can be had.

    Args:
        kept: is handed the table after each peer; with a model one takes many minutes.
        minilm: folder with the published MiniLM (``model.onnx``, ``tokenizer.json``).
        local: let the small model on this machine write, instead of the one of the settings.
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
    sets = replace(sets, conversations=(), robustness=(), kinds=())
    rows, notes = [], []
    with model_settings(local) as settings, closing(_Makers(settings, minilm)) as makers:
        for name in wanted:
            try:
                rows.append(measure_peer(makers.make(name), sets, progress))
            except AssistantError as error:
                notes.append(f"{name} was left out: {error}")
            kept(Comparison(sets.sizes(), tuple(rows), tuple(notes)))
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


def print_comparison(comparison: Comparison, console: Console) -> None:
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
def model_settings(local: bool) -> Iterator[Settings]:
    """The settings of the peers that need a model."""
    if not local:
        yield unlimited_settings(keep_model=True)
        return
    with local_model() as address:
        # A small model on a busy machine needs minutes to read the document once.
        waits = {"first_token_timeout": PATIENCE, "idle_timeout": PATIENCE}
        yield unlimited_settings(
            keep_model=True,
            openai_base_url=address,
            model=MODEL_HERE,
            total_timeout=2 * PATIENCE,
            **waits,
        )


class _Makers:
    """How each peer is made; assistants are opened when first needed and closed at the end."""

    def __init__(self, settings: Settings, minilm: Path | None) -> None:
        self._settings = settings
        self._minilm = minilm
        self._opened: dict[bool, Assistant] = {}
        self._by_name: dict[str, Callable[[], Subject]] = {
            "ours-keyless": lambda: InProcess(self._ours(), "ours, keyless"),
            "ours-model": self._ours_with_model,
            "llamaindex-retriever": lambda: stock_retriever(self._ours(), self._embedding()),
            "llamaindex-minilm": self._stock_minilm,
            "llamaindex-citations": self._citations,
            "whole-document": self._whole,
            "minilm": lambda: minilm_alone(self._ours(), self._published()),
            "bm25": lambda: bm25_alone(self._ours()),
        }

    def make(self, name: str) -> Subject:
        """The peer of that name.

        Raises:
            SubjectError: it needs something that is not here.
        """
        return self._by_name[name]()

    def close(self) -> None:
        """Closes what was opened."""
        for assistant in self._opened.values():
            assistant.close()

    def _ours(self, *, with_model: bool = False) -> Assistant:
        from assistant.assistant import Assistant

        if with_model not in self._opened:
            chosen = self._settings if with_model else unlimited_settings()
            self._opened[with_model] = Assistant.open(chosen)
        return self._opened[with_model]

    def _ours_with_model(self) -> Subject:
        name = f"ours, {self._model()}"
        return InProcess(self._ours(with_model=True), name)

    def _stock_minilm(self) -> Subject:
        from assistant.index.embedding import LocalEmbedding

        name = "LlamaIndex stock retriever, MiniLM"
        return stock_retriever(self._ours(), LocalEmbedding(self._published()), name)

    def _citations(self) -> Subject:
        llm = model_named(self._model(), self._settings)
        return stock_citation_engine(self._ours(), self._embedding(), llm)

    def _whole(self) -> Subject:
        model = self._model()
        llm = model_named(model, self._settings)
        return WholeDocument(self._ours(), llm, f"{model}, whole document")

    def _embedding(self) -> BaseEmbedding:
        from assistant.index.embedding import make_embedding

        return make_embedding(self._settings)

    def _published(self) -> QuestionEncoder:
        from eval.published import PublishedEncoder

        if self._minilm is None:
            raise SubjectError(
                "the published MiniLM is not here.",
                "Give a folder with its model.onnx and tokenizer.json with --minilm.",
            )
        return PublishedEncoder(self._minilm)

    def _model(self) -> str:
        if not self._settings.uses_model:
            raise SubjectError(
                "no language model is configured.",
                "Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own, or give "
                "--local-model.",
            )
        return self._settings.model
