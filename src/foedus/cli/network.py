"""`foedus network`: its options."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from foedus.cli.options import DEFAULT_LEDGER, AsJson, Ledger, Output, err, out
from foedus.model.network import Grain


def network(  # noqa: PLR0913  # the options of the command
    states: Annotated[
        list[str] | None, typer.Argument(help="States by code or name: the ties of one, or among several.", show_default=False)
    ] = None,
    *,
    window: Annotated[Grain, typer.Option(help="How long a window is.")] = Grain.QUARTER,
    half_life: Annotated[float, typer.Option(help="Days after which a finding counts half in a tie.", min=1)] = 180,
    since: Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Findings before this day are left out.")] = None,
    until: Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Later ones are left out; the day of the ties.")] = None,
    alliances: Annotated[
        list[Path] | None,
        typer.Option(help="CSV of obligations: ours, Correlates of War, ATOP; may be given again.", show_default=False),
    ] = None,
    panel: Annotated[bool, typer.Option("--panel", help="The monthly panel of pairs, as CSV or Parquet by the file's ending.")] = False,
    output: Output = None,
    ledger: Ledger = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """Ties between states with the findings that they are made of; blocs over time, who moved, and how divided they are."""
    if panel and as_json:
        msg = "the panel is CSV or Parquet: leave out one of the two"
        raise typer.BadParameter(msg, param_hint="--json")
    if output is not None and not panel:
        msg = "only the panel goes to a file: add --panel"
        raise typer.BadParameter(msg, param_hint="--output")
    from foedus.cli.ties import NetworkView, Wanted

    first, last = (day.date() if day else None for day in (since, until))
    files = tuple(alliances or ())
    wanted = Wanted(states=tuple(states or ()), grain=window, half_life_days=half_life, since=first, until=last, alliances=files)
    view = NetworkView(ledger, wanted, out, err)
    if panel:
        view.write_panel(output)
    else:
        view.show(as_json=as_json)
    raise typer.Exit(view.exit_code)
