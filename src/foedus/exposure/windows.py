"""Whether the days of a deed lie in the time for which a provision applies."""

import datetime as dt

from foedus.exposure.deeds import Day, Flow
from foedus.exposure.scene import told
from foedus.model.exposure import Check, Provision, Truth, Window


def in_force(row: Provision, flow: Flow) -> Check:
    """Whether the deed's days lie in a window of the provision."""
    day = flow.day
    values = [_within(day, window) for window in row.in_force] or [Truth.UNKNOWN]
    value = next((value for value in (Truth.TRUE, Truth.UNKNOWN) if value in values), Truth.FALSE)
    when = "; ".join(f"{window.start or '…'} to {window.end or 'now'}" for window in row.in_force) or "unknown"
    why = f"{day.why}; in force {when}"
    question = "On what day was or is the deed?" if row.in_force else "Since when is the provision in force?"
    if value is Truth.TRUE and row.deadline and not (day.low and day.low >= dt.date.fromisoformat(row.deadline)):
        value, why = Truth.UNKNOWN, f"{why}; its deadline {row.deadline} had not passed for certain"
        question = f"Was the deed before or after the deadline {row.deadline}?"
    return told("date", value, why, flow, span=day.span, question=question if value is Truth.UNKNOWN else "")


def _within(day: Day, window: Window) -> Truth:
    """Days against a window; an end that is known by its year alone leaves that year open."""
    surely = (_first(window.start, late=True), _last(window.end, early=True))
    at_most = (_first(window.start), _last(window.end))
    low, high = day.low or dt.date.min, day.high or dt.date.max
    if high < at_most[0] or low > at_most[1]:
        return Truth.FALSE
    is_inside = low >= surely[0] and (high <= surely[1] or (day.high is None and not window.end))
    return Truth.TRUE if is_inside and (day.low is not None or not window.start) else Truth.UNKNOWN


def _first(text: str, *, late: bool = False) -> dt.date:
    """The first day that an ISO date of any grain may mean; the last one with `late`."""
    if not text:
        return dt.date.min
    return _last(text) if late else dt.date.fromisoformat(text + {4: "-01-01", 7: "-01"}.get(len(text), ""))


def _last(text: str, *, early: bool = False) -> dt.date:
    if not text:
        return dt.date.max
    first = _first(text)
    if early or len(text) > 7:  # noqa: PLR2004  # a whole day
        return first
    after = dt.date(first.year + 1, 1, 1) if len(text) == 4 else (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1)  # noqa: PLR2004  # a year
    return after - dt.timedelta(days=1)
