"""An answer in a JSON object, beside the thoughts that led to it: what of it is meant to be read.

Models that were trained on agents' logs write ``{"thought": …, "answer": …}`` without being asked.
Only an object that begins with such a member is taken for one. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from assistant.text import patterns as re

_THOUGHTS = (
    r"[\w ]{0,20}(?:think|thought|reason|reflect|scratch|analys|monologue|rationale)[\w ]{0,20}"
    r"|plan|cot|steps?|step_by_step"
)
_ANSWERS = r"(?:final[_ ])?(?:answer|response)|output|reply|result|final|text|content|message"
_FENCE = r"\s*(?:(?:```|~~~)(?:json5?)?\s*)?\[?\s*"
_BEGINS = re.compile(
    rf'{_FENCE}\{{\s*"(?:{_THOUGHTS}|{_ANSWERS})"\s*:\s*(?=["\[{{n])', re.IGNORECASE
)
_MAY_BEGIN = re.compile(
    rf"(?:\s*|\s*(?:`{{1,3}}|~{{1,3}})|\s*(?:```|~~~)[a-z0-9]{{0,5}}\s*|{_FENCE}|{_FENCE}\{{\s*"
    r'(?:"[\w ]{0,30}(?:"\s*(?::\s*)?)?)?)\Z',
    re.IGNORECASE,
)
_ANSWER = re.compile(
    rf'"(?:{_ANSWERS})"\s*:\s*"(?P<text>(?:[^"\\]|\\.)*)', re.IGNORECASE | re.DOTALL
)
_NAMED = re.compile(_ANSWERS, re.IGNORECASE)


def begins(text: str) -> bool:
    """Whether a reply is an object of thoughts and an answer."""
    return bool(_BEGINS.match(text))


def may_begin(text: str) -> bool:
    """Whether a reply that has come so far may yet become one."""
    return bool(_MAY_BEGIN.match(text))


def answer_in(text: str) -> str:
    """The answer of such an object, as far as it came; empty where there is none."""
    body = text[text.find("{") :]
    try:
        members, end = json.JSONDecoder(strict=False).raw_decode(body)
    except ValueError:  # It was cut, or is no JSON after all.
        found = list(_ANSWER.finditer(body))
        return _unescaped(found[-1]["text"]) if found else ""
    named = [(name, value) for name, value in members.items() if _NAMED.fullmatch(name)]
    finals = [value for name, value in named if "final" in name.lower()] or [v for _, v in named]
    # An object that is all thought has the answer behind it.
    return _text_of(finals[-1]) if finals else body[end:].strip(" \n\t`~]")


def _text_of(value: object) -> str:
    """A text, or what an object or a list has of it."""
    if isinstance(value, Mapping):
        value = [inner for name, inner in value.items() if _NAMED.fullmatch(name)]
    if isinstance(value, list):
        return "\n".join(filter(None, map(_text_of, value)))
    return value if isinstance(value, str) else ""


def _unescaped(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return re.sub(r"\\.?", " ", text)
