"""Plain text: a first line as title."""

import re
from pathlib import PurePath

from foedus.model.outcome import Outcome
from foedus.model.text import Document, Origin
from foedus.reading.documents import Header, clean, decode, discard, document

EXTRACTOR = "plain/1"
_MAX_TITLE = 200
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_DATELINE = re.compile(r"^[A-Z][\w.’' ,/-]{1,60}(\([^)]{2,40}\))?\s*(—|–|--| - )")
_BYLINE = re.compile(r"^(by|from)\s+\S+", re.IGNORECASE)


def read(raw: bytes, *, origin: Origin) -> Outcome[Document]:
    """Read one plain text document.

    Args:
        raw: UTF-8, or UTF-16 with a byte order mark.
        origin: Where it came from.
    """
    try:
        text = decode(raw)
    except UnicodeDecodeError as error:
        return discard(origin, f"is not UTF-8 text (byte {error.object[error.start]:#04x} at {error.start:,}); convert it first")
    title, body = split_title(clean(text))
    return document(body, raw, origin, Header(name=name_of(origin), title=title, extractor=EXTRACTOR))


def split_title(text: str) -> tuple[str, str]:
    r"""Split off a first line that reads like a headline.

    A headline is short, does not end as a sentence does, is neither dateline nor byline,
    and has text below it.

    >>> split_title("Seoul protests\n\nSeoul protested on Monday.")
    ('Seoul protests', 'Seoul protested on Monday.')
    >>> split_title("Seoul protested on Monday.")
    ('', 'Seoul protested on Monday.')
    """
    first, _, rest = text.partition("\n")
    is_title = (
        rest.strip()
        and len(first) <= _MAX_TITLE
        and not _SENTENCE_END.search(first)
        and not _DATELINE.match(first)
        and not _BYLINE.match(first)
    )
    return (first, rest.strip()) if is_title else ("", text)


def name_of(origin: Origin) -> str:
    """The name that a file's document goes by: the last part of its path."""
    if origin.path in {None, "-"}:
        return origin.url or "stdin"
    return PurePath(origin.path or "").name
