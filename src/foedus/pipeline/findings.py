"""The stages after the claims: findings, and what is assessed and written of them."""

from collections.abc import Sequence

from foedus.brief.evidence import Evidence
from foedus.corroboration.findings import corroborate as weigh
from foedus.corroboration.judging import Verdicts
from foedus.corroboration.outlets import Register
from foedus.corroboration.reconciling import METHOD, Reconciler
from foedus.listings import LoadedLists
from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.judgement import Judgement
from foedus.model.outlet import Outlet
from foedus.model.text import Document
from foedus.screening.exact import Listed
from foedus.screening.keys import METHOD as KEYS_METHOD
from foedus.screening.keys import entry_keys
from foedus.store import Ledger, Refreshed
from foedus.store.lists import Keys, LedgerLists
from foedus.store.outlets import outlets_in

# how the entries of lists are found in a ledger
LIST_KEYS = Keys(of=entry_keys, method=KEYS_METHOD)


def corroborate(
    documents: Sequence[Document], claims: Sequence[Claim], judgements: Sequence[Judgement] = (), outlets: Sequence[Outlet] = ()
) -> tuple[Finding, ...]:
    """Weigh the claims of documents into findings; what people decided stands, and outlets are rated as they are listed."""
    return weigh(documents, claims, judgements, register=Register(outlets))


def refresh(ledger: Ledger) -> Refreshed:
    """Bring the findings of a ledger up to date, if they are not."""
    return ledger.refresh(lambda: Reconciler(Register(outlets_in(ledger)))) if ledger.is_stale(METHOD) else Refreshed()


def evidence_of(
    documents: Sequence[Document], claims: Sequence[Claim], findings: Sequence[Finding], judgements: Sequence[Judgement] = ()
) -> Evidence:
    """Findings with all that they rest on, by id; claims as people corrected them."""
    return Evidence(
        findings=tuple(findings),
        claims={claim.id: claim for claim in Verdicts(judgements, claims).applied(claims)},
        documents={item.id: item for item in documents},
    )


def listed_in(ledger: Ledger) -> Listed:
    """Looks names and places up in the lists that a ledger keeps, as `Listed.hits`; the ledger stays open."""
    return Listed(LedgerLists(ledger, LIST_KEYS))


def lists_of(ledger: Ledger) -> LoadedLists | None:
    """The lists that a ledger keeps, as provisions ask for them; none if it keeps none. The ledger stays open."""
    lists = LedgerLists(ledger, LIST_KEYS)
    return LoadedLists(lists) if lists.editions() else None
