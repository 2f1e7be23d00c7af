"""Fetching from a server that misbehaves: limits hold, refusals say why, and the server is treated politely."""

import gzip
import shutil
import ssl
import subprocess
import threading
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.serving import START, Clock, Handler, Page, Site, endless, endless_headers, fetcher, giving, moved, serving, versioned

from foedus.model.visit import Visits
from foedus.reading.fetching import USER_AGENT, Fetched, Fetcher, Limits, Refusal, _Moved, _unpacked
from foedus.reading.pace import DAY, MIN_DELAY, Pace

SMALL = Limits(max_bytes=50_000, max_seconds=30)


def got(outcome: Fetched | Refusal) -> Fetched:
    """What was fetched."""
    assert isinstance(outcome, Fetched), outcome
    return outcome


def refused(outcome: Fetched | Refusal) -> Refusal:
    """Why nothing was."""
    assert isinstance(outcome, Refusal), outcome
    return outcome


def test_a_page(site: Site) -> None:
    """Its bytes, with what the server says of them; the server learns who asks."""
    site.pages["/a"] = giving("words", Content_Type="Text/HTML; charset=latin-1", ETag='"x"')
    with fetcher() as web:
        fetched = got(web.fetch(f"{site.url}/a"))
    assert (fetched.url, fetched.body, fetched.media, fetched.charset) == (f"{site.url}/a", b"words", "text/html", "latin-1")
    assert (fetched.etag, fetched.unchanged, fetched.retrieved.timestamp()) == ('"x"', False, START)
    assert all(headers["User-Agent"] == USER_AGENT for _, headers in site.asked)
    assert USER_AGENT.startswith("foedus/")


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    """The mark and the date of a version are sent, and 304 is no failure."""
    site.pages["/a"] = versioned("words")
    with fetcher() as web:
        first = got(web.fetch(f"{site.url}/a"))
        again = got(web.fetch(f"{site.url}/a", etag=first.etag, modified=first.modified))
    assert again.unchanged
    assert site.asked[-1][1]["If-None-Match"] == '"v1"'
    assert site.asked[-1][1]["If-Modified-Since"] == "Sun, 15 Jun 2025 15:06:40 GMT"


BOMB = gzip.compress(b"\0" * 30_000_000)
GZIP_HEAD, EMPTY_BLOCKS = gzip.compress(b"")[:10], b"\x00\x00\x00\xff\xff" * 2_000


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (endless(b"x" * 1_000), "has over 50,000 bytes"),
        (giving(b"x" * 60_000), "has over 50,000 bytes"),
        (giving(BOMB, Content_Encoding="gzip"), "has over 50,000 bytes"),
        (endless(EMPTY_BLOCKS, GZIP_HEAD, Content_Encoding="gzip"), "has over 50,000 bytes"),
        (giving(b"no gzip", Content_Encoding="gzip"), "is damaged"),
        (giving(gzip.compress(b"words" * 99)[:-9], Content_Encoding="gzip"), "is damaged: its gzip data does not end where it should"),
        (giving(gzip.compress(b"a") + gzip.compress(b"b"), Content_Encoding="gzip"), "does not end where it should"),
        (giving(zlib.compress(b"words"), Content_Encoding="br"), "is packed with 'br', which was not asked for"),
        (endless_headers, "cannot be fetched"),
        (giving(b"", 404), "answers 404 Not Found"),
        (giving(b"", 500), "answers 500 Internal Server Error"),
        (moved("/a"), "redirects in a circle"),
        (moved("file:///etc/passwd"), "is no address of http or https"),
        (moved("http://user:secret@127.0.0.1/"), "with a user's name or password in it"),
        (moved("http://[::1/"), "Invalid URL in location header"),
        (moved("/" + "a" * 5_000), "over the limit of 4,000"),
        (giving(b"", 302), "answers 302 Found"),
    ],
    ids=str.split(
        "endless huge bomb empty-blocks no-gzip cut two-gzips packing endless-head lost broken circle file password bracket long nowhere"
    ),
)
def test_what_is_refused(site: Site, page: Page, reason: str) -> None:
    """Endless, huge, bomb-like, damaged, lost: a reason and no exception."""
    site.pages["/a"] = page
    with fetcher(limits=SMALL) as web:
        assert reason in refused(web.fetch(f"{site.url}/a")).reason


def test_a_page_at_the_limit(site: Site) -> None:
    """As many bytes as are allowed are allowed, packed or not."""
    body = b"x" * SMALL.max_bytes
    site.pages["/a"] = giving(body)
    site.pages["/b"] = giving(gzip.compress(body), Content_Encoding="gzip")
    with fetcher(limits=SMALL) as web:
        assert got(web.fetch(f"{site.url}/a")).body == got(web.fetch(f"{site.url}/b")).body == body


def test_a_bomb_is_not_unpacked() -> None:
    """Thirty megabytes in thirty kilobytes: the limit holds while unpacking, not after it."""
    assert len(BOMB) < SMALL.max_bytes
    parts = _unpacked(iter([BOMB[:100], BOMB[100:]]), SMALL.max_bytes)
    assert len(next(parts)) + len(next(parts)) <= SMALL.max_bytes + 2


@pytest.mark.parametrize("page", [endless(b"x"), endless_headers], ids=["body", "head"])
def test_a_drip_ends_with_the_time(site: Site, page: Page) -> None:
    """A server that always sends a little more does not hold us beyond the limit of the whole request."""
    site.pages["/a"] = page
    clock = Clock(step=0.5)
    with fetcher(clock, limits=Limits(max_seconds=8, max_bytes=10**9)) as web:
        web.pace.learnt(site.url, "")
        before = clock.now
        outcome = refused(web.fetch(f"{site.url}/a"))
    assert outcome.passing
    assert clock.now - before < 30


def test_a_silent_server(site: Site) -> None:
    """One that takes the request and says nothing is given up when the time is up, on the true clock."""
    hung_up = threading.Event()

    def silent(handler: Handler) -> None:
        handler.rfile.read(1)  # returns when the client hangs up
        hung_up.set()

    site.pages["/a"] = silent
    with Fetcher(Pace(), limits=Limits(max_seconds=0.2), allow_private=True) as web:
        web.pace.learnt(site.url, "")
        assert refused(web.fetch(f"{site.url}/a")).reason == "was not there within 0.2 seconds"
    assert hung_up.wait(5)


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=60), st.binary(max_size=60))
def test_no_answer_raises(head: bytes, body: bytes) -> None:
    """Whatever bytes a server sends, they are fetched or refused."""

    def noise(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n" + body)
        handler.close_connection = True

    with serving() as site, fetcher(limits=SMALL) as web:
        site.pages["/a"] = noise
        assert isinstance(web.fetch(f"{site.url}/a"), Fetched | Refusal)


def test_redirects_are_followed_to_a_limit(site: Site) -> None:
    """Five are followed, six are not, and the address is the last one."""
    site.pages |= {f"/{number}": moved(f"/{number - 1}") for number in range(1, 8)}
    site.pages["/0"] = giving("words")
    with fetcher() as web:
        assert got(web.fetch(f"{site.url}/5")).url == f"{site.url}/0"
        assert refused(web.fetch(f"{site.url}/6")).reason == "redirects more than 5 times"


def test_a_redirect_does_not_leave_encryption(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who was asked under https is not left for an address that anybody on the way can answer for."""
    answers = iter([_Moved(url="http://example.org/b"), Refusal(reason="was asked")])
    monkeypatch.setattr(Fetcher, "_ask", lambda *_, **__: next(answers))
    with fetcher() as web:
        web.pace.learnt("https://example.org", "")
        web.pace.learnt("http://example.org", "")
        assert refused(web.fetch("https://example.org/a")).reason == "redirects from https to an address that is not"


def test_a_redirect_to_a_private_address(site: Site) -> None:
    """Each step is checked, whatever the first one was."""
    site.pages["/a"] = moved("http://inner.test/secret")
    clock = Clock()
    names = {"127.0.0.1": ["127.0.0.1"], "inner.test": ["10.0.0.7"]}
    with Fetcher(Pace(clock=clock, sleep=clock.sleep), resolver=lambda host, _port: names[host]) as web:
        assert "leads to 127.0.0.1" in refused(web.fetch(f"{site.url}/a")).reason
    assert site.asked == []
    public = iter([True, True, False, False])
    with pytest.MonkeyPatch.context() as patch, Fetcher(Pace(clock=clock, sleep=clock.sleep), resolver=lambda host, _: names[host]) as web:
        patch.setattr("foedus.reading.addresses.is_public", lambda address: address == "127.0.0.1" and next(public))
        assert "leads to 10.0.0.7, which is not a public address" in refused(web.fetch(f"{site.url}/a")).reason
    assert site.paths() == ["/a"]


def test_robots(site: Site) -> None:
    """What is closed is not asked for; the rules are fetched once a day, also by the next run."""
    site.pages["/robots.txt"] = giving("User-agent: *\nDisallow: /\n\nUser-agent: foedus\nDisallow: /*.pdf$\nCrawl-delay: 7\n")
    site.pages |= {"/open": giving("words"), "/way": moved("/x.pdf")}
    clock = Clock()
    with fetcher(clock) as web:
        assert "is closed to programs by the robots.txt" in refused(web.fetch(f"{site.url}/x.pdf")).reason
        got(web.fetch(f"{site.url}/open"))
        assert "is closed to programs" in refused(web.fetch(f"{site.url}/way")).reason
        visits = web.pace.visits()
    assert clock.slept == [7]
    with fetcher(clock, visits) as web:
        got(web.fetch(f"{site.url}/open"))
        assert [path for path, _ in site.asked].count("/robots.txt") == 1
        clock.now += DAY
        got(web.fetch(f"{site.url}/open"))
        assert [path for path, _ in site.asked].count("/robots.txt") == 2


def test_robots_that_cannot_be_had(site: Site) -> None:
    """A server that breaks on its rules is left alone; one that has none is open."""
    site.pages |= {"/robots.txt": giving("", 503), "/a": giving("words")}
    clock = Clock()
    with fetcher(clock) as web:
        outcome = refused(web.fetch(f"{site.url}/a"))
        assert (outcome.reason, outcome.passing) == (f"is put off: the robots.txt of {site.url} answers 503 Service Unavailable", True)
        site.pages["/robots.txt"] = giving("", 404)
        clock.now += 61
        assert got(web.fetch(f"{site.url}/a")).body == b"words"


def test_robots_too_long_are_cut(site: Site) -> None:
    """The rules at the beginning hold."""
    site.pages["/robots.txt"] = giving("User-agent: *\nDisallow: /a\n" + "# filler\n" * 100_000)
    with fetcher() as web:
        assert "is closed" in refused(web.fetch(f"{site.url}/a")).reason


def test_a_host_is_asked_at_intervals(site: Site) -> None:
    """There is a pause between the requests to a host, and none before the first."""
    site.pages["/a"] = giving("words")
    clock = Clock()
    with fetcher(clock) as web:
        for _ in range(3):
            got(web.fetch(f"{site.url}/a"))
    assert clock.slept == [MIN_DELAY, MIN_DELAY]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120), ("5", 60), (time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(START + 600)), 600), ("soon", 60), ("9" * 40, DAY)],
)
def test_a_busy_host_is_left_alone_as_long_as_it_asks(site: Site, value: str, seconds: float) -> None:
    """Seconds or a date; a minute at least, a day at most; until then the server is not asked for anything."""
    site.pages |= {"/a": giving("", 429, Retry_After=value), "/b": giving("words")}
    clock = Clock()
    with fetcher(clock) as web:
        assert refused(web.fetch(f"{site.url}/a")).passing
        before = len(site.asked)
        assert "is put off" in refused(web.fetch(f"{site.url}/b")).reason
        clock.now = START + seconds - 31
        assert "is put off" in refused(web.fetch(f"{site.url}/b")).reason
        assert len(site.asked) == before
        web.pace.learnt(site.url, "")
        clock.now = START + seconds + 1
        got(web.fetch(f"{site.url}/b"))


def test_failures_lengthen_the_wait_and_success_ends_it(site: Site) -> None:
    """A minute, two, four; the next run knows of it."""
    site.pages["/a"] = giving("", 503)
    clock, visits = Clock(), Visits()
    for wait in (60, 120, 240):
        with fetcher(clock, visits) as web:
            refused(web.fetch(f"{site.url}/a"))
            assert web.pace.wait_left(site.url) == wait
            visits = web.pace.visits()
        clock.now += wait
    site.pages["/a"] = giving("words")
    with fetcher(clock, visits) as web:
        got(web.fetch(f"{site.url}/a"))
        assert web.pace.visits().waits == {}


def test_a_lost_page_does_not_hold_up_its_host(site: Site) -> None:
    """An address that is not there is left alone, its neighbours are not."""
    site.pages["/b"] = giving("words")
    with fetcher() as web:
        assert not refused(web.fetch(f"{site.url}/a")).passing
        assert "is put off" in refused(web.fetch(f"{site.url}/a")).reason
        got(web.fetch(f"{site.url}/b"))


def test_no_cookies_are_kept(site: Site) -> None:
    """A reader of news need not be known again."""
    site.pages["/a"] = giving("words", Set_Cookie="id=1; Path=/")
    with fetcher() as web:
        for _ in range(2):
            got(web.fetch(f"{site.url}/a"))
    assert not any("Cookie" in headers for _, headers in site.asked)


def test_proxies_of_the_environment_are_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """They would resolve names themselves."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    site.pages["/a"] = giving("words")
    with fetcher() as web:
        got(web.fetch(f"{site.url}/a"))


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "http://", "http:///a", "http://[", "http://a:99999/", "http://exa mple/", "https://\x00/"]
)
def test_what_is_no_address(url: str) -> None:
    """Nonsense is refused in words."""
    with fetcher() as web:
        refused(web.fetch(url))


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key and a certificate for `feeds.test`, which the client trusts."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("needs the openssl program to make a certificate")
    path = tmp_path / "test.pem"
    names = ["-subj", "/CN=feeds.test", "-addext", "subjectAltName=DNS:feeds.test"]
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    command = [program, "req", "-x509", "-nodes", "-days", "2", *curve, *names, "-keyout", str(path), "-out", str(tmp_path / "cert.pem")]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # our own arguments
    path.write_bytes(path.read_bytes() + (tmp_path / "cert.pem").read_bytes())
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    return path


def test_the_name_is_verified_though_the_address_is_connected_to(site: Site, certificate: Path) -> None:
    """TLS asks for the name of the address, not for the number behind it; a certificate of another name is refused."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    site.socket = context.wrap_socket(site.socket, server_side=True, do_handshake_on_connect=False)
    site.pages["/a"] = giving("words")
    clock = Clock()
    with Fetcher(Pace(clock=clock, sleep=clock.sleep), allow_private=True, resolver=lambda _host, _port: ["127.0.0.1"]) as web:
        assert got(web.fetch(f"https://feeds.test:{site.server_port}/a")).body == b"words"
        assert "Hostname mismatch" in refused(web.fetch(f"https://other.test:{site.server_port}/a")).reason
    assert site.paths() == ["/a"]
