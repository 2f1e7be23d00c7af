"""Inbox: what was read, what failed and why, and reading more."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from foedus.model.record import DocumentId, Record
from foedus.model.text import Document
from foedus.store.intake import AsidePage, aside_page
from foedus.store.ledger import Reading
from foedus.store.paging import Slice
from foedus.web.filters import filtered
from foedus.web.forms import field, files, form_of
from foedus.web.highlighting import Mark, Role, Segment, segments
from foedus.web.inbox import repeats_of, shelf_of
from foedus.web.reading import Job, again, pasted, uploaded
from foedus.web.screens.claims import page_of
from foedus.web.workbench import Workbench

router = APIRouter()
_PART = 100_000
_FORM = Annotated[FormData, Depends(form_of)]


class Paper(Record, frozen=True, kw_only=True):
    """A document as its page shows it.

    Attributes:
        document: The document.
        reading: How it came in.
        is_kept: Whether the ledger has the bytes that it was read from.
        segments: The part of its text that is shown, the triggers of claims marked.
        part: Which part, from 1.
        parts: How many parts there are.
        claims: How many claims it holds.
        aside: What was set aside in it.
    """

    document: Document
    reading: Reading
    is_kept: bool
    segments: tuple[Segment, ...]
    part: int
    parts: int
    claims: int
    aside: AsidePage


@router.get("/inbox")
def inbox(request: Request) -> Response:
    """The documents of the ledger, the latest first, and forms to read more."""
    return _inbox(request)


def _inbox(request: Request, *, fault: str = "", status: int = 200) -> Response:
    workbench: Workbench = request.app.state.workbench
    known, number = filtered(request.query_params), page_of(request.query_params)
    wanted = Slice(start=50 * (number - 1))
    values = {
        "title": "Inbox",
        "shelf": shelf_of(workbench, known.choice, wanted),
        "wanted": wanted,
        "page": number,
        "fault": fault,
        "limit": workbench.settings.max_upload_bytes,
        "failures": aside_page(workbench.ledger, Slice(size=0)).total,
        "aside": aside_page(workbench.ledger, Slice(size=0), within=True).total,
    }
    return _page(request, "inbox.html.j2", values, status=status)


@router.get("/inbox/progress")
def progress(request: Request) -> Response:
    """What is being read and what became of it; without script the page asks anew by itself."""
    response = _page(request, "progress.html.j2", {"title": "Reading"})
    if request.app.state.workbench.reader.is_busy:
        response.headers["Refresh"] = "2"
    return response


@router.post("/inbox/upload")
def upload(request: Request, form: _FORM) -> Response:
    """Have files read."""
    given = files(form, "files")
    published, fault = _published(form)
    if fault or not given:
        return _inbox(request, fault=fault or "No file was chosen.", status=422)
    jobs = [uploaded(item.filename or "", item.file.read(), field(form, "outlet"), published) for item in given]
    return _submit(request, jobs)


@router.post("/inbox/paste")
def paste(request: Request, form: _FORM) -> Response:
    """Have a text read."""
    text = field(form, "text")
    published, fault = _published(form)
    if fault or not text:
        return _inbox(request, fault=fault or "The text is empty.", status=422)
    return _submit(request, [pasted(text, field(form, "title"), field(form, "outlet"), published)])


def _published(form: FormData) -> tuple[dt.date | None, str]:
    """The publication date that a form gives, none if it gives none; and what is wrong with it."""
    text = field(form, "published")
    try:
        return (dt.date.fromisoformat(text) if text else None), ""
    except ValueError:
        return None, f"“{text}” is no publication date: write it as 2025-06-19."


@router.get("/inbox/failures")
def failures(request: Request) -> Response:
    """What could not be read, or was set aside in documents, with reasons."""
    workbench: Workbench = request.app.state.workbench
    number, within = page_of(request.query_params), request.query_params.get("within") == "1"
    wanted = Slice(start=50 * (number - 1))
    values = {
        "title": "Set aside in documents" if within else "Could not be read",
        "found": aside_page(workbench.ledger, wanted, within=within),
        "within": within,
        "wanted": wanted,
        "page": number,
    }
    return _page(request, "failures.html.j2", values)


@router.get("/documents/{key}")
def paper(request: Request, key: str) -> Response:
    """A document: its text, how it was read, what was set aside in it."""
    workbench: Workbench = request.app.state.workbench
    shown = _paper(workbench, DocumentId(key), request)
    repeat = repeats_of(workbench).get(shown.document.id)
    values = {
        "title": shown.document.title or shown.document.name,
        "paper": shown,
        "repeat": repeat,
        "original": workbench.ledger.document(repeat.original) if repeat else None,
        "wanted": Slice(),
        "page": page_of(request.query_params),
    }
    return _page(request, "document.html.j2", values)


@router.post("/documents/{key}/again")
def recode(request: Request, key: str) -> Response:
    """Have a document coded anew by the present coder."""
    return _submit(request, [again(request.app.state.workbench.ledger, DocumentId(key))])


def _paper(workbench: Workbench, key: DocumentId, request: Request) -> Paper:
    ledger = workbench.ledger
    document = ledger.document(key)
    claims = ledger.claims(document.id)
    triggers = {(claim.event.trigger.start, claim.event.trigger.end): claim.id for claim in claims}
    marks = [Mark(start=start, end=end, role=Role.OTHER, claim=claim) for (start, end), claim in triggers.items()]
    parts = max(1, -(-len(document.text) // _PART))
    part = min(page_of({"page": request.query_params.get("part", "")}), parts)
    start = (part - 1) * _PART
    return Paper(
        document=document,
        reading=ledger.reading(document.id),
        is_kept=ledger.keeps_raw(document.id),
        segments=segments(document.text, marks, start=start, end=start + _PART),
        part=part,
        parts=parts,
        claims=len(claims),
        aside=aside_page(ledger, Slice(start=50 * (page_of(request.query_params) - 1)), document=document.id),
    )


def _submit(request: Request, jobs: list[Job]) -> Response:
    """Hand jobs to the reader, and go to where its progress is shown."""
    workbench: Workbench = request.app.state.workbench
    if not workbench.reader.submit(jobs, request.state.user.name):
        raise HTTPException(503, "too much waits to be read already: try again when some of it is done")
    return RedirectResponse("/inbox/progress", status_code=303)


def _page(request: Request, template: str, values: Mapping[str, object], *, status: int = 200) -> Response:
    reader = request.app.state.workbench.reader
    shown = {"screen": "inbox", "lines": reader.lines(), "busy": reader.is_busy, **values}
    response: Response = request.app.state.pages.page(request, template, shown, status=status)
    return response
