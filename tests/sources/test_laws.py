"""Whatever a document looks like, its passages are exact and stand on its page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import DocumentError
from assistant.sources.readers import parse
from tests.support.source_laws import assert_exact, lawful, passages

SENTENCES = st.sampled_from(
    ["Alpha beta.", "Is it so?", "He met Dr. Who.", "A *b* [c](http://d.example) `e`.",
     "Zwölf Boxkämpfer!", "“So.”", "5 < 6 & 7 > 2.", "10^6 🎉."]
)  # fmt: skip
PROSE = st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join)
CELL = st.sampled_from(["x", "~30%", "two words", "$5", "**b** c", ""])
ROWS = st.lists(st.tuples(CELL, CELL), min_size=1, max_size=3)
MARKDOWN = st.one_of(
    PROSE,
    ROWS.map(
        lambda rows: "| H1 | H2 |\n|---|---|\n" + "\n".join(f"| {a} | {b} |" for a, b in rows)
    ),
    PROSE.map(lambda prose: prose.replace(" ", "\n")),
    st.lists(PROSE, min_size=1, max_size=3).map(lambda items: "\n".join(f"- {i}" for i in items)),
    st.lists(PROSE, min_size=1, max_size=3).map(
        lambda items: "\n".join(f"{'  ' * n}{n}. {i}" for n, i in enumerate(items, 1))
    ),
    PROSE.map(lambda prose: f"> {prose}\n>\n> - {prose}"),
    PROSE.map(lambda prose: f"```\n{prose}\n\nx = 1\n```"),
    PROSE.map(lambda prose: f"<div hidden>secret</div>\n\n<b>{prose}</b><!-- secret -->"),
    st.builds(lambda level, words: f"{'#' * level} {words}", st.integers(1, 6), PROSE),
)
TAGS = (*("p", "div", "h2", "ul", "li", "ol", "b", "a", "td", "tr", "table", "blockquote"),
        *("dl", "dt", "dd", "sup", "pre", "q"))  # fmt: skip
HTML = st.recursive(
    PROSE.map(lambda prose: prose.replace("<", "&lt;")),
    lambda inner: st.one_of(
        *(
            st.lists(inner, min_size=1, max_size=3).map(
                lambda parts, tag=tag: f"<{tag}>{''.join(parts)}</{tag}>"  # type: ignore[misc]
            )
            for tag in TAGS
        ),
        inner.map(lambda part: f"{part}<br>{part}"),
    ),
    max_leaves=12,
)
TYPED = st.one_of(
    PROSE,
    PROSE.map(lambda prose: prose.replace(" ", "\n   ")),
    st.lists(PROSE, min_size=1, max_size=3).map(
        lambda items: "\n".join(f"{n}) {i}" for n, i in enumerate(items, 1))
    ),
    ROWS.map(lambda rows: "\n".join(f"{a or 'y'}\t{b or 'z'}" for a, b in [("A", "B"), *rows])),
    PROSE.map(lambda prose: f"Heading\n=======\n{prose}"),
    PROSE.map(lambda prose: f"Q: {prose}?\nA: {prose}"),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(MARKDOWN, min_size=1, max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_markdown(parts: list[str], newline: str) -> None:
    parsed = lawful("\n\n".join([*parts, "Closing words."]).replace("\n", newline))
    assert "secret" not in parsed.document.text
    assert "\r" not in parsed.document.text


@settings(max_examples=150, deadline=None)
@given(st.lists(HTML, min_size=1, max_size=4))
def test_html(parts: list[str]) -> None:
    lawful("".join([*parts, "<p>Closing words.</p>"]), "html")


@settings(max_examples=150, deadline=None)
@given(st.lists(TYPED, min_size=1, max_size=6))
def test_plain_text(parts: list[str]) -> None:
    lawful("\n\n".join([*parts, "Closing words."]), "text")


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
       st.sampled_from(["markdown", "text", "html"]))  # fmt: skip
def test_no_text_breaks_the_law(source: str, kind: str) -> None:
    try:
        lawful(f"{source}\n\nClosing words.", kind)
    except DocumentError:
        assert kind == "html" or "<" in source or "%" in source  # an element may swallow the rest


@settings(max_examples=200, deadline=None)
@given(st.text("# ab.|->1\n\t`\\*~[]()^:<!/", max_size=120), st.sampled_from(["markdown", "text"]))
def test_no_markup_breaks_the_law(source: str, kind: str) -> None:
    try:
        lawful(f"{source}\n\n```\n```\n\nClosing words.", kind)
    except DocumentError:
        assert "<" in source


@given(st.lists(PROSE.map(lambda prose: f"{prose} Yes."), min_size=1, max_size=5))
def test_every_word_of_a_plain_paragraph_is_in_a_passage(parts: list[str]) -> None:
    found = passages("\n\n".join(parts), "text")
    said = "".join("".join(passage.text.split()) for passage in found)
    assert said == "".join("".join(part.split()) for part in parts)


def test_repeated_sentences_have_spans_and_ids_of_their_own() -> None:
    first, second, third = passages("Again.\n\nAgain. Again.\n")
    assert first.text == second.text == third.text
    assert (first.start, second.start, third.start) == (0, 8, 15)


def test_an_id_depends_on_the_words_and_not_on_the_place() -> None:
    (before,) = passages("Stable words.\n")
    _, after = passages("# New\n\nSomething new first.\n\n## Heading\n\nStable words.\n")
    assert after.id == before.id
    assert after.section == ("New", "Heading")


@pytest.mark.parametrize("kind", ["markdown", "text", "html"])
def test_size_costs_linear_time(kind: str) -> None:
    parsed = parse("<p>Some words here.\n\n" * 8_000, "long", kind)
    assert_exact(parsed)
    assert len(parsed.passages) == 8_000
