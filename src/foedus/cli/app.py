"""The commands: data to stdout, messages to stderr; each loads what it needs when it is called."""

import datetime as dt
import logging
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from foedus.cli.archive import archive
from foedus.cli.brief import brief
from foedus.cli.evaluating import evaluate
from foedus.cli.holdings import export, findings, history, show, stories
from foedus.cli.network import network
from foedus.cli.options import (
    DEFAULT_LEDGER,
    ActorCode,
    AllowPrivate,
    AsJson,
    CoderName,
    Files,
    Ledger,
    MaxBytes,
    Only,
    Outlet,
    Output,
    Paths,
    Published,
    Query,
    Sources,
    To,
    err,
    log_handler,
    out,
)
from foedus.cli.sanctions import lists, screen
from foedus.cli.sources import DONE, MISUSE, NOTHING, PARTLY
from foedus.errors import FoedusError, JudgementError, RegistryError
from foedus.model.judgement import Verdict
from foedus.outlook.settings import FEWEST, MAX_WAIT_DAYS, Settings
from foedus.reading.documents import MAX_CHARACTERS
from foedus.reading.sources import MAX_BYTES
from foedus.registry import DEFAULT_CODER

app = typer.Typer(
    name="foedus",
    help="Reads reporting on what states do with, for and to each other, and keeps a ledger that can be walked back to the words.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(value: bool) -> None:  # noqa: FBT001  # the form that typer calls
    if value:
        print(f"foedus {version('foedus')}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say more on stderr.")] = False,
    _show_version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,
) -> None:
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, handlers=[log_handler()])


@app.command()
def demo(folder: Annotated[Path, typer.Option(help="Where the ledger and the brief are written.")] = Path("foedus-demo")) -> None:
    """Read the bundled reports, show findings, write the brief."""
    from foedus.cli.demo import run  # the demo's texts are needed here alone

    run(folder, out, err)


@app.command()
def code(  # noqa: PLR0913  # the options of the command
    files: Files = None,
    *,
    to: To = "jsonl",
    output: Output = None,
    coder: CoderName = DEFAULT_CODER,
    published: Published = None,
    outlet: Outlet = None,
    max_bytes: MaxBytes = MAX_BYTES,
    dictionaries: Paths = None,
    only: Only = False,
) -> None:
    """Documents to claims, without a ledger: one line a claim, or as a graph."""
    from foedus.cli.loading import loaded
    from foedus.cli.output import opened, writer_of
    from foedus.cli.sources import Intake
    from foedus.export.flat import CodedClaim

    write = writer_of(to, output)
    intake = Intake(err)
    pipeline = loaded(coder, dictionaries, only=only)
    documents = intake.read(files or [], published=published.date() if published else None, outlet=outlet, max_bytes=max_bytes)
    coded = intake.code(pipeline, documents)
    records = (CodedClaim(claim=claim, document=item.document) for item in coded for claim in item.claims)
    with opened(output) as target:
        write(records, target)
    raise typer.Exit(intake.exit_code)


@app.command()
def read(  # noqa: PLR0913  # the options of the command
    sources: Sources = None,
    *,
    ledger: Ledger = DEFAULT_LEDGER,
    coder: CoderName = DEFAULT_CODER,
    published: Published = None,
    outlet: Outlet = None,
    max_bytes: MaxBytes = MAX_BYTES,
    allow_private: AllowPrivate = False,
    keep_raw: Annotated[bool, typer.Option("--keep-raw", help="Keep the bytes that were read, not their hash alone.")] = False,
) -> None:
    """Documents into the ledger; what it already holds is passed over."""
    from foedus.cli.ledger import read_into
    from foedus.cli.sources import Intake
    from foedus.cli.watching import web
    from foedus.reading.web import read_address

    intake = Intake(err, keep_raw=keep_raw)
    with web(ledger, max_bytes=max_bytes, allow_private=allow_private) as fetcher:
        documents = intake.read(
            sources or [],
            published=published.date() if published else None,
            outlet=outlet,
            max_bytes=max_bytes,
            fetch=lambda url: read_address(fetcher(), url, outlet=outlet),
        )
        summary = read_into(ledger, documents, intake, coder)
    err.print(summary, soft_wrap=True)
    raise typer.Exit(intake.exit_code)


@app.command()
def outlets(
    file: Annotated[
        Path | None, typer.Argument(help="A register to keep; without one the present one is shown.", show_default=False)
    ] = None,
    *,
    ledger: Ledger = DEFAULT_LEDGER,
    template: Annotated[bool, typer.Option("--template", help="A register to fill, with all outlets of the ledger in it.")] = False,
    as_json: AsJson = False,
) -> None:
    """What a person says of outlets (letter, owner, state): kept by the ledger; and which outlets of its reports are not listed."""
    from foedus.cli.outlets import keep_register, list_outlets, print_template

    if file is not None and (template or as_json):
        msg = "a file is kept, not shown: leave it out, or the option"
        raise typer.BadParameter(msg, param_hint="FILE")
    if file is not None:
        err.print(keep_register(ledger, file), markup=False, soft_wrap=True)
    elif template:
        print_template(ledger, out)
    else:
        list_outlets(ledger, out, as_json=as_json)


app.add_typer(lists, name="lists")
app.command()(screen)


@app.command(name="export-ledger")
def export_ledger(
    *,
    ledger: Ledger = DEFAULT_LEDGER,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File; standard output if not given.")] = None,
) -> None:
    """All that a ledger holds as JSON lines, for `import`."""
    from foedus.cli.ledger import export_from
    from foedus.cli.output import check_output, opened

    check_output("jsonl", output)
    with opened(output) as target:
        summary = export_from(ledger, target)
    err.print(f"{summary}; wrote {output}" if output else summary, soft_wrap=True)


@app.command(name="import")
def import_ledger(
    file: Annotated[
        Path, typer.Argument(help="A file that `export-ledger` wrote, - for standard input; or a folder that `archive` wrote.")
    ],
    *,
    ledger: Ledger = DEFAULT_LEDGER,
) -> None:
    """All that `export-ledger` wrote into a new ledger, or what `archive` wrote into any."""
    from foedus.cli.archiving import import_output
    from foedus.cli.ledger import import_into
    from foedus.scale.importing import is_output

    if is_output(file):
        err.print(import_output(ledger, file, err), markup=False, soft_wrap=True)
        return
    if file == Path("-"):
        err.print(import_into(ledger, sys.stdin.buffer), soft_wrap=True)
        return
    if not file.is_file():
        msg = f"there is no file {file}"
        raise typer.BadParameter(msg, param_hint="FILE")
    with file.open("rb") as source:
        err.print(import_into(ledger, source), soft_wrap=True)


@app.command()
def watch(  # noqa: PLR0913  # the options of the command
    feeds: Annotated[Path, typer.Argument(help="List of feeds in OPML.")],
    *,
    ledger: Ledger = DEFAULT_LEDGER,
    once: Annotated[bool, typer.Option("--once", help="One round, then end.")] = False,
    every: Annotated[float, typer.Option(help="Minutes from the start of a round to the next.", min=1)] = 60,
    articles: Annotated[
        bool, typer.Option("--articles", help="Fetch the articles behind the entries; else an entry's own text is read.")
    ] = False,
    coder: CoderName = DEFAULT_CODER,
    max_bytes: MaxBytes = MAX_BYTES,
    allow_private: AllowPrivate = False,
) -> None:
    """Keep reading feeds into the ledger, politely: robots.txt, pauses and what has not changed are respected."""
    from foedus.cli.sources import Intake
    from foedus.cli.watching import Watcher, stopping, web
    from foedus.reading.opml import read_list

    intake = Intake(err)
    watcher = Watcher(ledger, intake, err, coder=coder, articles=articles)
    with stopping(err) as stop, web(ledger, max_bytes=max_bytes, allow_private=allow_private, sleep=stop.wait) as fetcher:
        watcher.run(fetcher, read_list(feeds), stop, every_seconds=None if once else every * 60)
    raise typer.Exit(watcher.exit_code)


app.command()(findings)
app.command()(stories)


@app.command()
def outlook(  # noqa: PLR0913  # the options of the command
    query: Query = "",
    *,
    ledger: Ledger = DEFAULT_LEDGER,
    actor: ActorCode = "",
    due_before: Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only what is due before this day.")] = None,
    fewest: Annotated[int, typer.Option(min=2, help="Below so many followed there are too few to say.")] = FEWEST,
    max_wait: Annotated[int, typer.Option(min=1, help="Days after which a deed is not taken for the promised one.")] = MAX_WAIT_DAYS,
    most: Annotated[int, typer.Option(min=0, help="How many questions and things to watch are shown.")] = 20,
    as_json: AsJson = False,
) -> None:
    """What was promised and what became of it, how often such promises were kept, what is not known, what to watch."""
    from foedus.cli.outlook import Wanted, outlook_of

    wanted = Wanted(actor=actor, due_before=due_before.date() if due_before else None, most=most)
    outlook_of(ledger, query, wanted, Settings(fewest=fewest, max_wait_days=max_wait), out, as_json=as_json)


app.command()(export)
app.command()(show)


@app.command()
def expose(
    key: Annotated[str, typer.Argument(help="Id of a finding, story or claim, or words as in findings.", metavar="[FINDING|QUERY]")] = "",
    *,
    ledger: Ledger = DEFAULT_LEDGER,
    every: Annotated[bool, typer.Option("--all", help="All provisions, also those that nothing in the words points to.")] = False,
    treaties: Annotated[
        list[str] | None, typer.Option("--treaties", help="File of alliances in ATOP's or COW's form; may be given again.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Which provisions and treaties a finding may touch: each test true, false or unknown, with its words; never a legal conclusion."""
    from foedus.cli.exposing import Wish, expose_in

    expose_in(ledger, key, Wish(every=every, treaties=tuple(treaties or ())), out, err, as_json=as_json)


@app.command()
def provisions(query: Annotated[str, typer.Argument(help="Words that must all stand in a row.")] = "", *, as_json: AsJson = False) -> None:
    """The provisions that come with foedus, with what was checked; rows from memory are drafts."""
    from foedus.cli.exposing import list_provisions

    list_provisions(query, out, as_json=as_json)


@app.command()
def judge(  # noqa: PLR0913  # the options of the command
    verdict: Annotated[Verdict, typer.Argument(help="What was decided.")],
    ids: Annotated[list[str], typer.Argument(help="Ids of claims or findings, or their beginnings.")],
    *,
    why: Annotated[str, typer.Option(help="The reason; of a note, its text.")],
    slot: Annotated[str, typer.Option(help="For correct: event, actors, recipients, status, quantity, place or date.")] = "",
    value: Annotated[
        str, typer.Option(help="For correct the right value, codes apart by commas, empty for none; for origin: same or apart.")
    ] = "",
    who: Annotated[str, typer.Option(help="Who decides; the user of the machine by default.", envvar="FOEDUS_WHO")] = "",
    ledger: Ledger = DEFAULT_LEDGER,
) -> None:
    """What a person decides: accept, reject, merge, split, correct, origin or note; no rerun undoes it."""
    from foedus.cli.judging import judge as judge_in
    from foedus.desk.judging import Saying

    saying = Saying(slot=slot, value=value, who=who, why=why)
    err.print(judge_in(ledger, verdict, ids, saying), markup=False, soft_wrap=True)


@app.command()
def serve(
    *,
    ledger: Ledger = DEFAULT_LEDGER,
    host: Annotated[str, typer.Option(help="Address to bind; any but loopback needs --users.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port.", min=1, max=65535)] = 8765,
    users: Annotated[Path | None, typer.Option(help="Who may come in: a file of name, role, token.", show_default=False)] = None,
    host_name: Annotated[list[str] | None, typer.Option(help="A name by which browsers may ask for it.", show_default=False)] = None,
    create: Annotated[bool, typer.Option("--create", help="Make an empty ledger where there is none.")] = False,
) -> None:
    """The workbench in the browser: inbox, claims, stories, map, network, exposure, brief."""
    from foedus.cli.serving import serve as serve_in  # the web is needed here alone

    serve_in(ledger, (host, port), users, host_name or (), err, create=create)


app.command()(history)


@app.command()
def explain(
    text: Annotated[list[str] | None, typer.Argument(help="The text; - or nothing for standard input.", show_default=False)] = None,
    *,
    coder: CoderName = DEFAULT_CODER,
    published: Published = None,
    dictionaries: Paths = None,
    only: Only = False,
) -> None:
    """The parse, what was recognised, which rule coded what, what was discarded and why."""
    from foedus.cli.explaining import explain as explain_lines
    from foedus.cli.loading import loaded
    from foedus.pipeline.documents import Coder

    words = " ".join(text or [])
    if words in {"", "-"}:
        words = sys.stdin.read(MAX_CHARACTERS + 1)
    if not words.strip():
        err.print("explain needs a text")
        raise typer.Exit(MISUSE)
    pipeline = loaded(coder, dictionaries, only=only, parse_all=True)
    try:
        coded = Coder(pipeline)(words, published=published.date() if published else None)
    except ValueError as error:
        err.print(f"explain needs a text: this one {error}", markup=False)
        raise typer.Exit(MISUSE) from error
    for line in explain_lines(coded):
        print(line)


app.command()(network)
app.command()(archive)
app.command()(brief)
app.command(name="eval")(evaluate)


@app.command(name="check-data")
def check_data(*, dictionaries: Paths = None) -> None:
    """Check lexicons and codebook: unknown codes, duplicates, rows without example; and dictionaries, if there are any."""
    from foedus.cli.tables import check_lines, dictionary_lines
    from foedus.lexicon.petrarch import read as read_dictionaries

    for line in check_lines():
        print(line)
    if dictionaries:
        found = read_dictionaries(dictionaries)
        for line in dictionary_lines(found):
            print(line)
        raise typer.Exit(PARTLY if found.discards else DONE)


@app.command()
def actor(
    text: Annotated[list[str], typer.Argument(help="A phrase, such as: four Saudi men")],
    *,
    published: Published = None,
    as_json: AsJson = False,
) -> None:
    """Who is this: code, sector, name, and why."""
    from foedus.cli.tables import actor_table

    found = actor_table(" ".join(text), published.date() if published else None, out, as_json=as_json)
    raise typer.Exit(DONE if found else NOTHING)


def main() -> None:
    """Run the command line; a foreseen failure is one line on stderr and exit code 1, an unknown name exit code 2."""
    try:
        app()
    except (JudgementError, RegistryError) as error:
        err.print(f"foedus: {error}", style="red", markup=False, soft_wrap=True)
        sys.exit(MISUSE)
    except FoedusError as error:
        err.print(f"foedus: {error}", style="red", markup=False, soft_wrap=True)
        sys.exit(NOTHING)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(DONE)
