"""Sums, groups, exports: laws and tables."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import SettingsError
from assistant.keeping.visits import Count, Rated, Visit
from assistant.owner.exports import COLUMNS, as_csv, as_lines
from assistant.owner.insights import Day, Group, days, drawn, grouped, part, passage_use, totals
from assistant.owner.passwords import hashed, is_hash, matches
from assistant.records import Passage

DAY = 86_400
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def visit(question: str, outcome: str = "answered", number: int = 0, **answer: object) -> Visit:
    return Visit(
        id=f"v{number}", conversation="c", asked_at=DAY * 10 + number, outcome=outcome,
        surface="page", question=question, answer=answer,
    )  # fmt: skip


def test_days_are_whole_and_in_order() -> None:
    counts = [
        Count(DAY * 10, "answered", "page", "", 3),
        Count(DAY * 10 + 3_600, "not_covered", "widget", "https://a.example", 2),
        Count(DAY * 12, "answered", "api", "", 1),
    ]
    found = days(counts, DAY * 9, DAY * 12 + 5)
    assert [day.total for day in found] == [0, 5, 0, 1]
    assert found[1].parts == {"answered": 3, "not_covered": 2}
    by_site = days(counts, DAY * 9, DAY * 12 + 5, "site")
    assert by_site[1].parts == {"own pages": 3, "https://a.example": 2}
    assert totals(counts, "outcome") == (("answered", 4), ("not_covered", 2))
    assert totals(counts, "site") == (("own pages", 4), ("https://a.example", 2))


def test_questions_of_one_meaning_stand_together() -> None:
    asked = ["what is the pay", "the pay?", "who hires", "What is the pay?"]
    vectors = np.array([[1.0, 0.0], [0.9, 0.436], [0.0, 1.0], [1.0, 0.0]])
    groups = grouped([visit(q, number=i) for i, q in enumerate(asked)], vectors, same=0.8)
    assert [(g.example.question, g.number) for g in groups] == [
        ("what is the pay", 3), ("who hires", 1),
    ]  # fmt: skip
    assert grouped([], np.empty((0, 2))) == ()


@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), max_size=20))
def test_every_question_is_in_exactly_one_group(points: list[tuple[float, float]]) -> None:
    vectors = np.array(points, dtype=float).reshape(-1, 2)
    norms = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    visits = [visit(f"q{i}", number=i) for i in range(len(points))]
    groups = grouped(visits, vectors / norms)
    assert sorted(v.id for g in groups for v in g.members) == sorted(v.id for v in visits)


def test_passages_that_never_answer_come_last() -> None:
    passages = [Passage(f"p{n}", "d", "sentence", n, 0, (), n, n + 1, "x") for n in range(3)]
    cites = [{"document_id": "d", "start": 1}]
    uses = passage_use([visit("a", citations=cites), visit("b", citations=cites)], passages)
    assert [(use.passage.id, use.cited) for use in uses] == [("p1", 2), ("p0", 0), ("p2", 0)]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\n", "＝", "＠"])
def test_no_formula_runs_in_a_spreadsheet(start: str) -> None:
    table = as_csv([visit(f'{start}HYPERLINK("x")')], {})
    rows = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"))))
    assert tuple(rows[0]) == COLUMNS
    cell = rows[1][COLUMNS.index("question")]
    assert cell == (f'\'{start}HYPERLINK("x")' if start.strip() else 'HYPERLINK("x")')


@given(st.text("=+-@;,\"' \t\r\nab＝", max_size=12), st.text("=+@;\"' \n,x", max_size=12))
def test_no_cell_begins_like_a_formula_whatever_the_separator(question: str, said: str) -> None:
    """Where the semicolon separates, no quotation mark of ours holds a cell together."""
    table = as_csv([visit(question, text=said)], {}).removeprefix("\ufeff")
    for separator in ",;\t":
        for row in csv.reader(io.StringIO(table, newline=""), delimiter=separator):
            assert not [cell for cell in row if cell.strip(' "').startswith(FORMULA)]
    for line in table.splitlines():  # a reader that knows no quotation marks at all
        assert not [c for c in line.split(";") if c.strip(' "').startswith(FORMULA)]
    assert len(table.splitlines()) == 2


def test_a_table_says_letters_as_they_are() -> None:
    table = as_csv([visit("Größe; über 5 - 7 – 你好")], {})
    assert "Größe; über 5 - 7 – 你好" in table
    assert table.encode("utf-8").startswith(b"\xef\xbb\xbf")


def test_lines_carry_the_answer_and_its_rating() -> None:
    rated = Rated("v0", "c", 1.0, "down", "wrong", "no, it's 90")
    text = "line one\nline \u2028 two"
    (line,) = as_lines([visit("q", text=text)], {"v0": rated}).split("\n")[:-1]
    row = json.loads(line)
    assert (row["answer"]["text"], row["rating"], row["comment"]) == (text, "down", "no, it's 90")


def test_a_plot_tells_a_few_apart_and_draws_the_rest_as_one() -> None:
    found = [Day("d", {f"site{n}": 1 for n in range(9)}), Day("e", {"site8": 4})]
    order = [f"site{n}" for n in reversed(range(9))]
    kinds = drawn(found, order)
    assert kinds == ("site8", "site7", "site6", "site5", "site4", "others")
    for day in found:
        assert sum(part(day, kind, kinds) for kind in kinds) == day.total
    assert drawn(found[1:], order) == ("site8",)


def test_the_wordings_of_a_group_are_each_there_once() -> None:
    said = [visit(q, number=i) for i, q in enumerate(["the pay?", "what pay", "The pay", "pay"])]
    group = Group(said[1], tuple(said))
    assert [v.question for v in group.wordings] == ["what pay", "pay", "the pay?"]
    assert not group.is_done


def test_a_password_matches_its_hash_only() -> None:
    stored = hashed("correct horse battery")
    assert is_hash(stored)
    assert matches("correct horse battery", stored)
    assert not matches("correct horse batterz", stored)
    assert hashed("correct horse battery") != stored
    with pytest.raises(SettingsError):
        hashed("short")


@pytest.mark.parametrize("stored", ["", "x", "scrypt$1$2$3$4", "scrypt$999999999$8$1$AA$AA", "a$b"])
def test_a_hash_that_is_none_matches_nothing(stored: str) -> None:
    assert not matches("anything at all", stored)
