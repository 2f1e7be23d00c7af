"""How far along the deed is: each phrase for a status belongs to the claim told, or to the latest report."""

from collections.abc import Callable

from foedus.brief.gate.basis import Bound
from foedus.brief.gate.reading import Reading
from foedus.brief.wording import STATUS
from foedus.model.claim import Claim
from foedus.model.finding import Finding

_LATEST = "in the latest report "


def take_states(reading: Reading, bound: Bound, finding: Finding | None) -> None:
    """Account for the phrases for statuses of one deed.

    Args:
        reading: The sentence.
        bound: The claims that can be the one told; narrowed to those of the status that is told.
        finding: The finding, whose status is that of the latest report.
    """
    latest = _taken(reading, _LATEST)
    first = _taken(reading, "")
    if not first:
        bound.faults.append("no status")
    for status in first:
        bound.narrow(_of_status(status), f"a status that the claim told does not report ({STATUS[status]})")
    for status in latest:
        if finding is None or finding.status != status:
            bound.faults.append(f"a status that is not the latest ({STATUS[status]})")
    if first and not latest and finding is not None and all(claim.headline != finding.status for claim in bound.claims):
        bound.faults.append(f"a status that the latest report has changed, without that report ({finding.status})")


def _of_status(status: str) -> Callable[[Claim], bool]:
    return lambda claim: claim.headline == status


def _taken(reading: Reading, before: str) -> list[str]:
    """The statuses told, the longest phrases first, for some hold others."""
    found = []
    for status, words in sorted(STATUS.items(), key=lambda item: -len(item[1])):
        while reading.take(f"{before}{words}"):
            found.append(status)
    return found
