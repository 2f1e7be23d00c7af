"""Coming in with a token, and going out."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from foedus.web.security import COOKIE

router = APIRouter()


@router.get("/login")
def form(request: Request) -> HTMLResponse:
    """The form that asks for a token."""
    page: HTMLResponse = request.app.state.pages.page(request, "login.html.j2", {"screen": "", "title": "Sign in", "refused": False})
    return page


@router.post("/login")
def come_in(request: Request, token: Annotated[str, Form()]) -> Response:
    """A session for a user's token; the form again if nobody has it."""
    session = request.app.state.door.session(token.strip())
    if session is None:
        values = {"screen": "", "title": "Sign in", "refused": True}
        refused: Response = request.app.state.pages.page(request, "login.html.j2", values, status=403)
        return refused
    response = RedirectResponse("/", status_code=303)
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, session, httponly=True, samesite="strict", secure=secure, path="/")
    return response


@router.post("/logout")
def go_out() -> Response:
    """The end of a session."""
    response = RedirectResponse("/login", status_code=303)
    response.delete_cookie(COOKIE, path="/")
    return response
