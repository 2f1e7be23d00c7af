"""Sentences on what a finding may touch: the assessment is told as it was made, of a deed that is cited."""

from collections.abc import Iterator

from foedus.brief.exposing import points
from foedus.brief.gate.basis import Basis, Bound
from foedus.brief.gate.deeds import take_longest
from foedus.brief.gate.reading import Reading
from foedus.model.claim import Claim
from foedus.model.record import ClaimId
from foedus.model.text import Span


def exposure(reading: Reading, basis: Basis) -> Iterator[str]:
    """A point of the finding's exposure, with its rows, its questions and whom they bind."""
    bound = Bound(basis.lead())
    take_longest(reading, bound, basis.clause, "a deed that no cited claim tells of these parties, in these roles and with this status")
    yield from bound.faults
    cited = {claim.id for claim in basis.claims}
    for finding in basis.findings:
        exposed = basis.evidence.exposed.get(finding.id)
        for point in points(exposed, basis.evidence.documents, basis.wording.name_of) if exposed else ():
            if reading.take(f": {point.text}"):
                missing = [claim for claim in point.claims if claim in basis.evidence.claims and claim not in cited]
                yield from (f"a rule without the claim that it rests on ({claim})" for claim in missing)
                if point.quoted is not None and not any(_covers(claim, point.quoted) for claim in basis.claims):
                    yield "words that no cited claim holds"
                told = {*(claim.id for claim in bound.claims), *point.claims}
                yield from _unneeded(basis, told, point.quoted)
                return
    yield "a rule, a question or a bound state that the finding's exposure does not have so"


def _unneeded(basis: Basis, told: set[ClaimId], words: Span | None) -> Iterator[str]:
    for claim in basis.claims:
        if claim.id not in told and (words is None or not _covers(claim, words)):
            yield f"a citation that carries nothing of it ({claim.id})"


def _covers(claim: Claim, words: Span) -> bool:
    return any(span.document == words.document and span.start <= words.start and words.end <= span.end for span in claim.evidence)
