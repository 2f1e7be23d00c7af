"""Dates no more exact than the text that gives them."""

import datetime as dt
import re
from enum import StrEnum

from foedus.model.record import Record

_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_FIRST, _LAST = "-01", "-31"
_PARTS = 3  # of a date: year, month, day


class Precision(StrEnum):
    """The grain of a period: how much the words say."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    INTERVAL = "interval"


class Period(Record, frozen=True, kw_only=True):
    """A stretch of days in UTC, as wide as the text is vague.

    Attributes:
        start: First day.
        end: The day after the last one.
        precision: The grain; `interval` for anything that is not one calendar unit.
    """

    start: dt.date
    end: dt.date
    precision: Precision

    def __post_init__(self) -> None:
        """A period holds at least one day."""
        if self.start >= self.end:
            msg = f"period ends ({self.end}) before it starts ({self.start})"
            raise ValueError(msg)

    @property
    def iso(self) -> str:
        """The period in ISO 8601, at its own grain.

        >>> Period(start=dt.date(2025, 8, 1), end=dt.date(2025, 9, 1), precision=Precision.MONTH).iso
        '2025-08'
        >>> Period(start=dt.date(2025, 4, 7), end=dt.date(2025, 4, 14), precision=Precision.WEEK).iso
        '2025-W15'
        """
        match self.precision:
            case Precision.DAY:
                return self.start.isoformat()
            case Precision.WEEK:
                year, week, _ = self.start.isocalendar()
                return f"{year:04d}-W{week:02d}"
            case Precision.MONTH:
                return f"{self.start:%Y-%m}"
            case Precision.YEAR:
                return f"{self.start:%Y}"
            case Precision.SEASON | Precision.INTERVAL:
                last = self.end - dt.timedelta(days=1)
                return f"{self.start.isoformat()}/{last.isoformat()}"

    @classmethod
    def parse(cls, iso: str) -> "Period":
        """Read what `iso` writes: a day, week, month or year, or an interval from the first to the last of two.

        Raises:
            ValueError: It is none of these, or ends before it starts.

        >>> Period.parse("2025-08").iso, Period.parse("2025-08-16/2025-08-17").end
        ('2025-08', datetime.date(2025, 8, 18))
        """
        first, mark, last = iso.partition("/")
        if mark:
            return cls(start=cls.parse(first).start, end=cls.parse(last).end, precision=Precision.INTERVAL)
        for form, precision in _FORMS.items():
            if form.fullmatch(iso):
                return _unit(iso, precision)
        msg = f"{iso!r} is no ISO 8601 day, week, month, year or interval"
        raise ValueError(msg)

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share a day."""
        return self.start < other.end and other.start < self.end


_FORMS = {
    re.compile(r"\d{4}-\d{2}-\d{2}"): Precision.DAY,
    re.compile(r"\d{4}-W\d{2}"): Precision.WEEK,
    re.compile(r"\d{4}-\d{2}"): Precision.MONTH,
    re.compile(r"\d{4}"): Precision.YEAR,
}
_DECEMBER = 12


def _unit(iso: str, precision: Precision) -> Period:
    """The calendar unit that an ISO text of this grain names."""
    if precision is Precision.WEEK:
        start = dt.date.fromisoformat(f"{iso}-1")
        return Period(start=start, end=start + dt.timedelta(weeks=1), precision=precision)
    year, month, first = (int(part) for part in f"{iso}-01-01".split("-")[:3])
    start = dt.date(year, month, first)
    if precision is Precision.DAY:
        return day(start)
    after = dt.date(year + 1, 1, 1) if precision is Precision.YEAR or month == _DECEMBER else dt.date(year, month + 1, 1)
    return Period(start=start, end=after, precision=precision)


def day(date: dt.date) -> Period:
    """The period of one day."""
    return Period(start=date, end=date + dt.timedelta(days=1), precision=Precision.DAY)


def days(text: str) -> tuple[str, str]:
    """First and last day of an ISO date, month, year, week or interval, as text that sorts.

    >>> days("2025-08"), days("2025-W15"), days("2025-08-16/2025-08-17")
    (('2025-08-01', '2025-08-31'), ('2025-04-07', '2025-04-13'), ('2025-08-16', '2025-08-17'))
    """
    start, _, end = text.partition("/")
    return _bound(start, _FIRST, 1), _bound(end or start, _LAST, 7)


def _bound(text: str, part: str, weekday: int) -> str:
    week = _WEEK.fullmatch(text)
    if week:
        return dt.date.fromisocalendar(int(week[1]), int(week[2]), weekday).isoformat()
    missing = _PARTS - len(text.split("-")) if text else 0
    month = "-12" if part == _LAST else _FIRST
    return text + {0: "", 1: part, 2: month + part}[missing]
