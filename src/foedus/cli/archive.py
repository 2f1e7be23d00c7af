"""`foedus archive`: its options."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from foedus.cli.options import CoderName, MaxBytes, err
from foedus.reading.sources import MAX_BYTES
from foedus.registry import DEFAULT_CODER


class EngineName(StrEnum):
    """What runs the workers."""

    LOCAL = "local"
    RAY = "ray"


def archive(  # noqa: PLR0913  # the options of the command
    inputs: Annotated[
        list[str],
        typer.Argument(help="WARC, WACZ, JSON lines (also .gz) or Parquet: files, folders of them, addresses.", metavar="ARCHIVE…"),
    ],
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the Parquet files and the manifest.")],
    engine: Annotated[
        EngineName, typer.Option(help="Processes of this machine, or a Ray cluster: pip install 'foedus[scale]'.")
    ] = EngineName.LOCAL,
    workers: Annotated[int, typer.Option(help="How many inputs are read at a time.", min=1, max=10_000)] = 1,
    address: Annotated[str, typer.Option(help="For --engine ray: address of the cluster; else one is started here.")] = "",
    coder: CoderName = DEFAULT_CODER,
    max_bytes: MaxBytes = MAX_BYTES,
    lenient: Annotated[bool, typer.Option("--lenient", help="Exit code 0 though records were left out, as in every crawl.")] = False,
) -> None:
    """Whole archives to Parquet files of documents and claims; a run that was ended goes on where it was."""
    from foedus.cli.archiving import Meter, engine_of, exit_code_of, interrupted_by_term, tell
    from foedus.scale.inputs import places
    from foedus.scale.locking import sole
    from foedus.scale.running import Run
    from foedus.scale.working import coder_name_of

    found, named = places(inputs), coder_name_of(coder)
    made = engine_of(workers, coder, address if engine is EngineName.RAY else None)
    with sole(output):
        run = Run(found, output, coder=named, max_bytes=max_bytes)
        with Meter(err, run.plan) as meter, interrupted_by_term():
            summary = run.work(made, meter.take)
    tell(summary, run.plan, output)
    raise typer.Exit(exit_code_of(summary, lenient=lenient))
