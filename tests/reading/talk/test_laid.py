"""What stands on each side of a table over earlier answers."""

from __future__ import annotations

from assistant.reading.talk.laid import told_on
from assistant.records import Passage
from assistant.sources.readers import parse
from assistant.understanding.asked import Exchange
from assistant.understanding.shown import Shown
from assistant.writing.laid import side_by_side

TEXT = (
    "The keeper owns the lamp. They own the log. Painting is work of the crew. A keeper who tries"
    " to own it all tires. Calm crossings take 2 hours. Rough ones drag on."
)
OWNS, LOG, PAINT, TIRES, CALM, ROUGH = parse(TEXT, "light").passages


def _side(message: str, *told: Passage) -> Exchange:
    return Exchange(message, message, shown=Shown(told))


def test_what_is_said_plainly_stands_with_its_verb_and_not_with_its_denial() -> None:
    one, other = _side("what do they own", OWNS), _side("what not", PAINT, TIRES, LOG)
    sides = told_on((("owns", one), ("doesn't own", other)), {})
    assert sides == (("owns", (OWNS, LOG)), ("doesn't own", (PAINT, TIRES)))


def test_what_names_one_side_stands_there_alone() -> None:
    one, other = _side("how long", CALM, ROUGH), _side("and rough ones", CALM, ROUGH)
    sides = told_on((("calm crossings", one), ("rough", other)), {})
    assert sides == (("calm crossings", (CALM,)), ("rough", (ROUGH,)))
    neither = told_on((("calm crossings", one), ("stormy", other)), {})
    assert neither == (("calm crossings", (CALM,)), ("stormy", (ROUGH,)))


def test_a_table_has_a_row_for_each_and_no_figure_that_nothing_proves() -> None:
    sides = (("crossings in 3 hours?", (CALM,)), ("rough ones", (ROUGH,)))
    told = side_by_side(sides)
    assert "3 hours" not in told.text
    assert told.text.endswith("| Rough ones | Rough ones drag on. [2] |")
    assert told.shown == (CALM, ROUGH)


def test_whom_a_question_asks_about_is_no_verb_of_a_side() -> None:
    text = "A light manager owns the lamp. Managing the crew is work of the mate. Bills go ashore."
    owns, crew, bills = parse(text, "light").passages
    one, other = _side("what does he own", owns), _side("what is handed off", crew, bills)
    named = (("What does a light manager own", one), ("What do they hand off", other))
    assert [told for _, told in told_on(named, {})] == [(owns,), (crew, bills)]
