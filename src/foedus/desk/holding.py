"""A ledger that is there, and what is chosen of it."""

from pathlib import Path

import msgspec

from foedus.brief.evidence import Evidence
from foedus.errors import LedgerError
from foedus.exposure.assessing import Assessor
from foedus.lexicon.display import DisplayNames
from foedus.model.brief import Coverage
from foedus.model.choice import Choice
from foedus.model.exposure import Exposed
from foedus.model.record import FindingId
from foedus.pipeline.exposing import exposed
from foedus.pipeline.findings import evidence_of, lists_of, refresh
from foedus.store import Ledger
from foedus.store.selecting import Held, coverage, held, with_choice


def existing(place: str) -> Ledger:
    """A ledger that is there, its findings as they are.

    Raises:
        LedgerError: There is no such ledger, or it cannot be opened.
    """
    if "://" not in place and not Path(place).exists():
        msg = f"there is no ledger {place}; `foedus read` makes one"
        raise LedgerError(msg)
    return Ledger.open(place)


def current(place: str) -> Ledger:
    """A ledger that is there; findings that a reading did not get to, because it was cut off, are derived first.

    Raises:
        LedgerError: There is no such ledger, or it cannot be opened.
    """
    ledger = existing(place)
    refresh(ledger)
    return ledger


def contents(place: str, query: str = "") -> Evidence:
    """The findings of a ledger in which all words of a query stand, with all that they rest on, as `current` gives them.

    Raises:
        LedgerError: There is no such ledger, or it cannot be opened.
    """
    with current(place) as ledger:
        return answering(ledger, query)


def answering(ledger: Ledger, choice: str | Choice) -> Evidence:
    """The findings that are meant, by words or otherwise, with all that they rest on; an empty choice means all."""
    wanted = Choice(query=choice) if isinstance(choice, str) else choice
    conditions = with_choice(ledger, wanted, DisplayNames.load().name_of)
    return evidence_from(held(ledger, *conditions), coverage(ledger) if conditions else None)


def with_rest(ledger: Evidence, chosen: Evidence) -> Evidence:
    """The findings that were chosen, with the rest of the ledger as what they may be compared with."""
    told = {finding.id for finding in chosen.findings}
    others = tuple(finding for finding in ledger.findings if finding.id not in told)
    return msgspec.structs.replace(ledger, findings=chosen.findings, others=others, read=chosen.read)


def evidence_from(found: Held, read: Coverage | None = None) -> Evidence:
    """What was selected of a ledger as evidence, claims as people corrected them."""
    evidence = evidence_of(found.documents, found.claims, found.findings, found.judgements)
    return msgspec.structs.replace(evidence, read=read)


def exposed_in(place: str, evidence: Evidence, *, assessor: Assessor | None = None, every: bool = False) -> dict[FindingId, Exposed]:
    """What findings of a ledger may touch, held against the lists that it keeps; `foedus.pipeline.exposing.exposed` says more."""
    with existing(place) as ledger:
        return exposed(evidence, assessor=assessor, listed=lists_of(ledger), every=every)
