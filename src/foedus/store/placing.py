"""Where the deeds of findings are placed, and how many there are in each month."""

from collections.abc import Collection, Sequence

import msgspec
from sqlalchemy import func, select

from foedus.errors import LedgerError
from foedus.model.claim import Claim
from foedus.model.finding import Superseded
from foedus.model.mention import PlaceMention
from foedus.model.record import ClaimId, FindingId, Record
from foedus.store import schema
from foedus.store.ledger import Ledger
from foedus.store.rows import decode
from foedus.store.selecting import Condition


class _Event(Record, frozen=True, kw_only=True):
    """What is read of an event."""

    place: PlaceMention | None = None


class _Told(Record, frozen=True, kw_only=True):
    """What is read of a claim: no more, since all claims of a ledger may be meant."""

    event: _Event


class _Weighed(Record, frozen=True, kw_only=True):
    """What is read of a finding."""

    superseded: tuple[Superseded, ...] = ()


class PlacedClaim(Record, frozen=True, kw_only=True):
    """A claim that names a place, and its finding."""

    finding: FindingId
    claim: ClaimId
    place: PlaceMention


def placed_claims(ledger: Ledger, conditions: Sequence[Condition]) -> tuple[PlacedClaim, ...]:
    """The claims that name a place, as they were coded, of findings that fulfil all conditions, the latest reported finding first.

    Claims that were corrected or withdrawn by their reports are left out.

    Raises:
        LedgerError: The ledger is damaged.
    """
    table, link, claims = schema.findings, schema.finding_claims, schema.claims
    query = (
        select(table.c.id, claims.c.id, claims.c.record)
        .join(link, link.c.finding == table.c.id)
        .join(claims, claims.c.id == link.c.claim)
        .where(*conditions)
        .order_by(table.c.last_report.desc(), table.c.id, claims.c.id)
    )
    read = msgspec.json.Decoder(_Told)
    found: list[PlacedClaim] = []
    with ledger.snapshot() as connection:
        weighed = connection.execute(select(table.c.record).where(*conditions)).scalars()
        gone = {entry.claim for record in weighed for entry in decode(record, _Weighed).superseded}
        for finding, claim, record in connection.execute(query):
            place = _place(read, record)
            if place is not None and claim not in gone:
                found.append(PlacedClaim(finding=finding, claim=claim, place=place))
    return tuple(found)


def _place(read: msgspec.json.Decoder[_Told], record: bytes) -> PlaceMention | None:
    try:
        return read.decode(record).event.place
    except msgspec.MsgspecError as error:
        msg = f"the ledger is damaged: a claim in it cannot be read: {error}"
        raise LedgerError(msg) from error


def judged_claims(ledger: Ledger) -> tuple[Claim, ...]:
    """All claims of the documents on which somebody decided something."""
    judged = select(schema.judgement_targets.c.document)
    table = schema.claims.c
    with ledger.snapshot() as connection:
        return tuple(decode(record, Claim) for record in connection.scalars(select(table.record).where(table.document.in_(judged))))


def months(ledger: Ledger, conditions: Sequence[Condition]) -> dict[str, int]:
    """How many findings there are by the month of their first day (`2025-04`), empty where no day is known."""
    month = func.substr(schema.findings.c.first_day, 1, 7)
    with ledger.snapshot() as connection:
        return {row[0]: row[1] for row in connection.execute(select(month, func.count()).where(*conditions).group_by(month))}


def findings_among(ledger: Ledger, conditions: Sequence[Condition], claims: Collection[ClaimId]) -> dict[ClaimId, FindingId]:
    """Which of some claims are in findings that fulfil all conditions, and in which."""
    link, table = schema.finding_claims.c, schema.findings.c
    query = select(link.claim, link.finding).where(link.claim.in_(sorted(claims)), link.finding.in_(select(table.id).where(*conditions)))
    with ledger.snapshot() as connection:
        return {row.claim: row.finding for row in connection.execute(query)}
