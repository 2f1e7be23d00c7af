"""Reports as a tree: under each report those that repeat or cite it, with what shows it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from foedus.corroboration.linking import dependence_from
from foedus.corroboration.links import Dependence
from foedus.errors import LedgerError
from foedus.model.record import DocumentId, Record
from foedus.model.text import Document
from foedus.store import Ledger
from foedus.store.stories import links_among

_STRENGTH = ("reprint", "credit", "cites", "partial")
_MEANING = {"reprint": "reprints it", "credit": "credits it", "cites": "cites it", "partial": "reuses part of it"}


class Branch(Record, frozen=True, kw_only=True):
    """A report with those that depend on it.

    Attributes:
        document: Its id.
        name: Its name.
        title: Its title, empty if it has none.
        outlet: Its outlet, empty if unknown.
        published: ISO date, empty if unknown.
        language: ISO code, empty if unknown.
        how: How it depends on the report above it, in words; empty for a root.
        is_whole: Whether all that it says counts as repeated.
        reason: What showed it.
        also: Names of further reports that it depends on.
        branches: Those that depend on it, in order of publication.
    """

    document: DocumentId
    name: str
    title: str
    outlet: str
    published: str
    language: str
    how: str = ""
    is_whole: bool = False
    reason: str = ""
    also: tuple[str, ...] = ()
    branches: tuple["Branch", ...] = ()


def dependences_among(ledger: Ledger, documents: Iterable[DocumentId]) -> tuple[Dependence, ...]:
    """How documents depend on each other, as the weighing found it.

    Raises:
        LedgerError: The ledger holds something else; it is damaged.
    """
    return dependences(links_among(ledger, set(documents)))


def dependences(records: Iterable[bytes]) -> tuple[Dependence, ...]:
    """Dependences as the ledger keeps them.

    Raises:
        LedgerError: The ledger holds something else; it is damaged.
    """
    try:
        return tuple(map(dependence_from, records))
    except msgspec.MsgspecError as error:
        msg = f"the ledger is damaged: a link between reports cannot be read: {error}"
        raise LedgerError(msg) from error


def tree_of(documents: Iterable[Document], dependences: Iterable[Dependence]) -> tuple[Branch, ...]:
    """The roots among documents, in order of publication, each with what depends on it.

    A report stands under the one that it rests on most: as a whole before in part, then by the strength of the relation.

    Args:
        documents: The documents.
        dependences: How they depend on each other; what leads in a circle is left out.
    """
    ordered = sorted(documents, key=lambda document: (document.published is None, document.published, document.name, document.id))
    known = {document.id: document for document in ordered}
    chosen = _parents([link for link in dependences if {link.child, link.parent} <= known.keys()])
    below: defaultdict[DocumentId | None, list[Document]] = defaultdict(list)
    for document in ordered:
        links = chosen.get(document.id)
        below[links[0].parent if links else None].append(document)

    def branch(document: Document) -> Branch:
        return _branch(document, chosen.get(document.id, ()), known, tuple(map(branch, below[document.id])))

    return tuple(map(branch, below[None]))


def _parents(dependences: Iterable[Dependence]) -> dict[DocumentId, list[Dependence]]:
    """What each document depends on, the strongest dependence first, without circles among the first ones."""
    found: defaultdict[DocumentId, list[Dependence]] = defaultdict(list)
    for link in sorted(dependences, key=_rank):
        found[link.child].append(link)
    chosen: dict[DocumentId, list[Dependence]] = {}
    for child, links in found.items():
        first = next((link for link in links if not _leads_to(link.parent, child, chosen)), None)
        if first is not None:
            chosen[child] = [first, *(link for link in links if link is not first)]
    return chosen


def _rank(link: Dependence) -> tuple[bool, int, str, str]:
    strength = _STRENGTH.index(link.relation) if link.relation in _STRENGTH else len(_STRENGTH)
    return not link.whole, strength, link.child, link.parent


def _leads_to(start: DocumentId, end: DocumentId, chosen: dict[DocumentId, list[Dependence]]) -> bool:
    while start != end:
        if start not in chosen:
            return False
        start = chosen[start][0].parent
    return True


def _branch(document: Document, links: Sequence[Dependence], known: dict[DocumentId, Document], branches: tuple[Branch, ...]) -> Branch:
    reasons = [link.reason for link in links if link.parent == links[0].parent]
    others = {known[link.parent].name for link in links[1:] if link.parent != links[0].parent}
    return Branch(
        document=document.id,
        name=document.name,
        title=document.title,
        outlet=document.origin.outlet or "",
        published=document.published.isoformat() if document.published else "",
        language=document.language or "",
        how=_MEANING.get(links[0].relation, links[0].relation) if links else "",
        is_whole=bool(links) and links[0].whole,
        reason="; ".join(dict.fromkeys(reasons)),
        also=tuple(sorted(others)),
        branches=branches,
    )
