"""The list of sources: each entry is the cited sentence of the cited document, with all that is said of it."""

from collections.abc import Iterator, Sequence

from foedus.brief.evidence import Evidence
from foedus.brief.wording import NameOf, control
from foedus.model.brief import Brief, Row, SourceEntry, Statement
from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.record import ClaimId
from foedus.model.text import Document


def source_faults(brief: Brief, evidence: Evidence, name_of: NameOf) -> Iterator[str]:
    """Entries that are not what they cite, twice there, out of number, or cited by nobody."""
    if [source.number for source in brief.sources] != list(range(1, len(brief.sources) + 1)):
        yield "the sources are not numbered from 1 without a gap"
    every = (*evidence.findings, *evidence.others)
    finding_of = {claim: finding for finding in every for claim in (*finding.supporting, *finding.denying)}
    for source in brief.sources:
        claim = evidence.claims.get(source.claim)
        document = evidence.documents.get(claim.document) if claim else None
        finding = finding_of.get(source.claim)
        if claim is None or document is None or finding is None:
            yield f"source {source.number} cites claim {source.claim}, which is not there"
        else:
            yield from _quote_faults(source, claim, document)
            yield from _told_faults(source, document, finding, name_of)
    yield from _unused(brief)


def _quote_faults(source: SourceEntry, claim: Claim, document: Document) -> Iterator[str]:
    sentence = claim.evidence[0]
    there = (document.text_sha256, sentence.start, sentence.end, document.text[sentence.start : sentence.end])
    if there != (source.text_sha256, source.start, source.end, source.quote):
        yield f"source {source.number} quotes words that are not at {source.start}-{source.end} of {source.document}"


def _told_faults(source: SourceEntry, document: Document, finding: Finding, name_of: NameOf) -> Iterator[str]:
    is_echo = document.name in finding.echoes
    there = {
        "document": document.name,
        "outlet": document.origin.outlet or "",
        "title": document.title,
        "published": document.published,
        "url": document.origin.url or "",
        "grade": finding.grade,
        "echo": is_echo,
        "synthetic": document.synthetic,
        "shared_control": () if is_echo else tuple(control(shared, name_of) for shared in finding.shared_control),
    }
    for field, value in there.items():
        if getattr(source, field) != value:
            yield f"source {source.number} gives another {field.replace('_', ' ')} than its document or finding has"


def _unused(brief: Brief) -> Iterator[str]:
    cited = {citation.claim for statement in statements_of(brief) for citation in statement.citations}
    yield from (f"source {source.number} is cited by no sentence" for source in brief.sources if source.claim not in cited)


def statements_of(brief: Brief) -> Iterator[Statement | Row]:
    """All that cites in a brief, in order."""
    for section in brief.sections:
        yield from section.statements
        yield from (row for table in section.tables for row in table.rows)
        yield from (plot.caption for plot in section.plots)
        yield from (row for plot in section.plots if plot.twin for row in plot.twin.rows)
    for note in brief.commentary:
        yield from note.sentences


def citation_faults(statement: Statement | Row, sources: Sequence[SourceEntry]) -> Iterator[str]:
    """Citations that are missing, there twice, or lead to another source than they name."""
    if not statement.citations:
        yield "no citation"
    listed: dict[int, ClaimId] = {source.number: source.claim for source in sources}
    for citation in statement.citations:
        if listed.get(citation.number) != citation.claim:
            yield f"a citation that no source answers ([{citation.number}])"
    if len({citation.claim for citation in statement.citations}) != len(statement.citations):
        yield "a citation that is there twice"
