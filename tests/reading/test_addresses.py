"""Only public addresses are connected to, and the one that was checked is the one that is used."""

import ipaddress
from collections.abc import Iterable
from typing import Any

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.serving import Clock
from typing_extensions import override

from foedus.errors import AddressError
from foedus.reading.addresses import Deadline, PublicNetwork, is_public
from foedus.reading.addresses import resolve as numeric
from foedus.reading.fetching import Fetcher, Refusal
from foedus.reading.pace import Pace

HIDDEN = [
    "127.0.0.1", "127.8.8.8",
    "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", str(ipaddress.IPv4Address(0)), "255.255.255.255",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "::", "::1", "fe80::1",
    "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1",
    "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::",
    "2002:a00:1::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "93.184.215.14", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::"]


@pytest.mark.parametrize("address", HIDDEN)
def test_addresses_that_are_not_public(address: str) -> None:
    """Loopback, private, link-local, shared, test, multicast and reserved ones, also inside those of the newer kind."""
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    """Ordinary ones, also inside those of the newer kind."""
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_the_newer_kind_hides_nothing(address: ipaddress.IPv4Address) -> None:
    """However an address is wrapped, it is public only if it is public bare."""
    number = int(address)
    for wrapped in ((0xFFFF << 32) | number, (0x64FF9B << 96) | number, (0x2002 << 112) | (number << 80)):
        assert is_public(str(ipaddress.IPv6Address(wrapped))) == is_public(str(address))


class Wire(httpcore.NetworkBackend):
    """Notes what it is asked to connect to, and does not."""

    def __init__(self) -> None:
        self.connected: list[str] = []

    @override
    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        self.connected.append(host)
        msg = "no route"
        raise httpcore.ConnectError(msg)


def network(wire: Wire, *answers: list[str]) -> PublicNetwork:
    """A network whose names resolve to one answer after the other."""
    left = list(answers)
    deadline = Deadline(Clock())
    deadline.start(60)
    return PublicNetwork(deadline, resolver=lambda _host, _port: left.pop(0), inner=wire)


def test_the_checked_address_is_connected_to() -> None:
    """A name that would lead to loopback the second time is not asked a second time."""
    wire = Wire()
    rebinding = network(wire, ["8.8.8.8", "2606:4700::1111"], ["127.0.0.1"])
    with pytest.raises(httpcore.ConnectError, match="no route"):
        rebinding.connect_tcp("rebinding.example", 80)
    assert wire.connected == ["8.8.8.8", "2606:4700::1111"]
    with pytest.raises(AddressError, match=r"leads to 127\.0\.0\.1, which is not a public address"):
        rebinding.connect_tcp("rebinding.example", 80)
    assert wire.connected == ["8.8.8.8", "2606:4700::1111"]


def test_one_hidden_address_condemns_the_name() -> None:
    """A name with a public and a private address is not connected to at all."""
    wire = Wire()
    with pytest.raises(AddressError):
        network(wire, ["8.8.8.8", "10.0.0.1"]).connect_tcp("mixed.example", 80)
    assert wire.connected == []


def test_a_name_without_addresses() -> None:
    """Is a failure like any other of the network."""
    with pytest.raises(httpcore.ConnectError, match="cannot be resolved"):
        network(Wire(), []).connect_tcp("none.example", 80)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/",
        "http://127.1:9/",
        "http://2130706433:9/",
        "http://0x7f.1:9/",
        "http://0x7f000001:9/",
        "http://0:9/",
        f"http://{ipaddress.IPv4Address(0)}:9/",
        "http://[::1]:9/",
        "http://[::]:9/",
        "http://[::ffff:127.0.0.1]:9/",
        "http://[::ffff:7f00:1]:9/",
        "http://[0:0:0:0:0:ffff:127.0.0.1]:9/",
        "http://[64:ff9b::127.0.0.1]:9/",
        "http://localhost:9/",
        "http://LOCALHOST:9/",
        "http://127.0.0.1:9#@example.org/",
        "http://127.0.0.1:9?@example.org/",
    ],
)
def test_ways_to_write_loopback(url: str) -> None:
    """Numbers, other bases and names all come to the same address."""
    clock = Clock()
    with Fetcher(Pace(clock=clock, sleep=clock.sleep)) as fetcher:
        got = fetcher.fetch(url)
    assert isinstance(got, Refusal)
    assert "is not a public address" in got.reason
    assert not got.passing


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org@127.0.0.1:9/",
        "http://127.0.0.1:9\\@example.org/",
        "http://0177.0.0.1:9/",
        "http://example.org:80@127.0.0.1:9/",
        "http://example.org\\@127.0.0.1:9/",
        "http://example.org%40127.0.0.1:9/",
        "http://127.0.0.1%00.example.org:9/",
        "http://127.0.0.1\t.example.org:9/",
        "http://１２７.0.0.1:9/",
        "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:9/",
        "http://127。0。0。1:9/",
        "http://[fe80::1%25lo]:9/",
        "gopher://127.0.0.1:9/",
        "//127.0.0.1:9/",
        "http:///127.0.0.1:9/",
        "http:127.0.0.1:9/",
    ],
)
def test_tricks_lead_nowhere(url: str) -> None:
    """Whatever a name is disguised as, loopback is not connected to: it is no address, has no such name, or is told to be hidden."""
    clock, asked = Clock(), []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return numeric(host, port) if is_number(host) else ["127.0.0.1"]

    with Fetcher(Pace(clock=clock, sleep=clock.sleep), resolver=resolve) as fetcher:
        got = fetcher.fetch(url)
    assert isinstance(got, Refusal)
    assert asked == [] or "is not a public address" in got.reason or "cannot be resolved" in got.reason


def is_number(host: str) -> bool:
    """Whether a host is written as an address."""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
