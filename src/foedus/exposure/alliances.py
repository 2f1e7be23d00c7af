"""Alliance files that a user loads, as treaties: ATOP by member or by alliance, COW Formal Alliances by member or by dyad."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from foedus.errors import DataError
from foedus.files import longest_field, whole
from foedus.lexicon.tables import data_file, rows
from foedus.model.exposure import Confidence, Obligation, Treaty
from foedus.model.outcome import Discard, Outcome
from foedus.model.period import Period
from foedus.model.record import Record

# column of a flag -> our flag; ATOP and COW name some of them differently
_FLAGS = {"defense": "defense", "offense": "offense", "neutral": "neutrality", "neutrality": "neutrality", "nonagg": "nonaggression",
          "nonaggression": "nonaggression", "consul": "consultation", "entente": "consultation"}  # fmt: skip
# the type of a COW alliance is its highest pledge; Type II is neutrality or non-aggression, and the type does not say which
_TYPES = {"type i": ("defense",), "type ii": ("neutrality", "nonaggression"), "type iii": ("consultation",)}
_MISSING = frozenset({"", ".", "0", "-9", "-99", "na", "nan"})


class _State(Record, frozen=True, kw_only=True):
    """A row of `treaties/cow.tsv`."""

    number: int
    state: str


class _Member(Record, frozen=True, kw_only=True):
    """One state's part in an alliance, and why the line cannot be used, if it cannot."""

    alliance: str
    states: tuple[str, ...]
    flags: tuple[str, ...]
    start: str
    end: str
    unusable: str


def read_alliances(path: Path) -> Outcome[Treaty]:
    """Read a file of alliances.

    Args:
        path: A CSV file with a header, as ATOP or COW give it; which one is told by its columns.

    Returns:
        One treaty an alliance, of the states that are still in it, or of all where it has ended; discards for rows that cannot be used.

    Raises:
        DataError: The file cannot be read, or its columns are of neither form.
    """
    try:
        with io.StringIO(whole(path).decode("utf-8-sig", errors="replace"), newline="") as handle, longest_field():
            lines = [{(key or "").strip().lower(): (value or "").strip() for key, value in line.items() if isinstance(value, str)}
                     for line in csv.DictReader(handle)]  # fmt: skip
    except (OSError, csv.Error) as error:
        msg = f"{path}: {error}"
        raise DataError(msg) from error
    columns = set(lines[0]) if lines else set()
    prefix = "atop" if "atopid" in columns else "cow" if "version4id" in columns else ""
    if not prefix or not ({"member", "mem1", "ccode", "ccode1"} & columns):
        msg = f"{path}: neither ATOP (atopid, member or mem1) nor COW (version4id, ccode or ccode1) has these columns"
        raise DataError(msg)
    found: dict[str, list[_Member]] = {}
    discards: list[Discard] = []
    for number, line in enumerate(lines, start=2):
        member = _member(line, prefix)
        if member.unusable:
            discards.append(Discard(stage="treaties", place=f"{path.name}, line {number}", reason=member.unusable))
        else:
            found.setdefault(member.alliance, []).append(member)
    treaties = [_treaty(key, members, path.name) for key, members in sorted(found.items())]
    return Outcome(kept=tuple(treaty for treaty in treaties if len(treaty.parties) > 1), discards=tuple(discards))


def _member(line: Mapping[str, str], prefix: str) -> _Member:
    key = line.get("atopid") or line.get("version4id", "")
    columns = ("member", "ccode", "ccode1", "ccode2", *(f"mem{i}" for i in range(1, 60)))
    numbers = [line[column] for column in columns if line.get(column, "").lower() not in _MISSING]
    states = tuple(state for number in numbers if (state := _states().get(number.partition(".")[0])))
    flags = [flag for column, flag in _FLAGS.items() if line.get(column, "") in {"1", "1.0"}]
    flags += _TYPES.get(line.get("ss_type", "").lower().partition(":")[0].strip(), ())
    start = _day(line, ("yrent", "moent", "dayent"), ("begyr", "begmo", "begday"), ("all_st_year", "all_st_month", "all_st_day"),
                 ("dyad_st_year", "dyad_st_month", "dyad_st_day"))  # fmt: skip
    end = _day(line, ("yrexit", "moexit", "dayexit"), ("endyr", "endmo", "endday"), ("mem_end_year", "mem_end_month", "mem_end_day"),
               ("all_end_year", "all_end_month", "all_end_day"), ("dyad_end_year", "dyad_end_month", "dyad_end_day"))  # fmt: skip
    faults = {
        "no state that there is today": not states,
        "no obligation": not flags,
        "no start that is a date": not start,
        "an end that is no date": end is None,
    }
    return _Member(
        alliance=f"{prefix}-{key}",
        states=states,
        flags=tuple(dict.fromkeys(flags)),
        start=start or "",
        end=end or "",
        unusable=next((fault for fault, holds in faults.items() if holds), ""),
    )


def _day(line: Mapping[str, str], *choices: tuple[str, str, str]) -> str | None:
    """An ISO date from the first columns that are filled, at the grain that they give; empty if none are, `None` if it is no date."""
    for columns in choices:
        parts = [line.get(column, "").partition(".")[0] for column in columns]
        if parts[0].lower() not in _MISSING:
            filled = "-".join(_filled(parts))
            return filled if _is_date(filled) else None
    return ""


def _is_date(text: str) -> bool:
    """Whether a date, or the part of it that is given, stands in the calendar."""
    try:
        Period.parse(text)
    except ValueError:
        return False
    return text.isascii()


def _filled(parts: Iterable[str]) -> Iterator[str]:
    for part in parts:
        if part.lower() in _MISSING or not part.isdigit():
            return
        yield part.zfill(2)


def _treaty(key: str, members: list[_Member], file: str) -> Treaty:
    staying = [member for member in members if not member.end]
    ended = "" if staying else max(member.end for member in members)
    parties = sorted({state for member in staying or members for state in member.states})
    flags = tuple(sorted({flag for member in members for flag in member.flags}))
    start = min(member.start for member in members)
    article = Obligation(id=key, article="as coded", flags=flags, confidence=Confidence.PARTLY, source=f"{file}, as loaded")
    return Treaty(
        id=key, name=f"alliance {key} of {file}", parties=tuple(parties), signed=start, in_force=start, ended=ended, obligation=(article,)
    )


@cache
def _states() -> Mapping[str, str]:
    return {str(row.number): row.state for row in rows(data_file("treaties/cow.tsv"), _State)}
