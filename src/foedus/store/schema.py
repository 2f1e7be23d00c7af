"""The tables of the newest ledger version; how older ones become it stands in `migrations`."""

from sqlalchemy import Boolean, Column, Date, DateTime, ForeignKey, Integer, LargeBinary, MetaData, String, Table, Text

# number of the last migration; a test holds the two together
VERSION = "0002"
VERSION_TABLE = "ledger_version"
# virtual table of the words of documents; SQLite only, PostgreSQL searches the text itself
SEARCH_TABLE = "document_words"

metadata = MetaData()

documents = Table(
    "documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False, index=True),
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
)

claims = Table(
    "claims",
    metadata,
    Column("id", String, primary_key=True),
    Column("document", String, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("event", String, nullable=False, index=True),
    Column("status", String, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

discards = Table(
    "discards",
    metadata,
    Column("id", String, primary_key=True),
    Column("document", String, ForeignKey("documents.id", ondelete="CASCADE"), index=True),
    Column("position", Integer, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

findings = Table(
    "findings",
    metadata,
    Column("id", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("story", String, nullable=False, index=True),
    Column("event", String, nullable=False, index=True),
    Column("status", String, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

finding_claims = Table(
    "finding_claims",
    metadata,
    Column("finding", String, ForeignKey("findings.id", ondelete="CASCADE"), primary_key=True),
    Column("claim", String, ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("side", String, nullable=False),
)

# rows are added, never changed or taken out
judgements = Table(
    "judgements",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("record", LargeBinary, nullable=False),
)

# one row each: `documents` counts changes to documents and claims, `findings` says which count the findings rest on
revisions = Table(
    "revisions",
    metadata,
    Column("name", String, primary_key=True),
    Column("number", Integer, nullable=False),
)
