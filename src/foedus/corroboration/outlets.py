"""Outlets as the user rates them, and what one outlet is called."""

import re
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import Literal

import msgspec

from foedus.errors import DataError
from foedus.lexicon.tables import data_file, toml
from foedus.model.record import Record

UNRATED = "F"

_ASIDE = re.compile(r"\s*\([^)]*\)\s*$")


class Outlet(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rated outlet of the register, as the file explains."""

    name: str
    reliability: Literal["A", "B", "C", "D", "E", "F"]
    aliases: tuple[str, ...] = ()
    since: object = None
    by: str = ""
    why: str = ""


class _File(Record, frozen=True, kw_only=True):
    outlet: tuple[Outlet, ...] = ()


class Register:
    """The letters that a person gave to outlets."""

    def __init__(self, letters: Mapping[str, str]) -> None:
        self._letters = dict(letters)

    @classmethod
    def load(cls, path: Traversable | None = None) -> "Register":
        """Read a register; without a path the shipped one, which is empty.

        Raises:
            DataError: The file does not have the form that the shipped one explains.
        """
        path = path or data_file("outlets.toml")
        raw = toml(path)
        try:
            listed = msgspec.convert(raw, _File)
        except msgspec.ValidationError as error:
            msg = f"{path.name}: {error}"
            raise DataError(msg) from error
        return cls({outlet_key(name): row.reliability for row in listed.outlet for name in (row.name, *row.aliases)})

    def letter(self, outlet: str | None) -> str:
        """The letter of an outlet, F if it has none."""
        return self._letters.get(outlet_key(outlet or ""), UNRATED)


def outlet_key(name: str) -> str:
    """One form for all spellings of an outlet's name.

    >>> outlet_key("The Lusofonia Daily (English desk)")
    'lusofonia daily'
    """
    return _ASIDE.sub("", name).strip().lower().removeprefix("the ").strip()
