"""The door: which hosts, origins and users are let in, how often, and what browsers may do with the pages."""

import hmac
import secrets
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from foedus.web.settings import LOOPBACK, Settings
from foedus.web.users import Role, User, digest

COOKIE = "foedus_session"
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OPEN = ("/static/", "/login", "/health")
_MINUTE = 60.0
_UPLOADS = frozenset({"/inbox/upload", "/api/reading"})

Next = Callable[[Request], Awaitable[Response]]


class Counted:
    """Counts what comes in, and stops at the limit: a body that is sent in pieces says nowhere how long it is.

    Args:
        app: What answers.
        most_bytes: The limit of one request.
    """

    def __init__(self, app: ASGIApp, most_bytes: int) -> None:
        self._app = app
        self._most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, unless it gets too long."""
        counted = 0

        async def counting() -> Message:
            nonlocal counted
            message = await receive()
            counted += len(message.get("body", b""))
            if counted > self._most_bytes:
                raise HTTPException(413, f"over the limit of {self._most_bytes:,} bytes")
            return message

        await self._app(scope, counting if scope["type"] == "http" else receive, send)


class Door:
    """Checks each request before anything else does.

    Args:
        settings: How the workbench is served.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._key = secrets.token_bytes(32)
        self._hosts = {*LOOPBACK, settings.host, *settings.hosts} if settings.host in LOOPBACK else {settings.host, *settings.hosts}
        self._times: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)

    async def __call__(self, request: Request, call_next: Next) -> Response:
        """Let a request in, or say why not; every answer carries the same policy."""
        response = self._refused(request)
        if response is None:
            response = await call_next(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.url.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def session(self, token: str) -> str | None:
        """The cookie of a user's token; none if nobody has it."""
        known = digest(token)
        return f"{known}.{self._signature(known)}" if known in self._settings.users else None

    def _refused(self, request: Request) -> Response | None:
        """Why a request is not let in; none if it is, its user at hand as `request.state.user`."""
        if self._named(request.headers.get("host", "")) not in self._hosts:
            return _no(request, 421, "this workbench is not served under that name")
        if request.method not in _SAFE and not self._is_of_this_site(request):
            return _no(request, 403, "a change must come from the workbench's own pages")
        if request.url.path.startswith(_OPEN):
            request.state.user = None
            return None
        user = self._user(request)
        if user is None:
            return self._unknown(request)
        request.state.user = user
        return self._limited(request, user)

    def _limited(self, request: Request, user: User) -> Response | None:
        """Why a user may not do this, or not so soon."""
        if request.method in _SAFE:
            return None
        if not user.may_decide:
            return _no(request, 403, f"{user.name} may read, but not decide")
        uploads = request.url.path in _UPLOADS
        kind, limit = ("upload", self._settings.uploads_per_minute) if uploads else ("change", self._settings.changes_per_minute)
        times, now = self._times[user.name, kind], time.monotonic()
        while times and now - times[0] > _MINUTE:
            times.popleft()
        if len(times) >= limit:
            return _no(request, 429, f"more than {limit} {kind}s in a minute: wait a little", {"Retry-After": "10"})
        times.append(now)
        length = request.headers.get("content-length", "")
        if length.isdigit() and int(length) > self._settings.max_upload_bytes:
            return _no(request, 413, f"over the limit of {self._settings.max_upload_bytes:,} bytes")
        return None

    def _unknown(self, request: Request) -> Response:
        if request.url.path.startswith("/api/") or request.method not in _SAFE:
            return _no(request, 401, "a token is needed", {"WWW-Authenticate": "Bearer"})
        return RedirectResponse("/login", status_code=303)

    def _user(self, request: Request) -> User | None:
        if not self._settings.users:
            return User(name=self._settings.owner, role=Role.ANALYST)
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return self._settings.users.get(digest(token.strip()))
        known, _, signature = request.cookies.get(COOKIE, "").partition(".")
        return self._settings.users.get(known) if hmac.compare_digest(signature, self._signature(known)) else None

    def _signature(self, known: str) -> str:
        return hmac.new(self._key, known.encode(), "sha256").hexdigest()

    def _is_of_this_site(self, request: Request) -> bool:
        """Whether a change comes from our own pages, or from a program, which sends no cookie and no origin.

        Browsers send `Origin` with every change; a page of another site cannot forge it.
        """
        site = request.headers.get("sec-fetch-site", "same-origin")
        origin = request.headers.get("origin", "")
        if site not in {"same-origin", "none"} or origin == "null":
            return False
        return not origin or urlsplit(origin).netloc == request.headers.get("host", "")

    @staticmethod
    def _named(host: str) -> str:
        """The name in a `Host` header, without its port."""
        return urlsplit(f"//{host}").hostname or ""


def _no(request: Request, status: int, why: str, headers: Mapping[str, str] | None = None) -> Response:
    """A refusal, in JSON under `/api/`."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": why}, status_code=status, headers=headers)
    return PlainTextResponse(f"{why}\n", status_code=status, headers=headers)
