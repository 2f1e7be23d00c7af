"""Sums and lengths of a changed input made right again, so that what is changed is read and not refused at the door."""

import gzip
import hashlib
import io
import re
import struct
import zipfile
import zlib

import pyarrow as pa
import pyarrow.parquet as pq

from foedus.reading.columns import COLUMNS
from fuzz.targets import SEEDS

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


_NARROW = (pa.int32(), pa.date32(), pa.time32("ms"))
_WIDE = (
    pa.int64(),
    pa.date64(),
    pa.timestamp("us", tz="UTC"),
    pa.timestamp("us"),
    pa.timestamp("ns"),
    pa.timestamp("s", tz="Mars/Olympus"),
    pa.duration("s"),
    pa.time64("us"),
    pa.float64(),
    pa.uint64(),
)
_EMPTY = (pa.null(), pa.bool_(), pa.list_(pa.string()), pa.struct([("a", pa.int64())]), pa.decimal256(70))
_KINDS = (pa.string(), pa.binary(), *_NARROW, *_WIDE, *_EMPTY)


def rows(raw: bytes) -> bytes:
    """A file of one row, whose columns have the names of documents, and kinds and values as the bytes say."""
    names = [COLUMNS[byte % len(COLUMNS)] for byte in raw[:3]]
    arrays = [_array(raw[4 * position : 4 * position + 40]) for position in range(1, len(names) + 1)]
    return _written(pa.Table.from_arrays([_text(b"Seoul signed the treaty on Monday."), *arrays], names=["text", *names]))


def documents(raw: bytes) -> bytes:
    """The documents of a run with a column of another kind or value, as the bytes say."""
    table = pq.read_table(io.BytesIO((SEEDS / "run" / "documents.parquet").read_bytes()))
    position = raw[0] % table.num_columns if raw else 0
    field = table.schema.field(position)
    changed = _array(raw[1:41])
    if raw[1:2] < b"\x80":
        changed = _array(bytes([_KINDS.index(field.type) if field.type in _KINDS else 0]) + raw[2:41])
    return _written(table.set_column(position, field.name, changed))


def _array(raw: bytes) -> pa.Array:
    """One value: the first byte says of which kind, the others are the value."""
    kind, value = _KINDS[raw[0] % len(_KINDS)] if raw else pa.null(), raw[1:]
    if kind in _NARROW:
        return pa.array([int.from_bytes(value[:4], "little", signed=True)], pa.int32()).view(kind)
    if kind in _WIDE:
        return pa.array([int.from_bytes(value[:8], "little", signed=True)], pa.int64()).view(kind)
    return pa.nulls(1, kind) if kind in _EMPTY else _text(value).view(kind)


def _text(raw: bytes) -> pa.Array:
    """A text that may be none."""
    ends = pa.py_buffer(struct.pack("<ii", 0, len(raw)))
    return pa.Array.from_buffers(pa.string(), 1, [None, ends, pa.py_buffer(raw)])


def _written(table: pa.Table) -> bytes:
    target = io.BytesIO()
    pq.write_table(table, target)
    return target.getvalue()
