"""What a person said of outlets; the parties of findings, for looking them up by name."""

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables and fill the second."""
    key = sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")
    op.create_table(
        "outlets",
        sa.Column("name", key, primary_key=True),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    parties = op.create_table(
        "finding_parties",
        sa.Column("finding", key, sa.ForeignKey("findings.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("code", key, primary_key=True, index=True),
    )
    found = op.get_bind().execute(sa.text("SELECT id, record FROM findings"))
    op.bulk_insert(parties, [{"finding": finding, "code": code} for finding, record in found for code in _codes(json.loads(record))])


def _codes(finding: dict[str, list[str]]) -> list[str]:
    return sorted({*finding["actors"], *finding["recipients"]})
