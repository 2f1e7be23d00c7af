"""Sections on what was done, agreed, said and disputed."""

from collections.abc import Sequence

from foedus.brief.exposing import points, shown
from foedus.brief.telling import Teller, mended
from foedus.brief.wording import RETRACTED, bounded, by_hand, exact_words, joined, quoted, single, voice
from foedus.model.brief import Section, Statement
from foedus.model.claim import Claim
from foedus.model.event import codes_of
from foedus.model.finding import Conflict, Finding, Value
from foedus.model.record import ClaimId
from foedus.model.text import Span

MAX_KEY_POINTS = 6
_REACTIONS = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "PROTEST", "SANCTION", "CONCEDE", "SUPPORT"})
_TERMS = frozenset({"AGREE", "SUPPORT", "COOPERATE", "AID"})
_RETRACTION = "retraction"
_SUPERSEDED = {"correction": "corrected", "clarification": "clarified", _RETRACTION: "withdrawn"}
_UNDONE = frozenset({"planned", "conditional", "requested"})


class Deeds:
    """Sections on findings, in order of their weight.

    Args:
        teller: Words findings.
    """

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self._evidence = teller.evidence
        self._wording = teller.wording
        self._every = sorted(teller.evidence.findings, key=weight)
        self._ranked = [finding for finding in self._every if finding.status != RETRACTED]

    def sections(self) -> tuple[Section, ...]:
        """Key points to corrections."""
        ranked = self._ranked
        each = self._teller.each
        return (
            Section(key="key", title="Key points", statements=each(self._key(ranked)), empty="No finding."),
            Section(
                key="deal",
                title="The deal and its terms",
                statements=self._deal(ranked),
                empty="No exchange, treaty or transfer is reported.",
            ),
            Section(
                key="exposure",
                title="Which rules it may touch",
                statements=self._exposure(ranked),
                empty="No finding comes near a provision that is shipped and checked.",
            ),
            Section(key="aims", title="Aims", statements=self._aims(ranked), empty="No aim is stated."),
            Section(key="reactions", title="Reactions and concerns", statements=self._reactions(ranked), empty="No reaction is reported."),
            Section(
                key="disputed",
                title="What is disputed",
                statements=self._disputed(ranked),
                empty="Nothing is disputed between the reports.",
            ),
            Section(
                key="corrected",
                title="What was corrected or withdrawn",
                statements=self._corrected(self._every),
                empty="No report was corrected or withdrawn.",
            ),
            Section(
                key="announced", title="What is only announced", statements=self._announced(ranked), empty="Nothing is only announced."
            ),
        )

    def _key(self, ranked: Sequence[Finding]) -> list[Finding]:
        reported = [finding for finding in ranked if finding.status != "hypothetical"]
        return (reported or list(ranked))[:MAX_KEY_POINTS]

    def _deal(self, ranked: Sequence[Finding]) -> tuple[Statement, ...]:
        found = []
        for finding in ranked:
            exchange = next((claim for claim in self._evidence.standing(finding) if claim.exchange), None)
            if exchange is not None:
                found.append(self._exchange(finding, exchange))
            if finding.status == "standing" or (finding.event in _TERMS and exchange is None and self._has_terms(finding)):
                found.append(self._teller.told(finding))
        return tuple(found)

    def _has_terms(self, finding: Finding) -> bool:
        return bool(finding.quantity) or (finding.event == "SUPPORT" and len(finding.actors) > 1)

    def _exchange(self, finding: Finding, claim: Claim) -> Statement:
        document = self._evidence.document(claim)
        exchange = claim.exchange
        gives = quoted(bounded(claim, exchange.gives, document)) if exchange and exchange.gives else "something unstated"
        gets = quoted(bounded(claim, exchange.gets, document)) if exchange and exchange.gets else "something unstated"
        who = self._wording.names(codes_of(claim.event.actors)) or "an unnamed party"
        whom = self._wording.names(codes_of(claim.event.recipients))
        source = f" from {whom}" if whom else ""
        state = self._wording.status(claim.headline)
        give, get = ("give", "get") if self._wording.is_plural(codes_of(claim.event.actors)) else ("gives", "gets")
        text = f"An exchange: {who} {give} {gives} and {get} {gets}{source}, {voice(claim, document)}; {state}{mended(claim)}."
        return self._teller.stated(text, [claim], finding, "exchange")

    def _exposure(self, ranked: Sequence[Finding]) -> tuple[Statement, ...]:
        """What may be touched; a sentence a kind of rule and thing, with no word for a breach."""
        found = []
        for finding in ranked:
            exposed = self._evidence.exposed.get(finding.id)
            if exposed is None or not shown(exposed):
                continue
            lead = self._teller.leading(finding)[0]
            deed = self._teller.deed(lead)
            for point in points(exposed, self._evidence.documents, self._wording.name_of):
                cited = [lead, *(self._evidence.claims[claim] for claim in point.claims if claim in self._evidence.claims)]
                if point.quoted is not None and not any(_covers(claim, point.quoted) for claim in cited):
                    others = [claim for claim in self._evidence.claims.values() if _covers(claim, point.quoted)]
                    if not others:
                        continue  # words that no claim holds cannot be cited
                    cited.append(min(others, key=lambda claim: claim.id))
                text = f"{deed}: {point.text}"
                found.append(self._teller.stated(text, cited, finding, "exposure"))
        return tuple(found)

    def _aims(self, ranked: Sequence[Finding]) -> tuple[Statement, ...]:
        found: dict[str, Statement] = {}
        for finding in ranked:
            for claim in self._evidence.standing(finding):
                if claim.event.purpose is None or claim.name in finding.echoes:
                    continue
                document = self._evidence.document(claim)
                aim = bounded(claim, claim.event.purpose, document)
                if aim in found:
                    continue
                who = self._wording.opening(codes_of(claim.event.actors))
                text = f"{who}: the stated aim of {quoted(exact_words(claim, document))} is {quoted(aim)}, {voice(claim, document)}."
                found[aim] = self._teller.stated(text, [claim], finding, "aim")
        return tuple(found.values())

    def _reactions(self, ranked: Sequence[Finding]) -> tuple[Statement, ...]:
        reacting = [
            finding for finding in ranked if finding.event in _REACTIONS and not self._has_terms(finding) and finding.status != "standing"
        ]
        supposed = [finding for finding in ranked if finding.status == "hypothetical" and finding not in reacting]
        return self._teller.each([*reacting, *supposed])

    def _disputed(self, ranked: Sequence[Finding]) -> tuple[Statement, ...]:
        return tuple(
            self._conflict(finding, conflict) for finding in ranked for conflict in finding.conflicts if conflict.relation == "conflict"
        )

    def _conflict(self, finding: Finding, conflict: Conflict) -> Statement:
        lead = self._teller.leading(finding)[0]
        deed = self._teller.deed(lead)
        rivals: list[str] = []
        cited: list[Claim] = []
        for value in conflict.values:
            tellers: dict[str, Claim] = {}
            for claim in (self._evidence.claims[claim] for claim in value.claims):
                tellers.setdefault(self._teller.teller(claim), claim)
            cited += tellers.values()
            rivals.append(f"{self._told(conflict.field, value)} ({joined(sorted(tellers))})")
        text = f"{deed}: reports differ on the {conflict.field}: {' against '.join(rivals)}."
        return self._teller.stated(text, [lead, *cited], finding, "conflict")

    def _told(self, field: str, rival: Value) -> str:
        """A rival value: a status in words, a date as resolved, anything else as the report has it, or as a person stated it."""
        if field == "status":
            return self._wording.status(rival.value)
        claims = [self._evidence.claims[claim] for claim in rival.claims]
        if all(field in by_hand(claim) for claim in claims):
            return f"{single(rival.value)}, corrected by hand"
        return rival.value if field == "date" else quoted(rival.value)

    def _corrected(self, every: Sequence[Finding]) -> tuple[Statement, ...]:
        """What no longer stands, one sentence for each report that says so."""
        found = []
        for finding in every:
            groups: dict[tuple[str, str], list[Claim]] = {}
            for entry in finding.superseded:
                groups.setdefault((entry.kind, entry.by), []).append(self._evidence.claims[entry.claim])
            told = {kind for kind, by in groups if by in self._evidence.claims}
            for (kind, by), claims in groups.items():
                notice = self._evidence.claims.get(ClaimId(by))
                if notice is not None or kind not in told:  # what the notice repeats goes without saying
                    found.append(self._superseded(finding, kind, claims, notice))
        return tuple(found)

    def _superseded(self, finding: Finding, kind: str, claims: Sequence[Claim], notice: Claim | None) -> Statement:
        gone: dict[str, list[str]] = {}
        for claim in claims:
            gone.setdefault(quoted(exact_words(claim, self._evidence.document(claim))), []).append(self._teller.teller(claim))
        accounts = joined([f"{words} ({joined(sorted(set(tellers)))})" for words, tellers in gone.items()])
        lead = notice or claims[0]
        who = self._wording.names(codes_of((*lead.event.actors, *lead.event.recipients)))
        verb = f"{'was' if len(gone) == 1 else 'were'} {_SUPERSEDED[kind]}"
        source = f"in a report of {self._teller.teller(lead)}" if notice else "in the same report"
        new = "" if notice is None or kind == _RETRACTION else f": {quoted(exact_words(notice, self._evidence.document(notice)))}"
        text = f"An account{f' of {who}' if who else ''}, {accounts}, {verb} {source}{new}."
        return self._teller.stated(text, [*claims, lead], finding, "superseded")

    def _announced(self, ranked: Sequence[Finding]) -> tuple[Statement, ...]:
        undone = [finding for finding in ranked if finding.status in _UNDONE and finding.event not in {"REQUEST", "THREATEN"}]
        return self._teller.each(undone)


def _covers(claim: Claim, words: Span) -> bool:
    """Whether words stand in the evidence of a claim."""
    return any(span.document == words.document and span.start <= words.start and words.end <= span.end for span in claim.evidence)


def weight(finding: Finding) -> tuple[float, ...]:
    """What comes first: many origins, many reports, deals and force before words."""
    material = finding.event in {"AGREE", "COOPERATE", "AID", "ASSAULT", "SANCTION", "COERCE", "RETREAT", "MOBILIZE"}
    claims = len(finding.supporting) + len(finding.denying)
    return (-finding.lineages.sure, -finding.articles, -bool(finding.conflicts), -material, -claims, float(int(finding.id[2:10], 16)))
