"""The one frozen settings value, and the only place that reads the environment.

Every field can be set as ``ASSISTANT_<FIELD>``; the OpenAI key, address and model also by the
names their own tools use (``OPENAI_API_KEY``, ``OPENAI_BASE_URL``, ``OPENAI_MODEL``). A variable
that starts with ``ASSISTANT_`` and is not a setting is an error, because it is a typing mistake.
"""

from __future__ import annotations

import difflib
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import platformdirs
from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from assistant.errors import SettingsError
from assistant.misfits import misfit
from assistant.text import patterns as re

PREFIX = "ASSISTANT_"
NAME = "tpm-assistant"
PROJECT = Path(__file__).resolve().parent.parent
CHECKOUT = (PROJECT / "pyproject.toml").is_file() and (PROJECT / "corpus").is_dir()
"""Whether this runs from the project's own folder, or from where it was installed."""
CORPUS = PROJECT / "corpus" if CHECKOUT else PROJECT / "assistant" / "corpus"
Seconds = Annotated[float, Field(gt=0, le=600)]


def _alias(field: str, name: str) -> AliasChoices:
    # Not the bare field name: a variable MODEL may belong to anybody.
    return AliasChoices(f"{PREFIX}{field}".lower(), name.lower())


def _own_folder(kind: Literal["cache", "data"]) -> Path:
    if CHECKOUT:
        return PROJECT / "index_store"
    if kind == "cache":
        return platformdirs.user_cache_path(NAME, appauthor=False) / "index"
    return platformdirs.user_data_path(NAME, appauthor=False)


class Settings(BaseSettings):
    """All choices of one running assistant. Frozen; make another with ``model_copy``."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="forbid", env_ignore_empty=True, populate_by_name=True
    )

    corpus_dir: Path = CORPUS
    """Folder of the documents."""
    index_dir: Path = Field(default_factory=lambda: _own_folder("cache"))
    """Folder of the generated index; safe to delete. In a checkout ``index_store``, else the
    platform's folder for what can be made again."""
    data_dir: Path = Field(default_factory=lambda: _own_folder("data"))
    """Folder of what visitors leave: ratings, counts, and questions where they are kept. In a
    checkout ``index_store``, else the platform's folder for a user's data."""
    owner_dir: Path | None = None
    """Folder of what the owner adds at the desk: questions, documents, cases. Unset means ``owner``
    in ``data_dir``; several processes share one."""
    corpora_dir: Path | None = None
    """Folder whose sub-folders are corpora, all served by one process, each under ``/c/NAME``;
    unset means that ``corpus_dir`` alone is served."""
    corpora_open: int = Field(default=32, ge=1, le=10_000)
    """Corpora of ``corpora_dir`` that are open at the same time at most."""
    corpora_idle_minutes: float = Field(default=10.0, ge=0, le=10_080)
    """One that nobody asks for so long is closed; 0 closes none before there is no room."""
    chroma_url: str | None = None
    """Address of a Chroma server on a private network; unset means embedded in ``index_dir``."""

    embedding: Literal["local", "openai"] = "local"
    """Who turns text into vectors. ``openai`` needs a key and sends the corpus there."""
    embedding_model: str = "text-embedding-3-small"
    """Model for ``embedding=openai``."""
    threads: int = Field(default=2, ge=1, le=64)
    """Processor threads for the local models."""
    remembered: int = Field(default=256, ge=0, le=100_000)
    """The last answers in the document's own words that are kept in memory, with what was looked up
    for them, so that a question that is asked again is answered at once; 0 keeps none."""

    openai_api_key: SecretStr | None = Field(
        default=None, validation_alias=_alias("openai_api_key", "OPENAI_API_KEY")
    )
    openai_base_url: str | None = Field(
        default=None, validation_alias=_alias("openai_base_url", "OPENAI_BASE_URL")
    )
    model: str = Field(default="gpt-4.1-mini", validation_alias=_alias("model", "OPENAI_MODEL"))
    """Name of the language model; used only when a key or an address is set."""
    context_budget: int = Field(default=24_000, ge=500)
    """Characters of corpus a model is shown; a corpus that fits is shown whole."""
    model_output_tokens: int = Field(default=1_500, ge=16, le=100_000)
    """Tokens a model may write for one answer, its thoughts included."""
    model_temperature: float = Field(default=0.0, ge=0.0, le=2.0)
    model_api: Literal["auto", "chat", "responses"] = "auto"
    """Chat completions or the Responses API; ``auto`` is chat until the server asks for other."""
    model_effort: str = ""
    """How long a reasoning model thinks, such as ``low`` or ``high``; empty: as it likes."""
    model_tokens_day: int = Field(default=0, ge=0)
    model_tokens_month: int = Field(default=0, ge=0)
    """Budgets in tokens; once used up, answers are the documents' own words. 0 is no limit."""
    connect_timeout: Seconds = 5.0
    first_token_timeout: Seconds = 20.0
    idle_timeout: Seconds = 10.0
    total_timeout: Seconds = 60.0
    """Limits of one model call, in seconds."""

    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=0, le=65535)
    hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """Names under which visitors reach the server, like ``ask.example``. Addresses in numbers, the
    machine's own name and names without a dot always are; any other name is refused, because it may
    be a stranger's that points here."""
    root_path: str = ""
    """Path under which a proxy serves the assistant, like ``/tpm``."""
    widget_origins: Annotated[tuple[str, ...], NoDecode] = ()
    """Sites that may embed the widget, like ``https://jobs.example``; empty: only this server."""
    rate_per_minute: int = Field(default=60, ge=1)
    """Questions per minute and address."""
    rate_per_minute_site: int = Field(default=600, ge=1)
    """Questions per minute and embedding site."""
    rate_per_minute_all: int = Field(default=6_000, ge=1)
    """Questions per minute of all visitors together."""
    redis_url: SecretStr | None = None
    """Address of a Redis in which several processes count their limits together, like
    ``redis://host:6379/0``; unset means each process for itself."""
    metrics_token: SecretStr | None = None
    """Who may read ``/metrics``: with a token, whoever sends it as ``Bearer``; without one, only
    callers on this machine or its private network that come without a proxy."""
    log_format: Literal["plain", "json"] = "plain"
    """How the server logs: for people, or one JSON object a line with the id of the request."""
    otel_endpoint: str | None = None
    """Address of an OpenTelemetry collector (OTLP over HTTP) that traces are sent to."""
    reload_seconds: float = Field(default=30.0, ge=0, le=86_400)
    """How often a running server looks whether the corpus has changed; 0 never looks."""
    trust_proxy: bool = False
    """Believe ``X-Forwarded-For``, ``-Proto`` and ``-Host``; only behind a proxy of your own."""
    store_questions: Literal["no", "uncovered", "all"] = "no"
    """Whose words are kept: nobody's, those of questions that were not or only in part answered,
    or all; ``true`` means ``all``. Questions are counted in any case."""
    retention_days: int = Field(default=90, ge=1)
    """What visitors left is deleted after so many days."""
    talk_days: int = Field(default=30, ge=0, le=3650)
    """A visitor's browser forgets a talk so many days after its last question; 0, for computers
    that are shared, when the tab is closed."""
    database_url: SecretStr | None = None
    """Address of a PostgreSQL database for what visitors leave, like
    ``postgresql://user:password@host/name``; unset means a file in ``data_dir``."""
    database_schema: str = Field(default="", pattern=r"^([a-z0-9_][a-z0-9_-]{0,62})?$")
    """Schema of that database; unset means its default one. Of many corpora each has its own."""
    mcp: bool = False
    """Whether programs find the tools of the Model Context Protocol at ``/mcp``; needs the extra
    ``mcp``."""
    owner_password_hash: SecretStr | None = None
    """Opens the owner's desk at ``/owner``; `tpm-assistant owner password` makes the hash."""
    owner_token: SecretStr | None = Field(default=None, min_length=16)
    """For programs that fetch what was asked from ``/api/owner``, sent as ``Bearer``."""
    owner_uploads: bool = False
    """Whether documents may be added and removed at the owner's desk."""
    owner_upload_mb: int = Field(default=10, ge=1, le=20)
    """Megabytes of one document that is added there."""
    owner_sets: Path | None = None
    """Folder of evaluation cases that a new question is checked against; unset means those of the
    desk and, in a checkout, ``eval/sets``."""
    secret: SecretStr | None = Field(default=None, min_length=16)
    """Key that answer ids are signed with, the same for every process; unset means that one is made
    and kept with what visitors leave."""

    @field_validator("hosts", "widget_origins", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("store_questions", mode="before")
    @classmethod
    def _is_choice(cls, value: Any) -> Any:
        chosen = str(value).strip().lower()
        words = {"true": "all", "1": "all", "yes": "all", "on": "all"}
        return {**words, "false": "no", "0": "no", "off": "no"}.get(chosen, chosen)

    @field_validator("owner_password_hash")
    @classmethod
    def _is_password_hash(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith("scrypt$"):
            raise ValueError("it is a hash that `tpm-assistant owner password` prints")
        return value

    @field_validator("openai_api_key")
    @classmethod
    def _without_space(cls, value: SecretStr | None) -> SecretStr | None:
        bare = value.get_secret_value().strip() if value else ""  # Pasted keys end in a line break.
        return SecretStr(bare) if bare else None

    @field_validator("root_path")
    @classmethod
    def _is_path(cls, value: str) -> str:
        path = value.rstrip("/")
        if path and not re.fullmatch(r"(/[\w.~-]+)+", path, re.ASCII):
            raise ValueError("a path looks like /tpm")
        return path

    @field_validator("hosts")
    @classmethod
    def _are_hosts(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        hosts = tuple(host.lower().rstrip(".") for host in value)
        for host in hosts:
            if not re.fullmatch(r"(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*", host):
                raise ValueError(f"{host!r} is no name such as ask.example")
        return hosts

    @field_validator("chroma_url", "openai_base_url", "otel_endpoint")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        value = value.strip()
        if not re.match(r"https?://[^/\s]", value, re.IGNORECASE):
            raise ValueError("an address begins with http:// or https://")
        try:
            _ = urlsplit(value).port
        except ValueError as error:
            raise ValueError(f"this is no address ({error})") from None
        return value

    @property
    def added_dir(self) -> Path:
        """Folder of what the owner has added beside the corpus."""
        return self.owner_dir or self.data_dir / "owner"

    @property
    def case_dirs(self) -> tuple[Path, ...]:
        """Folders of evaluation cases: the owner's own, and those that are named or shipped."""
        shipped = PROJECT / "eval" / "sets" if CHECKOUT and self.corpus_dir == CORPUS else None
        named = self.owner_sets or shipped
        return (self.added_dir / "sets", *((named,) if named else ()))

    @property
    def uses_model(self) -> bool:
        """Whether a language model writes the answers."""
        return self.openai_api_key is not None or self.openai_base_url is not None

    @property
    def fingerprint(self) -> str:
        """12 hex digits over the settings that change what is stored in an index."""
        parts: list[str] = [self.embedding]
        if self.embedding == "openai":
            parts.append(self.embedding_model)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _variable(place: tuple[int | str, ...]) -> str:
    """The environment variable of a setting, as a person would set it."""
    if not place:
        return "The settings"
    name = str(place[0]).lower()
    for field, info in Settings.model_fields.items():
        alias = info.validation_alias
        choices = [str(c) for c in alias.choices] if isinstance(alias, AliasChoices) else []
        if name == field or name in choices:
            own = f"{PREFIX}{field}".upper()
            return next(
                (c.upper() for c in choices if c.upper() in map(str.upper, os.environ)), own
            )
    return name


def load_settings(**overrides: Any) -> Settings:
    """The settings of this process: defaults, then the environment, then ``overrides``.

    Raises:
        SettingsError: an unknown ``ASSISTANT_`` variable or an impossible value.
    """
    known = {name.upper() for name in Settings.model_fields}
    for name in os.environ:
        own = name.upper().removeprefix(PREFIX)
        if own != name.upper() and own not in known:
            near = difflib.get_close_matches(own, known, n=1)
            raise SettingsError(
                f"{name} is not a setting.",
                f"Did you mean {PREFIX}{near[0]}?"
                if near
                else "`tpm-assistant status` lists them.",
            )
    try:
        return Settings(**{key: value for key, value in overrides.items() if value is not None})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        message, hint = _refused(_variable(first["loc"]), first)
        raise SettingsError(message, hint) from None


def _refused(name: str, error: Mapping[str, Any]) -> tuple[str, str]:
    """A sentence about a value that a setting does not take, and what to do.

    A value is repeated only where it is one of a few words: others may be a secret.
    """
    if error["type"] == "extra_forbidden":
        return f"{name} is not a setting.", "`tpm-assistant status` lists them."
    told = misfit(error)
    if told is None:
        return (
            f"{name}: {error['msg'].removeprefix('Value error, ')}.",
            "Correct it and start again.",
        )
    hint = "Correct it and start again."
    if error["type"] == "literal_error":
        choices = re.findall(r"'([^']+)'", error["ctx"]["expected"])
        given = str(error["input"]).strip().lower()
        near = difflib.get_close_matches(given, choices, n=1)
        hint = f"Did you mean {name}={near[0]}?" if near else hint
    return f"{name} {told}.", hint


def environment_with(**settings: str) -> dict[str, str]:
    """The environment for a process of its own, with some settings in the place of its own."""
    return {**os.environ, **settings}


def prepare_environment() -> None:
    """Turns off the telemetry of our dependencies; must run before they are imported."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ["DO_NOT_TRACK"] = "1"
    # onnxruntime looks up its maker's collector as soon as it is imported; to ask it afterwards
    # (``disable_telemetry_events``) is too late.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
