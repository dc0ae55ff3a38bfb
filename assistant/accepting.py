"""Which messages and histories are accepted: how long they may be, and of which characters.

Checked at each door before anything is read, so that a refusal is one sentence with a hint and
costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.errors import QuestionError
from assistant.records import Turn

MESSAGE_MOST = 2_000
"""Characters of a message, after trimming."""
HISTORY_MOST = 100
"""Turns of history that are accepted; the newest few are read."""
TURN_MOST = 20_000
"""Characters of one turn of the history."""


def check_message(message: str) -> str:
    """The message, trimmed.

    Raises:
        QuestionError: it is empty, too long, or holds characters that are none.
    """
    trimmed = message.strip()
    if not trimmed or not any(character.isprintable() for character in trimmed):
        raise QuestionError("The message is empty.", "Type a question.")
    if len(trimmed) > MESSAGE_MOST:
        raise QuestionError(
            f"The message has {len(trimmed):,} characters; at most {MESSAGE_MOST:,} are read.",
            "Ask in fewer words.",
        )
    try:
        trimmed.encode("utf-8")
    except UnicodeEncodeError:
        raise QuestionError(
            "The message holds a broken character (half of a surrogate pair).",
            "Type it again; copying from another program may have damaged it.",
        ) from None
    return trimmed


def check_history(history: Sequence[Turn]) -> None:
    """Checks the length of a history.

    Raises:
        QuestionError: too many turns, or one that is too long.
    """
    if len(history) > HISTORY_MOST:
        raise QuestionError(
            f"The history has {len(history)} turns; at most {HISTORY_MOST} are read.",
            f"Send the newest {HISTORY_MOST}.",
        )
    for turn in history:
        if len(turn.content) > TURN_MOST:
            raise QuestionError(
                f"A turn of the history has more than {TURN_MOST:,} characters.", "Shorten it."
            )
