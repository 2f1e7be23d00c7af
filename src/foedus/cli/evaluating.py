"""`foedus eval`: its options."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from foedus.cli.options import CoderName
from foedus.registry import DEFAULT_CODER


def evaluate(  # noqa: PLR0913  # one parameter an option
    gold: Annotated[
        Path,
        typer.Argument(
            help="JSON lines of annotated claims (with corpus.jsonl beside them) or sentences; "
            "a .txt file of sentences, one a line, that tell of no event; or a .tsv file of phrases with country and sector."
        ),
    ],
    *,
    texts: Annotated[Path | None, typer.Option(help="The documents of the claims; corpus.jsonl beside them if not given.")] = None,
    coder: CoderName = DEFAULT_CODER,
    predictions: Annotated[
        Path | None, typer.Option(help="Score this file instead: flat JSON lines, or lines with id and events for sentences.")
    ] = None,
    contenders: Annotated[
        tuple[str, str] | None,
        typer.Option("--compare", help="Two coders or files of predictions: do they differ by more than chance?", metavar="A B"),
    ] = None,
    errors: Annotated[int, typer.Option(help="Show so many mistakes of each kind.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of tables.")] = False,
) -> None:
    """Score coding against annotated text: types, actors, recipients, status, each slot, with intervals and confusion tables."""
    from foedus.cli import scoring
    from foedus.pipeline.documents import Pipeline

    corpus = texts or gold.with_name("corpus.jsonl")
    if contenders and predictions:
        msg = "--compare names both files itself"
        raise typer.BadParameter(msg, param_hint="--predictions")
    if contenders:
        first, second = ((name, scoring.source_of(name)) for name in contenders)
        report = scoring.compare(gold, corpus, first, second)
    else:
        report = scoring.evaluate(gold, corpus, predictions or Pipeline.load(coder, parse_all=True), errors=errors)
    print(msgspec.json.encode(report.values).decode() if as_json else report.text)
