"""A store of what visitors leave that a person can read in two minutes: lists in memory.

It passes the same contract as the real one (``tests/keeping/test_stores.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from assistant.errors import StoreError
from assistant.keeping.retention import ClockSeen, believable
from assistant.keeping.visits import EVERY_VISIT, Count, Rated, Rating, Visit, Wanted

HOUR = 3_600


class ListStore:
    """See ``VisitStore``. ``broken`` makes every use fail."""

    def __init__(self) -> None:
        self.kept: dict[str, Visit] = {}
        self.rated_by_id: dict[str, Rated] = {}
        self.counted: Counter[tuple[int, str, str, str]] = Counter()
        self.noted: dict[str, str] = {}
        self.seen = ClockSeen()
        self.broken = False

    def _check(self) -> None:
        if self.broken:
            raise StoreError("What visitors leave cannot be stored now (Broken).", "Mend it.")

    def secret(self) -> str:
        self._check()
        return "a-secret-of-the-tests"

    def asked(self, *some: Visit) -> None:
        self._check()
        for visit in some:
            hour = int(visit.asked_at) // HOUR * HOUR
            self.counted[hour, visit.outcome, visit.surface, visit.site] += 1
            if visit.question:
                self.kept.setdefault(visit.id, visit)

    def rated(self, rated: Rated) -> None:
        self._check()
        self.rated_by_id[rated.answer_id] = rated

    def unrated(self, answer_id: str) -> None:
        self._check()
        self.rated_by_id.pop(answer_id, None)

    def counts(self, since: float = 0.0, until: float | None = None) -> Sequence[Count]:
        return [
            Count(*key, number)
            for key, number in sorted(self.counted.items())
            if key[0] > since - HOUR and (until is None or key[0] < until)
        ]

    def visits(
        self, wanted: Wanted = EVERY_VISIT, *, limit: int = 100, offset: int = 0
    ) -> Sequence[Visit]:
        found = [
            v
            for v in self.kept.values()
            if v.asked_at >= wanted.since and (wanted.until is None or v.asked_at < wanted.until)
            if not wanted.outcomes or v.outcome in wanted.outcomes
            if wanted.surface in (None, v.surface) and wanted.site in (None, v.site)
            if wanted.contains.lower() in v.question.lower() and wanted.done in (None, v.done)
            if wanted.conversation in (None, v.conversation)
        ]
        found.sort(key=lambda v: (-v.asked_at, v.id))
        return found[offset : offset + limit]

    def visit(self, answer_id: str) -> Visit | None:
        return self.kept.get(answer_id)

    def ratings(
        self, *, since: float = 0.0, rating: Rating | None = None, limit: int = 1_000
    ) -> Sequence[Rated]:
        found = [r for r in self.rated_by_id.values() if r.rated_at >= since]
        found = [r for r in found if rating in (None, r.rating)]
        return sorted(found, key=lambda r: (-r.rated_at, r.answer_id))[:limit]

    def rating_of(self, answer_id: str) -> Rated | None:
        return self.rated_by_id.get(answer_id)

    def mark_done(self, answer_id: str, done: bool = True) -> bool:
        if answer_id not in self.kept:
            return False
        self.kept[answer_id] = replace(self.kept[answer_id], done=done)
        return True

    def forget(self, conversations: Sequence[str]) -> int:
        before = len(self.kept) + len(self.rated_by_id)
        self.kept = {k: v for k, v in self.kept.items() if v.conversation not in conversations}
        self.rated_by_id = {
            k: r for k, r in self.rated_by_id.items() if r.conversation not in conversations
        }
        return before - len(self.kept) - len(self.rated_by_id)

    def delete_before(self, time: float) -> int:
        before = len(self.kept) + len(self.rated_by_id) + len(self.counted)
        self.kept = {k: v for k, v in self.kept.items() if v.asked_at >= time}
        self.rated_by_id = {k: r for k, r in self.rated_by_id.items() if r.rated_at >= time}
        self.counted = Counter({k: n for k, n in self.counted.items() if k[0] >= time - HOUR})
        return before - len(self.kept) - len(self.rated_by_id) - len(self.counted)

    def note(self, name: str, value: str | None) -> None:
        self._check()
        if value is None:
            self.noted.pop(name, None)
        else:
            self.noted[name] = value

    def notes(self, beginning: str) -> Mapping[str, str]:
        self._check()
        return {name: value for name, value in self.noted.items() if name.startswith(beginning)}

    def rows(self) -> Iterator[dict[str, Any]]:
        yield from ({"kind": "visits", **asdict(v)} for v in self.kept.values())
        yield from ({"kind": "ratings", **asdict(r)} for r in self.rated_by_id.values())
        yield from ({"kind": "counts", **asdict(c)} for c in self.counts())

    def prune(self, now: float, retention_seconds: float) -> int:
        by, self.seen = believable(now, self.seen)
        late = now + 86_400
        self.kept = {
            k: replace(v, asked_at=min(v.asked_at, now)) if v.asked_at > late else v
            for k, v in self.kept.items()
        }
        return self.delete_before(by - retention_seconds)

    def close(self) -> None:
        """Nothing to let go of."""
