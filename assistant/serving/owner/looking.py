"""What the pages show: stored visits with their ratings, groups by meaning, the state of things."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.assistant import Assistant
from assistant.keeping.visits import Rated, Visit, VisitStore, Wanted
from assistant.owner import insights, report

log = logging.getLogger("assistant.serving.owner")
DAY = 86_400.0
PERIODS = (7, 30, 90, 365)
GROUPED_MOST = 3_000
"""Newest questions that are grouped by meaning; more would keep the page waiting."""
RATINGS_MOST = 500_000
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

    def overview(self, days: int, by: str = "outcome") -> dict[str, Any]:
        """Questions by day, as they are drawn, and their sums."""
        until = time.time()
        since = until - (days - 1) * DAY
        counts = self._store.counts(since)
        ratings = self._store.ratings(since=since, limit=10_000)
        sums = {name: insights.totals(counts, name) for name in ("outcome", "surface", "site")}
        found = insights.days(counts, since, until, by)
        order = insights.OUTCOMES if by == "outcome" else [kind for kind, _ in sums[by]]
        kinds = insights.drawn(found, order)
        bars = [[(kind, insights.part(day, kind, kinds)) for kind in kinds] for day in found]
        return {
            "days": found,
            "kinds": kinds,
            "bars": bars,
            "highest": max((day.total for day in found), default=0) or 1,
            "total": sum(day.total for day in found),
            "outcomes": sums["outcome"],
            "surfaces": sums["surface"],
            "sites": sums["site"],
            "up": sum(rated.rating == "up" for rated in ratings),
            "down": sum(rated.rating == "down" for rated in ratings),
        }

    def sites(self, days: int) -> list[str]:
        """The sites that questions came from, most first."""
        counts = self._store.counts(time.time() - days * DAY)
        return [site for site, _ in insights.totals(counts, "site") if site != insights.OWN_PAGES]

    def last_asked(self) -> dict[str, float]:
        """When somebody asked last on each site, to the hour; in seconds since 1970."""
        last: dict[str, float] = {}
        for count in self._store.counts():
            last[count.site] = max(last.get(count.site, 0.0), count.hour)
        return last

    def visits(self, chosen: Filter, limit: int = PAGE) -> Sequence[Visit]:
        """One page of visits, newest first."""
        wanted = Wanted(
            since=time.time() - chosen.days * DAY,
            outcomes=(chosen.outcome,) if chosen.outcome else (),
            surface=chosen.surface or None,
            site=chosen.site or None,
            contains=chosen.contains,
            done={"yes": True, "no": False}.get(chosen.done),
        )
        return self._store.visits(wanted, limit=limit, offset=(chosen.page - 1) * limit)

    def groups(self, days: int, *, gaps: bool) -> tuple[insights.Group, ...]:
        """Questions grouped by meaning; with ``gaps`` those that were not or only in part told."""
        outcomes = insights.GAPS if gaps else ("answered", *insights.GAPS)
        wanted = Wanted(since=time.time() - days * DAY, outcomes=outcomes)
        visits = self._store.visits(wanted, limit=GROUPED_MOST)
        return insights.grouped(visits, self._vectors_of([visit.question for visit in visits]))

    def warm(self) -> None:
        """Works out ahead what grouping needs: a second for each hundred new wordings, which
        nobody should wait for when the page is opened."""
        try:
            self.groups(PERIODS[1], gaps=False)
        except Exception as error:  # a thread of its own: the page works it out where this did not
            log.warning("Grouping was not prepared (%s)", type(error).__name__)

    def report(self, days: int) -> report.Told:
        """What a report of so many days tells."""
        found = self.overview(days)
        return report.Told(
            name=self._assistant().naming.assistant,
            days=found["days"],
            sites=found["sites"],
            helpful=found["up"],
            gaps=self.groups(days, gaps=True),
            asked=self.groups(days, gaps=False),
            rated_down=self.rated(days),
        )

    def use(self, days: int) -> tuple[insights.Use, ...]:
        """How often each passage was cited."""
        visits = self._store.visits(Wanted(since=time.time() - days * DAY), limit=GROUPED_MOST)
        return insights.passage_use(visits, self._assistant().corpus.passages)

    def rated(self, days: int) -> list[tuple[Rated, Visit | None]]:
        """What was rated down and why, newest first, with the visit where it was kept."""
        found = self._store.ratings(since=time.time() - days * DAY, rating="down", limit=200)
        return [(rated, self._store.visit(rated.answer_id)) for rated in found]

    def ratings_of(self, visits: Sequence[Visit]) -> dict[str, Rated]:
        """The ratings of some visits by their ids."""
        if not visits:
            return {}
        ids = {visit.id for visit in visits}
        since = min(visit.asked_at for visit in visits)
        found = self._store.ratings(since=since - DAY, limit=RATINGS_MOST)
        return {rated.answer_id: rated for rated in found if rated.answer_id in ids}

    def _vectors_of(self, questions: Sequence[str]) -> Vectors:
        embed: Callable[[str], Vectors] = self._assistant().vector_of
        known, found = self._vectors, dict[str, Vectors]()
        for question in questions:  # pages are made in several threads at once
            if (vector := known.get(question)) is None:
                vector = known[question] = embed(question)
            found[question] = vector
        if len(known) > 4 * GROUPED_MOST:
            self._vectors = found
        rows = [found[question] for question in questions]
        return np.stack(rows) if rows else np.empty((0, 1), dtype=np.float32)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 7 else default
