"""Map and timeline: where and when the deeds of the chosen findings are placed."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from foedus.brief.wording import RETRACTED, Wording
from foedus.desk.places import Place, Places, places_in
from foedus.model.finding import Finding
from foedus.model.record import Record
from foedus.store import schema
from foedus.store.paging import Slice, findings_page
from foedus.store.placing import months
from foedus.web.filters import Filtered, filtered
from foedus.web.histogram import closer, histogram
from foedus.web.mapping import FITTED, REGIONS, WORLD, map_of, view_of
from foedus.web.workbench import Workbench

router = APIRouter()
Number = Annotated[int, Query(ge=1, le=1_000_000)]
_ROWS = 50


class Placed(Record, frozen=True, kw_only=True):
    """The findings of one place, a page of them, each with its deed in words."""

    place: Place
    findings: tuple[tuple[Finding, str], ...]
    wanted: Slice


@router.get("/map")
def where_and_when(request: Request, view: str = FITTED, place: str = "", page: Number = 1, part: Number = 1) -> HTMLResponse:
    """The places of the findings that are meant on a map and in a table, and the findings by month.

    `view` is a region, `world` or four numbers; `place` opens the findings of one place, `part` says which of them; `page` is
    that of the table.
    """
    workbench: Workbench = request.app.state.workbench
    meant = filtered(request.query_params)
    found = workbench.lately(("places", meant.choice), lambda: places_in(workbench.ledger, workbench.conditions(meant.choice)))
    open_days = msgspec.structs.replace(meant.choice, since=None, until=None)
    counts = workbench.lately(("months", open_days), lambda: months(workbench.ledger, workbench.conditions(open_days)))
    seen = view_of(view, found.places)
    wanted = Slice(start=_ROWS * (page - 1), size=_ROWS)
    values = {
        "screen": "map",
        "title": "Map and timeline",
        "filtered": meant,
        "is_current": workbench.is_current(("places", meant.choice)),
        "found": found,
        "rows": found.places[wanted.start : wanted.start + wanted.size],
        "wanted": wanted,
        "page": page,
        "view": view,
        "views": (FITTED, WORLD, *REGIONS),
        "shown": workbench.always(("map", found, seen), lambda: map_of(found.places, seen)),
        "drawings": [drawing for drawing in (histogram(counts, meant.choice), closer(counts, meant.choice)) if drawing is not None],
        "placed": _placed(workbench, meant, found, place, part),
        "part": part,
    }
    response: HTMLResponse = request.app.state.pages.page(request, "map.html.j2", values)
    return response


def _placed(workbench: Workbench, meant: Filtered, found: Places, key: str, part: int) -> Placed | None:
    """The findings of the place that an address asks for; none if it asks for none that is there."""
    place = found.place(key)
    if place is None:
        return None
    wanted = Slice(start=_ROWS * (part - 1), size=_ROWS)
    ids = place.findings[wanted.start : wanted.start + wanted.size]
    conditions = [*workbench.conditions(meant.choice), schema.findings.c.id.in_(ids)]
    wording = Wording.load(workbench.names.name_of)
    listed = findings_page(workbench.ledger, conditions, Slice()).findings
    return Placed(place=place, findings=tuple((finding, _deed(wording, finding)) for finding in listed), wanted=wanted)


def _deed(wording: Wording, finding: Finding) -> str:
    status = "unspecified" if finding.status == RETRACTED else finding.status
    return wording.deed(finding.event, status, finding.actors, finding.recipients)
