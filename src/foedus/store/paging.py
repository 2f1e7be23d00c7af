"""Pages of lists: so many documents, claims or findings from a place on, and how many there are in all."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select

from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.judgement import Judgement
from foedus.model.record import DocumentId, FindingId, Record
from foedus.model.text import Document
from foedus.store import schema
from foedus.store.ledger import Ledger
from foedus.store.rows import all_judgements, decode, document_from
from foedus.store.selecting import Condition


class Slice(Record, frozen=True, kw_only=True):
    """Which rows of a list: how many, from which on, counted from 0."""

    start: int = 0
    size: int = 50


class FindingPage(Record, frozen=True, kw_only=True):
    """Findings, the latest reported first.

    Attributes:
        findings: Those of the slice.
        total: How many there are in all.
    """

    findings: tuple[Finding, ...]
    total: int


class ToldClaim(Record, frozen=True, kw_only=True):
    """A claim as it was coded, with the finding that it belongs to; none if it was rejected."""

    claim: Claim
    finding: FindingId | None


class ClaimPage(Record, frozen=True, kw_only=True):
    """Claims, the latest published first, those of one document in the order of its text.

    Attributes:
        claims: Those of the slice.
        documents: Their documents by id.
        total: How many there are in all.
    """

    claims: tuple[ToldClaim, ...]
    documents: dict[DocumentId, Document]
    total: int


class DocumentRow(Record, frozen=True, kw_only=True):
    """A document as a list shows it, without its text.

    Attributes:
        document: Its id.
        name: Its name.
        title: Headline.
        outlet: Outlet, empty if unknown.
        published: ISO date, empty if unknown.
        language: ISO code, empty if unknown.
        extractor: The reader and its version.
        coder: Coder and version.
        claims: How many claims it holds.
        discards: How many things were set aside in it.
    """

    document: DocumentId
    name: str
    title: str
    outlet: str
    published: str
    language: str
    extractor: str
    coder: str
    claims: int
    discards: int


class DocumentPage(Record, frozen=True, kw_only=True):
    """Documents, the latest published first.

    Attributes:
        documents: Those of the slice.
        total: How many there are in all.
    """

    documents: tuple[DocumentRow, ...]
    total: int


def findings_page(ledger: Ledger, conditions: Sequence[Condition], wanted: Slice) -> FindingPage:
    """The findings that fulfil all conditions, a slice of them."""
    table = schema.findings.c
    query = select(table.record).where(*conditions).order_by(table.last_report.desc(), table.id)
    with ledger.snapshot() as connection:
        rows = connection.scalars(query.offset(wanted.start).limit(wanted.size))
        return FindingPage(
            findings=tuple(decode(row, Finding) for row in rows),
            total=connection.scalar(select(func.count()).select_from(schema.findings).where(*conditions)) or 0,
        )


def findings_named(ledger: Ledger, ids: Sequence[FindingId]) -> dict[FindingId, Finding]:
    """The findings of these ids that the ledger holds."""
    table = schema.findings.c
    with ledger.snapshot() as connection:
        found = [decode(row, Finding) for row in connection.scalars(select(table.record).where(table.id.in_(ids)))]
    return {finding.id: finding for finding in found}


def claims_page(ledger: Ledger, conditions: Sequence[Condition], wanted: Slice, *, document: DocumentId | None = None) -> ClaimPage:
    """The claims of findings that fulfil all conditions, a slice of them; without a condition all claims.

    Args:
        ledger: The ledger.
        conditions: From `store.selecting`.
        wanted: Which of them.
        document: Those of this document only.
    """
    claims, documents, link = schema.claims, schema.documents, schema.finding_claims.c
    query = (
        select(claims.c.record, link.finding, claims.c.document).join(documents).outerjoin(schema.finding_claims, link.claim == claims.c.id)
    )
    if conditions:
        query = query.where(link.finding.in_(select(schema.findings.c.id).where(*conditions)))
    if document is not None:
        query = query.where(claims.c.document == document)
    latest = query.order_by(documents.c.published.is_(None), documents.c.published.desc(), documents.c.name, claims.c.position, claims.c.id)
    with ledger.snapshot() as connection:
        rows = connection.execute(latest.offset(wanted.start).limit(wanted.size)).all()
        texts = connection.execute(select(documents).where(documents.c.id.in_({row.document for row in rows}))).mappings()
        return ClaimPage(
            claims=tuple(ToldClaim(claim=decode(row.record, Claim), finding=row.finding) for row in rows),
            documents={made.id: made for made in map(document_from, texts)},
            total=_count(connection, query),
        )


def judgements_page(ledger: Ledger, wanted: Slice) -> tuple[tuple[Judgement, ...], int]:
    """Judgements in the order in which they were made, a slice of them, and how many there are in all."""
    with ledger.snapshot() as connection:
        rows = connection.scalars(all_judgements().offset(wanted.start).limit(wanted.size))
        made = tuple(decode(row, Judgement) for row in rows)
        return made, connection.scalar(select(func.count()).select_from(schema.judgements)) or 0


def documents_page(ledger: Ledger, wanted: Slice, *, ids: Sequence[DocumentId] | None = None) -> DocumentPage:
    """Documents without their texts, a slice of them.

    Args:
        ledger: The ledger.
        wanted: Which of them.
        ids: These only.
    """
    table, claims, discards = schema.documents.c, schema.claims.c, schema.discards.c
    columns = [table[name] for name in ("id", "name", "title", "outlet", "published", "language", "extractor", "coder")]
    told = select(func.count()).where(claims.document == table.id).scalar_subquery()
    aside = select(func.count()).where(discards.document == table.id).scalar_subquery()
    query = select(*columns, told.label("told"), aside.label("aside"))
    if ids is not None:
        query = query.where(table.id.in_(ids))
    latest = query.order_by(table.published.is_(None), table.published.desc(), table.name, table.id)
    with ledger.snapshot() as connection:
        rows = connection.execute(latest.offset(wanted.start).limit(wanted.size)).all()
        total = connection.scalar(select(func.count()).select_from(schema.documents)) or 0 if ids is None else len(ids)
    return DocumentPage(
        documents=tuple(
            DocumentRow(
                document=row.id,
                name=row.name,
                title=row.title,
                outlet=row.outlet or "",
                published=row.published.isoformat() if row.published else "",
                language=row.language or "",
                extractor=row.extractor,
                coder=row.coder,
                claims=row.told,
                discards=row.aside,
            )
            for row in rows
        ),
        total=total,
    )


def _count(connection: Any, query: Select[Any]) -> int:
    return int(connection.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0)
