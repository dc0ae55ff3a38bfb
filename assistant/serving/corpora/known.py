"""Which corpora there are, and the settings of each.

Every sub-folder of ``ASSISTANT_CORPORA_DIR`` is a corpus, its name is that of the folder: small
letters, digits, ``-`` and ``_``, so that an address names one folder on every file system, and
nothing outside. Its index and what its visitors leave lie in folders of its own, or, with a
PostgreSQL, in a schema of its own.

A file ``corpora.toml`` beside them gives what one corpus has otherwise than the rest; whoever runs
the server writes it, not who writes the documents:

    [acme]
    listed = true                                  # everybody may see that it exists
    owner_password_hash = "scrypt$…"               # its own owner
    widget_origins = ["https://jobs.acme.example"]
    store_questions = "all"

A corpus is not listed unless it says so: who has its address may use it, nobody else need know of
it. That is no lock, as the name can be guessed.
"""

from __future__ import annotations

import hashlib
import hmac
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr

from assistant.errors import SettingsError
from assistant.keeping.postgres import postgres_engine
from assistant.settings import Settings, load_settings
from assistant.text import patterns as re

FILE = "corpora.toml"
WAY = "/c/"
"""What stands before the name of a corpus in an address."""
OWN = (
    *("owner_password_hash", "owner_token", "owner_uploads", "widget_origins"),
    *("store_questions", "retention_days", "talk_days"),
)
"""Settings that a corpus may have of its own, beside ``listed``."""
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_SCHEMA_MOST = 48
"""Letters of a name in the name of its schema, of which PostgreSQL allows 63."""
_HINT = "Small letters, digits, - and _ make the name of a corpus, as in `handbook-2026`."


@dataclass(frozen=True, slots=True)
class Found:
    """What lies in the folder: names of corpora, and of folders that cannot be one."""

    names: tuple[str, ...]
    misnamed: tuple[str, ...] = ()


class KnownCorpora:
    """The corpora of one folder. Nothing is kept: what changes there is so at once.

    Raises:
        SettingsError: there is no such folder, or the settings cannot be those of many corpora.
    """

    def __init__(self, settings: Settings) -> None:
        if settings.corpora_dir is None or not settings.corpora_dir.is_dir():
            raise SettingsError(
                f"There is no folder {settings.corpora_dir}.",
                "ASSISTANT_CORPORA_DIR is a folder with a folder for each corpus in it.",
            )
        self.folder = settings.corpora_dir
        self.naming_hint = _HINT
        self.settings = settings
        self.data_dir = settings.data_dir / "corpora"
        """Folder of what visitors leave, with a folder for each corpus."""
        self.schema_prefix = f"{settings.database_schema or 'corpus'}_"
        """What the names of their schemas begin with, where a PostgreSQL keeps the visitors."""
        if settings.database_url is not None:
            postgres_engine(settings.database_url.get_secret_value()).dispose()
        self._read_file()  # a fault is told at the start, not to the first visitor

    def found(self) -> Found:
        """What lies in the folder now, by name; hidden folders are none."""
        try:
            folders = sorted(
                place.name
                for place in self.folder.iterdir()
                if place.is_dir() and not place.name.startswith(".")
            )
        except OSError:  # a disk that is gone for now
            return Found(())
        fitting = tuple(name for name in folders if _NAME.fullmatch(name))
        return Found(fitting, tuple(name for name in folders if name not in fitting))

    def has(self, name: str) -> bool:
        """Whether there is a corpus of this name."""
        return bool(_NAME.fullmatch(name)) and (self.folder / name).is_dir()

    def settings_of(self, name: str) -> Settings:
        """The settings of one corpus: those of the process, with folders, path and key of its own.

        Raises:
            SettingsError: there is no such corpus, or its part of ``corpora.toml`` is not valid.
        """
        if not self.has(name):
            raise SettingsError(f"There is no corpus {name[:80]!r} in {self.folder}.", _HINT)
        base = self.settings
        own = {key: value for key, value in self._own(name).items() if key != "listed"}
        checked = _checked(name, own)
        secret = base.secret.get_secret_value() if base.secret is not None else ""
        return base.model_copy(
            update={
                **{key: getattr(checked, key) for key in own},
                "corpora_dir": None,
                "corpus_dir": self.folder / name,
                "index_dir": base.index_dir / "corpora" / name,
                "data_dir": self.data_dir / name,
                "owner_dir": base.owner_dir / name if base.owner_dir is not None else None,
                "database_schema": self.schema_prefix + _short(name),
                "root_path": f"{base.root_path}{WAY}{name}",
                "secret": SecretStr(_key_of(secret, name)) if secret else None,
            }
        )

    def by_schema(self) -> Mapping[str, str]:
        """The names of the corpora by those of their schemas."""
        return {self.schema_prefix + _short(name): name for name in self.found().names}

    def listed(self) -> tuple[str, ...]:
        """The corpora that everybody may see; none where ``corpora.toml`` cannot be read."""
        try:
            parts = self._read_file()
        except SettingsError:
            return ()
        return tuple(
            name for name in self.found().names if parts.get(name, {}).get("listed") is True
        )

    def _own(self, name: str) -> Mapping[str, Any]:
        own = self._read_file().get(name, {})
        unknown = sorted(set(own) - {*OWN, "listed"})
        if unknown or not isinstance(own.get("listed", False), bool):
            raise SettingsError(
                f"{FILE}, [{name}]: {unknown[0] if unknown else 'listed'} cannot be set there so.",
                f"`listed` is true or false; beside it there are {', '.join(OWN)}.",
            )
        return own

    def _read_file(self) -> Mapping[str, Mapping[str, Any]]:
        path = self.folder / FILE
        try:
            parts = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(f"{path} cannot be read: {error}.", "Correct it.") from None
        loose: Sequence[str] = [key for key, part in parts.items() if not isinstance(part, dict)]
        if loose:
            raise SettingsError(
                f"{path}: {loose[0]} stands in no part.", "A part begins with [the-name]."
            )
        return parts


def _checked(name: str, own: Mapping[str, Any]) -> Settings:
    try:
        return load_settings(**own)
    except SettingsError as error:
        raise SettingsError(f"{FILE}, [{name}]: {error.message}", error.hint) from None


def _short(name: str) -> str:
    """The name as part of one that PostgreSQL takes, which cuts off what is longer, unseen."""
    if len(name) <= _SCHEMA_MOST:
        return name
    return f"{name[: _SCHEMA_MOST - 17]}-{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def _key_of(secret: str, name: str) -> str:
    """The key of one corpus from that of all: an id that one has signed is no other's."""
    return hmac.new(secret.encode(), f"corpus {name}".encode(), hashlib.sha256).hexdigest()
