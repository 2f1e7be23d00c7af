"""FollowTheMoney JSON lines: entities, and beside them what says since when they are listed, where they are, what posts they hold."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from foedus.errors import ListError
from foedus.model.listing import EntryKind, Identifier, ListedName, NameKind
from foedus.model.record import Record
from foedus.screening.drafts import PERSON, UNSURE, Draft
from foedus.screening.files import opened
from foedus.screening.formats.heads import Head, latest

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


class _Entity(Record, frozen=True, kw_only=True):
    """A line."""

    id: str
    schema: str
    properties: dict[str, list[Any]] = msgspec.field(default_factory=dict)
    target: bool | None = None
    datasets: list[str] = msgspec.field(default_factory=list)
    last_seen: str | None = None
    last_change: str | None = None

    def all(self, *names: str) -> tuple[str, ...]:
        """The values of properties; what is no text is an entity within, and its caption stands for it."""
        found = (value for name in names for value in self.properties.get(name, ()))
        return tuple(value if isinstance(value, str) else _caption(value) for value in found)

    def ids(self, name: str) -> tuple[str, ...]:
        """The ids of the entities that a property refers to or holds."""
        return tuple(value if isinstance(value, str) else str(value.get("id", "")) for value in self.properties.get(name, ()))


class _Beside(Record, frozen=True, kw_only=True):
    """What stands beside the entities: sanctions and posts by the entity's id, addresses and positions by their own."""

    sanctions: Mapping[str, list[_Entity]]
    posts: Mapping[str, list[str]]
    addresses: Mapping[str, str]


def kind_of(schema: str) -> str:
    """What a draft of a schema is; of another schema than those of listed ones it is left out."""
    return _KINDS.get(schema, schema)


def head(path: Path) -> Head:
    """The date is that of the latest look at a source, else of the latest change."""
    seen: set[str] = set()
    datasets: set[str] = set()
    for entity in _lines(path):
        if entity.target is not False:
            seen.add((entity.last_seen or entity.last_change or "")[:10])
            datasets.update(entity.datasets)
    return Head(dated=latest(seen), dataset=next(iter(datasets)) if len(datasets) == 1 else "")


def drafts(path: Path) -> Iterator[Draft]:
    """The targets; where no line says which are, all but what stands beside others."""
    beside = _beside(path)
    marked = any(entity.target for entity in _lines(path))
    for entity in _lines(path):
        if entity.target or (not marked and entity.schema not in _BESIDE):
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
        offices=(*entity.all("position"), *beside.posts.get(entity.id, ())),
        identifiers=tuple(Identifier(kind=named, value=text) for prop, named in _IDENTIFIERS.items() for text in entity.all(prop)),
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
    sanctions: dict[str, list[_Entity]] = defaultdict(list)
    holders: dict[str, list[str]] = defaultdict(list)
    positions: dict[str, str] = {}
    addresses: dict[str, str] = {}
    for entity in _lines(path):
        match entity.schema:
            case "Sanction":
                for key in entity.ids("entity"):
                    sanctions[key].append(entity)
            case "Address":
                addresses[entity.id] = _address(entity)
            case "Position":
                positions[entity.id] = " ".join(entity.all("name"))
            case "Occupancy":
                for key in entity.ids("holder"):
                    holders[key] += entity.ids("post")
            case _:
                pass
    posts = {key: [positions[post] for post in held if post in positions] for key, held in holders.items()}
    return _Beside(sanctions=sanctions, posts=posts, addresses=addresses)


def _address(entity: _Entity) -> str:
    return ", ".join(entity.all("full") or entity.all("street", "city", "region", "country"))


def _caption(value: Any) -> str:
    """The name of an entity within another."""
    properties = value.get("properties", {}) if isinstance(value, dict) else {}
    found = properties.get("name") or properties.get("full") or [""]
    return str(found[0])


def _lines(path: Path) -> Iterator[_Entity]:
    decode = msgspec.json.Decoder(_Entity).decode
    with opened(path) as handle:
        number = 0
        while line := handle.readline(_LONGEST_LINE):
            number += 1
            if not line.strip():
                continue
            try:
                entity = decode(line)
            except (msgspec.MsgspecError, RecursionError) as error:
                msg = f"{path.name}, line {number} is no entity ({error}); the file is broken or was cut off"
                raise ListError(msg) from error
            yield entity
