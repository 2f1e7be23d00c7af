"""Claims of a repeating document that tell again what a claim of the original tells, whatever the coder made of their slots."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from foedus.corroboration.deeds import Deed
from foedus.corroboration.links import Dependence, rests_on
from foedus.corroboration.matching import MERGE, compare
from foedus.corroboration.wording import telling_words, tells_again
from foedus.model.record import ClaimId

Parent = tuple[Dependence, Sequence[Deed]]


def retellings(children: Sequence[Deed], parents: Iterable[Parent]) -> dict[ClaimId, ClaimId]:
    """Claims of a document that are another document's claim again.

    A claim tells one other again at most, and each claim is told again by one claim of a document at most.

    Args:
        children: Deeds of the document.
        parents: The documents that it repeats, in order, with their deeds; only what is repeated as a whole, or the passages
            that are, count.

    Returns:
        The claim that is told again, by the claim that does.
    """
    found: dict[ClaimId, tuple[float, ClaimId]] = {}
    for link, deeds in parents:
        for value, child, parent in _pairs(children, deeds, link):
            if child not in found or value > found[child][0]:
                found[child] = (value, parent)
    return {child: parent for child, (_, parent) in found.items()}


def first_told(claim: ClaimId, told: Mapping[ClaimId, ClaimId]) -> ClaimId:
    """The claim from which a chain of retellings starts.

    Args:
        claim: The last of the chain.
        told: The claim that is told again, by the claim that does.
    """
    seen = {claim}
    while claim in told and told[claim] not in seen:
        claim = told[claim]
        seen.add(claim)
    return claim


def _pairs(children: Sequence[Deed], parents: Sequence[Deed], link: Dependence) -> list[tuple[float, ClaimId, ClaimId]]:
    """The pairs of one document and its original, best first, each claim in one of them at most."""
    resting = [deed for deed in children if link.whole or rests_on(deed.claim, link.passages)]
    weighed = [(_likeness(child, parent), child, parent) for child, parent in product(resting, parents)]
    ranked = sorted((-value, child.rank, parent.rank, child.id, parent.id) for value, child, parent in weighed if value > 0)
    taken: set[ClaimId] = set()
    pairs = []
    for negative, _, _, child, parent in ranked:
        if not {child, parent} & taken:
            taken.update((child, parent))
            pairs.append((-negative, child, parent))
    return pairs


def _likeness(child: Deed, parent: Deed) -> float:
    """How surely one claim tells the other again: by its slots if they agree, by its words alone if they do not; 0 if it does not."""
    first, second = sorted((telling_words(child.clause), telling_words(parent.clause)), key=len)
    match = compare(parent, child, repeated=True).tied(1.0)
    # two deeds between the same parties that have no word in common are two deeds
    slots = max(match.score - MERGE, 0.0) if first & second and not match.barred else 0.0
    return round(slots + tells_again(first, second), 6)
