"""Files, folders and standard input: what format each is, and its documents."""

import json
import logging
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from foedus.errors import DataError
from foedus.files import whole
from foedus.model.outcome import Outcome, merge
from foedus.model.text import Document, Origin
from foedus.reading.documents import discard
from foedus.registry import lookup

log = logging.getLogger(__name__)

Fetch = Callable[[str], Outcome[Document]]

# of one document, and of a file or standard input with many of them, which is read whole
MAX_BYTES = 20_000_000
MAX_FILE_BYTES = 2_000_000_000
_SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
}
_SNIFFED = 1024
_SNIFFED_PACKED = 64
_GZIP = b"\x1f\x8b\x08"
_ZIP = b"PK\x03\x04"
# held to the limit for one document record by record, or line by line
_MANY = frozenset({"jsonl", "warc", "wacz"})
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_HTML = re.compile(rb"<!doctype html|<html|<head|<body|<article|<p[ >]", re.IGNORECASE)
_FEED = re.compile(rb"<rss|<feed|<rdf:rdf", re.IGNORECASE)


def format_of(raw: bytes, suffix: str = "") -> str | None:
    """Name of the reader for these bytes, none if they are no text at all.

    What the bytes show goes before what the file's name says.

    >>> format_of(b"%PDF-1.7"), format_of(b"plain words"), format_of(bytes([0, 1, 2]))
    ('pdf', 'text', None)
    """
    head = raw[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF"):
        return "pdf"
    if raw.startswith((b"WARC/", _GZIP, _ZIP)):
        return _archive_of(raw, suffix)
    return _text_of(raw, head, suffix)


def _text_of(raw: bytes, head: bytes, suffix: str) -> str | None:
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in raw[: _SNIFFED * 8] and not wide:
        return None
    if _FEED.search(head) and head.startswith(b"<"):
        return "feed"
    if _HTML.search(head) and head.startswith(b"<"):
        return "html"
    if head.startswith(b"{") and _is_json(raw):
        return "jsonl"
    return _SUFFIXES.get(suffix.lower(), "text")


def _archive_of(raw: bytes, suffix: str) -> str | None:
    if raw.startswith(_ZIP):
        return "wacz" if suffix.lower() == ".wacz" else None
    return "warc" if raw.startswith(b"WARC/") or in_gzip(raw[: _SNIFFED * 8]).startswith(b"WARC/") else None


def in_gzip(head: bytes) -> bytes:
    """The first bytes of what is packed, as far as they can be told from the first bytes of the packed file."""
    try:
        # few, so that the sum at the end of a small file is not looked at yet: a wrong one is a fault of what is read, not of its form
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(head, _SNIFFED_PACKED)
    except zlib.error:
        return b""


def _is_json(raw: bytes) -> bool:
    first = raw.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def read_bytes(raw: bytes, origin: Origin, *, max_bytes: int = MAX_BYTES, suffix: str | None = None) -> Outcome[Document]:
    """Read documents from bytes of any known format.

    Args:
        raw: The bytes.
        origin: Where they came from.
        max_bytes: Limit for one document; JSON lines are held to it line by line.
        suffix: The file name's ending, where the path does not have it.
    """
    suffix = Path(origin.path or "").suffix if suffix is None else suffix
    if not raw.removeprefix(b"\xef\xbb\xbf").strip():
        return discard(origin, "is empty")
    kind = format_of(raw, suffix)
    if kind is None:
        return discard(origin, "is binary, not text, HTML, PDF, JSON lines, a feed or a web archive")
    if kind not in _MANY and len(raw) > max_bytes:
        return discard(origin, f"has {len(raw):,} bytes, over the limit of {max_bytes:,} (--max-bytes)")
    if kind == "jsonl":
        return _read_lines(raw, origin, max_bytes)
    reader = lookup("foedus.readers", kind)
    outcome: Outcome[Document] = reader(raw, origin=origin)
    return outcome


def _read_lines(raw: bytes, origin: Origin, max_bytes: int) -> Outcome[Document]:
    """JSON lines without the lines that are too long, which are a discard each."""
    reader = lookup("foedus.readers", "jsonl")
    lines = raw.split(b"\n")
    long = [(number, len(line)) for number, line in enumerate(lines, start=1) if len(line) > max_bytes]
    for number, _ in long:
        lines[number - 1] = b""
    outcome: Outcome[Document] = reader(b"\n".join(lines), origin=origin)
    path = origin.path or "-"
    refused = [
        discard(Origin(path=f"{path}:{n}"), f"has {size:,} bytes, over the limit of {max_bytes:,} (--max-bytes)") for n, size in long
    ]
    return merge([outcome, *refused])


def read_paths(
    paths: Iterable[str], *, stdin: bytes = b"", outlet: str | None = None, max_bytes: int = MAX_BYTES, fetch: Fetch | None = None
) -> Iterator[Outcome[Document]]:
    """Read files, folders of files, addresses and standard input (`-`), one outcome each.

    Args:
        paths: File or folder names; folders are read in the order of their files' names.
        stdin: The bytes of standard input, for `-`.
        outlet: Outlet of documents that name none.
        max_bytes: Limit for one document.
        fetch: Reads addresses on the web; without it they are left out.
    """
    for path in paths:
        if _ADDRESS.match(path):
            yield fetch(path) if fetch else discard(Origin(url=path), "is on the web, where only `read` and `watch` go")
            continue
        if path == "-":
            yield read_bytes(stdin, Origin(path="-", outlet=outlet), max_bytes=max_bytes)
            continue
        for file in _files(Path(path)):
            origin = Origin(path=str(file), outlet=outlet)
            try:
                raw = whole(file, MAX_FILE_BYTES)
            except DataError as error:
                yield discard(origin, f"{str(error).removeprefix(f'{file} ')}; foedus archive reads large archives")
                continue
            except OSError as error:
                yield discard(origin, f"cannot be opened ({error.strerror or error})")
                continue
            log.debug("read %s, %d bytes", file, len(raw))
            yield read_bytes(raw, origin, max_bytes=max_bytes)


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(
            file for file in path.rglob("*") if file.is_file() and not any(part.startswith(".") for part in file.relative_to(path).parts)
        )
    return [path]
