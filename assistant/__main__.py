"""The command line: parse, call, show.

Imports are made inside the commands, so that ``--help`` and errors are instant.
Exit codes: 0 done, 1 it went wrong (one sentence on standard error, and a hint), 2 usage.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.errors import AssistantError
from assistant.memory import stays
from assistant.terminal import (
    print_json,
    progress,
    show_answer,
    show_pairs,
    show_problems,
    show_report,
)

if TYPE_CHECKING:
    from assistant.index.ingestion import IngestReport
    from assistant.settings import Settings

app = typer.Typer(
    name="tpm-assistant",
    help="Answers questions from your documents, and shows the exact words that prove each answer.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

CorpusOption = Annotated[
    Path | None,
    typer.Option(
        "--corpus",
        help="Folder of the documents; among --corpora, the name of one.",
        show_default="corpus/",
    ),
]
CorporaOption = Annotated[
    Path | None, typer.Option("--corpora", help="Folder with a folder for each of many corpora.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]


@app.command()
def ingest(
    address: Annotated[
        str | None,
        typer.Argument(
            help="Address of a web page to fetch into the corpus first.",
            metavar="[https://…]",
            show_default=False,
        ),
    ] = None,
    corpus: CorpusOption = None,
    corpora: CorporaOption = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Build anew even if nothing changed.")
    ] = False,
    write_questions: Annotated[
        bool,
        typer.Option(
            "--write-questions",
            help="Have the language model write a question bank for documents without one.",
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Read the corpus, split and embed it, and write the index."""
    settings = _settings(corpora_dir=corpora)
    if settings.corpora_dir is not None and corpus is None and address is None:
        _ingest_all(settings, rebuild, write_questions, as_json)
        return
    settings = _one(corpus, corpora)
    if address is not None:
        _fetch(address, settings)
    if write_questions:
        _write_questions(settings)
    from assistant.assistant import build_index

    with progress(quiet=as_json) as stage:
        report = build_index(settings, rebuild=rebuild, stage=stage)
    if as_json:
        print_json(_told(report))
    else:
        show_report(report)
        show_problems(report.problems)


@app.command()
def ask(
    words: Annotated[list[str], typer.Argument(metavar="QUESTION", help="The question.")],
    corpus: CorpusOption = None,
    corpora: CorporaOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask one question."""
    settings = _one(corpus, corpora)
    from assistant.accepting import check_message
    from assistant.assistant import Assistant

    # Without quotes the shell cuts a question into its words.
    question = " ".join(words)
    check_message(question)
    with progress(quiet=as_json) as stage:
        assistant = Assistant.open(settings, stage)
    with assistant:
        answer = assistant.ask(question)
    if as_json:
        print_json(answer.to_json())
    else:
        show_answer(answer)
        show_problems(map(str, assistant.corpus.problems))


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; 0 takes a free one.")] = None,
    corpus: CorpusOption = None,
    corpora: CorporaOption = None,
) -> None:
    """Serve the chat page, the HTTP API and the widget; of --corpora each under /c/NAME."""
    settings = _settings(host=host, port=port, corpus_dir=corpus, corpora_dir=corpora)
    from assistant.serving.logs import set_up
    from assistant.serving.server import create_app, listen, serve_forever

    set_up(settings.log_format)

    socket = listen(settings)
    if settings.corpora_dir is not None:
        from assistant.serving.corpora.front import create_corpora_app

        many = create_corpora_app(settings)
        serve_forever(many, socket, lambda url: typer.echo(f"Each corpus is at {url}c/NAME/"))
        return
    from assistant.assistant import Assistant

    with progress() as stage:
        assistant = Assistant.open(settings, stage)
    show_problems(map(str, assistant.corpus.problems))
    with assistant:
        app_ = create_app(assistant)
        stays()
        serve_forever(app_, socket, lambda url: typer.echo(f"The chat page is at {url}"))


@app.command()
def mcp(corpus: CorpusOption = None, corpora: CorporaOption = None) -> None:
    """Serve the tools of the Model Context Protocol on standard input and output."""
    settings = _one(corpus, corpora)
    from assistant.assistant import Assistant
    from assistant.serving.mcp_tools import serve_stdio

    with Assistant.open(settings) as assistant:
        serve_stdio(assistant)


@app.command()
def status(
    corpus: CorpusOption = None, corpora: CorporaOption = None, as_json: JsonOption = False
) -> None:
    """Show the corpus, the index and the settings in force; of --corpora, all or one."""
    settings = _settings(corpora_dir=corpora)
    if settings.corpora_dir is not None and corpus is None:
        from assistant.serving.corpora.commands import status_of_all as collect
    else:
        from assistant.serving.status import status as collect

        settings = _one(corpus, corpora)
    found = collect(settings)
    if as_json:
        print_json(found)
        return
    show_pairs(found)


@app.command()
def doctor(
    url: Annotated[
        str | None, typer.Argument(help="Address that visitors use; also looks from outside.")
    ] = None,
    corpora: CorporaOption = None,
) -> None:
    """Examine a deployment: folders, databases, model; and from outside, proxy and streaming."""
    settings = _settings(corpora_dir=corpora)
    if settings.corpora_dir is not None:
        from assistant.serving.corpora.examining import examine_all as examine
    else:
        from assistant.serving.doctor import examine

    ill = 0
    for finding in examine(settings, url):
        typer.echo(f"{'ok  ' if finding.well else 'FAIL'}  {finding.what}: {finding.told}")
        if not finding.well:
            ill += 1
            typer.echo(f"        {finding.todo}")
    raise typer.Exit(1 if ill else 0)


@app.command()
def forget(
    answers: Annotated[list[str] | None, typer.Argument(help="Ids of answers.")] = None,
    days: Annotated[int | None, typer.Option(help="Also what is older than so many days.")] = None,
    corpus: CorpusOption = None,
) -> None:
    """Delete what was left in the conversations of these answers, or long ago."""
    settings = _one(corpus)
    import time

    from assistant.keeping.keeper import Keeper, open_store

    keeper = Keeper(settings, open_store(settings))
    deleted = keeper.forget(answers) if answers else 0
    if days is not None:
        deleted += keeper.store.delete_before(time.time() - days * 86_400)
    keeper.close()
    typer.echo(f"Deleted {deleted} rows.")


@app.command()
def widget(
    url: Annotated[str, typer.Option(help="Address under which this server is reached.")] = "",
) -> None:
    """Print the line that puts the assistant on another site, and the policy it needs."""
    settings = _settings()
    from assistant.serving.widget import snippet

    typer.echo(snippet(settings, url or f"http://{settings.host}:{settings.port}"))


owner = typer.Typer(help="What visitors asked, for the owner.", no_args_is_help=True)
app.add_typer(owner, name="owner")
DaysOption = Annotated[int, typer.Option(help="How many days back.", min=1, max=3_650)]


@owner.command("password")
def owner_password() -> None:
    """Make the hash that ASSISTANT_OWNER_PASSWORD_HASH takes; asks for the password."""
    from assistant.owner.passwords import hashed

    typer.echo(hashed(typer.prompt("Password", hide_input=True, confirmation_prompt=True)))


@owner.command("export")
def owner_export(
    file: Annotated[Path, typer.Argument(help="A .csv or .jsonl file to write.")],
    days: DaysOption = 30,
    corpus: CorpusOption = None,
) -> None:
    """Write what was asked and kept to a file."""
    settings = _one(corpus)
    from assistant.serving.owner.commands import export

    typer.echo(f"Wrote {export(settings, file, days)} questions to {file}.")


@owner.command("report")
def owner_report(
    file: Annotated[Path, typer.Argument(help="An .html file to write.")],
    days: DaysOption = 7,
    corpus: CorpusOption = None,
) -> None:
    """Write a report of what was asked as one HTML file to send on."""
    settings = _one(corpus)
    from assistant.serving.owner.commands import write_report

    write_report(settings, file, days)
    typer.echo(f"Wrote {file}.")


def _one(corpus: Path | None, corpora: Path | None = None) -> Settings:
    """The settings of one corpus: of many, those of the one that ``corpus`` names."""
    settings = _settings(corpora_dir=corpora)
    if settings.corpora_dir is None:
        return settings if corpus is None else _settings(corpus_dir=corpus)
    from assistant.serving.corpora.commands import one_of

    return one_of(settings, str(corpus or ""))


def _ingest_all(settings: Settings, rebuild: bool, write_questions: bool, as_json: bool) -> None:
    from assistant.serving.corpora.commands import ingest_all

    before = _write_questions if write_questions else lambda _: None
    with progress(quiet=as_json) as stage:
        found = dict(ingest_all(settings, rebuild=rebuild, stage=stage, before=before))
    failed = [name for name, report in found.items() if isinstance(report, AssistantError)]
    if as_json:
        print_json({name: _told(report) for name, report in found.items()})
    for name, report in found.items():
        if isinstance(report, AssistantError):
            typer.echo(f"{name}: {report}", err=True)
        elif not as_json:
            show_report(report, f"{name}: ")
            show_problems(f"{name}: {problem}" for problem in report.problems)
    if not as_json:
        typer.echo(f"{len(found) - len(failed)} corpora are ready, {len(failed)} are not.")
    raise typer.Exit(1 if failed else 0)


def _told(report: IngestReport | AssistantError) -> dict[str, Any]:
    if isinstance(report, AssistantError):
        return {"error": str(report)}
    return {name: getattr(report, name) for name in report.__slots__}


def _write_questions(settings: Settings) -> None:
    from assistant.writing.question_writer import write_questions

    with progress() as stage:
        written = write_questions(settings, stage)
    # Not on standard output, where --json promises nothing but JSON.
    for path, count in written.items():
        typer.echo(f"Wrote {count} questions to {path}.", err=True)
    if not written:
        typer.echo("Every document has a question bank already.", err=True)


def _fetch(address: str, settings: Settings) -> None:
    from assistant.sources.address import save_page

    path, parsed = save_page(address, settings.corpus_dir)
    typer.echo(f"Fetched “{parsed.document.title}” into {path}.", err=True)


def _settings(**overrides: Any) -> Settings:
    from assistant.settings import load_settings, prepare_environment

    prepare_environment()
    return load_settings(**overrides)


def main() -> None:
    """Runs the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal without Unicode shows a question mark instead of failing.
            stream.reconfigure(errors="replace")
    try:
        app()
    except AssistantError as error:
        typer.echo(f"{error.message}", err=True)
        if error.hint:
            typer.echo(f"  {error.hint}", err=True)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        typer.echo("Stopped.", err=True)
        raise SystemExit(130) from None
    finally:
        stays()


if __name__ == "__main__":
    main()
