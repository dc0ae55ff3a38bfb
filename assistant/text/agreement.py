"""English questions with the verb in the form that their subject asks for.

"What's a keeper earn" asks what one does, "what do a keeper earn" and "what a keeper earn" ask the
same carelessly. Put right before a question is told back as a clause, they become "what a keeper
earns" and not "what a keeper earn is". Only verbs that are hardly ever nouns count: "a keeper
search" is a thing. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assistant.text import patterns as re

_VERB = (
    r"(?:make(?! up\b)|earn|get|do|own|know|need|write|bring|have|take|decide|think|say|learn|deal"
    r"|spend|want|handle)"
)
_OPENING = r"(?:(?:what|how|where|when|why|who|which)(?: [\w-]+){0,3}? )?"
LINK = re.compile(r"\s+(?:of|for|in|from|with|on|at|to|about|by|that|which|who|per)\b")
"""What joins to a thing what it is of."""
_SOME = r"(?:few|lot|couple|number|bunch|handful|majority)\b"
_NO_NOUN = r"(?:to|and|or|not|i|you|we|they|he|she|it|who|that|which|would|should|can|could|will)\b"
"""What may stand in front of such a verb without being who does it."""


def agreed(question: str, names: Sequence[str]) -> str:
    """The question with its verb put right, or as it is.

    Args:
        question: one question with its short forms spelled out.
        names: what may be a subject without an article, such as a corpus's own names.
    """
    for pattern, instead in _mendings(tuple(names)):
        mended, times = pattern.subn(instead, question, count=1)
        if times:
            return mended
    bare = _without_auxiliary(tuple(names)).match(question)
    if bare is None:
        return question
    return f"{bare['before']}{third_person(bare['verb'])}{question[bare.end() :]}"


def names_several(thing: str) -> bool:
    """Whether a thing is several: "the tools of a keeper"."""
    head = LINK.split(thing)[0].split()[-1].lower()
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))


def third_person(verb: str) -> str:
    """The form behind "a keeper": "earns", "goes", "carries"."""
    irregular = {"have": "has", "do": "does", "be": "is", "go": "goes"}
    if verb.lower() in irregular:
        return irregular[verb.lower()]
    if re.search(r"(?:s|sh|ch|x|z)$", verb):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if re.search(r"[^aeiou]y$", verb) else f"{verb}s"


@lru_cache(maxsize=8)
def _mendings(names: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    called = _called(names)
    some = rf"(?:an?|each|every) (?:[\w-]+ )?(?!{_NO_NOUN})[\w-]+"
    one = rf"(?:{some}|the (?:[\w-]+ )?(?:{called}))"
    is_for_does = rf"^({_OPENING})is ((?!.*{_NO_NOUN[:-2]} {_VERB}\b){one}) (?={_VERB}\b)"
    return (
        (re.compile(is_for_does, re.IGNORECASE), r"\1does \2 "),
        (
            re.compile(rf"^({_OPENING})do (?=(?:an?|each|every) (?!and |or |{_SOME}))", re.I),
            r"\1does ",
        ),
        (re.compile(rf"^({_OPENING})does (?=(?:most |many |all )?(?:{called})s )", re.I), r"\1do "),
    )


@lru_cache(maxsize=8)
def _without_auxiliary(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        rf"^(?P<before>(?:what|how(?: much| many| often)?|where|when|why)(?: money| hours)? "
        rf"(?:an? )?(?:{_called(names)}) )(?P<verb>(?!do\b){_VERB})\b(?! (?:is|are|was|were)\b)",
        re.IGNORECASE,
    )


def _called(names: Sequence[str]) -> str:
    found = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return found or r"(?!)"
