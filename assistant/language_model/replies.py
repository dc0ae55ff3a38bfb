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

DONE = "[DONE]"
_THOUGHTS = ("reasoning_content", "reasoning", "thinking", "reasoning_details")
"""Where servers put a model's thoughts; they are a sign of life, never shown."""


def read_event(data: str) -> Piece:
    """The content of one server-sent event, or of a whole JSON body.

    Raises:
        ReplyError: it is no chunk of a completion, or it is an error.
    """
    if data.strip().upper() == DONE:
        return Piece(finish="done")
    try:
        chunk = json.loads(data.removeprefix("\ufeff"))
    except ValueError:
        raise ReplyError("not JSON") from None
    if not isinstance(chunk, dict):
        raise ReplyError("not an object")
    if is_responses_event(chunk):
        return read_responses_event(chunk)
    if chunk.get("error"):
        raise ReportedError("an error inside of the stream")
    usage = _usage(chunk.get("usage"))
    if isinstance(chunk.get("message"), Mapping) and not chunk.get("choices"):
        return _ollama(chunk)
    choices = chunk.get("choices")
    if not choices:
        if "choices" not in chunk and usage is None and "object" not in chunk:
            raise ReplyError("no choices")
        return Piece(usage=usage)
    return _choice(choices, usage)


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
    told = choice.get("delta") or choice.get("message") or {}
    if not isinstance(told, dict):
        raise ReplyError("a delta that is none")
    text = _text(told.get("content") if "content" in told else choice.get("text"))
    finish = choice.get("finish_reason")
    if isinstance(finish, Mapping):
        finish = finish.get("type") or finish.get("reason") or "stop"
    if not isinstance(finish, str | None):
        raise ReplyError("a finish that is none")
    return Piece(
        text=text,
        thinks=any(told.get(name) for name in _THOUGHTS) or _has_thoughts(told.get("content")),
        refuses=bool(told.get("refusal")) or finish == "content_filter",
        finish=finish or None,
        usage=usage,
    )


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
            str(part.get("text") or "")
            for part in content
            if isinstance(part, dict) and part.get("type", "text") in ("text", "output_text")
        )
    raise ReplyError("content is not text")


def _has_thoughts(content: object) -> bool:
    return isinstance(content, list) and any(
        isinstance(part, dict) and part.get("type") in ("thinking", "reasoning") for part in content
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
        line = line.rstrip("\r\n")
        if line.startswith("data:"):
            self._data.append(line[5:].removeprefix(" "))
            # Servers forget the blank line between two events; a whole JSON value is an event.
            if self._data[-1].strip().upper() == DONE:
                yield from self.finish()
        elif self._json or (line.lstrip("\ufeff").startswith("{") and not self._data):
            self._json += f"{line}\n".removeprefix("\ufeff")
            if _is_json(self._json):
                whole, self._json = self._json, ""
                yield whole.strip()
        elif not line:
            yield from self.finish()

    def finish(self) -> Iterator[str]:
        """The data of an event that the end of the stream completes."""
        if self._json:
            whole, self._json = self._json, ""
            yield whole
        if self._data:
            data, self._data = "\n".join(self._data), []
            if not data.strip():
                return
            if "\n" in data and not _is_json(data):
                yield from (part for part in data.split("\n") if part.strip())
            else:
                yield data


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def details_of(body: Any) -> tuple[str, frozenset[str]]:
    """The words of a refusal, in lower case, and the names of the fields that it points to.

    Gateways name a refused field in ``error.param``, in ``detail[].loc`` or only in words.
    """
    names: set[str] = set()
    words: list[str] = []

    def walk(value: object, key: str = "") -> None:
        if isinstance(value, Mapping):
            for name, inner in value.items():
                walk(inner, str(name))
        elif isinstance(value, list):
            for inner in value:
                walk(inner, key)
        elif isinstance(value, str):
            if key in ("param", "loc"):
                names.add(value.lower())
            words.append(value)

    walk(body)
    return " ".join(words).lower(), frozenset(names)
