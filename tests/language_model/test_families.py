"""Families of servers, one row each: what they send or refuse, and what must come of it.

The rows of ``test_servers`` are about one oddity each; these are whole habits of what people run:
OpenAI, Azure, Ollama, llama.cpp, vLLM, LM Studio, LiteLLM, OpenRouter, Groq, DeepSeek, Mistral,
Gemini's and Anthropic's compatible routes, Perplexity, Bedrock's gateways, and proxies in between.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import (
    ModelCutError,
    ModelError,
    ModelRefusedError,
    ModelStalledError,
    ModelUnreachableError,
)
from assistant.language_model.client import _other_address
from assistant.language_model.pieces import ReplyError
from assistant.language_model.replies import MOST_JSON, EventLines, read_event
from tests.language_model.test_servers import (
    BODY,
    RESPONSE,
    RESPONSES,
    SAID,
    Talk,
    event,
    refuses,
    settings_for,
    stream,
    talk,
)
from tests.support.model_servers import Reply, ScriptedServer, chunk, fails, says

__all__ = ["talk"]  # the fixture

DONE = "data: [DONE]"
HALF = len(SAID) // 2
PLAIN = {"Content-Type": "text/plain; charset=utf-8"}
BYTES = {"Content-Type": "application/octet-stream"}
EVENTS = "\n\n".join((chunk({"content": SAID}), chunk({}, "stop"), DONE, ""))
LISTED = json.dumps(
    [json.loads(chunk(d, f)[6:]) for d, f in (({"content": SAID}, None), ({}, "stop"))]
)


def choice(delta: object, finish: object = None, **beside: Any) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": delta, "finish_reason": finish, **beside}]}


def sends(*chunks: object, end: str = DONE) -> Reply:
    return Reply(events=(*(c if isinstance(c, str) else event(c) for c in chunks), end))


def error(message: str, status: int = 400, **more: Any) -> Reply:
    return refuses({"error": {"message": message, **more}}, status)


def busy(status: int, body: str = "{}", kind: str = "application/json") -> Reply:
    return Reply(status=status, body=body, headers={"Content-Type": kind, "Retry-After": "0"})


FILTERED = {"content_filter_results": {"hate": {"filtered": False, "severity": "safe"}}}
STREAMS: list[tuple[str, Reply]] = [
    ("Azure: filters before, within and behind", sends(
        {"choices": [], "prompt_filter_results": [{"prompt_index": 0}], "id": "", "object": ""},
        choice({"role": "assistant", "content": "", "refusal": None}, **FILTERED),
        choice({"content": SAID}, **FILTERED), choice({}, "stop", **FILTERED),
        {"choices": [{"index": 0, "finish_reason": None, "content_filter_offsets": {}}]})),
    ("OpenRouter: comments, its own finish, cost behind the end", sends(
        ": OPENROUTER PROCESSING", ": OPENROUTER PROCESSING",
        choice({"role": "assistant", "content": SAID}, native_finish_reason=None),
        choice({"content": ""}, "stop", native_finish_reason="STOP"),
        {**choice({"content": ""}), "usage": {"prompt_tokens": 3, "cost": 0.1}})),
    ("Groq: usage in a field of its own", sends(choice({"content": SAID}),
        {**choice({}, "stop"), "x_groq": {"usage": {"prompt_tokens": 9}}})),
    ("DeepSeek: keep-alive, thoughts and null beside", sends(": keep-alive",
        choice({"content": None, "reasoning_content": "SECRET"}),
        choice({"content": SAID, "reasoning_content": None}), choice({"content": ""}, "stop"))),
    ("vLLM: usage null until the last", sends({**choice({"content": SAID}), "usage": None},
        choice({}, "stop"), {"choices": [], "usage": {"prompt_tokens": 1}})),
    ("usage in words and fractions", sends(choice({"content": SAID}, "stop"),
        {"choices": [], "usage": {"prompt_tokens": "9", "completion_tokens": 7.5}})),
    ("two answers in a chunk", sends({"choices": [
        {"index": 0, "delta": {"content": SAID}}, {"index": 1, "delta": {"content": "OTHER"}}]},
        choice({}, "stop"))),
    ("a second answer in chunks of its own", sends(choice({"content": SAID}),
        {"choices": [{"index": 1, "delta": {"content": "OTHER"}}]}, choice({}, "stop"))),
    ("a delta that is null", sends(choice(None), choice({"content": SAID}), choice(None, "stop"))),
    ("a finish in capitals", sends(choice({"content": SAID}), choice({}, "STOP"))),
    ("a finish that is the word null", sends(choice({"content": SAID}, "null"),
        choice({}, "stop"))),
    ("a finish that is empty", sends(choice({"content": SAID}, ""), choice({}, "stop"))),
    ("a finish beside the text", sends(choice({"content": SAID}, "stop"))),
    ("an event called ping, empty", sends("event: ping\ndata: {}",
        choice({"content": SAID}, "stop"))),
    ("an event called ping, typed", sends('event: ping\ndata: {"type": "ping"}',
        choice({"content": SAID}, "stop"))),
    ("a chunk that only says who it is", sends({"id": "x", "model": "m"},
        choice({"content": SAID}, "stop"))),
    ("ids and times to retry", sends("retry: 3000", f"id: 1\n{event(choice({'content': SAID}))}",
        choice({}, "stop"))),
    ("empty data as a sign of life", sends("data:", choice({"content": SAID}), "data:",
        choice({}, "stop"))),
    ("data over several lines", sends("\n".join(f"data: {line}" for line in json.dumps(
        choice({"content": SAID}), indent=1).splitlines()), choice({}, "stop"))),
    ("a gateway that wraps events into events", sends(
        *(f"data: {event(c)}" for c in (choice({"content": SAID}), choice({}, "stop"))),
        end=f"data: {DONE}")),
    ("a body in the field of a gateway", Reply(body=json.dumps({"response": BODY}))),
    ("Gemini: a list instead of a stream", Reply(body=LISTED)),
    ("Gemini: the list over several lines", Reply(body=json.dumps(json.loads(LISTED), indent=2))),
    ("a body as plain text", Reply(body=f"{json.dumps(BODY)}\n\n", headers=PLAIN)),
    ("events that say they are JSON", Reply(body=EVENTS)),
    ("events that say they are text", Reply(body=EVENTS, headers=PLAIN)),
    ("events that say they are bytes", Reply(body=EVENTS, headers=BYTES)),
    ("an answer with 201", Reply(status=201, body=json.dumps(BODY))),
    ("empty tools and refusals beside", stream({"content": SAID, "refusal": None,
        "tool_calls": [], "function_call": None, "audio": None})),
    ("an error that is null", sends({"error": None, **choice({"content": SAID}, "stop")})),
    ("content as a list of words", stream({"content": [SAID[:HALF], SAID[HALF:]]})),
    ("Anthropic's parts", stream({"content": [{"type": "text_delta", "text": SAID}]})),
    ("Mistral: thoughts as parts of a part", stream(
        {"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "SECRET"}]}]},
        {"content": SAID})),
    ("Perplexity: the whole beside each piece", sends(
        choice({"content": SAID[:HALF]}, message={"content": SAID[:HALF]}),
        choice({"content": SAID[HALF:]}, "stop", message={"content": SAID}))),
    ("the whole again in the last chunk", sends(choice({"content": SAID}),
        choice({}, "stop", message={"role": "assistant", "content": SAID}))),
    ("the whole again instead of a last delta", sends(choice({"content": SAID[:HALF]}),
        choice({"content": SAID[HALF:]}),
        {"choices": [{"message": {"content": SAID}, "finish_reason": "stop"}]})),
    ("the whole beside an empty delta only", sends(
        choice({}, "stop", message={"role": "assistant", "content": SAID}))),
    ("a Responses stream that tells its text at the end", Reply(events=(
        event({"type": "response.created", "response": {"object": "response"}}),
        event({"type": "response.completed", "response": RESPONSE})))),
    ("carriage returns between", Reply(events=(
        f"{chunk({'content': SAID})}\r\n\r", f"{chunk({}, 'stop')}\r\n\r", f"{DONE}\r\n\r"))),
    ("thoughts in a body", Reply(body=json.dumps({"choices": [{"message": {
        "reasoning_content": "SECRET", "content": f"<think>\nSECRET\n</think>\n\n{SAID}"},
        "finish_reason": "stop"}]}))),
    *((f"{mark} at the end", says(SAID, mark)) for mark in (
        "</s>", "<|im_end|>", "<|endoftext|>", "<|eot_id|>", "<end_of_turn>", "<|end_of_text|>",
        "<｜end▁of▁sentence｜>")),
    ("Llama's header", says("<|start_header_id|>", "assistant", "<|end_header_id|>\n\n", SAID,
        "<|eot_id|>")),
    ("ChatML's header", says("<|im_start|>", "assist", "ant\n", SAID, "<|im_end|>")),
    ("Gemma's header", says("<start_of_turn>mod", "el\n", SAID, "<end_of_turn>")),
    ("a model that goes on as its visitor", says(SAID, "<|im_end|>\n<|im_start|>us", "er\nOTHER")),
    ("a model that goes on as Llama's visitor", says(SAID, "<|eot_id|><|start_header_id|>user",
        "<|end_header_id|>\n\nOTHER")),
]  # fmt: skip


@pytest.mark.parametrize("reply", [row for _, row in STREAMS], ids=[name for name, _ in STREAMS])
def test_what_is_said_comes_through(
    scripted_server: ScriptedServer, talk: Talk, reply: Reply
) -> None:
    scripted_server.enqueue(reply)
    assert talk().strip() == SAID


LOADING = json.dumps({"error": {"code": 503, "message": "Loading model"}})
IN_A_MOMENT: list[tuple[str, Reply]] = [
    ("llama.cpp while it loads", busy(503, LOADING)),
    ("a limit per minute", busy(429)),
    ("a failure of its own", busy(500, "oops", "text/plain")),
    ("a proxy without its server", busy(502, "<html>Bad gateway</html>", "text/html")),
    ("Anthropic: overloaded", busy(529, '{"error": {"type": "overloaded_error"}}')),
    ("a request that timed out", busy(408)),
    ("a conflict", busy(409)),
    ("too early", busy(425)),
    ("overloaded, told within a stream", sends({"error": {"message": "busy", "code": 503}})),
    ("overloaded, told within a body", Reply(body='{"error": {"code": "overloaded"}}')),
    ("a stream that fails at once", sends(choice({}, "error"))),
]


@pytest.mark.parametrize("reply", [r for _, r in IN_A_MOMENT], ids=[n for n, _ in IN_A_MOMENT])
def test_what_passes_is_asked_once_more(
    scripted_server: ScriptedServer, talk: Talk, reply: Reply
) -> None:
    scripted_server.enqueue(reply, says(SAID))
    assert talk() == SAID
    first, second = scripted_server.requests
    assert first == second


def renamed(message: str = "Use 'max_completion_tokens' instead.") -> Reply:
    return error(f"Unsupported parameter: 'max_tokens' is not supported. {message}")


ONE = Reply(body=json.dumps(BODY))
REFUSED: list[tuple[str, list[Reply], set[str], set[str]]] = [
    # name, what it refuses in turn and then answers, fields gone, fields there
    ("OpenAI o-series: the limit's name and the temperature", [renamed(),
     error("'temperature' does not support 0.0 with this model.", param="temperature"),
     says(SAID)], {"max_tokens", "temperature"}, {"max_completion_tokens", "stream_options"}),
    ("a server that refuses everything in turn", [renamed(), error("temperature unsupported"),
     error("unknown field stream_options"), error("system role not supported"), says(SAID)],
     {"max_tokens", "temperature", "stream_options"}, {"max_completion_tokens", "messages"}),
    ("neither name of the limit", [renamed(), refuses(
     {"detail": [{"loc": ["body", "max_completion_tokens"], "msg": "extra fields"}]}, 422),
     says(SAID)], {"max_tokens", "max_completion_tokens"}, {"temperature"}),
    ("Mistral: details as the message", [refuses({"object": "error", "message": {"detail": [
     {"type": "extra_forbidden", "loc": ["body", "stream_options"]}]}}, 422), says(SAID)],
     {"stream_options"}, {"temperature", "max_tokens"}),
    ("Gemini: a list of errors", [refuses([{"error": {"code": 400, "message":
     'Invalid JSON payload received. Unknown name "stream_options": Cannot find field.'}}]),
     says(SAID)], {"stream_options"}, {"temperature"}),
    ("an effort that the model has not", [error("Invalid value: 'low'.", param="reasoning_effort"),
     says(SAID)], {"reasoning_effort"}, {"temperature"}),
    ("Azure: an argument it does not know", [error("Unrecognized request argument supplied: "
     "reasoning_effort"), says(SAID)], {"reasoning_effort"}, {"temperature"}),
    ("Ollama: a model that does not think", [error('"m" does not support thinking'), says(SAID)],
     {"reasoning_effort"}, {"temperature"}),
    ("detail as a sentence", [refuses({"detail": "Unsupported: stream_options"}, 422), says(SAID)],
     {"stream_options"}, {"temperature"}),
    ("msg for message", [refuses({"code": 400, "msg": "temperature is invalid"}), says(SAID)],
     {"temperature"}, {"stream_options"}),
    ("an error that is a sentence", [refuses({"error": "temperature must be > 0"}), says(SAID)],
     {"temperature"}, {"stream_options"}),
    ("refused within a stream", [sends({"error": {"message": "no", "param": "stream_options"}}),
     says(SAID)], {"stream_options"}, {"temperature"}),
    ("refused within a body", [Reply(body='{"error": {"message": "temperature is not supported"}}'),
     says(SAID)], {"temperature"}, {"stream_options"}),
    ("old vLLM: an object called error", [Reply(body=json.dumps({"object": "error", "code": 400,
     "message": "unexpected stream_options"})), says(SAID)], {"stream_options"}, {"temperature"}),
    ("an event called error", [Reply(events=('event: error\ndata: {"error": {"message": '
     '"use max_completion_tokens"}}',)), says(SAID)], {"max_tokens"}, {"max_completion_tokens"}),
    ("OpenAI: no stream without a proof of identity", [error("Your organization must be verified "
     "to stream this model.", param="stream"), ONE], {"stream_options"}, {"temperature"}),
    ("Bedrock: no stream", [error("The model is unsupported for streaming"), ONE],
     {"stream_options"}, {"temperature"}),
    ("no stream is implemented", [refuses("streaming unsupported", 501), ONE],
     {"stream_options"}, {"temperature"}),
    ("Azure: Responses only", [error("The requested operation is unsupported. Use the Responses "
     "API instead.", code="OperationNotSupported"), Reply(events=RESPONSES)],
     {"messages", "max_tokens"}, {"input", "max_output_tokens"}),
    ("OpenAI: no chat model", [error("This is not a chat model and thus not supported in the "
     "v1/chat/completions endpoint. Did you mean to use v1/responses?", 404, param="model"),
     Reply(events=RESPONSES)], {"messages"}, {"input"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("replies", "gone", "there"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_is_refused_is_asked_for_differently(
    scripted_server: ScriptedServer,
    tmp_path: Path,
    replies: list[Reply],
    gone: set[str],
    there: set[str],
) -> None:
    talk = Talk(settings_for(scripted_server.base_url, tmp_path, model_effort="low"))
    scripted_server.enqueue(*replies, replies[-1])
    assert (talk(), talk()) == (SAID, SAID)
    assert len(scripted_server.requests) == len(replies) + 1  # Learnt once.
    for request in scripted_server.requests[-2:]:
        assert not gone & set(request)
        assert there <= set(request)
    talk.close()


@pytest.mark.parametrize(
    "words",
    [
        "Jinja Exception: System role not supported",
        "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
        "Developer instruction is not enabled for models/gemma-3-27b-it",
        "After the optional system message, conversation roles must alternate user/assistant",
        "The chat template does not support a system message.",
    ],
)
def test_rules_go_into_the_question_where_there_is_no_place_for_them(
    scripted_server: ScriptedServer, talk: Talk, words: str
) -> None:
    scripted_server.enqueue(error(words, 500 if "Jinja" in words else 400), says(SAID))
    assert talk() == SAID
    (message,) = scripted_server.requests[-1]["messages"]
    assert message["content"].startswith("Be brief.")


@pytest.mark.parametrize(
    ("words", "sent"),
    [
        ("max_tokens: 900 > 600, which is the maximum allowed number of output tokens for m", 600),
        ("max_tokens is too large: 900. This model supports at most 512 completion tokens", 512),
        ("`max_tokens` must be less than or equal to `256`, the maximum value", 256),
        ("Range of max_tokens should be [1, 640], the maximum value is 640", 640),
    ],
)  # fmt: skip
def test_a_largest_limit_that_is_told_is_kept_to(
    scripted_server: ScriptedServer, talk: Talk, words: str, sent: int
) -> None:
    scripted_server.enqueue(error(words), says(SAID), says(SAID))
    assert talk(900) == SAID
    assert talk(100) == SAID
    assert [r["max_tokens"] for r in scripted_server.requests] == [900, sent, 100]


def test_the_length_of_one_question_sets_no_limit_for_the_next(
    scripted_server: ScriptedServer, talk: Talk
) -> None:
    words = ("This model's maximum context length is 4096 tokens, and your request has 4000 input"
             " tokens; max_tokens is too large: 900 > 4096 - 4000 (at most 96)")  # fmt: skip
    scripted_server.enqueue(error(words), says(SAID), says(SAID))
    assert talk(900) == SAID
    assert talk(900) == SAID
    assert [r["max_tokens"] for r in scripted_server.requests] == [900, 96, 900]


# --- where the routes lie ------------------------------------------------------------------------

NOWHERE = [
    ("FastAPI", refuses({"detail": "Not Found"}, 404)),
    ("Ollama", refuses("404 page not found", 404)),
    ("llama.cpp", refuses({"error": {"code": 404, "message": "File Not Found"}}, 404)),
    ("OpenAI", error("Invalid URL (POST /chat/completions)", 404)),
    ("LM Studio", Reply(body='{"error": "Unexpected endpoint or method. (POST /v1/x)"}')),
    ("a page of a web server", Reply(status=405, body="<html>", headers=PLAIN)),
]


@pytest.mark.parametrize("reply", [row for _, row in NOWHERE], ids=[name for name, _ in NOWHERE])
@pytest.mark.parametrize(
    ("path", "asked"),
    [("", ["/v1/chat/completions", "/chat/completions"]),
     ("/gate", ["/gate/chat/completions", "/gate/v1/chat/completions"])],
)  # fmt: skip
def test_routes_are_looked_for_where_else_they_may_lie(
    scripted_server: ScriptedServer, tmp_path: Path, reply: Reply, path: str, asked: list[str]
) -> None:
    talk = Talk(settings_for(scripted_server.base_url.removesuffix("/v1") + path, tmp_path))
    scripted_server.enqueue(reply, says(SAID), says(SAID))
    assert (talk(), talk()) == (SAID, SAID)
    assert scripted_server.paths == [*asked, asked[1]]
    talk.close()


def test_a_server_without_any_route_is_asked_twice_and_never_again_in_vain(
    scripted_server: ScriptedServer, tmp_path: Path
) -> None:
    talk = Talk(settings_for(scripted_server.base_url.removesuffix("/v1"), tmp_path))
    scripted_server.enqueue(*[refuses("404 page not found", 404)] * 2)
    with pytest.raises(ModelRefusedError, match="does not know"):
        talk()
    assert len(scripted_server.requests) == 2
    talk.close()


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("https://a.example", "https://a.example"),
        ("https://a.example/api", "https://a.example/api/v1"),
        ("https://a.example/v1", None),
        ("https://a.example/v1beta/", None),
        ("https://a.example/v1/chat/completions", None),
        ("https://a.example/openai/deployments/m?api-version=1", None),
    ],
)
def test_an_address_that_tells_its_version_has_no_other(url: str, other: str | None) -> None:
    assert _other_address(url) == other


# --- what cannot be helped -----------------------------------------------------------------------

CANNOT: list[tuple[str, Reply, type[ModelError]]] = [
    ("a key that is none", fails(401), ModelRefusedError),
    ("a page that forbids", Reply(status=403, body="<html>no", headers=PLAIN), ModelRefusedError),
    ("no money left", error("insufficient credits", 402), ModelRefusedError),
    ("no quota left", error("q", 429, code="insufficient_quota"), ModelRefusedError),
    ("no quota left, within a body", Reply(body='{"error": {"code": "insufficient_quota"}}'),
     ModelUnreachableError),
    ("a key that is none, within a body", Reply(body='{"error": {"code": 401}}'),
     ModelUnreachableError),
    ("a model that is not there", error("The model `m` does not exist", 404), ModelRefusedError),
    ("LM Studio: nothing loaded", error("No models loaded", 404), ModelRefusedError),
    ("a question too long", error("This model's maximum context length is 4096 tokens.",
     param="messages"), ModelRefusedError),
    ("Azure: a filtered question", error("The prompt triggered the content management policy.",
     code="content_filter", param="prompt"), ModelRefusedError),
    ("a filtered answer", sends(choice({"content": "A"}), choice({}, "content_filter")),
     ModelRefusedError),
    ("Gemini: SAFETY", sends(choice({}, "SAFETY")), ModelRefusedError),
    ("Anthropic: refusal", sends(choice({}, "refusal")), ModelRefusedError),
    ("a refusal as a delta", sends(choice({"refusal": "no"}), choice({}, "stop")),
     ModelRefusedError),
    ("MAX_TOKENS", sends(choice({"content": "A keeper"}), choice({}, "MAX_TOKENS")), ModelCutError),
    ("max_tokens", sends(choice({"content": "A keeper"}), choice({}, "max_tokens")), ModelCutError),
    ("model_length", sends(choice({"content": "A"}), choice({}, "model_length")), ModelCutError),
    ("OpenRouter: an error in the middle", sends(choice({"content": "A"}),
     {"error": {"code": 502, "message": "SECRET"}, **choice({"content": ""}, "error")}),
     ModelUnreachableError),
    ("DeepSeek: out of resources", sends(choice({"content": "A"}),
     choice({}, "insufficient_system_resource")), ModelUnreachableError),
    ("a tool instead of words", sends(choice({"tool_calls": [{"function": {"name": "x"}}]}),
     choice({}, "tool_calls")), ModelStalledError),
    ("DONE and nothing else", sends(), ModelStalledError),
    ("a page to log in at", Reply(body="<html>login</html>", headers=PLAIN), ModelStalledError),
    ("a way to another page", Reply(status=302, headers={"Location": "/login"}), ModelError),
    ("an empty body", Reply(body=" "), ModelStalledError),
    ("no JSON", sends("data: \x00\x01"), ModelStalledError),
    ("JSON of a thousand floors", sends(f"data: {'[' * 100_000}"), ModelError),
    ("a figure of five thousand digits", sends(f'data: {{"choices": [1{"0" * 5000}]}}'),
     ModelError),
    ("a list of nothing known", Reply(body='[{"a": 1}, [2], null]'), ModelStalledError),
]  # fmt: skip


@pytest.mark.parametrize(
    ("reply", "kind"), [row[1:] for row in CANNOT], ids=[row[0] for row in CANNOT]
)
def test_what_cannot_be_helped_is_an_error_of_ours_that_repeats_nothing(
    scripted_server: ScriptedServer, talk: Talk, reply: Reply, kind: type[ModelError]
) -> None:
    scripted_server.enqueue(*[reply] * 3)
    with pytest.raises(kind) as caught:
        talk()
    told = f"{caught.value} {caught.value.hint}"
    assert not [word for word in ("SECRET", "sk-", "html", "<") if word in told]


def test_json_without_an_end_is_given_up() -> None:
    lines = EventLines()
    row = f'"{"x" * 10_000}",'
    for line in ["[{", *[row] * (MOST_JSON // len(row) - 1)]:
        assert list(lines.take(line)) == []
    with pytest.raises(ReplyError):
        list(lines.take(row * 2))


@pytest.mark.parametrize(
    "data", ["null", "1", '"text"', "[]", '{"choices": 1}', '{"choices": [1]}']
)
def test_json_that_is_no_chunk_is_told_apart(data: str) -> None:
    with pytest.raises(ReplyError):
        read_event(data)
