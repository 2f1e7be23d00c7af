"""Which documents a ledger took in: chosen by their findings and their words, what repeats what, what was set aside."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from foedus.model.outcome import Discard
from foedus.model.record import DocumentId, Record
from foedus.store import schema, search
from foedus.store.ledger import Ledger
from foedus.store.paging import Slice
from foedus.store.rows import decode
from foedus.store.selecting import Condition


class AsideRow(Record, frozen=True, kw_only=True):
    """Something that was set aside, with the document that it stood in.

    Attributes:
        discard: What was set aside, and why.
        document: The document's id; none if it never became a document.
        title: The document's title, else its name; empty without a document.
        language: The document's language, empty if unknown.
    """

    discard: Discard
    document: DocumentId | None = None
    title: str = ""
    language: str = ""


class AsidePage(Record, frozen=True, kw_only=True):
    """What was set aside, a slice of it.

    Attributes:
        rows: Those of the slice.
        total: How many there are in all.
    """

    rows: tuple[AsideRow, ...]
    total: int


class Wanted(Record, frozen=True, kw_only=True):
    """Which documents are meant, beside conditions on their findings.

    Attributes:
        words: Words of which each must stand in title or text, where the findings do not hold them.
        outlet: Who published them.
    """

    words: str = ""
    outlet: str = ""


def document_ids(ledger: Ledger, conditions: Sequence[Condition], others: Sequence[Condition], wanted: Wanted) -> tuple[DocumentId, ...]:
    """The documents that are meant, the latest published first.

    Args:
        ledger: The ledger.
        conditions: For the findings that one of their claims belongs to; without one it is all documents.
        others: The same conditions without those on words, for documents that hold the words themselves.
        wanted: What else they must be.
    """
    table = schema.documents.c
    query = select(table.id).order_by(table.published.is_(None), table.published.desc(), table.name, table.id)
    if wanted.outlet:
        query = query.where(func.lower(table.outlet) == wanted.outlet.lower())
    terms = search.terms_of(wanted.words)
    with ledger.snapshot() as connection:
        found = connection.scalars(query).all()
        if not conditions:
            return tuple(found)
        meant = set(connection.scalars(_telling(conditions)))
        if terms:
            named = set(connection.scalars(search.hits(connection.dialect.name, schema.DOCUMENT_WORDS, terms)))
            meant |= named.intersection(connection.scalars(_telling(others))) if others else named
        return tuple(document for document in found if document in meant)


def _telling(conditions: Sequence[Condition]) -> Select[Any]:
    """The documents of claims of findings."""
    link, claims = schema.finding_claims.c, schema.claims.c
    query = select(claims.document).distinct().join(schema.finding_claims, link.claim == claims.id)
    return query.where(link.finding.in_(select(schema.findings.c.id).where(*conditions)))


def links_in(ledger: Ledger) -> tuple[bytes, ...]:
    """The records of which document rests on which and how, by document, parent and source."""
    table = schema.links.c
    with ledger.snapshot() as connection:
        return tuple(connection.scalars(select(table.record).order_by(table.child, table.parent, table.source)))


def aside_page(ledger: Ledger, wanted: Slice, *, within: bool = False, document: DocumentId | None = None) -> AsidePage:
    """What was set aside: what never became a document, or what was left out of documents.

    Args:
        ledger: The ledger.
        wanted: Which of it.
        within: What was left out of documents; else what became none.
        document: What was left out of this one only.
    """
    table, documents = schema.discards.c, schema.documents.c
    met = table.document == document if document is not None else _is_within(within=within)
    columns = [table.record, table.document, documents.title, documents.name, documents.language]
    query = select(*columns).outerjoin(schema.documents, table.document == documents.id).where(met)
    ordered = query.order_by(table.document, table.position, table.id).offset(wanted.start).limit(wanted.size)
    with ledger.snapshot() as connection:
        rows = connection.execute(ordered).all()
        total = connection.scalar(select(func.count()).select_from(schema.discards).where(met)) or 0
    return AsidePage(rows=tuple(_aside(rows)), total=total)


def _is_within(*, within: bool) -> ColumnElement[bool]:
    table = schema.discards.c
    return table.document.is_not(None) if within else table.document.is_(None)


def _aside(rows: Iterable[Any]) -> Iterable[AsideRow]:
    for row in rows:
        title, language = row.title or row.name or "", row.language or ""
        yield AsideRow(discard=decode(row.record, Discard), document=row.document, title=title, language=language)
