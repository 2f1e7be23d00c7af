"""Which provisions and treaties findings may touch, and what these ask that no report tells."""

from collections import defaultdict
from collections.abc import Mapping

from foedus.brief.evidence import Evidence
from foedus.exposure.assessing import Assessor
from foedus.model.exposure import Check, Exposed, Result, Truth
from foedus.model.exposure import Listed as ListedFor
from foedus.model.record import FindingId
from foedus.outlook.questions import OpenTest


def exposed(
    evidence: Evidence, *, assessor: Assessor | None = None, listed: ListedFor | None = None, every: bool = False
) -> dict[FindingId, Exposed]:
    """What findings may touch: provisions and treaties, by the findings' ids.

    Args:
        evidence: The findings, with all claims and documents.
        assessor: One with treaties that the user loaded; over the shipped tables if none.
        listed: Lists that the user loaded.
        every: Also the provisions that nothing in a deed's words points to.

    Raises:
        DataError: A table is broken.
    """
    made = assessor or Assessor.load()
    found = {}
    for finding in evidence.findings:
        # what was corrected or withdrawn touches nothing
        standing = {claim.id: claim for claim in evidence.standing(finding)}
        found[finding.id] = made.assess(finding, standing, evidence.documents, listed=listed, every=every)
    return found


def open_tests(exposed: Mapping[FindingId, Exposed]) -> list[OpenTest]:
    """What binding rules ask and the reports do not say; each question of a finding once, with the rules that ask it, drafts left out."""
    asking: defaultdict[tuple[FindingId, str], dict[str, Check]] = defaultdict(dict)
    for finding, found in exposed.items():
        for exposure in found.exposures:
            if exposure.result in {Result.CLEAR, Result.PARTIAL} and not exposure.is_draft:
                for check in exposure.tests:
                    if check.question and check.value is Truth.UNKNOWN:
                        asking[finding, check.question].setdefault(exposure.cite, check)
    return [
        OpenTest(
            text=text, source=", ".join(checks), findings=(finding,), claims=tuple({c.claim: None for c in checks.values() if c.claim})
        )
        for (finding, text), checks in asking.items()
    ]
