"""Facts about a file that it cannot hold itself, in ``NAME.meta.toml`` beside it.

A page that was fetched keeps its address there; the title of a PDF can be given there.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from assistant.sources.parsed import Parsed
from assistant.sources.reading import META_FIELDS, left_out

SIDECAR_SUFFIX = ".meta.toml"


def sidecar_path(path: Path) -> Path:
    """Where the facts about a file would be."""
    return path.with_name(path.name + SIDECAR_SUFFIX)


def write_sidecar(path: Path, **facts: str) -> None:
    """Writes the facts about a file beside it."""
    lines = (f"{name} = {_quoted(value)}\n" for name, value in facts.items() if value)
    sidecar_path(path).write_text("".join(lines), encoding="utf-8")


def kept_address(path: Path) -> str:
    """The address that a file was fetched from, or an empty string."""
    try:
        values = tomllib.loads(sidecar_path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ""
    return str(values.get("source_url", ""))


def with_sidecar(parsed: Parsed, path: Path) -> Parsed:
    """The document with the facts that stand beside it, which come before its own.

    Raises:
        DocumentError: they are no TOML.
    """
    beside = sidecar_path(path)
    if not beside.is_file():
        return parsed
    try:
        values = tomllib.loads(beside.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise left_out(
            path.name, f"{beside.name} beside it is no TOML ({error})", "Mend or remove it."
        ) from None
    facts = {name: str(values[name]) for name in META_FIELDS if values.get(name)}
    return replace(parsed, document=replace(parsed.document, **facts))


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c for c in escaped if c.isprintable()) + '"'
