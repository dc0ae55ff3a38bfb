"""The form a reply is to have, in the words of servers that refuse it, and on the wire."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.background import BackgroundLoop
from assistant.language_model import Form, ModelClient
from assistant.language_model.negotiation import Negotiation
from assistant.language_model.responses_api import as_responses_request
from tests.language_model.test_servers import ASK, event, refuses, settings_for
from tests.support.model_servers import Reply, ScriptedServer, says

LINES = {"type": "array", "maxItems": 3, "items": {"type": "string", "maxLength": 80}}
FORM = Form("lines", {"type": "object", "properties": {"lines": LINES}, "required": ["lines"]})
REQUEST: dict[str, Any] = {
    "model": "m",
    "messages": [{"role": "user", "content": "Lines, as JSON."}],
    "stream": True,
    "response_format": FORM.asked(),
}
SCHEMA, JSON, NOTHING = "json_schema", "json_object", None

REFUSALS: list[tuple[object, str | None]] = [
    # what is said, and what of the form is asked for afterwards
    ("Invalid schema for response_format 'lines': In context=('properties', 'lines', 'items'),"
     " 'maxLength' is not permitted.", SCHEMA),
    ("Invalid JSON payload received. Unknown name \"maxItems\" at"
     " 'generation_config.response_schema.properties[0].value': Cannot find field.", SCHEMA),
    ("For 'array' type, property 'maxItems' is not supported", SCHEMA),
    ({"message": "This response_format type is unavailable now", "code": None}, JSON),
    ("Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model."
     " Learn more about supported models at the Structured Outputs guide", JSON),
    ({"message": "This model does not support response format `json_schema`.",
      "param": "response_format"}, JSON),
    ('"response_format" type must be one of "text" or "json_object", but got: json_schema', JSON),
    ("failed to parse grammar", JSON),
    ("Failed to initialize samplers: failed to parse grammar", JSON),
    ({"detail": [{"loc": ["body", "response_format", "type"], "msg": "Input should be 'text'"}]},
     JSON),
    ("litellm.UnsupportedParamsError: x does not support parameters: ['response_format']", JSON),
    ("Guided decoding is not enabled on this server", JSON),
    ({"errors": {"response_format": ["is unknown"]}}, JSON),
    ("Invalid JSON payload received. Unknown name \"additionalProperties\" at"
     " 'generation_config.response_schema': Cannot find field.", JSON),
]  # fmt: skip


def kind_of(request: dict[str, Any]) -> str | None:
    form = request.get("response_format")
    return form["type"] if form else None


@pytest.mark.parametrize(("body", "left"), REFUSALS)
def test_a_form_is_given_up_by_steps(body: object, left: str | None) -> None:
    learnt = Negotiation()
    told = {"error": body} if isinstance(body, str) else body
    assert learnt.learn(told, REQUEST, guess=False)
    changed = learnt.apply(REQUEST)
    assert kind_of(changed) == left
    assert "maxItems" not in json.dumps(changed)
    assert set(changed) == set(REQUEST)
    again = {"error": "response_format is not supported"}
    while kind_of(learnt.apply(REQUEST)):
        assert learnt.learn(again, learnt.apply(REQUEST), guess=False)
    assert not learnt.learn(again, learnt.apply(REQUEST), guess=False)
    assert REQUEST["response_format"] == FORM.asked()


def test_a_refusal_that_names_nothing_costs_the_form_as_well() -> None:
    learnt = Negotiation()
    assert learnt.learn("Bad Request", REQUEST)
    assert kind_of(learnt.apply(REQUEST)) is NOTHING


def test_words_about_a_form_are_no_matter_where_none_was_asked_for() -> None:
    plain = {name: value for name, value in REQUEST.items() if name != "response_format"}
    assert not Negotiation().learn("response_format is not supported", plain, guess=False)


def test_responses_look_for_the_form_elsewhere() -> None:
    request = dict(REQUEST)
    as_responses_request(request)
    assert "response_format" not in request
    assert request["text"]["format"] == {
        "type": "json_schema", "name": "lines", "strict": True, "schema": FORM.schema,
    }  # fmt: skip


class Asking:
    """A client that asks for lines."""

    def __init__(self, client: ModelClient) -> None:
        self._client = client
        self._loop = BackgroundLoop("forms-in-a-test")

    def __call__(self) -> str:
        return self._loop.run(self._client.whole(ASK, 50, FORM))

    def close(self) -> None:
        self._loop.run(self._client.close())
        self._loop.close()


@pytest.fixture
def asking(scripted_server: ScriptedServer, tmp_path: Path) -> Iterator[Asking]:
    made = Asking(ModelClient(settings_for(scripted_server.base_url, tmp_path)))
    yield made
    made.close()


def test_what_a_server_takes_is_remembered(scripted_server: ScriptedServer, asking: Asking) -> None:
    refused = refuses({"error": {"message": "response_format: unsupported type json_schema"}})
    scripted_server.enqueue(refused, says("{}"), says("{}"))
    assert asking() == asking() == "{}"
    assert [kind_of(r) for r in scripted_server.requests] == [SCHEMA, JSON, JSON]


def test_a_refusal_within_a_stream_is_one(scripted_server: ScriptedServer, asking: Asking) -> None:
    told = event({"error": {"message": "json_schema is not supported by this provider"}})
    scripted_server.enqueue(Reply(events=(told,)), Reply(events=(told,)), says("{}"))
    assert asking() == "{}"
    assert [kind_of(r) for r in scripted_server.requests] == [SCHEMA, JSON, NOTHING]


def test_responses_learn_it_as_well(scripted_server: ScriptedServer, asking: Asking) -> None:
    elsewhere = refuses({"error": {"message": "This model is only supported in v1/responses"}})
    refused = refuses({"error": {"message": "Unsupported: json_schema", "param": "text.format"}})
    done = event({"object": "response", "status": "completed", "output": [
        {"type": "message", "content": [{"type": "output_text", "text": "{}"}]}]})  # fmt: skip
    scripted_server.enqueue(elsewhere, refused, Reply(events=(done,)))
    assert asking() == "{}"
    forms = [request.get("text", {}).get("format", {}) for request in scripted_server.requests]
    assert [form.get("type") for form in forms] == [None, SCHEMA, JSON]
