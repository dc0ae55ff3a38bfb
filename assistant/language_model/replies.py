"""What a model server sends, read as tolerantly as it can be read rightly. Pure.

Servers that speak OpenAI's chat completions differ: in what they leave out, in sending one JSON
body where a stream was asked for, in content as a list of parts, in ``message`` where ``delta``
is meant, in a last chunk without choices. What is needed of a reply is its text, whether it
thinks, how it ended, and what it cost.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from assistant.language_model.pieces import Piece, ReplyError, ReportedError, Usage
from assistant.language_model.responses_api import is_responses_event, read_responses_event
from assistant.text import patterns as re

DONE = "[DONE]"
MOST_JSON = 4_000_000
"""Characters of one JSON value; what is longer is no reply."""
_THOUGHTS = ("reasoning_content", "reasoning", "thinking", "reasoning_details")
"""Where servers put a model's thoughts; they are a sign of life, never shown."""
_THINKS = ("thought", "is_thought", "thinking", "is_thinking", "is_reasoning")
_THINKING = ("thought", "thoughts", "thinking", "reasoning", "analysis", "commentary")
"""Flags, and what a role, channel, phase or type is called, by which servers mark thoughts."""
_TEXTS = ("text", "output_text", "text_delta")
_FINISHES = {
    **dict.fromkeys(
        ("length", "max_tokens", "max_output_tokens", "model_length", "max_length", "length_limit"),
        "length",
    ),
    **dict.fromkeys(
        ("content_filter", "safety", "recitation", "prohibited_content", "blocklist", "spii",
         "sensitive", "refusal", "guardrail_intervened"),
        "content_filter",
    ),
    **dict.fromkeys(
        ("error", "insufficient_system_resource", "network_error", "abort", "cancelled", "timeout",
         "engine_error", "engine_overloaded"),
        "error",
    ),
    **dict.fromkeys(("null", "none", ""), None),
}  # fmt: skip
"""What servers call an end that is not simply one: cut, declined, broken off, or none yet."""
_LIFE = ("id", "model", "created", "object", "error")
"""A chunk without choices that has one of these is a sign of life or a report, no fault."""


def read_event(data: str) -> Piece:
    """The content of one server-sent event, or of a whole JSON body.

    Raises:
        ReplyError: it is no chunk of a completion, or it is an error.
    """
    if data.strip().upper() == DONE:
        return Piece(finish="done")
    try:
        chunk = json.loads(data.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise ReplyError("not JSON") from None
    if not isinstance(chunk, dict):
        raise ReplyError("not an object")
    if is_responses_event(chunk):
        return read_responses_event(chunk)
    chunk = _unwrapped(chunk)
    if chunk.get("error") or chunk.get("object") == "error":
        raise ReportedError("an error inside of the stream", chunk)
    usage = _usage(chunk.get("usage"))
    if isinstance(chunk.get("message"), Mapping) and not chunk.get("choices"):
        return _ollama(chunk)
    choices = chunk.get("choices")
    if not choices:
        known = not chunk or chunk.get("type") == "ping" or any(name in chunk for name in _LIFE)
        if "choices" not in chunk and usage is None and not known:
            raise ReplyError("no choices")
        return Piece(usage=usage)
    return _choice(choices, usage)


def _unwrapped(chunk: dict[str, Any]) -> dict[str, Any]:
    """A chunk without the envelope that gateways put around it."""
    for name in ("data", "result", "response"):
        inner = chunk.get(name)
        if isinstance(inner, Mapping) and inner.get("choices"):
            return dict(inner)
    return chunk


def _ollama(chunk: Mapping[str, Any]) -> Piece:
    """A line of Ollama's own protocol."""
    counts = {
        "prompt_tokens": chunk.get("prompt_eval_count"),
        "completion_tokens": chunk.get("eval_count"),
    }
    finish = str(chunk.get("done_reason") or "stop") if chunk.get("done") else None
    usage = _usage(counts) if finish else None
    return _choice([{"message": chunk["message"], "finish_reason": finish}], usage)


def _choice(choices: object, usage: Usage | None) -> Piece:
    """What the first choice of a chunk brings."""
    choice = choices[0] if isinstance(choices, list) else None
    if not isinstance(choice, dict):
        raise ReplyError("no choice")
    if choice.get("index") not in (None, 0, "0"):
        return Piece(usage=usage)  # Another answer beside the first; nobody asked for it.
    told, beside = choice.get("delta"), choice.get("message")
    if told is None:
        told, beside = beside, None
    told = {"content": told} if isinstance(told, str) else told or {}
    if not isinstance(told, dict):
        raise ReplyError("a delta that is none")
    marked = _is_thought(told)
    content = told.get("content") if "content" in told else choice.get("text")
    text = "" if marked else _text(content)
    whole = _text(beside.get("content")) if isinstance(beside, dict) else ""
    finish = _finish(choice.get("finish_reason"))
    if finish == "error":
        raise ReportedError("the reply ended in an error")
    return Piece(
        text=text,
        whole=whole,
        thinks=marked
        or any(told.get(name) for name in _THOUGHTS)
        or _has_thoughts(told.get("content")),
        refuses=bool(told.get("refusal")) or finish == "content_filter",
        finish=finish,
        usage=usage,
    )


def _finish(told: object) -> str | None:
    """Why a reply ended, in OpenAI's words; None while it goes on.

    Raises:
        ReplyError: it is no reason.
    """
    if isinstance(told, Mapping):
        told = told.get("type") or told.get("reason") or "stop"
    if not isinstance(told, str | None):
        raise ReplyError("a finish that is none")
    return None if told is None else _FINISHES.get(told.strip().lower(), told)


def _text(content: object) -> str:
    """Text that comes as a string, as nothing, as a part or as a list of parts."""
    if content is None:
        return ""
    if isinstance(content, Mapping):
        content = [content]
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(
            part if isinstance(part, str) else str(part.get("text") or "")
            for part in content
            if isinstance(part, str)
            or (
                (isinstance(part, dict) and part.get("type", "text") in _TEXTS)
                and not _is_thought(part)
            )
        )
    raise ReplyError("content is not text")


def _is_thought(told: Mapping[str, Any]) -> bool:
    """Whether a delta or a part of it says that its text is thought."""
    return any(told.get(name) is True for name in _THINKS) or any(
        told.get(name) in _THINKING for name in ("role", "channel", "phase", "type")
    )


def _has_thoughts(content: object) -> bool:
    return isinstance(content, list) and any(
        isinstance(part, dict) and _is_thought(part) for part in content
    )


def _usage(told: object) -> Usage | None:
    if not isinstance(told, Mapping):
        return None
    counts = (told.get("prompt_tokens"), told.get("completion_tokens"))
    prompt, completion = (n if isinstance(n, int) and n >= 0 else 0 for n in counts)
    return Usage(prompt, completion)


class EventLines:
    """Server-sent events out of the lines of a stream; everything but their data is passed over.

    JSON in their place is taken as well: a value a line, or one value over several lines.
    """

    def __init__(self) -> None:
        self._data: list[str] = []
        self._json = ""

    def take(self, line: str | None) -> Iterator[str]:
        """What ``line`` completes; None is the end of the stream."""
        return self.finish() if line is None else self.feed(line)

    def feed(self, line: str) -> Iterator[str]:
        """The data of the event that ``line`` completes, if it does."""
        line = line.rstrip("\r\n").removeprefix("\ufeff")
        if line.startswith("data:"):
            while line.startswith("data:"):  # Gateways pass on what was an event already.
                line = line[5:].removeprefix(" ")
            self._data.append(line)
            # Servers forget the blank line between two events; a whole JSON value is an event.
            if self._data[-1].strip().upper() == DONE:
                yield from self.finish()
        elif self._json or (_BEGINS.match(line) and not self._data):
            self._json += f"{line}\n"
            if len(self._json) > MOST_JSON:
                raise ReplyError("JSON without an end")
            # The last line of a value is not indented; to try each would be quadratic.
            if not line.startswith((" ", "\t")) and _is_json(self._json):
                whole, self._json = self._json, ""
                yield from _values(whole)
        elif not line:
            yield from self.finish()

    def finish(self) -> Iterator[str]:
        """The data of an event that the end of the stream completes."""
        if self._json:
            whole, self._json = self._json, ""
            yield from _values(whole)
        if self._data:
            data, self._data = "\n".join(self._data), []
            if not data.strip():
                return
            if "\n" in data and not _is_json(data):
                yield from (part for part in data.split("\n") if part.strip())
            else:
                yield data


_BEGINS = re.compile(r"\ufeff?(?:\{|\[(?=\s*(?:\{|$)))")
"""A line that begins a JSON object, or a list of them."""


def _values(text: str) -> Iterator[str]:
    """A JSON value as an event; of a list, each of its values."""
    if not text.startswith("[") or not _is_json(text):
        yield text.strip()
        return
    for value in json.loads(text):
        yield json.dumps(value)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def details_of(body: Any) -> tuple[str, frozenset[str]]:
    """The words of a refusal, in lower case, and the names of the fields that it points to.

    Gateways name a refused field in ``error.param``, in ``detail[].loc``, as a key under
    ``errors`` or only in words.
    """
    names: set[str] = set()
    words: list[str] = []

    def walk(value: object, key: str = "", keyed: bool = False) -> None:
        if isinstance(value, Mapping):
            for name, inner in value.items():
                if keyed:
                    names.add(str(name).lower())
                walk(inner, str(name), keyed or name == "errors")
        elif isinstance(value, list):
            for inner in value:
                walk(inner, key)
        elif isinstance(value, str):
            if key in ("param", "loc"):
                names.add(value.lower())
            words.append(value)

    walk(body)
    return " ".join(words).lower(), frozenset(names)
