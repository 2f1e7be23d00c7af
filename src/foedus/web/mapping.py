"""A map of places as a drawing: which part of the world, land, areas, marks and their names."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import cos, isfinite, log2, radians

from foedus.brief.outlines import Ring, outlines
from foedus.desk.places import Place
from foedus.model.record import Record

WIDTH = 960.0
_RATIO = 1.9  # width to height
_SMALLEST_DEGREES = 4.0
_MARGIN = 0.15
_MOST_NORTH = 84.0
_WORLD_SOUTH = -58.0
_GRAIN = 1.1  # what is smaller than this on the drawing is left out of lines
_BEYOND = 60.0  # how far lines are drawn past the edge
_LETTER, _LINE = 7.5, 13.0
_MOST_LABELS = 40
_GRID = 9  # how many points are tried across and down for the name of a country
_TRIED = 3  # and in how many of its parts
_BASE, _LARGEST = 5.0, 11.0
FITTED, WORLD = "fitted", "world"
Line = list[tuple[float, float]]
# west, south, east, north
_REGIONS: Mapping[str, tuple[float, float, float, float]] = {
    "Europe": (-25.0, 34.0, 45.0, 72.0),
    "Middle East": (24.0, 12.0, 64.0, 43.0),
    "North Africa": (-19.0, 14.0, 38.0, 38.0),
    "Sub-Saharan Africa": (-19.0, -36.0, 53.0, 18.0),
    "Central Asia": (44.0, 28.0, 90.0, 57.0),
    "South Asia": (58.0, 4.0, 98.0, 38.0),
    "East Asia": (95.0, 17.0, 148.0, 55.0),
    "South-East Asia": (90.0, -12.0, 145.0, 30.0),
    "North America": (-170.0, 12.0, -50.0, 74.0),
    "Latin America": (-118.0, -57.0, -33.0, 33.0),
    "Oceania": (110.0, -50.0, 180.0, 5.0),
}
REGIONS = tuple(_REGIONS)


class View(Record, frozen=True, kw_only=True):
    """A part of the world, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def squeeze(self) -> float:
        """How much shorter a degree of longitude is than one of latitude in its middle."""
        return cos(radians((self.south + self.north) / 2))

    @property
    def height(self) -> float:
        """Height of the drawing, where its width is `WIDTH`."""
        return round(WIDTH * (self.north - self.south) / ((self.east - self.west) * self.squeeze), 1)

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point is on the drawing."""
        scale = WIDTH / (self.east - self.west)
        return (longitude - self.west) * scale, (self.north - latitude) * scale / self.squeeze

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a point is in it."""
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north

    def address(self) -> str:
        """The view as an address has it."""
        return ",".join(f"{side:.4g}" for side in (self.west, self.south, self.east, self.north))

    def moved(self, across: float, up: float, size: float = 1.0) -> str:
        """The address of a view beside this one.

        Args:
            across: How far to the east, in parts of its width.
            up: How far to the north, in parts of its height.
            size: How large it is, this one being 1.
        """
        wide, high = self.east - self.west, self.north - self.south
        x, y = (self.west + self.east) / 2 + across * wide, (self.south + self.north) / 2 + up * high
        return _shaped(x, y, wide * size, high * size).address()


class Area(Record, frozen=True, kw_only=True):
    """A country that is a place itself: its outline and where its name stands."""

    place: Place
    path: str
    x: float
    y: float
    label: str
    is_labelled: bool


class Spot(Record, frozen=True, kw_only=True):
    """A place with a point: its shape by how exact it is, its size by the number of findings."""

    place: Place
    shape: str
    path: str
    x: float
    y: float
    size: float
    label: str
    is_labelled: bool


class MapShown(Record, frozen=True, kw_only=True):
    """The drawing.

    Attributes:
        view: Which part of the world.
        land: All land in it as one path.
        areas: Countries that are places.
        spots: Places with a point, the least exact first, so that none hides a more exact one.
        outside: How many places that can be drawn are not in this part.
        undrawn: How many places can be drawn nowhere.
    """

    view: View
    land: str
    areas: tuple[Area, ...]
    spots: tuple[Spot, ...]
    outside: int
    undrawn: int


def view_of(text: str, places: Sequence[Place]) -> View:
    """The part of the world that an address asks for.

    Args:
        text: A region, `world`, four numbers (west, south, east, north); anything else fits all places.
        places: What is fitted.
    """
    if text == WORLD:
        return View(west=-180.0, south=_WORLD_SOUTH, east=180.0, north=_MOST_NORTH)
    region = _REGIONS.get(text) or _numbers(text)
    west, south, east, north = region or _fitted(places)
    return _shaped((west + east) / 2, (south + north) / 2, east - west, north - south)


def _numbers(text: str) -> tuple[float, float, float, float] | None:
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError:
        return None
    sides = (west, south, east, north)
    return sides if all(map(isfinite, sides)) and -540 <= west < east <= 540 and -90 <= south < north <= 90 else None  # noqa: PLR2004


def _fitted(places: Sequence[Place]) -> tuple[float, float, float, float]:
    points = [point for place in places for point in _extent(place)]
    if not points:
        return -180.0, _WORLD_SOUTH, 180.0, _MOST_NORTH
    xs, ys = zip(*points, strict=True)
    wide, high = (max(max(side) - min(side), _SMALLEST_DEGREES) * _MARGIN for side in (xs, ys))
    return min(xs) - wide, min(ys) - high, max(xs) + wide, max(ys) + high


def _extent(place: Place) -> Ring:
    if place.is_area:
        return outlines()[place.country][0] if place.country in outlines() else ()
    return (place.point,) if place.point else ()


def _shaped(x: float, y: float, wide: float, high: float) -> View:
    """A view around a point that holds so many degrees, in the shape of the drawing."""
    squeeze = max(cos(radians(y)), 0.2)
    wide = min(max(wide, _SMALLEST_DEGREES, high * _RATIO / squeeze), 360.0)
    high = wide * squeeze / _RATIO
    y = min(max(y, -_MOST_NORTH + high / 2), _MOST_NORTH - high / 2) if high < 2 * _MOST_NORTH else 0.0
    x = min(max(x, -180.0 + wide / 2), 180.0 - wide / 2)
    return View(west=x - wide / 2, south=max(y - high / 2, -_MOST_NORTH), east=x + wide / 2, north=min(y + high / 2, _MOST_NORTH))


def map_of(places: Sequence[Place], view: View) -> MapShown:
    """The drawing of places in a view."""
    drawn = [place for place in places if _extent(place)]
    inside = [place for place in drawn if not place.is_area and place.point and view.holds(*place.point)]
    room = _Room(view, [view.at(*place.point) for place in inside if place.point])
    spots = [_spot(place, view, room) for place in inside]
    areas = [_area(place, view, room) for place in drawn if place.is_area and _meets(_extent(place), view)]
    return MapShown(
        view=view,
        land=_land(view),
        areas=tuple(areas),
        spots=tuple(sorted(spots, key=lambda spot: (-_ORDER.index(spot.shape), -spot.size, spot.place.key))),
        outside=len(drawn) - len(inside) - len(areas),
        undrawn=len(places) - len(drawn),
    )


_ORDER = ("site", "settlement", "province", "region")


class _Room:
    """Which names find room: none over another, or over a mark."""

    def __init__(self, view: View, marks: Iterable[tuple[float, float]]) -> None:
        self._height = view.height
        self._left = _MOST_LABELS
        self._taken = [(x - _BASE, y - _BASE, x + _BASE, y + _BASE) for x, y in marks]

    def take(self, x: float, y: float, text: str) -> bool:
        """Take the room of a name that begins at a point; false if there is none, or enough names stand already."""
        box = (x, y - _LINE, x + _LETTER * len(text), y)
        fits = min(box[:2]) >= 0 and box[2] <= WIDTH and box[3] <= self._height
        clear = all(box[2] < other[0] or other[2] < box[0] or box[3] < other[1] or other[3] < box[1] for other in self._taken)
        if not fits or not clear or self._left == 0:
            return False
        self._taken.append(box)
        self._left -= 1
        return True


def _spot(place: Place, view: View, room: _Room) -> Spot:
    x, y = view.at(*(place.point or (0.0, 0.0)))
    size = min(_BASE + 1.5 * log2(len(place.findings)), _LARGEST)
    label = _label(place)
    right, left = x + size + 4, x - size - 4 - _LETTER * len(label)
    begin = next((edge for edge in (right, left) if room.take(edge, y + 4, label)), None)
    return Spot(
        place=place,
        shape=place.precision,
        path=_shape(place.precision, x, y, size),
        x=round(right if begin is None else begin, 1),
        y=round(y + 4, 1),
        size=round(size, 1),
        label=label,
        is_labelled=begin is not None,
    )


def _area(place: Place, view: View, room: _Room) -> Area:
    lines = [_line(ring, view) for ring in outlines()[place.country] if _meets(ring, view)]
    label = _label(place)
    within = next((point for point in (_within(line, view) for line in lines[:_TRIED]) if point is not None), None)
    x, y = within or lines[0][0]
    x -= _LETTER * len(label) / 2
    return Area(
        place=place,
        path="".join(map(_drawn, lines)),
        x=round(x, 1),
        y=round(y, 1),
        label=label,
        is_labelled=within is not None and room.take(x, y, label),
    )


def _within(line: Line, view: View) -> tuple[float, float] | None:
    """The point of a grid that is farthest inside a closed line and the drawing, so that a name does not stand on a neighbour's ground."""
    xs, ys = zip(*line, strict=True)
    west, east, top, foot = max(min(xs), 0.0), min(max(xs), WIDTH), max(min(ys), 0.0), min(max(ys), view.height)
    steps = [(i + 0.5) / _GRID for i in range(_GRID)]
    grid = [(west + (east - west) * across, top + (foot - top) * down) for across in steps for down in steps]

    def room(point: tuple[float, float]) -> float:
        x, y = point
        return min(*(abs(x - a) + abs(y - b) for a, b in line), x, WIDTH - x, y, view.height - y)

    return max((point for point in grid if _holds(line, point)), key=room, default=None)


def _holds(line: Line, point: tuple[float, float]) -> bool:
    """Whether a point is inside a closed line: a ray from it crosses the line an odd number of times."""
    x, y = point
    sides = zip(line, (*line[1:], line[0]), strict=True)
    return sum((b > y) != (d > y) and x < (c - a) * (y - b) / (d - b) + a for (a, b), (c, d) in sides) % 2 == 1


def _label(place: Place) -> str:
    words = place.words[0]
    return words if len(words) <= 28 else f"{words[:27]}…"  # noqa: PLR2004  # what fits beside a mark


def _shape(precision: str, x: float, y: float, size: float) -> str:
    """The outline of a mark: a diamond for a site, a disc for a settlement, a square for a province, a hexagon for a region."""
    if precision == "settlement":
        return f"M{x - size:.1f} {y:.1f}a{size:.1f} {size:.1f} 0 1 0 {2 * size:.1f} 0a{size:.1f} {size:.1f} 0 1 0 {-2 * size:.1f} 0z"
    corners = {
        "site": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
        "province": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    }.get(precision, ((-0.6, -1), (0.6, -1), (1.2, 0), (0.6, 1), (-0.6, 1), (-1.2, 0)))
    return "M" + "L".join(f"{x + size * a:.1f} {y + size * b:.1f}" for a, b in corners) + "z"


@lru_cache(maxsize=64)
def _land(view: View) -> str:
    return "".join(_drawn(_line(ring, view)) for rings in outlines().values() for ring in rings if _meets(ring, view))


def _meets(ring: Iterable[tuple[float, float]], view: View) -> bool:
    xs, ys = zip(*ring, strict=True)
    return bool(max(xs) >= view.west and min(xs) <= view.east and max(ys) >= view.south and min(ys) <= view.north)


def _line(ring: Ring, view: View) -> Line:
    """A closed line on the drawing, without points that are too near to be seen apart or far outside."""
    kept: list[tuple[float, float]] = []
    for longitude, latitude in ring:
        x, y = view.at(longitude, latitude)
        x, y = min(max(x, -_BEYOND), WIDTH + _BEYOND), min(max(y, -_BEYOND), view.height + _BEYOND)
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _GRAIN:
            kept.append((x, y))
    return kept


def _drawn(line: Line) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line) + "z"
