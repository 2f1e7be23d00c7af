"""Everything in a ledger to one file and back: JSON lines that are the same bytes whichever database they come from.

The first line is a header, the last one counts and hashes those before it. Each line between is a row of a table: tables
in an order in which each row follows those that it refers to, rows sorted by their key. `docs/ledger.md` lists the columns.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, BinaryIO, TypeVar

import msgspec
from sqlalchemy import Column, Connection, LargeBinary, Table, insert, select
from sqlalchemy.exc import DatabaseError

from foedus.errors import LedgerError
from foedus.model.claim import Claim
from foedus.model.desk import Draft, ExposureDecision, FrozenBrief, Look
from foedus.model.finding import Finding
from foedus.model.judgement import Judgement
from foedus.model.listing import HitDecision, ListEntry, SanctionsList
from foedus.model.outcome import Discard
from foedus.model.outlet import Outlet
from foedus.model.record import Record
from foedus.store import schema, search
from foedus.store.ledger import Ledger
from foedus.store.putting import all_waiting
from foedus.store.rows import check_raw, decode, in_utc

S = TypeVar("S", bound=msgspec.Struct)

# of this layout of lines; what the tables hold is told by the ledger's version
FORMAT = 1
_BATCH = 500
# bytes of a line: far more than a document of the largest size that is read by default, packed and in base 64
MAX_LINE = 500_000_000
# as much as an integer of PostgreSQL holds
_Count = Annotated[int, msgspec.Meta(ge=0, lt=2**31)]
_RECORDS: dict[str, type[Record]] = {
    "claims": Claim,
    "discards": Discard,
    "drafts": Draft,
    "exposure_decisions": ExposureDecision,
    "findings": Finding,
    "frozen_briefs": FrozenBrief,
    "hit_decisions": HitDecision,
    "judgements": Judgement,
    "list_entries": ListEntry,
    "lists": SanctionsList,
    "looks": Look,
    "outlets": Outlet,
}


class _Line(Record, frozen=True, kw_only=True):
    """Any line: which table its row is of, none for header and footer."""

    table: str | None = None


class Header(Record, frozen=True, kw_only=True):
    """The first line.

    Attributes:
        foedus_ledger: Version of the layout.
        version: Version of the ledger's tables.
    """

    foedus_ledger: int
    version: str


class Footer(Record, frozen=True, kw_only=True):
    """The last line: without it a file was cut off.

    Attributes:
        rows: Number of lines between header and footer.
        sha256: Hash of all bytes before this line.
    """

    rows: int
    sha256: str


def dump(ledger: Ledger, target: BinaryIO) -> int:
    """Write all that a ledger holds, as it is at one moment.

    Args:
        ledger: The ledger.
        target: A binary stream.

    Returns:
        How many rows were written.
    """
    digest, written = hashlib.sha256(), 0
    with ledger.snapshot() as connection:
        for line in _lines(connection):
            digest.update(line)
            target.write(line)
            written += 1
    rows = written - 1  # the header is none
    target.write(_line(Footer(rows=rows, sha256=digest.hexdigest())))
    return rows


def restore(ledger: Ledger, source: Iterable[bytes]) -> int:
    """Fill an empty ledger from a dump, wholly or not at all.

    Args:
        ledger: A new ledger, in either database.
        source: The lines of a dump, such as an open file.

    Returns:
        How many rows were read.

    Raises:
        LedgerError: The ledger is not empty, the file is no dump, is of another version, or is damaged.
    """
    with ledger.writing() as connection:
        _demand_empty(connection, ledger.place)
        reader = _Reader(source)
        for table, rows in reader.batches():
            try:
                connection.execute(insert(table), rows)
            except DatabaseError as error:
                msg = f"line {reader.number} of the dump, or one of the {len(rows)} before it, does not fit the ledger: {error.orig}"
                raise LedgerError(msg) from error
        search.rebuild(connection)
        all_waiting(connection)
    return reader.rows


def lines_in(source: BinaryIO) -> Iterator[bytes]:
    """The lines of a dump.

    Raises:
        LedgerError: One is longer than any row.
    """
    number = 0
    while line := source.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            msg = f"line {number} of the dump has over {MAX_LINE:,} bytes, which is the limit"
            raise LedgerError(msg)
        yield line


def _lines(connection: Connection) -> Iterator[bytes]:
    yield _line(Header(foedus_ledger=FORMAT, version=schema.VERSION))
    for table in schema.metadata.sorted_tables:
        query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_BATCH)
        for row in connection.execute(query).mappings():
            yield _line({"table": str(table.name), **{str(column.name): _written(column, row[column.name]) for column in table.columns}})


def _line(value: object) -> bytes:
    return msgspec.json.encode(value) + b"\n"


def _written(column: Column[Any], value: Any) -> Any:
    """A value as a line has it: records as they stand, other bytes in base 64, moments in UTC."""
    if isinstance(value, bytes) and column.name == "record":
        return msgspec.Raw(value)
    return in_utc(value) if isinstance(value, dt.datetime) else value


def _demand_empty(connection: Connection, place: str) -> None:
    """Take out the rows of a ledger that was just made; refuse one that is in use."""
    for table in schema.metadata.sorted_tables:
        if table is not schema.revisions and connection.execute(select(table).limit(1)).first() is not None:
            msg = f"ledger {place} is not empty: import into a new one"
            raise LedgerError(msg)
    connection.execute(schema.revisions.delete())


class _Reader:
    """Reads a dump line by line and holds it against its footer.

    Attributes:
        number: Number of the last line read, from 1.
        rows: How many rows were read.
    """

    def __init__(self, source: Iterable[bytes]) -> None:
        self._source = source
        self._digest = hashlib.sha256()
        self._tables = {table.name: _row_type(table) for table in schema.metadata.sorted_tables}
        self.number = 0
        self.rows = 0

    def batches(self) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
        """Rows of one table at a time, some hundreds at once; the footer is checked at the end."""
        lines = self._numbered()
        self._open(next(lines, b""))
        name, footer = "", None
        rows: list[dict[str, Any]] = []
        for line in lines:
            if footer is not None:
                raise self._wrong("stands after the end")
            found = self._decoded(line, _Line)
            if found.table is None:
                footer = self._decoded(line, Footer)
                continue
            if rows and (found.table != name or len(rows) == _BATCH):
                yield schema.metadata.tables[name], rows
                rows = []
            name = found.table
            rows.append(self._row(name, line))
        if rows:
            yield schema.metadata.tables[name], rows
        self._close(footer)

    def _numbered(self) -> Iterator[bytes]:
        for line in self._source:
            self.number += 1
            yield line

    def _open(self, line: bytes) -> None:
        self._digest.update(line)
        header = self._decoded(line, Header)
        if (header.foedus_ledger, header.version) != (FORMAT, schema.VERSION):
            msg = (
                f"the dump is of layout {header.foedus_ledger} and ledger version {header.version}, this program reads {FORMAT} "
                f"and {schema.VERSION}: use the version of foedus that wrote it, then open that ledger with this one"
            )
            raise LedgerError(msg)

    def _row(self, name: str, line: bytes) -> dict[str, Any]:
        """A line as the columns of its table, checked."""
        if name not in self._tables:
            raise self._wrong(f"is of an unknown table {name!r}")
        self._digest.update(line)
        self.rows += 1
        row = msgspec.structs.asdict(self._decoded(line, self._tables[name]))
        del row["table"]
        for column, value in row.items():
            if isinstance(value, dt.datetime):
                row[column] = self._in_utc(value)
            elif isinstance(value, msgspec.Raw):
                row[column] = bytes(value)
        self._check(name, row)
        return row

    def _in_utc(self, moment: dt.datetime) -> dt.datetime | None:
        try:
            return in_utc(moment)
        except OverflowError as error:
            raise self._wrong(f"tells a moment that is not in the calendar of UTC: {moment}") from error

    def _check(self, name: str, row: Mapping[str, Any]) -> None:
        """What a row says of itself is so: texts and raw bytes have their hash, records are whole."""
        if name == "documents" and hashlib.sha256(row["text"].encode()).hexdigest() != row["text_sha256"]:
            raise self._wrong(f"holds another text than that of document {row['id']}")
        try:
            known = _id_inside(name, row)
        except LedgerError as error:
            raise self._wrong(f"cannot be used: {error}") from error
        if known is not None and known != row["id"]:
            raise self._wrong(f"holds another record than that of {row['id']}")

    def _close(self, footer: Footer | None) -> None:
        if footer is None:
            msg = f"the dump was cut off after line {self.number}: nothing of it was imported"
            raise LedgerError(msg)
        if footer != Footer(rows=self.rows, sha256=self._digest.hexdigest()):
            msg = "the dump was changed since it was written (its last line says so): nothing of it was imported"
            raise LedgerError(msg)

    def _decoded(self, line: bytes, kind: type[S]) -> S:
        try:
            return msgspec.json.decode(line, type=kind)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise self._wrong(f"is none of a dump ({error})") from error

    def _wrong(self, reason: str) -> LedgerError:
        return LedgerError(f"line {self.number} of the dump {reason}")


def _id_inside(name: str, row: Mapping[str, Any]) -> str | None:
    """The id that a row's record gives itself, if it does; raw bytes and records are read for it.

    Raises:
        LedgerError: They cannot be read.
    """
    if name == "raws":
        check_raw(row)
    return getattr(decode(row["record"], _RECORDS[name]), "id", None) if name in _RECORDS else None


def _row_type(table: Table) -> type[msgspec.Struct]:
    """The form of a table's lines."""
    fields: list[tuple[str, Any]] = [("table", str)]
    for column in table.columns:
        is_record = isinstance(column.type, LargeBinary) and column.name == "record"
        kind: Any = msgspec.Raw if is_record else column.type.python_type
        kind = _Count if kind is int else kind
        fields.append((str(column.name), kind | None if column.nullable else kind))
    return msgspec.defstruct(table.name.title(), fields, forbid_unknown_fields=True)
