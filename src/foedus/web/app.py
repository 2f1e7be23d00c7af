"""The application: the door, the screens, static files, and what is said when something goes wrong."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from foedus.errors import BriefError, FoedusError, JudgementError, LedgerError, ListError, LookupFailed, StaleError
from foedus.model.judgement import Judgement
from foedus.web import api
from foedus.web.api.answers import answer
from foedus.web.api.shapes import Problem, Stale
from foedus.web.rendering import Pages
from foedus.web.screens import brief, claims, exposure, inbox, login, network, places, stories
from foedus.web.security import Counted, Door
from foedus.web.settings import Settings
from foedus.web.workbench import Workbench

_STATUS = {LookupFailed: 404, ListError: 404, StaleError: 409, BriefError: 422, JudgementError: 422, LedgerError: 503}
SCREENS = (brief, claims, exposure, inbox, login, network, places, stories)


def create_app(settings: Settings) -> FastAPI:
    """The workbench on a ledger.

    Args:
        settings: How it is served.

    Raises:
        LedgerError: There is no such ledger, or it cannot be opened.
    """
    workbench = Workbench(settings)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        workbench.close()

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.state.workbench, app.state.pages, app.state.door = workbench, Pages(workbench), Door(settings)
    app.add_middleware(Counted, most_bytes=settings.max_upload_bytes)
    app.middleware("http")(app.state.door)
    app.mount("/static", StaticFiles(packages=[("foedus", "data/web/static")]), name="static")
    for screen in SCREENS:
        app.include_router(screen.router, include_in_schema=False)
    for part in api.PARTS:
        app.include_router(part.router, prefix="/api")
    app.add_exception_handler(FoedusError, _failed)
    app.add_exception_handler(HTTPException, _failed)
    app.add_exception_handler(RequestValidationError, _failed)

    @app.get("/", include_in_schema=False)
    def start() -> RedirectResponse:
        return RedirectResponse("/inbox", status_code=303)

    @app.get("/health", include_in_schema=False)
    def health() -> dict[str, str]:
        workbench.state()
        return {"status": "ok"}

    return app


async def _failed(request: Request, error: Exception) -> Response:
    """What went wrong, as a page, or as JSON under `/api/`."""
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if isinstance(error, HTTPException):
        status, message = error.status_code, str(error.detail)
    elif isinstance(error, RequestValidationError):
        status, message = 422, "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors())
    else:
        status, message = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 400), str(error)
    if request.url.path.startswith("/api/"):
        return answer(_told(error, message), status=status, headers=headers)
    pages: Pages = request.app.state.pages
    shown = pages.page(request, "error.html.j2", {"screen": "", "title": f"{status}", "message": message}, status=status)
    shown.headers.update(headers)
    return shown


def _told(error: Exception, message: str) -> Problem | Stale:
    if isinstance(error, StaleError):
        theirs = error.theirs if isinstance(error.theirs, Judgement) else None
        return Stale(detail=message, theirs=theirs, version=error.version)
    return Problem(detail=message)
