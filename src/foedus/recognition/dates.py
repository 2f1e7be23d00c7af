"""Date expressions of a sentence, resolved no further than words and publication date allow."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Self

from foedus.model.mention import DateMention, Direction, TokenRange
from foedus.model.period import Period, Precision
from foedus.recognition import calendars
from foedus.recognition.calendar_dates import CalendarDates
from foedus.recognition.counted import tree_text
from foedus.recognition.datewords import DateText, DateWords, Found
from foedus.recognition.numerals import NumeralReader
from foedus.recognition.relative_dates import RelativeDates
from foedus.recognition.units import Units
from foedus.syntax import Tree

_DIRECTIONS = {
    **dict.fromkeys(("since", "from"), Direction.SINCE),
    **dict.fromkeys(("until", "till", "by", "to", "through", "within"), Direction.UNTIL),
    "before": Direction.BEFORE,
    "after": Direction.AFTER,
}
_VAGUE_EDGES = frozenset({"late", "early", "mid", "mid-", "later", "earlier"})
_LINKS = frozenset({"to", "-", "–", "—", "and", "through", "until"})
_YEAR = re.compile(r"(?:19|20)\d\d$")
_EARLIEST_YEAR, _LATEST_YEAR = 1500, 2500
_MAX_WIDENINGS = 4

Reader = Callable[[DateText, int], Found | None]


class DateRecogniser:
    """Finds all date expressions of a sentence.

    Args:
        table: The date words.
        numerals: Reads numbers in `two days ago`.
    """

    def __init__(self, table: DateWords, numerals: NumeralReader) -> None:
        self._table = table
        calendar, relative = CalendarDates(table), RelativeDates(table, numerals)
        self._calendar = calendar
        kinds: tuple[tuple[str, Reader], ...] = (
            ("part", relative.part),
            ("unit", relative.unit),
            ("season", calendar.season),
            ("relative", relative.day_word),
            ("weekday", relative.weekday),
            ("month", calendar.month),
            ("ordinal", calendar.ordinal),
        )
        self._readers: dict[str, tuple[Reader, ...]] = {}
        for kind, reader in kinds:
            for word in table.by_kind[kind]:
                self._readers[word] = (reader, *self._readers.get(word, ()))
        for word in table.holiday_starts:
            self._readers[word] = (calendar.holiday, *self._readers.get(word, ()))

    @classmethod
    def load(cls) -> Self:
        """The recogniser with the tables that come with the package."""
        return cls(DateWords.load(), NumeralReader(Units.load()))

    def recognise(self, tree: Tree, published: dt.date | None, anchor: Period | None = None) -> tuple[DateMention, ...]:
        """All date expressions, in order.

        Args:
            tree: The sentence.
            published: The publication date; without it, or with one before 1500 or after 2500, relative dates stay unresolved.
            anchor: The last date of the sentences before, for `two days later`; see `anchor_after`.
        """
        words = [token.text.lower() for token in tree.tokens]
        if published is not None and not _EARLIEST_YEAR <= published.year <= _LATEST_YEAR:
            published = None
        text = DateText(tree, words, published, anchor)
        found: list[Found] = []
        done = 0
        for i, word in enumerate(words):
            if i < done or (word not in self._readers and not word[0].isdigit() and not word.startswith(("mid-", "q"))):
                continue
            one = self._read(text, i, done)
            if one is None:
                continue
            one = self._widen(text, one, done)
            done = one.last
            if one.period is not None:
                text.anchor = one.period
                text.local = one.period if one.rule != "from-deed" else text.local
            found.append(one)
        return tuple(self._mention(text, one) for one in _merged(text, found)) if found else ()

    def _read(self, text: DateText, i: int, done: int) -> Found | None:
        """The first reading of word `i` that does not reach into the expression before."""
        word = text.word(i)
        if word[0].isdigit():
            readers: tuple[Reader, ...] = (self._calendar.numeric,)
        elif word in self._readers:
            readers = self._readers[word]
        else:
            return self._prefixed(text, i)
        if word in self._table.weekdays and self._date_follows(text, i):
            return None
        for reader in readers:
            found = reader(text, i)
            if found is not None and found.first >= done:
                return found
        return None

    def _prefixed(self, text: DateText, i: int) -> Found | None:
        """`mid-May` and `Q3` as one word."""
        word = text.word(i)
        if word.startswith("mid-"):
            rest = word.removeprefix("mid-")
            if rest not in self._table.months and rest not in self._table.by_kind["season"]:
                return None
            inner = DateText(text.tree, [*text.words[:i], rest, *text.words[i + 1 :]], text.published, text.anchor)
            return (self._calendar.month if rest in self._table.months else self._calendar.season)(inner, i)
        if len(word) == 2 and word[1] in "1234" and text.published is not None:  # noqa: PLR2004  # a letter and a digit
            year, last = text.published.year, i + 1
            if _YEAR.match(text.word(i + 1)):
                year, last = int(text.word(i + 1)), i + 2
            return Found(
                i, last, i, calendars.quarter(year, int(word[1])), "quarter", "of the year named or of publication", inferred=last == i + 1
            )
        return None

    def _date_follows(self, text: DateText, i: int) -> bool:
        """Whether a weekday only goes before its date (`Monday, 4 March`)."""
        k = i + 2 if text.word(i + 1) == "," else i + 1
        day, month = text.word(k), text.word(k + 1)
        if month in self._table.months and day[:1].isdigit():
            return True
        return day in self._table.months and month[:1].isdigit() and text.tree.tokens[k].text[0].isupper()

    def _widen(self, text: DateText, found: Found, done: int) -> Found:
        """The expression with what goes before it: `the end of`, `late`, `noon on`, `the first half of`."""
        for _ in range(_MAX_WIDENINGS):
            wider = self._edge(text, found) or self._part_before(text, found) or self._simple(text, found)
            if wider is None or wider.first < done:
                break
            found = wider
        return found

    def _edge(self, text: DateText, found: Found) -> Found | None:
        """`the end of July`, `the first half of 2025`, `the weekend of 12 August`."""
        k = found.first - 1
        k -= text.word(k) == "the" and text.word(k - 1) == "of"
        if text.word(k) != "of" or k < 1:
            return None
        if text.word(k - 1) == "weekend" and found.period is not None:
            return found._replace(first=k - 1, period=calendars.weekend(found.period.start), rule="weekend-of")
        before = text.words[max(0, k - 2) : k][::-1]
        end, edges = self._table.edges.at(before, 0)
        if not edges:
            return found._replace(first=k - 1) if text.word(k - 1) in self._table.by_kind["part"] else None
        period = calendars.part_of(found.period, edges[0]) if found.period is not None else None
        return found._replace(first=k - end, period=period)

    def _part_before(self, text: DateText, found: Found) -> Found | None:
        """`noon on Tuesday`, `late on Monday`, `Monday, 4 March`."""
        before, earlier = text.word(found.first - 1), text.word(found.first - 2)
        if before == "on" and (earlier in self._table.by_kind["part"] or earlier in _VAGUE_EDGES):
            return found._replace(first=found.first - 2)
        if before in self._table.by_kind["part"] and found.rule in {"weekday", "day-word"}:
            return found._replace(first=found.first - 1)
        if found.rule.startswith("day-month"):
            if before in self._table.weekdays:
                return found._replace(first=found.first - 1)
            if before == "," and earlier in self._table.weekdays:
                return found._replace(first=found.first - 2)
        return None

    @staticmethod
    def _simple(text: DateText, found: Found) -> Found | None:
        """`late September`, `mid - May`, `the weekend`."""
        before = text.word(found.first - 1)
        if before in _VAGUE_EDGES:
            return found._replace(first=found.first - 1)
        if before == "-" and text.word(found.first - 2) == "mid":
            return found._replace(first=found.first - 2)
        if before == "the" and found.rule != "part" and text.word(found.first) != "the":
            return found._replace(first=found.first - 1)
        return None

    @staticmethod
    def _mention(text: DateText, found: Found) -> DateMention:
        before = text.word(found.first - 1)
        direction = _DIRECTIONS.get(before, Direction.UNTIL if found.until else Direction.DURING)
        of_noun = text.tree.tokens[found.head].relation.startswith("nmod")
        if before == "from" and (of_noun or (found.period is not None and found.period.precision is Precision.INTERVAL)):
            direction = Direction.DURING
        start, end = text.tree.span_text(found.first, found.last)
        return DateMention(
            words=TokenRange(sentence=text.tree.sentence.index, first=found.first, last=found.last, head=found.head),
            start=start,
            end=end,
            text=tree_text(text.tree, found.first, found.last),
            period=_limited(found, direction),
            direction=direction,
            inferred=found.inferred,
            rule=found.rule,
            reason=found.reason,
        )


def _limited(found: Found, direction: Direction) -> Period | None:
    """The period, but the month before for `before the new year`."""
    period = found.period
    if period is None or direction is not Direction.BEFORE or found.rule not in {"feast", "feast-year"}:
        return period
    if period.start.day == 1:
        eve = period.start - dt.timedelta(days=1)
        return calendars.month(eve.year, eve.month)
    return period


def _merged(text: DateText, found: list[Found]) -> list[Found]:
    """Pairs such as `from March to May` and `Saturday and Sunday` become one stretch."""
    out: list[Found] = []
    for one in found:
        if out:
            out[-1] = _same_year(text, out[-1], one)
        joined = _joined(text, out[-1], one) if out else None
        if joined is not None:
            out[-1] = joined
        else:
            out.append(one)
    return out


def _joined(text: DateText, first: Found, second: Found) -> Found | None:
    if second.first - first.last != 1 or first.period is None or second.period is None:
        return None
    link = text.word(first.last)
    if link not in _LINKS or first.period.start >= second.period.end or first.period.precision is not second.period.precision:
        return None
    opening = text.word(first.first - 1)
    if link == "and" and opening != "between" and first.period.end != second.period.start:
        return None
    loose = first.rule == "weekday" or not first.inferred
    if link in {"to", "until", "through"} and opening not in {"from", "between"} and not loose:
        return None
    begin = first.first - 1 if opening in {"from", "between"} else first.first
    return second._replace(
        first=begin,
        head=first.head,
        period=calendars.span(first.period, second.period),
        rule="stretch",
        reason=f"{first.reason}; {second.reason}",
    )


def _same_year(text: DateText, first: Found, second: Found) -> Found:
    """The first of two months or days with the year that only the second one names (`June to August 2010`)."""
    named = second.rule in {"month-year", "day-month-year"} and first.rule in {"month", "day-month"}
    if not named or second.first - first.last != 1 or text.word(first.last) not in _LINKS or first.period is None or second.period is None:
        return first
    year = second.period.start.year - (first.period.start.month > second.period.start.month)
    shift = 12 * (year - first.period.start.year)
    start, end = (calendars.add_months(date, shift) for date in (first.period.start, first.period.end))
    period = Period(start=start, end=end, precision=first.period.precision)
    return first._replace(period=period, inferred=False, reason="year named with the second date")


def anchor_after(mentions: tuple[DateMention, ...], anchor: Period | None) -> Period | None:
    """The date that `two days later` in the next sentence counts from: the last one resolved."""
    return next((mention.period for mention in reversed(mentions) if mention.period is not None), anchor)
