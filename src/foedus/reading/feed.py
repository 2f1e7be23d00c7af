"""RSS and Atom files: each entry that carries text is a document."""

import datetime as dt
import io
from typing import Any

import feedparser
import trafilatura

from foedus.model.outcome import Outcome, merge
from foedus.model.text import Document, Origin
from foedus.reading.documents import Header, discard, document
from foedus.reading.plain import name_of

EXTRACTOR = f"feed/feedparser-{feedparser.__version__}"


def read(raw: bytes, *, origin: Origin) -> Outcome[Document]:
    """Read the entries of a feed.

    Args:
        raw: RSS or Atom. A document type definition is refused: feeds need none, and it is
            the door for entity bombs.
        origin: The file; the feed's title is the outlet unless the origin names one.
    """
    if b"<!DOCTYPE" in raw[:4096] or b"<!ENTITY" in raw:
        return discard(origin, "is a feed with a document type definition, which is refused")
    try:
        feed = feedparser.parse(io.BytesIO(raw))
    except Exception as error:  # noqa: BLE001  # a library on hostile input: the file is then a discard
        return discard(origin, f"is a broken feed ({error})")
    problem = feed.get("bozo_exception")
    if problem and not any(_markup(entry) for entry in feed.entries):
        return discard(origin, f"is a broken feed ({problem})")
    if not feed.entries:
        return discard(origin, "is a feed without entries")
    outlet = origin.outlet or feed.feed.get("title")
    return merge(_entry(entry, number, origin, outlet) for number, entry in enumerate(feed.entries, start=1))


def _entry(entry: Any, number: int, origin: Origin, outlet: str | None) -> Outcome[Document]:  # the library has no types
    name = str(entry.get("id") or entry.get("link") or f"{name_of(origin)}:{number}")
    markup = _markup(entry)
    where = Origin(outlet=outlet, url=entry.get("link"), path=f"{origin.path or '-'}:{number}", retrieved=origin.retrieved)
    text = _text(markup)
    if not text:
        return discard(where, "is a feed entry without text", name)
    stamp = entry.get("published_parsed") or entry.get("updated_parsed")
    published = dt.date(stamp.tm_year, stamp.tm_mon, stamp.tm_mday) if stamp else None
    return document(
        text,
        markup.encode(errors="replace"),
        where,
        Header(name=name, title=str(entry.get("title", "")), published=published, extractor=EXTRACTOR),
    )


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
