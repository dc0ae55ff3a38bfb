"""The command line of the evaluation.

Exit codes: 0 the gate passed (or was not asked), 1 a limit is not held, 2 it could not run or
the gate could not decide.

What a command needs is imported inside it: with the product, Chroma and scipy at the top,
``python -m eval --help`` would take several seconds instead of half a one.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval import commands, own, saved
from eval.options import (
    CorpusOption,
    GithubOption,
    JunitOption,
    LimitOption,
    ModelOption,
    OutOption,
    SetsOption,
    SummaryOption,
    UrlOption,
)
from eval.place import Place, place_of
from eval.terminal import console as make_console
from eval.terminal import progress

if TYPE_CHECKING:
    from eval.run import Run

app = typer.Typer(
    name="eval",
    help="Measures the assistant on questions written by hand, and holds the quality gate.",
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def run(
    context: typer.Context,
    url: UrlOption = None,
    sets: SetsOption = None,
    corpus: CorpusOption = None,
    out: OutOption = None,
    limit: LimitOption = None,
    gate: Annotated[
        bool, typer.Option("--gate/--no-gate", help="Hold the floors of the gate.")
    ] = True,
    compare_with: Annotated[
        Path | None,
        typer.Option("--compare", help="Show what changed against a baseline or a report."),
    ] = None,
    save_baseline: Annotated[
        bool, typer.Option("--save-baseline", help="Make this run the baseline of its sets.")
    ] = False,
    junit: JunitOption = None,
    summary: SummaryOption = None,
    github: GithubOption = False,
    with_model: ModelOption = False,
    judge: Annotated[
        str | None,
        typer.Option(help="Model whose opinions are added (advisory); needs a key or an address."),
    ] = None,
) -> None:
    """Run the sets, print the figures, write a report, hold the gate."""
    if context.invoked_subcommand is not None:
        return
    from eval.changes import baseline_of, compare_runs, load_baseline, print_changes
    from eval.changes import save_baseline as keep
    from eval.exports import Wanted
    from eval.fitting import require_cases
    from eval.measuring import judged, measure_run
    from eval.report import print_run
    from eval.sets import load_sets
    from eval.subject import open_subject

    place, console = place_of(sets, corpus), make_console()
    wanted = Wanted(junit=junit, summary=summary)
    with saved.telling_of_faults(wanted, github=github):
        whole = load_sets(place.sets)
        require_cases(whole, place.sets)
        before = load_baseline(compare_with) if compare_with else None
        folders = {"corpus": place.corpus, "index": place.index}
        with open_subject(url, keep_model=with_model, **folders) as subject, progress() as tell:
            done = measure_run(subject, whole.limited(limit) if limit else whole, tell, judge)
            texts = subject.texts
        if gate:
            done = judged(done, place, whole)
    print_run(done, console)
    if before is not None:
        print_changes(before, done.by_id, compare_runs(before, done), console)
    if save_baseline:
        keep(baseline_of(done), place.baseline)
        console.print(f"Baseline: {place.baseline}", soft_wrap=True)
    console.print(f"Report: {_leave(done, texts, place, out, kept=limit is None)}", soft_wrap=True)
    saved.send(done, place, wanted, before.verdicts if before else None, github=github)
    if gate:
        saved.end_with(done, console)


COMMANDS = (
    own.new,
    own.validate,
    saved.gate,
    own.plant,
    saved.report,
    saved.diff,
    saved.history,
    saved.export,
    own.harvest,
    *commands.COMMANDS,
)
for command in COMMANDS:
    app.command()(command)


def main() -> None:
    """Runs a command; problems end it with one sentence, a hint and exit code 2."""
    from assistant.errors import AssistantError
    from assistant.settings import prepare_environment

    prepare_environment()
    try:
        app()
    except AssistantError as error:
        from rich.console import Console
        from rich.markup import escape

        console = Console(stderr=True)
        console.print(f"[bold red]Could not run:[/] {escape(error.message)}", highlight=False)
        if error.hint:
            console.print(f"[dim]{escape(error.hint)}[/]", highlight=False)
        sys.exit(2)


def _leave(
    done: Run, texts: Mapping[str, str], place: Place, out: Path | None, *, kept: bool
) -> Path:
    """Writes the report, adds a whole run to the history, and returns where the page is."""
    from eval.history import remember
    from eval.report import write_report

    if kept:
        remember(done, place.history)
    return write_report(done, texts, out or place.reports / done.time)["html"]


if __name__ == "__main__":
    main()
