"""Files that a user names and that are read whole: tables, dictionaries, registers, annotated texts."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from foedus.errors import DataError

# far more than any of these has; a file over it is another one, or never ends
MAX_BYTES = 500_000_000
# characters of a field of a table: far more than a cell of any has
MAX_FIELD = 131_072


def whole(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a file.

    Args:
        path: The file.
        max_bytes: The most that is read.

    Raises:
        OSError: It cannot be read.
        DataError: It is longer.
    """
    with path.open("rb") as file:
        raw = file.read(max_bytes + 1)
    if len(raw) > max_bytes:
        msg = f"{path} has over {max_bytes:,} bytes, which is the limit"
        raise DataError(msg)
    return raw


@contextmanager
def longest_field(characters: int = MAX_FIELD) -> Iterator[None]:
    """Have `csv` refuse fields over a length; its limit is one for the whole program, and libraries change it on import."""
    before = csv.field_size_limit(characters)
    try:
        yield
    finally:
        csv.field_size_limit(before)
