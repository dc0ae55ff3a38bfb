"""What a passage is shown with where no notes say it: its lead, its list, what it refers to."""

from __future__ import annotations

import pytest

from assistant.reading.unbanked.belonging import Belonging
from assistant.reading.unbanked.siblings import Siblings
from assistant.records import Passage
from assistant.sources.readers import parse

PARSED = parse(
    "# Pool\n\nBring the following:\n\n- a towel\n- soap\n- Who comes by train, and not by car as "
    "most do, also brings the ticket that is sold there.\n\nChildren swim on Sundays. They are "
    "free then. It opens at nine.\n\nThese are no list:\n\nThey stand alone.\n\nPrices are these:\n"
    "\n| Who | Price |\n|---|---|\n| Adult | 5 |\n| Child | 2 |\n",
    "pool",
)
TEXTS = {passage.text: passage for passage in PARSED.passages}
LIST = [p for p in PARSED.passages if p.text in ("a towel", "soap") or p.text.startswith("Who ")]
SIBLINGS = Siblings(PARSED.passages, {PARSED.document.id: PARSED.document})
LEAD, LONG = TEXTS["Bring the following:"], LIST[-1]


def beside(*cited: Passage) -> list[str]:
    return [p.text for p in Belonging(PARSED.passages, SIBLINGS).beside(cited)]


def test_a_line_with_a_colon_comes_with_its_list_or_table() -> None:
    assert beside(LEAD) == [LEAD.text, *(p.text for p in LIST)]
    rows = beside(TEXTS["Prices are these:"])
    assert rows == ["Prices are these:", "| Adult | 5 |", "| Child | 2 |"]
    assert beside(TEXTS["These are no list:"]) == ["These are no list:"]


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        (["a towel"], ["Bring the following:", "a towel"]),
        ([LONG.text], [LONG.text]),
        (["They are free then."], ["Children swim on Sundays.", "They are free then."]),
        (["Children swim on Sundays."], ["Children swim on Sundays."]),
        (["They stand alone."], ["They stand alone."]),
        (["They are free then.", "Children swim on Sundays."],
         ["They are free then.", "Children swim on Sundays."]),
        (["| Adult | 5 |"], ["| Adult | 5 |"]),
    ],
)  # fmt: skip
def test_an_item_comes_with_its_lead_and_a_pronoun_with_its_sentence(
    cited: list[str], expected: list[str]
) -> None:
    assert beside(*(TEXTS[text] for text in cited)) == expected


@pytest.mark.parametrize(
    "opening",
    ["Other animals stay", "All others stay", "The rest stay", "Everything else stays",
     "The only exception is a bird", "Alle anderen Tiere bleiben", "Los demás animales quedan"],
)  # fmt: skip
def test_what_is_left_over_comes_with_what_it_is_left_over_from(opening: str) -> None:
    parsed = parse(f"# Pets\n\nDogs may come in on Fridays. {opening} outside.\n", "pets")
    first, second = (p for p in parsed.passages if p.kind == "sentence")
    told = Belonging(parsed.passages, Siblings(parsed.passages, {"pets": parsed.document}))
    assert told.beside([second]) == [first, second]


def test_nothing_is_shown_with_nothing() -> None:
    assert beside() == []


FAQ = parse(
    "Q: What does a service cost?\nA: A service costs 89 euros. For oil it is 119 euros.\n\n"
    "Q: Do you come on Sundays?\nA: Never.\n\nQ: How is it done?\nA: "
    + " ".join(f"Step {n} is done by one of us." for n in range(1, 9)),
    "faq",
    "text",
)


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        ("For oil it is 119 euros.", ["A service costs 89 euros.", "For oil it is 119 euros."]),
        ("Never.", ["Never."]),
        ("Step 3 is done by one of us.", []),
    ],
)
def test_a_short_answer_to_a_question_of_the_text_is_one(cited: str, expected: list[str]) -> None:
    belonging = Belonging(FAQ.passages, Siblings(FAQ.passages, {FAQ.document.id: FAQ.document}))
    passage = next(p for p in FAQ.passages if p.text == cited)
    assert [p.text for p in belonging.reply(passage)] == expected


def test_a_sentence_under_a_plain_heading_has_no_reply() -> None:
    assert Belonging(PARSED.passages, SIBLINGS).reply(TEXTS["They stand alone."]) == []
