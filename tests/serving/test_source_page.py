"""The article's page: every visible character knows its offset, and nothing in it runs."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.records import Document
from assistant.serving.source_page import ASSETS, render, written_date
from assistant.sources.documents import parse_document, split_passages
from tests.support.fakes import ARTICLE

HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)> "><svg onload=alert(1)> $title $'


class Page(HTMLParser):
    """The tags of a page, and the pieces of text that carry an offset."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.pieces: list[tuple[int, int | None, str]] = []
        self._open: tuple[int, int | None] | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if start := found.get("data-s"):
            end = found.get("data-e")
            self._open = (int(start), int(end) if end else None)

    def handle_endtag(self, tag: str) -> None:
        self._open = None

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self.pieces.append((*self._open, data))


def assert_offsets(document: Document, *, words_of_passages: bool = True) -> None:
    """Each piece is exactly the text at its offset, and every cited word is in a piece."""
    shown: set[int] = set()
    for start, end, text in Page(render(document)).pieces:
        if end is None:
            assert document.text[start : start + len(text)] == text
        span = range(start, end if end is not None else start + len(text))
        assert shown.isdisjoint(span), "a character is shown twice"
        shown.update(span)
    if words_of_passages:
        for passage in split_passages(document):
            missing = [
                document.text[at]
                for at in range(passage.start, passage.end)
                if document.text[at].isalnum() and at not in shown
            ]
            assert not missing, passage


def article() -> Document:
    return parse_document(ARTICLE.read_text("utf-8"), "technical-product-manager")


def test_every_word_of_the_article_can_be_lit() -> None:
    assert_offsets(article())


def test_the_article_reads_as_it_was_written() -> None:
    pieces = Page(render(article())).pieces
    text = article().text
    joined = "\n".join(piece for _, _, piece in pieces)
    assert [word for word in joined.split() if word not in text] == []
    for passage in split_passages(article()):
        if passage.kind == "sentence":
            assert passage.text in joined


words = st.text(
    alphabet=st.sampled_from("abc XYZ 09 .,!?'’“é漢😀*_`[]()<>&|\\#-+~$"), min_size=1, max_size=30
)
blocks = st.one_of(
    words,
    words.map(lambda line: f"## {line}"),
    words.map(lambda line: f"- {line}\n- **bold** _under_ `code` {line}"),
    words.map(lambda line: f"1. {line}\n   1. {line}"),
    words.map(lambda line: f"> {line}\n> &amp; more *star\n> star*"),
    words.map(lambda line: f"| a | {line} |\n|---|---|\n| **x** | \\| y |\n| z |"),
    words.map(lambda line: f"```\n{line}\n<b>\n```"),
    words.map(lambda line: f"[label](https://example.org/a) ![picture](x.png) {line}\nsecond line"),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(blocks, min_size=1, max_size=6))
def test_offsets_hold_for_any_markdown(parts: list[str]) -> None:
    document = parse_document("Start.\n\n" + "\n\n".join(parts), "any")
    # The address of a link and the language of a code block are read, but not shown.
    hidden = "](" in document.text or "```" in document.text or "~~~" in document.text
    assert_offsets(document, words_of_passages=not hidden)


def test_marks_of_markdown_are_shown_as_marks() -> None:
    source = "A **bold _and_ more** `co*de*` \\*plain\\* &amp; [label](https://e.org/x) end."
    document = parse_document(source, "marks")
    assert_offsets(document, words_of_passages=False)  # the address of a link is not shown
    html = render(document)
    for tag in ("strong", "em", "code"):
        assert f"<{tag}><span data-s=" in html
    joined = "".join(text for _, _, text in Page(html).pieces)
    assert joined == "A bold and more co*de* *plain* & label end."


def test_a_list_in_a_quote_and_a_nested_list_keep_their_offsets() -> None:
    document = parse_document("- one\n  - two *x\n    y*\n\n> - three\n>   four\n", "lists")
    assert_offsets(document)


@pytest.mark.parametrize("field", ["title", "author", "updated", "publisher", "disclosure", "text"])
def test_hostile_text_stays_text(field: str) -> None:
    values = {"id": "x", "title": "T", "text": "Words.\n", "sha256": "0" * 64}
    page = Page(render(Document(**(values | {field: HOSTILE}))))
    scripts = [attributes.get("src") for tag, attributes in page.tags if tag == "script"]
    assert scripts == [f"..{ASSETS}/theme.js", f"..{ASSETS}/source.js"]
    assert not {tag for tag, _ in page.tags} & {"img", "svg", "iframe", "style", "object"}
    assert not [name for _, attributes in page.tags for name in attributes if name[:2] == "on"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example/x"])
def test_only_web_links_are_links(url: str) -> None:
    document = parse_document(f"Some [label]({url}) here.", "links")
    hrefs = [attributes.get("href") for tag, attributes in Page(render(document)).tags]
    assert url not in hrefs


def test_pictures_are_never_loaded() -> None:
    document = parse_document("See ![a chart](https://evil.example/x.png) here.", "pictures")
    page = Page(render(document))
    assert "img" not in {tag for tag, _ in page.tags}
    assert "a chart" in [text for _, _, text in page.pieces]


def test_everything_the_page_needs_comes_from_here_and_exists() -> None:
    web = Path(__file__).resolve().parents[2] / "assistant" / "web"
    loaded = [
        str(attributes.get("src") or attributes.get("href"))
        for tag, attributes in Page(render(article())).tags
        if tag in ("script", "link")
    ]
    assert len(loaded) == 5
    for address in loaded:
        assert address.startswith(f"..{ASSETS}/")
        assert (web / address.removeprefix(f"..{ASSETS}/")).is_file()


def test_who_wrote_it_and_who_earns_is_said() -> None:
    html = render(article(), split_passages(article()))
    assert "By Mike Carter · KORE1" in html
    assert '<time datetime="2026-06-16">16 June 2026</time>' in html
    assert "charges a fee" in html
    assert "sentences and table rows can be cited" in html


def test_nothing_is_said_about_what_is_not_known() -> None:
    html = render(parse_document("Only words.", "bare"))
    assert "byline" not in html
    assert "disclosure" not in html


def test_a_heading_that_repeats_the_title_is_shown_once() -> None:
    html = render(parse_document("# My title\n\nWords.\n\n# My title two\n", "t"))
    assert html.count(">My title<") == 2  # in <title> and in <h1>
    assert "My title two" in html


@pytest.mark.parametrize(
    ("updated", "shown"),
    [("2026-06-16", "16 June 2026"), ("June 2026", "June 2026"), ("", ""), ("2026-13-01",) * 2],
)
def test_written_date(updated: str, shown: str) -> None:
    assert written_date(updated) == shown
