"""The ledger: everything acknowledged is on the disk, each document whole or not at all."""

import datetime as dt
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, Select, Table, func, insert, or_, select
from sqlalchemy.exc import DatabaseError

from foedus.errors import LedgerError, LookupFailed, StaleError
from foedus.model.claim import Claim
from foedus.model.coded import CodedDocument
from foedus.model.finding import Finding
from foedus.model.judgement import Judgement, Target
from foedus.model.outcome import Discard
from foedus.model.record import ClaimId, DocumentId, Record
from foedus.model.text import Document
from foedus.store import schema, search
from foedus.store.opening import WRITER, connect, name_of
from foedus.store.putting import bump, have_waiting, known_as, put
from foedus.store.refreshing import Reconciler, Refreshed, is_stale, refresh
from foedus.store.rows import (
    all_claims,
    all_findings,
    all_judgements,
    by_publication,
    decode,
    discard_rows,
    document_from,
    encode,
    in_utc,
    insert_rows,
    next_position,
    raw_from,
    target_rows,
)

R = TypeVar("R", bound=Record)


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
        # threads of one process take turns here: a database makes them poll, and gives up after a while on whoever had no luck
        self._turn = threading.Lock()

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
        coded = CodedDocument(document=document, claims=tuple(claims), discards=tuple(discards))
        with self.writing() as connection:
            return put(connection, self.place, coded, coder=coder, processor=processor, raw=raw)

    def add_all(self, coded: Sequence[CodedDocument], *, coder: str = "", processor: str = "") -> int:
        """Put many documents in, in one transaction, each as `add` does.

        Args:
            coded: The documents with their claims and discards.
            coder: Name and version of the coder.
            processor: Processor family that it ran on.

        Returns:
            How many are new or were changed.

        Raises:
            LedgerError: The ledger has another text under one of their ids; then none of them is in.
        """
        with self.writing() as connection:
            return sum(put(connection, self.place, item, coder=coder, processor=processor) for item in coded)

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

    def keeps_raw(self, document: DocumentId) -> bool:
        """Whether the bytes that a document was read from are kept."""
        table = schema.raws.c
        query = select(table.size).join(schema.documents, schema.documents.c.raw_sha256 == table.sha256)
        return bool(self._rows(query.where(schema.documents.c.id == document)))

    def holds(self, document: Document, *, coder: str) -> bool:
        """Whether the document is in with this text, coded by this coder: adding it would change nothing."""
        with self.snapshot() as connection:
            known = known_as(connection, document.id)
            return known is not None and known["text"] == document.text and known["coder"] == coder

    def has(self, document: DocumentId) -> bool:
        """Whether a document of this id is in, whatever coded it."""
        with self.snapshot() as connection:
            return known_as(connection, document) is not None

    def note(self, discards: Sequence[Discard]) -> None:
        """Keep discards that belong to no document, such as files that could not be read; known ones change nothing."""
        rows = {row["id"]: row for row in discard_rows(discards, None)}
        with self.writing() as connection:
            known = set(connection.scalars(select(schema.discards.c.id).where(schema.discards.c.id.in_(rows))))
            insert_rows(connection, schema.discards, [row for row in rows.values() if row["id"] not in known])

    # what is there

    def documents(self) -> tuple[Document, ...]:
        """All documents by publication, name and id, undated ones last."""
        return tuple(document_from(row) for row in self._rows(by_publication(select(schema.documents))))

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
        return tuple(decode(row["record"], Claim) for row in self._rows(all_claims(document)))

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
        return tuple(document_from(row) for row in self._rows(by_publication(query))) if terms else ()

    def search_claims(self, words: str) -> tuple[Claim, ...]:
        """Claims that hold all the words, in evidence, names, codes, type, status, voices or outlet.

        Args:
            words: As in `search`.
        """
        terms = search.terms_of(words)
        query = all_claims(None).where(schema.claims.c.id.in_(self._hits(schema.CLAIM_WORDS, terms)))
        return tuple(decode(row["record"], Claim) for row in self._rows(query)) if terms else ()

    def search_findings(self, words: str) -> tuple[Finding, ...]:
        """Findings of which each word is in one claim or another.

        Args:
            words: As in `search`.
        """
        link, table, terms = schema.finding_claims.c, schema.findings, search.terms_of(words)
        held = [table.c.id.in_(select(link.finding).where(link.claim.in_(self._hits(schema.CLAIM_WORDS, [term])))) for term in terms]
        rows = self._rows(all_findings().where(*held)) if terms else ()
        return tuple(decode(row["record"], Finding) for row in rows)

    def _hits(self, index: str, terms: Sequence[str]) -> Select[Any]:
        return search.hits(self._engine.dialect.name, index, terms)

    # what people decide

    def judge(self, judgement: Judgement, *, seen: int | None = None) -> None:
        """Keep a judgement, after all that were made before; the findings rest on it from the next refresh on.

        Args:
            judgement: What was decided.
            seen: The version of its claims that was looked at, as `version_of` gives it; none if anything goes.

        Raises:
            StaleError: Somebody judged one of the claims since; the error holds what they decided.
        """
        with self.writing() as connection:
            version = _version(connection, judgement.targets)
            if seen is not None and version != seen:
                msg = "somebody judged this since you read it"
                raise StaleError(msg, theirs=_judgement(connection, version), version=version)
            position = next_position(connection, schema.judgements)
            row = {"position": position, "id": judgement.id, "record": encode(judgement)}
            connection.execute(insert(schema.judgements), [row])
            insert_rows(connection, schema.judgement_targets, target_rows(position, judgement))
            meant = select(schema.documents.c.id).where(schema.documents.c.id.in_([target.document for target in judgement.targets]))
            have_waiting(connection, set(connection.scalars(meant)))
            bump(connection, "documents")

    def version_of(self, targets: Collection[Target]) -> int:
        """A number that grows whenever one of these claims is judged; 0 if none was."""
        with self.snapshot() as connection:
            return _version(connection, targets)

    def judgements(self) -> tuple[Judgement, ...]:
        """All judgements in the order in which they were made."""
        with self.snapshot() as connection:
            return tuple(decode(record, Judgement) for record in connection.scalars(all_judgements()))

    # findings

    def refresh(self, reconcilers: Callable[[], Reconciler]) -> Refreshed:
        """Bring the findings up to date with all documents, claims and judgements, some documents in one transaction.

        Args:
            reconcilers: Gives a reconciler that knows nothing of any ledger yet.

        Returns:
            What changed.
        """
        return refresh(self.writing, reconcilers)

    def is_stale(self, method: int) -> bool:
        """Whether the findings are not those that a reconciler of this method would derive from what is there."""
        with self.snapshot() as connection:
            return is_stale(connection, method)

    def findings(self) -> tuple[Finding, ...]:
        """All findings as last derived, in order of their first claim."""
        return tuple(decode(row["record"], Finding) for row in self._rows(all_findings()))

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
        with self._turn, _reported(self.place), self._writer.begin() as connection:
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


def _version(connection: Connection, targets: Collection[Target]) -> int:
    """The position of the last judgement on any of these triggers, from 1; 0 if there is none."""
    table = schema.judgement_targets.c
    found = [
        connection.scalar(
            select(func.max(table.judgement)).where(table.document == target.document, table.start < target.end, table.end > target.start)
        )
        for target in targets
    ]
    return max((position for position in found if position is not None), default=0)


def _judgement(connection: Connection, version: int) -> Judgement | None:
    table = schema.judgements.c
    record = connection.scalar(select(table.record).where(table.position == version))
    return decode(record, Judgement) if record else None
