"""Which passages prove a claim where it stands: under its leads, and after what it takes up.

A claim is proved by the passages it cites, or, where those are about something else altogether, by
others that are shown. What stands over it ("They never own:") and the sentence before it that its
"they" is about are judged with it, and each clause of it that could stand alone is judged alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.proof import leaning
from assistant.proof.citations import unsupported_numbers, without_markers
from assistant.proof.halves import conjuncts
from assistant.proof.judge import Judge
from assistant.proof.leads import (
    Lead,
    agrees_wrongly,
    answers_wrongly,
    is_answer,
    turned_by_lead,
)
from assistant.proof.restated import restated
from assistant.proof.support import CITED_SUPPORT, FOUND_SUPPORT, STRAY_SUPPORT, Support, Verdict
from assistant.records import Document, Passage
from assistant.text import patterns as re
from assistant.text.words import content

_SILENT = re.compile(
    r"\b(?:article|passages?|text|source|document|context)\b.{0,40}"
    r"\b(?:not|n't|n’t|no|never|nothing)\b|\bnot (?:mentioned|covered|stated|specified|provided)\b"
    r"|\bno information\b|\b(?:cannot|can't|unable to) (?:answer|help)\b",
    re.IGNORECASE,
)


def says_silent(claim: str) -> bool:
    """Whether a claim says that the passages do not tell."""
    return bool(_SILENT.search(claim))


_LABEL = re.compile(r"[\W_]*a(?:nswer)?\W*:[\W_]*", re.IGNORECASE)
_SHORT_ANSWER = 3
"""Words up to which a claim says nothing without the question before it."""


def without_label(claim: str) -> str:
    """``claim`` without the "A:" of questions and answers."""
    return _LABEL.sub("", claim, count=1)


def is_short(claim: str) -> bool:
    """Whether a claim says nothing without the question before it."""
    return len(without_label(claim).split()) <= _SHORT_ANSWER


def is_polar(lead: Lead) -> bool:
    """Whether a lead may turn what stands under it."""
    return leaning.is_polar(lead.bare)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim stands: the leads over it, and the last claim, with what that cited.

    ``written`` is the claim as it was written, markers and all; ``question`` stands right before.
    """

    leads: tuple[Lead, ...] = ()
    item: bool = False
    before: str = ""
    before_cited: tuple[int, ...] = ()
    written: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """The passages, from 1, that prove a claim, none if it is not proved; its converted figures."""

    cited: tuple[int, ...] = ()
    derived: tuple[str, ...] = ()


class Proving:
    """Looks for the proof of claims among the passages that were shown."""

    def __init__(
        self,
        shown: Sequence[Passage],
        documents: Mapping[str, Document],
        judge: Judge | None = None,
    ) -> None:
        self._shown = tuple(shown)
        self._support = Support(shown, documents, judge)

    def says_nothing(self, text: str) -> bool:
        """Whether a text has no words but those of the subject."""
        return self.words_beyond(text) == 0

    def words_beyond(self, text: str) -> int:
        """How many words a text has that are not those of the subject."""
        return len(content(text) - self._support.subject)

    def score(self, bare: str, numbers: Sequence[int]) -> float:
        """The share of a claim's words that the passages of these ``numbers`` have."""
        return self._support.words(bare, self._passages(numbers))

    def _passages(self, numbers: Iterable[int]) -> list[Passage]:
        return [self._shown[n - 1] for n in numbers]

    def proof_of(self, bare: str, known: Sequence[int], place: Place) -> Proof:
        """What proves a claim: the passages it cites, ``known``, else others of those shown."""
        if (fits := self._empty_holds(bare, known, place.question)) is not None:
            return Proof(tuple(known)) if fits else Proof()
        cited = self._support.near(bare, known)
        if cited and (proof := self._by(cited, bare, place)).cited:
            return proof
        # "The Sun joins in." shares nearly nothing and says who the "it" of the next one is.
        if len(cited) < len(known) and (proof := self._by(known, bare, place)).cited:
            return proof
        # A marker moves only where its passage is about something else altogether.
        if not cited or self.score(bare, cited) < STRAY_SUPPORT:
            for number in self._support.found(bare, FOUND_SUPPORT):
                if (proof := self._by([number], bare, place)).cited:
                    return proof
        elif unsupported_numbers(bare, self._passages(cited)):
            for number in self._support.found(bare, CITED_SUPPORT, most=1):
                if number not in cited:
                    return self._by([*cited, number], bare, place)
        return Proof()

    def _empty_holds(self, bare: str, known: Sequence[int], question: str) -> bool | None:
        """Whether a claim holds that says nothing by itself; None of any other.

        "Yes [3]." answers the question before it; "Usually not [3]." without one proves what its
        passage does; a bare "[3]" says nothing.
        """
        if question and is_short(bare):
            return bool(known) and self.answers(question, bare, self._passages(known))
        if not self.says_nothing(bare):
            return None
        silent = says_silent(bare) or not re.search(r"\w", bare)
        return not silent and not unsupported_numbers(bare, self._passages(known))

    def _by(self, cited: Sequence[int], bare: str, place: Place) -> Proof:
        """The proof of a claim by passages, under its leads and after what it takes up."""
        passages = self._passages(cited)
        over = [x for x in place.leads if (x.kind == "colon" and place.item) or is_polar(x)]
        over = [x for x in over if not is_answer(x)]
        before = " ".join(f"{lead.bare}:" for lead in over)
        if turned_by_lead(bare, over, place.item, passages) or agrees_wrongly(bare, passages):
            return Proof()
        judged = self._support.judged
        if not judged and not self.stands(over, passages):
            return Proof()
        # What a lead says is judged with its items. Behind one that says nothing a small judge is
        # easily led astray, so that a whole sentence must hold alone, too.
        must = judged and any(is_polar(x) or leaning.says_something(x.bare) for x in over)
        verdict = Verdict(True)
        if not must or (leaning.is_clause(bare) and not any(is_polar(x) for x in over)):
            verdict = self._support.verdict(bare, passages)
        if must and verdict.supported:
            verdict = self._support.verdict(bare, passages, before)
        if verdict.supported and place.before and leaning.has_pronoun(bare) and judged:
            passages = self._passages(sorted({*cited, *place.before_cited}))
            verdict = self._support.verdict(bare, passages, place.before)
        if not verdict.supported or not self._each_clause_holds(place.written or bare, passages):
            return Proof()
        return Proof(tuple(cited), verdict.derived)

    def _each_clause_holds(self, written: str, passages: Sequence[Passage]) -> bool:
        """Whether no clause is false that rides along with a true one: "…; …", "… and …"."""
        parts = [without_markers(clause) for clause in leaning.clauses(written)]
        leant = [parts[0] if n and leaning.leans(part) else "" for n, part in enumerate(parts)]
        for before, part in zip(leant, parts, strict=True):
            if not self._support.verdict(part, passages, before, part=True).supported:
                return False
        whole = [("", without_markers(written))]
        halves = [
            (before, half)
            for before, part in list(zip(leant, parts, strict=True)) or whole
            for half in conjuncts(part) or [part]
        ]
        return not self._support.rides_along(halves, passages)

    def answers(self, question: str, told: str, passages: Sequence[Passage]) -> bool:
        """Whether what stands behind a question is the answer to it: "Yes.", "The captain."."""
        short = without_label(told)
        if is_short(told) and answers_wrongly(short, "", passages, question):
            return False
        if not self._support.judged:
            return True
        said = restated(f"{question} {short}{'' if short.endswith('.') else '.'}", "")
        return self._support.verdict(said, passages).supported

    def stands(self, leads: Iterable[Lead], passages: Sequence[Passage]) -> bool:
        """Whether leads say nothing that the passages do not."""
        for lead in leads:
            said = leaning.without_neutral(lead.bare)
            least = FOUND_SUPPORT if is_polar(lead) else CITED_SUPPORT
            if unsupported_numbers(lead.bare, passages):
                return False
            if not self.says_nothing(said) and self._support.words(said, passages) < least:
                return False
        return True
