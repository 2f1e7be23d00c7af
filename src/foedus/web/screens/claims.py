"""Claims: the table, the chosen claim with its text, and what a person decides about it."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from foedus.corroboration.judging import target_of
from foedus.errors import JudgementError, LookupFailed, StaleError
from foedus.model.judgement import Judgement, Verdict
from foedus.model.record import Record
from foedus.store.judged import judgement_in
from foedus.store.paging import Slice, claims_page
from foedus.web.filters import filtered
from foedus.web.forms import field, form_of
from foedus.web.judging import Asked, asked_in, decide, version_of_judgement
from foedus.web.pane import chosen_claim, in_document, rows_of
from foedus.web.workbench import Workbench

router = APIRouter()
# after these the next claim of the list is shown; the others are looked at again
_MOVING_ON = frozenset({Verdict.ACCEPT, Verdict.REJECT})
_KEPT = ("page", "document")


class Done(Record, frozen=True, kw_only=True):
    """A judgement that was just kept.

    Attributes:
        judgement: What was decided.
        version: What is given as seen to take it back.
        claim: The first claim that it is about; empty if the document is coded otherwise now.
    """

    judgement: Judgement
    version: int
    claim: str


@router.get("/claims")
def claims(request: Request) -> Response:
    """The claims that are meant, and the one that is looked at."""
    return _page(request, request.query_params)


@router.post("/claims/judge")
def judge(request: Request, form: Annotated[FormData, Depends(form_of)]) -> Response:
    """Keep what somebody decided about a claim, and go back to the list."""
    workbench: Workbench = request.app.state.workbench
    back = dict(parse_qsl(field(form, "back")))
    here = back | {"claim": field(form, "claim")}
    try:
        asked = asked_in(form)
    except JudgementError as error:
        return _page(request, here, fault=str(error), status=422)
    try:
        judged = decide(workbench.ledger, asked, request.state.user.name)
    except (JudgementError, LookupFailed) as error:
        return _page(request, here, fault=str(error), status=422)
    except StaleError as error:
        return _stale(request, asked, error, here)
    following = field(form, "next")
    claim = following if asked.verdict in _MOVING_ON and following else here["claim"]
    query = filtered(back).query(**{name: back.get(name, "") for name in _KEPT}, claim=claim, done=judged.judgement.id)
    return RedirectResponse(f"/claims?{query}", status_code=303)


def _page(request: Request, parameters: Mapping[str, str], *, fault: str = "", status: int = 200) -> Response:
    """The table and the chosen claim, as an address asks for them."""
    workbench: Workbench = request.app.state.workbench
    known = filtered(parameters)
    number = page_of(parameters)
    wanted = Slice(start=50 * (number - 1))
    document = in_document(workbench.ledger, parameters.get("document", ""))
    found = claims_page(workbench.ledger, workbench.conditions(known.choice), wanted, document=document)
    rows = rows_of(workbench.ledger, found)
    key = parameters.get("claim", "")
    kept = {"page": "" if number == 1 else number, "document": document or ""}
    values = {
        "screen": "claims",
        "title": "Claims",
        "filtered": known,
        "found": found,
        "rows": rows,
        "chosen": chosen_claim(workbench.ledger, key, rows, workbench.names.name_of) if key else None,
        "narrowed": workbench.ledger.document(document) if document else None,
        "kept": kept,
        "back": known.query(**kept),
        "done": _done(workbench, parameters.get("done", "")),
        "undoing": lambda judgement: version_of_judgement(workbench.ledger, judgement),
        "wanted": wanted,
        "page": number,
        "fault": fault,
    }
    response: Response = request.app.state.pages.page(request, "claims.html.j2", values, status=status)
    return response


def page_of(parameters: Mapping[str, str]) -> int:
    """The number of the page that an address asks for; the first where it asks for none that there can be.

    >>> page_of({"page": "3"}), page_of({"page": "-1"}), page_of({})
    (3, 1, 1)
    """
    text = parameters.get("page", "")
    return max(int(text), 1) if text.isdecimal() and len(text) < 7 else 1  # noqa: PLR2004  # a page of a ledger of 50 million


def _done(workbench: Workbench, key: str) -> Done | None:
    """The judgement that was just kept; none if an address names none that there is."""
    if not key:
        return None
    try:
        judgement = judgement_in(workbench.ledger, key)
    except LookupFailed:
        return None
    target = judgement.targets[0]
    here = (claim.id for claim in workbench.ledger.claims(target.document) if target_of(claim) == target)
    return Done(judgement=judgement, version=workbench.ledger.version_of(judgement.targets), claim=next(here, ""))


def _stale(request: Request, asked: Asked, error: StaleError, back: Mapping[str, str]) -> Response:
    """Their judgement and ours, and a way to keep ours after theirs."""
    query = filtered(back).query(**{name: back.get(name, "") for name in _KEPT})
    values = {
        "screen": "claims",
        "title": "Judged in the meantime",
        "filtered": filtered(back),
        "theirs": error.theirs,
        "version": error.version,
        "asked": asked,
        "claim": back["claim"],
        "back": query,
        "who": request.state.user.name,
    }
    response: Response = request.app.state.pages.page(request, "stale.html.j2", values, status=409)
    return response
