"""Texts that stand in several inputs: one of their documents is kept, whatever the order of the work."""

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from foedus.scale.manifest import Entry, replace
from foedus.scale.parts import CODED, rows_of

NAME = "duplicates.parquet"
SCHEMA = pa.schema([(name, pa.string()) for name in ("text_sha256", "part", "document", "kept_part", "kept")])
_COLUMNS = ["id", "state", "url", "published", "text_sha256"]
_BATCH = 5_000

Row = dict[str, Any]


def write_duplicates(folder: Path, entries: Iterable[Entry]) -> int:
    """Write which coded documents repeat the text of another input's, and which one is kept: the first published, then by address.

    Takes eight bytes of memory for each document, and some hundred for each that repeats another.

    Args:
        folder: The output folder.
        entries: The inputs that are done.

    Returns:
        How many documents repeat another.
    """
    parts = sorted(entry.part for entry in entries)
    repeated = _repeated(folder, parts)
    groups: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for part in parts:
        for row in _rows(folder, part):
            if _head(row) in repeated:
                day = row["published"]
                groups[row["text_sha256"]].append((day is None, str(day), row["url"] or "", row["id"], part))
    lines = [line for digest in sorted(groups) for line in _lines(digest, sorted(groups[digest]))]
    target = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(lines, schema=SCHEMA), target, compression="zstd")
    replace(folder / NAME, target.getvalue())
    return len(lines)


def read_duplicates(folder: Path) -> set[tuple[str, str]]:
    """Part and id of the documents that repeat another.

    Raises:
        DataError: The file is broken.
    """
    return {(row["part"], row["document"]) for row in rows_of(folder / NAME, SCHEMA)}


def _lines(digest: str, group: list[tuple[Any, ...]]) -> Iterator[Row]:
    *_, kept, kept_part = group[0]
    for *_, document, part in group[1:]:
        yield {"text_sha256": digest, "part": part, "document": document, "kept_part": kept_part, "kept": kept}


def _repeated(folder: Path, parts: Iterable[str]) -> set[int]:
    """The heads of the hashes that come more than once."""
    heads = [np.fromiter((_head(row) for row in _rows(folder, part)), dtype=np.uint64) for part in parts]
    values, counts = np.unique(np.concatenate(heads) if heads else np.zeros(0, dtype=np.uint64), return_counts=True)
    return {int(value) for value in values[counts > 1]}


def _head(row: Row) -> int:
    return int(row["text_sha256"][:16], 16)


def _rows(folder: Path, part: str) -> Iterator[Row]:
    """The coded documents of a part."""
    with pq.ParquetFile(folder / "documents" / f"{part}.parquet") as file:
        for batch in file.iter_batches(batch_size=_BATCH, columns=_COLUMNS, use_threads=False):
            yield from (row for row in batch.to_pylist() if row["state"] == CODED)
