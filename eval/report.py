"""What a run leaves behind for people: Markdown, a page, and tables on a terminal.

All of it is made from the run's record and from the article.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.advice import advice
from eval.errors import EvalError, reason
from eval.page import page_html
from eval.run import Run, run_to_json, verdict

if TYPE_CHECKING:
    from rich.console import Console


def write_report(run: Run, texts: Mapping[str, str], folder: Path) -> dict[str, Path]:
    """Writes the three files and returns where they are, by kind.

    Raises:
        EvalError: the folder cannot be written.
    """
    contents = {
        "json": json.dumps(run_to_json(run), ensure_ascii=False, indent=1) + "\n",
        "md": markdown(run),
        "html": page_html(run, texts),
    }
    paths = {kind: folder / f"report.{kind}" for kind in contents}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind, path in paths.items():
            # Questions with lone surrogates are evaluated too; no file can hold them as they are.
            path.write_bytes(contents[kind].encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise EvalError(
            f"The report cannot be written to {folder}: {reason(error)}.",
            "Give another one with --out.",
        ) from error
    return paths


def markdown(run: Run) -> str:
    """The figures, the gate and every wrong case, to read in a diff or a pull request."""
    lines = [
        f"# Evaluation, {run.time}",
        "",
        f"**{verdict(run)}** {run.subject}, article `{run.corpus}`, index `{run.index}`, "
        f"{sum(run.asked.values())} cases in {run.seconds:.0f} s.",
        "",
        "| | figure | value | 95 % interval | cases | limit |",
        "|---|---|---:|---|---:|---:|",
    ]
    limits = {check.key: check for check in run.checks}
    part = ""
    for figure in run.figures:
        meaning = figure.meaning
        held = limits.get(figure.key)
        limit = f"{figure.show(held.limit)}{'' if held.passed else ' ✗'}" if held else ""
        lines.append(
            f"| {meaning.part if meaning.part != part else ''} | {meaning.label} | "
            f"{figure.show()} | {figure.show(figure.low)} to {figure.show(figure.high)} | "
            f"{figure.cases} | {limit} |"
        )
        part = meaning.part
    lines += _opinion_lines(run.opinions)
    if told := list(advice(run.rows)):
        lines += ["", "## What is lost", "", *told]
    lines += ["", "## Right cases by kind", "", "| set | label | | right | cases |"]
    lines.append("|---|---|---|---:|---:|")
    lines += [
        f"| {part.set} | {part.label} | {part.value} | {part.share * 100:.1f} % | {part.cases} |"
        for part in run.breakdowns
    ]
    lines += ["", f"## Cases that are not right ({len(run.wrong)})", ""]
    for row in run.wrong:
        lines.append(f"- `{row.id}` {_inline(row.question)} — {_inline('; '.join(row.why))}")
    return "\n".join(lines) + "\n"


def print_run(run: Run, console: Console) -> None:
    """The same as tables on a terminal (rich)."""
    from rich.table import Table

    limits = {check.key: check for check in run.checks}
    table = Table(title=f"{run.subject}: {sum(run.asked.values())} cases in {run.seconds:.0f} s")
    for name, justify in (("", "left"), ("figure", "left"), ("value", "right")):
        table.add_column(name, justify=justify)  # type: ignore[arg-type]
    for name in ("95 % interval", "cases", "limit"):
        table.add_column(name, justify="right")
    part = ""
    for figure in run.figures:
        meaning, held = figure.meaning, limits.get(figure.key)
        if part and meaning.part != part:
            table.add_section()
        style = "" if held is None else "green" if held.passed else "bold red"
        table.add_row(
            meaning.part if meaning.part != part else "",
            meaning.label,
            f"[{style}]{figure.show()}[/]" if style else figure.show(),
            f"{figure.show(figure.low)} – {figure.show(figure.high)}",
            str(figure.cases),
            figure.show(held.limit) if held else "",
        )
        part = meaning.part
    console.print(table)
    for sentence in advice(run.rows):
        console.print(sentence, style="bold", markup=False, highlight=False)


def _opinion_lines(opinions: Mapping[str, Any] | None) -> list[str]:
    if not opinions:
        return []
    lines = ["", f"Opinions of {opinions['judge']} on {opinions['cases']} answers (advisory): "]
    lines[-1] += ", ".join(f"{name} {value:.2f}" for name, value in opinions["means"].items())
    return lines


def _inline(text: str) -> str:
    flat = " ".join(text.split())
    return (flat[:240] + "…" if len(flat) > 240 else flat).replace("|", "\\|")
