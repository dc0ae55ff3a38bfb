"""What answers stands first, and what it follows on behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.records import Passage
from assistant.sources.notes import Needs, read_notes
from assistant.sources.readers import parse
from assistant.wording.voice import Voice
from assistant.writing.extractive import Teller
from assistant.writing.leaning import Leaning

SOURCE = parse(
    "# Keepers\n\n## Work\n\n"
    "A keeper looks after the lamp of the tower and after nothing else at all. "
    "They trim the wick every evening before the ships come in. "
    "Painting the tower and all of its doors belongs to the crew that comes by boat in summer. "
    "Feeding those boatmen is the cook's job. "
    "A keeper who tries to do all of it drops the lamp.\n\n"
    "## The storm\n\n"
    "One of the last keepers we placed came to a tower on the north coast of the island. "
    "The hire's first night was one long decision. "
    "She lit both lamps and kept them going.\n\n"
    "## Stores\n\n"
    "Whatever the tower needs is kept in the shed behind it, which the crew fills twice a year. "
    "The oil stands in the cellar under the stairs.\n\n"
    "## Pay\n\n"
    "Harbour masters along the whole of the coast earn 900 crowns a year, says the crown office. "
    "What keepers are paid sits lower and varies by island.\n",
    "x",
)
LAMP, TRIM, PAINTING, FEEDING, ALL, PLACED, NIGHT, LIT, SHED, OIL, MASTERS, LOWER = SOURCE.passages
NOTES = {
    TRIM.id: Needs((LAMP,), stands_for="A keeper"),
    FEEDING.id: Needs((PAINTING,)),
    ALL.id: Needs((PAINTING, FEEDING)),
    NIGHT.id: Needs((PLACED,)),
    LIT.id: Needs((PLACED, NIGHT), stands_for="The hire"),
    OIL.id: Needs((SHED,)),
    LOWER.id: Needs((MASTERS,)),
}
LEANING = Leaning(SOURCE.passages, {SOURCE.document.id: SOURCE.document}, NOTES, ("keeper",))


def told(chosen: list[Passage], question: str, **options: object) -> str:
    teller = Teller(LEANING, Voice("en", "article"))
    return teller.tell(chosen, question=question, **options).text  # type: ignore[arg-type]


def test_the_name_of_the_subject_stands_for_a_long_lead() -> None:
    assert told([TRIM], "who trims the wick") == f"**A keeper**: {TRIM.text} [1]"


def test_a_pronoun_needs_no_name_where_the_question_has_it() -> None:
    assert told([TRIM], "does a keeper trim it", says="yes") == f"Yes. {TRIM.text} [1]"
    assert told([LIT], "why did she light both lamps") == f"{LIT.text} [1]"


def test_who_wants_all_of_it_is_told_the_lead_too() -> None:
    assert LAMP.text in told([TRIM], "give me the full list of what a keeper does")


def test_beside_the_answer_the_name_of_the_subject_is_enough_too() -> None:
    text = told([ALL, TRIM], "what of all of it")
    assert f"**A keeper**: {TRIM.text}" in text
    assert LAMP.text not in text


def test_what_the_answer_follows_on_is_told_behind_it() -> None:
    assert told([ALL], "what drops the lamp") == (
        f"{ALL.text} [1]\n\nFor context: {PAINTING.text} {FEEDING.text} [2]"
    )


def test_who_acts_in_a_story_is_named_before_it() -> None:
    text = told([LIT], "who lit two lamps")
    assert text.startswith(f"**The hire**: {LIT.text} [1]\n\nFor context: One")


def test_what_the_question_names_needs_no_lead() -> None:
    assert told([FEEDING], "who feeds the boatmen") == f"{FEEDING.text} [1]"
    assert PAINTING.text in told([FEEDING], "who cooks")


def test_what_points_back_at_nothing_is_told_alone() -> None:
    assert told([OIL], "where is the oil") == f"{OIL.text} [1]"
    assert SHED.text in told([OIL], "tell me more about the oil")


def test_lower_stands_behind_what_it_is_lower_than_where_two_are_compared() -> None:
    assert told([LOWER], "are keepers paid more than mates").startswith(MASTERS.text)
    assert told([LOWER], "how much more do keepers earn than mates").startswith(MASTERS.text)


@pytest.mark.parametrize(
    "question", ["how much do keepers earn", "what's the pay of a keeper", "average keeper salary?"]
)
def test_what_has_no_amount_of_its_own_stands_before_what_it_is_lower_than(question: str) -> None:
    for chosen in ([LOWER], [LOWER, MASTERS], [MASTERS, LOWER]):
        text = told(chosen, question)
        assert text.index(LOWER.text) < text.index(MASTERS.text)


def test_the_figure_of_others_stands_first_where_it_is_asked_for() -> None:
    assert told([MASTERS, LOWER], "how much do harbour masters earn").startswith(MASTERS.text)
    assert told([MASTERS], "how much do harbour masters earn").startswith(MASTERS.text)


def test_lower_stands_in_front_where_no_amount_is_asked_for() -> None:
    assert told([LOWER], "does the island matter for the money").startswith(LOWER.text)


def test_who_knows_what_came_before_is_not_told_it() -> None:
    question = "what did the hire do in the night on the north coast"
    assert told([LIT], question) == f"{LIT.text} [1]"
    assert PAINTING.text in told([ALL], "does a keeper who paints the tower drop the lamp")


def test_a_story_is_told_from_its_beginning_to_its_end() -> None:
    text = told([LIT], "tell me the story of the lamps")
    assert [text.index(p.text) for p in (PLACED, NIGHT, LIT)] == sorted(
        text.index(p.text) for p in (PLACED, NIGHT, LIT)
    )
    assert told([NIGHT], "how long was the night in the story").startswith(NIGHT.text)


def test_a_story_that_was_asked_for_is_told_in_its_order() -> None:
    assert told([LIT, PLACED, NIGHT], "what happened").startswith(PLACED.text)


def test_who_asks_how_a_story_ends_is_not_told_all_of_it() -> None:
    for question in ("what happened with the lamps in the end", "what became of the lamps"):
        text = told([LIT], question)
        assert LIT.text in text.partition("For context")[0]
        assert PLACED.text not in text.partition("For context")[0]


def test_behind_a_sentence_on_others_a_pronoun_has_its_name() -> None:
    question = "how does a keeper differ from a cook"
    assert f"**A keeper**: {TRIM.text}" in told([OIL, TRIM], question)
    assert told([TRIM], question).startswith(TRIM.text)


def test_what_a_pronoun_stands_for_is_in_the_words_of_what_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "x.notes.jsonl"
    line = '{{"kind": "context", "passage": "{0}", "needs": ["{1}"], "stands_for": "{2}"}}\n'
    for name, kept in (("A keeper", "A keeper"), ("The cook", "")):
        path.write_text(line.format(TRIM.text, LAMP.text, name), encoding="utf-8")
        assert read_notes(path, SOURCE.passages).needs[TRIM.id].stands_for == kept
