"""Rows on what reports differ on."""

from collections.abc import Iterator

from foedus.brief.disputes import origins
from foedus.brief.gate.basis import Basis
from foedus.brief.gate.reading import Reading
from foedus.brief.wording import SHORT, by_hand, quoted, single
from foedus.model.brief import Row
from foedus.model.claim import Claim
from foedus.model.finding import Finding, Value

COLUMNS = ("What", "Value", "Who says so", "Origins")


def rival(columns: tuple[str, ...], row: Row, basis: Basis) -> Iterator[str]:
    """A value of a slot on which reports differ, beside all who tell it, and how many origins they are."""
    if columns != COLUMNS or len(basis.findings) != 1:
        yield f"columns that have no rule ({', '.join(columns)})"
        return
    finding, (what, told, tellers, number) = basis.findings[0], row.cells
    field = what.rpartition(": ")[2]
    if what != f"{basis.wording.opening([*finding.actors, *finding.recipients])}: {field}":
        yield f"a dispute on another deed ({what})"
    values = _values(finding, field, basis)
    if not any(_is_told(field, told, value, basis) for value in values):
        yield f"a value that is not the one in dispute ({told})"
    if {claim for value in values for claim in value.claims} != {claim.id for claim in basis.claims}:
        yield "claims of other values, or not all of this one"
    if tellers != basis.tellers(basis.claims):
        yield f"others than those who tell it ({tellers})"
    if number != str(origins(finding, basis.claims)):
        yield f"a number of origins that is not that of the value ({number})"


def _values(finding: Finding, field: str, basis: Basis) -> list[Value]:
    """The values in dispute that the cited claims give."""
    cited = {claim.id for claim in basis.claims}
    disputes = [one for one in finding.conflicts if (one.field, one.relation) == (field, "conflict")]
    return [value for one in disputes for value in one.values if cited.issuperset(value.claims)]


def _is_told(field: str, told: str, value: Value, basis: Basis) -> bool:
    claims = [basis.evidence.claims[claim] for claim in value.claims]
    if field == "status":
        return any(_is_status(told, value.value, claim, basis) for claim in claims)
    if all(field in by_hand(claim) for claim in claims):
        return told == f"{single(value.value)}, corrected by hand"
    if field == "date":
        return told == value.value and any(_dated(claim) == told for claim in claims)
    words = Reading(told).quotations
    is_whole = len(words) == 1 and told == quoted(words[0]) and words[0].endswith(single(value.value))
    return is_whole and any(basis.names(claim, words[0]) for claim in claims)


def _dated(claim: Claim) -> str:
    return claim.event.date.period.iso if claim.event.date and claim.event.date.period else ""


def _is_status(told: str, status: str, claim: Claim, basis: Basis) -> bool:
    reading = Reading(told)
    is_whole = len(reading.quotations) == 1 and told == f"{SHORT[status]}: {quoted(reading.quotations[0])}"
    return claim.headline == status and is_whole and basis.tells(claim, reading.quotations[0])
