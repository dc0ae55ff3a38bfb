"""Whether a question leans on the conversation, and the form in which the encoder reads it then.

The question encoder was trained on two forms: a question alone, and a question behind the earlier
ones. The second form finds what "and the median wage?" asks for, but blurs a question that is
complete in itself, so it is used only where the words show that something is left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.text import patterns as re
from assistant.text import turns
from assistant.text.words import content_stems
from assistant.understanding.pleasantry import is_pleasantry

EARLIER_QUESTIONS = 2
COMPLETE_WORDS = 6

_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
_OPENERS = frozenset(
    {"actually", "also", "and", "any", "because", "but", "else", "like", "no", "not", "ok", "or"}
    | {"so", "sorry", "then", "wait", "wrong", "yes"}
)
_OPENING_PHRASES = (("what", "about"), ("how", "about"), ("why", "not"), ("i", "meant"))
_POINTERS = frozenset(
    {"he", "her", "him", "his", "it", "its", "one", "ones", "other", "others", "same", "she"}
    | {
        "either",
        "else",
        "instead",
        "too",
        "that",
        "their",
        "theirs",
        "them",
        "there",
        "these",
        "they",
        "this",
        "those",
    }
)
_SOURCE = re.compile(
    r"\b(?:this|that|the|your) (?:article|text|document|page|guide|piece|post|blog)\b",
    re.IGNORECASE,
)
_POINTING_LENGTH = 7
_PERSONS = frozenset(
    {"he", "her", "hers", "him", "his", "it", "its", "she", "their", "theirs", "them", "they"}
)
_OWN_PERSON = re.compile(
    r"(\b(?:(?:an?|each|every|any|another)(?: [\w-]+){1,4}?|(?:some|any|every)(?:one|body)|people)"
    r"(?: [\w-]+)*? )(?:their|themselves)\b",
    re.IGNORECASE,
)
"""A person and the pronoun that stands for it: "how does a keeper spend their time"."""
_PERSON_LENGTH = 12
"""Words of a question in which a pronoun may still stand for what was said before it."""
_SUBJECT_AND_MATTER = 2
"""Words with meaning of a question that stands alone: what it is about, and what of it."""
_OPENS_LOOSELY = frozenset({"actually", "and", "but", "ok", "so", "sorry", "then", "wait"})
"""Openers with which a whole question begins just as well."""
_WHOLE_LENGTH = 8
_WHOLE_MATTER = 4
"""Words, and words with meaning, of a question that is whole although it opens so."""
_NAMES_FIRST = re.compile(r"(?P<named>.+?)(?:\.{2,}|[,:;—–]|\s-)\s+(?P<asked>\S.*)", re.DOTALL)
"""What is asked about, and then what is asked of it: "the ferry, when does it leave"."""

_ASKS_ONLY = re.compile(
    r"\W*(?:(?:and|but|so|ok|then|as|of|since|until|till|by|for|from|to|with|in|at|on) )*"
    r"(?:what|which|whom?|whose|when|where|why|how(?: (?:much|many|long|often|so|come|fast))?)"
    r"(?: (?:then|exactly|again|is (?:it|that)))*\W*",
    re.IGNORECASE,
)
"""A question word without anything that is asked about: "as of when"."""


def leans_on_history(question: str) -> bool:
    """Whether the question is short, opens as a continuation, or points back at something.

    Measured on follow-ups of the bank, of CANARD (Elgohary et al., EMNLP 2019) and of the
    conversations, against whole questions; both errors stand in eval/LOG.md.
    """
    question = _OWN_PERSON.sub(r"\1the", question)
    words = _WORD.findall(question.lower())
    if names_source(question) and words[0] not in _OPENERS:
        others = _WORD.findall(_SOURCE.sub(" ", question.lower()))
        before = _WORD.findall(_SOURCE.split(question.lower(), maxsplit=1)[0])
        behind_it = _POINTERS.isdisjoint(before) and len(words) >= COMPLETE_WORDS
        if (_POINTERS.isdisjoint(others) or (behind_it and before)) and len(others) > 1:
            return False  # what points at something points at the source
    if len(words) < COMPLETE_WORDS:
        return True
    if _names_first(question) or _whole_behind_opener(words):
        return False
    if words[0] in _OPENERS or tuple(words[:2]) in _OPENING_PHRASES:
        return True
    if len(words) <= _POINTING_LENGTH and not _POINTERS.isdisjoint(words):
        return True
    return len(words) <= _PERSON_LENGTH and _person_comes_first(words)


def _names_first(question: str) -> bool:
    """Whether what a pronoun stands for is named in the message itself, in front of it."""
    found = _NAMES_FIRST.fullmatch(question)
    if found is None or _opens(_WORD.findall(found["named"].lower())):
        return False
    if is_pleasantry(found["named"]):
        return False
    named = _WORD.findall(found["named"].lower())
    return _POINTERS.isdisjoint(named) and len(content_stems(found["named"])) >= _SUBJECT_AND_MATTER


def _whole_behind_opener(words: Sequence[str]) -> bool:
    """Whether a question that opens as a continuation says enough, and points at nothing."""
    if words[0] not in _OPENS_LOOSELY or len(words) < _WHOLE_LENGTH:
        return False
    matter = len(content_stems(" ".join(words))) >= _WHOLE_MATTER
    return matter and _POINTERS.isdisjoint(words[1:])


def asks_only(question: str) -> bool:
    """Whether it has a question word and names nothing: "as of when?"."""
    return _ASKS_ONLY.fullmatch(question) is not None


def opens_on(question: str) -> bool:
    """Whether it begins as a continuation: "and the fee", "what about Brest"."""
    return _opens(_WORD.findall(question.lower()))


def _opens(words: Sequence[str]) -> bool:
    return bool(words) and (words[0] in _OPENERS or tuple(words[:2]) in _OPENING_PHRASES)


def _person_comes_first(words: Sequence[str]) -> bool:
    """Whether "he" or "their" comes before anything that it could stand for."""
    place = next((i for i, w in enumerate(words) if w.split("'")[0] in _PERSONS), None)
    return place is not None and len(content_stems(" ".join(words[:place]))) < _SUBJECT_AND_MATTER


def names_source(question: str) -> bool:
    """Whether it speaks of the text itself, which is never left out: "who wrote this article"."""
    return _SOURCE.search(question) is not None


def points_back(question: str) -> bool:
    """Whether the question says by a word, or by naming one thing at most, that it goes back."""
    question = _OWN_PERSON.sub(r"\1the", question)
    words = _WORD.findall(question.lower())
    few = len(content_stems(question)) < _SUBJECT_AND_MATTER
    return few or _opens(words) or not _POINTERS.isdisjoint(words)


def goes_back(question: str) -> bool:
    """Whether a pronoun or "so" of the question stands for something said before it."""
    words = [word.split("'")[0] for word in _WORD.findall(question.lower())]
    points = _PERSONS | {"that", "this", "those", "these"}
    return bool(words) and (words[-1] == "so" or not points.isdisjoint(words))


def encoder_form(question: str, earlier: Sequence[str]) -> str:
    """The text to encode: the question alone, or behind the newest earlier user questions.

    Args:
        question: what the user asks now.
        earlier: the user's own earlier questions, oldest first; replies are not part of it.
    """
    if not earlier or not leans_on_history(question):
        return question
    return behind(question, earlier)


def behind(question: str, earlier: Sequence[str]) -> str:
    """A question behind the newest of the earlier ones, as the encoder was trained to read it."""
    return turns.joined((*earlier[-EARLIER_QUESTIONS:], question))
