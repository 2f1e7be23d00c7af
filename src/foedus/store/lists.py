"""The sanctions lists that a ledger keeps, entries found by key, and what people decided about hits."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from sqlalchemy import Connection, delete, insert, select

from foedus.errors import LookupFailed, StaleError
from foedus.model.listing import HitDecision, ListEntry, SanctionsList
from foedus.model.record import Record
from foedus.store import schema
from foedus.store.ledger import Ledger
from foedus.store.rows import decode, encode, insert_rows, next_position

_BATCH = 5_000


class Keys(Record, frozen=True, kw_only=True):
    """How entries are found.

    Attributes:
        of: Gives the keys of an entry.
        method: Another number where the same entry gives other keys than before.
    """

    of: Callable[[ListEntry], Collection[str]]
    method: int


def keep_list(ledger: Ledger, edition: SanctionsList, entries: Iterable[ListEntry], keys: Keys) -> bool:
    """Keep an edition of a list, whole or not at all; it stands in place of those before, which stay too.

    Args:
        ledger: The ledger.
        edition: What is loaded.
        entries: Its entries in order.
        keys: How they are found.

    Returns:
        False if this very file was the last one loaded as this list: then nothing changes.
    """
    with ledger.writing() as connection:
        table = schema.lists.c
        earlier = list(connection.scalars(select(table.id).where(table.name == edition.name).order_by(table.position)))
        if earlier[-1:] == [edition.id]:
            return False
        # an earlier file again is the latest edition from now on
        _remove(connection, [edition.id])
        position = next_position(connection, schema.lists)
        row = {"position": position, "id": edition.id, "name": edition.name, "record": encode(edition)}
        connection.execute(insert(schema.lists), [row])
        numbered = enumerate(entries)
        while batch := list(islice(numbered, _BATCH)):
            rows = [{"list": position, "position": place, "id": entry.id, "record": encode(entry)} for place, entry in batch]
            insert_rows(connection, schema.list_entries, rows)
            _put_keys(connection, position, batch, keys)
        connection.execute(insert(schema.keyed_lists).values(list=position, method=keys.method))
    return True


def editions_in(ledger: Ledger) -> tuple[SanctionsList, ...]:
    """All editions in the order in which they were loaded."""
    table = schema.lists.c
    with ledger.snapshot() as connection:
        return tuple(decode(record, SanctionsList) for record in connection.scalars(select(table.record).order_by(table.position)))


def latest(editions: Iterable[SanctionsList]) -> tuple[SanctionsList, ...]:
    """The last edition of each list, by name."""
    found = {edition.name: edition for edition in editions}
    return tuple(found[name] for name in sorted(found))


def remove_lists(ledger: Ledger, key: str) -> tuple[SanctionsList, ...]:
    """Take out the edition of an id or its beginning, or all editions of a list's name; decisions stay.

    Raises:
        LookupFailed: There is none, or an id's beginning fits several.
    """
    editions = editions_in(ledger)
    meant = tuple(edition for edition in editions if edition.name == key)
    begun = tuple(edition for edition in editions if edition.id.startswith(key))
    if not meant and len(begun) != 1:
        msg = f"{len(begun)} lists in {ledger.place} have an id that begins with {key!r}, and none that name"
        raise LookupFailed(msg)
    with ledger.writing() as connection:
        _remove(connection, [edition.id for edition in meant or begun])
    return meant or begun


def decide(ledger: Ledger, decision: HitDecision, *, seen: int | None = None) -> None:
    """Keep a decision, after all that were made before.

    Args:
        ledger: The ledger.
        decision: What was decided.
        seen: How many decisions on the name and the entry were there when it was made; none if anything goes.

    Raises:
        StaleError: Somebody decided on them since; the error holds the last decision.
    """
    with ledger.writing() as connection:
        if seen is not None:
            earlier = [known for known in _decisions(connection) if known.matter == decision.matter]
            if len(earlier) != seen:
                msg = "somebody decided on this since you read it"
                raise StaleError(msg, theirs=earlier[-1] if earlier else None, version=len(earlier))
        row = {"position": next_position(connection, schema.hit_decisions), "id": decision.id, "record": encode(decision)}
        connection.execute(insert(schema.hit_decisions), [row])


def entry_in(ledger: Ledger, edition: str, entry: str) -> tuple[str, ListEntry]:
    """An entry of an edition by both ids, with the name of the list.

    Raises:
        LookupFailed: There is none.
    """
    lists, entries = schema.lists.c, schema.list_entries.c
    query = (
        select(lists.name, entries.record)
        .join_from(schema.list_entries, schema.lists, lists.position == entries.list)
        .where(lists.id == edition, entries.id == entry)
    )
    with ledger.snapshot() as connection:
        row = connection.execute(query).first()
    if row is None:
        msg = f"no entry {entry!r} in a list {edition!r} of ledger {ledger.place}"
        raise LookupFailed(msg)
    return row.name, decode(row.record, ListEntry)


def decisions_in(ledger: Ledger) -> tuple[HitDecision, ...]:
    """All decisions in the order in which they were made."""
    with ledger.snapshot() as connection:
        return _decisions(connection)


class LedgerLists:
    """The latest edition of each list of a ledger, as they are when this is made.

    Lists that have no keys yet, or those of an older version (after an import, or an update of foedus), get them first.

    Args:
        ledger: The ledger, which stays open.
        keys: How entries are found.
    """

    def __init__(self, ledger: Ledger, keys: Keys) -> None:
        self._ledger = ledger
        self._editions = latest(editions_in(ledger))
        self._ids = self._positions()
        self._refresh_keys(keys)

    def editions(self) -> Sequence[SanctionsList]:
        """The editions by name."""
        return self._editions

    def under(self, keys: Collection[str]) -> Mapping[str, Sequence[tuple[str, ListEntry]]]:
        """The entries under each key, with the id of their edition."""
        table, entries = schema.list_keys.c, schema.list_entries
        found: dict[str, list[tuple[str, ListEntry]]] = defaultdict(list)
        wanted = iter(sorted(keys))
        with self._ledger.snapshot() as connection:
            while batch := list(islice(wanted, _BATCH)):
                query = (
                    select(table.key, table.list, entries.c.record)
                    .join(entries, (entries.c.list == table.list) & (entries.c.position == table.position))
                    .where(table.list.in_(sorted(self._ids)), table.key.in_(batch))
                    .order_by(table.key, table.list, table.position)
                )
                for key, position, record in connection.execute(query):
                    found[key].append((self._ids[position], decode(record, ListEntry)))
        return found

    def entries(self) -> Iterator[tuple[str, ListEntry]]:
        """All entries, with the id of their edition."""
        table = schema.list_entries.c
        query = select(table.list, table.record).where(table.list.in_(sorted(self._ids))).order_by(table.list, table.position)
        with self._ledger.snapshot() as connection:
            for position, record in connection.execute(query.execution_options(yield_per=_BATCH)):
                yield self._ids[position], decode(record, ListEntry)

    def _positions(self) -> dict[int, str]:
        table = schema.lists.c
        with self._ledger.snapshot() as connection:
            query = select(table.position, table.id).where(table.id.in_([edition.id for edition in self._editions]))
            return {row.position: row.id for row in connection.execute(query)}

    def _refresh_keys(self, keys: Keys) -> None:
        keyed, table = schema.keyed_lists.c, schema.list_entries.c
        with self._ledger.snapshot() as connection:
            done = set(connection.scalars(select(keyed.list).where(keyed.method == keys.method)))
        if done.issuperset(self._ids):
            return
        with self._ledger.writing() as connection:
            for position in sorted(set(self._ids) - done):
                _forget_keys(connection, [position])
                query = select(table.position, table.record).where(table.list == position).order_by(table.position)
                rows = connection.execute(query)
                while batch := [(row.position, decode(row.record, ListEntry)) for row in rows.fetchmany(_BATCH)]:
                    _put_keys(connection, position, batch, keys)
                connection.execute(insert(schema.keyed_lists).values(list=position, method=keys.method))


def _decisions(connection: Connection) -> tuple[HitDecision, ...]:
    table = schema.hit_decisions.c
    return tuple(decode(record, HitDecision) for record in connection.scalars(select(table.record).order_by(table.position)))


def _put_keys(connection: Connection, position: int, entries: Iterable[tuple[int, ListEntry]], keys: Keys) -> None:
    found = sorted((key, place) for place, entry in entries for key in keys.of(entry))
    insert_rows(connection, schema.list_keys, [{"list": position, "key": key, "position": place} for key, place in found])


def _forget_keys(connection: Connection, positions: Sequence[int]) -> None:
    for table in (schema.list_keys, schema.keyed_lists):
        connection.execute(delete(table).where(table.c.list.in_(positions)))


def _remove(connection: Connection, ids: Sequence[str]) -> None:
    table = schema.lists
    positions = list(connection.scalars(select(table.c.position).where(table.c.id.in_(ids))))
    _forget_keys(connection, positions)
    connection.execute(delete(table).where(table.c.position.in_(positions)))
