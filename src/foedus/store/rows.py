"""Records to table rows and back."""

import datetime as dt
import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, RowMapping, Select, Table, func, insert, select

from foedus.errors import LedgerError
from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.judgement import Judgement
from foedus.model.outcome import Discard
from foedus.model.record import ClaimId, DocumentId, Record, identify
from foedus.model.text import Document, Origin
from foedus.store import schema

R = TypeVar("R", bound=Record)

# rows of one statement; SQLite takes 32,766 values in one
_BATCH = 1000
_PIECE = 1 << 20


def encode(record: Record) -> bytes:
    """A record as JSON."""
    return msgspec.json.encode(record)


def decode(raw: bytes, kind: type[R]) -> R:
    """A record from its JSON.

    Raises:
        LedgerError: The ledger holds something else; it is damaged.
    """
    try:
        return msgspec.json.decode(raw, type=kind)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        msg = f"the ledger is damaged: a {kind.__name__.lower()} in it cannot be read: {error}"
        raise LedgerError(msg) from error


def document_row(document: Document) -> dict[str, Any]:
    """The columns of a document that the document itself gives."""
    return {
        "id": document.id,
        "name": document.name,
        "title": document.title,
        "outlet": document.origin.outlet,
        "url": document.origin.url,
        "path": document.origin.path,
        "retrieved": document.origin.retrieved,
        "language": document.language,
        "published": document.published,
        "text": document.text,
        "raw_sha256": document.raw_sha256,
        "text_sha256": document.text_sha256,
        "extractor": document.extractor,
        "synthetic": document.synthetic,
    }


def document_from(row: Mapping[str, Any] | RowMapping) -> Document:
    """A document from its columns."""
    origin = Origin(outlet=row["outlet"], url=row["url"], path=row["path"], retrieved=in_utc(row["retrieved"]))
    return Document(
        id=DocumentId(row["id"]),
        name=row["name"],
        origin=origin,
        title=row["title"],
        text=row["text"],
        language=row["language"],
        published=row["published"],
        raw_sha256=row["raw_sha256"],
        text_sha256=row["text_sha256"],
        extractor=row["extractor"],
        synthetic=row["synthetic"],
    )


def in_utc(moment: dt.datetime | None) -> dt.datetime | None:
    """A moment in UTC; SQLite keeps none of the zone that it was given."""
    if moment is None:
        return None
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


def claim_row(position: int, claim: Claim) -> dict[str, Any]:
    """The columns of a claim, the nth of its document."""
    return {
        "id": claim.id,
        "document": claim.document,
        "position": position,
        "event": claim.event.type,
        "status": claim.headline,
        "record": encode(claim),
    }


def discard_rows(discards: Iterable[Discard], document: DocumentId | None) -> list[dict[str, Any]]:
    """The columns of the discards of a document, or of those that belong to none."""
    return [
        {
            "id": identify("x", document, position if document else 0, encode(discard).decode()),
            "document": document,
            "position": position,
            "record": encode(discard),
        }
        for position, discard in enumerate(discards)
    ]


def finding_row(finding: Finding, first: ClaimId) -> dict[str, Any]:
    """The columns of a finding with the first of its claims."""
    first_day, last_day = finding.days
    return {
        "id": finding.id,
        "first": first,
        "story": finding.story,
        "event": finding.event,
        "status": finding.status,
        "first_day": first_day,
        "last_day": last_day,
        "last_report": finding.last_report,
        "articles": finding.articles,
        "sure": finding.lineages.sure,
        "disputed": finding.is_disputed,
        "record": encode(finding),
    }


def sides(finding: Finding) -> Iterator[dict[str, str]]:
    """Which claims a finding rests on, and on which side they are."""
    for side, claims in (("supporting", finding.supporting), ("denying", finding.denying)):
        for claim in claims:
            yield {"finding": finding.id, "claim": claim, "side": side}


def party_rows(finding: Finding) -> list[dict[str, str]]:
    """The codes of a finding's actors and recipients."""
    parties = {("actor", code) for code in finding.actors} | {("recipient", code) for code in finding.recipients}
    return [{"finding": finding.id, "code": code, "side": side} for side, code in sorted(parties)]


def target_rows(position: int, judgement: Judgement) -> list[dict[str, Any]]:
    """The triggers that a judgement is about, each once."""
    ends = {(target.document, target.start): target.end for target in judgement.targets}
    return [{"judgement": position, "document": document, "start": start, "end": end} for (document, start), end in ends.items()]


def raw_row(raw: bytes) -> dict[str, Any]:
    """The columns of raw bytes, compressed."""
    return {"sha256": hashlib.sha256(raw).hexdigest(), "size": len(raw), "content": zlib.compress(raw, 9)}


def raw_from(row: Mapping[str, Any]) -> bytes:
    """Raw bytes from their columns.

    Raises:
        LedgerError: They are not what was put in; the ledger is damaged.
    """
    return b"".join(_checked(row))


def check_raw(row: Mapping[str, Any]) -> None:
    """Whether raw bytes are what was put in, without having them in memory all at once.

    Raises:
        LedgerError: They are not.
    """
    for _ in _checked(row):
        pass


def _checked(row: Mapping[str, Any]) -> Iterator[bytes]:
    """Raw bytes in pieces, of which the last one comes only if all of them have the size and hash that they should."""
    digest, left = hashlib.sha256(), row["size"]
    held = b""
    for piece in _unpacked(row["content"]):
        left -= len(piece)
        if left < 0:
            break
        digest.update(piece)
        yield held
        held = piece
    if left or digest.hexdigest() != row["sha256"]:
        msg = f"the ledger is damaged: the raw bytes {row['sha256']} are others"
        raise LedgerError(msg)
    yield held


def _unpacked(content: bytes) -> Iterator[bytes]:
    """What was compressed, as far as it can be unpacked."""
    unpacker = zlib.decompressobj()
    try:
        while piece := unpacker.decompress(content, _PIECE):
            yield piece
            content = unpacker.unconsumed_tail
    except zlib.error:
        return


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put rows into a table, a thousand in one statement."""
    for start in range(0, len(rows), _BATCH):
        connection.execute(insert(table), rows[start : start + _BATCH])


def next_position(connection: Connection, table: Table) -> int:
    """The number of a row that is put behind all others of a table; a database's own count knows nothing of rows that were imported."""
    return int(connection.scalar(select(func.coalesce(func.max(table.c.position), 0))) or 0) + 1


def by_publication(query: Select[Any]) -> Select[Any]:
    """A query on documents, sorted by publication, name and id, undated ones last."""
    table = schema.documents.c
    return query.order_by(table.published.is_(None), table.published, table.name, table.id)


def all_claims(document: DocumentId | None) -> Select[Any]:
    """A query for the records of all claims, or of those of one document, by publication and position."""
    table = schema.claims
    query = by_publication(select(table.c.record).join(schema.documents)).order_by(table.c.position, table.c.id)
    return query if document is None else query.where(table.c.document == document)


def all_findings() -> Select[Any]:
    """A query for the records of all findings, by publication of their first claim and its position."""
    table, claims = schema.findings, schema.claims
    query = select(table.c.record).join(claims, claims.c.id == table.c.first).join(schema.documents)
    return by_publication(query).order_by(claims.c.position, claims.c.id)


def all_judgements() -> Select[Any]:
    """A query for the records of all judgements in the order in which they were made."""
    return select(schema.judgements.c.record).order_by(schema.judgements.c.position)
