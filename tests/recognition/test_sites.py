"""Sites in names and addresses, under the ids that places of claims have."""

import pytest

from foedus.model.mention import PlaceMention, TokenRange
from foedus.recognition.gazetteer import Gazetteer
from foedus.recognition.sites import Sites

ZONE = "site:RUS:alabuga special economic zone"
NOWHERE = TokenRange(sentence=0, first=0, last=1, head=0)


@pytest.fixture(scope="module")
def sites() -> Sites:
    """With the packaged gazetteer."""
    return Sites(Gazetteer.load())


@pytest.mark.parametrize(
    ("text", "countries", "found"),
    [
        ("JSC SEZ PPT Alabuga", ("RUS",), [(ZONE, "Alabuga", False)]),
        ("Sh-2 Street 4/1, Alabuga Special Economic Zone, Yelabuga", (), [(ZONE, "Alabuga Special Economic Zone", False)]),
        ("the Alabuga special economic zone", (), [(ZONE, "the Alabuga special economic zone", True)]),
        ("Alabuga, Nowhere", ("FRA",), []),
        ("Tverskaya 1, Moscow, Russia", (), []),
        ("", (), []),
    ],
)
def test_sites_are_found_in_words(sites: Sites, text: str, countries: tuple[str, ...], found: list[tuple[str, str, bool]]) -> None:
    """Not cities, and not in another country."""
    assert list(sites(text, countries)) == found


def test_the_name_of_a_place_may_be_of_any_kind(sites: Sites) -> None:
    """Where a list names a place itself; one that several places bear is nobody's."""
    assert list(sites("Tatarstan", ("RUS",), of_place=True))
    assert not list(sites("Tatarstan", ("RUS",)))
    assert not list(sites("San José", (), of_place=True))


def test_a_place_of_a_claim_has_the_same_id(sites: Sites) -> None:
    """By GeoNames where it has a number, by our tables where not, and none where it was not resolved."""
    zone = PlaceMention(
        words=NOWHERE, start=0, end=1, text="the Alabuga special economic zone", country="RUS", latitude=55.8, longitude=52.0
    )
    city = PlaceMention(words=NOWHERE, start=0, end=1, text="Pyongyang", country="PRK", latitude=39.0, longitude=125.8, geonames=1871859)
    unknown = PlaceMention(words=NOWHERE, start=0, end=1, text="the Alabuga plant")
    assert [sites.of_mention(place) for place in (zone, city, unknown)] == [(ZONE,), ("gn:1871859",), ()]
