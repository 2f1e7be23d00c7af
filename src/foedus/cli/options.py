"""Options that several commands have, and the streams that they write to."""

import datetime as dt
import logging
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from typing_extensions import override

from foedus.redaction import redacted


class Terminal(Console):
    """A stream that shows no secret of an address."""

    @override
    def print(self, *objects: Any, **options: Any) -> None:
        """Print, texts without the secrets of addresses in them."""
        super().print(*(redacted(item) if isinstance(item, str) else item for item in objects), **options)


class _Told(logging.Formatter):
    """Lines of the log without the secrets of addresses in them; the libraries that fetch write addresses whole."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


def log_handler() -> logging.Handler:
    """Where the log goes."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Told("%(name)s: %(message)s"))
    return handler


out = Terminal(highlight=False)
err = Terminal(stderr=True, highlight=False)

DEFAULT_LEDGER = "foedus.db"

To = Annotated[str, typer.Option(help="Form: jsonl, csv, parquet, polecat, gdelt, geojson, or another registered one.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="File instead of standard output.", show_default=False)]
Files = Annotated[list[str] | None, typer.Argument(help="Files, folders, or - for standard input.", show_default=False)]
Sources = Annotated[
    list[str] | None, typer.Argument(help="Files, folders, addresses of pages or feeds, or - for standard input.", show_default=False)
]
Ledger = Annotated[str, typer.Option(help="Ledger: a file, or the address of a PostgreSQL database.", envvar="FOEDUS_LEDGER")]
Published = Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Publication date of documents that give none.")]
Outlet = Annotated[str | None, typer.Option(help="Outlet of documents that name none.")]
MaxBytes = Annotated[int, typer.Option(help="Largest document that is read.")]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Fetch from addresses that are not public too: for an intranet.")]
CoderName = Annotated[str, typer.Option("--coder", help="Which coder: mix, rules or model.")]
Paths = Annotated[
    list[str] | None,
    typer.Option("--dictionaries", help="Folder or file of PETRARCH-style dictionaries; may be given again.", show_default=False),
]
Only = Annotated[bool, typer.Option("--only-dictionaries", help="The dictionaries in place of our own tables of their kind.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON lines instead of a table.")]

# which findings are meant
Query = Annotated[str, typer.Argument(help="Words, actor codes or an event type; all must match.")]
ActorCode = Annotated[str, typer.Option("--actor", help="Code of a party; a state's means its domestic actors too.")]
Between = Annotated[tuple[str, str] | None, typer.Option(help="Codes of two parties to one deed.", metavar="A B")]
Type = Annotated[str, typer.Option("--type", help="PLOVER type.")]
Status = Annotated[str, typer.Option(help="Latest status.")]
Since = Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day of the deed, else of its first report.")]
Until = Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day.")]
Teller = Annotated[str, typer.Option("--outlet", help="An outlet that tells of it.")]
