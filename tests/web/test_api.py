"""The interface for programs: the same answers as the command line, pages, faults, judgements, readings."""

import json
import re
import time
from pathlib import Path

import httpx
import msgspec
import pytest
from tests.web.conftest import serving

from foedus.cli import main
from foedus.exposure.flat import provision_line
from foedus.exposure.provisions import Provisions
from foedus.model.flat import FlatClaim, FlatExposure, FlatFinding, FlatProvision
from foedus.web.settings import Settings
from foedus.web.users import Role, User, digest

READER = "r" * 32


def first(client: httpx.Client, path: str, **parameters: str) -> dict[str, object]:
    """The first row of a list."""
    found = client.get(path, params=parameters).json()["items"][0]
    assert isinstance(found, dict)
    return found


def printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> list[dict[str, object]]:
    """The lines that a command prints as JSON."""
    monkeypatch.setattr("sys.argv", ["foedus", *words])
    with pytest.raises(SystemExit):
        main()
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_findings_are_those_of_the_command(
    client: httpx.Client, demo_ledger: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same fields and values, what they may touch included."""
    told = printed(capsys, monkeypatch, "findings", "drone", "--ledger", str(demo_ledger), "--json")
    answer = client.get("/api/findings", params={"q": "drone", "size": 200}).json()
    assert answer["total"] == len(told) > 0
    key = "finding"
    assert sorted(answer["items"], key=lambda one: one[key]) == sorted(told, key=lambda one: str(one[key]))


def test_pages_follow_each_other(client: httpx.Client) -> None:
    """`Link` leads through the whole list and keeps the filter."""
    seen: list[str] = []
    answer, path = None, "/api/claims?size=7&type=AGREE"
    while path:
        answer = client.get(path)
        seen += [one["claim"]["claim"] for one in answer.json()["items"]]
        assert answer.json()["total"] > 7
        assert all("type=AGREE" in link for link in re.findall(r"<([^>]+)>", answer.headers["link"]))
        path = next(iter(re.findall(r'<([^>]+)>; rel="next"', answer.headers["link"])), "")
    assert answer is not None
    assert len(set(seen)) == len(seen) == answer.json()["total"]


def test_flat_forms_have_the_fields_that_are_described(client: httpx.Client) -> None:
    """No field more, none less."""
    claims = client.get("/api/claims", params={"size": 200}).json()["items"]
    msgspec.convert([one["claim"] for one in claims], tuple[FlatClaim, ...])
    findings = client.get("/api/findings", params={"size": 200}).json()["items"]
    msgspec.convert(findings, tuple[FlatFinding, ...])
    rows = [provision_line(row) for row in Provisions.load().matching([])]
    msgspec.convert(rows, tuple[FlatProvision, ...])
    touched = next(one for one in findings if one["exposure"])
    lines = client.get(f"/api/findings/{touched['finding']}/exposure").json()
    assert msgspec.convert(lines, tuple[FlatExposure, ...])


def test_a_claim_stands_in_the_text_of_its_document(client: httpx.Client) -> None:
    """Offsets count in the text that the interface gives."""
    row = first(client, "/api/documents")
    document = client.get(f"/api/documents/{row['document']}").json()
    for held in client.get(f"/api/documents/{row['document']}/claims").json()["items"]:
        claim = held["claim"]
        assert document["text"][claim["start"] : claim["end"]] == claim["sentence"]
        assert client.get(f"/api/claims/{claim['claim']}").json() == held


@pytest.mark.parametrize(
    "path",
    ["/api/ties", "/api/windows", "/api/moves", "/api/panel", "/api/outlook", "/api/lists", "/api/brief", "/api/stories", "/api/health"],
)
def test_every_reading_answers(client: httpx.Client, path: str) -> None:
    """With JSON, and more than nothing where the reports have something to say."""
    answer = client.get(path, timeout=60)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"


def test_a_story_holds_its_findings(client: httpx.Client) -> None:
    """As many as its row counts."""
    row = first(client, "/api/stories")
    assert len(client.get(f"/api/stories/{row['story']}").json()["findings"]) == row["findings"]


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/api/findings/f-0000000000000000", 404, "no finding"),
        ("/api/findings/nonsense", 422, "pattern"),
        ("/api/stories/s-0000000000000000", 404, "no story"),
        ("/api/findings?since=yesterday", 422, "since"),
        ("/api/findings?stauts=planned", 422, "stauts"),
        ("/api/findings?with=PRK", 422, "with"),
        ("/api/claims?size=201", 422, "size"),
        ("/api/screening?name=X", 404, "no lists"),
        ("/api/reading/0000000000000000", 404, "handed in"),
        ("/api/nothing", 404, "Not Found"),
    ],
)
def test_faults_say_what_is_wrong(client: httpx.Client, path: str, status: int, words: str) -> None:
    """In JSON, with the status that fits."""
    answer = client.get(path)
    assert answer.status_code == status
    assert words in answer.json()["detail"]


def test_a_method_that_is_not_offered_names_those_that_are(client: httpx.Client) -> None:
    """405 with `Allow`."""
    answer = client.delete("/api/judgements")
    assert (answer.status_code, bool(answer.headers["allow"])) == (405, True)


def test_a_judgement_is_kept_and_a_stale_one_is_not(place: str) -> None:
    """The second to judge learns what the first decided, and may then judge on top of it."""
    with serving(Settings(place=place, port=0)) as address, httpx.Client(base_url=address) as client:
        held = first(client, "/api/claims")
        claim = held["claim"]
        assert isinstance(claim, dict)
        mine = {"verdict": "accept", "keys": [claim["claim"]], "why": "checked", "seen": held["version"]}
        kept = client.post("/api/judgements", json=mine)
        assert kept.status_code == 201
        assert client.get(kept.headers["location"]).json()["judgement"]["why"] == "checked"
        stale = client.post("/api/judgements", json=mine | {"verdict": "reject"})
        assert stale.status_code == 409
        assert stale.json()["theirs"]["why"] == "checked"
        on_top = client.post("/api/judgements", json=mine | {"verdict": "reject", "seen": stale.json()["version"]})
        assert on_top.status_code == 201
        assert on_top.json()["version"] > kept.json()["version"]
        undone = client.post(
            "/api/judgements", json={"verdict": "undo", "keys": [on_top.json()["id"]], "why": "no", "seen": on_top.json()["version"]}
        )
        assert undone.status_code == 201
        told = client.get(f"/api/claims/{claim['claim']}/history").json()
        assert [one["judgement"]["verdict"] for one in told] == ["accept", "reject", "undo"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"verdict": "bless", "keys": ["c-1"], "why": "x", "seen": 0}, "bless"),
        ({"verdict": "accept", "keys": [], "why": "x", "seen": 0}, "key"),
        ({"verdict": "accept", "keys": ["c-"], "why": " ", "seen": 0}, "reason"),
        ({"verdict": "accept", "keys": ["c-"], "why": "x"}, "seen"),
        ({"verdict": "accept", "keys": ["c-"], "why": "x", "seen": 0, "who": "somebody else"}, "who"),
        ([], "object"),
    ],
)
def test_a_judgement_that_does_not_fit_is_refused(client: httpx.Client, body: object, words: str) -> None:
    """422, and nothing is kept."""
    answer = client.post("/api/judgements", json=body)
    assert answer.status_code == 422
    assert words in answer.json()["detail"]
    assert client.get("/api/judgements").json()["total"] == 0


@pytest.mark.slow
def test_documents_are_read_in(place: str) -> None:
    """JSON lines become documents with claims; what is no document is told."""
    lines = '{"id": "new", "published": "2025-03-04", "text": "Turkey gave ten drones to Mali on Monday."}\n{"no": "text"}\n'
    with serving(Settings(place=place, port=0)) as address, httpx.Client(base_url=address) as client:
        taken = client.post("/api/reading", content=lines, headers={"content-type": "application/jsonl"})
        assert taken.status_code == 202
        until = time.monotonic() + 60
        while (job := client.get(taken.headers["location"]).json())["state"] != "done" and time.monotonic() < until:
            time.sleep(0.05)
        assert (job["state"], job["added"], job["refused"]) == ("done", 1, 1)
        document = client.get(f"/api/documents/{job['documents'][0]}").json()
        assert document["name"] == "new"
        assert client.get(f"/api/documents/{document['document']}/claims").json()["total"] > 0


def test_a_reader_may_not_decide_by_program_either(place: str) -> None:
    """And nobody comes in without a token; the refusals are JSON."""
    users = {digest(READER): User(name="Rita", role=Role.READER)}
    with serving(Settings(place=place, port=0, users=users)) as address, httpx.Client(base_url=address) as client:
        assert client.get("/api/findings").json() == {"detail": "a token is needed"}
        known = {"authorization": f"Bearer {READER}"}
        assert client.get("/api/findings", headers=known).status_code == 200
        refused = client.post("/api/judgements", headers=known, json={})
        assert (refused.status_code, refused.json()["detail"]) == (403, "Rita may read, but not decide")


def test_the_page_lists_all_operations(client: httpx.Client) -> None:
    """Each with its parameters."""
    described = client.get("/api/openapi.json").json()
    page = client.get("/api").text
    assert described["openapi"].startswith("3.1")
    for path in described["paths"]:
        assert f"<code>{path}</code>" in page
    assert "Words that all stand in the finding" in page
