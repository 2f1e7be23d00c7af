"""What the codes of other dictionaries mean in ours: CAMEO's groups of three letters, its numbers, and PLOVER's names."""

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from foedus.errors import DataError
from foedus.lexicon.codebook import Codebook
from foedus.lexicon.entries import ISO3, TABLES
from foedus.lexicon.tables import data_file, data_folder, rows
from foedus.model.record import Record

NO_EVENT = "-"
_GROUP = 3
_SCHEMES = frozenset({"IGO", "NGO", "IMG", "MNC"})
_FLAT = re.compile(r"(?:IGO|NGO|IMG|MNC):[A-Z0-9]+|[A-Z]{3}:[A-Z]{3}")
_NULL = re.compile(r"-+")
_NUMBER = re.compile(r"\d{2,4}")
_NAMED = re.compile(r"(?P<name>[A-Z]+)(?:[ :/-](?P<mode>[a-z][a-z-]*))?", re.IGNORECASE)
# Sectors of those who are known by what they do without belonging to a stated country.
_STATELESS = frozenset({"CRM", "PRM", "REB", "UAF"})
_UNKNOWN = "UNK"
# Two-digit years below this one are of this century.
_PIVOT = 30
_SHORT, _LONG = 6, 8


class FlatCode(Record, frozen=True, kw_only=True):
    """An actor as our claims code it: flat code and PLOVER sector."""

    code: str
    sector: str = ""


class EventCode(Record, frozen=True, kw_only=True):
    """A row of `dictionaries/events.tsv`: the PLOVER type of a code.

    Attributes:
        code: CAMEO's digits, of which the longest known beginning counts, or a name of an earlier draft.
        event: PLOVER type; `-` for no event.
        mode: PLOVER mode, empty if none.
        turned: `yes` where PLOVER's actor is the code's target.
        means: What the code stands for.
    """

    code: str
    event: str
    mode: str = ""
    turned: str = ""
    means: str = ""


class Group(Record, frozen=True, kw_only=True):
    """A row of `dictionaries/groups.tsv`: three letters of an actor's code."""

    part: str
    group: str
    value: str = ""
    means: str = ""


class Codes:
    """Looks codes up; a code without meaning here raises `DataError` with the reason.

    >>> codes = Codes.load()
    >>> codes.actor("SDNREB", "REBELS").code, codes.actor("IGOUNO", "UN").code, codes.actor("ROMGOV", "").code
    ('SDN:REB', 'IGO:UN', 'ROU')
    >>> codes.event("1711").event, codes.event("---").event
    ('COERCE', '-')
    """

    def __init__(self, groups: Mapping[str, Mapping[str, str]], events: Mapping[str, EventCode], codebook: Codebook) -> None:
        self._countries = groups["country"]
        self._regions = groups["region"]
        self._sectors = groups["sector"]
        self._secondary = groups["secondary"]
        self._organisations = groups["organisation"]
        self._means = groups["means"]
        self._events = events
        self._codebook = codebook

    @classmethod
    def load(cls) -> "Codes":
        """Read the tables of `data/dictionaries`.

        Raises:
            DataError: A row uses an unknown type, mode or sector.
        """
        codebook = Codebook.load()
        groups: dict[str, dict[str, str]] = defaultdict(dict)
        for row in rows(data_file("dictionaries/groups.tsv"), Group):
            groups[row.part][row.group] = row.value
            groups["means"][row.group] = row.means
            if row.part == "sector":
                codebook.check_sector(row.value)
        for path in (data_folder() / "actors" / "states").iterdir():
            code = path.name.removesuffix(".toml")
            groups["country"][code] = code
        events = {row.code: row for row in rows(data_file("dictionaries/events.tsv"), EventCode)}
        for event in events.values():
            if event.event != NO_EVENT:
                codebook.check(event.event, event.mode)
        return cls(groups, events, codebook)

    def actor(self, text: str, name: str) -> FlatCode:
        """The flat code of an actor's code.

        Args:
            text: Groups of three letters (`USAGOVMIL`, `IGOUNO`), or one of our own flat codes.
            name: What the actor is called: the code of a body whose own code does not name it.

        Raises:
            DataError: It has no flat code.
        """
        code = text.upper()
        if _FLAT.fullmatch(code):
            return self._flat(code)
        first, *rest = groups_of(code)
        if first in _SCHEMES:
            return self._body(first, rest, name)
        if first in self._countries:
            return self._of_state(self._countries[first], rest)
        if first in self._organisations:
            return FlatCode(code=self._organisations[first])
        return self._without_state(first)

    def sector(self, groups: Sequence[str]) -> str:
        """The sector of role codes: that of the first one that has any.

        Raises:
            DataError: None has one.
        """
        found = next((self._sectors[group] for group in groups if group in self._sectors), None)
        if found is None:
            msg = f"{''.join(groups)} names no role that has a PLOVER sector"
            raise DataError(msg)
        return found

    def is_event(self, text: str) -> bool:
        """Whether a code is one of events."""
        try:
            self.event(text)
        except DataError:
            return False
        return True

    def event(self, text: str) -> EventCode:
        """The PLOVER type of a code: digits of CAMEO, a type with or without mode, or dashes for no event.

        Raises:
            DataError: There is no such code.
        """
        if _NULL.fullmatch(text):
            return EventCode(code=text, event=NO_EVENT)
        if _NUMBER.fullmatch(text):
            found = next((self._events[text[:size]] for size in (4, 3, 2) if text[:size] in self._events), None)
            if found is not None:
                return found
        elif match := _NAMED.fullmatch(text):
            return self._by_name(match["name"].upper(), (match["mode"] or "").lower())
        msg = f"{text!r} is neither a CAMEO code nor a PLOVER type"
        raise DataError(msg)

    def _by_name(self, name: str, mode: str) -> EventCode:
        known = self._events.get(name) or EventCode(code=name, event=name)
        self._codebook.check(known.event, mode or known.mode)
        return msgspec.structs.replace(known, mode=mode) if mode else known

    def _flat(self, code: str) -> FlatCode:
        home, _, sector = code.partition(":")
        if home in _SCHEMES:
            return FlatCode(code=code)
        if home not in self._countries or sector not in TABLES:
            msg = f"{code} is no state with a PLOVER sector"
            raise DataError(msg)
        return _flat_code(self._countries[home], sector)

    def _of_state(self, state: str, rest: Sequence[str]) -> FlatCode:
        return _flat_code(state, self.sector(rest)) if rest else FlatCode(code=state)

    def _body(self, scheme: str, rest: Sequence[str], name: str) -> FlatCode:
        known = next((self._organisations[group] for group in reversed(rest) if group in self._organisations), None)
        if known is not None:
            return FlatCode(code=known)
        tables = (self._regions, self._sectors, self._secondary, self._countries)
        own = [group for group in rest if not any(group in table for table in tables)]
        key = own[-1] if own else _key(name)
        if not key:
            msg = f"{scheme} names no body"
            raise DataError(msg)
        return FlatCode(code=f"{scheme}:{key}")

    def _without_state(self, first: str) -> FlatCode:
        sector = self._sectors.get(first, "")
        if first == _UNKNOWN or sector in _STATELESS:
            return FlatCode(code=_UNKNOWN, sector=sector or _UNKNOWN)
        if first in self._regions:
            msg = f"{first} is a region ({self._means[first]}), which is no actor"
        elif sector or first in self._secondary:
            msg = f"{first} is a role without a state ({self._means[first]})"
        else:
            msg = f"{first} is no known country, organisation or role"
        raise DataError(msg)


def groups_of(code: str) -> list[str]:
    """A code in its groups of three letters.

    Raises:
        DataError: It is not made of them.
    """
    if not code or len(code) % _GROUP or not code.isascii() or not code.isalnum():
        msg = f"{code!r} is not made of groups of three letters"
        raise DataError(msg)
    return [code[i : i + _GROUP] for i in range(0, len(code), _GROUP)]


def day(text: str) -> dt.date:
    """A date written `yymmdd` or `yyyymmdd`.

    >>> day("930120"), day("20010120"), day("290101").year, day("300101").year
    (datetime.date(1993, 1, 20), datetime.date(2001, 1, 20), 2029, 1930)

    Raises:
        DataError: It is none.
    """
    digits = text if len(text) != _SHORT else f"{'20' if int(text[:2]) < _PIVOT else '19'}{text}"
    if len(digits) != _LONG:
        msg = f"{text!r} is no date: write yymmdd or yyyymmdd"
        raise DataError(msg)
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError as error:
        msg = f"{text!r} is no day of the calendar"
        raise DataError(msg) from error


def is_plain_state(flat: FlatCode) -> bool:
    """Whether it is a state and nothing more."""
    return bool(ISO3.fullmatch(flat.code)) and not flat.sector and flat.code != _UNKNOWN


def _flat_code(state: str, sector: str) -> FlatCode:
    return FlatCode(code=state if TABLES[sector].is_state else f"{state}:{sector}", sector=sector)


def _key(name: str) -> str:
    """A name as a code: letters and digits alone."""
    plain = unicodedata.normalize("NFKD", name.upper())
    return "".join(char for char in plain if char.isascii() and char.isalnum())
