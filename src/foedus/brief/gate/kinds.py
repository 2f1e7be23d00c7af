"""Which rule holds for which kind of sentence; a kind that nobody registered fails."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from foedus.brief.evidence import Evidence
from foedus.brief.gate.basis import Basis
from foedus.brief.gate.changes import change
from foedus.brief.gate.corrections import superseded
from foedus.brief.gate.deeds import aim, deed, denial
from foedus.brief.gate.disputes import rival
from foedus.brief.gate.drawings import caption, mark
from foedus.brief.gate.followthrough import follow_through
from foedus.brief.gate.labels import finding_faults
from foedus.brief.gate.leftover import left_faults
from foedus.brief.gate.legs import leg
from foedus.brief.gate.prospects import commitment, question, watch
from foedus.brief.gate.reading import Reading
from foedus.brief.gate.relations import bloc, precedent, tie
from foedus.brief.gate.rules import derived, exposure, treaty
from foedus.brief.wording import Wording
from foedus.model.brief import Row, Statement

Checker = Callable[[Reading, Basis], Iterator[str]]
RowChecker = Callable[[tuple[str, ...], Row, Basis], Iterator[str]]

STATEMENTS: Mapping[str, Checker] = {
    "aim": aim,
    "caption": caption,
    "change": change,
    "deed": deed,
    "denial": denial,
    "derived": derived,
    "exposure": exposure,
    "superseded": superseded,
    "treaty": treaty,
    # what was counted over many findings
    "bloc": bloc,
    "follow-through": follow_through,
    "precedent": precedent,
    "tie": tie,
}
ROWS: Mapping[str, RowChecker] = {
    "commitment": commitment,
    "leg": leg,
    "mark": mark,
    "question": question,
    "rival": rival,
    "watch": watch,
}


def statement_faults(statement: Statement, evidence: Evidence, wording: Wording, earlier: Sequence[Statement] = ()) -> Iterator[str]:
    """What is wrong with a sentence: its own rule, and what nothing accounts for."""
    basis = Basis(statement, evidence, wording, earlier)
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
