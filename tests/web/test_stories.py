"""Stories: the list, the page of one, and what is decided on it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import lxml.html
import msgspec
import pytest
from lxml.html import HtmlElement
from tests.store.conftest import read
from tests.web.conftest import serving

from foedus.model.claim import Claim
from foedus.model.desk import Look
from foedus.model.event import Party
from foedus.model.finding import Finding
from foedus.model.mention import Actor
from foedus.model.record import ClaimId, DocumentId, EventId, identify
from foedus.model.text import Document, Origin, Span
from foedus.store import Ledger
from foedus.store.desk import keep_looks, look_of
from foedus.web.settings import Settings
from foedus.web.users import Role, User, digest

HOSTILE = "<script>alert(1)</script>\u202egnp.exe <img src=x onerror=alert(2)> " + "x" * 3000


def _page(answer: httpx.Response) -> HtmlElement:
    assert answer.status_code == 200, answer.text[:500]
    return lxml.html.fromstring(answer.text)


def _finding(place: str, *documents: str) -> Finding:
    with Ledger.open(place) as ledger:
        return next(finding for finding in ledger.findings() if set(documents) <= set(finding.documents))


@contextmanager
def _open(place: str) -> Iterator[httpx.Client]:
    with serving(Settings(place=place, port=0, owner="Ann")) as address, httpx.Client(base_url=address, follow_redirects=True) as client:
        yield client


def _form(page: HtmlElement, verdict: str, article: str = "") -> dict[str, object]:
    """The fields of the form of a verdict, as they stand."""
    scope = page.get_element_by_id(article) if article else page
    form = next(form for form in scope.iter("form") if form.fields.get("verdict") == verdict)
    fields: dict[str, object] = {}
    for name, value in form.form_values():
        fields[name] = [*fields.get(name, []), value]  # type: ignore[misc]  # lists so far
    return fields


def test_the_list_has_every_story_with_its_figures(client: httpx.Client) -> None:
    """The latest reported first, each leading to its page."""
    page = _page(client.get("/stories"))
    rows = page.xpath("//table//tbody/tr")
    assert len(rows) == 4
    days = [row.xpath("string(td[1])").strip()[:10] for row in rows]
    assert days == sorted(days, reverse=True)
    worked = next(row for row in rows if "North Korean workers" in row.text_content())
    assert [cell.text_content() for cell in worked.xpath("td[@class='number']")] == ["7", "1 disputed", "3", "3"]
    assert "not seen yet" in worked.text_content()
    assert client.get(worked.xpath(".//a[@data-open]/@href")[0]).status_code == 200


def test_the_list_shows_chosen_stories_and_its_links_keep_the_filter(client: httpx.Client) -> None:
    """A filter that nothing fits leaves a sentence."""
    page = _page(client.get("/stories?actor=PRK"))
    (link,) = page.xpath("//tbody//a[@data-open]/@href")
    assert "actor=PRK" in link
    assert "actor=PRK" in _page(client.get(link)).xpath("string(//div[@class='head']//a/@href)")
    assert "No story has a finding" in client.get("/stories?q=nothingofthekind").text
    assert client.get("/stories?page=9").status_code == 200


def test_the_page_of_a_story_sets_outlets_against_attributes(client: httpx.Client, demo_ledger: Path) -> None:
    """25,000 against 12,000 differ, in word and symbol; the exact words are at hand for those who point and for those who tab."""
    finding = _finding(str(demo_ledger), "W01-1", "W01-3")
    page = _page(client.get(f"/stories/{finding.story}"))
    article = page.get_element_by_id(finding.id)
    matrix = article.xpath(".//table[contains(@class, 'matrix')]")[0]
    slots = [head.text_content() for head in matrix.xpath(".//thead//th")]
    stands = {
        row.xpath("string(th)").split("\n")[0]: row.xpath(f"string(td[{slots.index('Quantity')}]/span[@class='stand'])").split()
        for row in matrix.xpath(".//tbody/tr")
    }
    assert stands == {"Harbour Gazette": ["=", "agree"], "Eastern Monitor": ["≠", "differ"], "Plain Daily only repeats": ["=", "agree"]}
    said = matrix.xpath(".//a[contains(., '12,000')]")[0]
    assert "plans to send 12,000 workers" in page.get_element_by_id(said.get("aria-describedby")).text_content()
    rivals = article.xpath("string(.//div[contains(@class, 'rivals-conflict')])")
    assert "25,000 workers — Harbour Gazette, Plain Daily" in rivals
    assert "12,000 workers — Eastern Monitor" in rivals


def test_the_page_of_a_story_folds_echoes_under_their_root(client: httpx.Client, demo_ledger: Path) -> None:
    """With what shows it."""
    page = _page(client.get(f"/stories/{_finding(str(demo_ledger), 'W01-1', 'W01-3').story}"))
    below = page.xpath("//section[@aria-labelledby='origins']/ul/li/details/ul/li")
    assert any("Plain Daily" in item.text_content() and "it" in item.xpath("string(.//span[contains(@class, 'chip')])") for item in below)


def test_the_timeline_is_a_drawing_and_a_list(client: httpx.Client, demo_ledger: Path) -> None:
    """Each claim is in both, in order of publication, and the page has no inline style and no inline script."""
    story = _finding(str(demo_ledger), "W01-1").story
    answer = client.get(f"/stories/{story}")
    page = _page(answer)
    items = page.xpath("//ol[@class='told']/li")
    days = [item.xpath("string(span[@class='day'])") for item in items]
    assert days == sorted(days)
    assert set(page.xpath("//svg//a[contains(@class, 'mark')]/@href")) == {f"#{item.get('id')}" for item in items}
    assert not page.xpath("//@style | //style | //script[not(@src)]")
    assert len(page.xpath("//h1")) == 1


def test_the_page_that_holds_a_finding_is_found(client: httpx.Client, demo_ledger: Path) -> None:
    """Twenty findings are on a page; the pager leads from one to the next."""
    story = _finding(str(demo_ledger), "S07-1", "S07-3").story
    last = _page(client.get(f"/stories/{story}?page=2")).xpath("//article/@id")
    assert len(last) == 2
    page = _page(client.get(f"/stories/{story}?finding={last[1]}"))
    assert page.xpath("//article/@id") == last
    assert "page 2 of 2" in page.xpath("string(//nav[@class='pager'])")
    assert page.xpath("string(//h1)") == _page(client.get(f"/stories/{story}")).xpath("string(//h1)")
    assert len(_page(client.get(f"/stories/{story}?finding=f-unknown")).xpath("//article")) == 20


def test_an_unknown_story_is_not_found(client: httpx.Client) -> None:
    """Nor is a page that a story does not have."""
    assert client.get("/stories/s-nothing").status_code == 404
    story = lxml.html.fromstring(client.get("/stories").text).xpath("string(//a[@data-open]/@href)").split("?")[0]
    assert client.get(f"{story}?page=99").status_code == 404


def test_marking_as_seen_is_kept_for_this_user(place: str) -> None:
    """Reading the page alone keeps nothing; what the user was not shown is not marked."""
    story = _finding(place, "W01-1").story
    with _open(place) as client, Ledger.open(place) as ledger:
        page = _page(client.get(f"/stories/{story}"))
        assert look_of(ledger, "Ann", story) is None
        stale = client.post(f"/stories/{story}/seen", data={"stamped": "v-old"})
        assert "changed while you read it" in stale.text
        assert look_of(ledger, "Ann", story) is None
        form = page.get_element_by_id("seen")
        assert "Kept as seen" in client.post(form.action.replace("/seen?", "/seen"), data=dict(form.form_values())).text
        assert "Nothing since" in client.get(f"/stories/{story}").text
        assert "nothing new" in client.get("/stories").text


def test_new_claims_and_moves_show_after_a_look(place: str) -> None:
    """In the list and on the page."""
    finding = _finding(place, "S07-1", "S07-3")
    with Ledger.open(place) as ledger:
        before = tuple(claim.id for claim in ledger.claims() if claim.name != "S07-3")
        keep_looks(ledger, [Look(who="Ann", story=finding.story, claims=before, at=dt.datetime(2025, 6, 1, tzinfo=dt.UTC))])
    with _open(place) as client:
        row = _page(client.get("/stories")).xpath(f"//tr[.//a[contains(@href, '{finding.story}')]]")[0]
        assert "new claim" in row.text_content()
        news = _page(client.get(f"/stories/{finding.story}")).xpath("string(//section[@aria-labelledby='news'])")
        assert "Since 2025-06-01" in news
        assert "ongoing" in news
        assert "→" in news


def test_findings_are_merged_and_the_merger_is_undone(place: str) -> None:
    """By plain forms; the page says what was done."""
    one, other = _finding(place, "W01-1", "W01-3"), None
    with _open(place) as client:
        page = _page(client.get(f"/stories/{one.story}"))
        boxes = page.xpath("//input[@form='merge']/@value")
        other = next(box for box in boxes if not box.startswith(one.id))
        keys = [box for box in boxes if box.startswith(one.id)] + [other]
        done = client.post(f"/stories/{one.story}/judge", data={"verdict": "merge", "key": keys, "why": "the same deal"})
        assert "the same deal" in _page(done).xpath("string(//div[@class='done'])")
        with Ledger.open(place) as ledger:
            assert len(ledger.findings()) == 65
        undo = _form(_page(done), "undo")
        assert client.post(f"/stories/{one.story}/judge", data=undo).status_code == 200
    with Ledger.open(place) as ledger:
        assert len(ledger.findings()) == 66
        assert {judgement.who for judgement in ledger.judgements()} == {"Ann"}


def test_a_claim_is_split_off_and_origins_are_marked(place: str) -> None:
    """Each by the form of its finding, as it stands."""
    finding = _finding(place, "W01-1", "W01-3")
    with _open(place) as client:
        page = _page(client.get(f"/stories/{finding.story}"))
        origin = {**_form(page, "origin", finding.id), "value": "same", "why": "one source"}
        marked = _page(client.post(f"/stories/{finding.story}/judge", data=origin))
        assert "one source" in marked.xpath("string(//div[@class='done'])")
        after = _finding(place, "W01-1", "W01-3")
        split = {**_form(marked, "split", after.id), "why": "another deed"}
        assert client.post(f"/stories/{finding.story}/judge", data=split).status_code == 200
    with Ledger.open(place) as ledger:
        assert [judgement.verdict for judgement in ledger.judgements()] == ["origin", "split"]
        assert len(ledger.findings()) == 67


def test_a_decision_on_what_somebody_else_decided_meanwhile_is_shown_against_theirs(place: str) -> None:
    """Nothing is kept of it until its maker puts it on top."""
    finding = _finding(place, "W01-1", "W01-3")
    with _open(place) as client:
        page = _page(client.get(f"/stories/{finding.story}"))
        note = _form(page, "note", finding.id)
        assert client.post(f"/stories/{finding.story}/judge", data={**note, "why": "theirs"}).status_code == 200
        refused = client.post(f"/stories/{finding.story}/judge", data={**note, "why": "mine"})
        assert refused.status_code == 409
        shown = lxml.html.fromstring(refused.text)
        assert [("theirs" in part.text_content(), "mine" in part.text_content()) for part in shown.xpath("//section")] == [
            (True, False),
            (False, True),
        ]
        again = _form(shown, "note")
        assert client.post(f"/stories/{finding.story}/judge", data=again).status_code == 200
    with Ledger.open(place) as ledger:
        assert [judgement.why for judgement in ledger.judgements()] == ["theirs", "mine"]


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"verdict": "reject"}, 422),
        ({"why": " "}, 422),
        ({"key": ["c-unknown@0"]}, 404),
        ({"key": ["c-1@x"]}, 422),
        ({"key": ["c-1@" + "9" * 5000]}, 422),
        ({"verdict": "merge"}, 422),
    ],
)
def test_a_decision_that_cannot_be_kept_is_refused(place: str, changed: dict[str, object], status: int) -> None:
    """With a sentence, and nothing is kept."""
    finding = _finding(place, "S07-1", "S07-3")
    with Ledger.open(place) as ledger:
        single = next(one for one in ledger.findings() if len(one.supporting) + len(one.denying) == 1)
    with _open(place) as client:
        data: dict[str, object] = {"verdict": "note", "key": [f"{single.id}@0"], "why": "because", **changed}
        answer = client.post(f"/stories/{finding.story}/judge", data=data)
        assert answer.status_code == status
        assert lxml.html.fromstring(answer.text).xpath("string(//p[@role='alert'])")
    with Ledger.open(place) as ledger:
        assert ledger.judgements() == ()


def test_hostile_words_are_words(tmp_path: Path) -> None:
    """In title, outlet and text: nothing of them becomes markup, and all of them are apart from what stands around."""
    document, claims, _ = read("one")
    made = msgspec.structs.replace(document, title=HOSTILE, origin=Origin(outlet=HOSTILE))
    place = str(tmp_path / "hostile.db")
    with Ledger.open(place) as ledger:
        ledger.add(made, claims, coder="rules-1")
    with _open(place) as client:
        listed = _page(client.get("/stories"))
        story = listed.xpath("string(//a[@data-open]/@href)")
        for page in (listed, _page(client.get(story))):
            assert not page.xpath("//script[not(@src)] | //img | //@onerror")
            assert page.xpath("//bdi[contains(., '\u202e')]")


def test_a_reader_is_shown_no_forms(place: str) -> None:
    """They could not send them."""
    token = "r" * 32
    users = {digest(token): User(name="Rita", role=Role.READER)}
    story = _finding(place, "W01-1").story
    with serving(Settings(place=place, port=0, users=users)) as address:
        answer = httpx.get(f"{address}/stories/{story}", headers={"authorization": f"Bearer {token}"})
    page = _page(answer)
    assert not page.xpath("//main//form")
    assert not page.xpath("//script[contains(@src, 'story.js')]")


def _unlike(number: int) -> tuple[Document, list[Claim]]:
    """A report that shares neither words nor parties nor time with any other of another number."""
    text = " ".join(f"word{number}x{i}" for i in range(40))
    plain, claims, _ = read("one", deeds=1)
    name, day = f"r{number}", dt.date(1960 + number, 1, 1)
    document = msgspec.structs.replace(
        plain, id=DocumentId(identify("d", name)), name=name, title=f"Title {name}", published=day, text=text
    )
    span = Span(document=document.id, start=0, end=len(text))
    party = Party(actor=Actor(code=f"X{number:02}", name=name), span=span)
    event = msgspec.structs.replace(claims[0].event, id=EventId(identify("e", name)), trigger=span, actors=(party,))
    claim = msgspec.structs.replace(
        claims[0], id=ClaimId(identify("c", name)), document=document.id, name=name, event=event, evidence=(span,)
    )
    return document, [claim]


def test_a_list_of_many_stories_comes_in_pages(tmp_path: Path) -> None:
    """Fifty on each; what is on one is not on the next."""
    place = str(tmp_path / "many.db")
    with Ledger.open(place) as ledger:
        for number in range(60):
            ledger.add(*_unlike(number), coder="rules-1")
    with _open(place) as client:
        pages = [_page(client.get(f"/stories?page={number}")).xpath("//tbody//a[@data-open]/@href") for number in (1, 2)]
        assert "page 1 of 2" in client.get("/stories").text
    assert (len(pages[0]), len(pages[1])) == (50, 10)
    assert not set(pages[0]) & set(pages[1])
