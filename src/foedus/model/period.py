"""Dates no more exact than the text that gives them."""

import datetime as dt
from enum import StrEnum

from foedus.model.record import Record


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

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share a day."""
        return self.start < other.end and other.start < self.end


def day(date: dt.date) -> Period:
    """The period of one day."""
    return Period(start=date, end=date + dt.timedelta(days=1), precision=Precision.DAY)
