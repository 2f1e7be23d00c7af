"""Everything out and in again, byte for byte, from either database into either; a damaged dump leaves nothing behind."""

import datetime as dt
import hashlib
import io
import json
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.conftest import OneEach, Read, read

from foedus.corroboration.judging import target_of
from foedus.errors import LedgerError
from foedus.model.judgement import Judgement, Verdict
from foedus.model.outcome import Discard
from foedus.model.record import DocumentId
from foedus.model.text import Origin
from foedus.store import Ledger, dump, restore, schema
from foedus.store.dump import FORMAT


def filled(place: str | Path, small_set: list[Read]) -> Ledger:
    """A ledger with all kinds of rows in it."""
    ledger = Ledger.open(place)
    for number, (document, claims, discards) in enumerate(small_set):
        raw = f"bytes of {number}".encode()
        hashed = msgspec.structs.replace(document, raw_sha256=hashlib.sha256(raw).hexdigest())
        ledger.add(hashed, claims, discards, raw=raw if number % 2 else None)
    ledger.note([Discard(stage="reading", place="ż.pdf", reason="no text in it")])
    target = target_of(small_set[0][1][0])
    moment = dt.datetime(2025, 3, 3, 12, tzinfo=dt.UTC)
    ledger.judge(Judgement(verdict=Verdict.NOTE, targets=(target,), who="Żaneta", at=moment, why="seen twice"))
    ledger.refresh(OneEach())
    ledger.add(*read("late"))
    return ledger


def dumped(ledger: Ledger) -> bytes:
    """A dump of a ledger."""
    target = io.BytesIO()
    dump(ledger, target)
    return target.getvalue()


def lines_of(raw: bytes) -> list[bytes]:
    """The lines of a dump."""
    return raw.splitlines(keepends=True)


def test_a_dump_goes_from_any_database_into_any_byte_for_byte(
    both: tuple[str, str], database_too: str, tmp_path: Path, small_set: list[Read]
) -> None:
    """SQLite to PostgreSQL, to PostgreSQL, to SQLite: the same bytes, documents, findings, answers."""
    with filled(both[0], small_set) as ledger:
        first = dumped(ledger)
        held = ledger.documents(), ledger.claims(), ledger.discards(), ledger.findings()
        found = ledger.search("drones"), ledger.search_claims("TUR"), ledger.search_findings("aid")
        raw = ledger.raw(small_set[1][0].id)
        read_at = ledger.reading(small_set[0][0].id)
    for place in (both[1], database_too, str(tmp_path / "back.db")):
        with Ledger.open(place) as ledger:
            assert restore(ledger, lines_of(first)) == len(lines_of(first)) - 2
            assert dumped(ledger) == first
            assert (ledger.documents(), ledger.claims(), ledger.discards(), ledger.findings()) == held
            assert ledger.is_stale(1)
            assert (ledger.search("drones"), ledger.search_claims("TUR"), ledger.search_findings("aid")) == found
            assert ledger.raw(small_set[1][0].id) == raw
            assert ledger.reading(small_set[0][0].id) == read_at


def test_both_databases_dump_the_same_bytes(both: tuple[str, str], small_set: list[Read]) -> None:
    """Filled in another order too, but for the moment of reading."""
    dumps = []
    for place, order in zip(both, (small_set, small_set[::-1]), strict=True):
        with Ledger.open(place) as ledger:
            assert all(ledger.add(*item) for item in order)
            ledger.refresh(OneEach())
            dumps.append([{**json.loads(line), "read_at": ""} for line in lines_of(dumped(ledger))[:-1]])
    assert dumps[0] == dumps[1]


def test_a_dump_has_a_header_sorted_rows_and_a_footer(place: str, small_set: list[Read]) -> None:
    """Each row after those that it refers to."""
    with filled(place, small_set) as ledger:
        lines = [json.loads(line) for line in lines_of(dumped(ledger))]
    assert lines[0] == {"foedus_ledger": FORMAT, "version": schema.VERSION}
    assert lines[-1]["rows"] == len(lines) - 2
    tables = [line["table"] for line in lines[1:-1]]
    assert sorted(set(tables), key=tables.index) == list(dict.fromkeys(tables))
    assert tables.index("documents") < tables.index("claims") < tables.index("finding_claims")
    for one, other in pairwise(lines[1:-1]):
        if one["table"] == other["table"] and "id" in one:
            assert one["id"].encode() < other["id"].encode()


@pytest.mark.parametrize("cut", [0, 1, 5, -1])
def test_a_dump_that_was_cut_off_leaves_nothing_behind(place: str, tmp_path: Path, small_set: list[Read], cut: int) -> None:
    """Nothing of it is in the ledger, which takes the whole one afterwards."""
    with filled(tmp_path / "whole.db", small_set) as ledger:
        whole = lines_of(dumped(ledger))
    with Ledger.open(place) as ledger:
        with pytest.raises(LedgerError, match=r"cut off|line 0 of the dump"):
            restore(ledger, whole[:cut])
        assert ledger.documents() == ()
        restore(ledger, whole)
        assert dumped(ledger) == b"".join(whole)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b'"foedus_ledger":1', b'"foedus_ledger":9', "layout 9"),
        (f'"version":"{schema.VERSION}"'.encode(), b'"version":"7777"', "version 7777"),
        (b"ten drones", b"two drones", "holds another text"),
        (b'"table":"claims"', b'"table":"rumours"', "unknown table 'rumours'"),
        (b'"status":"completed"', b'"status":7', "is none of a dump"),
        (b'"title":"Title of one"', b'"title":"Title of two"', "was changed"),
        (b'"raws","sha256":"', b'"raws","sha256":"0', "raw bytes"),
        (b'"certainty":"certain"', b'"certainty":"sure"', "cannot be used"),
        (b'"side":"supporting"', b'"side":"supporting","x":1', "unknown field"),
        (b'"document":"d-', b'"document":"e-', "does not fit|cannot be used|another record"),
        (b'"table":"claims","id":"c-', b'"table":"claims","id":"c-0', "another record"),
        (b'"position":0', b'"position":99999999999999999999', "is none of a dump"),
        (b'"size":10', b'"size":-1', "is none of a dump"),
        (b'"rows":', b'"rows":1', "was changed"),
    ],
)
def test_a_changed_dump_is_refused(place: str, tmp_path: Path, small_set: list[Read], old: bytes, new: bytes, message: str) -> None:
    """With the line and the reason."""
    with filled(tmp_path / "whole.db", small_set) as ledger:
        whole = dumped(ledger)
    assert old in whole
    with Ledger.open(place) as ledger:
        with pytest.raises(LedgerError, match=message):
            restore(ledger, lines_of(whole.replace(old, new, 1)))
        assert ledger.documents() == ()


def test_lines_after_the_end_are_refused(place: str, tmp_path: Path, small_set: list[Read]) -> None:
    """Two dumps in one file are none."""
    with filled(tmp_path / "whole.db", small_set) as ledger:
        whole = lines_of(dumped(ledger))
    with Ledger.open(place) as ledger, pytest.raises(LedgerError, match="stands after the end"):
        restore(ledger, whole * 2)


def test_a_ledger_in_use_is_not_imported_into(place: str, small_set: list[Read]) -> None:
    """It stays as it was."""
    with filled(place, small_set) as ledger:
        whole = dumped(ledger)
        with pytest.raises(LedgerError, match="is not empty"):
            restore(ledger, lines_of(whole))
        assert dumped(ledger) == whole


def test_an_empty_ledger_goes_out_and_in(both: tuple[str, str]) -> None:
    """As any other."""
    with Ledger.open(both[0]) as one, Ledger.open(both[1]) as other:
        whole = dumped(one)
        restore(other, lines_of(whole))
        assert dumped(other) == whole


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(
        st.tuples(TEXTS, TEXTS, st.none() | st.dates(), st.none() | st.datetimes(timezones=st.timezones())), max_size=6, unique=True
    ),
    raw=st.binary(max_size=50),
)
def test_any_ledger_goes_out_and_in(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str, dt.date | None, dt.datetime | None]], raw: bytes
) -> None:
    """Odd characters, odd dates."""
    folder = tmp_path_factory.mktemp("dump")
    template = read("three")[0]
    with Ledger.open(folder / "a.db") as one, Ledger.open(folder / "b.db") as other:
        for number, (name, text, published, retrieved) in enumerate(texts):
            document = msgspec.structs.replace(
                template,
                id=DocumentId(f"d-{number}"),
                name=name,
                text=text,
                published=published,
                text_sha256=hashlib.sha256(text.encode()).hexdigest(),
                raw_sha256=hashlib.sha256(raw).hexdigest(),
                origin=Origin(outlet=name, retrieved=retrieved),
            )
            one.add(document, raw=raw)
        whole = dumped(one)
        restore(other, lines_of(whole))
        assert dumped(other) == whole
        assert other.documents() == one.documents()


def test_a_judgement_after_an_import_stands_behind_those_before(both: tuple[str, str], small_set: list[Read]) -> None:
    """In a database that counts by itself too."""
    document, claims, _ = small_set[0]
    judgements = [
        Judgement(
            verdict=Verdict.NOTE, targets=(target_of(claims[0]),), who="x", at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), why=f"note {number}"
        )
        for number in range(3)
    ]
    stream = io.BytesIO()
    with Ledger.open(both[0]) as ledger:
        ledger.add(document, claims)
        ledger.judge(judgements[0])
        ledger.judge(judgements[1])
        dump(ledger, stream)
    with Ledger.open(both[1]) as ledger:
        restore(ledger, stream.getvalue().splitlines(keepends=True))
        ledger.judge(judgements[2])
        assert list(ledger.judgements()) == judgements
