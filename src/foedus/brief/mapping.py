"""A small map of the places that the claims name, each drawn as exactly as the words are, and no more exactly."""

import re
from collections.abc import Iterator, Sequence
from math import cos, radians
from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from foedus.brief import captions
from foedus.brief.outlines import Ring, outlines
from foedus.brief.telling import Teller
from foedus.brief.wording import joined, quoted
from foedus.drawing import INK, empty, styled, to_svg, unfussy
from foedus.model.brief import Plot, Row, Statement, Table
from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.mention import PlaceMention
from foedus.model.record import Record

MAX_PLACES = 24
_CITED = 4
_MAX_UNPLACED = 4
_COUNTRY = "country"
_BLUE, _RED = "#0072b2", "#d55e00"
_INK, _SHADE = to_rgb(INK), (*to_rgb(_BLUE), 0.22)
# Shape, size and whether filled; a country is an area and has no mark.
_MARKS = {
    "site": ("D", 42, True),
    "settlement": ("o", 36, True),
    "province": ("s", 90, False),
    "region": ("h", 110, False),
}
_GRAINS = 500  # what is finer than this part of the map's width is not drawn
_HEIGHT_INCHES = 3.9
_RATIO = 1.9  # width to height of the map proper
_MARGIN = 0.18
# as much as shows by its coasts and borders where in the world it is
_SMALLEST_DEGREES = 24.0
_MOST_NORTH = 84.0
# Where a label may stand, in points from its mark, the best place first; the far ones get a thin line.
_NEAR = ((7, 0), (-7, 0), (0, 9), (0, -9), (7, 9), (7, -9), (-7, 9), (-7, -9))
_FAR = tuple((x * k, y * k) for k in (3, 5) for x, y in _NEAR)

Extent = tuple[float, float, float, float]


class _Place(Record, frozen=True, kw_only=True):
    """A place with the claims that name it."""

    mention: PlaceMention
    finding: Finding
    claims: tuple[Claim, ...]

    @property
    def is_country(self) -> bool:
        return self.mention.precision == _COUNTRY

    @property
    def point(self) -> tuple[float, float]:
        """Longitude and latitude."""
        return self.mention.longitude or 0.0, self.mention.latitude or 0.0


def place_map(teller: Teller, findings: Sequence[Finding]) -> Plot | None:
    """Where the deeds of findings are reported to take place, by how exactly the words say so.

    Args:
        teller: Words and cites.
        findings: The findings, the main one first; the first `MAX_PLACES` places are drawn.

    Returns:
        None if no place has a point or an outline.
    """
    named = _named(teller, findings)
    places = [place for place in named if _is_drawn(place.mention)][:MAX_PLACES]
    if not places:
        return None
    unplaced = [place for place in named if not _is_drawn(place.mention)][:_MAX_UNPLACED]
    rows = tuple(_row(teller, place) for place in places)
    twin = Table(caption="The places of the map in rows", columns=captions.MAP_COLUMNS, rows=rows)
    caption = _caption(teller, places, unplaced)
    return Plot(key="map", caption=caption, svg=_svg(places, caption.text), twin=twin)


def _named(teller: Teller, findings: Sequence[Finding]) -> list[_Place]:
    """Each place once, with the first finding that names it and all claims of that finding that do."""
    found: dict[tuple[object, ...], _Place] = {}
    for finding in findings:
        for claim in teller.evidence.standing(finding):
            mention = claim.event.place
            if mention is None or claim.name in finding.echoes:
                continue
            known = found.setdefault(_identity(mention), _Place(mention=mention, finding=finding, claims=()))
            if known.finding == finding:
                found[_identity(mention)] = _Place(mention=known.mention, finding=finding, claims=(*known.claims, claim))
    return list(found.values())


def _identity(mention: PlaceMention) -> tuple[object, ...]:
    if mention.precision == _COUNTRY:
        return _COUNTRY, mention.country
    if mention.latitude is None or mention.longitude is None:
        return mention.precision, mention.text
    return mention.precision, round(mention.latitude, 2), round(mention.longitude, 2)


def _is_drawn(mention: PlaceMention) -> bool:
    if mention.precision == _COUNTRY:
        return mention.country in outlines()
    return mention.precision in _MARKS and mention.latitude is not None and mention.longitude is not None


def _row(teller: Teller, place: _Place) -> Row:
    tellers = {teller.teller(claim): claim for claim in reversed(place.claims)}
    stated = teller.stated("", [tellers[name] for name in sorted(tellers)], place.finding, "mark")
    cells = (_words(place.mention), captions.MEANING[place.mention.precision], joined(sorted(tellers)))
    return Row(cells=cells, citations=stated.citations, findings=stated.findings, label=stated.label, kind="mark")


def _words(mention: PlaceMention) -> str:
    """The name as the report has it; a person's correction is no quotation."""
    return quoted(mention.text) if mention.start >= 0 else mention.text


def _caption(teller: Teller, places: Sequence[_Place], unplaced: Sequence[_Place]) -> Statement:
    text = captions.map_of([_words(place.mention) for place in unplaced])
    claims = [place.claims[0] for place in (*places[:_CITED], *unplaced)]
    findings = tuple(dict.fromkeys(place.finding.id for place in (*places, *unplaced)))
    label = captions.gravest(teller.stated("", [], place.finding).label for place in (*places, *unplaced))
    return Statement(text=text, citations=teller.citer.cite(claims), findings=findings, label=label, kind="caption")


def _svg(places: Sequence[_Place], title: str) -> str:
    with styled(), unfussy():
        figure, axes = empty(_HEIGHT_INCHES)
        extent = _extent(places)
        _land(axes, extent, {place.mention.country for place in places if place.is_country})
        west, east, south, north = extent
        axes.set_xlim(west, east)
        axes.set_ylim(south, north)
        axes.set_aspect(1 / cos(radians((south + north) / 2)))
        axes.set_xticks([])
        axes.set_yticks([])
        for spine in axes.spines.values():
            spine.set(visible=True, linewidth=0.5, alpha=0.4)
        _marks(axes, places)
        handles = axes.get_legend_handles_labels()
        figure.legend(*handles, loc="outside lower center", ncols=3, frameon=False, fontsize=8)
        figure.draw_without_rendering()
        _labels(axes, places)
        return _rounded(to_svg(figure, title))


def _rounded(svg: str) -> str:
    """The drawing with lines to a tenth of a point, a third of the size."""
    return re.sub(r' d="[^"]*"', lambda path: re.sub(r"\d+\.\d+", lambda number: f"{float(number[0]):.1f}", path[0]), svg)


def _extent(places: Sequence[_Place]) -> Extent:
    """West, east, south and north of a map that holds all places with a margin, in the shape of the drawing."""
    points = [point for place in places for point in (_largest(place) if place.is_country else (place.point,))]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    centre_x, centre_y = (west + east) / 2, (south + north) / 2
    squeeze = cos(radians(centre_y))
    across = max(east - west, _SMALLEST_DEGREES) * (1 + 2 * _MARGIN)
    up = max(north - south, _SMALLEST_DEGREES) * (1 + 2 * _MARGIN)
    across, up = max(across, up * _RATIO / squeeze), max(up, across * squeeze / _RATIO)
    across = min(across, 360.0)
    return centre_x - across / 2, centre_x + across / 2, max(centre_y - up / 2, -_MOST_NORTH), min(centre_y + up / 2, _MOST_NORTH)


def _largest(place: _Place) -> Ring:
    return outlines()[place.mention.country or ""][0]


def _land(axes: Axes, extent: Extent, shaded: set[str | None]) -> None:
    """All countries that the map shows a part of, those that are places themselves shaded and outlined."""
    shown = {country: [_coarse(ring, extent) for ring in rings if _meets(ring, extent)] for country, rings in outlines().items()}
    plain = [ring for rings in shown.values() for ring in rings]
    axes.add_artist(_patch(plain, facecolor=(*_INK, 0.1), edgecolor=(*_INK, 0.45), linewidth=0.35))
    chosen = [ring for country in sorted(filter(None, shaded)) for ring in shown.get(country, ())]
    if chosen:
        axes.add_artist(_patch(chosen, facecolor=_SHADE, edgecolor=_BLUE, linewidth=1.1, label=captions.MEANING[_COUNTRY]))


def _patch(rings: Sequence[Ring], **looks: Any) -> PathPatch:
    """Areas as one shape."""
    path = Path.make_compound_path(*(Path(ring, closed=True) for ring in rings)) if rings else Path([(0, 0)])
    return PathPatch(path, **looks)


def _coarse(ring: Ring, extent: Extent) -> Ring:
    """A line without the points that the drawing is too small or too narrow to show."""
    west, east, south, north = extent
    grain, beyond = (east - west) / _GRAINS, (east - west) / 4
    kept: list[tuple[float, float]] = []
    for x, y in ring:
        point = (min(max(x, west - beyond), east + beyond), min(max(y, south - beyond), north + beyond))
        if not kept or abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= grain:
            kept.append(point)
    return (*kept, kept[0])


def _meets(ring: Ring, extent: Extent) -> bool:
    west, east, south, north = extent
    xs, ys = zip(*ring, strict=True)
    return bool(max(xs) >= west and min(xs) <= east and max(ys) >= south and min(ys) <= north)


def _marks(axes: Axes, places: Sequence[_Place]) -> None:
    for precision, (shape, size, is_filled) in _MARKS.items():
        points = [place.point for place in places if place.mention.precision == precision]
        if points:
            face = _RED if is_filled else "none"
            xs, ys = zip(*points, strict=True)
            axes.scatter(
                xs, ys, s=size, marker=shape, facecolors=face, edgecolors=_RED, linewidths=1.3, zorder=4, label=captions.MEANING[precision]
            )


def _labels(axes: Axes, places: Sequence[_Place]) -> None:
    """Names beside their marks, none over another, none over a mark; what finds no room is in the rows below alone."""
    taken = [_around(axes, place.point) for place in places if not place.is_country]
    frame = axes.get_window_extent()
    for place in sorted(places, key=lambda place: place.is_country):
        for note in _attempts(axes, place):
            box = note.get_window_extent()
            if _holds(frame, box) and not any(box.overlaps(other) for other in taken):
                taken.append(box)
                break
            note.remove()


def _holds(frame: Bbox, box: Bbox) -> bool:
    return bool(frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1)


def _around(axes: Axes, point: tuple[float, float]) -> Bbox:
    x, y = axes.transData.transform(point)
    return Bbox.from_extents(x - 5, y - 5, x + 5, y + 5)


def _attempts(axes: Axes, place: _Place) -> Iterator[Annotation]:
    """The label at each place where it may stand."""
    if place.is_country:
        ring = _largest(place)
        xs, ys = zip(*ring, strict=True)
        middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
        for offset in ((0, 0), *((x * 3, y * 2) for x, y in _NEAR)):
            yield axes.annotate(
                place.mention.text, middle, offset, textcoords="offset points", ha="center", va="center", fontsize=8, style="italic"
            )
        return
    for offset in (*_NEAR, *_FAR):
        x, y = offset
        line = {"arrowstyle": "-", "color": INK, "linewidth": 0.5, "shrinkB": 4} if offset in _FAR else None
        yield axes.annotate(
            place.mention.text,
            place.point,
            offset,
            textcoords="offset points",
            ha="left" if x > 0 else "right" if x < 0 else "center",
            va="bottom" if y > 0 else "top" if y < 0 else "center",
            fontsize=8,
            arrowprops=line,
        )
