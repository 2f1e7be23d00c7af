"""A STIX 2.1 bundle: who claims what, as notes on identities and places, gathered in one report a document.

`docs/graphs.md` gives the mapping and what it loses. Nothing here is an indicator, a threat actor or a campaign.
"""

import itertools
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

import msgspec

from foedus.export.describing import details, keywords, web_address
from foedus.export.flat import CodedClaim
from foedus.export.identities import NOBODY, Identities, Identity, Roles, roles_of
from foedus.lexicon.entries import Kind
from foedus.lexicon.territories import alpha2_codes
from foedus.model.mention import PlaceMention
from foedus.model.text import Document

# Not the specification's namespace, which is for observables alone.
NAMESPACE = uuid.UUID("5a6f2f0e-3d9b-5c77-8d0e-6b7f0a4c9e12")
# An identifier is a digest of its content, so no object has a second version. The format still asks when it was made:
# the publication date stands for that, and this day where there is none and for what comes from tables.
UNDATED = "2025-01-01T00:00:00.000Z"
_SHA256_DIGITS = 64

_Object = dict[str, Any]


def write(records: Iterable[CodedClaim], target: BinaryIO) -> None:
    """Write one bundle, UTF-8, each object once and after those that it refers to.

    Claims of one document must follow one another to stand in one report. The bundle's identifier comes last, since it
    depends on all that went before; a bundle of nothing has no objects.
    """
    seen: dict[str, None] = {}
    target.write(b'{"type":"bundle"')
    for _, claims in itertools.groupby(records, key=lambda coded: coded.document.id):
        for made in objects(list(claims)):
            if made["id"] in seen:
                continue
            target.write(b",\n" if seen else b',"objects":[\n')
            seen[made["id"]] = None
            target.write(msgspec.json.encode(made))
    ident = f"bundle--{uuid.uuid5(NAMESPACE, ' '.join(seen))}"
    target.write((b"\n]" if seen else b"") + b',"id":' + msgspec.json.encode(ident) + b"}\n")


def objects(claims: list[CodedClaim]) -> Iterator[_Object]:
    """The objects of the claims of one document, its report last."""
    document = claims[0].document
    found: list[_Object] = []
    for coded in claims:
        found.extend(_claim_objects(coded))
    yield from found
    yield _report(document, list(dict.fromkeys(made["id"] for made in found)))


def _object(kind: str, created: str, content: Mapping[str, Any]) -> _Object:
    """An object whose identifier is derived from its content; fields without a value are left out."""
    kept = {name: value for name, value in content.items() if value not in (None, "", [])}
    made = {"type": kind, "spec_version": "2.1", "created": created, "modified": created, **kept}
    digest = uuid.uuid5(NAMESPACE, msgspec.json.encode(made, order="sorted").decode())
    return {"type": kind, "id": f"{kind}--{digest}", **made}


def _created(document: Document) -> str:
    return f"{document.published.isoformat()}T00:00:00.000Z" if document.published else UNDATED


def _claim_objects(coded: CodedClaim) -> list[_Object]:
    roles = roles_of(coded)
    parties = roles.all or (Identities.load().of(NOBODY),)
    identities = {identity.key: _identity(identity) for identity in parties}
    location = _location(coded.claim.event.place)
    found = [*identities.values(), *([location] if location else []), *_relationships(coded, roles, identities)]
    return [*found, _note(coded, roles, [made["id"] for made in found])]


def _identity(identity: Identity) -> _Object:
    return _object(
        "identity",
        UNDATED,
        {
            "name": identity.name,
            "description": "; ".join(identity.offices) if identity.kind is Kind.PERSON else "",
            "identity_class": _class_of(identity),
            "external_references": [{"source_name": "foedus", "external_id": identity.key, "description": f"code {identity.code}"}],
        },
    )


def _class_of(identity: Identity) -> str:
    if identity.kind is None:
        return "" if identity.code == NOBODY.code else "class"
    return "individual" if identity.kind is Kind.PERSON else "organization"


def _location(place: PlaceMention | None) -> _Object | None:
    """A place, if the text allows to say in which country or where it is."""
    if place is None:
        return None
    country = alpha2_codes().get(place.country or "", "")
    point = place.latitude is not None and place.longitude is not None
    if not country and not point:
        return None
    reference = {"source_name": "geonames", "external_id": str(place.geonames)}
    content = {
        "name": place.text,
        "description": f"precision: {place.precision}",
        "country": country,
        "latitude": place.latitude if point else None,
        "longitude": place.longitude if point else None,
        "external_references": [reference] if place.geonames else [],
    }
    return _object("location", UNDATED, content)


def _relationships(coded: CodedClaim, roles: Roles, identities: Mapping[str, _Object]) -> list[_Object]:
    """Each actor to each recipient; where there is no recipient, those who act together to one another."""
    actors = [identity.key for identity, _ in roles.actors]
    recipients = [identity.key for identity, _ in roles.recipients]
    pairs = itertools.product(actors, recipients) if recipients else itertools.combinations(actors, 2)
    claim = coded.claim
    return [
        _object(
            "relationship",
            _created(coded.document),
            {
                "relationship_type": "related-to",
                "source_ref": identities[source]["id"],
                "target_ref": identities[target]["id"],
                "description": f"{claim.event.type}, {claim.headline}{'' if recipients else ', together'}",
                "labels": list(keywords(coded)),
                "external_references": [_claim_reference(coded)],
            },
        )
        for source, target in pairs
        if source != target
    ]


def _claim_reference(coded: CodedClaim) -> dict[str, Any]:
    evidence = coded.claim.evidence[0]
    place = f"text {coded.document.name}, code points {evidence.start} to {evidence.end}"
    return {"source_name": "foedus", "external_id": coded.claim.id, "description": place}


def _note(coded: CodedClaim, roles: Roles, refs: list[str]) -> _Object:
    claim, document = coded.claim, coded.document
    evidence = claim.evidence[0]
    return _object(
        "note",
        _created(document),
        {
            "abstract": f"{claim.event.type}, {claim.headline}: {roles.title}",
            "content": "\n".join([document.text[evidence.start : evidence.end], "", *details(coded), *keywords(coded)]),
            "object_refs": refs,
            "labels": list(keywords(coded)),
            "lang": document.language,
            "external_references": [_claim_reference(coded)],
        },
    )


def _report(document: Document, refs: list[str]) -> _Object:
    """A report; a grouping where the publication date is not known, since a report cannot be without."""
    content = {
        "name": document.title or document.name,
        "description": f"{document.origin.outlet or 'no outlet named'}{'; synthetic, evidence of nothing' if document.synthetic else ''}",
        "object_refs": refs,
        "lang": document.language,
        "external_references": [_document_reference(document)],
    }
    if document.published is None:
        return _object("grouping", UNDATED, {**content, "context": "unspecified"})
    return _object("report", _created(document), {**content, "published": _created(document)})


def _document_reference(document: Document) -> dict[str, Any]:
    reference: dict[str, Any] = {"source_name": document.origin.outlet or "foedus", "external_id": document.name}
    url = web_address(document)
    if url:
        reference["url"] = url
        if len(document.raw_sha256) == _SHA256_DIGITS:
            reference["hashes"] = {"SHA-256": document.raw_sha256}
    return reference
