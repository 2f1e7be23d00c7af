"""Names of places to features: the packaged database of settlements and the tables beside it."""

import math
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from importlib import resources
from importlib.resources.abc import Traversable

from foedus.errors import DataError
from foedus.lexicon.kept import Kept
from foedus.lexicon.tables import data_folder, rows
from foedus.lexicon.territories import CountryRow
from foedus.model.record import Record
from foedus.recognition.toponyms import fold, triples

SITE, REGION, COUNTRY, PROVINCE, CAPITAL, SETTLEMENT = "site", "region", "country", "province", "capital", "settlement"


class Feature(Record, frozen=True, kw_only=True):
    """A place on the map.

    Attributes:
        name: Its usual name.
        kind: `country`, `capital`, `province`, `settlement`, `region` or `site`.
        type: What kind of region or site, such as `strait` or `air base`.
        country: ISO 3166 alpha-3, none for what lies in no single country.
        admin1: GeoNames code of its first-level division.
        latitude: Degrees, WGS 84.
        longitude: Degrees, WGS 84.
        population: Inhabitants of a settlement, 0 if unknown.
        geonames: GeoNames id, none if unknown.
    """

    name: str
    kind: str
    type: str = ""
    country: str | None = None
    admin1: str = ""
    latitude: float
    longitude: float
    population: int = 0
    geonames: int | None = None


class Named(Record, frozen=True, kw_only=True):
    """A feature under one of its names; `alternate` if that is not its usual one."""

    feature: Feature
    alternate: bool = False


class ProvinceRow(Record, frozen=True, kw_only=True):
    """A row of `provinces.tsv`."""

    country: str
    name: str
    aliases: str = ""
    admin1: str = ""
    latitude: float
    longitude: float


class RegionRow(Record, frozen=True, kw_only=True):
    """A row of `regions.tsv`."""

    name: str
    aliases: str = ""
    type: str
    country: str | None = None
    latitude: float
    longitude: float


class SettlementRow(Record, frozen=True, kw_only=True):
    """A row of `settlements.tsv`."""

    country: str
    name: str
    aliases: str = ""
    latitude: float
    longitude: float
    population: int


class SiteRow(Record, frozen=True, kw_only=True):
    """A row of `sites.tsv`."""

    name: str
    aliases: str = ""
    type: str
    latitude: float
    longitude: float
    radius_km: float
    parent: str = ""
    country: str | None = None
    source: str


# Kinds of letter triples in the database, and what is added to each count.
_GRAMS = 11_000
_SMOOTHING = 0.5
# Head nouns that a table's full name may end in and a text may leave out or put in front.
_DIVISIONS = ("Oblast", "Krai", "Prefecture", "Province", "Region", "Governorate", "County", "State", "Department", "Division")
_REGION_ONLY = frozenset({"Oblast", "Krai"})


class Tables:
    """Countries, provinces, regions, sites and some settlements by key, and the adjectives of countries.

    Attributes:
        by_key: Features under each key.
        adjectives: Country code of each adjective and word for its people.
        states: The parent state of each dependent territory.
    """

    def __init__(self) -> None:
        self.by_key: dict[str, tuple[Named, ...]] = {}
        self.adjectives: dict[str, str] = {}
        self.longest: dict[str, int] = {}
        self.states: dict[str, str] = {}

    @classmethod
    def load(cls, folder: Traversable) -> "Tables":
        """Read the tables of a folder.

        Raises:
            DataError: A row cannot be read.
        """
        tables = cls()
        for row in rows(folder / "countries.tsv", CountryRow):
            tables._country(row)
        for province in rows(folder / "provinces.tsv", ProvinceRow):
            tables._province(province)
        for region in rows(folder / "regions.tsv", RegionRow):
            tables._add(
                Feature(
                    name=region.name,
                    kind=REGION,
                    type=region.type,
                    country=region.country,
                    latitude=region.latitude,
                    longitude=region.longitude,
                ),
                region.aliases,
            )
        for site in rows(folder / "sites.tsv", SiteRow):
            tables._add(
                Feature(name=site.name, kind=SITE, type=site.type, country=site.country, latitude=site.latitude, longitude=site.longitude),
                site.aliases,
            )
        for settlement in rows(folder / "settlements.tsv", SettlementRow):
            tables._settlement(settlement)
        return tables

    def _country(self, row: CountryRow) -> None:
        feature = Feature(
            name=row.name, kind=COUNTRY, country=row.country, latitude=row.latitude, longitude=row.longitude, geonames=row.geonames
        )
        self._add(feature, row.aliases)
        if row.state:
            self.states[row.country] = row.state
        for adjective in _split(row.adjectives):
            self.adjectives.setdefault(adjective, row.country)
            if adjective.endswith(("n", "i", "k", "c", "b", "t")):
                self.adjectives.setdefault(f"{adjective}s", row.country)

    def _province(self, row: ProvinceRow) -> None:
        feature = Feature(
            name=row.name, kind=PROVINCE, country=row.country, admin1=row.admin1, latitude=row.latitude, longitude=row.longitude
        )
        self._add(feature, row.aliases)
        for name in (row.name, *_split(row.aliases)):
            stem, _, last = name.rpartition(" ")
            if stem and last in _DIVISIONS:
                self._put(fold(stem), feature, alternate=True)
                if last in _REGION_ONLY:
                    self._put(fold(f"{stem} region"), feature, alternate=False)
            else:
                for division in ("province", "region", "state", "governorate"):
                    self._put(fold(f"{name} {division}"), feature, alternate=False)

    def _settlement(self, row: SettlementRow) -> None:
        feature = Feature(
            name=row.name,
            kind=SETTLEMENT,
            country=row.country,
            population=row.population,
            latitude=row.latitude,
            longitude=row.longitude,
        )
        self._add(feature, row.aliases)

    def _add(self, feature: Feature, aliases: str) -> None:
        self._put(fold(feature.name), feature, alternate=False)
        for alias in _split(aliases):
            self._put(fold(alias), feature, alternate=False)

    def _put(self, key: str, feature: Feature, *, alternate: bool) -> None:
        known = self.by_key.get(key, ())
        if all(named.feature != feature for named in known):
            self.by_key[key] = (*known, Named(feature=feature, alternate=alternate))
        words = key.split()
        self.longest[words[0]] = max(len(words), self.longest.get(words[0], 0))


def _split(cell: str) -> Iterator[str]:
    return (part for part in cell.split("|") if part)


class Gazetteer:
    """All names of places; lookups are kept, and safe from several threads.

    Args:
        database: An open connection to `gazetteer.sqlite`, to be used by this object alone.
        tables: The tables beside it.

    >>> places = Gazetteer.load()
    >>> [named.feature.country for named in places.find("tajikistan")]
    ['TJK']
    """

    def __init__(self, database: sqlite3.Connection, tables: Tables) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._tables = tables
        self._find_kept = Kept(self._find)
        self._longest_kept = Kept(self._longest)
        self._shape = Kept(self._shape_of)
        self.adjectives = tables.adjectives
        self.capitals: dict[str, Feature] = {
            feature.country: feature for feature in self._select("WHERE class = 'capital'", ()) if feature.country
        }

    @classmethod
    def load(cls, folder: Traversable | None = None) -> "Gazetteer":
        """Open the packaged database, read only, and read the tables.

        Args:
            folder: A folder like the packaged `data/places`.

        Raises:
            DataError: A file is missing or is not what it should be.
        """
        folder = data_folder() / "places" if folder is None else folder
        with ExitStack() as files:
            # The file stays open in SQLite after this block, also where it was unpacked for it.
            path = files.enter_context(resources.as_file(folder / "gazetteer.sqlite"))
            try:
                database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
                database.execute("SELECT 1 FROM name LIMIT 1")
            except sqlite3.Error as error:
                msg = f"{path}: {error}; reinstall foedus or build it with training/gazetteer/build.py"
                raise DataError(msg) from error
        return cls(database, Tables.load(folder))

    def state(self, country: str | None) -> str | None:
        """The state that a country or territory counts as: a dependent territory counts as its parent."""
        return self._tables.states.get(country, country) if country else None

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def find(self, key: str) -> tuple[Named, ...]:
        """All features of exactly this key (see `fold`), those of the tables first."""
        return self._find_kept(key)

    def _find(self, key: str) -> tuple[Named, ...]:
        return (*self._tables.by_key.get(key, ()), *self._settlements(key))

    def names_country(self, key: str) -> bool:
        """Whether the key is that of a country."""
        return any(named.feature.kind == COUNTRY for named in self._tables.by_key.get(key, ()))

    def tabled(self, key: str) -> bool:
        """Whether the key is that of a country, province, region or site of the tables."""
        return key in self._tables.by_key

    def site_keys(self) -> frozenset[str]:
        """The keys under which there are sites."""
        return frozenset(key for key, named in self._tables.by_key.items() if any(item.feature.kind == SITE for item in named))

    def longest(self, word: str) -> int:
        """How many words the longest name has that begins with this folded word; at least 1."""
        return self._longest_kept(word)

    def _longest(self, word: str) -> int:
        with self._lock:
            row = self._database.execute("SELECT longest FROM first WHERE word = ?", (word,)).fetchone()
        return max(row[0] if row else 1, self._tables.longest.get(word, 1))

    def likeness(self, key: str, country: str) -> float:
        """How much a name looks like the names of a country: summed log of the odds of its letter triples against chance."""
        grams = list(triples(key))
        size = self._count("", country) + _SMOOTHING * _GRAMS
        return sum(math.log((self._count(gram, country) + _SMOOTHING) * _GRAMS / size) for gram in grams)

    def _count(self, gram: str, country: str) -> int:
        """How often a triple of letters stands in names of a country, all triples together for an empty one."""
        _, told, rest = self._shape(gram).partition(f" {country}:")
        return int(rest.partition(" ")[0]) if told else 0

    def _shape_of(self, gram: str) -> str:
        """The counts of a triple by country, as text: thousands are kept, and are a tenth as large so."""
        with self._lock:
            row = self._database.execute("SELECT counts FROM shape WHERE gram = ?", (gram,)).fetchone()
        return "".join(f" {part[:3]}:{part[3:]}" for part in row[0].split()) if row else ""

    def _settlements(self, key: str) -> tuple[Named, ...]:
        query = (
            "SELECT f.id, f.name, f.lat, f.lon, f.cc, f.a1, f.population, f.class, n.kind "
            "FROM name n JOIN feature f ON f.id = n.id WHERE n.key = ? ORDER BY f.population DESC, f.id LIMIT 60"
        )
        with self._lock:
            found = self._database.execute(query, (key,)).fetchall()
        return tuple(Named(feature=_feature(row[:8]), alternate=row[8] != 0) for row in found)

    def _select(self, where: str, values: tuple[str, ...]) -> list[Feature]:
        query = f"SELECT id, name, lat, lon, cc, a1, population, class FROM feature {where}"  # noqa: S608  fixed texts only
        with self._lock:
            return [_feature(row) for row in self._database.execute(query, values).fetchall()]


def _feature(row: tuple[int, str, float, float, str, str, int, str]) -> Feature:
    return Feature(
        geonames=row[0], name=row[1], latitude=row[2], longitude=row[3], country=row[4], admin1=row[5], population=row[6], kind=row[7]
    )
