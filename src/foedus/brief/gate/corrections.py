"""Sentences on what was corrected or withdrawn."""

import re
from collections.abc import Generator, Iterator, Sequence

from foedus.brief.gate.basis import Basis
from foedus.brief.gate.deeds import strangers
from foedus.brief.gate.reading import HELD, Reading
from foedus.brief.wording import joined
from foedus.model.claim import Claim
from foedus.model.event import codes_of
from foedus.model.finding import Superseded
from foedus.model.record import ClaimId

_GONE = {"correction": "corrected", "clarification": "clarified", "retraction": "withdrawn"}


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
