"""`foedus export`."""

from pathlib import Path
from typing import BinaryIO

import msgspec
import typer

from foedus.brief.evidence import Evidence
from foedus.cli.output import check_output, opened, writer_of
from foedus.corroboration.flat import flat as flat_finding
from foedus.desk.holding import contents, exposed_in
from foedus.errors import LookupFailed
from foedus.export.flat import CodedClaim
from foedus.model.finding import Finding
from foedus.model.text import Document

_FINDING_FORMS = ("jsonl", "csv", "parquet")


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
