"""The table of speed and size: every row of what was measured, as a ratio where it can be one, with
what is aimed at beside it.

Ratios are of one run on one machine, so they mean the same on a fast and on a slow one. What was
not measured in a run has no row. Pure, but for ``on_disk`` and ``first_ingestions``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from eval.bench import AGAIN, BARE, WHOLE, Timing
from eval.corpora import Held, idle_kb
from eval.scaling import Step
from eval.starting import Start
from eval.together import Loads

if TYPE_CHECKING:
    from rich.console import Console


AGAIN_TOO = "the same, {} clients, one question asked before"


@dataclass(frozen=True, slots=True)
class Aim:
    """One row: what was measured, as it is told; whether the aim is met, where it is a number."""

    what: str
    measured: str
    aim: str
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class First:
    """The first ingestion of the shipped article, and of a corpus of two sentences."""

    clock: float
    processor: float
    embedded: int
    two_embedded: int


@dataclass(frozen=True, slots=True)
class Disk:
    """What is installed: megabytes in all, how many packages, and the largest of them."""

    megabytes: float
    packages: int
    largest: tuple[tuple[str, float], ...]


def of_answers(timings: Sequence[Timing]) -> Iterator[Aim]:
    """An answer in process against the bare encoder on the same questions."""
    named = {timing.name: timing for timing in timings}
    if WHOLE not in named or BARE not in named:
        return
    whole, bare = named[WHOLE], named[BARE]
    used, bare_used = Timing("", whole.processor), Timing("", bare.processor)
    clock = [whole.percentile(p) / bare.percentile(p) for p in (50, 95)]
    processor = [used.percentile(p) / bare_used.percentile(p) for p in (50, 95)]
    yield Aim(
        "answer in process ÷ bare encoder, p50 / p95",
        f"{clock[0]:.1f} × / {clock[1]:.1f} × (processor {processor[0]:.1f} / {processor[1]:.1f})",
        "2 × / 2.5 ×",
        clock[0] <= 2 and clock[1] <= 2.5,
    )


def of_loads(timings: Sequence[Timing], loads: Loads) -> Iterator[Aim]:
    """Over HTTP against in process, and many clients against the bare encoder on all cores."""
    named = {timing.name: timing for timing in timings}
    if WHOLE in named:
        ratio = loads.one_ms / named[WHOLE].percentile(50)
        yield Aim("HTTP ÷ in process, one client, p50", f"{ratio:.1f} ×", "1.2 ×", ratio <= 1.2)
    if AGAIN in named and loads.again_ms:
        inside = named[AGAIN].percentile(50)
        told = f"{loads.again_ms / inside:.1f} × ({loads.again_ms:.1f} of {inside:.1f} ms)"
        yield Aim("the same, of a question asked before", told, "")
    for load in loads.loads:
        if load.clients not in (32, 100) or not loads.bare_a_second:
            continue
        what = f"answers a second, {load.clients} clients, of two bare encoders'"
        for name, (clock, _), aim in ((what, load.api, "50 %"), (AGAIN_TOO, load.again, "")):
            if clock:
                rate = load.questions / clock
                share = rate / loads.bare_a_second
                told = f"{share:.0%} ({rate:.0f} of {loads.bare_a_second:.0f})"
                yield Aim(name.format(load.clients), told, aim, share >= 0.5 if aim else None)
    yield Aim("memory of a ready server", f"{loads.bare_mb:.0f} MB", "250 MB", loads.bare_mb <= 250)
    yield Aim("the same with its page made", f"{loads.ready_mb:.0f} MB", "")


def of_starts(starts: Sequence[Start]) -> Iterator[Aim]:
    """Warm starts."""
    aims = {"ask": 1.5, "serve to ready": 3.0}
    for start in starts:
        if (aim := aims.get(start.name)) is not None:
            told = f"{start.clock:.1f} s (processor {start.processor:.1f})"
            yield Aim(f"start, warm: {start.name}", told, f"{aim:g} s", start.clock <= aim)


def of_disk(disk: Disk) -> Aim:
    """What is installed."""
    told = ", ".join(f"{name} {size:.0f}" for name, size in disk.largest)
    return Aim(
        "environment on disk",
        f"{disk.megabytes:.0f} MB, {disk.packages} packages ({told})",
        "no more than the four named packages need",
    )


def of_first(first: First) -> Aim:
    """First ingestions."""
    return Aim(
        "first ingestion: the article / two sentences",
        f"{first.clock:.1f} s (processor {first.processor:.1f}) / {first.two_embedded} texts",
        "5 s / 2 texts",
        first.clock <= 5 and first.two_embedded == 2,
    )


def of_steps(steps: Sequence[Step]) -> Iterator[Aim]:
    """By size of the corpus."""
    if not steps:
        return
    small, large = steps[0], steps[-1]
    grown = large.answer_ms["clock"] / small.answer_ms["clock"]
    yield Aim(
        f"answer p50 at {large.passages:,} passages ÷ at {small.passages:,}",
        f"{grown:.1f} × ({large.answer_ms['clock']:.0f} ms)",
        "flat",
        grown <= 1.5,
    )
    told = f"{large.open['clock']:.1f} s (processor {large.open['processor']:.1f})"
    yield Aim(f"open at {large.passages:,} passages", told, "1 s", large.open["clock"] <= 1)
    embedded = [int(step.changed["embedded"]) for step in steps]
    yield Aim(
        "one sentence of one file more: texts embedded",
        " / ".join(map(str, embedded)),
        "1",
        max(embedded) == 1,
    )
    for step in steps:
        if step.stock is not None and step is max((s for s in steps if s.stock), key=_size):
            ratio = step.ingest["clock"] / step.stock["clock"]
            used = step.ingest["processor"] / step.stock["processor"]
            what = f"ingestion ÷ stock LlamaIndex's, {step.passages:,} passages"
            yield Aim(what, f"{ratio:.2f} × (processor {used:.2f})", "0.8 ×", ratio <= 0.8)


def of_corpora(held: Sequence[Held]) -> Iterator[Aim]:
    """Many corpora in one process: what the largest number of them takes."""
    if not held:
        return
    most = held[-1]
    told = f"{most.turned_mb:.0f} MB with {min(most.known, most.open_most)} of them open"
    each = f", {most.each_mb:.1f} MB an open one" if most.each_mb is not None else ""
    idle = idle_kb(held)
    closed = f", {max(idle, 0.0):.1f} kB a closed one" if idle is not None else ""
    yield Aim(
        f"{most.known:,} corpora in one process: memory", f"{told}{each}{closed}", "one process"
    )
    if most.first_ms is not None:
        spent = f"{most.first_ms['clock']:.0f} ms (processor {most.first_ms['processor']:.0f})"
        yield Aim("first question to a corpus that was closed", spent, "opened when asked")


def _size(step: Step) -> int:
    return step.passages


def first_ingestions() -> First:
    """Takes the shipped article in, and a corpus of two sentences, each into a new folder."""
    from assistant.index.embedding import make_embedding
    from assistant.index.ingestion import ingest
    from assistant.sources.corpus import read_corpus
    from eval.scaling_step import timed
    from eval.subject import unlimited_settings

    with tempfile.TemporaryDirectory() as folder:
        settings = unlimited_settings(index_dir=Path(folder) / "index")
        embedding = make_embedding(settings)
        embedding.get_text_embedding("warm")
        spent, report = timed(lambda: ingest(read_corpus(settings.corpus_dir), embedding, settings))
        two = Path(folder) / "two"
        two.mkdir()
        (two / "two.md").write_text("# Two\n\nApples keep a month. Pears do not.", "utf-8")
        small = settings.model_copy(update={"index_dir": Path(folder) / "small"})
        other = ingest(read_corpus(two), embedding, small)
    return First(spent["clock"], spent["processor"], report.embedded, other.embedded)


def on_disk(most: int = 4) -> Disk:
    """Sizes of what the product needs of this environment, by package; tools are not counted."""
    installed: dict[str, Distribution] = {
        canonicalize_name(one.metadata["Name"]): one for one in distributions()
    }
    sizes: dict[str, float] = {}
    for name in _needed("tpm-assistant", installed):
        package = installed[name]
        files = (Path(str(file.locate())) for file in package.files or ())
        size = sum(path.stat().st_size for path in files if path.is_file())
        sizes[name] = size / 1e6
    largest = sorted(sizes.items(), key=lambda item: -item[1])[:most]
    return Disk(sum(sizes.values()), len(sizes), tuple(largest))


def _met(aim: Aim) -> str:
    return {True: "yes", False: "no", None: ""}[aim.met]


def _needed(product: str, installed: Mapping[str, Distribution]) -> set[str]:
    """The installed packages that one requires, directly or through others, without extras."""
    found, waiting = set[str](), [product]
    while waiting:
        name = waiting.pop()
        if name in found or name not in installed:
            continue
        found.add(name)
        for wanted in map(Requirement, installed[name].requires or ()):
            if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
                waiting.append(canonicalize_name(wanted.name))
    return found - {product}


def print_aims(aims: Sequence[Aim], console: Console) -> None:
    """The table on a terminal (rich)."""
    from rich.table import Table

    table = Table(title="Speed and size, ratios of one run")
    for name in ("what", "measured", "aim", "met"):
        table.add_column(name)
    for aim in aims:
        table.add_row(aim.what, aim.measured, aim.aim, _met(aim))
    console.print(table)


def aims_html(aims: Sequence[Aim]) -> str:
    """The table as a piece of a page."""
    rows = "".join(
        f"<tr><th>{escape(aim.what)}</th><td>{escape(aim.measured)}</td>"
        f"<td>{escape(aim.aim)}</td><td>{_met(aim)}</td></tr>"
        for aim in aims
    )
    head = "<tr><th>what</th><th>measured</th><th>aim</th><th>met</th></tr>"
    return f"<table>{head}{rows}</table>"
