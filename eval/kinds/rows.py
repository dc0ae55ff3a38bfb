"""Verdicts of the kinds as rows, so that report, gate and comparison treat them like any case."""

from __future__ import annotations

from dataclasses import replace

from eval.gold import Texts, find_quote
from eval.kinds.again import Again
from eval.kinds.asking import Kept, Verdict
from eval.kinds.cases import Rule, set_name
from eval.kinds.rules import begins_right
from eval.rows import Row, places
from eval.scores import reply_scores

EXPECT: dict[Rule, str] = {
    "answered": "answered",
    "told": "partial",
    "overview": "answered",
    "refused": "not_covered",
    "unanswered": "not_covered",
    "begins": "answered",
}
FIGURES = {
    "partial": "partial_told",
    "reasoning": "reasoning_right",
    "overview": "overview_right",
    "hard_unanswerable": "hard_refused",
    "parts": "parts_right",
    "yes_no": "yes_no_right",
}
SPLIT = {
    "relations": "relation",
    "talks": "talk",
    "languages": "language",
    "families": "family",
}
LABELS = {"relations": "relation", "talks": "relation", "languages": "language"}


def verdict_row(verdict: Verdict, texts: Texts) -> Row:
    """The verdict as a row of the set of its kind.

    The conversations of the kinds are the set ``relations``, because ``conversations`` is another.
    """
    message, reply = verdict.message, verdict.reply
    name = set_name(verdict.kind)
    if name in SPLIT:
        silent = message.rule == "unanswered"
        figure = f"{SPLIT[name]}_{'silent' if silent else 'answered'}"
    else:
        figure = FIGURES[name]
    scores = {figure: float(verdict.right)}
    if message.rule == "begins":
        scores["yes_no_said"] = float(begins_right(message, reply))
    gold = [span for quote in message.gold for span in find_quote(texts, quote)]
    return Row(
        id=verdict.id,
        set=name,
        group=verdict.case,
        question=message.text,
        expect=EXPECT[message.rule],
        labels={LABELS.get(name, "kind"): message.label} if message.label else {},
        scores={**scores, **reply_scores(reply, texts)},
        right=verdict.right,
        why=verdict.why,
        reply=reply.to_json(),
        wall_ms=0.0,
        gold=places(gold),
        history=verdict.history,
    )


def kept_row(kept: Kept) -> Row:
    """One question in all its ways as a row of the set ``invariance``."""
    figure = "invariant_answerable" if kept.answerable else "invariant_silent"
    why = tuple(f"{way}: {status} for “{text}”" for way, (text, status) in kept.lost.items())
    return Row(
        id=f"{kept.id}-ways",
        set="invariance",
        group=kept.id,
        question=kept.question,
        expect="one verdict",
        labels={"answerable": "yes" if kept.answerable else "no"},
        scores={figure: float(kept.right)},
        right=kept.right,
        why=why,
        reply=kept.plain.to_json(),
        wall_ms=0.0,
    )


def again_rows(again: Again) -> list[Row]:
    """One question asked again as rows of the sets ``history`` and ``twice``."""
    alone, after = again.alone, again.after
    changed = f"was {alone.error or alone.status} alone, {after.error or after.status} after others"
    kept = Row(
        id=f"{again.id}-after",
        set="history",
        group=again.id,
        question=again.question,
        expect="one verdict",
        labels={"alone": "answered" if alone.answered else "not answered"},
        scores={"history_kept": float(again.kept)},
        right=again.kept,
        why=() if again.kept else (changed,),
        reply=after.to_json(),
        wall_ms=0.0,
        history=again.before,
    )
    return [
        kept,
        replace(
            kept,
            id=f"{again.id}-twice",
            set="twice",
            expect="one answer",
            scores={"twice_same": float(again.same)},
            right=again.same,
            why=() if again.same else ("the second time it was answered otherwise",),
            reply=again.last.to_json(),
            history=(),
        ),
    ]
