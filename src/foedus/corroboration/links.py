"""How documents depend on one another: who reprints, reuses, credits or cites whom."""

from collections.abc import Iterable, Mapping, Sequence

from foedus.corroboration.credits import Passage
from foedus.corroboration.deeds import Order
from foedus.corroboration.outlets import outlet_key
from foedus.corroboration.reuse import Fingerprint, overlap
from foedus.corroboration.wording import containment, shingles
from foedus.model.claim import Claim
from foedus.model.finding import DocumentLinks
from foedus.model.record import DocumentId, Record
from foedus.model.text import Document

# a document echoes another one as a whole if this share of its claims rests on it
WHOLE = 0.5
# a claim is copied if this share of its sentence's shingles stands in the parent
COPIED = 0.4

_STRENGTH = ("reprint", "credit", "cites", "partial", "")


class Dependence(Record, frozen=True, kw_only=True):
    """One document's dependence on another one.

    Attributes:
        child: The dependent document.
        parent: The other one.
        relation: `reprint`, `credit`, `cites` or `partial`.
        whole: Whether all that the child says on the matter counts as repeated.
        passages: Stretches of the child that rest on the parent, if it is not all.
        source: The outlet that it names as its source, empty if the wording shows it.
        reason: What showed it.
    """

    child: DocumentId
    parent: DocumentId
    relation: str
    whole: bool
    passages: tuple[Passage, ...] = ()
    source: str = ""
    reason: str


class Links(Record, frozen=True, kw_only=True):
    """All dependences among a set of documents.

    Attributes:
        dependences: In order of publication of the child.
        agencies: Names of credited agencies by document.
        prints: Fingerprints by document.
    """

    dependences: tuple[Dependence, ...]
    agencies: dict[DocumentId, tuple[str, ...]]
    prints: dict[DocumentId, Fingerprint]


def summary(document: Document, own: Sequence[Dependence], agencies: Sequence[str], names: Mapping[DocumentId, str]) -> DocumentLinks:
    """How a document depends on others, strongest relation first.

    Args:
        document: The document.
        own: What it depends on.
        agencies: Agencies that it credits.
        names: Names of the other documents.
    """
    reasons = [link.reason for link in own] + [f"credit line: {name}" for name in agencies]
    relations = {link.relation for link in own} | ({"credit"} if agencies else set())
    return DocumentLinks(
        document=document.id,
        name=document.name,
        parents=tuple(sorted({names[link.parent] for link in own})),
        relation=min(relations, key=_STRENGTH.index, default=""),
        reason="; ".join(dict.fromkeys(reasons)),
    )


def copy_of(child: Document, parent: Document, prints: Mapping[DocumentId, Fingerprint], claims: Sequence[Claim]) -> Dependence | None:
    """How a document depends on an earlier one by its wording, if it does.

    Args:
        child: The later document.
        parent: The earlier one.
        prints: Their fingerprints.
        claims: Claims of the later one, to judge how much of it rests on the other.
    """
    shared = overlap(child, parent, prints)
    if shared is None:
        return None
    whole = prints[parent.id].whole
    copied = [span for claim in claims for span in claim.evidence[:1] if is_copied(child.text[span.start : span.end], whole)]
    share = len(copied) / len(claims) if claims else shared.copied
    return Dependence(
        child=child.id,
        parent=parent.id,
        relation=shared.relation,
        whole=shared.relation == "reprint" or share >= WHOLE,
        passages=tuple(dict.fromkeys(Passage(start=span.start, end=span.end, words="same wording") for span in copied)),
        reason=f"{shared.inside:.0%} of its wording stands in {parent.name}, {shared.outside:.0%} the other way",
    )


def is_copied(sentence: str, whole: frozenset[str]) -> bool:
    """Whether a sentence stands, nearly as it is, in a text of those shingles."""
    return containment(shingles(sentence), whole) >= COPIED


def citation_of(child: Document, parent: Document, cited: tuple[Passage, ...], claims: Sequence[Claim]) -> Dependence:
    """How a document depends on one that it cites.

    Args:
        child: The citing document.
        parent: The cited one.
        cited: The passages that show it.
        claims: Claims of the citing one, to judge how much of it rests on the other.
    """
    resting = [claim for claim in claims if rests_on(claim, cited)]
    share = len(resting) / len(claims) if claims else 0.0
    credit = next((passage for passage in cited if _is_credit_line(child, passage)), None)
    return Dependence(
        child=child.id,
        parent=parent.id,
        relation="credit" if credit else "cites",
        whole=credit is not None or share >= WHOLE,
        passages=cited,
        source=outlet_key(parent.origin.outlet or ""),
        reason=f"names {parent.origin.outlet} as its source for {len(resting)} of {len(claims)} claims",
    )


def _is_credit_line(child: Document, passage: Passage) -> bool:
    words = child.text[passage.start : passage.end].lower()
    return any(
        cue in words for cue in ("first appeared", "originally published", "first published", "reprinted", "republished", "syndicated")
    )


def rests_on(claim: Claim, cited: Iterable[Passage]) -> bool:
    """Whether the sentence of a claim shares text with one of the passages of its document."""
    span = claim.evidence[0]
    return any(passage.start < span.end and span.start < passage.end for passage in cited)


def standing(found: Iterable[Dependence], order: Mapping[DocumentId, Order]) -> tuple[Dependence, ...]:
    """Leave out a dependence that contradicts a clearer one: naming a source outweighs the order of publication.

    Args:
        found: All dependences, both ways, between the documents in question.
        order: Where each document stands among all.

    Returns:
        The others.
    """
    found = list(found)
    cited = {(link.child, link.parent) for link in found if link.source}
    return tuple(
        link for link in found if (link.parent, link.child) not in cited or (link.source and order[link.child] > order[link.parent])
    )
