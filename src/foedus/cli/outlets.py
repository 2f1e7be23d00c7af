"""`foedus outlets`: the register that a ledger keeps, and the outlets that are not in it yet."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console

from foedus.brief.wording import counted
from foedus.corroboration.outlets import Register, outlet_key
from foedus.desk.holding import existing
from foedus.errors import DataError
from foedus.lexicon.display import DisplayNames
from foedus.lexicon.tables import data_file
from foedus.model.outlet import Outlet
from foedus.model.record import Record
from foedus.store.outlets import keep_outlets, outlets_in, reports_by_outlet

# what a template leaves a place for
_TO_FILL = ("reliability", "owner", "state", "control")


class Told(Record, frozen=True, kw_only=True):
    """An outlet of a ledger.

    Attributes:
        outlet: What somebody said of it; its name alone if nobody did.
        is_listed: Whether it is in the register.
        reports: How many documents of the ledger are its own.
    """

    outlet: Outlet
    is_listed: bool
    reports: int


def keep_register(place: str, path: Path) -> str:
    """Keep a file as the register of a ledger, in place of the one before.

    Returns:
        One line that says what was kept, and what is still missing.

    Raises:
        DataError: The file is broken or not there; the register stays as it was.
        LedgerError: There is no such ledger.
    """
    if not path.is_file():
        msg = f"there is no file {path}"
        raise DataError(msg)
    register = Register.load(path)
    with existing(place) as ledger:
        changed = keep_outlets(ledger, register.outlets)
        missing = sum(not told.is_listed for told in _told(register, reports_by_outlet(ledger)))
    after = "findings are derived anew at the next look" if changed else "nothing changed"
    return f"{place}: {counted(len(register.outlets), 'outlet')} listed; {missing} of its reports' outlets are not; {after}"


def list_outlets(place: str, out: Console, *, as_json: bool) -> None:
    """Print what a ledger's register says of outlets, then those that occur in the ledger and are not in it.

    Raises:
        LedgerError: There is no such ledger.
    """
    told, nameless = _contents(place)
    for line in map(_json, told) if as_json else _lines(told, nameless):
        out.print(line, markup=False, soft_wrap=True)


def print_template(place: str, out: Console) -> None:
    """Print a register to fill: what the ledger has, and a table for each outlet that is not in it.

    Raises:
        LedgerError: There is no such ledger.
    """
    told, _ = _contents(place)
    for line in _template(told):
        out.print(line, markup=False, soft_wrap=True)


def _contents(place: str) -> tuple[list[Told], int]:
    """The outlets, listed ones first, and how many documents name none."""
    with existing(place) as ledger:
        reports = reports_by_outlet(ledger)
        return _told(Register(outlets_in(ledger)), reports), reports.get(None, 0)


def _told(register: Register, reports: Mapping[str | None, int]) -> list[Told]:
    counts = dict.fromkeys((row.name for row in register.outlets), 0)
    others: dict[str, list[str]] = {}
    for name in filter(None, reports):
        row = register.of(name)
        if row:
            counts[row.name] += reports[name]
        else:
            others.setdefault(outlet_key(name), []).append(name)
    listed = [Told(outlet=row, is_listed=True, reports=counts[row.name]) for row in register.outlets]
    return listed + [
        Told(outlet=Outlet(name=names[0], aliases=tuple(names[1:])), is_listed=False, reports=sum(reports[name] for name in names))
        for _, names in sorted(others.items())
    ]


def _json(told: Told) -> str:
    row: dict[str, Any] = msgspec.to_builtins(told.outlet)
    return msgspec.json.encode(row | {"listed": told.is_listed, "reports": told.reports}).decode()


def _lines(told: list[Told], nameless: int) -> Iterator[str]:
    names = DisplayNames.load()
    for item in told:
        row = item.outlet
        parts: list[str] = [row.reliability if item.is_listed else "not listed"]
        parts += [f"owner {row.owner}"] if row.owner else []
        parts += [f"{f'{row.control} by' if row.control else 'in the hands of'} {names.in_text(row.state)}"] if row.state else []
        parts += [f"also {', '.join(row.aliases)}"] if row.aliases else []
        yield f"{row.name}: {'; '.join(parts)}; {counted(item.reports, 'report')}"
    if nameless:
        yield f"{counted(nameless, 'report')} of no named outlet"


def _template(told: list[Told]) -> Iterator[str]:
    head = data_file("outlets.toml").read_text(encoding="utf-8").splitlines()
    yield from (line for line in head if line.startswith("#"))
    for item in told:
        yield from ("", "[[outlet]]", f"name = {_quoted(item.outlet.name)}  # {counted(item.reports, 'report')}")
        for field, value in msgspec.structs.asdict(item.outlet).items():
            if field != "name" and value and (item.is_listed or field != "reliability"):
                yield f"{field} = {_written(value)}"
            elif field in _TO_FILL:
                yield f'# {field} = ""'


def _written(value: str | tuple[str, ...] | dt.date) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_quoted, value))}]"
    return value.isoformat() if isinstance(value, dt.date) else _quoted(value)


def _quoted(text: str) -> str:
    """A basic string of TOML: one of JSON, but that TOML escapes one sign more."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
