"""What people decide on exposures."""

import datetime as dt
from collections.abc import Iterable, Sequence

from foedus.corroboration.judging import target_of
from foedus.errors import JudgementError
from foedus.model.claim import Claim
from foedus.model.desk import ExposureDecision, ExposureVerdict
from foedus.model.record import Record
from foedus.store import Ledger
from foedus.store.desk import keep_exposure_decision


class Ruled(Record, frozen=True, kw_only=True):
    """What somebody says of a rule and a deed.

    Attributes:
        verdict: What they decide.
        who: Who decides.
        why: The reason.
        seen: How many decisions on the matter they saw; none if anything goes.
    """

    verdict: ExposureVerdict
    who: str
    why: str
    seen: int | None = None


def rule_on_exposure(ledger: Ledger, claims: Sequence[Claim], provision: str, ruled: Ruled) -> ExposureDecision:
    """Keep a decision on whether a deed is to be looked at under a rule.

    Args:
        ledger: The ledger.
        claims: All claims on the deed.
        provision: Id of the rule's row.
        ruled: The decision.

    Raises:
        JudgementError: No reason is given.
        StaleError: Somebody decided on it since; the error holds the decision.
    """
    if not ruled.why.strip():
        msg = "a decision needs a reason"
        raise JudgementError(msg)
    decision = ExposureDecision(
        targets=tuple(map(target_of, claims)),
        provision=provision,
        verdict=ruled.verdict,
        who=ruled.who,
        at=dt.datetime.now(dt.UTC),
        why=ruled.why.strip(),
    )
    keep_exposure_decision(ledger, decision, seen=ruled.seen)
    return decision


def decisions_on(decisions: Iterable[ExposureDecision], claims: Sequence[Claim], provision: str) -> tuple[ExposureDecision, ...]:
    """The decisions on a rule and the deed of these claims, in order; the last one stands."""
    targets = [target_of(claim) for claim in claims]
    return tuple(decision for decision in decisions if decision.is_on(targets, provision))
