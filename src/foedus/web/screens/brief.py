"""Brief: composed from what the filter means, checked while it is written, commented on, frozen, compared and handed on."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import parse_qsl, quote, urlencode

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from foedus.brief.forms import MEDIA_TYPES, Form, rendered
from foedus.desk.briefing import Signature, as_draft, checked, described, expect, frozen, name_from
from foedus.desk.versions import differences
from foedus.errors import BriefError, LookupFailed, StaleError
from foedus.model.brief import Brief
from foedus.model.desk import Draft
from foedus.store.desk import draft_in, freezings_in, frozen_brief, keep_draft
from foedus.web.briefs import FORMS, Shown, body, disposition, likelihood_rows, names, pictures, shown, shown_soon
from foedus.web.filters import Filtered, filtered
from foedus.web.forms import field, form_of
from foedus.web.workbench import Workbench

router = APIRouter()
_ROWS = 50
_MOST_CHARACTERS = 20_000
_DONE = {"kept": "The commentary is kept.", "made": "The brief is there."}
# a brief is a page of its own, which runs nothing and may not reach the workbench
_HANDED_ON = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
_MOST = 2_147_483_647
Version = Annotated[int, Path(ge=1, le=_MOST)]
# a frozen version; 0 for none
Asked = Annotated[int, Query(ge=0, le=_MOST)]
Sent = Annotated[FormData, Depends(form_of)]


@router.get("/brief")
def briefs(request: Request, page: int = 1) -> Response:
    """The briefs by name, and a form for a new one on what the filter means."""
    return _list(request, max(page, 1), filtered(request.query_params))


@router.post("/brief")
def new(request: Request, form: Sent) -> Response:
    """A new brief on what the filter means."""
    known, name = filtered(dict(parse_qsl(field(form, "filter")))), field(form, "name")
    try:
        name = name_from(name)
        keep_draft(_desk(request).ledger, _draft(request, name, known.choice), seen=0)
    except BriefError as error:
        return _list(request, 1, known, fault=str(error), wanted=name, status=422)
    except StaleError:
        return _list(request, 1, known, fault=f"there is a brief {name!r} already", wanted=name, status=409)
    return RedirectResponse(_address(name, done="made"), status_code=303)


@router.get("/brief/{name}")
def brief(request: Request, name: str, since: Asked = 0, done: str = "") -> Response:
    """A brief as it stands now."""
    draft, version = _held(request, name)
    made = shown_soon(_desk(request), draft, since)
    if made is None:
        return _page(
            request, "brief_coming.html.j2", draft.name, draft, {"again": _address(draft.name, since=since, done=done)}, status=202
        )
    return _live(request, made, version, {"done": _DONE.get(done, "")})


@router.post("/brief/{name}/preview")
def preview(request: Request, name: str, form: Sent) -> Response:
    """The brief with commentary that is not kept, and what the gate says of it."""
    draft, _ = _held(request, name)
    tried = _draft(request, draft.name, draft.choice, _text(form))
    made = shown(_desk(request), tried, _number(form, "since"))
    return _live(request, made, _number(form, "seen"), {"unsaved": True})


@router.post("/brief/{name}/commentary")
def comment(request: Request, name: str, form: Sent) -> Response:
    """Keep commentary; if somebody changed it since, show both."""
    draft, _ = _held(request, name)
    mine, since = _draft(request, draft.name, draft.choice, _text(form)), _number(form, "since")
    try:
        keep_draft(_desk(request).ledger, mine, seen=_number(form, "seen"))
    except StaleError as error:
        values = {"mine": mine, "theirs": error.theirs, "version": error.version, "since": since, "address": _address(draft.name)}
        return _page(request, "brief_stale.html.j2", f"{draft.name}: changed in the meantime", draft, values, status=409)
    return RedirectResponse(_address(draft.name, since=since or "", done="kept") + "#commentary", status_code=303)


@router.post("/brief/{name}/freeze")
def keep(request: Request, name: str, form: Sent) -> Response:
    """Freeze the brief that was looked at."""
    draft, version = _held(request, name)
    made = shown(_desk(request), draft, _number(form, "since"))
    try:
        expect(made.brief, field(form, "seen"))
        whole = checked(_readable(made.brief, made.checked.unread), made.working, _signature(form))
    except (BriefError, StaleError) as error:
        status = 409 if isinstance(error, StaleError) else 422
        return _live(request, made, version, {"fault": str(error), "signed_by": _signed(form)}, status=status)
    kept = frozen(_desk(request).ledger, draft.name, whole, request.state.user.name)
    return RedirectResponse(f"{_address(draft.name)}/v/{kept.version}?done=frozen", status_code=303)


@router.get("/brief/{name}/draft.{form}")
def draft_file(request: Request, name: str, form: Form, since: Asked = 0) -> Response:
    """The brief as it stands now, marked as a draft, if it passes."""
    return _draft_file(request, name, form, since, Signature())


@router.post("/brief/{name}/draft")
def signed_draft_file(request: Request, name: str, form: Sent) -> Response:
    """The same with faults that somebody lets pass."""
    asked = field(form, "form")
    if asked not in set(Form):
        msg = f"{asked!r} is no form of a brief: {', '.join(Form)}"
        raise BriefError(msg)
    return _draft_file(request, name, Form(asked), _number(form, "since"), _signature(form))


@router.get("/brief/{name}/compare")
def compare(request: Request, name: str, old: Asked = 1, new: Asked = 2) -> Response:
    """Two frozen versions side by side."""
    draft, _ = _held(request, name)
    earlier, later = (frozen_brief(_desk(request).ledger, draft.name, version) for version in (old, new))
    values = {
        "earlier": earlier,
        "later": later,
        "differences": differences(earlier.brief, later.brief),
        "freezings": freezings_in(_desk(request).ledger, draft.name),
        "address": _address(draft.name),
        **body(later.brief),
    }
    return _page(request, "brief_compare.html.j2", f"{draft.name}: versions {old} and {new}", draft, values)


@router.get("/brief/{name}/v/{version}")
def read(request: Request, name: str, version: Version, done: str = "") -> Response:
    """A frozen version."""
    draft, _ = _held(request, name)
    kept = frozen_brief(_desk(request).ledger, draft.name, version)
    values = {
        "kept": kept,
        "freezings": freezings_in(_desk(request).ledger, draft.name),
        "address": _address(draft.name),
        "done": f"Frozen as version {version}." if done == "frozen" else "",
        **body(kept.brief),
    }
    return _page(request, "brief_frozen.html.j2", f"{draft.name}, version {version}", draft, values)


@router.get("/brief/{name}/v/{version}/brief.{form}")
def file(request: Request, name: str, version: Version, form: Form) -> Response:
    """A frozen version in a form, the same bytes each time."""
    kept = frozen_brief(_desk(request).ledger, name_from(name), version)
    return _handed_on(kept.brief, form, f"{kept.name} v{kept.version}")


def _draft_file(request: Request, name: str, form: Form, since: int, signature: Signature) -> Response:
    draft, _ = _held(request, name)
    made = shown(_desk(request), draft, since)
    whole = checked(_readable(made.brief, made.checked.unread), made.working, signature)
    return _handed_on(as_draft(whole), form, f"{draft.name} draft")


def _readable(brief: Brief, unread: str) -> Brief:
    """A brief whose commentary is in it.

    Raises:
        BriefError: It could not be read.
    """
    if unread:
        raise BriefError(unread)
    return brief


def _handed_on(brief: Brief, form: Form, name: str) -> Response:
    headers = {"Content-Disposition": disposition(name, form), "Content-Security-Policy": _HANDED_ON}
    return Response(rendered(brief, form), media_type=MEDIA_TYPES[form], headers=headers)


def _desk(request: Request) -> Workbench:
    found: Workbench = request.app.state.workbench
    return found


def _held(request: Request, name: str) -> tuple[Draft, int]:
    """What is being written under a name, and its version.

    Raises:
        BriefError: No brief can have that name.
        LookupFailed: There is no brief of that name.
    """
    name = name_from(name)
    ledger = _desk(request).ledger
    draft, version = draft_in(ledger, name)
    if draft is None:
        freezings = freezings_in(ledger, name)
        if not freezings:
            msg = f"there is no brief {name!r}"
            raise LookupFailed(msg)
        draft = Draft(name=name, who=freezings[-1].who, at=freezings[-1].at)
    return draft, version


def _draft(request: Request, name: str, choice: Any, text: str = "") -> Draft:
    return Draft(name=name, choice=choice, text=text, who=request.state.user.name, at=dt.datetime.now(dt.UTC))


def _text(form: FormData) -> str:
    text = field(form, "text").replace("\r\n", "\n")
    if len(text) > _MOST_CHARACTERS:
        msg = f"commentary has {_MOST_CHARACTERS:,} characters at most, this has {len(text):,}"
        raise BriefError(msg)
    return text


def _number(form: FormData, name: str) -> int:
    text = field(form, name)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else 0  # noqa: PLR2004  # what a column holds


def _signed(form: FormData) -> dict[str, str]:
    return {"author": field(form, "by"), "reason": field(form, "reason")}


def _signature(form: FormData) -> Signature:
    return Signature(**_signed(form))


def _address(name: str, **parameters: object) -> str:
    query = urlencode({key: value for key, value in parameters.items() if value})
    return f"/brief/{quote(name)}" + (f"?{query}" if query else "")


def _list(request: Request, page: int, known: Filtered, *, fault: str = "", wanted: str = "", status: int = 200) -> Response:
    every = names(_desk(request))
    values = {
        "screen": "brief",
        "title": "Briefs",
        "filtered": known,
        "rows": every[_ROWS * (page - 1) : _ROWS * page],
        "total": len(every),
        "page": page,
        "size": _ROWS,
        "fault": fault,
        "wanted": wanted,
        "described": described,
        "address": _address,
    }
    response: Response = request.app.state.pages.page(request, "briefs.html.j2", values, status=status)
    return response


def _live(request: Request, made: Shown, version: int, more: Mapping[str, Any], *, status: int = 200) -> Response:
    """A brief as it stands, with commentary that may or may not be kept."""
    draft = made.draft
    values = {
        "draft": draft,
        "version": version,
        "since": made.since,
        "shown": made,
        "freezings": freezings_in(_desk(request).ledger, draft.name),
        "address": _address(draft.name),
        "likelihood": likelihood_rows(),
        "bands": [band for note in made.brief.commentary for band in note.bands],
        "unsaved": False,
        "done": "",
        "fault": "",
        "signed_by": {"author": "", "reason": ""},
        **body(made.brief, made.checked.failing, pictures(_desk(request), made)),
        **more,
    }
    return _page(request, "brief.html.j2", draft.name, draft, values, status=status)


def _page(request: Request, template: str, title: str, draft: Draft, values: Mapping[str, Any], *, status: int = 200) -> Response:
    shared = {
        "screen": "brief",
        "title": title,
        "filtered": Filtered(choice=draft.choice),
        "meant": described(draft.choice),
        "forms": FORMS,
    }
    response: Response = request.app.state.pages.page(request, template, {**shared, **values}, status=status)
    return response
