"""People's decisions, as they bear on the weighing: a machine rerun never undoes them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

import msgspec

from foedus.model.claim import Claim, Polarity, Status
from foedus.model.event import Party, Reason
from foedus.model.judgement import READ_SLOTS, Judgement, Target, Verdict
from foedus.model.mention import Actor
from foedus.model.record import ClaimId, DocumentId

SAME, APART = "same", "apart"
DENIED = "denied"
Pair = frozenset[ClaimId]


class Verdicts:
    """What people decided, resolved to the claims as they are coded now.

    Args:
        judgements: In the order in which they were made.
        claims: All claims.
    """

    def __init__(self, judgements: Sequence[Judgement], claims: Sequence[Claim]) -> None:
        self._judgements = judgements = in_force(judgements)
        by_document: defaultdict[DocumentId, list[Claim]] = defaultdict(list)
        for claim in claims if judgements else ():
            by_document[claim.document].append(claim)
        self._targets = {judgement.id: _resolved(judgement.targets, by_document) for judgement in judgements}
        self.joined: dict[Pair, bool] = {}
        self.origins: dict[frozenset[DocumentId], bool] = {}
        self._rejected: dict[ClaimId, bool] = {}
        self.documents = documents = {claim.id: claim.document for claim in claims}
        for judgement in judgements:
            targets = self._targets[judgement.id]
            if judgement.verdict in {Verdict.ACCEPT, Verdict.REJECT}:
                self._rejected |= dict.fromkeys(targets, judgement.verdict is Verdict.REJECT)
            elif judgement.verdict is Verdict.MERGE:
                self.joined |= dict.fromkeys(map(frozenset, combinations(targets, 2)), True)
            elif judgement.verdict is Verdict.SPLIT:
                self.joined |= {frozenset((targets[0], other)): False for other in targets[1:]}
            elif judgement.verdict is Verdict.ORIGIN:
                pairs = [frozenset((documents[targets[0]], documents[other])) for other in targets[1:]]
                self.origins |= dict.fromkeys(pairs, judgement.value == SAME)

    def applied(self, claims: Iterable[Claim]) -> list[Claim]:
        """The claims that were not rejected, as corrected."""
        corrections: defaultdict[ClaimId, list[Judgement]] = defaultdict(list)
        for judgement in self._judgements:
            if judgement.verdict is Verdict.CORRECT:
                for target in self._targets[judgement.id]:
                    corrections[target].append(judgement)
        found = []
        for claim in claims:
            if not self._rejected.get(claim.id, False):
                for judgement in corrections[claim.id]:
                    claim = corrected(claim, judgement)  # noqa: PLW2901  # each correction goes on from the one before
                found.append(claim)
        return found

    def on(self, claims: Iterable[ClaimId]) -> tuple[str, ...]:
        """The judgements that bear on claims, in order."""
        wanted = set(claims)
        return tuple(judgement.id for judgement in self._judgements if wanted & set(self._targets[judgement.id]))


def in_force(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that nobody took back; one that took another back is gone too if it was taken back itself."""
    void: set[str] = set()
    for judgement in reversed(judgements):
        if judgement.verdict is Verdict.UNDO and judgement.id not in void:
            void.add(judgement.value)
    return tuple(judgement for judgement in judgements if judgement.id not in void and judgement.verdict is not Verdict.UNDO)


def _resolved(targets: Sequence[Target], by_document: Mapping[DocumentId, Sequence[Claim]]) -> list[ClaimId]:
    """The claims that stand at the places meant; a place whose claim is gone has none."""
    found = []
    for target in targets:
        here = [claim for claim in by_document.get(target.document, ()) if _shared(claim, target) > 0]
        if here:
            found.append(max(here, key=lambda claim: (_shared(claim, target), claim.id)).id)
    return found


def _shared(claim: Claim, target: Target) -> int:
    """How many code points of its trigger a claim shares with a place."""
    return min(claim.event.trigger.end, target.end) - max(claim.event.trigger.start, target.start)


def target_of(claim: Claim) -> Target:
    """A claim as judgements name it."""
    return Target(document=claim.document, start=claim.event.trigger.start, end=claim.event.trigger.end)


def corrected(claim: Claim, judgement: Judgement) -> Claim:
    """A claim with a slot as somebody corrected it, and the reason among its reasons."""
    reason = Reason(part=judgement.slot, rule="judged", detail=f"{judgement.value or 'none'}, says {judgement.who}: {judgement.why}")
    return msgspec.structs.replace(CORRECTIONS[judgement.slot](claim, judgement), why=(*claim.why, reason))


def _with_event(claim: Claim, judgement: Judgement) -> Claim:
    return _replaced(claim, type=judgement.value, mode="")


def _with_actors(claim: Claim, judgement: Judgement) -> Claim:
    return _replaced(claim, actors=_parties(claim.event.actors, judgement.value))


def _with_recipients(claim: Claim, judgement: Judgement) -> Claim:
    return _replaced(claim, recipients=_parties(claim.event.recipients, judgement.value))


def _with_status(claim: Claim, judgement: Judgement) -> Claim:
    if judgement.value == DENIED:
        return msgspec.structs.replace(claim, polarity=Polarity.NEGATIVE)
    return msgspec.structs.replace(claim, status=Status(judgement.value), polarity=Polarity.POSITIVE)


def _with_stated(claim: Claim, judgement: Judgement) -> Claim:
    """A claim with the quantity, place or date that somebody stated, or with none."""
    return _replaced(claim, **{judgement.slot: getattr(judgement.stated, judgement.slot) if judgement.stated else None})


def _replaced(claim: Claim, **parts: object) -> Claim:
    return msgspec.structs.replace(claim, event=msgspec.structs.replace(claim.event, **parts))


def _parties(known: Sequence[Party], value: str) -> tuple[Party, ...]:
    """Parties of these codes; those that stood there before keep their words."""
    before = {party.actor.code: party for party in known}
    codes = [code.strip() for code in value.split(",") if code.strip()]
    return tuple(before.get(code) or Party(actor=Actor(code=code)) for code in codes)


CORRECTIONS: Mapping[str, Callable[[Claim, Judgement], Claim]] = {
    "event": _with_event,
    "actors": _with_actors,
    "recipients": _with_recipients,
    "status": _with_status,
    **dict.fromkeys(sorted(READ_SLOTS), _with_stated),
}
