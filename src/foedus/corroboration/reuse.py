"""Which documents share their wording: reprints, partial reuse, long quotations."""

from collections.abc import Mapping

from foedus.corroboration.wording import containment, paragraphs, quotations, shingles
from foedus.model.record import DocumentId, Record
from foedus.model.text import Document

REPRINT = 0.8
PARTIAL = 0.3
# below this many shared shingles two documents are not compared: stock phrases and titles of office repeat by chance
MIN_SHARED = 4
MIN_PARAGRAPH = 6


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
        relation: `reprint` or `partial`.
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


def overlap(later: Document, earlier: Document, prints: Mapping[DocumentId, Fingerprint]) -> Overlap | None:
    """The wording that two documents share, none if it is too little to tell anything.

    Args:
        later: The one published later.
        earlier: The other one, the provisional parent.
        prints: Their fingerprints.
    """
    a, b = prints[later.id], prints[earlier.id]
    if len(a.whole & b.whole) < MIN_SHARED:
        return None
    inside, outside = containment(a.whole, b.whole), containment(b.whole, a.whole)
    copied = [containment(piece, b.whole) >= PARTIAL for piece in a.paragraphs]
    share = sum(copied) / len(copied) if copied else 0.0
    if inside >= REPRINT:
        relation = "reprint"
    elif max(inside, outside) >= PARTIAL or any(copied):
        relation = "partial"
    else:
        return None
    return Overlap(later=later.id, earlier=earlier.id, inside=inside, outside=outside, copied=share, relation=relation)
