"""What visitors leave, as records, and what a store of it can do.

A visit is one question with its answer. Counted always; the words are kept only where the owner
has switched that on (``ASSISTANT_STORE_QUESTIONS``), and then with personal details masked. There
is no address, no cookie and no account: ``conversation`` is the random part of the id of the first
answer in a talk, known only to the browser that has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeAlias

Rating: TypeAlias = Literal["up", "down"]
Stored: TypeAlias = Literal["no", "uncovered", "all"]


@dataclass(frozen=True, slots=True)
class Visit:
    """One question that was asked.

    Attributes:
        asked_at: seconds since 1970.
        outcome: the answer's status, or ``failed``.
        surface: ``page``, ``api`` or ``widget``; ``site`` is the embedding site, or empty.
        question: as it was asked, masked; empty where questions are not stored.
        answer: the public JSON of the answer as the visitor saw it; empty likewise.
        done: the owner has dealt with it.
    """

    id: str
    conversation: str
    asked_at: float
    outcome: str
    surface: str
    site: str = ""
    engine: str = ""
    index: str = ""
    took_ms: float = 0.0
    question: str = ""
    answer: Mapping[str, Any] = field(default_factory=dict)
    done: bool = False


@dataclass(frozen=True, slots=True)
class Rated:
    """The rating of one answer; the last one counts. It needs no stored visit."""

    answer_id: str
    conversation: str
    rated_at: float
    rating: Rating
    reason: str = ""
    comment: str = ""
    outcome: str = ""
    surface: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many questions ended so in the hour that began at ``hour`` (seconds since 1970)."""

    hour: int
    outcome: str
    surface: str
    site: str
    number: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which visits are looked for; what is left as it is does not narrow the choice.

    Attributes:
        since, until: seconds since 1970; ``until`` itself is not wanted any more.
        outcomes: one of these.
        contains: these characters stand in the question, capitals or not.
        done: whether the owner has dealt with it.
    """

    since: float = 0.0
    until: float | None = None
    outcomes: Sequence[str] = ()
    surface: str | None = None
    site: str | None = None
    contains: str = ""
    done: bool | None = None
    conversation: str | None = None


EVERY_VISIT = Wanted()


class VisitStore(Protocol):
    """Keeps what visitors leave. Every method may be called from any thread.

    Raises of every method:
        StoreError: the database cannot be used.
    """

    def secret(self) -> str:
        """The key that answer ids are signed with: made once, the same for every process."""

    def asked(self, *some: Visit) -> None:
        """Counts visits, and keeps the words of those that have any; all of them or none."""

    def rated(self, rated: Rated) -> None:
        """Keeps a rating in place of an earlier one of the same answer."""

    def unrated(self, answer_id: str) -> None:
        """Deletes the rating of an answer, if there is one."""

    def counts(self, since: float = 0.0, until: float | None = None) -> Sequence[Count]:
        """Questions by hour, outcome, surface and site, oldest first."""

    def visits(
        self, wanted: Wanted = EVERY_VISIT, *, limit: int = 100, offset: int = 0
    ) -> Sequence[Visit]:
        """Visits whose words were kept, newest first."""

    def visit(self, answer_id: str) -> Visit | None:
        """One visit whose words were kept."""

    def ratings(
        self, *, since: float = 0.0, rating: Rating | None = None, limit: int = 1_000
    ) -> Sequence[Rated]:
        """Ratings, newest first."""

    def rating_of(self, answer_id: str) -> Rated | None:
        """The rating of one answer."""

    def mark_done(self, answer_id: str, done: bool = True) -> bool:
        """Notes that the owner has dealt with a visit; whether there is one."""

    def forget(self, conversations: Sequence[str]) -> int:
        """Deletes what was left in these conversations; how many rows that were."""

    def delete_before(self, time: float) -> int:
        """Deletes what is older than ``time``, counts too; how many rows that were."""

    def note(self, name: str, value: str | None) -> None:
        """Remembers a fact that all processes share, in place of an earlier one of that name;
        ``None`` forgets it."""

    def notes(self, beginning: str) -> Mapping[str, str]:
        """The facts whose names begin so."""

    def rows(self) -> Iterator[dict[str, Any]]:
        """Everything, one JSON-ready row at a time, for an export."""

    def prune(self, now: float, retention_seconds: float) -> int:
        """Deletes what is older than the retention, by a clock that is believed only after a day
        where it has jumped; how many rows that were."""

    def close(self) -> None:
        """Lets go of the database."""
