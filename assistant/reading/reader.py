"""Choose among what was found, and decide whether the corpus answers at all.

Where a document has a question bank, the nearest known questions vote (`voting/vote.py`): they
say which passages answer, and questions that are known not to be answered vote against. Without
a bank the evidence reader judges what was found (`unbanked/plain.py`). Each number that was
chosen on data is stored beside the model, not here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import replace
from functools import cached_property

import numpy as np

from assistant.index.bank_vectors import Anchors
from assistant.index.retrieval import Found
from assistant.reading import signs
from assistant.reading.behind import asked_behind
from assistant.reading.joining import Joining
from assistant.reading.lacking.in_its_place import phrase_asked, taken_up
from assistant.reading.lacking.missing import missing_words
from assistant.reading.lacking.partial import (
    Beside,
    denies_otherwise,
    makes_it_so,
    named_things,
    puts_himself,
    supposes,
    supposes_otherwise,
)
from assistant.reading.lacking.reasons import (
    Reasons,
    says_first_of_two,
    says_so,
    says_so_in_a_clause,
    says_what_for,
)
from assistant.reading.lacking.unexplained import (
    EXPLAINED,
    NAMED_MOST,
    is_common,
    merely_used,
    points_back,
    term_asked,
)
from assistant.reading.not_done import without_what_is_done
from assistant.reading.parameters import ReaderParameters
from assistant.reading.plainly import Plainly
from assistant.reading.readings import Reading
from assistant.reading.talk.vouching import Vouching
from assistant.reading.unbanked.evidence import shipped_reader
from assistant.reading.unbanked.plain import PlainParameters, PlainReader, Scorer
from assistant.reading.voting.asks_no_more import (
    asks_no_more,
    asks_of_subject,
    asks_only_whether,
)
from assistant.reading.voting.outcomes import Outcomes, Said
from assistant.reading.voting.scales import Scales
from assistant.reading.voting.vote import TELLING, Vote, VoteParameters, choose_passages, vote
from assistant.reading.voting.voters import Voters
from assistant.reading.yes_no.known_yes_no import KnownYesNo, asks_who_pays
from assistant.reading.yes_no.of_another import says_yes_of_another
from assistant.reading.yes_no.outcome import SURE, said_by
from assistant.records import Evidence, Passage
from assistant.sources.bank import BankEntry, EntryKind
from assistant.sources.corpus import Corpus
from assistant.sources.notes import How
from assistant.text import patterns as re
from assistant.text import turns
from assistant.text.numbers import conflicting_quantity
from assistant.text.words import content_stems

RANKED_MOST = 20
ACT_LEAST = 0.8
"""Cosine from which on a message is small talk where no bank is whole."""
KNOWN_LEAST = 0.85
"""The same from which on one of a few known questions is meant."""
PREMISE_EASE = 0.1
"""What refutes a question is told a little more readily than an answer."""
NEXT_LEAST = 0.15
"""Least relevance of a sentence behind the one that says what a question takes for granted."""
BESIDE_LEAST = 0.66
"""Cosine from which on what a known question is told in part is near one that has no answer."""
SOUNDS_LEAST = 0.57
"""The same of a passage that shares a word with it; below, the word is all that they share."""
NEAR_MOST = 5
"""Known questions whose words for what is missing are considered."""
_REFERS = re.compile(r"\brefer to\b", re.IGNORECASE)
_OWN_CASE = re.compile(r"\b(?:i|my|our|we|i've|i'm|we've|we're)\b", re.IGNORECASE)
"""Numbers of the person's own case are no claim about the article."""


class Reader:
    """Decides for one corpus."""

    def __init__(
        self,
        corpus: Corpus,
        bank: VoteParameters | None,
        parameters: ReaderParameters,
        anchors: Anchors | None = None,
        scales: Scales | None = None,
        scorer: Scorer | None = None,
        outcomes: Outcomes | None = None,
    ) -> None:
        """``bank`` is ``None`` where the embedding is not the one the vote was calibrated for.

        ``anchors`` are what training left for this corpus, if anything; with ``scales`` they tell
        an answer in part from a whole one. ``scorer`` judges the passages of documents without a
        bank, by default the evidence reader. ``outcomes`` are heard beside the scales.
        """
        self._outcomes = outcomes
        self._scales = scales
        self._anchors = anchors
        self._anchored = Voters(anchors.entries if anchors is not None else ())
        self._corpus = corpus
        self._bank = bank
        self._parameters = parameters
        self.reasons, self.vouching = Reasons(corpus), Vouching(corpus)
        least = bank.answer_threshold if bank is not None else None
        self.joining = Joining(corpus, self.vouching, parameters, least)
        self._known = KnownYesNo(corpus.notes.yes_no, corpus.naming.names)
        self._plainly = Plainly(corpus, self.vouching, self._blocks)
        self._plain = PlainReader(corpus, scorer or shipped_reader(), PlainParameters.load())

    @cached_property
    def _all_banked(self) -> bool:
        return self._corpus.banked == frozenset(self._corpus.documents)

    def prepare(self) -> None:
        """Does ahead what the first questions would wait for."""
        self._known.prepare()
        self.vouching.prepare()

    def hear(self, question: str) -> Said | None:
        """What is heard beside the neighbours of a question, with the vector that finds them;
        ``None`` where nobody has a second opinion on it."""
        # What stands behind a conversation is no question that the second opinion was taught.
        if self._outcomes is None or turns.is_joined(question):
            return None
        return self._outcomes.said(question)

    def read(self, found: Found, heard: Said | None = None) -> Reading:
        """The decision on what was found; ``heard`` comes from ``hear``, if that was asked."""
        voted = self._vote(found, heard or self.hear(found.question))
        if voted is None:
            return self._plainly.by_its_figure(found.question, self._plain_reading(found))
        # Where no bank is whole, only what is nearly the question was heard.
        final = self._all_banked or self._placed(found) or not self._corpus.banked
        if voted.outcome in ("answer", "partial", "premise", "act") or final:
            reading = self._explained(found, voted, self._voted_reading(found, voted))
            reading = self._with_near(found, reading)
            return self._plainly.settled(found.question, reading, lambda: self.lacking(found))
        # A document without a bank may still answer what the bank knows nothing of.
        plain = self._plain_reading(self._unbanked(found))
        return plain if plain.outcome == "answer" else self._voted_reading(found, voted)

    def _explained(self, found: Found, voted: Vote, reading: Reading) -> Reading:
        """The reading of a question for what a term means: in part, where it is merely used."""
        term = term_asked(found.question)
        phrase = phrase_asked(found.question)
        around = taken_up(phrase, self._corpus.passages) if phrase else ()
        if around and reading.outcome in ("answer", "premise", "partial", "uncovered"):
            return replace(reading, outcome="answer", chosen=around, missing=(), says=None)
        if not term or points_back(term) or turns.is_joined(found.question):
            return reading
        told = reading.chosen if voted.whole < EXPLAINED else ()
        if reading.outcome == "uncovered" and not self._beside.nothing(found.question):
            told = tuple(p for p in self._corpus.passages if is_common(term, p))
        used = merely_used(term, told, self._corpus.naming.names)[:NAMED_MOST]
        if not used or reading.outcome not in ("answer", "premise", "uncovered"):
            return reading
        lacking = (self.lacking(found),)
        return replace(reading, outcome="partial", chosen=tuple(used), missing=lacking, says=None)

    def _completed(self, chosen: list[Passage]) -> tuple[Passage, ...]:
        """Adds the rest of a table or paragraph of which most is cited already.

        Who asks for most of a list asks for the list. The header of a table is shown with its
        rows, so it is no evidence of its own beside them.
        """
        rows = {(p.document_id, p.block) for p in chosen if p.kind == "table_row"}
        completed = dict.fromkeys(p for p in chosen if p.kind != "table_header")
        for header in chosen:
            key = (header.document_id, header.block)
            if header.kind == "table_header" and key not in rows:
                completed.update(dict.fromkeys(self._blocks.get(key) or [header]))
        for key, cited in Counter((p.document_id, p.block) for p in chosen).items():
            block = self._blocks.get(key, [])
            enough = cited >= self._parameters.block_least
            if enough and cited >= self._parameters.block_share * len(block):
                completed.update(dict.fromkeys(block))
        return tuple(completed)

    @cached_property
    def _blocks(self) -> Mapping[tuple[str, int], list[Passage]]:
        blocks: dict[tuple[str, int], list[Passage]] = {}
        for passage in self._corpus.passages:
            if passage.kind != "table_header":
                blocks.setdefault((passage.document_id, passage.block), []).append(passage)
        return blocks

    def _vote(self, found: Found, heard: Said | None) -> Vote | None:
        if self._bank is None or not found.neighbours:
            return None
        if placed := self._placed(found):
            near = np.array([similarity for _, similarity in placed])
            return vote(near, [entry for entry, _ in placed], self._bank)
        neighbours = found.neighbours
        entry, similarity = neighbours[0]
        literal = entry.kind == "act" and similarity >= ACT_LEAST
        elsewhere = entry.act == "off_topic"  # "where can I park" may be asked of these documents
        if not self._corpus.banked and (
            not literal or (elsewhere and self._plain.speaks_of(found.question))
        ):
            # Small talk is believed when it is nearly literal, and of a few known questions those
            # that are about the same: one of them is the nearest to whatever is asked.
            neighbours = tuple(n for n in neighbours if n[0].kind != "act" and n[1] >= KNOWN_LEAST)
            if not neighbours:
                return None
        same = [item for item in neighbours if item[1] >= self._parameters.same_question]
        voters = same or neighbours
        entries = [entry for entry, _ in voters]
        similarities = np.array([similarity for _, similarity in voters])
        if self._anchors is None or same:  # what the bank holds is not put to the vote of others
            return vote(similarities, entries, self._bank)
        # Not by a BLAS library: its threads cost more than the sums, which differ elsewhere.
        anchored = np.vecdot(self._anchors.vectors, np.asarray(found.vector, dtype=np.float32))
        scales, second = self._scales, None
        if self._outcomes is not None and scales and heard is not None:
            scales = self._outcomes.scales(scales)
            second = self._outcomes.of(heard, similarities, entries)
        return vote(similarities, entries, self._bank, anchored, self._anchored, scales, second)

    def _placed(self, found: Found) -> list[tuple[BankEntry, float]]:
        """The questions that the owner has placed, of those that are this one."""
        least = self._parameters.same_question
        return [
            item for item in found.neighbours if item[1] >= least and item[0] in self._corpus.own
        ]

    def _voted_reading(self, found: Found, voted: Vote) -> Reading:
        by_id, names = self._corpus.by_id, self._corpus.naming.names
        ranked: dict[str, float] = dict(voted.scores)
        for item in found.evidence:
            # Behind everything that was voted for, in the order of the search.
            ranked.setdefault(item.passage.id, -float(item.rank))
        evidence = _ranked(ranked, by_id)
        calibrated = self._scales is not None and self._anchors is not None
        least = self._parameters.beside_threshold if calibrated else 0.0
        if voted.outcome == "premise":
            least -= PREMISE_EASE
        doubted = voted.outcome in ("answer", "premise") and voted.p_covered < least
        voted = self._in_full(found, voted, evidence, doubted=doubted)
        answered = voted.outcome in ("answer", "partial", "premise")
        chosen = self._told(found, voted) if answered else ()
        near = dict.fromkeys([*voted.near, *(item.passage.id for item in evidence)])
        cited = self._completed([by_id[identity] for identity in chosen if identity in by_id])
        cited = without_what_is_done(found.question, cited, self._called)
        outcome = voted.outcome
        if outcome == "premise" and not self._refutes(found, voted, cited):
            outcome = "answer"
            cited = _with_the_next(found.question, cited, evidence)
        if (
            outcome == "answer"
            and not _OWN_CASE.search(found.question)
            and conflicting_quantity(found.question, [p.text for p in cited])
        ):
            # "Why does it take 70 days?" where the article says 17: vectors hardly see that.
            outcome = "premise"
        if outcome in ("answer", "premise") and self.reasons.missing(
            found.question, cited, refuted=outcome == "premise"
        ):
            silence = 1 - voted.p_covered
            return Reading("uncovered", silence, evidence, near=cited, opening="no_reason")
        sure = outcome == "answer" and voted.p_covered >= SURE
        says = said_by(found.question, cited, names, sure) if outcome == "answer" else None
        how: How = ""
        if says is None and outcome in ("answer", "premise", "partial"):
            known = self._known.says(
                found.question, cited, found.neighbours, in_part=outcome == "partial"
            )
            if known is not None:  # what proves nothing of it is beside the point
                outcome, says, how = "answer", known.says, known.how
                proving = {(p.document_id, p.block) for p in cited if p.id in known.passages}
                cited = tuple(p for p in cited if (p.document_id, p.block) in proving)
        if says is None and outcome == "answer" and cited and asks_who_pays(found.question):
            # Its own yes would be taken for the answer.
            outcome = "partial" if says_yes_of_another(cited[0]) else outcome
        return Reading(
            outcome=outcome,
            p_covered=voted.p_covered,
            evidence=evidence,
            chosen=cited,
            near=tuple(by_id[identity] for identity in near if identity in by_id),
            act=voted.act if voted.outcome == "act" else None,
            topic=voted.topic if voted.outcome == "uncovered" else None,
            missing=(self.lacking(found),) if outcome == "partial" else (),
            says=says,
            how=how,
        )

    def _with_near(self, found: Found, reading: Reading) -> Reading:
        """A reading without an answer, with what known questions near to it are told."""
        if reading.outcome != "uncovered" or not self._all_banked:
            return reading
        beside = self._told_near(found, ("partial",), BESIDE_LEAST, most=1)
        return replace(
            reading, beside=beside, heard=self._told_near(found, TELLING, SOUNDS_LEAST, most=2)
        )

    def _told_near(
        self, found: Found, kinds: Container[EntryKind], least: float, most: int
    ) -> tuple[Passage, ...]:
        """What known questions that are as near as ``least`` tell first, nearest first."""
        told = dict.fromkeys(
            identity
            for entry, similarity in found.neighbours
            if entry.kind in kinds and similarity >= least
            for identity in entry.passages[:most]
        )
        by_id = self._corpus.by_id
        return tuple(by_id[identity] for identity in told if identity in by_id)

    def _told(self, found: Found, voted: Vote) -> tuple[str, ...]:
        """The passages that are told; behind a conversation no known question is near, so what
        stands together is not known there."""
        if self._bank is None:
            return ()
        joined = turns.is_joined(found.question)
        bank = replace(self._bank, cite_apart=self._bank.cite_floor) if joined else self._bank
        return choose_passages(voted, bank)

    def _in_full(
        self, found: Found, voted: Vote, evidence: tuple[Evidence, ...], *, doubted: bool
    ) -> Vote:
        """The vote with nothing told beside a question, or all of it, where its words say so."""
        partly, answers = voted.outcome == "partial", voted.outcome == "answer"
        doubted = doubted and not puts_himself(found.question)
        if (partly or doubted) and self._beside.nothing(found.question):
            names = self._corpus.naming.names
            made = evidence and makes_it_so(found.question, evidence[0].passage.text, names)
            return replace(voted, outcome="answer" if made else "uncovered")
        if voted.outcome != "act" and supposes_otherwise(found.question):
            return replace(voted, outcome="uncovered")
        whole = asks_no_more(found.question, found.neighbours)
        if partly and (whole or asks_only_whether(found.question, found.neighbours)):
            return replace(voted, outcome="answer")
        of_others = asks_of_subject(found.question, found.neighbours, self._called)
        return replace(voted, outcome="partial") if of_others and answers else voted

    def _refutes(self, found: Found, voted: Vote, cited: tuple[Passage, ...]) -> bool:
        """Whether what is cited can contradict what the question takes for granted."""
        question = found.question
        if not content_stems(turns.newest(question)):
            return False  # "why did she do that" says nothing that could be wrong
        if cited and (
            says_what_for(question, cited[0])
            or says_so(question, cited[0], self._corpus.naming.names)
            or says_so_in_a_clause(question, cited[0], self._corpus.naming.names)
            or says_first_of_two(question, cited[0], self._called, self._stands_for(cited[0]))
        ):
            return False
        near = [entry for entry, _ in found.neighbours]
        refuting = {p for entry in near if entry.kind == "premise" for p in entry.passages}
        if cited and cited[0].id not in refuting:
            return False  # no premise that is known to be false is met with that
        return supposes(question, voted.refuting) and not denies_otherwise(question, near)

    def lacking(self, found: Found) -> str:
        """What an answer in part to a question leaves open."""
        if _REFERS.search(found.question) and (term := term_asked(found.question)):
            return f"what “{term}” means"
        near = [entry for entry, _ in found.neighbours if entry.kind == "partial"]
        asked = turns.newest(found.question)
        # "Since the fee is refunded, which form do I send?": what is supposed is not what lacks.
        asked = asked_behind(asked) or asked
        names = self._corpus.naming.names
        return missing_words(asked, near[:NEAR_MOST], names, self._corpus.abbreviations)

    def _stands_for(self, passage: Passage) -> str:
        noted = self._corpus.notes.needs.get(passage.id)
        return noted.stands_for if noted is not None else ""

    @cached_property
    def _called(self) -> tuple[str, ...]:
        """The subject by its name and its letters, and not by a word like "job"."""
        return (*self._corpus.named.names[:1], *self._corpus.abbreviations)

    @cached_property
    def _beside(self) -> Beside:
        documents = self._corpus.documents.values()
        own = [*self._corpus.naming.names, *(d.disclosure or "" for d in documents)]
        told_of = {noted.stands_for for noted in self._corpus.notes.needs.values()}
        persons = {re.sub(r"^(?:an?|the) ", "", name.lower()) for name in told_of if name}
        named = named_things((p.text for p in self._corpus.passages), own)
        return Beside(named, {*self._called, *persons})

    def _plain_reading(self, found: Found) -> Reading:
        verdict = self._plain.read(found)
        return Reading(
            "answer" if verdict.chosen else "uncovered",
            verdict.p_covered,
            verdict.evidence,
            verdict.chosen,
            verdict.near,
            certain_silence=verdict.certain_silence,
        )

    def _unbanked(self, found: Found) -> Found:
        kept = tuple(
            item for item in found.evidence if item.passage.document_id not in self._corpus.banked
        )
        return replace(found, evidence=kept, neighbours=())


def _with_the_next(
    question: str, cited: tuple[Passage, ...], evidence: tuple[Evidence, ...]
) -> tuple[Passage, ...]:
    """What says that something is so, and to who asks why the sentence behind it, where that was
    found, too: there the reason is."""
    if not signs.ASKED_WHY.search(question):
        return cited
    behind = {
        item.passage for item in evidence
        if item.score >= NEXT_LEAST
        and any(
            (p.document_id, p.block, p.position + 1)
            == (item.passage.document_id, item.passage.block, item.passage.position)
            for p in cited[:1]
        )
    }  # fmt: skip
    return tuple(dict.fromkeys([*cited, *behind]))


def _ranked(scores: Mapping[str, float], by_id: Mapping[str, Passage]) -> tuple[Evidence, ...]:
    order = sorted(
        (key for key in scores if key in by_id), key=lambda key: (-scores[key], by_id[key].position)
    )
    return tuple(
        Evidence(by_id[key], rank, scores[key])
        for rank, key in enumerate(order[:RANKED_MOST], start=1)
    )
