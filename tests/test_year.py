"""A small simulated year, with blocs, a realignment and follow-through planted in it."""

import pytest
from bench.network import Plan
from bench.year import Year, measured, report

from foedus.model.network import Grain

_PLAN = Plan(findings=2000, states=14, movers=2)


@pytest.fixture(scope="module")
def year() -> Year:
    """The year, measured."""
    return measured(_PLAN)


@pytest.mark.slow
def test_a_small_year_has_what_was_planted(year: Year) -> None:
    """Blocs by quarter, movers and their day, rates within their intervals, and promises with the outcome that they had."""
    found = year.found[Grain.QUARTER]
    assert (year.findings, year.promises) == (2000, 250)
    assert min(found.rand.values()) >= 0.9
    assert {move.state for move in found.movers} == set(_PLAN.moving)
    bounds = [(move.since, move.until) for move in found.movers if move.since and move.until]
    assert bounds
    assert all(since <= _PLAN.day <= until for since, until in bounds)
    assert year.unlike <= 5
    of_all = [interval for interval in year.intervals if interval.group == "all promises"]
    assert [interval.days for interval in of_all] == [30, 90, 180]
    assert sum(interval.holds for interval in year.intervals) >= 0.9 * len(year.intervals)


@pytest.mark.slow
def test_the_report_tells_each_measure(year: Year) -> None:
    """Blocs and moves by window, follow-through by horizon."""
    lines = "\n".join(report([year]))
    for said in ("1 simulated years of 2000 findings", "months: adjusted", "quarters: adjusted", "all promises", "one actor"):
        assert said in lines
