"""Sentences on one deed: deed, exchange, aim. Every part belongs to one and the same cited claim."""

from collections.abc import Callable, Iterator
from functools import partial

from foedus.brief.gate.basis import Basis, Bound
from foedus.brief.gate.counts import take_counts
from foedus.brief.gate.reading import Reading
from foedus.brief.gate.states import take_states
from foedus.brief.wording import bounded, by_hand, quoted
from foedus.model.claim import Claim
from foedus.model.event import codes_of
from foedus.model.text import Span

# so many claims a sentence that counts reports cites, if there are so many
CITED = 4


def deed(reading: Reading, basis: Basis) -> Iterator[str]:
    """Who did what to whom, in which words, on whose word, how far along, and how many say so."""
    bound = Bound(basis.lead())
    take_longest(reading, bound, basis.clause, "a deed that no cited claim tells of these parties, in these roles and with this status")
    take_voice(reading, bound, basis)
    take_words(reading, bound, basis)
    take_states(reading, bound, basis.findings[0] if basis.findings else None)
    take_by_hand(reading, bound)
    yield from bound.faults
    for finding in basis.findings:
        yield from take_counts(reading, finding)
    yield from too_few(basis)
    yield from strangers(basis)


def exchange(reading: Reading, basis: Basis) -> Iterator[str]:
    """What each side of a deal gives, from one claim."""
    bound = Bound(basis.lead())
    take_longest(reading, bound, lambda claim: _exchanged(claim, basis), "an exchange that no cited claim tells so")
    take_voice(reading, bound, basis)
    take_states(reading, bound, None)
    take_by_hand(reading, bound)
    yield from bound.faults
    yield from useless(basis, bound)


def aim(reading: Reading, basis: Basis) -> Iterator[str]:
    """The stated aim of a deed, from one claim."""
    bound = Bound(basis.lead())
    take_longest(
        reading,
        bound,
        lambda claim: f"{basis.wording.opening(codes_of(claim.event.actors))}: the stated aim of ",
        "an aim that no cited claim gives of this actor",
    )
    take_voice(reading, bound, basis)
    take_longest(reading, bound, lambda claim: _aimed(claim, basis), "an aim in other words than the cited claim has it")
    take_words(reading, bound, basis)
    yield from bound.faults
    yield from useless(basis, bound)


def take_longest(reading: Reading, bound: Bound, words_of_claim: Callable[[Claim], str], fault: str) -> None:
    """Account for the longest of the claims' words for one part, and leave the claims that have just these."""
    held = {claim.id: words_of_claim(claim) for claim in bound.claims}
    there = sorted({words for words in held.values() if words and reading.holds(words)}, key=lambda words: (-len(words), words))
    if not there:
        bound.faults.append(fault)
        return
    reading.take(there[0])
    bound.narrow(lambda claim: held.get(claim.id) == there[0], fault)


def take_voice(reading: Reading, bound: Bound, basis: Basis) -> None:
    """Account for whose word it is; a sentence on a deed always says so."""
    take_longest(reading, bound, lambda claim: f", {basis.voice(claim)}", "a voice that is not that of the claim told")


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
    """A count of reports that cites fewer of them than it could."""
    for finding in basis.findings:
        most = min(CITED, len(basis.evidence.standing(finding)))
        if len(basis.claims) < most:
            yield f"a count of reports that cites {len(basis.claims)} of them where {most} can be cited"


def strangers(basis: Basis) -> Iterator[str]:
    """Citations of claims on other findings."""
    own = {claim.id for claim in basis.own()}
    yield from (f"a citation of a claim on another finding ({claim.id})" for claim in basis.claims if claim.id not in own)


def useless(basis: Basis, bound: Bound) -> Iterator[str]:
    """Citations that carry nothing of the sentence."""
    told = {claim.id for claim in bound.claims}
    yield from (f"a citation that carries nothing of it ({claim.id})" for claim in basis.claims if claim.id not in told)


def _exchanged(claim: Claim, basis: Basis) -> str:
    """What is given and got, as a claim has it; empty if it has no exchange."""
    if claim.exchange is None:
        return ""
    wording, event = basis.wording, claim.event
    gives, gets = (_leg(claim, part, basis) for part in (claim.exchange.gives, claim.exchange.gets))
    plural = wording.is_plural(codes_of(event.actors))
    who, whom = wording.names(codes_of(event.actors)) or "an unnamed party", wording.names(codes_of(event.recipients))
    give, get = ("give", "get") if plural else ("gives", "gets")
    return f"An exchange: {who} {give} {gives} and {get} {gets}{f' from {whom}' if whom else ''}"


def _leg(claim: Claim, part: Span | None, basis: Basis) -> str:
    return quoted(bounded(claim, part, basis.evidence.document(claim))) if part else "something unstated"


def _aimed(claim: Claim, basis: Basis) -> str:
    purpose = claim.event.purpose
    return f" is {quoted(bounded(claim, purpose, basis.evidence.document(claim)))}" if purpose else ""
