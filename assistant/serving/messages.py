"""What the chat page says, as HTML: pure functions from records to text.

Everything that came from a person, a model or a document is escaped here, and only links to our
own article pages are written. Each function returns one line without line breaks, because the
page's Markdown component passes such a line on as it is (a blank line would end the HTML).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from assistant.records import CITED, OWN_WORDS, Answer, Citation, Document, Quote, Turn
from assistant.serving.answer_text import body, link, one_line
from assistant.serving.page_words import said, spoken
from assistant.serving.source_page import written_date
from assistant.sources.naming import Naming
from assistant.text import patterns as re

KEPT = 30
"""Exchanges of a talk that are shown; the visitor's browser keeps the older ones."""

POINTS = 4
"""Key points that the welcome shows."""

REMEMBERED = 8
"""Exchanges that are handed to the assistant as history."""

_HALF_MARKER = re.compile(r"\[\d{0,3}\Z")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and what became of it: an answer, a problem, or neither yet."""

    question: str
    answer: Answer | None = None
    problem: str = ""
    stopped: bool = False

    def to_json(self) -> dict[str, Any]:
        """The form in which the visitor's browser keeps it."""
        return {
            "question": self.question,
            "answer": self.answer.to_json() if self.answer else None,
            "problem": self.problem,
            "stopped": self.stopped,
        }


def read_talk(talk: str) -> tuple[Exchange, ...]:
    """The exchanges that a browser kept, from JSON; what is not readable is left out.

    A question without an answer was cut short by closing the page, so it counts as stopped.
    """
    try:
        kept = json.loads(talk) if talk else []
    except (ValueError, RecursionError):
        return ()
    if not isinstance(kept, list):
        return ()
    exchanges = []
    for item in kept[-KEPT:]:
        try:
            answer = Answer.from_json(item["answer"]) if item["answer"] else None
            problem = str(item["problem"])
            stopped = answer is None and not problem
            exchanges.append(Exchange(str(item["question"]), answer, problem, stopped))
        except (KeyError, TypeError, ValueError):
            continue
    return tuple(exchanges)


def history(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    """The newest answered exchanges as turns, oldest first."""
    turns: list[Turn] = []
    for exchange in exchanges[-REMEMBERED:]:
        if exchange.answer is not None:
            turns.append(Turn("user", exchange.question))
            turns.append(exchange.answer.as_turn())
    return tuple(turns)


def masthead(documents: Mapping[str, Document], naming: Naming) -> str:
    """The page's heading and its two tools."""
    name = naming.assistant
    subject = "" if naming.title == name else said("answersFrom", escape(naming.title))
    first = next(iter(documents))
    return _line(
        '<div class="brand"><span class="logo"></span>'
        f'<div><h1>{escape(name)}</h1><p class="subject">{subject}</p></div></div>'
        f'<div class="tools"><a class="tool article" href="source/{escape(first)}">'
        f"{said('noun', escape(naming.noun.capitalize()))}</a>"
        f'<button class="tool talks">{said("talks")}</button>'
        '<button class="tool theme"></button></div>'
    )


def provenance(documents: Mapping[str, Document], naming: Naming) -> str:
    """Where the answers come from, in a line; who wrote it and who earns what, when opened."""
    items = []
    for document in documents.values():
        link = f'<a href="source/{escape(document.id)}">{escape(document.title)}</a>'
        whose = said("by", link, escape(document.author)) if document.author else link
        when = f", {escape(_date(document.updated))}" if document.updated else ""
        told = f" {escape(document.disclosure)}" if document.disclosure else ""
        items.append(f"<p>{whose}{when}.{told}</p>")
    return _line(
        f'<details class="provenance"><summary>{_only_from(documents, naming)}'
        f"</summary>{''.join(items)}</details>"
    )


def _only_from(documents: Mapping[str, Document], naming: Naming) -> str:
    """Where the answers come from; who earns by it comes first: a narrow line ends early."""
    if len(documents) != 1:
        return said("onlyThese")
    publishers = dict.fromkeys(d.publisher or d.author for d in documents.values())
    by = escape(", ".join(name for name in publishers if name))
    kind = ("onlyThisEarns" if naming.disclosure else "onlyThisBy") if by else "onlyThis"
    return said(kind, escape(naming.noun), by)


def _date(iso: str) -> str:
    return written_date(iso) if spoken() == "en" else iso


def welcome(
    naming: Naming,
    suggestions: Sequence[str],
    points: Sequence[Quote] = (),
    groups: Sequence[tuple[str, Sequence[str]]] = (),
) -> str:
    """The page before the first question: what this is, questions to start with, the key points.

    ``groups`` are further questions under the headings that answer them.
    """
    noun, many = escape(naming.noun), "Many" if naming.noun.endswith("s") else ""
    topics = f'<span dir="auto">{escape(naming.covers.rstrip("."))}</span>'
    covers = f" {said(f'covers{many}', topics)}" if naming.covers else ""
    exact = f'<span class="marked">{said("exact")}</span>'
    proves = said(f"proves{many}", exact, noun)
    return _line(
        f'<section class="welcome"><h2 dir="auto">{escape(naming.title)}</h2>'
        f"<p>{said('welcome', noun)}{covers} {proves}</p>"
        f'<ul class="starters">{_buttons(suggestions)}</ul>'
        f"{_key_points(points)}{_grouped(groups)}</section>"
    )


def _buttons(questions: Sequence[str]) -> str:
    # The documents' language may run another way than the page's.
    return "".join(
        f'<li><button class="ask-this" dir="auto">{escape(question)}</button></li>'
        for question in questions
    )


def _key_points(points: Sequence[Quote]) -> str:
    if not points:
        return ""
    items = "".join(
        f'<li dir="auto">{link(point, "point", escape(one_line(point.quote)))}</li>'
        for point in points[:POINTS]
    )
    return f'<div class="points"><h3>{said("keyPoints")}</h3><ul>{items}</ul></div>'


def _grouped(groups: Sequence[tuple[str, Sequence[str]]]) -> str:
    if not groups:
        return ""
    parts = "".join(
        f'<h4 dir="auto">{escape(heading)}</h4><ul>{_buttons(questions)}</ul>'
        for heading, questions in groups
    )
    return (
        f'<details class="groups"><summary>{said("moreQuestions")}</summary>'
        f"<div>{parts}</div></details>"
    )


def conversation(exchanges: Sequence[Exchange], noun: str) -> str:
    """Finished exchanges, without the buttons that belong to the newest one.

    ``noun`` is what the corpus calls its text.
    """
    return _line("".join(_exchange(exchange, noun, newest=False) for exchange in exchanges))


def newest(exchange: Exchange, noun: str) -> str:
    """The exchange at the end, with follow-ups, all buttons, and what the browser keeps of it."""
    record = json.dumps(exchange.to_json(), ensure_ascii=False)
    kept = f'<pre class="record">{escape(record)}</pre>'
    return _line(_exchange(exchange, noun, newest=True, kept=kept))


def working(question: str, status: str, text: str = "") -> str:
    """A question while it is being answered: what is being done, and the text so far."""
    # A marker that has only half arrived would flicker.
    so_far = body(_HALF_MARKER.sub("", text), {}) if text else ""
    return _line(
        f'<section class="exchange">{_question(question)}<div class="answer streaming written">'
        f'<p class="status">{escape(status)}</p>{so_far}</div></section>'
    )


def problem(sentence: str) -> str:
    """A message that was not accepted; the words are still in the box."""
    return _line(
        f'<section class="exchange"><div class="answer failed done">{_alert(sentence)}</div>'
        "</section>"
    )


def _exchange(exchange: Exchange, noun: str, *, newest: bool, kept: str = "") -> str:
    if exchange.answer is not None:
        reply = _answer(exchange.answer, noun, newest=newest)
    else:
        kind = "stopped" if exchange.stopped else "failed"
        shown = _stopped() if exchange.stopped else _alert(exchange.problem)
        tools = (
            f'<div class="actions">{_act("retry")}{_act("edit", "editQuestion")}</div>'
            if newest
            else ""
        )
        reply = f'<div class="answer {kind} done">{shown}{tools}</div>'
    return f'<section class="exchange">{_question(exchange.question)}{reply}{kept}</section>'


def _question(question: str) -> str:
    shown = escape(question).replace("\n", "<br>")
    return (
        f'<div class="question"><h2 class="unseen">{said("youAsked")}</h2>'
        f'<button class="act change">{said("edit")}<span class="unseen"> {said("thisQuestion")}'
        f'</span></button><p dir="auto">{shown}</p></div>'
    )


def _stopped() -> str:
    return f'<p class="status">{said("stopped")}</p>'


def _alert(sentence: str) -> str:
    return f'<p class="alert">{escape(sentence)}</p>'


def _answer(answer: Answer, noun: str, *, newest: bool) -> str:
    numbered = {citation.number: citation for citation in answer.citations}
    by_model = answer.engine != OWN_WORDS and answer.status in CITED
    kind = f"{answer.status.replace('_', '-')}{' written' if by_model else ''}"
    parts = [f'<div class="answer {kind} done" id="a-{_id(answer)}">']
    parts.append(f'<h3 class="unseen">{said("answer")}</h3>')
    if answer.understood:
        parts.append(f'<p class="understood">{said("readAs", escape(answer.understood))}</p>')
    if tag := {"not_covered": "notIn", "partial": "partlyIn"}.get(answer.status):
        parts.append(f'<p class="tag">{said(tag, escape(noun))}</p>')
    quoted = answer.quoted if by_model else ()
    parts.append(body(answer.text, numbered, answer.derived, quoted))
    if quoted:
        told = said("voices", f"<q>{said('voicesQuoted')}</q>", escape(noun), escape(answer.engine))
        parts.append(f'<p class="legend voices">{told}</p>')
    if answer.derived:
        mark = f'<span class="derived">{said("underlined")}</span>'
        parts.append(f'<p class="legend">{said("legend", mark)}</p>')
    if answer.notice:
        parts.append(f'<p class="notice">{escape(answer.notice)}</p>')
    parts.append(_sources(answer.citations, repeated=answer.engine == OWN_WORDS))
    parts.append(_related(answer.related))
    parts.append(_actions(answer, noun, newest=newest))
    if newest and answer.follow_ups:
        items = _buttons(answer.follow_ups)
        label = said("askNext" if answer.status in CITED else "youCouldAsk")
        parts.append(f'<div class="next"><h4>{label}</h4><ul>{items}</ul></div>')
    parts.append(f'<pre class="plain">{escape(plain(answer))}</pre></div>')
    return "".join(parts)


def _sources(citations: Sequence[Citation], *, repeated: bool) -> str:
    """The list of sources; folded where the answer above it is their words already."""
    if not citations:
        return ""
    if repeated:
        sections: dict[str, list[Citation]] = {}
        for citation in citations:
            sections.setdefault(_where(citation.source), []).append(citation)
        items = "".join(_section(where, cited) for where, cited in sections.items())
    else:
        items = "".join(
            f"<li>{link(one.source, 'source', _source(one.source, one.number))}</li>"
            for one in citations
        )
    count = said("sourceOne" if len(citations) == 1 else "sourceMany", str(len(citations)))
    is_open = " open" if len(citations) <= 3 and not repeated else ""
    return f'<details class="sources"{is_open}><summary>{count}</summary><ol>{items}</ol></details>'


def _section(where: str, cited: Sequence[Citation]) -> str:
    """The sources of one section; its name once, behind their numbers."""
    if len(cited) == 1:
        shown = _source(cited[0].source, cited[0].number, words=False)
        return f"<li>{link(cited[0].source, 'source', shown)}</li>"
    label = f'<span class="unseen">{said("sourceLabel")} </span>'
    numbers = " ".join(
        link(one.source, "source", f'{label}<span class="number">{one.number}</span>')
        for one in cited
    )
    return f'<li class="several">{numbers} {where}</li>'


def _related(quotes: Sequence[Quote]) -> str:
    if not quotes:
        return ""
    items = "".join(f"<li>{link(quote, 'source', _source(quote))}</li>" for quote in quotes)
    return (
        f'<div class="related"><h4>{said("nearest")}</h4>'
        f"<p>{said('nearestTold')}</p><ul>{items}</ul></div>"
    )


def _source(quote: Quote, number: int | None = None, *, words: bool = True) -> str:
    shown = f'<span class="number">{number}</span> ' if number is not None else ""
    told = (
        f'<span class="unseen">: </span><span class="words">{escape(one_line(quote.quote))}</span>'
    )
    return f"{shown}{_where(quote)}{told if words else ''}"


def _where(quote: Quote) -> str:
    """The headings above a quote. Where they are too long, what is shared by all goes first."""
    page = said("onPage", str(quote.page)) if quote.page is not None else ""
    # What stands before the first heading stands under the title.
    outer, sep, last = (quote.section or quote.title).rpartition(" › ")
    inner = ", ".join(part for part in (escape(sep + last), page) if part)
    first = f'<span class="outer">{escape(outer)}</span>' if outer else ""
    return f'<span class="where">{first}<span class="inner">{inner}</span></span>'


def _act(kind: str, key: str = "") -> str:
    return f'<button class="act {kind}">{said(key or kind)}</button>'


def _actions(answer: Answer, noun: str, *, newest: bool) -> str:
    how = said("ownWords", f"{escape(noun)}’{'' if noun.endswith('s') else 's'}")
    if answer.engine != OWN_WORDS:
        how = said("writtenBy", escape(answer.engine), escape(noun))
    made = f'<span class="made">{how}</span>' if answer.status in CITED else ""
    again = _act("retry") if newest and answer.status != "small_talk" else ""
    rating = f'<span class="pair">{_act("up")}{_act("down")}</span>'
    tools = "".join(map(_act, ("copy", "link", "aloud")))
    return f'<div class="actions">{tools}{again}{rating}{made}</div>'


def plain(answer: Answer) -> str:
    """An answer as text for the clipboard, with its sources."""
    lines = [answer.text.strip()]
    if answer.citations:
        lines.append("")
        lines.extend(
            f"[{citation.number}] {citation.source.where}: “{one_line(citation.source.quote)}”"
            for citation in answer.citations
        )
    return "\n".join(lines)


def _id(answer: Answer) -> str:
    return re.sub(r"[^\w.-]", "", answer.id)


def _line(html: str) -> str:
    return re.sub(r"\r\n?|\n", "&#10;", html)
