"""The archives of a run: local files and folders, and files elsewhere, which are copied here for as long as they are read."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import fsspec
import httpcore
import httpx

from foedus.errors import AddressError, DataError
from foedus.reading.addresses import WALL_CLOCK, Deadline, PublicNetwork, PublicTransport
from foedus.redaction import redacted

ENDINGS = (".warc", ".warc.gz", ".wacz", ".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz", ".parquet")
_MARK = "://"
_WEB = ("http", "https")
_PIECE = 1 << 20
_SECONDS = 6 * 3600.0
# of a file that is copied here
MAX_BYTES = 100_000_000_000
_WEB_FAILURES = (AddressError, httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, httpx.InvalidURL)
_FAILURES = (*_WEB_FAILURES, OSError, ValueError, ImportError, RuntimeError)


def is_remote(place: str) -> bool:
    """Whether an input is an address and no path.

    >>> is_remote("s3://bucket/a.warc.gz"), is_remote("news/a.warc.gz")
    (True, False)
    """
    return _MARK in place


def places(given: Iterable[str]) -> list[str]:
    """The inputs that are meant, sorted and each once; a folder means all archives in it, by the endings of their names.

    Raises:
        DataError: A folder holds none, or a name is no text.
    """
    found: set[str] = set()
    for place in given:
        path = Path(place)
        if is_remote(place) or not path.is_dir():
            found.add(place)
            continue
        inside = [str(file) for file in path.rglob("*") if file.is_file() and file.name.lower().endswith(ENDINGS)]
        if not inside:
            msg = f"folder {place} holds no archive: no name ends in {', '.join(ENDINGS)}"
            raise DataError(msg)
        found.update(inside)
    for place in found:
        if not place.isprintable():
            msg = f"the name {redacted(place)!r} has characters that cannot be kept: give the file another one"
            raise DataError(msg)
    return sorted(found)


@contextmanager
def local(place: str) -> Iterator[Path]:
    """An input as a file on this machine; a copy of it is gone afterwards.

    Args:
        place: A path, an address on the web, or any that fsspec and its installed file systems know.

    Raises:
        DataError: It is not there, or cannot be fetched.
    """
    if not is_remote(place):
        path = Path(place)
        if not path.is_file():
            msg = "there is no such file"
            raise DataError(msg)
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="foedus-") as folder:
        copy = Path(folder) / "input"
        try:
            _fetch(place, copy)
        except _FAILURES as error:
            msg = redacted(f"cannot be fetched ({type(error).__name__}: {error})")
            raise DataError(msg) from error
        yield copy


def _fetch(place: str, copy: Path) -> None:
    """Copy a file from elsewhere; from the web only from public addresses."""
    schemes = [part.partition(_MARK)[0].lower() for part in place.split("::")]
    if schemes[0] in _WEB and len(schemes) == 1:
        _fetch_page(place, copy)
        return
    if any(scheme in _WEB for scheme in schemes):
        msg = "an address on the web stands alone, not behind another"
        raise ValueError(msg)
    with fsspec.open(place, "rb") as source, copy.open("wb") as target:
        _copy(iter(lambda: source.read(_PIECE), b""), target)


def _fetch_page(place: str, copy: Path) -> None:
    deadline = Deadline(WALL_CLOCK)
    deadline.start(_SECONDS)
    transport = PublicTransport(PublicNetwork(deadline))
    with httpx.Client(transport=transport, trust_env=False) as client, client.stream("GET", place) as response, copy.open("wb") as target:
        response.raise_for_status()
        _copy(response.iter_raw(_PIECE), target)


def _copy(pieces: Iterable[bytes], target: BinaryIO) -> None:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > MAX_BYTES:
            msg = f"it has over {MAX_BYTES:,} bytes, which is the limit"
            raise ValueError(msg)
        target.write(piece)
