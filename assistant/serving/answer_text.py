"""The words of an answer as HTML: Markdown in, escaped, its marks in place.

Three things are marked in a text: numbers that lead to the article, figures that were calculated,
and, where a language model wrote, the sentences that are nevertheless the document's own. Those
stand in a ``<q>``, so that whoever looks, hears or prints it gets quotation marks. Pure functions;
nothing but links to our own article pages is ever written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from assistant.records import Answer, Citation, Quote
from assistant.serving.page_words import said
from assistant.text import patterns as re

_MARKER = re.compile(r"\[(\d{1,3})\]")
_LAST_WORD = re.compile(r"[^\s<>\[\]]{1,16} ?\[\d{1,3}\][.,;:!?]?")
_OWN_LINK = re.compile(r"/source/[\w.-]+#c=\d+-\d+(?:,\d+-\d+)*")
# Where a quote opens and closes while the text is still Markdown. Brackets that nobody writes,
# and that Markdown takes for punctuation, so that emphasis inside them stays emphasis.
_OPEN, _CLOSE = "⸨", "⸩"
_BRACKET = "⁅"
"""Stands for a bracket that was escaped: "\\[1]" is what somebody wrote, and no marker."""
_BLOCK_SIGNS = re.compile(r"(?:\s|[-*+>]\s|\d{1,3}[.)]\s|#{1,6}\s)*")
_LAST_MARKERS = re.compile(r"(?:\s*\[\d{1,3}\])+\s*\Z")
_CELL = re.compile(r"[^|]+")

# Links and pictures in a text would lead elsewhere; they stay visible as what was typed.
_MARKDOWN = (
    MarkdownIt("commonmark", {"html": False, "breaks": True})
    .enable("table")
    .disable(["link", "image", "autolink", "html_block", "html_inline", "reference"])
)


def body(
    text: str,
    numbered: Mapping[int, Citation],
    derived: Sequence[str] = (),
    quoted: Sequence[tuple[int, int]] = (),
) -> str:
    """A text with its ``[n]`` leading to ``numbered``; ``quoted`` are spans of it."""
    env = {"numbered": numbered, "derived": _figures(derived)}
    html = _MARKDOWN.render(_with_quotes(text, quoted), env)
    return f'<div class="body" dir="auto">{html}</div>'


def answer_body(answer: Answer) -> str:
    """The words of an answer alone, their markers leading to the article."""
    numbered = {citation.number: citation for citation in answer.citations}
    return body(answer.text, numbered, answer.derived, answer.quoted)


def link(quote: Quote, kind: str, inner: str, title: str = "") -> str:
    """A link to the words of ``quote``; without one where its address is not ours."""
    if not _OWN_LINK.fullmatch(quote.url):
        return f'<span class="{kind}">{inner}</span>'
    hint = f' title="{escape(title)}"' if title else ""
    # Relative to the page, which may lie under a path of a proxy.
    return f'<a class="{kind}" href="{escape(quote.url[1:])}"{hint}>{inner}</a>'


def one_line(quote: str) -> str:
    """A quote for a list: the bars of a table row become dots between its cells."""
    if quote.startswith("|"):
        return " · ".join(cell.strip() for cell in quote.strip("|").split("|"))
    return " ".join(quote.split())


def _figures(derived: Sequence[str]) -> re.Pattern[str] | None:
    """Finds figures that were calculated, as they stand in the text; the longest first."""
    if not derived:
        return None
    ordered = sorted({escape(figure) for figure in derived}, key=len, reverse=True)
    either = "|".join(re.escape(figure) for figure in ordered)
    return re.compile(rf"(?<![\w.,\[])(?:{either})(?![\w\]]|[.,]\d)")


def _with_quotes(text: str, quoted: Sequence[tuple[int, int]]) -> str:
    """The text with signs around its quotes: inside of what makes a list or a table of it."""
    text = text.translate({ord(_OPEN): " ", ord(_CLOSE): " "})
    parts, done = [], 0
    for start, end in quoted:
        if not done <= start < end <= len(text):
            continue
        signs = _BLOCK_SIGNS.match(text, start, end)
        start = signs.end() if signs else start
        parts += [text[done:start], _between_signs(text[start:end])]
        done = end
    return "".join([*parts, text[done:]])


def _between_signs(words: str) -> str:
    if words.startswith("|"):
        return _CELL.sub(lambda cell: _between_signs(cell[0]), words)
    kept = _LAST_MARKERS.sub("", words).strip()
    return words.replace(kept, f"{_OPEN}{kept}{_CLOSE}", 1) if kept else words


def _quotes_rule(state: StateCore) -> None:
    """Signs without their other half in the same element would tear the page: they go."""
    for token in state.tokens:
        children = [part for part in token.children or () if part.type in ("text", "code_inline")]
        opened: tuple[Token, int] | None = None
        whole = True
        for part in children:
            for sign in re.findall(f"[{_OPEN}{_CLOSE}]", part.content):
                if sign == _OPEN:
                    whole = whole and opened is None and part.type == "text"
                    opened = (part, part.level)
                else:
                    whole = whole and opened is not None and opened[1] == part.level
                    opened = None
        if opened is None and whole:
            continue
        for part in children:
            part.content = re.sub(f"[{_OPEN}{_CLOSE}]", "", part.content)


def _text_rule(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    """A piece of plain text, its ``[n]`` markers turned into links to the article."""
    numbered: Mapping[int, Citation] = env["numbered"]
    shown = escape(tokens[index].content)
    if (figures := env.get("derived")) is not None:
        shown = figures.sub(lambda match: f'<span class="derived">{match[0]}</span>', shown)
    shown = shown.replace(_OPEN, "<q>").replace(_CLOSE, "</q>")
    # A number alone at the beginning of a line would belong to nothing.
    shown = _LAST_WORD.sub(lambda match: f'<span class="last">{match[0]}</span>', shown)
    return _MARKER.sub(lambda match: _marker(match, numbered), shown).replace(_BRACKET, "[")


def _marker(match: re.Match[str], numbered: Mapping[int, Citation]) -> str:
    citation = numbered.get(int(match[1]))
    if citation is None:
        return match[0] if numbered else f'<span class="cite waiting">{match[1]}</span>'
    label = f'<span class="unseen">{said("sourceLabel")} </span>{citation.number}'
    return link(citation.source, "cite", label, title=one_line(citation.source.quote))


def _table_rule(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    """A table in a box of its own, which scrolls where the table is wider than the page."""
    return '<div class="table"><table>' if tokens[index].nesting == 1 else "</table></div>"


def _heads_rule(state: StateCore) -> None:
    """Markdown has no table without a head: one whose cells are all empty is not shown."""
    tokens = state.tokens
    for first in reversed([at for at, token in enumerate(tokens) if token.type == "thead_open"]):
        last = next(at for at in range(first, len(tokens)) if tokens[at].type == "thead_close")
        if not any(token.content.strip() for token in tokens[first:last]):
            del tokens[first : last + 1]


def _brackets_rule(state: StateCore) -> None:
    """Keeps escaped brackets apart before they are joined with the text around them."""
    for token in state.tokens:
        for part in token.children or ():
            if part.type == "text_special" and part.content == "[":
                part.content = _BRACKET


_MARKDOWN.core.ruler.before("text_join", "brackets", _brackets_rule)
_MARKDOWN.core.ruler.push("quotes", _quotes_rule)
_MARKDOWN.core.ruler.push("heads", _heads_rule)
_MARKDOWN.add_render_rule("text", _text_rule)
_MARKDOWN.add_render_rule("table_open", _table_rule)
_MARKDOWN.add_render_rule("table_close", _table_rule)
