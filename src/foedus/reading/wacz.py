"""Web archives in the WACZ format: a zip file with WARC files in it."""

import io
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from foedus.model.outcome import Outcome, merge
from foedus.model.text import Document, Origin
from foedus.reading.documents import discard
from foedus.reading.warc import PLAIN_LIMITS, Limits, pages

MAX_MEMBERS = 10_000
# what a member, and all of them together, may grow to when unpacked, as a multiple of the size, and what they may have in any case
MAX_RATIO = 200
_ALWAYS_ALLOWED = 10_000_000
_PIECE = 1 << 20
_BROKEN = (OSError, zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, EOFError)


def read(raw: bytes, *, origin: Origin) -> Outcome[Document]:
    """Read all pages of an archive.

    Args:
        raw: The zip file.
        origin: The file.
    """
    return merge(pages_in(io.BytesIO(raw), origin))


def pages_in(stream: BinaryIO, origin: Origin, limits: Limits = PLAIN_LIMITS) -> Iterator[Outcome[Document]]:
    """The pages of all WARC files in an archive, by the names of these files.

    Nothing is written under a member's name, so that no name leads out of the archive.

    Args:
        stream: The archive; it can be positioned.
        origin: The file. A page's path is the file's, `!`, the member's name, `#` and the offset of its record.
        limits: What is read of each member.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except _BROKEN as error:
        yield discard(origin, f"is no zip file ({error})")
        return
    with archive:
        found = sorted((member for member in archive.infolist() if _is_archive(member)), key=lambda member: member.filename)
        if not found:
            yield discard(origin, "is a zip file without WARC files in its folder archive")
        left = _limit(_size_of(stream))
        for number, member in enumerate(found[:MAX_MEMBERS]):
            if left < 0:
                yield discard(origin, f"holds far more than its size allows; the last {len(found) - number:,} WARC files are left out")
                return
            yield from _member(archive, member, origin, limits)
            left -= min(member.file_size, _limit(member.compress_size))
        if len(found) > MAX_MEMBERS:
            yield discard(origin, f"holds {len(found):,} WARC files; those after the first {MAX_MEMBERS:,} are left out")


def _limit(size: int) -> int:
    return _ALWAYS_ALLOWED + MAX_RATIO * size


def _size_of(stream: BinaryIO) -> int:
    return stream.seek(0, io.SEEK_END)


def _is_archive(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename)
    return "archive" in path.parts[:-1] and path.name.lower().endswith((".warc", ".warc.gz")) and not member.is_dir()


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, origin: Origin, limits: Limits) -> Iterator[Outcome[Document]]:
    """The pages of one WARC file, which is unpacked to a nameless file first: reading goes back in it after a break."""
    where = Origin(outlet=origin.outlet, path=f"{origin.path or '-'}!{member.filename}", retrieved=origin.retrieved)
    with tempfile.TemporaryFile() as unpacked:
        try:
            reason = _unpack(archive, member, unpacked)
        except _BROKEN as error:
            reason = f"cannot be unpacked ({error})"
        if reason:
            yield discard(where, reason)
            return
        yield from pages(unpacked, where, limits)


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: BinaryIO) -> str:
    """Unpack a member; why that was given up, empty if it was not."""
    limit = _limit(member.compress_size)
    with archive.open(member) as source:
        size = 0
        while piece := source.read(_PIECE):
            size += len(piece)
            if size > limit:
                return f"grows from {member.compress_size:,} bytes to over {limit:,} when it is unpacked"
            target.write(piece)
    target.seek(0)
    return ""
