"""What a follow-up brings beside what was shown: no part again, and about whom it is asked."""

from __future__ import annotations

from dataclasses import replace

from assistant.reading.talk.follow import telling
from assistant.reading.talk.news import only_news, without_verdict
from assistant.understanding.acts import Recognised
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


def test_a_part_that_speaks_of_something_else_than_it_is_none() -> None:
    talk = (Exchange("who trims", "who trims", shown=Shown((ONE,))),)
    far = replace(BOTH, section=("Somewhere else",))
    part = replace(telling([far]), outcome="partial", missing=("whether money speeds it up",))
    asked = Understood("does more money speed it up", "q", talk=talk)
    assert only_news(asked, part).outcome == "uncovered"
    for message in ("does a senior keeper keep it", "does more money speed the work up"):
        assert only_news(replace(asked, message=message), part) == part
    beside = replace(part, chosen=(replace(BOTH, section=ONE.section),))
    assert only_news(asked, beside) == beside


def test_a_bare_how_much_is_not_answered_by_what_has_no_figure() -> None:
    talk = (Exchange("who trims", "who trims", shown=Shown((ONE,))),)
    asked = Understood("and how much exactly?", "q", leaning=True, talk=talk)
    assert only_news(asked, telling([ONE])).outcome == "uncovered"
    priced = replace(ONE, text="A lighthouse keeper has 200 pounds.")
    known = (Exchange("who trims", "who trims", shown=Shown((priced,))),)
    assert only_news(replace(asked, talk=known), telling([priced])).outcome == "answer"


def test_who_asks_what_or_why_is_not_answered_with_yes() -> None:
    talk = (Exchange("do they trim", "do they trim", shown=Shown((ONE,))),)
    reading = replace(telling([ONE]), says="yes")
    what = Understood("and what do they know", "q", leaning=True, talk=talk, alone="what is known")
    assert without_verdict(what, reading).says is None
    why = Understood("y", "q", act=Recognised("why"), talk=talk)
    assert without_verdict(why, reading).says is None
    for asked in (replace(what, alone="do they know it"), replace(what, talk=())):
        assert without_verdict(asked, reading).says == "yes"
