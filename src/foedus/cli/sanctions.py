"""`foedus lists` and `foedus screen`: their options."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from foedus.cli.options import DEFAULT_LEDGER, AsJson, Ledger, err, out
from foedus.model.listing import EntryKind, HitVerdict

lists = typer.Typer(help="Sanctions lists: loaded by you, kept by the ledger with file hash, date and licence.", no_args_is_help=True)


@lists.command(name="add")
def lists_add(  # the options of the command
    path: Annotated[Path, typer.Argument(help="A list's file, or a folder of them.", metavar="FILE|FOLDER")],
    *,
    ledger: Ledger = DEFAULT_LEDGER,
    name: Annotated[str, typer.Option(help="Name of the list; a later edition has the same.")] = "",
    licence: Annotated[str, typer.Option(help="Under which terms you have it, if not under its publisher's usual ones.")] = "",
    dated: Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The list's date, if the file gives none.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Load it though it is older or much smaller than the edition before.")] = False,
) -> None:
    """Load lists: OpenSanctions simple CSV or FtM JSON lines, UN XML, OFAC CSV or advanced XML, EU XML or CSV, UK XML or CSV."""
    from foedus.cli.lists import add_lists
    from foedus.screening.loading import Stated

    if name and path.is_dir():
        msg = "a folder may hold several lists: name files one by one"
        raise typer.BadParameter(msg, param_hint="--name")
    stated = Stated(name=name, licence=licence, dated=dated.date() if dated else None)
    raise typer.Exit(add_lists(ledger, path, stated, err, force=force))


@lists.command(name="list")
def lists_list(*, ledger: Ledger = DEFAULT_LEDGER, as_json: AsJson = False) -> None:
    """The lists of a ledger, each edition with date, hash, licence and what was left out."""
    from foedus.cli.lists import list_lists

    list_lists(ledger, out, as_json=as_json)


@lists.command(name="remove")
def lists_remove(
    key: Annotated[
        str, typer.Argument(help="Id of an edition or its beginning, or a list's name for all its editions.", metavar="ID|NAME")
    ],
    *,
    ledger: Ledger = DEFAULT_LEDGER,
) -> None:
    """Take a list out of the ledger; what people decided about hits on it stays."""
    from foedus.cli.lists import remove_list

    err.print(remove_list(ledger, key), markup=False, soft_wrap=True)


def screen(  # noqa: PLR0913  # the options of the command
    names: Annotated[
        list[str] | None, typer.Argument(help="Names, or numbers such as an IMO; all that the claims name without one.", show_default=False)
    ] = None,
    *,
    ledger: Ledger = DEFAULT_LEDGER,
    kind: Annotated[EntryKind | None, typer.Option(help="What the names are of.")] = None,
    country: Annotated[list[str] | None, typer.Option(help="Code or name of a country; may be given again.", show_default=False)] = None,
    born: Annotated[str, typer.Option(help="Birth date of an office-holder, as far as known: 1970 or 1970-05-02.")] = "",
    office: Annotated[str, typer.Option(help="Office of an office-holder.")] = "",
    on: Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Say whether an entry was listed on this day.")] = None,
    fuzzy: Annotated[
        bool, typer.Option("--fuzzy", help="Likeness of names too, by OpenSanctions' matcher: pip install 'foedus[screen]'.")
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help="Show weak hits too.")] = False,
    decide: Annotated[HitVerdict | None, typer.Option(help="Keep a decision on one name and one of its hits.")] = None,
    entry: Annotated[str, typer.Option(help="For --decide: reference or id of the entry.")] = "",
    why: Annotated[str, typer.Option(help="For --decide: the reason.")] = "",
    who: Annotated[str, typer.Option(help="Who decides; the user of the machine by default.", envvar="FOEDUS_WHO")] = "",
    as_json: AsJson = False,
) -> None:
    """Hold names, or all organisations, places and office-holders of the ledger's claims, against the lists that it keeps."""
    from foedus.cli.screening import Verdict as ScreeningVerdict
    from foedus.cli.screening import decide_on, screen_names
    from foedus.desk.screening import Asked

    asked = Asked(
        kind=kind,
        countries=tuple(country or ()),
        born=born,
        office=office,
        on=on.date() if on else None,
        fuzzy=fuzzy,
        everything=everything,
    )
    if decide is None:
        screen_names(ledger, names or [], asked, out, as_json=as_json)
        return
    if names is None or len(names) != 1 or not entry or not why.strip():
        msg = "a decision needs one name, --entry and --why"
        raise typer.BadParameter(msg, param_hint="--decide")
    verdict = ScreeningVerdict(verdict=decide, entry=entry, who=who, why=why)
    err.print(decide_on(ledger, names[0], asked, verdict), markup=False, soft_wrap=True)
