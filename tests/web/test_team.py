"""Several people at one ledger, each at a workbench of their own: nobody's judgement is lost or overwrites one that was not seen."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.store.conftest import read
from tests.web.conftest import serving

from foedus.corroboration.reconciling import METHOD
from foedus.pipeline.findings import refresh
from foedus.store import Ledger
from foedus.web.settings import Settings

ANALYSTS, EACH = 20, 3


@pytest.fixture(params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A ledger with two reports and two claims in each, in a file, then in a PostgreSQL database."""
    place = str(tmp_path / "team.db") if request.param == "sqlite" else str(request.getfixturevalue("database"))
    with Ledger.open(place) as ledger:
        for name in ("one", "two"):
            ledger.add(*read(name))
        refresh(ledger)
    return place


@pytest.fixture
def servers(filled: str) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """Two workbenches on it, Ann's and Bob's."""
    ann, bob = (Settings(place=filled, port=0, owner=owner, changes_per_minute=10_000) for owner in ("Ann", "Bob"))
    with serving(ann) as first, serving(bob) as second, httpx.Client(base_url=first) as one, httpx.Client(base_url=second) as other:
        yield one, other


def claims_at(client: httpx.Client) -> list[dict[str, Any]]:
    """The claims with their versions, as a workbench shows them."""
    return sorted(client.get("/api/claims").json()["items"], key=lambda held: str(held["claim"]["claim"]))


def judged(client: httpx.Client, key: str, seen: int, verdict: str = "accept", why: str = "checked") -> httpx.Response:
    """What comes of a judgement."""
    return client.post("/api/judgements", json={"verdict": verdict, "keys": [key], "why": why, "seen": seen}, timeout=60)


def test_a_judgement_on_what_another_judged_since_is_refused(servers: tuple[httpx.Client, httpx.Client]) -> None:
    """With what the other decided; on top of that it is kept."""
    ann, bob = servers
    held = claims_at(bob)[0]
    key = held["claim"]["claim"]
    assert judged(ann, key, held["version"], "reject", "a hoax").status_code == 201
    refused = judged(bob, key, held["version"])
    assert refused.status_code == 409
    assert (refused.json()["theirs"]["who"], refused.json()["theirs"]["why"]) == ("Ann", "a hoax")
    assert judged(bob, key, refused.json()["version"]).status_code == 201
    assert [one["judgement"]["who"] for one in ann.get(f"/api/claims/{key}/history").json()] == ["Ann", "Bob"]


def test_what_one_decides_the_other_sees(servers: tuple[httpx.Client, httpx.Client]) -> None:
    """What a workbench works out and keeps is worked out anew when the ledger was changed from elsewhere."""
    ann, bob = servers
    held = claims_at(bob)[0]
    before = bob.get("/api/outlook").json()
    assert bob.get("/api/health").json()["state"] == ann.get("/api/health").json()["state"]
    assert judged(ann, held["claim"]["claim"], held["version"], "reject").status_code == 201
    assert bob.get("/api/health").json()["state"] == ann.get("/api/health").json()["state"]
    assert next(one for one in claims_at(bob) if one["claim"] == held["claim"])["finding"] is None
    assert bob.get("/api/findings").json() == ann.get("/api/findings").json()
    assert bob.get("/api/outlook").json() == ann.get("/api/outlook").json()
    assert before["today"] == ann.get("/api/outlook").json()["today"]


@pytest.mark.slow
def test_no_acknowledged_judgement_is_lost(filled: str, servers: tuple[httpx.Client, httpx.Client]) -> None:
    """Twenty judge four claims at once, each on what they saw last: each that was acknowledged is kept, in order, none unseen."""
    keys = [held["claim"]["claim"] for held in claims_at(servers[0])]
    begin = threading.Barrier(ANALYSTS)

    def judge(number: int) -> list[tuple[str, str, int, str]]:
        client, key, seen = servers[number % 2], keys[number % len(keys)], 0
        kept: list[tuple[str, str, int, str]] = []
        begin.wait()
        while len(kept) < EACH:
            answer = judged(client, key, seen, why=f"{number}-{len(kept)}")
            assert answer.status_code in {201, 409}, answer.text
            if answer.status_code == 201:
                kept.append((answer.json()["id"], key, seen, answer.json()["judgement"]["why"]))
            seen = answer.json()["version"]
        return kept

    with ThreadPoolExecutor(ANALYSTS) as pool:
        acknowledged = [one for found in pool.map(judge, range(ANALYSTS)) for one in found]
    with Ledger.open(filled) as ledger:
        kept = ledger.judgements()
        assert not ledger.is_stale(METHOD)
    assert sorted(one[3] for one in acknowledged) == sorted(judgement.why for judgement in kept)
    assert {one[0] for one in acknowledged} == {judgement.id for judgement in kept}
    assert len({(key, seen) for _, key, seen, _ in acknowledged}) == ANALYSTS * EACH
    place_of = {judgement.id: place for place, judgement in enumerate(kept)}
    for key in keys:
        told = sorted((seen, place_of[made]) for made, about, seen, _ in acknowledged if about == key)
        assert [place for _, place in told] == sorted(place for _, place in told)


def test_readers_are_not_kept_waiting_by_writers(servers: tuple[httpx.Client, httpx.Client]) -> None:
    """Pages answer while others judge."""
    ann, bob = servers
    held = claims_at(ann)[0]
    done = threading.Event()

    def judge() -> None:
        seen = held["version"]
        for _ in range(10):
            seen = judged(ann, held["claim"]["claim"], seen).json()["version"]
        done.set()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(judge)
        answers = []
        while not done.is_set():
            answers.append(bob.get("/api/claims").status_code)
    assert set(answers) == {200}
