"""The look-ups of one message that asks several things, shared by two threads: what takes the
longest, the models and the search, then runs on two cores.

Nothing depends on who did which: each look-up has one result, whenever and wherever it is made.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future

from assistant.reading.readings import Reading

LookUp = Callable[[str], Reading]


class Begun:
    """Look-ups that will all be needed, each done once.

    Args:
        look_up: reads one question; safe to share between threads.
        questions: what will be asked for.
    """

    def __init__(self, look_up: LookUp, questions: Iterable[str]) -> None:
        self._look_up = look_up
        self._results: dict[str, Future[Reading]] = {question: Future() for question in questions}
        self._taken: set[str] = set()
        self._lock = threading.Lock()

    def work(self) -> None:
        """Does, in their order, what nobody has taken yet."""
        for question in self._results:
            self._do(question)

    def __call__(self, question: str) -> Reading:
        """The reading of a question, of one that is not among them, too; whatever the look-up
        raises is raised here. While another thread has it, this one does what is left."""
        result = self._results.get(question)
        if result is None:
            return self._look_up(question)
        for other in (question, *self._results):
            if result.done():
                break
            self._do(other)
        return result.result()

    def _do(self, question: str) -> None:
        with self._lock:
            if question in self._taken:
                return
            self._taken.add(question)
        try:
            self._results[question].set_result(self._look_up(question))
        except BaseException as error:
            self._results[question].set_exception(error)
