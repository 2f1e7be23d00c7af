"""TSV and TOML files of the data folder as typed rows; errors name file and row."""

import tomllib
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import msgspec

from foedus.errors import DataError
from foedus.model.record import Record

R = TypeVar("R", bound=Record)


def data_folder() -> Traversable:
    """The folder of data files inside the package."""
    return resources.files("foedus") / "data"


def data_file(name: str) -> Traversable:
    """A file of the data folder, such as `triggers/en.tsv`.

    Raises:
        DataError: There is no such file.
    """
    path = data_folder()
    for part in name.split("/"):
        path = path / part
    if not path.is_file():
        msg = f"data file {name} is missing: reinstall foedus or give its folder"
        raise DataError(msg)
    return path


def rows(path: Traversable, kind: type[R]) -> Iterator[R]:
    """Read a tab-separated file whose first line names the columns.

    Empty lines and lines that begin with `#` are skipped. An empty cell leaves the field at
    its default; text fields may be empty. Cells are converted to the field's type.

    Args:
        path: The file.
        kind: The record that one row becomes; its fields are the columns.

    Raises:
        DataError: The file is not UTF-8, a row has too many or too few cells, or a cell does not fit its field.
    """
    lines = _read(path).split("\n")
    header: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = cells
            continue
        if len(cells) != len(header):
            msg = f"{path.name}, line {number}: {len(cells)} cells for {len(header)} columns"
            raise DataError(msg)
        values = {key: cell for key, cell in zip(header, cells, strict=True) if cell != ""}
        try:
            yield msgspec.convert(values, kind, strict=False)
        except msgspec.ValidationError as error:
            msg = f"{path.name}, line {number}: {error}"
            raise DataError(msg) from error


def toml(path: Traversable) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        DataError: It is not TOML.
    """
    return _parsed(_read(path), path.name)


def toml_head(path: Traversable) -> dict[str, Any]:
    """Read the keys of a TOML file that stand before its first table.

    Raises:
        DataError: They are not TOML.
    """
    return _parsed(_read(path).partition("\n[")[0], path.name)


def _read(path: Traversable) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        msg = f"{path.name} is not UTF-8: {error}"
        raise DataError(msg) from error


def _parsed(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # broken, a number of thousands of digits, or nested without end
        msg = f"{name}: {error}"
        raise DataError(msg) from error
