"""Whom and what claims name: organisations, office-holders and places, to be held against lists."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from foedus.model.claim import Claim, Voice, VoiceKind
from foedus.model.event import Party
from foedus.model.listing import EntryKind, Subject
from foedus.model.mention import PlaceMention
from foedus.model.record import DocumentId, Record
from foedus.model.text import Document
from foedus.screening.drafts import Known
from foedus.screening.keys import squeezed

_STATE = re.compile(r"[A-Z]{3}")
# sectors of those who may hold a public office
_OFFICIAL = frozenset({"", "GOV", "MIL", "SPY", "LEG", "JUD", "COP", "PTY", "ELI"})
_THINGS = (EntryKind.ORGANISATION, EntryKind.VESSEL, EntryKind.AIRCRAFT)
_ORGANISATION = (EntryKind.ORGANISATION,)
_HOLDER = (EntryKind.OFFICE_HOLDER,)
_NARROW = frozenset({"site", "settlement", "province", "region"})
_SMALL_WORD = 3
_MOST_WORDS = 12
# sentences that are kept as evidence
_EVIDENCE = 3


class Tables(Record, frozen=True, kw_only=True):
    """What is looked up of those whom claims name.

    Attributes:
        known: The office-holder of our tables who bears a name.
        offices: What an office-holder of our tables is or was.
        places: Ids of a place.
    """

    known: Known
    offices: Callable[[str], Sequence[str]]
    places: Callable[[PlaceMention], Sequence[str]]


def subjects_of(claims: Iterable[Claim], documents: Mapping[DocumentId, Document], tables: Tables) -> tuple[Subject, ...]:
    """The organisations, office-holders and places that claims name, each once, by name; states themselves are on no list.

    Names are those of our tables, and as the text writes them. What is described only ("the company", "four men") is left out.

    Args:
        claims: The claims.
        documents: Their documents.
        tables: What is looked up of them.
    """
    found: dict[tuple[str, tuple[EntryKind, ...]], Subject] = {}
    for claim in claims:
        document = documents[claim.document]
        sentence = claim.evidence[0]
        words = (document.name, " ".join(document.text[sentence.start : sentence.end].split()))
        for subject in _named(claim, document, tables):
            key = (squeezed(subject.name), subject.kinds)
            found[key] = _joined(found.get(key, subject), subject, claim, words)
    return tuple(sorted(found.values(), key=lambda subject: (subject.name, subject.kinds)))


def is_name(text: str) -> bool:
    """Whether words are a name: all but small ones begin with a capital, letter or figure.

    >>> [is_name(text) for text in ("Bank of Tests", "KOMID", "the company", "four Saudi men", "it")]
    [True, True, False, False, False]
    """
    words = text.split()
    long = [word for word in words if len(word) > _SMALL_WORD or word.isupper()]
    return (
        len(long) > 0
        and len(words) <= _MOST_WORDS
        and all(word[0].isupper() or not word[0].isalpha() or not word[0].isascii() for word in long)
    )


def _named(claim: Claim, document: Document, tables: Tables) -> Iterator[Subject]:
    for party in (*claim.event.actors, *claim.event.recipients):
        yield from _of_party(party, document, tables)
    if claim.event.place is not None and claim.event.place.precision in _NARROW:
        yield _of_place(claim.event.place, tables)
    for voice in claim.attribution.voices:
        yield from _of_voice(voice, tables)


def _of_party(party: Party, document: Document, tables: Tables) -> Iterator[Subject]:
    actor = party.actor
    if actor.entity.startswith("state:"):
        return
    written = document.text[party.span.start : party.span.end] if party.span else ""
    kinds = _kinds(actor.entity, actor.sector)
    offices = tuple(tables.offices(actor.entity)) if kinds == _HOLDER else ()
    names = [actor.name]
    # a person's name as written often has a title before it
    if kinds != _HOLDER or len(written.split()) <= _SMALL_WORD:
        names.append(" ".join(written.split()))
    for name in dict.fromkeys(names):
        if is_name(name):
            yield Subject(name=name.removeprefix("the "), kinds=kinds, countries=_home(actor.code), offices=offices)


def _kinds(entity: str, sector: str) -> tuple[EntryKind, ...]:
    """What somebody may be; of those whom no table knows only officials may be persons, so that no private person is looked up."""
    if entity.startswith("person:"):
        return _HOLDER
    if entity:
        return _ORGANISATION
    return () if sector in _OFFICIAL else _THINGS


def _of_place(place: PlaceMention, tables: Tables) -> Subject:
    name = place.text.removeprefix("the ")
    return Subject(name=name, countries=(place.country,) if place.country else (), places=tuple(tables.places(place)))


def _of_voice(voice: Voice, tables: Tables) -> Iterator[Subject]:
    """An institution that speaks, or an office-holder of our tables whose name the words end in."""
    home = tuple(code for text in voice.codes for code in _home(text))
    words = voice.text.split()
    if voice.kind is VoiceKind.INSTITUTION and is_name(voice.text):
        yield Subject(name=voice.text.removeprefix("the "), kinds=_ORGANISATION, countries=home)
    elif voice.kind is VoiceKind.OFFICIAL:
        for size in (3, 2):
            name = " ".join(words[-size:])
            entity = tables.known(name, home) if len(words) >= size else ""
            if entity:
                yield Subject(name=name, kinds=_HOLDER, countries=home, offices=tuple(tables.offices(entity)))
                return


def _home(code: str) -> tuple[str, ...]:
    head = code.partition(":")[0]
    return (head,) if _STATE.fullmatch(head) and head not in {"IGO", "NGO", "IMG", "MNC", "UNK"} else ()


def _joined(known: Subject, new: Subject, claim: Claim, words: tuple[str, str]) -> Subject:
    """A subject with what another claim says of it."""
    return msgspec.structs.replace(
        known,
        countries=tuple(dict.fromkeys((*known.countries, *new.countries))),
        offices=tuple(dict.fromkeys((*known.offices, *new.offices))),
        places=tuple(dict.fromkeys((*known.places, *new.places))),
        claims=tuple(dict.fromkeys((*known.claims, claim.id))),
        words=tuple(dict.fromkeys((*known.words, words)))[:_EVIDENCE],
    )
