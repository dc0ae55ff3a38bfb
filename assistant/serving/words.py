"""The words of the interface, by language: files that a translator can write without a program.

``assistant/web/words`` has one JSON file for each language: its own ``name``, its ``direction``,
and a section of texts for each surface (``chat`` is what every chat needs: the widget and the chat
page). A text that a language lacks is said in English, key by key, so a half-finished file is of
use at once. The product's answers are not here: those are ``assistant.wording``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

FOLDER = Path(__file__).resolve().parent.parent / "web" / "words"
BASE = "en"
"""The language that has every text."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One language.

    Attributes:
        code: its tag, lower case, as in ``<html lang>``: ``de``, ``pt-br``.
        name: what its speakers call it.
        direction: the way its lines run.
        sections: texts by surface and key; only what the file itself has.
    """

    code: str
    name: str
    direction: Literal["ltr", "rtl"]
    sections: Mapping[str, Mapping[str, str]]


def packs(folder: Path = FOLDER) -> Mapping[str, Pack]:
    """Every language that has a file in ``folder``, by its tag; English first, then by tag."""
    paths = sorted(folder.glob("*.json"), key=lambda path: (path.stem != BASE, path.stem))
    return MappingProxyType({path.stem: _read(path) for path in paths})


@cache
def shipped() -> Mapping[str, Pack]:
    """The languages that come with the product."""
    return packs()


def best(asked: str, there: Mapping[str, Pack]) -> str:
    """The tag in ``there`` that serves ``asked`` (``de-AT`` gives ``de``), else English."""
    tag = asked.strip().lower().replace("_", "-")
    while tag:
        if tag in there:
            return tag
        tag = tag.rpartition("-")[0]
    return BASE


def words(section: str, language: str, there: Mapping[str, Pack] | None = None) -> dict[str, str]:
    """The texts of one surface in one language; what the language lacks is in English."""
    known = shipped() if there is None else there
    base = known[BASE].sections.get(section, {})
    return {**base, **known[best(language, known)].sections.get(section, {})}


def _read(path: Path) -> Pack:
    data = json.loads(path.read_text("utf-8"))
    return Pack(
        code=path.stem,
        name=data.pop("name"),
        direction=data.pop("direction"),
        sections=data,
    )
