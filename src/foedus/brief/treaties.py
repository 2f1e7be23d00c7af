"""Treaties and standing obligations: which, signed when, what they oblige to, and what is derived from them."""

import re
from collections.abc import Iterator, Sequence

from foedus.brief.exposing import treaty_points
from foedus.brief.telling import Draft, Teller
from foedus.brief.wording import capital, exact_words, quoted, words_of
from foedus.model.brief import Statement
from foedus.model.claim import Claim, VoiceKind
from foedus.model.event import codes_of
from foedus.model.finding import Finding

_TREATY = re.compile(
    r"\b(?:treat(?:y|ies)|pacts?|accords?|agreements?|conventions?|protocols?|charters?|memorand(?:um|a)|articles?|letters? of intent)\b",
    re.IGNORECASE,
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

    def statements(self, findings: Sequence[Finding], most: int) -> tuple[tuple[Statement, ...], int]:
        """What was signed, what it obliges to, and what the reports derive from it; as many as there is room for, and how many more."""
        concluded = [finding for finding in findings if self.is_concluding(finding)]
        signed = [self._signed(finding, turn) for turn, finding in enumerate(concluded)]
        told = self._teller.statements(signed[:most])
        obliging, left = self._teller.first((finding for finding in findings if self.is_obliging(finding)), most - len(told))
        derived = list(self._derived(findings))
        room = most - len(told) - len(obliging)
        kept = (*told, *obliging, *self._teller.statements(derived[:room]))
        return kept, len(signed) + len(obliging) + left + len(derived) - len(kept)

    def is_concluding(self, finding: Finding) -> bool:
        """Whether a treaty is signed, backed or ratified: several sign or back something together, or the object of the deed names one."""
        if finding.event not in _CONCLUDING or finding.status != "completed":
            return False
        is_mutual = finding.event == "SUPPORT" and len(finding.actors) > 1 and not finding.recipients
        return is_mutual or self._concluding(finding) is not None

    def _concluding(self, finding: Finding) -> Claim | None:
        """The claim that it was, and whose object names a treaty."""
        done = (claim for claim in self._teller.leading(finding) if claim.headline == "completed" and claim.event.object is not None)
        return next((claim for claim in done if self._names_treaty(claim)), None)

    def _names_treaty(self, claim: Claim) -> bool:
        named = claim.event.object
        return named is not None and _TREATY.search(words_of(named, self._evidence.document(claim))) is not None

    def is_obliging(self, finding: Finding) -> bool:
        """Whether it is an obligation in force, or a promise in the words of a treaty or one of its articles."""
        if finding.status == "standing":
            return True
        deepest = self._teller.leading(finding)[0].attribution.voices[0]
        return finding.status in _OPEN and deepest.kind is VoiceKind.DOCUMENT and _TREATY.search(deepest.text) is not None

    def _signed(self, finding: Finding, turn: int) -> Draft:
        """Who signed or ratified what and when, in exact words; a date that they have is read as far as the report allows."""
        claims = self._teller.leading(finding)
        lead = self._concluding(finding) or claims[0]
        words, date = exact_words(lead, self._evidence.document(lead)), lead.event.date
        when = f", read as {date.period.iso}" if date and date.period and date.text in words else ""
        who_says = self._teller.who_says(lead)
        names = self._teller.wording.names(codes_of((*lead.event.actors, *lead.event.recipients))) or "an unnamed party"
        text = (
            f"{capital(who_says)}, {names}: {quoted(words)}{when}." if turn % 2 else f"{capital(names)}: {quoted(words)}{when}, {who_says}."
        )
        return Draft(finding=finding, claims=tuple(claims), kind="treaty", text=text)

    def _derived(self, findings: Sequence[Finding]) -> Iterator[Draft]:
        """Each treaty that the reports cite, once, with the first deed that they derive from it."""
        seen: set[str] = set()
        for finding in findings:
            exposed = self._evidence.exposed.get(finding.id)
            if exposed is None or self.is_concluding(finding) or self.is_obliging(finding):
                continue
            for point in treaty_points(exposed, self._evidence.documents):
                cited = self._teller.covering(self._teller.leading(finding)[0], point.claims, point.quoted)
                if point.text in seen or not cited:
                    continue
                seen.add(point.text)
                text = f"{self._teller.deed(cited[0])}: {point.text}"
                yield Draft(finding=finding, claims=tuple(cited), kind="derived", text=text)
