"""What a message wants of a document as a whole: a summary, its outline, all its numbers.

The ways stand in ``wholes.toml``, each with its patterns, examples and look-alikes; nothing about
them is written here. Pure: text in, a way out.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from assistant.text import patterns as re
from assistant.understanding.acts import bare

WHOLES_FILE = Path(__file__).with_name("wholes.toml")
_N = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)"
_NO_MORE = r"(?:max(?:imum)?(?: of)?|at most|no more than|not more than|up to|tops|only)"
_OF = r"(?:(?:short|simple|clear|quick|key|bullet|plain) )*"
_UNIT = r"(?:sentences?|bullets?|points?|lines?|words?|items?|facts?|paragraphs?)"
_SIZE = re.compile(
    rf"(?:(?:\s*[,.;:!?(–-]+\s*|\s+)(?:in|within|with|using|{_NO_MORE})\s+|\s*[,.;:!?(–-]+\s*)"
    rf"(?:(?:about|around|{_NO_MORE})\s+)*{_N}(?:\s*(?:or|to|-|–)\s*{_N})?\s+{_OF}{_UNIT}"
    rf"(?:\s+{_NO_MORE})?(?:,?\s+(?:please|pls|plz|thanks))*\W*$"
    rf"|[\s,.;:!?(–-]+(?:{_NO_MORE}\s+{_N}|{_N}\s+{_NO_MORE})(?:,?\s+(?:please|pls|plz))*\W*$",
    re.IGNORECASE,
)
"""How long an answer is to be: "two or three sentences please", "max 4"."""
_ONE_SENTENCE = re.compile(
    r"\b(?:in (?:just )?)?(?:one|a single|1|a)[ -](?:single )?(?:sentence|line|liner)\b",
    re.IGNORECASE,
)
"""So one sentence is wanted of the whole."""
OF_ONE_THING = frozenset({"heading", "line", "quote", "topic", "happened", "section", "place"})
"""Ways that ask for what is said of a thing that the message names."""
LONGEST = 200
"""Characters of a message that can ask for the whole; a longer one tells a story of its own."""


@dataclass(frozen=True, slots=True)
class WholeAsked:
    """What of the whole is wanted, what the message names beside it (a part, or for whom), and of
    what it is wanted, which may be less than the whole."""

    kind: str
    about: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class WholeRow:
    """One way of the table: how it is said, and what only sounds like it."""

    kind: str
    patterns: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]
    others: tuple[str, ...]


@cache
def table() -> tuple[WholeRow, ...]:
    """The ways in the order of trying."""
    stored = tomllib.loads(WHOLES_FILE.read_text(encoding="utf-8"))
    return tuple(_row(row, stored["words"]) for row in stored["whole"])


def without_size(message: str) -> str:
    """A message without how long the answer to it is to be, where it says so at its end."""
    # Looked for near the end only: in a page of marks each would be read on to the end.
    front, end = message[:-LONGEST], message[-LONGEST:]
    return front + _SIZE.sub("", end) or message


@lru_cache(maxsize=256)  # A message is looked at from several sides.
def whole_asked(message: str) -> WholeAsked | None:
    """The way in which a message asks for the whole, or ``None``: a question like any other."""
    said = bare(without_size(message)).lower()
    if not said or len(said) > LONGEST:
        return None
    for row in table():
        for pattern in row.patterns:
            if match := pattern.search(said):
                groups = match.groupdict()
                about = groups.get("about") or groups.get("about2") or ""
                about += groups.get("where") or ""
                one = row.kind == "summary" and _ONE_SENTENCE.search(message) is not None
                kind = "one_sentence" if one else row.kind
                return WholeAsked(kind, about.strip(" ,.;:?!-"), groups.get("of") or "")
    return None


def _row(row: dict[str, Any], words: dict[str, str]) -> WholeRow:
    patterns = []
    for pattern in row["patterns"]:
        # The words are built of one another.
        for _ in range(2):
            for name, meant in words.items():
                pattern = pattern.replace("{" + name + "}", meant)
        patterns.append(re.compile(pattern))
    return WholeRow(row["whole"], tuple(patterns), tuple(row["examples"]), tuple(row["others"]))
