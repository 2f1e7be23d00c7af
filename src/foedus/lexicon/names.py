"""Names of states, their organs, groups, firms, organisations and office-holders, strong before weak."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Any

import msgspec

from foedus.errors import DataError
from foedus.lexicon.entries import ISO3, TABLES, Entry, Kind, Strength, listed, terms, weakened
from foedus.lexicon.petrarch.lookup import LoadedName, LoadedNames
from foedus.lexicon.phrases import PhraseTable
from foedus.lexicon.spellings import split, variants
from foedus.lexicon.tables import data_folder, toml, toml_head

__all__ = ["Entry", "Kind", "Names", "Strength", "body_names", "state_codes", "state_name"]

_STATE_KEYS: Mapping[str, tuple[str, Kind]] = {
    "name": ("", Kind.STATE),
    "names": ("", Kind.STATE),
    "adjectives": ("", Kind.ADJECTIVE),
    "people": ("", Kind.PEOPLE),
    "capitals": ("", Kind.CAPITAL),
    "seats": ("GOV", Kind.CAPITAL),
}
_BODIES: Mapping[str, Kind] = {"igo": Kind.IGO, "ngo": Kind.NGO, "img": Kind.IMG, "mnc": Kind.FIRM}
_MEMBERS: Mapping[str, tuple[str, Kind]] = {"organs": ("igo", Kind.IGO), "persons": ("person", Kind.PERSON)}


class Names:
    """All names of the table of actors.

    Attributes:
        states: The entry of each state's usual name, by ISO 3166 alpha-3 code.

    >>> names = Names.load()
    >>> end, entries = names.at(["North", "Korea", "said"], 0)
    >>> end, entries[0].code
    (2, 'PRK')
    """

    def __init__(self) -> None:
        self.states: dict[str, Entry] = {}
        self._table = PhraseTable[Entry]()
        self._others = PhraseTable[str]()
        self._entities: dict[str, tuple[Entry, ...]] = {}
        self._owners: dict[tuple[str, ...], str] = {}
        self._loaded: LoadedNames | None = None

    def __len__(self) -> int:
        return len(self._table)

    @classmethod
    def load(cls, folder: Traversable | None = None) -> "Names":
        """Read a folder of actor tables: `states/<ISO3>.toml`, `organisations.toml` and `others.toml`.

        Args:
            folder: The folder; the package's own without it.

        Raises:
            DataError: A row cannot be used; the message names file, key and remedy.
        """
        root = data_folder() / "actors" if folder is None else folder
        names = cls()
        for path in sorted((root / "states").iterdir(), key=lambda path: path.name):
            if path.name.endswith(".toml"):
                names.add_state(path.name, toml(path))
        for file, add in (("organisations.toml", names.add_organisations), ("others.toml", names.add_others)):
            path = root / file
            if path.is_file():
                add(file, toml(path))
        return names

    def at(self, words: Sequence[str], i: int) -> tuple[int, tuple[Entry, ...]]:
        """The longest name that begins at word `i`.

        Returns:
            Its end (exclusive) and entries; (i, ()) if there is none. A longer name that names
            no actor (`New Mexico`, `South China Sea`) gives its end without entries: go on there.
            Entries of a loaded dictionary stand before our own of the same length.
        """
        end, entries = self._table.at(words, i)
        beyond, _ = self._others.at(words, i)
        if beyond > end:
            end, entries = beyond, ()
        if self._loaded is None:
            return end, entries
        loaded = self._loaded.at(words, i)
        if loaded.end < end or (loaded.end == end and not loaded.is_exact):
            return end, entries
        return loaded.end, (*loaded.entries, *(entries if loaded.entries and loaded.end == end else ()))

    def get(self, words: Sequence[str]) -> tuple[Entry, ...]:
        """The entries under exactly these words, empty if none."""
        return self._table.get(words)

    def entity(self, entity: str) -> tuple[Entry, ...]:
        """All entries of an entity under its usual name, in the order of its row; empty if unknown."""
        return self._entities.get(entity, ())

    def entities(self) -> Iterable[tuple[str, tuple[Entry, ...]]]:
        """All entities with their entries."""
        return self._entities.items()

    def pick(self, entries: Sequence[Entry], on: dt.date | None) -> tuple[Entry, ...]:
        """One entry for each entity: the one that holds on the day, else its last one.

        Where entries of a loaded dictionary hold on the day they alone count; where none of them does, none of them counts.
        """
        own = [entry for entry in entries if not entry.source]
        if len(own) < len(entries):
            holding = [entry for entry in entries if entry.source and entry.holds(on)]
            firsts = {entry.entity: entry for entry in reversed(holding)}
            if firsts:
                return tuple(_as_known(entry, own) for entry in reversed(firsts.values()))
            entries = own
        best: dict[tuple[str, Kind], Entry] = {}
        for entry in entries:
            key = (entry.entity, entry.kind)
            if key not in best or not best[key].holds(on) or entry.holds(on):
                best[key] = entry
        return tuple(best.values())

    def load_dictionary(self, rows: Iterable[LoadedName]) -> None:
        """Put the names of loaded dictionaries over the table's own."""
        found = list(rows)
        self._loaded = LoadedNames(found)
        for entry in (entry for row in found for entry in row.entries):
            self._entities.setdefault(entry.entity, (entry,))
            if entry.kind is Kind.STATE:
                self.states.setdefault(entry.code, entry)

    def add_state(self, file: str, content: Mapping[str, Any]) -> None:
        """Add the content of one state's file, named after its ISO 3166 alpha-3 code."""
        code = file.removesuffix(".toml")
        if not ISO3.fullmatch(code) or not isinstance(content.get("name"), str):
            msg = f"{file}: needs an ISO 3166 alpha-3 code as file name and a key `name`"
            raise DataError(msg)
        name = content["name"].removeprefix("~")
        usual = Entry(entity=f"state:{code}", code=code, kind=Kind.STATE, name=name)
        self._register([usual], file)
        self.states[code] = usual
        for key, value in content.items():
            if key in _STATE_KEYS:
                sector, kind = _STATE_KEYS[key]
                self._name(
                    _text(value, f"{file}, {key}"),
                    [Entry(entity=usual.entity, code=code, sector=sector, kind=kind, name=name)],
                    f"{file}, {key}",
                )
            elif key in TABLES:
                table = TABLES[key]
                scheme = "person" if table.kind is Kind.PERSON else "org"
                flat = code if table.is_state else f"{code}:{table.sector}"
                for row, text in _table(value, f"{file}, {key}").items():
                    base = Entry(entity=f"{scheme}:{code}/{row}", code=flat, sector=table.sector, kind=table.kind, name="")
                    self._row(text, base, f"{file}, {key}.{row}")
            else:
                msg = f"{file}, {key}: unknown key or sector; known are {', '.join((*_STATE_KEYS, *TABLES))}"
                raise DataError(msg)

    def add_organisations(self, file: str, content: Mapping[str, Any]) -> None:
        """Add intergovernmental, non-governmental and transnational bodies, their organs, seats and heads."""
        for key, rows in content.items():
            for body, row in _table(rows, f"{file}, {key}").items():
                place = f"{file}, {key}.{body}"
                if key in _BODIES:
                    self._row(row, Entry(entity=f"{key}:{body}", code=f"{key.upper()}:{body}", kind=_BODIES[key], name=""), place)
                elif key == "seats":
                    known = self._known(f"igo:{body}", place)
                    self._name(_text(row, place), [Entry(entity=known.entity, code=known.code, kind=Kind.CAPITAL, name=known.name)], place)
                elif key in _MEMBERS:
                    scheme, kind = _MEMBERS[key]
                    code = self._known(f"igo:{body}", place).code
                    for member, text in _table(row, place).items():
                        self._row(text, Entry(entity=f"{scheme}:{body}/{member}", code=code, kind=kind, name=""), f"{place}.{member}")
                else:
                    msg = f"{place}: unknown table; known are {', '.join((*_BODIES, *_MEMBERS))}, seats"
                    raise DataError(msg)

    def add_others(self, file: str, content: Mapping[str, Any]) -> None:
        """Add names that hold an actor's name and name none."""
        for key, value in content.items():
            for name, _ in listed(_text(value, f"{file}, {key}"), f"{file}, {key}"):
                for form in variants(name, is_person=False):
                    self._others.add(split(form), key)

    def _known(self, entity: str, place: str) -> Entry:
        if entity not in self._entities:
            msg = f"{place}: there is no {entity}; give it a row under [igo] above"
            raise DataError(msg)
        return self._entities[entity][0]

    def _row(self, row: object, base: Entry, place: str) -> None:
        """Add all that a row says."""
        aliases, entries = terms(_text(row, place), base, place)
        self._register(entries, place)
        self._name(aliases, entries, place)

    def _register(self, entries: Sequence[Entry], place: str) -> None:
        """Make the entries of an entity known by its identifier."""
        entity = entries[0].entity
        if entity in self._entities:
            msg = f"{place}: {entity} is there twice: merge the rows"
            raise DataError(msg)
        self._entities[entity] = tuple(entries)

    def _name(self, aliases: str, entries: Sequence[Entry], place: str) -> None:
        """Put the entries under each of the names and their spellings."""
        weak = [weakened(entry) for entry in entries] if "~" in aliases else []
        entity, is_person = entries[0].entity, entries[0].kind is Kind.PERSON
        for alias, is_weak in listed(aliases, place):
            for form in variants(alias, is_person=is_person):
                words = split(form)
                if not is_weak and self._owners.setdefault(words, entity) != entity:
                    msg = f"{place}: {form!r} stands for {self._owners[words]} too: mark it weak (~) in both"
                    raise DataError(msg)
                for entry in weak if is_weak else entries:
                    self._table.add(words, entry)


def state_codes() -> frozenset[str]:
    """ISO 3166 alpha-3 codes of the states in the shipped table."""
    files = (data_folder() / "actors" / "states").iterdir()
    return frozenset(path.name.removesuffix(".toml") for path in files if path.name.endswith(".toml"))


def state_name(code: str) -> str | None:
    """The usual name of a state in the shipped table, none if the code is no state's.

    It reads what stands before the first table of the state's file, which is a hundredth of `Names.load`.

    >>> state_name("PRK"), state_name("IGO")
    ('North Korea', None)
    """
    if not ISO3.fullmatch(code):
        return None
    path = data_folder() / "actors" / "states" / f"{code}.toml"
    if not path.is_file():
        return None
    name: str = toml_head(path)["name"]
    return name.removeprefix("~")


def body_names() -> dict[str, str]:
    """The usual names of the shipped table's organisations by entity, such as `igo:UN`."""
    path = data_folder() / "actors" / "organisations.toml"
    names = Names()
    names.add_organisations(path.name, toml(path))
    return {entity: entries[0].name for entity, entries in names.entities()}


def _as_known(entry: Entry, own: Sequence[Entry]) -> Entry:
    """The entry with what our own table knows of the same name where both mean the same actor: adjective, capital, office."""
    twin = next((other for other in own if (other.code, other.sector) == (entry.code, entry.sector)), None)
    if twin is None:
        return entry
    return msgspec.structs.replace(entry, entity=twin.entity, kind=twin.kind, name=twin.name, office=twin.office)


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        msg = f"{place}: write one text, `Name; alias; ~weak alias | office since..until`"
        raise DataError(msg)
    return value


def _table(value: object, place: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        msg = f"{place}: write a table of rows, [{place.rpartition(' ')[2]}]"
        raise DataError(msg)
    return value
