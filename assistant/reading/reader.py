"""Choose among what was found, and decide whether the corpus answers at all.

Where a document has a question bank, the nearest known questions vote (assistant/vote.py): they
say which passages answer, and questions that are known not to be answered vote against. Without
a bank the evidence reader judges what was found (assistant/reading/plain.py). Each number that was
chosen on data is stored beside the model, not here.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from assistant.index.bank_vectors import Anchors
from assistant.index.embedding import MODEL_DIR
from assistant.index.retrieval import Found
from assistant.reading.behind import asked_behind
from assistant.reading.bounds import outside, unmeasured
from assistant.reading.evidence import shipped_reader
from assistant.reading.figures import ROWS_AMONG, chooses
from assistant.reading.known_yes_no import KnownYesNo
from assistant.reading.missing import indirect, missing_words
from assistant.reading.outcomes import Outcomes, Said
from assistant.reading.partial import (
    Beside,
    denies_otherwise,
    named_things,
    supposes,
    supposes_otherwise,
)
from assistant.reading.plain import PlainParameters, PlainReader, Scorer
from assistant.reading.readings import Part, Reading
from assistant.reading.reasons import Reasons, says_so
from assistant.reading.scales import Scales
from assistant.reading.settling import decided_by_figures, settled
from assistant.reading.unexplained import (
    EXPLAINED,
    NAMED_MOST,
    is_common,
    merely_used,
    term_asked,
)
from assistant.reading.vote import BESIDE_MOST, Vote, VoteParameters, choose_passages, vote
from assistant.reading.voters import Voters
from assistant.reading.vouching import Vouching
from assistant.reading.yes_no import SURE, said_by
from assistant.records import Evidence, Passage
from assistant.sources.bank import BankEntry
from assistant.sources.corpus import Corpus
from assistant.text import turns
from assistant.text.numbers import conflicting_quantity
from assistant.understanding.followup import points_back

RANKED_MOST = 20
PREMISE_EASE = 0.1
"""What refutes a question is told a little more readily than an answer."""
SEVERAL_PARTS = 3
NEAR_MOST = 5
"""Known questions whose words for what is missing are considered."""
_POINTS_AT_END = re.compile(r"\b(?:that|it|this|them|those|these)\W*$", re.IGNORECASE)
_OWN_CASE = re.compile(r"\b(?:i|my|our|we|i've|i'm|we've|we're)\b", re.IGNORECASE)
"""Numbers of the person's own case are no claim about the article."""


@dataclass(frozen=True, slots=True)
class ReaderParameters:
    """The numbers of reading, chosen on development data and stored beside the encoder.

    Attributes:
        part_threshold: least probability with which a part of a question counts as answered.
        part_most: most citations that a part adds.
        partial_threshold: the same where the message as a whole is not covered.
        block_share: share of a table or list that must be cited for the rest to be cited too.
        block_least: how many of its passages that must be at least.
        beside_threshold: least probability with which a question beside which nothing is told
            (reading/partial.py) is answered.
        same_question: cosine from which on a question is one that the bank holds.
    """

    part_threshold: float
    part_most: int
    partial_threshold: float
    block_share: float
    block_least: int
    beside_threshold: float
    same_question: float

    @classmethod
    def load(cls, path: Path = MODEL_DIR / "reader.json") -> ReaderParameters:
        """Reads the parameters stored beside the encoder; keys that are notes are ignored."""
        values = json.loads(path.read_text(encoding="utf-8"))
        return cls(**{name: values[name] for name in cls.__slots__})


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
        self._reasons, self.vouching = Reasons(corpus), Vouching(corpus)
        self._known = KnownYesNo(corpus.notes.yes_no, corpus.naming.names)
        self._plain = PlainReader(corpus, scorer or shipped_reader(), PlainParameters.load())

    @cached_property
    def _all_banked(self) -> bool:
        return self._corpus.banked == frozenset(self._corpus.documents)

    def hear(self, question: str) -> Callable[[], Said] | None:
        """What is heard beside the neighbours of a question, begun while they are searched for;
        ``None`` where nobody has a second opinion on it."""
        # What stands behind a conversation is no question that the second opinion was taught.
        if self._outcomes is None or turns.is_joined(question):
            return None
        return self._outcomes.begin(question)

    def read(self, found: Found, heard: Callable[[], Said] | None = None) -> Reading:
        """The decision on what was found; ``heard`` comes from ``hear``, if it was begun."""
        voted = self._vote(found, heard or self.hear(found.question))
        if voted is None:
            return self._plain_reading(found)
        final = self._all_banked or self._placed(found)
        if voted.outcome in ("answer", "partial", "premise", "act") or final:
            reading = self._explained(found, voted, self._voted_reading(found, voted))
            return self._settled(found, reading)
        # A document without a bank may still answer what the bank knows nothing of.
        plain = self._plain_reading(self._unbanked(found))
        return plain if plain.outcome == "answer" else self._voted_reading(found, voted)

    def _settled(self, found: Found, reading: Reading) -> Reading:
        """The reading without the doubt that the words themselves leave no room for."""
        if reading.outcome == "act" or turns.is_joined(found.question):
            return reading
        row = next((p for p in reading.chosen[:ROWS_AMONG] if p.kind == "table_row"), None)
        if row is not None and reading.outcome in ("partial", "premise"):
            rows = self._blocks[(row.document_id, row.block)]
            decided = decided_by_figures(found.question, rows, self._corpus.naming.names)
            # Of a premise only what is asked, and not supposed, can be decided.
            asked = decided and (decided.says or chooses(found.question))
            if decided and (reading.outcome == "partial" or asked):
                return replace(reading, outcome="answer", missing=())
        sure = settled(found.question, reading.chosen, self._corpus.passages)
        if sure is None:
            bounded = reading.outcome == "answer" and (
                outside(found.question, reading.chosen, self.vouching.speaks_of)
                or unmeasured(found.question, reading.chosen)
            )
            if not bounded:
                return reading
            told, lacking = reading.chosen[:BESIDE_MOST], (self.lacking(found),)
            return replace(reading, outcome="partial", says=None, chosen=told, missing=lacking)
        kept = reading.chosen if reading.outcome in ("answer", "premise") else ()
        return replace(
            reading,
            outcome="answer",
            p_covered=max(reading.p_covered, SURE),
            chosen=tuple(dict.fromkeys([*sure.passages, *kept])),
            missing=(),
            topic=None,
            says=sure.says or reading.says,
            unnamed=sure.unnamed,
            opening="",
        )

    def _explained(self, found: Found, voted: Vote, reading: Reading) -> Reading:
        """The reading of a question for what a term means: in part, where it is merely used."""
        term = term_asked(found.question)
        if not term or turns.is_joined(found.question):
            return reading
        told = reading.chosen if voted.whole < EXPLAINED else ()
        if reading.outcome == "uncovered" and not self._beside.nothing(found.question):
            told = tuple(p for p in self._corpus.passages if is_common(term, p))
        used = merely_used(term, told, self._corpus.naming.names)[:NAMED_MOST]
        if not used or reading.outcome not in ("answer", "premise", "uncovered"):
            return reading
        lacking = (self.lacking(found),)
        return replace(reading, outcome="partial", chosen=tuple(used), missing=lacking, says=None)

    def join(self, whole: Reading, parts: Sequence[Part]) -> Reading:
        """The reading of a message that asks several things: the whole, and what its parts add.

        Once one part is told, each is: what answers it or answers it in part, or that it is open.
        Only what is neither answered nor certain not to be and goes back to another part is left
        to the whole.
        """
        parameters = self._parameters
        told, nothing = self.vouching.thing_told, Reading("uncovered", 0.0, ())
        beside = [not told(part.words, part.reading.chosen[:1]) for part in parts]
        parts = [
            replace(p, reading=nothing) if b else p for p, b in zip(parts, beside, strict=True)
        ]
        least = parameters.part_threshold if whole.chosen else parameters.partial_threshold
        if not any(_is_told(p.reading, least) or p.reading.missing for p in parts):
            return whole
        # Of two questions one may be the whole; with three, what is left out is dropped unsaid.
        several = len(parts) >= SEVERAL_PARTS
        surely = parameters.part_threshold
        doubtful = surely if several else 1 - parameters.partial_threshold
        parts = [
            part if part.reading.chosen else self._lacking_all(part)
            for part in parts
            if part.reading.chosen
            or _is_lacking(part.reading, doubtful if points_back(part.words) else surely)
        ]
        adding = [part.reading for part in parts if part.reading.chosen]
        if not adding:
            return whole
        missing = [words for p in parts for words in p.reading.missing]
        answered = any(reading.outcome in ("answer", "premise") for reading in adding)
        kept = whole.chosen if whole.outcome != "partial" or not answered else ()
        added = _added(adding, kept, parameters.part_most)
        first = whole.outcome if whole.outcome in ("answer", "premise") else adding[0].outcome
        return replace(
            whole,
            outcome="partial" if missing else first,
            p_covered=max(whole.p_covered, min(reading.p_covered for reading in adding)),
            chosen=tuple(dict.fromkeys([*kept, *added])),
            act=None,
            topic=None,
            parts=tuple(parts),
            missing=tuple(dict.fromkeys(missing)),
        )

    def behind(self, whole: Reading, words: str, alone: Reading) -> Reading:
        """The reading of a statement with a question behind it: what is said to the first, and
        that the second is open where nothing answers it.

        Args:
            whole: the reading of the message, which answers or corrects the statement.
            words: the question, as it was asked.
            alone: the reading of these words.
        """
        parameters = self._parameters
        if whole.outcome not in ("answer", "premise") or whole.missing or whole.parts:
            return whole
        pointing = points_back(words) or _POINTS_AT_END.search(words) is not None
        # What points back at the statement is read alone as something else.
        if not (pointing and whole.outcome == "premise") and _is_told(
            alone, parameters.partial_threshold
        ):
            added = alone.chosen[: parameters.part_most] if whole.outcome == "premise" else ()
            return replace(whole, chosen=tuple(dict.fromkeys([*whole.chosen, *added])))
        open_words = pointing or not _is_lacking(alone, 1 - parameters.partial_threshold)
        if whole.outcome == "answer" and open_words:
            return whole
        return replace(
            whole, missing=(indirect(words, self._corpus.naming.names, self._corpus.abbreviations),)
        )

    def _lacking_all(self, part: Part) -> Part:
        """A part of which nothing is told lacks all that it asks."""
        lacking = indirect(part.words, self._corpus.naming.names, self._corpus.abbreviations)
        return replace(part, reading=replace(part.reading, missing=(lacking,)))

    def follow(self, told: Reading, alone: Reading) -> Reading:
        """The reading of a follow-up, from it with the history in front and from it alone.

        The history is covered, or nobody would follow up on it, and it colours what comes after.
        So where the follow-up's own words are about something else ("and remote work?"), both
        probabilities have to agree: the mean of their log odds decides.
        """
        if self._bank is None or not told.chosen or alone.outcome != "uncovered":
            return told
        probability = 1 / (1 + math.exp(-(_log_odds(told) + _log_odds(alone)) / 2))
        if probability >= self._bank.answer_threshold:
            return told
        return replace(alone, p_covered=probability)

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

    def _vote(self, found: Found, heard: Callable[[], Said] | None) -> Vote | None:
        if self._bank is None or not found.neighbours:
            return None
        if placed := self._placed(found):
            near = np.array([similarity for _, similarity in placed])
            return vote(near, [entry for entry, _ in placed], self._bank)
        if not self._corpus.banked:
            # Only small talk is known. It is believed when it is nearly literal.
            entry, similarity = found.neighbours[0]
            if entry.kind != "act" or similarity < self._bank_similarity_for_acts:
                return None
        same = [item for item in found.neighbours if item[1] >= self._parameters.same_question]
        voters = same or found.neighbours
        entries = [entry for entry, _ in voters]
        similarities = np.array([similarity for _, similarity in voters])
        if self._anchors is None or same:  # what the bank holds is not put to the vote of others
            return vote(similarities, entries, self._bank)
        # Not by a BLAS library: its threads cost more than the sums, which differ elsewhere.
        anchored = np.vecdot(self._anchors.vectors, np.asarray(found.vector, dtype=np.float32))
        scales, second = self._scales, None
        if self._outcomes is not None and scales and heard is not None:
            scales = self._outcomes.scales(scales)
            second = self._outcomes.of(heard(), similarities, entries)
        return vote(similarities, entries, self._bank, anchored, self._anchored, scales, second)

    _bank_similarity_for_acts = 0.8

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
        if (voted.outcome == "partial" or doubted) and self._beside.nothing(found.question):
            voted = replace(voted, outcome="uncovered")
        if voted.outcome != "act" and supposes_otherwise(found.question):
            voted = replace(voted, outcome="uncovered")
        answered = voted.outcome in ("answer", "partial", "premise")
        chosen = choose_passages(voted, self._bank) if answered and self._bank else ()
        near = dict.fromkeys([*voted.near, *(item.passage.id for item in evidence)])
        cited = self._completed([by_id[identity] for identity in chosen if identity in by_id])
        outcome = voted.outcome
        if outcome == "premise" and (
            (cited and says_so(found.question, cited[0], names))
            or not supposes(found.question, voted.refuting)
            or denies_otherwise(found.question, [e for e, _ in found.neighbours])
        ):
            outcome = "answer"
        if (
            outcome == "answer"
            and not _OWN_CASE.search(found.question)
            and conflicting_quantity(found.question, [p.text for p in cited])
        ):
            # "Why does it take 70 days?" where the article says 17: vectors hardly see that.
            outcome = "premise"
        if outcome in ("answer", "premise") and self._reasons.missing(
            found.question, cited, refuted=outcome == "premise"
        ):
            silence = 1 - voted.p_covered
            return Reading("uncovered", silence, evidence, near=cited, opening="no_reason")
        sure = outcome == "answer" and voted.p_covered >= SURE
        says = said_by(found.question, cited, names, sure) if outcome == "answer" else None
        if says is None and outcome in ("answer", "premise"):
            known = self._known.says(found.question, cited, found.neighbours)
            if known is not None:  # what proves nothing of it is beside the point
                outcome, says = "answer", known.says
                proving = {(p.document_id, p.block) for p in cited if p.id in known.passages}
                cited = tuple(p for p in cited if (p.document_id, p.block) in proving)
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
        )

    def lacking(self, found: Found) -> str:
        """What an answer in part to a question leaves open."""
        near = [entry for entry, _ in found.neighbours if entry.kind == "partial"]
        asked = turns.newest(found.question)
        # "Since the fee is refunded, which form do I send?": what is supposed is not what lacks.
        asked = asked_behind(asked) or asked
        names = self._corpus.naming.names
        return missing_words(asked, near[:NEAR_MOST], names, self._corpus.abbreviations)

    @cached_property
    def _beside(self) -> Beside:
        documents = self._corpus.documents.values()
        own = [*self._corpus.naming.names, *(d.disclosure or "" for d in documents)]
        return Beside(named_things((p.text for p in self._corpus.passages), own))

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


def _added(told: Sequence[Reading], whole: Sequence[Passage], most: int) -> list[Passage]:
    """What the parts of a message add: what each is answered with first, and of the rest what the
    whole message or another part is answered with too, where the whole is answered.
    """
    times = Counter(passage for reading in told for passage in reading.chosen)
    return [
        passage
        for reading in told
        for place, passage in enumerate(reading.chosen[:most])
        if not place or not whole or passage in whole or times[passage] > 1
    ]


def _is_told(reading: Reading, least: float) -> bool:
    return reading.outcome in ("answer", "premise") and reading.p_covered >= least


def _is_lacking(reading: Reading, doubtful: float) -> bool:
    return reading.outcome in ("partial", "uncovered") and reading.p_covered < doubtful


def _log_odds(reading: Reading) -> float:
    chance = min(max(reading.p_covered, 1e-6), 1 - 1e-6)
    return math.log(chance / (1 - chance))


def _ranked(scores: Mapping[str, float], by_id: Mapping[str, Passage]) -> tuple[Evidence, ...]:
    order = sorted(
        (key for key in scores if key in by_id), key=lambda key: (-scores[key], by_id[key].position)
    )
    return tuple(
        Evidence(by_id[key], rank, scores[key])
        for rank, key in enumerate(order[:RANKED_MOST], start=1)
    )
