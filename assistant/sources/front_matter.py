"""The facts in front of a Markdown text: YAML between ``---``, TOML between ``+++``, or JSON.

Every value is read as the text that was typed: ``title: Yes`` is "Yes", and ``version: 1.10`` is
not 1.1. What is no valid YAML or TOML, such as a title with a colon in it, is read line by line,
because people write it so and mean it.
"""

from __future__ import annotations

import json
import tomllib

import yaml

from assistant.sources.reading import META_FIELDS, Meta
from assistant.text import patterns as re

_YAML = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n+|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n+|\Z)", re.DOTALL | re.MULTILINE)
_JSON = re.compile(
    r"\A(\{[ \t]*\n.*?^\}|\{[ \t]*\"[^\n]*\})[ \t]*(?:\n+|\Z)", re.DOTALL | re.MULTILINE
)
_TITLE_BLOCK = re.compile(r"\A%[ \t]+(\S.*)\n(?:%[ \t]+(.*)\n)?(?:%[ \t]+(.*)\n)?\n*")
"""Title, author and date as pandoc has them, each behind its sign."""
_KEY = re.compile(r"([A-Za-z_][\w.-]*)[ \t]*[:=](?:[ \t]+(.*)|$)")
_INNER = re.compile(r"[ \t]+\S|- |-$|#|[\]})]|\[{1,2}[\w.-]+\]{1,2}[ \t]*$")
"""A line that goes on with the one above it: indented, an item of a list, a comment,
or the name of a part in TOML."""


def split_front_matter(source: str) -> tuple[Meta, str]:
    """The facts in front of a text, and the text without them.

    A first line ``---`` with prose after it is a rule of the text, not the begin of facts.
    """
    if (match := _JSON.match(source)) and (values := _json(match[1])) is not None:
        return _known(values), source[match.end() :]
    if match := _TITLE_BLOCK.match(source):
        named = zip(("title", "author", "updated"), match.groups(), strict=True)
        return {name: value.strip() for name, value in named if value}, source[match.end() :]
    for pattern, load in ((_YAML, _yaml), (_TOML, _toml)):
        match = pattern.match(source)
        if match and _is_facts(match[1]):
            values = load(match[1])
            if values is None:
                values = _by_lines(match[1])
            return _known(values), source[match.end() :]
    return {}, source


def _known(values: Meta) -> Meta:
    return {name: values[name] for name in META_FIELDS if values.get(name)}


def _is_facts(block: str) -> bool:
    lines = block.split("\n")
    if not any(line.strip() for line in lines):
        return True
    if not lines[0].strip():
        return False  # A blank line after the rule: the text begins.
    known = [line for line in lines if line.strip()]
    return any(_KEY.match(line) for line in known) and all(
        _KEY.match(line) or _INNER.match(line) for line in known
    )


def _yaml(block: str) -> Meta | None:
    try:
        # The base loader makes every value a text.
        loaded = yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return _texts(loaded)


def _toml(block: str) -> Meta | None:
    try:
        return _texts(tomllib.loads(block))
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _json(block: str) -> Meta | None:
    try:
        return _texts(json.loads(block))
    except (ValueError, RecursionError):
        return None


def _texts(loaded: object) -> Meta | None:
    if not isinstance(loaded, dict):
        return None
    return {str(name): _text(value) for name, value in loaded.items()}


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value if not isinstance(item, dict | list))
    if value is None or isinstance(value, dict):
        return ""
    text = " ".join(str(value).split())
    return "" if text.lower() in ("null", "~") else text


def _by_lines(block: str) -> Meta:
    found: Meta = {}
    for line in block.split("\n"):
        if match := _KEY.match(line):
            value = " ".join((match[2] or "").split())
            if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1]
            found.setdefault(match[1], value.strip("\"'") if value[:1] in ("'", '"') else value)
    return found
