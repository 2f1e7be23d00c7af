"""What a series of measurements says of growth: by which power, how far from even, and whether there is a slope."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

_DECADE = 10


def exponent(values: Mapping[int, float]) -> float | None:
    """The power of the size by which a value grows, by least squares on the logarithms; none for fewer than two sizes.

    >>> round(exponent({10: 2.0, 100: 20.0, 1000: 200.0}), 3)
    1.0
    """
    points = [(math.log(size), math.log(value)) for size, value in sorted(values.items()) if value > 0]
    if len(points) < 2:  # noqa: PLR2004  # a line needs two
        return None
    return _steepness([x for x, _ in points], [y for _, y in points])


def deviations(values: Mapping[int, float]) -> dict[int, float]:
    """By how much each value lies over ten times the one of a tenth of its size, as a share: zero is linear growth.

    >>> deviations({10: 2.0, 100: 22.0})
    {100: 0.1}
    """
    return {
        size: round(value / (_DECADE * values[size // _DECADE]) - 1, 4)
        for size, value in sorted(values.items())
        if values.get(size // _DECADE) and size % _DECADE == 0
    }


def slope(times: Sequence[float], values: Sequence[float], *, since: float = 1 / 3) -> float:
    """How much a value grows in a unit of time, by least squares over the later part of the series.

    Args:
        times: Moments, rising.
        values: The value at each.
        since: The share of the time that is left out at the beginning.
    """
    begun = times[0] + (times[-1] - times[0]) * since
    kept = [(time, value) for time, value in zip(times, values, strict=True) if time >= begun]
    if len(kept) < 2:  # noqa: PLR2004
        return 0.0
    return _steepness([time for time, _ in kept], [value for _, value in kept])


def _steepness(x: Sequence[float], y: Sequence[float]) -> float:
    """The slope of the line that fits the points best."""
    return float(np.polyfit(np.asarray(x, dtype=float), np.asarray(y, dtype=float), 1)[0])


def ratio_interval(above: Sequence[float], below: Sequence[float], *, rounds: int = 2000, seed: int = 0) -> tuple[float, float, float]:
    """The ratio of two sums over the same items, with its 95 % interval by resampling the items.

    Args:
        above: What each item adds to the upper sum.
        below: What it adds to the lower one.
        rounds: How often the items are drawn.
        seed: Another number, other draws.

    Returns:
        The ratio, and the ends of the interval.
    """
    upper, lower = np.asarray(above, dtype=float), np.asarray(below, dtype=float)
    drawn = np.random.default_rng(seed).integers(0, len(upper), size=(rounds, len(upper)))
    ratios = upper[drawn].sum(axis=1) / lower[drawn].sum(axis=1)
    low, high = np.quantile(ratios, [0.025, 0.975])
    return float(upper.sum() / lower.sum()), float(low), float(high)
