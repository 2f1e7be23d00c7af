"""Dates relative to the publication or to another date: weekdays, `last week`, `two days ago`."""

import datetime as dt

from foedus.model.period import Period, Precision, day
from foedus.recognition import calendars
from foedus.recognition.calendar_dates import day_of_month
from foedus.recognition.datewords import (
    FOLLOWING,
    HABITUAL,
    LAST,
    NEXT,
    NO_ANCHOR,
    NO_PUBLICATION,
    PREVIOUS,
    QUALIFIERS,
    SAME,
    THIS,
    DateText,
    DateWords,
    Found,
)
from foedus.recognition.numerals import NumeralReader
from foedus.recognition.tense import Outlook

_DISTANCE = frozenset({"ago", "earlier", "later", "before", "after", "hence", "previously", "afterwards", "on"})
_BACK = frozenset({"ago", "earlier", "before", "previously"})
_AFTERWARDS = frozenset({"later", "after", "afterwards"})
_ANCHORED = frozenset({"earlier", "later", "before", "after", "previously", "afterwards", "on"})
_BARE_PARTS = frozenset(
    {"dawn", "dusk", "noon", "midday", "midnight", "daybreak", "nightfall", "sunrise", "sunset", "sundown", "twilight", "light"}
)
_PART_PREPOSITIONS = frozenset(
    {"at", "by", "before", "after", "since", "until", "till", "from", "around", "about", "towards", "past", "first"}
)
_IN_THE = frozenset({"morning", "afternoon", "evening"})
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_FIRST_DAYS = {"first": 1, "second": 2, "third": 3, "tenth": 10, "1st": 1, "2nd": 2, "3rd": 3}
_EDGES = frozenset({"end", "start", "beginning", "middle", "close", "half", "quarter", "days", "course"})
_WEEKEND_PREPOSITIONS = frozenset({"at", "over", "on", "for", "during", "by", "before", "until", "after", "of", "since", "through"})
_SATURDAY = 5
_WEEK_DAYS = 7
_LONGEST_NUMBER = 5
_MAX_COUNT = 300


class RelativeDates:
    """Reads dates that count from the publication date or from a date in the text.

    Args:
        table: The date words.
        numerals: Reads the number in `two days ago`.
    """

    def __init__(self, table: DateWords, numerals: NumeralReader) -> None:
        self._table = table
        self._numerals = numerals
        self._units = table.by_kind["unit"]
        self._parts = table.by_kind["part"]
        self._relative = table.by_kind["relative"]

    def weekday(self, text: DateText, i: int) -> Found | None:
        """`on Monday`, `last Friday`, `Tuesday night`, `Wednesday of last week`, `Monday next`."""
        before = text.word(i - 1)
        if before in HABITUAL or not text.tree.tokens[i].text[0].isupper():
            return None
        number = self._table.weekdays[text.word(i)]
        first = i - 1 if before in QUALIFIERS else i
        last = i + 2 if text.word(i + 1) in self._parts else i + 1
        if text.published is None:
            return Found(first, last, i, None, "weekday", NO_PUBLICATION)
        if text.word(last) == "of" and text.word(last + 1) in LAST | NEXT | THIS and text.word(last + 2) == "week":
            shift = {True: -1, False: 0}[text.word(last + 1) in LAST] or int(text.word(last + 1) in NEXT)
            monday = calendars.week(text.published).start + dt.timedelta(days=_WEEK_DAYS * shift)
            return Found(first, last + 3, i, day(monday + dt.timedelta(days=number)), "weekday", "in the week named")
        qualifier = before if first < i else ""
        if text.word(last) == "next":
            qualifier, last = "next", last + 1
        if text.word(last) == "before" and before == "the":
            qualifier, last = "previous", last + 1
        period, reason = self._weekday(text, (first, i), number, qualifier)
        return Found(first, last, i, period, "weekday", reason, inferred=True)

    @staticmethod
    def _weekday(text: DateText, at: tuple[int, int], number: int, qualifier: str) -> tuple[Period | None, str]:
        """The day that the weekday means, given its qualifier or the tense of its clause."""
        published = text.published
        if published is None:
            return None, NO_PUBLICATION
        monday = calendars.week(published).start
        if qualifier in PREVIOUS | FOLLOWING | SAME:
            anchor = text.anchor_day() or published
            step = {True: -1, False: 1}[qualifier in PREVIOUS]
            start = anchor if qualifier in SAME else anchor + dt.timedelta(days=step)
            return day(calendars.weekday(number, start, future=qualifier in FOLLOWING)), "counted from the last date"
        if qualifier in LAST:
            return day(calendars.weekday(number, published - dt.timedelta(days=2), future=False)), "the last one before yesterday"
        if qualifier == "next":
            return day(monday + dt.timedelta(days=_WEEK_DAYS + number)), "in the week after publication"
        if qualifier in THIS:
            return day(monday + dt.timedelta(days=number)), "in the week of publication"
        ahead = qualifier in NEXT or text.ahead(at[1], at[0])
        reason = "the coming one, for the clause looks ahead" if ahead else "the last one, for the clause looks back"
        return day(calendars.weekday(number, published, future=ahead)), reason

    def day_word(self, text: DateText, i: int) -> Found | None:
        """`yesterday evening`, `today`, `overnight`, `tomorrow`."""
        last = i + 2 if text.word(i + 1) in self._parts else i + 1
        if text.word(i) == "overnight" and text.tree.tokens[i].relation == "amod":
            return None
        if text.published is None:
            return Found(i, last, i, None, "day-word", NO_PUBLICATION)
        shift = int(self._relative[text.word(i)])
        return Found(i, last, i, day(text.published + dt.timedelta(days=shift)), "day-word", "counted from the publication date")

    def part(self, text: DateText, i: int) -> Found | None:
        """`last night`, `this morning`, `that evening`, `the next morning`, `at dawn`."""
        word, before = text.word(i), text.word(i - 1)
        if before in QUALIFIERS and not (before == "past" and word in _BARE_PARTS):
            return self._qualified_day(text, i, before)
        if text.word(i + 1) in {"before", "after"} and before == "the" and not self._opens_clause(text, i + 1):
            return self._beside(text, (i, i + 2, i), -1 if text.word(i + 1) == "before" else 1)
        if text.word(i + 1) in {"on", "of", "today", "yesterday", "tomorrow"} or text.word(i + 1) in self._table.weekdays:
            return None
        if not (word in _BARE_PARTS and before in _PART_PREPOSITIONS) and not (
            word in _IN_THE and before == "the" and text.word(i - 2) in {"in", "by", "during"}
        ):
            return None
        today = text.anchor_day() or text.published
        if today is None:
            return Found(i, i + 1, i, None, "part", NO_PUBLICATION)
        return Found(i, i + 1, i, day(today), "part", "on the day that the text speaks of", inferred=True)

    def _qualified_day(self, text: DateText, i: int, qualifier: str) -> Found | None:
        """A day or part of a day with `last`, `this`, `that`, `next`, `previous`, `following`."""
        first = i - 1
        if qualifier in SAME and text.word(first - 1) in SAME:
            first -= 1
        at = (first, i + 1, i)
        if qualifier in SAME:
            return self._beside(text, at, 0)
        if qualifier in PREVIOUS:
            return self._beside(text, at, -1)
        if qualifier in FOLLOWING or (qualifier == "next" and text.word(i) in {"day", "morning", "night", "afternoon", "evening"}):
            return self._beside(text, at, 1)
        if text.published is None:
            return Found(*at, None, "part", NO_PUBLICATION)
        shift = -1 if qualifier in LAST and text.word(i) in {"night", "evening"} else 0
        return Found(*at, day(text.published + dt.timedelta(days=shift)), "part", "counted from the publication date")

    @staticmethod
    def _beside(text: DateText, at: tuple[int, int, int], shift: int) -> Found:
        """A day beside the last date of the text."""
        anchor = text.anchor_day()
        if anchor is None:
            return Found(*at, None, "anchored", NO_ANCHOR)
        return Found(*at, day(anchor + dt.timedelta(days=shift)), "anchored", f"counted from {anchor.isoformat()}", inferred=True)

    def unit(self, text: DateText, i: int) -> Found | None:
        """`last week`, `two days ago`, `within a month`, `the end of the year`, `in the coming weeks`."""
        name = self._units[text.word(i)]
        after = text.word(i + 1)
        first, count = self._count(text, i)
        if (after in _DISTANCE and self._is_distance(text, i, count)) or (after == "from" and text.word(i + 2) == "now"):
            return self._distance(text, (first, i), name, count)
        before = text.word(first - 1)
        if before in QUALIFIERS:
            if count is not None or text.word(i).endswith("s"):
                return self._stretch(text, (first, i), name, count)
            return self._qualified(text, i, name, before)
        if count is not None and self._is_limit(text, first, i):
            return self._within(text, (first, i), name, count)
        return self._plain(text, i, name)

    @staticmethod
    def _is_limit(text: DateText, first: int, i: int) -> bool:
        """`within ten days`, and `in ten days` where the clause looks ahead."""
        if text.word(first - 1) == "within":
            return True
        if text.word(first - 1) != "in" or text.tree.tokens[first - 2].tag == "JJS" or text.word(first - 2) == "time":
            return False
        return text.outlook(i, first) in {Outlook.AHEAD, Outlook.DUE}

    @staticmethod
    def _is_distance(text: DateText, i: int, count: int | None) -> bool:
        """`two years on,` is one, `for two hours on Sunday` and `after all` are none."""
        if text.word(i + 1) == "on":
            return bool(count) and (i + 2 >= len(text.words) or text.tree.tokens[i + 2].pos == "PUNCT")
        return text.word(i + 2) not in {"all", "next"}

    def _count(self, text: DateText, i: int) -> tuple[int, int | None]:
        """The number before a unit and its first word; (i, none) without one, 0 for a vague one."""
        for k in range(max(0, i - _LONGEST_NUMBER), i):
            word = text.word(k)
            if word not in self._numerals.starts and not word[:1].isdigit():
                continue
            numeral = self._numerals.read(text.words, k)
            if numeral is not None and numeral.last == i:
                return k, 0 if numeral.is_vague else min(int(numeral.low), _MAX_COUNT)
        if text.word(i - 1) in {"a", "an"}:
            return i - 1, 1
        return i, None

    def _distance(self, text: DateText, at: tuple[int, int], name: str, count: int | None) -> Found | None:
        """`two days ago`, `ten days earlier`, `a week later`, `three days after the vote`."""
        first, i = at
        word = text.word(i + 1)
        if count is None and name != "hour":
            if word in {"before", "after"} and text.word(i - 1) == "the":
                return self._neighbour(text, i, name, -1 if word == "before" else 1)
            return self._qualified(text, i, name, text.word(i - 1)) if text.word(i - 1) in QUALIFIERS else self._plain(text, i, name)
        where = (first, i + 2, i + 1 if text.tree.tokens[i + 1].pos == "ADV" else i)
        if count == 0:
            return Found(*where, None, "distance", "no exact number")
        if word in {"before", "after"} and self._opens_clause(text, i + 1):
            return self._from_deed(text, where, name, (count or 1) * (-1 if word == "after" else 1))
        return self._counted_back(text, where, name, count or 0)

    def _counted_back(self, text: DateText, at: tuple[int, int, int], name: str, count: int) -> Found:
        """A distance from the last date of the text, or from the publication date."""
        k = at[1] - 1
        word = text.word(k)
        anchored = word in _ANCHORED and text.anchor_day() is not None
        today = text.anchor_day() if anchored else text.published
        if today is None or (not anchored and (word in _AFTERWARDS or (word not in {"ago", "from"} and name in {"year", "decade"}))):
            return Found(*at, None, "distance", NO_PUBLICATION if today is None else NO_ANCHOR)
        period = calendars.shifted(name, -count if word in _BACK else count, today)
        weekday = self._table.weekdays.get(text.word(k + 2)) if word == "ago" and text.word(k + 1) == "on" else None
        if period is not None and weekday is not None:
            nearest = calendars.weekday(weekday, period.start, future=False)
            return Found(at[0], k + 3, k + 2, day(nearest), "distance", "the weekday named, so long ago")
        return Found(*at, period, "distance", f"counted from {today.isoformat()}", inferred=anchored)

    @staticmethod
    def _from_deed(text: DateText, at: tuple[int, int, int], name: str, count: int) -> Found:
        """`on Saturday, 18 days after the ship sank`: the date of the sinking, headed by its word."""
        local = text.local
        other = text.tree.tokens[at[1] - 1].head
        if local is None or local.precision is not Precision.DAY or other < at[1]:
            return Found(*at, None, "distance", "relative to another deed")
        period = calendars.shifted(name, count, local.start)
        reason = f"counted from {local.start.isoformat()}, the date of the deed beside it"
        return Found(at[0], at[1], other, period, "from-deed", reason, inferred=True)

    @staticmethod
    def _opens_clause(text: DateText, i: int) -> bool:
        """Whether `before` or `after` goes on with what the distance is counted from."""
        following = text.tree.tokens[i + 1] if i + 1 < len(text.words) else None
        return following is not None and following.pos not in {"PUNCT", "CCONJ"} and following.tag not in {"IN", "VBD", "VBZ", "MD"}

    def _neighbour(self, text: DateText, i: int, name: str, shift: int) -> Found:
        """`the week before`, `the day after`."""
        if name in {"day", "night"}:
            return (
                self._beside(text, (i, i + 2, i), shift)
                if not self._opens_clause(text, i + 1)
                else Found(i, i + 2, i, None, "anchored", NO_ANCHOR)
            )
        today = text.published
        if today is None or self._opens_clause(text, i + 1):
            return Found(i, i + 2, i, None, "anchored", NO_ANCHOR)
        return Found(i, i + 2, i, calendars.current(name, today, shift), "anchored", f"counted from {today.isoformat()}", inferred=True)

    @staticmethod
    def _stretch(text: DateText, at: tuple[int, int], name: str, count: int | None) -> Found | None:
        """`the last three months`, `the coming weeks`: from or up to the publication date."""
        first, i = at
        qualifier = text.word(first - 1)
        where = (first - 1, i + 1, i)
        if qualifier in THIS | SAME or (not count and qualifier in LAST):
            return None
        if text.published is None:
            return Found(*where, None, "stretch", NO_PUBLICATION)
        forward = qualifier in NEXT | FOLLOWING
        other = calendars.shifted(name, (count or 2) * (1 if forward else -1), text.published)
        if other is None:
            return None
        end = other.start
        if other.precision is Precision.MONTH:
            end = calendars.add_months(text.published, (count or 2) * (1 if forward else -1))
        ends = sorted((text.published, end))
        if ends[0] == ends[1]:
            return Found(*where, day(ends[0]), "stretch", "counted from the publication date")
        reason = "counted from the publication date" if count else "no number given: taken as two"
        return Found(*where, calendars.interval(*ends), "stretch", reason, inferred=not count)

    @staticmethod
    def _within(text: DateText, at: tuple[int, int], name: str, count: int) -> Found | None:
        """`within three weeks`, `in ten days`: the limit, counted from the publication date."""
        first, i = at
        where = (first, i + 1, i)
        if name == "hour" or not count:
            return None
        if text.published is None:
            return Found(*where, None, "limit", NO_PUBLICATION)
        until = text.word(first - 1) == "within"
        return Found(
            *where, calendars.shifted(name, count, text.published), "limit", "counted from the publication date", inferred=True, until=until
        )

    def _qualified(self, text: DateText, i: int, name: str, qualifier: str) -> Found | None:
        """`last week`, `this month`, `next year`, `the previous day`, `that week`."""
        if name in {"day", "night"}:
            return self._qualified_day(text, i, qualifier)
        if name == "hour":
            return None
        at = (i - 1, i + 1, i)
        anchored = qualifier in SAME | PREVIOUS | FOLLOWING
        today = text.anchor.start if anchored and text.anchor is not None else text.published
        if today is None or (qualifier in SAME and text.anchor is None):
            return Found(*at, None, "qualified", NO_ANCHOR if anchored else NO_PUBLICATION)
        shift = -1 if qualifier in LAST | PREVIOUS else int(qualifier in NEXT | FOLLOWING)
        return Found(*at, calendars.current(name, today, shift), "qualified", f"counted from {today.isoformat()}", inferred=anchored)

    def _plain(self, text: DateText, i: int, name: str) -> Found | None:
        """`the end of the month`, `before the year is out`, `at the weekend`, `the week after next`."""
        if name == "quarter" and text.word(i - 1) in _QUARTERS:
            return self._quarter(text, i)
        if text.word(i - 1) != "the" or name in {"day", "night", "hour", "fortnight"} or text.word(i).endswith("s"):
            return None
        if text.word(i + 1) == "after" and text.word(i + 2) == "next" and text.published is not None:
            return Found(i, i + 3, i, calendars.current(name, text.published, 2), "qualified", "counted from the publication date")
        if text.word(i - 2) == "of" and text.word(i - 3) in _FIRST_DAYS:
            return day_of_month(text, (i - 3, i + 1, i - 3), _FIRST_DAYS[text.word(i - 3)])
        return self._current(text, i, name)

    @staticmethod
    def _quarter(text: DateText, i: int) -> Found | None:
        """`in the third quarter` of the year of publication."""
        if text.word(i - 2) != "the" or text.word(i + 1) == "of" or text.published is None:
            return None
        period = calendars.quarter(text.published.year, _QUARTERS[text.word(i - 1)])
        return Found(i - 1, i + 1, i, period, "quarter", "of the year of publication", inferred=True)

    def _current(self, text: DateText, i: int, name: str) -> Found | None:
        """The month, week, year or weekend of the publication date, where the words around say that one is meant."""
        head = text.word(i - 2)
        out = text.word(i + 1) in {"is", "was"} and text.word(i + 2) == "out"
        edged = head == "of" and text.word(i - 3) in _EDGES
        at_weekend = name == "weekend" and head in _WEEKEND_PREPOSITIONS
        if not (out or edged or at_weekend or (head == "within" and name != "weekend")):
            return None
        at = (i if name == "weekend" else i - 1, i + 3 if out else i + 1, i)
        if text.published is None:
            return Found(*at, None, "current", NO_PUBLICATION)
        if name == "weekend":
            return Found(*at, self._weekend(text, i, text.published), "weekend", "the nearest one that fits the tense", inferred=True)
        period = calendars.current(name, text.published)
        if out and name == "year":
            period = calendars.month(text.published.year, 12)
        return Found(*at, period, "current", "the one of the publication date", inferred=True)

    @staticmethod
    def _weekend(text: DateText, i: int, published: dt.date) -> Period:
        """This weekend if it has begun or lies ahead, else the last one."""
        near = text.ahead(i, i - 1) or published.weekday() >= _SATURDAY
        return calendars.weekend(published if near else published - dt.timedelta(days=_WEEK_DAYS))
