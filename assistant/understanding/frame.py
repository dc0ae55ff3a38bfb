"""Takes off what people put around a question: greetings, politeness, "according to the article".

None of it changes what is asked, and all of it moves the question's vector, so it goes before the
question is looked up. What is taken off is data (``frame.toml``). What stays is always a question
of two words or more: a message that is nothing but frame ("Hi there!") is left as it is, since
small talk is recognised by it. Pure.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from assistant.text import patterns as re

FRAME_FILE = Path(__file__).with_name("frame.toml")
FEWEST_WORDS = 2
MOST_ROUNDS = 8
LONGEST = 300
"""Characters that are taken off the end at once."""

_MARKS = r"[\s.,!?;:…–—-]"
_QUOTES = (("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"), ("«", "»"), ("„", "“"), ("`", "`"))
_WORD = re.compile(r"[^\W_]+")


@cache
def _table() -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
    """What is taken off in front, and at the end."""
    table = tomllib.loads(FRAME_FILE.read_text(encoding="utf-8"))
    asks = rf"(?:{'|'.join(table['asks'])})\b"

    def compiled(patterns: Iterable[str], form: str) -> list[re.Pattern[str]]:
        return [
            re.compile(
                form.format(p.replace("@ASKS", asks).replace("@SOURCE", table["source"])),
                re.IGNORECASE,
            )
            for p in patterns
        ]

    front = compiled(table["before_mark"], r"(?:{})(?:\s*[!.,:;…–—]+\s*|\s+-+\s+|\s*\n+\s*)")
    front += compiled(table["before"], "(?:{})")
    end = compiled(table["after"], rf"(?:{_MARKS}+)(?:{{}}){_MARKS}*$")
    return tuple(front), tuple(end)


@lru_cache(maxsize=256)  # A message is looked at from several sides.
def taken_off(message: str) -> str:
    """The question without its frame, in one line; applying it twice changes nothing more."""
    left = _unquoted(re.sub(r"\s+", " ", message.replace("’", "'")).strip())
    for _ in range(MOST_ROUNDS):
        before = left
        left = _shorter(left)
        if left == before:
            break
    return left


def _shorter(question: str) -> str:
    front, end = _table()
    for pattern in front:
        if (match := pattern.match(question)) and _asks(rest := question[match.end() :]):
            question = rest
    for pattern in end:
        # Near the end only: in a page of marks each would be read on to the end.
        near = max(0, len(question) - LONGEST)
        if (match := pattern.search(question, near)) and _asks(rest := question[: match.start()]):
            question = rest + ("?" if "?" in match.group() else "")
    return _unquoted(question.strip())


def _unquoted(text: str) -> str:
    """Without quotation marks around the whole, or with none that were left open."""
    for opening, closing in _QUOTES:
        bare = text.strip()
        inner = bare.rstrip(" .!?")
        if len(inner) > 2 and inner[0] == opening and inner[-1] == closing:
            middle = inner[1:-1]
            if opening not in middle and closing not in middle and _asks(middle):
                return middle.strip() + bare[len(inner) :].strip()
    return text


def _asks(text: str) -> bool:
    return len(_WORD.findall(text)) >= FEWEST_WORDS
