"""`foedus brief`: its options."""

from pathlib import Path
from typing import Annotated

import typer

from foedus.brief.forms import Form
from foedus.cli.options import DEFAULT_LEDGER, Ledger, Published, err
from foedus.cli.sources import DONE, PARTLY
from foedus.files import whole


def brief(  # noqa: PLR0913  # the options of the command
    sources: Annotated[
        list[str] | None, typer.Argument(help="Files to brief on without a ledger; nothing for the ledger.", show_default=False)
    ] = None,
    *,
    query: Annotated[str, typer.Option(help="Only findings with these words, codes or types.")] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File; its ending .html, .md, .pdf, .docx or .json gives the form.")
    ] = None,
    to: Annotated[Form | None, typer.Option(help="Form, where the file's ending does not give it.")] = None,
    ledger: Ledger = DEFAULT_LEDGER,
    published: Published = None,
    since: Annotated[
        Path | None,
        typer.Option(help="An earlier brief, as HTML, Markdown or JSON: tells what changed since.", exists=True, dir_okay=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The whole brief as JSON.")] = False,
    commentary: Annotated[
        list[Path] | None, typer.Option(help="File of signed commentary, each sentence with ids in [ ]; may be given again.")
    ] = None,
    override: Annotated[str, typer.Option(help="Reason why the brief is written in spite of faults; printed with them.")] = "",
    by: Annotated[str, typer.Option(help="Name of who lets the faults pass.")] = "",
) -> None:
    """The brief: every sentence cited, every citation checked."""
    from foedus.brief.forms import rendered
    from foedus.brief.snapshot import read_snapshot
    from foedus.cli.briefing import brief_of
    from foedus.cli.output import opened
    from foedus.cli.signing import signed_with
    from foedus.cli.sources import Intake
    from foedus.pipeline.briefing import BriefOptions

    form = _brief_form(output, Form.JSON if as_json else to)
    earlier = read_snapshot(whole(since), str(since)) if since else None
    options = BriefOptions(earlier=earlier, signed=signed_with(commentary or (), override, by))
    intake = Intake(err)
    documents = intake.read(sources, published=published.date() if published else None) if sources else None
    made = rendered(brief_of(ledger, documents, intake, query, options), form)
    with opened(output) as target:
        target.write(made)
    if output is not None:
        err.print(f"wrote {output}")
    raise typer.Exit(intake.exit_code if sources else PARTLY if intake.let_passed else DONE)


def _brief_form(output: Path | None, to: Form | None) -> Form:
    """The form of a brief: as asked for, else as the file's ending says, else Markdown."""
    from foedus.brief.forms import ENDINGS
    from foedus.cli.output import check_output

    form = to or (Form.MARKDOWN if output is None else ENDINGS.get(output.suffix.lower()))
    if form is None:
        msg = f"the ending of {output} is none of {', '.join(ENDINGS)}: say which form with --to"
        raise typer.BadParameter(msg, param_hint="--output")
    check_output(form, output)
    return form
