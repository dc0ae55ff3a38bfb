"""Which fields of a request a server takes: tried once, learnt from its refusal, remembered.

A refusal names a field (``param``, ``detail[].loc``) or only speaks of it. Each concession below
is one way to ask for the same thing differently. A refusal that names nothing is answered by
leaving out everything optional at once, which is as far as one can give in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from assistant.language_model.forms import SIZES, drop_sizes, limits_sizes, only_json
from assistant.language_model.replies import details_of
from assistant.language_model.responses_api import as_responses_request
from assistant.text import patterns as re

Concession: TypeAlias = Literal[
    "max_completion_tokens", "no_limit", "no_temperature", "no_stream_options", "no_effort",
    "no_system", "no_stream", "no_sizes", "only_json", "no_form", "responses",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Rule:
    concession: Concession
    fields: tuple[str, ...]
    words: re.Pattern[str]


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_REFUSED = (
    r"(?:unsupported|not supported|does not support|doesn't support|unknown|unrecognized"
    r"|unexpected|not permitted|not allowed|invalid|only the default|extra"
    r"|not enabled|not available|disabled|must be (?:set to )?false)"
)
_STREAMING = r"(?:server-sent events|\bstream(?:ing)?\b(?!_))"
_STREAM = rf"{_STREAMING}.{{0,60}}{_REFUSED}|{_REFUSED}.{{0,60}}{_STREAMING}"
_SYSTEM = (
    r"only user\b.{0,40}\broles?\b|(?:system|developer)[ _-]*(?:role|message|prompt|instruction)"
    r"|roles? must alternate|conversation roles|\broles?\b.{0,40}\bsystem\b|\bsystem\b.{0,20}\brole"
)
_FORM = ("response_format", "text.format")
_FORM_WORDS = (
    r"response[_ ]?format|text\.format|json[_ ]?(?:schema|object|mode)|structured[_ ]outputs?"
    r"|guided[_ ](?:json|decoding)|\bgrammar\b|responseMimeType|response_?schema"
)
_RULES: tuple[_Rule, ...] = (
    _Rule("responses", (), _words(r"v1/responses|responses api")),
    _Rule("no_temperature", ("temperature",), _words(r"\btemperature\b")),
    _Rule(
        "no_stream_options",
        ("stream_options", "include_usage"),
        _words(r"stream_options|include_usage"),
    ),
    _Rule(
        "no_effort",
        ("reasoning_effort", "reasoning", "reasoning.effort"),
        _words(
            r"reasoning[_. ]?effort|\b(?:reasoning|thinking)\b.{0,40}(?:not supported|\bvalue\b)"
            r"|support (?:thinking|reasoning)"
        ),
    ),
    _Rule(
        "max_completion_tokens", ("max_tokens",), _words(r"max_completion_tokens|\bmax_tokens\b")
    ),
    _Rule("no_limit", ("max_completion_tokens",), _words(r"\bmax_completion_tokens\b")),
    # A form is given up by steps: how long its parts may be, then the schema, then that it is JSON.
    _Rule("no_sizes", SIZES, _words("|".join(SIZES))),
    _Rule("only_json", _FORM, _words(_FORM_WORDS)),
    _Rule("no_form", _FORM, _words(_FORM_WORDS)),
    _Rule("no_system", (), _words(_SYSTEM)),
    _Rule("no_stream", ("stream",), _words(_STREAM)),
)
_TOO_MANY = _words(
    r"at most|maximum(?: allowed)?(?: number| value| output|\b.{0,20}tokens?)|up to|<="
    r"|limit(?: is|:)|less than or equal|\brange\b"
)
_CONTEXT = _words(r"context (?:length|window|size|limit)|input\b(?! error)|\bmessages\b")
"""Where the question is too long, what it leaves of the whole says nothing for the next one."""
_TOO_LONG = _words(r"context|too (?:long|large|many)|maximum|exceed")
"""Words of a refusal that no other way of asking would help against."""
_WHOLE = _words(
    r"(?:context (?:length|window|size|limit)|max_new_tokens`?)"
    r"\D{0,40}?(?:is|of|:|<=|be|\()\D{0,12}(\d{3,8})"
)
_ASKED = _words(
    r"(\d{1,8})(?: (?:tokens?|input|text|prompt|in|of|from|the|your|are)\b){0,4}"
    r" (?:messages|prompt|input)\b|(\d{1,8}) `?inputs`? tokens|(\d{1,8}) input tokens"
)
_SUM = _words(r"(\d{1,8}) *\+ *\d{1,8} *> *(\d{3,8})|\d{1,8} *> *(\d{3,8}) *- *(\d{1,8})")
_OVERFLOW = _words(
    r"context (?:length|window|size|limit)|`?inputs?`? tokens? \+|prompt is too long|too long for"
)
LEAST_ROOM = 64
"""Tokens; where a long question leaves less for the answer, none is asked for."""
_LIMITS = ("max_tokens", "max_completion_tokens", "max_output_tokens")
EVERYTHING: tuple[Concession, ...] = (
    "no_temperature", "no_stream_options", "no_effort", "no_form",
)  # fmt: skip


@dataclass(slots=True)
class Negotiation:
    """What one server was found to want. Shared by all calls; grows, and never shrinks."""

    conceded: set[Concession] = field(default_factory=set)
    tried: set[Concession] = field(default_factory=set)
    """Conceded on a guess; ``confirm`` or ``withdraw`` follows."""
    most: int | None = None
    """The largest output limit that the server takes, where it told one."""

    def apply(self, request: dict[str, Any]) -> dict[str, Any]:
        """``request`` as this server takes it; a new dictionary."""
        changed = dict(request)
        for name in _CHANGES:
            if name in self.conceded or name in self.tried:
                _CHANGES[name](changed)
        for limit in _LIMITS:
            if self.most is not None and limit in changed:
                changed[limit] = min(changed[limit], self.most)
        return changed

    def learn(self, body: Any, request: dict[str, Any], *, guess: bool = True) -> bool:
        """Whether a refusal of ``request`` taught something, so that asking again makes sense.

        Args:
            body: the parsed JSON of the refusal, or its text.
            request: what was sent.
            guess: leave out everything optional where the refusal names nothing.
        """
        words, names = details_of(body)
        if tells_overflow(body) and not names - {*_LIMITS, "messages", "input", "none"}:
            return False  # The question is too long; how it is asked does not matter.
        if self._lowered(words, request):
            return True
        for rule in _RULES:
            if rule.concession in self.conceded or not _concerns(rule, request):
                continue
            if rule.concession == "no_limit" and "max_completion_tokens" not in request:
                continue
            named = any(name.endswith(rule.fields) for name in names) if rule.fields else False
            if named or rule.words.search(words):
                self.conceded.add(rule.concession)
                return True
        if not guess or self.tried or _TOO_LONG.search(words):
            return False
        self.tried.update(c for c in EVERYTHING if _present(c, request))
        return bool(self.tried)

    def _lowered(self, words: str, request: dict[str, Any]) -> bool:
        """Whether the refusal tells a largest limit, below the one that was sent."""
        sent = next((request[name] for name in _LIMITS if name in request), None)
        if sent is None or not _TOO_MANY.search(words) or _CONTEXT.search(words):
            return False
        of_answer = (*_LIMITS, "output", "maximum tokens")
        if not any(name in words for name in of_answer):
            return False
        told = [int(figure) for figure in re.findall(r"(?<!<)\b\d{2,7}\b", words.replace(",", ""))]
        fitting = [figure for figure in told if figure < sent]
        if not fitting:
            return False
        self.most = max(fitting)
        return True

    def confirm(self) -> None:
        """The last guess was right: it is remembered."""
        self.conceded |= self.tried
        self.tried.clear()

    def withdraw(self) -> None:
        """The last guess did not help: it is forgotten."""
        self.tried.clear()


def tells_overflow(body: Any) -> bool:
    """Whether a refusal says that the question is longer than the model can read."""
    return bool(_OVERFLOW.search(details_of(body)[0]))


def room_left(body: Any, request: dict[str, Any]) -> int | None:
    """The output limit that a question of this length leaves, where a refusal tells it.

    Less than what was sent, and at least `LEAST_ROOM`; None where there is no such room.
    """
    words = details_of(body)[0].replace(",", "")
    sent = next((request[name] for name in _LIMITS if name in request), None)
    if sent is None or not _OVERFLOW.search(words):
        return None
    if summed := _SUM.search(words):
        asked, whole = (int(n) for n in (summed[1] or summed[4], summed[2] or summed[3]))
    elif (limit := _WHOLE.search(words)) and (used := _ASKED.search(words)):
        whole, asked = int(limit[1]), int(next(n for n in used.groups() if n))
    else:
        return None
    # "At least 1,249 input tokens" is where the server stopped counting.
    room = sent // 2 if "at least" in words else min(whole - asked, sent - 1)
    return room if room >= LEAST_ROOM else None


def _concerns(rule: _Rule, request: dict[str, Any]) -> bool:
    if rule.concession == "responses":
        return "messages" in request
    if rule.concession == "no_system":
        messages = request.get("messages") or request.get("input") or ()
        return any(message["role"] == "system" for message in messages)
    if rule.concession == "no_stream":
        return bool(request.get("stream"))
    if rule.concession == "no_sizes":
        return limits_sizes(request)
    return any(name.partition(".")[0] in request for name in rule.fields)


def _present(concession: Concession, request: dict[str, Any]) -> bool:
    before = dict(request)
    _CHANGES[concession](before)
    return before != request


def _limit_by_its_new_name(request: dict[str, Any]) -> None:
    if "max_tokens" in request:
        request["max_completion_tokens"] = request.pop("max_tokens")


def _without(*names: str) -> Callable[[dict[str, Any]], None]:
    def change(request: dict[str, Any]) -> None:
        for name in names:
            request.pop(name, None)

    return change


def _rules_in_the_question(request: dict[str, Any]) -> None:
    """Puts what a system message says in front of the first message of the user."""
    messages: Sequence[dict[str, Any]] = request["messages"]
    rules = "\n\n".join(m["content"] for m in messages if m["role"] == "system")
    others = [dict(m) for m in messages if m["role"] != "system"]
    if rules and others:
        if others[0]["role"] == "user":
            others[0]["content"] = f"{rules}\n\n{others[0]['content']}"
        else:
            others.insert(0, {"role": "user", "content": rules})
        request["messages"] = others


def _in_one_piece(request: dict[str, Any]) -> None:
    request["stream"] = False
    request.pop("stream_options", None)


_CHANGES: dict[Concession, Callable[[dict[str, Any]], None]] = {
    "max_completion_tokens": _limit_by_its_new_name,
    "no_limit": _without("max_tokens", "max_completion_tokens"),
    "no_temperature": _without("temperature"),
    "no_stream_options": _without("stream_options"),
    "no_effort": _without("reasoning_effort", "reasoning"),
    "no_system": _rules_in_the_question,
    "no_stream": _in_one_piece,
    "no_sizes": drop_sizes,
    "only_json": only_json,
    "no_form": _without("response_format"),
    "responses": as_responses_request,  # The last one: it renames what the others look for.
}
