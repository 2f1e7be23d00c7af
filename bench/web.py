"""Analysts who read and judge at one workbench at once: how soon pages answer, and whether a judgement is lost.

The archive is made up (`bench.archive`); the server is a process of its own, on loopback, with a token for each analyst.
"""

import argparse
import random
import resource
import secrets
import socket
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import httpx

from bench.archive import archive
from bench.reporting import Report, add_output, reporting
from foedus.corroboration.reconciling import Reconciler
from foedus.store import Ledger

_BATCH = 500
_PATIENCE_SECONDS = 120.0
_TABLES = ("/inbox", "/claims", "/stories", "/exposure", "/api/findings", "/api/claims", "/api/stories")
# how often an analyst does what, of each hundred
_READS = {
    "/inbox": 8,
    "/claims": 18,
    "claim": 18,
    "/stories": 8,
    "story": 10,
    "/network": 4,
    "/exposure": 4,
    "/api/findings": 5,
    "/api/claims": 5,
}
_JUDGES = 20
FIRST_PAGE_MS, TABLE_MS = 300, 500


@dataclass
class Work:
    """What analysts did: milliseconds by kind of page, judgements that were acknowledged, refused as stale, and what went wrong."""

    times: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    kept: list[str] = field(default_factory=list)
    stale: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    seconds: float = 0.0
    processor_seconds: float = 0.0


class Served(NamedTuple):
    """A server that runs: its address, and its process."""

    address: str
    process: int


class Analyst:
    """One person at the workbench, who reads, thinks, and judges what was just read.

    Args:
        address: The server.
        token: The person's token.
        number: Another number, another person.
        pause: Seconds of thought after each page, on average.
        work: Where to note what comes of it.
    """

    def __init__(self, address: str, token: str, number: int, pause: float, work: Work) -> None:
        self._client = httpx.Client(base_url=address, headers={"authorization": f"Bearer {token}"}, timeout=_PATIENCE_SECONDS)
        self._chance = random.Random(number)  # noqa: S311  # habits, not secrets
        self._pause, self._work = pause, work
        self._total = 0

    def run(self, until: float) -> None:
        """Work until a moment of the monotonic clock."""
        kinds = [*_READS, "judge"]
        weights = [*_READS.values(), _JUDGES]
        with self._client:
            while time.monotonic() < until:
                (kind,) = self._chance.choices(kinds, weights)
                self._do(kind)
                time.sleep(self._chance.expovariate(1 / self._pause) if self._pause else 0)

    def _do(self, kind: str) -> None:
        if kind in {"claim", "judge"}:
            self._with_claim(kind)
        elif kind == "story":
            rows = self._get("/api/stories", f"/api/stories?page={self._chance.randint(1, 20)}")
            items = rows.json()["items"] if rows else []
            if items:
                self._get("story", f"/stories/{self._chance.choice(items)['story']}")
        else:
            page = self._chance.randint(1, 20) if kind in _TABLES and kind != "/exposure" else 1
            self._get(kind, f"{kind}?page={page}")

    def _with_claim(self, kind: str) -> None:
        rows = self._get("/api/claims", f"/api/claims?page={self._chance.randint(1, 50)}")
        items = rows.json()["items"] if rows else []
        if not items:
            return
        held = self._chance.choice(items)
        key = held["claim"]["claim"]
        if kind == "claim":
            self._get("claim", f"/claims?claim={key}")
            return
        verdict = self._chance.choice(["accept", "accept", "reject", "note"])
        body = {"verdict": verdict, "keys": [key], "why": f"checked {secrets.token_hex(4)}", "seen": held["version"]}
        answer = self._timed("judge", "POST", "/api/judgements", body)
        if answer is not None and answer.status_code == 201:  # noqa: PLR2004  # the HTTP status
            self._work.kept.append(answer.json()["id"])

    def _get(self, kind: str, path: str) -> httpx.Response | None:
        return self._timed(kind, "GET", path)

    def _timed(self, kind: str, method: str, path: str, body: object = None) -> httpx.Response | None:
        begun = time.perf_counter()
        try:
            answer = self._client.request(method, path, json=body)
        except httpx.HTTPError as error:
            self._work.faults[f"{kind}: {type(error).__name__}"] += 1
            return None
        self._work.times[kind].append((time.perf_counter() - begun) * 1000)
        if answer.status_code == 409:  # noqa: PLR2004
            self._work.stale += 1
        elif answer.is_error:
            self._work.faults[f"{kind}: {answer.status_code}"] += 1
        return answer if answer.is_success else None


def fill(place: Path, documents: int) -> None:
    """Make a ledger of a made-up archive."""
    reports = archive(documents, per_day=30)
    reconciler = Reconciler()
    with Ledger.open(place) as ledger:
        while batch := list(islice(reports, _BATCH)):
            for document, claims, _ in batch:
                ledger.add(document, claims, coder="archive/1")
            ledger.refresh(lambda: reconciler)


@contextmanager
def serving(place: Path, folder: Path, tokens: Sequence[str]) -> Iterator[Served]:
    """The server as a process of its own."""
    users = folder / "users.tsv"
    users.touch(mode=0o600)
    users.write_text("".join(f"analyst {number}\tanalyst\t{token}\n" for number, token in enumerate(tokens)), encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-c",
        "from foedus.cli import main; main()",
        "serve",
        f"--ledger={place}",
        f"--users={users}",
        f"--port={port}",
    ]
    process = subprocess.Popen(command)  # noqa: S603  # our own command
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address)
        yield Served(address, process.pid)
    finally:
        process.terminate()
        process.wait(_PATIENCE_SECONDS)


def _wait(address: str) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            httpx.get(f"{address}/health")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return


def measure(place: Path, analysts: int, seconds: float, pause: float) -> tuple[Work, dict[str, float]]:
    """Let analysts work.

    Args:
        place: The ledger.
        analysts: How many.
        seconds: For how long.
        pause: Seconds of thought after each page, on average.

    Returns:
        What they did; and milliseconds of each kind of page when nobody else is there, the first time and again.
    """
    work, tokens = Work(), [secrets.token_hex(16) for _ in range(analysts)]
    with TemporaryDirectory() as folder, serving(place, Path(folder), tokens) as (address, _):
        alone = _alone(address, tokens[0])
        begun = time.monotonic()
        people = [Analyst(address, token, number, pause, work) for number, token in enumerate(tokens)]
        with ThreadPoolExecutor(analysts) as pool:
            for done in [pool.submit(person.run, begun + seconds) for person in people]:
                done.result()
        work.seconds = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work.processor_seconds = after.ru_utime + after.ru_stime
    with Ledger.open(place) as ledger:
        work.lost = len(set(work.kept) - {judgement.id for judgement in ledger.judgements()})
    return work, alone


def _alone(address: str, token: str) -> dict[str, float]:
    """Pages one after the other: the first of all, then each kind, its second time."""
    with httpx.Client(base_url=address, headers={"authorization": f"Bearer {token}"}, timeout=_PATIENCE_SECONDS) as client:
        found = {"first page": _milliseconds(client, "/inbox")}
        for path in (*_TABLES, "/network"):
            found[f"{path}, first"] = _milliseconds(client, path)
            found[path] = _milliseconds(client, path)
        return found


def _milliseconds(client: httpx.Client, path: str) -> float:
    begun = time.perf_counter()
    client.get(path).raise_for_status()
    return (time.perf_counter() - begun) * 1000


PAGES = {"page": "<16", "number": "7d", "p50 ms": "8.0f", "p95 ms": "8.0f", "max ms": "8.0f"}


def tell(work: Work, alone: dict[str, float], report: Report) -> None:
    """Print and keep the figures."""
    report.put(alone_ms=alone, acknowledged=len(work.kept), stale=work.stale, lost=work.lost, faults=dict(work.faults))
    report.say("alone, ms: " + ", ".join(f"{kind} {value:.0f}" for kind, value in alone.items()))
    pages = sum(map(len, work.times.values()))
    busy = f"the server's processes were busy for {work.processor_seconds:.0f} s, the start and the pages alone among it"
    report.say(f"{pages} pages in {work.seconds:.0f} s, {pages / work.seconds:.1f} a second; {busy}")
    table = report.table("pages", PAGES)
    for kind, values in sorted(work.times.items()):
        ordered = sorted(values)
        p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        table.add(kind, len(ordered), ordered[len(ordered) // 2], p95, ordered[-1])
    faults = ", ".join(f"{number} {what}" for what, number in work.faults.items()) or "none"
    report.say(f"judgements: {len(work.kept)} acknowledged, {work.stale} refused as stale, {work.lost} lost; faults: {faults}")


def main() -> None:
    """Fill a ledger, let analysts work, print; exit 1 if a judgement was lost or a page failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000, help="how large the archive is")
    parser.add_argument("--ledger", type=Path, help="a ledger that is there, instead of an archive; it will be judged in")
    parser.add_argument("--analysts", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--pause", type=float, default=3.0, help="seconds of thought after each page, on average")
    add_output(parser)
    given = parser.parse_args()
    with reporting("web", given.json) as report, TemporaryDirectory() as folder:
        place = given.ledger or Path(folder) / "archive.db"
        if given.ledger is None:
            fill(place, given.documents)
        work, alone = measure(place, given.analysts, given.seconds, given.pause)
        tell(work, alone, report)
    sys.exit(bool(work.lost or work.faults))


if __name__ == "__main__":
    main()
