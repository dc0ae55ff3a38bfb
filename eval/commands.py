"""Commands beside the run itself: kinds, peers, public data, times, visitors' questions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.options import LimitOption, ModelOption, OutOption, UrlOption
from eval.place import SHIPPED, Place
from eval.terminal import console as make_console
from eval.terminal import progress

if TYPE_CHECKING:
    from assistant.sources.corpus import Corpus


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
    out: OutOption = None,
) -> None:
    """Ask our engines, LlamaIndex's and BM25 the same questions, side by side."""
    from eval.compare import compare_all, print_comparison
    from eval.run import timestamp

    console = make_console()
    with progress() as tell:
        comparison = compare_all(limit=limit, only=peers, progress=tell)
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
) -> None:
    """Time warm answers, the first event of a stream, and the bare local model beside them."""
    from eval.bench import measure_times, print_times
    from eval.subject import open_subject

    with open_subject(url) as subject, progress() as tell:
        times = measure_times(subject, questions, tell)
    print_times(times, make_console())


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


def data_folder() -> Path:
    """Where the server of this configuration keeps what visitors leave."""
    from assistant.settings import load_settings

    return load_settings().data_dir


COMMANDS = (kinds, compare, public, bench, harvest)


def corpus_of(place: Place) -> Corpus:
    """The documents of a place.

    Raises:
        CorpusError: there is nothing to read.
    """
    from assistant.settings import load_settings
    from assistant.sources.corpus import read_corpus

    return read_corpus(place.corpus or load_settings().corpus_dir)
