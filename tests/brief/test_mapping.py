"""The map of a brief: as exact as the words, and no more."""

from itertools import pairwise

import msgspec
from matplotlib.path import Path
from tests.brief.reports import claim, event, evidence, finding, name_of, place, report

from foedus.brief.evidence import Evidence
from foedus.brief.mapping import MAX_PLACES, place_map
from foedus.brief.outlines import outlines
from foedus.brief.telling import Teller
from foedus.brief.vectors import words_of
from foedus.brief.wording import Wording
from foedus.lexicon.tables import data_file, rows
from foedus.lexicon.territories import CountryRow
from foedus.model.brief import Plot
from foedus.model.mention import PlaceMention

MARK = "#d55e00"  # the colour of every mark that is a point


def told(*places: tuple[str, str, str, tuple[float, float] | None]) -> Evidence:
    """Deeds at places, from name, country, precision, and latitude and longitude."""
    documents, claims = [], []
    for k, (name, country, precision, point) in enumerate(places):
        documents.append(report(f"r{k}", f"Mali met Chad in {name}.", outlet=f"Outlet {k}"))
        mention = _mention(place(documents[-1], name, country), precision, point)
        claims.append(claim(documents[-1], "Mali", event(documents[-1], "CONSULT MLI > TCD", "met", place=mention)))
    return evidence(documents, claims, [finding([made]) for made in claims])


def _mention(mention: PlaceMention, precision: str, point: tuple[float, float] | None) -> PlaceMention:
    latitude, longitude = point or (None, None)
    return msgspec.structs.replace(mention, precision=precision, latitude=latitude, longitude=longitude)


def drawn(found: Evidence) -> Plot | None:
    """The map of all findings."""
    return place_map(Teller(found, Wording.load(name_of)), found.findings)


def test_a_country_is_an_area_and_never_a_dot() -> None:
    """Though its mention has a point, no mark of a point is drawn; its name is."""
    plot = drawn(told(("Chad", "TCD", "country", (15.45, 18.73))))
    assert plot is not None
    assert plot.twin is not None
    assert MARK not in plot.svg
    assert "#0072b2" in plot.svg
    assert "somewhere in this country" in words_of(plot.svg)
    assert plot.twin.rows[0].cells == ("“Chad”", "somewhere in this country", "Outlet 0")


def test_precision_gives_the_mark() -> None:
    """Site, settlement, province and region each have their own, named in the drawing; areas are hollow."""
    places = [
        ("Fort Alpha", "TCD", "site", (12.0, 15.0)),
        ("Betaville", "TCD", "settlement", (13.0, 18.0)),
        ("Gamma", "TCD", "province", (15.0, 20.0)),
        ("Delta Sea", "TCD", "region", (10.0, 17.0)),
    ]
    plot = drawn(told(*places))
    assert plot is not None
    assert plot.twin is not None
    assert [row.cells[1] for row in plot.twin.rows] == [
        "site",
        "settlement",
        "somewhere in this province",
        "somewhere in this region or water",
    ]
    shown = words_of(plot.svg)
    for name, *_ in places:
        assert name in shown
    for row in plot.twin.rows:
        assert row.cells[1] in shown
    assert f"fill: none; stroke: {MARK}" in plot.svg
    exact = drawn(told(*places[:2]))
    assert exact is not None
    assert f"fill: none; stroke: {MARK}" not in exact.svg


def test_what_the_words_do_not_place_is_named_below() -> None:
    """A container's point is not the place's; a name without a point has none."""
    plot = drawn(
        told(
            ("Betaville", "TCD", "settlement", (13.0, 18.0)),
            ("the plant", "TCD", "container", (12.0, 15.0)),
            ("Nowhere", "", "unresolved", None),
        )
    )
    assert plot is not None
    assert plot.twin is not None
    assert "not on the map, since the words do not place them: “the plant” and “Nowhere”." in plot.caption.text
    assert len(plot.caption.citations) == 3
    assert len(plot.twin.rows) == 1
    assert "the plant" not in words_of(plot.svg).replace(plot.caption.text, "")


def test_nothing_to_place_makes_no_map() -> None:
    """Neither without places nor with places that cannot be drawn."""
    assert drawn(told(("Nowhere", "", "unresolved", None), ("the plant", "TCD", "container", (12.0, 15.0)))) is None
    assert drawn(told()) is None


def test_labels_never_lie_over_each_other() -> None:
    """Of many places at one spot only those are named for which there is room; all are in the rows."""
    crowd = [(f"Settlement number {k}", "TCD", "settlement", (13.0 + k / 30, 18.0)) for k in range(MAX_PLACES + 4)]
    plot = drawn(told(*crowd))
    assert plot is not None
    assert plot.twin is not None
    assert len(plot.twin.rows) == MAX_PLACES
    named = [name for name, *_ in crowd if name in words_of(plot.svg)]
    assert 3 <= len(named) < MAX_PLACES


def test_the_map_is_the_same_for_the_same_places_and_small() -> None:
    """Byte for byte; a map of a continent is no burden."""
    found = told(("Betaville", "TCD", "settlement", (13.0, 18.0)), ("Far", "KOR", "settlement", (37.0, 127.0)))
    one, other = drawn(found), drawn(found)
    assert one is not None
    assert one == other
    assert len(one.svg) < 250_000


def test_outlines_are_closed_and_known() -> None:
    """Each line ends where it begins, lies on the globe, and belongs to a country of our table."""
    known = {row.country for row in rows(data_file("places/countries.tsv"), CountryRow)} | {""}
    assert set(outlines()) <= known
    assert {"PRK", "RUS", "KOS", "CYP", "SOM", "TCD", "VAT"} <= set(outlines())
    for country, rings in outlines().items():
        for ring in rings:
            assert ring[0] == ring[-1], country
            assert len(ring) > 3, country
            assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring), country


def test_a_country_lies_where_it_is() -> None:
    """Its largest part is around its middle: a swap of axes or signs would show."""
    (west, east), (south, north) = ((min(axis), max(axis)) for axis in zip(*outlines()["TCD"][0], strict=True))
    assert all(abs(found - degrees) < 0.2 for found, degrees in zip((west, east, south, north), (13.47, 24.0, 7.44, 23.45), strict=True))


def test_no_line_crosses_the_map() -> None:
    """Countries on both sides of the 180th meridian are cut there; only along the pole is a line that long."""
    for country, rings in outlines().items():
        for ring in rings:
            assert all(abs(x - to_x) < 90 or y == to_y == -90 for (x, y), (to_x, to_y) in pairwise(ring)), country


def test_crimea_is_drawn_with_ukraine() -> None:
    """Not with whoever holds it."""
    holding = {country for country, rings in outlines().items() if any(Path(ring).contains_point((34.3, 45.2)) for ring in rings)}
    assert holding == {"UKR"}
