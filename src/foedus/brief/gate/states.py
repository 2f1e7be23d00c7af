"""How far along the deed is: as the claim told has it, and as the latest report has it."""

from foedus.brief.gate.basis import Bound
from foedus.brief.gate.reading import Reading
from foedus.brief.wording import SHORT, status_phrases
from foedus.model.finding import Finding

_ORDERED = ("at first ", "as of the latest report ")
# a sentence without a word on it tells what is reported as done; what is asked for says so by its verb
_UNSAID = frozenset({"completed", "requested"})


def take_states(reading: Reading, bound: Bound, finding: Finding, *, is_told: bool) -> None:
    """Account for the words on the status of a deed.

    Args:
        reading: The sentence.
        bound: The claim told.
        finding: The finding, whose status is that of the latest report.
        is_told: Whether other words of ours tell the status.
    """
    for claim in bound.claims:
        first, last = claim.headline, finding.status
        if first != last and last in SHORT:
            if not reading.take(f"; at first {SHORT[first]}, as of the latest report {SHORT[last]}"):
                bound.faults.append(f"a status that the reports do not give in this order ({first}, {last})")
        elif not _taken(reading, first) and not is_told and first not in _UNSAID:
            bound.faults.append(f"no status, or one that the claim told does not report ({first})")


def _taken(reading: Reading, status: str) -> bool:
    said = [words for words, of in status_phrases().items() if of == status and not words.startswith(_ORDERED)]
    return any(reading.take(f"; this is {words}") or (words.startswith("a ") and reading.take(f"; {words}")) for words in said)
