"""Outlets as the user knows them, and what one outlet is called."""

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources.abc import Traversable

import msgspec

from foedus.errors import DataError
from foedus.lexicon.names import state_codes
from foedus.lexicon.tables import data_file, toml
from foedus.model.outlet import Outlet
from foedus.model.record import Record

UNRATED = "F"

_ASIDE = re.compile(r"(?<!\s)\s*+\([^)]{0,200}\)\s*+$")


class _File(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    outlet: tuple[Outlet, ...] = ()


class Register:
    """What a person said of outlets.

    Args:
        outlets: Their rows, no name in two of them.

    Attributes:
        outlets: The rows as given.
    """

    def __init__(self, outlets: Iterable[Outlet] = ()) -> None:
        self.outlets = tuple(outlets)
        self._rows = {outlet_key(name): row for row in self.outlets for name in (row.name, *row.aliases)}

    @classmethod
    def load(cls, path: Traversable | None = None) -> "Register":
        """Read a register; without a path the shipped one, which is empty.

        Raises:
            DataError: The file does not have the form that the shipped one explains, names a state that there is not,
                or has one outlet twice.
        """
        path = path or data_file("outlets.toml")
        raw = toml(path)
        try:
            listed = msgspec.convert(raw, _File).outlet
        except msgspec.ValidationError as error:
            msg = f"{path.name}: {error}"
            raise DataError(msg) from error
        _check(listed, path.name)
        return cls(listed)

    def of(self, outlet: str | None) -> Outlet | None:
        """The row of an outlet, by any of its names; none if nobody gave it one."""
        return self._rows.get(outlet_key(outlet or ""))

    def letter(self, outlet: str | None) -> str:
        """The letter of an outlet, F if it has none."""
        row = self.of(outlet)
        return row.reliability if row else UNRATED


def _check(outlets: Iterable[Outlet], file: str) -> None:
    known: dict[str, str] = {}
    states = state_codes()
    for row in outlets:
        if row.state and row.state not in states:
            msg = f"{file}, {row.name!r}: {row.state!r} is no state's code; write it as in ISO 3166, such as RUS"
            raise DataError(msg)
        if row.control and not row.state:
            msg = f"{file}, {row.name!r}: control by whom? give the state's code too"
            raise DataError(msg)
        for key in sorted({outlet_key(name) for name in (row.name, *row.aliases)}):
            if not key or key in known:
                msg = f"{file}, {row.name!r}: " + (f"{known[key]!r} has that name too" if key else "a name is empty")
                raise DataError(msg)
            known[key] = row.name


@lru_cache(maxsize=50_000)
def outlet_key(name: str) -> str:
    """One form for all spellings of an outlet's name.

    >>> outlet_key("The Lusofonia Daily (English desk)")
    'lusofonia daily'
    """
    return _ASIDE.sub("", name).strip().lower().removeprefix("the ").strip()
