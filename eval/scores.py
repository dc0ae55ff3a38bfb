"""One reply → numbers. Pure, deterministic, keyless.

Every scorer returns a mapping of score name to a number between 0 and 1. A score that has no
meaning for a case is left out rather than set to zero or one: citation precision, for example,
says nothing about a reply that was refused, and recall already punishes the refusal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from assistant.records import OWN_WORDS
from eval.gold import ENOUGH, Gold, Texts, covered, find_quote, ink, touches
from eval.reply import Cited, Reply, Span
from eval.sets import AnswerableCase, TurnCase, UnanswerableCase
from eval.statements import (
    LIST_NUMBER,
    MARKER,
    NUMBER,
    OWN_HEADING,
    miscounted,
    misplaced,
    plain_number,
    table_head,
)

Scores: TypeAlias = dict[str, float]

STATUSES = ("answered", "partial", "not_covered", "small_talk")
BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+\S", re.MULTILINE)
THOUGHT = re.compile(
    r"</?(?:think|thinking|thought|reasoning|scratchpad)\b|<\|\w+\|>", re.IGNORECASE
)
"""Marks of what a model says to itself."""
ASSENT = re.compile(
    r"\W*(yes|yeah|yep|right|correct|indeed|exactly|true|sure|absolutely|that(?:'s| is) "
    r"(?:right|correct|true))\b(?!\s+(?:and\s+)?no\b)",
    re.IGNORECASE,
)
FOLDS = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "−": "-", "…": "..."}
)


def fold(text: str) -> str:
    """The text as facts are looked up in it: plain quotes and dashes, no marks, single spaces."""
    bare = re.sub(r"[*_`]|\\(?=[^\w\s])", "", MARKER.sub("", text))
    return " ".join(unicodedata.normalize("NFKC", bare).translate(FOLDS).split())


def has_facts(text: str, patterns: Iterable[str]) -> bool:
    """Whether every pattern matches, whatever the case and the typography of the answer."""
    folded = fold(text)
    return all(
        any(
            re.search(pattern, words, re.IGNORECASE)
            for pattern, words in ((p, text), (p, folded), (p.replace("’", "'"), folded))
        )
        for p in patterns
    )


def says(reply: Reply, patterns: Iterable[str]) -> list[str]:
    """The patterns that match the text, which they should not."""
    said = fold(reply.text)
    return [pattern for pattern in patterns if re.search(pattern, said, re.IGNORECASE)]


def citation_scores(reply: Reply, gold: Gold, texts: Texts) -> Scores:
    """Precision, recall and completeness of the citations by character overlap with the gold.

    ``citation_precision`` is left out where nothing was cited.
    """
    spans = [cited.span for cited in reply.citations]
    cited = ink(texts, spans)
    best = [
        max((covered(ink(texts, [span]), cited) for span in group), default=0.0)
        for group in gold.needed
    ]
    scores = {
        "citation_recall": sum(best) / len(best) if best else 1.0,
        "citation_complete": float(all(share >= ENOUGH for share in best)),
        "right_cited": float(_any_touches(texts, spans, gold.required)),
        "cited_first": float(_any_touches(texts, spans[:1], gold.required)),
    }
    if cited:
        scores["citation_precision"] = covered(cited, ink(texts, gold.welcome))
    return scores


def answerable_scores(case: AnswerableCase, reply: Reply, gold: Gold, texts: Texts) -> Scores:
    """Scores of a question that the article answers.

    ``fully_right`` is the one to look at first: answered, every needed quote cited, at least half
    of what is cited belonging to the answer (or citing the whole article would be right), and
    every fact in the text.
    """
    scores = {
        "wrong_refusal": float(not reply.answered),
        **citation_scores(reply, gold, texts),
    }
    facts = reply.answered and has_facts(reply.text, case.facts) and not says(reply, case.wrong)
    if case.facts or case.wrong:
        scores["facts"] = float(facts)
    scores["fully_right"] = float(reply.answered and facts and is_proven(scores))
    return scores


def is_proven(scores: Scores) -> bool:
    """Whether every needed quote is cited, and not buried under others."""
    precise = scores.get("citation_precision", 0.0) >= ENOUGH
    return scores["citation_complete"] == 1.0 and precise


def unanswerable_scores(case: UnanswerableCase, reply: Reply, texts: Texts) -> Scores:
    """Scores of a question that must not be answered as asked.

    For ``not_covered`` any reply that is not an answer counts as refused, one in part too, which
    says what is lacking; ``status_exact`` tells whether it was the promised one. A false premise
    has columns of its own, because correcting it is better than refusing and agreeing is worse
    than both.
    """
    exact = {
        "not_covered": reply.status == "not_covered",
        "small_talk": reply.status == "small_talk",
        "refuted": _corrects(case, reply, texts) or reply.status == "not_covered",
    }[case.expect]
    scores = {"status_exact": float(exact)}
    if case.expect == "not_covered":
        scores["refused"] = float(_refused(reply) or reply.status == "partial")
        scores[f"refused_{case.kind}"] = scores["refused"]
    elif case.expect == "small_talk":
        scores["small_talk_right"] = float(exact)
    else:
        corrected = _corrects(case, reply, texts)
        shown = _refused(reply) and _shows(case, reply.related, texts)
        scores["premise_corrected"] = float(corrected)
        scores["premise_shown"] = float(shown)
        scores["premise_declined"] = float(_refused(reply) and not shown)
        scores["premise_fallen_for"] = float(reply.answered and not corrected)
    return scores


def turn_scores(
    case: TurnCase, reply: Reply, before: Reply | None, gold: Gold, texts: Texts
) -> Scores:
    """``turn_right``: the promised status, every needed quote cited, every fact, and the shape."""
    if case.expect != "answered":
        right = reply.status == case.expect
        return {"turn_right": float(right), f"turn_{case.expect}": float(right)}
    right = (
        reply.answered
        and (not gold.required or is_proven(citation_scores(reply, gold, texts)))
        and has_facts(reply.text, case.facts)
        and has_shape(case, reply, before)
    )
    return {"turn_right": float(right), "turn_answered": float(right)}


def has_shape(case: TurnCase, reply: Reply, before: Reply | None) -> bool:
    """Whether the reply has the asked-for form.

    ``shorter`` allows an equal length where the reply before was a single quote already;
    ``section`` is a matter of the facts.
    """
    if case.shape == "bullets":
        return BULLET.search(reply.text) is not None
    if case.shape == "shorter" and before is not None:
        now, then = len(fold(reply.text)), len(fold(before.text))
        return now < then or (len(before.citations) == 1 and now == then)
    return True


def reply_scores(reply: Reply, texts: Texts) -> Scores:
    """What every reply owes, whatever was asked: exact quotes and a kept contract."""
    quotes = (*reply.citations, *reply.related)
    scores = {
        "errors": float(bool(reply.error)),
        "contract": float(not contract_breaches(reply, texts)),
    }
    if quotes:
        scores["verbatim"] = float(all(is_verbatim(cited, texts) for cited in quotes))
        scores["clean_edges"] = float(all(has_clean_edges(cited, texts) for cited in quotes))
    return scores


def is_verbatim(cited: Cited, texts: Texts) -> bool:
    """Whether the document has exactly the quote between the two offsets."""
    text = texts.get(cited.span.document_id)
    return (
        text is not None
        and bool(cited.quote)
        and 0 <= cited.span.start < cited.span.end <= len(text)
        and text[cited.span.start : cited.span.end] == cited.quote
    )


def has_clean_edges(cited: Cited, texts: Texts) -> bool:
    """Whether the span begins and ends between words, not inside one and not at a space.

    A span that is off by one agrees with its own quote if both were cut the same way; its edges
    still give it away.
    """
    text = texts.get(cited.span.document_id, "")
    start, end = cited.span.start, cited.span.end
    if not 0 <= start < end <= len(text) or text[start].isspace() or text[end - 1].isspace():
        return False
    cut_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    cut_after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    # A sentence keeps its full stop: a span that ends right before one has lost it.
    lost_stop = (
        end < len(text)
        and text[end] in ".?!"
        and text[end - 1].isalnum()
        and (end + 1 == len(text) or text[end + 1].isspace())
    )
    return not (cut_before or cut_after or lost_stop)


def contract_breaches(reply: Reply, texts: Texts | None = None) -> list[str]:
    """Which promises of the answer contract the reply breaks; empty for a good one.

    ``texts`` are the documents: a row that is told names its columns, which stand above it.
    """
    texts = texts or {}
    if reply.error:
        return [f"no answer: {reply.error}"]
    breaches = []
    if reply.status not in STATUSES:
        breaches.append(f"unknown status {reply.status!r}")
    if not reply.text.strip():
        breaches.append("the text is empty")
    if reply.states and not reply.citations:
        breaches.append(f"{reply.status} without a citation")
    if not reply.states and reply.citations:
        breaches.append(f"{reply.status} with citations")
    used = list(dict.fromkeys(int(number) for number in MARKER.findall(reply.text)))
    given = [cited.number for cited in reply.citations]
    if reply.states and used != given:
        breaches.append(f"markers {used} do not match citations {given}")
    if given != list(range(1, len(given) + 1)):
        breaches.append(f"citation numbers are {given}")
    breaches += [f"the number {number} is in no cited quote" for number in _unfounded(reply, texts)]
    if THOUGHT.search(reply.text):
        breaches.append("a model's thought is shown")
    if reply.states and not breaches:
        breaches += [f"“{one.text[:60]}” is not what its citation says" for one in misplaced(reply)]
        breaches += [
            f"“{one.text[:60]}” has a number that its citation has not"
            for one in miscounted(reply, texts)
        ]
    return breaches


def _unfounded(reply: Reply, texts: Texts) -> list[str]:
    """Numbers of the answer that no cited quote, its heading or the head of its table has.

    Figures marked as computed are the product's own to prove; what is said to be missing is the
    visitor's number and not the document's.
    """
    if not reply.states:
        return []
    # Its own heading is the visitor's words, or a section's; a model's is a claim like any other.
    told = OWN_HEADING.sub("", reply.text) if reply.engine == OWN_WORDS else reply.text
    words = LIST_NUMBER.sub("", MARKER.sub("", told))
    cited = " ".join(f"{cited.section} {cited.quote}" for cited in reply.citations)
    heads = (table_head(cited, texts) for cited in reply.citations)
    proof = " ".join((cited, *heads, *reply.derived, *reply.missing))
    known = {plain_number(number) for number in NUMBER.findall(proof)}
    return [number for number in NUMBER.findall(words) if plain_number(number) not in known]


def _refused(reply: Reply) -> bool:
    return not reply.error and not reply.answered and not reply.citations


def _corrects(case: UnanswerableCase, reply: Reply, texts: Texts) -> bool:
    return (
        reply.answered
        and _shows(case, reply.citations, texts)
        and ASSENT.match(fold(reply.text)) is None
    )


def _shows(case: UnanswerableCase, quotes: Sequence[Cited], texts: Texts) -> bool:
    targets = [span for quote in case.refutes for span in find_quote(texts, quote)]
    return _any_touches(texts, [cited.span for cited in quotes], targets)


def _any_touches(texts: Texts, spans: Iterable[Span], targets: Sequence[Span]) -> bool:
    return any(touches(texts, span, target) for span in spans for target in targets)
