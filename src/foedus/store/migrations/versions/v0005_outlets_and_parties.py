"""What a person said of outlets; the parties of findings, for looking them up by name."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables; the second is filled with the findings."""
    key = sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")
    op.create_table(
        "outlets",
        sa.Column("name", key, primary_key=True),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "finding_parties",
        sa.Column("finding", key, sa.ForeignKey("findings.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("code", key, primary_key=True, index=True),
    )
