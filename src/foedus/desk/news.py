"""What is new in a story since somebody last looked at it."""

import datetime as dt
from collections.abc import Iterable, Sequence

from foedus.model.desk import Look
from foedus.model.finding import Finding, StatusStep
from foedus.model.judgement import Judgement
from foedus.model.record import ClaimId, FindingId, Record, identify


class Move(Record, frozen=True, kw_only=True):
    """A finding that moved on.

    Attributes:
        finding: The finding.
        step: The move.
        before: Its status before, empty if the move is its first.
    """

    finding: FindingId
    step: StatusStep
    before: str


class News(Record, frozen=True, kw_only=True):
    """What changed in a story.

    Attributes:
        since: When it was last looked at, UTC.
        claims: Claims that were not there then, sorted.
        findings: Findings that hold some of them.
        gone: How many claims that were there then are no more.
        moves: Moves of status told by new claims, in order of publication.
        judgements: What people decided since, in order.
    """

    since: dt.datetime
    claims: tuple[ClaimId, ...] = ()
    findings: tuple[FindingId, ...] = ()
    gone: int = 0
    moves: tuple[Move, ...] = ()
    judgements: tuple[Judgement, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether nothing changed."""
        return not (self.claims or self.gone or self.judgements)


def claims_in(findings: Iterable[Finding]) -> tuple[ClaimId, ...]:
    """The claims of findings, sorted."""
    return tuple(sorted(claim for finding in findings for claim in (*finding.supporting, *finding.denying)))


def stamp(claims: Sequence[ClaimId]) -> str:
    """A short text that tells one set of claims from another."""
    return identify("v", *sorted(claims))


def news_of(look: Look, findings: Sequence[Finding], judgements: Sequence[Judgement] = ()) -> News:
    """What is in a story that was not there at a look.

    Args:
        look: The look.
        findings: All findings of the story.
        judgements: All judgements of the ledger, in order.
    """
    seen, now = set(look.claims), claims_in(findings)
    fresh = set(now) - seen
    known = {judgement for finding in findings for judgement in finding.judgements}
    moves = [move for finding in findings for move in _moves(finding, fresh)]
    return News(
        since=look.at,
        claims=tuple(sorted(fresh)),
        findings=tuple(finding.id for finding in findings if not fresh.isdisjoint((*finding.supporting, *finding.denying))),
        gone=len(seen.difference(now)),
        moves=tuple(sorted(moves, key=lambda move: (move.step.published or "9999", move.finding))),
        judgements=tuple(judgement for judgement in judgements if judgement.id in known and judgement.at > look.at),
    )


def _moves(finding: Finding, fresh: set[ClaimId]) -> Iterable[Move]:
    before = ""
    for step in finding.timeline:
        if step.claim in fresh and before:
            yield Move(finding=finding.id, step=step, before=before)
        before = step.status
