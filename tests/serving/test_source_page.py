"""The article's page: every visible character knows its offset, and nothing in it runs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.serving.source_page import ASSETS, render, written_date
from assistant.sources.parsed import Parsed
from assistant.sources.readers import parse, read_document
from tests.support.fakes import ARTICLE
from tests.support.source_laws import Page, assert_on_the_page, lawful

HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)> "><svg onload=alert(1)> $title $'


def article() -> Parsed:
    return read_document(ARTICLE)


def shown(parsed: Parsed) -> str:
    return "".join(text for _, _, text in Page(render(parsed)).pieces)


def test_every_word_of_the_article_can_be_lit() -> None:
    assert_on_the_page(article())


def test_the_article_reads_as_it_was_written() -> None:
    parsed = article()
    joined = "\n".join(piece for _, _, piece in Page(render(parsed)).pieces)
    assert [word for word in joined.split() if word not in parsed.document.text] == []
    for passage in parsed.passages:
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


@settings(max_examples=100, deadline=None)
@given(st.lists(blocks, min_size=1, max_size=6))
def test_offsets_hold_for_any_markdown(parts: list[str]) -> None:
    lawful("Start.\n\n" + "\n\n".join(parts))


def test_marks_of_markdown_are_shown_as_marks() -> None:
    source = "A **bold _and_ more** `co*de*` \\*plain\\* &amp; [label](https://e.org/x) end."
    html = render(lawful(source))
    for tag in ("strong", "em", "code"):
        assert f"<{tag}><span data-s=" in html
    assert '<a href="https://e.org/x"' in html
    assert shown(parse(source, "marks")) == "A bold and more co*de* *plain* & label end."


def test_lists_and_quotes_look_like_lists_and_quotes() -> None:
    html = render(lawful("3. one\n   - two *x\n     y*\n4. three\n\n> - four\n>   five\n"))
    assert [tag for tag, _ in Page(html).tags if tag in ("ol", "ul", "li", "blockquote")] == [
        "ol", "li", "ul", "li", "li", "blockquote", "ul", "li",
    ]  # fmt: skip
    assert '<li value="3">' in html
    for tag in ("ol", "ul", "li", "blockquote", "p"):
        assert html.count(f"<{tag}>") + html.count(f"<{tag} ") == html.count(f"</{tag}>")


def test_a_table_looks_like_a_table() -> None:
    html = render(
        lawful("<table><tr><th>A<th>B<tr><td colspan=2>whole<tr><td>c<td>d</table>", "html")
    )
    assert html.count("<tr>") == 3
    assert '<td colspan="2">' in html
    assert html.count('<th scope="col">') == 2


@pytest.mark.parametrize("field", ["title", "author", "updated", "publisher", "disclosure"])
def test_hostile_facts_stay_text(field: str) -> None:
    parsed = parse("Words.", "x")
    assert_nothing_runs(replace(parsed, document=replace(parsed.document, **{field: HOSTILE})))


@pytest.mark.parametrize("kind", ["markdown", "text", "html"])
def test_hostile_text_stays_text(kind: str) -> None:
    source = (
        f"Words {HOSTILE}.\n\n# {HOSTILE}\n\n| {HOSTILE} | b |\n|---|---|\n| `{HOSTILE}` | d |\n"
    )
    assert_nothing_runs(parse(source, "x", kind))


def assert_nothing_runs(parsed: Parsed) -> None:
    page = Page(render(parsed))
    scripts = [attributes.get("src") for tag, attributes in page.tags if tag == "script"]
    assert scripts == [f"..{ASSETS}/theme.js", f"..{ASSETS}/source.js"]
    assert not {tag for tag, _ in page.tags} & {"img", "svg", "iframe", "style", "object"}
    assert not [name for _, attributes in page.tags for name in attributes if name[:2] == "on"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example/x"])
@pytest.mark.parametrize("form", ["Some [label]({}) here.", '<p>Some <a href="{}">label</a> here.'])
def test_only_web_links_are_links(url: str, form: str) -> None:
    parsed = lawful(form.format(url), "html" if form[0] == "<" else "markdown")
    assert url not in [attributes.get("href") for _, attributes in Page(render(parsed)).tags]


def test_pictures_are_never_loaded() -> None:
    page = Page(render(parse("See ![a chart](https://evil.example/x.png) here.", "pictures")))
    assert "img" not in {tag for tag, _ in page.tags}
    assert "a chart" in [text for _, _, text in page.pieces]


def test_the_original_page_is_linked_where_it_is_known() -> None:
    page = '<link rel="canonical" href="https://example.org/a"><p>Words.'
    assert 'href="https://example.org/a"' in render(parse(page, "a", "html"))


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
    html = render(article())
    assert "By Mike Carter · KORE1" in html
    assert '<time datetime="2026-06-16">16 June 2026</time>' in html
    assert "charges a fee" in html
    assert "sentences and table rows can be cited" in html


def test_nothing_is_said_about_what_is_not_known() -> None:
    html = render(parse("Only words.", "bare"))
    assert "byline" not in html
    assert "disclosure" not in html


def test_a_heading_that_repeats_the_title_is_shown_once() -> None:
    html = render(parse("# My title\n\nWords.\n\n# My title two\n", "t"))
    assert html.count(">My title<") == 2  # in <title> and in <h1>
    assert "My title two" in html


@pytest.mark.parametrize(
    ("updated", "shown"),
    [("2026-06-16", "16 June 2026"), ("June 2026", "June 2026"), ("", ""), ("2026-13-01",) * 2],
)
def test_written_date(updated: str, shown: str) -> None:
    assert written_date(updated) == shown
