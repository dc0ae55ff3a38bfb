"""What people run: servers that refuse, leave out and rename, and what is done about each.

Every row is a script: what the server says in turn, and what must come of it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from assistant.background import BackgroundLoop
from assistant.errors import ModelCutError, ModelError, ModelRefusedError, ModelUnreachableError
from assistant.language_model import Message, ModelClient
from assistant.language_model.client import JITTER, LEAST_JITTER, _address
from assistant.language_model.pieces import Usage
from assistant.language_model.spending import FAILURES_MOST, REST_SECONDS, Breaker, Ledger
from assistant.settings import Settings, load_settings
from tests.support.model_servers import Reply, ScriptedServer, chunk, fails, says

ASK: list[Message] = [
    {"role": "system", "content": "Be brief."},
    {"role": "user", "content": "When is the lamp lit?"},
]
SAID = "The lamp is lit at dusk [1]."


class Talk:
    """A client for tests without an event loop."""

    def __init__(self, settings: Settings) -> None:
        self.client = ModelClient(settings)
        self._loop = BackgroundLoop("client-in-a-test")

    def __call__(self, most: int = 50) -> str:
        return self._loop.run(self.client.whole(ASK, most))

    def pieces(self, most: int = 50) -> Iterator[str]:
        return self._loop.iterate(self.client.pieces(ASK, most))

    def close(self) -> None:
        self._loop.run(self.client.close())
        self._loop.close()


def settings_for(base_url: str, folder: Path, **changes: Any) -> Settings:
    limits = {"connect_timeout": 10.0, "first_token_timeout": 20.0, "idle_timeout": 2.0,
              "total_timeout": 30.0}  # fmt: skip
    return load_settings(
        **{"openai_base_url": base_url, "openai_api_key": SecretStr("sk-secret"), "model": "m",
           "data_dir": folder, **limits, **changes}
    )  # fmt: skip


@pytest.fixture
def talk(scripted_server: ScriptedServer, tmp_path: Path) -> Iterator[Talk]:
    made = Talk(settings_for(scripted_server.base_url, tmp_path))
    yield made
    made.close()


def refuses(body: object, status: int = 400) -> Reply:
    return Reply(status=status, body=body if isinstance(body, str) else json.dumps(body))


def event(value: object) -> str:
    return f"data: {json.dumps(value)}"


def stream(*deltas: dict[str, Any], end: tuple[str, ...] = ("data: [DONE]",)) -> Reply:
    return Reply(events=(*(chunk(delta) for delta in deltas), *end))


WHOLE = {"index": 0, "message": {"role": "assistant", "content": SAID}, "finish_reason": "stop"}
BODY = {"object": "chat.completion", "choices": [WHOLE]}

RESPONSE = {"object": "response", "status": "completed", "output": [
    {"type": "reasoning", "summary": [{"type": "summary_text", "text": "SECRET"}]},
    {"type": "message", "content": [{"type": "output_text", "text": SAID}]},
], "usage": {"input_tokens": 9, "output_tokens": 4}}  # fmt: skip
RESPONSES = tuple(
    f"event: {told['type']}\n{event(told)}"
    for told in (
        {"type": "response.created", "response": {"object": "response", "status": "in_progress"}},
        {"type": "response.reasoning_summary_text.delta", "delta": "SECRET"},
        {"type": "response.output_text.delta", "delta": SAID[:7]},
        {"type": "response.output_text.delta", "delta": SAID[7:]},
        {"type": "response.output_text.done", "text": SAID},
        {"type": "response.completed", "response": RESPONSE},
    )
)

REPLIES: list[tuple[str, Reply]] = [
    ("plain", says(SAID)),
    ("a byte order mark in front", Reply(events=(
        "\ufeff" + chunk({"content": SAID}), chunk({}, "stop"), "data: [DONE]"))),
    ("no finish reason, but DONE", stream({"content": SAID})),
    ("a finish reason, no DONE", stream({"content": SAID}, end=(chunk({}, "stop"),))),
    ("end_turn", stream({"content": SAID}, end=(chunk({}, "eos"),))),
    ("a last chunk with choices null", stream({"content": SAID}, end=(
        chunk({}, "stop"), event({"object": "chat.completion.chunk", "choices": None}),
        "data: [DONE]"))),
    ("usage in a chunk of its own", stream({"content": SAID}, end=(
        chunk({}, "stop"), event({"choices": [], "usage": {"prompt_tokens": 9,
        "completion_tokens": 7}}), "data: [DONE]"))),
    ("a delta that is the text itself", Reply(events=(
        event({"choices": [{"delta": SAID}]}), "data: [DONE]"))),
    ("an error that is none", stream({"content": SAID}, end=(
        chunk({}, "stop"), event({"error": None}), "data: [DONE]"))),
    ("an empty tag of thoughts", stream({"content": "<think/>"}, {"content": SAID})),
    ("a body in an envelope", Reply(body=json.dumps({"data": BODY}))),
    ("one JSON body for a stream", Reply(body=json.dumps(BODY))),
    ("a JSON body without a finish", Reply(body=json.dumps(
        {"choices": [{"message": {"content": SAID}}]}))),
    ("content as parts", stream({"content": [{"type": "text", "text": SAID}]})),
    ("a thinking part", stream({"content": [
        {"type": "thinking", "thinking": "hm"}, {"type": "text", "text": SAID}]})),
    ("message for delta", Reply(events=(event({"choices": [
        {"message": {"content": SAID}, "finish_reason": "stop"}]}), "data: [DONE]"))),
    ("text for delta", Reply(events=(event({"object": "text_completion", "choices": [
        {"text": SAID, "finish_reason": "stop"}]}),))),
    ("comments between", Reply(events=(": ping", chunk({"content": SAID}), ": ping",
        chunk({}, "stop"), "data: [DONE]"))),
    ("event names", Reply(events=(f"event: message\n{chunk({'content': SAID})}",
        chunk({}, "stop")))),
    ("no blank lines", Reply(events=("\n".join(
        (chunk({"content": SAID}), chunk({}, "stop"), "data: [DONE]")),))),
    ("no blank after the colon", Reply(events=(
        chunk({"content": SAID}).replace("data: ", "data:"), "data:[DONE]"))),
    ("JSON lines", Reply(events=(chunk({"content": SAID})[6:], chunk({}, "stop")[6:]))),
    ("an empty first chunk", Reply(events=(event({"choices": []}), chunk({"content": SAID}),
        chunk({}, "stop")))),
    ("a role only", stream({"role": "assistant"}, {"content": None}, {"content": SAID})),
    ("reasoning beside", stream({"reasoning_content": "SECRET"}, {"content": SAID})),
    ("a role that thinks", stream({"role": "thought", "content": "SECRET"}, {"content": SAID})),
    ("a channel of thoughts", stream({"channel": "analysis", "content": "SECRET"},
                                     {"channel": "final", "content": SAID})),
    ("a flag of thoughts", stream({"is_thinking": True, "content": "SECRET"}, {"content": SAID})),
    ("a part that is thought", stream({"content": [
        {"type": "text", "text": "SECRET", "thought": True}, {"type": "text", "text": SAID}]})),
    ("all that was said with each piece", stream(
        {"content": SAID[:5]}, {"content": SAID[:14]}, {"content": SAID})),
    ("reasoning field", stream({"reasoning": "SECRET"}, {"content": SAID})),
    ("nothing but an empty end", stream({"content": SAID}, end=("data: ", "data: [DONE]"))),
    ("DONE in small letters", stream({"content": SAID}, end=("data: [done]",))),
    ("a finish that is an object", stream({"content": SAID}, end=(event({"choices": [
        {"delta": {}, "finish_reason": {"type": "stop"}}]}),))),
    ("content as one part", stream({"content": {"type": "text", "text": SAID}})),
    ("a pretty JSON body", Reply(body=json.dumps(BODY, indent=2))),
    ("a pretty JSON body that says it is a stream", Reply(
        events=(json.dumps(BODY, indent=1),))),
    ("a mark of the byte order", Reply(body="\ufeff" + json.dumps(BODY))),
    ("JSON lines that say they are JSON", Reply(body="\n".join(
        (chunk({"content": SAID})[6:], chunk({}, "stop")[6:])),
        headers={"Content-Type": "application/x-ndjson"})),
    ("Ollama's own lines", Reply(body="\n".join(json.dumps(line) for line in (
        {"message": {"role": "assistant", "content": SAID[:9]}, "done": False},
        {"message": {"role": "assistant", "content": SAID[9:]}, "done": False},
        {"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": "stop",
         "prompt_eval_count": 9, "eval_count": 3})),
        headers={"Content-Type": "application/x-ndjson"})),
    ("carriage returns", Reply(events=(f"{chunk({'content': SAID})}\r", "data: [DONE]\r"))),
    ("a filter's report first", Reply(events=(event({"choices": [], "prompt_filter_results": [],
        "object": ""}), chunk({"content": SAID}), chunk({}, "stop"), "data: [DONE]"))),
    ("Responses events", Reply(events=RESPONSES)),
    ("a Responses body", Reply(body=json.dumps(RESPONSE))),
    ("thoughts in the text", says("<think>SECRET</think>", SAID)),
    ("thoughts over chunks", says("<th", "ink>SEC", "RET</thi", "nk>", SAID)),
    ("only a closing tag", says("SECRET\n</think>\n", SAID)),
    ("harmony", says("<|channel|>analysis<|message|>SECRET<|end|><|start|>assistant<|channel|>",
        "final<|message|>", SAID)),
]  # fmt: skip


@pytest.mark.parametrize("reply", [row for _, row in REPLIES], ids=[name for name, _ in REPLIES])
def test_what_is_said_comes_through(
    scripted_server: ScriptedServer, talk: Talk, reply: Reply
) -> None:
    scripted_server.enqueue(reply)
    assert talk().strip() == SAID


def _detail(*loc: str) -> dict[str, Any]:
    return {"detail": [{"loc": ["body", *loc], "msg": "extra fields not permitted"}]}


REFUSALS: list[tuple[str, Reply, str, bool]] = [
    # name, what the server says, the field it is about, whether it is still sent afterwards
    ("temperature by param", refuses({"error": {"message": "no", "param": "temperature"}}),
     "temperature", False),
    ("temperature by words", refuses({"error": {"message": "Unsupported value: 'temperature' does "
     "not support 0.0 with this model.", "param": None}}), "temperature", False),
    ("param is the word None", refuses({"error": {"message": "temperature is not supported",
     "param": "None"}}), "temperature", False),
    ("temperature by loc", refuses(_detail("temperature"), 422), "temperature", False),
    ("stream_options by loc", refuses(_detail("stream_options"), 422), "stream_options", False),
    ("stream_options by words", refuses("unknown field `stream_options`"), "stream_options", False),
    ("max_tokens renamed", refuses({"error": {"message": "Unsupported parameter: 'max_tokens' is "
     "not supported with this model. Use 'max_completion_tokens' instead.",
     "param": "max_tokens"}}), "max_completion_tokens", True),
    ("max_tokens by words", refuses({"message": "use max_completion_tokens"}),
     "max_completion_tokens", True),
    ("an object within a loc", refuses(_detail("stream_options", "include_usage"), 422),
     "stream_options", False),
    ("a gateway that calls it an error of its own", refuses(
        {"error": "litellm.UnsupportedParamsError: temperature is not supported"}, 500),
     "temperature", False),
    ("errors as a list", refuses({"errors": [{"message": "Unknown field: stream_options"}]}),
     "stream_options", False),
    ("too large a limit", refuses({"error": {"message": "max_tokens is too large: 50. This model "
     "supports at most 40 completion tokens", "param": "max_tokens"}}), "max_tokens", True),
    ("no words at all", refuses({"error": {"message": "bad request"}}), "temperature", False),
    ("not JSON", refuses("Bad Request"), "stream_options", False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("refusal", "field", "kept"),
    [row[1:] for row in REFUSALS],
    ids=[row[0] for row in REFUSALS],
)
def test_a_refused_field_is_asked_for_differently_and_that_is_remembered(
    scripted_server: ScriptedServer, talk: Talk, refusal: Reply, field: str, kept: bool
) -> None:
    scripted_server.enqueue(refusal, says(SAID), says(SAID))
    assert talk() == SAID
    assert talk() == SAID
    assert len(scripted_server.requests) == 3
    assert [field in request for request in scripted_server.requests[1:]] == [kept, kept]


def test_an_output_limit_is_always_sent_under_some_name(
    scripted_server: ScriptedServer, talk: Talk
) -> None:
    scripted_server.enqueue(
        refuses({"error": {"message": "no", "param": "max_tokens"}}), says(SAID)
    )
    talk(77)
    assert scripted_server.requests[-1]["max_completion_tokens"] == 77


def test_a_model_without_a_system_role_gets_the_rules_in_the_question(
    scripted_server: ScriptedServer, talk: Talk
) -> None:
    scripted_server.enqueue(
        refuses({"error": {"message": "System role not supported by this model"}}), says(SAID)
    )
    assert talk() == SAID
    (message,) = scripted_server.requests[-1]["messages"]
    assert message["role"] == "user"
    assert message["content"].startswith("Be brief.")


@pytest.mark.parametrize(
    "words",
    [
        "System role not supported by this model",
        "Only user, assistant and tool roles are supported, got system.",
        "Conversation roles must alternate user/assistant/user/assistant/...",
        "Invalid value: 'system'. Supported roles are: 'user' and 'assistant'.",
        "messages[0].role: system is not allowed",
    ],
)
def test_a_refused_role_is_known_by_many_words(
    scripted_server: ScriptedServer, talk: Talk, words: str
) -> None:
    scripted_server.enqueue(refuses({"error": {"message": words}}), says(SAID))
    assert talk() == SAID
    assert [m["role"] for m in scripted_server.requests[-1]["messages"]] == ["user"]


def test_a_model_that_only_the_responses_api_serves_is_asked_by_it(
    scripted_server: ScriptedServer, talk: Talk
) -> None:
    only = "This model is only supported in v1/responses and not in v1/chat/completions."
    scripted_server.enqueue(
        refuses({"error": {"message": only}}, 404), Reply(events=RESPONSES), Reply(events=RESPONSES)
    )
    assert (talk(), talk()) == (SAID, SAID)
    assert scripted_server.paths == ["/v1/chat/completions", "/v1/responses", "/v1/responses"]
    request = scripted_server.requests[-1]
    assert (request["max_output_tokens"], request["store"]) == (50, False)
    assert [message["role"] for message in request["input"]] == ["system", "user"]
    assert not {"messages", "max_tokens", "stream_options"} & set(request)
    assert talk.client.state().tokens_today == 2 * 13


@pytest.mark.parametrize("how", ["setting", "address"])
def test_the_responses_api_is_chosen_and_negotiated_like_the_other(
    scripted_server: ScriptedServer, tmp_path: Path, how: str
) -> None:
    changes: dict[str, Any] = {"model_effort": "low"}
    url = scripted_server.base_url
    if how == "setting":
        changes["model_api"] = "responses"
    else:
        url = f"{url}/responses"
    talk = Talk(settings_for(url, tmp_path, **changes))
    scripted_server.enqueue(
        refuses({"error": {"message": "Unsupported parameter", "param": "temperature"}}),
        refuses({"error": {"message": "Unsupported parameter", "param": "reasoning.effort"}}),
        Reply(events=RESPONSES),
    )
    assert talk() == SAID
    assert scripted_server.requests[0]["reasoning"] == {"effort": "low"}
    assert not {"temperature", "reasoning"} & set(scripted_server.requests[-1])
    assert set(scripted_server.paths) == {"/v1/responses"}
    talk.close()


@pytest.mark.parametrize(
    ("end", "error"),
    [
        ({"type": "response.incomplete", "response": {"object": "response",
          "incomplete_details": {"reason": "max_output_tokens"}}}, ModelCutError),
        ({"type": "response.incomplete", "response": {"object": "response",
          "incomplete_details": {"reason": "content_filter"}}}, ModelRefusedError),
        ({"type": "response.refusal.delta", "delta": "I can't"}, ModelRefusedError),
        ({"type": "response.failed", "response": {"error": {"code": "x"}}}, ModelError),
        ({"type": "error", "message": "SECRET"}, ModelError),
        ({"type": "response.completed"}, ModelError),
    ],
)  # fmt: skip
def test_a_response_that_ends_badly_says_how(
    scripted_server: ScriptedServer, talk: Talk, end: dict[str, Any], error: type[ModelError]
) -> None:
    scripted_server.enqueue(Reply(events=(*RESPONSES[:3], event(end))))
    with pytest.raises(error) as caught:
        talk()
    assert "SECRET" not in str(caught.value)


def test_a_server_that_cannot_stream_is_asked_for_the_whole(
    scripted_server: ScriptedServer, talk: Talk
) -> None:
    scripted_server.enqueue(
        refuses({"error": {"message": "streaming is not supported"}}),
        Reply(body=json.dumps(BODY)),
    )
    assert talk() == SAID
    assert scripted_server.requests[-1]["stream"] is False


def test_a_guess_that_does_not_help_is_forgotten(
    scripted_server: ScriptedServer, talk: Talk
) -> None:
    scripted_server.enqueue(fails(400), fails(400), says(SAID))
    with pytest.raises(ModelRefusedError):
        talk()
    assert talk() == SAID
    assert "temperature" in scripted_server.requests[-1]


def test_settings_reach_the_request(scripted_server: ScriptedServer, tmp_path: Path) -> None:
    chosen = settings_for(
        scripted_server.base_url, tmp_path, model_effort="low", model_temperature=0.7
    )
    talk = Talk(chosen)
    scripted_server.enqueue(says(SAID))
    assert talk() == SAID
    (request,) = scripted_server.requests
    assert (request["reasoning_effort"], request["temperature"]) == ("low", 0.7)
    talk.close()


# --- limits --------------------------------------------------------------------------------------


def test_an_answer_that_was_cut_says_so_after_its_last_piece(
    scripted_server: ScriptedServer, talk: Talk
) -> None:
    scripted_server.enqueue(says("A keeper lights", finish="length"))
    pieces = talk.pieces()
    assert next(pieces) == "A keeper lights"
    with pytest.raises(ModelCutError, match="cut off"):
        next(pieces)


def test_thoughts_that_ate_the_limit_are_told_to_the_operator(
    scripted_server: ScriptedServer, talk: Talk
) -> None:
    scripted_server.enqueue(says("<think>SECRET SECRET", finish="length"))
    with pytest.raises(ModelCutError, match="thoughts") as caught:
        talk()
    assert "MODEL_OUTPUT_TOKENS" in caught.value.hint


def test_a_reply_without_end_is_read_no_further(
    scripted_server: ScriptedServer, talk: Talk
) -> None:
    scripted_server.enqueue(says(*["word " * 100] * 500, finish=None, then="stall"))
    with pytest.raises(ModelCutError):
        talk(20)


def test_a_model_that_opens_its_thoughts_streams_from_its_second_answer_on(
    scripted_server: ScriptedServer, talk: Talk
) -> None:
    scripted_server.enqueue(says("A ", "B."), says("<think>x</think>", "A ", "B."))
    assert list(talk.pieces()) == ["A B."]
    assert list(talk.pieces()) == ["A ", "B."]


def test_a_model_that_only_closes_its_thoughts_never_streams_them(
    scripted_server: ScriptedServer, talk: Talk
) -> None:
    scripted_server.enqueue(*[says("SECRET", "</think>", "A ", "B.")] * 2)
    assert list(talk.pieces()) == ["A B."]
    assert list(talk.pieces()) == ["A B."]


def outcome(talk: Talk) -> str:
    """What was said, or that there was an error with a hint that holds nothing secret."""
    try:
        return talk()
    except ModelError as error:
        return "a hint" if error.hint and "curly" not in str(error) else str(error)


# --- the environment -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALL_PROXY", "socks://nowhere:1"),
        ("ALL_PROXY", "nonsense"),
        ("HTTP_PROXY", "::::"),
        ("NO_PROXY", "[::1"),
        ("SSL_CERT_FILE", "/nowhere/cert.pem"),
        ("SSLKEYLOGFILE", "/nowhere/keys"),
        ("OPENAI_ORG_ID", "“org”"),
        ("OPENAI_PROJECT_ID", "a\nb"),
        ("OPENAI_CUSTOM_HEADERS", "X-Team: ü\nno colon"),
        ("OPENAI_LOG", "loud"),
    ],
)
def test_no_variable_ends_in_anything_but_a_model_error(
    scripted_server: ScriptedServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str,
) -> None:
    monkeypatch.setenv(name, value)
    scripted_server.enqueue(says(SAID))
    talk = Talk(settings_for(scripted_server.base_url, tmp_path))
    # It may not matter for this address; where it does, the error is one of ours.
    assert outcome(talk) in (SAID, "a hint")
    talk.close()


@pytest.mark.parametrize("key", ["“sk-curly”", "sk\nbreak", "ключ", ""])
def test_no_key_ends_in_anything_but_a_model_error(
    scripted_server: ScriptedServer, tmp_path: Path, key: str
) -> None:
    scripted_server.enqueue(says(SAID))
    talk = Talk(settings_for(scripted_server.base_url, tmp_path, openai_api_key=SecretStr(key)))
    assert outcome(talk) in (SAID, "a hint")
    talk.close()


@pytest.mark.parametrize("key", ["“sk-curly”", "sk\nbreak"])
def test_a_key_that_cannot_be_sent_is_what_the_hint_is_about(
    scripted_server: ScriptedServer, tmp_path: Path, key: str
) -> None:
    talk = Talk(settings_for(scripted_server.base_url, tmp_path, openai_api_key=SecretStr(key)))
    with pytest.raises(ModelRefusedError, match="OPENAI_API_KEY"):
        talk()
    assert not scripted_server.requests
    talk.close()


@pytest.mark.parametrize(
    ("url", "base", "query"),
    [
        ("https://a.example/v1", "https://a.example/v1", None),
        ("https://a.example/v1/", "https://a.example/v1", None),
        ("https://a.example/v1/chat/completions", "https://a.example/v1", None),
        ("https://a.example/v1?api-version=1", "https://a.example/v1", {"api-version": "1"}),
        ("https://a.example/v1/responses", "https://a.example/v1", None),
        ("http://localhost:11434", "http://localhost:11434/v1", None),
        ("http://localhost:11434/", "http://localhost:11434/v1", None),
        (" http://[::1]:8080/x/chat/completions?a=b ", "http://[::1]:8080/x", {"a": "b"}),
    ],
)
def test_addresses_as_people_paste_them(url: str, base: str, query: dict[str, str] | None) -> None:
    assert _address(url) == (base, query)


def test_the_query_of_an_address_is_sent(scripted_server: ScriptedServer, tmp_path: Path) -> None:
    url = f"{scripted_server.base_url}/chat/completions?api-version=2026-01"
    talk = Talk(settings_for(url, tmp_path))
    scripted_server.enqueue(says(SAID))
    assert talk() == SAID
    assert scripted_server.paths == ["/v1/chat/completions?api-version=2026-01"]
    talk.close()


# --- cost and health -----------------------------------------------------------------------------


def test_usage_is_asked_for_and_counted(scripted_server: ScriptedServer, talk: Talk) -> None:
    counted = event({"choices": [], "usage": {"prompt_tokens": 30, "completion_tokens": 12}})
    scripted_server.enqueue(stream({"content": SAID}, end=(chunk({}, "stop"), counted)))
    talk()
    assert scripted_server.requests[0]["stream_options"] == {"include_usage": True}
    state = talk.client.state()
    assert (state.tokens_today, state.tokens_month, state.condition) == (42, 42, "working")


def test_a_server_that_does_not_count_is_estimated(
    scripted_server: ScriptedServer, talk: Talk
) -> None:
    scripted_server.enqueue(says(SAID))
    talk()
    assert talk.client.state().tokens_today > 5


def test_a_budget_that_is_used_up_asks_nobody(
    scripted_server: ScriptedServer, tmp_path: Path
) -> None:
    talk = Talk(settings_for(scripted_server.base_url, tmp_path, model_tokens_day=1))
    scripted_server.enqueue(says(SAID), says(SAID))
    talk()
    with pytest.raises(ModelRefusedError, match="budget"):
        talk()
    assert len(scripted_server.requests) == 1
    talk.close()


def test_the_ledger_survives_a_restart_and_ends_with_its_period(tmp_path: Path) -> None:
    path = tmp_path / "usage.json"
    day = [datetime(2026, 3, 30, tzinfo=UTC)]
    Ledger(path, now=lambda: day[0]).add(Usage(3, 4))
    again = Ledger(path, day_budget=7, now=lambda: day[0])
    assert (again.today, again.month) == (7, 7)
    with pytest.raises(ModelRefusedError, match="day"):
        again.check()
    day[0] = datetime(2026, 3, 31, tzinfo=UTC)
    again.check()
    assert (again.today, again.month) == (0, 7)
    day[0] = datetime(2026, 4, 1, tzinfo=UTC)
    assert again.month == 0


def test_processes_share_one_budget(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "assistant.language_model")
    path = tmp_path / "usage.json"
    one, other = Ledger(path, day_budget=100), Ledger(path, day_budget=100)
    for _ in range(5):
        one.add(Usage(6, 4))
        other.add(Usage(6, 4))
    assert one.today == other.today == Ledger(path).month == 100
    for ledger in (one, one):
        with pytest.raises(ModelRefusedError, match="day is used up"):
            ledger.check()
    assert [r.message for r in caplog.records] == [
        "The budget of the language model for this day is used up."
    ]


def test_a_folder_that_cannot_be_written_still_counts(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ledger = Ledger(tmp_path / "file" / "usage.json", day_budget=10)
    ledger.add(Usage(6, 4))
    assert ledger.today == 10
    with pytest.raises(ModelRefusedError):
        ledger.check()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": "b"}', "[" * 99_999])
def test_a_damaged_ledger_begins_anew(tmp_path: Path, text: str) -> None:
    path = tmp_path / "usage.json"
    path.write_text(text, encoding="utf-8")
    assert Ledger(path).today == 0


def test_a_model_that_fails_is_left_alone_and_probed_by_one(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING, "assistant.language_model")
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    for _ in range(FAILURES_MOST):
        breaker.check()
        breaker.failed(ModelUnreachableError("Out of reach.", ""))
    with pytest.raises(ModelUnreachableError, match="left alone"):
        breaker.check()
    now[0] = REST_SECONDS + 1
    breaker.check()
    with pytest.raises(ModelUnreachableError):
        breaker.check()  # only one probes
    breaker.worked()
    breaker.check()
    assert [r.message for r in caplog.records] == [
        "The language model does not work: Out of reach.",
        "The language model works again.",
    ]


@pytest.mark.parametrize(("asked_for", "least"), [("0", 0.0), ("0.2", 0.2)])
def test_a_retry_waits_as_long_as_is_asked_and_never_all_alike(
    scripted_server: ScriptedServer, talk: Talk, monkeypatch: pytest.MonkeyPatch,
    asked_for: str, least: float,
) -> None:  # fmt: skip
    """Else many who failed together come back together."""
    waits: list[float] = []

    async def noted(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("assistant.language_model.client.asyncio.sleep", noted)
    for _ in range(8):
        scripted_server.enqueue(fails(503, Retry_After=asked_for), says(SAID))
        assert talk() == SAID
    waits = [wait for wait in waits if wait >= least][-8:]
    assert len(waits) == 8
    assert len(set(waits)) > 4
    assert max(waits) <= least * (1 + JITTER) + LEAST_JITTER


def test_visitors_do_not_pay_for_a_dead_server(scripted_server: ScriptedServer, talk: Talk) -> None:
    scripted_server.enqueue(*[fails(401)] * (FAILURES_MOST + 2))
    for _ in range(FAILURES_MOST + 2):
        with pytest.raises(ModelError):
            talk()
    assert len(scripted_server.requests) == FAILURES_MOST
    assert talk.client.state().condition == "failing"


def test_what_a_model_declines_is_no_failure_of_its_server(
    scripted_server: ScriptedServer, talk: Talk
) -> None:
    """Else three odd questions would cost everybody the model."""
    scripted_server.enqueue(*[says(finish="content_filter")] * (FAILURES_MOST + 1), says(SAID))
    for _ in range(FAILURES_MOST + 1):
        with pytest.raises(ModelRefusedError, match="declined"):
            talk()
    assert talk() == SAID
    assert talk.client.state().condition == "working"


def test_a_reader_who_has_heard_enough_ends_a_probe_well(
    scripted_server: ScriptedServer, talk: Talk
) -> None:
    scripted_server.enqueue(says("Good morning."), fails(401), says(SAID, " And more.", " More."))
    talk()
    with pytest.raises(ModelError):
        talk()
    assert talk.client.state().condition == "failing"
    pieces = talk.pieces()
    next(pieces)
    assert isinstance(pieces, Generator)
    pieces.close()
    assert talk.client.state().condition == "working"


@pytest.mark.parametrize("told", [None, {}, {"prompt_tokens": 0, "completion_tokens": 0}, "9"])
def test_what_no_server_counts_is_guessed(
    scripted_server: ScriptedServer, talk: Talk, told: object
) -> None:
    end = event({"choices": [], "usage": told})
    thoughts = [{"reasoning_content": "hm"}] * 40
    scripted_server.enqueue(stream(*thoughts, {"content": SAID}, end=(end, "data: [DONE]")))
    assert talk() == SAID
    assert 50 < talk.client.state().tokens_today < 100


def test_thoughts_that_came_to_nothing_cost_as_well(
    scripted_server: ScriptedServer, talk: Talk
) -> None:
    thoughts = [{"reasoning_content": "hm"}] * 40
    scripted_server.enqueue(stream(*thoughts, end=(chunk({}, "length"), "data: [DONE]")))
    with pytest.raises(ModelCutError):
        talk()
    assert talk.client.state().tokens_today > 40


def test_no_cookie_of_a_server_goes_back_to_it(scripted_server: ScriptedServer, talk: Talk) -> None:
    """It would tie visitors together, and one of 70 kB makes a gateway refuse what follows."""
    cookie = {"Set-Cookie": "session=x; Path=/"}
    scripted_server.enqueue(Reply(body=json.dumps(BODY), headers=cookie), says(SAID))
    assert talk() == talk() == SAID
    assert scripted_server.cookies == ["", ""]
