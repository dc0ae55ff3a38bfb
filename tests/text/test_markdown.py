"""Escaped words are shown as the words they are, by any reader of Markdown."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.text.markdown import named_cells, shown_as_is

RENDER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render


def shown(markdown: str) -> str:
    html = RENDER(markdown).strip()
    assert html.startswith("<p>")
    assert html.endswith("</p>")
    inner = html.removeprefix("<p>").removesuffix("</p>")
    assert not re.search(r"<\w", inner), inner
    return unescape(inner)


@given(st.text("ab 1*_`[]()<>&#;:!~\\+-=.", min_size=1, max_size=40).map(str.strip).filter(bool))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    assert shown(shown_as_is(text)) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Plain words, at 5 % (or so).", "Plain words, at 5 % (or so)."),
        ("5 * 3 and snake_case & co", "5 * 3 and snake_case & co"),
        ("a*b* [3] <b> _x_", "a\\*b\\* \\[3] \\<b\\> \\_x\\_"),
        ("- 5 degrees", "\\- 5 degrees"),
        ("1. Not an item", "1\\. Not an item"),
        ("> 5 years", "\\> 5 years"),
    ],
)
def test_only_what_would_be_markup_is_escaped(text: str, escaped: str) -> None:
    assert shown_as_is(text) == escaped


def test_a_row_in_running_text() -> None:
    assert named_cells(("", "Price"), ("Tea", "2.40")) == ["Tea", "Price: 2.40"]
    assert named_cells(("Price",), ("Tea", "2.40")) == ["Tea", "2.40"]
    assert named_cells(("A*",), ("b*",), shown_as_is) == ["A\\*: b\\*"]
