"""What changed since an earlier brief: findings are matched by the claims that they share, since their ids change as they grow."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from foedus.brief.deeds import weight
from foedus.brief.snapshot import conflicts_of, touched_by
from foedus.brief.telling import Teller
from foedus.brief.wording import RETRACTED, by_hand, counted, exact_words, joined, quoted, single, support, voice
from foedus.model.brief import Section, Snapshot, SnapshotFinding, Statement
from foedus.model.claim import Claim
from foedus.model.event import codes_of
from foedus.model.finding import Conflict, Finding, Superseded, Value
from foedus.model.record import ClaimId, FindingId, Record

MAX_CHANGES = 20
# So many places are kept for deeds that are new, if there are as many.
_KEPT_FOR_NEW = 8
_NAMED = 3
_CORROBORATED = 2
_MENDED = {"correction": "corrected", "clarification": "clarified", "retraction": "withdrawn"}


class Comparison(Record, frozen=True, kw_only=True):
    """Which findings of now and then are the same.

    Attributes:
        matched: Findings of now with the earlier one that shares the most claims.
        new: Findings of now that share no claim with an earlier one.
        merged: Findings of now in which several earlier ones went together.
        split: Findings of now that were one with another before.
        gone: Earlier findings of which no finding of now has a claim.
    """

    matched: Mapping[FindingId, SnapshotFinding]
    new: tuple[FindingId, ...]
    merged: frozenset[FindingId]
    split: frozenset[FindingId]
    gone: tuple[SnapshotFinding, ...]


class Clause(Record, frozen=True, kw_only=True):
    """One thing that changed in a finding: what sort of change, in words, and the claims that show it."""

    sort: str
    text: str
    claims: tuple[Claim, ...] = ()


def compared(findings: Iterable[Finding], earlier: Snapshot) -> Comparison:
    """Match findings of now to those of an earlier brief: most shared claims first, of equal ones by id."""
    then = {claim: held.id for held in earlier.findings for claim in held.claims}
    by_id = {held.id: held for held in earlier.findings}
    matched: dict[FindingId, SnapshotFinding] = {}
    new, merged = [], set()
    heirs: Counter[FindingId] = Counter()
    for finding in findings:
        shared = Counter(then[claim] for claim in (*finding.supporting, *finding.denying) if claim in then)
        heirs.update(shared.keys())
        if not shared:
            new.append(finding.id)
            continue
        matched[finding.id] = by_id[_most(shared)]
        if len(shared) > 1:
            merged.add(finding.id)
    split = {finding for finding, held in matched.items() if heirs[held.id] > 1}
    gone = tuple(held for held in earlier.findings if not heirs[held.id])
    return Comparison(matched=matched, new=tuple(new), merged=frozenset(merged), split=frozenset(split - merged), gone=gone)


def _most(shared: Counter[FindingId]) -> FindingId:
    return min(shared, key=lambda held: (-shared[held], held))


class Changes:
    """The section on what changed.

    Args:
        teller: Words findings.
        earlier: What the earlier brief held.
        query: The words that chose the findings of this brief.
    """

    def __init__(self, teller: Teller, earlier: Snapshot, query: str = "") -> None:
        self._teller = teller
        self._evidence = teller.evidence
        self._wording = teller.wording
        self._earlier = earlier
        self._query = query
        outlook = teller.evidence.assessed.outlook
        self._commitments = {commitment.finding: commitment for commitment in outlook.commitments} if outlook else {}
        self._found = compared(teller.evidence.findings, earlier)

    def section(self) -> Section:
        """What changed in findings that are known, the most telling first; then what is new; then what is gone."""
        ranked = sorted(self._evidence.findings, key=weight)
        known = [(finding, clauses) for finding in ranked if (clauses := self._clauses(finding))]
        known.sort(key=lambda pair: _SORTS.index(pair[1][0].sort))
        fresh = set(self._found.new)
        new = [(finding, [self._new(finding)]) for finding in ranked if finding.id in fresh]
        room = MAX_CHANGES - min(len(new), _KEPT_FOR_NEW)
        left = self._left()
        every = [*known[:room], *new, *known[room:], *left]
        return Section(
            key="changed",
            title="What changed since the last brief",
            statements=tuple(self._told(every[:MAX_CHANGES])),
            empty=f"Nothing changed since {named(self._earlier)}.",
            note=self._note(len(left)),
            left_out=max(0, len(every) - MAX_CHANGES),
            more="foedus findings" if len(every) > MAX_CHANGES else "",
        )

    def _note(self, left: int) -> str:
        """What this is compared with, and how much of it cannot be cited any more."""
        parts = [f"Compared with {named(self._earlier)}."]
        if self._earlier.query != self._query:
            parts.append("That brief was on other words: what it left out counts as new here.")
        elif len(self._found.gone) > left:
            gone = len(self._found.gone) - left
            which = f"{counted(gone, 'finding')} of that brief {'is' if gone == 1 else 'are'}"
            parts.append(f"{which} no longer there, and no report that can be cited took the place.")
        return " ".join(parts)

    def _left(self) -> list[tuple[Finding, list[Clause]]]:
        """Earlier findings whose reports now belong to findings that this brief is not about; not where it is on other words."""
        if self._earlier.query != self._query:
            return []
        holding = {claim: finding for finding in self._evidence.others for claim in (*finding.supporting, *finding.denying)}
        held = [next((holding[claim] for claim in gone.claims if claim in holding), None) for gone in self._found.gone]
        kept = dict.fromkeys(finding.id for finding in held if finding is not None)
        clause = Clause(sort="left", text="no longer among the findings of this brief")
        return [(finding, [clause]) for finding in self._evidence.others if finding.id in kept]

    def _told(self, changed: Iterable[tuple[Finding, Sequence[Clause]]]) -> Iterator[Statement]:
        """A sentence on each finding; it opens with its words where the sentence before opens with the same party."""
        before = ""
        for finding, clauses in changed:
            lead = self._teller.leading(finding)[0]
            who = self._wording.names(codes_of(lead.event.actors)) or "an unnamed party"
            before = "" if before == who else who
            yield self._stated(finding, clauses, lead, said_of="" if before else who)

    def _stated(self, finding: Finding, clauses: Sequence[Clause], lead: Claim, said_of: str) -> Statement:
        words = quoted(exact_words(lead, self._evidence.document(lead)))
        start = f"{words}, said of {said_of}" if said_of else f"{self._teller.deed(lead)}, {words}"
        claims = dict.fromkeys([lead, *(claim for clause in clauses for claim in clause.claims)])
        text = f"{start}: {'; '.join(clause.text for clause in clauses)}."
        return self._teller.stated(text, claims, finding, "change", tuple(clause.sort for clause in clauses))

    def _new(self, finding: Finding) -> Clause:
        leading = self._teller.leading(finding)
        source = voice(leading[0], self._evidence.document(leading[0]))
        state = self._state(RETRACTED) if finding.status == RETRACTED else self._teller.state(finding, leading[0])
        told = "; ".join(filter(None, (f"new, {source}", state, support(finding))))
        return Clause(sort="new", text=told, claims=tuple(leading))

    def _clauses(self, finding: Finding) -> list[Clause]:
        """All that changed in a finding, in the order in which it matters."""
        held = self._found.matched.get(finding.id)
        if held is None:
            return []
        made = (
            self._mended(finding, held),
            self._denied(finding, held),
            self._moved(finding, held),
            *self._rivals(finding, held),
            self._kept(finding, held),
            _origins(finding, held),
            self._touched(finding, held),
            self._joined(finding),
        )
        return [clause for clause in made if clause is not None]

    def _mended(self, finding: Finding, held: SnapshotFinding) -> Clause | None:
        """Reports that were corrected or withdrawn since."""
        entries = [entry for entry in finding.superseded if entry.claim not in held.superseded]
        parts, cited = [], []
        for kind in dict.fromkeys(entry.kind for entry in entries):
            claims = [self._evidence.claims[entry.claim] for entry in entries if entry.kind == kind]
            tellers = joined(sorted({self._teller.teller(claim) for claim in claims}))
            parts.append(f"the account of {tellers} was {_MENDED[kind]} since")
            cited += [*claims, *self._notices(entries, kind)]
        return Clause(sort="corrected", text="; ".join(parts), claims=tuple(cited)) if parts else None

    def _notices(self, entries: Iterable[Superseded], kind: str) -> list[Claim]:
        found = (self._evidence.claims.get(ClaimId(entry.by)) for entry in entries if entry.kind == kind)
        return [claim for claim in found if claim is not None]

    def _denied(self, finding: Finding, held: SnapshotFinding) -> Clause | None:
        new = [claim for claim in self._evidence.standing(finding) if claim.id in set(finding.denying) - set(held.denying)]
        if not new:
            return None
        source = voice(new[0], self._evidence.document(new[0]))
        return Clause(sort="denied", text=f"denied {'once more' if held.denying else 'since'}, {source}", claims=(new[0],))

    def _moved(self, finding: Finding, held: SnapshotFinding) -> Clause | None:
        """How far along it is now, and was; what it was only if a claim still tells it so."""
        if finding.status == held.status or (finding.status == "denied" and set(finding.denying) - set(held.denying)):
            return None
        claims = self._evidence.of(finding)
        was = next((claim for claim in claims if claim.headline == held.status), None)
        now = next((claim for claim in reversed(claims) if claim.headline == finding.status), None)
        before = f"{self._state(held.status)} in the earlier brief, now " if was is not None else "now "
        return Clause(sort="status", text=f"{before}{self._state(finding.status)}", claims=tuple(filter(None, (was, now))))

    def _rivals(self, finding: Finding, held: SnapshotFinding) -> Iterator[Clause]:
        """Numbers, places and dates on which reports contradict each other since, or no longer."""
        now = conflicts_of(finding)
        for conflict in finding.conflicts:
            was = held.conflicts.get(conflict.field, ())
            new = [value for value in conflict.values if value.value not in was]
            if conflict.relation != "conflict" or conflict.field == "status" or not new:
                continue
            told = [self._value(conflict, value) for value in (new if was else conflict.values)]
            text = f"a further value for the {conflict.field}, " if was else f"reports now differ on the {conflict.field}, "
            claims = tuple(self._evidence.claims[value.claims[0]] for value in (new if was else conflict.values))
            yield Clause(sort="rival", text=f"{text}{(joined(told) if was else ' against '.join(told))}", claims=claims)
        for field in held.conflicts:
            if field not in now and field != "status":
                yield Clause(sort="settled", text=f"reports no longer differ on the {field}")

    def _value(self, conflict: Conflict, value: Value) -> str:
        claim = self._evidence.claims[value.claims[0]]
        plain = conflict.field == "date" or conflict.field in by_hand(claim)
        told = single(value.value) if plain else quoted(self._teller.valued(replace(value, claims=value.claims[:1])))
        return f"{told} ({self._teller.teller(claim)})"

    def _kept(self, finding: Finding, held: SnapshotFinding) -> Clause | None:
        """What became of a commitment since."""
        commitment = self._commitments.get(finding.id)
        if commitment is None or not held.commitment or commitment.state.value == held.commitment:
            return None
        signs = [self._evidence.claims[claim] for sign in commitment.signs for claim in sign.claims[:1]]
        known = [claim for claim in signs if claim.id in (*finding.supporting, *finding.denying)]
        text = f"the {commitment.pledge.value}, {held.commitment} before, now stands as {commitment.state.value}"
        return Clause(sort="commitment", text=text, claims=tuple(known[:1]))

    def _touched(self, finding: Finding, held: SnapshotFinding) -> Clause | None:
        new = [cite for cite in touched_by(finding.id, self._evidence) if cite not in held.touched]
        if not new:
            return None
        named_ones = f"{', '.join(new[:_NAMED])} and others" if len(new) > _NAMED else joined(new)
        return Clause(sort="touched", text=f"may now touch {named_ones}")

    def _joined(self, finding: Finding) -> Clause | None:
        if finding.id in self._found.merged:
            return Clause(sort="merged", text="told as one deed, where the earlier brief told of several")
        if finding.id in self._found.split:
            return Clause(sort="split", text="told apart from another deed, with which it was one in the earlier brief")
        return None

    def _state(self, status: str) -> str:
        return "withdrawn" if status == RETRACTED else self._wording.status(status)


_SORTS = ("corrected", "denied", "status", "rival", "settled", "commitment", "origins", "touched", "merged", "split", "new", "left")


def named(earlier: Snapshot) -> str:
    """An earlier brief by its title and cut-off."""
    day = f", cut-off {earlier.cutoff.isoformat()}" if earlier.cutoff else ""
    return f"{quoted(earlier.title)}{day}"


def _origins(finding: Finding, held: SnapshotFinding) -> Clause | None:
    """More or fewer independent origins than before."""
    sure = finding.lineages.sure
    if held.sure < _CORROBORATED <= sure:
        return Clause(sort="origins", text=f"no longer of a single origin, {support(finding)}")
    if sure == held.sure:
        return None
    return Clause(
        sort="origins", text=f"{'more' if sure > held.sure else 'fewer'} independent origins, {sure} where there were {held.sure}"
    )
