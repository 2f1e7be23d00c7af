"""One run at a time in an output folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from foedus.errors import DataError

NAME = ".lock"


@contextmanager
def sole(folder: Path) -> Iterator[None]:
    """Have a folder for oneself.

    The operating system holds the lock and lets go of it when the process ends, however it ends; the file that it hangs on
    stays, and says nothing by being there.

    Args:
        folder: The output folder; it is made if it is not there.

    Raises:
        DataError: Another run is at work in it, or no lock can be had there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise _unusable(folder, error.strerror or str(error)) from error
    try:
        _lock(descriptor, folder)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, folder: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise _unusable(folder, "another run is at work in it; wait for its end, or give another --output") from error
    except OSError as error:
        raise _unusable(folder, f"it cannot be locked ({error.strerror or error})") from error


def _unusable(folder: Path, reason: str) -> DataError:
    return DataError(f"{folder} cannot be used as an output folder: {reason}")
