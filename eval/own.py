"""Commands for sets of one's own: start them, check them, and see what they would notice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.options import CorpusOption, DataDirOption, LimitOption, OnlyOption, SetsOption, names_in
from eval.place import Place, place_of
from eval.terminal import console as make_console
from eval.terminal import progress

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.sources.corpus import Corpus
    from eval.harvest import Draft
    from eval.new import Started

FAULT_TALKS = 10
"""Conversations that are held with each fault."""


def corpus_of(place: Place) -> Corpus:
    """The documents of a place.

    Raises:
        CorpusError: there is nothing to read.
    """
    from assistant.settings import load_settings
    from assistant.sources.corpus import read_corpus

    return read_corpus(place.corpus or load_settings().corpus_dir)


def new(
    folder: Annotated[Path, typer.Argument(help="Folder that the cases are written to.")],
    corpus: CorpusOption = None,
    source: Annotated[
        Path | None,
        typer.Option("--from", help="File of questions: JSON lines, a table (.csv), or .txt."),
    ] = None,
    bank: Annotated[
        bool, typer.Option("--bank", help="Take questions of the corpus's own question bank.")
    ] = False,
    visitors: Annotated[
        bool, typer.Option("--visitors", help="Draft cases of what visitors asked in vain.")
    ] = False,
    finished: Annotated[
        bool, typer.Option("--drafts", help="Take over the drafts that a person has finished.")
    ] = False,
    data_dir: DataDirOption = None,
) -> None:
    """Start own sets for own documents; with no source, as passages to write questions for."""
    from eval import new as starting
    from eval.errors import SetError
    from eval.own_files import read_questions, read_started, write_started

    if sum((source is not None, bank, visitors, finished)) > 1:
        raise SetError(
            "Only one of --from, --bank, --visitors and --drafts can be had at once.",
            "Start with one; --visitors and --drafts add to a folder that is there.",
        )
    place, console = place_of(folder, corpus), make_console()
    found, before = corpus_of(place), read_started(folder)
    if finished:
        _take_over(before, place, found, console)
        return
    if source is not None:
        started = starting.from_rows(read_questions(source), starting.texts_of(found))
    elif bank:
        started = starting.from_bank(found)
    elif visitors:
        started = starting.from_drafts(_asked_in_vain(data_dir, folder))
    else:
        started = starting.from_passages(found)
    added = started.new_to(before)
    write_started(added, folder, corpus)
    _describe(added, folder, console)
    if any(before.rows().values()) and not any(added.rows().values()):
        console.print("All of it is there already; nothing was written.")
    console.print(f"{folder / 'README.md'} says how to go on.", soft_wrap=True)


def _take_over(before: Started, place: Place, corpus: Corpus, console: Console) -> None:
    from eval import new as starting
    from eval.errors import SetError
    from eval.own_files import take_over

    if not before.drafts:
        raise SetError(
            f"There are no drafts in {place.sets}.",
            "`python -m eval new DIR`, alone or with --visitors, makes some.",
        )
    finished = starting.from_rows(before.drafts, starting.texts_of(corpus))
    cases = starting.Started(before.answerable, before.unanswerable)
    added = finished.new_to(cases)
    take_over(added, place.sets)
    _describe(added, place.sets, console)


def _describe(started: Started, folder: Path, console: Console) -> None:
    from eval.fitting import DRAFTS
    from eval.new import WHICH_WORDS, describe

    for line in describe(started):
        console.print(line)
    for row in started.drafts:
        why = str(row["_draft"])
        if row["question"] and why != WHICH_WORDS:
            console.print(f"  {row['id']}: {why}", markup=False, highlight=False, style="dim")
    if started.drafts:
        console.print(f"Drafts: {folder / DRAFTS}", soft_wrap=True)


def _asked_in_vain(data_dir: Path | None, folder: Path | None) -> list[Draft]:
    """Drafts of what visitors asked and the sets of the folder do not have."""
    from assistant.settings import load_settings
    from eval.harvest import draft_cases
    from eval.own_files import CASES
    from eval.place import SHIPPED
    from eval.sets import load_sets

    sets = folder or SHIPPED.sets
    there = any((sets / f"{name}.jsonl").is_file() for name in CASES)
    known = [question for _, question in load_sets(sets).questions()] if there else []
    return draft_cases(data_dir or load_settings().data_dir, known)


def harvest(
    data_dir: DataDirOption = None,
    sets: SetsOption = None,
    out: Annotated[Path | None, typer.Option(help="File for the drafts.")] = None,
) -> None:
    """Export refused and thumbs-down questions as draft cases, to be finished by hand."""
    from eval.harvest import write_drafts

    found = _asked_in_vain(data_dir, sets)
    if out is None:
        for draft in found:
            typer.echo(draft.to_line())
        return
    write_drafts(found, out)
    make_console().print(f"{len(found)} drafts in {out}. Fill in what is null before you add them.")


def validate(sets: SetsOption = None, corpus: CorpusOption = None) -> None:
    """Check the sets: their form, and every quote word for word against the documents."""
    from eval.fitting import drafts_of, require_cases
    from eval.sets import format_problems, load_sets

    place, console = place_of(sets, corpus), make_console()
    lines = [str(problem) for problem in format_problems(place.sets)]
    if not lines:
        cases = load_sets(place.sets)
        require_cases(cases, place.sets)
        lines = _content_lines(place, console)
        console.print(", ".join(f"{count} {name}" for name, count in cases.sizes().items()))
    if waiting := drafts_of(place.sets):
        console.print(f"[dim]{waiting} drafts still wait for a person.[/]", highlight=False)
    for line in lines:
        console.print(f"[red]✗[/] {line}", highlight=False)
    count = "1 problem." if len(lines) == 1 else f"{len(lines)} problems."
    console.print(count if lines else "Everything is in order.")
    if lines:
        raise typer.Exit(1)


def _content_lines(place: Place, console: Console) -> list[str]:
    """What is wrong with the cases of a place, beside its documents and its bank."""
    from eval.fitting import explained, require_own
    from eval.new import texts_of
    from eval.sets import content_problems, load_sets, lost_quotes, shared_questions

    found, cases = corpus_of(place), load_sets(place.sets)
    texts = texts_of(found)
    lost = lost_quotes(cases, texts.values())
    require_own(cases, lost)
    lines = explained(content_problems(cases, texts.values()), lost, texts)
    own = found.entries if not place.own else [e for e in found.entries if e.kind != "act"]
    shared = shared_questions(cases, [entry.text for entry in own])
    if place.own:
        # An owner's bank and set may come from the same visitors: worth a word, no fault.
        for problem in shared:
            console.print(f"[dim]Note: {problem}[/]", highlight=False)
        return lines
    return [*lines, *map(str, shared)]


def plant(
    only: OnlyOption = None,
    limit: LimitOption = None,
    sets: SetsOption = None,
    corpus: CorpusOption = None,
) -> None:
    """Plant faults into the real product, and see that the gate turns red for each."""
    from dataclasses import replace

    from eval.fitting import require_cases, require_fit
    from eval.new import texts_of
    from eval.planting import plant_all, print_seen
    from eval.sets import load_sets
    from eval.subject import unlimited_settings

    console, place = make_console(), place_of(sets, corpus)
    whole = load_sets(place.sets)
    require_cases(whole, place.sets)
    require_fit(whole, texts_of(corpus_of(place)))
    few = whole.limited(FAULT_TALKS).conversations
    cases = replace(whole.limited(limit or 10_000), conversations=few, robustness=(), kinds=())
    folders = {"corpus_dir": place.corpus, "index_dir": place.index}
    own = {name: path for name, path in folders.items() if path is not None}
    settings = unlimited_settings().model_copy(update=own)
    missed = 0
    with progress() as tell:
        for seen in plant_all(settings, cases, tell, names_in(only)):
            print_seen(seen, console)
            missed += not seen.red
    console.print(f"{missed} faults were not seen." if missed else "Every fault was seen.")
    if missed:
        raise typer.Exit(1)
