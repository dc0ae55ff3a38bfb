"""One evaluation as a record: everything that was measured, as JSON and back."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eval.errors import EvalError, reason
from eval.figures import Breakdown, Figure, figures_from_json
from eval.gate import Check
from eval.rows import Row, row_from_json

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

    @property
    def by_id(self) -> dict[str, Row]:
        """The cases by their ids."""
        return {row.id: row for row in self.rows}

    def figure(self, key: str) -> Figure | None:
        """A figure by its key, if the run has it."""
        return next((figure for figure in self.figures if figure.key == key), None)


def timestamp() -> str:
    """The time now, in UTC, as it can stand in a file name."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")


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
    file = report_file(path)
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
            f"{file} is not a report: {reason(error)}.", "`python -m eval` writes one."
        ) from error


def load_rows(path: Path) -> tuple[Row, ...]:
    """The rows of a report; none for a baseline, which has no words."""
    file = report_file(path)
    try:
        rows = json.loads(file.read_text(encoding="utf-8")).get("rows", [])
        return tuple(row_from_json(row) for row in rows)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EvalError(f"{file} is not a report: {reason(error)}.") from error


def latest_report(folder: Path) -> Path:
    """The newest report.

    Raises:
        EvalError: there is none yet.
    """
    found = sorted(folder.glob("*/report.json")) if folder.is_dir() else []
    if not found:
        raise EvalError(f"There is no report in {folder} yet.", "Run `python -m eval` first.")
    return found[-1]


def report_file(path: Path) -> Path:
    """The JSON of a report: the file itself, the one in its folder, or of own sets the newest.

    Raises:
        EvalError: the folder has none.
    """
    if not path.is_dir():
        return path
    if (path / "report.json").is_file():
        return path / "report.json"
    return latest_report(path / "reports" if (path / "reports").is_dir() else path)


def verdict(run: Run) -> str:
    """The gate's word in one line."""
    if run.gate_note:
        return f"Gate not decided: {run.gate_note}"
    if not run.checks:
        return "The gate was not asked."
    failed = [check for check in run.checks if not check.passed]
    if failed:
        return f"Gate failed: {len(failed)} of {len(run.checks)} limits are not held."
    return f"Gate passed: all {len(run.checks)} limits are held."


def engines_of(rows: Sequence[Row]) -> dict[str, int]:
    """How many replies each engine wrote."""
    counts: dict[str, int] = {}
    for row in rows:
        engine = str(row.reply.get("engine", ""))
        if engine:
            counts[engine] = counts.get(engine, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


def _meaning(figure: Figure) -> dict[str, object]:
    meaning = figure.meaning
    return {"part": meaning.part, "label": meaning.label, "better": meaning.better}
