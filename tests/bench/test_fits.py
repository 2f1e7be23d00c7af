"""What growth, slopes and ratios are taken to be."""

import math
import random

import pytest
from bench.fits import deviations, exponent, ratio_interval, slope


@pytest.mark.parametrize("power", [0.5, 1.0, 1.2, 2.0])
def test_a_power_is_found(power: float) -> None:
    """Values that grow by it give it back, whatever they are multiplied with."""
    found = exponent({size: 0.003 * size**power for size in (100, 1_000, 10_000)})
    assert found is not None
    assert math.isclose(found, power, abs_tol=1e-9)


def test_one_size_has_no_power() -> None:
    """Nor have values that are nothing."""
    assert exponent({100: 3.0}) is None
    assert exponent({100: 0.0, 1_000: 0.0}) is None


def test_deviation_is_from_ten_times_the_tenth() -> None:
    """A decade that is missing below has none."""
    assert deviations({100: 1.0, 1_000: 11.0, 100_000: 900.0}) == {1_000: 0.1}
    assert deviations({100: 1.0, 1_000: 9.0}) == {1_000: -0.1}


def test_a_slope_leaves_the_beginning_out() -> None:
    """What grows at first and then stays has none; what goes on growing has its own."""
    times = [float(minute) for minute in range(31)]
    assert abs(slope(times, [min(time, 8.0) * 50 for time in times])) < 1e-9
    assert math.isclose(slope(times, [500 + 2 * time for time in times]), 2.0)


def test_the_interval_of_a_ratio_holds_it() -> None:
    """It is narrow where all items agree, and wide where they do not."""
    below = [1.0] * 50
    alike, apart = [1.5] * 50, [1.0, 2.0] * 25
    ratio, low, high = ratio_interval(alike, below)
    assert (ratio, low, high) == (1.5, 1.5, 1.5)
    ratio, low, high = ratio_interval(apart, below)
    assert low < ratio == 1.5 < high
    assert 0.2 < high - low < 0.4


def test_intervals_hold_the_ratio_that_items_were_drawn_from() -> None:
    """Nearly nineteen of twenty do."""
    chance = random.Random(3)  # noqa: S311  # no secret
    held = 0
    for seed in range(100):
        below = [chance.uniform(0.5, 2) for _ in range(60)]
        above = [value * chance.gauss(1.2, 0.3) for value in below]
        _, low, high = ratio_interval(above, below, rounds=400, seed=seed)
        held += low <= 1.2 <= high
    assert held >= 88
