"""The tab-separated form of POLECAT, 40 columns, for programs that read that data set."""

from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO

from foedus.export.deeds import day_of, events_among, name_of
from foedus.export.flat import CodedClaim
from foedus.export.tabbed import Cell, write_lines
from foedus.lexicon.codebook import Codebook
from foedus.lexicon.display import DisplayNames
from foedus.model.event import Party
from foedus.model.mention import PlaceMention
from foedus.model.text import Document

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
    "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
_BETWEEN = ";"
_STATE = 3


def write(records: Iterable[CodedClaim], target: BinaryIO) -> None:
    """Write a header and one line a claim that tells of an event; what is not known is empty.

    Several parties stand in one cell, set apart by `;`, in the same order in each of their columns. Claims whose deed
    has not taken place, or is denied, are left out with a warning.
    """
    rows = _Rows(Codebook.load(), DisplayNames.load().name_of)
    write_lines([COLUMNS], target)
    write_lines((rows.row(coded) for coded in events_among(records, rows.codebook, "polecat")), target)


class _Rows:
    def __init__(self, codebook: Codebook, display: Callable[[str], str]) -> None:
        self.codebook = codebook
        self._display = display

    def row(self, coded: CodedClaim) -> list[Cell]:
        event, document = coded.claim.event, coded.document
        day = day_of(event.date)
        return [
            coded.claim.id,
            day.iso if day else None,
            event.type,
            event.mode,
            self.codebook.score(event.type, event.mode),
            self.codebook.quad(event.type).value,
            _BETWEEN.join(event.contexts),
            *self._parties(event.actors, document.text),
            *self._parties(event.recipients, document.text),
            *_place(event.place),
            *_source(document),
            event.coder,
        ]

    def _parties(self, parties: Sequence[Party], text: str) -> list[Cell]:
        sectors = [party.actor.sector for party in parties]
        return [
            _listed([name_of(party.actor, self._display) for party in parties]),
            _listed([_country(party.actor.code) for party in parties]),
            None,
            next(filter(None, sectors), None),
            _listed(sectors),
            None,
            _listed([text[party.span.start : party.span.end] if party.span else "" for party in parties]),
            None,
        ]


def _listed(cells: Sequence[str]) -> str:
    """Cells of several parties, one place each; nothing if all are empty."""
    return _BETWEEN.join(cell.replace(_BETWEEN, ",") for cell in cells) if any(cells) else ""


def _country(code: str) -> str:
    """ISO 3166 alpha-3, the scheme of a body without a country (`IGO`), nothing for nobody known."""
    head = code.partition(":")[0]
    return head if len(head) == _STATE and head != "UNK" else ""


def _place(place: PlaceMention | None) -> list[Cell]:
    if place is None:
        return [None] * 10
    at = place.precision
    return [
        place.text if at != "unresolved" else None,
        place.text if at == "settlement" else None,
        None,
        place.text if at == "province" else None,
        place.country,
        place.latitude,
        place.longitude,
        place.geonames,
        place.text,
        None,
    ]


def _source(document: Document) -> list[Cell]:
    published = document.published.isoformat() if document.published else None
    return [document.origin.outlet, published, None, None, None, document.language]
