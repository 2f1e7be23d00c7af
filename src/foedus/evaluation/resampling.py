"""What chance alone does to a score: intervals, and whether two coders differ.

Units are drawn whole, because claims of one document are not independent of one another.
"""

import math
import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from foedus.evaluation.counting import Count, Table
from foedus.model.record import Record

SAMPLES, SHUFFLES, SEED = 1000, 10_000, 20
CHANCE = 0.05
_AT_ONCE = 1000
_LEAST = 2
_Z = 1.96
# Sums of ratios that are equal on paper differ in the last places.
_EQUAL = 1e-9


class Difference(Record, frozen=True, kw_only=True):
    """The second of two coders against the first, on one measure.

    Attributes:
        first: F1 of the first.
        second: F1 of the second.
        difference: The second less the first.
        interval: 95 % interval of the difference.
        p: How often shuffling gives a difference as great.
        beyond_chance: Whether `p` is below 0.05.
    """

    first: float
    second: float
    difference: float
    interval: tuple[float, float]
    p: float
    beyond_chance: bool


def intervals(table: Table) -> dict[str, list[float] | None]:
    """95 % intervals of F1 (of accuracy where counts are of cases), by the percentiles of bootstrap samples of units.

    The seed is fixed. Samples in which a measure has no case are left out of its interval.

    Args:
        table: Measure to the count of each unit.

    Returns:
        Measure to low and high end, none where fewer than two units have a case: one unit drawn again and again varies in nothing.
    """
    weights: dict[int, NDArray[np.float64]] = {}
    found: dict[str, list[float] | None] = {}
    for measure, counts in table.items():
        size = len(counts)
        if size not in weights:
            weights[size] = _draws(size)
        totals = weights[size] @ _array(counts)
        has_case = totals[:, 1:].sum(axis=1) > 0
        varies = sum(any(count) for count in counts) >= _LEAST
        found[measure] = _percentiles(_f1(totals[has_case])) if varies else None
    return found


def share_interval(hits: int, cases: int) -> list[float]:
    """95 % interval of a share of cases that do not hang together, after Wilson (1927).

    Resampling cannot say that a rate may be above zero where nothing was seen; this can.

    >>> share_interval(0, 100)
    [0.0, 0.037]
    """
    share, spread = hits / cases, _Z**2 / cases
    middle = share + spread / 2
    reach = _Z * math.sqrt(share * (1 - share) / cases + spread / (4 * cases))
    return [round(end, 3) for end in (max((middle - reach) / (1 + spread), 0.0), min((middle + reach) / (1 + spread), 1.0))]


def difference(first: Sequence[Count], second: Sequence[Count]) -> Difference:
    """Whether two coders differ on the same units by more than chance would have it.

    Paired approximate randomisation (Noreen 1989, *Computer-Intensive Methods for Testing Hypotheses*; for F1 Yeh 2000, *More
    accurate tests for the statistical significance of result differences*, COLING): in each of 10,000 shuffles the two
    coders' counts of a unit change places with even odds; `p` is the share of shuffles, the observed order counted in,
    whose difference is as great as the observed one, in either direction. The interval is that of paired bootstrap
    samples of units. Both seeds are fixed.

    Args:
        first: What the first coder counts on each unit.
        second: The same of the second, in the same order of units.
    """
    a, b = _array(first), _array(second)
    observed = [float(_f1(counts.sum(axis=0))) for counts in (a, b)]
    gap = observed[1] - observed[0]
    weights = _draws(len(a))
    low, high = _percentiles(_f1(weights @ b) - _f1(weights @ a))
    p = (1 + _as_great(a, b, abs(gap))) / (1 + SHUFFLES)
    return Difference(
        first=round(observed[0], 3),
        second=round(observed[1], 3),
        difference=round(gap, 3),
        interval=(low, high),
        p=round(p, 4),
        beyond_chance=p < CHANCE,
    )


def _as_great(a: NDArray[np.float64], b: NDArray[np.float64], gap: float) -> int:
    """How many shuffles differ by at least so much."""
    generator = np.random.default_rng(SEED)
    found = 0
    for _ in range(0, SHUFFLES, _AT_ONCE):
        moved = generator.integers(0, 2, (_AT_ONCE, len(a))) @ (b - a)
        gaps = _f1(b.sum(axis=0) - moved) - _f1(a.sum(axis=0) + moved)
        found += int((np.abs(gaps) >= gap - _EQUAL).sum())
    return found


def _draws(size: int) -> NDArray[np.float64]:
    """How often each unit is in each sample."""
    generator = random.Random(SEED)  # noqa: S311  # resampling, not secrecy
    units = range(size)
    drawn = [np.bincount(generator.choices(units, k=size), minlength=size) if size else np.zeros(0) for _ in range(SAMPLES)]
    return np.array(drawn, dtype=np.float64)


def _array(counts: Sequence[Count]) -> NDArray[np.float64]:
    return np.array(counts, dtype=np.float64).reshape(-1, 3)


def _f1(totals: NDArray[np.float64]) -> NDArray[np.float64]:
    """F1 of each row of hits, predicted and annotated; 0 without a hit."""
    hits, predicted, gold = np.moveaxis(totals, -1, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        precision, recall = hits / predicted, hits / gold
        return np.where(hits > 0, 2 * precision * recall / (precision + recall), 0.0)


def _percentiles(values: NDArray[np.float64]) -> list[float]:
    ordered = np.sort(values)
    return [round(float(ordered[i]), 3) for i in (int(0.025 * len(ordered)), max(int(0.975 * len(ordered)) - 1, 0))]
