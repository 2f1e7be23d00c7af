"""What people keep beside judgements: decisions on exposures, commentary, frozen briefs, what they looked at."""

import hashlib
from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from foedus.errors import LookupFailed, StaleError
from foedus.model.brief import Brief
from foedus.model.desk import Draft, ExposureDecision, Freezing, FrozenBrief, Look
from foedus.store import schema
from foedus.store.ledger import Ledger
from foedus.store.rows import decode, encode, next_position


def keep_exposure_decision(ledger: Ledger, decision: ExposureDecision, *, seen: int | None = None) -> None:
    """Keep a decision after all that were made before.

    Args:
        ledger: The ledger.
        decision: What was decided.
        seen: How many decisions on the same matter were there when it was made; none if anything goes.

    Raises:
        StaleError: Somebody decided on it since; the error holds the last decision.
    """
    with ledger.writing() as connection:
        if seen is not None:
            earlier = [known for known in _exposure_decisions(connection) if known.is_on(decision.targets, decision.provision)]
            if len(earlier) != seen:
                msg = "somebody decided on this since you read it"
                raise StaleError(msg, theirs=earlier[-1] if earlier else None, version=len(earlier))
        position = next_position(connection, schema.exposure_decisions)
        row = {"position": position, "id": decision.id, "record": encode(decision)}
        connection.execute(insert(schema.exposure_decisions), [row])


def exposure_decisions_in(ledger: Ledger) -> tuple[ExposureDecision, ...]:
    """All decisions on exposures, in order."""
    with ledger.snapshot() as connection:
        return _exposure_decisions(connection)


def _exposure_decisions(connection: Connection) -> tuple[ExposureDecision, ...]:
    table = schema.exposure_decisions.c
    found = connection.scalars(select(table.record).order_by(table.position))
    return tuple(decode(record, ExposureDecision) for record in found)


def draft_in(ledger: Ledger, name: str) -> tuple[Draft | None, int]:
    """The commentary of a brief and its version; none and 0 if nobody wrote any."""
    with ledger.snapshot() as connection:
        return _draft(connection, name)


def drafts_in(ledger: Ledger) -> tuple[Draft, ...]:
    """All drafts by name."""
    table = schema.drafts.c
    with ledger.snapshot() as connection:
        return tuple(decode(record, Draft) for record in connection.scalars(select(table.record).order_by(table.name)))


def keep_draft(ledger: Ledger, draft: Draft, *, seen: int) -> int:
    """Keep commentary in place of the version that its writer saw.

    Returns:
        Its version.

    Raises:
        StaleError: Somebody changed it since; the error holds their version.
    """
    with ledger.writing() as connection:
        known, version = _draft(connection, draft.name)
        if version != seen:
            msg = f"the commentary on {draft.name!r} was changed since you read it"
            raise StaleError(msg, theirs=known, version=version)
        table = schema.drafts
        row = {"version": version + 1, "record": encode(draft)}
        if known is None:
            connection.execute(insert(table), [{"name": draft.name, **row}])
        else:
            connection.execute(update(table).where(table.c.name == draft.name).values(row))
        return version + 1


def _draft(connection: Connection, name: str) -> tuple[Draft | None, int]:
    table = schema.drafts.c
    row = connection.execute(select(table.version, table.record).where(table.name == name)).one_or_none()
    return (decode(row.record, Draft), row.version) if row else (None, 0)


def freeze(ledger: Ledger, frozen: FrozenBrief) -> FrozenBrief:
    """Keep a brief as the next version of its name.

    Args:
        ledger: The ledger.
        frozen: The brief; its version and hash are set here.
    """
    table = schema.frozen_briefs
    with ledger.writing() as connection:
        last = connection.scalar(select(func.max(table.c.version)).where(table.c.name == frozen.name)) or 0
        kept = msgspec.structs.replace(frozen, version=last + 1, sha256=digest_of(frozen.brief))
        row = {"position": next_position(connection, table), "name": kept.name, "version": kept.version, "record": encode(kept)}
        connection.execute(insert(table), [row])
    return kept


def digest_of(brief: Brief) -> str:
    """The SHA-256 of a brief as JSON, by which a frozen one is known again."""
    return hashlib.sha256(msgspec.json.encode(brief)).hexdigest()


def frozen_in(ledger: Ledger, name: str = "") -> tuple[FrozenBrief, ...]:
    """The frozen briefs of a name, else all, in the order in which they were frozen."""
    table = schema.frozen_briefs.c
    query = select(table.record).order_by(table.position)
    with ledger.snapshot() as connection:
        found = connection.scalars(query.where(table.name == name) if name else query)
        return tuple(decode(record, FrozenBrief) for record in found)


def freezings_in(ledger: Ledger, name: str = "") -> tuple[Freezing, ...]:
    """What was frozen under a name, else all, in the order in which it was frozen, without the briefs themselves."""
    table = schema.frozen_briefs.c
    query = select(table.record).order_by(table.position)
    with ledger.snapshot() as connection:
        found = connection.scalars(query.where(table.name == name) if name else query)
        return tuple(decode(record, Freezing) for record in found)


def frozen_brief(ledger: Ledger, name: str, version: int) -> FrozenBrief:
    """One version of a frozen brief.

    Raises:
        LookupFailed: There is none.
    """
    table = schema.frozen_briefs.c
    with ledger.snapshot() as connection:
        record = connection.scalar(select(table.record).where(table.name == name, table.version == version))
    if record is None:
        msg = f"no version {version} of a brief {name!r} in ledger {ledger.place}"
        raise LookupFailed(msg)
    return decode(record, FrozenBrief)


def look_of(ledger: Ledger, who: str, story: str) -> Look | None:
    """What a user saw of a story last; none if they never looked."""
    table = schema.looks.c
    with ledger.snapshot() as connection:
        record = connection.scalar(select(table.record).where(table.who == who, table.story == story))
    return decode(record, Look) if record else None


def keep_looks(ledger: Ledger, looks: Iterable[Look]) -> None:
    """Keep what users saw, in place of what they saw before."""
    rows: Sequence[Look] = list(looks)
    table = schema.looks
    with ledger.writing() as connection:
        for look in rows:
            connection.execute(delete(table).where(table.c.who == look.who, table.c.story == look.story))
            connection.execute(insert(table), [{"who": look.who, "story": look.story, "record": encode(look)}])
