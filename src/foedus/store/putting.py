"""Writes of one document and of what waits to be reconciled, each a part of a transaction of the ledger."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from foedus.errors import LedgerError
from foedus.model.coded import CodedDocument
from foedus.model.record import DocumentId
from foedus.store import schema, search
from foedus.store.rows import by_publication, claim_row, discard_rows, document_row, insert_rows, raw_row

# documents that are reconciled in one transaction
_PORTION = 50
# what a text version is, and stays when its document is coded anew
_FINAL = ("id", "text", "text_sha256", "raw_sha256", "extractor")


def put(connection: Connection, place: str, coded: CodedDocument, *, coder: str, processor: str, raw: bytes | None = None) -> bool:
    """Put a document in with all that was found in it, or what another coder finds in it in place of what is there.

    Args:
        connection: A transaction for writing.
        place: Where the ledger is, for messages.
        coded: The document.
        coder: Name and version of the coder; the claims' own if empty.
        processor: Processor family that it ran on.
        raw: The bytes that it was read from, to be kept.

    Returns:
        Whether anything is not what it was, raw bytes aside.

    Raises:
        LedgerError: The ledger has another text under this id.
    """
    document, claims = coded.document, coded.claims
    coder = coder or next((claim.event.coder for claim in claims), "")
    row = document_row(document) | {"coder": coder, "processor": processor, "read_at": dt.datetime.now(dt.UTC)}
    known = known_as(connection, document.id)
    if known is not None and known["text"] != document.text:
        msg = f"document {document.id} is in ledger {place} with another text: the text of a document is final"
        raise LedgerError(msg)
    if raw is not None:
        _keep(connection, raw, known["raw_sha256"] if known else document.raw_sha256)
    if known is not None and known["coder"] == coder:
        return False
    if known is None:
        connection.execute(insert(schema.documents), [row])
    else:
        _clear(connection, document.id)
        changed = {name: value for name, value in row.items() if name not in _FINAL}
        connection.execute(update(schema.documents).where(schema.documents.c.id == document.id).values(changed))
    search.index_document(connection, document)
    insert_rows(connection, schema.claims, [claim_row(i, claim) for i, claim in enumerate(claims)])
    search.index_claims(connection, document, claims)
    insert_rows(connection, schema.discards, discard_rows(coded.discards, document.id))
    have_waiting(connection, {document.id})
    bump(connection, "documents")
    return True


def known_as(connection: Connection, document: DocumentId) -> RowMapping | None:
    """Text, hash of the raw bytes and coder of a document, if it is there."""
    table = schema.documents.c
    return connection.execute(select(table.text, table.raw_sha256, table.coder).where(table.id == document)).mappings().one_or_none()


def _clear(connection: Connection, document: DocumentId) -> None:
    """Take out what was found in a document, and its words."""
    table = schema.claims.c
    claims = list(connection.scalars(select(table.id).where(table.document == document)))
    _dissolve(connection, claims)
    search.forget(connection, schema.CLAIM_WORDS, claims)
    search.forget(connection, schema.DOCUMENT_WORDS, [document])
    for found in (schema.claims, schema.discards):
        connection.execute(delete(found).where(found.c.document == document))


def _dissolve(connection: Connection, claims: Sequence[str]) -> None:
    """Take out the findings that rest on claims; the documents of their other claims wait to be reconciled."""
    link = schema.finding_claims
    findings = list(connection.scalars(select(link.c.finding).where(link.c.claim.in_(claims)).distinct()))
    others = select(schema.claims.c.document).join(link, link.c.claim == schema.claims.c.id).where(link.c.finding.in_(findings))
    have_waiting(connection, set(connection.scalars(others)))
    connection.execute(delete(schema.findings).where(schema.findings.c.id.in_(findings)))


def _keep(connection: Connection, raw: bytes, sha256: str) -> None:
    """Keep raw bytes, if they are those of that hash: the same text may have come from other bytes before."""
    row, table = raw_row(raw), schema.raws
    if row["sha256"] == sha256 and connection.scalar(select(table.c.size).where(table.c.sha256 == sha256)) is None:
        connection.execute(insert(table), [row])


def have_waiting(connection: Connection, documents: Collection[str]) -> None:
    """Have documents wait to be reconciled."""
    known = set(connection.scalars(select(schema.pending.c.document).where(schema.pending.c.document.in_(documents))))
    insert_rows(connection, schema.pending, [{"document": document} for document in documents if document not in known])


def all_waiting(connection: Connection) -> None:
    """Have all documents wait to be reconciled."""
    connection.execute(delete(schema.pending))
    connection.execute(insert(schema.pending).from_select(["document"], select(schema.documents.c.id)))


def next_waiting(connection: Connection, method: int) -> list[DocumentId]:
    """Documents to be reconciled next, the first published first; all of them, if another method was used before."""
    table = schema.pending
    if connection.scalar(select(schema.methods.c.number)) != method:
        for kept in (schema.methods, table, schema.workings, schema.postings, schema.links, schema.ties):
            connection.execute(delete(kept))
        connection.execute(delete(schema.findings))
        all_waiting(connection)
        connection.execute(insert(schema.methods).values(number=method))
    query = select(table.c.document).join(schema.documents, schema.documents.c.id == table.c.document)
    return [DocumentId(i) for i in connection.scalars(by_publication(query).limit(_PORTION))]


def bump(connection: Connection, name: str) -> None:
    """Count a change to `documents` or `findings`."""
    table = schema.revisions
    connection.execute(update(table).where(table.c.name == name).values(number=table.c.number + 1))


def revision(connection: Connection, name: str) -> int:
    """How many changes to `documents` or `findings` were counted."""
    return int(connection.scalars(select(schema.revisions.c.number).where(schema.revisions.c.name == name)).one())
