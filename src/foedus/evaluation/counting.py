"""Counts of hits, unit by unit, and the measures that follow from their sums.

A unit is what is drawn as a whole when a score is resampled: a document, or a sentence.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

Count = tuple[int, int, int]
"""Hits, what was predicted, what was annotated; for an accuracy the last two are the cases."""

Table = Mapping[str, Sequence[Count]]
"""Measure to the count of each unit, in the order of the units."""


def f1(hits: int, predicted: int, gold: int) -> list[float]:
    """Precision, recall and F1, to three places.

    >>> f1(1, 2, 4)
    [0.5, 0.25, 0.333]
    """
    precision = hits / predicted if predicted else 0.0
    recall = hits / gold if gold else 0.0
    return [round(v, 3) for v in (precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0)]


def accuracy(hits: int, cases: int) -> list[float | None]:
    """Share of hits, to three places, none without a case; and the cases."""
    return [round(hits / cases, 3) if cases else None, cases]


def judged(results: Iterable[bool]) -> Count:
    """The count of cases in which something holds, among all cases.

    >>> judged([True, False, True])
    (2, 3, 3)
    """
    found = list(results)
    return sum(found), len(found), len(found)


def shared(gold: Collection[str], predicted: Collection[str]) -> Count:
    """The count of two sets.

    >>> shared({"MLI", "NER"}, {"MLI"})
    (1, 1, 2)
    """
    return len(set(gold) & set(predicted)), len(set(predicted)), len(set(gold))


def total(counts: Iterable[Count]) -> Count:
    """The sum of counts."""
    hits = predicted = gold = 0
    for count in counts:
        hits, predicted, gold = hits + count[0], predicted + count[1], gold + count[2]
    return hits, predicted, gold
