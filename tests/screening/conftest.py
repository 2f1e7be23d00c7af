"""Lists loaded without a gazetteer or table of actors: stand-ins for both."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from tests.screening.synthetic import LISTS

from foedus.screening.loading import Loaded, Stated, load

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
ZONE = "site:RUS:alabuga special economic zone"
WORDS = "Alabuga Special Economic Zone"

Load = Callable[..., Loaded]


def sites(text: str, countries: Sequence[str], *, of_place: bool = False) -> Iterator[tuple[str, str, bool]]:
    """A gazetteer of one zone."""
    del countries, of_place
    if WORDS in text:
        yield ZONE, WORDS, text == WORDS


def nobody(_name: str, _countries: Sequence[str]) -> str:
    """A table without office-holders."""
    return ""


def load_file(path: Path, **stated: object) -> Loaded:
    """Load a file with the stand-ins."""
    return load(path, sites, nobody, now=NOW, stated=Stated(**stated))  # type: ignore[arg-type]  # fields of it


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[[str], Loaded]:
    """The synthetic list of a form, loaded."""
    return lambda form: load_file(LISTS[form](tmp_path))
