"""The owner's password, as a hash that may stand in a settings file.

scrypt (RFC 7914) with the cost that OWASP's password storage cheat sheet recommends, in the form
``scrypt$n$r$p$salt$hash`` with salt and hash in URL-safe base64.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from assistant.errors import SettingsError

_N, _R, _P = 2**15, 8, 1
_MEMORY = 2**26
SHORTEST = 10
"""Characters of a password."""


def hashed(password: str) -> str:
    """The hash of a password, with a new salt.

    Raises:
        SettingsError: it is too short to be one.
    """
    if len(password) < SHORTEST:
        raise SettingsError(
            f"The password has fewer than {SHORTEST} characters.", "Choose a longer one."
        )
    salt = secrets.token_bytes(16)
    return f"scrypt${_N}${_R}${_P}${_text(salt)}${_text(_derived(password, salt, _N, _R, _P))}"


def matches(password: str, stored: str) -> bool:
    """Whether a password has this hash; false for a hash that is none.

    The hash is derived and compared to the end for every password, so that a wrong one takes as
    long as the right one.
    """
    try:
        name, n, r, p, salt, expected = stored.split("$")
        if name != "scrypt":
            return False
        derived = _derived(password, _bytes(salt), int(n), int(r), int(p))
        return hmac.compare_digest(derived, _bytes(expected))
    except (ValueError, TypeError):
        return False


def is_hash(stored: str) -> bool:
    """Whether a text has the form of a hash."""
    parts = stored.split("$")
    return len(parts) == 6 and parts[0] == "scrypt" and all(part.isdigit() for part in parts[1:4])


def _derived(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    if n > 2**17 or r > 16 or p > 4:
        raise ValueError("costs that are none of ours")
    return hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"),
        salt=salt,
        n=n,
        r=r,
        p=p,
        maxmem=_MEMORY + 128 * n * r,
        dklen=32,
    )


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
