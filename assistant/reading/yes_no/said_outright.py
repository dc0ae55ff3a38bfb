"""Yes or no where a sentence says outright what is asked, of any subject.

"Does a keeper trim the lamp?" is answered by "A keeper trims the lamp, not the wick": yes; and
"does a keeper trim the wick?": no. So are "Instead of mending nets, a keeper trims the lamp" and
what "sits with" or "belongs to" somebody. The clause has to begin with what is asked about and what
it does, and to have all words of the question in their order; a question or clause in which a word
could turn that round says nothing. English. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems

Says = Literal["yes", "no"]
FEWEST = 2
"""Words with meaning of a question that can be said outright."""
_ASKS = re.compile(
    r"(?:(?:so|and|but|ok|okay|hmm|well|wait)[, ]+)*(?P<verb>do|does|is|are)\s+"
    r"(?P<asked>[^?.;:,]+)\W*$",
    re.IGNORECASE,
)
TURNS = re.compile(
    r"\b(?:not|no|never|none|without|less|least|only|just|instead|rather|more|most|mostly|much|many"
    r"|few|fewer|all|always|every|each|both|same|different|usually|often|sometimes|ever|even|too"
    r"|enough|if|when|than|who|which|what|why|how|or|nor|neither|but|except|can|could|may|might"
    r"|should|must|able|allowed|need\w*|have to|has to|outside|beyond|first|other|another|else"
    r"|anything|any|nothing|good|bad|big|part|hard|easy|un\w+)\b|n['’]t\b",
    re.IGNORECASE,
)
IN_CLAUSE = re.compile(
    r"\b(?:not|no|never|none|without|rarely|seldom|hardly|if|when|unless|who|whose|that|which|can|could"
    r"|may|might|would|should|sometimes|less|fewer|neither|nor|few|little|else)\b|n['’]t\b",
    re.IGNORECASE,
)
_CUT = re.compile(r"[,;:—–]\s+|\s+(?=(?:but|while|because|so that|which)\b)", re.IGNORECASE)
_OPENS = re.compile(r"(?:and|but|so|then|also)\s+", re.IGNORECASE)
_NOT = re.compile(r"not\s+(?!(?:only|just|always|even|all|every|so)\b)", re.IGNORECASE)
_INSTEAD = re.compile(r"(?:instead of|rather than)\s+", re.IGNORECASE)
_OF = re.compile(r"(?:most|much|all) of\s+", re.IGNORECASE)
_LIES_WITH = re.compile(
    r"(?P<what>[^,;:]+?)\s+(?:(?:belongs?) to|(?:sits?|lies?|rests?) with)\s+(?P<whom>[\w -]+)",
    re.IGNORECASE,
)
_IS_THE_JOB_OF = re.compile(
    r"(?P<what>[^;:.?!]+?),? (?:that['’]s|is|are) (?:the |an? )?(?P<whom>[\w -]+?)['’]s?"
    r" (?:job|task|work|responsibility|business|call)\b",
    re.IGNORECASE,
)
_OWNS = frozenset(
    content_stems(
        "own owns handle handles responsible run runs do does charge look looks care conducts"
    )
)
_SUBJECT = "subject"
"""Stands for every name of the subject; a stem of itself."""
_LOOSE = frozenset(content_stems("things thing stuff something really actually"))


def said_outright(question: str, passage: Passage, names: Iterable[str]) -> Says | None:
    """Yes or no, or ``None`` where the passage does not say it outright.

    Args:
        question: what is asked, without its frame.
        passage: what answers it best.
        names: what the corpus calls its subject.
    """
    asked = _ASKS.match(question.replace("’", "'"))
    if asked is None or passage.cells or TURNS.search(asked["asked"]):
        return None
    called = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    wanted = _stems(asked["asked"], called)
    if len(wanted) < FEWEST:
        return None
    # What somebody does follows who does it; "reads code" is not "codes".
    does = asked["verb"].lower() in ("do", "does") and wanted[0] != _SUBJECT
    together = FEWEST + 1 if does else FEWEST
    if says := _lies_with(wanted, passage.text, called):
        return says
    clauses = [_OPENS.sub("", clause, count=1) for clause in _CUT.split(passage.text)]
    for place, clause in enumerate(clauses):
        if _says(wanted, clause, called, together):
            return "yes"
        behind = clauses[place + 1] if place + 1 < len(clauses) else ""
        if behind and _denies(wanted, clause, behind, called):
            return "no"
    return None


def _says(wanted: Sequence[str], clause: str, called: str, together: int) -> bool:
    """Whether a clause has all that is asked; its first ``together`` words stand side by side."""
    if IN_CLAUSE.search(clause) or _INSTEAD.match(clause):
        return False
    said = _stems(_OF.sub("", clause, count=1), called)
    if _OF.match(clause) and said[:1] == [_SUBJECT] != list(wanted[:1]):
        said = said[1:]  # "most of a keeper's oil burns" is about the oil
    return said[:together] == list(wanted[:together]) and _in_order(wanted, said)


def _denies(wanted: Sequence[str], clause: str, behind: str, called: str) -> bool:
    """Whether a clause and the next one set right what is asked: "the lamp, not the wick",
    "instead of mending nets, a keeper trims the lamp"."""
    if _INSTEAD.match(clause):
        said = _stems(clause, called)
        subject = _stems(behind, called)[:1]
        return subject == list(wanted[:1]) and _in_order(wanted[1:], said)
    if not _NOT.match(behind) or IN_CLAUSE.search(clause):
        return False
    said, denied = _stems(clause, called), _stems(_NOT.sub("", behind, count=1), called)
    if said[:1] != list(wanted[:1]):
        return False
    before = [stem for stem in wanted if stem not in denied]
    other = [stem for stem in wanted if stem in denied and stem not in said]
    return bool(other) and bool(before) and _in_order(before, said)


def _lies_with(wanted: Sequence[str], text: str, called: str) -> Says | None:
    """Whether something lies with whom the question names: "does the mate own the log"."""
    found = _LIES_WITH.match(text) or _IS_THE_JOB_OF.match(text)
    if found is None or IN_CLAUSE.search(f"{found['what']} {found['whom']}"):
        return None
    whom, what = _stems(found["whom"], called), set(_stems(found["what"], called))
    rest = [stem for stem in wanted[len(whom) :] if stem not in _OWNS]
    if list(wanted[: len(whom)]) == whom and rest and set(rest) <= what:
        return "yes"
    return None


def _in_order(some: Sequence[str], of: Sequence[str]) -> bool:
    rest = iter(of)
    return bool(some) and all(stem in rest for stem in some)


def _stems(text: str, called: str) -> list[str]:
    """The stems that matter in their order; what the corpus calls its subject counts as one."""
    if called:
        text = re.sub(rf"\b(?:{called})s?\b(?:['’]s?)?", f" {_SUBJECT} ", text, flags=re.I)
    return [stem for stem in content_stems(text) if stem not in _LOOSE]
