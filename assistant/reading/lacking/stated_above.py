"""What an answer in part would call open although it stands in what is told.

"The article does not say whether the pay is lower" contradicts itself below "Pay sits lower". Where
one sentence told has every word with meaning that a plain question asks, and nothing in either
could turn it round, or where one says what a term is whose meaning is asked for, nothing is
lacking. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.reading.lacking.given_above import giving
from assistant.reading.lacking.unexplained import says_what_it_is, term_asked
from assistant.reading.readings import Reading
from assistant.reading.yes_no.outcome import SURE
from assistant.reading.yes_no.said_outright import IN_CLAUSE, TURNS
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems

AMONG = 2
"""So many of the best passages may state it."""
FEWEST = 2
"""Words with meaning, the subject among them, that a whole question has."""
_OPENS = r"^(?:(?:so|and|but|ok|okay|hmm|well|wait)[, ]+)*"
_WHETHER = re.compile(rf"{_OPENS}(?:is|are|do|does)\s+(?P<asked>[^?.;:,]+)\W*$", re.IGNORECASE)
_WHICH_OF = re.compile(
    rf"{_OPENS}(?:which|who)(?: one)? of (?:them|these|those|the two) (?:is|are)\s+"
    r"(?P<asked>[^?.;:,]+)\W*$",
    re.IGNORECASE,
)
_COMPARES = re.compile(r"\b\w+(?:er|or) (?:than|to)\b|\bas \w+ as\b", re.IGNORECASE)
_WHAT_IS = re.compile(rf"{_OPENS}what(?:['’]?s| is) the (?P<term>[\w -]+?)\W*$", re.IGNORECASE)
_MEANS = re.compile(r"\b(?:means?|meant|meaning|refers?|definition|define[sd]?)\b", re.IGNORECASE)


def without_denial(question: str, reading: Reading, names: Iterable[str]) -> Reading:
    """The reading of one question as an answer, where what would be called open is told.

    Args:
        question: what is asked, without its frame.
        reading: what is known about it, of a single question.
        names: what the corpus calls its subject.
    """
    if reading.outcome == "uncovered" and (told := giving(question, reading.near, names)):
        sure = max(reading.p_covered, SURE)
        return replace(
            reading, outcome="answer", p_covered=sure, chosen=(told,), topic=None, opening=""
        )
    if reading.outcome != "partial" or reading.parts or not stated(question, reading.chosen, names):
        return reading
    return replace(reading, outcome="answer", missing=())


def stated(question: str, told: Sequence[Passage], names: Iterable[str]) -> bool:
    """Whether one of the best passages states what is asked, so that nothing lacks.

    Args:
        question: what is asked, without its frame.
        told: what would be told, best first.
        names: what the corpus calls its subject.
    """
    if giving(question, told, names):
        return True
    if _MEANS.search(question) and (term := term_asked(question)):
        return any(says_what_it_is(term, passage) for passage in told[:AMONG])
    if what_is := _WHAT_IS.match(question):
        return any(says_what_it_is(what_is["term"], passage) for passage in told)
    of_them = _WHICH_OF.match(question)
    found = of_them or _WHETHER.match(question)
    if found is None or TURNS.search(found["asked"]) or _COMPARES.search(found["asked"]):
        return False
    named = re.compile(rf"\b{re.one_of(names)}s?\b", re.IGNORECASE)
    asked = found["asked"]
    wanted = set(content_stems(named.sub(" ", asked)))
    whole = len(wanted) + bool(named.search(asked) or of_them) >= FEWEST
    if not wanted or not whole:
        return False
    return any(
        not passage.cells
        and not IN_CLAUSE.search(passage.text)
        and (of_them or not named.search(asked) or named.search(passage.text))
        and wanted <= set(content_stems(passage.text))
        for passage in told[:AMONG]
    )
