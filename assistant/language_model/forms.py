"""The form a reply is to have: a JSON schema, and what is left of it for servers that take less.

Servers that hold a model to a schema (OpenAI, llama.cpp, Ollama, vLLM, LM Studio) take it as
``response_format``; some know no sizes in it, some only that it shall be JSON, some nothing of it.
Each of these is a change of a request that ``negotiation`` may concede. Pure: dictionaries in and
out. https://platform.openai.com/docs/guides/structured-outputs
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SIZES = ("maxLength", "minLength", "maxItems", "minItems")
"""What limits how long a value may be. Without it, a small model may write one without an end."""


@dataclass(frozen=True, slots=True)
class Form:
    """A JSON schema by a name; every object in it names all of its fields as required."""

    name: str
    schema: Mapping[str, Any]

    def asked(self) -> dict[str, Any]:
        """The form as the value of ``response_format``; a new dictionary."""
        schema = {"name": self.name, "strict": True, "schema": dict(self.schema)}
        return {"type": "json_schema", "json_schema": schema}


def limits_sizes(request: Mapping[str, Any]) -> bool:
    """Whether a request asks for a schema in which something may only be so long."""
    form = request.get("response_format")
    return isinstance(form, Mapping) and _without_sizes(form) != form


def drop_sizes(request: dict[str, Any]) -> None:
    """Asks for the form without how long anything in it may be."""
    if "response_format" in request:
        request["response_format"] = _without_sizes(request["response_format"])


def only_json(request: dict[str, Any]) -> None:
    """Asks for JSON in whatever form."""
    if "response_format" in request:
        request["response_format"] = {"type": "json_object"}


def as_text_format(request: dict[str, Any]) -> None:
    """Puts the form where the Responses API looks for it."""
    if form := request.pop("response_format", None):
        inner = form.get("json_schema", {})
        request["text"] = {"format": {"type": form["type"], **inner}}


def _without_sizes(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _without_sizes(inner) for name, inner in value.items() if name not in SIZES}
    return value
