"""Places of findings, each once."""

from tests.desk.conftest import place

from foedus.desk.places import MOST_PLACES, Place, gathered_places
from foedus.model.mention import PlaceMention
from foedus.model.record import ClaimId, FindingId
from foedus.store.placing import PlacedClaim


def _placed(*told: tuple[str, PlaceMention]) -> list[PlacedClaim]:
    return [PlacedClaim(finding=FindingId(name), claim=ClaimId(f"c-{i}"), place=where) for i, (name, where) in enumerate(told)]


def _only(*told: tuple[str, PlaceMention]) -> Place:
    (found,) = gathered_places(_placed(*told)).places
    return found


def test_one_point_is_one_place_however_it_is_written() -> None:
    """Each finding counts once."""
    found = _only(("f-1", place("Bamako")), ("f-1", place("Bamako")), ("f-2", place("the capital", at=(12.651, -8.001))))
    assert found.words == ("Bamako", "the capital")
    assert found.findings == ("f-1", "f-2")
    assert found.point == (-8.0, 12.65)
    assert found.resolved == "Bamako (MLI, settlement)"


def test_a_country_is_an_area_and_has_no_point() -> None:
    """Though the gazetteer gives its middle."""
    found = _only(("f-1", place("Mali", "country")), ("f-2", place("the Malian republic", "country", at=None)))
    assert found.is_area
    assert found.point is None


def test_the_same_point_known_less_exactly_is_another_place() -> None:
    """A province is not the town in its middle."""
    found = gathered_places(_placed(("f-1", place("Bamako")), ("f-1", place("Bamako", "province"))))
    assert sorted(one.precision for one in found.places) == ["province", "settlement"]


def test_what_is_not_resolved_is_told_apart_by_its_words() -> None:
    """It has no point."""
    found = gathered_places(_placed(("f-1", place("the plant", "container", at=None)), ("f-1", place("the depot", "container", at=None))))
    assert [one.point for one in found.places] == [None, None]


def test_the_places_of_fewest_findings_are_left_out_and_counted() -> None:
    """So that a page stays of one size."""
    many = [(f"f-{i}", place(f"Place {i}", at=(i / 100, 0.0))) for i in range(MOST_PLACES + 3)]
    found = gathered_places(_placed(*many, ("f-x", place("Place 7", at=(0.07, 0.0)))))
    assert (len(found.places), found.left_out) == (MOST_PLACES, 3)
    assert found.places[0].words == ("Place 7",)
    assert found.place(found.places[5].key) == found.places[5]
    assert found.place("p-unknown") is None
