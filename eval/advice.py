"""What to do about passages that are lost: said before anybody thinks of lowering a floor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.rows import Row

MOST = 5
"""Passages that are named; the report lists all."""


def advice(rows: Sequence[Row]) -> Iterator[str]:
    """Sentences on passages that the index lost and on shipped vectors that are wrong."""
    lost = [row for row in rows if row.set == "quotes" and not row.right]
    if lost:
        count = "1 passage is" if len(lost) == 1 else f"{len(lost)} passages are"
        yield f"{count} in the documents and not found in the index by their own words:"
        for row in lost[:MOST]:
            asked = _cases_of(row, rows)
            yield f"  “{_short(row.question)}”{f' (needed by {asked})' if asked else ''}"
        yield (
            "Build the index anew (`python -m assistant ingest`) and measure again. If they stay "
            "lost, look at what changed in reading and splitting the documents. The floors are "
            "not the place to mend this."
        )
    wrong = [row for row in rows if row.set == "vectors" and not row.right]
    if wrong:
        sampled = sum(row.set == "vectors" for row in rows)
        yield (
            f"{len(wrong)} of {sampled} sampled vectors are not what the encoder gives, such as "
            f"that of “{_short(wrong[0].question)}”. Build the index anew (`python -m assistant "
            "ingest --rebuild`); if they stay wrong, fetch the file of vectors beside the question "
            "bank again, or delete it, and the next ingestion computes them."
        )


def _cases_of(lost: Row, rows: Sequence[Row]) -> str:
    """The cases that need one of the lost places."""
    places = set(lost.gold)
    cases = [r.id for r in rows if r.set == "answerable" and places & set(r.gold)]
    return ", ".join(cases[:MOST]) + (", …" if len(cases) > MOST else "")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 100 else flat[:99] + "…"
