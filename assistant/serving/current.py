"""The assistant that answers now: another takes its place when the corpus has changed.

An edited article reaches a running server without a restart and without a failed question: the new
index is opened beside the old one, questions that were asked before end on the old one, and it is
closed once none can be left. A corpus that cannot be read leaves the old one in place.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.assistant import Assistant, build_index
from assistant.errors import AssistantError, CorpusError, DocumentError
from assistant.index.manifest import read_manifest
from assistant.records import Document, Quote, StreamEvent, Turn
from assistant.settings import Settings
from assistant.sources.naming import Naming
from assistant.sources.own import documents_of, questions_of
from assistant.sources.parsed import Parsed

if TYPE_CHECKING:
    from assistant.index.ingestion import Stage
    from assistant.language_model import ModelState

log = logging.getLogger("assistant.serving.current")
LINGER_SECONDS = 120.0
"""How long a replaced assistant stays open: longer than any answer may take."""
TOLD_AGAIN_SECONDS = 600.0
"""How often the log says that the same thing still stands in the way."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """How the taking over of a changed corpus stands, or how the last one ended.

    Attributes:
        running: it goes on.
        what: what is being done, or how it ended, in words.
        done: how much of it, of ``total``; both 0 where that is not known.
        at: when this was so, in seconds since 1970; 0 where there was none yet.
        well: it did not fail.
    """

    running: bool = False
    what: str = ""
    done: int = 0
    total: int = 0
    at: float = 0.0
    well: bool = True


class CurrentAssistant:
    """Stands for the assistant that answers now. Close it, which closes that one."""

    def __init__(
        self,
        assistant: Assistant,
        opened: Callable[[Settings, Stage], Assistant] = Assistant.open,
    ) -> None:
        self._now = assistant
        self._opened = opened
        self._renewing = threading.Lock()
        self.renewal = Renewal()
        """How taking over a changed corpus stands."""
        self._seen = self._signature()
        self._told, self._told_at = "", 0.0
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self._replaced: list[threading.Timer] = []
        self.settings = assistant.settings

    @property
    def now(self) -> Assistant:
        """The assistant that answers now; not to be kept."""
        return self._now

    # --- the part of an assistant that is served ---------------------------------------------

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents that answers come from, by id."""
        return self._now.documents

    @property
    def engine(self) -> str:
        """What writes the answers."""
        return self._now.engine

    @property
    def index(self) -> str:
        """Fingerprint of the index that answers."""
        return self._now.index

    def suggestions(self) -> tuple[str, ...]:
        """Questions to start with."""
        return self._now.suggestions()

    def known_questions(self) -> tuple[str, ...]:
        """Questions that are known to be answerable."""
        return self._now.known_questions()

    def key_points(self) -> tuple[Quote, ...]:
        """What the documents say above all, in their own words."""
        return self._now.key_points()

    def questions_by_section(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Further questions, under the headings that answer them."""
        return self._now.questions_by_section()

    @property
    def parsed(self) -> Mapping[str, Parsed]:
        """The documents with their blocks, by id."""
        return self._now.parsed

    @property
    def naming(self) -> Naming:
        """What the corpus calls itself, its text and this assistant."""
        return self._now.naming

    @property
    def noun(self) -> str:
        """What the corpus calls its text."""
        return self._now.noun

    def check(self, question: str, history: Sequence[Turn] = ()) -> str:
        """See ``Assistant.check``."""
        return self._now.check(question, history)

    def problem(self) -> str:
        """Why no question can be answered now; empty when all is well."""
        return self._now.problem()

    def model_state(self) -> ModelState | None:
        """How the language model is doing; ``None`` where none is used."""
        return self._now.model_state()

    def astream(self, question: str, history: Sequence[Turn] = ()) -> AsyncGenerator[StreamEvent]:
        """The events of one answer, all from one assistant."""
        return self._now.astream(question, history)

    def __getattr__(self, name: str) -> object:
        # What else a page asks of an assistant, such as how its corpus is called.
        return getattr(self._now, name)

    # --- taking over -----------------------------------------------------------------------------

    def start(self) -> None:
        """Looks for a changed corpus every ``reload_seconds``; 0 never looks."""
        seconds = self.settings.reload_seconds
        if seconds and self._thread is None:
            self._thread = threading.Thread(
                target=self._look, args=(seconds,), name="taking-over", daemon=True
            )
            self._thread.start()

    def refresh(self, rebuild: bool = False, reopen: bool = False) -> bool:
        """Takes over a corpus or an index that has changed; whether there was one. With ``rebuild``
        the index is built anew in any case, with ``reopen`` it is opened anew, and built if it is
        not there. One at a time: a second waits for the first.

        ``renewal`` says how it goes on.
        """
        with self._renewing:
            seen = self._signature()
            if seen == self._seen and not (rebuild or reopen):
                if self.renewal.running:
                    self._end("Nothing had changed.")
                return False
            before, self._seen = self._seen, seen
            self._tell("reading the documents", 0, 0)
            try:
                if rebuild:
                    build_index(self.settings, rebuild=True, stage=self._tell)
                fresh = self._opened(self.settings, self._tell)
            except AssistantError as error:
                if not isinstance(error, CorpusError | DocumentError):
                    # A server or a disk, not the documents: it is tried again until it works.
                    self._seen = before
                self._not_taken_over(error)
                return False
            except Exception:
                self._seen = before
                self._end("It failed; the log says more.", well=False)
                raise
            return self._take_over(fresh, rebuild or reopen)

    def _not_taken_over(self, error: AssistantError) -> None:
        told = f"Not taken over: {error}"
        if told != self._told or time.monotonic() - self._told_at > TOLD_AGAIN_SECONDS:
            self._told, self._told_at = told, time.monotonic()
            log.warning("The changed corpus was not taken over: %s", error)
        self._end(told, well=False)

    def announce(self) -> None:
        """Says at once that a renewal begins, before its thread does."""
        if not self.renewal.running:
            self._tell("looking for changes", 0, 0)

    def _take_over(self, fresh: Assistant, anyway: bool) -> bool:
        if fresh.index == self._now.index and not anyway:
            fresh.close()
            self._end("Nothing had changed that answers depend on.")
            return False
        old, self._now = self._now, fresh
        self._seen = self._signature()
        log.info("The index %s took the place of %s", fresh.index, old.index)
        timer = threading.Timer(LINGER_SECONDS, old.close)
        timer.daemon = True
        timer.start()
        self._replaced.append(timer)
        left_out = len(fresh.corpus.problems)
        words = (
            f"{len(fresh.documents)} documents with {len(fresh.corpus.passages)} passages answer"
        )
        self._end(f"{words}; {left_out} left out." if left_out else f"{words}.")
        return True

    def _tell(self, what: str, done: int, total: int) -> None:
        self.renewal = Renewal(True, what, done, total, time.time())

    def _end(self, what: str, *, well: bool = True) -> None:
        self.renewal = Renewal(False, what, at=time.time(), well=well)

    def stop(self) -> None:
        """No more looking; what was replaced is closed now."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join(30)
        for timer in self._replaced:
            if not timer.finished.is_set():
                timer.cancel()
                with suppress(Exception):  # at the end of a process that no longer needs it
                    timer.function()

    def close(self) -> None:
        """Lets go of the assistant that answers now."""
        self.stop()
        self._now.close()

    def _look(self, seconds: float) -> None:
        while not self._ended.wait(seconds):
            try:
                # A database that came back without what was in it, or a folder that was emptied.
                self.refresh(reopen=bool(self._now.problem()))
            except Exception as error:
                log.error("Looking for a changed corpus failed (%s)", type(error).__name__)

    def _signature(self) -> tuple[object, ...]:
        manifest = read_manifest(self._now.settings.index_dir)
        made = manifest.fingerprint if manifest is not None else ""
        added = self.settings.added_dir
        own = [questions_of(added), documents_of(added)]
        found = [_files(place) for place in (self.settings.corpus_dir, *own) if place is not None]
        return (made, *(state for place in found for state in place))


def _files(place: Path) -> list[tuple[str, int, int]]:
    """Name, size and time of a file, or of every file of a folder; cheap to compare."""
    found = []
    for path in [place] if place.is_file() else sorted(place.rglob("*")):
        with suppress(OSError):
            state = path.stat()
            if path.is_file():
                found.append((str(path), state.st_size, state.st_mtime_ns))
    return found
