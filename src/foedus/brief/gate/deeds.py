"""Sentences on one deed: what was done, its aim, its denial. Every part belongs to the claim that is cited first."""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from foedus.brief.gate.basis import Basis, Bound
from foedus.brief.gate.counts import take_support
from foedus.brief.gate.reading import HELD, Reading
from foedus.brief.gate.states import take_states
from foedus.brief.wording import by_hand, capital, has_subject_before, quoted, single, words_of
from foedus.model.claim import Claim
from foedus.model.event import codes_of
from foedus.model.finding import Finding

# so many claims of a finding a sentence on it cites, if there are so many
CITED = 4
_OTHER_DEED = "a deed that no cited claim tells of these parties, in these roles and with this status"


def deed(reading: Reading, basis: Basis) -> Iterator[str]:
    """Who did what to whom, in which words, on whose word, how far along, and how many say so."""
    bound = Bound(basis.lead())
    take_said(reading, bound, basis)
    is_told = take_subject(reading, bound, basis)
    yield from _rivals(reading, basis)
    yield from _denials(reading, basis)
    yield from _others(reading, basis)
    take_words(reading, bound, basis)
    if basis.findings:
        take_states(reading, bound, basis.findings[0], is_told=is_told)
        yield from take_support(reading, basis)
    take_by_hand(reading, bound)
    yield from bound.faults
    yield from too_few(basis)
    yield from strangers(basis)


def aim(reading: Reading, basis: Basis) -> Iterator[str]:
    """The stated aim of a deed, from one claim."""
    bound = Bound(basis.lead())
    take_said(reading, bound, basis)
    for claim in bound.claims:
        names = basis.wording.names(codes_of(claim.event.actors)) or "an unnamed party"
        openings = [f"{basis.clause(claim, begins=begins)}; the stated aim" for begins in (True, False)]
        openings += [f"{text}: the stated aim of " for text in (capital(names), names)]
        if not any(reading.take(opening) for opening in openings):
            yield _OTHER_DEED
        purpose = claim.event.purpose
        if purpose is None or not reading.take(f" is {quoted(words_of(purpose, basis.evidence.document(claim)))}"):
            yield "an aim in other words than the cited claim has it"
    take_words(reading, bound, basis)
    yield from bound.faults
    yield from useless(basis, bound)


def denial(reading: Reading, basis: Basis) -> Iterator[str]:
    """A denial in its words, with who reports it, and the words that it stands against."""
    bound = Bound(basis.lead())
    bound.narrow(lambda claim: claim.headline == "denied", "a denial that the claim told does not make")
    for claim in bound.claims:
        names = basis.wording.names(codes_of(claim.event.actors)) or "an unnamed party"
        if not any(reading.take(opening) for opening in (f"By a denial, {names}: ", f"{capital(names)}: ", "Against ")):
            yield _OTHER_DEED
        yield from _standing_against(reading, claim, basis)
    yield from bound.faults
    yield from strangers(basis)


def _standing_against(reading: Reading, claim: Claim, basis: Basis) -> Iterator[str]:
    """Each account beside its teller: the denial of the claim, the others of what is cited after it."""
    said = [words for words in basis.said(claim) if reading.take(f", {words}")]
    accounts = reading.take_all(rf"({HELD})(?:\x00*) \(({basis.listed()})\)")
    told = [claim, *basis.claims[1:]] if reading.text.startswith("Against ") is False else [*basis.claims[1:], claim]
    if len(accounts) != len(told) or len(said) > 1:
        yield "a denial that does not stand beside what it denies"
    for match, teller in zip(accounts, told, strict=False):
        if match[2] != basis.teller(teller) or not basis.tells(teller, reading.quotation(match[1])):
            yield f"words that {match[2]} does not have so (“{reading.quotation(match[1])}”)"
    if len(told) > 1 and not (reading.take(" stands ") or reading.take(", against ")):
        yield "a denial that is not set against what it denies"


def take_said(reading: Reading, bound: Bound, basis: Basis) -> None:
    """Account for whose word it is, before the sentence or within it; a sentence on a deed always says so."""
    for claim in bound.claims:
        said = sorted(basis.said(claim), key=len, reverse=True)
        if not any(reading.take_first(f"{capital(words)}, ") or reading.take(f", {words}") for words in said):
            bound.faults.append("a voice that is not that of the claim told")


def take_subject(reading: Reading, bound: Bound, basis: Basis) -> bool:
    """Account for who did what to whom; or for the names alone, where the exact words go on as in the report.

    Returns:
        Whether words of ours tell the deed and its status.
    """
    for claim in bound.claims:
        for begins in (True, False):
            if reading.take(f"{basis.clause(claim, begins=begins)}: "):
                return not basis.wording.is_untold(claim.event.type, claim.headline)
        names = basis.wording.names(codes_of(claim.event.actors))
        for text in (capital(names), names) if names else ():
            is_subject = has_subject_before(claim, basis.evidence.document(claim).text)
            is_whole = len(codes_of(claim.event.actors)) > 1 and not claim.event.recipients and claim.headline == "completed"
            if (is_subject and reading.take_before_words(f"{text} ")) or (is_whole and reading.take_before_words(f"{text}: ")):
                return False
    bound.faults.append(_OTHER_DEED)
    return False


def _rivals(reading: Reading, basis: Basis) -> Iterator[str]:
    """Rival numbers, each beside all who give it."""
    several = rf"{HELD}(?:, {HELD})*(?: and {HELD})?"
    listed = rf"(?:{several}) \((?:{basis.listed()})\)"
    for match in reading.take_all(rf", against {listed}(?:(?:, | and ){listed})*"):
        told = list(_beside(match[0], several, basis, reading))
        if len(set(told)) != len(told):
            yield "a number that is there twice"
        for words, tellers in told:
            if not any(_is_rival(words, tellers, finding, basis) for finding in basis.findings):
                yield f"a number that those named do not give (“{words}”)"


def _beside(text: str, several: str, basis: Basis, reading: Reading) -> Iterator[tuple[str, str]]:
    for found in re.finditer(rf"({several}) \(({basis.listed()})\)", text):
        for held in re.findall(HELD, found[1]):
            yield reading.quotation(held), found[2]


def _is_rival(words: str, tellers: str, finding: Finding, basis: Basis) -> bool:
    cited = {claim.id for claim in basis.claims}
    for rival in finding.conflicts:
        for value in rival.values if (rival.field, rival.relation) == ("quantity", "conflict") else ():
            claims = [basis.evidence.claims[claim] for claim in value.claims]
            own = [claim for claim in claims if claim.name not in finding.echoes]
            is_cited = all(claim.id in cited for claim in own) and basis.claims[0] not in claims
            if words.endswith(single(value.value)) and is_cited and _holds_tellers(tellers, own, basis):
                return any(basis.names(claim, words) for claim in own)
    return False


def _holds_tellers(tellers: str, claims: Iterable[Claim], basis: Basis) -> bool:
    return tellers == basis.tellers(claims)


def _denials(reading: Reading, basis: Basis) -> Iterator[str]:
    """That somebody denies it: all who do, and they are cited."""
    for match in reading.take_all(rf"; a denial stands against it \(({basis.listed()})\)"):
        denying = [claim for finding in basis.findings for claim in basis.evidence.standing(finding) if claim.id in finding.denying]
        if match[1] != basis.tellers(denying) or not all(claim in basis.claims for claim in denying):
            yield f"a denial that those named do not make, or not they alone ({match[1]})"


def _others(reading: Reading, basis: Basis) -> Iterator[str]:
    """Other findings that the same exact words tell: each by a cited claim whose trigger they hold."""
    for finding in basis.findings[1:]:
        own = [claim for claim in basis.claims if claim.id in {*finding.supporting, *finding.denying}]
        triggers = [basis.text(claim)[claim.event.trigger.start : claim.event.trigger.end] for claim in own]
        if not any(trigger in words for trigger in triggers for words in reading.untaken):
            yield f"a finding that the exact words do not tell ({finding.id})"


def take_words(reading: Reading, bound: Bound, basis: Basis) -> None:
    """Account for the quotations left: each tells the deed of the claim, whole and with what governs it."""
    for words in reading.untaken:
        bound.narrow(
            partial(basis.tells, words=words),
            f"a quotation that is not the words of the claim told, or leaves out what governs them (“{words}”)",
        )
        reading.take_quotation(words)


def take_by_hand(reading: Reading, bound: Bound) -> None:
    """Account for what a person corrected; it may not be left out."""
    for slot, value in {pair for claim in bound.claims for pair in by_hand(claim).items()}:
        if reading.take(f"{slot} corrected by hand: {value or 'none'}"):
            bound.narrow(partial(_is_corrected, slot, value), f"a {slot} that nobody corrected")
        elif all(_is_corrected(slot, value, claim) for claim in bound.claims):
            bound.faults.append(f"a {slot} as it was before a person corrected it")


def _is_corrected(slot: str, value: str, claim: Claim) -> bool:
    return by_hand(claim).get(slot) == value


def too_few(basis: Basis) -> Iterator[str]:
    """A sentence on a finding that cites fewer of its claims than it could."""
    for finding in basis.findings[:1]:
        most = min(CITED, len(basis.evidence.standing(finding)))
        own = [claim for claim in basis.claims if claim.id in {*finding.supporting, *finding.denying}]
        if len(own) < most:
            yield f"{len(own)} claims cited where {most} can be"


def strangers(basis: Basis) -> Iterator[str]:
    """Citations of claims on other findings."""
    own = {claim.id for claim in basis.own()}
    yield from (f"a citation of a claim on another finding ({claim.id})" for claim in basis.claims if claim.id not in own)


def useless(basis: Basis, bound: Bound) -> Iterator[str]:
    """Citations that carry nothing of the sentence."""
    told = {claim.id for claim in bound.claims}
    yield from (f"a citation that carries nothing of it ({claim.id})" for claim in basis.claims if claim.id not in told)
