"""What the graph formats say of a claim in words and keywords, where they have no field of their own for it."""

from urllib.parse import urlsplit

from foedus.export.flat import CodedClaim, voice_text
from foedus.model.text import Document


def details(coded: CodedClaim) -> tuple[str, ...]:
    """The slots of a claim that a graph format has no field for, one `part: words` each, in exact words where there are any."""
    claim, event = coded.claim, coded.claim.event
    text = coded.document.text
    exchange = claim.exchange
    spans = [
        ("object", event.object),
        ("gives", exchange.gives if exchange else None),
        ("gets", exchange.gets if exchange else None),
        ("purpose", event.purpose),
    ]
    lines = [f"quantity: {event.quantity.written(text)}"] if event.quantity else []
    lines += [f"{part}: {text[span.start : span.end]}" for part, span in spans if span is not None]
    if event.place:
        lines.append(f"place: {event.place.text}")
    if event.date:
        period = event.date.period.iso if event.date.period else "not resolved"
        lines.append(f"date: {event.date.direction.value} {event.date.text} ({period})")
    voice = voice_text(claim.attribution)
    if voice:
        lines.append(f"attribution: {voice}")
    return tuple(lines)


def keywords(coded: CodedClaim) -> tuple[str, ...]:
    """The codes of a claim as `part:value`: type, mode, contexts, status, polarity, certainty, act, parties."""
    claim, event = coded.claim, coded.claim.event
    pairs = [
        ("event", event.type),
        ("mode", event.mode),
        *(("context", context) for context in event.contexts),
        ("status", claim.headline),
        ("deed-status", claim.status.value),
        ("polarity", claim.polarity.value),
        ("certainty", claim.certainty.value),
        ("act", claim.act.value),
        *(("actor", party.actor.code) for party in event.actors),
        *(("recipient", party.actor.code) for party in event.recipients),
    ]
    return tuple(dict.fromkeys(f"{part}:{value}" for part, value in pairs if value))


def web_address(document: Document) -> str:
    """The address of a document's page, empty if it has none or one that is no address of the web."""
    url = document.origin.url or ""
    if not url.isascii() or any(not character.isprintable() or character in ' "<>\\^`{|}' for character in url):
        return ""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.hostname and port != 0 else ""
