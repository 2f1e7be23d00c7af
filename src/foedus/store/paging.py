"""Pages of lists: so many documents, claims or findings from a place on, and how many there are in all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.judgement import Judgement
from foedus.model.record import DocumentId, FindingId, Record
from foedus.model.text import Document
from foedus.store import schema
from foedus.store.ledger import Ledger
from foedus.store.rows import all_judgements, decode, document_from
from foedus.store.selecting import Condition

# documents that are counted at once
_PORTION = 512
_TABLE = schema.documents.c
_LATEST = (_TABLE.published.is_(None), _TABLE.published.desc(), _TABLE.name, _TABLE.id)


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

    Documents are sorted and counted, not claims: a page stays quick where there are a hundred thousand of these.

    Args:
        ledger: The ledger.
        conditions: From `store.selecting`.
        wanted: Which of them.
        document: Those of this document only.
    """
    documents = schema.documents
    with ledger.snapshot() as connection:
        meant = _meant(connection, conditions, document) if conditions else None
        shown, skipped = _covering(_counted(connection, meant, document), wanted)
        told = [row for row in _told(connection, shown) if meant is None or row.finding in meant[row.document]]
        rows = told[skipped : skipped + wanted.size]
        texts = connection.execute(select(documents).where(documents.c.id.in_({row.document for row in rows}))).mappings()
        return ClaimPage(
            claims=tuple(ToldClaim(claim=decode(row.record, Claim), finding=row.finding) for row in rows),
            documents={made.id: made for made in map(document_from, texts)},
            total=_claims_in_all(connection, document) if meant is None else sum(map(len, meant.values())),
        )


def judgements_page(ledger: Ledger, wanted: Slice) -> tuple[tuple[Judgement, ...], int]:
    """Judgements in the order in which they were made, a slice of them, and how many there are in all."""
    with ledger.snapshot() as connection:
        rows = connection.scalars(all_judgements().offset(wanted.start).limit(wanted.size))
        made = tuple(decode(row, Judgement) for row in rows)
        return made, connection.scalar(select(func.count()).select_from(schema.judgements)) or 0


def _counted(
    connection: Connection, meant: Mapping[DocumentId, Sequence[FindingId]] | None, only: DocumentId | None
) -> Iterator[tuple[DocumentId, int]]:
    """Documents, the latest first, with how many of their claims are meant; as many as are asked for, so that a first page is quick."""
    documents, claims = schema.documents.c, schema.claims.c
    order = select(documents.id).order_by(*_LATEST)
    with connection.scalars(order if only is None else order.where(documents.id == only)) as ids:
        for portion in ids.partitions(_PORTION):
            if meant is None:
                rows = connection.execute(
                    select(claims.document, func.count().label("told")).where(claims.document.in_(portion)).group_by(claims.document)
                )
                counts = {row.document: row.told for row in rows}
            else:
                counts = {known: len(meant[known]) for known in portion if known in meant}
            yield from ((known, counts[known]) for known in portion if known in counts)


def _claims_in_all(connection: Connection, only: DocumentId | None) -> int:
    query = select(func.count()).select_from(schema.claims)
    return connection.scalar(query if only is None else query.where(schema.claims.c.document == only)) or 0


def _meant(connection: Connection, conditions: Sequence[Condition], only: DocumentId | None) -> dict[DocumentId, list[FindingId]]:
    """The findings that fulfil all conditions, by the documents of their claims, once for each claim."""
    claims, link = schema.claims.c, schema.finding_claims.c
    query = select(claims.document, link.finding).join(schema.finding_claims, link.claim == claims.id)
    query = query.where(link.finding.in_(select(schema.findings.c.id).where(*conditions)))
    found: defaultdict[DocumentId, list[FindingId]] = defaultdict(list)
    for row in connection.execute(query if only is None else query.where(claims.document == only)):
        found[row.document].append(row.finding)
    return found


def _told(connection: Connection, shown: Sequence[DocumentId]) -> list[Row[Any]]:
    """The claims of documents with their findings, in the order of the documents and of their texts."""
    claims, link = schema.claims.c, schema.finding_claims.c
    query: Select[Any] = select(claims.record, link.finding, claims.document).outerjoin(schema.finding_claims, link.claim == claims.id)
    rows = connection.execute(query.where(claims.document.in_(shown)).order_by(claims.position, claims.id)).all()
    rank = {known: number for number, known in enumerate(shown)}
    return sorted(rows, key=lambda row: rank[row.document])


def _covering(counts: Iterable[tuple[DocumentId, int]], wanted: Slice) -> tuple[list[DocumentId], int]:
    """The documents that a slice of their claims lies in, and how many claims of the first of them come before it."""
    shown: list[DocumentId] = []
    skipped = before = 0
    for document, number in counts:
        if before >= wanted.start + wanted.size:
            break
        if before + number > wanted.start:
            skipped = skipped if shown else wanted.start - before
            shown.append(document)
        before += number
    return shown, skipped


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
    latest = query.order_by(*_LATEST)
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
