"""Inbox: documents, what failed, and reading more."""

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from lxml import html
from tests.web.conftest import serving

from foedus.corroboration.links import Dependence
from foedus.desk.repeats import repeats
from foedus.model.outcome import Discard
from foedus.model.record import DocumentId
from foedus.model.text import Document, Origin
from foedus.pipeline.documents import Pipeline
from foedus.reading.documents import Header, document
from foedus.store import Ledger
from foedus.web.reading import plain_name
from foedus.web.settings import Settings

HOSTILE = "<script>alert(1)</script> \u202eevil\u202c " + "x" * 3000
REPORT = "Iran shipped 200 drones to Russia on 3 March 2025, the defence ministry in Kyiv said.\n\nRussia denied it.\n"


@pytest.fixture
def desk(place: str, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    """A browser without script on a ledger of its own."""
    monkeypatch.setattr(Pipeline, "load", lambda **_: pipeline)
    with serving(Settings(place=place, port=0)) as address, httpx.Client(base_url=address, follow_redirects=True) as made:
        yield made


def page(answer: httpx.Response) -> html.HtmlElement:
    """An answer as a tree."""
    return html.document_fromstring(answer.text)


def words(tree: html.HtmlElement, path: str) -> str:
    """The words of the first element of a path."""
    return " ".join(tree.xpath(path)[0].text_content().split())


def read(desk: httpx.Client, answer: httpx.Response) -> str:
    """What the page of progress says when all is read."""
    assert answer.status_code == 200
    for _ in range(600):
        answer = desk.get("/inbox/progress")
        if "refresh" not in answer.headers:
            return words(page(answer), "//section[@id='progress']")
        time.sleep(0.05)
    pytest.fail("reading does not end")


def made(text: str, title: str = "") -> Document:
    """A document by hand."""
    header = Header(name="made", title=title, language="en", extractor="test/1")
    (one,) = document(text, text.encode(), Origin(outlet=HOSTILE, url="javascript:alert(1)"), header).kept
    return one


def test_documents_are_listed_with_what_was_made_of_them(client: httpx.Client) -> None:
    """Title, outlet, language, day, claims, reader and coder; what repeats another stands under it."""
    tree = page(client.get("/inbox"))
    assert words(tree, "//table/caption").startswith("12 documents; 4 of them only repeat another")
    assert len(tree.xpath("//table/tbody/tr")) == 8
    row = words(tree, "//tr[.//a[contains(., 'North Korean workers to build drones')]]")
    assert "Harbour Gazette" in row
    assert "2024-11-18" in row
    assert "lines/1mix/2" in row
    assert "1 repeat" in row


@pytest.mark.parametrize(
    ("query", "count"),
    [({"actor": "PRK"}, 2), ({"q": "Alabuga"}, 2), ({"q": "zzzz"}, 0), ({"outlet": "harbour gazette"}, 1), ({"q": "Analysts fear"}, 1)],
)
def test_the_filter_means_documents_through_their_findings_or_words(client: httpx.Client, query: dict[str, str], count: int) -> None:
    """Words of the text count even where no claim holds them; the outlet is the document's own."""
    assert len(page(client.get("/inbox", params=query)).xpath("//table/tbody/tr")) == count


def test_a_document_says_how_it_was_read(client: httpx.Client) -> None:
    """Hash, reader, coder, what was set aside and why; its claims are links in the text."""
    link = page(client.get("/inbox")).xpath("//a[contains(., 'Fewer workers')]/@href")[0]
    tree = page(client.get(link))
    facts = words(tree, "//dl")
    assert "lines/1" in facts
    assert "mix/2" in facts
    assert "not kept" in facts
    assert words(tree, "//section[@aria-labelledby='read-title']//table/caption") == "2 things"
    assert len(tree.xpath("//a[contains(@class, 'm-other-claim')]")) == 12


def test_files_are_read_and_what_fails_is_told(desk: httpx.Client, place: str) -> None:
    """A file is read once: handed in again it is known. What cannot be read stays among the failures."""
    files = [
        ("files", ("r.txt", REPORT.encode())),
        ("files", ("../../b.bin", bytes(range(200)) * 9)),
        ("files", ("r.txt", REPORT.encode())),
    ]
    told = read(desk, desk.post("/inbox/upload", files=files, data={"outlet": "Kyiv Desk", "published": "2025-03-05"}))
    assert "1 added" in told
    assert "1 already there" in told
    assert "b.bin is binary" in told
    with Ledger.open(place) as ledger:
        (added,) = [one for one in ledger.documents() if one.origin.outlet == "Kyiv Desk"]
        assert str(added.published) == "2025-03-05"
        assert ledger.finding(ledger.claims(added.id)[0].id).articles == 1
    assert "b.bin is binary" in told
    failures = page(desk.get("/inbox/failures"))
    assert words(failures, "//tbody/tr[1]") == "b.bin is binary, not text, HTML, PDF, JSON lines, a feed or a web archivereading"
    assert "1 could not be read" in words(page(desk.get("/inbox")), "//p[@class='tools']")


def test_a_text_is_pasted(desk: httpx.Client, place: str) -> None:
    """With its title, outlet and day."""
    fields = {"title": "Drones / shipped", "outlet": "Kyiv Desk", "published": "2025-03-05", "text": REPORT}
    assert "1 added" in read(desk, desk.post("/inbox/paste", data=fields))
    with Ledger.open(place) as ledger:
        (added,) = [one for one in ledger.documents() if one.extractor == "paste/1"]
        assert (added.title, added.origin.outlet, str(added.published)) == ("Drones / shipped", "Kyiv Desk", "2025-03-05")


@pytest.mark.parametrize(
    ("path", "fields", "told"),
    [
        ("/inbox/paste", {"text": " "}, "The text is empty"),
        ("/inbox/paste", {"text": "x", "published": "soon"}, "no publication date"),
        ("/inbox/upload", {"published": "soon"}, "no publication date"),
        ("/inbox/upload", {}, "No file was chosen"),
    ],
)
def test_what_cannot_be_handed_in_is_said(client: httpx.Client, path: str, fields: dict[str, str], told: str) -> None:
    """Nothing is read then."""
    answer = client.post(path, data=fields)
    assert answer.status_code == 422
    assert told in words(page(answer), "//p[@role='alert']")


def test_a_document_in_another_language_is_kept_and_said_not_to_be_coded(desk: httpx.Client) -> None:
    """Not as a failure to read."""
    text = "Le gouvernement français a annoncé lundi que les deux pays avaient signé un accord de coopération militaire à Paris."
    assert "kept, not coded" in read(desk, desk.post("/inbox/paste", data={"text": text}))


def test_a_document_is_coded_anew_only_by_another_coder(desk: httpx.Client, place: str) -> None:
    """One that the present coder coded is known; one that an older coder coded gets its claims anew."""
    with Ledger.open(place) as ledger:
        known = ledger.documents()[0]
        older = made(REPORT)
        ledger.add(older, coder="older/1")
    assert "already there" in read(desk, desk.post(f"/documents/{known.id}/again"))
    assert "coded anew" in read(desk, desk.post(f"/documents/{older.id}/again"))
    with Ledger.open(place) as ledger:
        assert ledger.claims(older.id)
    assert desk.post("/documents/d-none/again").status_code == 404


def test_hostile_words_are_harmless(place: str) -> None:
    """Script is text, an override of direction ends where it stands, and only addresses of the web are links."""
    with Ledger.open(place) as ledger:
        one = made(f"{HOSTILE}\n\n{REPORT}", title=HOSTILE)
        ledger.add(one, discards=[Discard(stage="coding", place="made:0-3", reason=HOSTILE, text=HOSTILE)], coder="test/1")
        ledger.note([Discard(stage="reading", place=HOSTILE, reason=HOSTILE)])
    with serving(Settings(place=place, port=0)) as address, httpx.Client(base_url=address) as client:
        for path in ("/inbox", f"/documents/{one.id}", "/inbox/failures", "/inbox/failures?within=1", f"/claims?document={one.id}"):
            tree = page(client.get(path))
            assert not tree.xpath("//script[not(@src)]"), path
            assert not tree.xpath("//a[starts-with(@href, 'javascript:')]"), path
            held = [node for node in tree.xpath("//body//*[contains(text(), '\u202e')]") if node.tag not in {"bdi", "title"}]
            assert held == [], path


def test_an_upload_in_pieces_is_stopped_at_the_limit(place: str) -> None:
    """Even where nothing says beforehand how long it is."""
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n'

    def pieces() -> Iterator[bytes]:
        yield head
        for _ in range(20):
            yield b"a" * 10_000

    with serving(Settings(place=place, port=0, max_upload_bytes=50_000)) as address:
        answer = httpx.post(f"{address}/inbox/upload", content=pieces(), headers={"content-type": "multipart/form-data; boundary=x"})
    assert answer.status_code == 413


def test_too_many_files_are_refused(client: httpx.Client) -> None:
    """Two hundred at once are enough."""
    assert client.post("/inbox/upload", files=[("files", (f"{n}.txt", b"a")) for n in range(201)]).status_code == 400


def test_failures_are_paged(place: str) -> None:
    """Fifty a page, and the last page is reached."""
    with Ledger.open(place) as ledger:
        ledger.note([Discard(stage="reading", place=f"{n:03}.txt", reason="is empty") for n in range(60)])
    with serving(Settings(place=place, port=0)) as address, httpx.Client(base_url=address) as client:
        first, second = (page(client.get("/inbox/failures", params={"page": number})) for number in (1, 2))
        assert (len(first.xpath("//tbody/tr")), len(second.xpath("//tbody/tr"))) == (50, 10)


def test_a_long_text_is_shown_in_parts(place: str) -> None:
    """Joined they are the text."""
    with Ledger.open(place) as ledger:
        long = made("A word and another.\n\n" * 12_000)
        ledger.add(long, coder="test/1")
    with serving(Settings(place=place, port=0)) as address, httpx.Client(base_url=address) as client:
        parts = [page(client.get(f"/documents/{long.id}", params={"part": part})) for part in (1, 2, 3)]
        assert "part 2 of 3" in words(parts[1], "//h2[@id='text-title']")
        assert "".join(part.xpath("//div[@class='text']")[0].text_content() for part in parts) == long.text


def test_pages_stay_quick_in_a_larger_ledger(tmp_path: Path) -> None:
    """Some hundreds of documents are a page of fifty, in well under a second."""
    place = tmp_path / "many.db"
    with Ledger.open(place) as ledger:
        for number in range(120):
            ledger.add(made(f"Report {number} tells of nothing much."), coder="test/1")
    with serving(Settings(place=str(place), port=0)) as address, httpx.Client(base_url=address) as client:
        client.get("/inbox")
        began = time.monotonic()
        tree = page(client.get("/inbox", params={"page": 3}))
        assert time.monotonic() - began < 1.0
        assert len(tree.xpath("//table/tbody/tr")) == 20


def link(child: str, parent: str, *, whole: bool = True) -> Dependence:
    """A dependence by hand."""
    return Dependence(child=DocumentId(child), parent=DocumentId(parent), relation="reprint", whole=whole, reason="same words")


def test_repeats_stand_under_where_the_chain_begins() -> None:
    """A part that is reused makes no repeat; a ring has its smallest id as original, and nothing gets lost."""
    found = repeats([link("c", "b"), link("b", "a"), link("d", "a", whole=False), link("y", "x"), link("x", "y"), link("z", "y")])
    assert {child: one.original for child, one in found.items()} == {"c": "a", "b": "a", "y": "x", "z": "x"}


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("", "upload"),
        ("..", "upload"),
        ("a/b/c.txt", "c.txt"),
        ("C:\\x\\y.pdf", "y.pdf"),
        ("a\x00b\u202e.txt", "ab.txt"),
        ("x" * 300 + ".html", "x" * 195 + ".html"),
    ],
)
def test_names_of_files_are_made_plain(name: str, plain: str) -> None:
    """No path, no control or formatting characters, no more than 200 characters, the suffix kept."""
    assert plain_name(name) == plain
