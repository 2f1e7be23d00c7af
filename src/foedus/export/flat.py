"""The flat form: one line a claim, a superset of the annotated corpora."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, BinaryIO

import msgspec

from foedus.errors import FoedusError
from foedus.model.claim import Attribution, Claim, Exchange, VoiceKind
from foedus.model.event import Event, Party, Reason, codes_of
from foedus.model.mention import DateMention, PlaceMention, QuantityMention
from foedus.model.record import DocumentId, Record
from foedus.model.text import Document, Span

_COLUMNS = (
    "doc", "claim", "sentence", "start", "end", "trigger", "event", "mode", "actors", "recipients", "status", "attribution",
    "quantity", "place", "date", "exchange", "context", "polarity", "certainty", "act", "deed_status", "purpose", "contexts",
    "actor_details", "recipient_details", "spans", "why",
)  # fmt: skip
# Full-width signs too: some spreadsheets take them for the plain ones.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


class CodedClaim(Record, frozen=True, kw_only=True):
    """A claim together with the document that its spans point into."""

    claim: Claim
    document: Document


def flat(claim: Claim, document: Document) -> dict[str, Any]:
    """One claim as a flat record of plain values.

    Offsets are code points in the document's text; `sentence` is `text[start:end]`.

    Args:
        claim: The claim.
        document: The document that it comes from.

    Raises:
        FoedusError: The claim is of another document.
    """
    if claim.document != document.id:
        msg = f"claim {claim.id} belongs to document {claim.document}, not {document.id}"
        raise FoedusError(msg)
    words = _Words(document)
    event, sentence = claim.event, claim.evidence[0]
    return {
        "doc": document.name,
        "claim": claim.id,
        "sentence": words.of(sentence),
        "start": sentence.start,
        "end": sentence.end,
        "trigger": words.of(event.trigger),
        "event": event.type,
        "mode": event.mode or None,
        "actors": codes_of(event.actors),
        "recipients": codes_of(event.recipients),
        "status": claim.headline,
        "attribution": voice_text(claim.attribution),
        "quantity": _quantity(event.quantity, words),
        "place": _place(event.place),
        "date": _date(event.date),
        "exchange": _exchange(claim.exchange, words),
        "context": event.contexts[0] if event.contexts else "other",
        "polarity": claim.polarity.value,
        "certainty": claim.certainty.value,
        "act": claim.act.value,
        "deed_status": claim.status.value,
        "purpose": words.of(event.purpose) if event.purpose else None,
        "contexts": list(event.contexts),
        "actor_details": [_party(party, words) for party in event.actors],
        "recipient_details": [_party(party, words) for party in event.recipients],
        "spans": _spans(claim, event),
        "why": [_reason(reason) for reason in (*event.why, *claim.why)],
    }


class _Words:
    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._document: DocumentId = document.id

    def of(self, span: Span) -> str:
        return self._text[span.start : span.end]

    def between(self, start: int, end: int) -> str:
        return self._text[start:end]


def voice_text(attribution: Attribution) -> str | None:
    """The words that name the deepest voice, none where only the author speaks."""
    for voice in attribution.voices:
        if voice.text and voice.kind is not VoiceKind.AUTHOR:
            return voice.text
    return None


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _quantity(mention: QuantityMention | None, words: _Words) -> dict[str, Any] | None:
    if mention is None:
        return None
    return {
        "text": mention.text or words.between(mention.start, mention.end),
        "low": _number(mention.low),
        "high": _number(mention.high),
        "unit": mention.unit,
        "comparator": mention.comparator.value,
        "basis": mention.basis.value,
    }


def _place(mention: PlaceMention | None) -> dict[str, Any] | None:
    if mention is None:
        return None
    return {
        "text": mention.text,
        "country": mention.country,
        "lat": mention.latitude,
        "lon": mention.longitude,
        "geonames": mention.geonames,
        "precision": mention.precision,
    }


def _date(mention: DateMention | None) -> dict[str, Any] | None:
    if mention is None:
        return None
    return {
        "text": mention.text,
        "iso": mention.period.iso if mention.period else None,
        "direction": mention.direction.value,
        "inferred": mention.inferred,
    }


def _exchange(exchange: Exchange | None, words: _Words) -> dict[str, Any] | None:
    if exchange is None:
        return None
    return {
        "gives": words.of(exchange.gives) if exchange.gives else None,
        "gets": words.of(exchange.gets) if exchange.gets else None,
        "cue": words.of(exchange.cue) if exchange.cue else None,
        "linked": exchange.linked,
    }


def _party(party: Party, words: _Words) -> dict[str, Any]:
    return {
        "code": party.actor.code,
        "sector": party.actor.sector or None,
        "name": party.actor.name or None,
        "entity": party.actor.entity or None,
        "text": words.of(party.span) if party.span else None,
    }


def _spans(claim: Claim, event: Event) -> dict[str, list[int]]:
    found: dict[str, Span | QuantityMention | PlaceMention | DateMention | None] = {
        "trigger": event.trigger,
        "object": event.object,
        "quantity": event.quantity,
        "place": event.place,
        "date": event.date,
        "purpose": event.purpose,
    }
    for part, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for number, party in enumerate(parties, start=1):
            found[f"{part}_{number}"] = party.span
    voices = [voice for voice in claim.attribution.voices if voice.span]
    if voices:
        found["attribution"] = voices[0].span
    if claim.exchange:
        found.update({"gives": claim.exchange.gives, "gets": claim.exchange.gets, "exchange_cue": claim.exchange.cue})
    return {part: [span.start, span.end] for part, span in found.items() if span is not None and span.start >= 0}


def _reason(reason: Reason) -> dict[str, Any]:
    line: dict[str, Any] = {"part": reason.part, "rule": reason.rule, "detail": reason.detail}
    if reason.start >= 0:
        line["span"] = [reason.start, reason.end]
    return line


def write_jsonl(records: Iterable[CodedClaim], target: BinaryIO) -> None:
    """Write one JSON object a line, UTF-8."""
    target.writelines(msgspec.json.encode(flat(coded.claim, coded.document)) + b"\n" for coded in records)


def write_csv(records: Iterable[CodedClaim], target: BinaryIO) -> None:
    """Write comma-separated values, UTF-8, a header first; lists are joined by `;`, nested values are JSON."""
    write_rows(_COLUMNS, (flat(coded.claim, coded.document) for coded in records), target)


def write_rows(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], target: BinaryIO) -> None:
    """Write rows of plain values as comma-separated values, as `write_csv` does for claims.

    Args:
        columns: The keys of each row, in the order of the columns.
        rows: The rows.
        target: Where to.
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    for row in rows:
        writer.writerow({key: _cell(value) for key, value in row.items()})
        target.write(text.getvalue().encode())
        text.seek(0)
        text.truncate()
    target.write(text.getvalue().encode())


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return harmless(";".join(value))
    if isinstance(value, Mapping | list):
        return msgspec.json.encode(value).decode()
    return harmless(str(value))


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: text from outside may begin with `=`."""
    return f"'{cell}" if cell[:1] in _FORMULA else cell
