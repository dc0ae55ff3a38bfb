"""Settings are read once, refused when they are wrong, and never hold a surprise."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from assistant.errors import SettingsError
from assistant.settings import PROJECT, Settings, load_settings, prepare_environment


def test_without_anything_set_the_assistant_is_keyless_and_at_home() -> None:
    settings = load_settings()
    assert not settings.uses_model
    assert settings.host == "127.0.0.1"
    assert settings.corpus_dir == PROJECT / "corpus"
    assert settings.embedding == "local"


@pytest.mark.parametrize(
    ("variable", "value", "field", "expected"),
    [
        ("ASSISTANT_PORT", "80", "port", 80),
        ("assistant_port", "80", "port", 80),
        ("ASSISTANT_PORT", "", "port", 7860),
        ("ASSISTANT_CORPUS_DIR", "/c", "corpus_dir", Path("/c")),
        ("ASSISTANT_STORE_QUESTIONS", "false", "store_questions", "no"),
        ("ASSISTANT_WIDGET_ORIGINS", "https://a.example, https://b.example,", "widget_origins",
         ("https://a.example", "https://b.example")),
        ("ASSISTANT_HOSTS", "Ask.example, *.jobs.example.", "hosts",
         ("ask.example", "*.jobs.example")),
        ("ASSISTANT_ROOT_PATH", "/tpm/", "root_path", "/tpm"),
        ("OPENAI_BASE_URL", "http://localhost:1/v1", "openai_base_url", "http://localhost:1/v1"),
        ("ASSISTANT_OPENAI_BASE_URL", "http://a/v1", "openai_base_url", "http://a/v1"),
        ("OPENAI_MODEL", "small", "model", "small"),
        ("ASSISTANT_MODEL", "small", "model", "small"),
        ("MODEL", "of somebody else", "model", "gpt-4.1-mini"),
        ("PORT", "1", "port", 7860),
        ("HOST", "of somebody else", "host", "127.0.0.1"),
        ("ASSISTANT_CHROMA_URL", "https://db.internal:9000", "chroma_url",
         "https://db.internal:9000"),
    ],
)  # fmt: skip
def test_the_environment(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, field: str, expected: object
) -> None:
    monkeypatch.setenv(variable, value)
    assert getattr(load_settings(), field) == expected


def test_an_argument_goes_before_the_environment_and_the_own_name_before_the_tool_s(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_MODEL", "tool")
    monkeypatch.setenv("ASSISTANT_MODEL", "own")
    assert load_settings().model == "own"
    assert load_settings(model="argument").model == "argument"
    assert load_settings(model=None).model == "own"


@pytest.mark.parametrize("variable", ["OPENAI_API_KEY", "OPENAI_BASE_URL"])
def test_a_key_or_an_address_turns_the_model_on(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "http://secret")
    assert load_settings().uses_model


def test_a_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    settings = load_settings()
    assert "sk-secret" not in f"{settings!r} {settings} {settings.model_dump_json()}"
    assert settings.openai_api_key is not None
    assert settings.openai_api_key.get_secret_value() == "sk-secret"


@pytest.mark.parametrize(
    ("variable", "hint"),
    [("ASSISTANT_PROT", "ASSISTANT_PORT"), ("ASSISTANT_ZZZ", "status"), ("assistant_prot", "PORT")],
)
def test_an_unknown_variable_is_a_typing_mistake(
    monkeypatch: pytest.MonkeyPatch, variable: str, hint: str
) -> None:
    monkeypatch.setenv(variable, "1")
    with pytest.raises(SettingsError, match="is not a setting") as caught:
        load_settings()
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    "wrong",
    [
        {"port": 70_000},
        {"port": "http"},
        {"embedding": "word2vec"},
        {"threads": 0},
        {"idle_timeout": 0},
        {"total_timeout": 1e9},
        {"retention_days": 0},
        {"chroma_url": "db.internal:9000"},
        {"openai_base_url": "localhost/v1"},
        {"root_path": "tpm"},
        {"root_path": "/a b"},
        {"hosts": ("https://ask.example",)},
        {"no_such_field": 1},
    ],
)
def test_an_impossible_value_is_named(wrong: dict[str, Any]) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(**wrong)
    name = next(iter(wrong))
    assert caught.value.message.startswith(
        "ASSISTANT_" + name.upper() if name in Settings.model_fields else name
    )
    assert caught.value.hint


@pytest.mark.parametrize(
    ("wrong", "message", "hint"),
    [
        ({"port": "http"}, "ASSISTANT_PORT must be a whole number.", "Correct it"),
        ({"port": 70_000}, "ASSISTANT_PORT must be at most 65535.", "Correct it"),
        ({"idle_timeout": 0}, "ASSISTANT_IDLE_TIMEOUT must be more than 0.", "Correct it"),
        ({"trust_proxy": "maybe"}, "ASSISTANT_TRUST_PROXY must be true or false.", "Correct it"),
        ({"embedding": "Locl"}, "ASSISTANT_EMBEDDING must be 'local' or 'openai'.",
         "Did you mean ASSISTANT_EMBEDDING=local?"),
        ({"store_questions": "uncoverd"},
         "ASSISTANT_STORE_QUESTIONS must be 'no', 'uncovered' or 'all'.",
         "Did you mean ASSISTANT_STORE_QUESTIONS=uncovered?"),
        ({"embedding": "word2vec"}, "ASSISTANT_EMBEDDING must be 'local' or 'openai'.",
         "Correct it"),
        ({"no_such_field": 1}, "no_such_field is not a setting.", "status"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_in_words_for_people(
    wrong: dict[str, Any], message: str, hint: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(**wrong)
    assert caught.value.message == message
    assert hint in caught.value.hint


def test_the_variable_that_was_set_is_the_one_that_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "localhost")
    with pytest.raises(SettingsError, match=r"^OPENAI_BASE_URL: an address begins with"):
        load_settings()


@pytest.mark.parametrize("url", ["http://[", "http://h:port/v1", "https://[::1", "http://h:99999"])
def test_an_address_that_nothing_can_read_is_said_at_once(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", url)
    with pytest.raises(SettingsError, match=r"^OPENAI_BASE_URL: this is no address"):
        load_settings()


def test_what_is_pasted_is_taken_without_the_space_around_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", " sk-secret\n")
    monkeypatch.setenv("OPENAI_BASE_URL", " HTTP://h/v1 ")
    settings = load_settings()
    assert settings.openai_api_key is not None
    assert settings.openai_api_key.get_secret_value() == "sk-secret"
    assert settings.openai_base_url == "HTTP://h/v1"
    monkeypatch.setenv("OPENAI_API_KEY", " ")
    assert load_settings().openai_api_key is None


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        load_settings().port = 1


def test_the_fingerprint_follows_what_is_stored_and_nothing_else() -> None:
    base = load_settings()
    assert len(base.fingerprint) == 12
    for same in ({"port": 1}, {"openai_api_key": "k"}, {"embedding_model": "other"}):
        assert load_settings(**same).fingerprint == base.fingerprint
    remote = load_settings(embedding="openai")
    assert remote.fingerprint != base.fingerprint
    other = load_settings(embedding="openai", embedding_model="other")
    assert other.fingerprint != remote.fingerprint


def test_telemetry_is_off_before_anything_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("GRADIO_ANALYTICS_ENABLED", "ANONYMIZED_TELEMETRY", "HF_HUB_OFFLINE", "DO_NOT_TRACK")
    for name in names:
        monkeypatch.setenv(name, "unset")
    prepare_environment()
    assert [os.environ[name] for name in names] == ["False", "False", "1", "1"]


def test_every_setting_is_explained() -> None:
    assert set(Settings.model_fields) >= {"corpus_dir", "index_dir", "data_dir", "chroma_url"}
