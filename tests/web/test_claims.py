"""Claims: the table, the text beside it, and what a person decides."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from lxml import html
from tests.web.conftest import serving

from foedus.desk.judging import Saying, judge
from foedus.model.claim import Claim
from foedus.model.judgement import Verdict
from foedus.store import Ledger
from foedus.web.judging import Asked, decide
from foedus.web.settings import Settings
from foedus.web.users import Role, User, digest

Form = dict[str, str]


@pytest.fixture
def desk(place: str) -> Iterator[httpx.Client]:
    """A browser without script on a ledger of its own."""
    with serving(Settings(place=place, port=0)) as address, httpx.Client(base_url=address, follow_redirects=True) as made:
        yield made


@pytest.fixture(scope="module")
def worker_claim(demo_ledger: Path) -> Claim:
    """The claim on the workers that are to be sent for know-how, with a return and several slots."""
    with Ledger.open(demo_ledger) as ledger:
        return next(claim for claim in ledger.claims() if claim.exchange and claim.event.quantity and claim.event.place)


def page(answer: httpx.Response) -> html.HtmlElement:
    """An answer as a tree."""
    return html.document_fromstring(answer.text)


def words(tree: html.HtmlElement, path: str) -> str:
    """The words of the first element of a path."""
    return " ".join(tree.xpath(path)[0].text_content().split())


def form_with(tree: html.HtmlElement, path: str) -> Form:
    """The fields of a form as the page gives them."""
    form = tree.xpath(path)[0]
    return {name: value or "" for name, value in form.fields.items() if name and name != "with"}


def decision(desk: httpx.Client, claim: str, query: str = "") -> Form:
    """The fields of the form that accepts and rejects."""
    return form_with(page(desk.get(f"/claims?claim={claim}{query}")), "//form[@data-decide]")


def test_the_table_tells_who_does_what_and_who_says_so(client: httpx.Client, worker_claim: Claim) -> None:
    """Actor, deed, recipient, code, status, count, return, speaker, outlet and finding stand in the row of a claim."""
    tree = page(client.get("/claims", params={"document": worker_claim.document}))
    row = words(tree, f"//tr[@data-claim='{worker_claim.id}']")
    told = [
        "North Korea",
        "will send",
        "Russia",
        "AGREE",
        "planned",
        "25,000 workers",
        "for expertise",
        "Russian diplomats",
        "Harbour Gazette",
    ]
    assert [part for part in told if part not in row] == []
    assert tree.xpath(f"//tr[@data-claim='{worker_claim.id}']//a[starts-with(@href, '/stories/')]")


def test_a_document_narrows_the_table(client: httpx.Client, worker_claim: Claim) -> None:
    """Only its claims are listed, and every link of the table keeps to it."""
    tree = page(client.get("/claims", params={"document": worker_claim.document}))
    assert len(tree.xpath("//tr[@data-claim]")) == 6
    assert all(worker_claim.document in link for link in tree.xpath("//tr//a[@data-open]/@href"))


def test_pages_and_filter_are_kept_in_links(client: httpx.Client) -> None:
    """The second page of a filtered list leads to claims of that list."""
    tree = page(client.get("/claims", params={"page": "2"}))
    assert len(tree.xpath("//tr[@data-claim]")) == 43
    assert all("page=2" in link for link in tree.xpath("//tr//a[@data-open]/@href"))
    filtered = page(client.get("/claims", params={"actor": "PRK", "type": "AGREE"}))
    assert 0 < len(filtered.xpath("//tr[@data-claim]")) < 20
    assert all("actor=PRK" in link for link in filtered.xpath("//tr//a[@data-open]/@href"))
    assert "No claim fits" in client.get("/claims", params={"q": "zzzz"}).text


def test_the_text_is_shown_whole_with_every_slot(client: httpx.Client, worker_claim: Claim, demo_ledger: Path) -> None:
    """Without the labels it is the text itself, and each slot is labelled where it begins."""
    tree = page(client.get("/claims", params={"claim": worker_claim.id}))
    text = tree.xpath("//div[contains(@class, 'marked')]")[0]
    labels = [tag.text for tag in text.xpath(".//small[@class='tag']")]
    told = {"evidence", "trigger", "actor", "recipient", "quantity", "place", "gives", "gets", "in return", "attribution", "cue"}
    assert told <= set(labels)
    for tag in text.xpath(".//small[@class='tag']"):
        tag.text = ""
    with Ledger.open(demo_ledger) as ledger:
        assert text.text_content() == ledger.document(worker_claim.document).text
    assert len(tree.xpath("//*[@id='evidence']")) == 1


def test_other_claims_of_the_text_are_links(client: httpx.Client, worker_claim: Claim) -> None:
    """Their triggers lead to them."""
    tree = page(client.get("/claims", params={"claim": worker_claim.id}))
    assert len(tree.xpath("//a[contains(@class, 'm-other-claim')]")) == 5


def test_slots_tell_value_words_and_reason(client: httpx.Client, worker_claim: Claim) -> None:
    """As `foedus explain` does."""
    rows = {
        words(row, "th"): words(row, ".")
        for row in page(client.get("/claims", params={"claim": worker_claim.id})).xpath("//table[@class='slots']/tbody/tr")
    }
    assert "25,000 workers (exact)" in rows["Quantity"]
    assert "“25,000 workers”" in rows["Quantity"].replace("25,000 workers (exact)", "") or "25,000 workers 22–36" in rows["Quantity"]
    assert "tense:modal.will" in rows["Status"]
    assert "Alabuga" in rows["Place"]
    assert "expertise in building" in rows["In return"]


def test_accepting_goes_on_to_the_next_claim(desk: httpx.Client, worker_claim: Claim, place: str) -> None:
    """The list stays where it was, the row is marked, and the status line says what was done."""
    before = decision(desk, worker_claim.id, f"&document={worker_claim.document}")
    after = desk.post("/claims/judge", data=before | {"verdict": "accept", "why": "read it"})
    assert f"document={worker_claim.document}" in str(after.url)
    assert f"claim={before['next']}" in str(after.url)
    tree = page(after)
    assert "Accepted (read it)" in words(tree, "//div[@id='status']")
    assert "accepted" in words(tree, f"//tr[@data-claim='{worker_claim.id}']")
    with Ledger.open(place) as ledger:
        (kept,) = ledger.judgements()
        assert (kept.verdict, kept.why) == (Verdict.ACCEPT, "read it")


def test_rejecting_takes_a_claim_out_of_its_finding_and_undo_puts_it_back(desk: httpx.Client, worker_claim: Claim, place: str) -> None:
    """Undo is offered at once, and both stay in the history."""
    with Ledger.open(place) as ledger:
        finding = ledger.finding(worker_claim.id)
    after = desk.post("/claims/judge", data=decision(desk, worker_claim.id) | {"verdict": "reject", "why": "misread", "next": ""})
    tree = page(after)
    assert "rejected" in words(tree, "//section[@id='chosen']")
    assert "finding none" in words(tree, "//p[@class='about']")
    undone = page(desk.post("/claims/judge", data=form_with(tree, "//div[@id='status']//form") | {"why": "it is right"}))
    assert "rejected" not in words(undone, "//p[@class='about']")
    assert finding.id[:8] in words(undone, "//p[@class='about']")
    assert [words(item, "strong") for item in undone.xpath("//ol[@class='history']/li")] == ["undo", "reject"]
    assert "(taken back)" in words(undone, "//ol[@class='history']/li[2]")


@pytest.mark.parametrize("why", ["", "   "])
def test_a_judgement_needs_a_reason(desk: httpx.Client, worker_claim: Claim, place: str, why: str) -> None:
    """Nothing is kept without one."""
    answer = desk.post("/claims/judge", data=decision(desk, worker_claim.id) | {"verdict": "accept", "why": why})
    assert answer.status_code == 422
    assert "needs a reason" in words(page(answer), "//p[@role='alert']")
    with Ledger.open(place) as ledger:
        assert ledger.judgements() == ()


@pytest.mark.parametrize(
    ("slot", "value", "shown"),
    [("status", "completed", "completed"), ("recipients", "BLR", "Belarus (BLR)"), ("date", "2024-11", "2024-11 (month)")],
)
def test_a_correction_is_shown_in_its_slot(desk: httpx.Client, worker_claim: Claim, slot: str, value: str, shown: str) -> None:
    """With who corrected it and why among the reasons."""
    tree = page(desk.get(f"/claims?claim={worker_claim.id}"))
    form = form_with(tree, f"//table[@class='slots']//form[.//input[@name='slot' and @value='{slot}']]")
    after = page(desk.post("/claims/judge", data=form | {"value": value, "why": "as the text has it"}))
    (row,) = [row for row in after.xpath("//table[@class='slots']/tbody/tr") if row.xpath(f".//input[@value='{slot}']")]
    assert shown in words(row, "td[1]")
    assert "corrected" in words(row, "th")
    assert "as the text has it" in words(row, "td[2]")


def test_a_value_that_cannot_be_is_refused(desk: httpx.Client, worker_claim: Claim) -> None:
    """With what can be."""
    form = decision(desk, worker_claim.id) | {"verdict": "correct", "slot": "status", "value": "finished", "why": "x"}
    answer = desk.post("/claims/judge", data=form)
    assert answer.status_code == 422
    assert "one of planned" in words(page(answer), "//p[@role='alert']")


def test_merging_with_ticked_claims_and_splitting_again(desk: httpx.Client, worker_claim: Claim, place: str) -> None:
    """Ticked rows and typed ids count alike; a split parts the claim from the rest of its finding."""
    with Ledger.open(place) as ledger:
        members = set(ledger.finding(worker_claim.id).supporting)
        other = next(claim for claim in ledger.claims(worker_claim.document) if claim.id not in members)
    tree = page(desk.get(f"/claims?claim={worker_claim.id}"))
    form = form_with(tree, "//form[@id='several']")
    after = desk.post("/claims/judge", data={**form, "verdict": "merge", "why": "one deed", "with": ["", other.id]})
    assert after.status_code == 200
    with Ledger.open(place) as ledger:
        assert ledger.finding(worker_claim.id).id == ledger.finding(other.id).id
    again = form_with(page(after), "//form[@id='several']")
    assert desk.post("/claims/judge", data=again | {"verdict": "split", "why": "two deeds after all"}).status_code == 200
    with Ledger.open(place) as ledger:
        assert ledger.finding(worker_claim.id).id != ledger.finding(other.id).id


def test_an_origin_is_marked(desk: httpx.Client, worker_claim: Claim, place: str) -> None:
    """As the same or as one apart."""
    with Ledger.open(place) as ledger:
        other = next(claim for claim in ledger.claims() if claim.document != worker_claim.document)
    form = form_with(page(desk.get(f"/claims?claim={worker_claim.id}")), "//form[@id='several']")
    assert desk.post("/claims/judge", data=form | {"verdict": "origin:same", "why": "one wire", "with": other.id}).status_code == 200
    with Ledger.open(place) as ledger:
        (kept,) = ledger.judgements()
        assert (kept.verdict, kept.value, len(kept.targets)) == (Verdict.ORIGIN, "same", 2)


def test_a_merge_without_others_is_refused(desk: httpx.Client, worker_claim: Claim) -> None:
    """One claim is no two, and an unknown id is said to be one."""
    form = form_with(page(desk.get(f"/claims?claim={worker_claim.id}")), "//form[@id='several']")
    alone = desk.post("/claims/judge", data=form | {"verdict": "merge", "why": "x"})
    unknown = desk.post("/claims/judge", data=form | {"verdict": "merge", "why": "x", "with": "c-nothing"})
    assert (alone.status_code, unknown.status_code) == (422, 422)
    assert "two claims at least" in alone.text
    assert "0 ids" in unknown.text


@pytest.mark.parametrize(
    ("verdict", "more"), [("reject", {}), ("correct", {"slot": "status", "value": "ongoing"}), ("merge", {"with": "other"}), ("split", {})]
)
def test_a_stale_judgement_shows_both_and_can_be_applied_on_top(
    desk: httpx.Client, worker_claim: Claim, place: str, verdict: str, more: Form
) -> None:
    """What somebody else decided in the meantime is not overwritten unseen."""
    with Ledger.open(place) as ledger:
        finding = ledger.finding(worker_claim.id)
        other = next(claim for claim in ledger.claims() if claim.document != worker_claim.document and claim.id not in finding.supporting)
        form = decision(desk, worker_claim.id) | {"verdict": verdict, "why": "mine", **more}
        form |= {"with": other.id} if more.get("with") else {}
        judge(ledger, Verdict.NOTE, [worker_claim.id], Saying(who="Bea", why="theirs"))
    answer = desk.post("/claims/judge", data=form)
    assert answer.status_code == 409
    tree = page(answer)
    assert "theirs Bea" in words(tree, "//section[@aria-labelledby='theirs']")
    assert f"{verdict}" in words(tree, "//section[@aria-labelledby='mine']")
    fields = form_with(tree, "//section[@aria-labelledby='mine']//form") | ({"with": other.id} if more.get("with") else {})
    assert desk.post("/claims/judge", data=fields).status_code == 200
    with Ledger.open(place) as ledger:
        assert [judgement.why for judgement in ledger.judgements()] == ["theirs", "mine"]


def test_a_judgement_made_while_another_is_kept_is_not_lost(worker_claim: Claim, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A merge fails too if somebody judges the other claim between the check and the keeping."""
    with Ledger.open(place) as ledger:
        other = next(claim for claim in ledger.claims() if claim.document != worker_claim.document)
        original: Callable[..., int] = ledger.version_of

        def racing(targets: object) -> int:
            version = original(targets)
            monkeypatch.setattr(ledger, "version_of", original)
            judge(ledger, Verdict.NOTE, [other.id], Saying(who="Bea", why="first"))
            return version

        monkeypatch.setattr(ledger, "version_of", racing)
        with pytest.raises(Exception, match="judged this since"):
            decide(ledger, Asked(verdict=Verdict.MERGE, key=worker_claim.id, others=(other.id,), why="x", seen=0), "Ann")


def test_a_form_of_another_make_is_refused(desk: httpx.Client, worker_claim: Claim) -> None:
    """No verdict, no version: nothing is guessed."""
    for fields in ({"verdict": "maybe", "seen": "0"}, {"verdict": "accept", "seen": "x"}, {"verdict": "accept", "seen": "9" * 5000}, {}):
        assert desk.post("/claims/judge", data={"claim": worker_claim.id, "why": "x", **fields}).status_code == 422


def test_where_a_judgement_leads_stays_here(place: str, worker_claim: Claim) -> None:
    """What the form says of the list is read as a filter and never as an address."""
    with serving(Settings(place=place, port=0)) as address, httpx.Client(base_url=address) as client:
        form = decision(client, worker_claim.id) | {"verdict": "note", "why": "x", "back": "//evil.example/?q=a&x=1"}
        answer = client.post("/claims/judge", data=form)
        assert re.match(r"/claims\?", answer.headers["location"])
        assert "evil" not in answer.headers["location"]


def test_a_reader_is_offered_no_judgement(place: str, worker_claim: Claim) -> None:
    """Text and history are there, forms are not."""
    users = {digest("r" * 32): User(name="Rita", role=Role.READER)}
    with serving(Settings(place=place, port=0, users=users)) as address:
        answer = httpx.get(f"{address}/claims", params={"claim": worker_claim.id}, headers={"authorization": f"Bearer {'r' * 32}"})
        tree = page(answer)
        assert tree.xpath("//div[contains(@class, 'marked')]")
        assert not tree.xpath("//form[@action='/claims/judge'] | //input[@type='checkbox' and @name='with']")


def test_unknown_claims_and_documents_are_said_to_be_unknown(client: httpx.Client) -> None:
    """With 404; a judgement that an address invents is not shown."""
    assert client.get("/claims?claim=c-none").status_code == 404
    assert client.get("/claims?document=d-none").status_code == 404
    assert words(page(client.get("/claims?done=j-none")), "//div[@id='status']") == ""
    assert client.get("/claims?page=99999999999999999999").status_code == 200
