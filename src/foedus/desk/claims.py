"""Claims with what people decided about them."""

from collections.abc import Sequence

from foedus.corroboration.judging import Verdicts, corrected, in_force, target_of
from foedus.model.claim import Claim
from foedus.model.judgement import Judgement, Target, Verdict
from foedus.model.record import FindingId, Record
from foedus.store import Ledger
from foedus.store.judged import judgements_in
from foedus.store.paging import ToldClaim


class Weighed(Record, frozen=True, kw_only=True):
    """A claim with what was decided about it.

    Attributes:
        coded: As it was coded.
        claim: As people corrected it.
        finding: The finding that it belongs to; none if it was rejected.
        judgements: The judgements on it that count, in order.
    """

    coded: Claim
    claim: Claim
    finding: FindingId | None = None
    judgements: tuple[Judgement, ...] = ()

    @property
    def is_rejected(self) -> bool:
        """Whether the last word on it is that it does not stand."""
        return self._last_word() is Verdict.REJECT

    @property
    def mark(self) -> str:
        """What was decided, in a word or two for tables; empty if nothing was."""
        parts = [verdict.value + "ed" for verdict in (self._last_word(),) if verdict is not None]
        slots = [judgement.slot for judgement in self.judgements if judgement.verdict is Verdict.CORRECT]
        parts += [f"corrected: {', '.join(dict.fromkeys(slots))}"] if slots else []
        kinds = {judgement.verdict for judgement in self.judgements}
        parts += [word for verdict, word in _WORDS.items() if verdict in kinds]
        return "; ".join(parts)

    def _last_word(self) -> Verdict | None:
        decided = [judgement.verdict for judgement in self.judgements if judgement.verdict in {Verdict.ACCEPT, Verdict.REJECT}]
        return decided[-1] if decided else None


_WORDS = {Verdict.MERGE: "merged", Verdict.SPLIT: "split", Verdict.ORIGIN: "origin marked", Verdict.NOTE: "noted"}


class Entry(Record, frozen=True, kw_only=True):
    """One line of the history of a claim.

    Attributes:
        judgement: What was decided.
        counts: Whether nobody took it back.
    """

    judgement: Judgement
    counts: bool


def weighed(ledger: Ledger, told: Sequence[ToldClaim]) -> tuple[Weighed, ...]:
    """Claims as people corrected them, with what was decided."""
    documents = {one.claim.document for one in told}
    judgements = judgements_in(ledger, documents)
    if not judgements:
        return tuple(Weighed(coded=one.claim, claim=one.claim, finding=one.finding) for one in told)
    judged = {target.document for judgement in judgements for target in judgement.targets} & documents
    # a judgement may fit several claims that overlap, so it is resolved among all claims of its documents
    everything = [claim for document in sorted(judged) for claim in ledger.claims(document)]
    verdicts = Verdicts(judgements, everything)
    by_id = {judgement.id: judgement for judgement in judgements}
    return tuple(_weighed(one, [by_id[known] for known in verdicts.on([one.claim.id])]) for one in told)


def _weighed(told: ToldClaim, judgements: Sequence[Judgement]) -> Weighed:
    claim = told.claim
    for judgement in judgements:
        if judgement.verdict is Verdict.CORRECT:
            claim = corrected(claim, judgement)
    return Weighed(coded=told.claim, claim=claim, finding=told.finding, judgements=tuple(judgements))


def history_of(ledger: Ledger, claim: Claim) -> tuple[Entry, ...]:
    """All that was decided about a claim, in order, with what was taken back."""
    judgements = judgements_in(ledger, {claim.document})
    counting = {judgement.id for judgement in in_force(judgements)}
    undone = {judgement.value for judgement in judgements if judgement.verdict is Verdict.UNDO}
    here = target_of(claim)
    return tuple(
        Entry(judgement=judgement, counts=judgement.id in counting or (judgement.verdict is Verdict.UNDO and judgement.id not in undone))
        for judgement in judgements
        if any(_is_at(here, target) for target in judgement.targets)
    )


def _is_at(one: Target, other: Target) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end
