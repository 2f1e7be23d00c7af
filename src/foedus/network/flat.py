"""The flat form of a tie, as `foedus network --json` writes it."""

from collections.abc import Mapping
from typing import Any

import msgspec

from foedus.model.network import Share, Tie
from foedus.model.record import FindingId

_PLACES = 4


def flat(tie: Tie, statuses: Mapping[FindingId, str]) -> dict[str, Any]:
    """A tie as plain values; fields are only ever added.

    Args:
        tie: The tie.
        statuses: The latest status of each of its findings.
    """
    return {
        "a": tie.a,
        "b": tie.b,
        "day": tie.day,
        "half_life_days": tie.half_life_days,
        "positive": round(tie.positive, _PLACES),
        "negative": round(tie.negative, _PLACES),
        "net": round(tie.net, _PLACES),
        "disputed": tie.disputed,
        "findings": [_share(share, statuses[share.contribution.finding]) for share in tie.shares],
        "standing": msgspec.to_builtins(tie.standing),
    }


def _share(share: Share, status: str) -> dict[str, Any]:
    made = share.contribution
    return {
        "finding": made.finding,
        "points": round(share.points, _PLACES),
        "points_then": round(made.points, _PLACES),
        "day": made.day,
        "dated": made.dated,
        "event": made.event,
        "mode": made.mode,
        "status": status,
        "intensity": made.intensity,
        "factors": dict(made.factors),
        "disputed": made.is_disputed,
    }
