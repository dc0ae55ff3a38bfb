"""The command line of the evaluation.

Exit codes: 0 the gate passed (or was not asked), 1 a limit is not held, 2 it could not run or
the gate could not decide.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from eval.errors import EvalError

if TYPE_CHECKING:
    from eval.report import Run
    from eval.runner import Progress, Subject

app = typer.Typer(
    name="eval",
    help="Measures the assistant on questions written by hand, and holds the quality gate.",
    add_completion=False,
    pretty_exceptions_enable=False,
)

UrlOption = Annotated[
    str | None, typer.Option("--url", help="Measure a running server instead of this checkout.")
]
OutOption = Annotated[
    Path | None, typer.Option("--out", help="Folder of the report.", show_default="eval/reports/")
]
LimitOption = Annotated[
    int | None, typer.Option("--limit", min=1, help="At most this many cases of every set.")
]


@app.callback(invoke_without_command=True)
def run(
    context: typer.Context,
    url: UrlOption = None,
    out: OutOption = None,
    limit: LimitOption = None,
    gate: Annotated[
        bool, typer.Option("--gate/--no-gate", help="Hold the floors of eval/gate.toml.")
    ] = True,
    compare_with: Annotated[
        Path | None,
        typer.Option("--compare", help="Show what changed against a baseline or a report."),
    ] = None,
    save_baseline: Annotated[
        bool, typer.Option("--save-baseline", help="Make this run eval/baseline.json.")
    ] = False,
    with_model: Annotated[
        bool,
        typer.Option("--with-model", help="Let the configured language model write the answers."),
    ] = False,
    judge: Annotated[
        str | None,
        typer.Option(help="Model whose opinions are added (advisory); needs a key or an address."),
    ] = None,
) -> None:
    """Run the sets, print the figures, write a report, hold the gate."""
    if context.invoked_subcommand is not None:
        return
    from eval.changes import BASELINE, compare_runs, load_baseline, print_changes
    from eval.changes import save_baseline as keep
    from eval.report import REPORTS, print_run, timestamp, verdict, write_report
    from eval.runner import open_subject

    console = _console()
    before = load_baseline(compare_with) if compare_with else None
    with open_subject(url, keep_model=with_model) as subject, _progress() as tell:
        done = _measure(subject, limit, gate, judge, tell)
        texts = subject.texts
    print_run(done, console)
    paths = write_report(done, texts, out or REPORTS / timestamp())
    if before is not None:
        print_changes(before, done, compare_runs(before, done), console)
    if save_baseline:
        keep(done)
        console.print(f"Baseline: {BASELINE}")
    console.print(f"Report: {paths['html']}")
    _tell_gate(done, console)
    if not gate:
        return
    console.print(verdict(done), style="bold green" if done.passed else "bold red")
    if done.gate_note:
        raise typer.Exit(2)
    if not done.passed:
        raise typer.Exit(1)


@app.command()
def validate() -> None:
    """Check the sets: their form, and every quote word for word against the article."""
    from assistant.settings import load_settings
    from assistant.sources.corpus import read_corpus
    from eval.sets import content_problems, format_problems, load_sets, shared_questions

    console = _console()
    problems = format_problems()
    if not problems:
        corpus = read_corpus(load_settings().corpus_dir)
        sets = load_sets()
        problems += content_problems(sets, [doc.text for doc in corpus.documents.values()])
        problems += shared_questions(sets, [entry.text for entry in corpus.entries])
        console.print(", ".join(f"{count} {name}" for name, count in sets.sizes().items()))
    for problem in problems:
        console.print(f"[red]✗[/] {problem}", highlight=False)
    console.print(f"{len(problems)} problems." if problems else "Everything is in order.")
    if problems:
        raise typer.Exit(1)


@app.command()
def gate(
    report: Annotated[
        Path | None, typer.Argument(help="A report; the newest one if left out.")
    ] = None,
    write: Annotated[
        bool,
        typer.Option("--write", help="Set floors two cases below this report and bind them to it."),
    ] = False,
) -> None:
    """Judge a saved report, or set the floors from it."""
    from eval.gate import GATE, propose
    from eval.report import latest_report, load_run, verdict

    console = _console()
    run = load_run(report or latest_report())
    if write:
        text = propose(run.figures, corpus=run.corpus, index=run.index, asked=run.asked)
        GATE.write_text(text, encoding="utf-8")
        console.print(f"Wrote {GATE} from the run of {run.time}. Read the diff before you keep it.")
        return
    run = _judge_gate(run, inside=True)
    _tell_gate(run, console)
    console.print(verdict(run), style="bold green" if run.passed else "bold red")
    if not run.passed:
        raise typer.Exit(2 if run.gate_note else 1)


@app.command()
def report(
    source: Annotated[
        Path | None, typer.Argument(help="A report; the newest one if left out.")
    ] = None,
) -> None:
    """Write the Markdown and the HTML page of a saved report again."""
    from assistant.settings import load_settings
    from assistant.sources.corpus import read_corpus
    from eval.report import latest_report, load_run, write_report

    path = source or latest_report()
    folder = path if path.is_dir() else path.parent
    documents = read_corpus(load_settings().corpus_dir).documents
    texts = {key: document.text for key, document in documents.items()}
    _console().print(f"Report: {write_report(load_run(path), texts, folder)['html']}")


@app.command()
def kinds(
    url: UrlOption = None,
    data: Annotated[
        Path | None, typer.Option(help="Folder of the cases.", show_default="eval/sets/kinds")
    ] = None,
    only: Annotated[
        str | None,
        typer.Option(help="Only these, separated by commas: partial, reasoning, …, invariance."),
    ] = None,
    half: Annotated[
        str, typer.Option(help="even (to choose on), odd (to report on) or all, by the ids.")
    ] = "all",
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the shares and every verdict here.")
    ] = None,
    fast: Annotated[
        bool, typer.Option("--fast", help="Ask only every fourth question in sixteen ways.")
    ] = False,
    failures: Annotated[
        bool, typer.Option("--failures", help="Write what is not right, with the replies.")
    ] = False,
    with_model: Annotated[
        bool,
        typer.Option("--with-model", help="Let the configured language model write the answers."),
    ] = False,
) -> None:
    """Score the kinds of questions that need rules of their own, and the invariance."""
    from eval.kinds.cases import KINDS, half_named
    from eval.kinds.command import measure_kinds
    from eval.report import REPORTS, timestamp
    from eval.runner import open_subject
    from eval.sets import load_sets

    console = _console()
    chosen, names = half_named(half), [name.strip() for name in (only or "").split(",")]
    wanted = [name for name in names if name]
    with open_subject(url, keep_model=with_model) as subject, _progress() as tell:
        done = measure_kinds(
            subject,
            tell,
            load_sets(),
            data=data or KINDS,
            only=wanted,
            half=chosen,
            every=4 if fast else 1,
        )
    done.tell(console)
    if json_file is not None:
        done.write(json_file)
        console.print(f"JSON: {json_file}")
    if failures:
        path = REPORTS / f"{timestamp()}-kinds" / "failures.jsonl"
        console.print(f"{done.write_failures(path)} failures: {path}", soft_wrap=True)


@app.command()
def compare(
    limit: LimitOption = None,
    peers: Annotated[
        str | None,
        typer.Option(help="Only these, separated by commas; `--peers list` names them."),
    ] = None,
    out: OutOption = None,
) -> None:
    """Ask our engines, LlamaIndex's and BM25 the same questions, side by side."""
    from eval.compare import compare_all, print_comparison
    from eval.report import REPORTS, timestamp

    console = _console()
    with _progress() as tell:
        comparison = compare_all(limit=limit, only=peers, progress=tell)
    print_comparison(comparison, console)
    folder = out or REPORTS / f"{timestamp()}-compare"
    if comparison.rows:
        console.print(f"Table: {comparison.write(folder)}")


@app.command()
def public(
    name: Annotated[str, typer.Argument(help="squad2, clapnq or scifact.")],
    data: Annotated[Path, typer.Option(help="Folder that holds the data set.")],
    limit: Annotated[
        int | None, typer.Option(min=1, help="At most this many articles (scifact: documents).")
    ] = None,
    questions: Annotated[
        int, typer.Option(min=1, help="At most this many questions an article and kind.")
    ] = 40,
    out: OutOption = None,
) -> None:
    """Measure on a public data set; the data is not part of the repository."""
    from eval.public_sets import measure_public, print_public
    from eval.report import REPORTS, timestamp

    console = _console()
    with _progress() as tell:
        result = measure_public(name, data, articles=limit, questions=questions, progress=tell)
    print_public(result, console)
    console.print(f"Table: {result.write(out or REPORTS / f'{timestamp()}-{name}')}")


@app.command()
def bench(
    url: UrlOption = None,
    questions: Annotated[int, typer.Option(min=1, help="How many questions.")] = 100,
) -> None:
    """Time warm answers, the first event of a stream, and the bare local model beside them."""
    from eval.bench import measure_times, print_times
    from eval.runner import open_subject

    with open_subject(url) as subject, _progress() as tell:
        times = measure_times(subject, questions, tell)
    print_times(times, _console())


@app.command()
def harvest(
    data_dir: Annotated[
        Path | None,
        typer.Option(help="Folder of the server's feedback.", show_default="ASSISTANT_DATA_DIR"),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="File for the drafts.")] = None,
) -> None:
    """Export refused and thumbs-down questions as draft cases, to be finished by hand."""
    from assistant.settings import load_settings
    from eval.harvest import draft_cases, write_drafts

    found = draft_cases(data_dir or load_settings().data_dir)
    if out is None:
        for draft in found:
            print(draft.to_line())
        return
    write_drafts(found, out)
    _console().print(f"{len(found)} drafts in {out}. Fill in what is null before you add them.")


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


def _measure(
    subject: Subject, limit: int | None, gated: bool, judge: str | None, tell: Progress
) -> Run:
    from eval.figures import break_down, measure
    from eval.gate import corpus_hash
    from eval.report import Run, engines_of, timestamp
    from eval.results import score_run
    from eval.runner import observe
    from eval.sets import content_problems, load_sets

    sets = load_sets()
    if limit is not None:
        sets = sets.limited(limit)
    problems = content_problems(sets, subject.texts.values())
    if problems:
        raise EvalError(
            f"{len(problems)} quotes or facts of the sets do not fit the article; first: "
            f"{problems[0]}.",
            "`python -m eval validate` lists them. After an edit of the article, edit the cases.",
        )
    seen = observe(subject, sets, tell)
    rows = score_run(sets, seen, subject.texts)
    replies = [*seen.answerable.values(), *seen.unanswerable.values()]
    indexes = {one.reply.index for one in replies if one.reply.index}
    done = Run(
        time=timestamp(),
        subject=subject.name,
        engines=engines_of(rows),
        corpus=corpus_hash(subject.texts),
        index=indexes.pop() if len(indexes) == 1 else "",
        asked=sets.sizes(),
        seconds=seen.seconds,
        figures=tuple(measure(rows, seen.first_event_ms)),
        breakdowns=tuple(break_down(rows)),
        rows=tuple(rows),
        opinions=_opinions(judge, rows, subject.texts, tell),
    )
    inside = any(row.p_covered is not None for row in rows)
    return _judge_gate(done, inside) if gated else done


def _judge_gate(run: Run, inside: bool) -> Run:
    from dataclasses import replace

    from eval.errors import GateError
    from eval.gate import check, load_gate
    from eval.sets import load_sets

    try:
        checks = check(
            load_gate(),
            run.figures,
            corpus=run.corpus,
            index=run.index,
            asked=run.asked,
            available=load_sets().sizes(),
            inside=inside,
        )
    except GateError as error:
        return replace(run, checks=(), gate_note=str(error))
    return replace(run, checks=tuple(checks), gate_note="")


def _tell_gate(run: Run, console: Any) -> None:
    for failed in (check for check in run.checks if not check.passed):
        console.print(f"[red]✗[/] {failed}", highlight=False)


def _opinions(judge: str | None, rows: Any, texts: Any, tell: Progress) -> dict[str, Any] | None:
    if judge is None:
        return None
    from eval.judges import opinions

    return opinions(judge, rows, texts, tell)


def _console() -> Any:
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 110)


@contextmanager
def _progress() -> Iterator[Progress]:
    """A progress bar on standard error: one line for each thing that is being done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as bars:
        tasks: dict[str, Any] = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)

        yield tell


if __name__ == "__main__":
    main()
