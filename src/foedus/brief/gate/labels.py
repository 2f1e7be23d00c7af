"""The caution that a sentence carries: single origin, hearsay, disputed, withdrawn."""

from collections.abc import Iterator

from foedus.brief.gate.basis import Basis
from foedus.brief.wording import label


def finding_faults(basis: Basis) -> Iterator[str]:
    """Findings that are not there, and a caution that is missing, too much, or another one."""
    statement, evidence = basis.statement, basis.evidence
    there = {finding.id for finding in basis.findings}
    yield from (f"a finding that is not there ({finding})" for finding in statement.findings if finding not in there)
    if not statement.findings:
        yield "no finding that it speaks of"
    cautions = {label(finding, evidence.of(finding)) for finding in basis.findings}
    if cautions and statement.label not in (cautions - {""} or {""}):
        yield f"a finding without its label ({', '.join(sorted(cautions - {''})) or 'none'})"
