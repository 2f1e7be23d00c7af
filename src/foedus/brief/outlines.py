"""Outlines of countries for small maps, from the packaged table."""

from collections.abc import Mapping
from functools import cache
from itertools import accumulate
from types import MappingProxyType

from foedus.lexicon.tables import data_file, rows
from foedus.model.record import Record

_PER_DEGREE = 20

Ring = tuple[tuple[float, float], ...]


class _Row(Record, frozen=True, kw_only=True):
    """A row of `outlines/countries.tsv`."""

    country: str = ""
    start: str
    steps: str


@cache
def outlines() -> Mapping[str, tuple[Ring, ...]]:
    """Closed lines around the parts of each country, in degrees of longitude and latitude, its largest part first.

    The key is the alpha-3 code, empty for land of which the table names no state.
    """
    found: dict[str, list[Ring]] = {}
    for line in rows(data_file("outlines/countries.tsv"), _Row):
        found.setdefault(line.country, []).append(_ring(line))
    return MappingProxyType({country: tuple(rings) for country, rings in found.items()})


def _ring(line: _Row) -> Ring:
    steps = [tuple(map(int, step.split(","))) for step in (line.start, *line.steps.split())]
    points = accumulate(steps, lambda point, step: (point[0] + step[0], point[1] + step[1]))
    return tuple((x / _PER_DEGREE, y / _PER_DEGREE) for x, y in points)
