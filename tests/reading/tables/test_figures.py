"""Questions over the figures of a table, for any table."""

from __future__ import annotations

import pytest

from assistant.reading.tables.figures import chooses, figured
from assistant.reading.tables.sums import summed
from assistant.sources.readers import parse

SOURCE = """| Berth | Price | What is in it |
|---|---|---|
| Small berth | $20 | water |
| Large berth | $45 | water and power |
| Mooring buoy | $10 | nothing |
| Winter storage | $45 | a shed |
"""
ROWS = [row for row in parse(SOURCE, "harbour").passages if row.kind == "table_row"]


@pytest.mark.parametrize(
    ("question", "way", "names"),
    [
        ("what is the cheapest", "least", ["Mooring buoy"]),
        ("which one has the highest price", "most", ["Large berth", "Winter storage"]),
        ("a mooring buoy plus winter storage, how much together?", "adds_up",
         ["Mooring buoy", "Winter storage"]),
        ("which is cheaper, a large berth or the mooring buoy", "least", ["Mooring buoy"]),
        ("which is the dearest and which the cheapest", "ends",
         ["Large berth", "Winter storage", "Mooring buoy"]),
        ("what do most pay the lowest price for", "least", ["Mooring buoy"]),
        ("list them from cheapest to dearest, lowest to highest", "rows",
         [row.cells[0].text for row in ROWS]),
        ("which cost more than $15?", "rows", ["Small berth", "Large berth", "Winter storage"]),
        ("how much for a small berth and for a mooring buoy?", "rows",
         ["Small berth", "Mooring buoy"]),
        ("price of a large berth vs winter storage", "rows", ["Large berth", "Winter storage"]),
        ("which cost $20 or more?", "rows", ["Small berth", "Large berth", "Winter storage"]),
        ("show me the whole table", "rows", [row.cells[0].text for row in ROWS]),
        ("give me the complete price column", "rows", [row.cells[0].text for row in ROWS]),
    ],
)  # fmt: skip
def test_the_rows_that_answer(question: str, way: str, names: list[str]) -> None:
    found = figured(question, ROWS)
    assert found is not None
    assert found.way == way
    assert sorted(row.cells[0].text for row in found.rows) == sorted(names)


def test_both_ends_are_told_apart() -> None:
    found = figured("the highest and the lowest price please", ROWS)
    assert found is not None
    told = {end.way: [row.cells[0].text for row in end.rows] for end in found.ends}
    assert told == {"most": ["Large berth", "Winter storage"], "least": ["Mooring buoy"]}


def test_a_sum_is_shown_with_what_it_comes_from() -> None:
    found = figured("mooring and winter storage in total?", ROWS)
    assert found is not None
    assert (found.sum, found.derived) == ("$10 + $45 = $55", ("$55",))


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("and together?", "$55"),
        ("how much is that in total", "$55"),
        ("so both combined", "$55"),
        ("how do they work", None),
        ("where do keepers eat together", None),
    ],
)
def test_what_was_shown_is_added_up_where_that_is_meant(question: str, total: str | None) -> None:
    shown = [row for row in ROWS if row.cells[0].text in ("Mooring buoy", "Winter storage")]
    found = summed(question, shown)
    assert (found.derived[0] if found else None) == total
    assert summed(question, shown[:1]) is None


def test_what_remains_without_a_row() -> None:
    found = figured("without winter storage, what do the others come to", ROWS)
    assert found is not None
    assert found.way == "remains"
    assert found.derived == ("$75",)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Is a large berth more expensive than a small one?", "yes"),
        ("Is the buoy more expensive than a large berth", "no"),
        ("does winter storage cost double a small berth?", "yes"),
        ("how much more is a large berth than a small one", None),
    ],
)
def test_a_comparison_is_decided_by_the_figures(question: str, says: str | None) -> None:
    found = figured(question, ROWS)
    assert (found.says if found else None) == says


@pytest.mark.parametrize(
    "question", ["what is in a small berth", "when does the harbour open", "who pays for winter"]
)
def test_other_questions_are_left_alone(question: str) -> None:
    assert figured(question, ROWS) is None


@pytest.mark.parametrize(
    ("question", "says", "names"),
    [
        ("does anything cost more than $40?", "yes", ["Large berth", "Winter storage"]),
        ("is any of it over $50?", "no", ["Large berth", "Winter storage"]),
        ("does winter storage cost as much as a large berth?", "yes",
         ["Large berth", "Winter storage"]),
        ("which ones are $45?", None, ["Large berth", "Winter storage"]),
        ("does one pay more for a large berth or for the buoy", None, ["Large berth"]),
    ],
)  # fmt: skip
def test_limits_and_equal_figures(question: str, says: str | None, names: list[str]) -> None:
    found = figured(question, ROWS)
    assert found is not None
    assert found.says == says
    assert [row.cells[0].text for row in found.rows] == names


def test_of_two_equal_ones_neither_is_the_most() -> None:
    found = figured("which is dearer, a large berth or winter storage", ROWS)
    assert found is None or found.way == "rows"
    found = figured("which is bigger in price, the large berth or winter storage", ROWS)
    assert found is not None
    assert (found.way, len(found.rows)) == ("rows", 2)


def test_a_difference_is_shown_with_what_it_comes_from() -> None:
    found = figured("how much more is a large berth than a small one", ROWS)
    assert found is not None
    assert found.computed
    assert (found.way, found.sum, found.derived) == ("differs", "$45 − $20 = $25", ("$25",))


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("how many berths are there", "4"),
        ("how many rows does it have?", "4"),
        ("how many offers are in the table", "4"),
        ("how many lamps light the harbour", None),
    ],
)
def test_rows_are_counted_where_rows_are_asked_for(question: str, counted: str | None) -> None:
    found = figured(question, ROWS)
    assert (found.sum if found else None) == counted


def test_a_word_of_asking_names_no_row() -> None:
    source = """| Work | Share |
|---|---|
| Working on lamps | 50% |
| Oil | 30% |
| Log | 20% |
"""
    rows = [row for row in parse(source, "work").passages if row.kind == "table_row"]
    found = figured("which takes more, oil work or the log?", rows)
    assert found is not None
    assert [row.cells[0].text for row in found.rows] == ["Oil"]
    assert chooses("which takes more, oil or the log?")
    assert not chooses("why does oil take more than the log?")


def test_of_more_or_less_neither_is_yes() -> None:
    found = figured("does a small berth cost more or less than a mooring buoy", ROWS)
    assert found is not None
    assert (found.way, found.says) == ("differs", None)
    same = figured("is a large berth more or less than winter storage", ROWS)
    assert same is not None
    assert (same.way, same.says) == ("rows", None)


@pytest.mark.parametrize(
    ("question", "says", "names"),
    [
        ("is the buoy the smallest figure?", "yes", ["Mooring buoy"]),
        ("is a small berth the biggest share?", "no",
         ["Small berth", "Large berth", "Winter storage"]),
        ("does winter storage take the most?", None, ["Large berth", "Winter storage"]),
    ],
)  # fmt: skip
def test_one_row_held_against_the_ends(question: str, says: str | None, names: list[str]) -> None:
    found = figured(question, ROWS)
    assert found is not None
    assert found.says == says
    assert [row.cells[0].text for row in found.rows] == names


def test_rows_in_the_order_that_is_asked_for() -> None:
    rising = figured("list them sorted by price, ascending", ROWS)
    falling = figured("rank them by price", ROWS)
    assert rising is not None
    assert falling is not None
    assert rising.rows[0].cells[0].text == "Mooring buoy"
    assert falling.rows[-1].cells[0].text == "Mooring buoy"
    assert figured("what sort of buoy is in it", ROWS) is None
    assert {*rising.rows} == {*falling.rows} == {*ROWS}


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("which two together come to $30?", ["Small berth", "Mooring buoy"]),
        ("which two add up to $65?", None),  # two pairs do
        ("which add up to $30?", None),
    ],
)
def test_the_rows_that_come_to_an_amount(question: str, names: list[str] | None) -> None:
    found = figured(question, ROWS)
    made = found if found is not None and found.way == "adds_up" else None
    assert (made and [row.cells[0].text for row in made.rows]) == names


def test_of_two_that_are_compared_the_other_is_known_too() -> None:
    found = figured("which is cheaper, a large berth or the mooring buoy", ROWS)
    assert found is not None
    assert [row.cells[0].text for row in found.against] == ["Large berth"]
    alone = figured("what is the cheapest", ROWS)
    assert alone is not None
    assert alone.against == ()


def test_so_many_rows_from_one_end_and_those_that_are_equal() -> None:
    source = "| Work | Share |\n|---|---|\n| Talk | ~30% |\n| Mail | ~20% |\n| Walk | ~20% |\n"
    source += "| Rest | ~10% |\n"
    rows = [p for p in parse(source, "shares").passages if p.kind == "table_row"]

    def names(question: str) -> list[str]:
        found = figured(question, rows)
        assert found is not None
        return [row.cells[0].text for row in found.rows]

    assert names("What are the two largest shares?") == ["Talk", "Mail", "Walk"]
    assert names("What are the three smallest shares?") == ["Rest", "Mail", "Walk"]
    assert names("Which share is the largest?") == ["Talk"]


@pytest.mark.parametrize(
    "message",
    [
        "a small berth or winter storage, which is dearer?",
        "which of the small berth and winter storage is dearer",
        "small berth and winter storage, which one is dearer?",
    ],
)
def test_which_of_two_is_asked_in_any_order(message: str) -> None:
    found = figured(message, ROWS)
    assert found is not None
    assert found.way == "most"
    assert len(found.rows) == len(found.against) == 1


def test_of_rows_in_several_units_those_that_are_named_are_added() -> None:
    rows = [
        row
        for row in parse(
            "| Expense | Limit |\n|---|---|\n| Breakfast | £8 |\n| Dinner | £25 |\n"
            "| Hotel per night | £110 |\n| Mileage | 45p per mile |\n",
            "limits",
        ).passages
        if row.kind == "table_row"
    ]
    found = figured("breakfast and dinner, how much is that in total per day", rows)
    assert found is not None
    assert found.sum == "£8 + £25 = £33"
    assert figured("what is it in total", rows) is None
