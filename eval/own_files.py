"""The files of own sets: questions as people keep them are read, cases and drafts are written.

A file of questions is JSON lines, a table (CSV) with a column ``question``, or plain text with one
question a line.
"""

from __future__ import annotations

import csv
import io
import json
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path

from eval.errors import SetError, reason
from eval.fitting import DRAFTS
from eval.new import CaseRow, Started
from eval.place import SHIPPED

FORM = 'The least a line needs is {"question": "…", "gold": ["words of the document"]}.'
NO = ("no", "false", "0", "n", "nein")
"""What a cell says for a question that is not answered, in any case."""
LISTS = ("gold", "facts", "wrong", "also")
"""Columns of a table that hold several values, apart by two bars: a row of a table has one."""
CASES = ("answerable", "unanswerable")


def read_questions(path: Path) -> list[CaseRow]:
    """The rows of a file of questions, by the ending of its name: ``.csv``, ``.txt`` or JSON lines.

    Raises:
        SetError: the file cannot be read, has no question, or a line is not one.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SetError(
            f"{path} cannot be read: {reason(error)}.",
            "Give a file of JSON lines, of one question a line (.txt), or a table (.csv).",
        ) from error
    form = path.suffix.casefold()
    if form == ".csv":
        rows = list(_of_table(path, text))
    elif form == ".txt":
        rows = [{"question": line.strip()} for line in text.split("\n") if line.strip()]
    else:
        rows = list(_of_lines(path, text))
    if not rows:
        raise SetError(f"{path} has no question.", FORM)
    return rows


def read_started(folder: Path) -> Started:
    """What the folder holds already; nothing where it holds nothing.

    Raises:
        SetError: a line is not JSON.
    """
    started = Started()
    for name, rows in started.rows().items():
        path = folder / f"{name}.jsonl"
        if path.is_file():
            rows += _of_lines(path, path.read_text(encoding="utf-8"), asked=False)
    return started


def write_started(started: Started, folder: Path, documents: Path | None = None) -> None:
    """Writes the sets, the drafts, the schema and a short guide; where there are cases already,
    drafts are added and cases are not.

    Args:
        documents: the corpus's folder, for the guide; ``None`` for that of the settings.

    Raises:
        SetError: the folder holds cases already, or cannot be written.
    """
    taken = [name for name in CASES if (folder / f"{name}.jsonl").is_file()]
    if taken and any(started.rows()[name] for name in CASES):
        raise SetError(
            f"{folder} already has {taken[0]}.jsonl.", "Give a new folder; nothing was written."
        )
    schema = (SHIPPED.sets / "schema.json").read_text(encoding="utf-8")
    corpus = f" --corpus {shlex.quote(str(documents))}" if documents else ""
    here = shlex.quote(str(folder))
    guide = GUIDE.format(name=folder.name, folder=here, sets=f"--sets {here}", corpus=corpus)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in started.rows().items():
            if rows or (name in CASES and name not in taken):
                _add(folder / f"{name}.jsonl", rows)
        if not taken:
            (folder / "schema.json").write_text(schema, encoding="utf-8")
            (folder / "README.md").write_text(guide, encoding="utf-8")
            (folder / ".gitignore").write_text(IGNORED, encoding="utf-8")
    except OSError as error:
        raise SetError(
            f"{folder} cannot be written: {reason(error)}.", "Give another one."
        ) from error


def take_over(finished: Started, folder: Path) -> None:
    """Adds cases that were drafts to the sets, and leaves the drafts that are none yet.

    Raises:
        SetError: the folder cannot be written.
    """
    try:
        for name in CASES:
            if finished.rows()[name]:
                _add(folder / f"{name}.jsonl", finished.rows()[name])
        path = folder / DRAFTS
        if finished.drafts:
            path.write_text("".join(map(_line, finished.drafts)), encoding="utf-8")
        else:
            path.unlink()
    except OSError as error:
        raise SetError(
            f"{folder} cannot be written: {reason(error)}.", "Give another one."
        ) from error


IGNORED = ".index/\nreports/\nhistory.html\n"
GUIDE = """# {name}: cases for one corpus

    python -m eval validate {sets}{corpus}     # form, and every quote word for word
    python -m eval {sets}{corpus} --no-gate    # the figures and a report
    python -m eval gate {sets} --write         # floors from that report, in gate.toml
    python -m eval {sets}{corpus}              # exit code 1 below a floor

`schema.json` says what a line of `answerable.jsonl`, `unanswerable.jsonl`, `conversations.jsonl`
and `robustness.jsonl` holds; a set that is not there is not asked. Quotes must stand in the
documents word for word.

`drafts.jsonl`, where there is one, holds what a person must finish: fill in `question` or `needed`
(groups of quotes, one of each is needed), or say `"answerable": false`. Then

    python -m eval new {folder}{corpus} --drafts

takes over what is finished and says what is not. Cases of the kind `bank` are questions that the
index knows; write further ones in other words. `python -m eval plant {sets}{corpus}` shows what
these cases would notice.
"""


def _of_lines(path: Path, text: str, *, asked: bool = True) -> Iterator[CaseRow]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise TypeError("it is no object in braces")
            if asked and not str(row["question"] or "").strip():
                raise ValueError("its question is empty")
        except (ValueError, KeyError, TypeError) as error:
            raise SetError(
                f"{path.name} line {number} is no question: {reason(error)}.", FORM
            ) from error
        yield row


def _of_table(path: Path, text: str) -> Iterator[CaseRow]:
    head = text.partition("\n")[0]
    apart = max(",;\t", key=head.count)
    for row in csv.DictReader(io.StringIO(text), delimiter=apart):
        cells = {str(name).strip().casefold(): (cell or "") for name, cell in row.items() if name}
        if "question" not in cells:
            raise SetError(
                f"{path.name} has no column “question”.",
                "The columns are question, gold, answerable, kind, facts, wrong, also and id.",
            )
        if not cells["question"].strip():
            continue
        given: CaseRow = {name: cell.strip() for name, cell in cells.items() if cell.strip()}
        for name in LISTS:
            if name in given:
                parts = str(given[name]).split("||")
                given[name] = [part.strip() for part in parts if part.strip()]
        if "answerable" in given:
            given["answerable"] = str(given["answerable"]).casefold() not in NO
        yield given


def _add(path: Path, rows: Iterable[CaseRow]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.writelines(map(_line, rows))


def _line(row: CaseRow) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"
