"""Small SVG plots, drawn by hand: no script, no font, no file of anyone else.

Colours are CSS classes, so that one page can be light or dark. Every plot has a title that a
screen reader reads out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT = 220, 92
EDGE = 8


def interval_bar(
    value: float, low: float, high: float, limit: float | None, title: str, *, width: int = 220
) -> str:
    """A scale from 0 to 1 with the interval as a band, the value as a dot, the limit as a tick."""
    span = width - 2 * EDGE

    def x(share: float) -> float:
        return EDGE + span * min(max(share, 0.0), 1.0)

    parts = [
        f'<line class="axis" x1="{EDGE}" x2="{width - EDGE}" y1="11" y2="11"/>',
        *(
            f'<line class="axis" x1="{x(s):.1f}" x2="{x(s):.1f}" y1="8" y2="14"/>'
            for s in (0, 0.25, 0.5, 0.75, 1)
        ),
        f'<rect class="band" x="{x(low):.1f}" y="7" '
        f'width="{max(x(high) - x(low), 1.5):.1f}" height="8" rx="4"/>',
    ]
    if limit is not None:
        parts.append(
            f'<line class="limit" x1="{x(limit):.1f}" x2="{x(limit):.1f}" y1="2" y2="20"/>'
        )
    parts.append(f'<circle class="dot" cx="{x(value):.1f}" cy="11" r="4"/>')
    return _svg(width, 22, title, parts)


def histogram(values: Sequence[float], title: str, *, good_is_high: bool, bins: int = 20) -> str:
    """How often each tenth of the range 0 to 1 occurs; the wrong half is drawn in alarm colour."""
    counts = [0] * bins
    for value in values:
        counts[min(int(min(max(value, 0.0), 1.0) * bins), bins - 1)] += 1
    most = max([*counts, 1])
    step = (WIDTH - 2 * EDGE) / bins
    floor = HEIGHT - 18
    parts = []
    for index, count in enumerate(counts):
        if count:
            tall = max((floor - 6) * count / most, 1.5)
            high = index >= bins / 2
            name = "good" if high == good_is_high else "bad"
            parts.append(
                f'<rect class="{name}" x="{EDGE + index * step + 0.5:.1f}" '
                f'y="{floor - tall:.1f}" width="{step - 1:.1f}" height="{tall:.1f}"/>'
            )
    parts.append(f'<line class="axis" x1="{EDGE}" x2="{WIDTH - EDGE}" y1="{floor}" y2="{floor}"/>')
    parts += [
        f'<text x="{EDGE + share * (WIDTH - 2 * EDGE):.0f}" y="{HEIGHT - 5}" '
        f'text-anchor="{anchor}">{label}</text>'
        for share, anchor, label in ((0, "start", "0"), (0.5, "middle", "½"), (1, "end", "1"))
    ]
    return _svg(WIDTH, HEIGHT, title, parts)


def reliability(bins: Sequence[tuple[float, float, int]], title: str) -> str:
    """Told probability against what was true; on the diagonal, the reader means what it says."""
    size, edge = 260, 30
    span = size - 2 * edge
    most = max([count for _, _, count in bins] + [1])

    def point(told: float, true: float) -> tuple[float, float]:
        return edge + told * span, size - edge - true * span

    corner, end = point(0, 0), point(1, 1)
    parts = [
        f'<rect class="frame" x="{edge}" y="{edge}" width="{span}" height="{span}"/>',
        f'<line class="axis dashed" x1="{corner[0]}" y1="{corner[1]}" '
        f'x2="{end[0]}" y2="{end[1]}"/>',
    ]
    places = [point(told, true) for told, true, _ in bins]
    parts.append(
        '<polyline class="line" points="' + " ".join(f"{x:.1f},{y:.1f}" for x, y in places) + '"/>'
    )
    for (x, y), (told, true, count) in zip(places, bins, strict=True):
        radius = 3 + 7 * (count / most) ** 0.5
        parts.append(
            f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}">'
            f"<title>{count} questions: told {told:.2f}, true {true:.2f}</title></circle>"
        )
    parts += [
        f'<text x="{size / 2}" y="{size - 6}" text-anchor="middle">told by the reader</text>',
        f'<text x="12" y="{size / 2}" text-anchor="middle" '
        f'transform="rotate(-90 12 {size / 2})">answerable</text>',
        f'<text x="{edge}" y="{size - edge + 14}" text-anchor="middle">0</text>',
        f'<text x="{size - edge}" y="{size - edge + 14}" text-anchor="middle">1</text>',
        f'<text x="{edge - 6}" y="{edge + 4}" text-anchor="end">1</text>',
    ]
    return _svg(size, size, title, parts)


def spread(values: Sequence[float], title: str, unit: str = "ms") -> str:
    """Every value as a thin stroke on a line, with the median and the 95th percentile named."""
    width, height = 460, 74
    if not values:
        return _svg(width, height, title, [])
    ordered = sorted(values)
    top = max(ordered[-1], 1e-9)
    marks = ((ordered[len(ordered) // 2], "p50"), (ordered[int(len(ordered) * 0.95)], "p95"))

    def x(value: float) -> float:
        return EDGE + (width - 2 * EDGE) * value / top

    parts = [
        f'<line class="stroke" x1="{x(value):.1f}" x2="{x(value):.1f}" y1="26" y2="50"/>'
        for value in ordered
    ]
    for value, name in marks:
        parts.append(
            f'<line class="limit" x1="{x(value):.1f}" x2="{x(value):.1f}" y1="20" y2="54"/>'
        )
        anchor = "start" if x(value) < width * 0.7 else "end"
        parts.append(
            f'<text x="{x(value):.1f}" y="{14 if name == "p50" else 68}" text-anchor="{anchor}">'
            f"{name} {value:.0f} {unit}</text>"
        )
    parts.append(f'<text x="{width - EDGE}" y="14" text-anchor="end">{top:.0f} {unit}</text>')
    return _svg(width, height, title, parts)


def trend(values: Sequence[float], top: float, title: str) -> str:
    """Values over time as a line from left to right, on a scale from 0 to ``top``."""
    span, floor = WIDTH - 2 * EDGE, HEIGHT - EDGE

    def point(index: int, value: float) -> tuple[float, float]:
        x = EDGE + span * (index / (len(values) - 1) if len(values) > 1 else 0.5)
        return x, floor - (floor - EDGE) * min(max(value / top, 0.0), 1.0)

    places = [point(index, value) for index, value in enumerate(values)]
    parts = [
        f'<line class="axis" x1="{EDGE}" x2="{WIDTH - EDGE}" y1="{y}" y2="{y}"/>'
        for y in (EDGE, floor)
    ]
    if len(places) > 1:
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline class="line" points="{line}"/>')
    parts += [f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>' for x, y in places]
    return _svg(WIDTH, HEIGHT, title, parts)


def growth(points: Sequence[tuple[float, float]], title: str) -> str:
    """Values by size, both scales logarithmic; each point has its value written beside it."""
    known = [(size, value) for size, value in points if size > 0 and value > 0]
    if not known:
        return _svg(WIDTH, HEIGHT, title, [])
    scales = [[math.log10(number) for number in column] for column in zip(*known, strict=True)]

    def share(scale: list[float], number: float) -> float:
        low, high = min(scale), max(scale)
        return (number - low) / (high - low) if high > low else 0.5

    wide, high = WIDTH - 4 * EDGE, HEIGHT - 3 * EDGE
    places = [
        (2 * EDGE + wide * share(scales[0], x), HEIGHT - EDGE - high * share(scales[1], y))
        for x, y in zip(*scales, strict=True)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    parts = [f'<polyline class="line" points="{line}"/>']
    for (x, y), (size, value) in zip(places, known, strict=True):
        parts.append(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>')
        parts.append(f'<text x="{x:.1f}" y="{y - 6:.1f}" text-anchor="middle">{value:.3g}</text>')
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - 2}" text-anchor="middle">{size:,.0f}</text>')
    return _svg(WIDTH, HEIGHT, title, parts)


def _svg(width: int, height: int, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )
