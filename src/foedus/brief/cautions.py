"""The cautions of several findings, for statements that speak of more than one."""

from collections.abc import Iterable

from foedus.brief.evidence import Evidence
from foedus.brief.wording import label
from foedus.model.finding import Finding

BETWEEN = "; "


def cautions(findings: Iterable[Finding], evidence: Evidence) -> str:
    """The cautions that any of the findings needs, each once: `disputed; single origin`; empty if none does."""
    found = {label(finding, evidence.of(finding)) for finding in findings}
    return BETWEEN.join(sorted(filter(None, found)))
