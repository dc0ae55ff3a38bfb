"""Refusals in the words of many servers, without a server: what is learnt from each."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.language_model.negotiation import Negotiation, room_left, tells_overflow

REQUEST: dict[str, Any] = {
    "model": "m",
    "messages": [{"role": "system", "content": "Rules."}, {"role": "user", "content": "Question?"}],
    "temperature": 0.0,
    "max_tokens": 500,
    "stream": True,
    "stream_options": {"include_usage": True},
    "reasoning_effort": "low",
}

NAMED: list[tuple[object, str]] = [
    # what is said, and the field that is gone afterwards
    ("[{'type': 'extra_forbidden', 'loc': ('body', 'reasoning_effort'), 'msg': 'Extra inputs are"
     " not permitted', 'input': 'low'}]", "reasoning_effort"),
    ("litellm.UnsupportedParamsError: gpt-5 models don't support temperature=0.0. Only"
     " temperature=1 is supported.", "temperature"),
    ("Additional properties are not allowed ('stream_options' was unexpected)", "stream_options"),
    ("The following parameters are not allowed: stream_options. Set 'extra-parameters' to 'drop'",
     "stream_options"),
    ({"details": [{"loc": ["body", "temperature"]}]}, "temperature"),
    ("registry/library/m:latest does not support thinking", "reasoning_effort"),
    ("invalid reasoning value: 'low'", "reasoning_effort"),
    ("thinking is not supported by this model", "reasoning_effort"),
    ("Model m does not support parameter reasoningEffort.", "reasoning_effort"),
    ("'reasoning_effort' : Unrecognized key(s) in object", "reasoning_effort"),
    ({"errors": {"temperature": ["must be 1"]}}, "temperature"),
    ({"message": "Bad request", "errors": {"body": {"stream_options": "unknown"}}},
     "stream_options"),
    ("extraneous key [stream_options] is not permitted", "stream_options"),
    ("`temperature` is deprecated for this model.", "temperature"),
    ("Json document validation error: stream_options should not exist", "stream_options"),
    ("Model incompatible request argument supplied: temperature", "temperature"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "field"), NAMED)
def test_the_field_that_is_refused_goes_and_no_other(body: object, field: str) -> None:
    learnt = Negotiation()
    assert learnt.learn({"error": body} if isinstance(body, str) else body, REQUEST, guess=False)
    assert set(REQUEST) - set(learnt.apply(REQUEST)) == {field}


@pytest.mark.parametrize(
    "words",
    [
        "Error rendering prompt with jinja template: Only user and assistant roles are supported!",
        "This model doesn't support system messages. Try again without a system message.",
        "After the (optional) system message(s), user messages should alternate with assistant",
        "Developer instruction is not enabled for models/x",
    ],
)
def test_rules_go_into_the_question(words: str) -> None:
    learnt = Negotiation()
    assert learnt.learn(words, REQUEST, guess=False)
    assert [m["role"] for m in learnt.apply(REQUEST)["messages"]] == ["user"]


@pytest.mark.parametrize(
    "words",
    [
        "Streaming is not enabled for this deployment",
        "'stream' must be false",
        "Server-sent events are not supported by this gateway",
        "streaming is not available in your region",
    ],
)
def test_what_cannot_be_streamed_is_asked_for_in_one_piece(words: str) -> None:
    learnt = Negotiation()
    assert learnt.learn(words, REQUEST, guess=False)
    assert learnt.apply(REQUEST)["stream"] is False


@pytest.mark.parametrize(
    "words",
    [
        "Invalid max_tokens value, the valid range of max_tokens is [1, 256]",
        "<400> InternalError.Algo.InvalidParameter: Range of max_tokens should be [1, 256]",
        "The maximum tokens you requested exceeds the model limit of 256. Try again with a maximum"
        " tokens value that is lower than 256.",
        "`max_tokens` must be less than or equal to `256`, the maximum value for `max_tokens` is"
        " less than the `context_window` for this model",
    ],
)
def test_a_largest_limit_is_read_in_any_words(words: str) -> None:
    learnt = Negotiation()
    assert learnt.learn(words, REQUEST, guess=False)
    assert learnt.apply(REQUEST)["max_tokens"] == 256


OVERFLOWS = [
    "'max_tokens' or 'max_completion_tokens' is too large: 500. This model's maximum context length"
    " is 1024 tokens and your request has 724 input tokens (500 > 1024 - 724).",
    "This model's maximum context length is 1024 tokens. However, you requested 1224 tokens (724 in"
    " the messages, 500 in the completion).",
    "Requested token count exceeds the model's maximum context length of 1024 tokens. You requested"
    " a total of 1224 tokens: 724 tokens from the input messages and 500 for the completion.",
    "This endpoint's maximum context length is 1,024 tokens. However, you requested about 1,224"
    " tokens (724 of text input, 500 in the output).",
    "input length and `max_tokens` exceed context limit: 724 + 500 > 1024, decrease one of them",
    "`inputs` tokens + `max_new_tokens` must be <= 1024. Given: 724 `inputs` tokens and 500"
    " `max_new_tokens`",
]


@pytest.mark.parametrize("words", OVERFLOWS)
def test_a_long_question_leaves_room_for_a_shorter_answer(words: str) -> None:
    assert tells_overflow({"error": {"message": words}})
    assert room_left({"error": {"message": words}}, REQUEST) == 300
    assert not Negotiation().learn({"error": {"message": words, "param": "max_tokens"}}, REQUEST)


@pytest.mark.parametrize(
    "words",
    [
        "This model's maximum context length is 1024 tokens and your request has 1000 input tokens",
        "the request exceeds the available context size, try increasing it",
        "temperature is not supported",
    ],
)
def test_no_room_is_no_reason_to_ask_again(words: str) -> None:
    assert room_left(words, REQUEST) is None


def test_a_server_that_stopped_counting_is_asked_for_half() -> None:
    words = (
        "This model's maximum context length is 1024 tokens. However, you requested 500 output"
        " tokens and your prompt contains at least 525 input tokens."
    )
    assert room_left(words, REQUEST) == 250
    assert room_left(words, {**REQUEST, "max_tokens": 100}) is None
