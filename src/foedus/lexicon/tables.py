"""TSV and TOML files of the data folder as typed rows; errors name file and row."""

import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import msgspec

from foedus.errors import DataError
from foedus.files import MAX_BYTES
from foedus.model.record import Record

R = TypeVar("R", bound=Record)
# A line of TOML that needs no parser: empty, a bare key with a text without escapes, or the head of a table; a remark may follow.
_PLAIN_LINE = re.compile(
    r"""(?:([A-Za-z0-9_-]+) = "([^"\\\x00-\x1f\x7f]*)"|\[([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)\])?(?:[ \t]*(?:\#[^\x00-\x1f\x7f]*)?)"""
)


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
    lines = _text(path).split("\n")
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
    return _parsed(_text(path), path.name)


def _plain(text: str) -> dict[str, Any] | None:
    r"""TOML of texts under bare keys in bare tables, which is what most of our tables are; none if it is anything else.

    >>> _plain('a = "x"\n[t.u]  # more\nb-c = "y; z"\n')
    {'a': 'x', 't': {'u': {'b-c': 'y; z'}}}
    """
    content: dict[str, Any] = {}
    table, heads = content, set[str]()
    for line in text.split("\n"):
        found = _PLAIN_LINE.fullmatch(line)
        if found is None:
            return None
        key, value, head = found.groups()
        if head is not None:
            opened = _opened(content, head) if head not in heads else None
            if opened is None:
                return None
            table = opened
            heads.add(head)
        elif key is not None:
            if key in table:
                return None
            table[key] = value
    return content


def _opened(content: dict[str, Any], head: str) -> dict[str, Any] | None:
    """The table of a head such as `organs.UN`; none where a text stands under one of its keys."""
    table = content
    for key in head.split("."):
        table = table.setdefault(key, {})
        if not isinstance(table, dict):
            return None
    return table


def toml_head(path: Traversable) -> dict[str, Any]:
    """Read the keys of a TOML file that stand before its first table.

    Raises:
        DataError: They are not TOML.
    """
    return _parsed(_text(path).partition("\n[")[0], path.name)


def _text(path: Traversable) -> str:
    """A file's text, its line ends as one character.

    Raises:
        DataError: It is not UTF-8, or longer than any table.
    """
    try:
        with path.open(encoding="utf-8") as handle:
            text = handle.read(MAX_BYTES + 1)
    except UnicodeDecodeError as error:
        msg = f"{path.name} is not UTF-8: {error}"
        raise DataError(msg) from error
    if len(text) > MAX_BYTES:
        msg = f"{path.name} has over {MAX_BYTES:,} characters, which is the limit"
        raise DataError(msg)
    return text


def _parsed(text: str, name: str) -> dict[str, Any]:
    plain = _plain(text)
    if plain is not None:
        return plain
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # broken, a number of thousands of digits, or nested without end
        msg = f"{name}: {error}"
        raise DataError(msg) from error
