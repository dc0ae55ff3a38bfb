"""The first tables: visits, ratings, counts by the hour, and facts that all processes share."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def upgrade() -> None:
    """Takes the step."""
    op.create_table(
        "visits",
        sa.Column("id", sa.Text, primary_key=True),
        *_texts("conversation"),
        sa.Column("asked_at", sa.Float(53), nullable=False),
        *_texts("outcome", "surface", "site", "engine", "index"),
        sa.Column("took_ms", sa.Float(53), nullable=False),
        *_texts("question", "answer"),
        sa.Column("done", sa.Boolean, nullable=False),
    )
    op.create_index("visits_asked_at", "visits", ["asked_at"])
    op.create_index("visits_conversation", "visits", ["conversation"])
    op.create_table(
        "ratings",
        sa.Column("answer_id", sa.Text, primary_key=True),
        *_texts("conversation"),
        sa.Column("rated_at", sa.Float(53), nullable=False),
        *_texts("rating", "reason", "comment", "outcome", "surface", "site"),
    )
    op.create_index("ratings_rated_at", "ratings", ["rated_at"])
    op.create_index("ratings_conversation", "ratings", ["conversation"])
    op.create_table(
        "counts",
        sa.Column("hour", sa.Integer, primary_key=True),
        sa.Column("outcome", sa.Text, primary_key=True),
        sa.Column("surface", sa.Text, primary_key=True),
        sa.Column("site", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )
    op.create_table(
        "facts",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
