"""A run for other people's pipelines: JUnit XML, CSV, GitHub annotations, a step summary.

In JUnit the limits of the gate are tests: a limit that is not held is a failure. A case that is
not right is skipped, with its reason, because the gate decides on shares; against a baseline, a
case that was right before is a failure too.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from assistant.errors import AssistantError
from eval.errors import EvalError, reason
from eval.report import markdown
from eval.rows import Row
from eval.run import Run, verdict

NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MOST_ANNOTATIONS = 10
"""GitHub shows no more of one kind for a step."""
SUMMARY_MOST = 900_000
"""Bytes; GitHub refuses a step summary of more than a mebibyte."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which files to write; ``None`` writes none."""

    junit: Path | None = None
    csv: Path | None = None
    figures: Path | None = None
    summary: Path | None = None


def write_exports(run: Run, wanted: Wanted, before: Mapping[str, bool] | None = None) -> list[Path]:
    """Writes what is wanted and returns where it is; the summary is added to its file.

    Args:
        before: which cases were right in a baseline.

    Raises:
        EvalError: a file cannot be written.
    """
    return _written(
        (wanted.junit, junit(run, before), "w"),
        (wanted.csv, cases_csv(run.rows), "w"),
        (wanted.figures, figures_csv(run), "w"),
        (wanted.summary, summary(run), "a"),
    )


def write_fault(error: AssistantError, wanted: Wanted) -> list[Path]:
    """Writes into JUnit and summary why nothing could be measured; see ``write_exports``.

    Raises:
        EvalError: a file cannot be written.
    """
    suites = ElementTree.Element("testsuites", name="evaluation")
    suite = _suite(suites, "evaluation")
    _case(suite, "it can be measured", "error", f"{error.hint}\n{error.message}".strip())
    told = f"# Evaluation\n\n**Could not run:** {error.message}\n\n{error.hint}\n"
    return _written((wanted.junit, _xml(suites), "w"), (wanted.summary, told, "a"))


def _written(*made: tuple[Path | None, str, str]) -> list[Path]:
    written = []
    for path, content, mode in made:
        if path is None:
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open(mode, encoding="utf-8", errors="backslashreplace", newline="") as file:
                file.write(content)
        except OSError as error:
            raise EvalError(
                f"{path} cannot be written: {reason(error)}.", "Give another one."
            ) from error
        written.append(path)
    return written


def junit(run: Run, before: Mapping[str, bool] | None = None) -> str:
    """The run as JUnit XML: a suite for the gate, and one for every set."""
    suites = ElementTree.Element("testsuites", name=f"evaluation of {_clean(run.subject)}")
    gate = _suite(suites, "gate")
    if run.gate_note:
        _case(gate, "the gate decides", "error", run.gate_note)
    for check in run.checks:
        _case(
            gate, check.key, "" if check.passed else "failure", "" if check.passed else str(check)
        )
    for name in dict.fromkeys(row.set for row in run.rows):
        suite = _suite(suites, name)
        for row in (row for row in run.rows if row.set == name):
            broken = not row.right and before is not None and before.get(row.id, False)
            what = "" if row.right else "failure" if broken else "skipped"
            told = f"{row.question}\n{'; '.join(row.why)}" if what else ""
            _case(suite, row.id, what, told, row.wall_ms / 1000)
    return _xml(suites)


def _xml(suites: ElementTree.Element) -> str:
    for suite in suites:
        for attribute, tag in (
            ("failures", "failure"),
            ("errors", "error"),
            ("skipped", "skipped"),
        ):
            suite.set(attribute, str(len(suite.findall(f"testcase/{tag}"))))
        suite.set("tests", str(len(suite)))
    ElementTree.indent(suites)
    text = ElementTree.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def cases_csv(rows: Iterable[Row]) -> str:
    """One line a case, as RFC 4180 has it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("set", "id", "right", "status", "expect", "question", "why", "text", "labels"))
    for row in rows:
        labels = "; ".join(f"{key}={value}" for key, value in row.labels.items())
        cells = (row.set, row.id, int(row.right), row.reply["status"], row.expect, row.question,
                 "; ".join(row.why), row.reply["text"], labels)  # fmt: skip
        writer.writerow([_harmless(str(cell)) for cell in cells])
    return out.getvalue()


def figures_csv(run: Run) -> str:
    """One line a figure, with its interval and its limit."""
    limits = {check.key: check.limit for check in run.checks}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("part", "key", "label", "value", "low", "high", "cases", "limit"))
    for figure in run.figures:
        numbers = (figure.value, figure.low, figure.high)
        writer.writerow(
            (
                figure.meaning.part,
                figure.key,
                figure.meaning.label,
                *(f"{number:.6g}" for number in numbers),
                figure.cases,
                limits.get(figure.key, ""),
            )
        )
    return out.getvalue()


def summary(run: Run) -> str:
    """The Markdown report, cut where GitHub would refuse it."""
    text = markdown(run)
    if len(text.encode("utf-8", "backslashreplace")) <= SUMMARY_MOST:
        return text
    return text[: SUMMARY_MOST // 4] + "\n\n… cut; the whole report is `report.md`.\n"


def github_lines(
    run: Run, gate: Path, sets: Path, before: Mapping[str, bool] | None = None
) -> Iterator[str]:
    """GitHub's workflow commands: an error for every limit, a warning for every broken case.

    Args:
        gate: the gate's file, so that the limit's line is marked.
        sets: folder of the sets, so that the case's line is marked.
        before: which cases were right in a baseline; without it no case is broken.
    """
    if run.gate_note:
        yield _command("error", gate, 0, "gate not decided", run.gate_note)
    failed = [check for check in run.checks if not check.passed]
    for check in failed[:MOST_ANNOTATIONS]:
        line = line_of(gate, f"{check.key} ")
        yield _command("error", gate, line, "limit not held", str(check))
    broken = [row for row in run.rows if not row.right and (before or {}).get(row.id, False)]
    for row in broken[:MOST_ANNOTATIONS]:
        path = sets / f"{row.set}.jsonl"
        line = line_of(path, f'{{"id": "{row.group}"')
        told = f"{row.question} — {'; '.join(row.why)}"
        yield _command("warning", path, line, f"{row.id} was right before", told)
    yield f"::notice title=evaluation::{_escaped(verdict(run))}"


def github_fault(error: AssistantError) -> str:
    """The workflow command that says why nothing could be measured."""
    return f"::error title=could not run::{_escaped(str(error))}"


def line_of(path: Path, start: str) -> int:
    """The number of the first line that begins with ``start``; 0 if there is none."""
    if not path.is_file():
        return 0
    lines = path.read_text(encoding="utf-8").split("\n")
    return next((n for n, line in enumerate(lines, 1) if line.startswith(start)), 0)


def _command(level: str, path: Path, line: int, title: str, message: str) -> str:
    place = f"file={_escaped(_relative(path), inside=True)}"
    if line:
        place += f",line={line}"
    return f"::{level} {place},title={_escaped(title, inside=True)}::{_escaped(message)}"


def _relative(path: Path) -> str:
    """As a runner reads it: from the top of the checkout, wherever the step works."""
    whole = path.resolve()
    top = next((place for place in whole.parents if (place / ".git").exists()), Path.cwd())
    return whole.relative_to(top).as_posix() if whole.is_relative_to(top) else path.as_posix()


def _escaped(text: str, *, inside: bool = False) -> str:
    """As GitHub's runner wants it: https://github.com/actions/toolkit, ``command.ts``."""
    for char, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        text = text.replace(char, code)
    return text.replace(":", "%3A").replace(",", "%2C") if inside else text


def _suite(suites: ElementTree.Element, name: str) -> ElementTree.Element:
    return ElementTree.SubElement(suites, "testsuite", name=name)


def _case(
    suite: ElementTree.Element, name: str, what: str, told: str = "", seconds: float = 0.0
) -> None:
    case = ElementTree.SubElement(
        suite, "testcase", classname=suite.get("name", ""), name=_clean(name), time=f"{seconds:.3f}"
    )
    if what:
        ElementTree.SubElement(case, what, message=_clean(told.splitlines()[-1] if told else ""))
        case[-1].text = _clean(told)


def _clean(text: str) -> str:
    return NOT_XML.sub("�", text)


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet does not run (CWE-1236)."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
