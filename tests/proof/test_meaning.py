# ruff: noqa: E501 (a table of written texts reads better in one line each)
"""What is dropped takes with it what would say something else without it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.proof import leaning
from assistant.proof.grounding import Grounding
from tests.support.small_document import DOCUMENTS, SHOWN


class Reads:
    """A judge that supports what a list of patterns does not name; a real, legible one."""

    threshold = 0.5

    def __init__(self, *unsupported: str) -> None:
        self._unsupported = [re.compile(pattern, re.IGNORECASE) for pattern in unsupported]

    def support(self, claim: str, premise: str) -> float:
        return 0.0 if any(pattern.search(claim) for pattern in self._unsupported) else 1.0

    def odds(self, claim: str, premise: str) -> float:
        return 18 * self.support(claim, premise) - 9


def shown(text: str, *unsupported: str) -> str:
    """What is shown of ``text``; with patterns, by a judge that does not support them."""
    grounding = Grounding(SHOWN, DOCUMENTS, Reads(*unsupported) if unsupported else None)
    pieces = list(grounding.stream(re.findall(r".{1,7}", text, re.DOTALL)))
    assert "".join(pieces) == grounding.resolved.text
    return grounding.resolved.text


CODE = "shipping production code belongs to the engineers"


@pytest.mark.parametrize(
    ("written", "never"),
    [
        # Items do not stay without a lead or heading that turns them.
        ("They never own:\n- the API contract [3]", r"API"),
        ("### Yachts they do not have\n\n- The API contract [3]", r"^[\s-]*The API contract"),
        ("Astrologers have nothing to do with:\n- the API contract [3]", r"API"),
        ("For 900 years they own:\n- the API contract [3]\n- the deprecation policy [3]", r"own|-"),
        ("A yacht club owns the following:\n\n- the API contract [3]", r"API"),
        ("**Myths about yachts**\n\n- A search takes about 17 days [1].", r"^[\s-]*A search"),
        ("Here is what people get wrong:\n- They own the API contract [3]", r"API"),
        ("#### Out of scope\n\nThe API contract [3]. The deprecation policy [3].", r"API|deprecation"),
        ("What they do not do.\n\n- Own the API contract [3]", r"API"),
        ("Is it wrong? Yes, it is wrong. They own the API contract [3].", r"Yes, it is wrong"),
        # What leads to the items may be left out for other reasons than that it denies.
        ("Pirates have no say in these matters.\n\n- The API contract [3]\n- The deprecation policy [3]", r"(?m)^- The (API|deprecation)"),
        ("Things of the past\n==================\n\n- The API contract [3]", r"=|^- The API"),
        ("Who owns the yacht? Not the TPM. They own the API contract [3].", r"Not the TPM"),
        ("Only on paper: they own the API contract [3].", r"paper"),
        # The second half of a pair does not stay without the first.
        ("A common misconception is this. A clean search takes about 17 days [1].", r"A clean search takes about 17 days \["),
        ("One popular myth: nobody knows why. Engineers own the API contract [3].", r"Engineers own"),
        ("Here is a widespread mistake. The median wage is $171,200 [5].", r"The median wage is \$171,200 \["),
        ("Some people wrongly believe this. Writing fills 20 percent of the week [2].", r"Writing fills 20"),
        ("The following statement is false. They own the API contract [3].", r"They own the API contract \["),
        # A statement that is denied later is not left standing, nor is the denial.
        ("The median wage is $171,200 [5]. That is not true.", r"171|true"),
        ("A clean search takes 17 days [1]. This is a myth.", r"17|myth"),
        ("They own the API contract [3]. Wrong.", r"API|Wrong"),
        ("They own the API contract [3]. However, that is false [4].", r"own|false"),
        ("A search takes 17 days [1]. The opposite is true: it takes years.", r"17|years"),
        ("- They own the API contract [3].\n- No, this isn't right.", r"API|right"),
        ("They own the API contract [3]. This statement is misleading.", r"API|misleading"),
        ("They own the API contract [3].\n\nThe figure should be ignored.", r"API|ignored"),
        ("Astrologers fly. On the other hand, they own the API contract [3].", r"On the other"),
        # What takes up something that was dropped is not said of something else.
        ("Astrologers love the stars. They own the API contract [3].", r"They own the API contract \["),
        ("The queen loves yachts [5]. She owns the deprecation policy [3].", r"She owns"),
        ("A yacht is needed [5]. Instead, shipping code belongs to engineers [4].", r"Instead"),
        ("A yacht is needed [5]. Therefore a search takes 17 days [1].", r"Therefore"),
        # A short answer stays with what it answers.
        ("No. A yacht is needed. They own the API contract [3].", r"No\."),
        ("Yes! Astrology helps. The median wage is $171,200 [5].", r"Yes"),
        ("Do they own yachts? They own yachts. A search takes 17 days [1].", r"yachts"),
        # A heading whose content went does not stand over the next one's.
        ("## Wage\n\nYachts [5] cost much.\n\n## Search\n\nA search takes 17 days [1].", r"Wage"),
    ],
)  # fmt: skip
def test_dropping_never_turns_the_meaning(written: str, never: str) -> None:
    assert not re.search(never, shown(written), re.MULTILINE)


@pytest.mark.parametrize(
    ("written", "unsupported", "kept"),
    [
        ("### Not theirs\n\n- Production code [4]", r"^They own", "### Not theirs\n\n- Production code [1]"),
        ("### Not theirs\n\n- The API contract [3]", r"Not theirs: The API", ""),
        ("They do not own:\n- production code [4]\n- the API contract [3]", r"own: the API", "They do not own:\n- production code [1]"),
        ("They own:\n- the API contract [3]\n- production code [4]", r"production code", "They own:\n- the API contract [1]"),
    ],
)  # fmt: skip
def test_items_are_judged_with_their_lead(written: str, unsupported: str, kept: str) -> None:
    assert shown(written, unsupported) == kept


def test_a_quote_in_place_of_a_row_stands_under_no_head() -> None:
    written = "| Owner | Task |\n|---|---|\n| Astrologers | The API contract [3] |"
    assert (
        shown(written, "Astrologers") == "They own the API contract and the deprecation policy. [1]"
    )


def test_what_opposes_a_claim_does_not_oppose_the_quote_in_its_place() -> None:
    written = "Yachts own the API contract [3]. Otherwise, a search takes 17 days [1]."
    assert "Otherwise" not in shown(written, "Yachts")
    assert "Otherwise" in shown(written.replace("Yachts", "They"), "Yachts")


def test_a_pronoun_is_judged_after_what_it_stands_for() -> None:
    pair = "Shipping production code belongs to the engineers [4]. They own the API contract [3]."
    text = shown(pair, r"engineers\W+They own")
    assert text.startswith("Shipping production code belongs to the engineers [1].")
    assert "They own the API contract [2]" not in text
    assert "They own the API contract and the deprecation policy. [2]" in text


@pytest.mark.parametrize(
    "glued",
    [
        "They own yachts every day.A search takes 17 days [1].",
        "They own yachts.<br>A search takes 17 days [1].",
        "They own yachts<br/>A search takes 17 days [1].",
    ],
)
def test_a_false_half_does_not_ride_along(glued: str) -> None:
    assert shown(glued, "yachts") == "A search takes 17 days [1]."


def test_a_false_half_behind_a_semicolon_takes_the_sentence_with_it() -> None:
    assert "yacht" not in shown("A search takes 17 days; everybody owns yachts [1].", "yachts")
    assert "yacht" not in shown("A search takes 17 days – everybody owns yachts [1].", "yachts")


@pytest.mark.parametrize("joint", ["; ", " – ", " — ", " - "])
def test_a_clause_is_judged_apart_from_the_one_it_is_joined_to(joint: str) -> None:
    # A judge that a true half blinds: it sees the false one only where that stands alone.
    false = r"^shipping code belongs to astronauts\.?$"
    written = f"A search takes 17 days{joint}shipping code belongs to astronauts [1][4]."
    assert "astronauts" not in shown(written, false)
    assert "astronauts" in shown(written, "yachts")


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("A search takes 17 days; most of it", 0),
        ("A search takes 17 days; writing is a fifth of it", 2),
        ("It is mostly three things – cost, latency and trust", 0),
        ("The follow-up is build-versus-buy for most of the year", 0),
        ("They own the contract — they own the policy — an engineer owns code", 3),
    ],
)
def test_clauses_are_cut_where_each_could_stand_alone(sentence: str, parts: int) -> None:
    assert len(leaning.clauses(sentence)) == parts


def test_it_is_told_what_is_a_quote_and_what_the_model_wrote() -> None:
    written = "Searching takes 17 days [1]. They own yachts and the API contract [3]."
    grounding = Grounding(SHOWN, DOCUMENTS, Reads("yachts"))
    grounding.feed(written)
    grounding.finish()
    text = grounding.resolved.text
    assert [text[start:end] for start, end in grounding.quoted] == [
        "They own the API contract and the deprecation policy. [2]"
    ]
    assert text.startswith("Searching takes 17 days [1].")


def test_it_is_known_whether_something_was_left_out() -> None:
    for written, left_out in (
        ("A search takes 17 days [1].", False),
        ("A search takes 17 days [1]. Yachts cost a fortune [5].", True),
        ("A search takes 17 days [1]. I hope this helps!", False),
    ):
        grounding = Grounding(SHOWN, DOCUMENTS)
        grounding.feed(written)
        grounding.finish()
        assert grounding.left_out is left_out


def test_of_a_cut_text_the_last_sentence_is_left_out() -> None:
    grounding = Grounding(SHOWN, DOCUMENTS)
    grounding.feed("They own the API contract [3]. A search takes 17 d")
    grounding.finish(cut=True)
    assert grounding.cut
    assert grounding.resolved.text == "They own the API contract [1]."


@pytest.mark.parametrize(
    ("sentence", "denial"),
    [
        ("That is not true.", True),
        ("But this is simply wrong.", True),
        ("It isn't.", True),
        ("Not so.", True),
        ("Quite the opposite is the case.", True),
        ("This claim is a myth.", True),
        ("That is true.", False),
        ("This is right for most teams.", False),
        ("It is not a senior role.", False),
        ("Wrong numbers cost money.", False),
        ("That is the job.", False),
    ],
)
def test_denials_are_told_from_other_sentences(sentence: str, denial: bool) -> None:
    assert leaning.denies(sentence) is denial


@given(st.text(max_size=80))
def test_any_text_can_be_asked_whether_it_leans(text: str) -> None:
    for ask in (leaning.denies, leaning.announces_falsehood, leaning.leans, leaning.is_polar):
        assert ask(text) in (True, False)
    assert leaning.denies(text) == leaning.denies(text + " and so on, and so on" * 5) or (
        len(text.lstrip()) < leaning.DENIAL_REACH
    )
