"""Sentences on how often such commitments were kept: the counts, the share and its interval are those of the one group."""

from collections.abc import Iterator

from foedus.brief.gate.basis import Basis
from foedus.brief.gate.likelihood import in_band
from foedus.brief.gate.reading import Reading
from foedus.brief.wording import capital
from foedus.model.commitment import Commitment, FollowThrough, Pledge, Share
from foedus.model.record import ClaimId

_CITED = 4
_NAMES = {Pledge.PROMISE: "promises", Pledge.THREAT: "threats", Pledge.PLAN: "plans of hostile deeds"}


def follow_through(reading: Reading, basis: Basis) -> Iterator[str]:
    """The counts of a group, and the share within the longest time that allows one; a likelihood word only inside its band."""
    groups = [one for one in _groups(basis) if basis.statement.about == (one.pledge.value, one.actor)]
    if not groups:
        yield "a group whose follow-through nobody counted"
        return
    if not any(reading.take_first(text) for text in _told(groups[0], basis)):
        yield "counts, a share, an interval or a word that the group does not have"
    yield from _cited(groups[0], basis)


def _groups(basis: Basis) -> Iterator[FollowThrough]:
    outlook = basis.evidence.assessed.outlook
    yield from (one for one in (outlook.follow_through if outlook else ()) if not one.event and not one.context)


def _told(group: FollowThrough, basis: Basis) -> Iterator[str]:
    """The ways to tell a group: with its share if any time allows one, else as too few."""
    whose = f"{_NAMES[group.pledge]} of {basis.wording.name_of(group.actor)}" if group.actor else _NAMES[group.pledge]
    off = f", {group.reversed} called off" if group.reversed else ""
    seen = f"{group.seen} {'was' if group.seen == 1 else 'were'} seen carried out at least in part{off}"
    share = max((one for one in group.shares if one.share is not None), key=lambda one: one.days, default=None)
    if share is not None:
        yield from (f"{word} {group.number} {whose} that were followed, {seen}; {_rate(share)}." for word in ("Of", "Among"))
        return
    counts = f"{group.number} followed, {group.seen} seen carried out at least in part{off}."
    yield f"Too few {whose} were followed to say how often such are kept: {counts}"
    yield f"How often {whose} are kept cannot be said yet: {counts}"
    yield f"{capital(whose)} are too few to say how often such are kept: {counts}"


def _rate(share: Share) -> str:
    middle, low, high = (f"{(value or 0) * 100:.0f}" for value in (share.share, share.low, share.high))
    word = f", which is called {share.word}" if share.word and in_band(share.word, share.low, share.high) else ""
    counts = f"{share.seen} seen, {share.at_risk} still followed then"
    return f"{middle} % within {share.days} days (interval {low} to {high} %; {counts}){word}"


def _cited(group: FollowThrough, basis: Basis) -> Iterator[str]:
    """Each citation is the first claim of a commitment of the group, as many as can be; its findings are those of these commitments."""
    outlook = basis.evidence.assessed.outlook
    those = [one for one in (outlook.commitments if outlook else ()) if _is_of(one, group)]
    firsts = {claim for one in those for claim in one.claims[:1] if claim in basis.evidence.claims}
    cited = {claim.id for claim in basis.claims}
    yield from (f"a citation of no commitment of the group ({claim})" for claim in sorted(cited - firsts))
    if len(cited) != min(_CITED, len(firsts)):
        yield f"{len(cited)} commitments cited where {min(_CITED, len(firsts))} can be"
    if {finding.id for finding in basis.findings} != {one.finding for one in those if _rests_on(one, cited)}:
        yield "findings of other commitments than those cited"


def _is_of(commitment: Commitment, group: FollowThrough) -> bool:
    return commitment.pledge is group.pledge and (not group.actor or group.actor in commitment.actors)


def _rests_on(commitment: Commitment, cited: set[ClaimId]) -> bool:
    return not cited.isdisjoint(commitment.claims)
