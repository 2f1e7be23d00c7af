"""What a person said of outlets."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "outlets",
        sa.Column("name", sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql"), primary_key=True),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
