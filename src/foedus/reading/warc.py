"""Web archives in the WARC format: each recorded page is a document.

A record that is broken costs itself alone: reading goes on at the next place at which a record, or a compressed member,
may begin.
"""

import base64
import datetime as dt
import hashlib
import io
import re
from collections.abc import Generator, Iterator
from typing import BinaryIO

import msgspec
from fastwarc.warc import ArchiveIterator, HeaderMap, WarcRecord, WarcRecordType

from foedus.errors import DataError
from foedus.model.outcome import Outcome, merge
from foedus.model.record import Record
from foedus.model.text import Document, Origin
from foedus.reading import page, plain
from foedus.reading.answers import body_of, marked
from foedus.reading.documents import discard

MAX_RECORD_BYTES = 20_000_000
MAX_HEADER_BYTES = 64_000
# what all records may have together, as a multiple of what the file has up to there, and what they may have in any case
MAX_RATIO = 300
_ALWAYS_ALLOWED = 1_000_000_000
# broken places after which the rest of a file is left out
MAX_BREAKS = 10_000
# starts from which the rest of a file was read in vain, after which no more are tried: each costs a reading of the rest
_MAX_VAIN = 20
# where a record may begin: a compressed member, or a plain record behind an empty line
_START = re.compile(rb"\x1f\x8b\x08|(?<=\n)WARC/[01]\.")
_GZIP = b"\x1f\x8b"
_OVERLAP = 16
# an offset behind the end of any file
_NOWHERE = 1 << 62
_PIECE = 1 << 20
_READ = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion | WarcRecordType.revisit
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_TEXTS = frozenset({"text/plain"})
_OK = range(200, 300)


class Limits(Record, frozen=True, kw_only=True):
    """What is read of an archive.

    Attributes:
        record_bytes: Largest record, as recorded and as unpacked.
        breaks: Broken places after which the rest is left out.
    """

    record_bytes: int = MAX_RECORD_BYTES
    breaks: int = MAX_BREAKS


PLAIN_LIMITS = Limits()


def read(raw: bytes, *, origin: Origin) -> Outcome[Document]:
    """Read all pages of an archive.

    Args:
        raw: The archive, plain or compressed record by record or as a whole.
        origin: The file.
    """
    return merge(pages(io.BytesIO(raw), origin))


def pages(stream: BinaryIO, origin: Origin, limits: Limits = PLAIN_LIMITS) -> Iterator[Outcome[Document]]:
    """The pages of an archive in their order, one outcome a record; what cannot be used is a discard.

    Requests and other records about records are no documents, and are passed over.

    Args:
        stream: The archive; it can be positioned.
        origin: The file. A page's own path is the file's, `#`, and the offset of its record in it; of several records in one
            compressed member the second one's ends in `+1`.
        limits: What is read.
    """
    start, lost, vain = 0, False, 0
    for count in range(limits.breaks):
        halt = yield from _stretch(stream, start, origin, limits, lost=lost)
        is_first, has_found = count == 0, halt.offset >= start
        if halt.reason and (is_first or has_found or halt.end == _NOWHERE):
            yield discard(_place(origin, max(halt.offset, start)), f"holds a broken record here or behind it ({halt.reason})")
        elif is_first and not has_found:
            yield discard(_place(origin, 0), "holds no recorded page or text")
        lost = not halt.reason
        vain += lost and not has_found
        if halt.end == _NOWHERE or vain > _MAX_VAIN:
            return
        start = _next_start(stream, max(start, halt.end) + 1)
        if start < 0:
            return
    yield discard(origin, "is broken in too many places; the rest is left out")


class _Halt(Record, frozen=True, kw_only=True):
    """Where reading came to a halt.

    Attributes:
        offset: The last record that was found; before the start if there was none.
        end: An offset before which no further record begins.
        reason: What is wrong with that record or with what is behind it; empty if nothing more seemed to be there.
    """

    offset: int
    end: int
    reason: str = ""


def _stretch(stream: BinaryIO, start: int, origin: Origin, limits: Limits, *, lost: bool) -> Generator[Outcome[Document], None, _Halt]:
    """The pages from an offset up to the next halt; `lost` if what stood before was passed over without a word."""
    offset = end = start - 1
    number = 0
    stream.seek(start)
    is_packed = stream.read(2) == _GZIP
    try:
        for record in _records(stream, start):
            if lost:
                lost = False
                yield discard(_place(origin, record.stream_pos), "stands behind something that cannot be read")
            number = number + 1 if record.stream_pos == offset else 0
            offset = end = record.stream_pos
            size = _length(record)
            yield _page(record, f"{offset}+{number}" if number else f"{offset}", origin, limits)
            end = offset if is_packed else offset + size
    except (OSError, ValueError) as error:
        return _Halt(offset=offset, end=offset, reason=str(error))
    except DataError as error:
        return _Halt(offset=offset, end=_NOWHERE, reason=str(error))
    return _Halt(offset=offset, end=end)


def _place(origin: Origin, offset: int) -> Origin:
    return Origin(path=f"{origin.path or '-'}#{offset}")


def _records(stream: BinaryIO, start: int) -> Iterator[WarcRecord]:
    """The records from an offset on.

    Raises:
        OSError: A record is broken.
        DataError: They grow out of all proportion to the file.
    """
    stream.seek(start)
    total = 0
    found = ArchiveIterator(stream, record_types=_READ, max_header_len=MAX_HEADER_BYTES, fsspec_args=False)
    for record in found:
        total += record.content_length
        if total > _ALWAYS_ALLOWED + MAX_RATIO * max(0, record.stream_pos - start):
            msg = "the records have far more bytes than the file; the rest is left out"
            raise DataError(msg)
        yield record


def _length(record: WarcRecord) -> int:
    """The length that a record's headers tell.

    Raises:
        OSError: It is no number, or one of which the system has no offsets.
    """
    told = (record.headers.get("Content-Length") or "0").strip()
    if not re.fullmatch(r"-?[0-9]{1,18}", told):
        msg = f"a record says {told[:40]!r} for its length"
        raise OSError(msg)
    return max(0, int(told))


def _in_utc(moment: dt.datetime | None) -> dt.datetime | None:
    """A moment in UTC, none if it lies outside the calendar there."""
    try:
        return moment and moment.astimezone(dt.UTC)
    except OverflowError:
        return None


def _next_start(stream: BinaryIO, offset: int) -> int:
    """The next offset at which a record may begin, -1 if there is none."""
    position = max(0, offset - 1)
    stream.seek(position)
    held = b""
    while piece := stream.read(_PIECE):
        held += piece
        for match in _START.finditer(held):
            if position + match.start() >= offset:
                return position + match.start()
        position += max(0, len(held) - _OVERLAP)
        held = held[-_OVERLAP:]
    return -1


def _page(record: WarcRecord, place: str, origin: Origin, limits: Limits) -> Outcome[Document]:
    """The document of one record.

    Raises:
        OSError: The record breaks off.
    """
    url = record.headers.get("WARC-Target-URI")
    where = Origin(
        outlet=origin.outlet,
        url=url.strip("<> ") if url else None,
        path=f"{origin.path or '-'}#{place}",
        retrieved=_in_utc(record.record_date),
    )
    refusal = _refusal(record, limits)
    if refusal:
        return discard(where, refusal)
    size = record.content_length
    raw = record.reader.read(size + 1) if size else b""
    if len(raw) < size:
        msg = f"a record breaks off after {len(raw):,} of {size:,} bytes"
        raise OSError(msg)
    headers = _headers(record)
    transfer, packing = ((headers.get(name) if headers else None) or "" for name in ("Transfer-Encoding", "Content-Encoding"))
    try:
        body = body_of(raw, transfer=transfer, packing=packing, max_bytes=limits.record_bytes)
    except DataError as error:
        return discard(where, str(error))
    if not is_whole(record.headers.get("WARC-Payload-Digest") or "", raw, body):
        return discard(where, "has other bytes than its digest says")
    return _read_body(body, _media(record), record.http_charset, where)


def _refusal(record: WarcRecord, limits: Limits) -> str:
    """Why a record is not read, as its headers tell it; empty if it is."""
    if record.record_type == WarcRecordType.revisit:
        return "only says that a page was the same as before (revisit)"
    headers = _headers(record)
    if record.record_type == WarcRecordType.response and headers is None:
        return "holds no answer of a web server"
    status = headers.status_code if headers else None
    if status is not None and status not in _OK:
        return f"is an answer of status {status}"
    media = _media(record)
    if media and media not in _PAGES and media not in _TEXTS:
        return f"is {media[:80]}, not a page or plain text"
    if record.content_length > limits.record_bytes:
        return f"has {record.content_length:,} bytes, over the limit of {limits.record_bytes:,}"
    return "" if record.content_length else "is empty"


def _headers(record: WarcRecord) -> HeaderMap | None:
    """The headers of a web server's answer, if a record holds one."""
    return record.http_headers if record.is_http_parsed else None


def _media(record: WarcRecord) -> str:
    """The media type of what a record holds; empty if none is told."""
    told = record.http_content_type if record.is_http_parsed else record.headers.get("Content-Type")
    return (told or "").partition(";")[0].strip().lower()


def is_whole(digest: str, *bodies: bytes) -> bool:
    """Whether one of the forms of a body has the digest; one that cannot be checked is taken as right.

    >>> is_whole("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", b""), is_whole("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", b"a")
    (True, False)
    """
    name, _, value = digest.strip().partition(":")
    if name.lower() not in {"sha1", "sha256"} or not value:
        return True
    found = [hashlib.new(name.lower(), body, usedforsecurity=False).digest() for body in bodies]
    forms = {form for raw in found for form in (raw.hex(), base64.b32encode(raw).decode().rstrip("=").lower())}
    return value.rstrip("=").lower() in forms


def _read_body(body: bytes, media: str, charset: str | None, where: Origin) -> Outcome[Document]:
    """A document with the hash of the body as it was recorded."""
    is_page = media in _PAGES or (not media and body[:_OVERLAP].lstrip().startswith(b"<"))
    outcome = (page if is_page else plain).read(marked(body, charset), origin=where)
    digest = hashlib.sha256(body).hexdigest()
    kept = tuple(msgspec.structs.replace(document, raw_sha256=digest) for document in outcome.kept)
    return Outcome(kept=kept, discards=outcome.discards, raws=(body,) if kept else ())
