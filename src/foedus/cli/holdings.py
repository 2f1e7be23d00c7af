"""`foedus findings`, `stories`, `export`, `show` and `history`: their options."""

from typing import Annotated

import typer

from foedus.cli.options import (
    DEFAULT_LEDGER,
    ActorCode,
    AsJson,
    Between,
    Ledger,
    Output,
    Query,
    Since,
    Status,
    Teller,
    To,
    Type,
    Until,
    err,
    out,
)
from foedus.model.choice import Choice


def findings(  # noqa: PLR0913  # the options of the command
    query: Query = "",
    *,
    ledger: Ledger = DEFAULT_LEDGER,
    actor: ActorCode = "",
    between: Between = None,
    event: Type = "",
    status: Status = "",
    since: Since = None,
    until: Until = None,
    outlet: Teller = "",
    as_json: AsJson = False,
) -> None:
    """The ledger's findings, one line each."""
    from foedus.cli.ledger import findings_of

    first, last = (day.date() if day else None for day in (since, until))
    choice = Choice(query=query, actor=actor, between=between, event=event, status=status, since=first, until=last, outlet=outlet)
    findings_of(ledger, choice, out, as_json=as_json)


def stories(  # noqa: PLR0913  # the options of the command
    query: Query = "",
    *,
    ledger: Ledger = DEFAULT_LEDGER,
    actor: ActorCode = "",
    between: Between = None,
    event: Type = "",
    status: Status = "",
    since: Since = None,
    until: Until = None,
    outlet: Teller = "",
    as_json: AsJson = False,
) -> None:
    """The stories that findings belong to, the latest reported first; whole, if one of its findings is meant."""
    from foedus.cli.ledger import stories_of

    first, last = (day.date() if day else None for day in (since, until))
    choice = Choice(query=query, actor=actor, between=between, event=event, status=status, since=first, until=last, outlet=outlet)
    stories_of(ledger, choice, out, as_json=as_json)


def export(
    query: Annotated[str, typer.Argument(help="Words, actor codes or an event type, as in findings; all must match.")] = "",
    *,
    to: To = "jsonl",
    output: Output = None,
    findings_: Annotated[bool, typer.Option("--findings", help="Findings instead of claims, as jsonl, csv or parquet.")] = False,
    ledger: Ledger = DEFAULT_LEDGER,
) -> None:
    """The ledger's claims, or its findings, in a form that other programs read."""
    from foedus.cli.exporting import export_claims, export_findings

    number = (export_findings if findings_ else export_claims)(ledger, to, output, query)
    if output is not None:
        err.print(f"wrote {output} from {number} {'findings' if findings_ else 'claims'} of {ledger}", markup=False, soft_wrap=True)


def show(
    finding: Annotated[str, typer.Argument(help="Id of a finding, story, claim or document, or its beginning.")],
    *,
    ledger: Ledger = DEFAULT_LEDGER,
) -> None:
    """One finding with its evidence, lineages, conflicts and history, or a story with its findings in order of time."""
    from foedus.cli.ledger import show_of

    show_of(ledger, finding, out)


def history(
    key: Annotated[str, typer.Argument(help="Id of a claim or finding; all judgements without one.")] = "",
    *,
    ledger: Ledger = DEFAULT_LEDGER,
) -> None:
    """What people decided, when and why."""
    from foedus.cli.judging import history as history_of

    history_of(ledger, key, out)
