"""Sentences coded and weighed by the real pipeline, which is loaded once a process."""

import datetime as dt
from functools import cache

from foedus.exposure.assessing import Assessor
from foedus.model.claim import Claim
from foedus.model.exposure import Exposed, Exposure, Listed
from foedus.model.finding import Finding
from foedus.model.record import ClaimId, DocumentId, Record
from foedus.model.text import Document
from foedus.pipeline.documents import Coder, load
from foedus.pipeline.findings import corroborate

coder = cache(load)
assessor = cache(Assessor.load)


class Told(Record, frozen=True, kw_only=True):
    """What a text tells."""

    documents: dict[DocumentId, Document]
    claims: dict[ClaimId, Claim]
    findings: tuple[Finding, ...]

    def finding(self, event: str) -> Finding:
        """The first finding of a PLOVER type."""
        return next(finding for finding in self.findings if finding.event == event)

    def exposed(self, finding: Finding, *, listed: Listed | None = None, every: bool = False) -> Exposed:
        """What it may touch."""
        return assessor().assess(finding, self.claims, self.documents, listed=listed, every=every)

    def exposure(self, provision: str, *, listed: Listed | None = None) -> Exposure:
        """The outcome of a provision on the first finding that comes near it, else on the first one."""
        whole = [self.exposed(finding, listed=listed) for finding in self.findings]
        near = [exposure for exposed in whole for exposure in exposed.exposures if exposure.provision == provision]
        every = (exposure for exposure in self.exposed(self.findings[0], listed=listed, every=True).exposures)
        return near[0] if near else next(exposure for exposure in every if exposure.provision == provision)

    def is_near(self, provision: str) -> bool:
        """Whether any finding comes near a provision."""
        return any(exposure.provision == provision for finding in self.findings for exposure in self.exposed(finding).exposures)


def told(*texts: str, published: str | dt.date) -> Told:
    """Code and weigh texts, each a document of its own outlet."""
    face = coder()
    assert isinstance(face, Coder)
    coded = [face(text, published=published, name=f"d{number}", outlet=f"Outlet {number}") for number, text in enumerate(texts)]
    claims = [claim for item in coded for claim in item.claims]
    documents = [item.document for item in coded]
    return Told(
        documents={item.id: item for item in documents},
        claims={claim.id: claim for claim in claims},
        findings=corroborate(documents, claims),
    )
