"""What a hostile document may cost: time, memory, rows. The limits are made small here, so that reaching them takes no time."""

import io
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fpdf import FPDF

from foedus.errors import DataError
from foedus.files import whole
from foedus.model.outcome import Outcome
from foedus.model.text import Document, Origin
from foedus.reading import archives, columns, feed, page, pdf, sources, wacz
from foedus.reading.timing import TimeUp, within

PAGE = Origin(path="page.html")
SPIN_SECONDS = 20.0


def spin(*_: object, **__: object) -> Any:
    """Work without end, and without minding what is raised in it."""
    end = time.monotonic() + SPIN_SECONDS
    while time.monotonic() < end:
        try:
            while time.monotonic() < end:
                sum(range(50))
        except Exception:  # noqa: BLE001, S110  # what libraries do
            pass


def reason_of(outcome: Outcome[Document]) -> str:
    """The one discard's reason."""
    assert not outcome.kept
    (discard,) = outcome.discards
    return discard.reason


def test_work_is_broken_off_when_its_time_is_up() -> None:
    """On any thread, also where the work catches every exception; and nothing is raised afterwards."""
    caught: list[type[BaseException]] = []

    def work() -> None:
        try:
            within(0.05, spin)
        except TimeUp as error:
            caught.append(type(error))
        sum(range(100_000))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(10)
    work()
    assert caught == [TimeUp, TimeUp]


def test_work_that_swallows_the_end_is_told_again() -> None:
    """A library that catches even this is broken off at the second time."""
    swallowed: list[BaseException] = []

    def stubborn() -> None:
        try:
            spin()
        except TimeUp as error:
            swallowed.append(error)
        spin()

    with pytest.raises(TimeUp):
        within(0.05, stubborn)
    assert len(swallowed) == 1


def test_work_in_time_gives_what_it_gives() -> None:
    """Its value, or its own exception."""
    assert within(10, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        within(10, lambda: 1 // 0)


TRACED = """
import cProfile, sys, time
from foedus.reading.timing import TimeUp, within

def deep(left):
    return deep(left - 1) if left else 7

def late():
    try:
        within(0.1, lambda: [deep(9) for _ in iter(int, 1)])
    except TimeUp:
        return 7

sys.settrace(lambda *_: None) if sys.argv[1] == "trace" else cProfile.Profile().enable()
print(within(60, lambda: deep(9)), late(), within(60, lambda: deep(9)))
"""


@pytest.mark.parametrize("kind", ["trace", "profile"])
def test_work_is_watched_under_a_tracer_too(kind: str) -> None:
    """A debugger, a profiler or a measurement of coverage neither stops it nor is stopped by it."""
    command = [sys.executable, "-c", TRACED, kind]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)  # noqa: S603  # our own program
    assert ran.stdout.split() == ["7", "7", "7"]


def test_what_is_told_at_the_last_moment_is_not_raised_afterwards() -> None:
    """Work that ends just as its time is up gives its value or `TimeUp`; whoever asked is not interrupted later."""
    ended: list[object] = []
    for _ in range(300):
        end = time.perf_counter() + 0.002
        try:
            ended.append(within(0.002, lambda end=end: [None for _ in iter(lambda: time.perf_counter() < end, False)]))  # type: ignore[misc]
        except TimeUp:
            ended.append(None)
        sum(range(2_000))
    assert len(ended) == 300


def _printed() -> bytes:
    made = FPDF()
    made.add_page()
    made.set_font("helvetica")
    made.cell(text="Seoul protested on Monday.")
    return bytes(made.output())


@pytest.mark.parametrize(
    ("module", "library", "read", "told"),
    [
        (page, "trafilatura.bare_extraction", lambda: page.read(b"<p>words", origin=PAGE), "is a web page that takes over 0.05 seconds"),
        (pdf, "pypdf.PdfReader", lambda: pdf.read(_printed(), origin=PAGE), "is a PDF that takes over 0.05 seconds"),
        (feed, "feedparser.parse", lambda: feed.read(b"<rss/>", origin=PAGE), "is a feed that takes over 0.05 seconds"),
    ],
    ids=["page", "pdf", "feed"],
)
def test_a_document_that_takes_too_long_is_one_discard(
    module: Any, library: str, read: Callable[[], Outcome[Document]], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the library does with it, its time is up, and the analyst is told which limit it was."""
    monkeypatch.setattr(module, "MAX_SECONDS", 0.05)
    monkeypatch.setattr(library, spin)
    start = time.monotonic()
    assert told in reason_of(read())
    assert time.monotonic() - start < SPIN_SECONDS / 2


def test_a_page_of_too_many_tags_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their number bounds memory too."""
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: pytest.fail("parsed"))
    assert reason_of(page.read(b"<b>" * (page.MAX_TAGS + 1), origin=PAGE)) == "is a web page of 200,001 tags, over the limit of 200,000"


def test_a_pdf_is_not_read_beyond_what_a_document_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages after that cost nothing."""
    read: list[int] = []

    def extract(_page: object) -> str:
        read.append(1)
        return "word " * 300_000

    monkeypatch.setattr("pypdf.PageObject.extract_text", extract)
    made = FPDF()
    for _ in range(9):
        made.add_page()
    assert "characters of text, over the limit of 2,000,000" in reason_of(pdf.read(bytes(made.output()), origin=PAGE))
    assert len(read) == 2


def parquet(texts: Any, **options: Any) -> bytes:
    """A file of a column text."""
    target = io.BytesIO()
    pq.write_table(pa.table({"text": texts}), target, compression="zstd", **options)
    return target.getvalue()


def rows_of(raw: bytes, max_bytes: int = 1_000_000) -> list[Outcome[Document]]:
    """What is read of it."""
    return list(columns.rows_in(io.BytesIO(raw), Origin(path="a.parquet"), max_bytes=max_bytes))


def test_parquet_with_absurd_rows_is_refused() -> None:
    """A million rows of nothing take some thousand bytes; they are not gone through."""
    (outcome,) = rows_of(parquet(pa.nulls(1_000_000, pa.string())))
    assert "says that it has 1,000,000 rows in" in reason_of(outcome)


def test_parquet_that_says_that_it_grows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a row group says of its size unpacked is held against the file's."""
    monkeypatch.setattr(columns, "_ALWAYS_ALLOWED", 1_000)
    (outcome,) = rows_of(parquet(["word " * 200_000]))
    assert "has a row group that grows from" in reason_of(outcome)


def test_one_long_text_that_all_rows_refer_to_ends_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dictionary bomb is unpacked row by row, and its rows have a total."""
    monkeypatch.setattr(columns, "_ALWAYS_ALLOWED", 1_000_000)
    bomb = pa.DictionaryArray.from_arrays(pa.array([0] * 1_000, pa.int32()), pa.array(["a" * 150_000]))
    *rows, last = rows_of(parquet(bomb), max_bytes=100_000)
    assert 5 < len(rows) < 30
    assert "over the limit of 100,000" in reason_of(rows[0])
    assert reason_of(last) == "grows out of all proportion when it is unpacked; the rest is left out"


def test_parquet_of_too_many_columns_is_refused() -> None:
    """Each column costs, even where it is not read."""
    target = io.BytesIO()
    pq.write_table(pa.table({f"c{number}": ["a"] for number in range(columns.MAX_COLUMNS + 1)}), target)
    assert "has 10,001 columns, over the limit of 10,000" in reason_of(rows_of(target.getvalue())[0])


def test_files_that_never_end_are_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file over the limit is an error with its name; one among documents is a discard."""
    path = tmp_path / "a.txt"
    path.write_text("word " * 100)
    with pytest.raises(DataError, match=r"a\.txt has over 499 bytes, which is the limit"):
        whole(path, 499)
    assert len(whole(path, 500)) == 500
    monkeypatch.setattr(sources, "MAX_FILE_BYTES", 499)
    (outcome,) = sources.read_paths([str(path)])
    assert reason_of(outcome) == "has over 499 bytes, which is the limit; foedus archive reads large archives"


ESCAPES = [
    "/etc/archive/x.warc.gz",
    "../../archive/x.warc.gz",
    "archive/../../../x.warc.gz",
    "C:\\archive\\x.warc",
    "C:/archive/x.warc",
    "archive/x\0.warc",
    "archive/" + "a" * 60_000 + ".warc",
    "archive/-rf.warc",
]


@pytest.mark.parametrize("name", ESCAPES)
def test_members_of_an_archive_write_nothing(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a member is called, and if it says that it is a link, no file comes of it: its bytes are read as what they are."""
    monkeypatch.chdir(tmp_path)
    for opener in ("extract", "extractall"):
        monkeypatch.setattr(zipfile.ZipFile, opener, lambda *_, **__: pytest.fail("unpacked"))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        member = zipfile.ZipInfo(name)
        member.external_attr = 0o120777 << 16  # a symbolic link
        made.writestr(member, "/etc/passwd")
    outcomes = list(wacz.pages_in(io.BytesIO(target.getvalue()), Origin(path="a.wacz")))
    assert not [document for outcome in outcomes for document in outcome.kept]
    assert [discard for outcome in outcomes for discard in outcome.discards]
    assert list(tmp_path.iterdir()) == []


def test_what_an_archive_is_read_from_is_bounded_too() -> None:
    """Every kind of archive has a limit by ratio."""
    for module in (archives, wacz, columns):
        assert 100 <= module.MAX_RATIO <= 1_000
