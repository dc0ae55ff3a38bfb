"""What training leaves beside a question bank: ``NAME.vectors.npz``.

It holds the vectors of the bank's questions, so that the first ingestion need not compute them,
and the anchors: one learned vector for each passage and each topic that is not covered, which
take part in the vote. Both belong to one encoder; with any other the file is ignored.

    encoder    sha256 of the encoder's weights
    keys       first 8 bytes of the sha256 of each question's text, as unsigned integers
    vectors    int8, shape (n, 384): the unit vectors, each scaled to its largest component
    names      of the anchors: ``answer:PASSAGE``, ``partial:PASSAGE``, ``premise:PASSAGE``,
               ``near:PASSAGE``, ``topic:NAME``, ``act:NAME``
    anchors    float32, shape (m, 384)
    checksum   sha256 over the members before it; a file that does not fit its own is ignored
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.errors import StoreError
from assistant.sources.bank import BankEntry, EntryKind

log = logging.getLogger("assistant.index.bank_vectors")
Vectors = NDArray[np.float32]
WHOLE = "whole_vectors.txt"
MEMBERS = ("encoder", "keys", "vectors", "names", "anchors")


@dataclass(frozen=True)
class Anchors:
    """What each anchor stands for, and the vectors, shape (len(entries), 384)."""

    entries: tuple[BankEntry, ...]
    vectors: Vectors


def text_key(text: str) -> int:
    """The key of a question in a vectors file."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")


def write_vectors(
    path: Path,
    encoder: str,
    questions: Sequence[str],
    vectors: Vectors,
    names: Sequence[str],
    anchors: Vectors,
) -> None:
    """Writes a vectors file; ``vectors[i]`` belongs to ``questions[i]``."""
    scale = np.abs(vectors).max(axis=1, keepdims=True)
    members: dict[str, NDArray[Any]] = {
        "encoder": np.array(encoder),
        "keys": np.array([text_key(text) for text in questions], dtype=np.uint64),
        "vectors": np.round(vectors / scale * 127).astype(np.int8),
        "names": np.array(names),
        "anchors": anchors.astype(np.float32),
    }
    members["checksum"] = np.array(_checksum(members))
    np.savez_compressed(path, allow_pickle=False, **members)


def _checksum(members: Mapping[str, NDArray[Any]]) -> str:
    digest = hashlib.sha256()
    for name in MEMBERS:
        member = members[name]
        digest.update(f"{name}\x1f{member.dtype.str}\x1f{member.shape}\x1f".encode())
        digest.update(np.ascontiguousarray(member).tobytes())
    return digest.hexdigest()


def read_questions(paths: Iterable[Path], encoder: str) -> Mapping[int, Vectors]:
    """The unit vectors of the questions in all files that belong to an encoder, by ``text_key``.

    Raises:
        StoreError: a file fits its checksum, or has none, and vectors in it are zero.
    """
    known: dict[int, Vectors] = {}
    for path in paths:
        if (found := _read(path, encoder, "keys", "vectors")) is not None:
            keys, scaled = found
            vectors = scaled.astype(np.float32)
            lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
            if zeroed := int((lengths == 0).sum()):
                raise StoreError(
                    f"{zeroed} of the {len(vectors)} vectors in {path.name} are zero.",
                    "Make the file anew, or remove it: its vectors are then computed.",
                )
            vectors /= lengths
            known.update(zip(keys.tolist(), vectors, strict=True))
    return known


def anchor_entry(name: str, passage_ids: Mapping[str, str]) -> BankEntry:
    """What a stored anchor stands for, from its name `kind:label`.

    Args:
        name: `answer:0-44`, `premise:0-44`, `near:0-44` (offsets into the article), `topic:fees`
            or `act:greeting`.
        passage_ids: the product's passage id for every `start-end`.

    Raises:
        ValueError: the name has another kind, or a passage that the article does not have.
    """
    kind, _, label = name.partition(":")
    if kind == "topic":
        return BankEntry("", "uncovered", topic=label)
    if kind == "act":
        return BankEntry("", "act", act=label)
    kinds: dict[str, EntryKind] = {
        "answer": "answer", "partial": "partial", "premise": "premise", "near": "uncovered",
    }  # fmt: skip
    if kind not in kinds or label not in passage_ids:
        raise ValueError(f"anchor {name!r} does not belong to this article")
    return BankEntry("", kinds[kind], (passage_ids[label],))


class FoundWhole:
    """Which files fitted their checksums, by the sums of their bytes, kept in a folder: to unpack a
    file of 16 MB for its checksum takes ten times as long as to sum it up as it is.

    What cannot be read or written there is found out again.
    """

    def __init__(self, folder: Path) -> None:
        self._place = folder / WHOLE
        self._sums: set[str] = set()
        with suppress(OSError, UnicodeDecodeError):
            self._sums = set(self._place.read_text("ascii").split())

    def __contains__(self, found: str) -> bool:
        return found in self._sums

    def add(self, found: str) -> None:
        """Keeps the sum of a file that fits its checksum."""
        self._sums.add(found)
        with suppress(OSError), self._place.open("a", encoding="ascii") as file:
            file.write(f"{found}\n")


def read_anchors(
    paths: Iterable[Path],
    encoder: str,
    passage_ids: Iterable[str],
    topics: Iterable[str],
    kept: Path | None = None,
) -> Anchors | None:
    """The anchors in all files that belong to an encoder; ``None`` where there are none.

    An anchor of a passage or a topic that is not there any more is left out. In the folder ``kept``
    it is remembered which files were whole (``FoundWhole``).
    """
    same = {identity: identity for identity in passage_ids}
    known = frozenset(topics)
    entries: list[BankEntry] = []
    rows: list[Vectors] = []
    whole = FoundWhole(kept) if kept is not None else None
    for path in paths:
        if (found := _read(path, encoder, "names", "anchors", whole=whole)) is not None:
            for name, vector in zip(found[0].tolist(), found[1], strict=True):
                with suppress(ValueError):
                    entry = anchor_entry(name, same)
                    if entry.topic is None or entry.topic in known:
                        entries.append(entry)
                        rows.append(vector)
    return Anchors(tuple(entries), np.stack(rows)) if rows else None


def _read(
    path: Path, encoder: str, *members: str, whole: FoundWhole | None = None
) -> list[NDArray[Any]] | None:
    """Members of a file, or ``None`` where it is damaged or belongs to another encoder.

    Everything in it can be computed or done without, so a fault is not worth stopping for.
    """
    try:
        with path.open("rb") as raw:
            of_bytes = hashlib.file_digest(raw, "sha256").hexdigest() if whole is not None else ""
            fits = whole is not None and of_bytes in whole
            raw.seek(0)
            with np.load(raw, allow_pickle=False) as file:
                if str(file["encoder"]) != encoder:
                    return None
                summed = "checksum" in file and not fits
                # Each once: what is asked of the file is unpacked anew every time.
                held = {name: file[name] for name in (MEMBERS if summed else members)}
                if summed and str(file["checksum"]) != _checksum(held):
                    log.warning(
                        "%s is damaged and is not used; its vectors are computed.", path.name
                    )
                    return None
        if summed and whole is not None:
            whole.add(of_bytes)
        return [held[member] for member in members]
    except Exception:  # a damaged archive raises whatever its layers raise
        return None
