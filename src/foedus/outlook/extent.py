"""How much of a promised number has been seen, as an interval; numbers are never guessed."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from foedus.model.commitment import Amount, Extent, State
from foedus.outlook.wording import quoted

Alike = Callable[[str, str], bool]
_ZERO = Decimal(0)


def extent_of(promised: Sequence[Amount], seen: Iterable[Amount], alike: Alike) -> Extent | None:
    """Set what was seen against what was promised, where both count the same.

    The low end is the largest single figure, as if each report repeated the others; the high end adds up the findings' largest
    figures and what is said to come on top, as if none did.

    Args:
        promised: The promised amounts.
        seen: The amounts of deeds that carry the promise out.
        alike: Whether two counted nouns are one.

    Returns:
        None if no number was promised.
    """
    if not promised:
        return None
    counted = tuple(amount for amount in seen if any(alike(amount.unit, other.unit) for other in promised))
    ordered = sorted(counted, key=lambda amount: amount.finding)
    ends = [_most(list(group)) for _, group in groupby(ordered, key=lambda amount: amount.finding)]
    known = [end for end in ends if end is not None]
    return Extent(
        promised=tuple(promised),
        seen=counted,
        low=max((amount.low or _ZERO for amount in counted), default=_ZERO),
        high=sum(known, _ZERO) if len(known) == len(ends) else None,
    )


def _most(amounts: Sequence[Amount]) -> Decimal | None:
    """The most that one finding's figures can add up to; none if one of them is open above."""
    if any(amount.high is None for amount in amounts):
        return None
    added = {amount.high for amount in amounts if amount.added}
    return max((amount.high or _ZERO for amount in amounts if not amount.added), default=_ZERO) + sum(
        (end or _ZERO for end in added), _ZERO
    )


def state_of(extent: Extent | None, *, ongoing: bool) -> tuple[State, str]:
    """What became of a commitment that was seen carried out, and why.

    Rival promised figures stand side by side: it is fulfilled only if the largest of them is reached. A promise without a least
    number (`up to 25,000`) has none to reach.
    """
    if extent is None or not extent.seen:
        if ongoing:
            return State.UNDER_WAY, "said to be under way"
        return (State.FULFILLED, "said to be done") if extent is None else (State.SEEN, "said to be done, but not how much of it")
    wanted = [amount.low for amount in extent.promised if amount.low is not None]
    figures = f"{share_words(extent)} seen"
    if not wanted:
        return State.SEEN, f"{figures}; no least number was promised"
    return (State.FULFILLED if extent.low >= max(wanted) else State.PART), figures


def share_words(extent: Extent) -> str:
    """What was seen of what was promised: `800 of “25,000 workers”`; rival promised figures are all named."""
    promised = " or ".join(dict.fromkeys(quoted(amount.text) for amount in extent.promised))
    low = f"{extent.low:,f}"
    if extent.high is None:
        return f"{low} or more of {promised}"
    return f"{low} of {promised}" if extent.high == extent.low else f"{low} to {extent.high:,f} of {promised}"
