"""What is worked out of findings: ties, outlook, exposure, screening, and the brief."""

import datetime as dt
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from foedus.brief.evidence import Evidence
from foedus.brief.forms import MEDIA_TYPES, Form, rendered
from foedus.desk.holding import answering, with_rest
from foedus.desk.screening import Asked, screened
from foedus.exposure.flat import lines, provision_line
from foedus.model.brief import Brief
from foedus.model.choice import Choice
from foedus.model.commitment import Outlook
from foedus.model.flat import FlatExposure, FlatProvision
from foedus.model.listing import EntryKind
from foedus.model.network import Grain, PanelRow
from foedus.model.record import FindingId
from foedus.network.flat import flat as flat_tie
from foedus.pipeline.briefing import brief_on, outlook_on
from foedus.pipeline.exposing import exposed, open_tests
from foedus.pipeline.findings import lists_of
from foedus.store.lists import editions_in, latest
from foedus.store.paging import findings_named
from foedus.web.api.answers import answer, page_of
from foedus.web.api.asking import Bench, Filter, FilterAsked, FindingKey, PageAsked, Paged, PagedFilter, Words
from foedus.web.api.reports import evidence_on
from foedus.web.api.schema import gives
from foedus.web.api.shapes import FlatTie, ListEdition, Moves, Page, ScreenedName, Windows
from foedus.web.exposures import assessor
from foedus.web.relations import divided, relations
from foedus.web.workbench import Workbench

router = APIRouter(tags=["assessment"])


class TiesAsked(PagedFilter):
    """Ties of which findings, and on which day."""

    on: dt.date | None = Field(None, description="The day of the ties; that of the latest finding without one.")


class WindowsAsked(Filter):
    """Windows of which findings, and how long they are."""

    grain: Grain = Field(Grain.QUARTER, description="How long a window is.")


class ExposureAsked(BaseModel):
    """How much of an assessment is wanted."""

    model_config = ConfigDict(extra="forbid")

    every: bool = Field(default=False, description="Also the provisions that nothing in the deed's words points to.")


class ProvisionsAsked(Paged):
    """Which provisions."""

    q: Words = Field("", description="Words that all stand in the row.")


class ScreeningAsked(BaseModel):
    """What is known of a name."""

    model_config = ConfigDict(extra="forbid")

    name: Words = Field(min_length=1, description="A name, or a number such as an IMO.")
    kind: EntryKind | None = Field(None, description="What it is of.")
    country: tuple[Words, ...] = Field((), description="Code or name of a country; may be given again.", max_length=20)
    office: Words = Field("", description="Office of an office-holder.")
    born: str = Field("", pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$", description="Birth date of an office-holder, as far as known.")
    on: dt.date | None = Field(None, description="Say whether an entry was listed on this day.")


class BriefAsked(Filter):
    """A brief on which findings, in which form."""

    form: Form = Field(Form.JSON, description="Its form.")


@router.get("/ties", **gives(Page[FlatTie], "Ties."))
def ties(request: Request, bench: Bench, asked: Annotated[TiesAsked, Query()]) -> Response:
    """Ties between states, the strongest first, each with the findings that it is made of."""
    found = relations(bench, asked.choice)
    day = asked.on or found.last
    on_day = found.ties.all_on(day) if day else []
    shown = on_day[asked.slice.start : asked.slice.start + asked.size]
    ids = sorted({share.contribution.finding for tie in shown for share in tie.shares})
    statuses = {finding: one.status for finding, one in findings_named(bench.ledger, ids).items()}
    return page_of(request, [flat_tie(tie, statuses) for tie in shown], len(on_day), page=asked.page, size=asked.size)


@router.get("/windows", **gives(Windows, "Blocs and measures."))
def windows(bench: Bench, asked: Annotated[WindowsAsked, Query()]) -> Response:
    """Blocs of states, and how divided they are, window by window."""
    found = divided(bench, asked.choice, asked.grain)
    return answer(Windows(grain=asked.grain, complete=found.is_whole, windows=found.windows, fragmentation=found.measures))


@router.get("/moves", **gives(Moves, "Moves."))
def moves(bench: Bench, asked: Annotated[WindowsAsked, Query()]) -> Response:
    """States that changed blocs, in order of time."""
    found = divided(bench, asked.choice, asked.grain)
    return answer(Moves(grain=asked.grain, complete=found.is_whole, moves=found.moves))


@router.get("/panel", **gives(Page[PanelRow], "Rows of pair and month."))
def panel(request: Request, bench: Bench, asked: Annotated[PagedFilter, Query()]) -> Response:
    """The monthly panel of ties."""
    rows = bench.once(("panel", asked.choice), lambda: tuple(relations(bench, asked.choice).ties.panel()))
    start = asked.slice.start
    return page_of(request, rows[start : start + asked.size], len(rows), page=asked.page, size=asked.size)


@router.get("/outlook", **gives(Outlook, "Commitments, follow-through, open questions, what to watch."))
def outlook(bench: Bench, asked: FilterAsked) -> Response:
    """What was promised and what became of it; follow-through is that of the whole ledger."""
    return answer(bench.once(("api-outlook", asked.choice), lambda: _outlook(bench, asked.choice)))


@router.get("/findings/{finding}/exposure", **gives(tuple[FlatExposure, ...], "Provisions and articles.", faults=[404]))
def exposure(bench: Bench, finding: FindingKey, asked: Annotated[ExposureAsked, Query()]) -> Response:
    """What a finding may touch, test by test; no legal conclusion."""
    found, evidence = evidence_on(bench.ledger, finding)
    touched = exposed(evidence, assessor=assessor(), listed=lists_of(bench.ledger), every=asked.every)
    return answer(list(lines(touched[found.id], evidence.documents)))


@router.get("/provisions", **gives(Page[FlatProvision], "Rows."))
def provisions(request: Request, asked: Annotated[ProvisionsAsked, Query()]) -> Response:
    """The shipped provisions."""
    found = assessor().provisions.matching(asked.q.split())
    shown = found[asked.slice.start : asked.slice.start + asked.size]
    return page_of(request, [provision_line(row) for row in shown], len(found), page=asked.page, size=asked.size)


@router.get("/lists", **gives(Page[ListEdition], "Editions."))
def lists(request: Request, bench: Bench, asked: PageAsked) -> Response:
    """The sanctions lists that the ledger keeps, each edition with date, hash and licence."""
    editions = editions_in(bench.ledger)
    current = {edition.id for edition in latest(editions)}
    shown = editions[asked.slice.start : asked.slice.start + asked.size]
    items = [ListEdition(edition=edition, current=edition.id in current) for edition in shown]
    return page_of(request, items, len(editions), page=asked.page, size=asked.size)


@router.get("/screening", **gives(ScreenedName, "Hits.", faults=[404]))
def screening(bench: Bench, asked: Annotated[ScreeningAsked, Query()]) -> Response:
    """A name held against the lists that the ledger keeps; 404 if it keeps none."""
    known = Asked(kind=asked.kind, countries=asked.country, born=asked.born, office=asked.office, on=asked.on)
    editions, found = screened(bench.ledger, [asked.name], known)
    result = "to be looked at" if found[0].hits else "no match on these lists as of these dates"
    return answer(ScreenedName(result=result, screened=found[0], lists=tuple(editions)))


@router.get("/brief", **gives(Brief, "The brief.", texts=["text/markdown", "text/html", "application/pdf", MEDIA_TYPES[Form.DOCX]]))
def brief(bench: Bench, asked: Annotated[BriefAsked, Query()]) -> Response:
    """The brief on what is meant, checked by the gate."""
    made = bench.once(("api-brief", asked.choice), lambda: _brief(bench, asked.choice))
    if asked.form is Form.JSON:
        return answer(made)
    headers = {"Content-Disposition": f'attachment; filename="brief.{asked.form}"'}
    return Response(rendered(made, asked.form), media_type=MEDIA_TYPES[asked.form].partition(";")[0], headers=headers)


def _whole(bench: Workbench) -> Evidence:
    return bench.once("api-whole", lambda: answering(bench.ledger, ""))


def _chosen(bench: Workbench, choice: Choice) -> Evidence:
    return _whole(bench) if choice == Choice() else answering(bench.ledger, choice)


def _outlook(bench: Workbench, choice: Choice) -> Outlook:
    evidence = _whole(bench)
    told = _chosen(bench, choice).findings
    touched: dict[FindingId, Any] = exposed(
        msgspec.structs.replace(evidence, findings=told), assessor=assessor(), listed=lists_of(bench.ledger)
    )
    return outlook_on(evidence, chosen=[finding.id for finding in told], tests=open_tests(touched))


def _brief(bench: Workbench, choice: Choice) -> Brief:
    whole = with_rest(_whole(bench), _chosen(bench, choice))
    return brief_on(
        msgspec.structs.replace(whole, exposed=exposed(whole, assessor=assessor(), listed=lists_of(bench.ledger))), query=choice.query
    )
