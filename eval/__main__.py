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

from eval import commands
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
    from rich.console import Console

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
    from eval.measuring import judged, measure_run
    from eval.report import print_run
    from eval.sets import load_sets
    from eval.subject import open_subject

    place, console = place_of(sets, corpus), make_console()
    whole = load_sets(place.sets)
    before = load_baseline(compare_with) if compare_with else None
    folders = {"corpus": place.corpus, "index": place.index}
    with open_subject(url, keep_model=with_model, **folders) as subject, progress() as tell:
        done = measure_run(subject, whole.limited(limit) if limit else whole, tell, judge)
        texts = subject.texts
    if gate:
        done = judged(done, place, whole)
    print_run(done, console)
    if before is not None:
        rows = {row.id: row for row in done.rows}
        print_changes(before, rows, compare_runs(before, done), console)
    if save_baseline:
        keep(baseline_of(done), place.baseline)
        console.print(f"Baseline: {place.baseline}")
    path = _leave(done, texts, place, out, kept=limit is None)
    console.print(f"Report: {path}", soft_wrap=True)
    right = before.verdicts if before else None
    commands.send(done, place, Wanted(junit=junit, summary=summary), right, github=github)
    if gate:
        _end_with(done, console)


@app.command()
def validate(sets: SetsOption = None, corpus: CorpusOption = None) -> None:
    """Check the sets: their form, and every quote word for word against the documents."""
    from eval.fitting import explained, require_own
    from eval.sets import (
        content_problems,
        format_problems,
        load_sets,
        lost_quotes,
        shared_questions,
    )

    place, console = place_of(sets, corpus), make_console()
    lines = [str(problem) for problem in format_problems(place.sets)]
    if not lines:
        found, cases = commands.corpus_of(place), load_sets(place.sets)
        texts = {key: document.text for key, document in found.documents.items()}
        lost = lost_quotes(cases, texts.values())
        require_own(cases, lost)
        lines += explained(content_problems(cases, texts.values()), lost, texts)
        shared = shared_questions(cases, [entry.text for entry in found.entries])
        if place.own:
            # An owner's bank and set may come from the same visitors: worth a word, no fault.
            for problem in shared:
                console.print(f"[dim]Note: {problem}[/]", highlight=False)
        else:
            lines += [str(problem) for problem in shared]
        console.print(", ".join(f"{count} {name}" for name, count in cases.sizes().items()))
    for line in lines:
        console.print(f"[red]✗[/] {line}", highlight=False)
    console.print(f"{len(lines)} problems." if lines else "Everything is in order.")
    if lines:
        raise typer.Exit(1)


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="Folder that the cases are written to.")],
    corpus: CorpusOption = None,
    source: Annotated[
        Path | None, typer.Option("--from", help="File of questions, one JSON object a line.")
    ] = None,
    bank: Annotated[
        bool, typer.Option("--bank", help="Take questions of the corpus's own question bank.")
    ] = False,
    visitors: Annotated[
        bool, typer.Option("--visitors", help="Draft cases of what visitors asked in vain.")
    ] = False,
) -> None:
    """Start own sets for own documents; with no source, as passages to write questions for."""
    from eval import new as starting
    from eval.harvest import draft_cases

    console = make_console()
    found = commands.corpus_of(place_of(folder, corpus))
    if source is not None:
        started = starting.from_file(source, starting.texts_of(found))
    elif bank:
        started = starting.from_bank(found)
    elif visitors:
        started = starting.from_drafts(draft_cases(commands.data_folder()))
    else:
        started = starting.from_passages(found)
    started.write(folder)
    for line in starting.describe(started):
        console.print(line)
    console.print(f"{folder / 'README.md'} says how to go on.", soft_wrap=True)


@app.command()
def gate(
    report: Annotated[
        Path | None, typer.Argument(help="A report; the newest one if left out.")
    ] = None,
    sets: SetsOption = None,
    write: Annotated[
        bool,
        typer.Option("--write", help="Set floors two cases below this report and bind them to it."),
    ] = False,
) -> None:
    """Judge a saved report, or set the floors from it."""
    from eval.gate import propose
    from eval.measuring import judged
    from eval.run import latest_report, load_run
    from eval.sets import load_sets

    place, console = place_of(sets), make_console()
    done = load_run(report or latest_report(place.reports))
    if write:
        text = propose(done.figures, corpus=done.corpus, index=done.index, asked=done.asked)
        place.gate.write_text(text, encoding="utf-8")
        console.print(f"Wrote {place.gate} from the run of {done.time}.", soft_wrap=True)
        console.print("Read the diff before you keep it.")
        return
    _end_with(judged(done, place, load_sets(place.sets)), console)


@app.command()
def report(
    source: Annotated[
        Path | None, typer.Argument(help="A report; the newest one if left out.")
    ] = None,
    sets: SetsOption = None,
    corpus: CorpusOption = None,
) -> None:
    """Write the Markdown and the HTML page of a saved report again."""
    from eval.report import write_report
    from eval.run import latest_report, load_run

    place = place_of(sets, corpus)
    path = source or latest_report(place.reports)
    folder = path if path.is_dir() else path.parent
    documents = commands.corpus_of(place).documents
    texts = {key: document.text for key, document in documents.items()}
    paths = write_report(load_run(path), texts, folder)
    make_console().print(f"Report: {paths['html']}", soft_wrap=True)


for command in commands.COMMANDS:
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


def _end_with(done: Run, console: Console) -> None:
    """Prints the gate's word and leaves with its exit code."""
    from eval.run import verdict

    for failed in (check for check in done.checks if not check.passed):
        console.print(f"[red]✗[/] {failed}", highlight=False)
    console.print(verdict(done), style="bold green" if done.passed else "bold red")
    if done.gate_note:
        raise typer.Exit(2)
    if not done.passed:
        raise typer.Exit(1)


if __name__ == "__main__":
    main()
