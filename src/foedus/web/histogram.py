"""How many findings there are in each stretch of time, as bars that set the days of the filter."""

from calendar import monthrange
from collections import Counter
from collections.abc import Mapping

from foedus.model.choice import Choice
from foedus.model.period import days
from foedus.model.record import Record

WIDTH, HEIGHT = 960.0, 150.0
_TOP, _FOOT, _LEFT = 16.0, 24.0, 34.0
_MOST_MONTHS, _MOST_YEARS = 120, 150
_LABELS = 12
_MONTHS = 12
_DECADE = 10


class Bar(Record, frozen=True, kw_only=True):
    """A month, year or decade.

    Attributes:
        label: What it is called, as `2025-04`.
        since: Its first day, ISO.
        until: Its last day.
        count: How many findings begin in it.
        x: Left edge of the bar.
        y: Upper edge.
        width: Of the bar.
        height: Of the bar.
        is_chosen: Whether the filter means a day of it.
        is_named: Whether its name stands on the axis.
    """

    label: str
    since: str
    until: str
    count: int
    x: float
    y: float
    width: float
    height: float
    is_chosen: bool
    is_named: bool


class Histogram(Record, frozen=True, kw_only=True):
    """The bars.

    Attributes:
        unit: `month`, `year` or `decade`.
        bars: From the first with a finding to the last, empty ones among them.
        most: The largest number.
        undated: How many findings have no day.
    """

    unit: str
    bars: tuple[Bar, ...]
    most: int
    undated: int


def histogram(counts: Mapping[str, int], choice: Choice) -> Histogram:
    """The bars of findings counted by month, as fine as there is room for.

    Args:
        counts: How many by month (`2025-04`), those without a day under an empty one.
        choice: The days that are meant.

    >>> [bar.count for bar in histogram({"2025-04": 2, "2025-06": 1}, Choice()).bars]
    [2, 0, 1]
    """
    dated = {month: number for month, number in counts.items() if month}
    unit = _unit(dated)
    grouped: Counter[str] = Counter()
    for month, number in dated.items():
        grouped[_named(unit, month)] += number
    names = _between(unit, min(grouped), max(grouped)) if grouped else []
    most = max(grouped.values(), default=0)
    step = (WIDTH - _LEFT) / max(len(names), 1)
    every = -(-len(names) // _LABELS) or 1
    bars = []
    for i, name in enumerate(names):
        since, until = _days(unit, name)
        height = round((HEIGHT - _TOP - _FOOT) * grouped[name] / most, 1)
        bars.append(
            Bar(
                label=name,
                since=since,
                until=until,
                count=grouped[name],
                x=round(_LEFT + step * i, 2),
                y=round(HEIGHT - _FOOT - height, 1),
                width=round(min(step * 0.86, 60.0), 2),
                height=height,
                is_chosen=_is_chosen(since, until, choice),
                is_named=i % every == 0,
            )
        )
    return Histogram(unit=unit, bars=tuple(bars), most=most, undated=counts.get("", 0))


def closer(counts: Mapping[str, int], choice: Choice) -> Histogram | None:
    """The bars of the days that are meant alone, where that shows more than the bars of all; none if it does not.

    Args:
        counts: As in `histogram`.
        choice: The days that are meant.
    """
    first, last = (str(day)[:7] if day else "" for day in (choice.since, choice.until))
    within = {month: number for month, number in counts.items() if month and first <= month and (not last or month <= last)}
    if not within or not (first or last) or _unit(within) == _unit({month: 1 for month in counts if month}):
        return None
    return histogram(within, Choice())


def _unit(dated: Mapping[str, int]) -> str:
    if not dated:
        return "month"
    first, last = min(dated), max(dated)
    if _index(last) - _index(first) < _MOST_MONTHS:
        return "month"
    return "year" if int(last[:4]) - int(first[:4]) < _MOST_YEARS else "decade"


def _index(month: str) -> int:
    return int(month[:4]) * _MONTHS + int(month[5:7]) - 1


def _named(unit: str, month: str) -> str:
    return {"month": month, "year": month[:4], "decade": f"{month[:3]}0s"}[unit]


def _between(unit: str, first: str, last: str) -> list[str]:
    if unit == "month":
        return [f"{i // _MONTHS:04}-{i % _MONTHS + 1:02}" for i in range(_index(first), _index(last) + 1)]
    step, mark = (1, "") if unit == "year" else (_DECADE, "s")
    return [f"{year:04}{mark}" for year in range(int(first[:4]), int(last[:4]) + 1, step)]


def _days(unit: str, name: str) -> tuple[str, str]:
    if unit == "decade":
        return f"{name[:4]}-01-01", f"{name[:3]}9-12-31"
    since, until = days(name)
    return since, f"{until[:8]}{monthrange(int(until[:4]), int(until[5:7]))[1]}"


def _is_chosen(since: str, until: str, choice: Choice) -> bool:
    begins, ends = choice.since, choice.until
    return bool(begins or ends) and (not begins or until >= begins.isoformat()) and (not ends or since <= ends.isoformat())
