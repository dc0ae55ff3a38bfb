"""What somebody does is no answer to what he does not do. English. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading import signs
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems, stem

_NOT_DONE = re.compile(
    r"\b(?:do|does)(?:(?: [a-z]+)? not|n['’]?t)\s+(?:(?:they|a|an|the)\s+(?:[\w-]+\s+)??)?"
    r"(?P<verb>[a-z]+)\b|\bnever\s+(?P<never>[a-z]+)\b",
    re.IGNORECASE,
)


def without_what_is_done(
    question: str, told: Sequence[Passage], called: Sequence[str]
) -> tuple[Passage, ...]:
    """What is told to a question after what is not done ("list what they don't own"), without what
    says that the subject does it, unless that is all there is.

    ``called`` is what the corpus calls its subject.
    """
    found = _NOT_DONE.search(question)
    verb = stem((found["verb"] or found["never"]).lower()) if found else ""
    wants = signs.WHETHER.search(question) is None and signs.ASKED_WHY.search(question) is None
    both = len(_NOT_DONE.findall(question)) != 1 or _times(verb, question) > 1
    if not verb or both or not wants or verb not in content_stems(question):
        return tuple(told)
    does = re.compile(rf"\b{re.one_of(('they', *called))}\s+(\w+)", re.IGNORECASE)
    kept = [
        p for p in told
        if p.cells or signs.DENIES.search(p.text)
        or verb not in {stem(word.lower()) for word in does.findall(p.text)}
    ]  # fmt: skip
    return tuple(kept) if kept[:1] == list(told[:1]) else tuple(told)


def _times(verb: str, question: str) -> int:
    return sum(stem(word) == verb for word in re.findall(r"[a-z]+", question.lower()))
