"""Fills a ledger until it is killed, and says after each step what is in for good."""

from itertools import count
from multiprocessing.connection import Connection

from tests.store.conftest import OneEach, read

from foedus.store import Ledger

DEEDS = 30
# every so many documents the findings are derived, or an older document is coded anew
REFRESH, AGAIN = 4, 3


def raw_of(name: str) -> bytes:
    """The bytes that a document is said to come from."""
    return f"<p>Report {name}</p>".encode() * 20


def write(place: str, first: int, said: Connection) -> None:
    """Write without end.

    Args:
        place: The ledger.
        first: Number of the first document.
        said: Takes the name of each document and the number of its claims, once they are in.
    """
    said.send(("started", 0))
    with Ledger.open(place) as ledger:
        said.send(("opened", 0))
        for number in count(first):
            add(ledger, f"run{number}", DEEDS, "rules-1")
            said.send((f"run{number}", DEEDS))
            if number % REFRESH == 0:
                ledger.refresh(OneEach())
                said.send(("refreshed", 0))
            if number % AGAIN == 0:
                add(ledger, f"run{number // 2}", DEEDS // 2, f"rules-{number + 2}")
                said.send((f"run{number // 2}", DEEDS // 2))


def add(ledger: Ledger, name: str, deeds: int, coder: str) -> None:
    """Add a document with its raw bytes."""
    document, claims, discards = read(name, coder=coder, deeds=deeds, raw=raw_of(name))
    ledger.add(document, claims, discards, coder=coder, raw=raw_of(name))
