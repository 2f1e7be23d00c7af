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
# what a member may grow to when it is unpacked, as a multiple of its size, and what it may have in any case
MAX_RATIO = 200
_ALWAYS_ALLOWED = 10_000_000
_PIECE = 1 << 20
_BROKEN = (OSError, zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, NotImplementedError, EOFError)


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
        for member in found[:MAX_MEMBERS]:
            yield from _member(archive, member, origin, limits)
        if len(found) > MAX_MEMBERS:
            yield discard(origin, f"holds {len(found):,} WARC files; those after the first {MAX_MEMBERS:,} are left out")


def _is_archive(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename)
    return not member.is_dir() and "archive" in path.parts[:-1] and path.name.lower().endswith((".warc", ".warc.gz"))


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
    limit = _ALWAYS_ALLOWED + MAX_RATIO * member.compress_size
    with archive.open(member) as source:
        size = 0
        while piece := source.read(_PIECE):
            size += len(piece)
            if size > limit:
                return f"grows from {member.compress_size:,} bytes to over {limit:,} when it is unpacked"
            target.write(piece)
    target.seek(0)
    return ""
