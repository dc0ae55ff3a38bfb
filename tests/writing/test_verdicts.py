"""How an answer begins that says yes or no, and with what it is proved."""

from __future__ import annotations

from assistant.sources.notes import Needs
from assistant.sources.readers import parse
from assistant.writing.leaning import Leaning
from assistant.writing.opening import of_the_figure
from assistant.writing.verdicts import other_figure, proving, said_of

SOURCE = parse(
    "# Keepers\n\n## Does a keeper swim?\n\nUsually not. They trim the wick.\n\n"
    "## How much does a licence matter?\n\nLess than people assume, though it helps. "
    "The licence is a paper and no requirement of the work.\n\n"
    "## Work\n\nKeepers rarely paint, but they look at paint. A keeper reads flags. "
    "Keepers mostly wait.\n",
    "x",
)
NOT, TRIM, LESS, PAPER, RARELY, READS, MOSTLY = SOURCE.passages
NOTES = {p.id: Needs(heading=True) for p in (NOT, LESS, PAPER)}
LEANING = Leaning(SOURCE.passages, {SOURCE.document.id: SOURCE.document}, NOTES)


def test_what_is_rarely_done_does_not_soften_a_yes() -> None:
    assert said_of("yes", RARELY) == "yes"
    assert said_of("no", RARELY) == "mostly_no"
    assert said_of("yes", MOSTLY) == "mostly_yes"
    assert said_of("no", NOT) == ""


def test_a_short_no_beside_a_yes_answers_another_question() -> None:
    assert proving("yes", [READS, NOT], LEANING) == [READS]
    assert proving("no", [READS, NOT], LEANING) == [READS, NOT]
    assert proving(None, [READS, NOT], LEANING) == [READS, NOT]


def test_what_answers_how_much_stands_behind_what_says_it_outright() -> None:
    assert proving("no", [LESS, PAPER], LEANING) == [PAPER, LESS]
    assert proving("no", [LESS, READS], LEANING) == [LESS, READS]
    assert proving(None, [LESS, PAPER], LEANING) == [LESS, PAPER]


def test_a_figure_that_is_not_the_documents_is_told_apart() -> None:
    waits = parse("# Work\n\nA keeper waits about 17 days for the boat.\n", "x").passages
    assert other_figure("why does the boat take 30 days", waits)
    assert not other_figure("why does the boat take 17 days", waits)
    assert not other_figure("why does the boat cost $30", waits)
    assert not other_figure("why does the boat take so long", waits)


def test_of_several_rows_the_one_that_is_named_differs() -> None:
    rows = parse(
        "# Day\n\n| Work | Share |\n|---|---|\n| Wicks | 30% |\n| Boats | 15% |\n", "x"
    ).passages
    rows = tuple(row for row in rows if row.kind == "table_row")
    assert of_the_figure(rows, "why do boats take 40%") == [rows[1]]
    assert of_the_figure(rows, "why does it take 40%") == list(rows)
