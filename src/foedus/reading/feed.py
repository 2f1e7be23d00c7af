"""RSS and Atom files: each entry that carries text is a document."""

import datetime as dt
import io
import re
from typing import Any

import feedparser
import trafilatura

from foedus.model.outcome import Outcome, merge
from foedus.model.record import Record
from foedus.model.text import Document, Origin
from foedus.reading.documents import Header, discard, document
from foedus.reading.plain import name_of

EXTRACTOR = f"feed/feedparser-{feedparser.__version__}"
_CHARSET = re.compile(r"[\w.:-]{1,40}", re.ASCII)


class Entry(Record, frozen=True, kw_only=True):
    """An entry of a feed, for fetching the article behind it.

    Attributes:
        link: The article's address; none if the entry gives none on the web.
        published: The day that the entry gives.
        read: The entry's own text as a document, or why there is none.
    """

    link: str | None
    published: dt.date | None
    read: Outcome[Document]


def read(raw: bytes, *, origin: Origin) -> Outcome[Document]:
    """Read the entries of a feed.

    Args:
        raw: RSS or Atom. A document type definition is refused: feeds need none, and it is
            the door for entity bombs.
        origin: The file or address; the feed's title is the outlet unless the origin names one.
    """
    found = entries(raw, origin=origin)
    return merge([Outcome(discards=found.discards), *(entry.read for entry in found.kept)])


def entries(raw: bytes, *, origin: Origin, charset: str | None = None) -> Outcome[Entry]:
    """The entries of a feed with their links.

    Args:
        raw: RSS or Atom.
        origin: Its file or address.
        charset: The encoding that the server declares.
    """
    if b"<!DOCTYPE" in raw[:4096].replace(b"\0", b"") or b"<!ENTITY" in raw.replace(b"\0", b""):
        return _refused(origin, "is a feed with a document type definition, which is refused")
    if not raw.strip():
        return _refused(origin, "is empty")
    feed = feedparser.parse(io.BytesIO(raw), response_headers=_headers(origin, charset))
    problem = feed.get("bozo_exception")
    if problem and not any(_markup(entry) or _link(entry) for entry in feed.entries):
        return _refused(origin, f"is a broken feed ({problem})")
    if not feed.entries:
        return _refused(origin, "is a feed without entries" if feed.get("version") else "is neither RSS nor Atom")
    outlet = origin.outlet or feed.feed.get("title")
    return Outcome(kept=tuple(_entry(entry, number, origin, outlet) for number, entry in enumerate(feed.entries, start=1)))


def _refused(origin: Origin, reason: str) -> Outcome[Entry]:
    return Outcome(discards=discard(origin, reason).discards)


def _headers(origin: Origin, charset: str | None) -> dict[str, str]:
    """What the parser is told of a feed from the web: where it is, for relative links, and its encoding."""
    if origin.url is None:
        return {}
    parameter = f"; charset={charset}" if charset and _CHARSET.fullmatch(charset) else ""
    return {"content-location": origin.url, "content-type": f"application/xml{parameter}"}


def _entry(entry: Any, number: int, origin: Origin, outlet: str | None) -> Entry:  # the library has no types
    link = _link(entry)
    name = str(entry.get("id") or link or f"{name_of(origin)}:{number}")
    markup = _markup(entry)
    # an entry of a feed on the web is found by its link; one of a file by its number in it
    path = None if origin.path is None and link else f"{origin.path or origin.url or '-'}:{number}"
    where = Origin(outlet=outlet, url=link, path=path, retrieved=origin.retrieved)
    text = _text(markup)
    stamp = entry.get("published_parsed") or entry.get("updated_parsed")
    published = dt.date(stamp.tm_year, stamp.tm_mon, stamp.tm_mday) if stamp else None
    header = Header(name=name, title=str(entry.get("title", "")), published=published, extractor=EXTRACTOR)
    found = document(text, markup.encode(), where, header) if text else discard(where, "is a feed entry without text", name)
    return Entry(link=link, published=published, read=found)


def _link(entry: Any) -> str | None:
    link = str(entry.get("link") or "")
    return link if link.lower().startswith(("http://", "https://")) else None


def _markup(entry: Any) -> str:
    longest = max((part.get("value", "") for part in entry.get("content", [])), key=len, default="")
    return str(longest or entry.get("summary", ""))


def _text(markup: str) -> str:
    if "<" not in markup:
        return markup
    try:
        found = trafilatura.extract(f"<html><body><article>{markup}</article></body></html>", include_comments=False, favor_recall=True)
        return found or trafilatura.html2txt(markup)
    except Exception:  # noqa: BLE001  # a library on hostile input: the entry then has no text, which is its discard
        return ""
