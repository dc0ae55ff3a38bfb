"""What words show to be unproved: numbers, names, sources, columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.proof import guards
from assistant.proof.amounts import unproved_amount
from assistant.records import Cell, Passage


@pytest.mark.parametrize(
    ("claim", "premise", "unproved"),
    [
        ("It takes 17 days.", "About 17 days for a search.", ""),
        ("It takes seventeen days.", "About 17 days for a search.", ""),
        ("It takes 17 weeks.", "About 17 days for a search.", "17"),
        ("It takes 71 days.", "About 17 days for a search.", "71"),
        ("The wage is $171,200 a month.", "a $171,200 median wage", "$171200 a month"),
        ("The wage is $171,200 a year.", "a $171,200 median wage", ""),
        ("Rent is $20 a week.", "Rent is $20 a month.", "$20 a week"),
        ("Half of the time goes there.", "Share: ~20%", "0.5"),
        ("A third of the time goes there.", "Share: ~35%", ""),
        ("It takes three weeks.", "It takes 21 days.", ""),
        ("From day three on.", "From the third day onward.", ""),
        ("The second round counts.", "The third round counts.", "2"),
        ("Both of the two options cost money.", "Patch it, or pay for a rewrite.", ""),
        ("Two of the profiles hire alike.", "The four profiles hire differently.", ""),
        ("It drifts nearly 4 centimetres.", "It drifts 3.8 centimetres.", ""),
        ("It takes two and a half weeks.", "About 17 days.", ""),
        ("For three months.", "For a quarter.", ""),
        # The number is there, but of another thing.
        (
            "There are 15 openings a year.",
            "It grows 15 percent, with 120 openings a year.",
            "15 opening",
        ),
        ("It has a warranty of 4 years.", "Settings: 4; Warranty: 2 years", "4 year"),
        ("There are 120 openings a year.", "It grows 15 percent, with 120 openings a year.", ""),
        ("Three owls have four eggs.", "There are three owls and four eggs.", ""),
        # What is computed from what is there is for the judge.
        ("It is £16 cheaper upstairs.", "Ground floor: £112; Upper floor: £96", ""),
        ("It costs £16.", "Ground floor: £112; Upper floor: £96", "£16"),
        ("Half of them earn less.", "The median wage is $171,200.", ""),
        ("It takes thirty minutes.", "It takes half an hour.", ""),
        ("Some ten years later it ended.", "Within a decade it ended.", ""),
        ("By 1844 it had ended.", "It began in 1839 and ended within five years.", ""),
        ("They agreed in 1793.", "It was asked in 1792 and agreed the following year.", ""),
        # Shares and bounds in words.
        ("Three out of ten hours go there.", "Share: ~30%", ""),
        ("One hour in five goes there.", "Share: ~20%", ""),
        ("Four out of ten hours go there.", "Share: ~30%", "4"),
        ("It takes less than three weeks.", "About 17 days.", ""),
        ("It takes more than three weeks.", "About 17 days.", "3"),
        ("Over a hundred thousand openings.", "about 129,200 openings a year", ""),
        ("Over two thousand people signed it.", "It has 2,300 signatures.", ""),
        ("Over two thousand people signed it.", "It has 1,300 signatures.", "2000"),
        ("Over two thousand people signed it.", "2,300 trees, 1,000 people.", "2000"),
        ("Over ten thousand openings.", "about 129,200 openings a year", "10000"),
        ("Fewer than a hundred thousand openings.", "about 129,200 openings a year", "100000"),
        ("By 1850 it had ended.", "It began in 1839 and ended within five years.", "1850"),
        # A period that is another number's.
        ("It grows 15% a year.", "It grows 15% by 2034, with 120 openings a year.", "15% a year"),
        ("It grows 15% a year.", "Over the year it grows 15%, with 120 openings a year.", ""),
        # The same amount in other words.
        ("It takes 1.8 kilowatts.", "Power: 1800 watts", ""),
        ("It takes 1.8 kilowatts.", "Power: 18 watts", "1.8"),
        ("You get nearly four months.", "You get sixteen weeks.", ""),
        ("You get four months.", "You get sixteen weeks.", "4"),
        ("Roughly 8 % come back.", "About one claim in twelve comes back.", ""),
        ("Roughly 20 % come back.", "About one claim in twelve comes back.", "20%"),
        ("Three quarters have one.", "About one in four has none.", ""),
        ("Mix them fifty-fifty.", "Mix equal parts of water and vinegar.", ""),
        ("Mix them for 50 days.", "Mix equal parts of water and vinegar.", "50"),
        ("Both together take about half of it.", "Writing: ~30% Calls: ~20%", ""),
        ("Both together take a quarter of it.", "Writing: ~30% Calls: ~20%", "0.25"),
        # What a stated share leaves, and years between two.
        ("A fifth of it stays.", "Four fifths of it is exported.", ""),
        (
            "A third of it stays.",
            "Four fifths of it is exported.",
            "0.3333333333333333333333333333",
        ),
        ("It was open for 53 years.", "Opened in 1926, closed in 1979.", ""),
        ("It was open for 55 years.", "Opened in 1926, closed in 1979.", "55"),
        ("You have sixty minutes.", "You have an hour.", ""),
        # The clock, in figures and in words.
        ("It opens at ten in the evening.", "Opens: 22:00", ""),
        ("It opens at ten in the morning.", "Opens: 22:00", "10 in"),
        ("It opens at ten.", "Opens: 22:00; closes: 05:30", ""),
        ("It opens at nine.", "Opens: 22:00; closes: 05:30", "9"),
        ("It closes at 5:30 pm.", "Opens: 22:00; closes: 05:30", "5:30"),
        ("It closes at five in the morning.", "Opens: 22:00; closes: 05:30", ""),
        ("They play until three at night.", "until 03:00", ""),
        ("It opens at 2 pm.", "Opens at 2:00 pm.", ""),
        ("Ten lamps burn.", "Opens: 22:00", "10"),
    ],
)
def test_a_number_must_be_there_in_its_sense(claim: str, premise: str, unproved: str) -> None:
    assert unproved_amount(claim, premise) == unproved


def test_a_number_may_count_what_is_cited() -> None:
    told = "Writing fills most of it. Talks come second. Repairs take the rest."
    assert unproved_amount("Of these three, repairs come last.", told, 3) == ""
    assert unproved_amount("Of these four, repairs come last.", told, 3) == "4"
    assert unproved_amount("There are three crews for repairs.", told, 3) == ""
    assert unproved_amount("There are five crews.", told, 5) == "5"


@pytest.mark.parametrize(
    ("claim", "texts", "unproved"),
    [
        ("According to Gartner, pay rises.", ["Pay rises."], "Gartner"),
        ("Sarah Lindqvist killed the rewrite.", ["She killed the rewrite."], "Lindqvist"),
        ("They use Amazon's cloud.", ["Teams living in AWS."], ""),
        ("They use Google's cloud.", ["Teams living in AWS."], "Google"),
        ("The BLS expects growth.", ["The Bureau of Labor Statistics expects growth."], ""),
        ("The Bureau of Labor Statistics expects it.", ["The BLS expects it."], ""),
        ("TPMs know it.", ["A technical product manager knows it."], ""),
        ("Engineers know Kafka.", ["They know Kafka."], ""),
        ("Engineers know Kafka's limits.", ["They know Kafka."], ""),
        ("- **Engineers** build it", ["It is built."], ""),
        ("On Mondays in May it is shut.", ["It is shut at the beginning of the week."], ""),
    ],
)
def test_a_name_must_be_there(claim: str, texts: list[str], unproved: str) -> None:
    assert guards.unproved_name(claim, texts) == unproved


@pytest.mark.parametrize(
    ("claim", "unproved"),
    [
        ("According to researchers, pay rises.", "researchers"),
        ("According to the article, pay rises.", ""),
        ("According to the mayor, pay rises.", ""),
        ("Pay rises.", ""),
    ],
)
def test_a_source_must_be_there(claim: str, unproved: str) -> None:
    assert guards.unproved_source(claim, "The mayor says that pay rises.", ["Pay"]) == unproved


@pytest.mark.parametrize(
    ("claim", "premise", "many"),
    [
        ("Most keepers are former sailors.", "We took keepers who came as sailors.", "Most"),
        ("Every keeper takes a break.", "Keepers may take a break.", "Every"),
        ("All of it is paid by the guild.", "The guild pays for it.", "All"),
        ("Most keepers are former sailors.", "Of 12 keepers 9 came as sailors.", ""),
        ("Most calls bring nothing new.", "Many calls bring nothing.", ""),
        ("Every keeper pays.", "No keeper is free of the fee.", ""),
        ("All in all, it is paid.", "It is paid.", ""),
    ],
)
def test_how_many_must_be_said(claim: str, premise: str, many: str) -> None:
    assert guards.unproved_quantifier(claim, premise) == many


@pytest.mark.parametrize(
    ("claim", "premise", "turned"),
    [
        ("You book the course and pay the fee.", "If you have none, we book the course.", "book"),
        ("The customer has to write to us twice.", "Before any sale we write to you.", "write"),
        ("We may end it at once.", "You may end it at any time.", "end"),
        ("The company books the course for you.", "If you have none, we book the course.", ""),
        ("You pay for the night.", "The company does not pay for your bed.", ""),
        ("You may write to us.", "We write to you, and you write to us.", ""),
        ("You are told in May.", "We tell you in May.", ""),
    ],
)
def test_what_we_do_you_do_not(claim: str, premise: str, turned: str) -> None:
    assert guards.turned_deed(claim, premise) == turned


def row(*cells: str) -> Passage:
    """A row of the table that compares two roles."""
    made = tuple(Cell(text, 0, len(text)) for text in cells)
    header = ("Question", "Product Manager", "Technical Product Manager")
    return Passage("r", "d", "table_row", 0, 0, (), 0, 1, " | ".join(cells), header, made)


METRIC = row("Success metric", "Adoption, revenue", "Uptime, platform cost")


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        ("A product manager is measured by revenue.", ""),
        ("A product manager is measured by uptime.", "Product Manager"),
        ("A TPM is measured by revenue.", "Technical Product Manager"),
        ("A technical product manager is measured by uptime.", ""),
        ("PMs look at revenue, TPMs at uptime.", ""),
        ("PMs look at uptime, TPMs at revenue.", "Product Manager"),
        ("A TPM is measured by uptime and revenue.", "Technical Product Manager"),
        ("A TPM is measured by uptime, not by revenue.", ""),
        ("It depends on the firm.", ""),
    ],
)
def test_a_cell_belongs_to_its_column(claim: str, wrong: str) -> None:
    assert guards.wrong_column(claim, [METRIC]) == wrong


@given(st.text(max_size=100))
def test_a_text_proves_itself(text: str) -> None:
    assert unproved_amount(text, text) == ""
    assert guards.unproved_name(text, [text]) == ""
    assert guards.wrong_column(text, []) == ""


ROWS = (
    row("Mini", "0.6 litres", "1", "$39"),
    row("Duo", "1.0 litre", "4", "$64"),
)


@pytest.mark.parametrize(
    ("claim", "elsewhere", "amount"),
    [
        ("The Duo costs $39.", "", "$39"),
        ("The Duo costs $64.", "", ""),
        ("The Duo costs $39.", "In May the Duo is $39.", ""),
        ("The Mini costs $39, the Duo $64.", "", ""),
        ("One of them costs $39.", "", ""),
    ],
)
def test_a_number_of_another_row_is_told(claim: str, elsewhere: str, amount: str) -> None:
    assert guards.wrong_row(claim, ROWS, elsewhere) == amount


@given(st.text(max_size=60))
def test_any_claim_about_rows_can_be_looked_at(claim: str) -> None:
    guards.wrong_row(claim, ROWS, "")
    guards.wrong_figure(claim, ROWS)


def test_a_figure_of_another_column_is_told() -> None:
    figures = row("Duo", "1.0 litre", "4 steps")
    assert guards.wrong_figure("The product manager is 4.", [figures]) == "Product Manager"
    assert guards.wrong_figure("The product manager is 1.0 litre.", [figures]) == ""
    assert guards.wrong_figure("It is 4, which the product manager knows.", [figures]) == ""
