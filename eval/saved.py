"""Commands on saved runs: judge, tell, compare and hand them on without asking anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import AssistantError
from eval.errors import EvalError
from eval.options import (
    CorpusOption,
    GithubOption,
    JunitOption,
    ReportArgument,
    SetsOption,
    SummaryOption,
)
from eval.own import corpus_of
from eval.place import Place, place_of
from eval.terminal import console as make_console

if TYPE_CHECKING:
    from rich.console import Console

    from eval.exports import Wanted
    from eval.run import Run


def gate(
    report: ReportArgument = None,
    sets: SetsOption = None,
    corpus: CorpusOption = None,
    write: Annotated[
        bool,
        typer.Option("--write", help="Set floors a little below this report and bind them to it."),
    ] = False,
) -> None:
    """Judge a saved report, or set the floors from it."""
    from eval.gate import propose
    from eval.measuring import judged, require_documents
    from eval.new import texts_of
    from eval.run import latest_report, load_run
    from eval.sets import load_sets

    place, console = place_of(sets, corpus), make_console()
    done = load_run(report or latest_report(place.reports))
    if corpus is not None:
        require_documents(done, texts_of(corpus_of(place)))
    if write:
        text = propose(done.figures, corpus=done.corpus, index=done.index, asked=done.asked)
        place.gate.write_text(text, encoding="utf-8")
        console.print(f"Wrote {place.gate} from the run of {done.time}.", soft_wrap=True)
        console.print("Read it before you keep it: what it lets pass is what may happen.")
        return
    end_with(judged(done, place, load_sets(place.sets)), console)


def end_with(done: Run, console: Console) -> None:
    """Prints the gate's word and leaves with its exit code."""
    from eval.run import verdict

    for failed in (check for check in done.checks if not check.passed):
        console.print(f"[red]✗[/] {failed}", highlight=False)
    console.print(verdict(done), style="bold green" if done.passed else "bold red")
    if done.gate_note:
        raise typer.Exit(2)
    if not done.passed:
        raise typer.Exit(1)


def report(
    source: ReportArgument = None,
    sets: SetsOption = None,
    corpus: CorpusOption = None,
) -> None:
    """Write the Markdown and the HTML page of a saved report again."""
    from eval.new import texts_of
    from eval.report import write_report
    from eval.run import latest_report, load_run, report_file

    place = place_of(sets, corpus)
    file = report_file(source or latest_report(place.reports))
    paths = write_report(load_run(file), texts_of(corpus_of(place)), file.parent)
    make_console().print(f"Report: {paths['html']}", soft_wrap=True)


def diff(
    before: Annotated[Path, typer.Argument(help="A report, a baseline, or JSON of `kinds`.")],
    after: Annotated[Path, typer.Argument(help="The other one.")],
    markdown: Annotated[
        Path | None, typer.Option("--markdown", help="Write the differences here too.")
    ] = None,
) -> None:
    """Compare two saved runs case by case, without asking anything."""
    from eval.changes import changes_markdown, compare_baselines, load_baseline, print_changes
    from eval.run import load_rows

    console = make_console()
    first, second = load_baseline(before), load_baseline(after)
    changes = compare_baselines(first, second)
    rows = {row.id: row for row in load_rows(after)}
    print_changes(first, rows, changes, console)
    if markdown is not None:
        markdown.write_text(changes_markdown(first, second, changes), encoding="utf-8")
        console.print(f"Differences: {markdown}", soft_wrap=True)


def history(
    sets: SetsOption = None,
    html: Annotated[Path | None, typer.Option(help="Where the page with the plots goes.")] = None,
) -> None:
    """Show how the figures went from run to run, as a table and as plots."""
    from eval.history import history_html, print_history, recall

    place, console = place_of(sets), make_console()
    runs = recall(place.history)
    print_history(runs, console)
    page = html or place.history.with_name("history.html")
    page.write_text(history_html(runs), encoding="utf-8")
    console.print(f"Plots: {page}", soft_wrap=True)


def export(
    report: ReportArgument = None,
    sets: SetsOption = None,
    junit: JunitOption = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write one line a case.")] = None,
    figures: Annotated[
        Path | None, typer.Option("--figures", help="Write one line a figure, as CSV.")
    ] = None,
    summary: SummaryOption = None,
    github: GithubOption = False,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", help="Cases that were right there are failures.")
    ] = None,
) -> None:
    """Write a saved report in the forms of other people's pipelines."""
    from eval.changes import load_baseline
    from eval.exports import Wanted
    from eval.run import latest_report, load_run

    wanted = Wanted(junit=junit, csv=csv, figures=figures, summary=summary)
    if wanted == Wanted() and not github:
        raise EvalError(
            "Nothing was asked for.", "Give --junit, --csv, --figures, --summary or --github."
        )
    place, console = place_of(sets), make_console()
    run = load_run(report or latest_report(place.reports))
    right = load_baseline(baseline).verdicts if baseline else None
    for path in send(run, place, wanted, right, github=github):
        console.print(f"Wrote {path}", soft_wrap=True)


@contextmanager
def telling_of_faults(wanted: Wanted, *, github: bool) -> Iterator[None]:
    """Where nothing can be measured, a pipeline is told so as well, in the files that it waits for:
    one that finds none may show those of the run before."""
    from eval.exports import github_fault, write_fault

    try:
        yield
    except AssistantError as error:
        with suppress(EvalError):  # the reason why nothing was measured matters more
            write_fault(error, wanted)
        if github:
            typer.echo(github_fault(error))
        raise


def send(
    run: Run, place: Place, wanted: Wanted, right: Mapping[str, bool] | None, *, github: bool
) -> list[Path]:
    """Writes what a pipeline wants, prints its annotations, and returns what was written."""
    from eval.exports import github_lines, write_exports

    written = write_exports(run, wanted, right)
    if github:
        for line in github_lines(run, place.gate, place.sets, right):
            typer.echo(line)
    return written
