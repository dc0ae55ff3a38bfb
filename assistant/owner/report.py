"""A week or a month of questions as one HTML file to send on: no script, nothing loaded.

It reads on a phone, in the dark and on paper. The plot is a drawing of the table beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.keeping.visits import Rated, Visit
from assistant.owner.insights import OUTCOMES, Day, Group

GROUPS_MOST = 30
COMMENTS_MOST = 30
_STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;"
    "overflow-wrap:anywhere}"
    "h1,h2{line-height:1.25}table{border-collapse:collapse}"
    "td,th{padding:.2rem 1rem .2rem 0;text-align:start;font-weight:400}"
    "td.n{text-align:end;font-variant-numeric:tabular-nums}li{margin:.3rem 0}"
    ".sums{display:flex;flex-wrap:wrap;gap:0 3rem}small{opacity:.8}"
    "svg{display:block;width:100%;height:9rem;border-bottom:1px solid}"
    ".axis{display:flex;justify-content:space-between;margin:.2rem 0;font-size:.85em}"
    ".key{display:inline-block;width:.8em;height:.8em;margin-inline-end:.4em}"
    ".answered{fill:#0d5c68;background:#0d5c68}.partial{fill:#6b50a8;background:#6b50a8}"
    ".not_covered{fill:#a86107;background:#a86107}.small_talk{fill:#7a8792;background:#7a8792}"
    ".failed{fill:#a3212b;background:#a3212b}"
    "@media(prefers-color-scheme:dark){.answered{fill:#70cbd3;background:#70cbd3}"
    ".partial{fill:#b9a3f0;background:#b9a3f0}.not_covered{fill:#f4bd78;background:#f4bd78}}"
    "@media print{li,tr{break-inside:avoid}svg,.key{print-color-adjust:exact}}"
)
_NAMES = {"partial": "in part", "not_covered": "not covered", "small_talk": "small talk"}


@dataclass(frozen=True, slots=True)
class Told:
    """What a report tells.

    Attributes:
        name: how the assistant is called.
        days: the days of the period, oldest first; by outcome.
        sites: questions by site, most first.
        helpful: how many answers were rated so.
        gaps: what was not or only in part answered, by meaning, largest first.
        asked: everything that was asked, likewise.
        rated_down: what was rated down, newest first, with its question where it was kept.
    """

    name: str
    days: Sequence[Day]
    sites: Sequence[tuple[str, int]]
    helpful: int
    gaps: Sequence[Group]
    asked: Sequence[Group]
    rated_down: Sequence[tuple[Rated, Visit | None]]


def as_html(told: Told) -> str:
    """The report."""
    first, last = told.days[0].date, told.days[-1].date
    total = sum(day.total for day in told.days)
    outcomes = [(kind, sum(day.parts.get(kind, 0) for day in told.days)) for kind in OUTCOMES]
    asked = "1 question" if total == 1 else f"{total:,} questions"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(told.name)}: {first} to {last}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{escape(told.name)}</h1><p>{asked} from {first} to {last}.</p>"
        f"{_plot(told.days)}"
        f'<div class="sums">{_sums("How they ended", outcomes, keys=True)}'
        f"{_sums('Where they were asked', told.sites)}{_ratings(told)}</div>"
        f"<h2>What was not answered</h2>{_groups(told.gaps)}"
        f"<h2>What was asked most</h2>{_groups(told.asked)}"
        f"<h2>What was not helpful</h2>{_comments(told.rated_down)}</main></body></html>\n"
    )


def _plot(days: Sequence[Day]) -> str:
    highest = max((day.total for day in days), default=0) or 1
    bars = []
    for position, day in enumerate(days):
        bottom = 100.0
        for kind in OUTCOMES:
            if number := day.parts.get(kind, 0):
                height = 98.0 * number / highest
                bottom -= height
                bars.append(
                    f'<rect class="{kind}" x="{position * 10 + 1}" y="{bottom:.2f}" width="8" '
                    f'height="{height:.2f}"><title>{day.date}: {number} {_name(kind)}</title>'
                    "</rect>"
                )
    label = f"Questions a day; {highest} on the fullest. The sums below have the numbers."
    return (
        f'<svg viewBox="0 0 {len(days) * 10} 100" preserveAspectRatio="none" role="img" '
        f'aria-label="{label}">{"".join(bars)}</svg><p class="axis" aria-hidden="true">'
        f"<span>{days[0].date}</span><span>{days[-1].date}</span></p>"
    )


def _sums(title: str, sums: Sequence[tuple[str, int]], *, keys: bool = False) -> str:
    rows = "".join(
        f'<tr><th scope="row">{_key(kind) if keys else ""}'
        f'{escape(_name(kind))}</th><td class="n">{number:,}</td></tr>'
        for kind, number in sums
        if number
    )
    return f"<section><h2>{title}</h2><table>{rows}</table></section>" if rows else ""


def _ratings(told: Told) -> str:
    reasons = Counter(rated.reason or "no reason given" for rated, _ in told.rated_down)
    helpful = [("helpful", told.helpful)]
    return _sums("Ratings", [*helpful, *((f"not helpful: {r}", n) for r, n in reasons.items())])


def _comments(rated_down: Sequence[tuple[Rated, Visit | None]]) -> str:
    items = "".join(
        f"<li>{escape(visit.question) if visit else 'a question whose words were not kept'}"
        f"<br><small>{escape(': '.join(part for part in (rated.reason, rated.comment) if part))}"
        "</small></li>"
        for rated, visit in rated_down[:COMMENTS_MOST]
        if rated.reason or rated.comment
    )
    return f"<ul>{items}</ul>" if items else "<p>Nothing was said.</p>"


def _groups(groups: Sequence[Group]) -> str:
    items = "".join(
        f"<li>{group.number}× {escape(group.example.question)} "
        f"<small>({_name(group.example.outcome)})</small></li>"
        for group in groups[:GROUPS_MOST]
    )
    return f"<ol>{items}</ol>" if items else "<p>Nothing that was kept.</p>"


def _key(kind: str) -> str:
    return f'<i class="key {kind}"></i>'


def _name(kind: str) -> str:
    return _NAMES.get(kind, kind)
