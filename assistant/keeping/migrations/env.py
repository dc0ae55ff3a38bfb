"""Runs the steps on the connection that the store hands over; Alembic loads this file by name."""

from __future__ import annotations

from alembic import context

from assistant.keeping.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
