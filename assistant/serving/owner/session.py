"""Who is the owner: a signed cookie after a password, a token for programs, both throttled."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from assistant.owner.passwords import matches
from assistant.settings import Settings

COOKIE = "owner_session"
SESSION_SECONDS = 8 * 3_600
TRIES = 8
"""Passwords that may be tried from one address in a minute, and tokens likewise."""


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in owner. ``form_token`` must come with everything that changes something."""

    number: str
    form_token: str


class Sessions:
    """Makes and reads sessions of one server or several that share ``key``."""

    def __init__(self, settings: Settings, key: str) -> None:
        stored = settings.owner_password_hash
        self._hash = stored.get_secret_value() if stored else ""
        self._token = settings.owner_token
        # Another password makes other keys: every session ends with it.
        mixed = hashlib.sha256(f"{key}\n{self._hash}".encode()).hexdigest()
        self._signer = URLSafeTimedSerializer(mixed, salt="owner-session")
        self._key = mixed.encode()

    @property
    def has_password(self) -> bool:
        """Whether anybody can sign in."""
        return bool(self._hash)

    def begin(self, password: str, response: Response, *, secure: bool, path: str) -> bool:
        """Whether the password is right; then ``response`` carries a new session.

        It takes as long for every password, right or wrong: there is one, and no name beside it.
        """
        if not self._hash or not matches(password, self._hash):
            return False
        response.set_cookie(
            COOKIE,
            self._signer.dumps(secrets.token_hex(16)),
            max_age=SESSION_SECONDS,
            path=path,
            secure=secure,
            httponly=True,
            samesite="strict",
        )
        return True

    def read(self, request: Request) -> Session | None:
        """The session of a request, or nothing."""
        try:
            number = self._signer.loads(request.cookies.get(COOKIE, ""), max_age=SESSION_SECONDS)
        except BadSignature:
            return None
        mark = hmac.new(self._key, f"form {number}".encode(), hashlib.sha256).hexdigest()
        return Session(str(number), mark)

    def has_token(self, request: Request) -> bool:
        """Whether a program has sent the token of the settings."""
        if self._token is None:
            return False
        sent = request.headers.get("authorization", "")
        wanted = f"Bearer {self._token.get_secret_value()}"
        # By their hashes, which are of one length: how long it takes says nothing of the token.
        marks = (hashlib.sha256(text.encode()).digest() for text in (sent, wanted))
        return hmac.compare_digest(*marks)
