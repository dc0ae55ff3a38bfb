"""Whether what a claim cites supports it: exact guards first, then the trained judge.

``Support.verdict`` decides, and says why not. A claim in the passages' own words needs no judge.
Where the judge's files are missing, the share of shared words decides, as it did before there was
one; that score also finds passages for a claim that cites none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.proof import guards
from assistant.proof.amounts import unproved_amount
from assistant.proof.citations import markers_in, numbers_in, without_markers
from assistant.proof.copies import misquoted
from assistant.proof.excerpts import excerpted
from assistant.proof.halves import Half, rides_along
from assistant.proof.judge import MOST_ODDS, Judge
from assistant.proof.leads import given_to_another
from assistant.proof.prefaces import (
    cores,
    denied_in_front,
    foreign_scope,
    invented_condition,
    unprefaced,
)
from assistant.proof.premise import premise
from assistant.proof.restated import restated, unanswered
from assistant.proof.rows import from_another_row, told_as_it_stands
from assistant.records import Document, Passage
from assistant.text import patterns as re
from assistant.text.numbers import quantities
from assistant.text.words import content, stem

CITED_SUPPORT = 0.34
"""Least share of words with the passages a claim cites itself, where no judge decides."""
FOUND_SUPPORT = 0.65
"""Least share of words with a passage that was found for a claim without a marker."""
FEWEST_FOUND = 2
"""Words, or a number, that a claim has for which a passage is looked for: "It is wrong." has one,
which stands somewhere in any text."""
STRAY_SUPPORT = 0.12
"""A marker is removed when its passage shares less than this and another one shares more."""
PART_SHARE = 0.6
"""The share of the judge's threshold that a part of a claim needs."""
_OFTEN = 3
"""A name that stands so often in what is shown is one of the document's own."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a claim is supported, why not, and which of its figures were converted."""

    supported: bool
    reason: str = ""
    derived: tuple[str, ...] = ()


def subject_of(passages: Sequence[Passage], documents: Mapping[str, Document]) -> frozenset[str]:
    """Stems that say nothing because they are in the title, its initials included."""
    words = [
        re.findall(r"[^\W_]+", documents[document_id].title)
        for document_id in dict.fromkeys(passage.document_id for passage in passages)
    ]
    stems = {found for title in words for found in content(" ".join(title))}
    for title in words:
        initials = "".join(word[0] for word in title).lower()
        runs = {initials[i:j] for i in range(len(initials)) for j in range(i + 2, i + 5)}
        stems |= {stem(run) for run in runs} | {stem(f"{run}s") for run in runs}
    return frozenset(stems)


@lru_cache(maxsize=4096)  # The same passages are looked at for every claim.
def _words_of(passage: Passage) -> frozenset[str]:
    return content(" ".join((passage.text, *passage.header, *passage.section[-1:])))


def word_score(
    claim: str, passages: Sequence[Passage], ignoring: frozenset[str] = frozenset()
) -> float:
    """The share of the claim's content words, 0 to 1, that occur in ``passages``.

    A claim without content words gets 0: it says nothing that could be proved. Words are compared
    by stem; a passage's heading and the header of its table count as its words. Stems in
    ``ignoring`` do not count either way.
    """
    words = content(without_markers(claim)) - ignoring
    if not words:
        return 0.0
    known: set[str] = set()
    for passage in passages:
        known |= _words_of(passage)
    return len(words & known) / len(words)


def _bare(text: str) -> str:
    """Letters and digits only, for telling whether one text is a part of another."""
    return " ".join(re.findall(r"\w+|%", text.lower().replace("’", "'")))


class Support:
    """Judges claims by passages out of ``shown``; the same claim gets the same verdict."""

    def __init__(
        self,
        shown: Sequence[Passage],
        documents: Mapping[str, Document],
        judge: Judge | None = None,
    ) -> None:
        self.subject = subject_of(shown, documents)
        self._shown = tuple(shown)
        self._judge = judge
        self._titles = [documents[p].title for p in dict.fromkeys(p.document_id for p in shown)]
        # A cell begins with no sentence, so that its first word may be a name.
        told = (f"of {cell.text}" for p in shown for cell in p.cells)
        texts = (*(p.text for p in shown if not p.cells), *told)
        names = Counter(name for text in texts for name in guards.names_in(text))
        self._names = " ".join(name for name, count in names.items() if count >= _OFTEN)

    @property
    def judged(self) -> bool:
        """Whether a judge decides, and not the shared words."""
        return self._judge is not None

    def words(self, claim: str, passages: Sequence[Passage]) -> float:
        """``word_score`` without the words of the subject."""
        return word_score(claim, passages, self.subject)

    def verdict(
        self, claim: str, cited: Sequence[Passage], before: str = "", *, part: bool = False
    ) -> Verdict:
        """Whether ``cited`` supports ``claim``, read after ``before`` where it leans on that.

        Of a ``part`` of a claim that holds as a whole the judge need only not be sure that it is
        false: without the rest it understands less.
        """
        bare = unprefaced(without_markers(claim).strip(" *_"))
        if not cited:
            return Verdict(False, "it cites nothing")
        given = premise(cited, self._shown)
        if reason := self._guarded(bare, given, cited):
            return Verdict(False, reason)
        if _bare(bare) in {_bare(passage.text) for passage in cited} and not before:
            return Verdict(True)
        if self._judge is not None and not before and told_as_it_stands(bare, cited):
            return Verdict(True, derived=self._derived(bare, cited))
        if self._judge is not None and (turned := misquoted(bare, given)):
            return Verdict(False, turned)
        if before or self._judge is None or not excerpted(bare, given):
            said = f"{before} {bare}" if before else bare
            if reason := self._doubted(said, given, cited, part=part):
                return Verdict(False, reason)
            if reason := self._beside(bare, given, cited):
                return Verdict(False, reason)
        return Verdict(True, derived=self._derived(bare, cited))

    def rides_along(self, halves: Sequence[tuple[str, str]], cited: Sequence[Passage]) -> bool:
        """Whether one of the halves of a claim, each with what it is read after, is a false one."""
        if self._judge is None or len(halves) < 2:
            return False
        given = premise(cited, self._shown)
        return rides_along([self._half(bare, before, given) for before, bare in halves])

    def _half(self, bare: str, before: str, given: str) -> Half:
        words = content(bare)
        known = len(words & content(given)) / max(len(words), 1)
        said = unprefaced(f"{before} {bare}" if before else bare)
        if self._judge is None or excerpted(said, given):
            return Half(MOST_ODDS, known)
        return Half(self._judge.odds(said, given), known)

    def _guarded(self, bare: str, given: str, cited: Sequence[Passage]) -> str:
        if amount := unproved_amount(bare, given, len(cited)):
            return f"the number {amount} is not there"
        if name := guards.unproved_name(bare, (given, *self._titles, self._names)):
            return f"the name {name} is not there"
        if source := guards.unproved_source(bare, given, self._titles):
            return f"{source} is not its source"
        if opinion := guards.unproved_opinion(bare, given):
            return f"it is no opinion there ({opinion})"
        if verb := guards.turned_deed(bare, given):
            return f"somebody else does that there ({verb})"
        if condition := invented_condition(bare, content(given) | self.subject):
            return f"there is no such condition ({condition})"
        if denial := denied_in_front(bare, given):
            return f"it is not denied there ({denial})"
        if limit := guards.unproved_quantifier(bare, given) or foreign_scope(bare, given):
            return f"“{limit}” is not said there"
        if owner := given_to_another(bare, cited, self.subject):
            return f"it is given to {owner} there"
        return self._misread(bare, cited)

    def _misread(self, bare: str, cited: Sequence[Passage]) -> str:
        """What a claim takes from another column or row than the one it names."""
        rows = [p for p in cited if p.cells]
        if header := guards.wrong_column(bare, rows) or guards.wrong_figure(bare, rows):
            return f"that stands in another column than {header}"
        told = " ".join(p.text for p in cited if not p.cells)
        if amount := guards.wrong_row(bare, rows, told):
            return f"the number {amount} stands in another row"
        if cell := from_another_row(bare, cited, self._shown):
            return f"“{cell}” stands in another row"
        return ""

    def _doubted(
        self, said: str, given: str, cited: Sequence[Passage], *, part: bool = False
    ) -> str:
        if self._judge is None:
            words = content(said) - self.subject
            enough = not words or self.words(said, cited) >= CITED_SUPPORT
            return "" if enough else "too few of its words are there"
        least = PART_SHARE * self._judge.threshold if part else self._judge.threshold
        likely = self._judge.support(said, given)
        if likely < least and (plainly := restated(given, said)) != given:
            likely = self._judge.support(unanswered(said), plainly)
        return "" if likely >= least else f"support is only {likely:.2f}"

    def _beside(self, bare: str, given: str, cited: Sequence[Passage]) -> str:
        """Why the rest of a claim does not hold that has something beside it, known to nobody."""
        if self._judge is None:
            return ""
        for core in cores(bare, content(given)):
            if reason := misquoted(core, given) or self._doubted(core, given, cited):
                return reason
        return ""

    def _derived(self, bare: str, cited: Sequence[Passage]) -> tuple[str, ...]:
        """Figures that are not in the quotes as they stand: "three weeks" for 21 days."""
        known: set[str] = set()
        for passage in cited:
            known |= numbers_in(passage.text)
        plain = {token.strip("%$€£") for token in known} | known
        return tuple(
            bare[quantity.start : quantity.end]
            for quantity in quantities(bare)
            if numbers_in(bare[quantity.start : quantity.end]) - plain
        )

    def found(self, claim: str, least: float, most: int = 2) -> list[int]:
        """The passages, from 1, whose words ``claim`` shares most, at least ``least`` of them."""
        wanted = numbers_in(claim)
        if not wanted and len(content(claim) - self.subject) < FEWEST_FOUND:
            return []
        scored = [
            (-len(wanted - numbers_in(p.text)), self.words(claim, [p]), -n)
            for n, p in enumerate(self._shown, start=1)
        ]
        best = sorted(scored, reverse=True)[:most]
        return [-place for _, share, place in best if share >= least]

    def near(self, claim: str, numbers: Sequence[int]) -> list[int]:
        """Those of the cited ``numbers`` that share words with ``claim``; all, if none does."""
        kept = [n for n in numbers if self.words(claim, [self._shown[n - 1]]) >= STRAY_SUPPORT]
        return kept or list(numbers)


def cites(text: str, most: int) -> list[int]:
    """The numbers of the markers in ``text`` that count, from 1 to ``most``, each once."""
    return [n for n in dict.fromkeys(markers_in(text)) if 1 <= n <= most]
