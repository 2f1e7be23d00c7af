"""Documents, claims, findings and stories, as the lists show them."""

from collections.abc import Sequence
from typing import Any

import msgspec
from fastapi import APIRouter, Request, Response

from foedus.brief.evidence import Evidence
from foedus.corroboration.flat import flat as flat_finding
from foedus.corroboration.judging import target_of
from foedus.desk.holding import evidence_from
from foedus.desk.stories import gathered, in_time
from foedus.errors import LookupFailed
from foedus.export.flat import flat as flat_claim
from foedus.model.finding import Finding
from foedus.model.flat import FlatFinding
from foedus.model.record import ClaimId, DocumentId, FindingId
from foedus.pipeline.exposing import exposed
from foedus.pipeline.findings import lists_of
from foedus.store import Ledger, schema
from foedus.store.paging import ClaimPage, DocumentRow, claims_page, documents_page, findings_page
from foedus.store.selecting import held, of_stories
from foedus.store.stories import StoryRow, stories_page, versions_of
from foedus.web.api.answers import answer, page_of
from foedus.web.api.asking import Bench, ClaimKey, DocumentKey, FindingKey, PageAsked, PagedFilterAsked, StoryKey
from foedus.web.api.schema import gives
from foedus.web.api.shapes import DocumentText, HeldClaim, HeldFinding, Page, StoryFindings
from foedus.web.exposures import assessor

router = APIRouter(tags=["reports"])


@router.get("/documents", **gives(Page[DocumentRow], "Documents without their texts."))
def documents(request: Request, bench: Bench, asked: PageAsked) -> Response:
    """The documents of the ledger, the latest published first."""
    found = documents_page(bench.ledger, asked.slice)
    return page_of(request, found.documents, found.total, page=asked.page, size=asked.size)


@router.get("/documents/{document}", **gives(DocumentText, "The document.", faults=[404]))
def document(bench: Bench, document: DocumentKey) -> Response:
    """One document with its text."""
    found = bench.ledger.document(DocumentId(document))
    reading = bench.ledger.reading(found.id)
    shown = DocumentText(
        document=found.id,
        name=found.name,
        title=found.title,
        outlet=found.origin.outlet,
        url=found.origin.url,
        published=found.published,
        language=found.language,
        text=found.text,
        text_sha256=found.text_sha256,
        extractor=found.extractor,
        synthetic=found.synthetic,
        coder=reading.coder,
        read_at=reading.read_at,
    )
    return answer(shown)


@router.get("/documents/{document}/claims", **gives(Page[HeldClaim], "Claims of the document.", faults=[404]))
def claims_of_document(request: Request, bench: Bench, document: DocumentKey, asked: PageAsked) -> Response:
    """The claims of one document in the order of its text."""
    key = bench.ledger.document(DocumentId(document)).id
    found = claims_page(bench.ledger, (), asked.slice, document=key)
    return page_of(request, _claims(bench.ledger, found), found.total, page=asked.page, size=asked.size)


@router.get("/claims", **gives(Page[HeldClaim], "Claims."))
def claims(request: Request, bench: Bench, asked: PagedFilterAsked) -> Response:
    """Claims as they were coded, the latest published first; with a filter those of the findings that are meant."""
    found = claims_page(bench.ledger, bench.conditions(asked.choice), asked.slice)
    return page_of(request, _claims(bench.ledger, found), found.total, page=asked.page, size=asked.size)


@router.get("/claims/{claim}", **gives(HeldClaim, "The claim.", faults=[404]))
def claim(bench: Bench, claim: ClaimKey) -> Response:
    """One claim as it was coded."""
    found = bench.ledger.claim(ClaimId(claim))
    text = bench.ledger.document(found.document)
    version = bench.ledger.version_of([target_of(found)])
    return answer({"claim": flat_claim(found, text), "finding": _finding_with(bench.ledger, found.id), "version": version})


@router.get("/findings", **gives(Page[FlatFinding], "Findings with what they may touch."))
def findings(request: Request, bench: Bench, asked: PagedFilterAsked) -> Response:
    """Findings, the latest reported first."""
    found = findings_page(bench.ledger, bench.conditions(asked.choice), asked.slice)
    evidence = _evidence_on(bench.ledger, found.findings)
    return page_of(request, _findings(bench.ledger, found.findings, evidence), found.total, page=asked.page, size=asked.size)


@router.get("/findings/{finding}", **gives(HeldFinding, "The finding.", faults=[404]))
def finding(bench: Bench, finding: FindingKey) -> Response:
    """One finding with its claims and what it may touch."""
    found = bench.ledger.finding(finding)
    evidence = _evidence_on(bench.ledger, [found])
    coded = [bench.ledger.claim(claim.id) for claim in evidence.of(found)]
    value = {
        "finding": _findings(bench.ledger, [found], evidence)[0],
        "claims": [flat_claim(claim, evidence.document(claim)) for claim in coded],
        "version": bench.ledger.version_of([target_of(claim) for claim in coded]),
    }
    return answer(value)


@router.get("/stories", **gives(Page[StoryRow], "Stories with their figures."))
def stories(request: Request, bench: Bench, asked: PagedFilterAsked) -> Response:
    """The stories of which a finding is meant, the latest reported first; `fresh` counts claims that you have not seen on the screen."""
    found = stories_page(bench.ledger, bench.conditions(asked.choice), asked.slice, request.state.user.name)
    return page_of(request, found.stories, found.total, page=asked.page, size=asked.size)


@router.get("/stories/{story}", **gives(StoryFindings, "The story.", faults=[404]))
def story(bench: Bench, story: StoryKey) -> Response:
    """One story with all its findings in order of time."""
    evidence = evidence_from(held(bench.ledger, *of_stories([story])))
    found = in_time(finding for finding in evidence.findings if finding.story == story)
    if not found:
        msg = f"no story {story!r} in ledger {bench.ledger.place}"
        raise LookupFailed(msg)
    return answer({"story": gathered(found, evidence)[0], "findings": _findings(bench.ledger, found, evidence)})


def evidence_on(ledger: Ledger, key: str) -> tuple[Finding, Evidence]:
    """A finding with what it rests on.

    Raises:
        LookupFailed: There is no such finding.
    """
    found = ledger.finding(key)
    return found, _evidence_on(ledger, [found])


def _evidence_on(ledger: Ledger, findings: Sequence[Finding]) -> Evidence:
    ids = [finding.id for finding in findings]
    evidence = evidence_from(held(ledger, schema.findings.c.id.in_(ids)))
    return msgspec.structs.replace(evidence, findings=tuple(findings))


def _findings(ledger: Ledger, findings: Sequence[Finding], evidence: Evidence) -> list[dict[str, Any]]:
    touched = exposed(msgspec.structs.replace(evidence, findings=tuple(findings)), assessor=assessor(), listed=lists_of(ledger))
    return [flat_finding(finding, evidence.claims, touched[finding.id]) for finding in findings]


def _claims(ledger: Ledger, found: ClaimPage) -> list[dict[str, Any]]:
    versions = versions_of(ledger, [told.claim for told in found.claims])
    return [
        {
            "claim": flat_claim(told.claim, found.documents[told.claim.document]),
            "finding": told.finding,
            "version": versions[told.claim.id],
        }
        for told in found.claims
    ]


def _finding_with(ledger: Ledger, claim: ClaimId) -> FindingId | None:
    """The finding that holds a claim, none if it was rejected."""
    try:
        return ledger.finding(claim).id
    except LookupFailed:
        return None
