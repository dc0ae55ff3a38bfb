"""Memory that is free again goes back to the system, and is not looked for where there is none.

What is read while an index is opened (vectors to check their sum, pages of documents, weights as
they lie in a file) is let go at once, but the C library keeps its room for what may come: 25 of the
250 MB that a ready server held.
"""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def nothing_thrown_away() -> Iterator[None]:
    """While much is made and nothing of it thrown away, nobody looks for garbage: among the 38,000
    questions of a bank that takes a third of the time to read them."""
    looks = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looks:
            gc.enable()


def give_back() -> None:
    """Returns free room to the system where the C library can (glibc's ``malloc_trim``)."""
    with suppress(OSError, AttributeError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)


def stays() -> None:
    """What there is now stays until the process ends, and nobody looks for garbage among it: not
    while it runs, and not at its end, where that took a tenth of the time of a question in a shell.
    For who owns the process."""
    gc.freeze()
