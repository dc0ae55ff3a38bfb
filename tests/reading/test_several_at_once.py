"""The questions of one message are looked up side by side, with the same answer."""

from __future__ import annotations

import threading

import pytest

from assistant import Assistant
from assistant.reading.readings import Reading

SEVERAL = "Who owns the roadmap? What does a TPM measure? How long does a search take?"


def test_parts_are_begun_beside_the_whole(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = assistant._desk
    alone = desk._meanwhile.begin
    monkeypatch.setattr(desk._meanwhile, "begin", lambda work: work)
    expected = assistant.read(SEVERAL)
    monkeypatch.setattr(desk._meanwhile, "begin", alone)
    threads: set[str] = set()
    meet = threading.Barrier(2)
    look_up = desk._look_up

    def seen(question: str) -> Reading:
        name = threading.current_thread().name
        if name not in threads:
            threads.add(name)
            meet.wait(60)  # who comes first does not do all of it before the other has begun
        return look_up(question)

    monkeypatch.setattr(desk, "_look_up", seen)
    assert assistant.read(SEVERAL) == expected
    assert len(threads) == 2
    assert any(name.startswith("reading-beside") for name in threads)


@pytest.mark.parametrize(
    ("message", "first", "second"),
    [
        ("list everything a TPM owns and everything they hand off", "API contract", "launch"),
        ("how many days does a clean search take and a slow one?", "17 days", "90 days"),
        ("what is the job growth and the median wage?", "15 percent", "$171,200"),
        ("how often do TPMs write code and how often do PMs", "fluently", "Rarely"),
    ],
)
def test_neither_of_two_in_one_frame_is_left_out(
    assistant: Assistant, message: str, first: str, second: str
) -> None:
    answer = assistant.ask(message)
    assert answer.status == "answered"
    assert first in answer.text
    assert second in answer.text


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("what are the three skills and which one is undervalued?", "Technical literacy"),
        ("which teams hire TPMs, and which of those teams pays best?", "Data platform"),
        ("salary and reporting line of a TPM", "Head of Product"),
    ],
)
def test_all_is_told_of_what_the_second_question_goes_back_to(
    assistant: Assistant, message: str, told: str
) -> None:
    assert told in assistant.ask(message).text


def test_what_one_of_two_in_one_frame_lacks_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("compare PMs and TPMs on pay and on reporting")
    assert answer.missing == ("how PMs and TPMs compare on pay",)
    assert "Head of Product" in answer.text
    assert "API uptime" not in answer.text  # near to both, and asked by neither


def test_behind_a_question_for_the_author_it_is_the_document(assistant: Assistant) -> None:
    answer = assistant.ask("Who wrote this? When was it updated? Who profits from it?")
    assert answer.status == "answered"
    assert "charge a fee" in answer.text


def test_which_of_them_is_so_is_not_denied_below_what_says_it(assistant: Assistant) -> None:
    answer = assistant.ask(
        "How do a TPM and a project manager differ? How do a TPM and a PM differ? "
        "Which of them is senior?"
    )
    assert answer.status == "answered"
    assert "senior role" in answer.text
