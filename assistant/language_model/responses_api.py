"""OpenAI's Responses API in the terms of chat completions: requests into it, events out of it.

Some models are served by it alone, and a few servers offer nothing else. Everything else about a
call stays as it is: limits, thoughts, budgets, negotiation. Pure: dictionaries in and out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.language_model.forms import as_text_format
from assistant.language_model.pieces import Piece, ReplyError, ReportedError, Usage

_CUT = "max_output_tokens"


def as_responses_request(request: dict[str, Any]) -> None:
    """Turns a request for chat completions into one for responses, in place; twice is no harm."""
    if "messages" not in request:
        return
    request["input"] = [dict(message) for message in request.pop("messages")]
    # Nothing is left with the provider: a conversation is handed in anew each time.
    request["store"] = False
    request.pop("stream_options", None)
    for name in ("max_tokens", "max_completion_tokens"):
        if name in request:
            request["max_output_tokens"] = request.pop(name)
    if effort := request.pop("reasoning_effort", None):
        request["reasoning"] = {"effort": effort}
    as_text_format(request)


def is_responses_event(chunk: Mapping[str, Any]) -> bool:
    """Whether a JSON object is an event, or a whole reply, of the Responses API."""
    kind = chunk.get("type")
    return chunk.get("object") == "response" or (
        isinstance(kind, str) and (kind.startswith("response.") or kind == "error")
    )


def read_responses_event(chunk: Mapping[str, Any]) -> Piece:
    """What one event, or a whole reply, brings.

    Raises:
        ReplyError: it is not readable, or it is an error.
    """
    kind = str(chunk.get("type", ""))
    if chunk.get("object") == "response":
        return _ended(chunk, text=True)
    if kind in ("error", "response.failed"):
        raise ReportedError("an error inside of the stream", chunk)
    if kind in ("response.completed", "response.incomplete"):
        whole = chunk.get("response")
        if not isinstance(whole, Mapping):
            raise ReplyError("no response")
        return _ended(whole, text=False)
    delta = chunk.get("delta")
    if kind == "response.output_text.delta" and isinstance(delta, str):
        return Piece(text=delta)
    if kind.startswith("response.refusal"):
        return Piece(refuses=True)
    return Piece(thinks="reasoning" in kind)


def _ended(whole: Mapping[str, Any], text: bool) -> Piece:
    """The end of a reply and all it says; with ``text`` that came in this one piece."""
    if whole.get("error") or whole.get("status") in ("failed", "cancelled"):
        raise ReportedError("an error inside of the reply", whole.get("error"))
    said, refuses, thinks = "", False, False
    items = whole.get("output")
    for item in items if isinstance(items, list) else ():
        kind = item.get("type") if isinstance(item, Mapping) else None
        thinks = thinks or kind == "reasoning"
        parts = item.get("content") if kind == "message" else None
        for part in parts if isinstance(parts, list) else ():
            if isinstance(part, Mapping):
                refuses = refuses or part.get("type") == "refusal"
                said += str(part.get("text") or "") if part.get("type") == "output_text" else ""
    details = whole.get("incomplete_details")
    reason = details.get("reason") if isinstance(details, Mapping) else None
    finish = "length" if reason == _CUT else "stop"
    return Piece(
        text=said if text else "",
        whole=said,
        thinks=thinks,
        refuses=refuses or reason == "content_filter",
        finish=finish,
        usage=_usage(whole.get("usage")),
    )


def _usage(told: object) -> Usage | None:
    if not isinstance(told, Mapping):
        return None
    counts = (told.get("input_tokens"), told.get("output_tokens"))
    asked, said = (n if isinstance(n, int) and n >= 0 else 0 for n in counts)
    return Usage(asked, said)
