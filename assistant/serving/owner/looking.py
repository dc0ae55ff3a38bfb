"""What the pages show: stored visits with their ratings, groups by meaning, the state of things."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.assistant import Assistant
from assistant.keeping.visits import Rated, Visit, VisitStore
from assistant.owner import insights

DAY = 86_400.0
PERIODS = (7, 30, 90, 365)
GROUPED_MOST = 3_000
"""Newest questions that are grouped by meaning; more would keep the page waiting."""
PAGE = 50
Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for among the visits."""

    days: int = 30
    outcome: str = ""
    surface: str = ""
    site: str = ""
    contains: str = ""
    done: str = ""
    page: int = 1

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Filter:
        """The filter of a page's address; what makes no sense is left out."""
        days, page = _number(query.get("days"), 30), _number(query.get("page"), 1)
        outcome = query.get("outcome", "")
        return cls(
            days=days if days in PERIODS else 30,
            outcome=outcome if outcome in insights.OUTCOMES else "",
            surface=query.get("surface", "")[:20],
            site=query.get("site", "")[:200],
            contains=query.get("q", "").strip()[:200],
            done=query.get("done", "") if query.get("done") in ("yes", "no") else "",
            page=min(max(page, 1), 10_000),
        )


class Looking:
    """Reads a store for the owner's pages."""

    def __init__(self, assistant: Callable[[], Assistant], store: VisitStore) -> None:
        self._assistant = assistant
        self._store = store
        self._vectors: dict[str, Vectors] = {}

    def overview(self, days: int) -> dict[str, Any]:
        """Questions by day and their sums."""
        until = time.time()
        since = until - (days - 1) * DAY
        counts = self._store.counts(since)
        ratings = self._store.ratings(since=since, limit=10_000)
        return {
            "days": insights.days(counts, since, until),
            "outcomes": insights.totals(counts, "outcome"),
            "surfaces": insights.totals(counts, "surface"),
            "sites": insights.totals(counts, "site"),
            "up": sum(rated.rating == "up" for rated in ratings),
            "down": sum(rated.rating == "down" for rated in ratings),
        }

    def visits(self, chosen: Filter, limit: int = PAGE) -> Sequence[Visit]:
        """One page of visits, newest first."""
        return self._store.visits(
            since=time.time() - chosen.days * DAY,
            outcomes=(chosen.outcome,) if chosen.outcome else (),
            surface=chosen.surface or None,
            site=chosen.site or None,
            contains=chosen.contains,
            done={"yes": True, "no": False}.get(chosen.done),
            limit=limit,
            offset=(chosen.page - 1) * limit,
        )

    def groups(self, days: int, *, gaps: bool) -> tuple[insights.Group, ...]:
        """Questions grouped by meaning; with ``gaps`` those that were not or only in part told."""
        visits = self._store.visits(
            since=time.time() - days * DAY,
            outcomes=insights.GAPS if gaps else ("answered", *insights.GAPS),
            limit=GROUPED_MOST,
        )
        return insights.grouped(visits, self._vectors_of([visit.question for visit in visits]))

    def use(self, days: int) -> tuple[insights.Use, ...]:
        """How often each passage was cited."""
        visits = self._store.visits(since=time.time() - days * DAY, limit=GROUPED_MOST)
        return insights.passage_use(visits, self._assistant().corpus.passages)

    def rated(self, days: int) -> list[tuple[Rated, Visit | None]]:
        """What was rated down and why, newest first, with the visit where it was kept."""
        found = self._store.ratings(since=time.time() - days * DAY, rating="down", limit=200)
        return [(rated, self._store.visit(rated.answer_id)) for rated in found]

    def ratings_of(self, visits: Sequence[Visit]) -> dict[str, Rated]:
        """The ratings of some visits by their ids."""
        found = ((visit.id, self._store.rating_of(visit.id)) for visit in visits)
        return {identity: rated for identity, rated in found if rated is not None}

    def state(self) -> dict[str, str]:
        """Documents, index, engine and what is kept, as lines for people."""
        assistant = self._assistant()
        settings = assistant.settings
        kept = {"no": "nobody's", "uncovered": "of questions not or only in part answered"}
        lines = {
            "documents": ", ".join(document.title for document in assistant.documents.values()),
            "passages": str(len(assistant.corpus.passages)),
            "index": assistant.index,
            "answers by": assistant.engine,
            "words kept": kept.get(settings.store_questions, "all"),
            "kept for": f"{settings.retention_days} days",
            "sites": ", ".join(settings.widget_origins) or "own pages only",
        }
        if (problem := assistant.problem()) != "":
            lines["problem"] = problem
        return lines

    def _vectors_of(self, questions: Sequence[str]) -> Vectors:
        embed: Callable[[str], Vectors] = self._assistant().vector_of
        for question in questions:
            if question not in self._vectors:
                self._vectors[question] = embed(question)
        if len(self._vectors) > 4 * GROUPED_MOST:
            self._vectors = {question: self._vectors[question] for question in questions}
        rows = [self._vectors[question] for question in questions]
        return np.stack(rows) if rows else np.empty((0, 1), dtype=np.float32)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 7 else default
