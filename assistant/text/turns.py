"""Questions of one conversation in one text, oldest first: the form the encoder was trained on.

What is asked now stands last. A bank's follow-ups have this form, too, so that a message that leans
on earlier ones is compared with texts of its own kind.
"""

from __future__ import annotations

from collections.abc import Sequence

_BETWEEN = " | "


def joined(turns: Sequence[str]) -> str:
    """The questions in one text."""
    return _BETWEEN.join(turns)


def split(text: str) -> list[str]:
    """The questions of a text, at least one."""
    return text.split(_BETWEEN)


def newest(text: str) -> str:
    """What is asked now, without the questions in front of it."""
    return text.rsplit(_BETWEEN, maxsplit=1)[-1]


def is_joined(text: str) -> bool:
    """Whether other questions stand in front of what is asked now."""
    return _BETWEEN in text
