"""Whatever a server sends is read, or is no reply; nothing of it ends in another exception."""

from __future__ import annotations

import contextlib
import copy
import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language_model.negotiation import Negotiation, room_left, tells_overflow
from assistant.language_model.pieces import Piece, ReplyError, ReportedError
from assistant.language_model.refusals import retry_after, translated
from assistant.language_model.replies import EventLines, read_event
from tests.language_model.test_negotiation import REQUEST
from tests.language_model.test_servers import BODY, RESPONSE, SAID

CHUNK = {"id": "c", "object": "chat.completion.chunk", "usage": {"prompt_tokens": 1},
         "choices": [{"index": 0, "delta": {"role": "assistant", "content": SAID},
                      "finish_reason": "stop"}]}  # fmt: skip
DELTA = {"type": "response.output_text.delta", "delta": SAID}
DONE = {"type": "response.completed", "response": RESPONSE}
REFUSED = {"error": {"message": "temperature: at most 9", "param": "temperature", "code": "x"}}
ODD: list[Any] = [
    None, 0, -1, 1e308, "", "x", [], {}, True, [[[]]], "\ud800", 10**40, float("nan"), [None],
    {"a": None}, "null", [1, "x"], "9" * 400, {"type": "text", "text": SAID},
]  # fmt: skip


def changed(value: Any, chance: random.Random) -> Any:
    """``value`` with one to three of its parts gone, or something odd in their place."""
    value = copy.deepcopy(value)
    for _ in range(chance.randint(1, 3)):
        places: list[tuple[Any, Any]] = []

        def walk(part: Any, places: list[tuple[Any, Any]] = places) -> None:
            keys = part if isinstance(part, dict) else range(len(part))
            for key in list(keys):
                places.append((part, key))
                if isinstance(part[key], dict | list):
                    walk(part[key])

        walk(value)
        if not places:
            return value
        part, key = chance.choice(places)
        if isinstance(part, dict) and chance.random() < 0.2:
            part.pop(key)
        else:
            part[key] = copy.deepcopy(chance.choice(ODD))
    return value


@pytest.mark.parametrize("value", [CHUNK, BODY, DELTA, DONE, RESPONSE, REFUSED])
def test_every_part_of_a_reply_may_be_odd(value: Any) -> None:
    for seed in range(400):
        try:
            piece = read_event(json.dumps(changed(value, random.Random(seed))))
        except ReplyError:
            continue
        assert isinstance(piece.text, str)
        assert isinstance(piece.whole, str)
        assert piece.finish is None or isinstance(piece.finish, str)
        assert piece.usage is None or piece.usage.total >= 0


def test_every_part_of_a_refusal_may_be_odd() -> None:
    for seed in range(400):
        body = changed(REFUSED, random.Random(seed))
        assert Negotiation().learn(body, REQUEST) in (True, False)
        assert tells_overflow(body) in (True, False)
        room_left(body, REQUEST)
        error = ReportedError("", body)
        assert translated(error).hint
        retry_after(error)


@given(st.text(max_size=80))
def test_any_text_is_an_event_or_none(text: str) -> None:
    with contextlib.suppress(ReplyError):
        assert isinstance(read_event(text), Piece)


@given(st.lists(st.one_of(st.text(max_size=20), st.just("data: {"), st.just("[DONE]"))))
def test_any_lines_come_to_an_end(lines: list[str]) -> None:
    events = EventLines()
    found = [data for line in (*lines, None) for data in events.take(line)]
    assert all(isinstance(data, str) for data in found)


def read(*lines: str | None) -> list[Piece]:
    events = EventLines()
    return [read_event(data) for line in lines for data in events.take(line)]


@pytest.mark.parametrize("text", ['{"a":' * 99_999, "data: " + "[" * 99_999])
def test_what_is_nested_without_an_end_is_no_reply(text: str) -> None:
    with pytest.raises(ReplyError):
        read(text, "", None)
