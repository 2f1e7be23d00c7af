"""Exposure: what findings may touch and why, listed names, and what people decide on both."""

from importlib.util import find_spec
from typing import Annotated, Any, cast
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from foedus.desk.deciding import Ruled, rule_on_exposure
from foedus.desk.screening import Asked, Ruling, rule_on, screened
from foedus.errors import JudgementError, ListError, StaleError
from foedus.model.desk import ExposureDecision, ExposureVerdict
from foedus.model.exposure import Result, Truth
from foedus.model.listing import EntryKind, HitDecision, HitVerdict
from foedus.model.record import Record
from foedus.store.desk import exposure_decisions_in
from foedus.store.lists import decisions_in, entry_in
from foedus.web.exposures import assessor, documents_of, hit_rows, lists_in, matcher_of, near_one, near_page, rows_of
from foedus.web.filters import filtered
from foedus.web.workbench import Workbench

router = APIRouter()
_DONE = {
    ExposureVerdict.CONFIRM: "confirmed",
    ExposureVerdict.DISMISS: "dismissed",
    ExposureVerdict.OPEN: "taken back",
    HitVerdict.MATCH: "confirmed as a match",
    HitVerdict.DIFFERENT: "dismissed as another one",
    HitVerdict.OPEN: "left open",
}
_MOST_SHOWN = 50
# beyond it no ledger has findings, and a database no numbers
_FURTHEST = 1_000_000_000
_OUTCOMES = ((Truth.TRUE, "met", "✓"), (Truth.UNKNOWN, "unknown", "?"), (Truth.FALSE, "unmet", "✗"))


class Posted(Record, frozen=True, kw_only=True):
    """What every form that decides holds.

    Attributes:
        why: The reason.
        seen: How many decisions on the matter the page showed.
    """

    why: str
    seen: int


def posted(why: Annotated[str, Form()] = "", seen: Annotated[int, Form()] = 0) -> Posted:
    """Read it."""
    return Posted(why=why, seen=seen)


@router.get("/exposure")
def exposure(request: Request, start: int = 0) -> HTMLResponse:
    """The findings that come near a rule or a list, from a place in the findings that are chosen on."""
    workbench: Workbench = request.app.state.workbench
    known = filtered(request.query_params)
    found = near_page(workbench, known.choice, min(max(start, 0), _FURTHEST))
    return _page(request, "exposure.html.j2", {"title": "Exposure", "filtered": known, "found": found, **_screening(workbench)})


@router.get("/exposure/screen")
def screening(request: Request, name: str = "", country: str = "", kind: str = "", fuzzy: str = "") -> HTMLResponse:
    """A name held against the loaded lists."""
    workbench: Workbench = request.app.state.workbench
    values: dict[str, Any] = {"title": "Screening", "filtered": filtered({}), "fault": "", "hits": None, **_screening(workbench)}
    values["asked"] = {"name": name.strip(), "country": country.strip(), "kind": kind, "fuzzy": fuzzy == "1"}
    values["decided"] = _decided(request, decisions_in(workbench.ledger))
    if name.strip() and values["lists"]:
        asked = Asked(
            kind=EntryKind(kind) if kind in set(EntryKind) else None,
            countries=(country.strip(),) if country.strip() else (),
            fuzzy=fuzzy == "1",
        )
        try:
            _, found = screened(workbench.ledger, [name.strip()], asked, matcher=matcher_of(workbench) if asked.fuzzy else None)
        except ListError as error:
            values["fault"] = str(error)
        else:
            values["hits"] = hit_rows(found, decisions_in(workbench.ledger))[:_MOST_SHOWN]
    return _page(request, "exposure_screen.html.j2", values)


@router.get("/exposure/{finding}")
def one(request: Request, finding: str) -> HTMLResponse:
    """What one finding may touch, test by test."""
    workbench: Workbench = request.app.state.workbench
    near = near_one(workbench, finding)
    (row,) = rows_of(workbench, [near])
    who, whom = (", ".join(map(workbench.names.name_of, codes)) for codes in (near.finding.actors, near.finding.recipients))
    values = {
        "title": f"Exposure: {who or 'nobody named'}" + (f" → {whom}" if whom else ""),
        "filtered": filtered(request.query_params),
        "row": row,
        "near": near,
        "documents": documents_of(workbench, near),
        "outcomes": _OUTCOMES,
        "decided": _decided(request, (*exposure_decisions_in(workbench.ledger), *decisions_in(workbench.ledger))),
        **_screening(workbench),
    }
    return _page(request, "exposure_one.html.j2", values)


@router.post("/exposure/hits")
def decide_on_hit(  # noqa: PLR0913, PLR0917  # the fields of the form
    request: Request,
    given: Annotated[Posted, Depends(posted)],
    name: Annotated[str, Form()],
    edition: Annotated[str, Form()],
    entry: Annotated[str, Form()],
    verdict: Annotated[HitVerdict, Form()],
    finding: Annotated[str, Form()] = "",
) -> Response:
    """Keep whether a name and an entry of a list are one.

    Raises:
        JudgementError: No reason is given.
        LookupFailed: There is no such entry.
    """
    workbench: Workbench = request.app.state.workbench
    if not given.why.strip():
        msg = "a decision needs a reason"
        raise JudgementError(msg)
    listed = entry_in(workbench.ledger, edition, entry)
    ruling = Ruling(verdict=verdict, who=request.state.user.name, why=given.why.strip())
    back = f"/exposure/{finding}" if finding else "/exposure/screen"
    try:
        kept = rule_on(workbench.ledger, name, listed, ruling, seen=given.seen)
    except StaleError as error:
        fields = {"name": name, "edition": edition, "entry": entry, "finding": finding}
        about = f"{name} and {listed[1].names[0].text} on {listed[0]}"
        return _stale(request, error, {"about": about, "action": "/exposure/hits", "fields": fields, "back": back}, (verdict, given.why))
    return _back(back, kept.id, {} if finding else {"name": name})


@router.post("/exposure/{finding}/{provision}")
def decide_on_exposure(
    request: Request,
    finding: str,
    provision: str,
    given: Annotated[Posted, Depends(posted)],
    verdict: Annotated[ExposureVerdict, Form()],
) -> Response:
    """Keep whether a finding is to be looked at under a rule.

    Raises:
        JudgementError: No reason is given.
        LookupFailed: There is no such finding.
        DataError: There is no such rule.
    """
    workbench: Workbench = request.app.state.workbench
    near, rule = near_one(workbench, finding), assessor().provisions[provision]
    ruled = Ruled(verdict=verdict, who=request.state.user.name, why=given.why, seen=given.seen)
    try:
        kept = rule_on_exposure(workbench.ledger, near.claims, rule.id, ruled)
    except StaleError as error:
        action = f"/exposure/{near.finding.id}/{rule.id}"
        asked = {"about": rule.cite, "action": action, "fields": {}, "back": f"/exposure/{near.finding.id}"}
        return _stale(request, error, asked, (verdict, given.why))
    return _back(f"/exposure/{near.finding.id}", kept.id)


def _page(request: Request, template: str, values: dict[str, Any], *, status: int = 200) -> HTMLResponse:
    shown = {"screen": "exposure", "done": _DONE, "not_applicable": Result.NOT_APPLICABLE, **values}
    return cast("HTMLResponse", request.app.state.pages.page(request, template, shown, status=status))


def _screening(workbench: Workbench) -> dict[str, Any]:
    """What the box for names needs."""
    return {
        "lists": lists_in(workbench),
        "kinds": tuple(EntryKind),
        "has_likeness": find_spec("nomenklatura") is not None,
        "asked": {"name": "", "country": "", "kind": "", "fuzzy": False},
    }


def _stale(request: Request, error: StaleError, asked: dict[str, Any], mine: tuple[ExposureVerdict | HitVerdict, str]) -> HTMLResponse:
    """Both decisions, and a way to keep the second one on top of the first."""
    values = {"title": "Decided meanwhile", "theirs": error.theirs, "seen": error.version, "verdict": mine[0], "why": mine[1], **asked}
    return _page(request, "exposure_stale.html.j2", values, status=409)


def _back(address: str, kept: str, query: dict[str, str] | None = None) -> RedirectResponse:
    return RedirectResponse(f"{address}?{urlencode({**(query or {}), 'kept': kept})}", status_code=303)


def _decided(request: Request, decisions: tuple[ExposureDecision | HitDecision, ...]) -> ExposureDecision | HitDecision | None:
    """The decision that was just kept, as the address names it."""
    key = request.query_params.get("kept", "")
    return next((decision for decision in decisions if key and decision.id == key), None)
