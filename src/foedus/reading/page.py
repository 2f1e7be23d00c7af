"""A saved web page: its article, title, outlet, date."""

import datetime as dt
import itertools
import re

import trafilatura
from trafilatura.meta import reset_caches

from foedus.model.outcome import Outcome
from foedus.model.text import Document, Origin
from foedus.reading.documents import Header, date_of, decode, decode_as, discard, document
from foedus.reading.plain import name_of
from foedus.reading.timing import TimeUp, within

# a page of that many takes as long as is allowed: some 150 microseconds each
MAX_TAGS = 200_000
MAX_SECONDS = 30.0
EXTRACTOR = f"page/trafilatura-{trafilatura.__version__}"
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*+=\s*+[\"']?\s*+([\w-]{2,20})", re.IGNORECASE)
_HEAD = 4096
_DAY = dt.timedelta(days=1)
# of one element: the parser compares each with all others, and so do those who look for dates in them
_MOST_ATTRIBUTES = 1_000
_TAG = re.compile(r"""<[A-Za-z](?:[^"'<>]++|"[^"]*"|'[^']*')*+""")
# pages after which the library forgets what it has kept of them, which grows by some 25 kB with each page of long words
_FORGOTTEN_AFTER = 500
_READ = itertools.count(1)
_QUOTED = re.compile(r"""["][^"]*"|'[^']*'""")


def read(raw: bytes, *, origin: Origin) -> Outcome[Document]:
    """Read the main text of a web page.

    Args:
        raw: HTML in the encoding that it declares, else UTF-8.
        origin: Where it came from; outlet and address found in the page fill what it lacks.
    """
    if (tags := raw.count(b"<")) > MAX_TAGS:
        return discard(origin, f"is a web page of {tags:,} tags, over the limit of {MAX_TAGS:,}")
    try:
        return within(MAX_SECONDS, lambda: _read(raw, origin))
    except TimeUp:
        return discard(origin, f"is a web page that takes over {MAX_SECONDS:g} seconds to read, which is the limit")


def _read(raw: bytes, origin: Origin) -> Outcome[Document]:
    try:
        text = _decode(raw)
    except (UnicodeDecodeError, LookupError) as error:
        return discard(origin, f"is not in the encoding that it declares ({error})")
    if next(_READ) % _FORGOTTEN_AFTER == 0:
        reset_caches()
    if _is_crowded(text):
        return discard(origin, f"holds an element with over {_MOST_ATTRIBUTES:,} attributes")
    try:
        found = trafilatura.bare_extraction(
            text,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            url=origin.url,
            date_extraction_params=_dates_before(origin.retrieved),
        )
    except Exception as error:  # noqa: BLE001  # a library on hostile input: one bad page is one discard
        return discard(origin, f"cannot be read as a web page ({type(error).__name__}: {error})")
    data = found if isinstance(found, dict) else found.as_dict() if found is not None else {}
    if not data.get("text"):
        return discard(origin, "is a web page without an article in it")
    origin = Origin(
        outlet=origin.outlet or data.get("sitename"), url=origin.url or data.get("url"), path=origin.path, retrieved=origin.retrieved
    )
    title = data.get("title") or ""
    header = Header(name=name_of(origin), title=title, published=date_of(data.get("date")), extractor=EXTRACTOR)
    return document(_paragraphs(data["text"], title), raw, origin, header)


def _is_crowded(text: str) -> bool:
    """Whether an element has more attributes than any page needs."""
    tags = (tag[0] for tag in _TAG.finditer(text) if tag.end() - tag.start() > _MOST_ATTRIBUTES)
    return any(len(_QUOTED.sub(" ", tag).split()) > _MOST_ATTRIBUTES for tag in tags)


def _dates_before(retrieved: dt.datetime | None) -> dict[str, object] | None:
    """Have no date taken for that of a page that lies after the day on which it was fetched, whatever the day is now."""
    if retrieved is None:
        return None
    last = min(retrieved.date(), dt.date.max - _DAY) + _DAY  # it may be tomorrow where the page is from
    return {"original_date": True, "extensive_search": True, "max_date": last.isoformat()}


def _decode(raw: bytes) -> str:
    declared = _CHARSET.search(raw[:_HEAD])
    if declared and not raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return decode_as(raw, declared.group(1).decode("ascii"))
    return decode(raw)


def _paragraphs(text: str, title: str) -> str:
    """One blank line between the blocks; the headline, where the article repeats it, is left out."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if lines and lines[0] == title.strip():
        lines = lines[1:]
    return "\n\n".join(lines)
