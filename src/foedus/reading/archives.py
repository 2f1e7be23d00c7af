"""Whole archives, read as a stream: WARC, WACZ, JSON lines and Parquet, one outcome a record."""

import gzip
import zlib
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from foedus.model.outcome import Outcome
from foedus.model.text import Document, Origin
from foedus.reading import columns, lines, wacz, warc
from foedus.reading.documents import discard
from foedus.reading.sources import in_gzip

_HEAD = 8192
_ZIP = b"PK\x03\x04"
_PARQUET = b"PAR1"
_GZIP = b"\x1f\x8b"
# what packed lines may grow to, as a multiple of what was read of the file, and what they may have in any case
MAX_RATIO = 300
_ALWAYS_ALLOWED = 1_000_000_000
_BROKEN = (OSError, EOFError, zlib.error)


def kind_of(head: bytes) -> str | None:
    """What an archive's first bytes show it to be: `warc`, `wacz`, `parquet`, `jsonl`, `jsonl.gz`; none if it is none of these.

    >>> kind_of(b"WARC/1.0"), kind_of(b"PAR1"), kind_of(b"plain words")
    ('warc', 'parquet', None)
    """
    if head.startswith(_ZIP):
        return "wacz"
    if head.startswith(_PARQUET):
        return "parquet"
    inner = in_gzip(head) if head.startswith(_GZIP) else head
    if inner.startswith(b"WARC/"):
        return "warc"
    if inner.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return "jsonl.gz" if head.startswith(_GZIP) else "jsonl"
    return None


def documents_in(stream: BinaryIO, origin: Origin, *, max_bytes: int) -> Iterator[Outcome[Document]]:
    """The documents of an archive in their order.

    Args:
        stream: The archive; it can be positioned, and its position tells how far reading has come.
        origin: The file.
        max_bytes: Largest record.
    """
    head = stream.read(_HEAD)
    stream.seek(0)
    limits = warc.Limits(record_bytes=max_bytes)
    match kind_of(head):
        case "warc":
            return warc.pages(stream, origin, limits)
        case "wacz":
            return wacz.pages_in(stream, origin, limits)
        case "parquet":
            return columns.rows_in(stream, origin, max_bytes=max_bytes)
        case "jsonl":
            return _lines(stream, stream, origin, max_bytes)
        case "jsonl.gz":
            return _lines(gzip.GzipFile(fileobj=stream), stream, origin, max_bytes)
        case _:
            return iter([discard(origin, "is empty" if not head else "is no archive: not WARC, WACZ, JSON lines or Parquet")])


def _lines(source: BinaryIO | gzip.GzipFile, stream: BinaryIO, origin: Origin, max_bytes: int) -> Iterator[Outcome[Document]]:
    """The documents of JSON lines; broken compression ends the file, after all lines before it."""
    decoder = msgspec.json.Decoder(lines.Line)
    number = size = 0
    while True:
        try:
            line = source.readline(max_bytes + 1)
            rest = 0 if line.endswith(b"\n") else _skip(source, len(line), max_bytes)
        except _BROKEN as error:
            yield discard(origin, f"cannot be unpacked after line {number:,} ({error})")
            return
        if not line:
            return
        number += 1
        size += len(line) + rest
        where = Origin(path=f"{origin.path or '-'}:{number}")
        if len(line) + rest > max_bytes:
            yield discard(where, f"has {len(line) + rest:,} bytes, over the limit of {max_bytes:,}")
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield lines.read_line(line.removeprefix(b"\xef\xbb\xbf").rstrip(b"\n"), number, origin, decoder)
        if size > _ALWAYS_ALLOWED + MAX_RATIO * stream.tell():
            yield discard(origin, f"grows out of all proportion when it is unpacked; the rest after line {number:,} is left out")
            return


def _skip(source: BinaryIO | gzip.GzipFile, read: int, max_bytes: int) -> int:
    """Pass over the rest of a line that is too long, and tell how long it was."""
    if read <= max_bytes:
        return 0
    size = 0
    while piece := source.readline(1 << 20):
        size += len(piece)
        if piece.endswith(b"\n") or size > _ALWAYS_ALLOWED:
            break
    return size
