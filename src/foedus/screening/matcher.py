"""Likeness of names by OpenSanctions' matcher (the extra `foedus[screen]`), behind our own token table.

The matcher sees names alone; what else is known of both is weighed by `weighing`, the same as for exact names.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Any

import msgspec

from foedus.errors import ListError
from foedus.model.listing import EntryKind, Hit, ListedName, ListEntry, NameKind, Part, SanctionsList, Screened, Subject
from foedus.model.record import Record, identify
from foedus.screening.exact import Decisions, Lists, decided, ranked, screen
from foedus.screening.keys import squeezed
from foedus.screening.tokens import TokenTable
from foedus.screening.weighing import WEAK_SCORE, band_of, context_of, is_korean

ALGORITHM = "logic-v2"
# entries that are compared with a name; what that loses is in docs/screening.md
CANDIDATES = 50
_SCHEMATA = {
    EntryKind.ORGANISATION: "Organization",
    EntryKind.OFFICE_HOLDER: "Person",
    EntryKind.VESSEL: "Vessel",
    EntryKind.AIRCRAFT: "Airplane",
}
_PROPERTIES = {NameKind.NAME: "name", NameKind.ALIAS: "alias", NameKind.FORMER: "previousName", NameKind.WEAK: "weakAlias"}


class Likeness(Record, frozen=True, kw_only=True):
    """How alike the matcher finds a name and an entry.

    Attributes:
        score: From 0 to 1.
        name: The name of the entry that is most alike.
        parts: What the score is made of, as the matcher explains it.
    """

    score: float
    name: ListedName
    parts: tuple[Part, ...]


class Scorer:
    """The matcher's comparison of a name with an entry.

    Raises:
        ListError: Its library is not installed.
    """

    def __init__(self) -> None:
        try:
            from followthemoney import model  # noqa: PLC0415  # an extra, and slow to import
            from nomenklatura.matching import get_algorithm  # noqa: PLC0415
        except ImportError as error:
            msg = f"likeness of names needs a library that is not installed ({error}): pip install 'foedus[screen]'"
            raise ListError(msg) from error
        self._model = model
        self._algorithm = get_algorithm(ALGORITHM)
        self._config = self._algorithm.default_config()
        self.method = f"{ALGORITHM}, nomenklatura {version('nomenklatura')}"
        self._entities: dict[str, Any] = {}

    def compare(self, name: str, entry: ListEntry) -> Likeness | None:
        """Compare a name with all names of an entry; places have none, and give nothing."""
        schema = _SCHEMATA.get(entry.kind)
        if schema is None:
            return None
        result = self._algorithm.compare(self._entity(schema, ((name, "name"),)), self._listed(schema, entry), self._config)
        told = {key: found for key, found in result.explanations.items() if found.score}
        alike = next((found.candidate for found in told.values() if found.candidate), name)
        parts = tuple(Part(name=key, score=found.score, detail=found.detail or "") for key, found in told.items())
        return Likeness(score=result.score, name=_as_listed(entry, alike), parts=parts)

    def _listed(self, schema: str, entry: ListEntry) -> Any:
        return self._entity(schema, tuple((name.text, _PROPERTIES[name.kind]) for name in entry.names))

    def _entity(self, schema: str, names: tuple[tuple[str, str], ...]) -> Any:
        """An entity under an id that comes from its content: the matcher keeps its analysis of names by id, whatever they are."""
        key = identify("n", schema, names)
        entity = self._entities.get(key)
        if entity is None:
            entity = self._model.make_entity(schema)
            entity.id = key
            for text, prop in names:
                entity.add(prop, text)
            self._entities[key] = entity
        return entity


class Matcher:
    """All entries of some lists, to be searched by likeness.

    Args:
        entries: The entries, each with the id of its edition.
        scorer: Compares.
    """

    def __init__(self, entries: Iterable[tuple[str, ListEntry]], scorer: Scorer) -> None:
        self._entries: dict[EntryKind, list[tuple[str, ListEntry]]] = {kind: [] for kind in _SCHEMATA}
        for edition, entry in entries:
            if entry.kind in _SCHEMATA:
                self._entries[entry.kind].append((edition, entry))
        # one table a kind: what is rare among firms is not among persons, and neither should crowd out the other
        self._tables = {
            kind: TokenTable([name.text for name in entry.names] for _, entry in found) for kind, found in self._entries.items()
        }
        self._scorer = scorer

    def candidates(self, subject: Subject, most: int = CANDIDATES) -> list[tuple[str, ListEntry]]:
        """The entries that a subject is compared with, with the id of their edition; of each kind that it may be, the nearest first.

        Args:
            subject: Whom or what.
            most: How many of a kind at most.
        """
        kinds = [kind for kind in _SCHEMATA if not subject.kinds or kind in subject.kinds]
        return [self._entries[kind][number] for kind in kinds for number in self._tables[kind].nearest(subject.name, most)]

    def hits(self, subject: Subject, editions: Mapping[str, SanctionsList], on: dt.date | None = None) -> Iterator[Hit]:
        """The entries whose names are like a subject's, of each one hit.

        Args:
            subject: Whom or what.
            editions: Editions by id; entries of others are passed over.
            on: The day for which a hit says whether the entry was listed.
        """
        for edition, entry in self.candidates(subject):
            likeness = self._scorer.compare(subject.name, entry) if edition in editions else None
            if likeness is not None and likeness.score >= WEAK_SCORE:
                hit = self._hit(subject, entry, likeness, editions[edition], on)
                if hit is not None:
                    yield hit

    def _hit(self, subject: Subject, entry: ListEntry, likeness: Likeness, edition: SanctionsList, on: dt.date | None) -> Hit | None:
        name = likeness.name
        context = context_of(subject, entry, name.kind)
        korean = is_korean(entry, subject.name) or is_korean(entry, name.text)
        band = band_of(likeness.score, name.kind, context, korean=korean)
        if band is None:
            return None
        return Hit(
            list=edition.id,
            list_name=edition.name,
            dated=edition.dated,
            entry=entry,
            matched=name.text,
            method=self._scorer.method,
            score=round(likeness.score, 4),
            band=band,
            parts=likeness.parts,
            speaks_for=context.speaks_for,
            speaks_against=context.speaks_against,
            listed=entry.listed(on) if on else None,
        )


def _as_listed(entry: ListEntry, name: str) -> ListedName:
    """The name of an entry that the matcher means; it gives names back in small letters, and of a weak alias the query alone."""
    return next((listed for listed in entry.names if squeezed(listed.text) == squeezed(name)), entry.names[0])


def screen_alike(
    subjects: Sequence[Subject], lists: Lists, matcher: Matcher, *, on: dt.date | None = None, decisions: Decisions | None = None
) -> list[Screened]:
    """Hold subjects against lists by likeness too: what is the same counts as that, all else by its score.

    Args:
        subjects: Whom or what.
        lists: The lists.
        matcher: Their entries.
        on: The day for which a hit says whether the entry was listed.
        decisions: The last decision by name, list and reference.
    """
    editions = {edition.id: edition for edition in lists.editions()}
    found: list[Screened] = []
    for item in screen(subjects, lists, on=on, decisions=decisions):
        same = {(hit.list, hit.entry.id) for hit in item.hits}
        alike = (hit for hit in matcher.hits(item.subject, editions, on) if (hit.list, hit.entry.id) not in same)
        hits = ranked((*item.hits, *decided(item.subject, alike, decisions or {})))
        found.append(msgspec.structs.replace(item, hits=tuple(hits)))
    return found
