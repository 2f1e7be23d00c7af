"""Treaties and standing obligations: which, signed when, what they oblige to, and what is derived from them."""

import re
from collections.abc import Iterator, Sequence

from foedus.brief.exposing import treaty_points
from foedus.brief.telling import Teller
from foedus.brief.wording import capital, exact_words, quoted, voice
from foedus.model.brief import Statement
from foedus.model.claim import Claim, VoiceKind
from foedus.model.event import codes_of
from foedus.model.finding import Finding

_TREATY = re.compile(
    r"\b(?:treat(?:y|ies)|pacts?|accords?|agreements?|conventions?|protocols?|charters?|memorand(?:um|a)|articles?)\b", re.IGNORECASE
)
_CONCLUDING = frozenset({"SUPPORT", "AGREE"})
_OPEN = frozenset({"conditional", "planned", "standing"})


class Treaties:
    """Sentences on treaties.

    Args:
        teller: Words findings.
    """

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self._evidence = teller.evidence

    def statements(self, findings: Sequence[Finding]) -> tuple[Statement, ...]:
        """What was signed, what it obliges to, and what the reports derive from it."""
        signed = [self._signed(finding) for finding in findings if self.is_concluding(finding)]
        return (*signed, *(self._obliging(finding) for finding in findings if self.is_obliging(finding)), *self._derived(findings))

    def is_concluding(self, finding: Finding) -> bool:
        """Whether a treaty is signed, backed or ratified: the words say one, and the parties act alike or one approves it."""
        lead = self._teller.leading(finding)[0]
        if finding.event not in _CONCLUDING or finding.status != "completed":
            return False
        return _TREATY.search(exact_words(lead, self._evidence.document(lead))) is not None

    def is_obliging(self, finding: Finding) -> bool:
        """Whether it is an obligation in force, or a promise in the words of a treaty or one of its articles."""
        if finding.status == "standing":
            return True
        deepest = self._teller.leading(finding)[0].attribution.voices[0]
        return finding.status in _OPEN and deepest.kind is VoiceKind.DOCUMENT and _TREATY.search(deepest.text) is not None

    def _signed(self, finding: Finding) -> Statement:
        claims = self._teller.leading(finding)
        lead = claims[0]
        document = self._evidence.document(lead)
        period = lead.event.date.period if lead.event.date else None
        when = f", which is {period.iso}" if period and lead.event.date and lead.event.date.text not in period.iso else ""
        told = f"{self._teller.deed(lead)}: {quoted(exact_words(lead, document))}{when}, {voice(lead, document)}"
        return self._teller.stated(f"{told}.", claims, finding, "treaty")

    def _obliging(self, finding: Finding) -> Statement:
        claims = self._teller.leading(finding)
        lead = claims[0]
        document = self._evidence.document(lead)
        names = self._teller.wording.names(codes_of((*lead.event.actors, *lead.event.recipients))) or "an unnamed party"
        state = self._teller.state(finding, lead)
        told = f"{capital(voice(lead, document))}, {names}: {quoted(exact_words(lead, document))}"
        return self._teller.stated(f"{told}{f'; {state}' if state else ''}.", claims, finding, "obligation")

    def _derived(self, findings: Sequence[Finding]) -> Iterator[Statement]:
        """Each treaty that the reports cite, once, with the first deed that they derive from it."""
        seen: set[str] = set()
        for finding in findings:
            exposed = self._evidence.exposed.get(finding.id)
            if exposed is None or self.is_concluding(finding) or self.is_obliging(finding):
                continue
            for point in treaty_points(exposed, self._evidence.documents):
                cited = self._cited(finding, point.claims)
                if point.text in seen or not cited:
                    continue
                seen.add(point.text)
                yield self._teller.stated(f"{self._teller.deed(cited[0])}: {point.text}", cited, finding, "derived")

    def _cited(self, finding: Finding, named: Sequence[str]) -> list[Claim]:
        lead = self._teller.leading(finding)[0]
        return [lead, *(claim for claim in self._evidence.claims.values() if claim.id in named)]
