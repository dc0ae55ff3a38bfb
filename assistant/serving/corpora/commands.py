"""What the command line does for all corpora of a folder, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from assistant.errors import AssistantError, SettingsError
from assistant.index.manifest import read_manifest
from assistant.serving.corpora.known import KnownCorpora
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.index.ingestion import IngestReport, Stage

_SOME = 10


def one_of(settings: Settings, name: str) -> Settings:
    """The settings of one corpus of ``settings.corpora_dir``.

    Raises:
        SettingsError: no name is given, or there is no such corpus.
    """
    known = KnownCorpora(settings)
    if not name:
        names = known.found().names
        some = ", ".join(names[:_SOME]) + (" …" if len(names) > _SOME else "")
        raise SettingsError("One of the corpora has to be named.", f"With --corpus: {some}")
    return known.settings_of(name)


def ingest_all(
    settings: Settings,
    *,
    rebuild: bool,
    stage: Stage,
    before: Callable[[Settings], None] = lambda settings: None,
) -> Iterator[tuple[str, IngestReport | AssistantError]]:
    """Brings the index of every corpus up to date; one that cannot be read harms no other.

    Args:
        before: is called for each corpus before it is read.

    Raises:
        SettingsError: the folder, or the settings.
    """
    from assistant.assistant import build_index

    known = KnownCorpora(settings)
    found = known.found()
    for done, name in enumerate(found.names):
        stage("reading the corpora", done, len(found.names))
        try:
            own = known.settings_of(name)
            before(own)
            yield name, build_index(own, rebuild=rebuild)
        except AssistantError as error:
            yield name, error
        except OSError as error:
            told = f"It cannot be read ({error.strerror or type(error).__name__})."
            yield name, AssistantError(told, "Look after its folder and files.")
    for name in found.misnamed:
        yield name, AssistantError("It was left out.", known.naming_hint)


def status_of_all(settings: Settings) -> dict[str, Any]:
    """How the corpora of a folder stand, as JSON-ready values: the index of each as its manifest
    says, without reading the documents. Which are open, a running server tells at ``/readyz``.

    Raises:
        SettingsError: the folder, or the settings.
    """
    known = KnownCorpora(settings)
    found = known.found()
    return {
        "corpora folder": str(known.folder),
        "corpora known": len(found.names),
        "open at most": settings.corpora_open,
        "closed after": f"{settings.corpora_idle_minutes:g} minutes without a question",
        "corpora": {name: _state(known, name) for name in found.names},
        "left out": dict.fromkeys(found.misnamed, known.naming_hint) or "none",
    }


def _state(known: KnownCorpora, name: str) -> str:
    try:
        manifest = read_manifest(known.settings_of(name).index_dir)
    except SettingsError as error:
        return str(error)
    if manifest is None:
        return "no index; it is built when it is first asked, or by `ingest`"
    return (
        f"{len(manifest.documents)} documents, {manifest.passages} passages "
        f"({manifest.fingerprint})"
    )
