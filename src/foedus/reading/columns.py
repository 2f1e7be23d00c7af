"""Documents as rows of an Apache Parquet file."""

import datetime as dt
import hashlib
import os
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
# a zone that there is not is a missing key
_NO_VALUE = (pa.ArrowException, ValueError, OverflowError, KeyError)
# Rows are read one by one: a dictionary may hold one long text that all rows refer to, and a batch would hold it once a row.
# That takes a tenth of a millisecond, of which a document that is coded takes a thousand times as many.
_BATCH = 1
# what the columns that are read may have unpacked, as a multiple of the size of the file, and what they may have in any case
MAX_RATIO = 300
_ALWAYS_ALLOWED = 1_000_000_000
# rows for which a file may be as small as it likes; of more, each takes up a byte at least
_ROWS_ALLOWED = 100_000
MAX_COLUMNS = 10_000
_MAX_SHOWN = 200


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
    size = stream.seek(0, os.SEEK_END)
    if reason := excess(file.metadata, size):
        yield discard(origin, reason)
        return
    known = [name for name in COLUMNS if name in file.schema_arrow.names]
    if "text" not in known:
        yield discard(origin, f"has no column text, but {', '.join(file.schema_arrow.names)[:_MAX_SHOWN]}")
        return
    budget = _ALWAYS_ALLOWED + MAX_RATIO * size
    for outcome, unpacked in _rows(file, known, origin, max_bytes):
        yield outcome
        budget -= unpacked
        if budget < 0:
            yield discard(origin, "grows out of all proportion when it is unpacked; the rest is left out")
            return


def _rows(file: pq.ParquetFile, known: list[str], origin: Origin, max_bytes: int) -> Iterator[tuple[Outcome[Document], int]]:
    """The rows, each with the bytes that its values have."""
    number = 0
    try:
        for batch in file.iter_batches(batch_size=_BATCH, columns=known, use_threads=False):
            number += 1
            where = Origin(outlet=origin.outlet, path=f"{origin.path or '-'}:{number}")
            if batch.nbytes > max_bytes:  # before the values are made anew
                yield discard(where, f"has {batch.nbytes:,} bytes, over the limit of {max_bytes:,}"), batch.nbytes
                continue
            row = _values(batch)
            yield _row(row, where, origin, max_bytes) if isinstance(row, dict) else discard(where, f"cannot be read ({row})"), batch.nbytes
    except (pa.ArrowException, OSError, ValueError) as error:
        yield discard(origin, f"breaks off after row {number:,} ({_first_line(error)})"), 0


def excess(metadata: pq.FileMetaData, size: int) -> str:
    """Why a file is not read whose own account of itself is out of all proportion; empty if it is read.

    Args:
        metadata: What it says of itself.
        size: Its bytes.
    """
    if metadata.num_columns > MAX_COLUMNS:
        return f"has {metadata.num_columns:,} columns, over the limit of {MAX_COLUMNS:,}"
    if metadata.num_rows > max(size, _ROWS_ALLOWED):
        return f"says that it has {metadata.num_rows:,} rows in {size:,} bytes, which is out of all proportion"
    limit = _ALWAYS_ALLOWED + MAX_RATIO * size
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        if group.total_byte_size > limit:
            return f"has a row group that grows from {size:,} bytes at most to {group.total_byte_size:,} when it is unpacked"
    return ""


def _values(batch: pa.RecordBatch) -> dict[str, Any] | str:
    """A row; in place of one with a value that Python does not have, such as a day in the year 20000, why."""
    try:
        (row,) = batch.to_pylist()
    except _NO_VALUE as error:
        return _first_line(error)
    return dict(row)


def _first_line(error: Exception) -> str:
    return str(error).split("\n", 1)[0][:_MAX_SHOWN]


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
