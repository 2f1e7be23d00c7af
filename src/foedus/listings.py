"""The lists that a ledger keeps, as provisions ask for them."""

import re
from collections.abc import Iterator, Sequence

from foedus.lexicon.tables import data_file, rows
from foedus.model.exposure import Hit
from foedus.model.listing import EntryKind, ListEntry, Relation
from foedus.model.record import Record
from foedus.recognition.gazetteer import Gazetteer
from foedus.recognition.sites import Sites
from foedus.screening.exact import Listed, Lists


class Stand(Record, frozen=True, kw_only=True):
    """A row: a list that provisions name, a loaded one that stands for it, and the programmes of its entries that do, all if empty."""

    key: str
    list: str
    programme: str = ""

    def holds(self, entry: ListEntry) -> bool:
        """Whether an entry of such a list is one of the list that provisions name."""
        return not self.programme or any(re.search(self.programme, programme) for programme in entry.programmes)


class LoadedLists:
    """Looks names up in loaded lists, for provisions on listed parties and places.

    Args:
        lists: The lists.
    """

    def __init__(self, lists: Lists) -> None:
        self._listed = Listed(lists)
        known = tuple(rows(data_file("exposure/lists.tsv"), Stand))
        names = {edition.name for edition in lists.editions()}
        self._stands = {name: [row for row in known if re.fullmatch(row.list, name)] for name in names}
        self._sites = Sites(Gazetteer.load())
        self._known: dict[str, tuple[Hit, ...]] = {}

    def hits(self, names: Sequence[str]) -> Sequence[Hit]:
        """The entries that answer to any of the names, or to a place of that name."""
        return [hit for name in names for hit in self._hits(name)]

    def holds(self, key: str) -> bool:
        """Whether a list that stands for that of the key is loaded."""
        return any(row.key == key for found in self._stands.values() for row in found)

    def _hits(self, name: str) -> tuple[Hit, ...]:
        if name not in self._known:
            self._known[name] = tuple(self._found(name))
        return self._known[name]

    def _found(self, name: str) -> Iterator[Hit]:
        plain = name.removeprefix("the ")
        for hit in self._listed.hits([plain]):
            yield from self._as_asked(name, hit.entry, hit.list_name, "place" if hit.entry.kind is EntryKind.PLACE else "entity")
        for place, _, _ in self._sites(plain, (), of_place=True):
            for hit in self._listed.hits([place]):
                # an organisation that bears the place's name is listed as such too; one that only has its address there is another one
                if any(link.place == place and link.relation is not Relation.ADDRESS for link in hit.entry.places):
                    kinds = ["place"] if hit.entry.kind is EntryKind.PLACE else ["place", "entity"]
                    for kind in kinds:
                        yield from self._as_asked(name, hit.entry, hit.list_name, kind)

    def _as_asked(self, name: str, entry: ListEntry, loaded: str, kind: str) -> Iterator[Hit]:
        """The hit on each list that provisions name and the loaded one stands for."""
        return (Hit(name=name, entry=entry.names[0].text, list=row.key, kind=kind) for row in self._stands[loaded] if row.holds(entry))
