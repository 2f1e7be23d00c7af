"""Sentences on what reports differ on, and on what was corrected or withdrawn."""

import re
from collections.abc import Generator, Iterator, Sequence

from foedus.brief.gate.basis import Basis, Bound
from foedus.brief.gate.deeds import strangers, take_longest
from foedus.brief.gate.reading import HELD, Reading
from foedus.brief.wording import STATUS, by_hand, joined, quoted, single
from foedus.model.claim import Claim
from foedus.model.event import codes_of
from foedus.model.finding import Conflict, Finding, Superseded, Value
from foedus.model.record import ClaimId

_GONE = {"correction": "corrected", "clarification": "clarified", "retraction": "withdrawn"}


def conflict(reading: Reading, basis: Basis) -> Iterator[str]:
    """On which slot reports differ, with every rival value beside those who tell it."""
    bound = Bound(basis.lead())
    take_longest(reading, bound, basis.clause, "a deed that no cited claim tells of these parties, in these roles and with this status")
    yield from bound.faults
    yield from strangers(basis)
    rivals = [(finding, rival) for finding in basis.findings for rival in finding.conflicts if rival.relation == "conflict"]
    for finding, rival in rivals:
        if reading.take(f": reports differ on the {rival.field}: ") and _is_whole(reading, rival, finding, basis):
            yield from _values(reading, rival, basis)
            yield from _unneeded(rival, bound, basis)
            return
    yield "a dispute that the finding does not have so"


def _is_whole(reading: Reading, rival: Conflict, finding: Finding, basis: Basis) -> bool:
    """Whether all rival values are there; several conflicts of a finding can be on the same slot."""
    same = [other for other in finding.conflicts if other.field == rival.field and other.relation == "conflict"]
    return len(same) == 1 or all(reading.holds(_told(rival, value, basis)) for value in rival.values)


def _values(reading: Reading, rival: Conflict, basis: Basis) -> Iterator[str]:
    cited = {claim.id for claim in basis.claims}
    for place, value in enumerate(rival.values):
        if not reading.take(f"{' against ' if place else ''}{_told(rival, value, basis)}"):
            yield f"a value that is not there, or not beside those who tell it ({value.value})"
        tellers = {basis.teller(claim) for claim in _claims(value, basis) if claim.id in cited}
        if tellers != {basis.teller(claim) for claim in _claims(value, basis)}:
            yield f"a value of which not everybody named is cited ({value.value})"
        if not _is_said(rival, value, basis):
            yield f"a value that nobody named says ({value.value})"


def _claims(value: Value, basis: Basis) -> list[Claim]:
    return [basis.evidence.claims[claim] for claim in value.claims if claim in basis.evidence.claims]


def _told(rival: Conflict, value: Value, basis: Basis) -> str:
    return f"{_worded(rival, value, basis)} ({joined(sorted({basis.teller(claim) for claim in _claims(value, basis)}))})"


def _worded(rival: Conflict, value: Value, basis: Basis) -> str:
    if rival.field == "status":
        return STATUS[value.value]
    if all(rival.field in by_hand(claim) for claim in _claims(value, basis)):
        return f"{single(value.value)}, corrected by hand"
    return value.value if rival.field == "date" else quoted(value.value)


def _is_said(rival: Conflict, value: Value, basis: Basis) -> bool:
    """Whether a claim that the value is of has it: its words, its status or its date."""
    return any(_has(claim, rival.field, value.value, basis) for claim in _claims(value, basis))


def _has(claim: Claim, field: str, value: str, basis: Basis) -> bool:
    if field == "status":
        return claim.headline == value
    if field == "date":
        return claim.event.date is not None and claim.event.date.period is not None and claim.event.date.period.iso == value
    if field in by_hand(claim):
        return by_hand(claim)[field] == single(value)
    return any(basis.places(claim, single(value)))


def _unneeded(rival: Conflict, bound: Bound, basis: Basis) -> Iterator[str]:
    needed = {claim.id for claim in bound.claims} | {claim for value in rival.values for claim in value.claims}
    yield from (f"a citation that carries nothing of it ({claim.id})" for claim in basis.claims if claim.id not in needed)


def superseded(reading: Reading, basis: Basis) -> Iterator[str]:
    """Which account no longer stands, who told it, and who says so."""
    for finding in basis.findings:
        for kind, by in dict.fromkeys((entry.kind, entry.by) for entry in finding.superseded):
            entries = [entry for entry in finding.superseded if (entry.kind, entry.by) == (kind, by)]
            if _is_cited(entries, basis):
                yield from _account(reading, entries, basis)
                yield from strangers(basis)
                return
    yield "a correction or withdrawal that the finding does not have"


def _is_cited(entries: Sequence[Superseded], basis: Basis) -> bool:
    """Whether just the claims of one notice are cited, and the notice."""
    needed = {entry.claim for entry in entries} | ({ClaimId(entries[0].by)} & basis.evidence.claims.keys())
    return needed == {claim.id for claim in basis.claims}


def _account(reading: Reading, entries: Sequence[Superseded], basis: Basis) -> Iterator[str]:
    gone = [basis.evidence.claims[entry.claim] for entry in entries]
    notice = basis.evidence.claims.get(ClaimId(entries[0].by))
    lead = notice or gone[0]
    who = basis.wording.names(codes_of((*lead.event.actors, *lead.event.recipients)))
    if not reading.take(f"An account of {who}, " if who else "An account, "):
        yield "an account of others than the cited claims tell of"
    accounts = yield from _accounts(reading, gone, basis)
    told = f", {'was' if accounts == 1 else 'were'} {_GONE[entries[0].kind]} "
    source = f"in a report of {basis.teller(notice)}" if notice else "in the same report"
    if not reading.take(f"{told}{source}"):
        yield f"what became of it is told otherwise than it was ({told.strip(', ')} {source})"
    new = reading.untaken
    if bool(new) != (notice is not None and entries[0].kind != "retraction") or any(
        notice is None or not basis.tells(notice, words) for words in new
    ):
        yield "what takes its place is not in the words of the notice"
    for words in new:
        reading.take_quotation(words)


def _accounts(reading: Reading, gone: Sequence[Claim], basis: Basis) -> Generator[str, None, int]:
    """Each quotation beside its tellers: all of them told, none else.

    Returns:
        How many quotations there are.
    """
    names = "|".join(sorted({re.escape(basis.teller(claim)) for claim in gone}, key=len, reverse=True))
    left = list(gone)
    listed = rf"(?:{names})(?:, (?:{names}))*(?: and (?:{names}))?"
    found = reading.take_all(rf"(?: and |, )?({HELD}) \(({listed})\)")
    for match in found:
        words, tellers = reading.quotation(match[1]), match[2]
        those = [claim for claim in left if basis.tells(claim, words)]
        if not those or tellers != joined(sorted({basis.teller(claim) for claim in those})):
            yield f"an account that those named did not give (“{words}”)"
        left = [claim for claim in left if claim not in those]
    if left:
        yield "an account that was corrected or withdrawn and is not told"
    return len(found)
