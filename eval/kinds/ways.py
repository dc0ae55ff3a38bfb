"""Ways of saying a question that change nothing about what is asked.

The verdict on a question must not hang on its clothes: case, punctuation, a greeting, a
politeness, a frame, an abbreviation, a typing mistake. Each way is computed, so it needs no
labels, and is the same on every machine.

After M. T. Ribeiro et al., "Beyond Accuracy: Behavioral Testing of NLP Models with CheckList"
(ACL 2020), whose invariance tests these are.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping

LONG, SHORT = "technical product manager", "TPM"
OPENING = re.compile(
    r"(?:what|which|who|whom|whose|why|how|when|where|is|are|was|were|do|does|did|can|could|should|"
    r"would|will|has|have|name|list|tell|give|explain|describe|the|a|an)\b",
    re.IGNORECASE,
)


def ways_of(question: str) -> dict[str, str]:
    """Every way that changes the question's characters, by name; at most sixteen."""
    asked = question.strip()
    said = {name: way(asked) for name, way in WAYS.items()}
    return {name: text for name, text in said.items() if text != question}


def with_typo(question: str) -> str:
    """The question with two letters of one long word exchanged; none if no word is long."""
    words = [m for m in re.finditer(r"[A-Za-z]{6,}", question) if not m.group().isupper()]
    if not words:
        return question
    draw = zlib.crc32(question.encode())
    word = words[draw % len(words)]
    # Neither the first nor the last letter: those mistakes are rare and hide the word.
    place = word.start() + 1 + (draw // 7) % (len(word.group()) - 3)
    first, second = question[place], question[place + 1]
    return question[:place] + second + first + question[place + 2 :]


def _mark_off(question: str) -> str:
    return question.rstrip("?!. ") or question


def _mark_on(question: str) -> str:
    return question if question.endswith("?") else question.rstrip("!. ") + "?"


def _spelled_out(question: str) -> str:
    plural = re.sub(r"\bTPMs\b", f"{LONG}s", question, flags=re.IGNORECASE)
    return re.sub(r"\bTPM\b", LONG, plural, flags=re.IGNORECASE)


def _abbreviated(question: str) -> str:
    return re.sub(rf"\b{LONG}(?=s?\b)", SHORT, question, flags=re.IGNORECASE)


def _framed(frame: str) -> Callable[[str], str]:
    def way(question: str) -> str:
        inner = question
        if OPENING.match(question):
            inner = question[0].lower() + question[1:]
        return f"{frame} {inner}"

    return way


WAYS: Mapping[str, Callable[[str], str]] = {
    "lower case": str.lower,
    "upper case": str.upper,
    "mark off": _mark_off,
    "mark on": _mark_on,
    "marks doubled": lambda question: _mark_off(question) + "??",
    "Hi!": lambda question: f"Hi! {question}",
    "Can you tell me:": _framed("Can you tell me:"),
    "I was wondering,": _framed("I was wondering,"),
    "According to the article,": _framed("According to the article,"),
    "quotation marks": lambda question: f"“{question}”",
    "spelled out": _spelled_out,
    "abbreviated": _abbreviated,
    "Thanks!": lambda question: f"{question} Thanks!",
    "please": lambda question: f"Please: {question}",
    "spaces": lambda question: "  " + question.replace(" ", "  ") + " \n",
    "typo": with_typo,
}
