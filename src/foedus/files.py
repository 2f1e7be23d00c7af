"""Files that a user names and that are read whole: tables, dictionaries, registers, annotated texts."""

from pathlib import Path

from foedus.errors import DataError

# far more than any of these has; a file over it is another one, or never ends
MAX_BYTES = 500_000_000


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
