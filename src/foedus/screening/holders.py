"""Office-holders of our tables by their names, however a list writes them."""

from collections import defaultdict
from collections.abc import Sequence

from foedus.lexicon.entries import ISO3
from foedus.lexicon.names import Kind, Names
from foedus.screening.keys import name_keys


class Holders:
    """Tells who of the table of actors bears a name.

    Args:
        names: The table.
    """

    def __init__(self, names: Names) -> None:
        self._found: dict[str, set[str]] = defaultdict(set)
        for entity, entries in names.entities():
            for entry in entries:
                if entry.kind is Kind.PERSON:
                    for key in name_keys(entry.name, person=True):
                        self._found[key].add(entity)

    def __call__(self, name: str, countries: Sequence[str]) -> str:
        """The entity of the one office-holder of that name, empty if there is none or are several.

        Args:
            name: In any order and spelling.
            countries: What is known; somebody of another state is not meant. Those of no state are never excluded.
        """
        meant = {entity for key in name_keys(name, person=True) for entity in self._found.get(key, ())}
        homes = {entity: entity.partition(":")[2].partition("/")[0] for entity in meant}
        meant = {entity for entity in meant if not countries or homes[entity] in countries or not ISO3.fullmatch(homes[entity])}
        return meant.pop() if len(meant) == 1 else ""
