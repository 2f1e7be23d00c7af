"""What can be opened, what cannot and why, and what survives a killed process."""

import datetime as dt
import shutil
import sqlite3
from pathlib import Path

import msgspec
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, insert, inspect
from tests.store.conftest import OneEach

from foedus.errors import LedgerError
from foedus.model.claim import Claim
from foedus.model.outcome import Discard
from foedus.model.text import Document
from foedus.store import Ledger, opening, schema, upgrading
from foedus.store.opening import locate, name_of
from foedus.store.rows import claim_row, document_row
from foedus.store.selecting import held, with_words
from foedus.store.upgrading import migrations

Read = tuple[Document, list[Claim], list[Discard]]


def test_the_last_migration_is_the_version_of_this_program() -> None:
    """The last migration is the version of this program."""
    assert ScriptDirectory.from_config(migrations()).get_current_head() == schema.VERSION


def test_migrations_lead_to_the_tables_that_the_program_uses(place: str) -> None:
    """Migrations lead to the tables that the program uses."""
    Ledger.open(place).close()
    engine = create_engine(locate(place))
    found = inspect(engine)
    for table in (*schema.metadata.sorted_tables, *schema.derived.sorted_tables):
        columns = {column["name"]: (column["type"].compile(engine.dialect), column["nullable"]) for column in found.get_columns(table.name)}
        assert columns == {column.name: (column.type.compile(engine.dialect), bool(column.nullable)) for column in table.columns}, (
            table.name
        )
        assert {key["referred_table"] for key in found.get_foreign_keys(table.name)} == {
            key.column.table.name for key in table.foreign_keys
        }
        assert {index["name"] for index in found.get_indexes(table.name)} == {index.name for index in table.indexes}
    engine.dispose()


def test_the_version_is_recorded_in_the_database(tmp_path: Path) -> None:
    """The version is recorded in the database."""
    Ledger.open(tmp_path / "x.db").close()
    with sqlite3.connect(tmp_path / "x.db") as raw:
        assert raw.execute("SELECT version_num FROM ledger_version").fetchall() == [(schema.VERSION,)]
    raw.close()


def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Make this program one version newer, with a step of its own."""
    folder = tmp_path / "steps"
    shutil.copytree(Path(opening.__file__).with_name("migrations"), folder)
    lines = [
        "from alembic import op",
        'revision = "9000"',
        f'down_revision = "{schema.VERSION}"',
        "def upgrade() -> None:",
        *step.split("\n"),
    ]
    (folder / "versions" / "v9000_next.py").write_text("\n".join(lines), encoding="utf-8")
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "os")
    monkeypatch.setattr(upgrading, "migrations", lambda: config)
    monkeypatch.setattr(opening, "VERSION", "9000")


def test_an_older_ledger_is_upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_set: list[Read]) -> None:
    """An older ledger is upgraded."""
    with Ledger.open(tmp_path / "old.db") as ledger:
        ledger.add(*small_set[0])
    next_version(tmp_path, monkeypatch, "    op.execute('CREATE TABLE extra (id TEXT)')")
    with Ledger.open(tmp_path / "old.db") as ledger:
        assert list(ledger.claims()) == small_set[0][1]
    raw = sqlite3.connect(tmp_path / "old.db")
    assert raw.execute("SELECT version_num FROM ledger_version").fetchall() == [("9000",)]
    assert raw.execute("SELECT count(*) FROM extra").fetchall() == [(0,)]
    raw.close()


def earlier_version(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, *, without: str) -> Engine:
    """An empty ledger of an earlier version, made by the steps but those of a pattern."""
    folder = tmp_path / "steps"
    shutil.copytree(Path(opening.__file__).with_name("migrations"), folder, ignore=shutil.ignore_patterns(without))
    config = migrations()
    config.set_main_option("script_location", str(folder))
    with monkeypatch.context() as patch:
        patch.setattr(opening, "VERSION", version)
        patch.setattr(upgrading, "migrations", lambda: config)
        return opening.connect(place)


def put(connection: Connection, document: Document, claims: list[Claim]) -> None:
    """Put a document with its claims into the tables that every version has."""
    read_at = {"coder": "rules-1", "processor": "", "read_at": dt.datetime(2025, 3, 4, tzinfo=dt.UTC)}
    connection.execute(insert(schema.documents), [document_row(document) | read_at])
    connection.execute(insert(schema.claims), [claim_row(i, claim) for i, claim in enumerate(claims)])


def test_the_findings_of_an_older_ledger_are_derived_anew(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_set: list[Read]
) -> None:
    """In either database: its documents wait, and the parties of the findings can be searched then."""
    document, claims, _ = small_set[0]
    engine = earlier_version(place, tmp_path, monkeypatch, "0003", without="v000[4-9]*")
    with engine.begin() as connection:
        put(connection, document, claims)
        connection.exec_driver_sql("INSERT INTO findings VALUES ('f-0', 0, 's-0', 'AID', 'completed', '{}')")
    engine.dispose()
    monkeypatch.undo()
    with Ledger.open(place) as ledger:
        assert ledger.findings() == ()
        assert ledger.is_stale(1)
        ledger.refresh(OneEach())
        assert held(ledger, *with_words(ledger, "shown", lambda code: f"{code} as shown")).findings == ledger.findings()
        assert len(ledger.findings()) == len(claims)


def test_the_first_version_is_upgraded_and_can_be_searched(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_set: list[Read]
) -> None:
    """In either database: what was read before is found by its words, and is final."""
    document, claims, _ = small_set[0]
    engine = earlier_version(place, tmp_path, monkeypatch, "0001", without="v000[2-9]*")
    with engine.begin() as connection:
        put(connection, document, claims)
    engine.dispose()
    monkeypatch.undo()
    with Ledger.open(place) as ledger:
        assert ledger.search("kirikkale") == (document,)
        assert list(ledger.search_claims("TUR")) == claims
        assert not ledger.add(document, claims)
        with pytest.raises(LedgerError, match="final"):
            ledger.add(msgspec.structs.replace(document, text="Another."), claims)


def test_a_failed_upgrade_leaves_the_ledger_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_set: list[Read]) -> None:
    """A failed upgrade leaves the ledger as it was."""
    with Ledger.open(tmp_path / "old.db") as ledger:
        ledger.add(*small_set[0])
    next_version(tmp_path, monkeypatch, "    op.execute('CREATE TABLE extra (id TEXT)')\n    op.execute('DROP TABLE nowhere')")
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger.open(tmp_path / "old.db")
    monkeypatch.undo()
    with Ledger.open(tmp_path / "old.db") as ledger:
        assert list(ledger.claims()) == small_set[0][1]
    raw = sqlite3.connect(tmp_path / "old.db")
    assert raw.execute("SELECT name FROM sqlite_master WHERE name = 'extra'").fetchall() == []
    raw.close()


def test_a_newer_ledger_is_refused_and_left_alone(tmp_path: Path, small_set: list[Read]) -> None:
    """A newer ledger is refused and left alone."""
    with Ledger.open(tmp_path / "new.db") as ledger:
        ledger.add(*small_set[0])
    raw = sqlite3.connect(tmp_path / "new.db")
    raw.execute("UPDATE ledger_version SET version_num = '9999'")
    raw.commit()
    before = raw.execute("SELECT count(*) FROM claims").fetchall()
    with pytest.raises(LedgerError, match=r"version 9999.*update foedus"):
        Ledger.open(tmp_path / "new.db")
    assert raw.execute("SELECT count(*) FROM claims").fetchall() == before
    raw.close()


@pytest.mark.parametrize("content", [b"not a database at all, just some words " * 50, b"\x00" * 4096])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    """A file that is no database is refused and left alone."""
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=r"notes\.txt"):
        Ledger.open(path)
    assert path.read_bytes() == content


def test_a_database_of_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    """A database of something else is refused and left alone."""
    raw = sqlite3.connect(tmp_path / "bookmarks.db")
    raw.execute("CREATE TABLE bookmarks (url TEXT)")
    raw.commit()
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger.open(tmp_path / "bookmarks.db")
    assert raw.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]
    raw.close()


@pytest.mark.parametrize("place", ["no/such/folder/x.db", "nonsense://x", "postgresql+nodriver://host/x", "mysql://host/x"])
def test_places_that_cannot_be_opened_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """Places that cannot be opened are named."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LedgerError):
        Ledger.open(place)


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    """A folder is no ledger."""
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger.open(tmp_path)


def test_a_server_that_is_not_there_is_named() -> None:
    """A server that is not there is named."""
    with pytest.raises(LedgerError, match=r"postgresql\+psycopg://analyst:\*\*\*@127\.0\.0\.1:1/ledger cannot be opened"):
        Ledger.open("postgresql://analyst:secret@127.0.0.1:1/ledger")


def test_messages_hide_passwords() -> None:
    """Messages hide passwords."""
    assert "secret" not in name_of(locate("postgresql+psycopg://analyst:secret@host/ledger"))


def test_a_damaged_record_is_a_ledger_error(tmp_path: Path, small_set: list[Read]) -> None:
    """A damaged record is a ledger error."""
    with Ledger.open(tmp_path / "x.db") as ledger:
        ledger.add(*small_set[0])
    raw = sqlite3.connect(tmp_path / "x.db")
    raw.execute("UPDATE claims SET record = x'7b7d'")
    raw.commit()
    raw.close()
    with Ledger.open(tmp_path / "x.db") as ledger, pytest.raises(LedgerError, match="damaged"):
        ledger.claims()


def test_two_programs_may_make_and_fill_one_ledger(tmp_path: Path, small_set: list[Read]) -> None:
    """Two programs may make and fill one ledger."""
    with Ledger.open(tmp_path / "x.db") as first, Ledger.open(tmp_path / "x.db") as second:
        assert first.add(*small_set[0])
        assert second.add(*small_set[1])
        assert not second.add(*small_set[0])
        assert len(first.documents()) == 2


def test_a_transaction_cut_off_on_the_disk_never_happened(tmp_path: Path, small_set: list[Read]) -> None:
    """A transaction cut off on the disk never happened."""
    with Ledger.open(tmp_path / "x.db") as ledger:
        ledger.add(*small_set[0])
        ledger.add(*small_set[1])
        log = tmp_path / "x.db-wal"
        shutil.copy(tmp_path / "x.db", tmp_path / "cut.db")
        (tmp_path / "cut.db-wal").write_bytes(log.read_bytes()[:-2000])
    with Ledger.open(tmp_path / "cut.db") as cut:
        for document in cut.documents():
            assert len(cut.claims(document.id)) == 2
        assert len(cut.documents()) == 1
