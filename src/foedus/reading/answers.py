"""The body of a web server's answer as it was recorded: unpacked, and in the encoding that server or page declares."""

import io
import re
import zlib
from collections.abc import Callable
from typing import Protocol

from fastwarc.stream_io import BrotliReader, ZstdReader

from foedus.errors import DataError
from foedus.reading.documents import is_text_encoding

# what an answer may grow to when it is unpacked, as a multiple of its size, and what it may have in any case
MAX_RATIO = 200
_ALWAYS_ALLOWED = 1_000_000
_UTF8_MARK = b"\xef\xbb\xbf"
_MARKS = (_UTF8_MARK, b"\xff\xfe", b"\xfe\xff")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(;[^\r\n]{0,200})?\r?\n")
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset", re.IGNORECASE)
_HEAD = 4096
_GZIP = b"\x1f\x8b"


class _Source(Protocol):
    """What unpacks as it is read."""

    def read(self, size: int, /) -> bytes:
        """So many bytes at most; none at the end."""
        ...


Unpack = Callable[[io.BytesIO], _Source]


class _Inflater:
    """Unpacks gzip and deflate; a cut off end is an error, which to the archives' own reader it is not.

    Args:
        raw: What is packed.
        wbits: The form, as zlib numbers it.
    """

    def __init__(self, raw: io.BytesIO, wbits: int) -> None:
        self._rest = raw.getvalue()
        self._wbits = wbits
        self._inner = zlib.decompressobj(wbits)
        self._is_begun = False

    def read(self, size: int) -> bytes:
        """So many bytes at most; none at the end.

        Raises:
            OSError: What is packed is broken or cut off.
        """
        while self._rest or self._is_begun:
            try:
                piece = self._inner.decompress(self._rest, size)
            except zlib.error as error:
                raise OSError(str(error)) from error
            self._rest = self._inner.unconsumed_tail
            self._is_begun = not self._inner.eof
            if self._inner.eof:
                self._rest, self._inner = self._inner.unused_data, zlib.decompressobj(self._wbits)
            elif not piece:
                msg = "it is cut off"
                raise OSError(msg)
            if piece:
                return piece
        return b""


_GZIPPED, _DEFLATED = zlib.MAX_WBITS | 16, zlib.MAX_WBITS
_UNPACKERS: dict[str, Unpack] = {
    "gzip": lambda raw: _Inflater(raw, _GZIPPED),
    "x-gzip": lambda raw: _Inflater(raw, _GZIPPED),
    "deflate": lambda raw: _Inflater(raw, _DEFLATED),
    "br": BrotliReader,
    "zstd": ZstdReader,
}


def body_of(raw: bytes, *, transfer: str, packing: str, max_bytes: int) -> bytes:
    """The body of an answer without chunks and compression.

    Many archives keep the headers of what they unpacked when they wrote it. So a body that does not look chunked or
    packed is taken as it stands, whatever its headers say.

    Args:
        raw: The body as recorded.
        transfer: Its `Transfer-Encoding`.
        packing: Its `Content-Encoding`; several are set apart by commas, the first applied first.
        max_bytes: Limit for what comes out.

    Raises:
        DataError: It is broken, or grows over a limit.
    """
    body = raw
    if "chunked" in transfer.lower() and _CHUNK.match(body):
        body = unchunked(body)
    names = [name.strip() for name in packing.lower().split(",") if name.strip()]
    for name in reversed(names):
        if name in _UNPACKERS and _is_packed(body, name):
            body = _unpacked(body, _UNPACKERS[name], max_bytes)
    return body


def unchunked(raw: bytes) -> bytes:
    r"""A body without the sizes of its chunks.

    >>> unchunked(b"3;name=value\r\nabc\r\n0\r\n\r\n")
    b'abc'

    Raises:
        DataError: A chunk is broken or cut off.
    """
    pieces: list[bytes] = []
    position = 0
    while (head := _CHUNK.match(raw, position)) is not None:
        size = int(head[1], 16)
        if not size:
            return b"".join(pieces)
        end = head.end() + size
        pieces.append(raw[head.end() : end])
        position = end + 2 if raw[end : end + 2] == b"\r\n" else end + 1
    msg = f"has a broken chunk at byte {position:,}"
    raise DataError(msg)


def _is_packed(body: bytes, name: str) -> bool:
    if name in {"gzip", "x-gzip"}:
        return body.startswith(_GZIP)
    return not body[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _unpacked(raw: bytes, unpack: Unpack, max_bytes: int) -> bytes:
    limit = min(max_bytes, _ALWAYS_ALLOWED + MAX_RATIO * len(raw))
    pieces: list[bytes] = []
    size = 0
    reader = unpack(io.BytesIO(raw))
    while size <= limit:
        try:
            piece = reader.read(limit + 1 - size)
        except OSError as error:
            msg = f"cannot be unpacked ({error})"
            raise DataError(msg) from error
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
        size += len(piece)
    msg = f"grows from {len(raw):,} bytes to over {limit:,} when it is unpacked"
    raise DataError(msg)


def marked(body: bytes, charset: str | None) -> bytes:
    """A body as UTF-8 with its mark, where the server alone says which encoding it is in; else as it stands.

    What the page itself declares goes before: the header of many servers is the same for all their pages. A declaration
    that the bytes do not bear out is passed over.
    """
    if not charset or body.startswith(_MARKS) or _DECLARED.search(body[:_HEAD]) or _is_utf8(body) or not is_text_encoding(charset):
        return body
    try:
        return _UTF8_MARK + body.decode(charset).encode()
    except UnicodeError:
        return body


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
