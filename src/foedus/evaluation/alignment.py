"""Which predicted claim speaks of which annotated one.

A predicted claim is paired with an annotated one of the same document if their sentences overlap by half of the shorter and
their triggers share a word stem or their types agree; best pairs first, one to one.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from foedus.evaluation.parties import codes

Flat = Mapping[str, Any]
Pair = tuple[Flat, Flat]

_STOP = frozenset(
    ("the", "a", "an", "of", "to", "in", "on", "by", "for", "and", "or", "that", "with", "from", "at", "as", "its", "their", "his", "her",
     "it", "is", "was", "were", "be", "been", "has", "have", "had", "will", "would")
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_STEM = 5
_HALF = 0.5


def by_document(gold: Sequence[Flat], predicted: Sequence[Flat]) -> dict[str, tuple[list[Flat], list[Flat]]]:
    """Annotated and predicted claims of each document, documents in order of their names."""
    found: dict[str, tuple[list[Flat], list[Flat]]] = defaultdict(lambda: ([], []))
    for side, claims in enumerate((gold, predicted)):
        for claim in claims:
            found[claim["doc"]][side].append(claim)
    return dict(sorted(found.items()))


def pair(gold: Sequence[Flat], predicted: Sequence[Flat]) -> list[Pair]:
    """Align claims document by document, one to one, the best pairs first."""
    return [found for claims in by_document(gold, predicted).values() for found in align(*claims)]


def align(gold: Sequence[Flat], predicted: Sequence[Flat]) -> list[Pair]:
    """Align the claims of one document."""
    weighed = [(_affinity(g, p), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(predicted)]
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    found = []
    for weight, i, j in sorted(weighed, reverse=True):
        if weight and -i not in used_gold and -j not in used_predicted:
            used_gold.add(-i)
            used_predicted.add(-j)
            found.append((gold[-i], predicted[-j]))
    return found


def _affinity(gold: Flat, predicted: Flat) -> int:
    if not overlap((gold["start"], gold["end"]), (predicted["start"], predicted["end"])):
        return 0
    same_type = bool(gold["event"] == predicted["event"])
    same_word = bool(stems(gold["trigger"]) & stems(predicted["trigger"]))
    if not (same_type or same_word):
        return 0
    same_sides = sum(codes(gold, side) == codes(predicted, side) for side in ("actors", "recipients"))
    return 4 * same_type + 2 * same_word + same_sides


def overlap(first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether two stretches of text share half of the shorter.

    >>> overlap((0, 10), (6, 40)), overlap((0, 10), (5, 40))
    (False, True)
    """
    shared = min(first[1], second[1]) - max(first[0], second[0])
    return shared >= _HALF * min(first[1] - first[0], second[1] - second[0])


def stems(text: str | None) -> set[str]:
    """First letters of the content words."""
    return {word[:_STEM] for word in _WORD.findall((text or "").lower()) if word not in _STOP}
