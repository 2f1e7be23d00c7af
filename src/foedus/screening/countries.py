"""Countries as lists write them, by code or by name."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from foedus.lexicon.tables import data_file, rows
from foedus.lexicon.territories import CountryRow, alpha2_codes
from foedus.screening.keys import fold

# lists number several values in one field: `(1) Russia (2) Ukraine`
_NUMBERS = re.compile(r"\(\d+\)|[;|]")


@cache
def _codes() -> Mapping[str, str]:
    """Alpha-3 codes by folded name and lower case code."""
    found: dict[str, str] = {}
    for row in rows(data_file("places/countries.tsv"), CountryRow):
        for name in (row.name, *row.aliases.split("|"), *row.adjectives.split("|"), row.country):
            found.setdefault(_plain(name), row.country)
    found |= {two.lower(): three for three, two in alpha2_codes().items()}
    found.pop("", None)
    return MappingProxyType(found)


def _plain(name: str) -> str:
    return " ".join(word for word in fold(name).split() if word != "the")


def codes_of(text: str) -> Iterator[str]:
    """The alpha-3 codes that a field means; what is no country's name gives none.

    >>> list(codes_of("Korea, Democratic People's Republic of")), list(codes_of("(1) ru (2) nowhere"))
    (['PRK'], ['RUS'])
    """
    for part in map(str.strip, _NUMBERS.split(text)):
        last, comma, first = part.partition(", ")
        code = _codes().get(_plain(part)) or (_codes().get(_plain(f"{first} {last}")) if comma else None)
        if code:
            yield code
