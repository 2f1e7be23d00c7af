"""A PDF with a text layer."""

import datetime as dt
import io
import logging
import re
from collections.abc import Iterator

import pypdf

from foedus.model.outcome import Outcome
from foedus.model.text import Document, Origin
from foedus.reading.documents import MAX_CHARACTERS, Header, discard, document
from foedus.reading.plain import name_of, split_title
from foedus.reading.timing import TimeUp, within

log = logging.getLogger(__name__)

EXTRACTOR = f"pdf/pypdf-{pypdf.__version__}"
MAX_PAGES = 2_000
# where an object lies in memory: another place each time
_OF_MEMORY = re.compile(r", \d{9,}(?=\))")
# for the whole file: a page of print takes some 20 milliseconds
MAX_SECONDS = 120.0
_HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_WRAP = re.compile(r"(?<![.!?:”\"\n])\n(?=[^\n])")


def read(raw: bytes, *, origin: Origin) -> Outcome[Document]:
    """Read the text layer of a PDF.

    Args:
        raw: The file.
        origin: Where it came from.
    """
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        return within(MAX_SECONDS, lambda: _read(raw, origin))
    except TimeUp:
        return discard(origin, f"is a PDF that takes over {MAX_SECONDS:g} seconds to read, which is the limit")


def _read(raw: bytes, origin: Origin) -> Outcome[Document]:
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            return discard(origin, "is a PDF that needs a password")
        if len(reader.pages) > MAX_PAGES:
            return discard(origin, f"is a PDF of {len(reader.pages):,} pages, over the limit of {MAX_PAGES:,}")
        pages = list(_texts(reader))
        title = str((reader.metadata and reader.metadata.title) or "")
        published = _day(reader)
    except Exception as error:  # noqa: BLE001  # a library on hostile input: one bad file is one discard
        return discard(origin, f"is a broken PDF ({type(error).__name__}: {_OF_MEMORY.sub('', str(error))})")
    text = _unwrap("\n\n".join(page.strip() for page in pages if page.strip()))
    if not text.strip():
        return discard(origin, "is a PDF without a text layer; run character recognition on it first")
    first, body = split_title(text)
    return document(body, raw, origin, Header(name=name_of(origin), title=title or first, published=published, extractor=EXTRACTOR))


def _texts(reader: pypdf.PdfReader) -> Iterator[str]:
    """The texts of the pages; one after more than a document may have is not read."""
    read = 0
    for page in reader.pages:
        text = page.extract_text()
        yield text
        read += len(text)
        if read > MAX_CHARACTERS:
            return


def _unwrap(text: str) -> str:
    """Join lines that break in mid-sentence; a line that ends a sentence ends a paragraph."""
    return _WRAP.sub(" ", _HYPHEN.sub("", text))


def _day(reader: pypdf.PdfReader) -> dt.date | None:
    try:
        created = reader.metadata.creation_date if reader.metadata else None
    except ValueError:
        log.debug("unreadable creation date in a PDF")
        return None
    return created.date() if created else None
