"""Bringing an older ledger, or an empty database, to this version."""

from importlib import resources

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from foedus.errors import LedgerError
from foedus.store.schema import VERSION
from foedus.store.search import rebuild


def upgrade(connection: Connection, version: str | None, name: str) -> None:
    """Run the migrations that a ledger lacks, in the transaction of the connection.

    Args:
        connection: To the ledger, as its writer.
        version: The ledger's version, none if it is empty.
        name: How messages name it.

    Raises:
        LedgerError: It was written by a newer version.
    """
    config = migrations()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        msg = f"ledger {name} is of version {version}, this program knows up to {VERSION}: update foedus to open it"
        raise LedgerError(msg)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if version is not None:
        rebuild(connection)


def migrations() -> Config:
    """The migrations inside the package, as Alembic wants them."""
    config = Config()
    folder = str(resources.files("foedus.store") / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
