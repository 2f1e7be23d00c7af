"""Promises and deeds built by hand: two sides, a thing, a day."""

import datetime as dt

from tests.brief.reports import claim, event, finding, quantity, report, span

from foedus.corroboration.things import Things
from foedus.lexicon.display import DisplayNames
from foedus.model.claim import Claim
from foedus.model.commitment import Commitment
from foedus.model.finding import Finding
from foedus.model.text import Document
from foedus.outlook.commitments import Tracker
from foedus.outlook.outcomes import Outcomes


class Ledger:
    """Collects findings of one claim each, unless told to add a claim to an earlier one."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.findings: list[Finding] = []
        self.claims: list[Claim] = []

    def tell(self, coded: str, thing: str, day: str, status: str = "completed", trigger: str = "handles") -> Finding:
        """A report of one deed: `AGREE PRK > RUS`, what it is about (`800 workers`), the day of publication, its status."""
        made = self.claim(coded, thing, day, status, trigger)
        self.findings.append(finding([made]))
        return self.findings[-1]

    def claim(self, coded: str, thing: str, day: str, status: str, trigger: str = "handles") -> Claim:
        """A claim, not yet of a finding."""
        text = f"It {trigger} {thing}."
        document = report(f"r{len(self.documents)}", text, published=day)
        number, _, noun = thing.partition(" ")
        counted = quantity(document, thing, number, number, noun) if number.isdigit() else None
        made = claim(document, "It", event(document, coded, trigger, object=span(document, thing), quantity=counted), status=status)
        self.documents.append(document)
        self.claims.append(made)
        return made

    def track(self, today: str = "2026-01-01", **settings: int) -> list[Commitment]:
        """The commitments on a day."""
        tracker = Tracker(Outcomes.load(), Things.load().named, DisplayNames.load().in_text, **settings)
        claims, documents = {item.id: item for item in self.claims}, {item.id: item for item in self.documents}
        return tracker.track(self.findings, claims, documents, dt.date.fromisoformat(today))
