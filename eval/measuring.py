"""One evaluation from the questions to the judged record: ask, score, sum up, hold the gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eval.errors import EvalError, GateError
from eval.figures import break_down, measure
from eval.fitting import require_fit
from eval.gate import check, corpus_hash, load_gate
from eval.gold import Texts
from eval.judges import opinions
from eval.place import Place
from eval.results import score_run
from eval.rows import Row
from eval.run import Run, engines_of, timestamp
from eval.runner import observe
from eval.sets import Sets
from eval.subject import Progress, Subject


def measure_run(subject: Subject, sets: Sets, tell: Progress, judge: str | None = None) -> Run:
    """Asks everything and sums it up; the gate has not been asked yet.

    Args:
        judge: a model whose opinions are added; ``None`` asks none.

    Raises:
        SetError: the sets do not fit the documents.
        EvalError: the judge does not deliver.
    """
    texts = subject.texts
    require_fit(sets, texts)
    seen = observe(subject, sets, tell)
    rows = score_run(sets, seen, texts)
    replies = [*seen.answerable.values(), *seen.unanswerable.values()]
    indexes = {one.reply.index for one in replies if one.reply.index}
    return Run(
        time=timestamp(),
        subject=subject.name,
        engines=engines_of(rows),
        corpus=corpus_hash(texts),
        index=indexes.pop() if len(indexes) == 1 else "",
        asked=sets.sizes(),
        seconds=seen.seconds,
        figures=tuple(measure(rows, seen.first_event_ms)),
        breakdowns=tuple(break_down(rows)),
        rows=tuple(rows),
        opinions=_opinions(judge, rows, texts, tell),
    )


def require_documents(run: Run, texts: Texts) -> None:
    """Returns if the run asked about these documents.

    Raises:
        EvalError: it asked about others, or about an earlier form of them.
    """
    found = corpus_hash(texts)
    if run.corpus != found:
        raise EvalError(
            f"The report of {run.time} is about other documents ({run.corpus}, these are {found}).",
            "Run `python -m eval` with the same --sets and --corpus first.",
        )


def judged(run: Run, place: Place, whole: Sets) -> Run:
    """The run with the gate's word; where it cannot decide, with the reason.

    Args:
        whole: all cases there are, of which the run must have asked every one.
    """
    inside = any(row.p_covered is not None for row in run.rows)
    try:
        checks = check(
            load_gate(place.gate),
            run.figures,
            corpus=run.corpus,
            index=run.index,
            asked=run.asked,
            available=whole.sizes(),
            inside=inside,
        )
    except GateError as error:
        return replace(run, checks=(), gate_note=str(error))
    return replace(run, checks=tuple(checks), gate_note="")


def _opinions(
    judge: str | None, rows: Sequence[Row], texts: Texts, tell: Progress
) -> dict[str, object] | None:
    return None if judge is None else opinions(judge, rows, texts, tell)
