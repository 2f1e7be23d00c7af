"""Sentences on rules and treaties: the assessment is told as it was made, of a deed that is cited."""

from collections.abc import Iterable, Iterator

from foedus.brief.exposing import Point, points, shown, treaty_points
from foedus.brief.gate.basis import Basis, Bound
from foedus.brief.gate.deeds import strangers, take_words, too_few
from foedus.brief.gate.reading import Reading
from foedus.brief.wording import capital, exact_words
from foedus.model.claim import Claim
from foedus.model.event import codes_of
from foedus.model.finding import Finding
from foedus.model.record import ClaimId
from foedus.model.text import Span

_UNMADE = "a rule, a question or a bound state that the finding's exposure does not have so"


def exposure(reading: Reading, basis: Basis) -> Iterator[str]:
    """A point of the finding's exposure, with its rules, its questions and whom they bind; the first of a finding with its deed."""
    for finding in basis.findings[:1]:
        exposed = basis.evidence.exposed.get(finding.id)
        first = all(finding.id not in told.findings for told in basis.earlier)
        opening = f"{basis.clause(basis.lead()[0])}: " if first and basis.lead() else ""
        made = points(exposed, basis.evidence.documents, basis.wording.name_of, _seen(finding, basis)) if exposed else ()
        for point in made:
            text = f"{opening}{point.text[:1].lower()}{point.text[1:]}" if opening else capital(point.text)
            if reading.take_first(text):
                yield from _resting(point, basis)
                yield from _led(finding, basis)
                return
    yield _UNMADE


def derived(reading: Reading, basis: Basis) -> Iterator[str]:
    """A treaty that the reports derive a deed from."""
    for finding in basis.findings[:1]:
        exposed = basis.evidence.exposed.get(finding.id)
        for point in treaty_points(exposed, basis.evidence.documents) if exposed and basis.lead() else ():
            if reading.take_first(f"{basis.clause(basis.lead()[0])}: {point.text}"):
                yield from _resting(point, basis)
                return
    yield _UNMADE


def treaty(reading: Reading, basis: Basis) -> Iterator[str]:
    """Who signed or ratified what and when, in exact words, on whose word; the claim is one of those cited."""
    faults: list[list[str]] = []
    for claim in basis.own():
        trial, bound = Reading(reading.text), Bound([claim])
        faults.append([*_signed(trial, bound, claim, basis), *bound.faults, *(["words left over"] if trial.left else [])])
        if not faults[-1]:
            reading.rest = trial.rest
            yield from strangers(basis)
            yield from too_few(basis)
            return
    yield from min(faults, key=len, default=["no claim that it tells"])


def _signed(reading: Reading, bound: Bound, claim: Claim, basis: Basis) -> Iterator[str]:
    names = basis.wording.names(codes_of((*claim.event.actors, *claim.event.recipients))) or "an unnamed party"
    said = sorted(basis.said(claim), key=len, reverse=True)
    if any(reading.take_first(f"{capital(words)}, {names}: ") for words in said):
        is_said = True
    else:
        is_said = False
        if not reading.take_first(f"{capital(names)}: "):
            yield "a treaty of others than the claim told has"
    date, words = claim.event.date, exact_words(claim, basis.evidence.document(claim))
    if date and date.period and date.text in words and not reading.take(f", read as {date.period.iso}"):
        yield "a date that is read otherwise than the claim has it"
    if not is_said and not any(reading.take(f", {words}") for words in said):
        yield "a voice that is not that of the claim told"
    take_words(reading, bound, basis)


def _led(finding: Finding, basis: Basis) -> Iterator[str]:
    """A later sentence on a finding that does not cite first what its first sentence tells the deed by."""
    before = next((told.citations[0].claim for told in basis.earlier if finding.id in told.findings and told.citations), None)
    if before is not None and [claim.id for claim in basis.claims][:1] != [before]:
        yield "a deed without the claim that it was told by"


def _seen(finding: Finding, basis: Basis) -> set[str]:
    """The rules that earlier findings of the same parties in the section were told to touch."""
    parties = {*finding.actors, *finding.recipients}
    earlier = dict.fromkeys(key for told in basis.earlier for key in told.findings if key != finding.id)
    found: set[str] = set()
    for other in (basis.evidence.finding(key) for key in earlier):
        if other is not None and {*other.actors, *other.recipients} == parties:
            found.update(row.cite for row in shown(basis.evidence.exposed[other.id]))
    return found


def _resting(point: Point, basis: Basis) -> Iterator[str]:
    """Claims that a point rests on and does not cite, and cited ones that carry nothing of it."""
    cited = {claim.id for claim in basis.claims}
    missing = [claim for claim in point.claims if claim in basis.evidence.claims and claim not in cited]
    yield from (f"a rule without the claim that it rests on ({claim})" for claim in missing)
    for words in point.quoted:
        if not any(_covers(claim, [words]) for claim in basis.claims):
            yield "words that no cited claim holds"
    yield from _unneeded(basis, {*(claim.id for claim in basis.lead()), *point.claims}, point.quoted)


def _unneeded(basis: Basis, told: set[ClaimId], words: Iterable[Span]) -> Iterator[str]:
    for claim in basis.claims:
        if claim.id not in told and not _covers(claim, words):
            yield f"a citation that carries nothing of it ({claim.id})"


def _covers(claim: Claim, words: Iterable[Span]) -> bool:
    return any(
        span.document == part.document and span.start <= part.start and part.end <= span.end for part in words for span in claim.evidence
    )
