"""The store of what visitors leave, in a database: SQLite alone, PostgreSQL for several processes.

One file of SQL expressions for both (SQLAlchemy); Alembic makes the tables at the first use. The
database is looked for when it is needed, never at the start, so that a read-only disk or a
database that is down costs what visitors leave and not the answers.
"""

from __future__ import annotations

import json
import os
import secrets
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from assistant.errors import StoreError
from assistant.keeping import tables
from assistant.keeping.postgres import make_schema, postgres_engine
from assistant.keeping.retention import ClockSeen, believable
from assistant.keeping.tables import counts, facts, ratings, visits
from assistant.keeping.visits import EVERY_VISIT, Count, Rated, Rating, Visit, Wanted

FILE = "visitors.db"
ROWS_MOST = 500_000
"""Visits and ratings that are kept at most, so that nobody can fill the disk."""
HOUR = 3_600
_MIGRATING = threading.Lock()  # Alembic keeps what it works on in globals of its modules
_LOCK = 7_240_911  # of PostgreSQL, around the making of the tables
_HINT = "Check ASSISTANT_DATA_DIR, or ASSISTANT_DATABASE_URL and its server."


class SqlVisitStore:
    """See ``visits.VisitStore`` for what the methods do."""

    def __init__(self, engine: Engine, schema: str = "") -> None:
        self._engine = engine
        self._schema = schema
        self._ready = False
        self._lock = threading.Lock()
        insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
        self._insert: Any = insert

    @classmethod
    def in_folder(cls, folder: Path) -> SqlVisitStore:
        """A store in ``visitors.db`` of a folder, readable by its owner only."""
        return cls(_sqlite(folder / FILE))

    @classmethod
    def at(cls, url: str, schema: str = "") -> SqlVisitStore:
        """A store on a PostgreSQL server, ``postgresql://user:password@host/database``, in the
        ``schema`` of that name, which is made at the first use; in the default one without.

        Raises:
            SettingsError: it is no such address, or the driver is not installed.
        """
        return cls(postgres_engine(url, schema), schema)

    # --- leaving ---------------------------------------------------------------------------------

    def secret(self) -> str:
        """See ``VisitStore``."""
        with self._open() as connection:
            made = {"name": "secret", "value": secrets.token_urlsafe(32)}
            connection.execute(self._insert(facts).values(made).on_conflict_do_nothing())
            return self._fact(connection, "secret")

    def asked(self, *some: Visit) -> None:
        """See ``VisitStore``."""
        with self._open() as connection:
            self._count(connection, some)
            for visit in some:
                if visit.question:
                    row = {**_values(visit), "answer": json.dumps(visit.answer, ensure_ascii=False)}
                    connection.execute(self._insert(visits).values(row).on_conflict_do_nothing())

    def rated(self, rated: Rated) -> None:
        """See ``VisitStore``."""
        with self._open() as connection:
            values = _values(rated)
            statement = self._insert(ratings).values(values)
            changed = {name: values[name] for name in ("rated_at", "rating", "reason", "comment")}
            connection.execute(
                statement.on_conflict_do_update(index_elements=["answer_id"], set_=changed)
            )

    def unrated(self, answer_id: str) -> None:
        """See ``VisitStore``."""
        with self._open() as connection:
            connection.execute(sa.delete(ratings).where(ratings.c.answer_id == answer_id))

    def _count(self, connection: Connection, some: Sequence[Visit]) -> None:
        names = ("hour", "outcome", "surface", "site")
        keys = Counter(
            (int(visit.asked_at) // HOUR * HOUR, visit.outcome, visit.surface, visit.site)
            for visit in some
        )
        for key, number in sorted(keys.items()):  # in one order, so that nobody waits in a ring
            row = {**dict(zip(names, key, strict=True)), "number": number}
            statement = self._insert(counts).values(row)
            connection.execute(
                statement.on_conflict_do_update(
                    index_elements=list(names), set_={"number": counts.c.number + number}
                )
            )

    # --- looking ---------------------------------------------------------------------------------

    def counts(self, since: float = 0.0, until: float | None = None) -> Sequence[Count]:
        """See ``VisitStore``."""
        wanted = sa.select(counts).where(counts.c.hour > since - HOUR).order_by(counts.c.hour)
        if until is not None:
            wanted = wanted.where(counts.c.hour < until)
        with self._open() as connection:
            return [Count(**row) for row in connection.execute(wanted).mappings()]

    def visits(
        self, wanted: Wanted = EVERY_VISIT, *, limit: int = 100, offset: int = 0
    ) -> Sequence[Visit]:
        """See ``VisitStore``."""
        column = visits.c
        chosen = sa.select(visits).where(*_conditions(wanted))
        chosen = chosen.order_by(column.asked_at.desc(), column.id).limit(limit).offset(offset)
        with self._open() as connection:
            return [_visit(row) for row in connection.execute(chosen).mappings()]

    def visit(self, answer_id: str) -> Visit | None:
        """See ``VisitStore``."""
        with self._open() as connection:
            found = connection.execute(sa.select(visits).where(visits.c.id == answer_id))
            row = found.mappings().first()
            return None if row is None else _visit(row)

    def ratings(
        self, *, since: float = 0.0, rating: Rating | None = None, limit: int = 1_000
    ) -> Sequence[Rated]:
        """See ``VisitStore``."""
        wanted = sa.select(ratings).where(ratings.c.rated_at >= since)
        if rating is not None:
            wanted = wanted.where(ratings.c.rating == rating)
        wanted = wanted.order_by(ratings.c.rated_at.desc(), ratings.c.answer_id).limit(limit)
        with self._open() as connection:
            return [Rated(**row) for row in connection.execute(wanted).mappings()]

    def rating_of(self, answer_id: str) -> Rated | None:
        """See ``VisitStore``."""
        with self._open() as connection:
            found = connection.execute(sa.select(ratings).where(ratings.c.answer_id == answer_id))
            row = found.mappings().first()
            return None if row is None else Rated(**row)

    def rows(self) -> Iterator[dict[str, Any]]:
        """See ``VisitStore``."""
        with self._open() as connection:
            for table in (visits, ratings, counts):
                for row in connection.execute(sa.select(table)).mappings():
                    yield {"kind": table.name, **dict(row)}

    # --- keeping in order ------------------------------------------------------------------------

    def mark_done(self, answer_id: str, done: bool = True) -> bool:
        """See ``VisitStore``."""
        with self._open() as connection:
            changed = sa.update(visits).where(visits.c.id == answer_id).values(done=done)
            return connection.execute(changed).rowcount > 0

    def forget(self, conversations: Sequence[str]) -> int:
        """See ``VisitStore``."""
        with self._open() as connection:
            return sum(
                connection.execute(
                    sa.delete(table).where(table.c.conversation.in_(conversations))
                ).rowcount
                for table in (visits, ratings)
            )

    def delete_before(self, time: float) -> int:
        """See ``VisitStore``."""
        with self._open() as connection:
            return _delete_before(connection, time)

    def prune(self, now: float, retention_seconds: float) -> int:
        """See ``VisitStore``."""
        with self._open() as connection:
            seen = ClockSeen(
                float(self._fact(connection, "clock_believed") or 0.0),
                float(self._fact(connection, "clock_jumped_to") or 0.0),
            )
            by, seen = believable(now, seen)
            self._remember(connection, "clock_believed", repr(seen.believed))
            self._remember(connection, "clock_jumped_to", repr(seen.jumped_to))
            # Left while a clock was ahead; it would stay for as long as that was.
            for column in (visits.c.asked_at, ratings.c.rated_at):
                late = sa.update(column.table).where(column > now + 86_400)
                connection.execute(late.values({column.name: now}))
            deleted = _delete_before(connection, by - retention_seconds)
            return deleted + sum(
                _keep_newest(connection, column, ROWS_MOST)
                for column in (visits.c.asked_at, ratings.c.rated_at)
            )

    def note(self, name: str, value: str | None) -> None:
        """See ``VisitStore``."""
        with self._open() as connection:
            if value is None:
                connection.execute(sa.delete(facts).where(facts.c.name == f"note {name}"))
            else:
                self._remember(connection, f"note {name}", value)

    def notes(self, beginning: str) -> Mapping[str, str]:
        """See ``VisitStore``."""
        named = facts.c.name.startswith(f"note {beginning}", autoescape=True)
        with self._open() as connection:
            rows = connection.execute(sa.select(facts).where(named)).mappings()
            return {row["name"].removeprefix("note "): row["value"] for row in rows}

    def clock(self) -> float:
        """Seconds since 1970 by the database's clock, which is this machine's for SQLite.

        Raises:
            StoreError: the database cannot be used.
        """
        seconds = sa.extract("epoch", sa.func.now())
        with self._open() as connection:
            return float(connection.execute(sa.select(seconds)).scalar_one())

    def import_once(self, name: str, left: Sequence[Visit | Rated]) -> bool:
        """Takes over what an older version left, once for ever; whether it was done now.

        Raises:
            StoreError: the database cannot be used.
        """
        with self._open() as connection:
            marked = self._insert(facts).values({"name": f"imported {name}", "value": "yes"})
            if connection.execute(marked.on_conflict_do_nothing()).rowcount == 0:
                return False
            for item in left:
                table = visits if isinstance(item, Visit) else ratings
                values = _values(item)
                if isinstance(item, Visit):
                    values["answer"] = "{}"
                    self._count(connection, [item])
                connection.execute(self._insert(table).values(values).on_conflict_do_nothing())
            return True

    def close(self) -> None:
        """See ``VisitStore``."""
        self._engine.dispose()

    # --- inside ----------------------------------------------------------------------------------

    def _fact(self, connection: Connection, name: str) -> str:
        found = connection.execute(sa.select(facts.c.value).where(facts.c.name == name)).scalar()
        return str(found or "")

    def _remember(self, connection: Connection, name: str, value: str) -> None:
        statement = self._insert(facts).values({"name": name, "value": value})
        connection.execute(
            statement.on_conflict_do_update(index_elements=["name"], set_={"value": value})
        )

    @contextmanager
    def _open(self) -> Iterator[Connection]:
        """One transaction; its tables are there."""
        try:
            with self._lock:
                if not self._ready:
                    self._make_tables()
                    self._ready = True
            with self._engine.begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            raise StoreError(
                f"What visitors leave cannot be stored now ({type(error).__name__}).", _HINT
            ) from None

    def _make_tables(self) -> None:
        # Imported here: it is needed once, and takes a moment.
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(Path(tables.__file__).parent / "migrations"))
        with _MIGRATING, self._engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
                make_schema(connection, self._schema)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _delete_before(connection: Connection, moment: float) -> int:
    conditions = (
        visits.c.asked_at < moment,
        ratings.c.rated_at < moment,
        counts.c.hour < moment - HOUR,
    )
    return sum(connection.execute(sa.delete(c.left.table).where(c)).rowcount for c in conditions)


def _keep_newest(connection: Connection, column: sa.Column[float], most: int) -> int:
    """Deletes the oldest rows beyond ``most``."""
    edge = sa.select(column).order_by(column.desc()).offset(most).limit(1)
    found = connection.execute(edge).scalar()
    if found is None:
        return 0
    return connection.execute(sa.delete(column.table).where(column <= found)).rowcount


def _values(record: Visit | Rated) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}


def _conditions(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    column = visits.c
    exact = {"surface": wanted.surface, "site": wanted.site, "conversation": wanted.conversation}
    conditions = [column.asked_at >= wanted.since]
    conditions += [column[name] == value for name, value in exact.items() if value is not None]
    if wanted.until is not None:
        conditions.append(column.asked_at < wanted.until)
    if wanted.outcomes:
        conditions.append(column.outcome.in_(wanted.outcomes))
    if wanted.contains:
        conditions.append(column.question.icontains(wanted.contains, autoescape=True))
    if wanted.done is not None:
        conditions.append(column.done == wanted.done)
    return conditions


def _visit(row: Any) -> Visit:
    return Visit(**{**row, "answer": json.loads(row["answer"])})


def _sqlite(path: Path) -> Engine:
    engine = sa.create_engine(
        # A connection for each use: opening a file is quick, and nothing is left open.
        f"sqlite:///{path}",
        connect_args={"timeout": 10},
        poolclass=sa.NullPool,
    )

    @sa.event.listens_for(engine, "do_connect")
    def prepare(*_: object) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))

    @sa.event.listens_for(engine, "connect")
    def connected(connection: Any, _: object) -> None:
        # Transactions as SQL has them, and readers that do not stop a writer. See "Serializable
        # isolation" on SQLAlchemy's page about pysqlite.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")

    @sa.event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
