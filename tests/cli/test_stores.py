"""A ledger in PostgreSQL is used like one in a file and says the same; all of it goes out and in; raw bytes are kept on request."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import STORY, Ran, Run

from foedus.store import Ledger

pytestmark = pytest.mark.slow

REPORTS = [
    {"id": "b", "outlet": "Daily Test", "published": "2025-06-20", "text": "Japan condemned the missile test of North Korea on Monday."},
    {
        "id": "B\u0000",
        "outlet": "Évening",
        "published": "2025-06-20",
        "text": "North Korea will send 25,000 workers to Russia, Seoul said.",
    },
    {"id": "a", "outlet": "Évening", "published": None, "text": "Russia denied that North Korea will send workers to Russia."},
]


def seen(foedus: Run, place: str) -> list[tuple[int, str]]:
    """What the commands say of a ledger."""
    queries = ["", "korea workers", "AGREE planned", "évening 25,000", "Atlantis"]
    ran: list[Ran] = [foedus("findings", query, "--json", "--ledger", place) for query in queries]
    ran.append(foedus("findings", "--ledger", place))
    ids = [json.loads(line)["finding"] for line in ran[0].out.splitlines()]
    assert len(ids) >= 2
    ran += [foedus("show", key, "--ledger", place) for key in (ids[0], "b")]
    ran.append(foedus("brief", "--ledger", place))
    return [(run.code, run.out) for run in ran]


def test_both_databases_say_the_same(foedus: Run, both: tuple[str, str], tmp_path: Path) -> None:
    """Read, findings, show and brief, on both; read in another order, and again."""
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    for name, reports in (("there.jsonl", REPORTS), ("back.jsonl", REPORTS[::-1])):
        (tmp_path / name).write_text("\n".join(map(json.dumps, reports)), encoding="utf-8")
    orders = (["there.jsonl", "story.txt"], ["story.txt", "back.jsonl"])
    for place, order in zip(both, orders, strict=True):
        read = foedus("read", *order, "--published", "2025-06-19", "--coder", "rules", "--ledger", place)
        assert read.code == 0
        assert "4 documents added, 0 already there" in read.err
        again = foedus("read", *order, "--published", "2025-06-19", "--coder", "rules", "--ledger", place)
        assert "0 documents added, 4 already there" in again.err
    assert seen(foedus, both[0]) == seen(foedus, both[1])


def test_messages_do_not_tell_the_password(foedus: Run, database: str, story: Path) -> None:
    """Neither when all goes well nor when it does not."""
    password = database.split(":")[2].split("@", maxsplit=1)[0]
    ran = [
        foedus("read", story, "--coder", "rules", "--ledger", database),
        foedus("findings", "Atlantis", "--ledger", database),
        foedus("show", "f-none", "--ledger", database),
        foedus("findings", "--ledger", database.replace(password, password + "x")),
        foedus("export-ledger", "-o", "out.jsonl", "--ledger", database),
        foedus("import", "out.jsonl", "--ledger", database),
    ]
    assert [run.code for run in ran] == [0, 1, 1, 1, 0, 1]
    assert not any(password in run.out + run.err for run in ran)
    assert "127.0.0.1" in ran[3].err


def test_a_ledger_goes_out_and_in(foedus: Run, ledger: str, database: str, tmp_path: Path) -> None:
    """To a file, from it into PostgreSQL, from standard input into SQLite, always the same bytes."""
    assert foedus("export-ledger", "-o", "one.jsonl", "--ledger", ledger).code == 0
    ran = foedus("import", "one.jsonl", "--ledger", database)
    assert (ran.code, ran.out) == (0, "")
    assert "rows into postgresql" in ran.err
    whole = (tmp_path / "one.jsonl").read_bytes()
    assert foedus("export-ledger", "--ledger", database).out.encode() == whole
    assert foedus("import", "-", "--ledger", "two.db", stdin=whole).code == 0
    assert foedus("export-ledger", "--ledger", "two.db").out.encode() == whole
    assert foedus("findings", "--json", "--ledger", "two.db") == foedus("findings", "--json", "--ledger", ledger)


def test_what_cannot_be_exported_or_imported(foedus: Run, ledger: str, tmp_path: Path) -> None:
    """Exit code 1 or 2, a reason, and the file that was there before."""
    (tmp_path / "old.jsonl").write_text("old", encoding="utf-8")
    ran = foedus("export-ledger", "-o", "old.jsonl", "--ledger", "none.db")
    assert ran.code == 1
    assert "there is no ledger none.db" in ran.err
    assert [path.name for path in tmp_path.glob("*old*")] == ["old.jsonl"]
    assert (tmp_path / "old.jsonl").read_text(encoding="utf-8") == "old"
    assert foedus("export-ledger", "-o", "none/x.jsonl", "--ledger", ledger).code == 2
    assert foedus("import", "none.jsonl", "--ledger", "new.db").code == 2
    refused = foedus("import", "old.jsonl", "--ledger", "new.db")
    assert refused.code == 1
    assert "line 1 of the dump" in refused.err
    assert "is not empty" in foedus("import", "old.jsonl", "--ledger", ledger).err


@pytest.mark.parametrize("name", ["story.txt", "story.html", "story.jsonl", "feed.xml"])
def test_raw_bytes_are_kept_on_request(foedus: Run, tmp_path: Path, name: str) -> None:
    """The file, the line or the entry that a document comes from; also of a document that is there already."""
    text = "North Korea will send 25,000 workers to Russia, a South Korean official said on Monday."
    page = f"<html><body><article><p>{text}</p><p>{text}</p></article></body></html>"
    item = f"<item><title>Plan</title><link>http://example.org/1</link><description>{text}</description></item>"
    forms = {
        "story.txt": (text, text),
        "story.html": (page, page),
        "story.jsonl": (f'\n{{"text": "{text}"}}\n', f'{{"text": "{text}"}}'),
        "feed.xml": (f"<rss><channel><title>Feed</title>{item}</channel></rss>", text),
    }
    whole, part = forms[name]
    (tmp_path / name).write_text(whole, encoding="utf-8")
    for number, (options, raws) in enumerate([((), []), (("--keep-raw",), [part.encode()]), (("--keep-raw",), [part.encode()])]):
        ran = foedus("read", name, "--coder", "rules", "--ledger", "x.db", *options)
        assert f"{int(number == 0)} documents added" in ran.err
        with Ledger.open(tmp_path / "x.db") as ledger, ledger.snapshot() as connection:
            (document,) = ledger.documents()
            count = connection.exec_driver_sql("SELECT count(*) FROM raws").scalar()
            assert count == len(raws)
            assert [ledger.raw(document.id) for _ in raws] == raws


def test_findings_of_a_reading_that_was_cut_off_are_derived(foedus: Run, ledger: str, tmp_path: Path) -> None:
    """The next look does it."""
    before = foedus("findings", "--json", "--ledger", ledger)
    with Ledger.open(tmp_path / ledger) as opened, opened.writing() as connection:
        connection.exec_driver_sql("DELETE FROM findings")
        connection.exec_driver_sql("INSERT INTO pending SELECT id FROM documents")
    assert foedus("findings", "--json", "--ledger", ledger) == before
