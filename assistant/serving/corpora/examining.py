"""``doctor`` for many corpora: what each of them needs, what all share, and the server outside."""

from __future__ import annotations

from collections.abc import Iterator

import httpx

from assistant.errors import AssistantError
from assistant.index.manifest import read_manifest
from assistant.serving.corpora.known import WAY, KnownCorpora
from assistant.serving.doctor import (
    Finding,
    Wrong,
    alive,
    client_of,
    finding,
    inside,
    metrics_closed,
    outside,
)
from assistant.settings import Settings
from assistant.sources.corpus import document_files
from assistant.sources.naming import read_naming
from assistant.sources.readers import SUFFIXES
from assistant.text import patterns as re

_OF_ONE = re.compile(rf"{WAY}[^/]+/?$")


def examine_all(settings: Settings, url: str | None = None) -> Iterator[Finding]:
    """The findings, one at a time: of the corpora, of what they share, then of the server at
    ``url``, and of one corpus as visitors reach it.

    Raises:
        SettingsError: the folder, or settings that many corpora cannot have.
    """
    known = KnownCorpora(settings)
    found = known.found()
    faults = {name: fault for name in found.names if (fault := _fault(known, name)) is not None}
    well = [name for name in found.names if name not in faults]
    yield finding("corpora", lambda: _told(known, well, len(found.names)))
    for name, fault in faults.items():
        yield Finding(f"corpus {name}", False, fault.message, fault.hint)
    for name in found.misnamed:
        yield Finding(f"folder {name}", False, "It can be no corpus.", known.naming_hint)
    # Without a database each corpus has a file of its own, made when it is first needed.
    kept = known.settings_of(well[0]) if well and settings.database_url is not None else None
    yield from inside(settings, kept)
    if url is None:
        return
    if _OF_ONE.search(url):
        yield from outside(url)
        return
    with client_of(url) as client:
        reached = finding("server", lambda: alive(client))
        yield reached
        if not reached.well:
            return
        yield finding("readiness", lambda: _ready(client, len(found.names)))
        yield finding("metrics", lambda: metrics_closed(client))
    if well:
        for one in outside(f"{url.rstrip('/')}{WAY}{well[0]}"):
            yield Finding(f"{well[0]}: {one.what}", one.well, one.told, one.todo)


def _fault(known: KnownCorpora, name: str) -> AssistantError | None:
    """Why a corpus cannot be asked, as far as its settings and the names of its files tell."""
    try:
        folder = known.settings_of(name).corpus_dir
        files = document_files(folder, read_naming(folder))
    except AssistantError as error:
        return error
    if any(path.suffix.lower() in SUFFIXES for path in files):
        return None
    return AssistantError(
        "There is nothing to answer from in it.",
        "Put an article in it (.md, .txt, .html, .pdf or .docx), or remove the folder.",
    )


def _told(known: KnownCorpora, well: list[str], count: int) -> str:
    if not count:
        raise Wrong(
            f"There is none in {known.folder}.",
            "Make a folder in it for each, with documents, or correct ASSISTANT_CORPORA_DIR.",
        )
    made = sum(read_manifest(known.settings_of(name).index_dir) is not None for name in well)
    later = f"; the index of {len(well) - made} is built when they are first asked, or by `ingest`"
    return f"{len(well)} of {count} can be asked, {made} with an index{later * (made < len(well))}."


def _ready(client: httpx.Client, known_here: int) -> str:
    reply = client.get("readyz")
    if reply.status_code != 200:
        raise Wrong(str(reply.json().get("detail")), "Look at the server's log.")
    counts = reply.json().get("corpora")
    if counts is None:
        raise Wrong(
            "The server there serves a single corpus.",
            "Start it with `serve --corpora DIR`, or examine it without --corpora.",
        )
    if counts["known"] != known_here:
        raise Wrong(
            f"The server knows {counts['known']} corpora, and here are {known_here}.",
            "Give both the same folder: ASSISTANT_CORPORA_DIR, or --corpora.",
        )
    return f"{counts['known']} corpora, {counts['open']} of them open."
