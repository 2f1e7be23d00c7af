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
from foedus.reading.documents import Header, discard, document, is_text_encoding
from foedus.reading.plain import name_of
from foedus.reading.timing import TimeUp, within

EXTRACTOR = f"feed/feedparser-{feedparser.__version__}"
# an entry takes some 2 milliseconds
MAX_SECONDS = 60.0
_HEAD = 4096
_MAX_DEPTH = 5_000
# of one element: the parser's time grows with the square of their number
_MOST_ATTRIBUTES = 1_000
_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w.:-]{1,40})", re.ASCII)
_TAG = re.compile(rb"<(/?)[A-Za-z][^<>]*>")
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
    if reason := _unfit(raw):
        return _refused(origin, reason)
    try:
        return within(MAX_SECONDS, lambda: _entries(raw, origin, charset))
    except TimeUp:
        return _refused(origin, f"is a feed that takes over {MAX_SECONDS:g} seconds to read, which is the limit")


def _entries(raw: bytes, origin: Origin, charset: str | None) -> Outcome[Entry]:
    try:
        feed = feedparser.parse(io.BytesIO(raw), response_headers=_headers(origin, charset))
    except Exception as error:  # noqa: BLE001  # a library on hostile input: one bad feed is one discard
        return _refused(origin, f"is a broken feed ({type(error).__name__}: {error})")
    problem = feed.get("bozo_exception")
    if problem and not any(_markup(entry) or _link(entry) for entry in feed.entries):
        return _refused(origin, f"is a broken feed ({problem})")
    if not feed.entries:
        return _refused(origin, "is a feed without entries" if feed.get("version") else "is neither RSS nor Atom")
    outlet = origin.outlet or feed.feed.get("title")
    return Outcome(kept=tuple(_entry(entry, number, origin, outlet) for number, entry in enumerate(feed.entries, start=1)))


def _unfit(raw: bytes) -> str:
    """Why bytes are not even given to the parser; empty if they are."""
    narrow = raw.replace(b"\0", b"")
    declared = _ENCODING.search(narrow[:_HEAD])
    if not raw.strip():
        return "is empty"
    if b"<!DOCTYPE" in narrow[:_HEAD] or b"<!ENTITY" in narrow:
        return "is a feed with a document type definition, which is refused"
    if declared and not is_text_encoding(declared.group(1).decode("ascii")):
        return f"is a feed in an encoding that is not known: {declared.group(1).decode('ascii')}"
    if _is_deep(narrow):
        return f"is a feed with over {_MAX_DEPTH:,} elements inside each other"
    if any(tag[0].count(b"=") > _MOST_ATTRIBUTES for tag in _TAG.finditer(narrow) if tag.end() - tag.start() > _MOST_ATTRIBUTES):
        return f"is a feed that holds an element with over {_MOST_ATTRIBUTES:,} attributes"
    return ""


def _is_deep(raw: bytes) -> bool:
    """Whether more elements are open at once than the parser bears: its time grows with the square of their number."""
    first, *others = raw.split(b"<![CDATA[")
    depth = 0
    for part in (first, *(other.partition(b"]]>")[2] for other in others)):
        for tag in _TAG.finditer(part):
            depth += -1 if tag[1] else 0 if tag[0].endswith(b"/>") else 1
            if depth > _MAX_DEPTH:
                return True
    return False


def _refused(origin: Origin, reason: str) -> Outcome[Entry]:
    return Outcome(discards=discard(origin, reason).discards)


def _headers(origin: Origin, charset: str | None) -> dict[str, str]:
    """What the parser is told of a feed from the web: where it is, for relative links, and its encoding."""
    if origin.url is None:
        return {}
    parameter = f"; charset={charset}" if charset and _CHARSET.fullmatch(charset) and is_text_encoding(charset) else ""
    return {"content-location": origin.url, "content-type": f"application/xml{parameter}"}


def _entry(entry: Any, number: int, origin: Origin, outlet: str | None) -> Entry:  # the library has no types
    link = _link(entry)
    name = str(entry.get("id") or link or f"{name_of(origin)}:{number}")
    markup = _markup(entry)
    # an entry of a feed on the web is found by its link; one of a file by its number in it
    path = None if origin.path is None and link else f"{origin.path or origin.url or '-'}:{number}"
    where = Origin(outlet=outlet, url=link, path=path, retrieved=origin.retrieved)
    text = _text(markup)
    # not by `entry.get`, which would warn and give the one for the other
    stamp = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    published = _day(stamp.tm_year, stamp.tm_mon, stamp.tm_mday) if stamp else None
    header = Header(name=name, title=str(entry.get("title", "")), published=published, extractor=EXTRACTOR)
    found = document(text, markup.encode(errors="replace"), where, header) if text else discard(where, "is a feed entry without text", name)
    return Entry(link=link, published=published, read=found)


def _day(year: int, month: int, day: int) -> dt.date | None:
    """A day, none if there is no such day in the calendar."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


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
