"""The tables of the newest ledger version; how older ones become it stands in `migrations`."""

from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.dialects.postgresql import VARCHAR

# number of the last migration; a test holds the two together
VERSION = "0007"
VERSION_TABLE = "ledger_version"
# words of documents and claims for `store.search`: FTS5 tables in SQLite, text search vectors in PostgreSQL; derived, so never dumped
DOCUMENT_WORDS = "document_words"
CLAIM_WORDS = "claim_words"

# compared byte by byte in either database, so that both sort alike whatever the language of the server
Key = String().with_variant(VARCHAR(collation="C"), "postgresql")

metadata = MetaData()
# what reconciling keeps for itself; made again from the documents where it is missing, so never dumped
derived = MetaData()

documents = Table(
    "documents",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", Key, nullable=False),
    Column("title", Text, nullable=False),
    Column("outlet", String, index=True),
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
    Column("first", Key, nullable=False, index=True),
    Column("story", String, nullable=False, index=True),
    Column("event", String, nullable=False, index=True),
    Column("status", String, nullable=False, index=True),
    # days as text that sorts, empty where none is known: of the deed (else of its first report), and of its latest report
    Column("first_day", Key, nullable=False, index=True),
    Column("last_day", Key, nullable=False),
    Column("last_report", Key, nullable=False, index=True),
    Column("articles", Integer, nullable=False),
    Column("sure", Integer, nullable=False),
    Column("disputed", Boolean, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

finding_claims = Table(
    "finding_claims",
    metadata,
    Column("finding", Key, ForeignKey("findings.id", ondelete="CASCADE"), primary_key=True),
    Column("claim", Key, ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("side", String, nullable=False),
)

# codes of the actors and recipients of findings, so that parties are found by their names; `side` is `actor` or `recipient`
finding_parties = Table(
    "finding_parties",
    metadata,
    Column("finding", Key, ForeignKey("findings.id", ondelete="CASCADE"), primary_key=True),
    Column("code", Key, primary_key=True, index=True),
    Column("side", String, primary_key=True),
)

# rows are added, never changed or taken out
judgements = Table(
    "judgements",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", Key, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

# the triggers that judgements are about, so that what was decided on a claim is found without reading them all
judgement_targets = Table(
    "judgement_targets",
    metadata,
    Column("judgement", Integer, ForeignKey("judgements.position", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("document", Key, primary_key=True, index=True),
    Column("start", Integer, primary_key=True, autoincrement=False),
    Column("end", Integer, nullable=False),
)

# what people decided about exposures; rows are added, never changed or taken out
exposure_decisions = Table(
    "exposure_decisions",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", Key, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

# briefs as they were frozen, by name and version; rows are added, never changed or taken out
frozen_briefs = Table(
    "frozen_briefs",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("name", Key, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Index("ix_frozen_briefs_name_version", "name", "version", unique=True),
)

# commentary in the writing, by the brief's name; `version` counts its changes
drafts = Table(
    "drafts",
    metadata,
    Column("name", Key, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

# what each user saw of a story when they last looked at it
looks = Table(
    "looks",
    metadata,
    Column("who", Key, primary_key=True),
    Column("story", Key, primary_key=True),
    Column("record", LargeBinary, nullable=False),
)

# what a person said of outlets, replaced as a whole
outlets = Table("outlets", metadata, Column("name", Key, primary_key=True), Column("record", LargeBinary, nullable=False))

# editions of sanctions lists in the order in which they were loaded, whole; an earlier edition stays until somebody takes it out
lists = Table(
    "lists",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", Key, nullable=False, unique=True, index=True),
    Column("name", Key, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

list_entries = Table(
    "list_entries",
    metadata,
    Column("list", Integer, ForeignKey("lists.position", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("id", Key, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

# rows are added, never changed or taken out
hit_decisions = Table(
    "hit_decisions",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", Key, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

# one row each: `documents` counts changes to documents, claims and judgements, `findings` changes to findings
revisions = Table(
    "revisions",
    metadata,
    Column("name", Key, primary_key=True),
    Column("number", Integer, nullable=False),
)

# documents that the findings do not take account of yet
pending = Table("pending", derived, Column("document", Key, primary_key=True))

# what each document was taken for when it was reconciled
workings = Table(
    "workings",
    derived,
    Column("document", Key, primary_key=True),
    Column("record", LargeBinary, nullable=False),
)

# by what documents find each other: words, wording, parties, outlets; a day is an ordinal, 0 if unknown
postings = Table(
    "postings",
    derived,
    Column("key", BigInteger, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("document", Key, primary_key=True),
    sqlite_with_rowid=False,
)

# which document repeats, credits or cites which
links = Table(
    "links",
    derived,
    Column("child", Key, primary_key=True),
    Column("parent", Key, primary_key=True, index=True),
    Column("source", String, primary_key=True),
    Column("record", LargeBinary, nullable=False),
)

# pairs of claims that may be one deed, the lower id first
ties = Table(
    "ties",
    derived,
    Column("a", Key, primary_key=True),
    Column("b", Key, primary_key=True, index=True),
    Column("a_document", Key, nullable=False),
    Column("b_document", Key, nullable=False),
)

# the method by which the derived tables and the findings were made
methods = Table("methods", derived, Column("number", Integer, primary_key=True))

# by what the entries of lists are found: names, numbers and places as `screening.keys` writes them
list_keys = Table(
    "list_keys",
    derived,
    Column("list", Integer, primary_key=True, autoincrement=False),
    Column("key", Key, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# lists that have their keys, and the method by which these were made
keyed_lists = Table(
    "keyed_lists",
    derived,
    Column("list", Integer, primary_key=True, autoincrement=False),
    Column("method", Integer, nullable=False),
)
