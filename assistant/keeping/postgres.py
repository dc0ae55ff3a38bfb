"""PostgreSQL: how it is reached, and a schema of it for each of many corpora.

One database may keep the visitors of many corpora apart: each has a schema with tables of its own,
and every transaction begins by naming it, so that a connection, also one that a pool in between
hands out to several, never sees another corpus' tables.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from assistant.errors import SettingsError, StoreError


def postgres_engine(url: str, schema: str = "") -> Engine:
    """An engine for ``postgresql://user:password@host/database``, all of whose transactions see
    the tables of ``schema`` alone; those of the default schema where it is empty.

    Raises:
        SettingsError: it is no such address, or the driver is not installed.
    """
    # Many corpora would keep a pool each, and a server has a hundred connections: one for each use.
    pooled = {"poolclass": sa.NullPool} if schema else {"pool_pre_ping": True, "pool_timeout": 5}
    try:
        parsed = make_url(url)
        if not parsed.drivername.startswith("postgresql"):
            raise ValueError(parsed.drivername)
        parsed = parsed.set(drivername="postgresql+psycopg")
        engine = sa.create_engine(parsed, connect_args={"connect_timeout": 5}, **pooled)
    except (SQLAlchemyError, ValueError, ImportError) as error:
        raise SettingsError(
            f"ASSISTANT_DATABASE_URL cannot be used ({type(error).__name__}).",
            "Write it as postgresql://user:password@host/name; install the extra `together`.",
        ) from None
    if schema:
        name = engine.dialect.identifier_preparer.quote_identifier(schema)

        @sa.event.listens_for(engine, "begin")
        def begun(connection: Connection) -> None:
            connection.exec_driver_sql(f"SET LOCAL search_path TO {name}")

    return engine


def make_schema(connection: Connection, schema: str) -> None:
    """Makes the schema if it is not there; to make one takes a right that to use it does not."""
    if schema and not sa.inspect(connection).has_schema(schema):
        connection.execute(sa.schema.CreateSchema(schema))


def schemas_at(url: str, beginning: str) -> Sequence[str]:
    """The schemas of a database whose names begin so.

    Raises:
        SettingsError: it is no address of one.
        StoreError: it cannot be reached.
    """
    engine = postgres_engine(url)
    try:
        with engine.connect() as connection:
            names = sa.inspect(connection).get_schema_names()
    except SQLAlchemyError as error:
        raise StoreError(
            f"The database does not answer ({type(error).__name__}).",
            "Look after it, or correct ASSISTANT_DATABASE_URL.",
        ) from None
    finally:
        engine.dispose()
    return sorted(name for name in names if name.startswith(beginning))
