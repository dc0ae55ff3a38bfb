"""The owner's desk without a browser: an export and a report as files."""

from __future__ import annotations

from pathlib import Path

from assistant.assistant import Assistant
from assistant.errors import SettingsError
from assistant.keeping.keeper import open_store
from assistant.owner import exports, report
from assistant.serving.owner.looking import Filter, Looking
from assistant.settings import Settings

EXPORT_MOST = 1_000_000


def export(settings: Settings, path: Path, days: int) -> int:
    """Writes what was kept of the last ``days`` days to a ``.csv`` or ``.jsonl`` file.

    Returns:
        How many questions.

    Raises:
        SettingsError: the name ends otherwise.
        StoreError: the database cannot be used.
    """
    makers = {".csv": exports.as_csv, ".jsonl": exports.as_lines}
    if path.suffix not in makers:
        raise SettingsError(f"{path.name} is no .csv or .jsonl file.", "Name it so.")
    store = open_store(settings)
    try:
        with Assistant.open(settings) as assistant:
            looking = Looking(lambda: assistant, store)
            visits = looking.visits(Filter(days=days), EXPORT_MOST)
            ratings = looking.ratings_of(visits)
        path.write_text(makers[path.suffix](visits, ratings), encoding="utf-8", newline="")
        return len(visits)
    finally:
        store.close()


def write_report(settings: Settings, path: Path, days: int) -> None:
    """Writes the last ``days`` days as one HTML file.

    Raises:
        StoreError: the database cannot be used.
    """
    store = open_store(settings)
    try:
        with Assistant.open(settings) as assistant:
            looking = Looking(lambda: assistant, store)
            html = report.as_html(looking.report(days))
        path.write_text(html, encoding="utf-8")
    finally:
        store.close()
