"""The manifest of an index folder: which generation is current, and what it was made of.

It becomes current in one step of the file system. What it says of the files of a generation is
compared with them before Chroma sees them, because Chroma answers wrongly or ends the process when
a segment is damaged.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from assistant.index.keywords import PLACE

FORMAT = 4
MANIFEST = "manifest.json"
PREFIX = "tpm-"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the current generation was made of."""

    fingerprint: str
    corpus: str
    embedding: str
    passages: int
    questions: int
    documents: Mapping[str, str]
    """Document id to the sha256 of its text."""
    generation: str = ""
    """Name of the folder; empty on a Chroma server."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Path of a segment file or an array in the folder to its sha256."""
    format: int = FORMAT


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of an index folder; ``None`` where there is none that can be used."""
    try:
        loaded = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(**loaded)
    except (OSError, ValueError, TypeError):
        return None
    kinds = {"int": int, "str": str, "Mapping[str, str]": dict}
    for item in fields(Manifest):
        if not isinstance(getattr(manifest, item.name), kinds[str(item.type)]):
            return None
    # The name becomes a path, and a manifest may have been edited.
    if Path(manifest.generation).name != manifest.generation:
        return None
    return manifest if manifest.format == FORMAT else None


def made_at(folder: Path) -> float:
    """When the generation that is current became so, in seconds since 1970; now if there is none:
    an index in memory is as old as nothing."""
    try:
        return (folder / MANIFEST).stat().st_mtime
    except OSError:
        return time.time()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Makes a generation current, in one step of the file system."""
    temporary = folder / (MANIFEST + ".new")
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, indent=2, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / MANIFEST)


def damage(folder: Path, manifest: Manifest, *, segments: bool = True) -> str:
    """What is wrong with the files of the current generation; empty if nothing is. Without
    ``segments`` Chroma's own files need only be there."""
    place = folder / manifest.generation
    if not manifest.generation.startswith(PREFIX) or not place.is_dir():
        return "the generation that the manifest names is not there"
    try:
        found = sums(place, segments=segments)
    except OSError as error:
        return f"it cannot be read ({error.strerror})"
    for name, expected in manifest.files.items():
        unread = not segments and name not in found and (place / name).is_file()
        if found.get(name) != expected and not unread:
            return f"{name} is damaged"
    return ""


def sums(place: Path, *, segments: bool = True) -> dict[str, str]:
    """The sha256 of the segment files, unless they are left out, and of the arrays and the keyword
    index beside them.

    The sqlite file is not among them: Chroma writes to it even when it only reads, and sqlite finds
    damage by itself. Nor are segments that Chroma keeps in sqlite alone, which it does with a
    single vector."""
    files = [*place.glob("*.npy"), *place.glob("*.onnx"), *place.glob(f"{PLACE}*/*")]
    for segment in place.iterdir() if segments else ():
        if (segment / "index_metadata.pickle").is_file():
            files += segment.iterdir()
    found: dict[str, str] = {}
    for path in sorted(files):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        found[path.relative_to(place).as_posix()] = digest
    return found
