"""Counts of reports, echoes and origins: each number with its noun is the finding's."""

import re
from collections.abc import Iterator

from foedus.brief.gate.basis import Basis
from foedus.brief.gate.reading import Reading
from foedus.brief.wording import support
from foedus.model.finding import Finding

_REPORTS = r"\b(\d+) report(s?)(?!\w)"
_ECHOES = r"\b(\d+) of them only repeating another(?!\w)"
_ORIGINS = r"\b(?:(\d+) to )?(\d+) independent origin(s?)(?!\w)"


def take_counts(reading: Reading, finding: Finding) -> Iterator[str]:
    """Account for the counts of one finding.

    Yields:
        A fault for each number that is not the finding's, or that is told without the echoes among it.
    """
    reports = reading.take_all(_REPORTS)
    for match in reports:
        if (match[1], bool(match[2])) != (str(finding.articles), finding.articles != 1):
            yield f"a number of reports that is not the finding's ({match[0]})"
    echoes = reading.take_all(_ECHOES)
    for match in echoes:
        if match[1] != str(len(finding.echoes)) or not finding.echoes:
            yield f"a number of echoes that is not the finding's ({match[0]})"
    if reports and finding.echoes and not echoes:
        yield "a number of reports without the echoes among them"
    yield from _origins(reading, finding)


def _origins(reading: Reading, finding: Finding) -> Iterator[str]:
    sure, possible = finding.lineages.sure, finding.lineages.possible
    told = (str(sure) if sure != possible else None, str(possible), possible != 1)
    for match in reading.take_all(_ORIGINS):
        if (match[1], match[2], bool(match[3])) != told:
            yield f"a number of origins that is not the finding's ({match[0]})"


def take_support(reading: Reading, basis: Basis) -> Iterator[str]:
    """Account for how many say so, in full or as before; only a single report goes without."""
    finding = basis.findings[0]
    if reading.take("; support as before"):
        before = basis.evidence.finding(basis.earlier[-1].findings[0]) if basis.earlier and basis.earlier[-1].findings else None
        if before is None or before.articles == 1 or support(before) != support(finding):
            yield "support that is not as before"
    elif finding.articles != 1 and not re.search(_REPORTS, reading.rest):
        yield "no count of the reports"
    yield from take_counts(reading, finding)
