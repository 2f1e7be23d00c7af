"""Obligations between states from files that the user loads: our own form, Correlates of War alliances, ATOP dyad-years.

The form is known by the columns:

- ours: `a`, `b` (ISO 3166 alpha-3) and `kind`; `points`, `since`, `until` (ISO dates) if wanted. Without `points` the table of
  weights gives them.
- Correlates of War, formal alliances by dyad: `ccode1`, `ccode2`, `dyad_st_year` …, `defense`, `neutrality`, `nonaggression`, `entente`.
- ATOP, dyad-years: `mem1`, `mem2` (or `stateA`, `stateB`), `year`, `defense`, `offense`, `neutral`, `nonagg`, `consul`.

Of several obligations of one row the weightiest counts. State numbers of states that are gone are set aside.
"""

import csv
import datetime as dt
import math
import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from foedus.errors import DataError
from foedus.files import longest_field, whole
from foedus.lexicon.names import state_name
from foedus.lexicon.tables import data_file, rows
from foedus.model.network import StandingTie
from foedus.model.outcome import Discard, Outcome
from foedus.model.record import Record
from foedus.network.weighing import STAGE
from foedus.network.weights import Weights

_Line = Mapping[str, str]
_KINDS = {
    "defense": "defence", "offense": "offence", "neutrality": "neutrality", "neutral": "neutrality", "nonaggression": "nonaggression",
    "nonagg": "nonaggression", "entente": "entente", "consul": "consultation",
}  # fmt: skip
_OURS = frozenset({"a", "b", "kind"})
_COW = frozenset({"ccode1", "ccode2", "dyad_st_year"})
# characters of a cell in a message
_SHOWN = 60
_ATOP = (("mem1", "mem2"), ("stateA", "stateB"))


class _Number(Record, frozen=True, kw_only=True):
    """A row of `network/cow.tsv`."""

    number: int
    code: str


class _UnusableLineError(Exception):
    """Why a line is set aside."""


def read_standing(path: Path, weights: Weights | None = None) -> Outcome[StandingTie]:
    """Read a file of obligations.

    Args:
        path: A CSV file in one of the forms above, UTF-8 or Latin-1.
        weights: The table of weights; the shipped one if none.

    Returns:
        The obligations in order of pair, kind and day, and the lines set aside with the reason. ATOP years in a row are one obligation.

    Raises:
        DataError: The file cannot be read, or its columns are those of no known form.
    """
    try:
        raw = whole(path)
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror}"
        raise DataError(msg) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    lines = csv.DictReader(text.splitlines())
    try:
        with longest_field():
            numbered = [(lines.line_num, line) for line in lines]
    except csv.Error as error:
        msg = f"{path}, line {lines.line_num}: {error}"
        raise DataError(msg) from error
    take = _form(frozenset(lines.fieldnames or ()), path, weights or Weights.load())
    kept: list[StandingTie] = []
    discards: list[Discard] = []
    for number, line in numbered:
        place = f"{path.name}:{number}"
        try:
            kept += take({key: (value or "").strip() for key, value in line.items() if isinstance(value, str | None) and key}, place)
        except _UnusableLineError as error:
            discards.append(Discard(stage=STAGE, place=place, reason=str(error)))
    return Outcome(kept=tuple(sorted(_joined(kept), key=_order)), discards=tuple(discards))


def _form(columns: frozenset[str], path: Path, weights: Weights) -> Callable[[_Line, str], list[StandingTie]]:
    if columns >= _OURS:
        return lambda line, place: [_own(line, place, weights)]
    ends = next((pair for pair in _ATOP if columns.issuperset({*pair, "year"})), None)
    if columns >= _COW or ends:
        states = {row.number: row.code for row in rows(data_file("network/cow.tsv"), _Number)}
        sides, period = (ends, _atop_period) if ends else (("ccode1", "ccode2"), _cow_period)
        return lambda line, place: _numbered(line, place, sides, period(line), (states, weights))
    msg = f"{path}: its columns are those of no file of obligations; ours are a, b, kind and, if wanted, points, since, until"
    raise DataError(msg)


def _own(line: _Line, place: str, weights: Weights) -> StandingTie:
    for key in ("a", "b"):
        if state_name(line[key]) is None:
            msg = f"{line[key][:_SHOWN]!r} is no state's code"
            raise _UnusableLineError(msg)
    points = _points(line["points"]) if line.get("points") else weights.standing(line["kind"])
    if points is None:
        msg = f"no points are given, and the table of weights does not have the kind {line['kind'][:_SHOWN]!r}"
        raise _UnusableLineError(msg)
    return _tie((line["a"], line["b"]), (line["kind"], points), (_day(line.get("since")), _day(line.get("until"))), place)


def _numbered(
    line: _Line,
    place: str,
    sides: tuple[str, str],
    period: tuple[dt.date | None, dt.date | None],
    tables: tuple[Mapping[int, str], Weights],
) -> list[StandingTie]:
    states, weights = tables
    numbers = [_whole(line[side]) for side in sides]
    gone = [str(number) for number in numbers if number not in states]
    if gone:
        msg = f"no state of today has the number {' or '.join(gone)}"
        raise _UnusableLineError(msg)
    kinds = {_KINDS[key] for key, value in line.items() if key in _KINDS and value in {"1", "1.0"}}
    if not kinds:
        return []
    points, kind = max((weights.standing(kind) or 0.0, kind) for kind in kinds)
    a, b = (states[number] for number in numbers)
    return [_tie((a, b), (kind, points), period, place)]


def _tie(pair: tuple[str, str], what: tuple[str, float], period: tuple[dt.date | None, dt.date | None], place: str) -> StandingTie:
    if pair[0] == pair[1]:
        msg = f"{pair[0]} is bound to itself"
        raise _UnusableLineError(msg)
    if period[0] and period[1] and period[1] < period[0]:
        msg = f"it ends ({period[1]}) before it begins ({period[0]})"
        raise _UnusableLineError(msg)
    a, b = sorted(pair)
    return StandingTie(a=a, b=b, kind=what[0], points=what[1], since=period[0], until=period[1], source=place)


def _cow_period(line: _Line) -> tuple[dt.date | None, dt.date | None]:
    since, until = (_composed(line, part) for part in ("st", "end"))
    return since, until


def _composed(line: _Line, part: str) -> dt.date | None:
    """A day from its three columns; the first day of what is given for a start, the last for an end; none if no year is given."""
    year, month, day = (max(_whole(line.get(f"dyad_{part}_{unit}") or "0"), 0) for unit in ("year", "month", "day"))
    if not year:
        return None
    if part == "st":
        return _made(year, month or 1, day or 1)
    return _made(year, month or 12, day or monthrange(year, min(month or 12, 12))[1])


def _atop_period(line: _Line) -> tuple[dt.date | None, dt.date | None]:
    year = _whole(line["year"])
    return _made(year, 1, 1), _made(year, 12, 31)


def _joined(ties: list[StandingTie]) -> Iterator[StandingTie]:
    """Ties with those of one pair and kind made one where a second begins the day after the first ends, as years do, or repeats it."""
    open_ones: dict[tuple[str, str, str, float], StandingTie] = {}
    for tie in sorted(ties, key=_order):
        key = (tie.a, tie.b, tie.kind, tie.points)
        before = open_ones.get(key)
        if before is None:
            open_ones[key] = tie
        elif before.until is None or _follows(tie, before.until):
            until = None if before.until is None or tie.until is None else max(before.until, tie.until)
            open_ones[key] = StandingTie(
                a=tie.a, b=tie.b, kind=tie.kind, points=tie.points, since=before.since, until=until, source=before.source
            )
        else:
            yield before
            open_ones[key] = tie
    yield from open_ones.values()


def _follows(tie: StandingTie, day: dt.date) -> bool:
    """Whether a tie begins the day after another one ends, or earlier."""
    return tie.since is None or (tie.since - day).days <= 1


def _order(tie: StandingTie) -> tuple[str, str, str, float, dt.date, dt.date]:
    return tie.a, tie.b, tie.kind, tie.points, tie.since or dt.date.min, tie.until or dt.date.max


def _day(text: str | None) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        msg = f"{text[:_SHOWN]!r} is no ISO date"
        raise _UnusableLineError(msg) from error


def _points(text: str) -> float:
    try:
        points = float(text)
    except ValueError:
        points = math.nan
    if not math.isfinite(points):
        msg = f"{text!r} is no number"
        raise _UnusableLineError(msg)
    return points


def _whole(text: str) -> int:
    """A whole number, which some files write as `2.0`."""
    digits = text.removesuffix(".0")
    if not re.fullmatch(r"-?[0-9]{1,9}", digits):
        msg = f"{text[:_SHOWN]!r} is no whole number"
        raise _UnusableLineError(msg)
    return int(digits)


def _made(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        msg = f"{year}-{month}-{day} is no day"
        raise _UnusableLineError(msg) from error
