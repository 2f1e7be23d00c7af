"""What lists of findings are chosen and sorted by; the targets of judgements; exposure decisions, frozen briefs, drafts and looks."""

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make tables and columns; findings are derived anew, so that theirs are filled."""
    key = sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")
    _widen_findings(key)
    op.create_table(
        "judgement_targets",
        sa.Column("judgement", sa.Integer, sa.ForeignKey("judgements.position", ondelete="CASCADE"), primary_key=True, autoincrement=False),
        sa.Column("document", key, primary_key=True, index=True),
        sa.Column("start", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("end", sa.Integer, nullable=False),
    )
    _fill_targets()
    op.create_table(
        "exposure_decisions",
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("id", key, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "frozen_briefs",
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("name", key, nullable=False, index=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_frozen_briefs_name_version", "frozen_briefs", ["name", "version"], unique=True)
    op.create_table(
        "drafts",
        sa.Column("name", key, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "looks",
        sa.Column("who", key, primary_key=True),
        sa.Column("story", key, primary_key=True),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )


def _widen_findings(key: sa.types.TypeEngine[str]) -> None:
    """Findings are made again by the next refresh, and with them their links: emptied tables need no values for old rows."""
    for emptied in ("finding_claims", "finding_parties", "findings", "methods"):
        op.execute(sa.text(f"DELETE FROM {emptied}"))  # noqa: S608  # our own names
    op.drop_table("finding_parties")
    op.create_table(
        "finding_parties",
        sa.Column("finding", key, sa.ForeignKey("findings.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("code", key, primary_key=True, index=True),
        sa.Column("side", sa.String, primary_key=True),
    )
    with op.batch_alter_table("findings") as table:
        for name in ("first_day", "last_day", "last_report"):
            table.add_column(sa.Column(name, key, nullable=False, server_default=""))
        for name in ("articles", "sure"):
            table.add_column(sa.Column(name, sa.Integer, nullable=False, server_default="0"))
        table.add_column(sa.Column("disputed", sa.Boolean, nullable=False, server_default=sa.false()))
    for name in ("status", "first_day", "last_report"):
        op.create_index(f"ix_findings_{name}", "findings", [name])


def _fill_targets() -> None:
    connection = op.get_bind()
    targets = sa.table("judgement_targets", *(sa.column(name) for name in ("judgement", "document", "start", "end")))
    for position, record in connection.execute(sa.text("SELECT position, record FROM judgements")).all():
        rows = {(target["document"], target["start"]): target["end"] for target in json.loads(bytes(record))["targets"]}
        if rows:
            values = [{"judgement": position, "document": document, "start": start, "end": end} for (document, start), end in rows.items()]
            connection.execute(targets.insert(), values)
