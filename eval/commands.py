"""Commands that measure something beside the sets: kinds, peers, public data, times, claims."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eval.options import (
    FailuresOption,
    HalfOption,
    JsonOption,
    LimitOption,
    LocalModelOption,
    MinilmOption,
    ModelOption,
    OnlyOption,
    OutOption,
    UrlOption,
    names_in,
)
from eval.place import SHIPPED
from eval.terminal import console as make_console
from eval.terminal import progress


def kinds(
    url: UrlOption = None,
    data: Annotated[
        Path | None, typer.Option(help="Folder of the cases.", show_default="eval/sets/kinds")
    ] = None,
    only: OnlyOption = None,
    half: HalfOption = "all",
    json_file: JsonOption = None,
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
    chosen, wanted = half_named(half), names_in(only)
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
    minilm: MinilmOption = None,
    local_model: LocalModelOption = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the table in Markdown, for a README.")
    ] = False,
    out: OutOption = None,
) -> None:
    """Ask our engines, LlamaIndex's and BM25 the same questions, side by side."""
    from eval.compare import compare_all, print_comparison
    from eval.run import timestamp

    console = make_console()
    folder = out or SHIPPED.reports / f"{timestamp()}-compare"
    with progress() as tell:
        comparison = compare_all(
            limit,
            peers,
            tell,
            minilm=minilm,
            local=local_model,
            kept=lambda so_far: so_far.write(folder),
        )
    if markdown:
        typer.echo(comparison.markdown())
    else:
        print_comparison(comparison, console)
    if comparison.rows:
        console.print(f"Table: {comparison.write(folder)}")


def written(
    limit: LimitOption = 20,
    local_model: LocalModelOption = False,
    judge: Annotated[
        str | None,
        typer.Option(help="Another judge: a model at the same address, by LlamaIndex."),
    ] = None,
    json_file: JsonOption = None,
) -> None:
    """What the configured model writes: how much is proved, what is refused, what it costs."""
    from assistant.assistant import Assistant
    from assistant.proof.judge import shipped_judge
    from eval.compare import model_settings
    from eval.sets import load_sets
    from eval.subject import open_subject
    from eval.written import llama_index_judge, measure_written, print_written

    sets = load_sets()
    with (
        model_settings(local_model) as settings,
        open_subject() as plain,
        Assistant.open(settings) as assistant,
        progress() as tell,
    ):
        done = measure_written(
            plain,
            assistant,
            sets.limited(limit) if limit else sets,
            tell,
            judge=shipped_judge(),
            independent=llama_index_judge(judge, settings) if judge else None,
            judge_name=judge or "",
        )
    print_written(done, make_console())
    if json_file is not None:
        done.write(json_file)


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
    whole: Annotated[
        bool, typer.Option("--whole", help="Everything, with sizes and many corpora; half an hour.")
    ] = False,
    data: Annotated[
        Path | None,
        typer.Option(help="A corpus.jsonl of SciFact, whose sentences are taken in."),
    ] = None,
    largest: Annotated[int, typer.Option(min=120, help="Passages of the largest corpus.")] = 50_000,
    out: OutOption = None,
) -> None:
    """Time answers beside the bare model, many at once, starts, memory; by size of a corpus."""
    if page:
        from eval.visiting import measure_visits, print_visits

        print_visits(*measure_visits(), make_console())
        return
    if scale:
        from eval.benching import by_size, write_bench

        write_bench(by_size(data, largest, make_console()), "", make_console(), out)
        return
    if corpora:
        from eval.benching import many_corpora

        many_corpora(data, make_console())
        return
    from eval.bench import measure_times, print_times
    from eval.benching import measure_and_tell
    from eval.subject import open_subject

    with open_subject(url) as subject, progress() as tell:
        times = measure_times(subject, questions, tell)
    print_times(times, make_console())
    if url is None:
        measure_and_tell(times, make_console(), out, data, largest if whole else 0)


def claims(
    file: Annotated[Path, typer.Argument(help="JSON lines of labelled claims.")],
    texts: Annotated[
        Path | None,
        typer.Option(help="Texts of other sources.", show_default="beside FILE, as *_texts*"),
    ] = None,
    only: Annotated[
        Path | None, typer.Option(help="A list of ids and sources: nothing else is judged.")
    ] = None,
    failures: FailuresOption = None,
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


def plain(
    data: Annotated[Path, typer.Option(help="Folder with squad2, owners, byo (eval/plain.py).")],
    only: OnlyOption = "squad2,owners,byo",
    most: Annotated[int, typer.Option(min=1, help="Questions of a kind to one text.")] = 60,
    minilm: MinilmOption = None,
    failures: FailuresOption = None,
) -> None:
    """Ask documents without a question bank: SQuAD articles, and people's own texts."""
    from eval.plain import measure, tell, write_failures

    with progress() as show:
        tally = measure(data, names_in(only), most, minilm, show)
    tell(tally, make_console())
    if failures is not None:
        write_failures(tally, failures)


def followups(
    file: Annotated[Path, typer.Argument(help="Conversations in the form of CANARD (JSON Lines).")],
    half: HalfOption = "all",
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


COMMANDS = (kinds, compare, written, public, plain, bench, claims, followups)
