"""Opening a ledger: connection settings, and bringing an older one up to date."""

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from foedus.errors import LedgerError
from foedus.redaction import redacted
from foedus.store.schema import VERSION, VERSION_TABLE

# how long a writer waits for another one, in milliseconds
BUSY_MS = 30_000
# between two tries, in seconds
_PAUSE = 0.01
# of an error's code: the rest says more
_PRIMARY = 0xFF
WRITES = "foedus_writes"
# options of a writer's transactions; in PostgreSQL it waits for its lock first and looks at the tables after
WRITER: dict[str, dict[str, Any]] = {"sqlite": {WRITES: True}, "postgresql": {WRITES: True, "isolation_level": "READ COMMITTED"}}
# number of the writer's lock in a PostgreSQL database: "foedus" in ASCII
_LOCK = 0x666F65647573
_POSTGRES = {"postgresql", "postgres"}


def connect(place: str | Path) -> Engine:
    """An engine on a ledger that is of this version.

    A new file is made where there is none; an older ledger is upgraded in one transaction.

    Args:
        place: A file, or a database URL such as `postgresql+psycopg://host/name`.

    Raises:
        LedgerError: The place cannot be opened, holds something else, or was written by a newer version.
    """
    url = locate(place)
    engine = _engine(url)
    try:
        _bring_up_to_date(engine, url)
    except DatabaseError as error:
        engine.dispose()
        msg = f"ledger {name_of(url)} cannot be opened: {error.orig}"
        raise LedgerError(msg) from error
    except LedgerError:
        engine.dispose()
        raise
    return engine


def _engine(url: URL) -> Engine:
    remedy = "pip install 'foedus[postgres]'" if url.get_backend_name() == "postgresql" else "give a file or a postgresql:// address"
    # a reader sees one snapshot, as it does in SQLite
    options = {"isolation_level": "REPEATABLE READ"} if url.get_backend_name() == "postgresql" else {}
    try:
        engine = create_engine(url, **options)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        msg = f"ledger {name_of(url)} needs a database driver that is not installed ({error}): {remedy}"
        raise LedgerError(msg) from error
    if engine.dialect.name not in WRITER:
        msg = f"ledger {name_of(url)} is in a database of another kind: {remedy}"
        raise LedgerError(msg)
    in_sqlite = engine.dialect.name == "sqlite"
    event.listen(engine, "connect", _set_up_sqlite if in_sqlite else _set_up_postgresql)
    event.listen(engine, "begin", _begin_sqlite if in_sqlite else _begin_postgresql)
    return engine


def locate(place: str | Path) -> URL:
    """The database URL of a file or URL; `postgresql://` goes by the driver that the extra brings.

    Raises:
        LedgerError: The URL is malformed, or the file's folder does not exist.
    """
    if isinstance(place, str) and "://" in place:
        try:
            url = make_url(place)
            return url.set(drivername="postgresql+psycopg") if url.drivername in _POSTGRES else url
        except (ArgumentError, ValueError) as error:
            msg = f"{redacted(place)!r} is no database URL: {redacted(str(error))}"
            raise LedgerError(msg) from error
    path = Path(place)
    if not path.parent.is_dir():
        msg = f"ledger {path} cannot be made: there is no folder {path.parent}"
        raise LedgerError(msg)
    return URL.create("sqlite", database=str(path))


def name_of(url: URL) -> str:
    """How messages name a ledger: never with its password."""
    return url.database or "in memory" if url.get_backend_name() == "sqlite" else redacted(url.render_as_string(hide_password=True))


def _set_up_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """SQLite as a ledger needs it: readers beside one writer, each commit on the disk before it is acknowledged."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (f"busy_timeout={BUSY_MS}", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    _write_ahead(cursor)
    cursor.close()


def _write_ahead(cursor: Any) -> None:
    """Turn a file to write-ahead logging; SQLite refuses that at once, whatever the timeout, while another connection does it."""
    until = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _set_up_postgresql(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """PostgreSQL as a ledger needs it, whatever the server's settings."""
    cursor = connection.cursor()
    for setting in (f"lock_timeout = {BUSY_MS}", "synchronous_commit = on", "timezone = 'UTC'"):
        cursor.execute(f"SET {setting}")
    cursor.close()
    connection.commit()


def _begin_postgresql(connection: Connection) -> None:
    """Writers take turns, as they do in SQLite."""
    if connection.get_execution_options().get(WRITES):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its lock at once, so that it never fails halfway for another writer."""
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(engine: Engine, url: URL) -> None:
    with engine.connect() as connection:
        if _version(connection) == VERSION:
            return
    with engine.execution_options(**WRITER[engine.dialect.name]).begin() as connection:
        version = _version(connection)
        if version is None and inspect(connection).get_table_names():
            msg = f"{name_of(url)} is a database, but not a ledger: give another file"
            raise LedgerError(msg)
        if version != VERSION:
            from foedus.store.upgrading import upgrade  # noqa: PLC0415  # Alembic takes long to load, and most ledgers are of this version

            upgrade(connection, version, name_of(url))


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 - the table's name is our own
    return None if found is None else str(found)
