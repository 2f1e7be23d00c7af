"""Both databases alike: sorting byte by byte, the same words found; raw bytes; the text of a document is final."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"

_SORTED = {
    "documents": ("id", "name"),
    "claims": ("id", "document"),
    "discards": ("id", "document"),
    "findings": ("id",),
    "finding_claims": ("finding", "claim"),
    "revisions": ("name",),
}
_FINAL = ("id", "text", "text_sha256", "raw_sha256", "extractor")
_REFUSAL = "the text of a document is final"


def upgrade() -> None:
    """Change the tables; the opening code fills the tables of words afterwards."""
    if op.get_bind().dialect.name == "sqlite":
        _in_sqlite()
    else:
        _in_postgresql()
    op.create_table(
        "raws",
        sa.Column("sha256", sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql"), primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )


def _in_sqlite() -> None:
    op.execute("DROP TABLE document_words")
    for name in ("document_words", "claim_words"):
        op.execute(f"CREATE VIRTUAL TABLE {name} USING fts5(id UNINDEXED, words, tokenize='ascii', detail='none')")
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in _FINAL)
    op.execute(
        f"CREATE TRIGGER documents_final BEFORE UPDATE OF {', '.join(_FINAL)} ON documents "
        f"WHEN {changed} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    )


def _in_postgresql() -> None:
    for table, columns in _SORTED.items():
        for column in columns:
            op.alter_column(table, column, type_=postgresql.VARCHAR(collation="C"))
    op.drop_index("ix_documents_name", "documents")
    op.create_index("ix_documents_name", "documents", ["name"], postgresql_using="hash")
    for name, owner in (("document_words", "documents"), ("claim_words", "claims")):
        op.create_table(
            name,
            sa.Column("id", postgresql.VARCHAR(collation="C"), sa.ForeignKey(f"{owner}.id", ondelete="CASCADE"), primary_key=True),
            sa.Column("words", postgresql.TSVECTOR, nullable=False),
        )
        op.create_index(f"ix_{name}_words", name, ["words"], postgresql_using="gin")
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in _FINAL)
    op.execute(f"CREATE FUNCTION refuse_other_text() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$")
    op.execute(
        f"CREATE TRIGGER documents_final BEFORE UPDATE ON documents FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION refuse_other_text()"
    )
