"""From findings to what each of them does to the ties between states."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product
from typing import Literal

from foedus.model.claim import Act, Certainty, Claim, Polarity
from foedus.model.finding import Finding
from foedus.model.network import Contribution
from foedus.model.outcome import Discard, Outcome
from foedus.model.period import Period
from foedus.model.record import ClaimId
from foedus.network.weights import Weights

STAGE = "network"
_PAST = frozenset({"completed", "ceased"})
_FIRMEST = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNCOMMITTED)
_STATE = 3
_ONE_DAY = dt.timedelta(days=1)


def contributions(findings: Iterable[Finding], claims: Mapping[ClaimId, Claim], weights: Weights | None = None) -> Outcome[Contribution]:
    """Weigh findings.

    A deed with actors and recipients ties each state among the ones to each among the others, in full. Where nobody is acted upon,
    several actors of a mutual deed are tied to one another, each pair by 1/(n-1) for n states (Newman, Physical Review E 64, 2001,
    016132: of one meeting each takes home one). Organs of a state count for it; domestic actors, organisations and their members do not.

    Args:
        findings: The findings.
        claims: Their claims by id, for modes and certainty; without a finding's claims its type's own intensity counts, and no certainty.
        weights: The table; the shipped one if none.

    Returns:
        Contributions in order of finding and pair, those of no points too (a denied deed is shown, and counts nothing). Set aside are
        findings between states that no report dates; those of no two states bear on no tie and leave no trace.
    """
    weights = weights or Weights.load()
    kept: list[Contribution] = []
    discards: list[Discard] = []
    for finding in sorted(findings, key=lambda finding: finding.id):
        pairs = pairs_of(finding, weights)
        if not pairs:
            continue
        counted = counts_from(finding)
        if counted is None:
            discards.append(Discard(stage=STAGE, place=finding.id, reason="neither the deed nor any report of it is dated"))
            continue
        kept += _weighed(finding, [claims[claim] for claim in finding.supporting if claim in claims], pairs, counted, weights)
    return Outcome(kept=tuple(kept), discards=tuple(discards))


def state_of(code: str, organs: frozenset[str]) -> str | None:
    """The state that a flat code counts for: the state itself or its organ; none for other actors and for organisations.

    >>> state_of("PRK", frozenset({"MIL"})), state_of("PRK:MIL", frozenset({"MIL"})), state_of("SDN:REB", frozenset({"MIL"}))
    ('PRK', 'PRK', None)
    """
    head, _, sector = code.partition(":")
    if len(head) != _STATE or head in {"UNK", "IGO", "NGO", "IMG", "MNC"}:
        return None
    return head if not sector or sector in organs else None


def pairs_of(finding: Finding, weights: Weights) -> dict[tuple[str, str], float]:
    """The pairs of states that a deed ties, each in order of the alphabet, with the share of it that each gets."""
    actors, recipients = (
        {state for code in codes if (state := state_of(code, weights.organs))} for codes in (finding.actors, finding.recipients)
    )
    if finding.recipients:
        return {(min(a, b), max(a, b)): 1.0 for a, b in product(sorted(actors), sorted(recipients)) if a != b}
    if finding.event not in weights.types.mutual or len(actors) < 2:  # noqa: PLR2004  # a tie has two ends
        return {}
    return dict.fromkeys(combinations(sorted(actors), 2), 1 / (len(actors) - 1))


def _weighed(
    finding: Finding,
    claims: Sequence[Claim],
    pairs: Mapping[tuple[str, str], float],
    counted: tuple[dt.date, Literal["deed", "report"]],
    weights: Weights,
) -> list[Contribution]:
    standing = _standing(finding, claims)
    mode = _mode(finding, standing)
    intensity = weights.intensity(finding.event, mode)
    factors = _factors(finding, standing, weights)
    points = intensity
    for _, value in factors:
        points *= value
    is_disputed = bool(finding.denying) or any(conflict.relation == "conflict" for conflict in finding.conflicts)
    return [
        Contribution(
            finding=finding.id,
            a=a,
            b=b,
            day=counted[0],
            dated=counted[1],
            event=finding.event,
            mode=mode,
            intensity=intensity,
            factors=(*factors, ("share", share)) if share != 1 else factors,
            points=points * share + 0.0,  # no negative zero
            is_disputed=is_disputed,
        )
        for (a, b), share in sorted(pairs.items())
    ]


def _standing(finding: Finding, claims: Sequence[Claim]) -> list[Claim]:
    """The claims that report it and were neither corrected nor withdrawn, echoes only if there is nothing else."""
    gone = {entry.claim for entry in finding.superseded}
    held = [claim for claim in claims if claim.id not in gone and claim.polarity is Polarity.POSITIVE and claim.act is not Act.DENIES]
    return [claim for claim in held if claim.name not in finding.echoes] or held


def _mode(finding: Finding, claims: Sequence[Claim]) -> str:
    """The mode that most claims of the finding's own type give, the first in the alphabet of several; empty if none."""
    modes = Counter(claim.event.mode for claim in claims if claim.event.type == finding.event)
    return min(modes, key=lambda mode: (-modes[mode], mode), default="")


def _factors(finding: Finding, claims: Sequence[Claim], weights: Weights) -> tuple[tuple[str, float], ...]:
    factors = [("status", weights.status(finding.event, finding.status))]
    firmest = min((claim.certainty for claim in claims), key=_FIRMEST.index, default=None)
    if firmest is not None:
        factors.append(("certainty", weights.certainty(firmest)))
    factors.append(("lineages", 1 - weights.support.doubt**finding.lineages.sure))
    if finding.denying and finding.status != "denied":
        factors.append(("contested", weights.support.contested))
    return tuple(factors)


def counts_from(finding: Finding) -> tuple[dt.date, Literal["deed", "report"]] | None:
    """The day from which a finding counts; none if nothing dates it.

    A deed that is past counts from its own day, the last one that the words leave open, but not after it was reported. Any other, and one
    without a date, counts from the first report of its present status.
    """
    steps = [step for step in finding.timeline if step.published]
    first = next((step for step in steps if step.status == finding.status), steps[0] if steps else None)
    reported = dt.date.fromisoformat(first.published) if first else None
    if finding.date and (finding.status in _PAST or reported is None):
        last = Period.parse(finding.date).end - _ONE_DAY
        return (min(last, reported) if reported else last), "deed"
    return (reported, "report") if reported else None
