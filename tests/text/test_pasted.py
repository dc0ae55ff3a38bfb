"""A question that was pasted with markup or an address around it is the question alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.pasted import is_address, unpasted, untagged

ASKED = "What does the keeper earn?"


@pytest.mark.parametrize(
    "pasted",
    [
        f"<b>{ASKED}</b>",
        f'<p class="q">{ASKED}</p>',
        f"<script>alert('x')</script> {ASKED}",
        f"<!-- from the page --><H2>{ASKED}</H2>",
        "What does the <a href='/keeper'>keeper</a> earn?",
        "What does the [keeper](https://example.org/keeper) earn?",
        "What does the **keeper** earn?",
        "What does the `keeper` earn?",
        "*What* does the ~~keeper~~ earn?",
        f"__{ASKED}__",
        f"> {ASKED}",
        f"## {ASKED}",
        f"- {ASKED}",
        f"[b]{ASKED}[/b]",
        f"{ASKED} https://example.org/pay?level=2#top",
        f"{ASKED} (source: www.example.org/pay)",
        f"https://example.org/pay\n{ASKED}",
        f"see https://example.org/pay - {ASKED}",
        "What does the&nbsp;keeper earn?",
        f"&lt;i&gt;{ASKED}&lt;/i&gt;",
    ],
)
def test_what_stands_around_a_question_is_taken_off(pasted: str) -> None:
    assert unpasted(pasted) == ASKED


@pytest.mark.parametrize(
    "typed",
    [
        "is a < 5 and b > 3", "List<String> or <T>?", "R&D & tax", "is 3 * 4 * 5 right",
        "what is __init__", "what is snake_case_here", "> 50% of the time?", "# of lamps",
        "what is https://example.org", "summarise https://example.org/a", "https://example.org/a",
        "is www.example.org down", "does [1] say so", "<script>x</script>", "**", "", "<b></b>",
    ],
)  # fmt: skip
def test_what_may_be_meant_stays(typed: str) -> None:
    assert unpasted(typed) == typed


def test_blocks_of_a_page_stay_apart() -> None:
    assert unpasted("<li>Who pays</li><li>Who cleans</li>") == "Who pays\nWho cleans"


@given(st.text(alphabet="ab <>/*_`[]()&;#\n:.w-", max_size=40))
def test_nothing_but_markup_is_lost_and_twice_is_once(text: str) -> None:
    once = unpasted(text)
    assert unpasted(once) == once
    assert once or not text


def test_an_address_alone_is_one() -> None:
    assert is_address(" https://example.org/a?b=c ")
    assert is_address("www.example.org")
    assert not is_address("what is https://example.org")
    assert not is_address("example")


def test_what_is_shown_again_keeps_its_stars() -> None:
    assert untagged("<i>who</i> *sings*? https://example.org/a") == "who *sings*?"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("?" * 1999, "???"),
        ("of those " * 220, "of those " * 3),
        (f"{ASKED} {'(' * 1900}x", f"{ASKED} (((x"),
    ],
)
def test_what_is_said_over_and_over_is_said_three_times(typed: str, read: str) -> None:
    assert unpasted(typed) == read


def test_a_long_number_and_a_short_message_stay() -> None:
    for typed in ("nooooooooooooo way", f"{ASKED} 1{'0' * 300}", "-" * 20 + ASKED):
        assert unpasted(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "What does the kee\u00adper earn?",
        "What does the keep\u200ber earn\u200b?",
        "What\u202e does the\u202c keeper\u2060 earn\ufeff?",
        "\u200fWhat does the kee\u200d\u200cper earn?",
        "\u200b".join(ASKED),
        "Ｗhat does the keeper ｅａｒｎ?",
        "𝐖𝐡𝐚𝐭 𝐝𝐨𝐞𝐬 the keeper 𝑒𝑎𝑟𝑛?",
    ],
)
def test_what_nobody_sees_in_a_word_and_its_dress_are_no_part_of_it(typed: str) -> None:
    assert unpasted(typed) == ASKED


def test_joined_letters_are_letters() -> None:
    assert unpasted("How eﬃcient is the ﬁrst ﬂow?") == "How efficient is the first flow?"


def test_what_other_scripts_and_pictures_are_joined_by_stays() -> None:
    for typed in ("می\u200cخواهم", "👩\u200d👧 who sings?", "naïve café ½ №"):
        assert unpasted(typed) == typed
