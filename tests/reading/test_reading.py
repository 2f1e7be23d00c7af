"""Reading: every format gives its document, every bad input one discard with its reason."""

import datetime as dt
import hashlib
import io
import json
import warnings
from pathlib import Path

import pytest
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st

from foedus.model.outcome import Outcome
from foedus.model.text import Document, Origin
from foedus.reading.documents import clean
from foedus.reading.sources import format_of, read_bytes, read_paths

STORY = "Seoul recalled its ambassador on Monday. The foreign ministry gave no reason for it.\n\nTokyo said that it regretted the decision."


def only(outcome: Outcome[Document]) -> Document:
    """The one document of an outcome."""
    assert not outcome.discards
    (document,) = outcome.kept
    return document


def reason(outcome: Outcome[Document]) -> str:
    """The reason of the one discard of an outcome."""
    assert not outcome.kept
    (found,) = outcome.discards
    assert found.stage == "reading"
    return found.reason


def pdf_of(*lines: str) -> bytes:
    """A PDF page with these lines."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        page = FPDF()
        page.add_page()
        page.set_font("helvetica", size=12)
        for line in lines:
            page.cell(0, 8, line)
            page.ln()
        return bytes(page.output())


def test_plain_text_takes_a_headline_as_title() -> None:
    """A first line that does not end as a sentence is the title, and not part of the text."""
    document = only(read_bytes(f"Seoul recalls envoy\n\n{STORY}".encode(), Origin(path="a/report.txt")))
    assert (document.title, document.text, document.name) == ("Seoul recalls envoy", STORY, "report.txt")
    assert document.language == "en"


def test_one_line_of_text_has_no_title() -> None:
    """What somebody types in one line is text."""
    document = only(read_bytes(b"Seoul recalled its ambassador on Monday", Origin(path="-")))
    assert (document.title, document.text, document.name) == ("", "Seoul recalled its ambassador on Monday", "stdin")


def test_a_dateline_is_not_taken_for_a_title() -> None:
    """A first line with a dateline is the first paragraph."""
    document = only(read_bytes(b"SEOUL, 4 March (Agency) \xe2\x80\x94 The envoy has left\n\nHe gave no reason.", Origin()))
    assert document.title == ""


def test_text_is_nfc_and_hashed() -> None:
    """Decomposed letters are composed; both hashes are there."""
    document = only(read_bytes("Kırıkkale und Lomé waren heute in den Nachrichten".encode(), Origin()))
    assert "Lomé" in document.text
    assert len(document.raw_sha256) == len(document.text_sha256) == 64


def test_page_gives_title_outlet_and_date() -> None:
    """HTML is cut down to the article, with what the page says of itself."""
    page = f"""<html><head><title>Seoul recalls envoy</title><meta property="og:site_name" content="Daily Test">
    <meta property="article:published_time" content="2025-03-04T10:00:00Z"></head><body><nav>Home | World</nav>
    <article><h1>Seoul recalls envoy</h1><p>{STORY.replace(chr(10) * 2, "</p><p>")}</p></article><script>alert(1)</script></body></html>"""
    document = only(read_bytes(page.encode(), Origin(path="page.html")))
    assert document.title == "Seoul recalls envoy"
    assert document.origin.outlet == "Daily Test"
    assert document.published == dt.date(2025, 3, 4)
    assert "alert" not in document.text
    assert document.text.startswith("Seoul recalled")
    assert "\n\nTokyo said" in document.text


def test_pdf_with_text_layer() -> None:
    """Lines of a PDF that break in mid-sentence are joined."""
    raw = pdf_of("Seoul recalled its ambassador on Monday after the talks in", "Tokyo had failed. The foreign ministry gave no reason.")
    document = only(read_bytes(raw, Origin(path="x.pdf")))
    assert (
        document.text == "Seoul recalled its ambassador on Monday after the talks in Tokyo had failed. The foreign ministry gave no reason."
    )


def test_json_lines_keep_ids_and_null_means_absent() -> None:
    """The id of a line names the document; all but text may be null."""
    line = {"id": "S01-1", "title": None, "outlet": "Daily", "published": "2025-03-04", "url": None, "lang": "en", "text": STORY}
    raw = (json.dumps(line) + "\n\n" + json.dumps({"text": STORY}) + "\n").encode()
    first, second = read_bytes(raw, Origin(path="in.jsonl")).kept
    assert (first.name, first.published, first.origin.outlet, first.language) == ("S01-1", dt.date(2025, 3, 4), "Daily", "en")
    assert second.name == "in.jsonl:3"


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><item><title>Envoy recalled</title>
<link>https://example.org/1</link><pubDate>Tue, 04 Mar 2025 10:00:00 GMT</pubDate>
<description>&lt;p&gt;Seoul recalled its ambassador on Monday.&lt;/p&gt;&lt;p&gt;Tokyo regretted it.&lt;/p&gt;
</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><id>urn:1</id><title>Envoy recalled</title>
<updated>2025-03-04T10:00:00Z</updated><content type="text">Seoul recalled its ambassador on Monday.</content></entry></feed>"""


@pytest.mark.parametrize("raw", [RSS, ATOM])
def test_feeds(raw: str) -> None:
    """Each entry of RSS or Atom is a document with its own date."""
    document = only(read_bytes(raw.encode(), Origin(path="feed.xml")))
    assert document.title == "Envoy recalled"
    assert document.origin.outlet == "Wire"
    assert document.published == dt.date(2025, 3, 4)
    assert document.text.startswith("Seoul recalled its ambassador on Monday.")


BAD: list[tuple[bytes, str, str]] = [
    (b"", "a.txt", "is empty"),
    (b" \n\n ", "a.txt", "is empty"),
    (bytes(range(256)) * 4, "a.bin", "is binary, not text, HTML, PDF, JSON lines, a feed or a web archive"),
    ("Zürich traf sich".encode("latin-1"), "a.txt", "is not UTF-8 text (byte 0xfc at 1); convert it first"),
    (b"%PDF-1.7 nothing follows", "a.pdf", "is a broken PDF"),
    (b"<html><head><meta charset='utf-8'></head><body>\xff\xfe\xfa", "a.html", "is not in the encoding that it declares"),
    (b"<html><body></body></html>", "a.html", "is a web page without an article in it"),
    (b"<rss><channel><item>", "a.rss", "is a broken feed"),
    (b"<!DOCTYPE x [<!ENTITY a 'b'>]><rss></rss>", "a.rss", "is a feed with a document type definition"),
    (b'{"id": "x"}', "a.jsonl", "has no text"),
    (b'{"id": "x", "text": 5}', "a.jsonl", "does not fit the form of a document"),
    (b'{"text": "words", "published": "yesterday"}', "a.jsonl", "gives 'yesterday' for published"),
    (b"not json", "a.jsonl", "is not a line of JSON"),
    (b'{"a":' + b"[" * 200_000, "a.jsonl", "is not a line of JSON"),
    (b"x" * 2_000, "a.txt", "has 2,000 bytes, over the limit of 1,000 (--max-bytes)"),
    (json.dumps({"text": "x" * 2_000}).encode(), "a.jsonl", "over the limit of 1,000 (--max-bytes)"),
]


@pytest.mark.parametrize(("raw", "path", "message"), BAD, ids=[f"{i}-{path}" for i, (_, path, _) in enumerate(BAD)])
def test_bad_input_is_one_discard(raw: bytes, path: str, message: str) -> None:
    """Empty, huge, binary, wrongly encoded or broken: one discard, and its reason."""
    limit = 10_000_000 if len(raw) > 100_000 else 1_000 if len(raw) > 1_500 else 20_000
    assert message in reason(read_bytes(raw, Origin(path=path), max_bytes=limit))


def test_pdf_without_text_is_a_discard() -> None:
    """A scanned PDF says what to do."""
    assert "without a text layer" in reason(read_bytes(pdf_of(""), Origin(path="scan.pdf")))


def test_one_bad_line_leaves_the_others() -> None:
    """A broken line of JSON does not touch its neighbours."""
    raw = b'{"id": "a", "text": "Seoul recalled its envoy."}\n{broken\n{"id": "b", "text": "Tokyo regretted it."}\n'
    outcome = read_bytes(raw, Origin(path="in.jsonl"))
    assert [document.name for document in outcome.kept] == ["a", "b"]
    assert [discard.place for discard in outcome.discards] == ["in.jsonl:2"]


def test_folders_missing_files_and_standard_input(tmp_path: Path) -> None:
    """Folders are read in order; what cannot be opened is a discard; `-` is standard input."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.txt").write_text("Tokyo regretted it.", encoding="utf-8")
    (tmp_path / "a.txt").write_text("Seoul recalled its envoy.", encoding="utf-8")
    (tmp_path / ".hidden").write_text("no", encoding="utf-8")
    outcomes = list(read_paths([str(tmp_path), str(tmp_path / "none.txt"), "-"], stdin=b"Typed text."))
    texts = [document.text for outcome in outcomes for document in outcome.kept]
    assert texts == [
        "Seoul recalled its envoy.",
        "Tokyo regretted it.",
        "Typed text.",
    ]
    assert "cannot be opened" in outcomes[2].discards[0].reason


@given(st.binary(max_size=400))
def test_no_bytes_raise(raw: bytes) -> None:
    """Whatever the bytes, reading ends with documents or discards."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        outcome = read_bytes(raw, Origin(path="x"))
    assert outcome.kept or outcome.discards


@given(st.text(max_size=200))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """Stored text is final."""
    assert clean(clean(text)) == clean(text)


def test_format_is_told_from_the_bytes() -> None:
    """What the bytes show goes before the file's name."""
    assert format_of(b"<html><body>", ".txt") == "html"
    assert format_of(b'{"text": "a"}\n', ".txt") == "jsonl"
    assert format_of(io.BytesIO(RSS.encode()).read(), ".html") == "feed"


def test_names_and_addresses_hold_no_control_characters() -> None:
    """A database may refuse them."""
    line = {"id": "a\0b", "outlet": "The\0 Post", "url": "http://x/\0", "lang": "e\0n", "title": "T\0", "text": STORY}
    document = only(read_bytes(json.dumps(line).encode(), Origin(path="x.jsonl")))
    assert (document.name, document.origin.outlet, document.origin.url, document.language) == ("ab", "The Post", "http://x/", "en")


def test_a_feed_with_characters_that_are_none_is_a_discard() -> None:
    """Half a surrogate pair, which no text can hold."""
    raw = b"<rss><channel><title>t</title><item><title>a&#xD800;b</title><description>Some</description></item></channel></rss>"
    assert "is a broken feed" in reason(read_bytes(raw, Origin(path="x.xml")))


def test_documents_come_with_the_bytes_that_they_were_read_from() -> None:
    """The hash of a document tells which they are."""
    lines = [json.dumps({"text": f"{number}: {STORY}"}).encode() for number in range(3)]
    outcome = read_bytes(b"\n".join([*lines, b"{}"]), Origin(path="x.jsonl"))
    assert list(outcome.raws) == lines
    assert [document.raw_sha256 for document in outcome.kept] == [hashlib.sha256(line).hexdigest() for line in lines]
