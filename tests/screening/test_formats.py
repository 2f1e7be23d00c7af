"""Each form of list gives the same firm, office-holder and vessel, with all that it says of them."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.screening.conftest import ZONE, load_file
from tests.screening.synthetic import ABBREVIATION, CYRILLIC, ENDED, FIRM, FORMER, FTM, HOLDER, HUGE, IMO, LISTS, VESSEL

from foedus.model.listing import EntryKind, ListEntry, NameKind, PlaceLink, Relation
from foedus.screening.keys import identifier_key, squeezed
from foedus.screening.loading import Loaded

Loading = Callable[[str], Loaded]
FORMS = tuple(LISTS)
# what a form cannot say
NO_OFFICES = {"targets.simple.csv"}
NO_WEAK = {"targets.simple.csv", "eu-fsf.csv"}
NO_CYRILLIC = {"ofac.csv"}
WITH_FORMER = {"ftm.json", "un.xml", "ofac.csv", "ofac-advanced.xml"}
WITH_VESSEL = {"targets.simple.csv", "ftm.json", "un.xml", "ofac.csv", "ofac-advanced.xml", "uk.xml", "uk.csv"}
LISTED = {"ftm.json", "un.xml", "ofac-advanced.xml", "eu-fsf.xml", "eu-fsf.csv", "uk.xml", "uk.csv"}


def entry(loaded: Loaded, name: str) -> ListEntry:
    """The entry of a name, however it is written."""
    (found,) = (item for item in loaded.entries if any(squeezed(name) in squeezed(other.text) for other in item.names))
    return found


@pytest.mark.parametrize("form", FORMS)
def test_a_firm_has_its_names_place_and_dates(loaded: Loading, form: str) -> None:
    """Names by kind, country, the place of its address, and remarks that are cut."""
    firm = entry(loaded(form), FIRM)
    assert firm.kind is EntryKind.ORGANISATION
    kinds = {name.text: name.kind for name in firm.names}
    assert squeezed(firm.names[0].text) == squeezed(FIRM)
    assert (CYRILLIC in kinds) is (form not in NO_CYRILLIC)
    assert (kinds.get(ABBREVIATION) is NameKind.WEAK) is (form not in NO_WEAK)
    assert any(name.casefold() == FORMER.casefold() and kind is NameKind.FORMER for name, kind in kinds.items()) is (form in WITH_FORMER)
    assert firm.countries == ("RUS",)
    assert firm.places == (PlaceLink(place=ZONE, relation=Relation.ADDRESS, words="Alabuga Special Economic Zone"),)
    assert firm.listed_on == ("2023-12-18" if form in LISTED else "")
    assert len(firm.remarks) < 500 < len(HUGE)
    assert all(len(programme) <= 200 for programme in firm.programmes)


@pytest.mark.parametrize("form", FORMS)
def test_an_office_holder_is_loaded_without_private_data(loaded: Loading, form: str) -> None:
    """With office, country and birth; no passport, address or remark. A form without offices gives no person."""
    result = loaded(form)
    people = [item for item in result.entries if item.kind is EntryKind.OFFICE_HOLDER]
    private = [item.count for item in result.edition.left_out if "natural persons of whom" in item.reason]
    if form in NO_OFFICES:
        assert (people, private) == ([], [2])
        return
    (holder,) = people
    assert sorted(squeezed(holder.names[0].text)) == sorted(squeezed(HOLDER))
    assert holder.offices == ("Minister of Tests",)
    assert holder.countries == ("PRK",)
    assert holder.births[0][:4] == "1955"
    assert (holder.identifiers, holder.addresses, holder.remarks) == ((), (), "")
    assert private == [1]


@pytest.mark.parametrize("form", sorted(WITH_VESSEL))
def test_a_vessel_has_its_number(loaded: Loading, form: str) -> None:
    """Wherever the form keeps it."""
    vessel = entry(loaded(form), VESSEL)
    assert identifier_key(IMO) in {identifier_key(identifier.value) for identifier in vessel.identifiers}


def test_a_firm_that_is_listed_no_more_is_loaded_with_its_end(loaded: Loading, tmp_path: Path) -> None:
    """So that a deed of that time can be held against it."""
    for form in ("ftm.json", "un.xml"):
        ended = entry(loaded(form), ENDED)
        assert (ended.listed_on, ended.until) == ("2019-03-01", "2021-05-05")
    # one of two listings goes on
    assert entry(load_file(tmp_path / "entities.ftm.json"), FIRM).until == ""


@pytest.mark.parametrize("form", FORMS)
def test_an_edition_says_what_it_is(loaded: Loading, form: str) -> None:
    """Form, date, hash, licence and what was left out."""
    edition = loaded(form).edition
    assert edition.format == form
    assert edition.dated == (None if form == "ofac.csv" else dt.date(2026, 11, 20))
    assert len(edition.sha256) == 64
    assert edition.licence
    assert edition.entries == len(loaded(form).entries)
    assert bool(edition.warnings) is (form == "ofac.csv")


def test_a_place_on_a_list_is_an_entry(loaded: Loading) -> None:
    """It is that place of the gazetteer, not one with its address there."""
    (place,) = (item for item in loaded("ftm.json").entries if item.kind is EntryKind.PLACE)
    assert [link.relation for link in place.places] == [Relation.IS]


def test_what_stands_beside_the_targets_is_none(loaded: Loading) -> None:
    """An owner that is not listed itself, an address or a position is no entry."""
    assert "Owned by somebody" in FTM
    assert [item.reference for item in loaded("ftm.json").entries] == ["T-1", "T-2", "T-3", "T-6", "T-8"]


@pytest.mark.parametrize(
    ("text", "listed"),
    [("2019-02-28", False), ("2019-03-01", True), ("2020-01-01", True), ("2021-05-06", False)],
)
def test_whether_an_entry_was_listed_on_a_day(loaded: Loading, text: str, listed: bool) -> None:
    """From its dates; where they are partial or missing it is not known."""
    ended = entry(loaded("un.xml"), ENDED)
    assert ended.listed(dt.date.fromisoformat(text)) is listed


def test_what_dates_do_not_tell_is_unknown(loaded: Loading) -> None:
    """A year says nothing of a day within it, and no date nothing at all."""
    (holder,) = (item for item in loaded("ofac-advanced.xml").entries if item.kind is EntryKind.OFFICE_HOLDER)
    assert holder.listed_on == "2016"
    assert [holder.listed(dt.date(year, 6, 1)) for year in (2015, 2016, 2017)] == [False, None, True]
    assert entry(loaded("ofac.csv"), VESSEL).listed(dt.date(2026, 1, 1)) is None
