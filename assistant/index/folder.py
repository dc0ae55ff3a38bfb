"""The folder of an index, shared by processes: who may write it, which generations are in use."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assistant.errors import IndexBusyError, StoreError
from assistant.index.manifest import PREFIX, read_manifest

LOCK = ".lock"


@contextmanager
def writing(folder: Path, patience: float = 180.0) -> Iterator[None]:
    """Holds the right to write an index folder; waits for another process that does.

    Raises:
        IndexBusyError: it was not given up within ``patience`` seconds.
        StoreError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreError(
            f"The index folder {folder} cannot be written ({error.strerror}).",
            "Check its permissions, or set ASSISTANT_INDEX_DIR to another folder.",
        ) from None
    try:
        deadline = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise IndexBusyError(
                        "Another process is writing the index.", "Wait for it, or stop it."
                    ) from None
                time.sleep(0.2)
        yield
    finally:
        os.close(lock)


def share(place: Path) -> int | None:
    """Marks a generation as in use. On a folder that cannot be written nobody can remove it."""
    try:
        lock = os.open(place / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        return None
    with suppress(OSError):  # a file system without locks
        fcntl.flock(lock, fcntl.LOCK_SH)
    return lock


def writable_copy(place: Path) -> tempfile.TemporaryDirectory[str]:
    """A copy of a generation on a disk that cannot be written: Chroma writes even to read.

    Raises:
        OSError: there is no room for it either.
    """
    copy = tempfile.TemporaryDirectory(prefix="assistant-index-")
    try:
        shutil.copytree(place, copy.name, dirs_exist_ok=True, copy_function=shutil.copyfile)
    except OSError:
        copy.cleanup()
        raise
    return copy


def remove_old_generations(folder: Path) -> None:
    """Removes every generation but the current one, unless a process holds it open."""
    manifest = read_manifest(folder)
    for place in folder.glob(PREFIX + "*"):
        if manifest is not None and place.name == manifest.generation:
            continue
        with suppress(OSError):  # in use, or somebody else's; it only takes up room
            lock = os.open(place / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(place, ignore_errors=True)
            finally:
                os.close(lock)
