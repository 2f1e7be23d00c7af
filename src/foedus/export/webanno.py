"""W3C Web Annotations, one JSON-LD object a line: the words that each part of a claim rests on.

`docs/graphs.md` gives the mapping and what it loses. The bodies name entities of the FollowTheMoney export.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

import msgspec

from foedus.export.describing import web_address
from foedus.export.flat import CodedClaim, flat
from foedus.export.ftm import entity_id
from foedus.export.identities import Identities
from foedus.model.event import Party
from foedus.model.text import Document

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# Words on either side of a quotation: enough to tell it from a repetition in nearly all texts.
AROUND = 32
_NAMESPACE = uuid.UUID("0c3d8a54-6f0e-5b1e-9d3e-8b1f6a1d2c47")


def urn(*parts: str) -> str:
    """A deterministic `urn:uuid:` of what is named by these parts."""
    return uuid.uuid5(_NAMESPACE, msgspec.json.encode(parts).decode()).urn


def write(records: Iterable[CodedClaim], target: BinaryIO) -> None:
    """Write one annotation a line, UTF-8, the parts of a claim in the order of the flat form."""
    for coded in records:
        target.writelines(msgspec.json.encode(annotation) + b"\n" for annotation in annotations(coded))


def annotations(coded: CodedClaim) -> Iterator[dict[str, Any]]:
    """The annotations of one claim: its sentence, then each part that has words."""
    claim, document = coded.claim, coded.document
    line = flat(claim, document)
    spans: dict[str, list[int]] = {"evidence": [claim.evidence[0].start, claim.evidence[0].end], **line["spans"]}
    for part, (start, end) in spans.items():
        yield {
            "@context": CONTEXT,
            "id": urn("annotation", claim.id, part),
            "type": "Annotation",
            "motivation": "classifying",
            "generator": {"type": "Software", "name": claim.event.coder},
            "body": [
                {"type": "TextualBody", "purpose": "classifying", "value": part.partition("_")[0] if part[-1:].isdigit() else part},
                {"type": "TextualBody", "purpose": "linking", "value": claim.id},
                *_bodies(part, coded, line),
            ],
            "target": target_of(document, start, end),
        }


def target_of(document: Document, start: int, end: int) -> dict[str, Any]:
    """A stretch of a document's text, by quotation and by position in code points.

    The source is the extracted text, since offsets hold in it alone; the page it came from is its scope.
    """
    text = document.text
    source = {"id": urn("text", document.id, document.text_sha256), "type": "Text", "format": "text/plain", "label": document.name}
    if document.language:
        source["language"] = document.language
    found: dict[str, Any] = {"type": "SpecificResource", "source": source}
    url = web_address(document)
    if url:
        found["scope"] = url
    found["selector"] = [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - AROUND) : start],
            "suffix": text[end : end + AROUND],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]
    return found


def _bodies(part: str, coded: CodedClaim, line: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """What a part was read as: an entity for a party, a value for the rest."""
    side, _, number = part.partition("_")
    if number.isdigit():
        event = coded.claim.event
        yield from _identified((event.actors if side == "actor" else event.recipients)[int(number) - 1])
        return
    for value in _values(part, line):
        yield {"type": "TextualBody", "purpose": "describing", "value": value}


def _identified(party: Party) -> Iterator[dict[str, str]]:
    identity = Identities.load().of(party.actor)
    yield {"type": "TextualBody", "purpose": "describing", "value": party.actor.code}
    if identity.kind is not None:
        yield {"type": "TextualBody", "purpose": "identifying", "value": entity_id(identity.key)}


def _values(part: str, line: Mapping[str, Any]) -> Iterator[str]:
    match part:
        case "trigger":
            yield f"{line['event']}:{line['mode']}" if line["mode"] else line["event"]
            yield line["status"]
        case "quantity":
            low, high = ("" if end is None else str(end) for end in (line["quantity"]["low"], line["quantity"]["high"]))
            yield f"{low}..{high} {line['quantity']['unit']}"
        case "place" if line["place"]["country"]:
            yield line["place"]["country"]
        case "date" if line["date"]["iso"]:
            yield f"{line['date']['direction']} {line['date']['iso']}"
        case _:
            return
