"""The report as one HTML file: no other file, no network, light and dark.

Wrong cases come with the piece of the article that matters, in place: the needed words and the
cited words lit up in two colours, so that one look tells a bad citation from a bad case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path

import jinja2
from markupsafe import Markup

from eval import plots
from eval.figures import Figure, probabilities
from eval.intervals import calibration
from eval.meanings import NEAR, SILENT
from eval.rows import Row
from eval.run import Run, verdict

TEMPLATE = Path(__file__).with_name("page.html.j2")
TILES = (
    "fully_right",
    "wrong_refusal",
    "refusal_recall",
    "premise_fallen_for",
    "turn_right",
    "verbatim",
    "robust",
    "ratio_p50",
)
LONGEST_BLOCK = 1400


def page_html(run: Run, texts: Mapping[str, str]) -> str:
    """The page, complete."""
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    return template.render(
        run=run,
        verdict=verdict(run),
        state="passed" if run.passed else "failed" if run.checks and not run.gate_note else "open",
        total=sum(run.asked.values()),
        tiles=[figure for key in TILES if (figure := run.figure(key)) is not None],
        parts=_parts(run),
        distributions=_distributions(run),
        reliability=_reliability(run),
        times=_times(run),
        breakdowns=_breakdowns(run),
        failures=[_failure(row, texts) for row in run.wrong],
        kinds=_kinds(run.wrong),
    )


def excerpt(
    texts: Mapping[str, str], marks: Sequence[tuple[str, tuple[str, int, int]]]
) -> list[Markup]:
    """The lines of the article that hold a mark, with the marks lit up.

    Args:
        marks: (class, (document, start, end)); classes of overlapping marks are joined.

    Returns:
        One piece of safe HTML for each line; an ellipsis stands for lines left out.
    """
    pieces: list[Markup] = []
    for document_id, text in texts.items():
        here = [(name, start, end) for name, (place, start, end) in marks if place == document_id]
        position, skipped = 0, False
        for line in text.split("\n"):
            start, end = position, position + len(line)
            position = end + 1
            inside = [(n, max(a, start), min(b, end)) for n, a, b in here if a < end and b > start]
            if inside:
                if skipped and pieces:
                    pieces.append(Markup('<p class="gap">⋯</p>'))
                pieces.append(_lit_line(text, start, end, inside))
                skipped = False
            elif line.strip():
                skipped = True
    return pieces


def _lit_line(text: str, start: int, end: int, marks: Sequence[tuple[str, int, int]]) -> Markup:
    edges = sorted({start, end, *(e for _, a, b in marks for e in (a, b))})
    html = []
    for left, right in pairwise(edges):
        names = sorted({name for name, a, b in marks if a <= left and b >= right})
        words = escape(text[left:right])
        html.append(f'<mark class="{" ".join(names)}">{words}</mark>' if names else words)
    name = "row" if text[start:end].startswith("|") else "line"
    return Markup(f'<p class="{name}">{"".join(html)}</p>')


def _parts(run: Run) -> list[tuple[str, list[dict[str, object]]]]:
    checks = {check.key: check for check in run.checks}
    parts: dict[str, list[dict[str, object]]] = {}
    for figure in run.figures:
        held = checks.get(figure.key)
        parts.setdefault(figure.meaning.part, []).append(
            {
                "figure": figure,
                "held": held,
                "limit": figure.show(held.limit) if held else "",
                "plot": _bar(figure, held.limit if held else None),
            }
        )
    return list(parts.items())


def _bar(figure: Figure, limit: float | None) -> Markup:
    if figure.meaning.unit in ("ms", "times"):
        return Markup("")
    title = f"{figure.meaning.label}: {figure.show()}"
    return Markup(plots.interval_bar(figure.value, figure.low, figure.high, limit, title))


def _distributions(run: Run) -> list[dict[str, object]]:
    kinds = probabilities(run.rows)
    # Hard kinds stand next to the answerable ones, easy ones last.
    order = ["answerable", *NEAR, "false_premise", *(kind for kind in SILENT if kind not in NEAR)]
    shown = [*(kind for kind in order if kind in kinds), *(k for k in kinds if k not in order)]
    panels = []
    for kind in shown:
        good = kind in ("answerable", "false_premise")
        name = kind.replace("_", " ")
        title = f"Probabilities of {len(kinds[kind])} {name} questions"
        panels.append(
            {
                "name": name,
                "count": len(kinds[kind]),
                "wish": "should lie right" if good else "should lie left",
                "plot": Markup(plots.histogram(kinds[kind], title, good_is_high=good)),
            }
        )
    return panels


def _reliability(run: Run) -> Markup | None:
    kinds = probabilities(run.rows)
    told = kinds.get("answerable", [])
    silent = [p for kind in SILENT for p in kinds.get(kind, [])]
    if not told or not silent:
        return None
    bins = calibration(told + silent, [True] * len(told) + [False] * len(silent))
    return Markup(plots.reliability(bins, "Reliability of the probability"))


def _times(run: Run) -> Markup | None:
    values = [row.wall_ms for row in run.rows if row.wall_ms > 0]
    return Markup(plots.spread(values, "Time to a whole answer")) if values else None


def _breakdowns(run: Run) -> list[dict[str, object]]:
    tables: dict[tuple[str, str], list[dict[str, object]]] = {}
    for part in run.breakdowns:
        title = f"{part.value}: {part.share * 100:.0f} % of {part.cases}"
        plot = plots.interval_bar(part.share, part.low, part.high, None, title, width=180)
        tables.setdefault((part.set, part.label), []).append(
            {"part": part, "name": part.value.replace("_", " "), "plot": Markup(plot)}
        )
    return [
        {"set": name, "label": "topic" if label == "what" else label, "rows": rows}
        for (name, label), rows in tables.items()
    ]


def _failure(row: Row, texts: Mapping[str, str]) -> dict[str, object]:
    cited = [(item["document_id"], item["start"], item["end"]) for item in row.reply["citations"]]
    related = row.reply.get("related", [])
    marks = [
        *(("gold", place) for place in row.gold),
        *(("cited", place) for place in cited),
    ]
    near = [(item["document_id"], item["start"], item["end"]) for item in related]
    if not marks and near:
        marks = [("related", place) for place in near]
    # Welcome quotes are lit only in lines that are shown anyway: they explain, they do not count.
    lines = {_line_of(texts, place) for _, place in marks}
    marks += [("also", place) for place in row.also if _line_of(texts, place) in lines]
    text = str(row.reply["text"])
    return {
        "row": row,
        "kind": row.labels.get("kind") or row.labels.get("what") or row.labels.get("why", ""),
        "filter": _filter_name(row),
        "text": text if len(text) < LONGEST_BLOCK else text[:LONGEST_BLOCK] + "…",
        "excerpt": excerpt(texts, marks),
        "p": None if row.p_covered is None else f"{row.p_covered:.2f}",
    }


def _line_of(texts: Mapping[str, str], place: tuple[str, int, int]) -> tuple[str, int]:
    document_id, start, _ = place
    return document_id, texts.get(document_id, "").count("\n", 0, max(start, 0))


def _kinds(rows: Sequence[Row]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[_filter_name(row)] = counts.get(_filter_name(row), 0) + 1
    return sorted(counts.items(), key=lambda item: -item[1])


def _filter_name(row: Row) -> str:
    if row.set == "unanswerable":
        return row.labels["kind"].replace("_", " ")
    if row.set == "answerable":
        refused = row.reply["status"] != "answered"
        return "wrongly refused" if refused else "wrong citation or fact"
    return row.set
