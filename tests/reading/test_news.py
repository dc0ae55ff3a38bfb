"""What a follow-up brings beside what was shown: no part again, and about whom it is asked."""

from __future__ import annotations

from dataclasses import replace

from assistant.reading.follow import telling
from assistant.reading.news import only_news
from assistant.understanding.asked import Exchange, Understood
from assistant.understanding.shown import Shown
from tests.support.small_document import SHOWN

HEADER = ("What", "Lighthouse Keeper", "Senior Lighthouse Keeper")
ROW = replace(SHOWN[-1], header=HEADER, kind="table_row")
BOTH = replace(SHOWN[0], text="A senior lighthouse keeper keeps the books.", cells=())
ONE = replace(SHOWN[0], text="A lighthouse keeper trims the lamp.", cells=(), position=90)


def test_an_answer_in_part_that_was_shown_before_is_none() -> None:
    first = Exchange("who trims", "who trims", shown=Shown((ONE,)))
    talk = (first, Exchange("and the books", "and the books", shown=Shown((BOTH,))))
    asked = Understood("who pays those", "q", leaning=True, talk=talk)
    part = replace(telling([ONE]), outcome="partial", missing=("who pays",))
    assert only_news(asked, part).outcome == "uncovered"
    assert only_news(asked, part).near == (ONE,)
    fresh = replace(telling([ROW]), outcome="partial", missing=("who pays",))
    assert only_news(asked, fresh) == fresh


def test_what_is_asked_of_somebody_else_is_told_about_him() -> None:
    asked = Understood("and an lk?", "q", read_as="what does a lighthouse keeper do")
    assert only_news(asked, telling([ROW, BOTH, ONE])).chosen == (ROW, ONE)
    assert only_news(asked, telling([BOTH, ONE])).chosen == (BOTH, ONE)
    both = Understood("and?", "q", read_as="does a keeper climb")
    assert only_news(both, telling([ROW, BOTH])).chosen == (ROW, BOTH)
