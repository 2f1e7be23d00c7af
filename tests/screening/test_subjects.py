"""Whom claims name: organisations, office-holders and places with their evidence, nobody who is described only."""

from collections.abc import Sequence

import pytest

from foedus.model.claim import Act, Attribution, Certainty, Claim, Polarity, Status, Voice, VoiceKind
from foedus.model.event import Event, Party
from foedus.model.listing import EntryKind, Subject
from foedus.model.mention import Actor, PlaceMention, TokenRange
from foedus.model.record import ClaimId, DocumentId, EventId
from foedus.model.text import Document, Origin, Span
from foedus.screening.subjects import Tables, is_name, subjects_of

TEXT = "KOMID of North Korea signed with the company and Jane Example in Rajin Port, Russian Foreign Minister Sergei Lavrov said."
DOCUMENT = Document(
    id=DocumentId("d-1"),
    name="report",
    origin=Origin(),
    title="",
    text=TEXT,
    language="en",
    published=None,
    raw_sha256="",
    text_sha256="",
    extractor="plain/1",
    synthetic=True,
)
PORT = PlaceMention(
    words=TokenRange(sentence=0, first=0, last=1, head=0), start=0, end=1, text="the Rajin Port", country="PRK", precision="site"
)
TABLES = Tables(
    known=lambda name, _: "person:RUS/sergei-lavrov" if name == "Sergei Lavrov" else "",
    offices=lambda entity: ["foreign minister"] if entity.startswith("person:") else [],
    places=lambda place: ["site:PRK:rajin port"] if "Rajin" in place.text else [],
)


def span(words: str) -> Span:
    """Where words stand in the text."""
    start = TEXT.index(words)
    return Span(document=DOCUMENT.id, start=start, end=start + len(words))


def party(words: str, code: str, name: str = "", entity: str = "", sector: str = "") -> Party:
    """A party that words name."""
    return Party(actor=Actor(code=code, name=name or words, entity=entity, sector=sector), span=span(words))


def claim(key: str, actors: Sequence[Party], *, place: PlaceMention | None = None, voices: Sequence[Voice] = ()) -> Claim:
    """A claim of the document."""
    event = Event(
        id=EventId("e-1"), sentence=0, token=0, trigger=span("signed"), type="AGREE", actors=tuple(actors), place=place, coder="test"
    )
    return Claim(
        id=ClaimId(key),
        document=DOCUMENT.id,
        name=DOCUMENT.name,
        event=event,
        status=Status.COMPLETED,
        polarity=Polarity.POSITIVE,
        certainty=Certainty.CERTAIN,
        act=Act.ASSERTS,
        attribution=Attribution(voices=(*voices, Voice(kind=VoiceKind.AUTHOR))),
        evidence=(Span(document=DOCUMENT.id, start=0, end=len(TEXT)),),
    )


def named(*claims: Claim) -> dict[str, Subject]:
    """The subjects by name."""
    return {subject.name: subject for subject in subjects_of(claims, {DOCUMENT.id: DOCUMENT}, TABLES)}


def test_an_organisation_is_asked_for_by_both_its_names() -> None:
    """That of our tables and that of the text, with country, claims and sentence."""
    komid = party("KOMID", "PRK", name="Korea Mining Development Trading Corporation", entity="org:PRK/komid", sector="BUS")
    found = named(claim("c-1", [komid]), claim("c-2", [komid]))
    assert sorted(found) == ["KOMID", "Korea Mining Development Trading Corporation"]
    subject = found["KOMID"]
    assert (subject.kinds, subject.countries, subject.claims) == ((EntryKind.ORGANISATION,), ("PRK",), ("c-1", "c-2"))
    assert subject.words == (("report", TEXT),)


def test_states_and_descriptions_are_not_asked_for() -> None:
    """No list has a state, and "the company" is no name."""
    assert named(claim("c-1", [party("North Korea", "PRK", entity="state:PRK"), party("the company", "PRK:BUS", sector="BUS")])) == {}


def test_somebody_whom_no_table_knows_is_no_person_unless_an_official() -> None:
    """So that private persons are not looked up."""
    (private,) = named(claim("c-1", [party("Jane Example", "PRK:CVL", sector="CVL")])).values()
    assert EntryKind.OFFICE_HOLDER not in private.kinds
    assert private.kinds
    (official,) = named(claim("c-1", [party("Jane Example", "PRK", sector="GOV")])).values()
    assert official.kinds == ()


def test_places_are_asked_for_by_name_and_id() -> None:
    """Without their article; a country is none."""
    (port,) = named(claim("c-1", [], place=PORT)).values()
    assert (port.name, port.places, port.countries) == ("Rajin Port", ("site:PRK:rajin port",), ("PRK",))
    country = PlaceMention(words=PORT.words, start=0, end=1, text="North Korea", country="PRK", precision="country")
    assert named(claim("c-1", [], place=country)) == {}


def test_an_office_holder_who_speaks_is_asked_for() -> None:
    """By the name at the end of the words, with the office of our tables; others who speak are not."""
    lavrov = Voice(kind=VoiceKind.OFFICIAL, text="Russian Foreign Minister Sergei Lavrov", codes=("RUS",))
    other = Voice(kind=VoiceKind.OFFICIAL, text="a South Korean official", codes=("KOR",))
    (subject,) = named(claim("c-1", [], voices=[lavrov, other])).values()
    assert (subject.name, subject.kinds) == ("Sergei Lavrov", (EntryKind.OFFICE_HOLDER,))
    assert (subject.countries, subject.offices) == (("RUS",), ("foreign minister",))


@pytest.mark.parametrize("text", ["", "the two sides", "It", "a"])
def test_words_that_are_no_name(text: str) -> None:
    """Whatever their capitals."""
    assert not is_name(text)
