"""Claims into deeds: average linkage over the pairwise comparisons, never across a bar."""

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence

from foedus.corroboration.deeds import Deed
from foedus.corroboration.matching import MERGE
from foedus.model.record import ClaimId


def cluster(
    deeds: Sequence[Deed], scores: dict[tuple[int, int], float], judged: Mapping[frozenset[ClaimId], bool] | None = None
) -> tuple[tuple[Deed, ...], ...]:
    """Group claims that speak of one deed.

    Clusters are merged from the closest pair on, ties broken by rank, as long as the mean score of all pairs is
    above the threshold and no pair is barred.

    Args:
        deeds: In order of rank.
        scores: Score of each pair of positions, the lower first, that is not barred; it is used up.
        judged: Pairs of claims that people joined (true) or parted (false), whatever their score.

    Returns:
        Groups in order of their first claim, each in order of rank.
    """
    joined = _judged(deeds, judged or {}, scores)
    members: dict[int, list[int]] = {i: [i] for i in range(len(deeds))}
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), score in scores.items():
        sums[a][b] = sums[b][a] = score
    _join(sums, members, joined)
    scores = {(a, b): _mean(sums, members, a, b) for a in sums for b in sums[a] if a < b} if joined else scores
    queue = [(-score, a, b) for (a, b), score in scores.items() if score > MERGE]
    heapq.heapify(queue)
    while queue:
        negative, a, b = heapq.heappop(queue)
        if a not in members or b not in members or _mean(sums, members, a, b) != -negative:
            continue
        _merge(sums, members, a, b)
        for other in sums[a]:
            mean = _mean(sums, members, a, other)
            if mean > MERGE:
                heapq.heappush(queue, (-mean, min(a, other), max(a, other)))
    groups = sorted(sorted(group) for group in members.values())
    return tuple(tuple(deeds[i] for i in group) for group in groups)


def _judged(
    deeds: Sequence[Deed], judged: Mapping[frozenset[ClaimId], bool], scores: dict[tuple[int, int], float]
) -> list[tuple[int, int]]:
    """The pairs that people joined; what they parted is barred."""
    place = {deed.id: i for i, deed in enumerate(deeds)}
    pairs = {tuple(sorted(place[claim] for claim in pair)): together for pair, together in judged.items() if pair <= place.keys()}
    for (a, b), together in pairs.items():
        if not together:
            scores.pop((a, b), None)
    return sorted((a, b) for (a, b), together in pairs.items() if together)


def _join(sums: dict[int, dict[int, float]], members: dict[int, list[int]], pairs: Sequence[tuple[int, int]]) -> None:
    """Put together what people joined, before anything else."""
    for first, second in pairs:
        a, b = sorted(next(root for root, group in members.items() if i in group) for i in (first, second))
        if a != b:
            _merge(sums, members, a, b)


def _mean(sums: dict[int, dict[int, float]], members: dict[int, list[int]], a: int, b: int) -> float:
    if b not in sums[a]:
        return float("-inf")
    return round(sums[a][b] / (len(members[a]) * len(members[b])), 9)


def _merge(sums: dict[int, dict[int, float]], members: dict[int, list[int]], a: int, b: int) -> None:
    """Put `b` into `a`; what either is barred from, both are."""
    common = (sums[a].keys() & sums[b].keys()) - {a, b}
    merged = {other: sums[a][other] + sums[b][other] for other in common}
    for old in (a, b):
        for other in sums[old]:
            sums[other].pop(old, None)
    del sums[b]
    sums[a] = merged
    for other, value in merged.items():
        sums[other][a] = value
    members[a] += members.pop(b)
