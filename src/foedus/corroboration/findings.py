"""From documents and claims to findings: one deed in the world, with all claims on it."""

from collections.abc import Sequence

from foedus.corroboration.deeds import order_of
from foedus.corroboration.outlets import Register
from foedus.corroboration.reconciling import Reconciler
from foedus.corroboration.shelf import MemoryShelf
from foedus.corroboration.things import Things
from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.judgement import Judgement
from foedus.model.text import Document

# documents that are reconciled at once
_PORTION = 200


def corroborate(
    documents: Sequence[Document],
    claims: Sequence[Claim],
    judgements: Sequence[Judgement] = (),
    *,
    register: Register | None = None,
    things: Things | None = None,
) -> tuple[Finding, ...]:
    """Weigh all claims and join those that speak of one deed.

    The order in which documents and claims are given does not count; what people decided stands.

    Args:
        documents: All documents.
        claims: All their claims.
        judgements: What people decided, in the order in which they did.
        register: What people say of outlets; the shipped register, which rates none, by default.
        things: Classes of things; the shipped table by default.

    Returns:
        Findings in order of their first claim; each claim that was not rejected is in exactly one.
    """
    shelf, reconciler = MemoryShelf(documents, claims, judgements), Reconciler(register, things)
    ordered = sorted({document.id: document for document in documents}.values(), key=order_of)
    for start in range(0, len(ordered), _PORTION):
        reconciler.reconcile(shelf, {document.id for document in ordered[start : start + _PORTION]})
    return shelf.findings
