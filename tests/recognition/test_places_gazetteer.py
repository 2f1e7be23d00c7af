"""The packaged gazetteer is whole, and answers from any thread."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from foedus.errors import DataError
from foedus.lexicon.kept import MOST_KEPT
from foedus.lexicon.names import Names
from foedus.lexicon.tables import data_folder
from foedus.recognition.gazetteer import Gazetteer, Tables
from foedus.recognition.spotting import Spotter
from foedus.recognition.toponyms import fold

_LARGEST_BYTES = 22_000_000


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    """The packaged one."""
    opened = Gazetteer.load()
    yield opened
    opened.close()


def test_the_database_stays_small() -> None:
    """The package is to stay light."""
    assert Path(str(data_folder() / "places" / "gazetteer.sqlite")).stat().st_size < _LARGEST_BYTES


@pytest.mark.parametrize(
    ("name", "country"), [("Kiev", "UKR"), ("Kyiv", "UKR"), ("N'Djamena", "TCD"), ("São Paulo", "BRA"), ("The Hague", "NLD")]
)
def test_settlements_are_found_under_their_spellings(gazetteer: Gazetteer, name: str, country: str) -> None:
    """Accents, apostrophes and articles do not matter."""
    assert gazetteer.find(fold(name))[0].feature.country == country


def test_countries_come_from_the_tables(gazetteer: Gazetteer) -> None:
    """A country's row stands before settlements of that name."""
    assert gazetteer.find("georgia")[0].feature.kind == "country"
    assert gazetteer.names_country("georgia")


def test_each_country_has_one_capital_at_most(gazetteer: Gazetteer) -> None:
    """Namesakes of a capital are settlements."""
    assert gazetteer.capitals["FRA"].name == "Paris"
    assert gazetteer.capitals["USA"].admin1 == "DC"


def test_a_territory_counts_as_its_state(gazetteer: Gazetteer) -> None:
    """Nouméa is in France for the codebook."""
    assert gazetteer.state("NCL") == "FRA"
    assert gazetteer.state("TJK") == "TJK"
    assert gazetteer.state(None) is None


def test_names_look_like_their_country(gazetteer: Gazetteer) -> None:
    """Letter triples tell an Icelandic name from a Cambodian one."""
    assert gazetteer.likeness("hafnarfjordur", "ISL") > gazetteer.likeness("hafnarfjordur", "KHM")


def test_threads_share_a_gazetteer(gazetteer: Gazetteer) -> None:
    """Lookups from several threads agree."""
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(gazetteer.find, ["lagos", "lima", "lyon", "leeds"] * 10))
    assert all(named for named in found)


def test_rows_of_the_tables_are_sorted_and_in_range() -> None:
    """What an analyst edits stays in order, and on the globe."""
    folder = data_folder() / "places"
    for name in ("countries.tsv", "provinces.tsv", "regions.tsv", "settlements.tsv", "sites.tsv", "nouns.tsv", "words.tsv"):
        lines = [line.split("\t") for line in (folder / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")][1:]
        assert lines == sorted(lines), name
    features = {named.feature for found in Tables.load(folder).by_key.values() for named in found}
    assert all(-90 <= feature.latitude <= 90 and -180 <= feature.longitude <= 180 for feature in features)
    assert sum(feature.kind == "site" for feature in features) >= 150


def test_a_missing_database_is_named(tmp_path: Path) -> None:
    """The message says which file, and what to do."""
    with pytest.raises(DataError, match=r"gazetteer\.sqlite"):
        Gazetteer.load(tmp_path)


@pytest.mark.slow
def test_what_is_kept_does_not_grow_with_the_text(gazetteer: Gazetteer) -> None:
    """However many different names are looked up, only the latest are kept."""
    for number in range(100_000):
        word = f"w{number:x}"
        gazetteer.find(word)
        gazetteer.longest(word)
        gazetteer.likeness(chr(0x3400 + number % 25_000) + word, "FRA")
    for kept in (gazetteer._find_kept, gazetteer._longest_kept, gazetteer._shape):
        assert len(kept) <= MOST_KEPT


@pytest.mark.slow
def test_folded_words_do_not_grow_with_the_text(gazetteer: Gazetteer) -> None:
    """However many different words are spotted, only the latest are kept."""
    spotter = Spotter(gazetteer, Names(), set[str]().__contains__, {})
    for number in range(100_000):
        spotter._key([f"Word{number}"], 0, 1)
    assert len(spotter._fold) <= MOST_KEPT
