"""Dates that name a month, a year, a season or a feast."""

import datetime as dt
import re
from collections.abc import Callable
from functools import partial

from foedus.model.period import Period, Precision, day
from foedus.recognition import calendars
from foedus.recognition.datewords import (
    FOLLOWING,
    HABITUAL,
    NEXT,
    NO_PUBLICATION,
    PREVIOUS,
    QUALIFIERS,
    THIS,
    DateText,
    DateWords,
    Found,
)
from foedus.recognition.tense import looks_forward

_DAY = re.compile(r"([1-9]|[12]\d|3[01]|0[1-9])(?:st|nd|rd|th)?$")
_DAYS = re.compile(r"(\d{1,2})[-–—/](\d{1,2})$")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
_DECADE = re.compile(r"(?:1[89]|20)\d0s$")
_YEARS = re.compile(r"((?:19|20)\d\d)[-–—/]((?:19|20)?\d\d)$")
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})$")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})$")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})$")
_DASHES = frozenset({"-", "–", "—", "to", "and", "or"})
_AMBIGUOUS_MONTHS = frozenset({"may", "march", "mar", "jun", "jul", "dec", "sep", "nov", "oct", "jan", "apr"})
_YEAR_PREPOSITIONS = frozenset(
    {
        "in",
        "since",
        "by",
        "until",
        "till",
        "from",
        "before",
        "after",
        "during",
        "of",
        "late",
        "early",
        "mid",
        "around",
        "to",
        "through",
        "for",
        "the",
        "and",
        "between",
        "(",
        "circa",
        "-",
        "over",
        ",",
        "throughout",
    }
)
_LOOSE = frozenset({"the", "of", "for", "to", "from", "and", ",", "(", "over", "-"})
_SEASON_BEFORE = QUALIFIERS | {
    "in",
    "the",
    "by",
    "until",
    "since",
    "early",
    "late",
    "mid",
    "all",
    "of",
    "before",
    "after",
    "during",
    "from",
    "-",
    "for",
    "through",
}
_MAX_MONTH = 12
_EARLIEST_YEAR, _LATEST_YEAR = 1500, 2500
_OTHER_CALENDARS = frozenset(
    {"lunar", "chinese", "tamil", "persian", "jewish", "vietnamese", "tibetan", "islamic", "khmer", "thai", "nepali"}
)
_FALL = frozenset({"fall", "spring"})


class CalendarDates:
    """Reads dates that name a calendar unit.

    Args:
        table: The date words.
    """

    def __init__(self, table: DateWords) -> None:
        self._table = table
        self._seasons = {word: int(number) for word, number in table.by_kind["season"].items()}

    def month(self, text: DateText, i: int) -> Found | None:
        """`4 March 2022`, `March 4`, `in March`, `last March`, with word `i` the month's name."""
        if not self._is_month(text, i):
            return None
        number = self._table.months[text.word(i)]
        before, first = self._days_before(text, i)
        after, last = self._days_after(text, i + 1) if before is None else (None, i + 1)
        of_year, last = self._year_after(text, last)
        days = before or after
        if days is None:
            return self._bare_month(text, (first, last, i), number, of_year)
        if of_year is None:
            return self._yearless(text, (first, last, i), number, days)
        period = _days(of_year, number, days)
        reason = "in full" if period else "no such day"
        return Found(first, last, i, period, "day-month-year", reason)

    def _is_month(self, text: DateText, i: int) -> bool:
        """`may` and `march` are verbs, and `Sun` a star, unless the words around say otherwise."""
        token = text.tree.tokens[i]
        if not token.text.removeprefix("mid-")[0].isupper() or text.word(i - 1) in HABITUAL:
            return False
        if token.text.lower() not in _AMBIGUOUS_MONTHS:
            return True
        near = (text.word(i - 1), text.word(i + 1))
        if any(_DAY.match(word) or _YEAR.match(word) for word in near if word):
            return True
        if token.text.lower() in {"may", "march"}:
            known = near[0] in {
                *QUALIFIERS,
                "in",
                "since",
                "by",
                "until",
                "till",
                "of",
                "from",
                "before",
                "after",
                "early",
                "late",
                "mid",
                "and",
                "to",
                "-",
                "for",
                "through",
                "during",
                "between",
            }
            return known and token.tag not in {"MD", "VB", "VBP"} and (i > 0 or token.tag == "NNP")
        return token.pos == "PROPN"

    def _days_before(self, text: DateText, i: int) -> tuple[tuple[int, int] | None, int]:
        """Day or days before the month, and the first word of them."""
        k = i - 2 if text.word(i - 1) == "of" else i - 1
        word = text.word(k)
        both = _DAYS.match(word)
        if both is not None:
            return (int(both[1]), int(both[2])), k
        last = _DAY.match(word)
        if last is None:
            return None, i
        first = _DAY.match(text.word(k - 2)) if text.word(k - 1) in _DASHES else None
        if first is not None and int(first[1]) < int(last[1]) and text.word(k - 3) not in self._table.months:
            return (int(first[1]), int(last[1])), k - 2
        return (int(last[1]), int(last[1])), k

    @staticmethod
    def _days_after(text: DateText, k: int) -> tuple[tuple[int, int] | None, int]:
        """Day or days after the month, and the word after them."""
        both = _DAYS.match(text.word(k))
        if both is not None:
            return (int(both[1]), int(both[2])), k + 1
        first = _DAY.match(text.word(k))
        if first is None or (
            text.tree.tokens[k].relation == "nummod"
            and text.tree.tokens[k].head > k
            and text.tree.tokens[text.tree.tokens[k].head].tag == "NNS"
        ):
            return None, k
        if text.word(k + 1) in _DASHES and (last := _DAY.match(text.word(k + 2))) and int(last[1]) > int(first[1]):
            following = text.tree.tokens[k + 3].tag if k + 3 < len(text.words) else ""
            if following not in {"NNS", "JJ"}:
                return (int(first[1]), int(last[1])), k + 3
        return (int(first[1]), int(first[1])), k + 1

    @staticmethod
    def _year_after(text: DateText, k: int) -> tuple[int | None, int]:
        """The year after a day, month or season, and the word after it."""
        at = k + 1 if text.word(k) in {",", "of", "in"} else k
        if _YEAR.match(text.word(at)):
            return int(text.word(at)), at + 1
        return None, k

    def _bare_month(self, text: DateText, at: tuple[int, int, int], number: int, of_year: int | None) -> Found:
        first, last, head = at
        if of_year is not None:
            return Found(first, last, head, calendars.month(of_year, number), "month-year", "in full")
        qualifier = text.word(first - 1)
        if qualifier in QUALIFIERS:
            return self._qualified(text, (first - 1, last, head), partial(_month_of, number), qualifier)
        return self._inferred(text, at, partial(_month_of, number), "month")

    def _yearless(self, text: DateText, at: tuple[int, int, int], number: int, days: tuple[int, int]) -> Found:
        if _days(2000, number, days) is None:
            return Found(*at, None, "day-month", "no such day")
        return self._inferred(text, at, lambda of_year: _days(of_year, number, days) or _month_of(number, of_year), "day-month")

    @staticmethod
    def _inferred(text: DateText, at: tuple[int, int, int], make: Callable[[int], Period], rule: str) -> Found:
        """The occurrence nearest to the publication that fits the tense."""
        if text.published is None:
            return Found(*at, None, rule, "the year depends on the publication date, which is not known")
        way = text.outlook(at[2], at[0])
        period = calendars.nearest(make, text.published, way)
        return Found(*at, period, rule, f"year inferred from the publication date; the clause looks {way.value}", inferred=True)

    @staticmethod
    def _qualified(text: DateText, at: tuple[int, int, int], make: Callable[[int], Period], qualifier: str) -> Found:
        """`last March`, `next summer`, `the previous December`, counted from publication or anchor."""
        relative = qualifier in PREVIOUS | FOLLOWING or qualifier not in QUALIFIERS - PREVIOUS - FOLLOWING
        today = text.anchor.start if relative and text.anchor is not None else text.published
        if today is None:
            return Found(*at, None, "qualified", NO_PUBLICATION)
        if qualifier in THIS:
            period = make(today.year)
        elif qualifier in NEXT | FOLLOWING:
            period = next(found for number in range(today.year, today.year + 3) if (found := make(number)).start > today)
        else:
            period = next(found for number in range(today.year, today.year - 3, -1) if (found := make(number)).end <= today)
        return Found(*at, period, "qualified", f"'{qualifier}', counted from {today.isoformat()}", inferred=True)

    def season(self, text: DateText, i: int) -> Found | None:
        """`in the autumn of 2014`, `next spring`, `this summer`, `summer 2026`."""
        of_year, last = self._year_after(text, i + 1)
        before = text.word(i - 1)
        following = text.tree.tokens[last] if last < len(text.words) else None
        if of_year is None and (
            before not in _SEASON_BEFORE or (following is not None and following.pos == "NOUN" and text.tree.tokens[i].head >= last)
        ):
            return None
        if of_year is None and not self._is_season(text, i):
            return None
        make = partial(_season_of, self._seasons[text.word(i)])
        if of_year is not None:
            return Found(i, last, i, make(of_year), "season-year", "in full")
        if before in QUALIFIERS:
            return self._qualified(text, (i - 1, last, i), make, before)
        return self._inferred(text, (i, last, i), make, "season")

    @staticmethod
    def _is_season(text: DateText, i: int) -> bool:
        """Whether `fall` or `spring` is a season here, and none is part of a title (`The Winds of Winter`)."""
        before = text.word(i - 1)
        if text.tree.tokens[i].text[0].isupper() and i and before == "of":
            return False
        if text.word(i) not in _FALL:
            return True
        after_the = before != "the" or text.word(i - 2) in _YEAR_PREPOSITIONS
        return text.tree.tokens[i].pos in {"NOUN", "PROPN"} and text.word(i + 1) not in {"of", "in"} and after_the

    def holiday(self, text: DateText, i: int) -> Found | None:
        """`before Christmas`, `on Easter Monday 2011`, `during Ramadan`."""
        last, rules = self._table.holidays.at(text.words, i)
        if not rules or (not text.tree.tokens[i].text[0].isupper() and rules != ("01-01",)):
            return None
        if text.word(i - 1) in _OTHER_CALENDARS:
            return Found(i - 1, last, last - 1, None, "feast", "a feast of another calendar")
        of_year, last = self._year_after(text, last)
        if text.word(i) == "new" and last == i + 2 and text.word(last) in {"'s", "’s"} and not text.tree.tokens[i].text[0].isupper():
            return None
        make = partial(calendars.feast, rules[0])
        if of_year is not None:
            return Found(i, last, last - 1, make(of_year), "feast-year", "in full")
        if text.word(i - 1) in QUALIFIERS:
            return self._qualified(text, (i - 1, last, last - 1), make, text.word(i - 1))
        return self._inferred(text, (i, last, last - 1), make, "feast")

    def numeric(self, text: DateText, i: int) -> Found | None:
        """`2024-06-19`, `in 2019`, `the 1990s`, `the 10th`; `4/3/2022` stays unresolved."""
        word = text.word(i)
        if _YEAR.match(word):
            return self._year(text, i)
        if _DECADE.match(word):
            first = int(word[:4])
            return Found(i, i + 1, i, calendars.interval(dt.date(first, 1, 1), dt.date(first + 9, 12, 31)), "decade", "in full")
        years = _YEARS.match(word)
        if years is not None:
            end = int(years[2]) if len(years[2]) > 2 else int(years[1][:2] + years[2])  # noqa: PLR2004  # two digits of a year
            return _years(i, i + 1, int(years[1]), end)
        return _full(word, i) or self._ordinal(text, i)

    def _year(self, text: DateText, i: int) -> Found | None:
        """A year on its own, or a span of years."""
        before, after = text.word(i - 1), text.word(i + 1)
        if before not in _YEAR_PREPOSITIONS or text.word(i - 1) in HABITUAL or after in {"%", "per"}:
            return None
        if before in _LOOSE and _counts(text, i):
            return None
        number = int(text.word(i))
        if after in {"-", "–", "—", "to"} or (after == "and" and before == "between"):
            other = text.word(i + 2)
            if _YEAR.match(other):
                return _years(i, i + 3, number, int(other))
            if after != "to" and re.fullmatch(r"\d\d", other):
                return _years(i, i + 3, number, int(text.word(i)[:2] + other))
        return Found(i, i + 1, i, calendars.year(number), "year", "in full")

    def ordinal(self, text: DateText, i: int) -> Found | None:
        """`by the fifteenth`: an ordinal word that stands alone for a day."""
        token = text.tree.tokens[i]
        following = text.tree.tokens[i + 1] if i + 1 < len(text.words) else None
        if text.word(i - 1) != "the" or text.word(i - 2) not in {"on", "by", "until", "before", "since", "from", "till"}:
            return None
        if following is not None and (
            following.pos in {"NOUN", "PROPN", "ADJ", "ADV"} or following.text in {"-", "of"} or token.head == i + 1
        ):
            return None
        return day_of_month(text, (i, i + 1, i), int(self._table.by_kind["ordinal"][text.word(i)]))

    def _ordinal(self, text: DateText, i: int) -> Found | None:
        """`the 10th`: a day of the month that fits the tense."""
        match = _DAY.match(text.word(i))
        token = text.tree.tokens[i]
        if match is None or text.word(i)[-1].isdigit() or text.word(i - 1) != "the":
            return None
        following = text.tree.tokens[i + 1] if i + 1 < len(text.words) else None
        if following is not None and (
            following.pos in {"NOUN", "PROPN", "ADJ"}
            or following.text in {"-", "-century"}
            or (token.head > i + 1 and token.relation == "amod")
        ):
            return None
        return day_of_month(text, (i, i + 1, i), int(match[1]))


def day_of_month(text: DateText, at: tuple[int, int, int], number: int) -> Found:
    """The nearest such day of a month that fits the tense."""
    if text.published is None:
        return Found(*at, None, "day", NO_PUBLICATION)
    way = text.outlook(at[2], at[0])
    months = [calendars.add_months(text.published.replace(day=1), shift) for shift in (-1, 0, 1)]
    found = [period.start for start in months if (period := _days(start.year, start.month, (number, number)))]
    past = [date for date in found if date <= text.published]
    coming = [date for date in found if date >= text.published]
    date = min(coming) if coming and (looks_forward(way) or not past) else max(past or found)
    return Found(*at, day(date), "day", "month inferred from the publication date", inferred=True)


def _full(word: str, i: int) -> Found | None:
    """Dates of digits alone."""
    iso = _ISO.match(word)
    if iso is not None:
        return Found(i, i + 1, i, _days(int(iso[1]), int(iso[2]), (int(iso[3]), int(iso[3]))), "iso", "in full")
    dotted = _DOTTED.match(word)
    if dotted is not None:
        return Found(i, i + 1, i, _days(int(dotted[3]), int(dotted[2]), (int(dotted[1]), int(dotted[1]))), "dotted", "day, month and year")
    slashed = _SLASHED.match(word)
    if slashed is None:
        return None
    first, second, of_year = (int(part) for part in slashed.groups())
    if first <= _MAX_MONTH and second <= _MAX_MONTH and first != second:
        return Found(i, i + 1, i, None, "slashed", "day and month may be either way round")
    number, date = (second, first) if second <= _MAX_MONTH else (first, second)
    return Found(i, i + 1, i, _days(of_year, number, (date, date)), "slashed", "only one order is a date")


def _days(of_year: int, number: int, days: tuple[int, int]) -> Period | None:
    """The days of a month, none if there are no such days."""
    if not _EARLIEST_YEAR <= of_year <= _LATEST_YEAR:
        return None
    try:
        first, last = dt.date(of_year, number, days[0]), dt.date(of_year, number, days[1])
    except ValueError:
        return None
    if first > last:
        return None
    return day(first) if first == last else calendars.interval(first, last)


def _month_of(number: int, of_year: int) -> Period:
    return calendars.month(of_year, number)


def _season_of(first_month: int, of_year: int) -> Period:
    return calendars.season(of_year, first_month)


def _years(first: int, last: int, begin: int, end: int) -> Found | None:
    if begin >= end:
        return None
    period = Period(start=dt.date(begin, 1, 1), end=dt.date(end + 1, 1, 1), precision=Precision.INTERVAL)
    return Found(first, last, first, period, "years", "in full")


def _counts(text: DateText, i: int) -> bool:
    """Whether four digits count the plural noun after them."""
    for token in text.tree.tokens[i + 1 : i + 4]:
        if token.tag in {"NNS", "NNPS"}:
            return True
        if token.pos not in {"ADJ", "NOUN", "PROPN"}:
            return False
    return False
