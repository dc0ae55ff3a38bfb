"""Whether what is told speaks of what a question for yes or no asks about.

"Does the fee depend on the town?" lies near "Wages depend on the town", which is no answer to it,
and whoever reads it takes it for one. So the thing that is asked about has to be spoken of by what
is told: in its words or its heading, or in a question that it is known to answer. English.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from assistant.reading.talk.vouching import Vouching, is_known
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.agreement import LINK
from assistant.text.subjects import subject_of
from assistant.text.words import content_stems, stem, stems_and_initials

_OPENS = re.compile(
    r"^(?:an?|the|any|some|all|most|many|every|each|no|my|your|our|their|its|his|her)\s+",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"(?:this|that|these|those|it|they|there|he|she|i|we|you|one|someone|somebody|anyone|anybody"
    r"|everyone|everybody|nobody|people|person|man|woman)\b",
    re.IGNORECASE,
)
"""Names nothing that could be spoken of."""
_LAST = re.compile(
    r"(?:\s+(?:still|also|only|just|even|ever|always|usually|often|really|actually|already))+$",
    re.IGNORECASE,
)


OFTEN = 3
"""Known questions of a passage from which on a word that it does not have is one for it."""


class Whose:
    """Tells for one corpus whether a question is asked of what is told. Safe to share."""

    def __init__(self, vouching: Vouching) -> None:
        self._vouching = vouching
        self._names = vouching.corpus.naming.names
        self._spoken: dict[str, frozenset[str]] = {}

    def of_another(self, question: str, told: Sequence[Passage]) -> bool:
        """Whether yes or no is asked of a thing, and no passage told speaks of that and of what is
        asked of it; false where it is not plain what is asked about, or nobody knows how people ask
        of what is told."""
        thing, rest = self._asked(question)
        if not thing or not self._vouching.asks_known(told):
            return False
        return not any(self._speaks(passage, thing, rest) for passage in told)

    def _speaks(self, passage: Passage, thing: Sequence[str], rest: Sequence[str]) -> bool:
        # Exactly this word: "fee" is no short form of "feedback".
        if not self._words(passage).issuperset(thing):
            return False
        every = self._vouching.words_of(passage)
        return not rest or any(is_known(one, every) for one in rest)

    def _asked(self, question: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The stems of the word that names what is asked about, the last of "the keeper's fee", and
        of what is asked of it; nothing where that is the subject of the corpus.

        "Town keepers" are not the corpus's own keepers: there both words count.
        """
        asked = _LAST.sub("", _OPENS.sub("", subject_of(question, self._names)))
        words = LINK.split(asked)[0].split()
        if not words or _POINTS_BACK.match(asked) or self._called.fullmatch(words[-1]):
            return (), ()
        rest = question[question.find(asked) + len(asked) :]
        named = self._called.sub(" ", " ".join(words)).split()
        if len(named) < 2 and stem(words[-1].lower()) in self._own:
            return (), ()
        last = words[-2:] if stem(words[-1].lower()) in self._own else words[-1:]
        return content_stems(" ".join(last)), tuple(
            s for s in content_stems(rest) if s not in self._own
        )

    @cached_property
    def _called(self) -> re.Pattern[str]:
        return re.compile(rf"\b{re.one_of(self._names)}s?\b", re.IGNORECASE)

    @cached_property
    def _own(self) -> frozenset[str]:
        names = self._names
        return frozenset(stem(word) for name in names for word in name.lower().split())

    def _words(self, passage: Passage) -> frozenset[str]:
        """The stems of a passage, its place, and those that its known questions often have."""
        if passage.id not in self._spoken:
            own = self._called.sub(
                " ", f"{passage.heading}. {' . '.join(passage.header)} . {passage.text}"
            )
            asked = Counter(
                s
                for text in self._vouching.asked_of(passage)
                for s in set(content_stems(self._called.sub(" ", text)))
            )
            often = {s for s, times in asked.items() if times >= OFTEN}
            self._spoken[passage.id] = stems_and_initials(own) | often
        return self._spoken[passage.id]
