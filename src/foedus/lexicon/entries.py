"""Rows of the table of actors as entries: one actor, in one stretch of time."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum

from foedus.errors import DataError
from foedus.model.record import Record


class Strength(StrEnum):
    """How much a name says by itself."""

    STRONG = "strong"
    WEAK = "weak"


class Kind(StrEnum):
    """What a name names."""

    STATE = "state"
    CAPITAL = "capital"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    INSTITUTION = "institution"
    FORCE = "force"
    AGENCY = "agency"
    PARTY = "party"
    GROUP = "group"
    FIRM = "firm"
    CHURCH = "church"
    OUTLET = "outlet"
    PERSON = "person"
    IGO = "igo"
    NGO = "ngo"
    IMG = "img"


class Entry(Record, frozen=True, kw_only=True, gc=False):
    """What one name means, in one stretch of time.

    Attributes:
        entity: `state:PRK`, `org:PRK/rgb`, `person:PRK/kim-jong-un`, `igo:UN`, `igo:UN/security-council`, `ngo:ICRC`.
        code: Flat code while the entry holds.
        sector: PLOVER sector, empty for a plain state or organisation.
        kind: What is named.
        name: The entity's usual name.
        strength: Weak names need support from the text around.
        office: What a person is or was, empty for others.
        since: First day on which this holds, none if open.
        until: Last day, none if open.
        source: File and line of a loaded dictionary; empty for our own tables.
    """

    entity: str
    code: str
    sector: str = ""
    kind: Kind
    name: str
    strength: Strength = Strength.STRONG
    office: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    source: str = ""

    @property
    def is_weak(self) -> bool:
        """Whether the name alone does not settle it."""
        return self.strength is Strength.WEAK

    def holds(self, on: dt.date | None) -> bool:
        """Whether this is so on a day; without a day, whether it was still so when the table was written."""
        if on is None:
            return self.until is None
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)

    def code_on(self, on: dt.date | None) -> str:
        """The flat code on a day: somebody out of office is one of the state's former officials (`ISO3:ELI`).

        Somebody who never served a state is `UNK` out of office.

        >>> bush = Entry(entity="person:USA/b", code="USA", sector="GOV", kind=Kind.PERSON, name="B", until=dt.date(2009, 1, 20))
        >>> bush.code_on(dt.date(2005, 1, 1)), bush.code_on(dt.date(2015, 1, 1))
        ('USA', 'USA:ELI')
        """
        if self.kind is not Kind.PERSON or self.holds(on):
            return self.code
        home = self.entity.partition(":")[2].partition("/")[0]
        return f"{home}:ELI" if ISO3.fullmatch(home) else "UNK"

    def sector_on(self, on: dt.date | None) -> str:
        """The sector on a day, `ELI` for somebody out of office."""
        return self.sector if self.kind is not Kind.PERSON or self.holds(on) else "ELI"


class Table(Record, frozen=True, kw_only=True):
    """What the rows of one table of a state's file have in common.

    Attributes:
        sector: PLOVER sector.
        kind: What is named.
        is_state: Whether the flat code is the bare state's.
    """

    sector: str
    kind: Kind
    is_state: bool = False


TABLES: Mapping[str, Table] = {
    "GOV": Table(sector="GOV", kind=Kind.INSTITUTION, is_state=True),
    "MIL": Table(sector="MIL", kind=Kind.FORCE, is_state=True),
    "COP": Table(sector="COP", kind=Kind.FORCE, is_state=True),
    "SPY": Table(sector="SPY", kind=Kind.AGENCY, is_state=True),
    "LEG": Table(sector="LEG", kind=Kind.INSTITUTION),
    "JUD": Table(sector="JUD", kind=Kind.INSTITUTION),
    "PTY": Table(sector="PTY", kind=Kind.PARTY),
    "OPP": Table(sector="OPP", kind=Kind.PARTY),
    "REB": Table(sector="REB", kind=Kind.GROUP),
    "PRM": Table(sector="PRM", kind=Kind.GROUP),
    "CRM": Table(sector="CRM", kind=Kind.GROUP),
    "UAF": Table(sector="UAF", kind=Kind.GROUP),
    "CVL": Table(sector="CVL", kind=Kind.GROUP),
    "REF": Table(sector="REF", kind=Kind.GROUP),
    "SOC": Table(sector="SOC", kind=Kind.GROUP),
    "LAB": Table(sector="LAB", kind=Kind.GROUP),
    "AGR": Table(sector="AGR", kind=Kind.GROUP),
    "EDU": Table(sector="EDU", kind=Kind.INSTITUTION),
    "MED": Table(sector="MED", kind=Kind.INSTITUTION),
    "REL": Table(sector="REL", kind=Kind.CHURCH),
    "JRN": Table(sector="JRN", kind=Kind.OUTLET),
    "BUS": Table(sector="BUS", kind=Kind.FIRM),
    "ELI": Table(sector="ELI", kind=Kind.PERSON),
    "state_firms": Table(sector="BUS", kind=Kind.FIRM, is_state=True),
    "regions": Table(sector="GOV", kind=Kind.INSTITUTION),
    "provinces": Table(sector="GOV", kind=Kind.STATE),
    "breakaways": Table(sector="REB", kind=Kind.STATE),
    "territories": Table(sector="", kind=Kind.STATE, is_state=True),
    "persons": Table(sector="GOV", kind=Kind.PERSON, is_state=True),
}
ISO3 = re.compile(r"[A-Z]{3}")
_CODE = re.compile(r"(?:IGO|IMG|NGO|MNC):[A-Z0-9]+|[A-Z]{3}(?::[A-Z]{3})?")
_TERM = re.compile(r"(?P<head>.*?)\s*(?:(?P<since>[\d-]*)\.\.(?P<until>[\d-]*))?")
_FIRST_MONTH, _LAST_MONTH = 1, 12
_YEAR_ONLY, _YEAR_AND_MONTH = 1, 2


def weakened(entry: Entry) -> Entry:
    """The entry under a weak name."""
    return Entry(
        entity=entry.entity,
        code=entry.code,
        sector=entry.sector,
        kind=entry.kind,
        name=entry.name,
        strength=Strength.WEAK,
        office=entry.office,
        since=entry.since,
        until=entry.until,
    )


def terms(row: str, base: Entry, place: str) -> tuple[str, list[Entry]]:
    """Take a row apart: `Name; alias; ~weak alias | office since..until | office since..until`.

    Args:
        row: The row.
        base: What the table says of all its rows.
        place: File and key, for errors.

    Returns:
        The names, still in one text, and one entry for each term, in the given order.

    Raises:
        DataError: A term cannot be read.
    """
    names, *rest = row.split("|")
    name = names.partition(";")[0].strip().removeprefix("~")
    return names, [_term(text.strip(), base, name, place) for text in rest or [""]]


def listed(names: str, place: str) -> Iterator[tuple[str, bool]]:
    """The names of a row, each with whether it is weak.

    Raises:
        DataError: A name is empty or given twice.
    """
    seen: set[str] = set()
    for part in names.split(";"):
        name = part.strip()
        bare = name.removeprefix("~")
        if not bare or bare in seen:
            msg = f"{place}: name {bare!r} is empty or given twice"
            raise DataError(msg)
        seen.add(bare)
        yield bare, bare != name


def _term(text: str, base: Entry, name: str, place: str) -> Entry:
    """One term: `[sector or code] [office] [since..until]`."""
    match = _TERM.fullmatch(text)
    if match is None:
        msg = f"{place}: {text!r} is no term; write `office 2001-01-20..2009-01-20`"
        raise DataError(msg)
    since, until = _date(match["since"], _FIRST_MONTH, place), _date(match["until"], _LAST_MONTH, place)
    if since and until and since > until:
        msg = f"{place}: {text!r} ends before it begins"
        raise DataError(msg)
    code, sector, office = _served(match["head"], base)
    return Entry(entity=base.entity, code=code, sector=sector, kind=base.kind, name=name, office=office, since=since, until=until)


def _served(head: str, base: Entry) -> tuple[str, str, str]:
    """Code, sector and office; a leading sector or code takes the place of the table's."""
    first, _, office = head.partition(" ")
    if first in TABLES:
        home = base.code.partition(":")[0]
        return (home if TABLES[first].is_state else f"{home}:{first}"), first, office
    if _CODE.fullmatch(first):
        scheme, _, sector = first.partition(":")
        return first, sector if ISO3.fullmatch(scheme) and sector in TABLES else base.sector, office
    return base.code, base.sector, head


def _date(text: str | None, month: int, place: str) -> dt.date | None:
    """A day; a year or a month alone stands for its first or last day."""
    if not text:
        return None
    parts = text.split("-")
    try:
        if len(parts) == _YEAR_ONLY:
            return dt.date(int(text), month, 1 if month == _FIRST_MONTH else 31)
        if len(parts) == _YEAR_AND_MONTH:
            first = dt.date.fromisoformat(f"{text}-01")
            return first if month == _FIRST_MONTH else (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        return dt.date.fromisoformat(text)
    except ValueError as error:
        msg = f"{place}: {text!r} is no date; write 2001-01-20, 2001-01 or 2001"
        raise DataError(msg) from error
