"""Killed at any instant, a ledger opens, holds all that was acknowledged, and nothing half."""

import hashlib
import random
import sqlite3
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest
from sqlalchemy import column, select
from sqlalchemy import table as table_of
from tests.conftest import Server
from tests.store.conftest import OneEach
from tests.store.writer import DEEDS, raw_of, write

from foedus.store import Ledger, schema

Said = list[tuple[str, int]]
State = dict[str, int]
# kills of one ledger before the next one is begun, so that the making of a ledger is killed too and checks stay short
KILLS = 20
LEDGERS = 15
# a writer lives so long, from its start; opening takes the first hundredth of a second or more
LONGEST_SECONDS = 0.05


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Starts writers by forking a process that has everything loaded."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.store.warm"])
    return context


def killed(context: ForkServerContext, place: str, first: int, seconds: float, after: str = "started") -> Said:
    """What a writer said before it was killed, so long after it had started or opened the ledger."""
    hears, says = context.Pipe(duplex=False)
    process = context.Process(target=write, args=(place, first, says))
    process.start()
    says.close()
    while hears.recv()[0] != after:
        pass
    time.sleep(seconds)
    process.kill()
    process.join()
    assert process.exitcode == -9
    return said(hears)


def said(hears: Connection) -> Said:
    """All that is left in a pipe whose other end is dead."""
    found: Said = []
    with hears:
        while True:
            try:
                found.append(hears.recv())
            except EOFError:
                return found


def check(ledger: Ledger, before: State, acknowledged: Said) -> State:
    """Hold a ledger against what was acknowledged, and its parts against each other.

    Args:
        ledger: The ledger of a writer that was killed.
        before: What was in it when the writer began.
        acknowledged: What the writer said.

    Returns:
        What is in it now.
    """
    documents = ledger.documents()
    state = {document.name: len(ledger.claims(document.id)) for document in documents}
    promised = before | {name: deeds for name, deeds in acknowledged if deeds}
    assert set(promised) <= set(state)
    assert sum(promised.get(name) != deeds for name, deeds in state.items()) <= 1, "more than the one step that nobody was told of"
    for document in documents:
        assert hashlib.sha256(document.text.encode()).hexdigest() == document.text_sha256
        assert ledger.raw(document.id) == raw_of(document.name)
        assert state[document.name] in {DEEDS, DEEDS // 2}
        assert {claim.event.coder for claim in ledger.claims(document.id)} == {ledger.reading(document.id).coder}
        assert len(ledger.discards(document.id)) == 1
    _check_words(ledger, [document.name for document in documents])
    _check_findings(ledger)
    return state


def _check_words(ledger: Ledger, names: list[str]) -> None:
    """Every document and claim is found, each once, and nothing else."""
    assert [document.name for document in ledger.search("title")] == names
    assert ledger.search_claims("TUR") == ledger.claims()
    with ledger.snapshot() as connection:
        for index, table in ((schema.DOCUMENT_WORDS, schema.documents), (schema.CLAIM_WORDS, schema.claims)):
            indexed: list[str] = list(connection.scalars(select(column("id")).select_from(table_of(index))))
            assert sorted(indexed) == sorted(connection.scalars(select(table.c.id)))


def _check_findings(ledger: Ledger) -> None:
    """Findings and the table of their claims agree; those of a ledger that is not stale rest on claims that are there."""
    known = {claim.id for claim in ledger.claims()}
    findings = ledger.findings()
    with ledger.snapshot() as connection:
        rows = connection.execute(select(schema.finding_claims.c.finding, schema.finding_claims.c.claim))
        links = {(finding, claim) for finding, claim in rows}
    assert links == {(finding.id, claim) for finding in findings for claim in finding.supporting if claim in known}
    if not ledger.is_stale(1):
        assert findings == tuple(map(OneEach().finding, ledger.claims()))


def check_file(place: Path) -> None:
    """What SQLite itself says of the file, and of its index."""
    with sqlite3.connect(place) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        for index in (schema.DOCUMENT_WORDS, schema.CLAIM_WORDS):
            raw.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")  # noqa: S608  # the name is our own
    raw.close()


@pytest.mark.slow
def test_a_writer_killed_hundreds_of_times(processes: ForkServerContext, tmp_path: Path) -> None:
    """At random instants: while a ledger is made, opened, added to, coded anew, and its findings derived."""
    chance = random.Random(4)  # noqa: S311  # instants, not secrets
    steps = 0
    for number in range(LEDGERS):
        place, state = tmp_path / f"{number}.db", State()
        for kill in range(KILLS):
            moment = "opened" if kill % 2 else "started"
            acknowledged = killed(processes, str(place), len(state), chance.uniform(0, LONGEST_SECONDS), moment)
            with Ledger.open(place) as ledger:
                state = check(ledger, state, acknowledged)
            steps += len(acknowledged)
        check_file(place)
    assert steps > LEDGERS * KILLS // 2, "hardly anything was written: the writers are killed too early"


@pytest.mark.slow
def test_a_writer_to_postgresql_killed(processes: ForkServerContext, postgres: Server) -> None:
    """The server undoes what its dead client began."""
    chance = random.Random(4)  # noqa: S311  # instants, not secrets
    place, state = postgres.database(), State()
    for number in range(KILLS):
        moment = "opened" if number % 2 else "started"
        acknowledged = killed(processes, place, len(state), chance.uniform(0, 5 * LONGEST_SECONDS), moment)
        with Ledger.open(place) as ledger:
            state = check(ledger, state, acknowledged)
    assert len(state) > KILLS // 2, "hardly anything was written: the writers are killed too early"
