"""Network: windows, ties, blocs, comparison, pairs, and the graph of them."""

import itertools
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import httpx
import lxml.html
import pytest
from bench.network import Plan, simulated
from lxml.html import HtmlElement
from tests.network.deeds import contribution
from tests.web.conftest import serving

from foedus.brief.evidence import Evidence
from foedus.model.choice import Choice
from foedus.model.network import Bloc, Grain, Window
from foedus.network.ties import Ties
from foedus.web import relations
from foedus.web.circle import circle
from foedus.web.settings import Settings

T = TypeVar("T")
PLAN = Plan(findings=1600, states=12, movers=2)


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages wait until all is worked out."""
    monkeypatch.setattr(relations, "PATIENCE_SECONDS", 60)


@pytest.fixture
def divided_world(demo_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    """A workbench over simulated findings with blocs in them."""
    evidence = Evidence(findings=tuple(simulated(PLAN)), claims={}, documents={})
    monkeypatch.setattr(relations, "answering", lambda _ledger, _choice: evidence)
    with serving(Settings(place=str(demo_ledger), port=0)) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


def page(client: httpx.Client, address: str) -> HtmlElement:
    """A page that is there."""
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return lxml.html.fromstring(answer.text)


def told(element: HtmlElement, path: str) -> str:
    """The text at a path, blanks made one."""
    return " ".join(" ".join(found.text_content() for found in element.xpath(path)).split())


def window(*blocs: tuple[str, ...]) -> Window:
    """A window with these blocs, labelled from A."""
    made = tuple(Bloc(label=label, members=members) for label, members in zip("ABC", blocs, strict=False))
    day = contribution("1", "A", "B", 1.0).day
    return Window(start=day, end=day, findings=20, states=4, blocs=made, stability=1.0, support=1.0)


def test_the_strongest_tie_stands_first(client: httpx.Client) -> None:
    """With what binds and parts, and each tie leads to its page."""
    shown = page(client, "/network")
    ties = [float(told(row, "./td[1]")) for row in shown.xpath("//section[@aria-labelledby='ties']//table[@data-rows]/tbody/tr")]
    assert ties == sorted(ties, key=abs, reverse=True)
    assert "North Korea and Russia" in told(shown, "//section[@aria-labelledby='ties']//table[@data-rows]//a")
    link = shown.xpath("//a[starts-with(@href, '/network/PRK/RUS')]/@href")[0]
    assert told(page(client, link), "//h1") == "North Korea and Russia"


def test_a_thin_window_says_why(client: httpx.Client) -> None:
    """And gives no bloc and no measure."""
    shown = page(client, "/network")
    assert "at least 20 are needed" in told(shown, "//p[@class='lead']")
    assert "at least 20 are needed" in told(shown, "//section[@aria-labelledby='blocs']")
    assert not shown.xpath("//span[contains(@class, 'letter-mark')]")
    assert "too thin" in told(page(client, "/network/windows"), "//table[@data-rows]")


def test_the_filter_chooses_what_ties_are_made_of(client: httpx.Client) -> None:
    """Links keep it; where nothing is left the page says so."""
    rows = page(client, "/network?actor=GRC").xpath("//section[@aria-labelledby='ties']//table[@data-rows]/tbody/tr")
    assert len(rows) >= 2
    assert all("Greece" in told(row, "./th") and "actor=GRC" in row.xpath(".//a/@href")[0] for row in rows)
    assert "left by the filter" in told(page(client, "/network?q=nowhereatall"), "//main")


def test_the_slider_leads_to_an_address_that_stays(client: httpx.Client) -> None:
    """By the window's first day, not its number; beyond the ends it stops."""
    first, beyond = (client.get("/network", params={"grain": "month", "at": at, "q": "russia"}) for at in (1, 9999))
    assert first.status_code == beyond.status_code == 303
    assert first.headers["location"] != beyond.headers["location"]
    assert "window=" in first.headers["location"]
    assert "q=russia" in first.headers["location"]
    shown = page(client, beyond.headers["location"])
    assert shown.xpath("//input[@name='at']/@value") == shown.xpath("//input[@name='at']/@max")
    assert shown.xpath("//a[@rel='prev']")
    assert not shown.xpath("//form//a[@rel='next']")


@pytest.mark.parametrize(
    ("start", "labels"),
    [("2025-01-01", ["2025-01", "2025 Q1", "2025 H1", "2025"]), ("2025-10-01", ["2025-10", "2025 Q4", "2025 H2", "2025"])],
)
def test_windows_have_names(start: str, labels: list[str]) -> None:
    """As one says them."""
    day = contribution("1", "A", "B", 1.0, start).day
    one = Window(start=day, end=day, findings=0, states=0)
    assert [relations.label(one, grain) for grain in Grain] == labels


def test_blocs_are_drawn_and_listed(divided_world: httpx.Client) -> None:
    """Every member stands in the graph with its bloc's letter; the table of pairs holds what the graph does."""
    shown = page(divided_world, "/network")
    letters = shown.xpath("//svg//*[@class='letter']/text()")
    listed = shown.xpath("//h3/span[contains(@class, 'letter-mark')]/text()")
    assert len(listed) >= 2
    assert set(letters) == set(listed)
    edges = {href.split("?")[0] for href in shown.xpath("//a[@class='edge']/@href")}
    twin = {href.split("?")[0] for href in shown.xpath("//table[@class='matrix']//a/@href")}
    assert edges
    assert edges <= twin
    assert "stable over seeds" in told(shown, "//p[@class='lead']")
    assert len(shown.xpath("//div[@class='panels']/figure")) == 4
    assert all(low <= value <= high for low, value, high in _intervals(shown))


def _intervals(shown: HtmlElement) -> list[tuple[float, float, float]]:
    """Top, value and bottom of each interval in the drawings of measures."""
    bars = shown.xpath("//div[@class='panels']//line[@class='interval']")
    marks = shown.xpath("//div[@class='panels']//circle")
    assert len(bars) == len(marks) > 4
    return [(float(bar.get("y2")), float(mark.get("cy")), float(bar.get("y1"))) for bar, mark in zip(bars, marks, strict=True)]


def test_two_windows_stand_side_by_side(divided_world: httpx.Client) -> None:
    """The ties that changed most stand there, the largest change first; a window is not held against itself."""
    shown = page(divided_world, "/network?window=2025-10-01&against=2025-01-01")
    changes = [float(told(row, "./td[1]")) for row in shown.xpath("//section[@id='compared']//table[@data-rows]/tbody/tr")]
    assert len(changes) == relations.CHANGES_SHOWN
    assert changes == sorted(changes, key=abs, reverse=True)
    first = [float(told(cell, ".")) for cell in shown.xpath("//section[@id='compared']//table[@data-rows]/tbody/tr[1]/td")]
    assert first[0] == pytest.approx(first[2] - first[1], abs=0.02)
    assert not page(divided_world, "/network?window=2025-10-01&against=2025-11-01").xpath("//section[@id='compared']")


def test_members_join_leave_and_stay() -> None:
    """By the bloc's label; a bloc that one window does not have has nobody in it there, and thin windows tell nothing."""
    ties, day = Ties([contribution("1", "CHN", "RUS", 4.0)]), contribution("1", "A", "B", 1.0).day
    one, other = window(("CHN", "RUS", "BLR"), ("JPN", "USA")), window(("CHN", "RUS"), ("BLR", "USA", "JPN"), ("BRA", "ARG"))
    found = relations.compared(ties, one, other, day)
    assert [(bloc.label, bloc.joined, bloc.left, bloc.stayed) for bloc in found.blocs] == [
        ("A", ("BLR",), (), ("CHN", "RUS")),
        ("B", (), ("BLR",), ("JPN", "USA")),
        ("C", (), ("ARG", "BRA"), ()),
    ]
    thin = Window(start=day, end=day, findings=1, states=2, thin="too few")
    assert relations.compared(ties, one, thin, day).blocs == ()


def test_all_windows_stand_in_a_table(divided_world: httpx.Client) -> None:
    """With blocs, scores and measures, the latest first, and the movers below."""
    shown = page(divided_world, "/network/windows")
    assert [told(row, "./th") for row in shown.xpath("//table[@data-rows]/tbody/tr")] == ["2025 Q4", "2025 Q3", "2025 Q2", "2025 Q1"]
    assert "moved from bloc" in told(shown, "//main//ul[last()]")


def test_ties_are_paged(divided_world: httpx.Client) -> None:
    """Fifty a page; the pages together are all ties."""
    first, second = (page(divided_world, f"/network?page={number}") for number in (1, 2))
    rows = [shown.xpath("//section[@aria-labelledby='ties']//table[@data-rows]/tbody/tr") for shown in (first, second)]
    assert [len(found) for found in rows] == [50, 16]
    assert "66 ties" in told(first, "//section[@aria-labelledby='ties']//caption")


def test_a_page_is_quick_once_it_is_worked_out(divided_world: httpx.Client) -> None:
    """What is the same for each request is worked out once for a state of the ledger."""
    divided_world.get("/network")
    begun = time.monotonic()
    assert divided_world.get("/network?window=2025-04-01").status_code == 200
    assert time.monotonic() - begun < 2


def test_a_page_need_not_wait_for_blocs(divided_world: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ties are there at once; what takes longer is said to come, comes in the background, and is there later."""
    monkeypatch.setattr(relations, "PATIENCE_SECONDS", 0)
    address = "/network?grain=month&window=2025-05-01&against=2025-02-01"
    first = page(divided_world, address)
    assert first.xpath("//section[@aria-labelledby='ties']//tbody/tr")
    assert "being worked out" in told(first, "//p[@data-waiting]")
    assert not first.xpath("//h3/span[contains(@class, 'letter-mark')]")
    assert "being worked out" in told(page(divided_world, "/network/windows?grain=month"), "//table")
    monkeypatch.setattr(relations, "PATIENCE_SECONDS", 60)
    later = page(divided_world, address)
    assert not later.xpath("//p[@data-waiting]")
    assert later.xpath("//h3/span[contains(@class, 'letter-mark')]")


def test_a_pair_opens_to_its_findings(client: httpx.Client) -> None:
    """Each with factors whose product are its points, a way to its claims, and a drawing without styles."""
    shown = page(client, "/network/PRK/RUS")
    rows = shown.xpath("//table[@data-rows]/tbody/tr")
    assert rows
    for row in rows:
        factors, _, points = told(row, "./td[last()]").removesuffix(" then").partition(" = ")
        product = 1.0
        for factor in factors.split(" × "):
            product *= float(factor.split()[-1])
        assert product == pytest.approx(float(points), rel=0.05)
        assert row.xpath(".//a[starts-with(@href, '/claims?q=f-')]")
    assert shown.xpath("//figure//*[local-name()='svg']/@aria-label") == ["The tie between North Korea and Russia over time"]
    assert not shown.xpath("//@style")
    assert not shown.xpath("//*[local-name()='style']")
    assert "Comprehensive Strategic Partnership" in told(shown, "//main")


def test_a_pair_without_ties_is_not_found(client: httpx.Client) -> None:
    """Neither one that nothing ties nor a state and itself; what the address says is escaped."""
    assert client.get("/network/BRA/ARG").status_code == 404
    assert client.get("/network/PRK/PRK").status_code == 404
    answer = client.get("/network/%3Cscript%3E/RUS")
    assert answer.status_code == 404
    assert "<script>" not in answer.text


def test_the_same_ties_make_the_same_circle() -> None:
    """Blocs stand together, those in none last; what parts is told from what binds."""
    made = [contribution("1", "CHN", "RUS", 4.0), contribution("2", "RUS", "USA", -6.0), contribution("3", "JPN", "USA", 2.0)]
    ties = Ties(made).all_on(made[0].day)
    drawn = circle(ties, window(("CHN", "RUS"), ("JPN", "USA")))
    assert drawn == circle(ties[::-1], window(("CHN", "RUS"), ("JPN", "USA")))
    assert [node.bloc for node in drawn.nodes] == ["A", "A", "B", "B"]
    assert {(edge.tie.a, edge.tie.b): edge.binds for edge in drawn.edges} == {
        ("CHN", "RUS"): True,
        ("RUS", "USA"): False,
        ("JPN", "USA"): True,
    }
    widths = {edge.tie.a: edge.width for edge in drawn.edges}
    assert widths["RUS"] > widths["CHN"] > widths["JPN"]
    assert len({(node.x, node.y) for node in drawn.nodes}) == 4


def test_a_crowded_circle_says_what_it_leaves_out() -> None:
    """The strongest are drawn, the rest are counted."""
    states = [f"S{number:02}" for number in range(20)]
    made = [contribution(f"{a}{b}", a, b, 1.0 + k) for k, (a, b) in enumerate(itertools.pairwise(states))]
    drawn = circle(Ties(made).all_on(made[0].day), None, most_states=6, most_ties=3)
    assert len(drawn.nodes) == 6
    assert len(drawn.edges) == 3
    assert (drawn.states_left_out, drawn.ties_left_out) == (14, 16)
    assert {node.code for node in drawn.nodes} == set(states[13:19])


def test_what_lies_far_back_makes_no_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor a drawing of centuries; a tie of a day is drawn over a quarter of a year."""
    ties = Ties([contribution("1", "PRK", "RUS", 4.0, "1905-09-05"), contribution("2", "PRK", "RUS", 4.0, "2025-03-01")])
    last = contribution("1", "A", "B", 1.0, "2025-03-01").day
    first, _ = relations.plot_days(ties, ("PRK", "RUS"), last)
    assert first.year == 2015
    assert (last - relations.plot_days(Ties([]), ("PRK", "RUS"), last)[0]).days == 90
    made = relations.Relations([*ties.findings_of("PRK", "RUS")], 0)
    monkeypatch.setattr(relations, "relations", lambda _workbench, _choice: made)
    found = relations.divided(Once(), Choice(), Grain.YEAR)  # type: ignore[arg-type]  # it only works things out
    assert [window.start.year for window in found.windows] == [2025]


class Once:
    """A workbench that keeps nothing."""

    @staticmethod
    def soon_apart(_key: object, make: Callable[[], T], *, seconds: float) -> T:
        """What is made."""
        assert seconds
        return make()


@pytest.mark.parametrize(
    "address",
    [
        "/network?window=0001-01-01",
        "/network?window=9999-12-31&page=99999999999",
        "/network/PRK/RUS?day=9999-12-31",
        "/network/windows?page=-3",
        "/exposure?start=99999999999999999999999",
    ],
)
def test_addresses_beyond_all_ends_do_no_harm(client: httpx.Client, address: str) -> None:
    """The nearest there is, or an empty table."""
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/network?grain=eon", "/network?window=june", "/exposure?start=x", "/network/PRK/RUS?day=0001-01-01"])
def test_addresses_that_mean_nothing_are_refused(client: httpx.Client, address: str) -> None:
    """As a page."""
    answer = client.get(address)
    assert answer.status_code in {404, 422}
    assert told(lxml.html.fromstring(answer.text), "//p[@role='alert']")
