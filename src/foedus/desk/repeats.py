"""Which documents only repeat others, so that a list can show them under their original."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from foedus.corroboration.links import Dependence
from foedus.desk.origins import dependences
from foedus.model.record import DocumentId, Record
from foedus.store import Ledger
from foedus.store.intake import links_in


class Repeat(Record, frozen=True, kw_only=True):
    """A document that repeats another one as a whole.

    Attributes:
        document: Its id.
        original: Where the chain of what it repeats begins.
        relation: `reprint`, `credit`, `cites` or `partial`.
        reason: What showed it.
    """

    document: DocumentId
    original: DocumentId
    relation: str
    reason: str


def repeats_in(ledger: Ledger) -> dict[DocumentId, Repeat]:
    """All documents of a ledger that repeat others as a whole, by their ids.

    Raises:
        LedgerError: The ledger holds something else; it is damaged.
    """
    return repeats(dependences(links_in(ledger)))


def repeats(dependences: Iterable[Dependence]) -> dict[DocumentId, Repeat]:
    """The documents that repeat others as a whole.

    A document that repeats several stands under the first of them by id. Documents that repeat each other in a ring have
    the smallest id of the ring as their original.
    """
    whole: defaultdict[DocumentId, list[Dependence]] = defaultdict(list)
    for link in dependences:
        if link.whole and link.child != link.parent:
            whole[link.child].append(link)
    first = {child: min(links, key=lambda link: (link.parent, link.relation)) for child, links in whole.items()}
    parents = {child: link.parent for child, link in first.items()}
    found = {}
    for child, link in first.items():
        original = original_of(child, parents)
        if original != child:
            found[child] = Repeat(document=child, original=original, relation=link.relation, reason=link.reason)
    return found


def original_of(document: DocumentId, parents: Mapping[DocumentId, DocumentId]) -> DocumentId:
    """Where a chain of repetitions begins; of a ring its smallest id.

    >>> original_of("c", {"c": "b", "b": "a"}), original_of("c", {"c": "b", "b": "c"})
    ('a', 'b')
    """
    path = [document]
    while path[-1] in parents:
        parent = parents[path[-1]]
        if parent in path:
            return min(path[path.index(parent) :])
        path.append(parent)
    return path[-1]
