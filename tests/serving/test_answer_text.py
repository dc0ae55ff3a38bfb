"""The words of an answer as HTML: what a model quotes stands in ``<q>``, whole or not at all."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.serving.answer_text import body
from assistant.text.markdown import shown_as_is


def quotes(html: str) -> list[str]:
    """What stands between quotation marks, as text."""
    return [re.sub(r"<[^>]+>", "", found) for found in re.findall(r"<q>(.*?)</q>", html, re.S)]


def loose(html: str) -> str:
    """Without what keeps a number with the word before it."""
    return re.sub(r'<span class="last">(.*?</span>[.,;:!?]?)</span>', r"\1", html)


@pytest.mark.parametrize(
    ("text", "span", "found"),
    [
        ("It may. Code is not the job. [1]", "Code is not the job. [1]", ["Code is not the job."]),
        ("It may: code is [1] the job.", "code is [1] the job.", ["code is 1 the job."]),
        ("Two:\n\n- one **bold** word [1]\n- two", "- one **bold** word [1]", ["one bold word"]),
        ("3. third thing [2]", "3. third thing [2]", ["third thing"]),
        ("So *it is.* Said.", "*it is.*", ["it is."]),
        # A sign inside of an emphasis and one outside of it would tear the page.
        ("So *it is. Said.* Yes.", "Said.* Yes.", []),
        ("Run `a. b` now.", "b` now.", []),
        (
            "| What | How |\n|---|---|\n| Code | ~20% [1] |\n",
            "| Code | ~20% [1] |",
            ["Code", "~20%"],
        ),
    ],
)
def test_quotes_stand_in_their_element(text: str, span: str, found: list[str]) -> None:
    start = text.index(span)
    html = body(text, {}, quoted=[(start, start + len(span))])
    assert quotes(html) == found
    assert html.count("<q>") == html.count("</q>") == len(found)
    assert loose(re.sub("</?q>", "", html)) == loose(body(text, {}))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("It is said. [1]", "said. 1"),
        ("It is said [1].", "said 1."),
        ("It is said. [1][2]", "said. 1"),
        ("It is **said** [1].", None),  # the word stands in an element of its own
        # Of a word that is wider than a phone only the end, so that it may still be parted.
        (f"It is {'x' * 40}. [1]", f"{'x' * 15}. 1"),
    ],
)
def test_a_number_stays_with_the_word_before_it(text: str, kept: str | None) -> None:
    found = re.search(r'<span class="last">(.*?</span>[.,;:!?]?)</span>', body(text, {}))
    assert (re.sub("<[^>]+>", "", found[1]) if found else None) == kept


@given(
    st.text(st.sampled_from("ab ⸨⸩*_`|-\n[1].<"), max_size=60),
    st.lists(st.tuples(st.integers(-2, 70), st.integers(-2, 70)), max_size=4),
)
def test_spans_of_any_kind_never_tear_the_page(text: str, spans: list[tuple[int, int]]) -> None:
    html = body(text, {}, quoted=spans)
    assert not set("⸨⸩") & set(html)
    depth = 0
    for sign in re.findall(r"</?q>", html):
        depth += 1 if sign == "<q>" else -1
        assert depth in (0, 1)
    assert depth == 0


def test_a_table_whose_head_says_nothing_is_shown_without_it() -> None:
    bare = body("| | |\n|---|---|\n| Code | ~20% |\n", {})
    assert "<thead>" not in bare
    assert "<td>Code</td>" in bare
    named = "| What | |\n|---|---|\n| Code | ~20% |\n"
    assert body(f"{named}\n| | |\n|---|---|\n| a | b |\n\n{named}", {}).count("<thead>") == 2


def test_a_number_in_brackets_that_somebody_wrote_is_no_citation() -> None:
    assert body(r"It does not say what \[1] is. [1]", {}) == (
        '<div class="body" dir="auto"><p>It does not say what [1] '
        '<span class="last">is. <span class="cite waiting">1</span></span></p>\n</div>'
    )


@given(st.text(st.sampled_from("ab 1[]()*_`~<>&;#!\\|-"), min_size=1, max_size=30))
def test_words_shown_as_they_are_make_no_element(words: str) -> None:
    written = " ".join(words.split())
    html = body(f"It does not answer “{shown_as_is(written)}”.", {})
    inside = html.removeprefix('<div class="body" dir="auto"><p>').removesuffix("</p>\n</div>")
    assert unescape(inside) == f"It does not answer “{written}”."
