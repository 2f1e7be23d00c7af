"""Readers of what a user loads beside documents: lists, tables, dictionaries."""

import datetime as dt
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from foedus.corroboration.outlets import Register
from foedus.errors import FoedusError
from foedus.exposure.alliances import read_alliances
from foedus.lexicon import petrarch
from foedus.lexicon.tables import rows
from foedus.listings import Stand
from foedus.model.outcome import Outcome
from foedus.network.standing import read_standing
from foedus.screening.loading import load
from foedus.web.users import read_users
from fuzz.readers.outcomes import told
from fuzz.told import Told

_NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
# the main file of the US Treasury's list is not read without the file of aliases beside it
_ALIASES = '901,1,"aka","KORLAN DRONES",-0- \r\n'


def _laid(raw: bytes, path: Path) -> Path:
    """The bytes as a file that nobody else may read."""
    path.write_bytes(raw)
    path.chmod(0o600)
    return path


def sanctions(raw: bytes, folder: Path) -> Told:
    """A sanctions list in any form, without gazetteer and table of office-holders."""
    (folder / "alt.csv").write_text(_ALIASES, encoding="utf-8")
    loaded = load(_laid(raw, folder / "sdn.csv"), _no_place, _nobody, now=_NOW)
    left_out = tuple(f"{item.count} {item.reason}" for item in loaded.edition.left_out)
    return Told(len(loaded.entries), (*left_out, *loaded.edition.warnings))


def _no_place(text: str, countries: Sequence[str], *, of_place: bool = False) -> Iterator[tuple[str, str, bool]]:
    del text, countries, of_place
    return iter(())


def _nobody(_name: str, _countries: Sequence[str]) -> str:
    return ""


def dictionary(raw: bytes, folder: Path) -> Told:
    """An actor, agent or verb dictionary."""
    found = petrarch.read([_laid(raw, folder / "dictionary.txt")])
    return Told(sum(file.rows for file in found.files), tuple(discard.reason for discard in found.discards))


def table(raw: bytes, folder: Path) -> Told:
    """A table of ours with rows of the user's."""
    return Told(len(list(rows(_laid(raw, folder / "table.tsv"), Stand))))


def register(raw: bytes, folder: Path) -> Told:
    """A register of outlets."""
    return Told(len(Register.load(_laid(raw, folder / "outlets.toml")).outlets))


def alliances(raw: bytes, folder: Path) -> Told:
    """A file of alliances."""
    return told(read_alliances(_laid(raw, folder / "alliances.csv")))


def standing(raw: bytes, folder: Path) -> Told:
    """A file of obligations."""
    found: Outcome[Any] = read_standing(_laid(raw, folder / "standing.csv"))
    return told(found)


def users(raw: bytes, folder: Path) -> Told:
    """A file of users of the workbench."""
    return Told(len(read_users(_laid(raw, folder / "users.tsv"))))


_TABLES: tuple[Callable[[bytes, Path], Told], ...] = (table, register, alliances, standing, users)


def tables(raw: bytes, folder: Path) -> Told:
    """The same bytes as each of these tables."""
    kept, reasons = 0, []
    for read in _TABLES:
        try:
            found = read(raw, folder)
        except FoedusError as error:
            reasons.append(str(error).replace(str(folder) + os.sep, ""))
            continue
        kept += found.kept
        reasons += found.reasons
    return Told(kept, tuple(reasons))
