"""A week or a month of questions as one HTML file to send on: no script, nothing loaded."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.owner.insights import Day, Group

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse}td,th{padding:.2rem .8rem .2rem 0;text-align:left}"
    "td.n{text-align:right}li{margin:.3rem 0}"
)


def as_html(
    name: str,
    days: Sequence[Day],
    outcomes: Sequence[tuple[str, int]],
    gaps: Sequence[Group],
    asked: Sequence[Group],
) -> str:
    """The report.

    Args:
        name: how the assistant is called.
        days: the days of the period, oldest first.
        outcomes: questions by outcome, most first.
        gaps: what was not or only in part answered, by meaning, largest first.
        asked: everything that was asked, likewise.
    """
    first, last = days[0].date, days[-1].date
    total = sum(day.total for day in days)
    rows = "".join(
        f"<tr><td>{escape(label.replace('_', ' '))}</td><td class=n>{number}</td></tr>"
        for label, number in outcomes
    )
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(name)}: {first} to "
        f"{last}</title><style>{_STYLE}</style><h1>{escape(name)}</h1>"
        f"<p>{total} questions from {first} to {last}.</p><table>{rows}</table>"
        f"<h2>What was not answered</h2>{_groups(gaps)}"
        f"<h2>What was asked most</h2>{_groups(asked)}</html>\n"
    )


def _groups(groups: Sequence[Group]) -> str:
    if not groups:
        return "<p>Nothing that was kept.</p>"
    items = "".join(
        f"<li>{group.number}× {escape(group.example.question)}</li>" for group in groups[:30]
    )
    return f"<ol>{items}</ol>"
