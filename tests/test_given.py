"""What was answered lately is given again, and is the same answer."""

from __future__ import annotations

from dataclasses import replace

from assistant.assistant import Assistant
from assistant.given import Given, GivenAnswers
from assistant.records import Answer, Answered, Delta, Sources, Turn

ANSWER = Answer("x", "what is it", "answered", "It.", "extractive", "f00", 1.0)


def same(one: Answer, other: Answer) -> bool:
    return replace(one, id="", took_ms=0.0) == replace(other, id="", took_ms=0.0)


def test_a_question_that_is_asked_again_has_the_same_events(assistant: Assistant) -> None:
    question = "What does a technical product manager own, asked twice?"
    first, again = (list(assistant.stream(question)) for _ in range(2))
    assert [type(event) for event in first] == [type(event) for event in again]
    assert first[:-1] == again[:-1]
    assert isinstance(first[-1], Answered)
    assert isinstance(again[-1], Answered)
    assert same(first[-1].answer, again[-1].answer)
    assert first[-1].answer.id != again[-1].answer.id
    assert "".join(e.text for e in again if isinstance(e, Delta)) == again[-1].answer.text
    sources = [event for event in again if isinstance(event, Sources)]
    assert bool(sources) == bool(again[-1].answer.citations)


def test_behind_a_conversation_a_question_is_read_anew(assistant: Assistant) -> None:
    alone = assistant.ask("why?")
    first = assistant.ask("How much of the time goes into writing?")
    history = (Turn("user", first.question), Turn("assistant", first.text))
    assert not same(alone, assistant.ask("why?", history))
    assert same(alone, assistant.ask("why?"))


def test_the_last_answers_are_kept_and_no_more() -> None:
    given = GivenAnswers(most=2)
    for question in "abc":
        given.keep(question, Given(None, replace(ANSWER, question=question)))
        given.get("a")
    assert [question for question in "abc" if given.get(question) is not None] == ["a", "c"]
    given.keep("a", Given(None, ANSWER))
    found = given.get("a")
    assert found is not None
    assert found.answer == ANSWER
