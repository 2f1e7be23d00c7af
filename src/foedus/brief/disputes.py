"""What is denied, what is disputed, and what no longer stands."""

from collections.abc import Iterable, Iterator, Sequence

from foedus.brief.telling import Draft, Teller
from foedus.brief.wording import SHORT, by_hand, capital, denying_words, exact_words, joined, quoted, single
from foedus.model.brief import Table
from foedus.model.claim import Claim
from foedus.model.event import codes_of
from foedus.model.finding import Conflict, Finding, Value
from foedus.model.record import ClaimId

COLUMNS = ("What", "Value", "Who says so", "Origins")
MAX_ROWS = 24
_RETRACTION = "retraction"
_SUPERSEDED = {"correction": "corrected", "clarification": "clarified", _RETRACTION: "withdrawn"}


class Disputes:
    """Denials, rival values, corrections.

    Args:
        teller: Words findings.
    """

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self._evidence = teller.evidence

    def denied(self, findings: Iterable[Finding]) -> list[Draft]:
        """Each denial in its exact words, with the words that it stands against."""
        found: list[Draft] = []
        for finding in findings:
            denials = [claim for claim in self._evidence.standing(finding) if claim.headline == "denied"]
            own = [claim for claim in denials if claim.name not in finding.echoes] or denials
            found += (self._denial(finding, claim, len(found) + turn) for turn, claim in enumerate(own))
        return found

    def _denial(self, finding: Finding, claim: Claim, turn: int) -> Draft:
        words = self._denying(claim)
        names = self._teller.wording.names(codes_of(claim.event.actors)) or "an unnamed party"
        reported = [other for other in self._evidence.standing(finding) if other.headline != "denied"]
        if not reported:
            text = f"By a denial, {names}: {words}." if turn % 2 else f"{capital(names)}: {words}."
            return Draft(finding=finding, claims=(claim,), kind="denial", text=text)
        lead = self._teller.leading(finding)[0]
        against = f"{quoted(exact_words(lead, self._evidence.document(lead)))} ({self._teller.teller(lead)})"
        text = f"Against {against} stands {words}." if turn % 2 else f"{capital(names)}: {words}, against {against}."
        return Draft(finding=finding, claims=(claim, lead), kind="denial", text=text)

    def _denying(self, claim: Claim) -> str:
        """The words of a denial with who denies, where the words do not name the speaker, and who reports it."""
        words = denying_words(claim, self._evidence.document(claim))
        who_says = self._teller.who_says(claim)
        is_named = claim.attribution.voices[0].text and claim.attribution.voices[0].text in words
        said = "" if is_named or who_says.startswith("in the ") else f", {who_says}"
        return f"{quoted(words)}{said} ({self._teller.teller(claim)})"

    def table(self, findings: Iterable[Finding]) -> tuple[Table, int]:
        """Rival values, one a row, and how many rows more there are."""
        drafts = [
            draft
            for finding in findings
            for conflict in finding.conflicts
            if conflict.relation == "conflict"
            for draft in self._rivals(finding, conflict)
        ]
        rows = self._teller.rows(drafts[:MAX_ROWS])
        return Table(caption="Values that cannot all be right", columns=COLUMNS, rows=rows), max(0, len(drafts) - MAX_ROWS)

    def _rivals(self, finding: Finding, conflict: Conflict) -> Iterator[Draft]:
        what = f"{self._teller.wording.opening([*finding.actors, *finding.recipients])}: {conflict.field}"
        groups = self._alike(conflict)
        for values in groups if len(groups) > 1 else ():
            claims = [self._evidence.claims[claim] for value in values for claim in value.claims]
            cells = (what, self._value(conflict.field, values[0]), self._teller.tellers(claims), str(origins(finding, claims)))
            yield Draft(finding=finding, claims=tuple(claims), kind="rival", cells=cells)

    def _alike(self, conflict: Conflict) -> list[list[Value]]:
        """The rival values, those together that are the same number in other words."""
        groups: dict[object, list[Value]] = {}
        for value in conflict.values:
            key = self._teller.amount(value) if conflict.field == "quantity" else value.value
            groups.setdefault(key, []).append(value)
        return list(groups.values())

    def _value(self, field: str, rival: Value) -> str:
        """A rival value: a status with its words, a date as resolved, anything else as the report has it, or as a person stated it."""
        claims = [self._evidence.claims[claim] for claim in rival.claims]
        if field == "status":
            document = self._evidence.document(claims[0])
            words = denying_words(claims[0], document) if rival.value == "denied" else exact_words(claims[0], document)
            return f"{SHORT[rival.value]}: {quoted(words)}"
        if all(field in by_hand(claim) for claim in claims):
            return f"{single(rival.value)}, corrected by hand"
        return rival.value if field == "date" else quoted(self._teller.valued(rival))

    def corrected(self, every: Sequence[Finding]) -> list[Draft]:
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
        return found

    def _superseded(self, finding: Finding, kind: str, claims: Sequence[Claim], notice: Claim | None) -> Draft:
        gone: dict[str, list[str]] = {}
        for claim in claims:
            gone.setdefault(quoted(exact_words(claim, self._evidence.document(claim))), []).append(self._teller.teller(claim))
        accounts = joined([f"{words} ({joined(sorted(set(tellers)))})" for words, tellers in gone.items()])
        lead = notice or claims[0]
        who = self._teller.wording.names(codes_of((*lead.event.actors, *lead.event.recipients)))
        verb = f"{'was' if len(gone) == 1 else 'were'} {_SUPERSEDED[kind]}"
        source = f"in a report of {self._teller.teller(lead)}" if notice else "in the same report"
        new = "" if notice is None or kind == _RETRACTION else f": {quoted(exact_words(notice, self._evidence.document(notice)))}"
        text = f"An account{f' of {who}' if who else ''}, {accounts}, {verb} {source}{new}."
        return Draft(finding=finding, claims=(*claims, lead), kind="superseded", text=text)


def origins(finding: Finding, claims: Iterable[Claim]) -> int:
    """How many lineages of a finding tell any of these claims; their documents where it names no lineages."""
    names = {claim.name for claim in claims}
    told = sum(1 for group in finding.lineages.groups if names.intersection(group))
    return told or len(names)
