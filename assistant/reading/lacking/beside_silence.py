"""What helps where exactly what is asked is not said: the thing is named, or the whole is divided.

"Is Prolog required?" has no answer where the text merely says that keepers work with Prolog; a
careful person tells that much, and that the rest is open. So it is with "how many hours go on
talks" beside a table that divides the time into other things. Only a thing that the text calls by
name, or a doing that it speaks of, is worth that. English. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.reading.tables.apart import by_table
from assistant.reading.tables.row_amounts import rows_called
from assistant.reading.tables.split_up import are_shares
from assistant.reading.whether_named import passages_naming
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems

NAMING_MOST = 2
"""Passages that are told of a thing that is merely named."""
_OPENS = r"(?:(?:so|and|but|ok|hmm|well)[, ]+)*"
_NEEDED = re.compile(
    rf"{_OPENS}(?:is|are) (?:(?:knowledge of|knowing|experience with) )?(?P<name>[\w.+#-]+) "
    r"(?:(?:knowledge|experience|expertise|skills?) )?(?:(?:really|absolutely|strictly) )?"
    r"(?:required|mandatory|obligatory|necessary|needed|compulsory"
    r"|an? (?:hard |strict )?(?:must|must-have|requirement|prerequisite))"
    r"(?: (?:for|in) (?:it|this|that|the (?:job|role|position)))?\W*",
    re.IGNORECASE,
)
_SPENT = re.compile(
    rf"{_OPENS}(?:how (?:much|many)(?: of (?:the|their|my|your|a))?"
    r"(?: (?:time|hours?|days?|weeks?|minutes))"
    r"|what (?:share|part|portion|percent(?:age)?|proportion)(?: of (?:the|their|my|your|a)"
    r" (?:time|hours|day|week))?) "
    r"(?:(?:do(?:es)?|will|would|should) (?P<who>[\w ]+?) )?(?:go(?:es)?|gets?|is|are|spend|spent)"
    r"(?: (?:spent|go|goes))? (?:on|in|into|to|with|for) (?:the )?(?P<doing>[\w-]+(?: [\w-]+)?)\W*",
    re.IGNORECASE,
)
_ANYBODY = re.compile(r"\b(?:i|you|they|we|he|she|it|one|people|somebody|someone|an?|the)\b")
_TIME = re.compile(r"\b(?:time|hours?|day|week)\b", re.IGNORECASE)


def beside_silence(
    question: str, passages: Sequence[Passage], names: Iterable[str]
) -> tuple[Passage, ...]:
    """What may be told beside the words that a question has no answer; empty for most.

    Args:
        question: what is asked, without its frame.
        passages: all of the corpus, in reading order.
        names: what the corpus calls its subject.
    """
    called = re.compile(rf"\b{re.one_of(names)}s?\b", re.IGNORECASE)
    if found := _NEEDED.fullmatch(question.strip()):
        return _naming(found["name"], passages, called)
    if (found := _SPENT.fullmatch(question.strip())) is None:
        return ()
    somebody_else = _ANYBODY.sub(" ", called.sub(" ", (found["who"] or "").lower())).strip()
    return () if somebody_else else _divided(found["doing"], passages)


def _naming(name: str, passages: Sequence[Passage], called: re.Pattern[str]) -> tuple[Passage, ...]:
    """The sentences that call something by this name, those about the subject first."""
    naming = [p for p in passages_naming(name, passages) if p.kind == "sentence"]
    return tuple(sorted(naming, key=lambda p: called.search(p.text) is None)[:NAMING_MOST])


def _divided(doing: str, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The rows of the one table that divides the time which name the doing; all of them where it
    is spoken of elsewhere."""
    wanted = content_stems(doing)
    spoken = frozenset(stem for p in passages for stem in content_stems(p.text))
    if not wanted or not spoken.issuperset(wanted):
        return ()
    timed = (p for p in passages if p.header and _TIME.search(p.header[0]))
    shares = [rows for rows in by_table(timed).values() if are_shares(rows)]
    if len(shares) != 1:
        return ()
    return tuple(rows_called(doing, shares[0]) or shares[0])
