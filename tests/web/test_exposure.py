"""Exposure: what may be touched, listed names, and decisions that two people make at once."""

import itertools
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import httpx
import lxml.html
import pytest
from lxml.html import HtmlElement
from tests.screening.conftest import NOW, nobody, sites
from tests.screening.synthetic import FIRM, LISTS
from tests.web.conftest import serving

from foedus.model.desk import ExposureVerdict
from foedus.model.listing import HitVerdict
from foedus.pipeline.findings import LIST_KEYS
from foedus.screening.loading import load
from foedus.store import Ledger
from foedus.store.desk import exposure_decisions_in
from foedus.store.lists import decisions_in, keep_list
from foedus.web import exposures
from foedus.web.settings import Settings
from foedus.web.users import Role, User, digest

HOSTILE = '<script>alert("x")</script>\u202e \'" ' + "x" * 400
TOKEN = "r" * 32


def page(answer: httpx.Response, status: int = 200) -> HtmlElement:
    """A page with this status."""
    assert answer.status_code == status, answer.text
    return lxml.html.fromstring(answer.text)


def told(element: HtmlElement, path: str) -> str:
    """The text at a path, blanks made one."""
    return " ".join(" ".join(found.text_content() for found in element.xpath(path)).split())


def deal(client: httpx.Client) -> str:
    """The address of the deal between North Korea and Russia."""
    shown = page(client.get("/exposure"))
    rows = shown.xpath("//table[@data-rows]/tbody/tr[contains(., '25,000 workers')]")
    return str(rows[0].xpath(".//a[@data-open]/@href")[0]).split("?")[0]


@pytest.fixture
def desk(place: str) -> Iterator[httpx.Client]:
    """A workbench whose ledger may be changed."""
    with serving(Settings(place=place, port=0)) as address, httpx.Client(base_url=address, timeout=60) as made:
        yield made


@pytest.fixture
def screening_desk(place: str, tmp_path: Path) -> Iterator[httpx.Client]:
    """One whose ledger keeps a list."""
    loaded = load(LISTS["targets.simple.csv"](tmp_path), sites, nobody, now=NOW)
    with Ledger.open(place) as ledger:
        keep_list(ledger, loaded.edition, loaded.entries, LIST_KEYS)
    with serving(Settings(place=place, port=0)) as address, httpx.Client(base_url=address, timeout=60) as made:
        yield made


def test_a_deed_stands_with_what_it_may_touch(client: httpx.Client) -> None:
    """Paragraphs with results; no word of a violation; how to load a list where there is none."""
    shown = page(client.get("/exposure"))
    row = told(shown, "//table[@data-rows]/tbody/tr[contains(., '25,000 workers')]")
    assert "S/RES/2397 (2017)" in row
    assert "binding-partial" in row
    assert "no list loaded" in row
    assert "violat" not in told(shown, "//main").lower()
    assert "no legal conclusion" in told(shown, "//main")
    assert "foedus lists add" in told(shown, "//main")


def test_a_provision_opens_to_its_tests(client: httpx.Client) -> None:
    """Each test with outcome, reason and the words it rests on; questions and treaties beside them."""
    shown = page(client.get(deal(client)))
    card = shown.xpath("//article[@id='p-unsc-2375-17']|//article[contains(h3, '2375')]")[0]
    outcomes = {told(row, "./th"): told(row, "./td[1]") for row in card.xpath(".//tbody/tr")}
    assert outcomes["status"] == "? unknown"
    assert outcomes["bound party"] == "✓ met"
    words = card.xpath(".//tbody/tr[th='activity']//span[@class='words']")
    assert "workers" in words[0].text_content()
    assert "?" in told(card, ".//ul[@class='questions']/li[1]")
    assert "Comprehensive Strategic Partnership" in told(
        shown, "//main/h2[.='Treaties']/following::h3[1] | //h2[.='Treaties']/following::h3[1]"
    )
    headings = [int(found.tag[1]) for found in shown.xpath("//h1|//h2|//h3|//h4")]
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(headings))


def test_the_filter_chooses_the_findings(client: httpx.Client) -> None:
    """Links keep it; where nothing is left the page says so."""
    shown = page(client.get("/exposure", params={"actor": "TCD"}))
    links = shown.xpath("//table[@data-rows]//a[@data-open]/@href")
    assert links
    assert all("actor=TCD" in link for link in links)
    assert "No finding is left by the filter" in told(page(client.get("/exposure", params={"q": "nowhereatall"})), "//caption")


def test_a_dismissal_is_folded_and_can_be_taken_back(desk: httpx.Client, place: str) -> None:
    """A later decision stands, all of them are kept, and a hostile reason does nothing."""
    address = deal(desk)
    form = page(desk.get(address)).xpath("//article//form[@class='decide']")[0]
    action, seen = form.get("action"), form.xpath("./input[@name='seen']/@value")[0]
    assert seen == "0"
    answer = desk.post(action, data={"verdict": "dismiss", "why": HOSTILE, "seen": seen})
    assert answer.status_code == 303
    shown = page(desk.get(answer.headers["location"]))
    assert "dismissed by analyst" in told(shown, "//*[@id='status']")
    assert not shown.xpath("//script[not(@src)]")
    folded = shown.xpath(f"//details[@class='folded']//form[@action='{action}']")[0]
    assert folded.xpath("./input[@name='seen']/@value") == ["1"]
    assert "1 dismissed" in told(page(desk.get("/exposure")), "//table[@data-rows]")
    desk.post(action, data={"verdict": "open", "why": "too hasty", "seen": "1"})
    again = page(desk.get(address))
    assert not again.xpath(f"//details[@class='folded']//form[@action='{action}']")
    assert "2 decisions" in told(again, "//details[@class='history']/summary")
    with Ledger.open(place) as ledger:
        kept = exposure_decisions_in(ledger)
    assert [decision.verdict for decision in kept] == [ExposureVerdict.DISMISS, ExposureVerdict.OPEN]
    assert kept[0].why == HOSTILE.strip()


def test_the_second_of_two_sees_the_first(desk: httpx.Client, place: str) -> None:
    """Nothing of a stale decision is kept; both are shown, and mine can go on top."""
    action = page(desk.get(deal(desk))).xpath("//article//form/@action")[0]
    assert desk.post(action, data={"verdict": "confirm", "why": "first", "seen": "0"}).status_code == 303
    refused = page(desk.post(action, data={"verdict": "dismiss", "why": HOSTILE, "seen": "0"}), 409)
    assert "first" in told(refused, "//section[@aria-labelledby='theirs']")
    form = refused.xpath("//section[@aria-labelledby='mine']//form")[0]
    fields = {field.get("name"): field.get("value") for field in form.xpath(".//input")}
    assert fields["why"] == HOSTILE
    with Ledger.open(place) as ledger:
        assert [decision.why for decision in exposure_decisions_in(ledger)] == ["first"]
    assert desk.post(form.get("action"), data=fields).status_code == 303
    with Ledger.open(place) as ledger:
        assert [decision.verdict for decision in exposure_decisions_in(ledger)] == [ExposureVerdict.CONFIRM, ExposureVerdict.DISMISS]


@pytest.mark.parametrize(
    ("data", "status"),
    [({"verdict": "confirm", "why": " "}, 422), ({"verdict": "guilty", "why": "x"}, 422), ({"why": "x"}, 422)],
)
def test_a_decision_needs_verdict_and_reason(desk: httpx.Client, data: dict[str, str], status: int) -> None:
    """Nothing is kept without; neither is one on a rule or a finding that there is none of."""
    action = page(desk.get(deal(desk))).xpath("//article//form/@action")[0]
    assert desk.post(action, data={**data, "seen": "0"}).status_code == status
    assert desk.post("/exposure/f-0/unsc-2375-17", data={"verdict": "confirm", "why": "x"}).status_code == 404
    assert desk.post(f"{deal(desk)}/nothing", data={"verdict": "confirm", "why": "x"}).status_code == 400


def test_listed_names_stand_with_score_reason_and_licence(screening_desk: httpx.Client) -> None:
    """The zone of the deal is tied to an entry of the list; its date and licence are beside it."""
    row = told(page(screening_desk.get("/exposure")), "//table[@data-rows]/tbody/tr[contains(., '25,000 workers')]/td[last()]")
    assert "Test Set" in row
    shown = page(screening_desk.get(deal(screening_desk)))
    hit = told(shown, "//article[contains(@class, 'hit')][1]")
    assert FIRM in hit
    assert "score 0.80" in hit
    assert "for: the same place of the gazetteer" in hit
    assert "against: not the place itself" in hit
    assert "2026-11-20" in hit
    assert "CC BY-NC 4.0" in hit


def test_a_hit_is_decided_on(screening_desk: httpx.Client, place: str) -> None:
    """By name and entry; the last decision shows wherever the hit does, and a stale one is refused with both shown."""
    shown = page(screening_desk.get("/exposure/screen", params={"name": FIRM}))
    assert "1 hit" in told(shown, "//h2")
    form = shown.xpath("//article//form")[0]
    fields = {field.get("name"): field.get("value") for field in form.xpath("./input")}
    answer = screening_desk.post(form.get("action"), data={**fields, "why": HOSTILE, "verdict": "different"})
    after = page(screening_desk.get(answer.headers["location"]))
    assert "dismissed as another one by analyst" in told(after, "//*[@id='status']")
    assert "dismissed as another one" in told(after, "//article//p[@class='decided']")
    refused = page(screening_desk.post(form.get("action"), data={**fields, "why": "mine", "verdict": "match"}), 409)
    mine = {field.get("name"): field.get("value") for field in refused.xpath("//form[@class='decide']//input")}
    assert screening_desk.post("/exposure/hits", data=mine).status_code == 303
    with Ledger.open(place) as ledger:
        assert [decision.verdict for decision in decisions_in(ledger)] == [HitVerdict.DIFFERENT, HitVerdict.MATCH]
    missing = {**fields, "entry": "n-nothing", "why": "x", "verdict": "match"}
    assert screening_desk.post("/exposure/hits", data=missing).status_code == 404


def test_a_hostile_name_is_harmless(screening_desk: httpx.Client) -> None:
    """It is shown as it is, and matches nothing."""
    answer = screening_desk.get("/exposure/screen", params={"name": HOSTILE, "country": HOSTILE, "kind": HOSTILE})
    assert "<script>alert" not in answer.text
    assert "No match on these lists" in told(page(answer), "//main")


@pytest.mark.skipif(find_spec("nomenklatura") is not None, reason="the extra `screen` is installed")
def test_likeness_without_its_library_is_said(screening_desk: httpx.Client) -> None:
    """The box says what is missing, and asking for it all the same ends in a message."""
    shown = page(screening_desk.get("/exposure/screen", params={"name": FIRM, "fuzzy": "1"}))
    assert "not installed" in told(shown, "//p[@role='alert']")
    assert shown.xpath("//input[@name='fuzzy']/@disabled")


def test_readers_see_no_forms(place: str) -> None:
    """What they may not do is not offered."""
    users = {digest(TOKEN): User(name="Rita", role=Role.READER)}
    headers = {"authorization": f"Bearer {TOKEN}"}
    settings = Settings(place=place, port=0, users=users)
    with serving(settings) as address, httpx.Client(base_url=address, headers=headers, timeout=60) as reader:
        shown = page(reader.get(deal(reader)))
        assert shown.xpath("//article")
        assert not shown.xpath("//form[@class='decide']")


def test_a_page_looks_at_so_many_findings_and_goes_on(desk: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """No request holds a whole ledger against the rules; the pages together do."""
    monkeypatch.setattr(exposures, "PORTION", 7)
    monkeypatch.setattr(exposures, "MOST_PORTIONS", 2)
    found: list[str] = []
    address: str | None = "/exposure"
    pages = 0
    while address:
        shown = page(desk.get(address))
        found += shown.xpath("//table[@data-rows]//a[@data-open]/@href")
        following = shown.xpath("//a[@rel='next']/@href")
        address = following[0] if following else None
        pages += 1
    assert pages == 5
    assert len(found) == len(set(found))
    assert len(found) == 5


def test_the_list_is_quick_once_it_is_worked_out(client: httpx.Client) -> None:
    """Decisions are looked up each time, exposures are not."""
    client.get("/exposure")
    begun = time.monotonic()
    assert client.get("/exposure").status_code == 200
    assert time.monotonic() - begun < 1


def test_hostile_words_of_a_report_are_harmless(place: str) -> None:
    """Markup stays text, and what turns the direction of writing ends with the words it stands in."""
    with closing(sqlite3.connect(place)) as connection, connection:
        for (guard,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'documents'").fetchall():
            connection.execute(f"DROP TRIGGER {guard}")
        connection.execute("UPDATE documents SET text = replace(text, 'will send', '<script>' || char(8238)), outlet = '<script>o'")
    with serving(Settings(place=place, port=0)) as address, httpx.Client(base_url=address, timeout=60) as hostile:
        for answer in (hostile.get("/exposure"), hostile.get(deal(hostile)), hostile.get("/network/PRK/RUS")):
            shown = page(answer)
            assert not shown.xpath("//script[not(@src)]")
            turned = shown.xpath("//text()[contains(., '\u202e')]")
            assert all(text.getparent().tag == "bdi" for text in turned)
        assert page(hostile.get(deal(hostile))).xpath("//bdi[contains(., '<script>\u202e')]")
