"""Tab-separated lines that need no quoting, for the tables of other event coders."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from foedus.export.flat import harmless

Cell = str | int | float | None


def write_lines(lines: Iterable[Sequence[Cell]], target: BinaryIO) -> None:
    """Write lines of cells, UTF-8: runs of blanks become one, double quotes single ones, so that no cell breaks a line."""
    target.writelines("\t".join(map(_cell, line)).encode() + b"\n" for line in lines)


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(" ".join(value.replace('"', "'").split()))
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)
