"""What people decided about the claims of some documents, without reading all judgements."""

from collections.abc import Collection

from sqlalchemy import select

from foedus.errors import LookupFailed
from foedus.model.judgement import Judgement
from foedus.model.record import DocumentId
from foedus.store import schema
from foedus.store.ledger import Ledger
from foedus.store.rows import decode


def judgements_in(ledger: Ledger, documents: Collection[DocumentId]) -> tuple[Judgement, ...]:
    """The judgements on claims of documents, in order; those that take one of them back are among them.

    Args:
        ledger: The ledger.
        documents: Ten thousand at most.
    """
    table, targets = schema.judgements.c, schema.judgement_targets.c
    meant = select(targets.judgement).where(targets.document.in_(sorted(documents)))
    with ledger.snapshot() as connection:
        found = connection.scalars(select(table.record).where(table.position.in_(meant)).order_by(table.position))
        return tuple(decode(record, Judgement) for record in found)


def judgement_in(ledger: Ledger, key: str) -> Judgement:
    """The judgement of an id.

    Raises:
        LookupFailed: There is none.
    """
    table = schema.judgements.c
    with ledger.snapshot() as connection:
        record = connection.scalar(select(table.record).where(table.id == key))
    if record is None:
        msg = f"no judgement {key!r} in ledger {ledger.place}"
        raise LookupFailed(msg)
    return decode(record, Judgement)
