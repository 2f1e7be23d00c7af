"""How documents depend on one another: who reprints, reuses, credits or cites whom."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from foedus.corroboration.credits import OutletNames, Passage, credited_agencies, load_agencies, passages
from foedus.corroboration.reuse import Fingerprint, Overlap, fingerprint, overlaps
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
        reason: What showed it.
    """

    child: DocumentId
    parent: DocumentId
    relation: str
    whole: bool
    passages: tuple[Passage, ...] = ()
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


def in_order(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Sort documents by publication, name and id, undated ones last."""
    return tuple(sorted(documents, key=lambda d: (d.published is None, str(d.published or ""), d.name, d.id)))


def trace(documents: Sequence[Document], claims: Sequence[Claim], agencies: dict[str, str] | None = None) -> Links:
    """Find all dependences.

    Args:
        documents: In order of publication.
        claims: Their claims, to judge how much of a document rests on another one.
        agencies: Names in credit lines, the shipped table by default.
    """
    agencies = load_agencies() if agencies is None else agencies
    prints = {document.id: fingerprint(document) for document in documents}
    of: defaultdict[DocumentId, list[Claim]] = defaultdict(list)
    for claim in claims:
        of[claim.document].append(claim)
    by_id = {document.id: document for document in documents}
    copies = [_copy(overlap, of[overlap.later], by_id, prints) for overlap in overlaps(documents, prints)]
    issues: defaultdict[str, list[Document]] = defaultdict(list)
    for document in documents:
        issues[document.origin.outlet or ""].append(document)
    names = OutletNames(outlet for outlet in issues if outlet)
    cited = [link for child in documents for link in _citations(child, names, issues, of)]
    order = {document.id: i for i, document in enumerate(documents)}
    found = sorted(_acyclic([*copies, *cited], order), key=lambda link: (order[link.child], order[link.parent], link.relation))
    return Links(
        dependences=tuple(found),
        agencies={document.id: credited_agencies(document, agencies) for document in documents},
        prints=prints,
    )


def links(documents: Sequence[Document], claims: Sequence[Claim]) -> tuple[DocumentLinks, ...]:
    """How each document depends on the others, strongest relation first.

    Args:
        documents: In any order.
        claims: Their claims.

    Returns:
        One record a document, in order of publication; `relation` is empty where none was found.
    """
    ordered = in_order(documents)
    traced = trace(ordered, claims)
    names = {document.id: document.name for document in ordered}
    return tuple(_summary(document, traced, names) for document in ordered)


def _summary(document: Document, traced: Links, names: dict[DocumentId, str]) -> DocumentLinks:
    own = [link for link in traced.dependences if link.child == document.id]
    agencies = traced.agencies[document.id]
    reasons = [link.reason for link in own] + [f"credit line: {name}" for name in agencies]
    relations = {link.relation for link in own} | ({"credit"} if agencies else set())
    return DocumentLinks(
        document=document.id,
        name=document.name,
        parents=tuple(sorted({names[link.parent] for link in own})),
        relation=min(relations, key=_STRENGTH.index, default=""),
        reason="; ".join(dict.fromkeys(reasons)),
    )


def _copy(
    overlap: Overlap, claims: Sequence[Claim], documents: dict[DocumentId, Document], prints: dict[DocumentId, Fingerprint]
) -> Dependence:
    child, parent = documents[overlap.later], documents[overlap.earlier]
    whole = prints[parent.id].whole
    copied = [span for claim in claims for span in claim.evidence[:1] if is_copied(child.text[span.start : span.end], whole)]
    share = len(copied) / len(claims) if claims else overlap.copied
    reason = f"{overlap.inside:.0%} of its wording stands in {parent.name}, {overlap.outside:.0%} the other way"
    return Dependence(
        child=child.id,
        parent=parent.id,
        relation=overlap.relation,
        whole=overlap.relation == "reprint" or share >= WHOLE,
        passages=tuple(dict.fromkeys(Passage(start=span.start, end=span.end, words="same wording") for span in copied)),
        reason=reason,
    )


def is_copied(sentence: str, whole: frozenset[str]) -> bool:
    """Whether a sentence stands, nearly as it is, in a text of those shingles."""
    return containment(shingles(sentence), whole) >= COPIED


def _citations(
    child: Document, names: OutletNames, issues: dict[str, list[Document]], of: dict[DocumentId, list[Claim]]
) -> list[Dependence]:
    found = []
    for outlet in names.named_in(child):
        cited = passages(child, outlet, names)
        parent = _cited_document(child, issues[outlet], of) if cited else None
        if parent is not None:
            found.append(_citation(child, parent, cited, of.get(child.id, [])))
    return found


def _citation(child: Document, parent: Document, cited: tuple[Passage, ...], claims: Sequence[Claim]) -> Dependence:
    resting = [claim for claim in claims if rests_on(claim, cited)]
    share = len(resting) / len(claims) if claims else 0.0
    credit = next((passage for passage in cited if _is_credit_line(child, passage)), None)
    return Dependence(
        child=child.id,
        parent=parent.id,
        relation="credit" if credit else "cites",
        whole=credit is not None or share >= WHOLE,
        passages=cited,
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


def _cited_document(child: Document, issues: Sequence[Document], of: dict[DocumentId, list[Claim]]) -> Document | None:
    """The report that is cited, of all that the outlet published: not later, on the same actors where both name any, the latest such."""
    actors = _actors(of.get(child.id, []))
    best: Document | None = None
    for document in issues:
        if document.id == child.id or (document.published and child.published and document.published > child.published):
            continue
        theirs = _actors(of.get(document.id, []))
        if actors & theirs or not actors or not theirs:
            best = document
    return best


def _actors(claims: Iterable[Claim]) -> frozenset[str]:
    return frozenset(party.actor.code for claim in claims for party in (*claim.event.actors, *claim.event.recipients))


def _acyclic(found: Sequence[Dependence], order: dict[DocumentId, int]) -> list[Dependence]:
    """Leave out a dependence that contradicts a clearer one: naming a source outweighs the order of publication."""
    cited = {(link.child, link.parent) for link in found if link.relation in {"credit", "cites"}}
    kept = []
    for link in found:
        reverse = (link.parent, link.child) in cited
        named = link.relation in {"credit", "cites"}
        if reverse and (not named or order[link.child] < order[link.parent]):
            continue
        kept.append(link)
    return kept
