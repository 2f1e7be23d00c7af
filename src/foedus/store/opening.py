"""Opening a ledger: connection settings, and bringing an older one up to date."""

from importlib import resources
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from foedus.errors import LedgerError
from foedus.store.schema import VERSION, VERSION_TABLE

# how long a writer waits for another one, in milliseconds
BUSY_MS = 30_000
WRITES = "foedus_writes"


def connect(place: str | Path) -> Engine:
    """An engine on a ledger that is of this version.

    A new file is made where there is none; an older ledger is upgraded in one transaction.

    Args:
        place: A file, or a database URL such as `postgresql+psycopg://host/name`.

    Raises:
        LedgerError: The place cannot be opened, holds something else, or was written by a newer version.
    """
    url = locate(place)
    try:
        engine = create_engine(url)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        msg = f"ledger {name_of(url)} needs a database driver that is not installed: {error}"
        raise LedgerError(msg) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
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


def locate(place: str | Path) -> URL:
    """The database URL of a file or URL.

    Raises:
        LedgerError: The URL is malformed, or the file's folder does not exist.
    """
    if isinstance(place, str) and "://" in place:
        try:
            return make_url(place)
        except ArgumentError as error:
            msg = f"{place!r} is no database URL: {error}"
            raise LedgerError(msg) from error
    path = Path(place)
    if not path.parent.is_dir():
        msg = f"ledger {path} cannot be made: there is no folder {path.parent}"
        raise LedgerError(msg)
    return URL.create("sqlite", database=str(path))


def name_of(url: URL) -> str:
    """How messages name a ledger: never with its password."""
    return url.database or "in memory" if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def _set_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """SQLite as a ledger needs it: readers beside one writer, each commit on the disk before it is acknowledged."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (f"busy_timeout={BUSY_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once, so that it never fails halfway for another writer."""
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(engine: Engine, url: URL) -> None:
    with engine.connect() as connection:
        if _version(connection) == VERSION:
            return
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        version = _version(connection)
        if version is None and inspect(connection).get_table_names():
            msg = f"{name_of(url)} is a database, but not a ledger: give another file"
            raise LedgerError(msg)
        if version != VERSION:
            _upgrade(connection, version, url)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 - the table's name is our own
    return None if found is None else str(found)


def _upgrade(connection: Connection, version: str | None, url: URL) -> None:
    config = migrations()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        msg = f"ledger {name_of(url)} is of version {version}, this program knows up to {VERSION}: update foedus to open it"
        raise LedgerError(msg)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def migrations() -> Config:
    """The migrations inside the package, as Alembic wants them."""
    config = Config()
    folder = str(resources.files("foedus.store") / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
