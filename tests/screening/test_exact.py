"""Exact screening: what is the same however it is written, what context says, and how closely to look."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest
from tests.screening.conftest import NOW, ZONE, load_file
from tests.screening.synthetic import ABBREVIATION, ENDED, FIRM, FORMER, HOLDER, IMO, LISTS, VESSEL

from foedus.model.listing import Band, EntryKind, Hit, HitDecision, HitVerdict, Relation, Subject
from foedus.screening.exact import Listed, ListsInMemory, last_decisions, screen
from foedus.screening.keys import identifier_key, name_keys, squeezed, subject_key
from foedus.screening.koreans import is_korean_pattern

HOLDERS = (EntryKind.OFFICE_HOLDER,)
FIRMS = (EntryKind.ORGANISATION,)


@pytest.fixture
def lists(tmp_path: Path) -> ListsInMemory:
    """The synthetic list in FollowTheMoney's form."""
    loaded = load_file(LISTS["ftm.json"](tmp_path))
    return ListsInMemory([(loaded.edition, loaded.entries)])


@pytest.fixture
def hits(lists: ListsInMemory) -> Callable[..., Sequence[Hit]]:
    """The hits of one subject."""
    return lambda name, **fields: screen([Subject(name=name, **fields)], lists)[0].hits


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("JSC Alabuga", "Alabuga, Joint-Stock Company"),
        ("АО «Алабуга»", "JSC Alabuga"),
        ("ООО Ромашка", "Romashka LLC"),
        ("The Café of Tests Ltd.", "CAFE OF TESTS LIMITED"),
        ("Ministry of Defence", "ministry of defense"),
        ("al-Qa‘ida", "Al Qaida"),
        ("M & K Trading Co., Ltd", "M and K Trading Company Limited"),
        ("박종시", "박종시"),
    ],
)
def test_the_same_name_differently_written(first: str, second: str) -> None:
    """Case, marks, punctuation, legal forms and their place, house style, Cyrillic."""
    assert squeezed(first) == squeezed(second)


@pytest.mark.parametrize(
    ("first", "second"), [("Kim Jong Un", "KIM Jong-un"), ("LAVROV Sergey", "Sergey Lavrov"), ("Лавров Сергей", "sergey lavrov")]
)
def test_the_same_person_differently_written(first: str, second: str) -> None:
    """In any order."""
    assert set(name_keys(first, person=True)) & set(name_keys(second, person=True))


@pytest.mark.parametrize(
    ("first", "second"), [("JSC Alabuga", "Alabuga"), ("Kim Jong Un", "Kim Jong Sik"), ("Bank of Tests", "Bank of Test")]
)
def test_another_name_is_another_one(first: str, second: str) -> None:
    """Likeness is not looked at."""
    assert not set(name_keys(first, person=True)) & set(name_keys(second, person=True))


@pytest.mark.parametrize(("text", "key"), [("IMO 9123456", "i:9123456"), ("imo9123456", "i:9123456"), ("1234", ""), ("ABCDEF", "")])
def test_numbers_are_compared_by_letters_and_digits(text: str, key: str) -> None:
    """Short ones and words are none."""
    assert identifier_key(text) == key


def test_a_firm_is_strong_with_its_country_only(hits: Callable[..., Sequence[Hit]]) -> None:
    """On the name alone it is to be reviewed, against the country it is weak; each says why."""
    (alone,) = hits(FIRM.upper(), kinds=FIRMS)
    (there,) = hits(FIRM, countries=("RUS",))
    (elsewhere,) = hits(FIRM, countries=("FRA",))
    assert [hit.band for hit in (alone, there, elsewhere)] == [Band.REVIEW, Band.STRONG, Band.WEAK]
    assert (alone.matched, alone.method, alone.score) == (FIRM, "exact name", 1.0)
    assert [part.detail for part in (*alone.parts, *there.parts)] == [
        "the same name but for case, marks, spacing, script or order of its words",
        "the same name",
    ]
    assert there.speaks_for == ("country: RUS",)
    assert elsewhere.speaks_against == ("country: FRA, on the list RUS",)


def test_weak_and_former_names_say_so(hits: Callable[..., Sequence[Hit]]) -> None:
    """A weak one takes the hit a band down."""
    (weak,) = hits(ABBREVIATION, countries=("RUS",))
    assert weak.band is Band.REVIEW
    assert weak.speaks_against == ("the list marks this name as weak", "a single word")
    (alone,) = hits(ABBREVIATION)
    assert alone.band is Band.WEAK
    (former,) = hits(FORMER, countries=("RUS",))
    assert former.speaks_against == ("a former name",)


def test_a_korean_name_is_never_strong_on_name_and_country(hits: Callable[..., Sequence[Hit]]) -> None:
    """A birth date, a post or a number that agrees makes it so; another year of birth takes it down."""
    known = {"kinds": HOLDERS, "countries": ("PRK",)}
    bands = [
        hits(HOLDER, **known)[0].band,
        hits(HOLDER, **known, births=("1955-03-04",))[0].band,
        hits(HOLDER, **known, offices=("minister without portfolio",))[0].band,
        hits(HOLDER, **known, births=("1956",))[0].band,
    ]
    assert bands == [Band.REVIEW, Band.STRONG, Band.STRONG, Band.WEAK]
    assert "a name of Korean pattern: many bear one like it" in hits(HOLDER, **known)[0].speaks_against


@pytest.mark.parametrize(
    "name", ["Kim Jong-un", "KIM YO JONG", "Ri Yong Gil", "Choe Son-hui", "Ким Чен Ын", "김정은", "Jong-un Kim", "No Kwang Chol"]
)
def test_names_of_korean_pattern(name: str) -> None:
    """However they are romanised."""
    assert is_korean_pattern(name)


@pytest.mark.parametrize(
    "name", ["Sergei Lavrov", "Kim Novak", "Park Street Trading", "Vladimir Kim Petrovich Ivanov", "Kim", "John Lee Hooker"]
)
def test_other_names(name: str) -> None:
    """A surname alone does not make the pattern."""
    assert not is_korean_pattern(name)


def test_kinds_are_kept_apart(hits: Callable[..., Sequence[Hit]]) -> None:
    """A firm is no office-holder; what is of unknown kind may be either."""
    assert hits(HOLDER, kinds=FIRMS) == ()
    assert len(hits(HOLDER)) == 1
    assert hits(FIRM, kinds=HOLDERS) == ()


def test_a_number_is_strong(hits: Callable[..., Sequence[Hit]]) -> None:
    """As a name that is asked for, or beside one that is not the list's."""
    for hit in (*hits(f"IMO {IMO}"), *hits("Another Name", identifiers=(IMO,))):
        assert (hit.entry.names[0].text, hit.band, hit.method) == (VESSEL, Band.STRONG, "exact number")


def test_a_place_is_found_by_its_id(hits: Callable[..., Sequence[Hit]]) -> None:
    """The listed place first; who has an address there is another matter, and says so."""
    place, firm = hits("that zone", places=(ZONE,))
    assert [place.entry.kind, firm.entry.kind] == [EntryKind.PLACE, EntryKind.ORGANISATION]
    assert [place.band, firm.band] == [Band.STRONG, Band.REVIEW]
    assert place.entry.places[0].relation is Relation.IS
    assert firm.speaks_against == ("not the place itself: the entry has an address in this place",)
    assert hits("that zone", places=("gn:1",)) == ()


def test_nobody_is_on_these_lists(hits: Callable[..., Sequence[Hit]]) -> None:
    """An empty answer, and no more than that."""
    assert hits("Nobody of That Name") == ()


def test_decisions_stand_with_their_hits(lists: ListsInMemory) -> None:
    """The last one on name and entry, however the name is written."""
    first = HitDecision(
        name=subject_key(FIRM),
        list="opensanctions:test",
        reference="T-1",
        entry="e-1",
        verdict=HitVerdict.MATCH,
        who="a",
        at=NOW,
        why="same",
    )
    second = msgspec.structs.replace(first, verdict=HitVerdict.DIFFERENT, why="another one")
    found = screen([Subject(name=FIRM.upper()), Subject(name=FORMER)], lists, decisions=last_decisions([first, second]))
    assert [item.hits[0].decision for item in found] == [second, None]


def test_names_and_places_of_a_day(lists: ListsInMemory) -> None:
    """What the assessment of provisions asks: names and ids of places together, each entry once, with whether it was listed then."""
    found = Listed(lists).hits([FIRM, ZONE, ENDED, "Nobody"], dt.date(2022, 1, 1))
    assert [(hit.entry.reference, hit.listed) for hit in found] == [("T-8", None), ("T-1", False), ("T-6", False)]
    assert [hit.listed for hit in Listed(lists).hits([ENDED])] == [None]
    assert [hit.listed for hit in Listed(lists).hits([ENDED], dt.date(2020, 1, 1))] == [True]
