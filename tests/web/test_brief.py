"""The brief in the workbench: what it shows, its check, commentary by two people, freezing, comparing and handing on."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest
from lxml import html
from tests.web.conftest import serving

from foedus.brief.forms import Form
from foedus.desk.briefing import Signature, name_from, placed
from foedus.errors import BriefError
from foedus.model.brief import Brief, Citation, Plot, Row, Section, SourceEntry, Statement, Table
from foedus.model.desk import Draft, FrozenBrief
from foedus.model.record import ClaimId
from foedus.store import Ledger
from foedus.store.desk import digest_of, draft_in, freeze, keep_draft
from foedus.web import briefs
from foedus.web.settings import Settings
from foedus.web.users import Role, User, digest

AT = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
HOSTILE = "<script>alert(1)</script>\u202egnp.exe & “نعم”" + "x" * 400
SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script><path style="fill: none" d="M0 0"/></svg>'


@pytest.fixture(scope="module")
def kept(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger of the bundled reports for this file."""
    place = tmp_path_factory.mktemp("brief") / "demo.db"
    place.write_bytes(demo_ledger.read_bytes())
    return str(place)


@pytest.fixture(scope="module")
def desk(kept: str) -> Iterator[httpx.Client]:
    """A browser without script, on a workbench that waits for what is composed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(briefs, "PATIENCE_SECONDS", 60.0)
        with serving(Settings(place=kept, port=0, owner="Ann")) as address, httpx.Client(base_url=address, timeout=60) as made:
            made.follow_redirects = True
            made.post("/brief", data={"name": "Alabuga", "filter": ""})
            yield made


@pytest.fixture(scope="module")
def hostile(kept: str) -> FrozenBrief:
    """A frozen brief full of what could do harm in a page."""
    cited = (Citation(claim=ClaimId("c-1"), number=1),)
    told = Statement(text=f"It said “{HOSTILE}”.", citations=cited)
    table = Table(caption=HOSTILE, columns=("a",), rows=(Row(cells=(HOSTILE,), citations=cited),))
    plot = Plot(key="a b", caption=told, svg=SVG)
    source = SourceEntry(
        number=1, claim=ClaimId("c-1"), document="d", quote=HOSTILE, start=0, end=1, text_sha256="0", outlet=HOSTILE, url="javascript:1"
    )
    section = Section(key="key", title="Key points", statements=(told,), tables=(table,), plots=(plot,))
    brief = Brief(title=HOSTILE, cutoff=None, scope=HOSTILE, sections=(section,), sources=(source,), method="m")
    with Ledger.open(kept) as ledger:
        return freeze(ledger, FrozenBrief(name="Hostile", version=0, brief=brief, sha256="", who=HOSTILE, at=AT))


def page(answer: httpx.Response) -> html.HtmlElement:
    """An answer as a tree."""
    return html.document_fromstring(answer.text)


def hidden(tree: html.HtmlElement, action: str, name: str) -> str:
    """What a form holds out of sight."""
    return str(tree.xpath(f"//form[contains(@action, '{action}')]//input[@name='{name}']/@value")[0])


def claim_of(tree: html.HtmlElement) -> str:
    """The id of the first claim that is cited."""
    return str(tree.xpath("//section[@id='key']//a[@class='chip']/@href")[0]).partition("claim=")[2]


def write(desk: httpx.Client, text: str, name: str = "Alabuga") -> httpx.Response:
    """Keep commentary on what stands there now."""
    seen = hidden(page(desk.get(f"/brief/{name}")), "/commentary", "seen")
    return desk.post(f"/brief/{name}/commentary", data={"text": text, "seen": seen})


@pytest.mark.parametrize("name", ["", " ", "a/b", "a\u202eb", "<b>", "x" * 61, "a_b", "a.b"])
def test_a_name_has_letters_digits_spaces_and_hyphens(desk: httpx.Client, name: str) -> None:
    """Anything else is refused, and what was typed stays in the field."""
    answer = desk.post("/brief", data={"name": name, "filter": ""})
    assert answer.status_code == 422
    assert "letters, digits, spaces and hyphens" in page(answer).text_content()


@pytest.mark.parametrize("name", ["Alabuga 2-b", "Árvíz", "平壤"])
def test_letters_of_any_script_make_a_name(name: str) -> None:
    """And case is kept."""
    assert name_from(f"  {name} ") == name


def test_a_new_brief_is_on_what_the_filter_means(desk: httpx.Client) -> None:
    """It says so, and a second one of that name is refused."""
    assert "actor TCD" in page(desk.get("/brief?actor=TCD")).text_content()
    made = desk.post("/brief", data={"name": "Chad", "filter": "actor=TCD"})
    assert made.url.path == "/brief/Chad"
    assert "findings with actor TCD" in page(made).text_content()
    assert "findings with “actor TCD”" in page(made).xpath("//p[@class='scope']")[0].text_content()
    assert desk.post("/brief", data={"name": "Chad", "filter": ""}).status_code == 409
    assert [link.text_content() for link in page(desk.get("/brief")).xpath("//th//a[@data-open]")][:2] == ["Alabuga", "Chad"]


def test_what_takes_long_to_compose_comes_by_itself(desk: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says so, asks again, and then the brief is there."""
    monkeypatch.setattr(briefs, "PATIENCE_SECONDS", 0.0)
    waiting = desk.post("/brief", data={"name": "Sudan", "filter": "actor=SDN"})
    assert waiting.status_code == 202
    assert page(waiting).xpath("//meta[@http-equiv='refresh']/@content") == ["3;url=/brief/Sudan?done=made"]
    monkeypatch.setattr(briefs, "PATIENCE_SECONDS", 60.0)
    assert "Key points" in desk.get("/brief/Sudan").text


def test_it_is_composed_once_for_a_state_of_the_ledger(desk: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking again and checking commentary compose nothing."""
    seen = hidden(page(desk.get("/brief/Alabuga")), "/commentary", "seen")
    monkeypatch.setattr(briefs, "working", None)
    monkeypatch.setattr(briefs, "evidence_on", None)
    assert desk.get("/brief/Alabuga").status_code == 200
    assert desk.post("/brief/Alabuga/preview", data={"text": "They met [c-1].", "seen": seen}).status_code == 200


def test_every_sentence_and_row_leads_to_its_claims(desk: httpx.Client) -> None:
    """By chips that bear the exact words."""
    tree = page(desk.get("/brief/Alabuga"))
    told = tree.xpath("//section[not(@id='gaps')]/ul[@class='told']/li | //div[contains(@class, 'brief-text')]//tbody/tr")
    assert len(told) > 40
    for line in told:
        chips = line.xpath(".//a[@class='chip']")
        assert chips
        assert all(chip.get("href").startswith("/claims?claim=c-") and len(chip.get("title")) > 10 for chip in chips)


def test_the_page_keeps_to_the_policy(desk: httpx.Client) -> None:
    """No styles or handlers in it, one heading above all, drawings inside, no id twice."""
    tree = page(desk.get("/brief/Alabuga"))
    assert not tree.xpath("//@style | //style | //@onload | //script[not(@src)]")
    assert len(tree.xpath("//h1")) == 1
    assert len(tree.xpath("//figure//svg")) > 2
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//a[starts-with(@href, '#')]/@href")} <= set(ids)


def test_commentary_is_kept_signed_and_checked(desk: httpx.Client) -> None:
    """It stands apart, by name, with the bands of its words of likelihood."""
    claim = claim_of(page(desk.get("/brief/Alabuga")))
    answer = write(desk, f"North Korea will send 25,000 workers to Russia [{claim}].\r\n\r\nIt is likely that more follow [{claim}].")
    tree = page(answer)
    note = tree.get_element_by_id("note-1").text_content()
    assert "Commentary by Ann, not composed by rule" in note
    assert "likely: 55 to 80 %" in note
    assert "Passes" in tree.get_element_by_id("check-verdict").text_content()
    assert "\r" not in tree.xpath("//textarea")[0].text


def test_commentary_is_checked_before_it_is_kept(desk: httpx.Client) -> None:
    """A fault leads to its sentence, and nothing is kept."""
    before = page(desk.get("/brief/Alabuga"))
    claim, seen = claim_of(before), hidden(before, "/commentary", "seen")
    tree = page(desk.post("/brief/Alabuga/preview", data={"text": f"Russia will take 99,999 workers [{claim}].", "seen": seen}))
    check = tree.get_element_by_id("check")
    assert "Does not pass" in check.text_content()
    assert "99" in check.text_content()
    anchor = check.xpath(".//ul[@class='faults']//a/@href")[0]
    assert tree.get_element_by_id(anchor[1:]).text_content().startswith("Russia will take 99,999 workers")
    assert "failing" in tree.get_element_by_id(anchor[1:]).get("class")
    assert "99,999" not in desk.get("/brief/Alabuga").text


def test_an_edit_that_comes_too_late_shows_both(desk: httpx.Client, kept: str) -> None:
    """And with the version that it shows it is kept."""
    desk.post("/brief", data={"name": "Two hands", "filter": ""})
    seen = hidden(page(desk.get("/brief/Two hands")), "/commentary", "seen")
    with Ledger.open(kept) as ledger:
        keep_draft(ledger, Draft(name="Two hands", text="Theirs [c-1].", who="Bea", at=AT), seen=int(seen))
    late = desk.post("/brief/Two hands/commentary", data={"text": "Mine [c-2].", "seen": seen})
    tree = page(late)
    assert late.status_code == 409
    assert (tree.get_element_by_id("theirs").text, tree.get_element_by_id("mine").text) == ("Theirs [c-1].", "Mine [c-2].")
    assert {"Theirs [c-1].", "Mine [c-2]."} <= set(tree.xpath("//textarea")[0].text.strip().splitlines())
    again = desk.post("/brief/Two hands/commentary", data={"text": "Both [c-1].", "seen": hidden(tree, "/commentary", "seen")})
    assert again.status_code == 200
    with Ledger.open(kept) as ledger:
        draft, _ = draft_in(ledger, "Two hands")
    assert draft is not None
    assert (draft.text, draft.who) == ("Both [c-1].", "Ann")


def test_versions_are_frozen_and_compared(desk: httpx.Client) -> None:
    """One after the other; what changed since is told, of two versions line by line."""
    write(desk, "")
    before = page(desk.get("/brief/Alabuga"))
    frozen = desk.post("/brief/Alabuga/freeze", data={"seen": hidden(before, "/freeze", "seen")})
    assert frozen.url.path == "/brief/Alabuga/v/1"
    assert "Frozen as version 1." in page(frozen).get_element_by_id("status").text_content()
    claim = claim_of(before)
    write(desk, f"North Korea will send 25,000 workers to Russia [{claim}].")
    since = page(desk.get("/brief/Alabuga?since=1"))
    assert "Nothing changed since" in since.get_element_by_id("changed").text_content()
    desk.post("/brief/Alabuga/freeze", data={"seen": hidden(page(desk.get("/brief/Alabuga")), "/freeze", "seen")})
    compared = page(desk.get("/brief/Alabuga/compare?old=1&new=2"))
    assert [line.text_content().strip()[:30] for line in compared.xpath("//li[@class='new']")] == ["+ new North Korea will send 25"]
    assert not compared.xpath("//li[@class='gone']")


def test_what_changed_since_it_was_read_is_not_frozen(desk: httpx.Client) -> None:
    """The page says so and shows how it stands."""
    desk.post("/brief", data={"name": "Old", "filter": ""})
    seen = hidden(page(desk.get("/brief/Old")), "/freeze", "seen")
    claim = claim_of(page(desk.get("/brief/Old")))
    write(desk, f"North Korea will send 25,000 workers to Russia [{claim}].", "Old")
    answer = desk.post("/brief/Old/freeze", data={"seen": seen})
    assert answer.status_code == 409
    assert "changed since you read it" in page(answer).xpath("//*[@role='alert']")[0].text_content()
    assert desk.get("/brief/Old/v/1").status_code == 404


def test_faults_pass_only_with_a_reason_and_a_name(desk: httpx.Client) -> None:
    """The frozen brief begins with them; a draft is handed on by the same rule, and says that it is one."""
    desk.post("/brief", data={"name": "Faulty", "filter": ""})
    assert desk.get("/brief/Faulty/draft.md").text.startswith("# Draft, not frozen: Faulty")
    claim = claim_of(page(desk.get("/brief/Faulty")))
    tree = page(write(desk, f"Russia will take 99,999 workers [{claim}].", "Faulty"))
    seen = hidden(tree, "/freeze", "seen")
    assert desk.get("/brief/Faulty/draft.md").status_code == 422
    for half in ({}, {"reason": "told by telephone"}, {"by": "Bea"}):
        assert desk.post("/brief/Faulty/freeze", data={"seen": seen, **half}).status_code == 422
    signed = {"reason": "told by telephone", "by": "Bea Example", "form": "md"}
    draft = desk.post("/brief/Faulty/draft", data=signed)
    assert draft.text.startswith("# Draft, not frozen: Faulty")
    assert "Bea Example let it pass: told by telephone" in draft.text
    frozen = page(desk.post("/brief/Faulty/freeze", data={"seen": seen, **signed}))
    assert "Bea Example let it pass: told by telephone" in frozen.text_content()


def test_hostile_text_is_text(desk: httpx.Client, hostile: FrozenBrief) -> None:
    """Markup and turns of direction in a brief are shown, and end where they stand; drawings run nothing."""
    tree = page(desk.get("/brief/Hostile/v/1"))
    assert not tree.xpath("//script[not(@src)] | //@onload | //@style | //a[starts-with(@href, 'javascript')]")
    assert "<script>alert(1)</script>" in tree.get_element_by_id("key-1").text_content()
    assert all("\u202c" in line.text_content() for line in tree.xpath("//section[@id='key']//li | //blockquote"))
    assert hostile.sha256 in tree.text_content()
    assert desk.get("/brief/Hostile/compare?old=1&new=1").status_code == 200


@pytest.mark.parametrize("form", Form)
def test_a_frozen_brief_is_handed_on_the_same_each_time(desk: httpx.Client, hostile: FrozenBrief, form: Form) -> None:
    """In every form, as a file that runs nothing; the JSON is what its hash is of."""
    first, second = (desk.get(f"/brief/Hostile/v/1/brief.{form}") for _ in range(2))
    assert first.status_code == 200
    assert first.content == second.content
    assert first.headers["content-disposition"].startswith(f'attachment; filename="Hostile v1.{form}"')
    assert "sandbox" in first.headers["content-security-policy"]
    if form is Form.JSON:
        assert digest_of(msgspec.json.decode(first.content, type=Brief)) == hostile.sha256


def test_what_is_not_there_is_said(desk: httpx.Client) -> None:
    """Names, versions and forms that nobody made."""
    for address in ("/brief/Nothing", "/brief/Alabuga/v/99", "/brief/Alabuga?since=99", "/brief/Nothing/v/1/brief.pdf"):
        assert desk.get(address).status_code == 404
    for address in ("/brief/a%00b", f"/brief/Alabuga/v/{10**30}", f"/brief/Alabuga?since={10**30}", "/brief/Alabuga/draft.exe"):
        assert desk.get(address).status_code == 422
    assert desk.post("/brief/Alabuga/preview", data={"text": "x" * 20_001}).status_code == 422


@pytest.mark.usefixtures("hostile")
def test_readers_read(kept: str) -> None:
    """They see no form to write or freeze."""
    users = {digest("b" * 32): User(name="Rita", role=Role.READER)}
    with (
        serving(Settings(place=kept, port=0, users=users)) as address,
        httpx.Client(base_url=address, headers={"authorization": f"Bearer {'b' * 32}"}, timeout=60) as reader,
    ):
        tree = page(reader.get("/brief/Hostile/v/1"))
        assert not tree.xpath("//form[@method='post' and not(@action='/logout')]")
        assert not page(reader.get("/brief")).xpath("//form[@action='/brief' and @method='post']")


def test_the_list_is_paged(place: str) -> None:
    """Fifty names a page, the filter kept."""
    with Ledger.open(place) as ledger:
        for number in range(60):
            keep_draft(ledger, Draft(name=f"Brief {number:02}", who="Ann", at=AT), seen=0)
    with serving(Settings(place=place, port=0)) as address:
        first = page(httpx.get(f"{address}/brief?actor=PRK"))
        assert len(first.xpath("//tbody/tr")) == 50
        assert "actor=PRK" in first.xpath("//a[@rel='next']/@href")[0]
        assert len(page(httpx.get(f"{address}/brief?page=2")).xpath("//tbody/tr")) == 10


def test_a_fault_is_placed_at_its_sentence() -> None:
    """Else at its part, else at none; words of a fault may hold those that stand before a sentence."""
    told = Statement(text="They met in: Oslo.", citations=())
    section = Section(key="key", title="Key points", statements=(told,))
    brief = Brief(title="t", cutoff=None, scope="s", sections=(section,), sources=(), method="m")
    faults = ("Key points: a number in: words in: They met in: Oslo.", "Key points: no sense", "the scope is not what was read: s")
    sentence, part, whole = placed(brief, faults)
    assert (sentence.anchor, sentence.text) == ("key-1", "a number in: words")
    assert (part.anchor, part.sentence) == ("key", "")
    assert (whole.part, whole.anchor, whole.text) == ("", "", faults[2])


def test_half_a_signature_is_none() -> None:
    """A reason needs a name and a name a reason."""
    with pytest.raises(BriefError, match="both or neither"):
        Signature(author="Ann")
