"""The tables in which a database keeps what visitors leave; ``migrations`` makes them.

``facts`` holds what all processes must agree on: the signing key, what was imported, the clock.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Index, Integer, MetaData, Table, Text

metadata = MetaData()

visits = Table(
    "visits",
    metadata,
    Column("id", Text, primary_key=True),
    Column("conversation", Text, nullable=False),
    Column("asked_at", Float(53), nullable=False),
    Column("outcome", Text, nullable=False),
    Column("surface", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("engine", Text, nullable=False),
    Column("index", Text, nullable=False),
    Column("took_ms", Float(53), nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("done", Boolean, nullable=False),
    Index("visits_asked_at", "asked_at"),
    Index("visits_conversation", "conversation"),
)
ratings = Table(
    "ratings",
    metadata,
    Column("answer_id", Text, primary_key=True),
    Column("conversation", Text, nullable=False),
    Column("rated_at", Float(53), nullable=False),
    Column("rating", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("comment", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("surface", Text, nullable=False),
    Column("site", Text, nullable=False),
    Index("ratings_rated_at", "rated_at"),
    Index("ratings_conversation", "conversation"),
)
counts = Table(
    "counts",
    metadata,
    Column("hour", Integer, primary_key=True),
    Column("outcome", Text, primary_key=True),
    Column("surface", Text, primary_key=True),
    Column("site", Text, primary_key=True),
    Column("number", Integer, nullable=False),
)
facts = Table(
    "facts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
