"""What every reader shares: clean text, hashes, identity, language."""

import codecs
import datetime as dt
import hashlib
import io
import re
import unicodedata

from msgspec.structs import replace

from foedus.model.outcome import Discard, Outcome
from foedus.model.record import DocumentId, Record, identify
from foedus.model.text import Document, Origin
from foedus.redaction import redacted

MAX_CHARACTERS = 2_000_000
_MIN_WORDS_FOR_LANGUAGE = 8
_SAMPLE = 4_000
_ENGLISH = frozenset(
    {"the", "of", "and", "to", "that", "which", "was", "were", "has", "had", "will", "would", "said"}
    | {"with", "from", "by", "their", "its", "after", "under"}
)
_ENGLISH_SHARE = 0.12
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b\u2060\u00ad\ud800-\udfff]")
_BLANK = re.compile(r"[ \t\u00a0\u2009\u202f]+(?=\n|$)|(?<=\n)[ \t\u00a0\u2009\u202f]+")
_NOT_FOR_TEXT = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7"})
_GAPS = re.compile(r"\n{3,}")


class Header(Record, frozen=True, kw_only=True):
    """What is known of a document besides its text."""

    name: str
    title: str = ""
    published: dt.date | None = None
    language: str | None = None
    extractor: str
    synthetic: bool = False


def clean(text: str) -> str:
    r"""Text in NFC with `\n` line ends, no control characters and at most one blank line in a row.

    >>> clean("A\r\n\r\n\r\n\r\nB  \n")
    'A\n\nB'
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n"))
    return _GAPS.sub("\n\n", _BLANK.sub("", _CONTROL.sub("", text))).strip()


def decode(raw: bytes) -> str:
    """Bytes as text: UTF-8, or UTF-16 where a byte order mark says so.

    Raises:
        UnicodeDecodeError: The bytes are neither.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    return raw.decode("utf-8-sig")


def is_text_encoding(name: str) -> bool:
    """Whether a declared encoding is one that texts are written in.

    Python knows others: for names of hosts (whose decoding takes time in the square of the length), for source code, for
    packing. A page that declares one of these is up to something.

    >>> is_text_encoding("Latin-1"), is_text_encoding("punycode"), is_text_encoding("hex"), is_text_encoding("klingon")
    (True, False, False, False)
    """
    try:
        io.TextIOWrapper(io.BytesIO(), encoding=name)  # refuses what makes no text of bytes, such as `hex`
        return codecs.lookup(name).name not in _NOT_FOR_TEXT
    except (LookupError, ValueError):
        return False


def decode_as(raw: bytes, encoding: str) -> str:
    """Bytes as text in the encoding that they are declared to be in.

    Raises:
        UnicodeDecodeError: They are not in it.
        LookupError: There is no such encoding for texts.
    """
    if not is_text_encoding(encoding):
        msg = f"unknown encoding: {encoding}"
        raise LookupError(msg)
    return raw.decode(encoding)


def document(text: str, raw: bytes, origin: Origin, header: Header) -> Outcome[Document]:
    """Make a document of extracted text, or a discard if there is nothing to read in it.

    Args:
        text: As extracted.
        raw: The bytes that it came from, for their hash.
        origin: Where it came from.
        header: Name, title, date and the extractor.
    """
    body = clean(text)
    if not body:
        return discard(origin, "holds no text", header.name)
    if len(body) > MAX_CHARACTERS:
        return discard(origin, f"has {len(body):,} characters of text, over the limit of {MAX_CHARACTERS:,}", header.name)
    name = redacted(_CONTROL.sub("", header.name))
    origin = replace(origin, url=_plain(redacted(origin.url or "") or None), outlet=_plain(origin.outlet))
    made = Document(
        id=DocumentId(identify("d", origin.url or name, origin.outlet or "", body)),
        name=name,
        origin=origin,
        title=" ".join(clean(header.title).split()),
        text=body,
        language=_plain(header.language) or language_of(body),
        published=header.published,
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        text_sha256=hashlib.sha256(body.encode()).hexdigest(),
        extractor=header.extractor,
        synthetic=header.synthetic,
    )
    return Outcome(kept=(made,), raws=(raw,))


def _plain(value: str | None) -> str | None:
    """A name or address without control characters, which PostgreSQL would not take."""
    return None if value is None else _CONTROL.sub("", value)


def discard(origin: Origin, reason: str, name: str = "") -> Outcome[Document]:
    """An outcome without a document, with the reason."""
    place = origin.path or origin.url or name or "-"
    if name and name not in place:
        place = f"{place} ({name})"
    return Outcome(discards=(Discard(stage="reading", place=redacted(place), reason=redacted(reason)),))


def date_of(value: object) -> dt.date | None:
    """The day of an ISO 8601 date or time, none if the value is no such thing.

    >>> date_of("2025-06-19T08:00:00Z")
    datetime.date(2025, 6, 19)
    """
    if not isinstance(value, str):
        return None
    try:
        return dt.date.fromisoformat(value.strip()[:10])
    except ValueError:
        return None


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the text's language, none if it is too short to tell.

    A text with the share of English function words that only English has is English; the
    classifier, whose model takes a while to load, is asked for the others alone.
    """
    words = text[:_SAMPLE].lower().split()
    if len(words) < _MIN_WORDS_FOR_LANGUAGE:
        return None
    if sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words):
        return "en"
    import py3langid  # noqa: PLC0415  # loads its model: see above

    return str(py3langid.classify(text[:_SAMPLE])[0])
