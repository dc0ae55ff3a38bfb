"""Answers that were given lately: a first question in the document's own words has one answer as
long as its index is open, and visitors click what is offered, again and again.

Held in memory, the last that were asked for, and gone with the assistant.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from assistant.records import Answer, Sources


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered, and the passages that were told beforehand, if any."""

    sources: Sources | None
    answer: Answer


class GivenAnswers:
    """The last ``most`` answers, by their questions: 256 take about 2 MB. Safe to share."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._given: OrderedDict[str, Given] = OrderedDict()

    def get(self, question: str) -> Given | None:
        """What was answered to exactly this question, if that is still known."""
        with self._lock:
            if (found := self._given.get(question)) is not None:
                self._given.move_to_end(question)
            return found

    def keep(self, question: str, given: Given) -> None:
        """Takes an answer in; the one that nobody has asked for the longest makes room."""
        with self._lock:
            self._given[question] = given
            self._given.move_to_end(question)
            if len(self._given) > self._most:
                self._given.popitem(last=False)
