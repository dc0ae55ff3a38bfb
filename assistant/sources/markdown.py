"""Markdown → a ``Parsed`` document, by way of the HTML that the Markdown stands for.

CommonMark with tables, struck-out text, footnotes and lists of definitions. The dialects that
people's tools write (MDX, Jekyll, Hugo, Docusaurus, Obsidian) leave their own signs in the text;
those are taken out first, as no reader of the page ever sees them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from assistant.sources.blocks import BlockWriter, clean
from assistant.sources.dialects import in_common_markdown
from assistant.sources.front_matter import split_front_matter
from assistant.sources.parsed import Parsed
from assistant.sources.reading import made
from assistant.sources.webpage import write_html
from assistant.text import patterns as re

_FENCE = re.compile(r"[ \t]{0,3}(`{3,}|~{3,})")
_MODULE_LINE = re.compile(
    r"(?:import\s+(?:[\w*{}\s,$]+\s+from\s+)?[\"'][^\"']+[\"'];?"
    r"|export\s+(?:default|const|let|function|async|\*|\{)\b.*|export\s+\{.*)\s*"
)
_EXPORT = re.compile(r"^export\s+(?:default|const|let|var|function|async)\b[^\n]*[{(\[]\n"
                     r"(?:.*\n)*?[})\]];?[ \t]*$", re.MULTILINE)  # fmt: skip
_CODE = re.compile(r"(`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_BRACED = re.compile(
    r"(<[A-Za-z][\w.]*(?:\s+[\w-]+(?:=\"[^\"]*\")?)*)\s+[\w-]+=\{(?:[^{}]|\{[^{}]*\})*\}"
)
"""An attribute of MDX that is an expression."""
_SIGNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),  # with three dashes too
    (re.compile(r"\{/\*.*?\*/\}", re.DOTALL), ""),  # comments of MDX
    (re.compile(r"\{\{[<%][^<>%]*?\bcaption=\"([^\"]+)\".*?[%>]\}\}", re.DOTALL), r"\n\n\1\n\n"),
    (re.compile(r"\{\{[<%].*?[%>]\}\}|\{%.*?%\}", re.DOTALL), ""),  # Hugo, Jekyll
    (re.compile(r"(?<!%)%%(?!%).*?%%", re.DOTALL), ""),  # comments of Obsidian
    (re.compile(r"\{\{#[^{}\n]*\}\}"), ""),  # mdBook
    (re.compile(r"^[*+-][ \t]+TOC[ \t]*\n\{:[ \t]*toc[^}\n]*\}[ \t]*$", re.M | re.I), ""),
    (re.compile(r"^[ \t]*\{:[^{}\n]*\}[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"(?<=\S)[ \t]+\^[A-Za-z0-9][\w-]*[ \t]*$", re.MULTILINE), ""),  # Obsidian's ids
    (re.compile(r"(?<![=\w])==(?=\S)([^=\n]+?)(?<=\S)==(?![=\w])"), r"\1"),  # marked
    (re.compile(r"!\[\[[^\[\]\n]+\.(?:png|jpe?g|gif|svg|webp|pdf|mp[34])[^\[\]\n]*\]\]", re.I), ""),
    (re.compile(r"(?<=\w)\^([\w+-]{1,6})\^"), r"<sup>\1</sup>"),  # pandoc
    (re.compile(r"(?<=[A-Za-z)])~(\w{1,4})~(?!~)"), r"<sub>\1</sub>"),
    # Markdown sets "2*3*4" as "234"; nobody who writes it means that.
    (re.compile(r"(?<=\d)\*(?=\d)"), r"\\*"),
    # Alerts of GitHub and Obsidian; a title stands on a line of its own.
    (re.compile(r"^([ \t]*>[ \t]*)\[![\w-]+\][+-]?[ \t]*$", re.MULTILINE), r"\1"),
    (re.compile(r"^([ \t]*>[ \t]*)\[![\w-]+\][+-]?[ \t]+(\S.*)$", re.M), r"\1**\2**\n\1"),
    (re.compile(r"^(?:#[A-Za-z][\w/-]*[ \t]*){2,}$", re.MULTILINE), ""),  # a line of tags
    (re.compile(r"^[ \t]*\[(?:TOC|\[_?TOC_?\])\][ \t]*$", re.MULTILINE | re.IGNORECASE), ""),
    (re.compile(r"[ \t]*\{:?[ \t]*[#.][\w-][^{}\n]*\}[ \t]*$", re.MULTILINE), ""),  # kramdown
    (re.compile(r"^([ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)\[[ xX]\][ \t]+", re.MULTILINE), r"\1"),
    (re.compile(r"!?\[\[(?:[^\[\]|\n]+\|)([^\[\]|\n]+)\]\]"), r"\1"),  # links of a wiki
    (re.compile(r"!?\[\[([^\[\]|#\n]*)#?([^\[\]|\n]*)\]\]"), r"\1 \2"),
)
_TAG = re.compile(r"</?([A-Za-z][\w.-]*)([^<>]*?)(/?)>")


def read_markdown(source: str, name: str) -> Parsed:
    """Reads a Markdown text.

    Raises:
        DocumentError: nothing is left to cite.
    """
    meta, source = split_front_matter(clean(source))
    writer = BlockWriter()
    write_html(_parser(source).render(_without_signs(in_common_markdown(source))), writer)
    return made(writer, name, "markdown", meta)


def _parser(source: str) -> MarkdownIt:
    # Beyond maxNesting the parser drops text; its default of 20 is a list of ten levels.
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 200})
    parser.enable(["table", "strikethrough"]).use(footnote_plugin).use(deflist_plugin)

    def html_inline(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return _real_tag(tokens[index].content, source)

    parser.add_render_rule("html_inline", html_inline)
    return parser


def _real_tag(tag: str, source: str) -> str:
    """The tag, or its characters where it is none: ``Vec<String>`` is text."""
    match = _TAG.fullmatch(tag)
    if match is None or match[1].lower() in _ELEMENTS or "-" in match[1]:
        return tag
    closed = match[3] or match[2].strip() or re.search(rf"</{re.escape(match[1])}\s*>", source)
    return "" if closed else tag.replace("<", "&lt;").replace(">", "&gt;")


def _without_signs(source: str) -> str:
    """The text without the signs of dialects; what is code is left alone."""
    pieces: list[str] = []
    prose: list[str] = []
    fence = ""
    for line in source.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            pieces.append(line)
            if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif mark:
            pieces.extend((_cleared(prose), line) if prose else (line,))
            prose, fence = [], mark[1]
        else:
            prose.append(line)
    if prose:
        pieces.append(_cleared(prose))
    return "\n".join(pieces)


def _cleared(lines: list[str]) -> str:
    text = _EXPORT.sub("", "\n".join(lines))
    text = "\n".join("" if _MODULE_LINE.fullmatch(line) else line for line in text.split("\n"))
    codes: list[str] = []

    def put_by(code: re.Match[str]) -> str:
        codes.append(code[0])
        return f"\x00{len(codes) - 1}\x00"

    text = _PICTURED.sub(r"\1\n", text)
    text = _FIELD.sub(r"\1\n", _asked_apart(text))
    text = _CODE.sub(put_by, text)  # Signs within code are no signs. A file has no NUL any more.
    before = ""
    while before != text:
        before, text = text, _BRACED.sub(r"\1", text)
    for pattern, replacement in _SIGNS:
        text = pattern.sub(replacement, text)
    return re.sub(r"\x00(\d+)\x00", lambda mark: codes[int(mark[1])], text)


def _asked_apart(text: str) -> str:
    """The text with a blank line between "Q: …?" and the "A: …" right below it."""
    return _ASKED.sub(r"\1\n\n\2", text)


_PICTURE = r"(?:[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?|\d\ufe0f?\u20e3)"
_PICTURED = re.compile(rf"^({_PICTURE}.*)$(?=\n{_PICTURE})", re.MULTILINE)
"""A line that begins with a picture as a sign, before another one."""
_FIELD = re.compile(
    r"^([A-Z][\w /()-]{0,24}:[ \t]+\S[^\n]{0,90}?)[ \t]*$"
    r"(?=\n[A-Z][\w /()-]{0,24}:[ \t]+\S[^\n]{0,90}$)", re.MULTILINE
)  # fmt: skip
"""A line of fields below each other, as an export of Notion begins: "Owner: Ann"."""
_ASKED = re.compile(
    r"^((?:\*\*)?(?:Q|F|P|Question|Frage|Pregunta)(?:\s?\d{1,3})?[.:].*\?(?:\*\*)?)[ \t]*\n"
    r"((?:\*\*)?(?:A|R|Answer|Antwort|Respuesta)(?:\s?\d{1,3})?[.:])",
    re.MULTILINE,
)
_ELEMENTS = frozenset(
    re.findall(
        r"\S+",
        """
        a abbr acronym address area article aside audio b base bdi bdo big blockquote body
        br button canvas caption center cite code col colgroup data datalist dd del details
        dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form h1 h2
        h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li
        link main map mark menu meta meter nav nobr noscript object ol optgroup option
        output p param picture pre progress q rp rt ruby s samp script search section select
        slot small source span strike strong style sub summary sup svg table tbody td
        template textarea tfoot th thead time title tr track tt u ul var video wbr
        """,
    )
)
