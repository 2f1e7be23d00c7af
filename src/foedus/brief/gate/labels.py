"""The cautions that a sentence carries: single origin, hearsay, disputed, withdrawn."""

from collections.abc import Iterator

from foedus.brief.captions import gravest
from foedus.brief.gate.basis import Basis
from foedus.brief.wording import label

_BETWEEN = "; "
# a drawing shows many findings at once, and has room for the gravest of their cautions
_CAPTION = "caption"


def finding_faults(basis: Basis) -> Iterator[str]:
    """Findings that are not there, and cautions that are missing, too many, twice or out of order.

    A sentence has the caution of each finding that it speaks of, each once and sorted; a caption has the gravest alone.
    """
    statement = basis.statement
    there = {finding.id for finding in basis.findings}
    yield from (f"a finding that is not there ({finding})" for finding in statement.findings if finding not in there)
    if not statement.findings:
        yield "no finding that it speaks of"
    needed = _needed(basis)
    if statement.label != needed:
        yield f"a finding without its label ({needed or 'none'})"


def _needed(basis: Basis) -> str:
    evidence = basis.evidence
    found = {label(finding, evidence.of(finding)) for finding in basis.findings}
    return gravest(found) if basis.statement.kind == _CAPTION else _BETWEEN.join(sorted(found - {""}))
