"""Rows of the table of countries, and their two-letter codes for formats that want them."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from foedus.lexicon.tables import data_file, rows
from foedus.model.record import Record


class CountryRow(Record, frozen=True, kw_only=True):
    """A row of `places/countries.tsv`."""

    country: str
    name: str
    aliases: str = ""
    adjectives: str = ""
    state: str = ""
    latitude: float
    longitude: float
    geonames: int | None = None


class _Row(Record, frozen=True, kw_only=True):
    """A row of `places/alpha2.tsv`."""

    alpha3: str
    alpha2: str


@cache
def alpha2_codes() -> Mapping[str, str]:
    """ISO 3166-1 alpha-2 codes by alpha-3 code; `XK` for Kosovo (`KOS`).

    >>> alpha2_codes()["PRK"]
    'KP'
    """
    return MappingProxyType({line.alpha3: line.alpha2 for line in rows(data_file("places/alpha2.tsv"), _Row)})
