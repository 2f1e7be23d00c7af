"""What is remembered of addresses that were fetched, so that the next visit is a polite one."""

import msgspec

from foedus.model.record import DocumentId, Record


class Wait(Record, frozen=True, kw_only=True):
    """How long a host or an address is to be left alone.

    Attributes:
        failures: Failures in a row.
        until: Seconds since 1970, UTC.
    """

    failures: int
    until: float


class Rules(Record, frozen=True, kw_only=True):
    """A host's robots.txt; empty where there is none.

    Attributes:
        text: The file.
        fetched: When, in seconds since 1970, UTC.
    """

    text: str
    fetched: float


class FeedVisit(Record, frozen=True, kw_only=True):
    """The last complete reading of a feed.

    Attributes:
        etag: The server's mark of that version.
        modified: The server's date of that version, as it wrote it.
        articles: Whether the articles behind the entries were read too.
        done: Addresses of articles in the feed that were read, or cannot be; they are not fetched again.
        witness: One document that was read of it; a ledger without that document is not the one that the visit speaks of.
    """

    etag: str | None = None
    modified: str | None = None
    articles: bool = False
    done: tuple[str, ...] = ()
    witness: DocumentId | None = None


class Visits(Record, frozen=True, kw_only=True):
    """All that is remembered between rounds.

    Attributes:
        version: Of this form.
        feeds: By address.
        waits: By host (`https://example.org`) or address.
        robots: By host.
    """

    version: int = 1
    feeds: dict[str, FeedVisit] = msgspec.field(default_factory=dict)
    waits: dict[str, Wait] = msgspec.field(default_factory=dict)
    robots: dict[str, Rules] = msgspec.field(default_factory=dict)
