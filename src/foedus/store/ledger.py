"""The ledger: everything acknowledged is on the disk, each document whole or not at all."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, Select, Table, delete, insert, or_, select, text, update
from sqlalchemy.exc import DatabaseError

from foedus.errors import LedgerError, LookupFailed
from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.judgement import Judgement
from foedus.model.outcome import Discard
from foedus.model.record import ClaimId, DocumentId, Record, identify
from foedus.model.text import Document
from foedus.store import schema
from foedus.store.opening import WRITES, connect, name_of
from foedus.store.rows import decode, document_from, document_row, encode, in_utc

R = TypeVar("R", bound=Record)
Corroborate = Callable[[Sequence[Document], Sequence[Claim], Sequence[Judgement]], Sequence[Finding]]

# rows of one statement; SQLite takes 32,766 values in one
_BATCH = 1000
_WORD = re.compile(r"\w+")


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
        self._writer = engine.execution_options(**{WRITES: True})

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

    def add(
        self,
        document: Document,
        claims: Sequence[Claim] = (),
        discards: Sequence[Discard] = (),
        *,
        coder: str = "",
        processor: str = "",
    ) -> bool:
        """Put a document in with all that was found in it; when this returns it is on the disk.

        A document that was coded by another coder before gets the new claims in place of the old ones.

        Args:
            document: The document.
            claims: Its claims.
            discards: What was set aside in it.
            coder: Name and version of the coder; the claims' own by default.
            processor: Processor family that it ran on.

        Returns:
            False if it is there already, with the same text from the same coder: then nothing changes.
        """
        coder = coder or next((claim.event.coder for claim in claims), "")
        with self._write() as connection:
            if _has(connection, document, coder):
                return False
            _remove(connection, document.id)
            now = dt.datetime.now(dt.UTC)
            connection.execute(
                insert(schema.documents), [document_row(document) | {"coder": coder, "processor": processor, "read_at": now}]
            )
            _index(connection, document)
            _insert(connection, schema.claims, [_claim_row(i, claim) for i, claim in enumerate(claims)])
            _insert(connection, schema.discards, _discard_rows(discards, document.id))
            _bump(connection)
        return True

    def holds(self, document: Document, *, coder: str) -> bool:
        """Whether the document is in with this text, coded by this coder: adding it would change nothing."""
        with self._read() as connection:
            return _has(connection, document, coder)

    def note(self, discards: Sequence[Discard]) -> None:
        """Keep discards that belong to no document, such as files that could not be read; known ones change nothing."""
        rows = {row["id"]: row for row in _discard_rows(discards, None)}
        with self._write() as connection:
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
        query = select(table).order_by(table.c.document, table.c.position, table.c.id)
        query = query if document is None else query.where(table.c.document == document)
        return tuple(decode(row["record"], Discard) for row in self._rows(query))

    def search(self, words: str) -> tuple[Document, ...]:
        """Documents that hold all the words, in title or text; case and accents do not count.

        An empty query finds nothing. On PostgreSQL the words are found inside longer words too, and accents count.
        """
        terms = _WORD.findall(words)
        if not terms:
            return ()
        table = schema.documents
        if self._engine.dialect.name == "sqlite":
            phrase = " ".join(f'"{term}"' for term in terms)
            hits = text(f"SELECT id FROM {schema.SEARCH_TABLE} WHERE {schema.SEARCH_TABLE} MATCH :phrase").columns(table.c.id)  # noqa: S608 - the table's name is our own
            query = select(table).where(table.c.id.in_(hits.bindparams(phrase=phrase)))
        else:
            query = select(table).where(*(or_(table.c.title.icontains(term), table.c.text.icontains(term)) for term in terms))
        return tuple(document_from(row) for row in self._rows(_by_publication(query)))

    # what people decide

    def judge(self, judgement: Judgement) -> None:
        """Keep a judgement, after all that were made before; the findings rest on it from the next refresh on."""
        with self._write() as connection:
            connection.execute(insert(schema.judgements), [{"id": judgement.id, "record": encode(judgement)}])
            _bump(connection)

    def judgements(self) -> tuple[Judgement, ...]:
        """All judgements in the order in which they were made."""
        with self._read() as connection:
            return tuple(decode(record, Judgement) for record in connection.scalars(_all_judgements()))

    # findings

    def refresh(self, corroborate: Corroborate) -> Refreshed:
        """Derive the findings anew and put them in place of the old ones, all at once.

        Args:
            corroborate: Documents, claims and people's judgements to findings; it runs outside of any transaction.

        Returns:
            What changed.
        """
        with self._read() as connection:
            number = _revision(connection, "documents")
            documents = [document_from(dict(row)) for row in connection.execute(_by_publication(select(schema.documents))).mappings()]
            claims = [decode(row["record"], Claim) for row in connection.execute(_all_claims(None)).mappings()]
            judgements = [decode(record, Judgement) for record in connection.scalars(_all_judgements())]
        found = corroborate(documents, claims, judgements)
        with self._write() as connection:
            old = set(connection.scalars(select(schema.findings.c.id)))
            self._replace(connection, found)
            connection.execute(update(schema.revisions).where(schema.revisions.c.name == "findings").values(number=number))
        new = {finding.id for finding in found}
        return Refreshed(new=tuple(sorted(new - old)), gone=tuple(sorted(old - new)))

    def _replace(self, connection: Connection, found: Sequence[Finding]) -> None:
        known = set(connection.scalars(select(schema.claims.c.id)))
        connection.execute(delete(schema.findings))
        _insert(connection, schema.findings, [_finding_row(i, finding) for i, finding in enumerate(found)])
        # a document may have been coded anew while the findings were derived: its old claims are gone, and the next refresh follows
        _insert(connection, schema.finding_claims, [row for finding in found for row in _sides(finding) if row["claim"] in known])

    def is_stale(self) -> bool:
        """Whether documents were added since the findings were derived."""
        with self._read() as connection:
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
    def _read(self) -> Iterator[Connection]:
        """One snapshot."""
        with _reported(self.place), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        """One transaction that holds the writer's lock from its start."""
        with _reported(self.place), self._writer.begin() as connection:
            yield connection

    def _rows(self, query: Select[Any]) -> Sequence[Mapping[str, Any]]:
        with self._read() as connection:
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


def _has(connection: Connection, document: Document, coder: str) -> bool:
    table = schema.documents.c
    known = connection.execute(select(table.text_sha256, table.text, table.coder).where(table.id == document.id)).one_or_none()
    return known is not None and known.text == document.text and known.coder == coder


def _remove(connection: Connection, document: DocumentId) -> None:
    """Take out a document with its claims, discards and words, if it is there."""
    connection.execute(delete(schema.documents).where(schema.documents.c.id == document))
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"DELETE FROM {schema.SEARCH_TABLE} WHERE id = :id"), {"id": document})  # noqa: S608 - the table's name is our own


def _index(connection: Connection, document: Document) -> None:
    if connection.dialect.name == "sqlite":
        row = {"id": document.id, "title": document.title, "text": document.text}
        connection.execute(text(f"INSERT INTO {schema.SEARCH_TABLE} (id, title, text) VALUES (:id, :title, :text)"), row)  # noqa: S608 - the table's name is our own


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    for start in range(0, len(rows), _BATCH):
        connection.execute(insert(table), rows[start : start + _BATCH])


def _bump(connection: Connection) -> None:
    table = schema.revisions
    connection.execute(update(table).where(table.c.name == "documents").values(number=table.c.number + 1))


def _revision(connection: Connection, name: str) -> int:
    return int(connection.scalars(select(schema.revisions.c.number).where(schema.revisions.c.name == name)).one())


def _claim_row(position: int, claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "document": claim.document,
        "position": position,
        "event": claim.event.type,
        "status": claim.headline,
        "record": encode(claim),
    }


def _discard_rows(discards: Iterable[Discard], document: DocumentId | None) -> list[dict[str, Any]]:
    return [
        {
            "id": identify("x", document, position if document else 0, encode(discard).decode()),
            "document": document,
            "position": position,
            "record": encode(discard),
        }
        for position, discard in enumerate(discards)
    ]


def _finding_row(position: int, finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "position": position,
        "story": finding.story,
        "event": finding.event,
        "status": finding.status,
        "record": encode(finding),
    }


def _sides(finding: Finding) -> Iterator[dict[str, str]]:
    for side, claims in (("supporting", finding.supporting), ("denying", finding.denying)):
        for claim in claims:
            yield {"finding": finding.id, "claim": claim, "side": side}
