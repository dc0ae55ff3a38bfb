"""What words show to be unproved: numbers, names, sources, columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.proof import guards
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
    ],
)
def test_a_number_must_be_there_in_its_sense(claim: str, premise: str, unproved: str) -> None:
    assert guards.unproved_amount(claim, premise) == unproved


@pytest.mark.parametrize(
    ("claim", "texts", "unproved"),
    [
        ("According to Gartner, pay rises.", ["Pay rises."], "Gartner"),
        ("Sarah Lindqvist killed the rewrite.", ["She killed the rewrite."], "Lindqvist"),
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
        ("It depends on the firm.", ""),
    ],
)
def test_a_cell_belongs_to_its_column(claim: str, wrong: str) -> None:
    assert guards.wrong_column(claim, [METRIC]) == wrong


@given(st.text(max_size=100))
def test_a_text_proves_itself(text: str) -> None:
    assert guards.unproved_amount(text, text) == ""
    assert guards.unproved_name(text, [text]) == ""
    assert guards.wrong_column(text, []) == ""
