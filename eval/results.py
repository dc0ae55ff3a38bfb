"""Everything that was observed → one row for each case: its scores, and why it is not right."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from eval.gold import Gold, Texts, find_gold, find_quote, touches
from eval.kinds.rows import kept_row, verdict_row
from eval.reply import Reply, Span
from eval.rows import Row, places
from eval.runner import Observation, Observations
from eval.scores import (
    STATUSES,
    Scores,
    answerable_scores,
    citation_scores,
    contract_breaches,
    has_clean_edges,
    has_facts,
    has_shape,
    is_proven,
    is_verbatim,
    reply_scores,
    turn_scores,
    unanswerable_scores,
)
from eval.sets import AnswerableCase, RobustnessCase, Sets, TurnCase, UnanswerableCase
from eval.subject import Reaction
from eval.topics import topic_of
from eval.vectors import ALIKE

DEEPEST = 10
"""Retrieved passages after this one are not looked at."""


@dataclass(slots=True)
class _Why:
    """Collects sentences while a case is judged."""

    lines: list[str] = field(default_factory=list)

    def add(self, wrong: bool, sentence: str) -> None:
        if wrong:
            self.lines.append(sentence)


def score_run(sets: Sets, seen: Observations, texts: Texts) -> list[Row]:
    """All rows of a run, in the order of the sets."""
    rows = [_answerable_row(case, seen.answerable[case.id], texts) for case in sets.answerable]
    rows += [
        _unanswerable_row(case, seen.unanswerable[case.id], texts) for case in sets.unanswerable
    ]
    for conversation in sets.conversations:
        rows += _turn_rows(
            conversation.id,
            conversation.what,
            conversation.turns,
            seen.conversations[conversation.id],
            texts,
        )
    rows += [_robustness_row(case, seen.robustness[case.id]) for case in sets.robustness]
    rows += [verdict_row(verdict, texts) for verdict in seen.verdicts]
    rows += [kept_row(kept) for kept in seen.kept]
    rows += [_words_row(quote, ranking, texts) for quote, ranking in seen.by_words.items()]
    rows += [_vector_row(text, cosine) for text, cosine in seen.cosines.items()]
    return rows


def _answerable_row(case: AnswerableCase, seen: Observation, texts: Texts) -> Row:
    gold = find_gold(texts, case.needed, case.also)
    reply = seen.reply
    scores = {**answerable_scores(case, reply, gold, texts), **reply_scores(reply, texts)}
    why = _Why(_broken_promises(reply, texts))
    _answer_faults(why, reply, scores)
    topic = topic_of(texts, gold.required)
    labels = {"kind": case.kind, "style": case.style, "persona": case.persona}
    return Row(
        id=case.id,
        set="answerable",
        group=case.id,
        question=case.question,
        expect="answered",
        labels=labels | ({"topic": topic} if topic else {}),
        scores=scores,
        right=scores["fully_right"] == 1.0 and not why.lines,
        why=tuple(why.lines),
        reply=reply.to_json(),
        wall_ms=seen.wall_ms,
        bare_ms=seen.bare_ms,
        gold=places(gold.required),
        also=places(gold.also),
        p_covered=seen.p_covered,
        found=_found(seen.ranking, gold, texts),
        groups=len(case.needed),
    )


def _unanswerable_row(case: UnanswerableCase, seen: Observation, texts: Texts) -> Row:
    reply = seen.reply
    scores = {**unanswerable_scores(case, reply, texts), **reply_scores(reply, texts)}
    why = _Why(_broken_promises(reply, texts))
    if case.expect == "not_covered":
        why.add(scores["refused"] == 0.0, "answered, but the article does not say it")
        right = scores["refused"] == 1.0
    elif case.expect == "small_talk":
        right = scores["small_talk_right"] == 1.0
        why.add(not right, f"small talk was taken as “{reply.status}”")
    else:
        right = scores["premise_fallen_for"] == 0.0
        why.add(not right, "answered on a false premise without citing what contradicts it")
    targets = [span for quote in case.refutes for span in find_quote(texts, quote)]
    return Row(
        id=case.id,
        set="unanswerable",
        group=case.id,
        question=case.question,
        expect=case.expect,
        labels={"kind": case.kind, "style": case.style},
        scores=scores,
        right=right and not why.lines,
        why=tuple(why.lines),
        reply=reply.to_json(),
        wall_ms=seen.wall_ms,
        bare_ms=seen.bare_ms,
        gold=places(targets),
        p_covered=seen.p_covered,
    )


def _turn_rows(
    identity: str,
    what: str,
    turns: Sequence[TurnCase],
    seen: Sequence[Observation],
    texts: Texts,
) -> list[Row]:
    rows: list[Row] = []
    history: list[str] = []
    before: Reply | None = None
    for number, (case, observed) in enumerate(zip(turns, seen, strict=True), 1):
        gold = find_gold(texts, case.needed, case.also)
        reply = observed.reply
        scores = {
            **turn_scores(case, reply, before, gold, texts),
            **reply_scores(reply, texts),
        }
        why = _Why(_broken_promises(reply, texts))
        if scores["turn_right"] == 0.0:
            why.lines += _turn_faults(case, reply, before, gold, texts)
        rows.append(
            Row(
                id=f"{identity}.{number}",
                set="conversations",
                group=identity,
                question=case.user,
                expect=case.expect + (f" ({case.shape})" if case.shape else ""),
                labels={"what": what, "turn": "first" if number == 1 else "follow-up"},
                scores=scores,
                right=not why.lines,
                why=tuple(why.lines),
                reply=reply.to_json(),
                wall_ms=observed.wall_ms,
                gold=places(gold.required),
                also=places(gold.also if case.expect == "answered" else ()),
                history=tuple(history),
            )
        )
        history += [case.user, reply.text]
        before = reply
    return rows


def _turn_faults(
    case: TurnCase, reply: Reply, before: Reply | None, gold: Gold, texts: Texts
) -> list[str]:
    if reply.status != case.expect:
        return [f"was {reply.status or 'an error'}, should be {case.expect}"]
    why = _Why()
    if gold.required:
        _citation_faults(why, citation_scores(reply, gold, texts))
    why.add(not has_facts(reply.text, case.facts), f"the text lacks {list(case.facts)}")
    why.add(not has_shape(case, reply, before), f"the form is not “{case.shape}”")
    return why.lines


def _robustness_row(case: RobustnessCase, seen: Reaction) -> Row:
    fault = reaction_fault(case, seen)
    return Row(
        id=case.id,
        set="robustness",
        group=case.id,
        question=case.body[:300].decode("utf-8", "backslashreplace"),
        expect=case.expect,
        labels={"why": case.why},
        scores={"robust": float(not fault)},
        right=not fault,
        why=(f"{case.why}: {fault}",) if fault else (),
        reply={"status": str(seen.status), "text": seen.text[:2000], "citations": []},
        wall_ms=0.0,
    )


def _words_row(quote: str, ranking: Sequence[Span], texts: Texts) -> Row:
    places_of = find_quote(texts, quote)
    right = any(touches(texts, span, place) for span in ranking[:DEEPEST] for place in places_of)
    why = "the index does not find the passage by its own words; it may have lost it"
    return _inner_row("quotes", "quotes_found", quote, right, why, places(places_of))


def _vector_row(question: str, cosine: float) -> Row:
    why = f"the stored vector is another one (cosine {cosine:.2f})"
    return _inner_row("vectors", "stored_vectors", question, cosine >= ALIKE, why)


def _inner_row(
    name: str,
    figure: str,
    words: str,
    right: bool,
    why: str,
    gold: tuple[tuple[str, int, int], ...] = (),
) -> Row:
    """A row about the index, for which nothing was answered."""
    return Row(
        id=f"{name}-{zlib.crc32(words.encode('utf-8', 'surrogatepass')):08x}",
        set=name,
        group=words,
        question=words,
        expect="found" if name == "quotes" else "what the encoder gives",
        labels={},
        scores={figure: float(right)},
        right=right,
        why=() if right else (why,),
        reply={"status": "", "text": "", "citations": []},
        wall_ms=0.0,
        gold=gold,
    )


def reaction_fault(case: RobustnessCase, seen: Reaction) -> str:
    """What is wrong with a server's reaction; empty if nothing is."""
    if seen.status >= 500:
        return f"HTTP {seen.status}"
    if "Traceback (most recent call last)" in seen.text:
        return "a traceback reached the client"
    accepted = seen.status == 200
    if case.expect == "ok" and not accepted:
        return f"refused with HTTP {seen.status}"
    if case.expect == "client_error" and accepted:
        return "accepted, should be refused with a 4xx"
    if accepted:
        return _body_fault(seen)
    if not 400 <= seen.status < 500:
        return f"HTTP {seen.status}"
    return _problem_fault(seen)


def _body_fault(seen: Reaction) -> str:
    if "text/event-stream" in seen.content_type:
        names = [line[6:].strip() for line in seen.text.splitlines() if line.startswith("event:")]
        return "" if names and names[-1] == "answered" else f"the stream ended with {names[-1:]}"
    try:
        status = json.loads(seen.text)["status"]
    except (ValueError, KeyError, TypeError):
        return "HTTP 200 without an answer"
    return "" if status in STATUSES else f"status {status!r}"


def _problem_fault(seen: Reaction) -> str:
    if "application/problem+json" not in seen.content_type:
        return f"the error is {seen.content_type or 'untyped'}, not application/problem+json"
    try:
        problem = json.loads(seen.text)
        missing = [key for key in ("title", "status", "detail") if not problem.get(key)]
    except (ValueError, AttributeError):
        return "the error is not a JSON object"
    return f"the error lacks {', '.join(missing)}" if missing else ""


def _answer_faults(why: _Why, reply: Reply, scores: Scores) -> None:
    if not reply.answered:
        why.add(not reply.error, f"was {reply.status}, but the article answers it")
        return
    _citation_faults(why, scores)
    why.add(scores.get("facts") == 0.0, "a fact is missing in the text, or it says what is wrong")


def _citation_faults(why: _Why, scores: Scores) -> None:
    if scores["right_cited"] == 0.0:
        why.lines.append("cites other passages")
    elif scores["citation_complete"] == 0.0:
        why.lines.append("a needed quote is not cited")
    elif not is_proven(scores):
        why.lines.append("the right quote is buried under others")


def _broken_promises(reply: Reply, texts: Texts) -> list[str]:
    quotes = (*reply.citations, *reply.related)
    lines = contract_breaches(reply, texts)
    for cited in quotes:
        place = f"{cited.span.start}–{cited.span.end}"
        if not is_verbatim(cited, texts):
            lines.append(f"the quote is not what stands at {place}")
        elif not has_clean_edges(cited, texts):
            lines.append(f"the quote at {place} is cut inside a word or sentence")
    return lines


def _found(
    ranking: tuple[Span, ...] | None, gold: Gold, texts: Texts
) -> tuple[tuple[int, ...], ...] | None:
    if ranking is None:
        return None
    return tuple(
        tuple(
            index
            for index, group in enumerate(gold.needed)
            if any(touches(texts, span, target) for target in group)
        )
        for span in ranking[:DEEPEST]
    )
