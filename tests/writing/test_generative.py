"""The writer against a scripted OpenAI-protocol server, and against a real one with a real model.

Limits are short here, so that a stall is noticed at once; no test measures time.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import islice
from typing import Any

import httpx
import openai
import pytest
from pydantic import SecretStr

from assistant.errors import ModelError, ModelRefusedError, ModelStalledError, ModelUnreachableError
from assistant.language_model import Message
from assistant.language_model.refusals import UPSTREAM, translated
from assistant.proof.citations import markers_in
from assistant.proof.grounding import Grounding
from assistant.records import Turn
from assistant.settings import Settings, load_settings
from assistant.writing.generative import LONGEST_QUESTION
from tests.support.model_servers import REAL_MODEL, Reply, ScriptedServer, chunk, fails, says
from tests.support.plain_model import PlainModel
from tests.support.small_document import DOCUMENTS, SHOWN

DOCUMENT = DOCUMENTS["role"]
ASK: list[Message] = [{"role": "user", "content": "?"}]


def settings_for(base_url: str, **changes: Any) -> Settings:
    """Settings that ask ``base_url``, and lose patience soon with a reply that stands still."""
    limits = {
        "connect_timeout": 10.0,
        "first_token_timeout": 20.0,
        "idle_timeout": 1.0,
        "total_timeout": 30.0,
    }
    key = SecretStr("sk-secret")
    return load_settings(
        **{"openai_base_url": base_url, "openai_api_key": key, "model": "m", **limits, **changes}
    )


@pytest.fixture
def writer(scripted_server: ScriptedServer) -> Iterator[PlainModel]:
    """A writer that asks the scripted server, and knows how its model marks thoughts."""
    made = PlainModel(settings_for(scripted_server.base_url))
    scripted_server.enqueue(says("Good morning."))
    written(made)
    scripted_server.requests.clear()
    scripted_server.authorizations.clear()
    yield made
    made.close()


def written(writer: PlainModel) -> str:
    """The whole of a raw answer."""
    return "".join(writer.write("How long?", (), SHOWN, DOCUMENTS))


# --- what goes well -----------------------------------------------------------------------------


def test_text_arrives_in_pieces(scripted_server: ScriptedServer, writer: PlainModel) -> None:
    scripted_server.enqueue(says("A search ", "takes 17 days", " [1]."))
    pieces = list(writer.write("How long?", (), SHOWN, DOCUMENTS))
    assert pieces == ["A search ", "takes 17 days", " [1]."]
    (request,) = scripted_server.requests
    assert request["model"] == writer.name == "m"
    assert request["stream"] is True
    assert request["messages"][-1]["content"] == "Question: How long?"
    assert scripted_server.authorizations == ["Bearer sk-secret"]


def test_one_writer_serves_many_calls(scripted_server: ScriptedServer, writer: PlainModel) -> None:
    scripted_server.enqueue(says("one"), says("two"), says("three"))
    both = zip(
        writer.write("a", (), SHOWN, DOCUMENTS),
        writer.write("b", (), SHOWN, DOCUMENTS),
        strict=True,
    )
    assert sorted(next(both)) == ["one", "two"]
    assert written(writer) == "three"


def test_a_local_server_needs_no_key(scripted_server: ScriptedServer) -> None:
    writer = PlainModel(settings_for(scripted_server.base_url, openai_api_key=SecretStr("")))
    scripted_server.enqueue(says("yes"))
    assert written(writer) == "yes"
    writer.close()


def test_a_closed_writer_can_be_used_again(
    scripted_server: ScriptedServer, writer: PlainModel
) -> None:
    scripted_server.enqueue(says("one"), says("two"))
    writer.close()
    assert written(writer) == "one"
    writer.close()
    writer.close()
    assert written(writer) == "two"


def test_a_question_without_a_conversation_costs_no_call(
    scripted_server: ScriptedServer, writer: PlainModel
) -> None:
    assert writer.stand_alone("What is a TPM?", ()) == "What is a TPM?"
    assert scripted_server.requests == []


def test_a_follow_up_costs_one_call(scripted_server: ScriptedServer, writer: PlainModel) -> None:
    scripted_server.enqueue(says("Sure!\nWhat does a TPM earn?"))
    history = [Turn("user", "What is a TPM?"), Turn("assistant", "A manager [1].")]
    assert writer.stand_alone("and their pay?", history) == "Sure!\nWhat does a TPM earn?"
    assert len(scripted_server.requests) == 1


@pytest.mark.parametrize("around", ["{}", "```json\n{}\n```", "Here [you] {{go: {} enjoy"])
def test_json_is_found_in_what_stands_around_it(
    scripted_server: ScriptedServer, writer: PlainModel, around: str
) -> None:
    scripted_server.enqueue(says(around.format('{"answerable": ["a?"]}')))
    assert writer.ask_json(ASK) == {"answerable": ["a?"]}


def test_a_question_bank_is_tidied(scripted_server: ScriptedServer, writer: PlainModel) -> None:
    asked = {"answerable": ["How  long?", "How long?", "", 7, "When?", "Why?"], "near_misses": "x"}
    scripted_server.enqueue(says(json.dumps(asked)))
    bank = writer.write_questions(SHOWN[0], DOCUMENT, answerable=2, near_misses=2)
    assert bank.answerable == ("How long?", "When?")
    assert bank.near_misses == ()


def test_what_was_asked_before_and_what_is_asked_twice_is_left_out(
    scripted_server: ScriptedServer, writer: PlainModel
) -> None:
    """A small model numbers its lines, repeats itself, and asks the same of every passage."""
    asked = {
        "answerable": ["1. How long?", "2) How long", "- Who pays?", SHOWN[0].text],
        "near_misses": ["how long?", "Where?", "what next?"],
    }
    scripted_server.enqueue(says(json.dumps(asked)))
    bank = writer.write_questions(SHOWN[0], DOCUMENT, known={"What next?"})
    assert bank.answerable == ("How long?", "Who pays?")
    assert bank.near_misses == ("Where?",)


def test_a_form_is_asked_for_that_comes_to_an_end(
    scripted_server: ScriptedServer, writer: PlainModel
) -> None:
    scripted_server.enqueue(says(json.dumps({"answerable": ["How long?"], "near_misses": []})))
    writer.write_questions(SHOWN[0], DOCUMENT, answerable=2, near_misses=1)
    form = scripted_server.requests[0]["response_format"]
    fields = form["json_schema"]["schema"]["properties"]
    assert (fields["answerable"]["maxItems"], fields["near_misses"]["maxItems"]) == (2, 1)
    assert fields["answerable"]["items"]["maxLength"] == LONGEST_QUESTION


@pytest.mark.parametrize(
    "reply", ["no json", "[" * 9_000, "[1, 2]", '{"answerable": 3}', '{"answerable": []}']
)
def test_a_question_bank_in_another_form_is_an_error(
    scripted_server: ScriptedServer, writer: PlainModel, reply: str
) -> None:
    scripted_server.enqueue(says(reply))
    with pytest.raises(ModelRefusedError):
        writer.write_questions(SHOWN[0], DOCUMENT)


# --- what goes wrong ----------------------------------------------------------------------------

HOPELESS = [
    (fails(400), ModelRefusedError, "CONTEXT_BUDGET"),
    (fails(401), ModelRefusedError, "OPENAI_API_KEY"),
    (fails(403), ModelRefusedError, "OPENAI_API_KEY"),
    (fails(404, "model_not_found"), ModelRefusedError, "OPENAI_MODEL"),
    (fails(422), ModelRefusedError, "CONTEXT_BUDGET"),
    (fails(429, "insufficient_quota"), ModelRefusedError, "again"),
    (fails(429, retry_after="3600"), ModelRefusedError, "again"),
    (fails(418), ModelRefusedError, "OPENAI_MODEL"),
    (Reply(status=200, body="<html>a login page</html>"), ModelStalledError, "again"),
    (says("half an ans", finish=None), ModelStalledError, "again"),
    (says("half an ans", finish=None, then="cut"), ModelStalledError, "again"),
    (says("half an ans", finish=None, then="stall"), ModelStalledError, "again"),
    (says("half an ans", finish=None, then="ping"), ModelStalledError, "again"),
    (says(), ModelStalledError, "again"),
    (says("I ", finish="content_filter"), ModelRefusedError, ""),
    (Reply(events=(chunk({"refusal": "I will not."}),)), ModelRefusedError, ""),
    (Reply(events=("data: {broken",)), ModelStalledError, "again"),
    (Reply(events=("data: 5",)), ModelStalledError, "again"),
    (Reply(events=('data: {"choices": 5}',)), ModelStalledError, "again"),
    (Reply(events=(chunk({"content": 5}),)), ModelStalledError, "again"),
    (Reply(events=('data: {"error": {"message": "sk-secret"}}',)), ModelUnreachableError, "again"),
]


@pytest.mark.parametrize(("reply", "kind", "hint"), HOPELESS)
def test_a_failure_is_told_in_our_words_without_a_retry(
    scripted_server: ScriptedServer,
    writer: PlainModel,
    reply: Reply,
    kind: type[ModelError],
    hint: str,
) -> None:
    # A refusal that names nothing is met once with a request that holds nothing optional.
    times = 2 if reply.status in (400, 422) else 1
    scripted_server.enqueue(*[reply] * times, says("too late"))
    with pytest.raises(kind) as caught:
        written(writer)
    assert hint in caught.value.hint
    assert "sk-secret" not in str(caught.value)
    assert len(scripted_server.requests) == times


@pytest.mark.parametrize("then", ["stall", "ping"])
def test_silence_before_the_first_word_is_noticed(
    scripted_server: ScriptedServer, then: str
) -> None:
    writer = PlainModel(settings_for(scripted_server.base_url, first_token_timeout=0.3))
    scripted_server.enqueue(says(finish=None, then=then))
    with pytest.raises(ModelStalledError, match="silent"):
        written(writer)
    assert scripted_server.client_left.wait(10)
    writer.close()


def test_a_model_that_never_ends_is_ended(scripted_server: ScriptedServer) -> None:
    writer = PlainModel(settings_for(scripted_server.base_url, total_timeout=0.5, idle_timeout=400))
    scripted_server.enqueue(says("."), says("on and on", finish=None, then="stall"))
    written(writer)
    pieces = writer.write("?", (), SHOWN, DOCUMENTS)
    assert next(pieces) == "on and on"
    with pytest.raises(ModelStalledError):
        next(pieces)
    writer.close()


def test_what_came_before_a_failure_was_delivered(
    scripted_server: ScriptedServer, writer: PlainModel
) -> None:
    begun = "They own the API contract and, as far as anybody knows, the deprec"
    said = says("A search takes 17 days [1]. ", begun, finish=None, then="cut")
    scripted_server.enqueue(said)
    pieces = writer.write("?", (), SHOWN, DOCUMENTS)
    grounding = Grounding(SHOWN, DOCUMENTS)
    proved = grounding.stream(pieces)
    assert next(proved) == "A search takes 17 days [1]."
    with pytest.raises(ModelStalledError):
        next(proved)
    assert grounding.resolved.text == "A search takes 17 days [1]."


def test_thoughts_are_a_sign_of_life_and_not_shown(
    scripted_server: ScriptedServer, writer: PlainModel
) -> None:
    thoughts = tuple(chunk({"reasoning_content": "hm"}) for _ in range(3))
    answer = (chunk({"content": "Yes"}), chunk({}, "stop"))
    scripted_server.enqueue(Reply(events=('data: {"choices": []}', *thoughts, *answer)))
    assert written(writer) == "Yes"


@pytest.mark.parametrize(
    "busy",
    [
        fails(429, retry_after="0"),
        fails(429, retry_after_ms="1"),
        fails(429, retry_after=format_datetime(datetime(2020, 1, 1, tzinfo=UTC), usegmt=True)),
        fails(429, retry_after="soon"),
        fails(500),
        fails(503, retry_after="0.01"),
        fails(409),
    ],
)
def test_a_busy_server_is_asked_once_more(
    scripted_server: ScriptedServer, writer: PlainModel, busy: Reply
) -> None:
    scripted_server.enqueue(busy, says("Yes"))
    assert written(writer) == "Yes"
    assert len(scripted_server.requests) == 2


def test_a_server_that_stays_busy_is_not_asked_a_third_time(
    scripted_server: ScriptedServer, writer: PlainModel
) -> None:
    scripted_server.enqueue(fails(500), fails(500), says("too late"))
    with pytest.raises(ModelUnreachableError):
        written(writer)
    assert len(scripted_server.requests) == 2


def test_no_server_is_an_error(scripted_server: ScriptedServer) -> None:
    address = scripted_server.base_url
    scripted_server.close()
    writer = PlainModel(settings_for(address))
    with pytest.raises(ModelUnreachableError, match="OPENAI_BASE_URL"):
        written(writer)
    writer.close()


def test_a_field_that_a_model_does_not_know_is_left_out_from_then_on(
    scripted_server: ScriptedServer, writer: PlainModel
) -> None:
    unknown = json.dumps({"error": {"message": "unsupported", "param": "temperature"}})
    scripted_server.enqueue(Reply(status=400, body=unknown), says("Yes"), says("Again"))
    assert written(writer) == "Yes"
    assert written(writer) == "Again"
    assert ["temperature" in request for request in scripted_server.requests] == [
        True,
        False,
        False,
    ]


def test_closing_the_stream_ends_the_request(
    scripted_server: ScriptedServer, writer: PlainModel
) -> None:
    scripted_server.enqueue(says("A search", finish=None, then="ping"))
    with closing(writer.write("?", (), SHOWN, DOCUMENTS)) as pieces:
        assert next(pieces) == "A search"
    assert scripted_server.client_left.wait(10)


def test_closing_the_writer_ends_what_runs(
    scripted_server: ScriptedServer, writer: PlainModel
) -> None:
    scripted_server.enqueue(says("A search", finish=None, then="ping"))
    assert next(writer.write("?", (), SHOWN, DOCUMENTS)) == "A search"
    writer.close()
    assert scripted_server.client_left.wait(10)


# --- what the client may throw ------------------------------------------------------------------


def test_every_exception_of_the_client_is_mapped_by_name() -> None:
    raised = {
        name
        for module in (openai, openai._exceptions)
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, Exception) and not name.startswith("_")
    }
    assert "RateLimitError" in raised
    assert raised - set(UPSTREAM) == set()


def test_every_exception_under_the_client_becomes_ours() -> None:
    request = httpx.Request("POST", "http://127.0.0.1")
    for broken in (httpx.ReadError, httpx.ReadTimeout, httpx.RemoteProtocolError):
        assert type(translated(broken("sk-secret", request=request))) is ModelStalledError
    assert type(translated(openai.APITimeoutError(request))) is ModelUnreachableError
    for kind, message, hint in UPSTREAM.values():
        assert issubclass(kind, ModelError)
        assert message.endswith(".")
        assert hint == "" or hint.endswith(".")


def test_importing_the_module_imports_no_client() -> None:
    program = (
        "import sys, assistant.writing.generative, assistant.proof.grounding\n"
        "heavy = {'openai', 'llama_index', 'httpx', 'numpy'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")


# --- a real server and a real model -------------------------------------------------------------


@pytest.fixture
def real_writer(real_model: str) -> Iterator[PlainModel]:
    """A writer that asks the real model, with time enough for a slow machine."""
    made = PlainModel(
        settings_for(
            real_model,
            openai_api_key=None,
            model=REAL_MODEL,
            first_token_timeout=120,
            idle_timeout=60,
            total_timeout=240,
        )
    )
    yield made
    made.close()


def test_a_real_model_streams_and_only_the_proved_part_is_let_through(
    real_writer: PlainModel,
) -> None:
    raw: list[str] = []

    def first_pieces() -> Iterator[str]:
        # Enough for a sentence or two; a model this small would repeat itself for long.
        with closing(real_writer.write("How long is a search?", (), SHOWN, DOCUMENTS)) as pieces:
            for piece in islice(pieces, 40):
                raw.append(piece)
                yield piece

    grounding = Grounding(SHOWN, DOCUMENTS)
    text = "".join(grounding.stream(first_pieces()))
    assert raw
    resolved = grounding.resolved
    assert text == resolved.text
    assert set(markers_in(text)) == {citation.number for citation in resolved.citations}
    for citation in resolved.citations:
        source = citation.source
        assert DOCUMENT.text[source.start : source.end] == source.quote


def test_a_real_model_comes_to_an_end(real_writer: PlainModel) -> None:
    history = [Turn("user", "Who owns the API contract?"), Turn("assistant", "The TPM [1].")]
    assert real_writer.stand_alone("and what else?", history)


def test_a_real_server_holds_a_small_model_to_the_form(real_writer: PlainModel) -> None:
    bank = real_writer.write_questions(SHOWN[0], DOCUMENT, answerable=2, near_misses=1)
    assert 1 <= len(bank.answerable) <= 2
    assert len(bank.near_misses) <= 1


def test_a_real_server_refuses_what_does_not_fit(real_writer: PlainModel) -> None:
    with pytest.raises(ModelRefusedError, match="CONTEXT_BUDGET"):
        next(real_writer.write("why " * 9000, (), SHOWN, DOCUMENTS))
