"""JSON lines: one document a line, keys `id, title, outlet, published, url, lang, text`."""

import msgspec

from foedus.model.outcome import Outcome, merge
from foedus.model.record import Record
from foedus.model.text import Document, Origin
from foedus.reading.documents import Header, date_of, discard, document
from foedus.reading.plain import name_of

EXTRACTOR = "lines/1"


class Line(Record, frozen=True, kw_only=True):
    """One line; all but `text` may be absent or null, further keys are passed over."""

    text: str | None = None
    id: str | int | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    lang: str | None = None
    synthetic: bool | None = None


def read(raw: bytes, *, origin: Origin) -> Outcome[Document]:
    """Read every line as a document; a line that cannot be read is one discard.

    Args:
        raw: UTF-8, one JSON object a line; empty lines are passed over.
        origin: The file.
    """
    decoder = msgspec.json.Decoder(Line)
    lines = raw.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return merge(read_line(line, number, origin, decoder) for number, line in enumerate(lines, start=1) if line.strip())


def read_line(raw: bytes, number: int, origin: Origin, decoder: "msgspec.json.Decoder[Line]") -> Outcome[Document]:
    """Read one line, the nth of its file."""
    where = Origin(path=f"{origin.path or '-'}:{number}")
    try:
        line = decoder.decode(raw)
    except msgspec.ValidationError as error:
        return discard(where, f"does not fit the form of a document ({error})")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return discard(where, f"is not a line of JSON ({error})")
    name = f"{name_of(origin)}:{number}" if line.id is None else str(line.id)
    if not line.text:
        return discard(where, "has no text", name)
    published = date_of(line.published)
    if line.published and published is None:
        return discard(where, f"gives {line.published!r} for published; write a date as 2025-06-19", name)
    header = Header(
        name=name,
        title=line.title or "",
        published=published,
        language=line.lang,
        extractor=EXTRACTOR,
        synthetic=bool(line.synthetic),
    )
    return document(
        line.text, raw, Origin(outlet=line.outlet or origin.outlet, url=line.url, path=where.path, retrieved=origin.retrieved), header
    )
