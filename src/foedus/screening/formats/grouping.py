"""Files with several rows an entry: what the rows of one say, put together."""

from collections.abc import Iterable, Iterator

from foedus.model.listing import Identifier, ListedName
from foedus.screening.drafts import Draft


class Gathered:
    """One entry, row by row; values that came before are not taken again.

    Args:
        reference: What the list calls it.
        kind: What it is.
    """

    def __init__(self, reference: str, kind: str) -> None:
        self._reference, self._kind = reference, kind
        self._names: dict[ListedName, None] = {}
        self._identifiers: dict[Identifier, None] = {}
        self._texts: dict[str, dict[str, None]] = {}

    def name(self, name: ListedName) -> None:
        """Take a name."""
        self._names[name] = None

    def identifier(self, kind: str, value: str) -> None:
        """Take a number, if there is one."""
        if value:
            self._identifiers[Identifier(kind=kind, value=value)] = None

    def add(self, field: str, *values: str) -> None:
        """Take values of a draft's field that are not empty."""
        self._texts.setdefault(field, {}).update(dict.fromkeys(filter(None, values)))

    def draft(self) -> Draft:
        """The whole entry."""
        return Draft(
            reference=self._reference,
            kind=self._kind,
            names=tuple(self._names),
            identifiers=tuple(self._identifiers),
            countries=self._all("countries"),
            births=self._all("births"),
            offices=self._all("offices"),
            programmes=self._all("programmes"),
            addresses=self._all("addresses"),
            listed_on=next(iter(self._all("listed_on")), ""),
            remarks=" ".join(self._all("remarks")),
        )

    def _all(self, field: str) -> tuple[str, ...]:
        return tuple(self._texts.get(field, ()))


class Gathering:
    """The entries of a file in the order of their first rows."""

    def __init__(self) -> None:
        self._entries: dict[str, Gathered] = {}

    def of(self, reference: str, kind: str) -> Gathered:
        """The entry of a reference; a new one is of that kind."""
        return self._entries.setdefault(reference, Gathered(reference, kind))

    def drafts(self) -> Iterator[Draft]:
        """All entries."""
        return (entry.draft() for entry in self._entries.values())


def joined(parts: Iterable[str], mark: str = " ") -> str:
    """Parts that are not empty, with a mark between."""
    return mark.join(filter(None, parts))
