"""What becomes of one input, without a model."""

import gzip
import json
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest
from tests.reading.recorded import archive, page
from tests.scale.archived import lines_file, plain_pipeline, task, told

from foedus.errors import DataError
from foedus.scale.duplicates import read_duplicates, write_duplicates
from foedus.scale.importing import import_run
from foedus.scale.inputs import local, places
from foedus.scale.manifest import Entry, Manifest, State, part_of
from foedus.scale.parts import CLAIMS, DOCUMENTS
from foedus.scale.working import Report, Worker, kind_of
from foedus.store import Ledger

SPANISH = "El gobierno dijo el lunes que los dos países firmarán el tratado, y que es un paso de gran peso para la región."


def work(place: Path | str, output: Path) -> Entry:
    """Code one input."""
    return Worker(plain_pipeline()).work(task(place, output), lambda _: None)


def test_an_input_becomes_documents_claims_and_discards(tmp_path: Path) -> None:
    """In fixed columns; the text of what is not coded is left out, and every record is counted."""
    path = lines_file(tmp_path / "x.jsonl.gz", [told(1), told(1), SPANISH, f"explode {told(2)}", "Nothing else was said."])
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()) + b"\nno json"))
    entry = work(path, tmp_path / "out")
    assert entry.state is State.DONE
    assert (entry.documents, entry.coded, entry.duplicates, entry.other_languages, entry.claims) == (5, 2, 1, 1, 1)
    assert sum(entry.discards.values()) == 2
    documents = pq.read_table(tmp_path / "out" / "documents" / f"{entry.part}.parquet")
    claims = pq.read_table(tmp_path / "out" / "claims" / f"{entry.part}.parquet")
    assert (documents.schema, claims.schema) == (DOCUMENTS, CLAIMS)
    assert documents["state"].to_pylist() == ["coded", "duplicate", "other language", "coded"]
    assert documents["duplicate_of"].to_pylist() == [None, documents["id"][0].as_py(), None, None]
    assert [bool(text) for text in documents["text"].to_pylist()] == [True, False, False, True]
    assert claims["document"].to_pylist() == documents["id"].to_pylist()[:1]
    discards = [json.loads(line) for line in (tmp_path / "out" / "discards" / f"{entry.part}.jsonl").read_bytes().splitlines()]
    assert [found["place"] for found in discards] == [f"{path}:4", f"{path}:6"]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """Written twice, to two folders."""
    path = tmp_path / "x.warc.gz"
    path.write_bytes(archive({f"https://a.example/{i}": page(f"Attack {i}", told(i)) for i in range(30)}))
    first, second = work(path, tmp_path / "first"), work(path, tmp_path / "second")
    assert first.claims == 30
    assert first == second
    assert all((tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes() for name in first.outputs)


@pytest.mark.parametrize("content", [b"", b"plain words", b"PK\x03\x04 no zip", None], ids=["empty", "text", "no zip", "missing"])
def test_an_input_that_cannot_be_read_has_failed(content: bytes | None, tmp_path: Path) -> None:
    """With the reason, and without leaving a file."""
    path = tmp_path / "x.warc.gz"
    if content is not None:
        path.write_bytes(content)
    entry = work(path, tmp_path / "out")
    assert entry.state is State.FAILED
    assert entry.reason
    assert not [file for file in (tmp_path / "out").rglob("*") if file.is_file()]


def test_inputs_elsewhere_are_copied_for_as_long_as_they_are_read() -> None:
    """By any file system of fsspec; the web only from public addresses."""
    import fsspec  # noqa: PLC0415  # its file system in memory is used here alone

    with fsspec.open("memory://x.jsonl", "wb") as file:
        file.write(b"{}")
    with local("memory://x.jsonl") as path:
        assert path.read_bytes() == b"{}"
    assert not path.exists()
    for place in ("http://127.0.0.1:9/x.warc.gz", "simplecache::http://127.0.0.1:9/x", "nosuch://x"):
        with pytest.raises(DataError, match="cannot be fetched"), local(place):
            pass


def test_a_folder_means_the_archives_in_it(tmp_path: Path) -> None:
    """By the endings of their names, sorted; one without any is a slip."""
    for name in ("b.warc.gz", "a.wacz", "notes.txt"):
        (tmp_path / name).touch()
    (tmp_path / "empty").mkdir()
    assert places([str(tmp_path), str(tmp_path / "a.wacz"), "s3://x/y"]) == [f"{tmp_path}/a.wacz", f"{tmp_path}/b.warc.gz", "s3://x/y"]
    with pytest.raises(DataError, match="holds no archive"):
        places([str(tmp_path / "empty")])


def test_a_worker_says_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents, claims and bytes so far, never falling."""
    monkeypatch.setattr("foedus.scale.working._REPORT_SECONDS", 0.0)
    path = lines_file(tmp_path / "x.jsonl.gz", [told(i) for i in range(20)])
    reports: list[Report] = []
    Worker(plain_pipeline()).work(task(path, tmp_path / "out"), reports.append)
    assert [report.documents for report in reports] == list(range(1, 21))
    assert [report.bytes for report in reports] == sorted(report.bytes for report in reports)
    assert reports[-1].claims == 20


def test_a_text_of_several_inputs_is_kept_once_whatever_their_order(tmp_path: Path) -> None:
    """The first published, then by address; undated ones last."""
    inputs = [
        lines_file(tmp_path / "c.jsonl.gz", [told(1), told(2)]),
        lines_file(tmp_path / "b.jsonl.gz", [told(1)], published="2025-06-20"),
        lines_file(tmp_path / "a.jsonl.gz", [told(1)], published="2025-06-19"),
    ]
    entries = [work(path, tmp_path / "out") for path in inputs]
    assert write_duplicates(tmp_path / "out", entries) == 2
    written = (tmp_path / "out" / "duplicates.parquet").read_bytes()
    write_duplicates(tmp_path / "out", entries[::-1])
    assert (tmp_path / "out" / "duplicates.parquet").read_bytes() == written
    assert {part for part, _ in read_duplicates(tmp_path / "out")} == {part_of(str(inputs[0])), part_of(str(inputs[1]))}


def settled(output: Path, entries: list[Entry]) -> Manifest:
    """The manifest of a run that came to its end."""
    manifest = Manifest(output)
    for entry in entries:
        manifest.add(entry)
    manifest.settle()
    write_duplicates(output, manifest.done)
    return manifest


def test_what_is_done_is_told_by_the_manifest_and_the_files(tmp_path: Path) -> None:
    """Another coder, another version, another size, or a file that was changed: then it is to be done again."""
    path, output = lines_file(tmp_path / "x.jsonl.gz", [told(1)]), tmp_path / "out"
    entry = work(path, output)
    settled(output, [entry])
    manifest = Manifest.load(output)
    assert manifest.entries == {str(path): entry}
    assert manifest.is_done(str(path), coder="plain/1", version=entry.version)
    assert not manifest.is_done(str(path), coder="plain/2", version=entry.version)
    assert not manifest.is_done(str(path), coder="plain/1", version="0")
    assert not manifest.is_done("other", coder="plain/1", version=entry.version)
    file = output / next(iter(entry.outputs))
    file.write_bytes(file.read_bytes() + b"x")
    assert not manifest.is_done(str(path), coder="plain/1", version=entry.version)
    lines_file(path, [told(1), told(2)])
    file.write_bytes(file.read_bytes()[:-1])
    assert not manifest.is_done(str(path), coder="plain/1", version=entry.version)


def test_a_line_that_a_kill_cut_off_is_no_entry(tmp_path: Path) -> None:
    """And the next one does not grow together with it."""
    manifest = Manifest(tmp_path)
    first, second = (Entry(input=name, state=State.FAILED, reason="x", part="p") for name in "ab")
    manifest.add(first)
    path = tmp_path / "manifest.jsonl"
    path.write_bytes(path.read_bytes() + msgspec.json.encode(second)[:20])
    Manifest.load(tmp_path).add(second)
    assert Manifest.load(tmp_path).entries == {"a": first, "b": second}


def test_import_takes_each_text_once_and_is_free_again(tmp_path: Path) -> None:
    """Documents and claims come into the ledger as they were coded."""
    output = tmp_path / "out"
    entries = [work(lines_file(tmp_path / f"{name}.jsonl.gz", [told(1), told(n)]), output) for n, name in enumerate("abc", start=2)]
    settled(output, entries)
    with Ledger.open(tmp_path / "x.db") as ledger:
        done = import_run(output, ledger)
        assert (done.documents, done.known, done.repeated) == (4, 0, 2)
        assert len(ledger.documents()) == len(ledger.claims()) == 4
        assert ledger.findings()
        again = import_run(output, ledger)
        assert (again.documents, again.known, again.repeated) == (0, 4, 2)


def test_a_changed_file_is_not_imported(tmp_path: Path) -> None:
    """Nor a run that was not ended."""
    output = tmp_path / "out"
    entry = work(lines_file(tmp_path / "x.jsonl.gz", [told(1)]), output)
    manifest = Manifest(output)
    manifest.add(entry)
    with Ledger.open(tmp_path / "x.db") as ledger:
        with pytest.raises(DataError, match="was not ended"):
            import_run(output, ledger)
        settled(output, [entry])
        (output / f"claims/{entry.part}.parquet").write_bytes(b"PAR1")
        with pytest.raises(DataError, match="was changed"):
            import_run(output, ledger)
        assert not ledger.documents()


def test_reasons_are_counted_by_kind() -> None:
    """Numbers, names and what libraries say differ from one to the next."""
    assert kind_of("gives '19 June' for published; write a date as 2025-06-19") == "gives … for published; write a date as …-…-…"
    assert kind_of("is a broken PDF (EOFError: x)") == kind_of("is a broken PDF (ValueError: y)")
