"""The first ledger: documents, claims, discards, findings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "documents",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False, index=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("outlet", sa.String),
        sa.Column("url", sa.String),
        sa.Column("path", sa.String),
        sa.Column("retrieved", sa.DateTime(timezone=True)),
        sa.Column("language", sa.String),
        sa.Column("published", sa.Date, index=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("raw_sha256", sa.String, nullable=False),
        sa.Column("text_sha256", sa.String, nullable=False),
        sa.Column("extractor", sa.String, nullable=False),
        sa.Column("synthetic", sa.Boolean, nullable=False),
        sa.Column("coder", sa.String, nullable=False),
        sa.Column("processor", sa.String, nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "claims",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("document", sa.String, sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("event", sa.String, nullable=False, index=True),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "discards",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("document", sa.String, sa.ForeignKey("documents.id", ondelete="CASCADE"), index=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "findings",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("story", sa.String, nullable=False, index=True),
        sa.Column("event", sa.String, nullable=False, index=True),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "finding_claims",
        sa.Column("finding", sa.String, sa.ForeignKey("findings.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("claim", sa.String, sa.ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True, index=True),
        sa.Column("side", sa.String, nullable=False),
    )
    revisions = op.create_table(
        "revisions", sa.Column("name", sa.String, primary_key=True), sa.Column("number", sa.Integer, nullable=False)
    )
    op.bulk_insert(revisions, [{"name": "documents", "number": 0}, {"name": "findings", "number": 0}])
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE document_words USING fts5(id UNINDEXED, title, text, tokenize='unicode61 remove_diacritics 2')")
