"""Web archives and other whole archives: every page that can be read, one discard for each that cannot."""

import datetime as dt
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.recorded import HTML, WORDS, archive, page, pages

from foedus.errors import DataError
from foedus.model.outcome import Outcome, merge
from foedus.model.text import Document, Origin
from foedus.reading import warc
from foedus.reading.answers import body_of
from foedus.reading.archives import documents_in, kind_of
from foedus.reading.sources import read_bytes

FILE = Origin(path="x.warc.gz")
MEGABYTE = 1_000_000


def read(raw: bytes, *, max_bytes: int = 20 * MEGABYTE) -> Outcome[Document]:
    """All that an archive holds, read as a stream."""
    return merge(documents_in(io.BytesIO(raw), Origin(path="x"), max_bytes=max_bytes))


def reasons(outcome: Outcome[Document]) -> str:
    """All reasons of discards."""
    return "; ".join(discard.reason for discard in outcome.discards)


@pytest.mark.parametrize("packed", [True, False])
def test_each_page_is_a_document_that_says_where_it_was_recorded(packed: bool) -> None:
    """Address, outlet, date of the page, time of recording, and the file with the record's offset."""
    outcome = read(archive(pages(2), packed=packed))
    assert not outcome.discards
    first, second = outcome.kept
    assert first.origin.url == "https://a.example/0"
    assert first.origin.outlet == "Harbour Gazette"
    assert first.published == dt.date(2025, 6, 19)
    assert first.origin.retrieved == dt.datetime(2025, 6, 20, 8, tzinfo=dt.UTC)
    assert first.origin.path is not None
    assert second.origin.path is not None
    assert 0 < int(first.origin.path.removeprefix("x#")) < int(second.origin.path.removeprefix("x#"))
    assert first.text.startswith(WORDS)


def test_an_archive_packed_as_a_whole_is_read() -> None:
    """One compressed stream in place of one for each record."""
    assert len(read(gzip.compress(archive(pages(3), packed=False))).kept) == 3


def test_code_and_read_take_web_archives() -> None:
    """By what their bytes show, whatever the name."""
    raw = archive(pages(2))
    assert read_bytes(raw, FILE).kept == read_bytes(raw, Origin(path="x.warc.gz"), suffix=".bin").kept
    assert len(read_bytes(raw, FILE).kept) == 2


def zeroed(raw: bytes, share: float, size: int) -> bytes:
    """Bytes with some of them set to nought."""
    start = int(len(raw) * share)
    return raw[:start] + bytes(size) + raw[start + size :]


@pytest.mark.parametrize(
    ("breaks", "packed", "kept"),
    [
        (lambda raw: zeroed(raw, 0.5, 20), True, 4),
        (lambda raw: raw[:-60], True, 4),
        (lambda raw: raw[:-500], False, 4),
        (
            lambda raw: raw.replace(b"application/http; msgtype=response\r\nContent-Length: ", b"application/http\r\nContent-Length: 9", 1),
            False,
            4,
        ),
        (lambda raw: raw.replace(b"WARC-Type: response", b"WARC-Type: response\r\nX-Big: " + b"a" * MEGABYTE, 1), False, 4),
        (lambda raw: b"\x1f\x8b\x08" * 1000 + raw, True, 5),
        (lambda raw: raw + b"\x00\x01\x02" * 1000, True, 5),
        (lambda raw: raw + b"WARC/1.0\r\n" + b"\xff" * 100_000, False, 5),
    ],
    ids=["damaged member", "cut off", "cut off, plain", "length too large", "huge header", "false starts", "binary end", "broken end"],
)
def test_a_broken_record_costs_itself_alone(breaks: Callable[[bytes], bytes], packed: bool, kept: int) -> None:
    """The others are read, and something says what was left out."""
    raw = breaks(archive(pages(5), packed=packed))
    outcome = merge(warc.pages(io.BytesIO(raw), FILE))
    assert len(outcome.kept) == kept
    assert outcome.discards
    assert len({document.origin.path for document in outcome.kept}) == kept


@pytest.mark.parametrize("raw", [b"WARC/1.0\r\n\r\n" * 50_000, b"\x1f\x8b\x08" * 50, archive({})], ids=["bare", "no members", "no pages"])
def test_an_archive_without_pages_says_so(raw: bytes) -> None:
    """One discard at least."""
    outcome = merge(warc.pages(io.BytesIO(raw), FILE))
    assert not outcome.kept
    assert outcome.discards


def test_what_stands_behind_a_false_end_is_read() -> None:
    """A member whose first bytes are gone looks like the end of the file; the next one is read, and the loss is told."""
    raw = archive(pages(5))
    starts = [found.start() for found in re.finditer(rb"\x1f\x8b\x08\x00\x00\x00\x00\x00", raw)]
    assert len(starts) == 6
    outcome = read(raw[: starts[3]] + bytes(12) + raw[starts[3] + 12 :])
    assert [document.origin.url for document in outcome.kept] == [f"https://a.example/{number}" for number in (0, 1, 3, 4)]
    assert outcome.discards


def test_a_page_cannot_pass_off_words_of_its_own_as_a_record() -> None:
    """A record that stands in the text of the last page of a plain archive is no record."""
    inner = archive({"https://bank.example/": page("False", WORDS)}, packed=False)
    outcome = read(archive({"https://a.example/": page("A", WORDS) + b"\r\n\r\n" + inner + b"x" * 600}, packed=False))
    assert [document.origin.url for document in outcome.kept] == ["https://a.example/"]
    assert not outcome.discards


def test_a_record_that_says_too_short_a_length_is_not_read_in_part() -> None:
    """Its digest tells; the records after it are read."""
    raw = archive(pages(3), packed=False)
    start = raw.index(b"msgtype=response\r\nContent-Length: ") + len(b"msgtype=response\r\nContent-Length: ")
    end = raw.index(b"\r\n", start)
    outcome = read(raw[:start] + str(int(raw[start:end]) - 100).encode() + raw[end:])
    assert len(outcome.kept) == 2
    assert "other bytes than its digest says" in reasons(outcome)


def test_broken_places_come_to_an_end() -> None:
    """After so many the rest is left out, and that is said."""
    raw = (archive(pages(1), packed=False) + b"WARC/1.0\r\n" + b"x" * 100_000 + b"\r\n") * 5
    outcome = merge(warc.pages(io.BytesIO(raw), FILE, warc.Limits(breaks=2)))
    assert "broken in too many places" in reasons(outcome)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (archive({"https://a.example/x": page("A", WORDS)}, status="404 Not Found"), "is an answer of status 404"),
        (archive({"https://a.example/x": b"\x89PNG"}, headers=[("Content-Type", "image/png")]), "is image/png, not a page or plain text"),
        (archive({"https://a.example/x": b""}), "is empty"),
        (archive({"https://a.example/x": b"<html><body></body></html>"}), "without an article"),
        (archive({"https://a.example/x": page("A", WORDS)}, headers=[*HTML, ("Content-Encoding", "br")]), ""),
    ],
    ids=["status", "media", "empty", "no article", "told packed, is not"],
)
def test_what_is_no_report_is_a_discard_with_its_reason(raw: bytes, reason: str) -> None:
    """And a page whose header tells of a compression that it does not have is read as it stands."""
    outcome = read(raw)
    assert reason in reasons(outcome)
    assert bool(outcome.kept) is not bool(reason)


def test_a_large_record_is_left_out_and_the_next_one_read() -> None:
    """The limit is for one record."""
    outcome = read(archive({"https://a.example/big": page("A", WORDS * 10_000), **pages(1)}), max_bytes=100_000)
    assert "over the limit of 100,000" in reasons(outcome)
    assert len(outcome.kept) == 1


def test_records_that_grow_out_of_all_proportion_end_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What was read before them stays."""
    monkeypatch.setattr(warc, "_ALWAYS_ALLOWED", 100_000)
    bomb = archive({"https://a.example/big": bytes(10 * MEGABYTE)}, headers=[("Content-Type", "image/png")])
    path = tmp_path / "x.warc.gz"
    path.write_bytes(archive(pages(2)) + bomb + archive({"https://b.example/": page("B", f"{WORDS} So it said.")}))
    with path.open("rb") as stream:
        outcome = merge(documents_in(stream, FILE, max_bytes=MEGABYTE))
    assert len(outcome.kept) == 2
    assert "far more bytes than the file; the rest is left out" in reasons(outcome)


def chunked(body: bytes) -> bytes:
    """A body in chunks."""
    return b"%x;name=value\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (10, body[:10], len(body) - 10, body[10:])


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(page("A", WORDS)), [("Transfer-Encoding", "chunked")]),
        (page("A", WORDS), [("Transfer-Encoding", "chunked")]),
        (gzip.compress(page("A", WORDS)), [("Content-Encoding", "gzip")]),
        (page("A", WORDS), [("Content-Encoding", "gzip")]),
        (zlib.compress(page("A", WORDS)), [("Content-Encoding", "deflate")]),
        (chunked(gzip.compress(page("A", WORDS))), [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]),
    ],
    ids=["chunked", "told chunked, is not", "gzip", "told gzip, is not", "deflate", "both"],
)
def test_answers_are_unpacked_where_they_are_packed(body: bytes, headers: list[tuple[str, str]]) -> None:
    """Chunks and compressions, as recorded or as unpacked by who recorded them."""
    outcome = read(archive({"https://a.example/x": body}, headers=[*HTML, *headers]))
    assert [document.text for document in outcome.kept] == [WORDS]


def test_an_answer_that_grows_out_of_all_proportion_is_left_out() -> None:
    """A compressed page of a gigabyte costs a megabyte or two."""
    packed = gzip.compress(bytes(300 * MEGABYTE))
    with pytest.raises(DataError, match="grows from"):
        body_of(packed, transfer="", packing="gzip", max_bytes=10**9)


@pytest.mark.parametrize("charset", ["iso-8859-2", "klingon", "punycode"])
def test_the_encoding_that_the_server_alone_declares_counts(charset: str) -> None:
    """If it is one for texts; another is passed over, and then the page is in none that it declares."""
    body = page("A", f"{WORDS} Poľský minister prišiel.").decode().encode("iso-8859-2")
    outcome = read(archive({"https://a.example/x": body}, headers=[("Content-Type", f"text/html; charset={charset}")]))
    assert bool(outcome.kept) is (charset == "iso-8859-2")
    assert all("Poľský" in document.text for document in outcome.kept)
    assert outcome.kept or "encoding" in reasons(outcome)


def test_pages_in_utf8_are_read_whatever_their_server_says() -> None:
    """The header of many servers is the same for all pages."""
    body = page("A", f"{WORDS} Poľský minister prišiel.")
    outcome = read(archive({"https://a.example/x": body}, headers=[("Content-Type", "text/html; charset=latin-1")]))
    assert "Poľský" in outcome.kept[0].text


def zipped(members: dict[str, bytes], *, compression: int = zipfile.ZIP_STORED) -> bytes:
    """A zip file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as made:
        for name, raw in members.items():
            made.writestr(name, raw)
    return target.getvalue()


def test_a_wacz_is_read_member_by_member() -> None:
    """A name that would lead out of the archive leads nowhere; a broken member is a discard."""
    raw = zipped({
        "archive/b.warc.gz": archive(pages(1)),
        "archive/a.warc": archive({"https://b.example/": page("B", WORDS)}, packed=False),
        "../../archive/evil.warc.gz": archive({"https://c.example/": page("C", f"{WORDS} And so on.")}),
        "archive/broken.warc.gz": b"WARC/1.0 no",
        "pages/pages.jsonl": b"{}",
    })  # fmt: skip
    outcome = read(raw)
    assert sorted(document.origin.url or "" for document in outcome.kept) == [
        "https://a.example/0",
        "https://b.example/",
        "https://c.example/",
    ]
    assert [discard.place for discard in outcome.discards] == ["x!archive/broken.warc.gz#0"]
    assert len(read_bytes(raw, Origin(path="x.wacz")).kept) == 3


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"PK\x03\x04 no zip", "is no zip file"),
        (zipped({"readme.txt": b"x"}), "without WARC files"),
        (zipped({"archive/a.warc": bytes(30 * MEGABYTE)}, compression=zipfile.ZIP_DEFLATED), "grows from"),
    ],
    ids=["no zip", "no members", "bomb"],
)
def test_a_wacz_that_cannot_be_read_is_a_discard(raw: bytes, reason: str) -> None:
    """Broken, empty, or a bomb."""
    outcome = read(raw)
    assert not outcome.kept
    assert reason in reasons(outcome)


LINES = b'{"id": "a", "text": "Seoul protested."}\nno json\n\n{"text": "' + b"x" * 5000 + b'"}\n{"id": "b", "text": "Tokyo protested."}'


@pytest.mark.parametrize("raw", [LINES, gzip.compress(LINES)], ids=["plain", "packed"])
def test_lines_are_read_as_a_stream(raw: bytes) -> None:
    """A line that is broken or too long is a discard, numbered as in the file."""
    outcome = read(raw, max_bytes=1000)
    assert [document.name for document in outcome.kept] == ["a", "b"]
    assert [discard.place for discard in outcome.discards] == ["x:2", "x:4"]


def test_packed_lines_that_are_cut_off_are_read_up_to_there() -> None:
    """The end is a discard."""
    whole = b"".join(b'{"id": "%d", "text": "Seoul protested %d times."}\n' % (n, n * 7919) for n in range(5000))
    outcome = read(gzip.compress(whole)[:-2000])
    assert 1000 < len(outcome.kept) < 5000
    assert "cannot be unpacked after line" in reasons(outcome)


def test_rows_of_parquet_are_documents() -> None:
    """A date column or a text; a row without text is a discard with its number."""
    target = io.BytesIO()
    pq.write_table(
        pa.table({
            "text": ["Seoul protested.", None, "Tokyo protested."],
            "published": pa.array([dt.date(2025, 6, 19)] * 3, pa.date32()),
            "outlet": ["Gazette"] * 3,
            "extra": [1, 2, 3],
        }),
        target,
    )  # fmt: skip
    outcome = read(target.getvalue())
    assert [(document.name, document.published, document.origin.outlet) for document in outcome.kept] == [
        ("x:1", dt.date(2025, 6, 19), "Gazette"),
        ("x:3", dt.date(2025, 6, 19), "Gazette"),
    ]
    assert [discard.place for discard in outcome.discards] == ["x:2"]


def test_parquet_without_texts_says_which_columns_it_has() -> None:
    """So that the reader sees which one to rename."""
    target = io.BytesIO()
    pq.write_table(pa.table({"body": ["x"]}), target)
    assert "has no column text, but body" in reasons(read(target.getvalue()))
    assert "is no Parquet file" in reasons(read(target.getvalue()[:-20]))


@given(raw=st.binary(max_size=300) | st.binary(max_size=200).map(lambda tail: archive(pages(1))[:400] + tail))
@settings(max_examples=60, deadline=None)
def test_no_bytes_stop_the_reading(raw: bytes) -> None:
    """Whatever is found is a document or a discard, and the same again."""
    head = raw[:8192]
    for prefix in (b"", b"WARC/1.0\r\n", b"PK\x03\x04", b"PAR1", b"\x1f\x8b\x08\x00"):
        outcome = read(prefix + raw)
        assert outcome.kept or outcome.discards or kind_of(prefix + head) in {"warc", "jsonl"}


def test_a_page_is_not_dated_after_the_day_of_its_recording() -> None:
    """A date to come, such as that of an event, is not taken for the day of publication, whatever the day is now."""
    told = "<time datetime='2026-03-01'>1 March 2026</time>"
    body = f"<html><head><title>A</title></head><body><article><p>{WORDS}</p>{told}</article></body></html>"
    assert [document.published for document in read(archive({"https://a.example/x": body.encode()})).kept] == [None]


def test_records_in_one_compressed_member_have_paths_of_their_own() -> None:
    """The offset of the member, and which record of it."""
    outcome = read(gzip.compress(archive(pages(3), packed=False)))
    assert len({document.origin.path for document in outcome.kept}) == 3
    assert all((document.origin.path or "").startswith("x#") for document in outcome.kept)
