"""The monthly panel of ties as CSV or Apache Parquet, a row for each pair of states and month."""

import csv
import io
from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec
import pyarrow as pa

from foedus.export.parquet import write_lines
from foedus.model.network import PanelRow

_TYPES = {str: pa.string(), int: pa.int64(), float: pa.float64()}
SCHEMA = pa.schema([(name, _TYPES[kind]) for name, kind in PanelRow.__annotations__.items()])


def write_csv(rows: Iterable[PanelRow], target: BinaryIO) -> None:
    """Write comma-separated values, UTF-8, a header first.

    Unlike the tables of claims it needs no guard against cells that a spreadsheet runs: it holds codes, months and numbers, and a guard
    would make text of those below zero.
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, SCHEMA.names)
    writer.writeheader()
    writer.writerows(map(_line, rows))
    target.write(text.getvalue().encode())


def write_parquet(rows: Iterable[PanelRow], target: BinaryIO) -> None:
    """Write a Parquet file; the same rows give the same bytes with the same version of pyarrow."""
    write_lines(map(_line, rows), SCHEMA, target)


def _line(row: PanelRow) -> dict[str, Any]:
    return msgspec.structs.asdict(row)
