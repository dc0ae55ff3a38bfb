"""Up to which moment old things may be deleted, by a clock that may be wrong.

A machine that starts with its clock years ahead must not delete everything. A clock that went
forward by more than ``JUMP`` since it was last seen is believed only once it has stayed there for
``TRIAL``; one that went back is believed at once, because that deletes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

JUMP = 7 * 86_400.0
TRIAL = 20 * 3_600.0
"""A little less than a day, so that the next daily run decides."""


@dataclass(frozen=True, slots=True)
class ClockSeen:
    """What is remembered between two runs: the last believed time, and a jump on trial, or 0."""

    believed: float = 0.0
    jumped_to: float = 0.0


def believable(now: float, seen: ClockSeen) -> tuple[float, ClockSeen]:
    """The time to delete by, and what to remember."""
    if seen.believed == 0.0 or now <= seen.believed + JUMP:
        return now, ClockSeen(now)
    on_trial = seen.jumped_to if 0.0 < seen.jumped_to <= now else now
    if now - on_trial >= TRIAL and now - on_trial <= JUMP:
        return now, ClockSeen(now)
    if now - on_trial > JUMP:
        on_trial = now
    return seen.believed, ClockSeen(seen.believed, on_trial)
