"""``python -m eval kinds``: asks, judges, prints; the pieces do the work."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from eval.changes import remembered
from eval.errors import SetError
from eval.gate import corpus_hash
from eval.kinds.again import Again, Question, ask_again
from eval.kinds.asking import Kept, Verdict, ask_cases, ask_ways
from eval.kinds.cases import KINDS, READERS, Half, in_half, load_kinds, of_half
from eval.kinds.rows import again_rows, kept_row, verdict_row
from eval.kinds.table import Share, print_shares, shares_of, write_failures
from eval.rows import Row
from eval.run import timestamp
from eval.runner import WARM_UP
from eval.sets import Sets
from eval.subject import Progress, Subject

if TYPE_CHECKING:
    from rich.console import Console

INVARIANCE, HISTORY = "invariance", "history"
COMPUTED = (INVARIANCE, HISTORY)
"""Kinds without a file: the questions of the sets are asked in other ways, or again."""


@dataclass(frozen=True, slots=True)
class KindsRun:
    """Everything that one run of the kinds found."""

    shares: tuple[Share, ...]
    verdicts: tuple[Verdict, ...]
    kept: tuple[Kept, ...]
    rows: tuple[Row, ...]
    corpus: str
    again: tuple[Again, ...] = ()

    def tell(self, console: Console) -> None:
        """Prints the table."""
        print_shares(self.shares, console)

    def write(self, path: Path) -> None:
        """Writes shares and verdicts as JSON, which ``eval diff`` reads like a baseline."""
        rows = [*self.rows, *(kept_row(one) for one in self.kept)]
        rows += [row for one in self.again for row in again_rows(one)]
        replies = [*(v.reply for v in self.verdicts), *(k.plain for k in self.kept)]
        replies += [one.alone for one in self.again]
        index = next((reply.index for reply in replies if reply.index), "")
        kept = remembered(rows, timestamp(), self.corpus, index)
        found = {**asdict(kept), "shares": [asdict(share) for share in self.shares]}
        path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    def write_failures(self, path: Path) -> int:
        """Writes what is not right, one JSON object a line; returns how many there are."""
        return write_failures(self.verdicts, self.kept, self.again, path)


def measure_kinds(
    subject: Subject,
    tell: Progress,
    sets: Sets | None = None,
    *,
    data: Path = KINDS,
    only: Iterable[str] = (),
    half: Half = "all",
    every: int = 1,
) -> KindsRun:
    """Asks the cases of ``data`` and, for the invariance, the questions of ``sets``.

    Args:
        only: names of kinds, ``invariance`` and ``history`` among them; nothing means all.
        half: one half of the cases, by the number in their ids.
        every: for invariance and history, only every so manieth question, as the sixteen ways
            take most of the time.

    Raises:
        SetError: a file is not well formed, or there is no such kind.
    """
    wanted = tuple(only) or (*READERS, *COMPUTED)
    kinds = tuple(name for name in wanted if name not in COMPUTED)
    found = load_kinds(data, kinds) if kinds else {}
    for question in WARM_UP:
        subject.ask(question)
    verdicts: list[Verdict] = []
    for cases in found.values():
        verdicts += ask_cases(subject, of_half(cases, half), tell)
    kept: list[Kept] = []
    again: list[Again] = []
    if INVARIANCE in wanted and sets is not None:
        kept = ask_ways(subject, islice(_questions(sets, half), 0, None, every), tell)
    if HISTORY in wanted and sets is not None:
        again = ask_again(subject, list(_questions(sets, half, whole=True))[::every], tell)
    if not verdicts and not kept and not again:
        raise SetError("No case is left to ask.", "Take another half, or another folder.")
    texts = subject.texts
    return KindsRun(
        tuple(shares_of(verdicts, kept, again)),
        tuple(verdicts),
        tuple(kept),
        tuple(verdict_row(verdict, texts) for verdict in verdicts),
        corpus_hash(texts),
        tuple(again),
    )


def _questions(sets: Sets, half: Half, *, whole: bool = False) -> Iterator[Question]:
    """The questions of the plain sets; ``whole`` leaves out small talk, which is no question."""
    for case in sets.answerable:
        if in_half(case.id, half):
            yield case.id, case.question, True
    for silent in sets.unanswerable:
        if in_half(silent.id, half) and not (whole and silent.expect == "small_talk"):
            yield silent.id, silent.question, False
