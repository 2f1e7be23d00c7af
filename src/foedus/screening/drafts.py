"""From what a list's file says of an entry to the entry: tidied, dated, placed; private persons left out."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Protocol

import msgspec

from foedus.lexicon.tables import data_file, rows
from foedus.model.listing import EntryKind, Identifier, ListedName, ListEntry, NameKind, PlaceLink, Relation
from foedus.model.record import Record, identify
from foedus.screening.countries import codes_of
from foedus.screening.keys import fold, is_of_organisation

# Kinds that drafts have beside those of entries.
PERSON, UNSURE = "person", "unsure"
# As much as is kept of what a list says beside; some say pages.
_REMARKS = 400
_MOST_NAMES = 500
_LONGEST_NAME = 500
_LONGEST_PROGRAMME = 200
_PRIVATE = "natural persons of whom the list names no public office"
_UNSURE = "entries that may be natural persons: neither kind nor name says"
_NAMELESS = "entries without a name"
_OTHER = "entries that are no organisation, vessel, aircraft, office-holder or place"
_MONTHS = {
    name: number for number, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)
}
_CLOSENESS = {relation: number for number, relation in enumerate(Relation)}
_ISO = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?(?!\d)")
_DAY_FIRST = re.compile(r"(\d\d?)[/.](\d\d?)[/.](\d{4})")
_WORDED = re.compile(r"(?:(\d{1,2})[ -])?([a-z]{3})[a-z]*[ -](\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
# The office-holder of our tables who bears a name, given the countries that are known of him or her; empty if nobody does.
Known = Callable[[str, Sequence[str]], str]


class Sites(Protocol):
    """Finds places of the gazetteer in a text."""

    def __call__(self, text: str, countries: Sequence[str], *, of_place: bool = False) -> Iterable[tuple[str, str, bool]]:
        """Id, words, and whether these are all words, of each place.

        Args:
            text: A name or an address.
            countries: Where they may be; anywhere if empty.
            of_place: The text is the name of a place.
        """
        ...


class Draft(Record, frozen=True, kw_only=True, gc=False):
    """An entry as its file has it.

    Attributes:
        reference: What the list calls it.
        kind: A value of `EntryKind`, `PERSON`, `UNSURE`, or anything else that is left out.
        names: Its names.
        countries: Codes or names of countries.
        births: Dates as written.
        offices: As worded.
        identifiers: Numbers with their kind.
        programmes: As written.
        listed_on: Date as written.
        until: Date as written.
        addresses: One line each.
        remarks: What else it says.
    """

    reference: str
    kind: str
    names: tuple[ListedName, ...]
    countries: tuple[str, ...] = ()
    births: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    programmes: tuple[str, ...] = ()
    listed_on: str = ""
    until: str = ""
    addresses: tuple[str, ...] = ()
    remarks: str = ""


class OfficeRow(Record, frozen=True, kw_only=True):
    """A row of `offices.tsv`."""

    word: str
    kind: str


@cache
def _offices() -> Mapping[str, frozenset[str]]:
    """Words of offices by kind."""
    table = list(rows(data_file("screening/offices.tsv"), OfficeRow))
    return {kind: frozenset(row.word for row in table if row.kind == kind) for kind in {row.kind for row in table}}


def is_public(office: str) -> bool:
    """Whether words name a public office.

    >>> [is_public(office) for office in ("Deputy Minister", "Member of the State Duma", "President of a bank", "security guard")]
    [True, True, False, False]
    """
    words = set(fold(office).split())
    meant = {kind: not known.isdisjoint(words) for kind, known in _offices().items()}
    return (meant["public"] or (meant["role"] and meant["state"])) and not meant["private"]


def partial_date(text: str) -> str:
    """A date as exactly as it is given, empty if it is none; days come before months where both are numbers.

    >>> partial_date("23 Nov 1943"), partial_date("00/05/1975"), partial_date("circa 1960"), partial_date("2014-03")
    ('1943-11-23', '1975-05', '1960', '2014-03')
    """
    plain = text.strip()
    if match := _ISO.match(plain):
        return _dated(match[1], match[2], match[3])
    if match := _DAY_FIRST.search(plain):
        return _dated(match[3], match[2], match[1])
    if (match := _WORDED.search(plain)) and match[2].lower() in _MONTHS:
        return _dated(match[3], str(_MONTHS[match[2].lower()]), match[1])
    year = _YEAR.search(plain)
    return year[1] if year else ""


def _dated(year: str, month: str | None, day: str | None) -> str:
    """Parts as an ISO date; lists write 00 for what they do not know."""
    if int(year) == 0:
        return ""
    if not month or not 1 <= int(month) <= 12:  # noqa: PLR2004  # months
        return year
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day and 1 <= int(day) <= 31 else "")  # noqa: PLR2004  # days


def settle(draft: Draft, sites: Sites, known: Known) -> ListEntry | str:
    """An entry from its draft.

    A natural person becomes an entry only where the list names a public office, or where our own tables know an office-holder
    of that name; addresses, numbers and remarks are dropped even then.

    Args:
        draft: What the file says.
        sites: Finds places of the gazetteer in a text.
        known: The office-holder of our tables who bears a name.

    Returns:
        The entry, or the reason for leaving it out.
    """
    names = tuple(_names(draft.names))
    if not names:
        return _NAMELESS
    kind = _kind(draft, names)
    if kind == PERSON:
        return _office_holder(draft, names, known)
    if kind not in set(EntryKind):
        return _UNSURE if kind == UNSURE else _OTHER
    countries = _countries(draft)
    addresses = tuple(_tidied(draft.addresses))
    return _entry(
        ListEntry(
            id="",
            reference=draft.reference,
            kind=EntryKind(kind),
            names=names,
            countries=countries,
            identifiers=tuple(dict.fromkeys(i for i in draft.identifiers if i.value.strip())),
            programmes=_programmes(draft),
            listed_on=partial_date(draft.listed_on),
            until=partial_date(draft.until),
            addresses=addresses,
            places=tuple(_places(draft, names, countries, sites)),
            remarks=" ".join(draft.remarks.split())[:_REMARKS],
        )
    )


def _office_holder(draft: Draft, names: tuple[ListedName, ...], known: Known) -> ListEntry | str:
    offices, countries = tuple(_tidied(draft.offices)), _countries(draft)
    # a weak alias is too little to take somebody for an office-holder
    found = next(filter(None, (known(name.text, countries) for name in names if name.kind is not NameKind.WEAK)), "")
    if not found and not any(map(is_public, offices)):
        return _PRIVATE
    return _entry(
        ListEntry(
            id="",
            reference=draft.reference,
            kind=EntryKind.OFFICE_HOLDER,
            names=names,
            countries=countries,
            births=tuple(sorted(set(filter(None, map(partial_date, draft.births))))),
            offices=offices,
            known=found,
            programmes=_programmes(draft),
            listed_on=partial_date(draft.listed_on),
            until=partial_date(draft.until),
        )
    )


def _kind(draft: Draft, names: Sequence[ListedName]) -> str:
    if draft.kind == UNSURE and any(is_of_organisation(name.text) for name in names):
        return EntryKind.ORGANISATION
    return draft.kind


def _entry(entry: ListEntry) -> ListEntry:
    return msgspec.structs.replace(entry, id=identify("e", entry))


def _names(names: Iterable[ListedName]) -> Iterator[ListedName]:
    """Names without those that are written the same; the first of them stays, but a weak one gives way."""
    seen: set[str] = set()
    ordered = sorted(names, key=lambda name: name.kind is NameKind.WEAK)
    for name in ordered:
        text = " ".join(name.text.split())[:_LONGEST_NAME].strip(" ,;")
        if text not in seen and any(map(str.isalnum, text)) and len(seen) < _MOST_NAMES:
            seen.add(text)
            yield ListedName(text=text, kind=name.kind)


def _countries(draft: Draft) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for text in draft.countries if text for code in codes_of(text)))


def _programmes(draft: Draft) -> tuple[str, ...]:
    return tuple(text[:_LONGEST_PROGRAMME] for text in _tidied(draft.programmes))


def _tidied(texts: Iterable[str]) -> Iterator[str]:
    return iter(dict.fromkeys(filter(None, (" ".join(text.split()) for text in texts))))


def _places(draft: Draft, names: Iterable[ListedName], countries: Sequence[str], sites: Sites) -> Iterator[PlaceLink]:
    """Places that an entry is, is named after or has an address in, each once, the closest tie first."""
    links: dict[str, PlaceLink] = {}
    is_place = draft.kind == EntryKind.PLACE
    told = [(name.text, Relation.NAME) for name in names] + [(address, Relation.ADDRESS) for address in draft.addresses]
    for text, relation in told:
        for place, words, whole in sites(text, countries, of_place=is_place and relation is Relation.NAME):
            tie = Relation.IS if whole and relation is Relation.NAME else relation
            if place not in links or _CLOSENESS[tie] < _CLOSENESS[links[place].relation]:
                links[place] = PlaceLink(place=place, relation=tie, words=words)
    return iter(sorted(links.values(), key=lambda link: (_CLOSENESS[link.relation], link.place)))
