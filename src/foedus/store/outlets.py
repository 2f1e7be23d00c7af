"""The register of outlets that a ledger keeps: what a person said of them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, insert, select

from foedus.model.outlet import Outlet
from foedus.store import schema
from foedus.store.ledger import Ledger
from foedus.store.putting import all_waiting
from foedus.store.rows import decode, encode


def outlets_in(ledger: Ledger) -> tuple[Outlet, ...]:
    """The outlets that somebody listed, by name; empty until somebody does."""
    table = schema.outlets.c
    with ledger.snapshot() as connection:
        return tuple(decode(record, Outlet) for record in connection.scalars(select(table.record).order_by(table.name)))


def keep_outlets(ledger: Ledger, outlets: Sequence[Outlet]) -> bool:
    """Keep a register in place of the one before; the findings rest on it from the next refresh on.

    Args:
        ledger: The ledger.
        outlets: All that are listed, each name once.

    Returns:
        False if the ledger has this very register: then nothing changes.
    """
    table = schema.outlets
    rows = [{"name": row.name, "record": encode(row)} for row in sorted(outlets, key=lambda row: row.name)]
    with ledger.writing() as connection:
        if list(connection.execute(select(table).order_by(table.c.name)).mappings()) == rows:
            return False
        connection.execute(delete(table))
        if rows:
            connection.execute(insert(table), rows)
        all_waiting(connection)
    return True


def reports_by_outlet(ledger: Ledger) -> Mapping[str | None, int]:
    """How many documents each outlet has, as they name it; under none those of no named outlet."""
    outlet = schema.documents.c.outlet
    with ledger.snapshot() as connection:
        found = {row.outlet: row.count for row in connection.execute(select(outlet, func.count().label("count")).group_by(outlet))}
    return dict(sorted(found.items(), key=lambda item: (item[0] is None, item[0] or "")))
