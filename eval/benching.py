"""The whole bench in one go: starts, loads, sizes; the table of speed and size with its plots."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from eval import aims
from eval.bench import Timing
from eval.corpora import STEPS as CORPORA
from eval.corpora import Held, measure_corpora, print_corpora
from eval.place import SHIPPED
from eval.run import timestamp
from eval.scaling import STEPS, Step, measure_scaling, print_scaling, scaling_html
from eval.silence import measure_silence
from eval.starting import import_costs, measure_starts, print_starts
from eval.terminal import progress
from eval.together import measure_loads, print_loads

if TYPE_CHECKING:
    from rich.console import Console


def measure_and_tell(
    times: Sequence[Timing], console: Console, out: Path | None, data: Path | None, largest: int
) -> None:
    """Measures what a server does; by size up to ``largest`` passages and with many corpora in one
    process, too (neither for 0); prints everything and the table of it, and writes the page."""
    starts, loads, silence = measure_starts(), measure_loads(), measure_silence()
    print_starts(starts, import_costs(), console)
    print_loads(loads, console)
    console.print(f"{silence.name}: p50 {silence.percentile(50):.1f} ms")
    steps = by_size(data, largest, console) if largest else []
    held = many_corpora(data, console) if largest else []
    found = [
        *aims.of_answers(times),
        *aims.of_loads(times, loads),
        *aims.of_starts(starts),
        aims.of_disk(aims.on_disk()),
        *aims.of_steps(steps),
        *aims.of_corpora(held),
        aims.of_first(aims.first_ingestions()),
    ]
    aims.print_aims(found, console)
    write_bench(steps, aims.aims_html(found), console, out)


def by_size(data: Path | None, largest: int, console: Console) -> list[Step]:
    """The steps of the scaling bench, printed.

    Raises:
        EvalError: a step failed.
    """
    steps = [step for step in STEPS if step < largest] + [largest]
    with progress() as tell:
        found = measure_scaling(steps, data, tell)
    print_scaling(found, console)
    return found


def many_corpora(data: Path | None, console: Console) -> list[Held]:
    """Many corpora in one process, printed.

    Raises:
        EvalError: a step failed.
    """
    with progress() as tell:
        held = measure_corpora(CORPORA, data, tell)
    print_corpora(held, console)
    return held


def write_bench(steps: Sequence[Step], above: str, console: Console, out: Path | None) -> None:
    """Writes the page with the plots, ``above`` in front of them."""
    folder = out or SHIPPED.reports / f"{timestamp()}-bench"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bench.html").write_text(scaling_html(steps, above), encoding="utf-8")
    console.print(f"Table and plots: {folder / 'bench.html'}", soft_wrap=True)
