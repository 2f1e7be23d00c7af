"""Sums and lengths of a changed input made right again, so that what is changed is read and not refused at the door."""

import gzip
import hashlib
import io
import re
import zipfile
import zlib

_MOST = 1 << 20
_GZIP = b"\x1f\x8b"
_LENGTH = re.compile(rb"(Content-Length: )\d+(\r\n\r\n)(.*?)(?=\r\n\r\nWARC/|\Z)", re.DOTALL)
_STORED = re.compile(rb"PK\x03\x04")


def packed(raw: bytes) -> bytes:
    """The other way round: what was packed unpacked, what was not packed."""
    if not raw.startswith(_GZIP):
        return gzip.compress(raw, 1, mtime=0)
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(raw, _MOST)
    except zlib.error:
        return raw


def warc(raw: bytes) -> bytes:
    """Records of the length that they say."""
    plain = packed(raw) if raw.startswith(_GZIP) else raw
    mended = _LENGTH.sub(lambda found: b"%s%d%s%s" % (found[1], len(found[3]), found[2], found[3]), plain)
    return mended.replace(b"WARC-Payload-Digest", b"WARC-Formerly-Digest")


def wacz(raw: bytes) -> bytes:
    """A zip file of the members that are still told of, with the right sums."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, part in enumerate(_STORED.split(raw)[1:9]):
            length = int.from_bytes(part[22:24], "little") if len(part) > 23 else 0  # noqa: PLR2004  # the header of a member
            name = part[26 : 26 + length].decode("latin-1") or f"archive/{number}.warc"
            archive.writestr(zipfile.ZipInfo(name), part[26 + length :].partition(b"PK\x01\x02")[0])
    return target.getvalue()


def dump(raw: bytes) -> bytes:
    """A dump with the footer that its lines ask for, and texts and raw bytes with the hashes that they have."""
    lines = raw.splitlines(keepends=True)[:-1]
    head = b"".join(lines)
    digest = hashlib.sha256(head).hexdigest()
    return head + b'{"rows":%d,"sha256":"%s"}\n' % (max(0, len(lines) - 1), digest.encode())
