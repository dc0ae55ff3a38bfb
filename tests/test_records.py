"""Records never change, and have one JSON shape."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import replace
from typing import get_args

import pytest

from assistant import records
from assistant.records import (
    EVENT_NAMES,
    Answer,
    Answered,
    Citation,
    Delta,
    Failed,
    Passage,
    Quote,
    Searching,
    Sources,
    StreamEvent,
)  # fmt: skip

QUOTE = Quote("doc", "A › B", "words", 3, 8, "/source/doc#c=3-8")
ANSWER = Answer(
    id="1", question="q", status="answered", text="Words. [1]", engine="extractive", index="f00",
    took_ms=1.26, citations=(Citation(1, QUOTE),), related=(QUOTE,), follow_ups=("more?",),
)  # fmt: skip


def test_every_record_is_frozen_and_slotted() -> None:
    found = [item for item in vars(records).values() if dataclasses.is_dataclass(item)]
    assert len(found) >= 13
    for record in found:
        assert isinstance(record, type)
        assert record.__dataclass_params__.frozen, record  # type: ignore[attr-defined]
        assert hasattr(record, "__slots__"), record


def test_the_json_of_an_answer_is_the_documented_one() -> None:
    quote = {
        "section": "A › B",
        "quote": "words",
        "start": 3,
        "end": 8,
        "url": QUOTE.url,
        "title": "",
        "page": None,
    }
    expected = {
        "id": "1", "question": "q", "status": "answered", "text": "Words. [1]",
        "citations": [{"number": 1, "document_id": "doc", **quote}], "related": [quote],
        "follow_ups": ["more?"], "engine": "extractive", "notice": None, "took_ms": 1.3,
        "index": "f00", "missing": [], "understood": None, "derived": [], "quoted": [],
    }  # fmt: skip
    assert ANSWER.to_json() == expected
    assert json.loads(json.dumps(expected)) == expected
    assert Answered(ANSWER).to_json() == expected
    assert Answer.from_json(expected) == dataclasses.replace(
        ANSWER, took_ms=1.3, related=(dataclasses.replace(QUOTE, document_id=""),)
    )


def test_every_event_has_a_name_and_a_payload() -> None:
    assert set(get_args(StreamEvent)) == set(EVENT_NAMES)
    assert len(set(EVENT_NAMES.values())) == len(EVENT_NAMES)
    assert Searching("q").to_json() == {"question": "q"}
    assert Delta("x").to_json() == {"text": "x"}
    assert Sources((QUOTE,)).to_json() == {"quotes": [QUOTE.to_json()]}


def test_a_failure_is_a_problem_object() -> None:
    problem = Failed("No model.", "Try again.", 503).to_json()
    assert problem == {
        "type": "about:blank", "title": "No model.", "status": 503, "detail": "Try again.",
    }  # fmt: skip


@pytest.mark.parametrize(("section", "heading"), [((), ""), (("A", "B?"), "B?")])
def test_the_heading_is_the_innermost(section: tuple[str, ...], heading: str) -> None:
    passage = Passage("p", "d", "sentence", 0, 0, section, 0, 1, "x")
    assert passage.heading == heading


def test_a_quote_says_where_it_stands() -> None:
    assert QUOTE.where == "A › B"
    assert replace(QUOTE, page=4).where == "A › B, page 4"
    assert replace(QUOTE, section="", page=4).where == "page 4"
