"""What people decide, append-only."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "judgements",
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("id", sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql"), nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
