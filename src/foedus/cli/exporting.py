"""`foedus export`, and where the output of `code` goes: a file that is whole or not there, a pipe, the terminal."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec
import typer

from foedus.brief.evidence import Evidence
from foedus.corroboration.flat import flat as flat_finding
from foedus.desk.holding import contents, exposed_in
from foedus.errors import FoedusError, LookupFailed
from foedus.export.flat import CodedClaim
from foedus.model.finding import Finding
from foedus.model.record import Record
from foedus.model.text import Document
from foedus.registry import lookup

# Forms that are no text: they would garble a terminal.
_BINARY = frozenset({"parquet", "pdf", "docx"})
_FINDING_FORMS = ("jsonl", "csv", "parquet")

Write = Callable[[Iterable[Record], BinaryIO], None]


def writer_of(form: str, output: Path | None) -> Write:
    """The exporter of a form, if its output can go where it is meant to go.

    Raises:
        RegistryError: There is no such form.
        BadParameter: The form is binary and the output is a terminal, or the output is no file that can be made.
    """
    write: Write = lookup("foedus.exporters", form)
    check_output(form, output)
    return write


def check_output(form: str, output: Path | None) -> None:
    """Make sure that output of a form can go to a file, or to standard output where there is none.

    Raises:
        BadParameter: It cannot.
    """
    if output is not None:
        _check_file(output)
    if output is None and form in _BINARY and sys.stdout.isatty():
        msg = f"{form} is binary and would garble the terminal: write it to a file with --output, or into a pipe"
        raise typer.BadParameter(msg, param_hint="--to")


def _check_file(output: Path) -> None:
    if not output.parent.is_dir():
        msg = f"there is no folder {output.parent}"
        raise typer.BadParameter(msg, param_hint="--output")
    try:
        is_folder = output.is_dir()
    except OSError as error:
        msg = f"{output} cannot be a file: {error.strerror}"
        raise typer.BadParameter(msg, param_hint="--output") from error
    if is_folder:
        msg = f"{output} is a folder: name a file in it"
        raise typer.BadParameter(msg, param_hint="--output")


@contextmanager
def opened(output: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that takes its name only once it is written whole.

    Args:
        output: The file; a file of that name is replaced, a device or named pipe written to. None for standard output.

    Raises:
        FoedusError: The file cannot be made.
    """
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.flush()
        return
    if output.exists() and not output.is_file():
        with _made(output) as target:
            yield target
        return
    part = output.with_name(f"{output.name}.part")
    made = _made(part)
    try:
        with made as target:
            yield target
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


def _made(path: Path) -> BinaryIO:
    try:
        return path.open("wb")
    except OSError as error:
        msg = f"{path} cannot be written: {error.strerror}"
        raise FoedusError(msg) from error


def export_claims(place: str, form: str, output: Path | None, query: str) -> int:
    """Write the claims of a ledger, or of those findings that a query chooses.

    Args:
        place: The ledger.
        form: Name of a registered exporter.
        output: The file; standard output if none.
        query: Words as in `foedus findings`.

    Returns:
        How many claims there are.

    Raises:
        LookupFailed: The ledger holds no such claim.
    """
    write = writer_of(form, output)
    evidence = contents(place, query)
    wanted = (
        {claim for finding in evidence.findings for claim in (*finding.supporting, *finding.denying)} if query else evidence.claims.keys()
    )
    coded = [CodedClaim(claim=claim, document=evidence.document(claim)) for claim in evidence.claims.values() if claim.id in wanted]
    if not coded:
        raise LookupFailed(_nothing(place, "claim", query))
    with opened(output) as target:
        write(coded, target)
    return len(coded)


def export_findings(place: str, form: str, output: Path | None, query: str) -> int:
    """Write the findings of a ledger, or those that a query chooses, as JSON lines, CSV or Parquet.

    Args:
        place: The ledger.
        form: `jsonl`, `csv` or `parquet`.
        output: The file; standard output if none.
        query: Words as in `foedus findings`.

    Returns:
        How many findings there are.

    Raises:
        BadParameter: Findings have no such form.
        LookupFailed: The ledger holds no such finding.
    """
    if form not in _FINDING_FORMS:
        msg = f"findings are written as {', '.join(_FINDING_FORMS[:-1])} or {_FINDING_FORMS[-1]}, not as {form}"
        raise typer.BadParameter(msg, param_hint="--to")
    check_output(form, output)
    evidence = contents(place, query)
    if not evidence.findings:
        raise LookupFailed(_nothing(place, "finding", query))
    with opened(output) as target:
        _write_findings(place, evidence, form, target)
    return len(evidence.findings)


def _write_findings(place: str, evidence: Evidence, form: str, target: BinaryIO) -> None:
    touched = exposed_in(place, evidence)
    told = (flat_finding(finding, evidence.claims, touched[finding.id]) for finding in evidence.findings)
    if form == "jsonl":
        target.writelines(msgspec.json.encode(line) + b"\n" for line in told)
        return
    from foedus.export.findings import row, write_csv, write_parquet  # noqa: PLC0415  # pyarrow takes longer to load than most commands to run

    rows = (row(line, _documents(finding, evidence)) for finding, line in zip(evidence.findings, told, strict=True))
    (write_csv if form == "csv" else write_parquet)(rows, target)


def _documents(finding: Finding, evidence: Evidence) -> list[Document]:
    found = {document.id: document for document in map(evidence.document, evidence.of(finding))}
    return list(found.values())


def _nothing(place: str, what: str, query: str) -> str:
    return f"{place} holds no {what}" + (f" with {query!r}" if query else "")
