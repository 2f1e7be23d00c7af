"""Arithmetic with days, weeks, months, seasons and feasts."""

import datetime as dt
from collections.abc import Callable

from foedus.model.period import Period, Precision, day
from foedus.recognition.tense import Outlook

_MONTHS = 12
_QUARTER = 3
_FAR_DAYS, _NEAR_DAYS = 270, 75
_WEEK = dt.timedelta(days=7)
_HIJRI_EPOCH = 1948438
_ORDINAL_OFFSET = 1721424
_HIJRI_CYCLE = 30
_DISTANT = 400
_HOURS = 24
_DAYS_OF = {"day": 1, "night": 1, "week": 7, "fortnight": 14}
_YEARS_OF = {"year": 1, "decade": 10}


def month(year: int, number: int) -> Period:
    """A calendar month."""
    return Period(start=dt.date(year, number, 1), end=add_months(dt.date(year, number, 1), 1), precision=Precision.MONTH)


def year(number: int) -> Period:
    """A calendar year."""
    return Period(start=dt.date(number, 1, 1), end=dt.date(number + 1, 1, 1), precision=Precision.YEAR)


def week(date: dt.date) -> Period:
    """The ISO week that holds a day."""
    monday = date - dt.timedelta(days=date.weekday())
    return Period(start=monday, end=monday + _WEEK, precision=Precision.WEEK)


def weekend(date: dt.date) -> Period:
    """Saturday and Sunday of the ISO week that holds a day."""
    monday = week(date).start
    return interval(monday + dt.timedelta(days=5), monday + dt.timedelta(days=6))


def season(of_year: int, first_month: int) -> Period:
    """Three months from the first one; winter runs into the next year."""
    start = dt.date(of_year, first_month, 1)
    return Period(start=start, end=add_months(start, _QUARTER), precision=Precision.SEASON)


def quarter(of_year: int, number: int) -> Period:
    """A quarter of a calendar year, 1 to 4."""
    start = dt.date(of_year, 1 + _QUARTER * (number - 1), 1)
    return Period(start=start, end=add_months(start, _QUARTER), precision=Precision.INTERVAL)


def interval(first: dt.date, last: dt.date) -> Period:
    """All days from the first to the last one."""
    return Period(start=first, end=last + dt.timedelta(days=1), precision=Precision.INTERVAL)


def span(first: Period, last: Period) -> Period:
    """From the beginning of one period to the end of another, which must not end before."""
    return Period(start=first.start, end=last.end, precision=Precision.INTERVAL)


def add_months(date: dt.date, months: int) -> dt.date:
    """The same day so many months on, or the last day of that month.

    >>> add_months(dt.date(2024, 1, 31), 1), add_months(dt.date(2024, 3, 5), -5)
    (datetime.date(2024, 2, 29), datetime.date(2023, 10, 5))
    """
    index = date.year * _MONTHS + date.month - 1 + months
    of_year, number = divmod(index, _MONTHS)
    first = dt.date(of_year, number + 1, 1)
    following = dt.date(of_year + (number + 1) // _MONTHS, (number + 1) % _MONTHS + 1, 1)
    return first + dt.timedelta(days=min(date.day, (following - first).days) - 1)


def easter(of_year: int) -> dt.date:
    """Western Easter Sunday (the anonymous Gregorian computus).

    >>> easter(2011), easter(2024)
    (datetime.date(2011, 4, 24), datetime.date(2024, 3, 31))
    """
    golden = of_year % 19
    century, rest = divmod(of_year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    number, offset = divmod(epact + to_sunday - 7 * late + 114, 31)
    return dt.date(of_year, number, offset + 1)


def orthodox_easter(of_year: int) -> dt.date:
    """Orthodox Easter Sunday in the Gregorian calendar, 1900 to 2099.

    >>> orthodox_easter(2024)
    datetime.date(2024, 5, 5)
    """
    epact = (19 * (of_year % 19) + 15) % 30
    to_sunday = (2 * (of_year % 4) + 4 * (of_year % 7) - epact + 34) % 7
    number, offset = divmod(epact + to_sunday + 114, 31)
    return dt.date(of_year, number, offset + 1) + dt.timedelta(days=13)


def hijri_day(of_year: int, number: int, date: int) -> dt.date:
    """A day of the tabular Islamic calendar; sighted months may begin a day apart.

    >>> hijri_day(1445, 9, 1)
    datetime.date(2024, 3, 11)
    """
    passed = (of_year - 1) * 354 + (3 + 11 * of_year) // _HIJRI_CYCLE
    days = date + (59 * (number - 1) + 1) // 2 + passed + _HIJRI_EPOCH
    return dt.date.fromordinal(days - _ORDINAL_OFFSET)


def feast(rule: str, of_year: int) -> Period:
    """A feast by its rule in the table, in the Gregorian year: `12-25`, `easter+1`, `hijri-9`, `lent`."""
    if rule == "lent":
        return interval(easter(of_year) - dt.timedelta(days=46), easter(of_year) - dt.timedelta(days=1))
    if rule.startswith(("easter", "orthodox")):
        base = easter(of_year) if rule.startswith("easter") else orthodox_easter(of_year)
        return day(base + dt.timedelta(days=int(rule.removeprefix("easter").removeprefix("orthodox"))))
    if rule.startswith("hijri-"):
        return _hijri_feast([int(part) for part in rule.split("-")[1:]], of_year)
    number, date = rule.split("-")
    return day(dt.date(of_year, int(number), int(date)))


def _hijri_feast(parts: list[int], of_year: int) -> Period:
    number, date = parts[0], parts[1] if len(parts) > 1 else 1
    hijri = int((of_year - 622) * 33 / 32)
    start = next(
        (d for y in range(hijri - 1, hijri + 3) if (d := hijri_day(y, number, date)).year == of_year), hijri_day(hijri, number, date)
    )
    return day(start) if len(parts) > 1 else interval(start, start + dt.timedelta(days=29))


def part_of(period: Period, edge: str) -> Period:
    """The part that `half-1`, `quarter-3` or `part` name; the end of a year is its last month, the end of a month the month.

    >>> part_of(year(2025), "half-1").iso
    '2025-01-01/2025-06-30'
    """
    if period.precision is Precision.YEAR and edge in {"end", "start"}:
        return month(period.start.year, _MONTHS if edge == "end" else 1)
    kind, _, number = edge.partition("-")
    if kind not in {"half", "quarter"} or period.precision not in {Precision.YEAR, Precision.MONTH}:
        return period
    if period.precision is Precision.YEAR:
        months = 6 if kind == "half" else _QUARTER
        start = add_months(period.start, months * (int(number) - 1))
        return Period(start=start, end=add_months(start, months), precision=Precision.INTERVAL)
    if kind == "quarter":
        return period
    middle = period.start + dt.timedelta(days=15)
    first, last = (period.start, middle) if number == "1" else (middle, period.end)
    return Period(start=first, end=last, precision=Precision.INTERVAL)


def nearest(make: Callable[[int], Period], today: dt.date, outlook: Outlook) -> Period:
    """The occurrence of a yearly period that fits the outlook of its clause.

    A writer leaves out the year only where it is plain: an occurrence most of a year away gives
    way to one close by, whatever the tense; without a tense the nearer one counts.

    Args:
        make: The period in a given year.
        today: The publication date.
        outlook: Which way the clause looks.
    """
    found = [make(number) for number in range(today.year - 2, today.year + 3)]
    past = max((period for period in found if period.start <= today), key=lambda period: period.start)
    coming = min((period for period in found if period.end > today), key=lambda period: period.start)
    since, until = max((today - past.end).days, 0), max((coming.start - today).days, 0)
    if outlook is Outlook.BEGUN:
        return past
    if outlook is Outlook.BACK:
        return coming if since > _FAR_DAYS and until < _NEAR_DAYS else past
    if outlook is Outlook.DUE:
        return coming
    if outlook is Outlook.AHEAD:
        return past if until > _FAR_DAYS and since < _NEAR_DAYS else coming
    return coming if until < since else past


def weekday(number: int, today: dt.date, *, future: bool) -> dt.date:
    """The nearest such day on or after today, or on or before it."""
    ahead = (number - today.weekday()) % 7
    return today + dt.timedelta(days=ahead) if future else today - dt.timedelta(days=(today.weekday() - number) % 7)


def shifted(unit: str, count: int, today: dt.date) -> Period | None:
    """The day, month or year so many units from today; weeks give a day; none for units too long or too many.

    >>> shifted("week", -2, dt.date(2024, 3, 15)).iso, shifted("month", -2, dt.date(2024, 3, 15)).iso
    ('2024-03-01', '2024-01')
    """
    if abs(count) > _DISTANT:
        return None
    if unit in _DAYS_OF:
        return day(today + dt.timedelta(days=count * _DAYS_OF[unit]))
    if unit == "hour":
        return day(today + dt.timedelta(days=int(count / _HOURS)))
    if unit == "month":
        moved = add_months(today, count)
        return month(moved.year, moved.month)
    years = count * _YEARS_OF.get(unit, 0)
    return year(today.year + years) if years and 1 < today.year + years < dt.MAXYEAR else None


def current(unit: str, today: dt.date, count: int = 0) -> Period | None:
    """The calendar unit that holds today, or the one so many units on (`next month`)."""
    if unit in {"month", "quarter"}:
        moved = add_months(today.replace(day=1), count * (1 if unit == "month" else _QUARTER))
        return month(moved.year, moved.month) if unit == "month" else quarter(moved.year, (moved.month - 1) // _QUARTER + 1)
    if unit == "decade":
        first = (today.year // 10 + count) * 10
        return interval(dt.date(first, 1, 1), dt.date(first + 9, 12, 31))
    make = _UNITS.get(unit)
    return make(today, count) if make is not None else None


def _fortnight(today: dt.date, count: int) -> Period:
    edge = today + dt.timedelta(days=13 if count >= 0 else -14)
    return interval(min(today, edge), max(today, edge))


_UNITS: dict[str, Callable[[dt.date, int], Period]] = {
    "day": lambda today, count: day(today + dt.timedelta(days=count)),
    "night": lambda today, count: day(today + dt.timedelta(days=count)),
    "week": lambda today, count: week(today + count * _WEEK),
    "weekend": lambda today, count: weekend(today + count * _WEEK),
    "fortnight": _fortnight,
    "year": lambda today, count: year(today.year + count),
}
