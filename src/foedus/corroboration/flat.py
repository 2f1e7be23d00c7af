"""The flat form of a finding: one JSON line, as `foedus findings --json` writes it."""

from collections.abc import Mapping
from typing import Any

from foedus.model.claim import Claim
from foedus.model.exposure import Exposed, Exposure, Result
from foedus.model.finding import Finding
from foedus.model.record import ClaimId


def flat(finding: Finding, claims: Mapping[ClaimId, Claim] | None = None, exposed: Exposed | None = None) -> dict[str, Any]:
    """A finding as plain values; fields are only ever added.

    Args:
        finding: The finding.
        claims: Its claims, to list them by document and trigger position; sorted by id without them.
        exposed: What it may touch; `exposure` is none where nobody assessed it.

    Returns:
        A mapping that JSON can hold.
    """
    ids = [*finding.supporting, *finding.denying]
    known = claims or {}
    ordered = sorted(ids, key=lambda i: (known[i].name, known[i].event.trigger.start, i) if i in known else ("", 0, i))
    differing = [
        {
            "field": conflict.field,
            "relation": conflict.relation,
            "rule": conflict.rule,
            "values": [{"value": value.value, "claims": list(value.claims)} for value in conflict.values],
        }
        for conflict in finding.conflicts
    ]
    touched = None if exposed is None else [_touched(exposure) for exposure in exposed.exposures if _may_apply(exposure)]
    return {
        "finding": finding.id,
        "story": finding.story,
        "event": finding.event,
        "actors": list(finding.actors),
        "recipients": list(finding.recipients),
        "status": finding.status,
        "claims": ordered,
        "denying": list(finding.denying),
        "docs": list(finding.documents),
        "lineages": {
            "sure": finding.lineages.sure,
            "possible": finding.lineages.possible,
            "groups": [list(group) for group in finding.lineages.groups],
        },
        "articles": finding.articles,
        "echoes": list(finding.echoes),
        "conflicts": [entry for entry in differing if entry["relation"] == "conflict"],
        "differences": [entry for entry in differing if entry["relation"] != "conflict"],
        "timeline": [
            {"published": step.published, "status": step.status, "doc": step.document, "claim": step.claim} for step in finding.timeline
        ],
        "grade": finding.grade,
        "grade_reason": finding.grade_reason,
        "place": finding.place or None,
        "date": finding.date or None,
        "quantity": list(finding.quantity),
        "judgements": list(finding.judgements),
        "superseded": [{"claim": entry.claim, "by": entry.by, "kind": entry.kind, "reason": entry.reason} for entry in finding.superseded],
        "shared_control": [
            {
                "owner": shared.owner or None,
                "states": list(shared.states),
                "control": list(shared.control),
                "outlets": list(shared.outlets),
                "lineages": shared.lineages,
                "party": shared.is_party,
            }
            for shared in finding.shared_control
        ],
        "exposure": touched,
    }


def _may_apply(exposure: Exposure) -> bool:
    return exposure.result is not Result.NOT_APPLICABLE


def _touched(exposure: Exposure) -> dict[str, Any]:
    return {
        "provision": exposure.provision,
        "cite": exposure.cite,
        "result": exposure.result.value,
        "bound": list(exposure.bound),
        "draft": exposure.is_draft,
    }
