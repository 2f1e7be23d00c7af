"""What was fetched, read into documents."""

import datetime as dt
import hashlib

import msgspec

from foedus.model.outcome import Outcome
from foedus.model.text import Document, Origin
from foedus.reading import feed
from foedus.reading.documents import decode_as, discard
from foedus.reading.fetching import Fetched, Fetcher, Refusal
from foedus.reading.sources import format_of, read_bytes

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/rdf+xml": ".xml",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/x-ndjson": ".jsonl",
    "application/json": ".jsonl",
}
_UTF8_MARK = b"\xef\xbb\xbf"
_MARKS = (_UTF8_MARK, b"\xff\xfe", b"\xfe\xff")
_BY_SERVER = frozenset({"text", "html"})


def read_address(fetcher: Fetcher, url: str, *, outlet: str | None = None) -> Outcome[Document]:
    """Fetch an address, a page or a feed, and read it."""
    got = fetcher.fetch(url)
    if isinstance(got, Refusal):
        return discard(Origin(url=url), got.reason)
    return read_fetched(got, outlet=outlet)


def read_fetched(got: Fetched, *, outlet: str | None = None, published: dt.date | None = None) -> Outcome[Document]:
    """Read what was fetched, in the encoding that its server declares.

    Args:
        got: What was fetched.
        outlet: Outlet of documents that name none.
        published: Publication date of documents that give none.
    """
    origin = Origin(outlet=outlet, url=got.url, retrieved=got.retrieved)
    suffix = _SUFFIXES.get(got.media, "")
    kind = format_of(got.body, suffix)
    if kind == "feed":
        return read_feed(got, outlet=outlet)
    body = got.body
    if got.charset and kind in _BY_SERVER and not body.startswith(_MARKS):
        try:
            body = _UTF8_MARK + decode_as(body, got.charset).encode()
        except (UnicodeError, LookupError) as error:
            return discard(origin, f"is not in the encoding that its server declares ({error})")
    outcome = read_bytes(body, origin, max_bytes=len(body), suffix=suffix)
    digest = hashlib.sha256(got.body).hexdigest()
    kept = tuple(_settled(document, digest if body is not got.body else document.raw_sha256, published) for document in outcome.kept)
    return Outcome(kept=kept, discards=outcome.discards)


def read_feed(got: Fetched, *, outlet: str | None = None) -> Outcome[Document]:
    """Read what was fetched as a feed: the entries' own texts."""
    found = entries_of(got, outlet=outlet)
    kept = tuple(document for entry in found.kept for document in entry.read.kept)
    return Outcome(kept=kept, discards=(*found.discards, *(discard for entry in found.kept for discard in entry.read.discards)))


def entries_of(got: Fetched, *, outlet: str | None = None) -> Outcome[feed.Entry]:
    """The entries of a feed that was fetched."""
    return feed.entries(got.body, origin=Origin(outlet=outlet, url=got.url, retrieved=got.retrieved), charset=got.charset)


def _settled(document: Document, raw_sha256: str, published: dt.date | None) -> Document:
    """A document with the hash of the bytes as sent, and with a date if it has none."""
    return msgspec.structs.replace(document, raw_sha256=raw_sha256, published=document.published or published)
