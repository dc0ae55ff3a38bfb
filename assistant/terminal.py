"""What the command line shows: answers, reports, pairs, JSON and progress.

Rich is imported inside, so that ``--help`` and errors are instant.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from assistant.index.ingestion import IngestReport, Stage
    from assistant.records import Answer


def show_problems(problems: Iterable[str]) -> None:
    """The files that were left out, last of all, where they are seen."""
    for problem in problems:
        typer.echo(f"Warning: {problem}", err=True)


def show_report(report: IngestReport, before: str = "") -> None:
    """What was indexed and what changed, each document by its name."""
    held = (
        f"{report.documents} document{'s' * (report.documents != 1)}, "
        f"{report.passages} passages, {report.questions} questions"
    )
    if not report.changed:
        typer.echo(f"{before}The index is up to date: {held}.")
        return
    spent = f"in {report.seconds:.1f} s ({report.embedded} texts embedded)"
    typer.echo(f"{before}Indexed {held} {spent}.")
    for verb, names in (
        ("added", report.added),
        ("replaced", report.replaced),
        ("removed", report.removed),
    ):
        if names:
            typer.echo(f"  {verb}: {', '.join(names)}")


def show_answer(answer: Answer) -> None:
    """The text of an answer, who wrote it, and the quotes that prove it."""
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.markup import escape

    from assistant.records import OWN_WORDS

    console = Console()
    if answer.understood:
        console.print(f"[dim]Read as: {escape(answer.understood)}[/dim]\n")
    console.print(Markdown(answer.text.replace("[", "\\[")))
    if answer.engine != OWN_WORDS:
        console.print(
            f"\n[dim]Written by {escape(answer.engine)}; what stands below is quoted.[/dim]"
        )
    if answer.notice:
        console.print(f"\n[italic]{escape(answer.notice)}[/italic]")
    if answer.citations:
        console.print()
    for citation in answer.citations:
        source = citation.source
        console.print(f"[bold]\\[{citation.number}][/bold] {escape(source.where or 'Beginning')}")
        console.print(f"    “{source.quote}”", style="dim", markup=False, highlight=False)
    if answer.related:
        console.print()
    for quote in answer.related:
        console.print(f"[bold]near:[/bold] {escape(quote.where or 'Beginning')}")
        console.print(f"    “{quote.quote}”", style="dim", markup=False, highlight=False)


def show_pairs(found: Mapping[str, object]) -> None:
    """Names and values, one pair a line."""
    from rich.console import Console
    from rich.table import Table

    table = Table(show_header=False, box=None, pad_edge=False)
    for name, value in found.items():
        table.add_row(f"[bold]{name}[/bold]", _readable(value))
    Console().print(table)


def print_json(value: object) -> None:
    """JSON and nothing else."""
    # UTF-8 whatever the locale says, so that quotes are the article's exact characters.
    text = json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")


@contextmanager
def progress(quiet: bool = False) -> Iterator[Stage]:
    """A progress bar on standard error, for work that takes longer than a second."""
    import time

    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeRemainingColumn(),
        console=Console(stderr=True, quiet=quiet),
        transient=True,
    )
    tasks: dict[str, Any] = {}
    began = time.monotonic()

    def stage(what: str, done: int, total: int) -> None:
        if time.monotonic() - began > 1 and not bar.live.is_started:
            bar.start()
        if what not in tasks:
            tasks[what] = bar.add_task(what.capitalize(), total=total)
        bar.update(tasks[what], completed=done, total=total)

    try:
        yield stage
    finally:
        if bar.live.is_started:
            bar.stop()


def _readable(value: object) -> str:
    if isinstance(value, dict):
        return "\n".join(f"{name}: {_readable(inner)}" for name, inner in value.items())
    if isinstance(value, list | tuple):
        return "\n".join(str(inner) for inner in value) or "none"
    return str(value)
