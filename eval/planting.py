"""Plants every fault, measures, and says which limits saw it.

The floors are those that ``gate --write`` would set for the whole product on the same cases, so
the result does not hang on when the shipped floors were written.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.settings import Settings
from eval.errors import EvalError
from eval.faults import FAULTS, SEEN_BY, Ground, Remembered
from eval.figures import Figure, measure
from eval.gate import Check, Gate, limits_of
from eval.results import score_run
from eval.rows import Row
from eval.runner import observe
from eval.sets import Sets
from eval.subject import Asked, InProcess, Progress

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True, slots=True)
class Seen:
    """One fault: the limits that it broke, and how many replies it changed.

    ``note`` says why the assistant did not even open.
    """

    fault: str
    broken: tuple[Check, ...] = ()
    note: str = ""
    changed: int | None = None

    @property
    def red(self) -> bool:
        """Whether the gate saw it."""
        return bool(self.broken or self.note)


def plant_all(
    settings: Settings, sets: Sets, tell: Progress, only: Iterable[str] = ()
) -> Iterator[Seen]:
    """Every fault in turn, the whole product first.

    Raises:
        EvalError: there is no such fault.
    """
    wanted = tuple(only) or tuple(FAULTS)
    unknown = [name for name in wanted if name not in FAULTS]
    if unknown:
        raise EvalError(f"There is no fault “{unknown[0]}”.", f"There are: {', '.join(FAULTS)}.")
    with Assistant.open(settings) as opened:
        whole = Remembered(opened)
        before = _rows(whole, sets, _named(tell, "the whole product"))
        gate = Gate("", "", {}, limits_of(measure(before)))
        for name in wanted:
            with tempfile.TemporaryDirectory() as folder:
                ground = Ground(whole, settings, Path(folder), sets)
                try:
                    with FAULTS[name](ground) as broken:
                        rows = _rows(broken, sets, _named(tell, name))
                except AssistantError as error:
                    yield Seen(name, note=str(error))
                    continue
            failed = tuple(broken_limits(gate, measure(rows)))
            yield Seen(name, failed, changed=changed(before, rows))


def changed(before: Sequence[Row], after: Sequence[Row]) -> int:
    """How many replies are not what they were."""
    then = {row.id: row.reply for row in before}
    return sum(row.id in then and row.reply != then[row.id] for row in after)


def broken_limits(gate: Gate, figures: Sequence[Figure]) -> Iterator[Check]:
    """The limits that the figures do not hold; a figure that is gone does not hold its limit."""
    measured = {figure.key: figure.value for figure in figures}
    for key, limit in gate.limits.items():
        check = Check(key, measured.get(key), limit)
        if not check.passed:
            yield check


def print_seen(seen: Seen, console: Console) -> None:
    """One line: the fault, how many limits it broke, and the first of them."""
    from rich.markup import escape

    word = f"[green]red[/], {len(seen.broken)} limits" if seen.broken else "[bold red]NOT SEEN[/]"
    if seen.note:
        word = f"[green]red[/], it does not open: {escape(seen.note)}"
    console.print(f"{seen.fault}: {word}")
    if not seen.red:
        what = "no reply changed" if seen.changed == 0 else f"{seen.changed} replies changed"
        by = SEEN_BY.get(seen.fault, "other cases")
        console.print(f"    {what}; it is seen by {by}.", highlight=False, style="dim")
    console.file.flush()  # A fault takes minutes on large sets, and a log is read while it grows.
    for check in seen.broken[:3]:
        console.print(f"    {check}", highlight=False, style="dim")


def _rows(assistant: Asked, sets: Sets, tell: Progress) -> list[Row]:
    subject = InProcess(assistant)
    return score_run(sets, observe(subject, sets, tell), subject.texts)


def _named(tell: Progress, name: str) -> Progress:
    return lambda what, done, total: tell(f"{name}: {what}", done, total)
