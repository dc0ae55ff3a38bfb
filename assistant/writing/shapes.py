"""The form in which an answer is told: what somebody wants, or the nearest there is. Pure."""

from __future__ import annotations

from assistant.reading.readings import Reading
from assistant.text.requests import wants_bullets
from assistant.understanding.conversation import Understood
from assistant.writing.extractive import SHAPES, Shape


def shape_wanted(asked: Understood, reading: Reading) -> Shape:
    """The form that is wanted, or the nearest there is; of what is not in rows, a list for who
    wants one."""
    of_talk = asked.act is not None and asked.act.act in ("summary", "all_asked")
    if of_talk and asked.request != "table":
        return "bullets"  # shorter than one line for each answer it cannot be
    if asked.act is not None and asked.act.act == "ordinal" and asked.act.many > 1:
        return "plain"  # the rows that were counted out, and not all of their table
    plainly = asked.request is None and asked.act is None and reading.says is None
    if plainly and wants_bullets(asked.message) and not any(p.cells for p in reading.chosen):
        return "bullets"
    return next((shape for shape in SHAPES if shape == asked.request), "plain")
