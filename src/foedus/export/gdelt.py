"""GDELT's event table, version 2.0: 61 columns, tab-separated, without a header, as its readers expect."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, product
from typing import BinaryIO

from foedus.export.cameo import Cameo
from foedus.export.deeds import day_of, events_among, name_of, period_of
from foedus.export.flat import CodedClaim
from foedus.export.tabbed import Cell, write_lines
from foedus.lexicon.codebook import Codebook
from foedus.lexicon.display import DisplayNames
from foedus.model.event import Event, Party
from foedus.model.mention import PlaceMention
from foedus.model.period import Period
from foedus.model.record import identify
from foedus.model.text import Document

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code"
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{number}{part}" for number, part in product((1, 2), _ACTOR)),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{place}Geo_{part}" for place, part in product(("Actor1", "Actor2", "Action"), _GEO)),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
_NO_ACTOR: list[Cell] = [None] * len(_ACTOR)
_NO_PLACE: list[Cell] = [None] * len(_GEO)
# GDELT's kinds of places: in the United States, elsewhere
_KINDS = {"country": (1, 1), "province": (2, 5), "settlement": (3, 4), "site": (3, 4)}
# 60 bits: GDELT's readers take the number for a signed 64-bit integer
_DIGITS = 15

Pair = tuple[Party | None, Party | None]


def write(records: Iterable[CodedClaim], target: BinaryIO) -> None:
    """Write one line a pair of parties of each claim that tells of an event; what is not known is empty.

    Claims whose deed has not taken place, or is denied, are left out with a warning.
    """
    rows = _Rows(Cameo.load(), DisplayNames.load().name_of)
    told = events_among(records, Codebook.load(), "gdelt")
    write_lines((row for coded in told for row in rows.rows(coded)), target)


def pairs(event: Event) -> list[Pair]:
    """Who acts upon whom, as pairs: each actor with each recipient; parties of a reciprocal deed each with the next ones."""
    actors, recipients = _distinct(event.actors), _distinct(event.recipients)
    if recipients:
        givers: list[Party | None] = [*actors] or [None]
        return list(product(givers, recipients))
    found: list[Pair] = list(combinations(actors, 2))
    return found or [(actors[0] if actors else None, None)]


def _distinct(parties: Sequence[Party]) -> list[Party]:
    """Parties by code, the first of each."""
    found: dict[str, Party] = {}
    for party in parties:
        found.setdefault(party.actor.code, party)
    return list(found.values())


class _Rows:
    def __init__(self, cameo: Cameo, display: Callable[[str], str]) -> None:
        self._cameo = cameo
        self._display = display

    def rows(self, coded: CodedClaim) -> Iterator[list[Cell]]:
        event, document = coded.claim.event, coded.document
        code = self._cameo.event(event.type, event.mode)
        rest: list[Cell] = [
            int(coded.claim.evidence[0].start < _lead(document)),
            code.code,
            code.code,
            code.root,
            code.quad_class,
            code.goldstein,
            1,
            1,
            1,
            None,
            *_NO_PLACE,
            *_NO_PLACE,
            *self._place(event.place),
            f"{document.origin.retrieved:%Y%m%d%H%M%S}" if document.origin.retrieved else None,
            document.origin.url or document.name,
        ]
        for first, second in pairs(event):
            yield [_number(coded, first, second), *_dates(event), *self._actor(first), *self._actor(second), *rest]

    def _actor(self, party: Party | None) -> list[Cell]:
        if party is None:
            return _NO_ACTOR
        found = self._cameo.actor(party.actor)
        name = name_of(party.actor, self._display).upper()
        return [found.code, name, found.country, found.group, None, None, None, found.type, None, None]

    def _place(self, place: PlaceMention | None) -> list[Cell]:
        if place is None or place.precision == "unresolved":
            return _NO_PLACE
        kind = _KINDS.get(place.precision, (None, None))[place.country != "USA"]
        return [kind, place.text, self._cameo.fips(place.country), None, None, place.latitude, place.longitude, None]


def _number(coded: CodedClaim, first: Party | None, second: Party | None) -> int:
    """A number of this claim and pair that a rerun gives again."""
    codes = [party.actor.code if party else "" for party in (first, second)]
    return int(identify("g", coded.claim.id, *codes).partition("-")[2][:_DIGITS], 16)


def _lead(document: Document) -> int:
    """Where the first paragraph ends."""
    end = document.text.find("\n\n")
    return len(document.text) if end < 0 else end


def _dates(event: Event) -> list[Cell]:
    """Day, month, year and fraction, each only if the period lies within it."""
    period, day = period_of(event.date), day_of(event.date)
    return [
        f"{day.start:%Y%m%d}" if day else None,
        _within(period, "%Y%m"),
        _within(period, "%Y"),
        f"{day.start.year + _fraction(day.start):.4f}" if day else None,
    ]


def _within(period: Period | None, unit: str) -> str | None:
    if period is None:
        return None
    first, last = (date.strftime(unit) for date in (period.start, period.end - dt.timedelta(days=1)))
    return first if first == last else None


def _fraction(day: dt.date) -> float:
    """GDELT's share of the year that is over, which counts 30 days a month."""
    return ((day.month - 1) * 30 + day.day) / 365
