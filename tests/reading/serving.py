"""A server on loopback that does as it is told, well or badly, and a clock that moves only when told."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from typing_extensions import override

from foedus.model.visit import Visits
from foedus.reading.fetching import Fetcher, Limits
from foedus.reading.pace import Pace

START = 1_750_000_000.0


class Clock:
    """Seconds since 1970 that pass only in sleep, or by a step at each look.

    Args:
        step: Seconds that pass at each look.
    """

    def __init__(self, step: float = 0.0) -> None:
        self.now = START
        self.slept: list[float] = []
        self._step = step

    def __call__(self) -> float:
        """The time."""
        self.now += self._step
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.slept.append(seconds)
        self.now += seconds


class Handler(BaseHTTPRequestHandler):
    """Answers with what the server's site has for the path."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: "Site"

    def do_GET(self) -> None:
        """Answer."""
        self.server.asked.append((self.path, dict(self.headers)))
        try:
            self.server.pages.get(self.path, missing)(self)
        except OSError:  # the client has hung up on us, as it should
            self.close_connection = True

    def answer(self, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        """Send a whole response."""
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    @override
    def log_message(self, format: str, *args: Any) -> None:  # the library's name
        """Say nothing."""


Page = Callable[[Handler], None]


def missing(handler: Handler) -> None:
    """There is no such page."""
    handler.answer(404)


def giving(body: bytes | str, status: int = 200, **headers: str) -> Page:
    """A page with this body; `Content_Type` stands for `Content-Type`."""
    raw = body.encode() if isinstance(body, str) else body
    return lambda handler: handler.answer(status, raw, {name.replace("_", "-"): value for name, value in headers.items()})


def moved(target: str) -> Page:
    """A page that is elsewhere."""
    return giving(b"", 302, Location=target)


def versioned(body: str) -> Page:
    """A page that tells whether it has changed since."""

    def page(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == '"v1"':
            handler.answer(304, headers={"ETag": '"v1"'})
        else:
            handler.answer(200, body.encode(), {"ETag": '"v1"', "Last-Modified": "Sun, 15 Jun 2025 15:06:40 GMT"})

    return page


def endless(piece: bytes, head: bytes = b"", **headers: str) -> Page:
    """A body without end: the head, then the piece again and again."""

    def page(handler: Handler) -> None:
        handler.send_response(200)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(head)
        while True:
            handler.wfile.write(piece)

    return page


def endless_headers(handler: Handler) -> None:
    """A head without end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        handler.wfile.write(b"X-Filler: " + b"x" * 1000 + b"\r\n")


class Site(ThreadingHTTPServer):
    """The server: its pages by path, and what it was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    @override
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that hang up are what these tests are about."""

    @property
    def url(self) -> str:
        """Its address without a path."""
        return f"http://127.0.0.1:{self.server_port}"

    def paths(self) -> list[str]:
        """What it was asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def serving() -> Iterator[Site]:
    """A server in a thread."""
    with Site() as site:
        thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            site.shutdown()
            thread.join()


def fetcher(clock: Clock | None = None, visits: Visits | None = None, limits: Limits | None = None) -> Fetcher:
    """A fetcher on a clock of its own that may ask loopback."""
    clock = clock or Clock()
    return Fetcher(Pace(visits, clock=clock, sleep=clock.sleep), limits=limits, allow_private=True)
