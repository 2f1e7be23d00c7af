"""`foedus expose` and `foedus provisions`: what findings may touch and why, and the rows that say so."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from rich.console import Console

from foedus.brief.evidence import Evidence
from foedus.cli.exposures import exposure_lines
from foedus.cli.ledger import finding_lines
from foedus.desk.holding import contents, current, evidence_from, exposed_in
from foedus.errors import LookupFailed
from foedus.exposure.alliances import read_alliances
from foedus.exposure.assessing import Assessor
from foedus.exposure.flat import lines, provision_line
from foedus.exposure.provisions import Provisions
from foedus.exposure.things import Things
from foedus.exposure.treaties import Treaties
from foedus.model.exposure import Provision, Treaty
from foedus.model.record import Record
from foedus.store import locate, name_of
from foedus.store.selecting import held, of_key

_ID = re.compile(r"[fcs]-[0-9a-f]+")


class Wish(Record, frozen=True, kw_only=True):
    """How exposure is asked for.

    Attributes:
        every: Also the provisions that nothing in a deed's words points to.
        treaties: Files of alliances to load beside the shipped treaties.
    """

    every: bool = False
    treaties: tuple[str, ...] = ()


def expose_in(place: str, key: str, wish: Wish, out: Console, err: Console, *, as_json: bool) -> None:
    """Print what the findings of an id or a query may touch.

    Args:
        place: The ledger.
        key: The beginning of an id of a finding, story or claim, or words as in `foedus findings`; empty for all findings.
        wish: What else is wanted.
        out: Where the lines go.
        err: Where messages go.
        as_json: One JSON object a provision or article.

    Raises:
        LookupFailed: Nothing answers to the key.
        DataError: A file of alliances cannot be used.
    """
    assessor = _assessor(wish.treaties, err)
    evidence = _meant(place, key)
    found = exposed_in(place, evidence, assessor=assessor, every=wish.every)
    touched = 0
    for finding in evidence.findings:
        one = found[finding.id]
        touched += bool(one.exposures)
        if as_json:
            for line in lines(one, evidence.documents):
                out.out(msgspec.json.encode(line).decode(), highlight=False)
        elif one.exposures or one.treaties:
            for text in (*finding_lines([finding], evidence), *exposure_lines(one, evidence, tests=_is_id(key))):
                out.print(text, markup=False, soft_wrap=True)
    err.print(f"{touched} of {len(evidence.findings)} findings come near a provision; “may touch” is no legal conclusion", markup=False)


def _is_id(key: str) -> bool:
    return _ID.fullmatch(key) is not None


def _meant(place: str, key: str) -> Evidence:
    """The findings of an id, else those of a query, with what they rest on."""
    if not _is_id(key):
        evidence = contents(place, key)
        findings = evidence.findings
    else:
        with current(place) as ledger:
            evidence = evidence_from(held(ledger, of_key(key)))
        claims = {f.id: (*f.supporting, *f.denying) for f in evidence.findings}
        findings = tuple(f for f in evidence.findings if any(i.startswith(key) for i in (f.id, f.story, *claims[f.id])))
    if not findings:
        msg = f"{name_of(locate(place))} holds no finding" + (f" with {key!r}" if key else "")
        raise LookupFailed(msg)
    return msgspec.structs.replace(evidence, findings=findings)


def _assessor(files: Sequence[str], err: Console) -> Assessor:
    further: list[Treaty] = []
    for file in files:
        outcome = read_alliances(Path(file))
        further += outcome.kept
        if outcome.discards:
            first = outcome.discards[0]
            err.print(
                f"{file}: {len(outcome.discards)} rows left out, the first at {first.place}: {first.reason}", markup=False, soft_wrap=True
            )
    return Assessor.load(Treaties.load(Things.load(), further)) if further else Assessor.load()


def list_provisions(query: str, out: Console, *, as_json: bool) -> None:
    """Print the shipped provisions in whose text every word of a query stands.

    Raises:
        LookupFailed: There is none.
    """
    found = Provisions.load().matching(query.split())
    if not found:
        msg = f"no provision with {query!r}"
        raise LookupFailed(msg)
    for row in found:
        if as_json:
            out.out(msgspec.json.encode(provision_line(row)).decode(), highlight=False)
        else:
            for line in _row(row):
                out.print(line, markup=False, soft_wrap=True)


def _row(row: Provision) -> Iterator[str]:
    draft = "DRAFT, from memory, unchecked" if row.is_draft else f"{row.confidence.value}, held against its source on {row.checked_on}"
    yield f"{row.id}  {row.cite}  ({row.modality.value}, {row.effect}; {draft})"
    yield f"    {row.paraphrase}"
    windows = "; ".join(f"{window.start or '…'} to {window.end or 'now'}" for window in row.in_force) or "days unknown"
    yield f"    binds {row.bound_text or 'nobody named'}; about {row.regulated_text or 'anybody'}; {windows}; {row.status}"
