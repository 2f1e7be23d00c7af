"""The gate: a brief is handed on only if every sentence is carried by what it cites."""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from foedus.brief.evidence import Evidence
from foedus.brief.gate.kinds import row_faults, statement_faults
from foedus.brief.gate.plain import recounted_faults, scope_faults, section_faults
from foedus.brief.gate.sources import citation_faults, source_faults
from foedus.brief.wording import NameOf, Wording
from foedus.errors import BriefError
from foedus.model.brief import Brief, Override, SourceEntry, Statement

Recounts = Callable[[Evidence], Iterable[str]]


def check(brief: Brief, evidence: Evidence, name_of: NameOf, *, recounts: Recounts = lambda _: ()) -> None:
    """Check a brief against the claims that it cites.

    Each kind of sentence has a rule (`gate/kinds.py`), which reads the sentence as it is printed and takes off each part
    that a cited claim or its finding carries; what is left over, and a kind without a rule, is a fault.

    Args:
        brief: As composed.
        evidence: What it may cite.
        name_of: Display name of an actor code.
        recounts: Sentences that the summary and the gaps may hold, counted anew from the evidence.

    Raises:
        BriefError: Something is not carried; the message lists every fault.
    """
    if faults := faults_of(brief, evidence, name_of, recounts=recounts):
        raise BriefError("the brief failed its citation check:\n" + "\n".join(faults))


def faults_of(brief: Brief, evidence: Evidence, name_of: NameOf, *, recounts: Recounts = lambda _: ()) -> list[str]:
    """All that a brief says and its citations do not carry, each fault with its section and its sentence; empty if it passes."""
    wording = Wording.load(name_of)
    faults = [*source_faults(brief, evidence, name_of), *scope_faults(brief, evidence)]
    for section in brief.sections:
        faults += section_faults(section)
        for statement in (*section.statements, *(plot.caption for plot in section.plots)):
            found = told_faults(statement, brief.sources, evidence, wording)
            faults += (f"{section.title}: {fault} in: {statement.text}" for fault in found)
        for table in section.tables:
            for row in table.rows:
                found = (*citation_faults(row, brief.sources), *row_faults(table.columns, row, evidence, wording))
                faults += (f"{section.title}: {fault} in: {' | '.join(row.cells)}" for fault in found)
    faults += recounted_faults((*brief.summary, *brief.gaps), recounts(evidence))
    return faults


def told_faults(statement: Statement, sources: Sequence[SourceEntry], evidence: Evidence, wording: Wording) -> list[str]:
    """All that one sentence says and its citations do not carry."""
    return [*citation_faults(statement, sources), *statement_faults(statement, evidence, wording)]


def overridden(brief: Brief, faults: Iterable[str], *, author: str, reason: str) -> Brief:
    """The brief with its faults, let pass by a person who signs for them; it prints them."""
    return msgspec.structs.replace(brief, overrides=tuple(Override(fault=fault, author=author, reason=reason) for fault in faults))
