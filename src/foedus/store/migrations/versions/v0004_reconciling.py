"""Findings are brought up to date document by document: what that keeps for itself, and which documents wait."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"

_KEY = sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables; the findings are derived anew at the next look."""
    op.execute("DELETE FROM finding_claims")
    op.execute("DELETE FROM findings")
    with op.batch_alter_table("findings") as table:
        table.drop_column("position")
        table.add_column(sa.Column("first", _KEY, nullable=False))
        table.create_index("ix_findings_first", ["first"])
    op.create_index("ix_documents_outlet", "documents", ["outlet"])
    op.create_table("pending", sa.Column("document", _KEY, primary_key=True))
    op.execute("INSERT INTO pending SELECT id FROM documents")
    op.create_table("workings", sa.Column("document", _KEY, primary_key=True), sa.Column("record", sa.LargeBinary, nullable=False))
    op.create_table(
        "postings",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("document", _KEY, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "links",
        sa.Column("child", _KEY, primary_key=True),
        sa.Column("parent", _KEY, primary_key=True),
        sa.Column("source", sa.String, primary_key=True),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_links_parent", "links", ["parent"])
    op.create_table(
        "ties",
        sa.Column("a", _KEY, primary_key=True),
        sa.Column("b", _KEY, primary_key=True),
        sa.Column("a_document", _KEY, nullable=False),
        sa.Column("b_document", _KEY, nullable=False),
    )
    op.create_index("ix_ties_b", "ties", ["b"])
    op.create_table("methods", sa.Column("number", sa.Integer, primary_key=True, autoincrement=False))
