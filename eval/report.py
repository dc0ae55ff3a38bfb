"""What a run leaves behind: one record, written as JSON, Markdown and a page.

The JSON holds everything; the other two are made from it and from the article.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eval.errors import EvalError
from eval.figures import Breakdown, Figure, figures_from_json
from eval.gate import Check
from eval.results import Row, row_from_json

REPORTS = Path(__file__).resolve().parent / "reports"
FORM = 1
"""Version of the JSON; a report of another form is not read."""


@dataclass(frozen=True, slots=True)
class Run:
    """One evaluation.

    Attributes:
        subject: who was measured.
        engines: what wrote the answers, with how many each.
        corpus: hash of the documents.
        index: fingerprint of the index.
        asked: cases by set.
        checks: the gate, limit by limit; empty if it did not decide.
        gate_note: why it did not decide; empty if it did.
        opinions: a model's marks, advisory, by name; empty without a judge.
    """

    time: str
    subject: str
    engines: Mapping[str, int]
    corpus: str
    index: str
    asked: Mapping[str, int]
    seconds: float
    figures: tuple[Figure, ...]
    breakdowns: tuple[Breakdown, ...]
    rows: tuple[Row, ...]
    checks: tuple[Check, ...] = ()
    gate_note: str = ""
    opinions: Mapping[str, Any] | None = None

    @property
    def passed(self) -> bool:
        """Whether the gate decided and everything held."""
        return bool(self.checks) and all(check.passed for check in self.checks)

    @property
    def wrong(self) -> tuple[Row, ...]:
        """The cases that are not right."""
        return tuple(row for row in self.rows if not row.right)

    def figure(self, key: str) -> Figure | None:
        """A figure by its key, if the run has it."""
        return next((figure for figure in self.figures if figure.key == key), None)


def timestamp() -> str:
    """The time now, in UTC, as it can stand in a file name."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")


def write_report(run: Run, texts: Mapping[str, str], folder: Path) -> dict[str, Path]:
    """Writes the three files and returns where they are, by kind.

    Raises:
        EvalError: the folder cannot be written.
    """
    from eval.page import page_html

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
            f"The report cannot be written to {folder}: {error}.", "Give another one with --out."
        ) from error
    return paths


def run_to_json(run: Run) -> dict[str, Any]:
    """The whole run; ``run_from_json`` reads it back."""
    return {
        "form": FORM,
        "time": run.time,
        "subject": run.subject,
        "engines": dict(run.engines),
        "corpus": run.corpus,
        "index": run.index,
        "asked": dict(run.asked),
        "seconds": round(run.seconds, 2),
        "machine": {"python": platform.python_version(), "system": platform.system()},
        "gate": {
            "passed": run.passed,
            "note": run.gate_note,
            "checks": [{**asdict(check), "passed": check.passed} for check in run.checks],
        },
        "figures": [{**asdict(figure), **_meaning(figure)} for figure in run.figures],
        "breakdowns": [asdict(part) for part in run.breakdowns],
        "opinions": run.opinions,
        "rows": [row.to_json() for row in run.rows],
    }


def load_run(path: Path) -> Run:
    """Reads a report (its folder, or its JSON file).

    Raises:
        EvalError: there is none, or it is of another form.
    """
    file = path / "report.json" if path.is_dir() else path
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
        if value["form"] != FORM:
            raise ValueError(f"form {value['form']}")
        return Run(
            time=value["time"],
            subject=value["subject"],
            engines=value["engines"],
            corpus=value["corpus"],
            index=value["index"],
            asked=value["asked"],
            seconds=value["seconds"],
            figures=tuple(figures_from_json(value["figures"])),
            breakdowns=tuple(Breakdown(**part) for part in value["breakdowns"]),
            rows=tuple(row_from_json(row) for row in value["rows"]),
            checks=tuple(
                Check(row["key"], row["value"], row["limit"]) for row in value["gate"]["checks"]
            ),
            gate_note=value["gate"]["note"],
            opinions=value["opinions"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvalError(
            f"{file} is not a report: {error!r}.", "`python -m eval` writes one."
        ) from error


def latest_report(folder: Path = REPORTS) -> Path:
    """The newest report.

    Raises:
        EvalError: there is none yet.
    """
    found = sorted(folder.glob("*/report.json")) if folder.is_dir() else []
    if not found:
        raise EvalError(f"There is no report in {folder} yet.", "Run `python -m eval` first.")
    return found[-1]


def verdict(run: Run) -> str:
    """The gate's word in one line."""
    if run.gate_note:
        return f"Gate not decided: {run.gate_note}"
    failed = [check for check in run.checks if not check.passed]
    if failed:
        return f"Gate failed: {len(failed)} of {len(run.checks)} limits are not held."
    return f"Gate passed: all {len(run.checks)} limits are held."


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


def print_run(run: Run, console: Any) -> None:
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


def _opinion_lines(opinions: Mapping[str, Any] | None) -> list[str]:
    if not opinions:
        return []
    lines = ["", f"Opinions of {opinions['judge']} on {opinions['cases']} answers (advisory): "]
    lines[-1] += ", ".join(f"{name} {value:.2f}" for name, value in opinions["means"].items())
    return lines


def _meaning(figure: Figure) -> dict[str, Any]:
    meaning = figure.meaning
    return {"part": meaning.part, "label": meaning.label, "better": meaning.better}


def _inline(text: str) -> str:
    flat = " ".join(text.split())
    return (flat[:240] + "…" if len(flat) > 240 else flat).replace("|", "\\|")


def engines_of(rows: Sequence[Row]) -> dict[str, int]:
    """How many replies each engine wrote."""
    counts: dict[str, int] = {}
    for row in rows:
        engine = str(row.reply.get("engine", ""))
        if engine:
            counts[engine] = counts.get(engine, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))
