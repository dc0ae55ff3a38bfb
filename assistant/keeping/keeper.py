"""What happens to an answer and to a rating: ids are signed, words masked, everything stored.

A visit is written behind the answer, by one thread of its own: a database that is slow or gone
costs nobody an answer. A rating is written before it is acknowledged.
"""

from __future__ import annotations

import logging
import queue
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from assistant.errors import QuestionError, StoreError
from assistant.keeping.answer_ids import AnswerIds
from assistant.keeping.journal import import_journal
from assistant.keeping.masking import masked
from assistant.keeping.sql_store import SqlVisitStore
from assistant.keeping.visits import Rated, Rating, Visit, VisitStore
from assistant.records import Answer, Turn
from assistant.settings import Settings

log = logging.getLogger("assistant.keeping.keeper")
TOGETHER_MOST = 100
"""Visits that are written in one transaction; many visitors at once cost hardly more than one."""
TOGETHER_SECONDS = 0.2
"""How long the first of them waits for others: a transaction takes the processor as long as most of
what the server does for an answer beside finding it."""
WAITING_MOST = 5_000
"""Visits that may wait to be written; more are counted as lost."""
DAY = 86_400.0
COMMENT_MOST = 2_000


def open_store(settings: Settings) -> SqlVisitStore:
    """The store that the settings name.

    Raises:
        SettingsError: its address is none.
    """
    if settings.database_url is not None:
        return SqlVisitStore.at(settings.database_url.get_secret_value(), settings.database_schema)
    return SqlVisitStore.in_folder(settings.data_dir)


class Keeper:
    """Keeps what the visitors of one server leave. Close it, so that what waits is written."""

    def __init__(
        self,
        settings: Settings,
        store: VisitStore,
        lost: Callable[[str], None] = lambda what: None,
    ) -> None:
        self.store = store
        self._settings = settings
        self._lost = lost
        self._waiting: queue.Queue[Visit | None] = queue.Queue(WAITING_MOST)
        self._warned = 0.0
        self._ids: AnswerIds | None = None
        self._id_lock = threading.Lock()
        self._ended = threading.Event()
        self._hurry = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begins to write what waits, and to delete what is old; until then visits wait."""
        for name, work in (("writer", self._write), ("pruner", self._prune_daily)):
            thread = threading.Thread(target=work, name=f"keeping-{name}", daemon=True)
            self._threads.append(thread)
            thread.start()

    # --- an answer -------------------------------------------------------------------------------

    def named(
        self, answer: Answer, history: Sequence[Turn], surface: str, site: str = ""
    ) -> Answer:
        """The answer with an id that any process can take a rating for."""
        identity = self.ids().make(
            time.time(), answer.status, surface, site, self._conversation(history)
        )
        return replace(answer, id=identity)

    def answered(self, answer: Answer) -> None:
        """Writes down an answer that ``named`` has given its id, soon."""
        carried = self.ids().read(answer.id)
        keep = self._settings.store_questions
        words = keep == "all" or (
            keep == "uncovered" and answer.status in ("not_covered", "partial")
        )
        visit = Visit(
            id=answer.id,
            conversation=carried.conversation,
            asked_at=carried.asked_at,
            outcome=answer.status,
            surface=carried.surface,
            site=carried.site,
            engine=answer.engine,
            index=answer.index,
            took_ms=round(answer.took_ms, 1),
        )
        if words:
            question = masked(answer.question)
            shown = replace(answer, question=question, understood=None)
            visit = replace(visit, question=question, answer=shown.to_json())
        try:
            self._waiting.put_nowait(visit)
        except queue.Full:
            self._lost("visit")

    # --- a rating --------------------------------------------------------------------------------

    def rate(
        self, answer_id: str, rating: Rating, reason: str = "", comment: str | None = None
    ) -> None:
        """Stores a rating in place of an earlier one of the same answer.

        Raises:
            QuestionError: the answer is none of ours or too old, or the comment is too long.
            StoreError: it cannot be written.
        """
        if comment and len(comment) > COMMENT_MOST:
            raise QuestionError(
                f"The comment has more than {COMMENT_MOST:,} characters.", "Shorten it."
            )
        carried = self.ids().read(answer_id)
        now = time.time()
        if now - carried.asked_at > self._settings.retention_days * DAY:
            raise QuestionError("This answer is too old to be rated.", "Ask again, then rate.")
        try:
            self.store.rated(
                Rated(
                    answer_id=answer_id,
                    conversation=carried.conversation,
                    rated_at=now,
                    rating=rating,
                    reason=reason,
                    comment=masked(comment or ""),
                    outcome=carried.outcome,
                    surface=carried.surface,
                    site=carried.site,
                )
            )
        except StoreError:
            self._lost("rating")
            raise

    def unrate(self, answer_id: str) -> None:
        """Deletes the rating of an answer; there need be none.

        Raises:
            QuestionError: the answer is none of ours.
            StoreError: it cannot be deleted.
        """
        self.ids().read(answer_id)
        self.store.unrated(answer_id)

    def forget(self, answer_ids: Sequence[str]) -> int:
        """Deletes what was left in the conversations of these answers; how many rows.

        Raises:
            QuestionError: none of the ids is ours.
            StoreError: it cannot be deleted.
        """
        self.flush()
        ours = [self._carried(identity) for identity in answer_ids]
        conversations = {conversation for conversation in ours if conversation}
        if not conversations:
            raise QuestionError(
                "None of these answers was given here.", "Send the `id` of each answer."
            )
        return self.store.forget(sorted(conversations))

    # --- inside ----------------------------------------------------------------------------------

    @property
    def knows_key(self) -> bool:
        """Whether ids are made without waiting for the database."""
        return self._ids is not None

    def ids(self) -> AnswerIds:
        """The maker of answer ids. Where the database is down, one with a key of its own."""
        with self._id_lock:
            if self._ids is None:
                self._ids = AnswerIds(self._key(), self._settings.widget_origins)
            return self._ids

    def _key(self) -> str:
        if self._settings.secret is not None:
            return self._settings.secret.get_secret_value()
        try:
            return self.store.secret()
        except StoreError as error:
            log.warning("Answers of this process cannot be rated after a restart: %s", error)
            return secrets.token_urlsafe(32)

    def _conversation(self, history: Sequence[Turn]) -> str:
        named = (self._carried(turn.answer_id) for turn in history if turn.answer_id)
        return next((conversation for conversation in named if conversation), "")

    def _carried(self, answer_id: str) -> str:
        try:
            return self.ids().read(answer_id).conversation
        except QuestionError:
            return ""

    def _write(self) -> None:
        ended = False
        while not ended:
            first = self._waiting.get()
            if first is not None:
                self._hurry.wait(TOGETHER_SECONDS)
            taken = [first, *self._at_once()]
            ended = None in taken
            self._write_all([visit for visit in taken if visit is not None])
            for _ in taken:
                self._waiting.task_done()

    def _at_once(self) -> Iterator[Visit | None]:
        """What waits besides, to be written in the same transaction."""
        with suppress(queue.Empty):
            for _ in range(TOGETHER_MOST - 1):
                yield self._waiting.get_nowait()

    def _write_all(self, some: Sequence[Visit]) -> None:
        if not some:
            return
        try:
            self.store.asked(*some)
        except StoreError as error:
            if len(some) > 1:  # one that cannot be written takes no other with it
                for visit in some:
                    self._write_all([visit])
                return
            self._lost("visit")
            if self._warned == 0.0 or time.monotonic() - self._warned > 60:
                self._warned = time.monotonic()
                log.warning("%s", error)

    def _prune_daily(self) -> None:
        """Retention, at the start and every day; and once, what an earlier version left."""
        while True:
            try:
                if isinstance(self.store, SqlVisitStore):
                    import_journal(self._settings.data_dir, self.store)
                self.store.prune(time.time(), self._settings.retention_days * DAY)
            except StoreError as error:
                log.warning("Retention did not run: %s", error)
            if self._ended.wait(DAY):
                return

    def waiting(self) -> int:
        """How many visits are not written yet."""
        return self._waiting.qsize()

    def flush(self) -> None:
        """Waits until every visit so far is written."""
        if self._threads:
            self._hurry.set()
            self._waiting.join()
            self._hurry.clear()
        while not self._waiting.empty():
            if (visit := self._waiting.get_nowait()) is not None:
                self._write_all([visit])
            self._waiting.task_done()

    def close(self) -> None:
        """Writes what waits and lets go of the database."""
        self._ended.set()
        self._hurry.set()
        self._waiting.put(None)
        for thread in self._threads:
            thread.join(10)
        self.store.close()
