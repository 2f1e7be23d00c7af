"""FollowTheMoney entities, one JSON object a line: documents, events, who took part, and where.

`docs/graphs.md` gives the mapping and what it loses.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from foedus.export.describing import details, keywords, web_address
from foedus.export.flat import CodedClaim
from foedus.export.identities import Identity, Roles, roles_of
from foedus.lexicon.entries import Kind
from foedus.lexicon.territories import alpha2_codes
from foedus.model.mention import DateMention, Direction, PlaceMention
from foedus.model.period import Period, Precision
from foedus.model.record import identify
from foedus.model.text import Document

_SCHEMATA = {
    Kind.STATE: "PublicBody",
    Kind.CAPITAL: "PublicBody",
    Kind.INSTITUTION: "PublicBody",
    Kind.FORCE: "PublicBody",
    Kind.AGENCY: "PublicBody",
    Kind.FIRM: "Company",
    Kind.PERSON: "Person",
}
# The grains that FollowTheMoney has: it takes the beginnings of ISO dates.
_GRAINS = frozenset((Precision.DAY, Precision.MONTH, Precision.YEAR))
_LANGUAGES = {"en": "eng"}


def entity_id(key: str) -> str:
    """The entity id of a row of the actor table.

    >>> entity_id("state:PRK")
    'n-9e08cc66b0e8a1b4'
    """
    return identify("n", key)


def write(records: Iterable[CodedClaim], target: BinaryIO) -> None:
    """Write each document, party, place, event and link as one line, UTF-8, each entity once, at its first claim.

    An event has its claim's id, a link names the claim in `recordId`: so each statement leads to its claim.
    """
    seen: set[str] = set()
    for coded in records:
        for entity in entities(coded):
            if entity["id"] not in seen:
                seen.add(entity["id"])
                target.write(msgspec.json.encode(entity) + b"\n")


def entities(coded: CodedClaim) -> Iterator[dict[str, Any]]:
    """All entities of one claim: those that others refer to come first."""
    roles = roles_of(coded)
    yield _article(coded.document)
    for identity in roles.all:
        if identity.kind is not None:
            yield _party(identity)
    place = coded.claim.event.place
    if place is not None:
        yield _address(place)
    yield _event(coded, roles)
    for role, side in (("actor", roles.actors), ("recipient", roles.recipients)):
        for identity, words in side:
            if identity.kind is not None:
                yield _link(coded, identity, role, words)


def _entity(ident: str, schema: str, **properties: Iterable[str]) -> dict[str, Any]:
    """An entity; a property keeps each value once, white space in it as single spaces, and none that is empty."""
    cleaned = {
        name: list(dict.fromkeys(" ".join(value.split()) for value in values if value.strip())) for name, values in properties.items()
    }
    return {"id": ident, "schema": schema, "properties": {name: values for name, values in cleaned.items() if values}}


def _article(document: Document) -> dict[str, Any]:
    origin = document.origin
    return _entity(
        document.id,
        "Article",
        title=[document.title],
        fileName=[document.name],
        publishedAt=[document.published.isoformat() if document.published else ""],
        publisher=[origin.outlet or ""],
        sourceUrl=[web_address(document)],
        retrievedAt=[origin.retrieved.strftime("%Y-%m-%dT%H:%M:%S") if origin.retrieved else ""],
        language=[_LANGUAGES.get(document.language or "", "")],
        processingAgent=[document.extractor],
        keywords=["synthetic"] if document.synthetic else [],
    )


def _party(identity: Identity) -> dict[str, Any]:
    return _entity(
        entity_id(identity.key),
        _SCHEMATA.get(identity.kind, "Organization") if identity.kind else "LegalEntity",
        name=[identity.name],
        country=[identity.country.lower()],
        position=identity.offices if identity.kind is Kind.PERSON else (),
        keywords=[f"code:{identity.code}", identity.key],
    )


def _address(place: PlaceMention) -> dict[str, Any]:
    point = place.latitude is not None and place.longitude is not None
    return _entity(
        _address_id(place),
        "Address",
        full=[place.text],
        country=[_country(place)],
        latitude=[str(place.latitude)] if point else [],
        longitude=[str(place.longitude)] if point else [],
        keywords=[f"precision:{place.precision}", f"geonames:{place.geonames}" if place.geonames else ""],
    )


def _address_id(place: PlaceMention) -> str:
    return identify("a", place.text, place.country, place.latitude, place.longitude, place.geonames, place.precision)


def _country(place: PlaceMention) -> str:
    return alpha2_codes().get(place.country or "", "").lower()


def _event(coded: CodedClaim, roles: Roles) -> dict[str, Any]:
    claim, document = coded.claim, coded.document
    place, evidence = claim.event.place, claim.evidence[0]
    return _entity(
        claim.id,
        "Event",
        name=[f"{claim.event.type}, {claim.headline}: {roles.title}"],
        summary=[document.text[evidence.start : evidence.end]],
        involved=[entity_id(identity.key) for identity in roles.all if identity.kind is not None],
        location=[place.text] if place else [],
        addressEntity=[_address_id(place)] if place else [],
        country=[_country(place)] if place else [],
        keywords=keywords(coded),
        notes=details(coded),
        recordId=[claim.id],
        proof=[document.id],
        publisher=[document.origin.outlet or ""],
        sourceUrl=[web_address(document)],
        **_dates(claim.event.date),
    )


def _dates(mention: DateMention | None) -> dict[str, list[str]]:
    """The days of a deed as far as the schema can hold them: bounds that are no beginning or end stay in the notes."""
    if mention is None or mention.period is None:
        return {}
    period = mention.period
    match mention.direction:
        case Direction.DURING if period.precision in _GRAINS:
            return {"date": [period.iso]}
        case Direction.DURING:
            return {"startDate": [period.start.isoformat()], "endDate": [_last(period)]}
        case Direction.SINCE:
            return {"startDate": [period.iso if period.precision in _GRAINS else period.start.isoformat()]}
        case Direction.UNTIL:
            return {"endDate": [period.iso if period.precision in _GRAINS else _last(period)]}
        case Direction.BEFORE | Direction.AFTER:
            return {}


def _last(period: Period) -> str:
    return (period.end - dt.timedelta(days=1)).isoformat()


def _link(coded: CodedClaim, identity: Identity, role: str, words: str) -> dict[str, Any]:
    """Who took part in what: the claim's word for it, not a fact of its own."""
    claim = coded.claim
    return _entity(
        identify("l", claim.id, role, identity.key),
        "UnknownLink",
        subject=[entity_id(identity.key)],
        object=[claim.id],
        role=[role],
        status=[claim.headline],
        summary=[words],
        recordId=[claim.id],
    )
