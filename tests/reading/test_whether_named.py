"""Whether a text names or uses something, for any text."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.whether_named import name_absent, whether_named
from assistant.sources.readers import parse

NAMES = ("lighthouse keeper", "LK")
SOURCE = """# Lamps

Towers run Trinity, Argand, and fresnel lamps on oil. Keepers rarely work with Morse keys. The pool
tends to come from Harborworks. Oil is brought by boat.

| Tool | Keeper | Pilot |
|---|---|---|
| Papers | LOGs, tide tables | charts |
"""
PASSAGES = parse(SOURCE, "lamps").passages
TRINITY, MORSE, POOL, _, _, PAPERS = PASSAGES


@pytest.mark.parametrize(
    ("question", "told", "says", "missing"),
    [
        ("Is Trinity used?", [TRINITY], "yes", ()),
        ("do they work with argand", [TRINITY], "yes", ()),
        ("Is fresnel used?", [TRINITY], "yes", ()),  # in a list of names
        ("Are Trinity or Carcel used?", [TRINITY], None, ("whether Carcel is used",)),
        ("Is Trinity used by keepers?", None, None, ()),  # by towers
        ("Is Trinity used by lighthouse keepers?", [TRINITY], None, ()),
        ("Is Morse used?", [MORSE], None, ()),  # "rarely" is no yes
        ("Are LOGs used by keepers?", [PAPERS], None, ()),
        ("Is Harborworks mentioned anywhere?", [POOL], "yes", ()),
        ("does it name Harborworks and Bremen", [POOL], None, ("anything about Bremen",)),
        ("Does Harborworks come up in the text?", [POOL], "yes", ()),
        ("is there any mention of Harborworks", [POOL], "yes", ()),
        # Nowhere, a mere word, the subject itself, another question.
        ("Is Carcel used?", None, None, ()),
        ("Is oil used?", None, None, ()),
        ("Is an LK used?", None, None, ()),
        ("Where is Trinity used?", None, None, ()),
    ],
)
def test_what_names_a_thing_is_told(
    question: str, told: list[object] | None, says: str | None, missing: tuple[str, ...]
) -> None:
    found = whether_named(question, PASSAGES, NAMES)
    if told is None:
        assert found is None
    else:
        assert found is not None
        assert (list(found.passages), found.says, found.missing) == (told, says, missing)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Is Carcel mentioned?", "Carcel"),
        ("does it mention Carcel", "Carcel"),
        ("Is Argand mentioned?", ""),
        ("is pay mentioned?", ""),  # "wage" may stand there
        ("Is Carcel used?", ""),
    ],
)
def test_a_name_that_stands_nowhere_is_said_to(question: str, name: str) -> None:
    assert name_absent(question, PASSAGES) == name


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("is carcel mentioned", "carcel"),
        ("is carcel one of the lamps they have", "carcel"),
        ("is carcel part of the list", "carcel"),
        ("is pay mentioned", ""),
        ("is argand on the list", ""),
        ("is carcel lit", ""),
    ],
)
def test_a_strange_word_is_a_name_in_small_letters_too(question: str, name: str) -> None:
    assert name_absent(question, PASSAGES, lambda word: word == "carcel") == name


@pytest.mark.parametrize("question", ["is oracle mentioned", "is salesforce part of the stack"])
def test_a_list_without_a_name_is_no_answer_for_it(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "partial"
    assert assistant.ask("are salaries mentioned").status == "answered"


def test_what_names_others_is_no_answer_for_an_absent_name(assistant: Assistant) -> None:
    answer = assistant.ask("Is Oracle mentioned?")
    assert answer.status != "answered"
    assert "Oracle" in answer.text


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Is Figma used?", "Less Figma"),
        ("Are Databricks or Snowflake used?", "Yes."),
        ("Does the article mention Stripe?", "Yes."),  # "tend to dominate" names it all the same
    ],
)
def test_a_tool_that_the_article_names_is_not_refused(
    assistant: Assistant, question: str, begins: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.text.startswith(begins)) == ("answered", True)


def test_a_tool_that_nobody_names_is_missing(assistant: Assistant) -> None:
    answer = assistant.ask("Are Figma and Jira used?")
    assert (answer.status, answer.missing) == ("partial", ("whether Jira is used",))
    assert assistant.ask("Is Jira used?").status == "not_covered"


@pytest.mark.parametrize(
    ("message", "beginning", "status"),
    [
        ("is Azure mentioned anywhere?", "No, the article does not mention Azure.", "partial"),
        ("Does the article list Terraform?", "No, the article does not mention", "not_covered"),
        ("is Stripe mentioned?", "Yes.", "answered"),  # what "tends to" be is named nevertheless
    ],
)
def test_whether_a_name_stands_there_is_said_first(
    assistant: Assistant, message: str, beginning: str, status: str
) -> None:
    answer = assistant.ask(message)
    assert answer.text.startswith(beginning)
    assert answer.status == status
    assert answer.text.count("Azure") < 2
