"""Answer ids that carry what a rating needs, signed: any process takes them, also after a restart.

``<random>-<time>-<outcome><surface>-<site>-<conversation>.<signature>``, all safe in a URL. Only
``itsdangerous`` decides whether an id is ours; what a stranger makes up is none.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from itsdangerous import BadSignature, Signer

from assistant.errors import QuestionError

_OUTCOMES = {
    "answered": "a",
    "partial": "p",
    "not_covered": "n",
    "small_talk": "s",
}
_SURFACES = {"page": "p", "api": "a", "widget": "w", "mcp": "m"}
_OUTCOME_OF = {letter: name for name, letter in _OUTCOMES.items()}
_SURFACE_OF = {letter: name for name, letter in _SURFACES.items()}


@dataclass(frozen=True, slots=True)
class Carried:
    """What an answer id carries."""

    number: str
    asked_at: float
    outcome: str
    surface: str
    site: str
    conversation: str


class AnswerIds:
    """Makes and reads answer ids with one key."""

    def __init__(self, key: str, sites: Iterable[str] = ()) -> None:
        self._signer = Signer(key, salt="answer-id", digest_method=hashlib.sha256)
        self._sites = {_mark(site): site for site in sites}

    def make(
        self, asked_at: float, outcome: str, surface: str, site: str = "", conversation: str = ""
    ) -> str:
        """A new id; without a conversation it begins one."""
        number = secrets.token_hex(8)
        letters = _OUTCOMES.get(outcome, "x") + _SURFACES.get(surface, "x")
        parts = (number, f"{int(asked_at):x}", letters, _mark(site), conversation or number)
        return self._signer.sign("-".join(parts)).decode()

    def read(self, identity: str) -> Carried:
        """What an id carries.

        Raises:
            QuestionError: it was not made here.
        """
        try:
            parts = self._signer.unsign(identity.encode()).decode().split("-")
            number, time, letters, mark, conversation = parts
            return Carried(
                number=number,
                asked_at=float(int(time, 16)),
                outcome=_OUTCOME_OF.get(letters[0], ""),
                surface=_SURFACE_OF.get(letters[1], ""),
                site=self._sites.get(mark, ""),
                conversation=conversation,
            )
        except (BadSignature, ValueError, IndexError):
            raise QuestionError(
                "There is no answer with this answer_id.",
                "Use the `id` of an answer that this server gave.",
            ) from None


def _mark(site: str) -> str:
    """A site in eight letters; every process knows the list that they stand for."""
    return hashlib.sha256(site.encode()).hexdigest()[:8] if site else ""
