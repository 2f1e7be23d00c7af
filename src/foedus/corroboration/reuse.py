"""Which documents share their wording: reprints, partial reuse, long quotations."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from foedus.corroboration.wording import containment, paragraphs, quotations, shingles
from foedus.model.record import DocumentId, Record
from foedus.model.text import Document

REPRINT = 0.8
PARTIAL = 0.3
# below this many shared shingles two documents are not compared: stock phrases and titles of office repeat by chance
MIN_SHARED = 4
MIN_PARAGRAPH = 6
# a shingle of more documents than this is a stock phrase and proposes no pair
MAX_DOCUMENTS = 200


class Fingerprint(Record, frozen=True, kw_only=True):
    """The wording of a document.

    Attributes:
        whole: Shingles of the text.
        paragraphs: Shingles of each paragraph that is long enough.
        quotations: Words of each long quotation.
    """

    whole: frozenset[str]
    paragraphs: tuple[frozenset[str], ...]
    quotations: frozenset[tuple[str, ...]]


class Overlap(Record, frozen=True, kw_only=True):
    """Wording that a later document shares with an earlier one.

    Attributes:
        later: The later document.
        earlier: The earlier one.
        inside: Share of the later document's shingles that the earlier one holds.
        outside: Share of the earlier document's shingles that the later one holds.
        copied: Share of the later document's paragraphs that are mostly copied.
        relation: `reprint`, `partial` or empty.
    """

    later: DocumentId
    earlier: DocumentId
    inside: float
    outside: float
    copied: float
    relation: str


def fingerprint(document: Document) -> Fingerprint:
    """The shingles and long quotations of a document."""
    pieces = [shingles(document.text[start:end]) for start, end in paragraphs(document.text)]
    return Fingerprint(
        whole=frozenset().union(*pieces) if pieces else frozenset(),
        paragraphs=tuple(piece for piece in pieces if len(piece) >= MIN_PARAGRAPH),
        quotations=frozenset(quotations(document.text)),
    )


def overlaps(documents: Sequence[Document], prints: dict[DocumentId, Fingerprint]) -> tuple[Overlap, ...]:
    """Compare all documents that share wording.

    Args:
        documents: In order of publication; the earlier of a pair is the provisional parent.
        prints: Their fingerprints.

    Returns:
        Pairs with a relation, in order of the later document.
    """
    found = []
    for first, second in _candidates(documents, prints):
        overlap = _compare(documents[second], documents[first], prints)
        if overlap.relation:
            found.append(overlap)
    return tuple(found)


def _candidates(documents: Sequence[Document], prints: dict[DocumentId, Fingerprint]) -> Iterator[tuple[int, int]]:
    """Positions of pairs that share enough shingles, the later document leading the order."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    for position, document in enumerate(documents):
        for shingle in prints[document.id].whole:
            index[shingle].append(position)
    shared: Counter[tuple[int, int]] = Counter()
    for holders in index.values():
        if 1 < len(holders) <= MAX_DOCUMENTS:
            shared.update((a, b) for i, a in enumerate(holders) for b in holders[i + 1 :])
    for first, second in sorted(shared, key=lambda pair: (pair[1], pair[0])):
        if shared[first, second] >= MIN_SHARED:
            yield first, second


def _compare(later: Document, earlier: Document, prints: dict[DocumentId, Fingerprint]) -> Overlap:
    a, b = prints[later.id], prints[earlier.id]
    inside, outside = containment(a.whole, b.whole), containment(b.whole, a.whole)
    copied = [containment(piece, b.whole) >= PARTIAL for piece in a.paragraphs]
    share = sum(copied) / len(copied) if copied else 0.0
    if inside >= REPRINT:
        relation = "reprint"
    elif max(inside, outside) >= PARTIAL or any(copied):
        relation = "partial"
    else:
        relation = ""
    return Overlap(later=later.id, earlier=earlier.id, inside=inside, outside=outside, copied=share, relation=relation)
