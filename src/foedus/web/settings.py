"""How the workbench is served."""

import msgspec

from foedus.model.record import Record
from foedus.web.users import User

LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Settings(Record, frozen=True, kw_only=True):
    """What can be set.

    Attributes:
        place: The ledger's file or database address.
        host: The address that is bound.
        port: The port; 0 for a free one.
        users: Who may come in, by the SHA-256 of their token; empty on loopback only: then whoever comes is `owner`.
        owner: Who decides where there are no users.
        hosts: Names besides the bound address by which browsers may ask for it.
        max_upload_bytes: Limit of one upload, all its files together.
        uploads_per_minute: Limit for one user.
        changes_per_minute: Limit for one user.
    """

    place: str
    host: str = "127.0.0.1"
    port: int = 8765
    users: dict[str, User] = msgspec.field(default_factory=dict)
    owner: str = "analyst"
    hosts: tuple[str, ...] = ()
    max_upload_bytes: int = 50_000_000
    uploads_per_minute: int = 30
    changes_per_minute: int = 240

    def __post_init__(self) -> None:
        """An address that others can reach needs users."""
        if self.host not in LOOPBACK and not self.users:
            msg = f"{self.host} can be reached by others: name who may come in with --users"
            raise ValueError(msg)
