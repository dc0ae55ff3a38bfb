"""Understand a message in the light of what was said before: deterministic, without a model.

A message can be a question of its own, a follow-up that needs the one before it ("and the median
wage?"), or about the last answer itself ("shorter", "as bullets", "which section is that from?").
Only what people typed is looked at; the assistant's own words are never parsed. An answer is
deterministic, so "shorter" or "yes, go on" asks the earlier question again and works on that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from assistant.records import Turn
from assistant.understanding.followup import encoder_form, leans_on_history

Request: TypeAlias = Literal["shorter", "bullets", "section", "repeat", "go_on"]

MEMORY = 12
"""Turns that are looked back at; what is older is not read."""

_PATTERNS: tuple[tuple[Request, str], ...] = (
    (
        "shorter",
        r"^(?:(?:that'?s |it'?s )?(?:way |a bit |much )?too (?:long|much)[,. ]+)?"
        r"(?:(?:can|could) (?:you|u) )?(?:please )?"
        r"(?:make (?:it|that) |give me (?:the |a )?|say (?:it|that) |keep it |a bit |even |much "
        r"|in )*"
        r"(?:short(?:er|en(?: it| that)?)?(?: version| answer)?|brief(?:er|ly)?|concise(?:r|ly)?|"
        r"(?:just )?(?:in )?(?:one|1|a single) (?:sentence|line)|tl;?dr|too long|"
        r"summari[sz]e(?: (?:it|that|this))?|less (?:words|text)|fewer words|the gist)"
        r"(?: of (?:it|that))?(?:,? (?:please|pls|plz|now|instead|though))?$",
    ),
    (
        "bullets",
        r"^(?:.{0,40}\b)?(?:bullets?|bullet ?points?|bulleted(?: list)?|(?:as|into|in) a list|"
        r"list form(?:at)?)(?: list| form| format| instead)?(?:,? (?:please|pls|plz|now))?$",
    ),
    (
        "section",
        r"^(?:(?:and|ok|so|hm+|sorry),? )?"
        r"(?:(?:in |from |under )?(?:which|what) (?:section|part|chapter|paragraph|heading|bit)\b"
        r"(?: of (?:the|that) (?:article|text|page))?"
        r"(?! of (?:a|the) (?:job|role|team|product)).{0,40}"
        r"|where (?:in the (?:article|text|page) )?(?:is|was|does|did|do|'s) ?(?:that|this|it|you)"
        r"(?: (?:say|said|come|stand|written|from|find|get|read|that|in|this)){0,4}"
        r"(?: (?:the|that|this) (?:article|text))?|where(?:'s| is)? (?:that|this|it) from"
        r"|(?:what(?:'s| is) (?:the|your) )?(?:source|section)"
        r"|(?:show|cite|name) (?:me )?(?:the|your) (?:source|section|reference)s?)$",
    ),
    (
        "repeat",
        r"^(?:(?:can|could) you )?(?:please )?"
        r"(?:say (?:that|it) again|repeat(?: that| it)?|come again|once more|again)(?: please)?$",
    ),
)
_COMMANDS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _PATTERNS)
_PLEASANTRY = re.compile(
    r"^(?:hi|hey+|hello|hiya|yo|good (?:morning|afternoon|evening|day)|thanks?|thank you|thx|ty|"
    r"bye|goodbye|see you|ok(?:ay)?|cool|nice|great|perfect|got it|i see|alright|haha+|lol)\b"
    r"(?:[,! ]+\w+){0,3}$",
    re.IGNORECASE,
)
_IN_A_SHAPE = re.compile(
    r"[,;:]?\s+(?:please\s+)?(?:in|as|with|using)\s+"
    r"(?:(?:a|an|\d+|a few|some|three|five|short)\s+)*"
    r"(?:bullets?|bullet(?:ed)?[ -]?(?:points?|lists?)|lists?)(?:,? please)?\s*[.!?]*$",
    re.IGNORECASE,
)
_THANKS = re.compile(r"\b(?:thanks|thank (?:you|u)|thx|cheers|bye|goodbye)\b", re.IGNORECASE)
_THANKS_MOST_WORDS = 6
_CORRECTION = re.compile(
    r"^(?:(?:no+|nope|nah|wrong|sorry|wait|actually|hm+)[,.! ]+)+"
    r"(?:i (?:meant|mean|asked about|was asking about|am asking about|said) )?(?=\S)",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"\b(?:that|this|it|them|those)\b", re.IGNORECASE)
_YES = re.compile(
    r"^(?:yes|yeah|yep|yup|sure|please(?: do)?|go (?:on|ahead)|do it|why not|of course|"
    r"definitely|absolutely|tell me(?: more)?|i'?d like that|sounds good|let'?s hear it)"
    r"(?:[,!. ]+(?:yes|please|sure|thanks|go (?:on|ahead)|do|tell me(?: more)?|why not|"
    r"show me|that would be (?:great|nice)|then))*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Understood:
    """A message put to use.

    Attributes:
        message: what was typed.
        question: what to look for, in the form the encoder reads; empty if ``request`` refers to
            an answer that is not there.
        request: what is to be done with the last answer, or ``None`` for a question.
        leaning: the message leans on what was said before, so that alone it means little.
        pleasantry: the message is a greeting, thanks or the like, whatever was said before.
    """

    message: str
    question: str
    request: Request | None = None
    leaning: bool = False
    pleasantry: bool = False


def understand(message: str, history: Sequence[Turn]) -> Understood:
    """What the message means after ``history`` (oldest first)."""
    recent = list(history[-MEMORY:])
    bare = _bare(message)
    request = next((name for name, pattern in _COMMANDS if pattern.match(bare)), None)
    if request is not None and any(turn.role == "user" for turn in recent):
        before = _question_before(recent)
        return Understood(message, before.question, request, before.leaning)
    if recent and _YES.match(bare):
        before = _question_before(recent)
        return Understood(message, before.question, "go_on", before.leaning)
    shaped = _IN_A_SHAPE.sub("", message)
    if shaped != message and len(shaped.split()) > 1 and not _POINTS_BACK.search(shaped):
        return Understood(message, shaped, "bullets")
    earlier = [
        turn.content for turn in recent if turn.role == "user" and _is_question(turn.content)
    ]
    if not earlier:
        return Understood(message, message)
    if _is_pleasantry(bare):
        return Understood(message, message, pleasantry=True)
    leaning = leans_on_history(message)
    # "Wrong, I asked about the PM": what is meant stands behind the correction.
    meant = _CORRECTION.sub("", message) if leaning else message
    question = encoder_form(meant, earlier)
    return Understood(message, question, leaning=leaning and question != meant)


def _question_before(recent: Sequence[Turn]) -> Understood:
    """The last question in ``recent`` that was not itself about an answer."""
    for index in range(len(recent) - 1, -1, -1):
        turn = recent[index]
        if turn.role == "user" and _is_question(turn.content):
            return understand(turn.content, recent[:index])
    return Understood("", "")


def _is_question(content: str) -> bool:
    bare = _bare(content)
    about = any(pattern.match(bare) for _, pattern in _COMMANDS)
    return not (about or _YES.match(bare) or _is_pleasantry(bare))


def _is_pleasantry(bare: str) -> bool:
    few = len(bare.split()) <= _THANKS_MOST_WORDS
    return bool(_PLEASANTRY.match(bare) or (few and _THANKS.search(bare)))


def _bare(message: str) -> str:
    return re.sub(r"\s+", " ", message.replace("’", "'")).strip(" \t.!?,;:…")
