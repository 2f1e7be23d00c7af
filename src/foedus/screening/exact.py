"""Names, numbers and places that are the same once they are written alike: no likeness, no library, the same answer everywhere."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

import msgspec

from foedus.model.listing import (
    Band,
    EntryKind,
    Hit,
    HitDecision,
    ListedName,
    ListEntry,
    NameKind,
    Part,
    Relation,
    SanctionsList,
    Screened,
    Subject,
)
from foedus.screening.keys import entry_keys, identifier_key, name_keys, subject_key, subject_keys
from foedus.screening.weighing import band_of, band_of_place, context_of, is_korean

_PLACE_ID = re.compile(r"(?:gn|site|region|province|country|capital|settlement):\S.*")
_RELATIONS = {
    Relation.IS: (1.0, "the entry is this place"),
    Relation.NAME: (0.7, "the entry's name names this place"),
    Relation.ADDRESS: (0.8, "the entry has an address in this place"),
}

Decisions = Mapping[tuple[str, str, str], HitDecision]


class Lists(Protocol):
    """Loaded lists, wherever they are kept."""

    def editions(self) -> Sequence[SanctionsList]:
        """The latest edition of each list, by name."""
        ...

    def under(self, keys: Collection[str]) -> Mapping[str, Sequence[tuple[str, ListEntry]]]:
        """The entries under each key, with the id of their edition."""
        ...


class ListsInMemory:
    """Lists of a few files or of a test; a ledger keeps its own (`store.lists`).

    Args:
        loaded: Editions with their entries.
    """

    def __init__(self, loaded: Iterable[tuple[SanctionsList, Iterable[ListEntry]]]) -> None:
        self._editions: list[SanctionsList] = []
        self._entries: dict[str, list[tuple[str, ListEntry]]] = defaultdict(list)
        for edition, entries in loaded:
            self._editions.append(edition)
            for entry in entries:
                for key in entry_keys(entry):
                    self._entries[key].append((edition.id, entry))

    def editions(self) -> Sequence[SanctionsList]:
        """The editions by name."""
        return sorted(self._editions, key=lambda edition: edition.name)

    def under(self, keys: Collection[str]) -> Mapping[str, Sequence[tuple[str, ListEntry]]]:
        """The entries under each key."""
        return {key: self._entries[key] for key in keys if key in self._entries}


def screen(subjects: Sequence[Subject], lists: Lists, *, on: dt.date | None = None, decisions: Decisions | None = None) -> list[Screened]:
    """Hold subjects against lists.

    Args:
        subjects: Whom or what.
        lists: The lists.
        on: The day for which a hit says whether the entry was listed; none to leave that open.
        decisions: The last decision by name, list and reference, as `last_decisions` gives them.

    Returns:
        One for each subject, in the same order.
    """
    keys = {key for subject in subjects for key in subject_keys(subject)}
    found = lists.under(keys)
    editions = {edition.id: edition for edition in lists.editions()}
    return [
        Screened(subject=subject, hits=tuple(ranked(decided(subject, hits(subject, found, editions, on), decisions or {}))))
        for subject in subjects
    ]


def hits(
    subject: Subject,
    found: Mapping[str, Sequence[tuple[str, ListEntry]]],
    editions: Mapping[str, SanctionsList],
    on: dt.date | None,
) -> Iterator[Hit]:
    """The hits of one subject among the entries under its keys: of each entry one."""
    entries = {(edition, entry.id): entry for key in sorted(subject_keys(subject)) for edition, entry in found.get(key, ())}
    for (edition, _), entry in entries.items():
        hit = _hit(subject, entry, editions[edition], on)
        if hit is not None:
            yield hit


def decided(subject: Subject, found: Iterable[Hit], decisions: Decisions) -> Iterator[Hit]:
    """Hits with the last decision on each."""
    for hit in found:
        decision = decisions.get((subject_key(subject.name), hit.list_name, hit.entry.reference))
        yield msgspec.structs.replace(hit, decision=decision) if decision else hit


def ranked(found: Iterable[Hit]) -> list[Hit]:
    """The closest first: by band, by score, by what speaks for and against."""
    return sorted(
        found,
        key=lambda hit: (
            list(Band).index(hit.band),
            -hit.score,
            len(hit.speaks_against) - len(hit.speaks_for),
            hit.list_name,
            hit.entry.reference,
        ),
    )


def last_decisions(decisions: Iterable[HitDecision]) -> Decisions:
    """The decisions that stand, from all in the order in which they were made."""
    return {decision.matter: decision for decision in decisions}


class Listed:
    """Looks names and places up, for those who want to know no more than what lists hold them.

    Args:
        lists: The lists.
    """

    def __init__(self, lists: Lists) -> None:
        self._lists = lists

    def hits(self, names: Iterable[str], on: dt.date | None = None) -> tuple[Hit, ...]:
        """The hits of names, or of places by their ids (`gn:472757`, `site:RUS:…`), each entry once.

        Args:
            names: Names of organisations, vessels and office-holders, and ids of places.
            on: The day for which a hit says whether the entry was listed.
        """
        subjects = [Subject(name=name, places=(name,) if _PLACE_ID.fullmatch(name) else ()) for name in dict.fromkeys(names)]
        found = {(hit.list, hit.entry.id): hit for screened in reversed(screen(subjects, self._lists, on=on)) for hit in screened.hits}
        return tuple(ranked(found.values()))


def _hit(subject: Subject, entry: ListEntry, edition: SanctionsList, on: dt.date | None) -> Hit | None:
    return (
        _hit_on_number(subject, entry, edition, on)
        or _hit_on_name(subject, entry, edition, on)
        or _hit_on_place(subject, entry, edition, on)
    )


def _hit_on_number(subject: Subject, entry: ListEntry, edition: SanctionsList, on: dt.date | None) -> Hit | None:
    keys = set(filter(None, map(identifier_key, (*subject.identifiers, subject.name))))
    number = next((item for item in entry.identifiers if identifier_key(item.value) in keys), None)
    if number is None:
        return None
    told = f"{number.kind} {number.value}"
    return Hit(
        list=edition.id,
        list_name=edition.name,
        dated=edition.dated,
        entry=entry,
        matched=told,
        method="exact number",
        score=1.0,
        band=Band.STRONG,
        parts=(Part(name="identifier", score=1.0, detail="the same letters and digits"),),
        speaks_for=(told,),
        listed=entry.listed(on) if on else None,
    )


def _hit_on_name(subject: Subject, entry: ListEntry, edition: SanctionsList, on: dt.date | None) -> Hit | None:
    if subject.kinds and entry.kind not in subject.kinds:
        return None
    name = _same_name(subject, entry)
    if name is None:
        return None
    context = context_of(subject, entry, name.kind)
    band = band_of(1.0, name.kind, context, korean=is_korean(entry, subject.name) or is_korean(entry, name.text))
    if band is None:
        return None
    same = " ".join(name.text.split()) == " ".join(subject.name.split())
    detail = "the same name" if same else "the same name but for case, marks, spacing, script or order of its words"
    return Hit(
        list=edition.id,
        list_name=edition.name,
        dated=edition.dated,
        entry=entry,
        matched=name.text,
        method="exact name",
        score=1.0,
        band=band,
        parts=(Part(name="name", score=1.0, detail=detail),),
        speaks_for=context.speaks_for,
        speaks_against=context.speaks_against,
        listed=entry.listed(on) if on else None,
    )


def _same_name(subject: Subject, entry: ListEntry) -> ListedName | None:
    """The name of an entry that has a key in common with a subject's, a weak one last."""
    person = entry.kind is EntryKind.OFFICE_HOLDER
    keys = set(name_keys(subject.name, person=person))
    same = [name for name in entry.names if not keys.isdisjoint(name_keys(name.text, person=person))]
    return min(same, key=lambda name: list(NameKind).index(name.kind), default=None)


def _hit_on_place(subject: Subject, entry: ListEntry, edition: SanctionsList, on: dt.date | None) -> Hit | None:
    link = next((link for link in entry.places if link.place in subject.places), None)
    if link is None:
        return None
    score, detail = _RELATIONS[link.relation]
    return Hit(
        list=edition.id,
        list_name=edition.name,
        dated=edition.dated,
        entry=entry,
        matched=link.words,
        method=f"place {link.place}",
        score=score,
        band=band_of_place(link.relation),
        parts=(Part(name="place", score=score, detail=detail),),
        speaks_for=(f"the same place of the gazetteer: {link.place}",),
        speaks_against=() if link.relation is Relation.IS else (f"not the place itself: {detail}",),
        listed=entry.listed(on) if on else None,
    )
