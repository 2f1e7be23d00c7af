"""`foedus serve`: the workbench on a ledger."""

import getpass
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console

from foedus.store import Ledger
from foedus.web.settings import LOOPBACK, Settings
from foedus.web.users import User, read_users


def serve(place: str, address: tuple[str, int], users: Path | None, hosts: Sequence[str], err: Console, *, create: bool = False) -> None:
    """Serve until interrupted.

    Args:
        place: The ledger.
        address: Host and port.
        users: File of users; needed for any address but loopback.
        hosts: Names by which browsers may ask for it, besides the address.
        err: Where messages go.
        create: Make an empty ledger where there is none.

    Raises:
        BadParameter: The address can be reached by others, and no users are named.
        DataError: The file of users cannot be used.
        LedgerError: There is no such ledger.
    """
    import uvicorn  # noqa: PLC0415  # needed here alone

    from foedus.web.app import create_app  # noqa: PLC0415  # as is all of the workbench

    host, port = address
    known: dict[str, User] = read_users(users) if users else {}
    if host not in LOOPBACK and not known:
        msg = f"{host} can be reached by others: name who may come in with --users"
        raise typer.BadParameter(msg, param_hint="--host")
    if create:
        Ledger.open(place).close()
    app = create_app(Settings(place=place, host=host, port=port, users=known, owner=getpass.getuser(), hosts=tuple(hosts)))
    shown = f"[{host}]" if ":" in host else host
    err.print(f"the workbench: http://{shown}:{port}/  (Ctrl-C ends it)", markup=False, highlight=False, soft_wrap=True)
    # longer than programs keep an idle connection, so that none sends into one that is just being closed
    keep_alive_seconds = 30
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=keep_alive_seconds,
    )
