"""Connections to public addresses only: each name is resolved once, checked, and the checked address is the one connected to.

A name that is resolved for the check and again for the connection may lead to another place the second time (DNS
rebinding). Here the client's own network layer does both, so that there is no second time. TLS still verifies the name.
"""

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, Self, cast

import httpcore
import httpx
from typing_extensions import override

from foedus.errors import AddressError

Clock = Callable[[], float]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]

WALL_CLOCK: Clock = time.time
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_LOCAL_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")
_CONNECT_SECONDS = 10.0
_SILENCE_SECONDS = 20.0


def is_public(text: str) -> bool:
    """Whether an address belongs to the public internet, and so does the address that it may carry inside.

    >>> is_public("93.184.215.14"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1"), is_public("64:ff9b::a00:1")
    (True, False, False, False)
    """
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address in _LOCAL_NAT64 or address.is_site_local:
            return False
        inner = _carried(address)
        if inner is not None:
            return is_public(str(inner))
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The address of the older kind to which a router would hand this one on."""
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def resolve(host: str, port: int) -> list[str]:
    """The numeric addresses of a host, in the system's order."""
    return list(dict.fromkeys(str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


class Deadline:
    """The moment at which a request must be over, headers, body and all.

    Args:
        clock: Seconds.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._end = 0.0

    def start(self, seconds: float) -> None:
        """Give the next request so much time."""
        self._end = self._clock() + seconds

    def left(self, timeout: float | None) -> float:
        """The seconds that one step may take.

        Raises:
            httpcore.ReadTimeout: There are none left.
        """
        left = self._end - self._clock()
        if left <= 0:
            msg = "the time is up"
            raise httpcore.ReadTimeout(msg)
        return left if timeout is None else min(left, timeout)


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every read ends by the deadline: a server that drips a byte a second gains nothing."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    @override
    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    @override
    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    @override
    def close(self) -> None:
        self._inner.close()

    @override
    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(inner, self._deadline)

    @override
    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class PublicNetwork(httpcore.NetworkBackend):
    """Connects to the addresses that it has checked.

    Args:
        deadline: When the request must be over.
        allow_private: Whether any address will do: for tests and intranets.
        resolver: Host and port to numeric addresses.
        inner: What connects.
    """

    def __init__(
        self,
        deadline: Deadline,
        *,
        allow_private: bool = False,
        resolver: Resolve = resolve,
        inner: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._resolve = resolver
        self._inner = inner or httpcore.SyncBackend()

    @override
    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError("its name cannot be resolved")
        for address in self.checked(host, port):
            try:
                stream = self._inner.connect_tcp(address, port, self._deadline.left(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return _TimedStream(stream, self._deadline)
        raise failure

    def checked(self, host: str, port: int) -> list[str]:
        """The addresses of a host, all of them public.

        One that is not condemns the others: who names both is up to something, or has made a mistake.

        Raises:
            AddressError: One is not public.
            httpcore.ConnectError: There are none.
        """
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError, OverflowError) as error:
            msg = f"its name cannot be resolved: {error}"
            raise httpcore.ConnectError(msg) from error
        hidden = [] if self._allow_private else [address for address in addresses if not is_public(address)]
        if hidden:
            msg = f"leads to {hidden[0]}, which is not a public address (--allow-private for an intranet)"
            raise AddressError(msg)
        return addresses


class _Body(httpx.SyncByteStream):
    """The body of a response as it comes."""

    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    @override
    def __iter__(self) -> Any:
        return iter(self._stream)

    @override
    def close(self) -> None:
        if hasattr(self._stream, "close"):
            self._stream.close()


class PublicTransport(httpx.BaseTransport):
    """The client's transport over a network of public addresses; one connection a host, as requests come one by one.

    Args:
        network: What connects.
        expiry: Seconds for which an idle connection is kept.
    """

    def __init__(self, network: PublicNetwork, *, expiry: float = 5.0) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=8,
            keepalive_expiry=expiry,
            http1=True,
            http2=False,
            network_backend=network,
        )

    @override
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path)
        timeout = {"connect": _CONNECT_SECONDS, "read": _SILENCE_SECONDS, "write": _SILENCE_SECONDS, "pool": _CONNECT_SECONDS}
        asked = httpcore.Request(request.method, url, headers=request.headers.raw, extensions={"timeout": timeout})
        given = self._pool.handle_request(asked)
        body = _Body(cast("Iterable[bytes]", given.stream))
        return httpx.Response(given.status, headers=given.headers, stream=body, extensions=given.extensions)

    @override
    def close(self) -> None:
        self._pool.close()

    @override
    def __exit__(
        self, exc_type: type[BaseException] | None = None, exc_value: BaseException | None = None, traceback: TracebackType | None = None
    ) -> None:
        self.close()

    @override
    def __enter__(self) -> Self:
        return self
