"""How outlines are thinned and cut, on lines made by hand."""

import pytest
from training.outlines import cut, halved, is_crimea, thinned, visible


def test_thinning_keeps_what_is_further_off_than_the_tolerance() -> None:
    """Ends and corners stay; what lies on a straight line goes."""
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (2.0, 1.0), (2.01, 2.0), (2.0, 3.0)]
    assert thinned(line, 0.05) == [(0.0, 0.0), (2.0, 0.0), (2.0, 3.0)]
    assert thinned(line, 0.0001) == line


def test_a_line_across_the_meridian_is_cut_in_two() -> None:
    """Each part ends at the meridian and lies on its own side."""
    parts = list(cut([(170.0, 0.0), (-170.0, 0.0), (-170.0, 10.0), (170.0, 10.0), (170.0, 0.0)]))
    assert sorted((min(x for x, _ in part), max(x for x, _ in part)) for part in parts) == [(-180.0, -170.0), (170.0, 180.0)]
    assert all(part[0] == part[-1] for part in parts)


def test_a_line_elsewhere_stays_as_it_is() -> None:
    """One part, the same points."""
    ring = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 0.0)]
    assert list(cut(ring)) == [ring]


def test_a_line_around_a_pole_is_closed_along_it() -> None:
    """So that what is inside is inside."""
    (part,) = [part for part in cut([(-180.0, -70.0), (-60.0, -65.0), (60.0, -70.0), (180.0, -70.0), (-180.0, -70.0)]) if len(part) > 3]
    assert (-180.0, -90.0) in part
    assert (180.0, -90.0) in part


@pytest.mark.parametrize(("side", "kept"), [(1.0, 180.0), (-1.0, -180.0)])
def test_a_half_ends_at_the_meridian(side: float, kept: float) -> None:
    """What is wholly beyond it leaves nothing."""
    assert all(x * side <= 180 for x, _ in halved([(kept - 10, 0.0), (kept + 10, 0.0), (kept, 10.0)], side))
    assert halved([(kept + 20 * side, 0.0), (kept + 30 * side, 0.0), (kept + 20 * side, 5.0)], side) == []


def test_what_is_too_small_to_see_is_a_square() -> None:
    """Two steps wide, around the place."""
    assert visible([(5, 5), (5, 5)]) == [(4, 4), (6, 4), (6, 6), (4, 6), (4, 4)]
    ring = [(0, 0), (9, 0), (9, 9), (0, 0)]
    assert visible(ring) == ring


def test_crimea_is_told_by_where_it_lies() -> None:
    """A line that leaves the box is another."""
    ring = [(33 * 20, 45 * 20), (35 * 20, 45 * 20), (35 * 20, 46 * 20)]
    assert is_crimea(ring)
    assert not is_crimea([*ring, (40 * 20, 45 * 20)])
