"""What goes on with what answers is told with it."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.spelled_out import spelled_out
from assistant.records import Evidence
from assistant.sources.readers import parse
from assistant.writing.together import apart

PASSAGES = parse(
    "# Keepers\n\n## Work\n\n"
    "A keeper guards the lamp. They guard the log, the oil and the flag.\n\n"
    "They guard the door by night. They paint nothing.\n\n"
    "A keeper is a sailor on land.\n\n"
    "## A true keeper\n\n"
    "A good eye comes first, and it’s specific. Can he read a flag? Can he see the reef? "
    "He need not swim.\n\n"
    "Then patience. A keeper waits for days.\n\n"
    "Writing is what people undervalue.\n",
    "x",
).passages
GUARDS, LOG, DOOR, PAINT, SAILOR, EYE, FLAG, REEF, SWIM, THEN, WAITS, WRITING = PASSAGES


def told(question: str, *chosen: int, found: tuple[int, ...] = ()) -> list[str]:
    evidence = [Evidence(PASSAGES[n], rank, 0.1) for rank, n in enumerate(found, start=1)]
    passages = [PASSAGES[n] for n in chosen]
    return [p.text for p in spelled_out(question, passages, evidence, PASSAGES, ("keeper",))]


def test_what_is_said_with_the_verb_that_is_asked_with_goes_on() -> None:
    assert told("what does a keeper guard?", 0) == [GUARDS.text, LOG.text, DOOR.text]


def test_what_is_not_said_with_that_verb_falls_away_beside_it() -> None:
    assert SAILOR.text not in told("what does a keeper guard?", 0, 4)
    assert told("what is a keeper?", 4, 0) == [SAILOR.text, GUARDS.text]


@pytest.mark.parametrize(
    "question", ["does a keeper guard the lamp?", "what lamp does a keeper guard?"]
)
def test_where_the_sentence_says_all_that_is_asked_nothing_goes_on(question: str) -> None:
    assert told(question, 0) == [GUARDS.text]


def test_what_is_announced_is_told() -> None:
    assert told("what comes first?", 5) == [EYE.text, FLAG.text, REEF.text]


def test_of_several_things_the_first_is_not_all() -> None:
    assert told("how do you spot a true keeper?", 5, found=(9, 11, 10)) == [
        *(EYE.text, FLAG.text, REEF.text),
        *(THEN.text, WRITING.text),
    ]
    assert told("what sort of eye has a keeper?", 5, found=(9, 11)) == [
        *(EYE.text, FLAG.text, REEF.text)
    ]


@pytest.mark.parametrize(
    "question", ["what does a technical product manager own?", "wat does a tpm own"]
)
def test_what_somebody_owns_is_told_with_the_list(assistant: Assistant, question: str) -> None:
    assert "build-versus-buy" in assistant.ask(question).text


def test_as_many_are_told_as_were_asked_for(assistant: Assistant) -> None:
    text = assistant.ask("Which three skills separate a real TPM from a relabeled one?").text
    assert "sequence diagram" not in text
    assert "Writing is the one" in text


def test_both_of_two_questions_about_the_subject_are_told_in_full(assistant: Assistant) -> None:
    text = assistant.ask("What does a TPM own, and what do they hand off to others?").text
    for words in ("build-versus-buy", "belongs to the engineers", "product marketing"):
        assert words in text
    # "They" are not the subject here.
    text = assistant.ask("What does a regular PM get measured on, and what do they produce?").text
    assert "tunes an API" not in text


def test_questions_stay_with_the_line_that_they_spell_out() -> None:
    assert apart([EYE, FLAG, REEF, SWIM]) == [[EYE, FLAG, REEF], [SWIM]]
