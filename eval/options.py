"""Options and arguments that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

UrlOption: TypeAlias = Annotated[
    str | None, typer.Option("--url", help="Measure a running server instead of this checkout.")
]
OutOption: TypeAlias = Annotated[
    Path | None, typer.Option("--out", help="Folder of the report.", show_default="reports/<time>")
]
LimitOption: TypeAlias = Annotated[
    int | None, typer.Option("--limit", min=1, help="At most this many cases of every set.")
]
SetsOption: TypeAlias = Annotated[
    Path | None,
    typer.Option("--sets", help="Folder of own cases; gate and reports lie there too."),
]
CorpusOption: TypeAlias = Annotated[
    Path | None, typer.Option("--corpus", help="Folder of the documents that they ask about.")
]
ModelOption: TypeAlias = Annotated[
    bool, typer.Option("--with-model", help="Let the configured language model write the answers.")
]
JunitOption: TypeAlias = Annotated[
    Path | None, typer.Option("--junit", help="Write JUnit XML; limits that fail are failures.")
]
SummaryOption: TypeAlias = Annotated[
    Path | None, typer.Option("--summary", help="Add the Markdown report to this file.")
]
GithubOption: TypeAlias = Annotated[
    bool, typer.Option("--github", help="Print GitHub annotations for what failed.")
]
ReportArgument: TypeAlias = Annotated[
    Path | None,
    typer.Argument(help="A report, its folder, or own sets; the newest report if left out."),
]
DataDirOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--data-dir", help="Folder of the server's feedback.", show_default="ASSISTANT_DATA_DIR"
    ),
]
HalfOption: TypeAlias = Annotated[
    str, typer.Option("--half", help="even (to choose on), odd (to report on) or all, by the ids.")
]
OnlyOption: TypeAlias = Annotated[
    str | None, typer.Option("--only", help="Only these, separated by commas.")
]
MinilmOption: TypeAlias = Annotated[
    Path | None,
    typer.Option("--minilm", help="Folder with the published MiniLM (model.onnx, tokenizer.json)."),
]
LocalModelOption: TypeAlias = Annotated[
    bool, typer.Option("--local-model", help="Let a small model on this machine write.")
]
JsonOption: TypeAlias = Annotated[
    Path | None, typer.Option("--json", help="Write everything that was found here.")
]
FailuresOption: TypeAlias = Annotated[
    Path | None, typer.Option("--failures", help="Write what is not right here, one a line.")
]


def names_in(text: str | None) -> list[str]:
    """The names that are separated by commas; none for nothing."""
    return [name.strip() for name in (text or "").split(",") if name.strip()]
