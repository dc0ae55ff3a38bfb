"""The owner's password: what it costs to try one."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from assistant.owner.passwords import hashed, matches

PASSWORD = "correct horse battery"


def test_every_password_takes_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    work: list[tuple[int, int, int]] = []
    derive = hashlib.scrypt

    def counting(password: bytes, **costs: Any) -> bytes:
        work.append((costs["n"], costs["r"], costs["p"]))
        return derive(password, **costs)

    stored = hashed(PASSWORD)
    monkeypatch.setattr(hashlib, "scrypt", counting)
    tried = ("", PASSWORD[:-1], PASSWORD + "x", PASSWORD.upper(), "\ud800", "x" * 1_000, PASSWORD)
    assert [matches(password, stored) for password in tried] == [False] * 6 + [True]
    assert work == [work[0]] * len(tried)
