"""Take a model's stand-alone question only if it is one, and is about this conversation.

A small model answers instead of rewriting, thinks aloud, announces what it is about to write, or
invents names. What it wrote decides what is found, refused and written, so it is cleaned, and used
only where each word that carries meaning was said in the conversation. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records import Turn
from assistant.text import patterns as re
from assistant.text.numbers import numbers_in
from assistant.text.words import content_stems, stems_and_initials
from assistant.understanding.acts import bare

LONGEST = 300
"""Characters of a question; what is longer is an answer or an essay."""
_INVENTED_MOST = 1
"""Words that nobody said; one may be the verb that the ellipsis left out."""
_KEPT_LEAST = 0.5
"""Share of the message's own words that the question must keep."""
_TURNS = 8
_THOUGHTS = re.compile(
    r"<(think|thinking|thought|reasoning|reflection)\b[^>]*>.*?(?:</\1\s*>|\Z)"
    r"|\A.*?</(?:think|thinking|thought|reasoning|reflection)\s*>",
    re.IGNORECASE | re.DOTALL,
)
_LABEL = re.compile(
    r"^(?:\d{1,2}[.)]\s+)?(?:(?:sure|certainly|of course|okay|ok)[!,.]*\s+)?(?:"
    r"q|a|user|assistant|human|follow-?up|output|rewritten|"
    r"(?:so )?the user (?:asks|is asking|wants to know)|(?:here(?:'s| is) )?(?:the |a |your )?"
    r"(?:[\w-]+ ){0,3}(?:question|rewrite|message|query|answer|version|rephrasing|reformulation)"
    r"(?: [\w-]+){0,4}?)\s*[:：]\s*"
    r"|^\d{1,2}[.)]\s+",
    re.IGNORECASE,
)
"""What stands in front of the question: "Standalone version:", "Q:", "1."."""
_TOKENS = re.compile(r"<\|[^|<>]{0,40}\|>|</?s>|\[/?INST\]")
"""Marks of a model's own protocol that a server let through."""
_CHANNEL = "<|message|>"
_FIELD = re.compile(
    r"\"(?:[\w-]*question|query|rewrite|rewritten|output|answer)\"\s*:\s*\"(?P<said>[^\"]+)\"",
    re.IGNORECASE,
)
"""The question where an object was written instead of a line."""
_ANNOUNCES = re.compile(
    r"^(?:sure|certainly|of course|okay|ok|here(?:'s| is| are)|i |i'|let me|the user|we |as an ai|"
    r"based on|so,? the|note|yes,|no,)",
    re.IGNORECASE,
)
_AROUND = " \t\"'“”‘’`*_#>[]{}-"
_ASKS = re.compile(
    r"^(?:(?:and|but|so) )?(?:what|who|whom|whose|where|when|why|which|how|is|are|was|were|do|does|"
    r"did|can|could|should|would|will|has|have|had|may|might|must|in|at|for|to|of|from|on|with|by|"
    r"tell|give|explain|describe|show|list|name|compare|summari[sz]e|quote|repeat)\b",
    re.IGNORECASE,
)


def stand_alone(written: str, message: str, history: Sequence[Turn]) -> str:
    """The question in what a model wrote, or an empty string where it wrote none that holds."""
    written = _TOKENS.sub(" ", written.rsplit(_CHANNEL, maxsplit=1)[-1])
    if field := _FIELD.search(written):
        written = field["said"]
    for line in _THOUGHTS.sub("\n", written).splitlines():
        question = _cleaned(line)
        if question and not _ANNOUNCES.match(question):
            again = bare(question).lower() == bare(message).lower()
            return question if not again and _holds(question, message, history) else ""
    return ""


def _cleaned(line: str) -> str:
    """A line without its label, its marks of emphasis and its quotes."""
    before, cleaned = "", line.replace("’", "'").strip(_AROUND)
    while before != cleaned:
        before, cleaned = cleaned, _LABEL.sub("", cleaned).strip(_AROUND)
    return cleaned


def _holds(question: str, message: str, history: Sequence[Turn]) -> bool:
    asks = question.endswith("?") or _ASKS.match(question) is not None
    if not asks or len(question) > LONGEST or question.count("?") > 1 or "</" in question:
        return False
    told = " . ".join((*(turn.content for turn in history[-_TURNS:]), message))
    known = stems_and_initials(told)
    words = content_stems(question)
    invented = [stem for stem in words if stem not in known and not _shortens(stem, known)]
    if len(invented) > _INVENTED_MOST or not numbers_in(question) <= numbers_in(told):
        return False
    if any(stem in content_stems(" ".join(_names(question))) for stem in invented):
        return False
    own = [stem for stem in content_stems(message) if len(stem) > 1]
    return not own or sum(stem in words for stem in own) >= _KEPT_LEAST * len(own)


def _shortens(stem: str, known: frozenset[str]) -> bool:
    return len(stem) > 2 and any(other.startswith(stem) for other in known)


def _names(question: str) -> list[str]:
    """Words with a capital that do not open the question."""
    return re.findall(r"(?<=\s)[A-Z]\w*", question)
