"""Memory that is free again goes back to the system.

What is read while an index is opened (vectors to check their sum, pages of documents, weights as
they lie in a file) is let go at once, but the C library keeps its room for what may come: 25 of the
250 MB that a ready server held.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Returns free room to the system where the C library can (glibc's ``malloc_trim``)."""
    with suppress(OSError, AttributeError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)
