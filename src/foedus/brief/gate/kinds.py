"""Which rule holds for which kind of sentence; a kind that nobody registered fails."""

from collections.abc import Callable, Iterator, Mapping

from foedus.brief.evidence import Evidence
from foedus.brief.gate.basis import Basis
from foedus.brief.gate.deeds import aim, deed, exchange
from foedus.brief.gate.disputes import conflict, superseded
from foedus.brief.gate.leftover import left_faults
from foedus.brief.gate.legs import leg
from foedus.brief.gate.reading import Reading
from foedus.brief.gate.rules import exposure
from foedus.brief.wording import Wording, label
from foedus.model.brief import Row, Statement

Checker = Callable[[Reading, Basis], Iterator[str]]
RowChecker = Callable[[tuple[str, ...], Row, Basis], Iterator[str]]

STATEMENTS: Mapping[str, Checker] = {
    "aim": aim,
    "conflict": conflict,
    "deed": deed,
    "exchange": exchange,
    "exposure": exposure,
    "superseded": superseded,
}
ROWS: Mapping[str, RowChecker] = {"leg": leg}


def statement_faults(statement: Statement, evidence: Evidence, wording: Wording) -> Iterator[str]:
    """What is wrong with a sentence: its own rule, and what nothing accounts for."""
    basis = Basis(statement, evidence, wording)
    yield from finding_faults(basis)
    checker = STATEMENTS.get(statement.kind)
    if checker is None:
        yield f"a kind of sentence that has no rule ({statement.kind})"
        return
    reading = Reading(statement.text)
    if not reading.is_sound:
        yield "a character that no text has"
        return
    yield from checker(reading, basis)
    yield from left_faults(reading)


def row_faults(columns: tuple[str, ...], row: Row, evidence: Evidence, wording: Wording) -> Iterator[str]:
    """What is wrong with a row of a table."""
    basis = Basis(row, evidence, wording)
    yield from finding_faults(basis)
    checker = ROWS.get(row.kind)
    if checker is None:
        yield f"a kind of row that has no rule ({row.kind})"
    elif len(row.cells) != len(columns):
        yield f"{len(row.cells)} cells under {len(columns)} columns"
    else:
        yield from checker(columns, row, basis)


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
