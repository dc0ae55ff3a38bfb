"""What a question that asks yes or no is answered with, where the words leave no doubt.

Three forms of a sentence say it for a question about the corpus's subject ("Does a keeper sell the
oil?"): it gives the work to somebody else ("Selling oil belongs to the agent": no), it denies that
it is asked for ("is not the job", "does not have to": no), or it says of the subject all that was
asked, in the same words ("A keeper trims the wick": yes). Whatever could turn a question round
(not, only, rather, more, instead) leaves it without a yes or no: most questions are. English. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from assistant.records import Passage
from assistant.text.words import content_stems

SURE = 0.9
"""Least probability that the passage answers at all."""
_OPENS = r"(?:(?:so|and|but|ok|hmm|well|wait)[, ]+)*(?:do|does|is|are|am|should|must|would|will)"
_PERSON = r"(?:they|he|she|i|it|this (?:role|job|position|person)|that person)"
_KNOWN_AS = r"(?:the |a |an |our |my |your |most |good )?"
_SEVERAL = re.compile(r"[?.;:,]\s")
_TURNS = re.compile(
    r"\b(?:not|no|never|without|less|only|just|instead|rather|leaves?|hands?|handed|gives?|pass|passes"
    r"|delegates?|free|avoid|rid|stop|out|off|someone|somebody|others?|another|else|or|nor|neither"
    r"|because|wrong|mistake|spared?|lets?|yield|outside|separate|different|stay|away|support|help"
    r"|with|reports?|need (?!to\b)|more|most|mostly|much|many|few|fewer|all|always|every|each|both"
    r"|same|usually|often|sometimes|really|even|too|enough|if|when|than|who|which|but|except|can"
    r"|could|may|able|allowed|okay|ok|fine|possible|optional|un\w+|pointless|waste|end)\b|n['’]t\b",
    re.IGNORECASE,
)
_GIVES_AWAY = re.compile(
    r"[^.;]+?,?\s+(?:belongs? to|(?:sits?|lies?|rests?|stays?) with"
    r"|(?:is|are) (?:owned|handled|managed|done|run) by"
    r"|(?:that['’]s|is|are) (?=(?:the |a |an )?[\w -]+?['’]s?(?: s)? "
    r"(?:job|task|role|work|responsibility|business|call)\b))\s*(?P<whom>[\w -]+)",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:is|are) not (?:the|a|an|their|part of the) (?:job|task|role|work|duty|requirement)\b"
    r"|\b(?:doesn|don)['’]t (?:have|need) to\b|\bdo(?:es)? not (?:have|need) to\b",
    re.IGNORECASE,
)
_NEGATES = re.compile(
    r"\b(?:not|no|never|without|less|fewer|rarely|instead|only|rather|but)\b|n['’]t\b",
    re.IGNORECASE,
)
_NO_VERB = r"(?:who|that|which|with|in|at|of|on|and|or|is|are|do|does|don|doesn|can|may|might)\b"


def yes_or_no(question: str, passage: Passage, names: Iterable[str]) -> Literal["yes", "no"] | None:
    """Yes or no, or ``None`` where it is not certain.

    Args:
        question: what is asked, without its frame.
        passage: what answers it best.
        names: what the corpus calls its subject.
    """
    asks, named, says = _patterns(tuple(names))
    found = asks.match(question)
    if found is None or passage.cells or _SEVERAL.search(question):
        return None
    asked = found["asked"]
    if _TURNS.search(asked):
        return None
    text = passage.text
    given = _GIVES_AWAY.match(text)
    if given is not None and not named.match(given["whom"]):
        return "no"
    if _DENIES.search(text):
        return "no"
    stems = content_stems(asked)
    if stems and says.match(text) and not _NEGATES.search(text):
        return "yes" if set(stems) <= set(content_stems(text)) else None
    return None


@lru_cache(maxsize=8)
def _patterns(
    names: tuple[str, ...],
) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """How a question about the subject begins, the subject, and what says something of it."""
    called = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    subject = rf"(?:{_PERSON}|{_KNOWN_AS}(?:{called})s?)" if called else _PERSON
    asks = rf"{_OPENS}\s+{subject}\b(?!['’])(?P<asked>.+)"
    named = rf"(?:(?:a |an |the )?(?:{called})s?|they|them)\b" if called else r"(?:they|them)\b"
    says = rf"{named}\s+(?!{_NO_VERB})[a-z]+s?\b"
    forms = (re.compile(pattern, re.IGNORECASE) for pattern in (asks, named, says))
    return next(forms), next(forms), next(forms)
