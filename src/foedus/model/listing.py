"""Sanctions lists as loaded, names held against them, and what people decided about hits."""

import datetime as dt
from enum import StrEnum

import msgspec

from foedus.model.record import Record, identify


class EntryKind(StrEnum):
    """What an entry of a list is; natural persons are there as office-holders only."""

    ORGANISATION = "organisation"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    OFFICE_HOLDER = "office-holder"
    PLACE = "place"


class NameKind(StrEnum):
    """What a name of an entry is to it; a weak one is marked so by the list."""

    NAME = "name"
    ALIAS = "alias"
    FORMER = "former"
    WEAK = "weak"


class Relation(StrEnum):
    """How an entry is tied to a place: it is the place, bears its name, or has its address there."""

    IS = "is"
    NAME = "name"
    ADDRESS = "address"


class Band(StrEnum):
    """How closely a person should look at a hit; no band says that two are one."""

    STRONG = "strong"
    REVIEW = "review"
    WEAK = "weak"


class ListedName(Record, frozen=True, kw_only=True, gc=False):
    """A name as the list writes it."""

    text: str
    kind: NameKind = NameKind.NAME


class Identifier(Record, frozen=True, kw_only=True, gc=False):
    """A number that an organisation, vessel or aircraft is known by, such as `imo` or `registration`."""

    kind: str
    value: str


class PlaceLink(Record, frozen=True, kw_only=True, gc=False):
    """A place of our gazetteer that an entry is tied to.

    Attributes:
        place: Its id, as `recognition.sites` gives it.
        relation: How it is tied to it.
        words: The words of the list that name it.
    """

    place: str
    relation: Relation
    words: str


class ListEntry(Record, frozen=True, kw_only=True, gc=False):
    """One entry of a list.

    Attributes:
        id: Derived from all else: an entry that was changed is another one.
        reference: What the list calls it.
        kind: What it is.
        names: All its names, the usual one first.
        countries: ISO 3166 alpha-3 codes.
        births: Of an office-holder, as exact as the list is: `1970`, `1970-05` or `1970-05-02`.
        offices: Of an office-holder, as the list words them.
        known: Of an office-holder, who of our own tables bears one of the names (`person:PRK/kim-jong-un`); empty if nobody.
        identifiers: Never an office-holder's.
        programmes: Under which it is listed.
        listed_on: Since when, as exact as the list is; empty if it does not say.
        until: Until when, likewise.
        addresses: One line each; never an office-holder's.
        places: Places that it is tied to.
        remarks: The beginning of what else the list says; never of an office-holder.
    """

    id: str
    reference: str
    kind: EntryKind
    names: tuple[ListedName, ...]
    countries: tuple[str, ...] = ()
    births: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    known: str = ""
    identifiers: tuple[Identifier, ...] = ()
    programmes: tuple[str, ...] = ()
    listed_on: str = ""
    until: str = ""
    addresses: tuple[str, ...] = ()
    places: tuple[PlaceLink, ...] = ()
    remarks: str = ""

    def listed(self, on: dt.date) -> bool | None:
        """Whether it was listed on a day; none where the list's dates do not tell."""
        day = on.isoformat()
        if _before(day, self.listed_on) or _before(self.until, day):
            return False
        return True if self.listed_on and not _meets(day, self.listed_on) and not _meets(self.until, day) else None


def _before(first: str, second: str) -> bool:
    """Whether one partial date is surely before another."""
    size = min(len(first), len(second))
    return bool(size) and first[:size] < second[:size]


def _meets(first: str, second: str) -> bool:
    """Whether one of two partial dates is too vague to tell which is earlier."""
    size = min(len(first), len(second))
    return bool(size) and len(first) != len(second) and first[:size] == second[:size]


class LeftOut(Record, frozen=True, kw_only=True):
    """How many entries of a file were not loaded for one reason."""

    reason: str
    count: int


class SanctionsList(Record, frozen=True, kw_only=True):
    """One edition of a list, as somebody loaded it.

    Attributes:
        id: Derived from name and hash.
        name: Which list; a later edition has the same.
        title: The same for a reader.
        format: Form of the file.
        files: Names of the files that it was read from.
        sha256: Hash of their bytes, one after the other.
        dated: The list's own date; none if it gives none.
        version: What the file says of its version.
        licence: Under which terms its publisher gives it out, as far as known; the user may state another.
        loaded_at: When, UTC.
        entries: How many were loaded.
        left_out: What was not.
        warnings: What a reader should know of this edition.
    """

    id: str
    name: str
    title: str
    format: str
    files: tuple[str, ...]
    sha256: str
    dated: dt.date | None
    version: str = ""
    licence: str = ""
    loaded_at: dt.datetime
    entries: int
    left_out: tuple[LeftOut, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """The list with its date, as results name it."""
        return f"{self.name} of {self.dated or 'unknown date'}, loaded {self.loaded_at:%Y-%m-%d}"


class Subject(Record, frozen=True, kw_only=True):
    """Somebody or something that is held against lists.

    Attributes:
        name: As it was named.
        kinds: What it may be; empty if anything.
        countries: ISO 3166 alpha-3 codes that are known of it.
        births: Of an office-holder, partial dates.
        offices: Of an office-holder, as worded.
        identifiers: Numbers that it is known by.
        places: Ids of our gazetteer, where it is a place.
        claims: Ids of the claims that name it.
        words: Name of a document and a sentence of it that does.
    """

    name: str
    kinds: tuple[EntryKind, ...] = ()
    countries: tuple[str, ...] = ()
    births: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()


class Part(Record, frozen=True, kw_only=True):
    """One part of a score, with what it rests on."""

    name: str
    score: float
    detail: str


class HitVerdict(StrEnum):
    """What somebody decided about a hit."""

    MATCH = "match"
    DIFFERENT = "different"
    OPEN = "open"


class HitDecision(Record, frozen=True, kw_only=True):
    """A person's decision on a name and an entry; a later one stands, and both are kept.

    Attributes:
        name: The name, as `screening.keys.subject_key` writes it.
        list: Name of the list.
        reference: The list's reference of the entry.
        entry: Id of the entry as it was then.
        verdict: What was decided.
        who: Who decided.
        at: When, UTC.
        why: The reason given.
    """

    name: str
    list: str
    reference: str
    entry: str
    verdict: HitVerdict
    who: str
    at: dt.datetime
    why: str

    @property
    def id(self) -> str:
        """Derived from all that it says."""
        return identify("k", msgspec.to_builtins(self))

    @property
    def matter(self) -> tuple[str, str, str]:
        """What it is about: name, list, and the list's reference of the entry."""
        return self.name, self.list, self.reference


class Hit(Record, frozen=True, kw_only=True):
    """A name, number or place that an entry may stand for.

    Attributes:
        list: Id of the edition.
        list_name: Its list.
        dated: The list's own date.
        entry: The entry.
        matched: The name, number or words of the entry that matched.
        method: How it was found, with the version of what scored it.
        score: From 0 to 1: likeness of the names, not likelihood that they are one.
        band: How closely to look.
        parts: What the score is made of.
        speaks_for: Context that agrees.
        speaks_against: Context that does not.
        listed: Whether it was listed on the day that was asked about; none if not known.
        decision: The last decision that a person made, none if nobody did.
    """

    list: str
    list_name: str
    dated: dt.date | None
    entry: ListEntry
    matched: str
    method: str
    score: float
    band: Band
    parts: tuple[Part, ...] = ()
    speaks_for: tuple[str, ...] = ()
    speaks_against: tuple[str, ...] = ()
    listed: bool | None = None
    decision: HitDecision | None = None


class Screened(Record, frozen=True, kw_only=True):
    """A subject with its hits, the closest first; without any there was no match on these lists, no more."""

    subject: Subject
    hits: tuple[Hit, ...] = ()
