"""The ledger: everything acknowledged is on the disk, each document whole or not at all."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, RowMapping, Select, Table, delete, insert, or_, select, update
from sqlalchemy.exc import DatabaseError

from foedus.errors import LedgerError, LookupFailed
from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.judgement import Judgement
from foedus.model.outcome import Discard
from foedus.model.record import ClaimId, DocumentId, Record
from foedus.model.text import Document
from foedus.store import schema, search
from foedus.store.opening import WRITER, connect, name_of
from foedus.store.rows import (
    claim_row,
    decode,
    discard_rows,
    document_from,
    document_row,
    encode,
    finding_row,
    in_utc,
    party_rows,
    raw_from,
    raw_row,
    sides,
)

R = TypeVar("R", bound=Record)
Corroborate = Callable[[Sequence[Document], Sequence[Claim], Sequence[Judgement]], Sequence[Finding]]

# rows of one statement; SQLite takes 32,766 values in one
_BATCH = 1000
# what a text version is, and stays when its document is coded anew
_FINAL = ("id", "text", "text_sha256", "raw_sha256", "extractor")


class Refreshed(Record, frozen=True, kw_only=True):
    """What a refresh did to the findings: ids that are new and ids that are gone."""

    new: tuple[str, ...]
    gone: tuple[str, ...]


class Reading(Record, frozen=True, kw_only=True):
    """How a document came to be in the ledger.

    Attributes:
        coder: Name and version of the coder.
        processor: Processor family that it ran on.
        read_at: When, UTC.
    """

    coder: str
    processor: str
    read_at: dt.datetime


class Ledger:
    """Documents, claims and findings of one analyst or team. Open it with `Ledger.open`.

    Each method is one short transaction. Records come out as they went in; lists are sorted by
    publication, name and position, so that the order of reading leaves no trace.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(**WRITER[engine.dialect.name])

    @classmethod
    def open(cls, place: str | Path) -> "Ledger":
        """Open a ledger, make it if there is none, upgrade it if it is older.

        Args:
            place: A file, or a database URL.

        Raises:
            LedgerError: It cannot be opened, is no ledger, or is newer than this program.
        """
        return cls(connect(place))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file or the database."""
        self._engine.dispose()

    @property
    def place(self) -> str:
        """Where the ledger is, as messages name it."""
        return name_of(self._engine.url)

    # reading in

    def add(  # a document with all that belongs to it, in one transaction
        self,
        document: Document,
        claims: Sequence[Claim] = (),
        discards: Sequence[Discard] = (),
        *,
        coder: str = "",
        processor: str = "",
        raw: bytes | None = None,
    ) -> bool:
        """Put a document in with all that was found in it; when this returns it is on the disk.

        A document that was coded by another coder before gets the new claims in place of the old ones. Its text stays: text
        is final, and a page that changed is another document.

        Args:
            document: The document.
            claims: Its claims.
            discards: What was set aside in it.
            coder: Name and version of the coder; the claims' own by default.
            processor: Processor family that it ran on.
            raw: The bytes that it was read from, to be kept; without them their hash alone is kept.

        Returns:
            False if it is there already, with the same text from the same coder: then nothing changes, but bytes that were
            not kept before are kept now.

        Raises:
            LedgerError: The ledger has another text under this id.
        """
        coder = coder or next((claim.event.coder for claim in claims), "")
        row = document_row(document) | {"coder": coder, "processor": processor, "read_at": dt.datetime.now(dt.UTC)}
        with self.writing() as connection:
            known = _known(connection, document.id)
            if known is not None and known["text"] != document.text:
                msg = f"document {document.id} is in ledger {self.place} with another text: the text of a document is final"
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
            _insert(connection, schema.claims, [claim_row(i, claim) for i, claim in enumerate(claims)])
            search.index_claims(connection, document, claims)
            _insert(connection, schema.discards, discard_rows(discards, document.id))
            _bump(connection)
        return True

    def raw(self, document: DocumentId) -> bytes:
        """The bytes that a document was read from.

        Raises:
            LookupFailed: There is no such document, or its bytes were not kept.
        """
        table = schema.raws
        query = (
            select(table).join(schema.documents, schema.documents.c.raw_sha256 == table.c.sha256).where(schema.documents.c.id == document)
        )
        rows = self._rows(query)
        if not rows:
            msg = f"ledger {self.place} has no raw bytes of {document!r}; `foedus read --keep-raw` keeps them"
            raise LookupFailed(msg)
        return raw_from(rows[0])

    def holds(self, document: Document, *, coder: str) -> bool:
        """Whether the document is in with this text, coded by this coder: adding it would change nothing."""
        with self.snapshot() as connection:
            known = _known(connection, document.id)
            return known is not None and known["text"] == document.text and known["coder"] == coder

    def note(self, discards: Sequence[Discard]) -> None:
        """Keep discards that belong to no document, such as files that could not be read; known ones change nothing."""
        rows = {row["id"]: row for row in discard_rows(discards, None)}
        with self.writing() as connection:
            known = set(connection.scalars(select(schema.discards.c.id).where(schema.discards.c.id.in_(rows))))
            _insert(connection, schema.discards, [row for row in rows.values() if row["id"] not in known])

    # what is there

    def documents(self) -> tuple[Document, ...]:
        """All documents by publication, name and id, undated ones last."""
        return tuple(document_from(row) for row in self._rows(_by_publication(select(schema.documents))))

    def document(self, key: str) -> Document:
        """The document of an id or a name.

        Raises:
            LookupFailed: None has it, or several have that name.
        """
        table = schema.documents.c
        rows = self._rows(select(schema.documents).where(or_(table.id == key, table.name == key)))
        exact = [row for row in rows if row["id"] == key] or rows
        if len(exact) == 1:
            return document_from(exact[0])
        known = ", ".join(sorted(row["id"] for row in exact))
        msg = f"{len(exact)} documents are named {key!r}: use an id: {known}" if exact else f"no document {key!r} in ledger {self.place}"
        raise LookupFailed(msg)

    def reading(self, document: DocumentId) -> Reading:
        """How a document came to be in the ledger.

        Raises:
            LookupFailed: There is no such document.
        """
        rows = self._rows(select(schema.documents).where(schema.documents.c.id == document))
        if not rows:
            msg = f"no document {document!r} in ledger {self.place}"
            raise LookupFailed(msg)
        read_at = in_utc(rows[0]["read_at"])
        if read_at is None:
            msg = f"the ledger is damaged: document {document} was never read"
            raise LedgerError(msg)
        return Reading(coder=rows[0]["coder"], processor=rows[0]["processor"], read_at=read_at)

    def claims(self, document: DocumentId | None = None) -> tuple[Claim, ...]:
        """All claims, or those of one document, by publication and position in the text."""
        return tuple(decode(row["record"], Claim) for row in self._rows(_all_claims(document)))

    def claim(self, key: ClaimId) -> Claim:
        """The claim of an id.

        Raises:
            LookupFailed: There is no such claim.
        """
        return self._one(schema.claims, key, Claim)

    def discards(self, document: DocumentId | None = None) -> tuple[Discard, ...]:
        """All discards, or those of one document."""
        table = schema.discards
        query = select(table).order_by(table.c.document.nulls_first(), table.c.position, table.c.id)
        query = query if document is None else query.where(table.c.document == document)
        return tuple(decode(row["record"], Discard) for row in self._rows(query))

    def search(self, words: str) -> tuple[Document, ...]:
        """Documents that hold all the words, in title or text; case and accents do not count.

        Args:
            words: Whole words, or beginnings with an asterisk behind (`work*`); an empty query finds nothing.
        """
        terms = search.terms_of(words)
        query = select(schema.documents).where(schema.documents.c.id.in_(self._hits(schema.DOCUMENT_WORDS, terms)))
        return tuple(document_from(row) for row in self._rows(_by_publication(query))) if terms else ()

    def search_claims(self, words: str) -> tuple[Claim, ...]:
        """Claims that hold all the words, in evidence, names, codes, type, status, voices or outlet.

        Args:
            words: As in `search`.
        """
        terms = search.terms_of(words)
        query = _all_claims(None).where(schema.claims.c.id.in_(self._hits(schema.CLAIM_WORDS, terms)))
        return tuple(decode(row["record"], Claim) for row in self._rows(query)) if terms else ()

    def search_findings(self, words: str) -> tuple[Finding, ...]:
        """Findings of which each word is in one claim or another.

        Args:
            words: As in `search`.
        """
        link, table, terms = schema.finding_claims.c, schema.findings, search.terms_of(words)
        held = [table.c.id.in_(select(link.finding).where(link.claim.in_(self._hits(schema.CLAIM_WORDS, [term])))) for term in terms]
        rows = self._rows(select(table).where(*held).order_by(table.c.position)) if terms else ()
        return tuple(decode(row["record"], Finding) for row in rows)

    def _hits(self, index: str, terms: Sequence[str]) -> Select[Any]:
        return search.hits(self._engine.dialect.name, index, terms)

    # what people decide

    def judge(self, judgement: Judgement) -> None:
        """Keep a judgement, after all that were made before; the findings rest on it from the next refresh on."""
        with self.writing() as connection:
            connection.execute(insert(schema.judgements), [{"id": judgement.id, "record": encode(judgement)}])
            _bump(connection)

    def judgements(self) -> tuple[Judgement, ...]:
        """All judgements in the order in which they were made."""
        with self.snapshot() as connection:
            return tuple(decode(record, Judgement) for record in connection.scalars(_all_judgements()))

    # findings

    def refresh(self, corroborate: Corroborate) -> Refreshed:
        """Derive the findings anew and put them in place of the old ones, all at once.

        Args:
            corroborate: Documents, claims and people's judgements to findings; it runs outside of any transaction.

        Returns:
            What changed.
        """
        with self.snapshot() as connection:
            number = _revision(connection, "documents")
            documents = [document_from(dict(row)) for row in connection.execute(_by_publication(select(schema.documents))).mappings()]
            claims = [decode(row["record"], Claim) for row in connection.execute(_all_claims(None)).mappings()]
            judgements = [decode(record, Judgement) for record in connection.scalars(_all_judgements())]
        found = corroborate(documents, claims, judgements)
        with self.writing() as connection:
            old = set(connection.scalars(select(schema.findings.c.id)))
            self._replace(connection, found)
            connection.execute(update(schema.revisions).where(schema.revisions.c.name == "findings").values(number=number))
        new = {finding.id for finding in found}
        return Refreshed(new=tuple(sorted(new - old)), gone=tuple(sorted(old - new)))

    def _replace(self, connection: Connection, found: Sequence[Finding]) -> None:
        known = set(connection.scalars(select(schema.claims.c.id)))
        connection.execute(delete(schema.findings))
        _insert(connection, schema.findings, [finding_row(i, finding) for i, finding in enumerate(found)])
        _insert(connection, schema.finding_parties, [row for finding in found for row in party_rows(finding)])
        # a document may have been coded anew while the findings were derived: its old claims are gone, and the next refresh follows
        _insert(connection, schema.finding_claims, [row for finding in found for row in sides(finding) if row["claim"] in known])

    def is_stale(self) -> bool:
        """Whether documents were added since the findings were derived."""
        with self.snapshot() as connection:
            return _revision(connection, "documents") != _revision(connection, "findings")

    def findings(self) -> tuple[Finding, ...]:
        """All findings as last derived, in order of their first claim."""
        return tuple(decode(row["record"], Finding) for row in self._rows(select(schema.findings).order_by(schema.findings.c.position)))

    def finding(self, key: str) -> Finding:
        """The finding of an id, or the one that holds a claim.

        Raises:
            LookupFailed: There is none.
        """
        link = schema.finding_claims.c
        rows = self._rows(select(link.finding).where(link.claim == key))
        return self._one(schema.findings, rows[0]["finding"] if rows else key, Finding)

    # transactions

    def _one(self, table: Table, key: str, kind: type[R]) -> R:
        rows = self._rows(select(table).where(table.c.id == key))
        if not rows:
            msg = f"no {kind.__name__.lower()} {key!r} in ledger {self.place}"
            raise LookupFailed(msg)
        return decode(rows[0]["record"], kind)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection for reading that sees one moment."""
        with _reported(self.place), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection for writing: one transaction that holds the writer's lock from its start."""
        with _reported(self.place), self._writer.begin() as connection:
            yield connection

    def _rows(self, query: Select[Any]) -> Sequence[Mapping[str, Any]]:
        with self.snapshot() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]


@contextmanager
def _reported(place: str) -> Iterator[None]:
    """Give database errors the ledger's name."""
    try:
        yield
    except DatabaseError as error:
        msg = f"ledger {place} cannot be used: {error.orig}"
        raise LedgerError(msg) from error


def _by_publication(query: Select[Any]) -> Select[Any]:
    table = schema.documents.c
    return query.order_by(table.published.is_(None), table.published, table.name, table.id)


def _all_claims(document: DocumentId | None) -> Select[Any]:
    table = schema.claims
    query = _by_publication(select(table.c.record).join(schema.documents)).order_by(table.c.position, table.c.id)
    return query if document is None else query.where(table.c.document == document)


def _all_judgements() -> Select[Any]:
    return select(schema.judgements.c.record).order_by(schema.judgements.c.position)


def _known(connection: Connection, document: DocumentId) -> RowMapping | None:
    """Text, hash of the raw bytes and coder of a document, if it is there."""
    table = schema.documents.c
    return connection.execute(select(table.text, table.raw_sha256, table.coder).where(table.id == document)).mappings().one_or_none()


def _clear(connection: Connection, document: DocumentId) -> None:
    """Take out what was found in a document, and its words."""
    table = schema.claims.c
    search.forget(connection, schema.CLAIM_WORDS, list(connection.scalars(select(table.id).where(table.document == document))))
    search.forget(connection, schema.DOCUMENT_WORDS, [document])
    for found in (schema.claims, schema.discards):
        connection.execute(delete(found).where(found.c.document == document))


def _keep(connection: Connection, raw: bytes, sha256: str) -> None:
    """Keep raw bytes, if they are those of that hash: the same text may have come from other bytes before."""
    row, table = raw_row(raw), schema.raws
    if row["sha256"] == sha256 and connection.scalar(select(table.c.size).where(table.c.sha256 == sha256)) is None:
        connection.execute(insert(table), [row])


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    for start in range(0, len(rows), _BATCH):
        connection.execute(insert(table), rows[start : start + _BATCH])


def _bump(connection: Connection) -> None:
    table = schema.revisions
    connection.execute(update(table).where(table.c.name == "documents").values(number=table.c.number + 1))


def _revision(connection: Connection, name: str) -> int:
    return int(connection.scalars(select(schema.revisions.c.number).where(schema.revisions.c.name == name)).one())
