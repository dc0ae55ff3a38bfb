"""A few words about the one row that was shown are answered from it."""

from __future__ import annotations

import pytest

from assistant.reading.talk.of_one_row import asked_of_row
from assistant.reading.talk.vouching import Vouching
from assistant.records import Passage
from assistant.sources.corpus import Corpus
from assistant.sources.readers import parse
from assistant.understanding.asked import Exchange, Understood
from assistant.understanding.shown import Shown

PARSED = parse(
    "# Print shop\n\n| Item | Size | Price (EUR) | Delivery (working days) |\n|---|---|---|---|\n"
    "| Canvas | 60 x 40 cm | 44.00 | 4 |\n| Mug | 330 ml | 12.50 | 8 |\n\n"
    "We open at nine.\n",
    "shop",
)
CORPUS = Corpus(
    documents={PARSED.document.id: PARSED.document}, passages=PARSED.passages, entries=()
)
VOUCHING = Vouching(CORPUS)
ROWS = [p for p in PARSED.passages if p.kind == "table_row"]
OPENS = PARSED.passages[-1]


def behind(message: str, shown: Passage = ROWS[0]) -> Understood:
    talk = (Exchange("canvas?", "canvas?", shown=Shown((shown,))),)
    return Understood(message, message, leaning=True, alone=message, talk=talk)


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("and how big is it?", True),
        ("how much does it cost", True),
        ("how long does it take", True),
        ("and the price?", True),
        ("who made it?", False),
        ("how big is the frame?", False),
        ("why?", False),
    ],
)
def test_a_column_that_gives_it_answers(message: str, told: bool) -> None:
    reading = asked_of_row(behind(message), VOUCHING)
    assert (reading is not None and reading.chosen == (ROWS[0],)) is told


def test_a_sentence_is_no_row() -> None:
    assert asked_of_row(behind("how big is it?", OPENS), VOUCHING) is None
