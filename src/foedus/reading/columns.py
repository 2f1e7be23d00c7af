"""Documents as rows of an Apache Parquet file."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from foedus.model.outcome import Outcome
from foedus.model.text import Document, Origin
from foedus.reading.documents import Header, date_of, discard, document
from foedus.reading.plain import name_of

EXTRACTOR = "columns/1"
COLUMNS = ("text", "id", "title", "outlet", "published", "url", "lang", "synthetic")
_BATCH = 200
# a zone that there is not is a missing key
_NO_VALUE = (pa.ArrowException, ValueError, OverflowError, KeyError)


def rows_in(stream: BinaryIO, origin: Origin, *, max_bytes: int) -> Iterator[Outcome[Document]]:
    """The documents of a file, a row each; a row that cannot be used is a discard.

    Args:
        stream: The file; it can be positioned.
        origin: Where it came from. A row's own path is the file's, `:` and the number of the row, from 1.
        max_bytes: Largest text.
    """
    try:
        file = pq.ParquetFile(stream)
    except (pa.ArrowException, OSError, ValueError) as error:
        yield discard(origin, f"is no Parquet file ({_first_line(error)})")
        return
    known = [name for name in COLUMNS if name in file.schema_arrow.names]
    if "text" not in known:
        yield discard(origin, f"has no column text, but {', '.join(file.schema_arrow.names)[:200]}")
        return
    number = 0
    try:
        for batch in file.iter_batches(batch_size=_BATCH, columns=known, use_threads=False):
            for row in _rows(batch):
                number += 1
                where = Origin(outlet=origin.outlet, path=f"{origin.path or '-'}:{number}")
                yield _row(row, where, origin, max_bytes) if isinstance(row, dict) else discard(where, f"cannot be read ({row})")
    except (pa.ArrowException, OSError, ValueError) as error:
        yield discard(origin, f"breaks off after row {number:,} ({_first_line(error)})")


def _rows(batch: pa.RecordBatch) -> list[dict[str, Any] | str]:
    """The rows of a batch; in place of one with a value that Python does not have, such as a day in the year 20000, why."""
    try:
        return list(batch.to_pylist())
    except _NO_VALUE:
        return [_row_at(batch, position) for position in range(batch.num_rows)]


def _row_at(batch: pa.RecordBatch, position: int) -> dict[str, Any] | str:
    try:
        (row,) = batch.slice(position, 1).to_pylist()
    except _NO_VALUE as error:
        return _first_line(error)
    return dict(row)


def _first_line(error: Exception) -> str:
    return str(error).split("\n", 1)[0][:200]


def _row(row: Mapping[str, Any], where: Origin, origin: Origin, max_bytes: int) -> Outcome[Document]:
    text = row.get("text")
    name = str(row["id"]) if row.get("id") is not None else f"{name_of(origin)}:{(where.path or '').rpartition(':')[2]}"
    if not isinstance(text, str) or not text:
        return discard(where, "has no text", name)
    raw = msgspec.json.encode({key: value for key, value in row.items() if value is not None})
    if len(raw) > max_bytes:
        return discard(where, f"has {len(raw):,} bytes, over the limit of {max_bytes:,}", name)
    told = row.get("published")
    published = _day(told)
    if told and published is None:
        return discard(where, f"gives {told!r} for published; write a date as 2025-06-19", name)
    header = Header(
        name=name,
        title=_word(row, "title") or "",
        published=published,
        language=_word(row, "lang"),
        extractor=EXTRACTOR,
        synthetic=row.get("synthetic") is True,
    )
    made = document(text, raw, Origin(outlet=_word(row, "outlet") or where.outlet, url=_word(row, "url"), path=where.path), header)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Outcome(kept=tuple(msgspec.structs.replace(found, raw_sha256=digest) for found in made.kept), discards=made.discards)


def _word(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    return value if isinstance(value, str) and value else None


def _day(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else date_of(value)
