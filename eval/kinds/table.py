"""Verdicts → shares with intervals; the printed table and the file of failures."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eval.intervals import mean_interval
from eval.kinds.again import Again
from eval.kinds.asking import Kept, Verdict
from eval.kinds.rules import begins_right
from eval.kinds.ways import WAYS

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95 % interval, and the number of cases behind it.

    ``key`` names the kind, and after a slash a part of it.
    """

    key: str
    value: float
    low: float
    high: float
    cases: int

    @property
    def kind(self) -> str:
        """The kind of the share."""
        return self.key.partition("/")[0]


def shares_of(
    verdicts: Sequence[Verdict], kept: Sequence[Kept], again: Sequence[Again] = ()
) -> list[Share]:
    """The shares of every kind: as a whole first, then its parts."""
    shares: list[Share] = []
    for kind in dict.fromkeys(verdict.kind for verdict in verdicts):
        chosen = [verdict for verdict in verdicts if verdict.kind == kind]
        shares.append(_share(kind, chosen))
        silent = [v for v in chosen if v.message.rule == "unanswered"]
        if silent and len(silent) < len(chosen):
            told = [v for v in chosen if v.message.rule != "unanswered"]
            shares.append(_share(f"{kind}/answerable", told))
            shares.append(_share(f"{kind}/unanswerable", silent))
        if kind == "families":
            shares.append(_one_verdict(chosen))
        if kind == "yes_no":
            said = [begins_right(v.message, v.reply) for v in chosen]
            shares.append(_of("yes_no/begins with it", said))
        shares += _by_label(kind, chosen)
    return shares + _invariance(kept) + _asked_again(again)


def print_shares(shares: Sequence[Share], console: Console) -> None:
    """One line for each share, the parts indented under their kind."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("kind", "right", "95 %", "cases"):
        table.add_column(heading, justify="left" if heading == "kind" else "right")
    for share in shares:
        kind, _, part = share.key.partition("/")
        table.add_row(
            f"  {part}" if part else f"[bold]{kind}[/]",
            f"{share.value:.1%}",
            f"{share.low:.0%}–{share.high:.0%}",
            str(share.cases),
        )
    console.print(table)


def write_failures(
    verdicts: Iterable[Verdict], kept: Iterable[Kept], again: Iterable[Again], path: Path
) -> int:
    """Writes what is not right, one JSON object a line; returns how many there are."""
    rows = [verdict.to_json() for verdict in verdicts if not verdict.right]
    rows += [one.to_json() for one in kept if not one.right]
    rows += [failure for one in again for failure in one.failures()]
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8")
    return len(rows)


def _share(key: str, verdicts: Sequence[Verdict]) -> Share:
    # Messages of one conversation or family are not independent, so they are drawn together.
    return _of(key, [v.right for v in verdicts], [v.case for v in verdicts])


def _of(key: str, rights: Sequence[bool], groups: Sequence[str] | None = None) -> Share:
    values = [float(right) for right in rights]
    low, high = mean_interval(values, groups)
    return Share(key, sum(values) / len(values), low, high, len(values))


def _one_verdict(verdicts: Sequence[Verdict]) -> Share:
    said: dict[str, set[bool]] = {}
    for verdict in verdicts:
        said.setdefault(verdict.case, set()).add(verdict.reply.answered)
    return _of("families/one verdict", [len(statuses) == 1 for statuses in said.values()])


def _by_label(kind: str, verdicts: Sequence[Verdict]) -> list[Share]:
    labels = sorted({v.message.label for v in verdicts if v.message.label})
    return [
        _share(f"{kind}/{label}", [v for v in verdicts if v.message.label == label])
        for label in labels
    ]


def _invariance(kept: Sequence[Kept]) -> list[Share]:
    if not kept:
        return []
    shares = [_of("invariance", [one.right for one in kept])]
    for name, wanted in (("answerable", True), ("unanswerable", False)):
        part = [one.right for one in kept if one.answerable == wanted]
        if part:
            shares.append(_of(f"invariance/{name}", part))
    for way in WAYS:
        rights = [one.ways[way] for one in kept if way in one.ways]
        if rights:
            shares.append(_of(f"invariance/{way}", rights))
    return shares


def _asked_again(again: Sequence[Again]) -> list[Share]:
    """Whether two other questions before change a verdict, in both directions; and whether the
    same question gets the same answer twice."""
    if not again:
        return []
    parts = {
        "history": again,
        "history/answered alone": [one for one in again if one.alone.answered],
        "history/not answered alone": [one for one in again if not one.alone.answered],
        "history/answerable": [one for one in again if one.answerable],
        "history/unanswerable": [one for one in again if not one.answerable],
    }
    shares = [_of(name, [one.kept for one in part]) for name, part in parts.items() if part]
    return [*shares, _of("twice", [one.same for one in again])]
