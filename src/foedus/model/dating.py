"""Days and due dates as a sentence has them."""

import datetime as dt

from foedus.model.commitment import Due
from foedus.model.period import Period, Precision


def day_words(day: dt.date) -> str:
    """A day as a sentence has it.

    >>> day_words(dt.date(2025, 5, 3))
    '3 May 2025'
    """
    return f"{day.day} {day:%B %Y}"


def due_words(due: Due) -> str:
    """When something is due, at the grain that the reports give: `due in May 2025`, `due by the end of 2025`, `due on 3 May 2025`."""
    period = Period.parse(due.iso)
    first, last = day_words(period.start), day_words(period.end - dt.timedelta(days=1))
    match period.precision, due.bound:
        case Precision.DAY, "in":
            return f"due on {first}"
        case Precision.DAY, bound:
            return f"due {bound} {first}"
        case ((Precision.INTERVAL | Precision.SEASON), "in"):
            return f"due between {first} and {last}"
        case ((Precision.INTERVAL | Precision.SEASON), bound):
            return f"due {bound} {first if bound == 'before' else last}"
        case _, "by":
            return f"due by the end of {_named(period)}"
        case _, bound:
            return f"due {bound} {_named(period)}"


def _named(period: Period) -> str:
    if period.precision is Precision.WEEK:
        return f"the week of {day_words(period.start)}"
    return str(period.start.year) if period.precision is Precision.YEAR else f"{period.start:%B %Y}"
