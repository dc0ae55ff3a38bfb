"""Commands beside the run itself: saved runs, kinds, peers, public data, times, questions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

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
from eval.place import SHIPPED, Place, place_of
from eval.terminal import console as make_console
from eval.terminal import progress

if TYPE_CHECKING:
    from assistant.sources.corpus import Corpus
    from eval.exports import Wanted
    from eval.run import Run


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
    with_model: ModelOption = False,
) -> None:
    """Score the kinds of questions that need rules of their own, and the invariance."""
    from eval.kinds.cases import KINDS, half_named
    from eval.kinds.command import measure_kinds
    from eval.run import timestamp
    from eval.sets import load_sets
    from eval.subject import open_subject

    console = make_console()
    chosen, names = half_named(half), [name.strip() for name in (only or "").split(",")]
    wanted = [name for name in names if name]
    with open_subject(url, keep_model=with_model) as subject, progress() as tell:
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
        path = SHIPPED.reports / f"{timestamp()}-kinds" / "failures.jsonl"
        console.print(f"{done.write_failures(path)} failures: {path}", soft_wrap=True)


def compare(
    limit: LimitOption = None,
    peers: Annotated[
        str | None,
        typer.Option(help="Only these, separated by commas; `--peers list` names them."),
    ] = None,
    minilm: Annotated[
        Path | None, typer.Option(help="Folder with the published MiniLM as ONNX.")
    ] = None,
    local_model: Annotated[
        bool, typer.Option("--local-model", help="Let a small model on this machine write.")
    ] = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the table in Markdown, for a README.")
    ] = False,
    out: OutOption = None,
) -> None:
    """Ask our engines, LlamaIndex's and BM25 the same questions, side by side."""
    from eval.compare import compare_all, print_comparison
    from eval.run import timestamp

    console = make_console()
    with progress() as tell:
        comparison = compare_all(limit, peers, tell, minilm=minilm, local=local_model)
    if markdown:
        print(comparison.markdown())
    else:
        print_comparison(comparison, console)
    folder = out or SHIPPED.reports / f"{timestamp()}-compare"
    if comparison.rows:
        console.print(f"Table: {comparison.write(folder)}")


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
    from eval.run import timestamp

    console = make_console()
    with progress() as tell:
        result = measure_public(name, data, articles=limit, questions=questions, progress=tell)
    print_public(result, console)
    console.print(f"Table: {result.write(out or SHIPPED.reports / f'{timestamp()}-{name}')}")


def bench(
    url: UrlOption = None,
    questions: Annotated[int, typer.Option(min=1, help="How many questions.")] = 100,
    page: Annotated[bool, typer.Option("--page", help="Only the chat page, in Chromium.")] = False,
    scale: Annotated[
        bool, typer.Option("--scale", help="Only by size of the corpus; the largest takes minutes.")
    ] = False,
    corpora: Annotated[
        bool, typer.Option("--corpora", help="Only many corpora in one process: memory and times.")
    ] = False,
    data: Annotated[
        Path | None,
        typer.Option(help="A corpus.jsonl of SciFact, whose sentences --scale and --corpora take."),
    ] = None,
    largest: Annotated[
        int, typer.Option(min=120, help="Passages of the largest corpus of --scale.")
    ] = 50_000,
    out: OutOption = None,
) -> None:
    """Time answers beside the bare model, many at once, starts, memory; by size of a corpus."""
    if page:
        from eval.visiting import measure_visits, print_visits

        print_visits(*measure_visits(), make_console())
        return
    if scale:
        _bench_scale(data, largest, out)
        return
    if corpora:
        from eval.corpora import STEPS, measure_corpora, print_corpora

        with progress() as tell:
            print_corpora(measure_corpora(STEPS, data, tell), make_console())
        return
    from eval.bench import measure_times, print_times
    from eval.silence import measure_silence
    from eval.starting import import_costs, measure_starts, print_starts
    from eval.subject import open_subject

    with open_subject(url) as subject, progress() as tell:
        times = measure_times(subject, questions, tell)
    if url is None:
        times.append(measure_silence())
    print_times(times, make_console())
    if url is None:
        from eval.together import measure_loads, print_loads

        print_starts(measure_starts(), import_costs(), make_console())
        print_loads(measure_loads(), make_console())


def _bench_scale(data: Path | None, largest: int, out: Path | None) -> None:
    from eval.run import timestamp
    from eval.scaling import STEPS, measure_scaling, print_scaling, scaling_html

    steps = [step for step in STEPS if step < largest] + [largest]
    with progress() as tell:
        found = measure_scaling(steps, data, tell)
    console, folder = make_console(), out or SHIPPED.reports / f"{timestamp()}-scale"
    print_scaling(found, console)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scale.html").write_text(scaling_html(found), encoding="utf-8")
    console.print(f"Plots: {folder / 'scale.html'}", soft_wrap=True)


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
    make_console().print(f"{len(found)} drafts in {out}. Fill in what is null before you add them.")


def claims(
    file: Annotated[Path, typer.Argument(help="JSON lines of labelled claims.")],
    texts: Annotated[
        Path | None,
        typer.Option(help="Texts of other sources.", show_default="beside FILE, as *_texts*"),
    ] = None,
    only: Annotated[
        Path | None, typer.Option(help="A list of ids and sources: nothing else is judged.")
    ] = None,
    failures: Annotated[
        Path | None, typer.Option(help="Write what was treated wrongly here.")
    ] = None,
    words_only: Annotated[
        bool, typer.Option("--words-only", help="Without the trained judge.")
    ] = False,
) -> None:
    """Send labelled claims through the check behind a language model."""
    from assistant.proof.judge import shipped_judge
    from assistant.settings import load_settings
    from eval.claims import judge_claims, print_claims, read_claims, read_sources, write_failures

    console = make_console()
    (article,) = sorted(load_settings().corpus_dir.glob("technical-product-manager.md"))
    beside = texts or file.with_name(file.name.replace("claims", "claims_texts"))
    found, sources = read_claims(file, only), read_sources(beside, article)
    with progress() as tell:
        judged = judge_claims(found, sources, None if words_only else shipped_judge(), tell)
    print_claims(judged, console)
    if failures is not None:
        console.print(f"{write_failures(judged, failures)} failures: {failures}", soft_wrap=True)


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
    report: Annotated[
        Path | None, typer.Argument(help="A report; the newest one if left out.")
    ] = None,
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

    place, console = place_of(sets), make_console()
    run = load_run(report or latest_report(place.reports))
    right = load_baseline(baseline).verdicts if baseline else None
    wanted = Wanted(junit=junit, csv=csv, figures=figures, summary=summary)
    for path in send(run, place, wanted, right, github=github):
        console.print(f"Wrote {path}", soft_wrap=True)


def send(
    run: Run, place: Place, wanted: Wanted, right: Mapping[str, bool] | None, *, github: bool
) -> list[Path]:
    """Writes what a pipeline wants, prints its annotations, and returns what was written."""
    from eval.exports import github_lines, write_exports

    written = write_exports(run, wanted, right)
    if github:
        for line in github_lines(run, place.gate, place.sets, right):
            print(line)
    return written


def data_folder() -> Path:
    """Where the server of this configuration keeps what visitors leave."""
    from assistant.settings import load_settings

    return load_settings().data_dir


def plain(
    data: Annotated[Path, typer.Option(help="Folder with squad2, owners, byo (eval/plain.py).")],
    only: Annotated[
        str, typer.Option(help="Only these groups, separated by commas.")
    ] = "squad2,owners,byo",
    most: Annotated[int, typer.Option(min=1, help="Questions of a kind to one text.")] = 60,
    minilm: Annotated[
        Path | None,
        typer.Option(help="Folder with the published encoder (model.onnx, tokenizer.json)."),
    ] = None,
    failures: Annotated[
        Path | None, typer.Option(help="Write what is not right here, one a line.")
    ] = None,
) -> None:
    """Ask documents without a question bank: SQuAD articles, and people's own texts."""
    from eval.plain import measure, tell, write_failures

    groups = [name.strip() for name in only.split(",") if name.strip()]
    with progress() as show:
        tally = measure(data, groups, most, minilm, show)
    tell(tally, make_console())
    if failures is not None:
        write_failures(tally, failures)


FAULT_TALKS = 10
"""Conversations that are held with each fault."""


def plant(
    only: Annotated[
        str | None, typer.Option(help="Only these faults, separated by commas.")
    ] = None,
    limit: LimitOption = None,
    sets: SetsOption = None,
    corpus: CorpusOption = None,
) -> None:
    """Plant faults into the real product, and see that the gate turns red for each."""
    from dataclasses import replace

    from eval.planting import plant_all, print_seen
    from eval.sets import load_sets
    from eval.subject import unlimited_settings

    console, place = make_console(), place_of(sets, corpus)
    whole = load_sets(place.sets)
    few = whole.limited(FAULT_TALKS).conversations
    cases = replace(whole.limited(limit or 10_000), conversations=few, robustness=(), kinds=())
    folders = {"corpus_dir": place.corpus, "index_dir": place.index}
    own = {name: path for name, path in folders.items() if path is not None}
    settings = unlimited_settings().model_copy(update=own)
    names = [name.strip() for name in (only or "").split(",") if name.strip()]
    missed = 0
    with progress() as tell:
        for seen in plant_all(settings, cases, tell, names):
            print_seen(seen, console)
            missed += not seen.red
    console.print(f"{missed} faults were not seen." if missed else "Every fault was seen.")
    if missed:
        raise typer.Exit(1)


def followups(
    file: Annotated[Path, typer.Argument(help="Conversations in the form of CANARD (JSON Lines).")],
    half: Annotated[str, typer.Option(help="even, odd or all, by the article.")] = "all",
    limit: LimitOption = None,
) -> None:
    """Whether follow-ups are told from whole questions, and whether they find the answer."""
    from assistant.index.embedding import make_embedding
    from assistant.settings import load_settings
    from eval.followups import measure_followups, of_half, read_followups

    cases = of_half(read_followups(file), half, limit)
    found = measure_followups(cases, make_embedding(load_settings()))
    console = make_console()
    console.print(f"{found.questions} follow-ups")
    console.print(f"  taken for whole questions    {found.missed:5.1f} %")
    console.print(f"  rewrites taken for follow-ups {found.taken:4.1f} %")
    console.print(f"right answer among five, {found.searched} follow-ups without a bank")
    console.print(f"  alone       {found.alone:5.1f} %")
    console.print(f"  understood  {found.understood:5.1f} %")
    console.print(f"  rewritten   {found.rewrite:5.1f} %  (found of it: {found.recall:.1f} %)")


COMMANDS = (
    diff,
    history,
    export,
    kinds,
    compare,
    public,
    plain,
    plant,
    bench,
    harvest,
    claims,
    followups,
)


def corpus_of(place: Place) -> Corpus:
    """The documents of a place.

    Raises:
        CorpusError: there is nothing to read.
    """
    from assistant.settings import load_settings
    from assistant.sources.corpus import read_corpus

    return read_corpus(place.corpus or load_settings().corpus_dir)
