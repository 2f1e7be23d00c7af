"""Records to table rows and back."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from foedus.errors import LedgerError
from foedus.model.record import DocumentId, Record
from foedus.model.text import Document, Origin

R = TypeVar("R", bound=Record)


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
    except (msgspec.MsgspecError, ValueError) as error:
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


def document_from(row: Mapping[str, Any]) -> Document:
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
