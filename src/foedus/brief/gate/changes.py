"""Sentences on what changed since an earlier brief: the two are compared anew, by the claims that their findings share."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from foedus.brief.evidence import Evidence
from foedus.brief.gate.basis import Basis
from foedus.brief.gate.deeds import too_few
from foedus.brief.gate.reading import Reading
from foedus.brief.snapshot import touched_by
from foedus.brief.wording import RETRACTED, SHORT, Wording, by_hand, counted, joined, quoted, single, support
from foedus.model.brief import Section, Snapshot, SnapshotFinding, Statement
from foedus.model.claim import Claim
from foedus.model.event import codes_of
from foedus.model.finding import Conflict, Finding, Value
from foedus.model.record import ClaimId, FindingId, Record

_GONE = {"correction": "corrected", "clarification": "clarified", "retraction": "withdrawn"}
_NAMED = 3
# a finding with so many sure origins is no longer of a single one
_SEVERAL = 2
# as many claims as a sentence on a new finding cites
_MOST = 4


class Changed(Record, frozen=True, kw_only=True):
    """One thing that changed: its sort, how it is told, and the claims that show it."""

    sort: str
    text: str
    claims: tuple[ClaimId, ...] = ()


def change(reading: Reading, basis: Basis) -> Iterator[str]:
    """All that changed in a finding, each change with what was and what is, in the order in which they are told."""
    if basis.evidence.assessed.earlier is None or len(basis.findings) != 1 or not basis.lead():
        yield "a change without an earlier brief, or of no finding that it cites"
        return
    lead = basis.lead()[0]
    opening = _opening(reading, lead, basis)
    if opening is None:
        yield "a deed that the claim told does not tell so"
        return
    expected = list(_Comparing(basis, basis.evidence.assessed.earlier, reading.quotations).changes(lead))
    missing = [one.text for one in expected if not reading.take(one.text)]
    yield from (f"a change that is not told so ({text})" for text in missing)
    if not missing and reading.text != f"{opening}{'; '.join(one.text for one in expected)}.":
        yield "changes in another order"
    if basis.statement.about != tuple(one.sort for one in expected):
        yield "a change of another sort"
    yield from _cited(basis, lead, expected)


def untold_faults(section: Section, evidence: Evidence, wording: Wording) -> Iterator[str]:
    """Changes that a section without a sentence says there are not."""
    earlier = evidence.assessed.earlier
    if section.key != "changed" or section.statements or earlier is None:
        return
    for finding in evidence.findings:
        basis = Basis(Statement(text="", citations=(), findings=(finding.id,)), evidence, wording)
        for one in _Comparing(basis, earlier).changes(evidence.standing(finding)[0]):
            yield f"{section.title}: a change that is not told ({one.text})"


def remarks(section: Section, evidence: Evidence, scope: str) -> tuple[str, ...]:
    """What the section may say of the comparison, beside its sentences: with which brief, and how much of that cannot be cited."""
    earlier = evidence.assessed.earlier
    if section.key != "changed" or earlier is None:
        return ()
    name = _named(earlier)
    return f"Nothing changed since {name}.", f"Compared with {name}.{_left_over(earlier, evidence, scope)}"


def _named(earlier: Snapshot) -> str:
    return quoted(earlier.title) + (f", cut-off {earlier.cutoff.isoformat()}" if earlier.cutoff else "")


def _left_over(earlier: Snapshot, evidence: Evidence, scope: str) -> str:
    if _is_on_other_words(earlier, scope):
        return " That brief was on other words: what it left out counts as new here."
    now = _claims_of(evidence.findings)
    gone = [held for held in earlier.findings if now.isdisjoint(held.claims)]
    holders = {_holder(held, evidence.others) for held in gone} - {None}
    lost = len(gone) - len(holders)
    if not lost:
        return ""
    which = f" {counted(lost, 'finding')} of that brief {'is' if lost == 1 else 'are'}"
    return f"{which} no longer there, and no report that can be cited took the place."


def _is_on_other_words(earlier: Snapshot, scope: str) -> bool:
    words = f"; findings with “{earlier.query}”"
    return words not in scope if earlier.query else "; findings with “" in scope


def _holder(held: SnapshotFinding, findings: Iterable[Finding]) -> FindingId | None:
    """Which of these findings has the first claim of an earlier one that any of them has."""
    holding = {claim: finding.id for finding in findings for claim in (*finding.supporting, *finding.denying)}
    return next((holding[claim] for claim in held.claims if claim in holding), None)


def _claims_of(findings: Iterable[Finding]) -> set[ClaimId]:
    return {claim for finding in findings for claim in (*finding.supporting, *finding.denying)}


def _opening(reading: Reading, lead: Claim, basis: Basis) -> str | None:
    """The deed and its exact words, or the words and of whom they are said; none if the claim has neither so."""
    names = basis.wording.names(codes_of(lead.event.actors)) or "an unnamed party"
    for words in reading.quotations[:1]:
        for opening in (f"{basis.clause(lead)}, “{words}”: ", f"“{words}”, said of {names}: "):
            if basis.tells(lead, words) and reading.take_first(opening):
                return opening
    return None


def _cited(basis: Basis, lead: Claim, expected: Iterable[Changed]) -> Iterator[str]:
    """The claim told and those that show the changes, and no others; a new finding cites as a deed does."""
    cited = {claim.id for claim in basis.claims}
    if any(one.sort == "new" for one in expected):
        yield from too_few(basis)
        if len(cited) > _MOST or not cited <= _claims_of(basis.findings):
            yield "a citation that carries nothing of it"
        return
    needed = {lead.id, *(claim for one in expected for claim in one.claims)}
    yield from (f"a claim that shows the change is not cited ({claim})" for claim in sorted(needed - cited))
    yield from (f"a citation that carries nothing of it ({claim})" for claim in sorted(cited - needed))


class _Comparing:
    """A finding of now beside those of an earlier brief.

    Args:
        basis: Its first finding is the one.
        earlier: What the earlier brief held.
        quotations: Those of the sentence; a value in dispute is one of them, with its bound.
    """

    def __init__(self, basis: Basis, earlier: Snapshot, quotations: Sequence[str] = ()) -> None:
        self._basis = basis
        self._evidence = basis.evidence
        self._earlier = earlier
        self._quotations = quotations
        self._finding = basis.findings[0]
        self._held = _heir_of(self._finding, earlier)

    def changes(self, lead: Claim) -> Iterator[Changed]:
        """All that changed in it; of one that is new or left, that alone.

        Args:
            lead: The claim by which a new finding is told.
        """
        if self._finding not in self._evidence.findings:
            yield from self._left()
        elif self._held is None:
            yield Changed(sort="new", text="; ".join(("new, " + self._basis.voice(lead), *self._standing(lead), support(self._finding))))
        else:
            yield from self._of_reports(self._held)
            yield from self._of_values(self._held)
            yield from self._of_the_whole(self._held)

    def _left(self) -> Iterator[Changed]:
        now = _claims_of(self._evidence.findings)
        gone = [held for held in self._earlier.findings if now.isdisjoint(held.claims)]
        if any(_holder(held, self._evidence.others) == self._finding.id for held in gone):
            yield Changed(sort="left", text="no longer among the findings of this brief")

    def _standing(self, lead: Claim) -> Iterator[str]:
        """How far along a new deed is, unless it is told as done or as asked for."""
        first, last = lead.headline, self._finding.status
        if last == RETRACTED:
            yield "withdrawn"
        elif first != last and last in SHORT:
            yield f"at first {SHORT[first]}, as of the latest report {SHORT[last]}"
        elif first not in {"completed", "requested"}:
            words = self._basis.wording.status(first)
            yield words if words.startswith("a ") else f"this is {words}"

    def _of_reports(self, held: SnapshotFinding) -> Iterator[Changed]:
        """Accounts that were mended, denials, and the status."""
        mended = [entry for entry in self._finding.superseded if entry.claim not in held.superseded]
        told, shown = [], []
        for kind in dict.fromkeys(entry.kind for entry in mended):
            gone = [self._evidence.claims[entry.claim] for entry in mended if entry.kind == kind]
            told.append(f"the account of {self._basis.tellers(gone)} was {_GONE[kind]} since")
            shown += [claim for entry in mended if entry.kind == kind for claim in (entry.claim, ClaimId(entry.by))]
        if told:
            yield Changed(sort="corrected", text="; ".join(told), claims=self._known(shown))
        since = set(self._finding.denying) - set(held.denying)
        denials = [claim for claim in self._evidence.standing(self._finding) if claim.id in since]
        if denials:
            text = f"denied {'once more' if held.denying else 'since'}, {self._basis.voice(denials[0])}"
            yield Changed(sort="denied", text=text, claims=(denials[0].id,))
        if self._finding.status != held.status and not (since and self._finding.status == "denied"):
            yield self._moved(held.status)

    def _moved(self, before: str) -> Changed:
        """What was only where a claim of now still says so."""
        claims = self._evidence.of(self._finding)
        then = [claim.id for claim in claims if claim.headline == before][:1]
        now = [claim.id for claim in claims if claim.headline == self._finding.status][-1:]
        was = f"{self._state(before)} in the earlier brief, " if then else ""
        return Changed(sort="status", text=f"{was}now {self._state(self._finding.status)}", claims=(*then, *now))

    def _state(self, status: str) -> str:
        return "withdrawn" if status == RETRACTED else self._basis.wording.status(status)

    def _of_values(self, held: SnapshotFinding) -> Iterator[Changed]:
        """What reports differ on since, and what they differ on no longer; the status is told by itself."""
        disputes = [one for one in self._finding.conflicts if one.relation == "conflict" and one.field != "status"]
        for dispute in disputes:
            before = held.conflicts.get(dispute.field, ())
            new = [value for value in dispute.values if value.value not in before]
            told = new if before else list(dispute.values)
            claims = tuple(value.claims[0] for value in told)
            values = [self._value(dispute, value) for value in told]
            if new and before:
                yield Changed(sort="rival", text=f"a further value for the {dispute.field}, {joined(values)}", claims=claims)
            elif new:
                yield Changed(sort="rival", text=f"reports now differ on the {dispute.field}, {' against '.join(values)}", claims=claims)
        still = {"status", *(one.field for one in disputes)}
        for field in (one for one in held.conflicts if one not in still):
            yield Changed(sort="settled", text=f"reports no longer differ on the {field}")

    def _value(self, dispute: Conflict, value: Value) -> str:
        """A value beside its teller; a quotation of it has its bound."""
        claim = self._evidence.claims[value.claims[0]]
        if dispute.field == "date" or dispute.field in by_hand(claim):
            return f"{single(value.value)} ({self._basis.teller(claim)})"
        whole = [one for one in self._quotations if one.endswith(single(value.value)) and self._basis.names(claim, one)]
        return f"{quoted(min(whole, key=len, default=value.value))} ({self._basis.teller(claim)})"

    def _of_the_whole(self, held: SnapshotFinding) -> Iterator[Changed]:
        """A commitment, origins, rules, and whether it is the same finding."""
        yield from self._kept(held)
        sure = self._finding.lineages.sure
        if held.sure < _SEVERAL <= sure:
            yield Changed(sort="origins", text=f"no longer of a single origin, {support(self._finding)}")
        elif sure != held.sure:
            more = "more" if sure > held.sure else "fewer"
            yield Changed(sort="origins", text=f"{more} independent origins, {sure} where there were {held.sure}")
        touched = [cite for cite in touched_by(self._finding.id, self._evidence) if cite not in held.touched]
        if touched:
            names = f"{', '.join(touched[:_NAMED])} and others" if len(touched) > _NAMED else joined(touched)
            yield Changed(sort="touched", text=f"may now touch {names}")
        yield from self._together(held)

    def _kept(self, held: SnapshotFinding) -> Iterator[Changed]:
        outlook = self._evidence.assessed.outlook
        for one in outlook.commitments if outlook and held.commitment else ():
            if one.finding == self._finding.id and one.state.value != held.commitment:
                firsts = [sign.claims[0] for sign in one.signs if sign.claims]
                own = [claim for claim in firsts if claim in _claims_of([self._finding])]
                text = f"the {one.pledge.value}, {held.commitment} before, now stands as {one.state.value}"
                yield Changed(sort="commitment", text=text, claims=tuple(own[:1]))

    def _together(self, held: SnapshotFinding) -> Iterator[Changed]:
        """Whether several earlier findings are one now, or one of then is several now."""
        mine = _claims_of([self._finding])
        if sum(not mine.isdisjoint(one.claims) for one in self._earlier.findings) > 1:
            yield Changed(sort="merged", text="told as one deed, where the earlier brief told of several")
        elif sum(not _claims_of([one]).isdisjoint(held.claims) for one in self._evidence.findings) > 1:
            yield Changed(sort="split", text="told apart from another deed, with which it was one in the earlier brief")

    def _known(self, claims: Iterable[ClaimId]) -> tuple[ClaimId, ...]:
        return tuple(claim for claim in claims if claim in self._evidence.claims)


def _heir_of(finding: Finding, earlier: Snapshot) -> SnapshotFinding | None:
    """The earlier finding with which one of now shares the most claims, of equal ones the first by id; none if it shares none."""
    mine = _claims_of([finding])
    shared = Counter({held.id: len(mine.intersection(held.claims)) for held in earlier.findings})
    most = max(shared.values(), default=0)
    return min((held for held in earlier.findings if most and shared[held.id] == most), key=lambda held: held.id, default=None)
