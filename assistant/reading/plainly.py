"""What words and figures decide by themselves, whatever a vote made of the question.

A row that names others, an amount that is told, a bound that nothing told speaks of: these leave
no room for doubt, or all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.reading.lacking.bounds import only_compared, outside, unmeasured, unranked
from assistant.reading.lacking.stated_above import without_denial
from assistant.reading.readings import Reading
from assistant.reading.settling import Settled, decided_by_figures, settled
from assistant.reading.tables.figures import ROWS_AMONG, chooses
from assistant.reading.talk.vouching import Vouching
from assistant.reading.voting.vote import BESIDE_MOST
from assistant.reading.yes_no.by_figure import by_figure
from assistant.reading.yes_no.not_listed import not_listed
from assistant.reading.yes_no.outcome import SURE
from assistant.reading.yes_no.said_outright import said_outright
from assistant.reading.yes_no.whose import Whose
from assistant.records import Passage
from assistant.sources.corpus import Corpus
from assistant.text import turns


class Plainly:
    """Decides for one corpus.

    Args:
        corpus: its passages and names.
        vouching: which words it speaks of.
        blocks: its passages by document and block, without the headers of tables.
    """

    def __init__(
        self,
        corpus: Corpus,
        vouching: Vouching,
        blocks: Mapping[tuple[str, int], Sequence[Passage]],
    ) -> None:
        self._corpus = corpus
        self._names = corpus.naming.names
        self._vouching = vouching
        self._blocks = blocks
        self._whose = Whose(vouching)

    def settled(self, question: str, reading: Reading, lacking: Callable[[], str]) -> Reading:
        """The reading without the doubt that the words themselves leave no room for, or with the
        one that they do; ``lacking`` says what is then left open."""
        if reading.outcome == "act" or turns.is_joined(question):
            return reading
        decided = self._decided(question, reading, lacking)
        if decided.outcome == "answer" and self._whose.of_another(question, decided.chosen):
            return _in_part(decided, lacking())
        return decided

    def _decided(self, question: str, reading: Reading, lacking: Callable[[], str]) -> Reading:
        """The reading with what words, figures and bounds decide of what is told."""
        if (in_full := without_denial(question, reading, self._names)) is not reading:
            return in_full
        if reading.outcome in ("partial", "uncovered"):
            reading = self._outright(question, reading)
        before, reading = reading, self.by_its_figure(question, reading)
        if reading is not before and reading.says is not None:
            return reading  # a figure decided
        if by_row := self._by_row(question, reading):
            return by_row
        if sure := settled(question, reading.chosen, self._corpus.passages):
            return _with(sure, reading)
        if reading.outcome == "answer" and self._bounded(question, reading.chosen):
            return _in_part(reading, lacking())
        return reading

    def by_its_figure(self, question: str, reading: Reading) -> Reading:
        """The reading with the yes or no that one figure of what is told decides."""
        if not reading.chosen:
            return reading
        first = reading.chosen[0]
        block = self._blocks[(first.document_id, first.block)]
        return by_figure(question, reading, block, self._names)

    def _outright(self, question: str, reading: Reading) -> Reading:
        """The reading with the yes or no that one of the best passages says outright."""
        best = reading.chosen or tuple(item.passage for item in reading.evidence[:1])
        for passage in best:
            if says := said_outright(question, passage, self._names):
                told = (passage,)
                return replace(reading, outcome="answer", says=says, chosen=told, missing=())
        return reading

    def _by_row(self, question: str, reading: Reading) -> Reading | None:
        """The reading where a row of a table decides: it names others, or its figures do."""
        row = next((p for p in reading.chosen[:ROWS_AMONG] if p.kind == "table_row"), None)
        if row is None:
            return None
        open_yet = reading.outcome in ("partial", "answer") and reading.says is None
        beside = open_yet and reading.chosen[0] == row
        if beside and not_listed(question, row, self._names):
            return replace(reading, chosen=(row,), opening="not_so")
        if reading.outcome not in ("partial", "premise"):
            return None
        rows = self._blocks[(row.document_id, row.block)]
        decided = decided_by_figures(question, rows, self._names)
        # Of a premise only what is asked, and not supposed, can be decided.
        asked = decided and (decided.says or chooses(question))
        if decided and (reading.outcome == "partial" or asked):
            return replace(reading, outcome="answer", missing=())
        return None

    def _bounded(self, question: str, told: Sequence[Passage]) -> bool:
        """Whether the question sets a bound, measure or rank that nothing told speaks of."""
        return bool(
            outside(question, told, self._vouching.speaks_of, self._vouching.strange)
            or unmeasured(question, told)
            or unranked(question, told, self._names)
            or only_compared(question, told[0])
        )


def _in_part(reading: Reading, lacking: str) -> Reading:
    """The reading as one beside which something lacks."""
    told, missing = reading.chosen[:BESIDE_MOST], (lacking,)
    return replace(
        reading, outcome="partial", says=None, how="", chosen=told, missing=missing, opening=""
    )


def _with(sure: Settled, reading: Reading) -> Reading:
    """The reading with what is settled in front."""
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
