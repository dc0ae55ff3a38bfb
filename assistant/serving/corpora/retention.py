"""What visitors left is deleted in time, also of corpora that nobody opens any more.

An open corpus does so for itself, once a day. One that is closed, or was taken away, would keep
everything for ever; so all are looked after at the start of the server and every day.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from assistant.errors import SettingsError, StoreError
from assistant.keeping.keeper import DAY, open_store
from assistant.keeping.postgres import schemas_at
from assistant.keeping.sql_store import FILE
from assistant.serving.corpora.known import KnownCorpora
from assistant.settings import Settings

log = logging.getLogger("assistant.serving.corpora")


def prune_all(known: KnownCorpora, now: float) -> int:
    """Deletes what is older than it may become, of every corpus that has kept anything.

    Returns:
        how many corpora were looked after.
    """
    done = 0
    for name, settings in _kept(known):
        store = open_store(settings)
        try:
            store.prune(now, settings.retention_days * DAY)
            done += 1
        except StoreError as error:
            log.warning("Retention did not run for %s: %s", name, error)
        finally:
            store.close()
    return done


def _kept(known: KnownCorpora) -> Iterator[tuple[str, Settings]]:
    """The corpora that have kept anything, those that were taken away as well."""
    url = known.settings.database_url
    if url is None:
        for path in sorted(known.data_dir.glob(f"*/{FILE}")):
            own = _settings_of(known, path.parent.name)
            yield path.parent.name, own.model_copy(update={"data_dir": path.parent})
        return
    names = known.by_schema()
    try:
        schemas = schemas_at(url.get_secret_value(), known.schema_prefix)
    except StoreError as error:
        log.warning("Retention did not run: %s", error)
        return
    for schema in schemas:
        own = _settings_of(known, names.get(schema, ""))
        yield names.get(schema, schema), own.model_copy(update={"database_schema": schema})


def _settings_of(known: KnownCorpora, name: str) -> Settings:
    try:
        return known.settings_of(name)
    except SettingsError:  # it was taken away, or corpora.toml is at fault
        return known.settings


@asynccontextmanager
async def pruning(known: KnownCorpora) -> AsyncIterator[None]:
    """For the life of the server: looks after all corpora now and every day."""

    async def daily() -> None:
        while True:
            try:
                await asyncio.to_thread(prune_all, known, time.time())
            except OSError as error:
                log.warning("Retention did not run (%s)", type(error).__name__)
            await asyncio.sleep(DAY)

    working = asyncio.create_task(daily())
    try:
        yield
    finally:
        working.cancel()
