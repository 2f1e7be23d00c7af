"""Readers of documents: one file, to the documents in it."""

import datetime as dt
import io
from pathlib import Path

from foedus.model.outcome import merge
from foedus.model.text import Origin
from foedus.reading import archives, columns, feed, lines, opml, page, pdf, plain, sources, wacz, warc
from fuzz.readers.outcomes import told
from fuzz.told import Told

_RETRIEVED = dt.datetime(2025, 6, 20, 8, tzinfo=dt.UTC)
_MOST_BYTES = 20_000_000


def text(raw: bytes, _folder: Path) -> Told:
    """Plain text."""
    return told(plain.read(raw, origin=Origin(path="x.txt")))


def html(raw: bytes, _folder: Path) -> Told:
    """A web page, as it comes out of an archive: with the day on which it was fetched."""
    return told(page.read(raw, origin=Origin(path="x.html", retrieved=_RETRIEVED)))


def portable(raw: bytes, _folder: Path) -> Told:
    """A PDF."""
    return told(pdf.read(raw, origin=Origin(path="x.pdf")))


def warcs(raw: bytes, _folder: Path) -> Told:
    """A web archive."""
    return told(warc.read(raw, origin=Origin(path="x.warc")))


def wacz_file(raw: bytes, _folder: Path) -> Told:
    """A zip file with web archives in it."""
    return told(wacz.read(raw, origin=Origin(path="x.wacz")))


def feeds(raw: bytes, _folder: Path) -> Told:
    """RSS or Atom, as it is fetched: with an address and an encoding that the server declares."""
    found = feed.entries(raw, origin=Origin(url="https://a.example/feed"), charset="utf-8")
    return told(merge([*(entry.read for entry in found.kept), feed.read(raw, origin=Origin(path="x.xml"))]))


def feed_list(raw: bytes, _folder: Path) -> Told:
    """A list of feeds in OPML."""
    return told(opml.feeds_of(raw, "x.opml"))


def json_lines(raw: bytes, _folder: Path) -> Told:
    """JSON lines, whole in memory."""
    return told(lines.read(raw, origin=Origin(path="x.jsonl")))


def streamed(raw: bytes, _folder: Path) -> Told:
    """An archive of any kind, as `foedus archive` reads it."""
    return told(merge(archives.documents_in(io.BytesIO(raw), Origin(path="x"), max_bytes=_MOST_BYTES)))


def any_file(raw: bytes, _folder: Path) -> Told:
    """A file whose form its first bytes tell, as `foedus code` reads it."""
    return told(sources.read_bytes(raw, Origin(path="x")))


def parquet(raw: bytes, _folder: Path) -> Told:
    """Documents as rows of a Parquet file."""
    return told(merge(columns.rows_in(io.BytesIO(raw), Origin(path="x.parquet"), max_bytes=_MOST_BYTES)))
