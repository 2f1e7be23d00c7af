"""Claims on a map: a GeoJSON feature collection (RFC 7946), one feature a claim that has a point."""

import logging
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from foedus.export.flat import CodedClaim, flat
from foedus.model.mention import PlaceMention

log = logging.getLogger(__name__)

_PARTS = (
    "doc", "claim", "sentence", "start", "end", "trigger", "event", "mode", "actors", "recipients", "status", "polarity", "certainty",
    "act", "attribution", "quantity", "date", "contexts",
)  # fmt: skip
# What a point stands for, by precision: none of them marks the spot of the deed.
_UNCERTAINTY = {
    "site": "the middle of a named site, to a kilometre or a few",
    "settlement": "the middle of a named settlement; the deed was in or near it",
    "province": "a centre of the province; the deed may be anywhere in it",
    "country": "a centre of the country; the deed may be anywhere in it",
    "region": "a centre of the region or sea; the deed may be anywhere in it",
}
_UNKNOWN = "the place is not known more exactly than its words"


def write(records: Iterable[CodedClaim], target: BinaryIO) -> None:
    """Write the collection; claims without a point are counted in its member `foedus`, not placed."""
    every = placed = 0
    target.write(b'{"type":"FeatureCollection","features":[')
    for coded in records:
        every += 1
        for feature in features(coded):
            target.write((b",\n" if placed else b"\n") + msgspec.json.encode(feature))
            placed += 1
    log.info("%d of %d claims have a point", placed, every)
    counts = {"claims": every, "placed": placed, "without_point": every - placed}
    target.write(b'\n],"foedus":' + msgspec.json.encode(counts) + b"}\n")


def features(coded: CodedClaim) -> Iterator[dict[str, Any]]:
    """The feature of a claim; none if it has no point."""
    place = coded.claim.event.place
    if place is None or place.latitude is None or place.longitude is None:
        return
    line = flat(coded.claim, coded.document)
    document = coded.document
    published = document.published.isoformat() if document.published else None
    yield {
        "type": "Feature",
        "id": line["claim"],
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
        "properties": {
            **{part: line[part] for part in _PARTS},
            **_placed(place),
            "published": published,
            "outlet": document.origin.outlet,
            "url": document.origin.url,
        },
    }


def _placed(place: PlaceMention) -> dict[str, Any]:
    return {
        "place": place.text,
        "country": place.country,
        "geonames": place.geonames,
        "precision": place.precision,
        "uncertainty": _UNCERTAINTY.get(place.precision, _UNKNOWN),
        "place_score": place.score,
        "place_runner_up": place.runner_up or None,
        "place_reason": place.reason or None,
    }
