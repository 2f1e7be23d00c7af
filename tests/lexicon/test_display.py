"""Codes as an analyst would write them."""

import pytest

from foedus.lexicon.codebook import Codebook
from foedus.lexicon.display import DisplayNames


@pytest.fixture(scope="module")
def display() -> DisplayNames:
    """The shipped names."""
    return DisplayNames.load()


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("PRK", "North Korea"),
        ("IGO:UN", "United Nations"),
        ("UNK", "unidentified actors"),
        ("UNK:REB", "unidentified actors"),
        ("XQZ", "XQZ"),
        ("IGO:NOSUCH", "NOSUCH"),
        ("NGO:", "NGO"),
        ("SDN:XYZ", "XYZ of Sudan"),
    ],
)
def test_names_of_codes(display: DisplayNames, code: str, name: str) -> None:
    """A code that no table knows stands for itself."""
    assert display.name_of(code) == name


def test_every_sector_has_words(display: DisplayNames) -> None:
    """Domestic actors are named by sector and state, never by code."""
    for sector in Codebook.load().sectors:
        words, of, state = display.name_of(f"SDN:{sector}").rpartition(" of ")
        assert (of, state) == (" of ", "Sudan")
        assert words
        assert words != sector


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("USA", "the United States"),
        ("USA:CVL", "civilians of the United States"),
        ("PRK", "North Korea"),
        ("NLD", "the Netherlands"),
        ("CAF", "the Central African Republic"),
        ("PNG", "Papua New Guinea"),
        ("IGO:UN", "the United Nations"),
        ("IGO:NATO", "NATO"),
        ("UNK", "unidentified actors"),
    ],
)
def test_names_inside_a_sentence_have_their_article(display: DisplayNames, code: str, told: str) -> None:
    """States and bodies that are called with `the`, and no others."""
    assert display.in_text(code) == told
