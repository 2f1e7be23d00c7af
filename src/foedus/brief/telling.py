"""How one finding is told: the sentence that every section begins from, and the claims that it cites."""

from collections.abc import Iterable

from foedus.brief.citing import Citer
from foedus.brief.evidence import Evidence
from foedus.brief.wording import Wording, by_hand, exact_words, label, quoted, single, support, voice
from foedus.model.brief import Statement
from foedus.model.claim import Claim
from foedus.model.event import codes_of
from foedus.model.finding import Finding
from foedus.model.record import FindingId

_CITED = 4


class Teller:
    """Words findings and numbers what they cite; one for each brief.

    Args:
        evidence: What may be cited.
        wording: How findings are worded.
    """

    def __init__(self, evidence: Evidence, wording: Wording) -> None:
        self.evidence = evidence
        self.wording = wording
        self.citer = Citer(evidence, wording.name_of)

    def stated(self, text: str, claims: Iterable[Claim], finding: Finding, kind: str = "deed", about: tuple[str, ...] = ()) -> Statement:
        """A sentence on a finding, with the caution that it needs."""
        caution = label(finding, self.evidence.of(finding))
        return Statement(text=text, citations=self.citer.cite(claims), findings=(finding.id,), label=caution, kind=kind, about=about)

    def told(self, finding: Finding) -> Statement:
        """Who did what to whom, in which words, on whose word, how far along, and how many say so."""
        claims = self.leading(finding)
        lead = claims[0]
        document = self.evidence.document(lead)
        words = f"{quoted(exact_words(lead, document))}, {voice(lead, document)}"
        text = f"{self.deed(lead)}: {words}; {self.state(finding, lead)}{mended(lead)}; {support(finding)}."
        return self.stated(text, claims, finding)

    def each(self, findings: Iterable[Finding]) -> tuple[Statement, ...]:
        """A sentence for each finding."""
        return tuple(self.told(finding) for finding in findings)

    def deed(self, claim: Claim) -> str:
        """Who did what to whom, as one claim has it."""
        event = claim.event
        return self.wording.deed(event.type, claim.headline, codes_of(event.actors), codes_of(event.recipients))

    def state(self, finding: Finding, lead: Claim) -> str:
        """How far along the deed is, as its first report and as its latest has it."""
        own = self.wording.status(lead.headline)
        return own if finding.status == lead.headline else f"{own}, in the latest report {self.wording.status(finding.status)}"

    def leading(self, finding: Finding) -> list[Claim]:
        """The claims to cite: what the first report tells most fully, the latest of the present status, then the others."""
        claims = self.evidence.standing(finding)
        supporting = [claim for claim in claims if claim.id in finding.supporting] or claims
        first = max((claim for claim in supporting if claim.document == supporting[0].document), key=_fullness)
        latest = next((claim for claim in reversed(claims) if claim.headline == finding.status), first)
        rest = [claim for claim in claims if claim not in (first, latest)]
        return list(dict.fromkeys([first, latest, *rest]))[:_CITED]

    def lead_of(self, finding: FindingId) -> tuple[Finding, Claim] | None:
        """A finding of the ledger by id, with the claim that tells it best; none if it is not at hand."""
        found = self.evidence.finding(finding)
        return (found, self.leading(found)[0]) if found else None

    def teller(self, claim: Claim) -> str:
        """Who tells a claim: its outlet, else its document."""
        return single(self.evidence.document(claim).origin.outlet or claim.name)


def mended(claim: Claim) -> str:
    """The slots that a person corrected, since the exact words have them otherwise."""
    return "".join(f"; {slot} corrected by hand: {value or 'none'}" for slot, value in by_hand(claim).items())


def _fullness(claim: Claim) -> int:
    """How many of count, place, date and exchange a claim has; the count, which reports differ on most, weighs double."""
    parts = (claim.event.quantity, claim.event.quantity, claim.event.place, claim.event.date, claim.exchange)
    return sum(part is not None for part in parts)
