"""OpenSanctions `targets.simple.csv`: a row an entry, several values of a cell apart by semicolons, quoted where they hold one."""

import csv
from collections.abc import Iterator
from pathlib import Path

from foedus.model.listing import Identifier, ListedName, NameKind
from foedus.screening.drafts import Draft
from foedus.screening.files import table
from foedus.screening.formats.ftm import kind_of
from foedus.screening.formats.heads import Head, latest


def head(path: Path) -> Head:
    """The date is that of the latest look at a source, else of the latest change."""
    seen: set[str] = set()
    datasets: set[str] = set()
    for row in table(path):
        seen.add((row.get("last_seen") or row.get("last_change") or "")[:10])
        datasets.add(row.get("dataset", ""))
    return Head(dated=latest(seen), dataset=next(iter(datasets)) if len(datasets) == 1 else "")


def drafts(path: Path) -> Iterator[Draft]:
    """The entries. The form says since when OpenSanctions has seen an entry, not since when it is listed: no dates are taken over."""
    for row in table(path):
        aliases = (ListedName(text=alias, kind=NameKind.ALIAS) for alias in _values(row.get("aliases", "")))
        yield Draft(
            reference=row["id"],
            kind=kind_of(row["schema"]),
            names=(ListedName(text=row["name"]), *aliases),
            countries=_values(row.get("countries", "")),
            births=_values(row.get("birth_date", "")),
            identifiers=tuple(Identifier(kind="identifier", value=value) for value in _values(row.get("identifiers", ""))),
            programmes=_values(row.get("program_ids", "")) or _values(row.get("sanctions", "")),
            addresses=_values(row.get("addresses", "")),
        )


def _values(cell: str) -> tuple[str, ...]:
    if '"' not in cell:
        return tuple(filter(None, map(str.strip, cell.split(";"))))
    # a line end within a value means nothing, and the reader of rows would stumble over it
    flat = " ".join(cell.split())
    return tuple(value.strip() for value in next(csv.reader([flat], delimiter=";"), []) if value.strip())
