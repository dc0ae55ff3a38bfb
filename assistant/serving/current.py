"""The assistant that answers now: another takes its place when the corpus has changed.

An edited article reaches a running server without a restart and without a failed question: the new
index is opened beside the old one, questions that were asked before end on the old one, and it is
closed once none can be left. A corpus that cannot be read leaves the old one in place.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.index.store import read_manifest
from assistant.records import Document, StreamEvent, Turn
from assistant.settings import Settings
from assistant.sources.naming import Naming
from assistant.sources.parsed import Parsed

if TYPE_CHECKING:
    from assistant.language_model import ModelState

log = logging.getLogger("assistant.serving.current")
LINGER_SECONDS = 120.0
"""How long a replaced assistant stays open: longer than any answer may take."""


class CurrentAssistant:
    """Stands for the assistant that answers now. Close it, which closes that one."""

    def __init__(
        self, assistant: Assistant, opened: Callable[[Settings], Assistant] = Assistant.open
    ) -> None:
        self._now = assistant
        self._opened = opened
        self._seen = self._signature()
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

    def refresh(self) -> bool:
        """Takes over a corpus or an index that has changed; whether there was one."""
        seen = self._signature()
        if seen == self._seen:
            return False
        self._seen = seen
        try:
            fresh = self._opened(self.settings)
        except AssistantError as error:
            log.warning("The changed corpus was not taken over: %s", error)
            return False
        if fresh.index == self._now.index:
            fresh.close()
            return False
        old, self._now = self._now, fresh
        self._seen = self._signature()
        log.info("The index %s took the place of %s", fresh.index, old.index)
        timer = threading.Timer(LINGER_SECONDS, old.close)
        timer.daemon = True
        timer.start()
        self._replaced.append(timer)
        return True

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
                self.refresh()
            except Exception as error:
                log.error("Looking for a changed corpus failed (%s)", type(error).__name__)

    def _signature(self) -> tuple[object, ...]:
        manifest = read_manifest(self._now.settings.index_dir)
        made = manifest.fingerprint if manifest is not None else ""
        return (made, *_files(self._now.settings.corpus_dir))


def _files(folder: Path) -> list[tuple[str, int, int]]:
    """Name, size and time of every file of a corpus; cheap to compare."""
    found = []
    for path in sorted(folder.rglob("*")):
        with suppress(OSError):
            state = path.stat()
            if path.is_file():
                found.append((str(path), state.st_size, state.st_mtime_ns))
    return found
