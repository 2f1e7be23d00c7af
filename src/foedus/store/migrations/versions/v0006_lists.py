"""Sanctions lists with their entries, what people decided about hits, and keys to find entries by."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables."""
    key = sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")
    op.create_table(
        "lists",
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("id", key, nullable=False, unique=True, index=True),
        sa.Column("name", key, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "list_entries",
        sa.Column("list", sa.Integer, sa.ForeignKey("lists.position", ondelete="CASCADE"), primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", key, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "hit_decisions",
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("id", key, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "list_keys",
        sa.Column("list", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", key, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "keyed_lists",
        sa.Column("list", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("method", sa.Integer, nullable=False),
    )
