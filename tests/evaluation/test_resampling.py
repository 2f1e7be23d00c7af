"""Intervals and differences on counts whose answer is known."""

import pytest

from foedus.evaluation.counting import Count
from foedus.evaluation.resampling import difference, intervals, share_interval

HIT: Count = (1, 1, 1)
MISS: Count = (0, 1, 1)
NOTHING: Count = (0, 0, 0)


def interval(counts: list[Count]) -> list[float] | None:
    """The interval of one measure."""
    return intervals({"one": counts})["one"]


def test_the_interval_holds_the_score_and_is_repeatable() -> None:
    """Bootstrap samples with a fixed seed, the same for measures side by side."""
    counts = [HIT, MISS] * 10
    ends = interval(counts)
    assert ends is not None
    assert ends[0] < 0.5 < ends[1]
    assert intervals({"one": counts, "two": counts, "three": counts[:3]})["two"] == ends


def test_more_units_make_it_narrower() -> None:
    """As they should."""
    few, many = interval([HIT, MISS] * 5), interval([HIT, MISS] * 50)
    assert few is not None
    assert many is not None
    assert many[1] - many[0] < few[1] - few[0]


@pytest.mark.parametrize(
    ("counts", "ends"),
    [([], None), ([NOTHING] * 5, None), ([HIT, NOTHING], None), ([HIT] * 5, [1.0, 1.0]), ([MISS] * 5, [0.0, 0.0])],
)
def test_borderline_intervals(counts: list[Count], ends: list[float] | None) -> None:
    """None where fewer than two units have a case; units without a case do not count as wrong."""
    assert interval(counts) == ends
    assert interval([*counts, *[NOTHING] * 4]) == ends


@pytest.mark.parametrize(("hits", "cases", "ends"), [(0, 10, [0.0, 0.278]), (5, 10, [0.237, 0.763]), (10, 10, [0.722, 1.0])])
def test_shares_after_wilson(hits: int, cases: int, ends: list[float]) -> None:
    """Values of the published formula; nothing seen is not nothing possible."""
    assert share_interval(hits, cases) == ends


def test_a_clear_difference_is_beyond_chance() -> None:
    """The second coder is right on all twenty units, the first on half of them: 2 of 1024 orders of the ten pairs are as far apart."""
    found = difference([HIT, MISS] * 10, [HIT] * 20)
    assert (found.first, found.second, found.difference) == (0.5, 1.0, 0.5)
    assert found.p == pytest.approx(2 / 1024, abs=0.002)
    assert found.beyond_chance
    assert found.interval[0] < 0.5 < found.interval[1]


def test_a_small_difference_is_not() -> None:
    """With one pair that differs every order is as far apart; with two, every second one."""
    assert difference([HIT, MISS], [HIT, HIT]).p == 1.0
    found = difference([HIT, HIT, MISS, MISS], [HIT, HIT, HIT, HIT])
    assert found.p == pytest.approx(0.5, abs=0.02)
    assert not found.beyond_chance


def test_the_order_of_the_two_turns_the_sign_alone() -> None:
    """And p does not hang on it."""
    a, b = [HIT, MISS, MISS, HIT, MISS], [HIT, HIT, (1, 2, 1), MISS, HIT]
    one, other = difference(a, b), difference(b, a)
    assert (one.difference, one.p) == (-other.difference, other.p)
    assert one.interval == pytest.approx((-other.interval[1], -other.interval[0]), abs=0.02)


def test_two_like_coders_seldom_differ() -> None:
    """Errors at random places: p is no smaller than chance has it."""
    first = [HIT if number % 3 else MISS for number in range(60)]
    second = [HIT if (number + 1) % 3 else MISS for number in range(60)]
    assert difference(first, second).p > 0.9
