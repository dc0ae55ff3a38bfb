"""What is wanted of the talk itself: an earlier question, all of them, a summary.

Each comes with the passages that were the answers, so that it is proved like any other answer.
A visitor's own figure is proved by nothing, so an answer does not give it back. Pure apart from the
look-ups that are handed in.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.reading.readings import Reading
from assistant.reading.talk.follow import telling
from assistant.reading.talk.one_of import best_of
from assistant.reading.talk.several import LookUp
from assistant.text.numbers import numbers_in
from assistant.understanding.asked import Exchange, Understood

SUMMARY_MOST = 8
"""Passages that are told at most."""
ASKED_MOST = 12
"""Earlier questions that are said at most, the newest."""


def again(exchange: Exchange, look_up: LookUp) -> Reading:
    """What an earlier answer showed; read once more where that is not known."""
    return telling(exchange.passages) if exchange.passages else look_up(exchange.question)


def summary(asked: Understood, before: Exchange, look_up: LookUp) -> Reading:
    """The main passage of each earlier answer."""
    told = dict.fromkeys(
        best_of(e.passages, e.question) or e.passages[0] for e in asked.talk if e.passages
    )
    if not told:
        return Reading("act", 1.0, (), opening="talk.nothing_told")
    return telling(list(told)[:SUMMARY_MOST], "talk.summary")


def asked_before(asked: Understood, before: Exchange, look_up: LookUp) -> Reading:
    """An earlier question, and what was answered to it."""
    act = asked.act
    if act is not None and act.act == "nth_asked" and act.place > len(asked.talk):
        return all_asked(asked, before, look_up)  # there were not so many
    which = "first" if act is not None and act.act == "first_asked" else "last"
    if act is not None and act.act == "nth_asked":
        which = "nth"
    return _with_questions(f"talk.{which}", before.message.strip(), again(before, look_up))


def all_asked(asked: Understood, before: Exchange, look_up: LookUp) -> Reading:
    """The earlier questions in their order, over what was answered to them."""
    questions = (e for e in asked.talk if e.act is None or e.act.about)  # "shorter" asks nothing
    messages = dict.fromkeys(e.message.strip() for e in questions)
    listed = "” · “".join(list(messages)[-ASKED_MOST:])
    return _with_questions("talk.all", listed, summary(asked, before, look_up))


def _with_questions(key: str, questions: str, reading: Reading) -> Reading:
    if not reading.chosen:
        return Reading("act", 1.0, (), opening=f"{key}_asked", opens_with=questions)
    proved = frozenset().union(*(numbers_in(p.text) for p in reading.chosen))
    if numbers_in(questions) <= proved:
        return replace(reading, opening=f"{key}_asked", opens_with=questions)
    return replace(reading, opening=f"{key}_answered")
