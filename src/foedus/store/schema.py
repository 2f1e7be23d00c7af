"""The tables of the newest ledger version; how older ones become it stands in `migrations`."""

from sqlalchemy import Boolean, Column, Date, DateTime, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.dialects.postgresql import VARCHAR

# number of the last migration; a test holds the two together
VERSION = "0004"
VERSION_TABLE = "ledger_version"
# words of documents and claims for `store.search`: FTS5 tables in SQLite, text search vectors in PostgreSQL; derived, so never dumped
DOCUMENT_WORDS = "document_words"
CLAIM_WORDS = "claim_words"

# compared byte by byte in either database, so that both sort alike whatever the language of the server
Key = String().with_variant(VARCHAR(collation="C"), "postgresql")

metadata = MetaData()

documents = Table(
    "documents",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", Key, nullable=False),
    Column("title", Text, nullable=False),
    Column("outlet", String),
    Column("url", String),
    Column("path", String),
    Column("retrieved", DateTime(timezone=True)),
    Column("language", String),
    Column("published", Date, index=True),
    Column("text", Text, nullable=False),
    Column("raw_sha256", String, nullable=False),
    Column("text_sha256", String, nullable=False),
    Column("extractor", String, nullable=False),
    Column("synthetic", Boolean, nullable=False),
    Column("coder", String, nullable=False),
    Column("processor", String, nullable=False),
    Column("read_at", DateTime(timezone=True), nullable=False),
    # PostgreSQL refuses long names in a sorted index; names are looked up whole only
    Index("ix_documents_name", "name", postgresql_using="hash"),
)

# the bytes that documents were read from, where they are kept; `content` is compressed by zlib
raws = Table(
    "raws",
    metadata,
    Column("sha256", Key, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("id", Key, primary_key=True),
    Column("document", Key, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("event", String, nullable=False, index=True),
    Column("status", String, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

discards = Table(
    "discards",
    metadata,
    Column("id", Key, primary_key=True),
    Column("document", Key, ForeignKey("documents.id", ondelete="CASCADE"), index=True),
    Column("position", Integer, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

findings = Table(
    "findings",
    metadata,
    Column("id", Key, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("story", String, nullable=False, index=True),
    Column("event", String, nullable=False, index=True),
    Column("status", String, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

finding_claims = Table(
    "finding_claims",
    metadata,
    Column("finding", Key, ForeignKey("findings.id", ondelete="CASCADE"), primary_key=True),
    Column("claim", Key, ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("side", String, nullable=False),
)

# codes of the actors and recipients of findings, so that parties are found by their names
finding_parties = Table(
    "finding_parties",
    metadata,
    Column("finding", Key, ForeignKey("findings.id", ondelete="CASCADE"), primary_key=True),
    Column("code", Key, primary_key=True, index=True),
)

# rows are added, never changed or taken out
judgements = Table(
    "judgements",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", Key, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

# what a person said of outlets, replaced as a whole
outlets = Table("outlets", metadata, Column("name", Key, primary_key=True), Column("record", LargeBinary, nullable=False))

# one row each: `documents` counts changes to documents and claims, `findings` says which count the findings rest on
revisions = Table(
    "revisions",
    metadata,
    Column("name", Key, primary_key=True),
    Column("number", Integer, nullable=False),
)
