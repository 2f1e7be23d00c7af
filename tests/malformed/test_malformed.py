"""Every malformed input comes to a declared end: documents, a discard with its reason, or an error of ours."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from fuzz.guarding import Guard, Seen
from fuzz.readers import documents, files, ledgers
from fuzz.targets import Read
from fuzz.told import Told
from tests.malformed.made import made

from foedus.model.record import Record

HERE = Path(__file__).parent
READERS: dict[str, Read] = {
    "alliances": files.alliances,
    "dictionary": files.dictionary,
    "dump": ledgers.dump,
    "feed": documents.feeds,
    "html": documents.html,
    "lines": documents.json_lines,
    "list": files.sanctions,
    "manifest": ledgers.manifest,
    "opml": documents.feed_list,
    "parquet": documents.parquet,
    "pdf": documents.portable,
    "register": files.register,
    "run": ledgers.run,
    "standing": files.standing,
    "stream": documents.streamed,
    "table": files.table,
    "text": documents.text,
    "users": files.users,
    "wacz": documents.wacz_file,
    "warc": documents.warcs,
}


class Case(Record, frozen=True, kw_only=True):
    """A row of `cases.tsv`.

    Attributes:
        reader: What reads it.
        input: The file, or `made/` and the name of what is made.
        fault: What is wrong with it.
        outcome: How many documents, rows or entries come out; or the error.
        says: Words of the error, or of a discard's reason; empty if nothing is said.
    """

    reader: str
    input: str
    fault: str
    outcome: str
    says: str

    @property
    def raw(self) -> bytes:
        """The bytes."""
        kind, _, name = self.input.partition("/")
        return made(name) if kind == "made" else (HERE / self.input).read_bytes()


def _cases() -> Iterator[Case]:
    with (HERE / "cases.tsv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Case(**row)


CASES = tuple(_cases())
SLOW = {"made/dump-raw-bomb", "made/html-links", "made/html-long-attribute", "made/stream-bomb", "made/wacz-members"}


class Watch:
    """A guard that reads with one reader after the other: what a guard hears with stays for as long as the process, so one does for all."""

    def __init__(self, folder: Path) -> None:
        self._chosen: Read = documents.text
        self._guard = Guard(self._read, folder)

    def look(self, reader: str, raw: bytes) -> Seen:
        """Read an input."""
        self._chosen = READERS[reader]
        return self._guard.look(raw)

    def _read(self, raw: bytes, folder: Path) -> Told:
        return self._chosen(raw, folder)


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Watch:
    """A guard over a folder."""
    return Watch(tmp_path_factory.mktemp("malformed"))


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=case.input.removeprefix("files/"), marks=[pytest.mark.slow] if case.input in SLOW else []) for case in CASES],
)
def test_a_malformed_input_comes_to_its_end(watch: Watch, case: Case) -> None:
    """As the table says, in five seconds, with declared errors alone, and without a trace outside one folder."""
    seen = watch.look(case.reader, case.raw)
    assert not seen.faults
    assert seen.outcome == case.outcome
    assert case.says in seen.said
    assert case.says or not seen.said


def test_the_table_is_whole() -> None:
    """Every file is a case, no input is two, no two cases of a reader are the same fault, and each reader has some."""
    named = [case.input for case in CASES]
    there = {str(path.relative_to(HERE)) for path in (HERE / "files").rglob("*") if path.is_file()}
    assert there == {name for name in named if name.startswith("files/")}
    assert len(named) == len(set(named)) >= 500
    assert not [fault for fault, count in Counter((case.reader, case.fault) for case in CASES).items() if count > 1]
    assert {case.reader for case in CASES} == set(READERS)
