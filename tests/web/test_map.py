"""Map and timeline: places by how exact they are, months as bars."""

import math
from itertools import pairwise

import httpx
import lxml.html
import pytest
from lxml.html import HtmlElement

from foedus.brief.outlines import outlines
from foedus.desk.judging import Saying, judge
from foedus.desk.places import Place, places_in
from foedus.model.choice import Choice
from foedus.model.judgement import Verdict
from foedus.model.record import FindingId
from foedus.store import Ledger
from foedus.web.filters import filtered
from foedus.web.histogram import closer, histogram
from foedus.web.mapping import REGIONS, map_of, view_of


def _page(answer: httpx.Response) -> HtmlElement:
    assert answer.status_code == 200, answer.text[:500]
    return lxml.html.fromstring(answer.text)


def _place(precision: str, at: tuple[float, float] | None = None, country: str = "MLI", findings: int = 1, words: str = "Here") -> Place:
    """A place; `at` is longitude and latitude."""
    longitude, latitude = at or (None, None)
    return Place(
        key=f"p-{words}-{precision}-{country}", words=(words,), country=country, precision=precision, latitude=latitude,
        longitude=longitude, findings=tuple(FindingId(f"f-{i}") for i in range(findings)),
    )  # fmt: skip


def test_the_map_has_a_mark_and_a_row_for_each_place(client: httpx.Client) -> None:
    """Sites, settlements and provinces have shapes of their own; what is not placed is in the rows alone."""
    page = _page(client.get("/map"))
    marks = page.xpath("//svg[@class='map']//a[contains(@class, 'spot')]")
    rows = page.xpath("//section[@aria-labelledby='rows']//tbody/tr")
    assert {mark.get("class").split()[1] for mark in marks} == {"spot-site", "spot-settlement", "spot-province"}
    assert len(marks) == sum(row.xpath("string(td[4])")[:1].isdigit() for row in rows)
    plant = next(row for row in rows if "armoured-vehicle plant" in row.text_content())
    assert "not placed in it" in plant.text_content()
    assert not page.xpath("//@style | //style | //script[not(@src)]")


def test_a_place_opens_to_its_findings(client: httpx.Client) -> None:
    """Which lead to their stories, the filter kept."""
    page = _page(client.get("/map?actor=PRK"))
    link = page.xpath("string(//svg[@class='map']//a[contains(@class, 'spot-site')]/@href)")
    opened = _page(client.get(f"/map{link}"))
    (finding,) = opened.xpath("//section[@id='place']//a[@data-open]")
    assert "actor=PRK" in finding.get("href")
    assert "North Korea" in finding.text_content()
    assert client.get(finding.get("href")).status_code == 200
    assert not _page(client.get("/map?place=p-unknown")).xpath("//section[@id='place']/div")


def test_the_bars_set_the_days(client: httpx.Client) -> None:
    """A bar leads to the findings that touch its days; the bars of other days stay to be chosen."""
    page = _page(client.get("/map"))
    bars = page.xpath("//svg[@class='bars']//a[contains(@class, 'bar')]")
    link = next(bar.get("href") for bar in bars if bar.xpath("string(title)").startswith("2024:"))
    chosen = _page(client.get(f"/map{link}"))
    assert chosen.xpath("string(//input[@name='since']/@value)") == "2024-01-01"
    assert len(chosen.xpath("(//svg[@class='bars'])[1]//a")) == len(bars)
    assert [bar.xpath("string(title)")[:4] for bar in chosen.xpath("(//svg[@class='bars'])[1]//a[contains(@class, 'chosen')]")] == ["2024"]
    assert len(chosen.xpath("//svg[@class='bars']")) == 2
    assert len(chosen.xpath("//section[@aria-labelledby='rows']//tbody/tr")) < len(
        page.xpath("//section[@aria-labelledby='rows']//tbody/tr")
    )


@pytest.mark.parametrize(
    "view", ["world", "East Asia", "10,20,30,40", "nan,0,1,2", "9,9,1,1", "<script>", "1e9,0,2e9,1", "-540,-90,540,90"]
)
def test_any_view_gives_a_map(client: httpx.Client, view: str) -> None:
    """One that is none fits all places; nothing of it becomes markup."""
    page = _page(client.get("/map", params={"view": view}))
    assert page.xpath("//svg[@class='map']/path/@d")
    assert not page.xpath("//script[not(@src)]")


def test_an_empty_choice_says_so(client: httpx.Client) -> None:
    """And the world is shown."""
    text = client.get("/map?q=nothingofthekind").text
    assert "No claim of the findings that are meant names a place" in text
    assert "No finding that is meant has a day" in text


def test_a_country_is_drawn_as_an_area() -> None:
    """Never as a dot; one without an outline is drawn nowhere."""
    places = [_place("country"), _place("country", country="XXX"), _place("settlement", (-8.0, 12.65))]
    shown = map_of(places, view_of("fitted", places))
    assert [area.place.country for area in shown.areas] == ["MLI"]
    assert [spot.shape for spot in shown.spots] == ["settlement"]
    assert (shown.outside, shown.undrawn) == (0, 1)


@pytest.mark.parametrize(("region", "country", "west", "east"), [
    ("world", "RUS", 30, 150), ("Europe", "RUS", 28, 46), ("East Asia", "RUS", 95, 150),
    ("Middle East", "EGY", 25, 35), ("world", "FJI", 176, 182),
])  # fmt: skip
def test_the_name_of_a_country_stands_on_its_ground(region: str, country: str, west: float, east: float) -> None:
    """In the part of the world that is shown, also where the country has a part on the other side of the 180th meridian."""
    view = view_of(region, ())
    (area,) = map_of([_place("country", country=country, words="I")], view).areas
    assert view.at(west, 0)[0] <= area.x <= view.at(east, 0)[0]
    assert 0 <= area.y <= view.height


def test_no_name_stands_on_a_neighbour() -> None:
    """Russia's does not stand in Kazakhstan, of which more is in sight."""
    view = view_of("Central Asia", ())
    (area,) = map_of([_place("country", country="RUS", words="I")], view).areas
    assert not area.is_labelled or area.y < view.at(0, 50.5)[1] or area.x < view.at(50, 0)[0]


def test_the_fitted_view_holds_every_place() -> None:
    """In the shape of the drawing, however far apart they are."""
    for points in ([(-8.0, 12.0)], [(-150.0, 60.0), (170.0, -40.0)], [(30.0, -33.0), (30.0, 70.0)]):
        places = [_place("site", point, words=str(point)) for point in points]
        view = view_of("fitted", places)
        assert all(view.holds(*point) for point in points)
        assert len(map_of(places, view).spots) == len(points)


@pytest.mark.parametrize("region", [*REGIONS, "world"])
def test_every_region_is_a_map_of_usual_size(region: str) -> None:
    """Neither a strip nor a tower, inside the world."""
    view = view_of(region, ())
    assert 250 < view.height < 700
    assert -180 <= view.west < view.east <= 180
    again = view_of(view.moved(0, 0, 0.5), ())
    assert math.isclose(again.east - again.west, (view.east - view.west) / 2, rel_tol=0.05)
    assert filtered({}).query(view=view.address())


def test_land_across_the_180th_meridian_is_in_one_piece() -> None:
    """No line of the drawing runs across all of the world."""
    world = view_of("world", ())
    shown = map_of((), world)
    for ring in shown.land.split("z"):
        xs = [float(point.split()[0]) for point in ring.lstrip("M").split("L") if point]
        assert all(abs(a - b) < 400 for a, b in pairwise(xs))
    assert "FJI" in outlines()


def test_marks_grow_with_findings_and_names_do_not_meet() -> None:
    """The most exact marks are drawn last."""
    places = [
        _place("site", (10.0, 10.0), findings=9, words="A"),
        _place("province", (10.0, 10.0), words="B"),
        _place("site", (40.0, 10.0)),
    ]
    spots = map_of(places, view_of("fitted", places)).spots
    assert [spot.shape for spot in spots] == ["province", "site", "site"]
    sizes = {spot.label: spot.size for spot in spots}
    assert sizes["A"] > sizes["B"]
    crowd = [_place("site", (10.0 + i / 1000, 10.0), words=f"A crowded place {i}") for i in range(20)]
    assert sum(spot.is_labelled for spot in map_of([*crowd, places[2]], view_of("fitted", places)).spots) < 5


def test_bars_are_as_fine_as_there_is_room_for() -> None:
    """Months, years or decades; each with its first and last day."""
    assert [(bar.label, bar.since, bar.until) for bar in histogram({"2024-02": 1}, Choice()).bars] == [
        ("2024-02", "2024-02-01", "2024-02-29")
    ]
    years = histogram({"1950-05": 1, "2024-02": 3}, Choice())
    assert (years.unit, len(years.bars), years.most) == ("year", 75, 3)
    decades = histogram({"1648-10": 1, "2024-02": 3, "": 2}, Choice())
    assert (decades.unit, decades.bars[0].label, decades.bars[0].until, decades.undated) == ("decade", "1640s", "1649-12-31", 2)
    assert histogram({"9999-12": 1}, Choice()).bars[0].until == "9999-12-31"
    assert histogram({}, Choice()).bars == ()


def test_chosen_days_are_shown_more_finely() -> None:
    """Where that shows more."""
    counts = {"1950-05": 1, "2024-02": 3, "2024-04": 1}
    chosen = filtered({"since": "2024-01-01", "until": "2024-12-31"}).choice
    found = closer(counts, chosen)
    assert found is not None
    assert [bar.count for bar in found.bars] == [3, 0, 1]
    assert closer(counts, Choice()) is None
    assert closer({"2024-02": 3, "2024-04": 1}, chosen) is None


def test_a_place_that_a_person_stated_is_on_the_map(place: str) -> None:
    """In place of the report's; one that was struck out is not."""
    with Ledger.open(place) as ledger:
        first = next(claim for claim in ledger.claims() if claim.event.place and claim.event.place.text == "Burgas")
        second = next(claim for claim in ledger.claims() if claim.event.place and claim.event.place.text == "Douala")
        third = next(claim for claim in ledger.claims() if claim.event.place is None)
        for claim, value in ((first, "Sofia"), (second, ""), (third, "Dakar")):
            judge(ledger, Verdict.CORRECT, [claim.id], Saying(slot="place", value=value, who="Ann", why="as the map has it"))
        words = {one for found in places_in(ledger, []).places for one in found.words}
    assert {"Sofia", "Dakar"} <= words
    assert not {"Burgas", "Douala"} & words
