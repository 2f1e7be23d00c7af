"""What a table of events may say of a claim: the tables of other coders have no column for status or denial."""

import logging
from collections.abc import Callable, Iterable, Iterator

from foedus.export.flat import CodedClaim
from foedus.lexicon.codebook import Codebook, Quad
from foedus.model.claim import Claim
from foedus.model.mention import Actor, DateMention, Direction
from foedus.model.period import Period, Precision

log = logging.getLogger(__name__)

_NEVER = frozenset({"denied", "hypothetical", "standing"})
_SPOKEN = frozenset({"planned", "conditional"})
_VERBAL = frozenset({Quad.VERBAL_COOPERATION, Quad.VERBAL_CONFLICT})


def is_told_as_event(claim: Claim, codebook: Codebook) -> bool:
    """Whether the claim says that the deed took or takes place.

    What is planned or conditional has taken place where the deed is the word itself: a promise, a threat. What is
    requested has only been requested. Denials, hypotheses and obligations in force are no events.
    """
    status, kind = claim.headline, claim.event.type
    if status in _NEVER:
        return False
    if status == "requested":
        return kind == "REQUEST"
    return status not in _SPOKEN or codebook.quad(kind) in _VERBAL


def events_among(records: Iterable[CodedClaim], codebook: Codebook, form: str) -> Iterator[CodedClaim]:
    """The claims that are told as events; how many are not is a warning at the end.

    Args:
        records: Claims with their documents.
        codebook: Event types with their quarters.
        form: The name of the form, for the warning.
    """
    every = left_out = 0
    for coded in records:
        every += 1
        if is_told_as_event(coded.claim, codebook):
            yield coded
        else:
            left_out += 1
    if left_out:
        log.warning("%s: %d of %d claims left out: denied, only planned or hypothetical, which this form cannot say", form, left_out, every)


def period_of(date: DateMention | None) -> Period | None:
    """The days on which the deed took place; none where the words give no date, or only a bound."""
    return date.period if date is not None and date.direction is Direction.DURING else None


def day_of(date: DateMention | None) -> Period | None:
    """The period if it is a single day."""
    period = period_of(date)
    return period if period is not None and period.precision is Precision.DAY else None


def name_of(actor: Actor, display: Callable[[str], str]) -> str:
    """The name of an actor, or of its code where it has none of its own.

    Args:
        actor: The actor.
        display: Names of flat codes.
    """
    return actor.name if actor.name not in {"", actor.code} else display(actor.code)
