"""What a brief may cite, and what was assessed of it."""

from collections.abc import Mapping

import msgspec

from foedus.model.brief import Coverage, Snapshot
from foedus.model.claim import Claim
from foedus.model.commitment import Outlook
from foedus.model.exposure import Exposed
from foedus.model.finding import Finding
from foedus.model.network import Move, Similar, TieChange, Window
from foedus.model.record import ClaimId, DocumentId, FindingId, Record
from foedus.model.text import Document


class Assessed(Record, frozen=True, kw_only=True):
    """What was assessed of the findings of a brief, each part empty or none if nobody did.

    Attributes:
        ties: What the findings change in the ties between states, the largest change first.
        windows: Blocs over all of the ledger, window by window.
        moves: States that changed blocs.
        precedents: Earlier findings alike, by the finding's id, the most alike first.
        outlook: Commitments, follow-through, open questions, what to watch.
        drawings: SVG by key: `tie PRK RUS`, `blocs`.
        earlier: What an earlier brief held, for what changed since.
    """

    ties: tuple[TieChange, ...] = ()
    windows: tuple[Window, ...] = ()
    moves: tuple[Move, ...] = ()
    precedents: Mapping[FindingId, tuple[Similar, ...]] = msgspec.field(default_factory=dict)
    outlook: Outlook | None = None
    drawings: Mapping[str, str] = msgspec.field(default_factory=dict)
    earlier: Snapshot | None = None


class Evidence(Record, frozen=True, kw_only=True):
    """What a brief may cite.

    Attributes:
        findings: The findings.
        claims: Their claims by id.
        documents: The claims' documents by id.
        read: How much was read in all, where these documents are only some of it.
        exposed: What the findings may touch, by their ids; empty if nobody assessed that.
        others: Findings of the ledger that the brief is not about, but may cite: precedents, deeds that carried a promise out.
        assessed: What was assessed besides.
    """

    findings: tuple[Finding, ...]
    claims: Mapping[ClaimId, Claim]
    documents: Mapping[DocumentId, Document]
    read: Coverage | None = None
    exposed: Mapping[FindingId, Exposed] = msgspec.field(default_factory=dict)
    others: tuple[Finding, ...] = ()
    assessed: Assessed = Assessed()

    def of(self, finding: Finding) -> list[Claim]:
        """The claims of a finding in order of publication, echoes last, and after them what was corrected or withdrawn."""
        found = [self.claims[claim] for claim in (*finding.supporting, *finding.denying)]
        gone = {entry.claim for entry in finding.superseded}
        return sorted(
            found,
            key=lambda claim: (claim.id in gone, claim.name in finding.echoes, self._day(claim), claim.name, claim.event.trigger.start),
        )

    def standing(self, finding: Finding) -> list[Claim]:
        """The claims of a finding that were neither corrected nor withdrawn, all if none is left."""
        gone = {entry.claim for entry in finding.superseded}
        claims = self.of(finding)
        return [claim for claim in claims if claim.id not in gone] or claims

    def _day(self, claim: Claim) -> str:
        day = self.documents[claim.document].published
        return day.isoformat() if day else "9999"

    def coverage(self) -> Coverage:
        """How much was read: these documents, unless they are said to be a part."""
        documents = self.documents.values()
        days = sorted(document.published for document in documents if document.published)
        return self.read or Coverage(
            reports=len(documents),
            outlets=len({document.origin.outlet for document in documents if document.origin.outlet}),
            first=days[0] if days else None,
            last=days[-1] if days else None,
            synthetic=any(document.synthetic for document in documents),
        )

    def finding(self, wanted: FindingId) -> Finding | None:
        """A finding by its id, of those that the brief is about or others."""
        return next((finding for finding in (*self.findings, *self.others) if finding.id == wanted), None)

    def document(self, claim: Claim) -> Document:
        """The document of a claim."""
        return self.documents[claim.document]
