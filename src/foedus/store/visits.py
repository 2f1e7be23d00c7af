"""The small file beside the ledger that remembers when and how feeds were last fetched.

It is no part of the ledger: it is evidence of nothing, must not go into exports, and losing it costs one full
fetch of each feed, for what the ledger holds already is passed over. A ledger on a server has no folder beside
it; and two watchers of one such ledger need not share their pace.
"""

import contextlib
import os
import tempfile
from pathlib import Path

import msgspec

from foedus.errors import LedgerError
from foedus.model.visit import Visits

_SUFFIX = ".watch.json"
_SERVER_LEDGER = "foedus"


def visits_path(ledger: str) -> Path:
    """Where the visits of a ledger are kept: beside its file, or in the current folder for a database's address."""
    return Path((_SERVER_LEDGER if "://" in ledger else ledger) + _SUFFIX)


def load_visits(path: Path) -> Visits:
    """The visits in a file; none if there is no file.

    Raises:
        LedgerError: The file cannot be read, or is of another form.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Visits()
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror or error}"
        raise LedgerError(msg) from error
    try:
        return msgspec.json.decode(raw, type=Visits)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        msg = f"{path} is damaged ({error}); delete it: all feeds are then fetched in full once"
        raise LedgerError(msg) from error


def save_visits(path: Path, visits: Visits) -> None:
    """Write visits so that the file is always the old or the new one.

    Raises:
        LedgerError: The file cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)
    except OSError as error:
        msg = f"{path} cannot be written: {error.strerror or error}"
        raise LedgerError(msg) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(visits))
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        msg = f"{path} cannot be written: {error.strerror or error}"
        raise LedgerError(msg) from error
