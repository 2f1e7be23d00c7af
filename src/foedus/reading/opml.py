"""A list of feeds in OPML, as feed readers write it."""

from pathlib import Path
from xml.etree.ElementTree import Element, ParseError  # names only: defusedxml parses

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from foedus.errors import DataError
from foedus.model.outcome import Discard, Outcome
from foedus.model.record import Record
from foedus.reading.fetching import is_address
from foedus.redaction import redacted

MAX_BYTES = 10_000_000


class Feed(Record, frozen=True, kw_only=True):
    """A feed to watch.

    Attributes:
        url: Its address.
        outlet: What the list calls it; two feeds of one outlet should bear the same name.
    """

    url: str
    outlet: str | None = None


def read_list(path: Path) -> Outcome[Feed]:
    """The feeds of a file.

    Raises:
        DataError: The file cannot be read, or is no OPML.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror or error}"
        raise DataError(msg) from error
    return feeds_of(raw, str(path))


def feeds_of(raw: bytes, place: str) -> Outcome[Feed]:
    """The feeds of an OPML document in its order, each address once; an outline whose address cannot be fetched is a discard.

    Args:
        raw: The document. A document type definition is refused.
        place: What messages call it.

    Raises:
        DataError: It is no OPML, or too long.
    """
    if len(raw) > MAX_BYTES:
        msg = f"{place} has over {MAX_BYTES:,} bytes, which is no list of feeds"
        raise DataError(msg)
    try:
        root = fromstring(raw, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        msg = f"{place} is no OPML: {error}"
        raise DataError(msg) from error
    if root.tag != "opml":
        msg = f"{place} is no OPML: it begins with {root.tag!r}"
        raise DataError(msg)
    feeds: dict[str, Feed] = {}
    discards = []
    for outline in root.iter("outline"):
        url = _attribute(outline, "xmlUrl")
        if is_address(url):
            feeds.setdefault(url, Feed(url=url, outlet=_attribute(outline, "title") or _attribute(outline, "text") or None))
        elif url:
            discards.append(Discard(stage="reading", place=place, reason=redacted(f"names {url!r}, which is no address of http or https")))
    return Outcome(kept=tuple(feeds.values()), discards=tuple(discards))


def _attribute(outline: Element, name: str) -> str:
    """An attribute, whose name some writers spell in lower case."""
    return " ".join((outline.get(name) or outline.get(name.lower()) or "").split())
