"""FollowTheMoney JSON lines: entities, and beside them what says since when they are listed, where they are, what posts they hold."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from foedus.errors import ListError
from foedus.model.listing import EntryKind, Identifier, ListedName, NameKind
from foedus.model.record import Record
from foedus.screening.drafts import PERSON, UNSURE, Draft
from foedus.screening.files import opened
from foedus.screening.formats.heads import Head, latest

R = TypeVar("R", bound=Record)

_KINDS = {
    "Person": PERSON,
    "LegalEntity": UNSURE,
    "Organization": EntryKind.ORGANISATION,
    "Company": EntryKind.ORGANISATION,
    "PublicBody": EntryKind.ORGANISATION,
    "Vessel": EntryKind.VESSEL,
    "Airplane": EntryKind.AIRCRAFT,
    "Address": EntryKind.PLACE,
}
_NAMES = {
    "name": NameKind.NAME,
    "alias": NameKind.ALIAS,
    "previousName": NameKind.FORMER,
    "weakAlias": NameKind.WEAK,
    "full": NameKind.NAME,
}
_COUNTRIES = ("country", "mainCountry", "jurisdiction", "nationality", "citizenship", "flag")
_IDENTIFIERS = {
    "imoNumber": "imo",
    "mmsi": "mmsi",
    "callSign": "call sign",
    "registrationNumber": "registration",
    "leiCode": "lei",
    "innCode": "inn",
    "ogrnCode": "ogrn",
    "okpoCode": "okpo",
    "taxNumber": "tax",
    "swiftBic": "bic",
    "uscCode": "usc",
    "serialNumber": "serial",
}
# what only organisations have
_ORGANISED = ("registrationNumber", "leiCode", "ogrnCode", "legalForm", "incorporationDate", "jurisdiction")
_BESIDE = frozenset({"Sanction", "Address", "Occupancy", "Position"})
_LONGEST_LINE = 1 << 24


class _Label(Record, frozen=True, kw_only=True, gc=False):
    """What a line says beside properties: quick to read."""

    schema: str
    target: bool | None = None
    datasets: list[str] = msgspec.field(default_factory=list)
    last_seen: str | None = None
    last_change: str | None = None


class _Entity(Record, frozen=True, kw_only=True, gc=False):
    """A line."""

    id: str
    schema: str
    properties: dict[str, list[Any]] = msgspec.field(default_factory=dict)
    target: bool | None = None

    def all(self, *names: str) -> tuple[str, ...]:
        """The values of properties; what is no text is an entity within, and its caption stands for it."""
        found = (value for name in names for value in self.properties.get(name, ()))
        return tuple(value if isinstance(value, str) else _caption(value) for value in found)

    def ids(self, name: str) -> tuple[str, ...]:
        """The ids of the entities that a property refers to or holds."""
        found = (value.get("id", "") if isinstance(value, dict) else value for value in self.properties.get(name, ()))
        return tuple(value for value in found if isinstance(value, str))


class _Beside:
    """What stands beside the entities: sanctions and posts by the entity's id, addresses by their own; and whether targets are marked."""

    def __init__(self) -> None:
        self.sanctions: dict[str, list[_Entity]] = defaultdict(list)
        self.addresses: dict[str, str] = {}
        self.marks_targets = False
        self._held: dict[str, list[str]] = defaultdict(list)
        self._positions: dict[str, str] = {}

    def take(self, entity: _Entity) -> None:
        """Take one of these."""
        match entity.schema:
            case "Sanction":
                for key in entity.ids("entity"):
                    self.sanctions[key].append(entity)
            case "Address":
                self.addresses[entity.id] = ", ".join(entity.all("full") or entity.all("street", "city", "region", "country"))
            case "Position":
                self._positions[entity.id] = " ".join(entity.all("name"))
            case _:
                for key in entity.ids("holder"):
                    self._held[key] += entity.ids("post")

    def posts(self, key: str) -> Iterator[str]:
        """The posts that somebody holds or held."""
        return (self._positions[post] for post in self._held.get(key, ()) if post in self._positions)


def kind_of(schema: str) -> str:
    """What a draft of a schema is; of another schema than those of listed ones it is left out."""
    return _KINDS.get(schema, schema)


def head(path: Path) -> Head:
    """The date is that of the latest look at a source, else of the latest change."""
    seen: set[str] = set()
    datasets: set[str] = set()
    for entity, _ in _labels(path):
        if entity.target is not False:
            seen.add((entity.last_seen or entity.last_change or "")[:10])
            datasets.update(entity.datasets)
    return Head(dated=latest(seen), dataset=next(iter(datasets)) if len(datasets) == 1 else "")


def drafts(path: Path) -> Iterator[Draft]:
    """The targets; where no line says which are, all but what stands beside others."""
    beside = _beside(path)
    for entity in (line.read(_Entity) for line in _lines(path)):
        if entity.target or (not beside.marks_targets and entity.schema not in _BESIDE):
            yield _draft(entity, beside)


def _draft(entity: _Entity, beside: _Beside) -> Draft:
    sanctions = beside.sanctions.get(entity.id, [])
    kind = kind_of(entity.schema)
    if kind == UNSURE and entity.all(*_ORGANISED):
        kind = EntryKind.ORGANISATION
    # one of several listings that goes on keeps it listed
    ends = [sanction.all("endDate") for sanction in sanctions]
    return Draft(
        reference=entity.id,
        kind=kind,
        names=tuple(ListedName(text=text, kind=named) for prop, named in _NAMES.items() for text in entity.all(prop)),
        countries=entity.all(*_COUNTRIES),
        births=entity.all("birthDate"),
        offices=(*entity.all("position"), *beside.posts(entity.id)),
        identifiers=tuple(
            Identifier(kind=_IDENTIFIERS[prop], value=text)
            for prop in entity.properties
            if prop in _IDENTIFIERS
            for text in entity.all(prop)
        ),
        programmes=tuple(text for sanction in sanctions for text in (sanction.all("programId") or sanction.all("program"))),
        listed_on=min((text for sanction in sanctions for text in (sanction.all("listingDate") or sanction.all("startDate"))), default=""),
        until=max((text for texts in ends for text in texts), default="") if ends and all(ends) else "",
        addresses=(
            *entity.all("address"),
            *(beside.addresses.get(key, "") for key in entity.ids("addressEntity")),
        ),
        remarks=" ".join(entity.all("notes")),
    )


def _beside(path: Path) -> _Beside:
    found = _Beside()
    for label, line in _labels(path):
        found.marks_targets = found.marks_targets or bool(label.target)
        if label.schema in _BESIDE:
            found.take(line.read(_Entity))
    return found


def _caption(value: Any) -> str:
    """The name of an entity within another."""
    properties = value.get("properties") if isinstance(value, dict) else None
    if not isinstance(properties, dict):
        return ""
    found = properties.get("name") or properties.get("full")
    return str(found[0]) if isinstance(found, list) and found else ""


def _labels(path: Path) -> Iterator[tuple[_Label, "_Line"]]:
    return ((line.read(_Label), line) for line in _lines(path))


def _lines(path: Path) -> Iterator["_Line"]:
    with opened(path) as handle:
        number = 0
        while text := handle.readline(_LONGEST_LINE):
            number += 1
            if text.strip():
                yield _Line(path, number, text)


class _Line:
    """A line of a file.

    Args:
        path: The file.
        number: Its number, from 1.
        text: What stands there.
    """

    __slots__ = ("_number", "_path", "_text")

    def __init__(self, path: Path, number: int, text: str) -> None:
        self._path, self._number, self._text = path, number, text

    def read(self, kind: type[R]) -> R:
        """The line as a record.

        Raises:
            ListError: It is none.
        """
        try:
            return msgspec.json.decode(self._text, type=kind)
        except (msgspec.MsgspecError, RecursionError) as error:
            msg = f"{self._path.name}, line {self._number} is no entity ({error}); the file is broken or was cut off"
            raise ListError(msg) from error
