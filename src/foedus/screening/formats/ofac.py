"""The US Treasury's lists in CSV: four files without names of columns, joined by the entry's number."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from foedus.errors import ListError
from foedus.model.listing import EntryKind, Identifier, ListedName, NameKind
from foedus.screening.drafts import PERSON, Draft
from foedus.screening.files import fixed
from foedus.screening.formats.heads import Head

_MAIN = ("number", "name", "type", "programmes", "title", "call sign", "vessel type", "tonnage", "grt", "flag", "owner", "remarks")
_ALIASES = ("number", "alias number", "type", "name", "remarks")
_ADDRESSES = ("number", "address number", "street", "city", "country", "remarks")
_COMMENTS = ("number", "remarks")
# which files belong to the main one, by its name
BESIDE = {"sdn.csv": ("alt.csv", "add.csv", "sdn_comments.csv"), "cons_prim.csv": ("cons_alt.csv", "cons_add.csv", "cons_comments.csv")}
WIDTH = len(_MAIN)
_EMPTY = "-0-"
_ENCODING = "cp1252"
_KINDS = {"individual": PERSON, "vessel": EntryKind.VESSEL, "aircraft": EntryKind.AIRCRAFT, "": EntryKind.ORGANISATION}
_BIRTH = re.compile(r"\bDOB ([^;.]+)")
_WEAK = re.compile(r"\b[af]\.k\.a\. '([^;]{1,300}?)'(?=[;.]|$)")
_COUNTRY = re.compile(r"\b(?:nationality|citizen|Nationality of Registration|Flag) ([^;.]+)")
_NUMBERS = {
    "imo": re.compile(r"\bIMO (\d{7})\b"),
    "mmsi": re.compile(r"\bMMSI (\d{9})\b"),
    "registration": re.compile(r"\b(?:Registration (?:Number|ID)|Company Number|Business Number) ([\w./-]*\d[\w./-]*)"),
    "tax": re.compile(r"\bTax ID No\. ([\w./-]*\d[\w./-]*)"),
    "bic": re.compile(r"\bSWIFT/BIC ([A-Z0-9]{8,11})\b"),
}

Rows = dict[str, list[dict[str, str]]]


def beside(path: Path) -> tuple[Path, ...]:
    """The files that belong to a main one and lie beside it, whatever the case of their names."""
    wanted = BESIDE.get(path.name.lower(), ())
    return tuple(sorted((other for other in path.parent.iterdir() if other.name.lower() in wanted), key=lambda other: other.name.lower()))


def head(path: Path) -> Head:
    """The files say nothing of themselves."""
    return Head(dataset="" if path.name.lower() == "sdn.csv" else path.stem.lower())


def drafts(path: Path) -> Iterator[Draft]:
    """The entries of a main file with what the files beside it add.

    Raises:
        ListError: The file that holds most of the aliases is not there.
    """
    others = {other.name.lower(): other for other in beside(path)}
    names = BESIDE.get(path.name.lower(), BESIDE["sdn.csv"])
    if names[0] not in others:
        msg = f"{path.name} has its aliases in {names[0]}, which is not beside it: download that too"
        raise ListError(msg)
    aliases, addresses, comments = (
        _joined(others.get(name), columns) for name, columns in zip(names, (_ALIASES, _ADDRESSES, _COMMENTS), strict=True)
    )
    for row in map(_cleared, fixed(path, _MAIN, fallback=_ENCODING)):
        number = row["number"]
        remarks = " ".join((row["remarks"], *(comment["remarks"] for comment in comments[number])))
        yield _draft(row, aliases[number], addresses[number], remarks)


def _draft(row: dict[str, str], aliases: Sequence[dict[str, str]], addresses: Sequence[dict[str, str]], remarks: str) -> Draft:
    kind = _KINDS.get(row["type"].lower(), row["type"])
    identifiers = [Identifier(kind=name, value=value) for name, pattern in _NUMBERS.items() for value in pattern.findall(remarks)]
    identifiers += [Identifier(kind="call sign", value=row["call sign"])] if row["call sign"] else []
    return Draft(
        reference=row["number"],
        kind=kind,
        names=tuple(ListedName(text=_turned(text, kind), kind=named) for text, named in _names(row["name"], aliases, remarks)),
        countries=(*_COUNTRY.findall(remarks), row["flag"], *(address["country"] for address in addresses)),
        births=tuple(_BIRTH.findall(remarks)),
        offices=tuple(filter(None, (row["title"],))),
        identifiers=tuple(identifiers),
        programmes=tuple(programme.strip(" []") for programme in row["programmes"].split("] [")),
        addresses=tuple(", ".join(filter(None, (address["street"], address["city"], address["country"]))) for address in addresses),
        remarks=remarks,
    )


def _names(name: str, aliases: Sequence[dict[str, str]], remarks: str) -> Iterator[tuple[str, NameKind]]:
    yield name, NameKind.NAME
    for alias in aliases:
        yield alias["name"], NameKind.FORMER if alias["type"] == "fka" else NameKind.ALIAS
    for weak in _WEAK.findall(remarks):
        yield weak, NameKind.WEAK


def _turned(name: str, kind: str) -> str:
    """A person's name with the given names first: the list has `LAST, First`."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and kind == PERSON else name


def _joined(path: Path | None, columns: Sequence[str]) -> Rows:
    rows: Rows = defaultdict(list)
    if path is not None:
        for row in fixed(path, columns, fallback=_ENCODING):
            rows[row["number"]].append(_cleared(row))
    return rows


def _cleared(row: dict[str, str]) -> dict[str, str]:
    return {name: "" if cell == _EMPTY else cell for name, cell in row.items()}
