"""Inbox: what was read, what failed and why."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from foedus.store.paging import Slice, documents_page
from foedus.web.workbench import Workbench

router = APIRouter()


@router.get("/inbox")
def inbox(request: Request, page: int = 1) -> HTMLResponse:
    """The documents of the ledger, the latest first."""
    workbench: Workbench = request.app.state.workbench
    wanted = Slice(start=50 * (max(page, 1) - 1))
    found = documents_page(workbench.ledger, wanted)
    values = {"screen": "inbox", "title": "Inbox", "found": found, "wanted": wanted, "page": max(page, 1)}
    response: HTMLResponse = request.app.state.pages.page(request, "inbox.html.j2", values)
    return response
