"""Claims as an Apache Parquet file: the flat form with typed columns."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, BinaryIO

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from foedus.export.flat import CodedClaim, flat

_TEXT = pa.string()
_TEXTS = pa.list_(_TEXT)
_PARTY = pa.struct([(name, _TEXT) for name in ("code", "sector", "name", "entity", "text")])
_QUANTITY = pa.struct([
    ("text", _TEXT), ("low", pa.float64()), ("high", pa.float64()), ("unit", _TEXT), ("comparator", _TEXT), ("basis", _TEXT)
])  # fmt: skip
_PLACE = pa.struct([
    ("text", _TEXT), ("country", _TEXT), ("lat", pa.float64()), ("lon", pa.float64()), ("geonames", pa.int64()), ("precision", _TEXT)
])  # fmt: skip
_DATE = pa.struct([("text", _TEXT), ("iso", _TEXT), ("direction", _TEXT), ("inferred", pa.bool_())])
_EXCHANGE = pa.struct([("gives", _TEXT), ("gets", _TEXT), ("cue", _TEXT), ("linked", _TEXT)])
SCHEMA = pa.schema([
    ("doc", _TEXT), ("claim", _TEXT), ("sentence", _TEXT), ("start", pa.int64()), ("end", pa.int64()), ("trigger", _TEXT),
    ("event", _TEXT), ("mode", _TEXT), ("actors", _TEXTS), ("recipients", _TEXTS), ("status", _TEXT), ("attribution", _TEXT),
    ("quantity", _QUANTITY), ("place", _PLACE), ("date", _DATE), ("exchange", _EXCHANGE), ("context", _TEXT), ("polarity", _TEXT),
    ("certainty", _TEXT), ("act", _TEXT), ("deed_status", _TEXT), ("purpose", _TEXT), ("contexts", _TEXTS),
    ("actor_details", pa.list_(_PARTY)), ("recipient_details", pa.list_(_PARTY)), ("spans", _TEXT), ("why", _TEXT),
    ("published", pa.date32()), ("outlet", _TEXT), ("url", _TEXT),
])  # fmt: skip
# Columns without a fixed form, kept as JSON text.
_JSON = ("spans", "why")
# Rows of a row group: a few megabytes, which bounds the memory that writing takes.
_BATCH = 5000


class _Stream:
    """A stream that counts, so that one without a position (a pipe) will do, and that stays open when the writer is done."""

    closed = False

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._written = 0

    def write(self, data: bytes) -> int:
        self._target.write(data)
        self._written += len(data)
        return len(data)

    def tell(self) -> int:
        return self._written

    def flush(self) -> None:
        """Nothing is held back here."""

    def close(self) -> None:
        """The stream is its owner's to close."""


def write(records: Iterable[CodedClaim], target: BinaryIO) -> None:
    """Write one row a claim; the same claims give the same bytes with the same version of pyarrow."""
    write_lines(map(claim_line, records), SCHEMA, target)


def write_lines(lines: Iterable[Mapping[str, Any]], schema: pa.Schema, target: BinaryIO) -> None:
    """Write rows of plain values as a Parquet file.

    Args:
        lines: The rows; a column that one lacks is null in it.
        schema: The columns.
        target: A binary stream, which need not have a position.
    """
    rest = iter(lines)
    with pq.ParquetWriter(_Stream(target), schema, compression="zstd") as writer:
        while batch := list(islice(rest, _BATCH)):
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))


def claim_line(coded: CodedClaim) -> dict[str, Any]:
    """The row of a claim, by column."""
    document = coded.document
    line = flat(coded.claim, document)
    line.update({name: msgspec.json.encode(line[name]).decode() for name in _JSON})
    return line | {"published": document.published, "outlet": document.origin.outlet, "url": document.origin.url}
