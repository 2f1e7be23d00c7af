"""One address on the web to bytes, politely and within limits; what cannot be had comes back as a refusal, never an exception."""

import datetime as dt
import zlib
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from types import TracebackType
from typing import Self

import httpcore
import httpx
from protego import Protego

from foedus.errors import AddressError
from foedus.model.record import Record
from foedus.reading.addresses import Deadline, PublicNetwork, PublicTransport, Resolve, resolve
from foedus.reading.pace import Pace

AGENT = "foedus"
USER_AGENT = f"{AGENT}/{version('foedus')} (reads news feeds for its user; obeys robots.txt)"
_ACCEPT = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/html;q=0.9, */*;q=0.5"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_ERRORS, _SERVER_ERRORS = 400, 500
_BUSY = frozenset({408, 425, 429})
_MAX_URL = 4_000
_MAX_ROBOTS = 512_000
_GZIP = zlib.MAX_WBITS | 16


class Limits(Record, frozen=True, kw_only=True):
    """What one fetch may cost.

    Attributes:
        max_bytes: Of the body, as sent and unpacked.
        max_seconds: For one request, from connecting to the last byte.
        max_redirects: From address to address.
    """

    max_bytes: int = 20_000_000
    max_seconds: float = 60.0
    max_redirects: int = 5


class Fetched(Record, frozen=True, kw_only=True):
    """What an address gave.

    Attributes:
        url: Where it came from in the end.
        body: The bytes, unpacked; empty if nothing has changed.
        media: Media type without parameters, in lower case.
        charset: The encoding that the server declares.
        etag: The server's mark of this version.
        modified: The server's date of this version, as it wrote it.
        retrieved: When, UTC.
        unchanged: Whether the version asked about is still the newest.
    """

    url: str
    body: bytes
    media: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    retrieved: dt.datetime
    unchanged: bool = False


class Refusal(Record, frozen=True, kw_only=True):
    """Why an address gave nothing.

    Attributes:
        reason: For an analyst; the address stands before it.
        passing: Whether another day may change it.
    """

    reason: str
    passing: bool = False


class _Moved(Record, frozen=True, kw_only=True):
    """Where an address sends us on."""

    url: str


def is_address(text: str) -> bool:
    """Whether something is an address on the web and not a file.

    >>> is_address("https://example.org/feed"), is_address("feed.xml")
    (True, False)
    """
    return text.lower().startswith(("http://", "https://"))


class Fetcher:
    """Fetches addresses one by one. Use it as a context, or close it.

    Names in the environment's proxy settings are not used: a proxy would resolve names itself, out of our sight.

    Args:
        pace: Pauses between requests, and robots.txt as remembered.
        limits: What one fetch may cost.
        allow_private: Whether addresses that are not public may be asked: for tests and intranets only.
        resolver: Host and port to numeric addresses.
    """

    def __init__(
        self, pace: Pace | None = None, *, limits: Limits | None = None, allow_private: bool = False, resolver: Resolve = resolve
    ) -> None:
        self.pace = pace or Pace()
        self.limits = limits or Limits()
        self._deadline = Deadline(self.pace.clock)
        network = PublicNetwork(self._deadline, allow_private=allow_private, resolver=resolver)
        headers = {"User-Agent": USER_AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip"}
        self._client = httpx.Client(transport=PublicTransport(network), trust_env=False, headers=headers)
        self._rules: dict[str, Protego] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched | Refusal:
        """Fetch an address, and where it leads.

        Args:
            url: The address.
            etag: The mark of the version that is there already.
            modified: The date of the version that is there already.
        """
        given = {"If-None-Match": etag, "If-Modified-Since": modified}
        return self._follow(url, {name: value for name, value in given.items() if value}, self.limits.max_bytes)

    def wait_left(self, url: str) -> float:
        """Seconds until an address may be asked."""
        return 0.0 if _unfit(url) else max(0.0, self.pace.wait_left(host_of(url), url))

    def _follow(self, url: str, headers: Mapping[str, str], max_bytes: int, *, for_rules: bool = False) -> Fetched | Refusal:
        """Go from address to address, each with all checks; the file of rules itself is asked for without rules."""
        seen: set[str] = set()
        for _ in range(self.limits.max_redirects + 1):
            if url in seen:
                return Refusal(reason="redirects in a circle")
            seen.add(url)
            refusal = _unfit(url) or (None if for_rules else self._forbidden(url) or self._put_off(url))
            got = refusal or self._ask(url, headers, max_bytes, for_rules=for_rules)
            if not isinstance(got, _Moved):
                return got
            if url.lower().startswith("https:") and not got.url.lower().startswith("https:"):
                return Refusal(reason="redirects from https to an address that is not")
            url = got.url
        return Refusal(reason=f"redirects more than {self.limits.max_redirects} times")

    def _put_off(self, url: str) -> Refusal | None:
        left = self.pace.wait(host_of(url), url)
        if not left:
            return None
        return Refusal(reason=f"is put off: {host_of(url)} is to be left alone for {_span(left)} more", passing=True)

    def _forbidden(self, url: str) -> Refusal | None:
        """Whether the host's robots.txt keeps us out; one that cannot be had keeps us out for now (RFC 9309)."""
        host = host_of(url)
        text = self.pace.rules(host)
        if text is None:
            refusal = self._put_off(f"{host}/robots.txt")
            got = refusal or self._follow(f"{host}/robots.txt", {}, _MAX_ROBOTS, for_rules=True)
            if isinstance(got, Refusal) and got.passing:
                return got if refusal else Refusal(reason=f"is put off: the robots.txt of {host} {got.reason}", passing=True)
            text = got.body.decode("utf-8-sig", "replace") if isinstance(got, Fetched) else ""
            self.pace.learnt(host, text)
            self._rules.pop(host, None)
        if host not in self._rules:
            self._rules[host] = Protego.parse(text)
            self.pace.slow_down(host, self._rules[host].crawl_delay(AGENT) or 0.0)
        if self._rules[host].can_fetch(url, AGENT):
            return None
        return Refusal(reason=f"is closed to programs by the robots.txt of {host}")

    def _ask(self, url: str, headers: Mapping[str, str], max_bytes: int, *, for_rules: bool) -> Fetched | Refusal | _Moved:
        """One request."""
        host = host_of(url)
        self._deadline.start(self.limits.max_seconds)
        try:
            with self._client.stream("GET", url, headers=dict(headers)) as response:
                got = _answer(response, url, max_bytes, self.pace.clock(), cut=for_rules)
                wait = _retry_after(response.headers.get("Retry-After"), self.pace.clock())
                status = response.status_code
        except AddressError as error:
            return Refusal(reason=str(error))
        except (httpcore.TimeoutException, httpx.TimeoutException):
            self.pace.failed(host)
            return Refusal(reason=f"was not there within {self.limits.max_seconds:g} seconds", passing=True)
        except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError) as error:
            self.pace.failed(host)
            return Refusal(reason=f"cannot be fetched: {str(error) or type(error).__name__}", passing=True)
        except (httpx.InvalidURL, ValueError) as error:
            return Refusal(reason=f"is no address: {error}")
        finally:
            self._client.cookies.clear()
            if not for_rules:
                self.pace.asked(host)
        self._learn(url, status, wait, for_rules=for_rules)
        return got

    def _learn(self, url: str, status: int, wait: float, *, for_rules: bool) -> None:
        """A busy or broken server is left alone as a whole, any other error concerns its address alone; to have no rules is none."""
        host = host_of(url)
        if status in _BUSY or status >= _SERVER_ERRORS:
            self.pace.failed(host, wait)
        elif status >= _ERRORS and not for_rules:
            self.pace.failed(url, wait)
        else:
            self.pace.worked(host, url)


def host_of(url: str) -> str:
    """Scheme, host and port of an address.

    >>> host_of("https://Example.org:8443/a?b")
    'https://example.org:8443'
    """
    parsed = httpx.URL(url)
    port = f":{parsed.port}" if parsed.port else ""
    name = f"[{parsed.host}]" if ":" in parsed.host else parsed.host
    return f"{parsed.scheme}://{name}{port}"


def _unfit(url: str) -> Refusal | None:
    """Whether an address is of a kind that is never asked."""
    if len(url) > _MAX_URL:
        return Refusal(reason=f"is an address of {len(url):,} characters, over the limit of {_MAX_URL:,}")
    try:
        parsed = httpx.URL(url)
        host = parsed.host
    except (httpx.InvalidURL, ValueError) as error:
        return Refusal(reason=f"is no address: {error}")
    if parsed.scheme not in {"http", "https"} or not host:
        return Refusal(reason="is no address of http or https")
    if parsed.userinfo:
        return Refusal(reason="is an address with a user's name or password in it, which is not sent")
    return None


def _answer(response: httpx.Response, url: str, max_bytes: int, now: float, *, cut: bool) -> Fetched | Refusal | _Moved:
    status = response.status_code
    location = response.headers.get("Location")
    if status in _REDIRECTS and location:
        return _Moved(url=str(httpx.URL(url).join(location)))
    retrieved = dt.datetime.fromtimestamp(now, dt.UTC)
    etag, modified = (_short(response.headers.get(name)) for name in ("ETag", "Last-Modified"))
    if status == _NOT_MODIFIED:
        return Fetched(url=url, body=b"", etag=etag, modified=modified, retrieved=retrieved, unchanged=True)
    if not response.is_success:
        return Refusal(reason=f"answers {status} {response.reason_phrase}".rstrip(), passing=status in _BUSY or status >= _SERVER_ERRORS)
    body = _body(response, max_bytes, cut=cut)
    if isinstance(body, Refusal):
        return body
    media = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return Fetched(url=url, body=body, media=media, charset=response.charset_encoding, etag=etag, modified=modified, retrieved=retrieved)


def _short(value: str | None) -> str | None:
    """A header that is fit to be kept and sent back."""
    return value if value and len(value) <= _MAX_URL // 4 and value.isascii() and value.isprintable() else None


def _body(response: httpx.Response, max_bytes: int, *, cut: bool) -> bytes | Refusal:
    """The body, unpacked piece by piece so that a small parcel cannot become a huge one; one that is too long is refused, or cut."""
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    too_long = Refusal(reason=f"has over {max_bytes:,} bytes (--max-bytes)")
    if packing not in {"", "identity", "gzip", "x-gzip"}:
        return Refusal(reason=f"is packed with {packing!r}, which was not asked for")
    if not cut and _announced(response) > max_bytes:
        return too_long
    parts = _unpacked(response.iter_raw(), max_bytes) if "gzip" in packing else response.iter_raw()
    body = bytearray()
    try:
        for part in parts:
            body += part
            if len(body) > max_bytes:
                return bytes(body[:max_bytes]) if cut else too_long
    except OverflowError:
        return bytes(body) if cut else too_long
    except (zlib.error, EOFError) as error:
        return Refusal(reason=f"is damaged: {error}")
    return bytes(body)


def _announced(response: httpx.Response) -> int:
    """The length that the server announces; 0 if it does not."""
    length = response.headers.get("Content-Length", "")
    return int(length[:20]) if length.isascii() and length.isdecimal() else 0


def _unpacked(parts: Iterator[bytes], max_bytes: int) -> Iterator[bytes]:
    """Gzip data unpacked, one byte over the limit at most.

    Raises:
        OverflowError: More than the limit was sent, whatever it holds.
        zlib.error: It is not gzip.
        EOFError: It ends early, or goes on after its end.
    """
    unpacking = zlib.decompressobj(_GZIP)
    sent, room = 0, max_bytes + 1
    for part in parts:
        sent += len(part)
        if sent > max_bytes:
            raise OverflowError
        plain = unpacking.decompress(part, max(room, 1))
        room -= len(plain)
        yield plain
    if sent and (not unpacking.eof or unpacking.unused_data.strip(b"\0")):
        msg = "its gzip data does not end where it should"
        raise EOFError(msg)


def _retry_after(value: str | None, now: float) -> float:
    """Seconds that a server asks to be left alone, given as such or as a date; 0 if it does not say."""
    if not value:
        return 0.0
    if value.isascii() and value.strip().isdecimal():
        return float(value.strip()[:9])
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except (ValueError, OverflowError):
        return 0.0


def _span(seconds: float) -> str:
    """Seconds in words.

    >>> _span(45), _span(3600)
    ('45 seconds', '60 minutes')
    """
    return f"{seconds:.0f} seconds" if seconds < 2 * 60 else f"{seconds / 60:.0f} minutes"
