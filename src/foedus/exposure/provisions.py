"""Instruments as the data folder has them: one file each, every paragraph a row of typed tests."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Any

import msgspec

from foedus.errors import DataError
from foedus.exposure.things import Things
from foedus.lexicon.tables import data_file, data_folder, toml
from foedus.model.exposure import Activity, Confidence, Element, Exemption, Modality, Provision, Role
from foedus.model.record import Record

EFFECTS = frozenset(
    ("prohibition", "prohibition_with_exception", "requirement", "cap", "call", "concern", "clarification", "asset_freeze", "travel_ban",
     "embargo", "regime", "designation", "designation_power", "secondary_sanctions", "rebuttable_presumption", "export_control",
     "duty_to_assess", "authorization_needed", "national_control", "case_by_case", "presumption_of_denial", "definition", "mechanism",
     "monitoring", "menu", "exception")
)  # fmt: skip


class Group(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of `data/exposure/groups.toml`: which states a collective name means, as far as it is known."""

    name: str
    members: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    rest: str = ""
    confidence: Confidence
    source: str

    def holds(self, state: str) -> bool | None:
        """Whether a state belongs to it, none if that is not known."""
        if state in self.members:
            return True
        if state in self.outside:
            return False
        return {"in": True, "out": False}.get(self.rest)


class Provisions:
    """All provisions with the tables that they are read by.

    Args:
        rows: The provisions, sorted by id.
        groups: Collective names of states.
        things: Classes of things and activities.

    Raises:
        DataError: A row names what there is not, or stands twice.
    """

    def __init__(self, rows: Iterable[Provision], groups: Mapping[str, Group], things: Things) -> None:
        self.rows = tuple(sorted(rows, key=lambda row: row.id))
        self.groups = groups
        self.things = things
        self._by_id = {row.id: row for row in self.rows}
        if len(self._by_id) != len(self.rows):
            twice = {row.id for row in self.rows if sum(row.id == other.id for other in self.rows) > 1}
            msg = f"provisions: {', '.join(sorted(twice))} stand more than once"
            raise DataError(msg)
        for row in self.rows:
            _check(row, groups, things)

    @classmethod
    def load(cls, folder: Traversable | None = None) -> "Provisions":
        """Read a folder with one TOML file an instrument.

        Args:
            folder: The folder; the shipped one if none.

        Raises:
            DataError: A row cannot be used; the message names it.
        """
        root = data_folder() / "provisions" if folder is None else folder
        files = sorted((path for path in root.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)
        groups = {name: convert(values, Group, f"groups.toml, {name}") for name, values in toml(data_file("exposure/groups.toml")).items()}
        return cls((row for path in files for row in _rows(path)), groups, Things.load())

    def __getitem__(self, key: str) -> Provision:
        """The provision of that id.

        Raises:
            DataError: There is none.
        """
        if key not in self._by_id:
            msg = f"there is no provision {key!r}"
            raise DataError(msg)
        return self._by_id[key]

    def matching(self, words: Sequence[str]) -> list[Provision]:
        """The provisions in whose text each word stands; all of them without words."""
        wanted = [word.casefold() for word in words]
        return [row for row in self.rows if all(word in _haystack(row) for word in wanted)]


def convert(values: Mapping[str, Any], kind: type[Any], place: str) -> Any:
    """Values of a table as a record.

    Raises:
        DataError: They do not fit; the message names the place.
    """
    try:
        return msgspec.convert(dict(values), kind)
    except msgspec.ValidationError as error:
        msg = f"{place}: {error}"
        raise DataError(msg) from error


def _rows(path: Traversable) -> Iterator[Provision]:
    """The provisions of one file; what stands at its head holds for each row."""
    content = toml(path)
    shared = {key: value for key, value in content.items() if key != "provision"}
    for number, values in enumerate(content.get("provision", ()), start=1):
        yield convert({**shared, **values}, Provision, f"provisions/{path.name}, {values.get('id', f'row {number}')}")


def _haystack(row: Provision) -> str:
    parts = (row.id, row.cite, row.issuer, row.paraphrase, row.object_text, row.bound_text, row.regulated_text, row.effect, row.modality,
             row.confidence, *row.activity, *row.regulated)  # fmt: skip
    return " ".join(parts).casefold()


def _check(row: Provision, groups: Mapping[str, Group], things: Things) -> None:
    place = f"provisions, {row.id}"
    things.check((*row.object, *row.subject), place)
    faults = [
        *(f"unknown effect {row.effect!r}" for _ in range(row.effect not in EFFECTS)),
        *(f"unknown activity {name!r}" for name in row.activity if name not in set(Activity)),
        *(f"unknown group {code!r}" for code in (*row.bound, *([row.nexus] if row.nexus else [])) if not _is_known(code, groups)),
        *(f"date {day!r} is not ISO 8601" for day in _days(row) if not _is_day(day)),
        *("a checked row needs source and checked_on" for _ in range(not row.is_draft and not (row.source and row.checked_on))),
        *("a draft has no day on which it was checked" for _ in range(row.is_draft and bool(row.checked_on))),
        *(f"nobody is bound as {row.bound_role}" for _ in range(row.bound_role in {Role.NATIONAL, Role.LISTED, Role.PLACE})),
        *("a listed party needs names or a list" for _ in range(row.regulated_role is Role.LISTED and not (row.names or row.list))),
        *(
            "a place rule needs place_names or places"
            for _ in range(row.regulated_role is Role.PLACE and not (row.place_names or row.places))
        ),
        *(f"{part.name} stands twice" for part in _doubles(row)),
        *("a binding row that is tested needs who is bound" for _ in range(_lacks_bound(row))),
    ]
    if faults:
        msg = f"{place}: {'; '.join(faults)}"
        raise DataError(msg)


def _doubles(row: Provision) -> list[Element | Exemption]:
    parts: tuple[Element | Exemption, ...] = (*row.element, *row.exception)
    return [part for i, part in enumerate(parts) if any(part.name == earlier.name for earlier in parts[:i])]


def _lacks_bound(row: Provision) -> bool:
    return row.tested and row.modality is Modality.BINDING and not row.bound and row.bound_role is not Role.ANY


def _is_known(code: str, groups: Mapping[str, Group]) -> bool:
    return code in groups or (len(code) == 3 and code.isupper())  # noqa: PLR2004  # ISO 3166 alpha-3


def _days(row: Provision) -> list[str]:
    windows = [day for window in row.in_force for day in (window.start, window.end)]
    return [day for day in (row.date, row.deadline, row.checked_on, row.contested_from, *windows) if day]


def _is_day(text: str) -> bool:
    parts = text.split("-")
    return all(part.isdigit() for part in parts) and [len(part) for part in parts] == [4, 2, 2][: len(parts)]
