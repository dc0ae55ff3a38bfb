"""Placed questions: what is complete, what is written where, and what a check finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import QuestionError
from assistant.keeping.visits import Visit
from assistant.owner.cases import Case, is_right, keep_case, read_cases
from assistant.owner.checking import check
from assistant.owner.contrast import BLACK, WHITE, Colour, contrast, judged
from assistant.owner.entries import EntryBook, drafted
from assistant.records import Answer, Citation, Document, Quote, Status
from assistant.sources.bank import read_bank
from assistant.sources.own import QUESTIONS
from tests.support.small_document import DOCUMENTS, SENTENCES, SHOWN, TEXT

WAGE, CODE = SENTENCES[4], SENTENCES[3]


class Scripted:
    """Answers what it was given: a sentence to cite, or nothing."""

    def __init__(self, cited: Mapping[str, str]) -> None:
        self.cited = cited
        self.asked: list[str] = []

    @property
    def documents(self) -> Mapping[str, Document]:
        return DOCUMENTS

    def ask(self, question: str) -> Answer:
        self.asked.append(question)
        words = self.cited.get(question)
        status: Status = "answered" if words else "not_covered"
        answer = Answer("i", question, status, words or "Not there.", "e", "f", 1.0)
        if not words:
            return answer
        start = TEXT.index(words)
        quote = Quote("role", "", words, start, start + len(words), "/source/role")
        return replace(answer, citations=(Citation(1, quote),))


@pytest.mark.parametrize(
    ("kind", "questions", "passages", "missing"),
    [
        ("answer", ["q"], [], ""),
        ("partial", ["q"], [WAGE], " "),
        ("answer", [" ", ""], [WAGE], ""),
        ("answer", ["q" * 501], [WAGE], ""),
        ("odd", ["q"], [WAGE], ""),
        ("uncovered", [f"q{n}" for n in range(31)], [], ""),
    ],
)
def test_what_is_not_complete_is_said(
    kind: str, questions: list[str], passages: list[str], missing: str
) -> None:
    with pytest.raises(QuestionError) as caught:
        drafted(kind, questions, passages, missing)
    assert caught.value.hint


def test_a_draft_is_taken_read_as_a_bank_undone_and_dropped(tmp_path: Path) -> None:
    book = EntryBook(tmp_path / "owner")
    assert (book.taken(), book.drafts(), book.get("../x")) == ([], [], None)
    pay = drafted("partial", ["the pay?", "the  pay?", "salary"], [WAGE], "what it is in Rome")
    none = drafted("uncovered", ["the weather"], [WAGE], "")
    assert (pay.questions, none.passages) == (("the pay?", "salary"), ())
    for entry in (pay, none):
        book.keep(entry)
        book.take(entry)
    assert {entry.id for entry in book.taken()} == {pay.id, none.id}
    assert book.drafts() == []
    bank = read_bank(tmp_path / "owner" / QUESTIONS, SHOWN)
    assert [(e.text, e.kind, e.passages, e.missing) for e in bank.entries] == [
        ("the pay?", "partial", ("p4",), "what it is in Rome"),
        ("salary", "partial", ("p4",), "what it is in Rome"),
        ("the weather", "uncovered", (), None),
    ]
    assert list(bank.entries) == pay.bank_entries(SHOWN) + none.bank_entries(SHOWN)
    assert book.undo(pay.id) is not None
    assert book.undo(pay.id) is None
    assert [(entry.id, taken) for entry, taken in filter(None, [book.get(pay.id)])] == [
        (pay.id, False)
    ]
    book.drop(pay.id)
    assert book.get(pay.id) is None
    book.undo(none.id)
    assert not (tmp_path / "owner" / QUESTIONS).exists()


def test_a_line_that_a_person_spoilt_is_passed_over(tmp_path: Path) -> None:
    book = EntryBook(tmp_path)
    (tmp_path / QUESTIONS).write_text('{nonsense\n{"kind": "answer"}\n[]\n', encoding="utf-8")
    entry = drafted("answer", ["pay"], [WAGE], "")
    book.take(entry)
    assert [one.id for one in book.taken()] == [entry.id]


def test_a_check_asks_what_is_reached_and_says_what_turns() -> None:
    cases = [
        Case("a1", "pay now", "answered", ((WAGE,),)),
        Case("a2", "code", "answered", ((CODE,),)),
        Case("u1", "rome", "not_covered"),
        Case("u2", "pay then", "not_covered"),
        Case("far", "far", "answered", ((WAGE,),)),
        Case("v", "visited"),
    ]
    before = Scripted({"pay now": WAGE, "code": WAGE, "far": WAGE})
    after = Scripted({"pay now": CODE, "code": CODE, "rome": WAGE, "visited": WAGE, "new": WAGE})
    found = check(["new"], "answered", cases, lambda q, margin: q != "far", before, after)
    assert [(change.id, change.verdict) for change in found.changes] == [
        ("a1", "worse"), ("u1", "worse"), ("a2", "better"), ("v", "other"),
    ]  # fmt: skip
    assert (found.known, found.asked, found.holds) == (6, 5, False)
    assert "far" not in (*before.asked, *after.asked)
    good = check(["new"], "answered", cases[1:2], lambda q, margin: True, before, after)
    assert good.holds
    lame = check(["far"], "answered", [], lambda q, margin: True, before, after)
    assert not lame.holds
    assert lame.to_json()["effects"][0]["as_wished"] is False


def test_a_case_is_right_by_outcome_and_words() -> None:
    answers = Scripted({"pay": WAGE})
    told, refused = answers.ask("pay"), answers.ask("none")
    for case, answer, right in (
        (Case("a", "pay", "answered", ((CODE, WAGE),)), told, True),
        (Case("a", "pay", "answered", ((CODE,), (WAGE,))), told, False),
        (Case("a", "pay", "answered", (("words of nobody",),)), told, False),
        (Case("a", "pay", "answered", ((WAGE,),)), refused, False),
        (Case("u", "pay", "not_covered"), told, False),
        (Case("u", "none", "not_covered"), refused, True),
        (Case("u", "none", "refuted", ((WAGE,),)), refused, True),
        (Case("u", "pay", "refuted", ((WAGE,),)), told, True),
    ):
        assert is_right(case, answer, DOCUMENTS) is right


def test_a_visit_becomes_a_case_once(tmp_path: Path) -> None:
    told = Visit("v", "c", 1.0, "answered", "page", question="pay",
                 answer={"citations": [{"quote": WAGE}]})  # fmt: skip
    chat = Visit("w", "c", 1.0, "small_talk", "page", question="hi")
    assert keep_case(tmp_path, told)[1]["id"] == "a001"
    assert keep_case(tmp_path, told)[2] is False
    assert keep_case(tmp_path, replace(told, question="pay?"))[1]["id"] == "a002"
    assert keep_case(tmp_path, chat)[0] == "unanswerable"
    with (tmp_path / "answerable.jsonl").open("a", encoding="utf-8") as file:
        file.write("{spoilt\n")
    assert [(case.id, case.expect) for case in read_cases([tmp_path, tmp_path / "none"])] == [
        ("a001", "answered"), ("a002", "answered"), ("u001", "small_talk"),
    ]  # fmt: skip


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast(WHITE, BLACK) == pytest.approx(21)
    assert contrast(Colour.of("#777777"), WHITE) == pytest.approx(4.48, abs=0.01)
    assert "readable" in judged(Colour.of("#0d5c68"))[0]
    assert "darkens it" in judged(Colour.of("#777777"))[0]
    assert "takes black" in judged(Colour.of("#ffee00"))[0]
    assert "hard to see" in judged(Colour.of("#ffee00"))[1]
    assert "hard to see" in judged(Colour.of("#000033"))[2]
