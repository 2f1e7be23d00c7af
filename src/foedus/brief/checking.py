"""The gate: a brief is handed on only if every sentence is carried by what it cites."""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from foedus.brief.closing import gaps, summary
from foedus.brief.evidence import Evidence
from foedus.brief.gate.changes import remarks, untold_faults
from foedus.brief.gate.drawings import plot_faults
from foedus.brief.gate.kinds import row_faults, statement_faults
from foedus.brief.gate.plain import recounted_faults, scope_faults, section_faults
from foedus.brief.gate.remarks import note_faults
from foedus.brief.gate.sources import citation_faults, source_faults
from foedus.brief.wording import NameOf, Wording
from foedus.errors import BriefError
from foedus.model.brief import Brief, Override, Section, SourceEntry, Statement
from foedus.model.claim import Claim
from foedus.model.record import Record


class Hooks(Record, frozen=True, kw_only=True):
    """What the gate asks of others.

    Attributes:
        recounts: Sentences that the summary and the gaps may hold, counted anew from the evidence.
        codes: What our own coder makes of a sentence of commentary; commentary without it fails.
    """

    recounts: Callable[[Evidence], Iterable[str]] = lambda evidence: (*summary(evidence), *gaps(evidence))
    codes: Callable[[str], Sequence[Claim]] | None = None


_NO_HOOKS = Hooks()


def check(brief: Brief, evidence: Evidence, name_of: NameOf, hooks: Hooks = _NO_HOOKS) -> None:
    """Check a brief against the claims that it cites.

    Each kind of sentence has a rule (`gate/kinds.py`), which reads the sentence as it is printed and takes off each part
    that a cited claim or its finding carries; what is left over, and a kind without a rule, is a fault.

    Args:
        brief: As composed.
        evidence: What it may cite.
        name_of: Display name of an actor code.
        hooks: What it asks of others.

    Raises:
        BriefError: Something is not carried; the message lists every fault.
    """
    if faults := faults_of(brief, evidence, name_of, hooks):
        raise failed(faults)


def failed(faults: Iterable[str]) -> BriefError:
    """The error that lists the faults of a brief."""
    return BriefError("the brief failed its citation check:\n" + "\n".join(faults))


def faults_of(brief: Brief, evidence: Evidence, name_of: NameOf, hooks: Hooks = _NO_HOOKS) -> list[str]:
    """All that a brief says and its citations do not carry, each fault with its section and its sentence; empty if it passes."""
    wording = Wording.load(name_of)
    faults = [*source_faults(brief, evidence, name_of), *scope_faults(brief, evidence)]
    for section in brief.sections:
        faults += _section_faults(section, brief, evidence, wording)
    faults += recounted_faults((*brief.summary, *brief.gaps), hooks.recounts(evidence))
    for note in brief.commentary:
        where = f"Commentary by {note.author}"
        if hooks.codes is None:
            faults.append(f"{where}: nobody reads what it says of deeds")
        else:
            faults += (f"{where}: {fault}" for fault in note_faults(note, brief.sources, evidence, wording, hooks.codes))
    return faults


def _section_faults(section: Section, brief: Brief, evidence: Evidence, wording: Wording) -> list[str]:
    faults = [*section_faults(section, remarks(section, evidence, brief.scope)), *untold_faults(section, evidence, wording)]
    every = (*section.statements, *(plot.caption for plot in section.plots))
    for place, statement in enumerate(every):
        found = told_faults(statement, brief.sources, evidence, wording, every[:place])
        faults += (f"{section.title}: {fault} in: {statement.text}" for fault in found)
    faults += (f"{section.title}: {fault}" for plot in section.plots for fault in plot_faults(plot))
    for table in (*section.tables, *(plot.twin for plot in section.plots if plot.twin)):
        for row in table.rows:
            found = [*citation_faults(row, brief.sources), *row_faults(table.columns, row, evidence, wording)]
            faults += (f"{section.title}: {fault} in: {' | '.join(row.cells)}" for fault in found)
    return faults


def told_faults(
    statement: Statement, sources: Sequence[SourceEntry], evidence: Evidence, wording: Wording, earlier: Sequence[Statement] = ()
) -> list[str]:
    """All that one sentence says and its citations do not carry; `earlier` are those before it in its section."""
    return [*citation_faults(statement, sources), *statement_faults(statement, evidence, wording, earlier)]


def overridden(brief: Brief, faults: Iterable[str], *, author: str, reason: str) -> Brief:
    """The brief with its faults, let pass by a person who signs for them; it prints them."""
    return msgspec.structs.replace(brief, overrides=tuple(Override(fault=fault, author=author, reason=reason) for fault in faults))
