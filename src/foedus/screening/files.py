"""Files of lists as rows and elements: nothing in them is trusted, and a part of one is an error."""

import codecs
import csv
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO
from xml.etree import ElementTree as ET  # what is parsed has no document type: see `_open`

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse as iterparse_safely

from foedus.errors import ListError
from foedus.files import longest_field

_CHUNK = 1 << 20
# lists put pages into one field
_LONGEST_FIELD = 16 * _CHUNK
_DEEPEST = 60
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# files from the days of DOS end in it
_END_MARK = "\x1a"
# also of an encoding that there is not, or that the parser does not take
_BROKEN_XML = (ET.ParseError, ValueError, LookupError)


def hash_of(paths: Sequence[Path]) -> str:
    """SHA-256 of the bytes of files, one after the other."""
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as handle:
            while chunk := handle.read(_CHUNK):
                digest.update(chunk)
    return digest.hexdigest()


def encoding_of(path: Path, *, fallback: str = "") -> str:
    """The encoding of a text file: as its mark says, else UTF-8.

    Args:
        path: The file.
        fallback: What it is in if it is not UTF-8; without it that is an error.

    Raises:
        ListError: It is in neither.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as handle:
        chunk = handle.read(_CHUNK)
        for mark, name in _BOMS:
            if chunk.startswith(mark):
                return name
        try:
            while chunk:
                decoder.decode(chunk)
                chunk = handle.read(_CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            if fallback:
                return fallback
            msg = f"{path.name} is not UTF-8 as lists of its form are, or was cut off in the middle of a letter: {error}"
            raise ListError(msg) from error
    return "utf-8"


@contextmanager
def opened(path: Path, *, fallback: str = "") -> Iterator[TextIO]:
    """A text file for reading, its line ends as they are.

    Raises:
        ListError: It cannot be decoded.
    """
    with path.open(encoding=encoding_of(path, fallback=fallback), newline="") as handle:
        try:
            yield handle
        except UnicodeError as error:
            msg = f"{path.name} is cut off or broken: {error}"
            raise ListError(msg) from error


def cells(path: Path, delimiter: str = ",", *, fallback: str = "") -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file with the number of the line that each ends in; empty ones are passed over.

    Raises:
        ListError: It is no CSV.
    """
    with opened(path, fallback=fallback) as handle:
        lines: list[str] = []
        reader = csv.reader(_kept(handle, lines), delimiter=delimiter)
        try:
            while (row := _next_row(reader)) is not None:
                last = lines.copy()
                lines.clear()
                if any(cell.strip(f" {_END_MARK}") for cell in row):
                    _check_end(path, reader.line_num, last)
                    yield reader.line_num, row
        except csv.Error as error:
            msg = f"{path.name}, line {reader.line_num}: {error}"
            raise ListError(msg) from error


def _next_row(reader: Iterator[list[str]]) -> list[str] | None:
    """A row, with fields as long as lists have them."""
    with longest_field(_LONGEST_FIELD):
        return next(reader, None)


def _kept(handle: TextIO, lines: list[str]) -> Iterator[str]:
    """Lines as they are, each put down too."""
    for line in handle:
        lines.append(line)
        yield line


def _check_end(path: Path, number: int, lines: Sequence[str]) -> None:
    """A row whose last line has no end is the file's last one: then a quotation that is open says that it was cut off."""
    if not lines[-1].endswith(("\n", "\r")) and sum(line.count('"') for line in lines) % 2:
        msg = f"{path.name}, line {number}: a quotation is not closed; the file was cut off"
        raise ListError(msg)


def table(path: Path, delimiter: str = ",", *, skip: int = 0) -> Iterator[dict[str, str]]:
    """The rows of a CSV file by the columns that its first row names, in lower case and without blanks around.

    Args:
        path: The file.
        delimiter: Between the cells.
        skip: How many rows stand before the one with the names.

    Raises:
        ListError: A row has another number of cells than there are columns: the file is broken or was cut off.
    """
    rows = cells(path, delimiter)
    header: list[str] = []
    for position, (number, row) in enumerate(rows):
        if position < skip:
            continue
        if not header:
            header = [name.strip().lower() for name in row]
            continue
        _check_width(path, number, row, len(header))
        yield dict(zip(header, map(str.strip, row), strict=True))


def fixed(path: Path, columns: Sequence[str], *, fallback: str = "") -> Iterator[dict[str, str]]:
    """The rows of a CSV file without names of columns.

    Raises:
        ListError: A row has another number of cells: the file is broken or was cut off.
    """
    for number, row in cells(path, fallback=fallback):
        _check_width(path, number, row, len(columns))
        yield dict(zip(columns, map(str.strip, row), strict=True))


def _check_width(path: Path, number: int, row: Sequence[str], width: int) -> None:
    if len(row) != width:
        msg = f"{path.name}, line {number}: {len(row)} cells for {width} columns; the file is broken or was cut off"
        raise ListError(msg)


def first_rows(path: Path, delimiter: str = ",", count: int = 2) -> list[list[str]]:
    """The first rows of what may be a CSV file, cells without blanks around; fewer if there are no more."""
    found: list[list[str]] = []
    for _, row in cells(path, delimiter, fallback="cp1252"):
        found.append([cell.strip() for cell in row])
        if len(found) == count:
            break
    return found


def root_of(path: Path) -> tuple[str, dict[str, str]]:
    """Name and attributes of an XML file's outermost element, names without their name space.

    Raises:
        ListError: It is no XML, or declares a document type or entities, which no list has.
    """
    try:
        with path.open("rb") as handle:
            for _, element in iterparse_safely(handle, events=("start",), forbid_dtd=True):
                return _local(element.tag), dict(element.attrib)
    except DefusedXmlException as error:
        msg = f"{path.name} declares a document type or entities, which no list needs: it is not read ({type(error).__name__})"
        raise ListError(msg) from error
    except _BROKEN_XML as error:
        msg = f"{path.name} is no XML: {error}"
        raise ListError(msg) from error
    msg = f"{path.name} is empty"
    raise ListError(msg)


def elements(path: Path, tags: frozenset[str]) -> Iterator[ET.Element]:
    """The elements of some names in an XML file, whole and one at a time, names within without their name space.

    Raises:
        ListError: The file is no XML, is cut off, nests without end, or declares a document type.
    """
    root_of(path)  # a document type can stand before the outermost element only, and there is none
    open_elements: list[ET.Element] = []
    depth_of_match = 0
    with path.open("rb") as handle:
        try:
            for event, element in ET.iterparse(handle, events=("start", "end")):  # noqa: S314  # no document type: see above
                if event == "start":
                    open_elements.append(element)
                    depth_of_match += depth_of_match > 0 or _local(element.tag) in tags
                    _check_depth(path, len(open_elements))
                    continue
                open_elements.pop()
                if depth_of_match == 1:
                    _strip(element)
                    yield element
                depth_of_match -= depth_of_match > 0
                if depth_of_match == 0 and open_elements:
                    open_elements[-1].remove(element)
        except _BROKEN_XML as error:
            msg = f"{path.name} is broken or was cut off: {error}"
            raise ListError(msg) from error


def _check_depth(path: Path, depth: int) -> None:
    if depth > _DEEPEST:
        msg = f"{path.name} nests more than {_DEEPEST} elements into each other: it is no list"
        raise ListError(msg)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _strip(element: ET.Element) -> None:
    for part in element.iter():
        part.tag = _local(part.tag)


def texts(element: ET.Element, path: str) -> tuple[str, ...]:
    """The texts of the elements at a path that are not empty."""
    return tuple(text for found in element.iterfind(path) if (text := " ".join("".join(found.itertext()).split())))


def text(element: ET.Element, path: str) -> str:
    """The first of them, empty if there is none."""
    return next(iter(texts(element, path)), "")
