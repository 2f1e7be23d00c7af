"""Whether a listed party or place is meant: only a loaded list, or the gazetteer's id of a place, can say so."""

from collections.abc import Sequence

import msgspec

from foedus.exposure.deeds import Flow
from foedus.exposure.scene import Scene, told
from foedus.exposure.things import phrase_in
from foedus.model.exposure import Check, Hit, Listed, Provision, Truth
from foedus.model.text import Span


def listed_party(row: Provision, flow: Flow, scene: Scene) -> Check:
    """Whether a party is listed. A name in the text alone leaves it open; only a loaded list can say so."""
    span = _named(row.names, flow, row.other_names)
    hit = _hit(row, _names(flow, span, row.names), scene.listed, "entity")
    if hit is not None:
        where = span or _where(hit.name, flow)
        return told("regulated_party", Truth.TRUE, f"“{hit.name}” answers to “{hit.entry}” on {hit.list}", flow, span=where)
    if span is None and (row.names or not _is_loaded(row, scene)):
        return told("regulated_party", Truth.FALSE, "the listed party is not named", flow)
    return _unlisted(row, flow, scene, span, f"Is it {row.regulated_text}, or owned or controlled by it?")


def listed_place(row: Provision, flow: Flow, scene: Scene) -> Check:
    """Whether the deed is in a listed place: by the gazetteer's id; a name alone leaves it open, unless a loaded list knows it."""
    place = flow.claim.event.place
    if place is not None and place.geonames in row.places and place.geonames is not None:
        return told("place", Truth.TRUE, f"{place.text}, GeoNames {place.geonames}", flow, span=flow.span(place.start, place.end))
    span = _named(row.place_names, flow)
    hit = _hit(row, _names(flow, span, row.place_names), scene.listed, "place")
    if hit is not None:
        return told(
            "place", Truth.TRUE, f"“{hit.name}” is the place “{hit.entry}” on {hit.list}", flow, span=span or _where(hit.name, flow)
        )
    if span is None:
        return told("place", Truth.FALSE, "the listed place is not named", flow)
    return msgspec.structs.replace(_unlisted(row, flow, scene, span, "Is the place that is named the listed one?"), test="place")


def _unlisted(row: Provision, flow: Flow, scene: Scene, span: Span | None, question: str) -> Check:
    """No hit: open, whatever lists are loaded, since no match on a list is no proof that a party is not listed."""
    why = (
        f"no match on {', '.join(row.list)} as loaded"
        if _is_loaded(row, scene)
        else f"the list that says so ({', '.join(row.list)}) is not loaded"
    )
    if span is not None:
        why = f"“{flow.document.text[span.start : span.end]}” is named; {why}"
    return told("regulated_party", Truth.UNKNOWN, why, flow, span=span, question=question)


def _is_loaded(row: Provision, scene: Scene) -> bool:
    return scene.listed is not None and any(scene.listed.holds(key) for key in row.list)


def _named(names: Sequence[str], flow: Flow, others: Sequence[str] = ()) -> Span | None:
    """Where the deed's own words have a name; where a longer one begins with it (`Alabuga Machinery`), that is another party's."""
    text = flow.document.text
    for start, end in flow.zones:
        found = phrase_in(names, text, start, end)
        other = phrase_in(others, text, found[0], end) if found else None
        if found and (other is None or other[0] != found[0]):
            return flow.span(*found)
    return None


def _names(flow: Flow, span: Span | None, names: Sequence[str]) -> list[str]:
    """What to look up: named parties, place, and the words of the row where they stand in the text."""
    place = flow.claim.event.place
    parties = [party.actor.name for party in (*flow.givers, *flow.takers) if party.actor.name]
    return list(dict.fromkeys([*(names if span else ()), *([place.text] if place and not flow.is_return else []), *parties]))


def _hit(row: Provision, names: Sequence[str], listed: Listed | None, kind: str) -> Hit | None:
    if listed is None:
        return None
    return next((hit for hit in listed.hits(names) if hit.list in row.list and hit.kind == kind and _is_meant(hit, row)), None)


def _is_meant(hit: Hit, row: Provision) -> bool:
    """A row on one listed party wants that party; a row on a whole list any of its entries."""
    wanted = (*row.names, *row.place_names)
    whole = (hit.entry, 0, len(hit.entry))
    return not wanted or (phrase_in(wanted, *whole) is not None and phrase_in(row.other_names, *whole) is None)


def _where(name: str, flow: Flow) -> Span | None:
    return _named([name], flow)
