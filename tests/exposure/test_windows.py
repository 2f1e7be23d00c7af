"""Days of a deed against the time for which a provision applies: nothing is true that the days do not carry."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.exposure.deeds import Day
from foedus.exposure.windows import _within
from foedus.model.exposure import Truth, Window


def day(low: str, high: str) -> Day:
    """From the one to the other; empty for open."""
    ends = [dt.date.fromisoformat(text) if text else None for text in (low, high)]
    return Day(low=ends[0], high=ends[1], why="")


@pytest.mark.parametrize(
    ("deed", "window", "value"),
    [
        (("2018-05-01", "2018-05-31"), ("2017-09-11", ""), Truth.TRUE),
        (("2017-09-01", "2017-09-30"), ("2017-09-11", ""), Truth.UNKNOWN),
        (("2017-08-01", "2017-08-31"), ("2017-09-11", ""), Truth.FALSE),
        (("2017-08-20", ""), ("2017-08-05", "2017-09-11"), Truth.UNKNOWN),
        (("2018-08-20", ""), ("2017-08-05", "2017-09-11"), Truth.FALSE),
        (("2018-08-20", ""), ("2017-09-11", ""), Truth.TRUE),
        (("", "2018-08-20"), ("2017-09-11", ""), Truth.UNKNOWN),
        (("", "2016-08-20"), ("2017-09-11", ""), Truth.FALSE),
        (("", ""), ("2017-09-11", ""), Truth.UNKNOWN),
        (("2011-06-01", "2011-06-01"), ("2011", ""), Truth.UNKNOWN),
        (("2012-01-01", "2012-01-01"), ("2011", ""), Truth.TRUE),
        (("2010-12-31", "2010-12-31"), ("2011", ""), Truth.FALSE),
        (("2020-10-18", "2020-10-18"), ("2016-01-16", "2020-10-18"), Truth.TRUE),
        (("2020-10-19", "2020-10-19"), ("2016-01-16", "2020-10-18"), Truth.FALSE),
    ],
)
def test_days_against_a_window(deed: tuple[str, str], window: tuple[str, str], value: Truth) -> None:
    """True inside, false outside, unknown where the days or the window's grain allow both."""
    assert _within(day(*deed), Window(start=window[0], end=window[1])) is value


DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2030, 12, 31))


@given(low=DAYS, high=DAYS, start=DAYS, end=DAYS)
def test_the_value_holds_of_every_day_of_the_deed(low: dt.date, high: dt.date, start: dt.date, end: dt.date) -> None:
    """True if each day lies in the window, false if none does, else unknown."""
    low, high = sorted((low, high))
    start, end = sorted((start, end))
    value = _within(Day(low=low, high=high, why=""), Window(start=start.isoformat(), end=end.isoformat()))
    assert (value is Truth.TRUE) is (start <= low and high <= end)
    assert (value is Truth.FALSE) is (high < start or low > end)
