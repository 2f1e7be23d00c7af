"""Findings brought up to date with documents, claims and judgements, by whatever derives them."""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection, delete, select

from foedus.model.record import DocumentId, FindingId, Record
from foedus.store import schema
from foedus.store.putting import bump, next_waiting, revision
from foedus.store.shelf import LedgerShelf


class Changes(Protocol):
    """What reconciling did to the findings."""

    @property
    def new(self) -> Collection[FindingId]:
        """Findings that were not there before."""
        ...

    @property
    def gone(self) -> Collection[FindingId]:
        """Findings that are no more."""
        ...


class Reconciler(Protocol):
    """Derives findings."""

    @property
    def method(self) -> int:
        """Another number than before means that findings may come out otherwise."""
        ...

    def reconcile(self, shelf: LedgerShelf, ids: Collection[DocumentId]) -> Changes:
        """Bring the findings on a shelf up to date with documents that are new or were changed."""
        ...


class Refreshed(Record, frozen=True, kw_only=True):
    """What a refresh did to the findings: ids that are new and ids that are gone."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def refresh(writing: Callable[[], AbstractContextManager[Connection]], reconcilers: Callable[[], Reconciler]) -> Refreshed:
    """Bring the findings up to date, some documents in one transaction.

    Args:
        writing: Opens a transaction that holds the writer's lock.
        reconcilers: Gives a reconciler that knows nothing of any ledger yet.

    Returns:
        What changed.
    """
    reconciler, seen = reconcilers(), -1
    new: set[FindingId] = set()
    gone: set[FindingId] = set()
    while True:
        with writing() as connection:
            waiting = next_waiting(connection, reconciler.method)
            if not waiting:
                return Refreshed(new=tuple(sorted(new)), gone=tuple(sorted(gone)))
            if seen not in {-1, revision(connection, "findings")}:
                # another process has been at it: what the reconciler remembers is out of date
                reconciler = reconcilers()
            changes = reconciler.reconcile(LedgerShelf(connection), waiting)
            connection.execute(delete(schema.pending).where(schema.pending.c.document.in_(waiting)))
            bump(connection, "findings")
            seen = revision(connection, "findings")
        again = gone.intersection(changes.new)
        passing = new.intersection(changes.gone)
        new = (new - passing) | ({*changes.new} - again)
        gone = (gone - again) | ({*changes.gone} - passing)


def is_stale(connection: Connection, method: int) -> bool:
    """Whether the findings are not those that a reconciler of this method would derive from what is there."""
    if connection.execute(select(schema.pending).limit(1)).first() is not None:
        return True
    others = select(schema.documents.c.id).where(~select(schema.methods).where(schema.methods.c.number == method).exists())
    return connection.execute(others.limit(1)).first() is not None
