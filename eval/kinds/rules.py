"""One reply against its rule → sentences that say what is wrong; none for a right reply. Pure."""

from __future__ import annotations

import re

from eval.gold import Texts, find_quote, touches
from eval.kinds.cases import Message
from eval.reply import Reply
from eval.scores import fold, has_facts, says

SAYS_MISSING = re.compile(
    r"\b(?:(?:do|does|did|is|are|was|were|has|have|could|can)(?:n't| not)|cannot|never)\b"
    r"[^.!?]{0,60}\b(?:say|state|mention|tell|name|give|find|found|cover|covered|explain|describe|"
    r"discuss|specify|list|compare|answer|include|included|in it|there|part of)\b"
    r"|\b(?:nothing|no word|not a word|silent|no (?:mention|answer|figure|number|detail))\b"
    r"|\bnot (?:covered|mentioned|said|stated|given|named|told|found|in the|there)\b",
    re.IGNORECASE,
)
"""Words by which a reply tells that something is not there."""


def faults(message: Message, reply: Reply, texts: Texts) -> tuple[str, ...]:
    """What is wrong with the reply to the message."""
    if reply.error:
        return (reply.error,)
    if message.rule == "refused":
        return _stated(reply) if reply.states or reply.citations else ()
    if message.rule == "begins":
        return tuple(f"begins with {pattern!r}" for pattern in says(reply, message.wrong))
    if message.rule == "unanswered":
        # A partial answer says what is missing, so it did not pretend to answer.
        return _stated(reply) if reply.answered else ()
    return tuple(_answer_faults(message, reply, texts))


def cited_gold(message: Message, reply: Reply, texts: Texts) -> int:
    """How many different gold quotes the reply cites.

    A quote is cited by a citation that lies in it, or in which it lies, by at least half of the
    shorter of the two.
    """
    spans = [citation.span for citation in reply.citations]
    return sum(
        any(touches(texts, span, place) for span in spans for place in find_quote(texts, quote))
        for quote in dict.fromkeys(message.gold)
    )


def begins_right(message: Message, reply: Reply) -> bool:
    """Whether a reply begins with the yes or no that is right."""
    return message.rule == "begins" and bool(says(reply, message.facts))


def says_missing(reply: Reply) -> bool:
    """Whether text, notice or the list of what is missing tells that something is not there.

    Only the reply's own words count: what it quotes may well be negated itself.
    """
    if reply.status == "partial" or reply.missing:
        return True
    own = fold(reply.text)
    for citation in reply.citations:
        own = own.replace(fold(citation.quote), " ")
    return SAYS_MISSING.search(f"{own} {reply.notice or ''}") is not None


def _stated(reply: Reply) -> tuple[str, ...]:
    return (f"was {reply.status}, but the article does not say it",)


def _answer_faults(message: Message, reply: Reply, texts: Texts) -> list[str]:
    lines = []
    if message.rule == "answered" and not reply.answered:
        lines.append(f"was {reply.status}, but the article answers it")
    if message.rule == "told" and not says_missing(reply):
        lines.append(f"was {reply.status} and does not say what is missing")
    found = cited_gold(message, reply, texts)
    if found < message.need:
        lines.append(f"cites {found} of the {message.need} quotes it needs")
    quotes = (citation.quote for citation in reply.citations)
    # The newline keeps a fact from being found across a text and a quote.
    if not has_facts("\n".join((reply.text, *quotes)), message.facts):
        lines.append("a fact is missing")
    lines += [f"says {pattern!r}" for pattern in says(reply, message.wrong)]
    bare = {_bare(quote) for quote in message.alone}
    lines += [
        f"cites the fragment “{citation.quote}” alone"
        for citation in reply.citations
        if _bare(citation.quote) in bare
    ]
    return lines


def _bare(quote: str) -> str:
    return " ".join(re.findall(r"\w+", fold(quote).casefold()))
