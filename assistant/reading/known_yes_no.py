"""Yes or no from questions that are known to be answered with it (``sources/notes.py``).

The nearest known questions alone do not tell: "does it sit with marketing" and "does it sit with
the keeper" are near and answered otherwise. So words must tell, too. Either the nearest of the
questions that the cited passages prove all say the same, and each word of the question is known
from such questions with that answer and hardly from ones with the other. Or the known question
that has most of its words is very near, no near one with the other answer has as many of them,
and each word in which they differ is so known. A word that could turn the answer round is thereby
one that has never turned it; and neither denies more or less than the other. English. Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from assistant.reading.columns import columns_alike
from assistant.records import Passage
from assistant.sources.bank import BankEntry
from assistant.sources.notes import YesNo
from assistant.text.words import stem

NEAR_LEAST = 0.5
"""Least cosine of known questions of which several agree."""
NEAREST_LEAST = 0.7
"""The same for one that has almost the same words."""
DIFFERING_MOST = 8
"""Words that it and the question may not have in common."""
NEAR_MOST = 3
"""The nearest known questions that must agree."""
OTHER_MOST = 0.5
"""How often a word may stand in questions with the other answer, of how often it does in these."""

Says = Literal["yes", "no"]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known to be said, and the passages that prove it or stand beside that."""

    says: Says
    passages: frozenset[str]


_TAG = re.compile(
    r"[,.;]\s*(?:(?:do|does|is|are|did|was|were|has|have|can|could|would|will|should)"
    r"(?:n['’]t| not)?"
    r" (?:it|they|he|she|there|you|we|that|this)|right|correct|true|no|yes|yeah|huh"
    r"|is (?:that|it) (?:right|so|true|correct))\W*$"
    r"|,?\s+or (?:no|not|nah|nope|what)\W*$",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:not|no|never|without|nobody|none|nothing|neither|nor|cannot|hardly|rarely)\b|n['’]t\b",
    re.IGNORECASE,
)
_ASKS_IF = re.compile(
    r"(?:^|[,;:.]\s+|\b(?:so|and|but|ok|okay|hi|hey|hmm|well|wait|just|please|no|true that)\s+)"
    r"(?:is|are|am|was|were|do|does|did|has|have|can|could|should|must|may|might|will|would)"
    r"(?:n['’]?t)?\b(?! (?:me|not)\b)",
    re.IGNORECASE,
)
_ASKS_OTHERWISE = re.compile(
    r"\b(?:who|whom|whose|what|when|where|which|why|how)\b"
    r"|\b(?:can|could|would|will) (?:you|u) (?:please |kindly )?(?:tell|list|name|give|show"
    r"|describe|explain|compare|sum|recap|outline|share|lay|contrast|retell)",
    re.IGNORECASE,
)
"""In front of the verb, or with it: a question word, or a request."""
_SEVERAL = re.compile(r"[?.!;]\s+\w|\bor\b", re.IGNORECASE)
_SIDES = frozenset(("than", "befor", "after", "instead", "rather", "over", "not"))
"""Stems with two sides that are not to be exchanged."""
_TURNING = frozenset(
    re.findall(
        r"\w+",
        "outsid less more fewer onli alway never all everi without except instead rather beyond"
        " most least befor after enough too same differ opposit unlik chang both neither half twice"
        " fals wrong myth mistak misconcept exagger overst underst",
    )
)
"""Stems that turn an answer round wherever they come in or fall away."""
_GIVES = r"(?:charges?|bills?|invoices?|pays?|owes?)"
_WHOM = re.compile(
    rf"\b{_GIVES} (?:(?:the|your|any|all|both) )?(?:me|us|you|them|him|her|(?!fees\b)\w+s)\b"
    rf"|\b(?:i|we|they|(?!does\b|fees\b|guys\b|folks\b)\w+s) "
    rf"(?:(?:ever|also|have to|need to|must) )?{_GIVES}\b",
    re.IGNORECASE,
)
"""Says who has to pay, or be paid by, whom: turned round, it asks something else."""
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_LIGHT = frozenset(
    re.findall(
        r"\w+",
        "a an the of to in on at for by with from and is are am was were be been being do does did"
        " has have had it its they them their he she his her him this that these those i you we us"
        " my your our me so well ok okay hey hi there as about into article say says text would"
        " will really actually s t re ve d ll",
    )
)
"""Words that turn no answer round."""


@dataclass(frozen=True, slots=True)
class _Near:
    """A known question near the one that is asked."""

    says: Says
    passages: frozenset[str]
    cosine: float
    words: tuple[str, ...]
    denies: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """The words with meaning of a question, in order, and whether it denies something."""

    words: tuple[str, ...]
    denies: bool

    def differing(self, known: _Near) -> frozenset[str]:
        """Words that only one of the two has."""
        return frozenset(self.words) ^ frozenset(known.words)

    def is_turned(self, known: _Near) -> bool:
        """Whether only one of the two denies, limits or the like, or the sides of a comparison
        stand in another order ("is A more than B")."""
        if known.denies != self.denies or self.differing(known) & _TURNING:
            return True
        both = set(self.words) & set(known.words)
        if not both & _SIDES:
            return False
        return [w for w in self.words if w in both] != [w for w in known.words if w in both]


class KnownYesNo:
    """The known questions of one corpus that ask yes or no.

    Args:
        noted: what the notes say.
        names: what the corpus calls its subject; they count as one word.
    """

    def __init__(self, noted: Iterable[YesNo], names: Sequence[str]) -> None:
        self._noted = tuple(noted)
        called = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        self._names = re.compile(rf"\b(?:{called})s?\b", re.IGNORECASE) if called else None

    def says(
        self,
        question: str,
        cited: Sequence[Passage],
        neighbours: Sequence[tuple[BankEntry, float]],
    ) -> Known | None:
        """What is said, or ``None`` where that is not certain.

        Args:
            question: what is asked, without its frame.
            cited: the passages that answer it.
            neighbours: the nearest known questions of the bank with their cosines, nearest first.
        """
        body = _body(question)
        if not self._noted or not _asks(question) or _SEVERAL.search(body):
            return None
        proving = {passage.id for passage in cited}
        # Who is asked about decides in a row that sets like things side by side, not each word.
        beside = {p.id for p in cited if p.kind == "table_row" and columns_alike(p.header)}
        asked = _Asked(self._words(body), _denies(body))
        near: list[_Near] = []
        for entry, cosine in neighbours:
            known = self._by_text.get(entry.text)
            if cosine >= NEAR_LEAST and known is not None and known[1] & proving:
                text = _body(entry.text)
                words, denies = self._words(text), _denies(text)
                near.append(_Near(known[0], known[1] & proving, cosine, words, denies))
        if near and near[0].passages & beside:
            near = [known for known in near if not asked.differing(known)]
        says = (self._agreed(asked, near) or self._nearly_said(asked, near)) if near else None
        if says is None or (_WHOM.search(body) and not _paired(asked.words, near)):
            return None
        return Known(says, frozenset().union(*(n.passages for n in near if n.says == says)))

    def _agreed(self, asked: _Asked, near: Sequence[_Near]) -> Says | None:
        """What the nearest all say, where each word of the question speaks for it."""
        first = near[:NEAR_MOST]
        if len({known.says for known in first}) > 1:
            return None
        if asked.is_turned(first[0]) or any(known.denies != asked.denies for known in first):
            return None
        return first[0].says if self._speak_for(asked.words, first[0]) else None

    def _nearly_said(self, asked: _Asked, near: Sequence[_Near]) -> Says | None:
        """What one with almost the same words says, where the other words speak for it."""
        close = [known for known in near if known.cosine >= NEAREST_LEAST]
        if not close:
            return None
        best = min(close, key=lambda known: (len(asked.differing(known)), -known.cosine))
        differing = asked.differing(best)
        if len(differing) > DIFFERING_MOST or asked.is_turned(best):
            return None
        opposing = (known for known in near[:NEAR_MOST] if known.says != best.says)
        if any(len(asked.differing(known)) <= len(differing) for known in opposing):
            return None
        added = differing & frozenset(asked.words)
        return best.says if self._speak_for(added, best) else None

    def _speak_for(self, words: Iterable[str], known: _Near) -> bool:
        """Whether each word stands in questions with this answer, and hardly in others."""
        these: Counter[str] = Counter()
        others: Counter[str] = Counter()
        for passage in known.passages:
            for says, counted in self._by_passage[passage].items():
                (these if says == known.says else others).update(counted)
        return all(these[word] and others[word] <= OTHER_MOST * these[word] for word in words)

    def _words(self, body: str) -> tuple[str, ...]:
        text = body.replace("’", "'").lower()
        if self._names is not None:
            text = self._names.sub(" subject ", text)
        text = text.replace("cannot", "can not").replace("n't", " not")
        return tuple(stem(word) for word in _WORD.findall(text) if word not in _LIGHT)

    @cached_property
    def _by_text(self) -> Mapping[str, tuple[Says, frozenset[str]]]:
        return {
            question: (row.says, frozenset(row.passages))
            for row in self._noted
            for question in row.questions
        }

    @cached_property
    def _by_passage(self) -> Mapping[str, Mapping[Says, Counter[str]]]:
        """How many questions of a passage with each answer have a word."""
        found: dict[str, dict[Says, Counter[str]]] = {}
        for row in self._noted:
            for question in row.questions:
                words = frozenset(self._words(_body(question)))
                for passage in row.passages:
                    counted = found.setdefault(passage, {"yes": Counter(), "no": Counter()})
                    counted[row.says].update(words)
        return found


def _paired(words: Sequence[str], near: Sequence[_Near]) -> bool:
    """Whether words that stand side by side do so in a near question, too: "is there a charge when
    you hire a mate" says nothing of whether a mate is charged."""
    sided = {pair for known in near for pair in pairwise(known.words)}
    return all(pair in sided for pair in pairwise(words))


def _asks(question: str) -> bool:
    """Whether yes or no is asked for: a verb in front, or consent to a sentence."""
    asks = _ASKS_IF.search(question)
    if asks is None:
        return _TAG.search(question) is not None
    otherwise = _ASKS_OTHERWISE.search(question)
    return otherwise is None or otherwise.start() > asks.end()


def _body(question: str) -> str:
    """The question without what only asks for consent at its end."""
    return _TAG.sub("", question)


def _denies(body: str) -> bool:
    return len(_DENIES.findall(body)) % 2 == 1
