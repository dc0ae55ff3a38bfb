"""Both figures of a source are told where both are asked for."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.tables.both_figures import covers, figures_of_source
from assistant.sources.readers import parse

PASSAGES = parse(
    "# Work\n\nThe Office of Harbour Works counts 40 keepers. The OHW is old.\n\n"
    "By the OHW, pay is $300 a month. A keeper has 2 lamps.\n",
    "x",
).passages
COUNT, _, PAY, _ = PASSAGES


@pytest.mark.parametrize(
    "question",
    [
        "state both OHW figures", "give me the two Office of Harbour Works numbers: pay and count",
        "both figures from the OHW please",
    ],
)  # fmt: skip
def test_each_sentence_with_a_figure_of_the_source_is_told(question: str) -> None:
    assert figures_of_source(question, PASSAGES) == (COUNT, PAY)


@pytest.mark.parametrize(
    "question", ["which OHW figure is higher", "both Lamp Office figures", "both figures"]
)
def test_other_questions_have_none(question: str) -> None:
    assert figures_of_source(question, PASSAGES) == ()


def test_what_is_listed_has_to_be_there() -> None:
    assert covers("both OHW figures: the pay and the keepers", [COUNT, PAY])
    assert not covers("both OHW figures: the pay and the coal", [COUNT, PAY])
    assert not covers("both OHW figures", [COUNT, PAY], least=1)


def test_both_are_cited(assistant: Assistant) -> None:
    answer = assistant.ask("State the two BLS figures: growth rate and median wage")
    assert answer.status == "answered"
    assert "15 percent" in answer.text
    assert "$171,200" in answer.text
