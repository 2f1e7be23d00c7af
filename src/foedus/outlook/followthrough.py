"""How often commitments of a kind were later seen carried out, and after how long: survival analysis with its intervals."""

import datetime as dt
import math
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from foedus.lexicon.tables import data_file, rows
from foedus.model.commitment import CARRIED_OUT, Commitment, FollowThrough, Pledge, Share, State
from foedus.model.record import Record

HORIZONS = (30, 90, 180, 365)
FEWEST = 10
CONFIDENCE = 0.95
_PER_CENT = 100

# a pledge with its kind of deed, context and actor; empty is all
Group = tuple[Pledge, str, str, str]


class Likelihood(Record, frozen=True, kw_only=True):
    """A row of `outlook/likelihood.tsv`: a word of ICD 203 with its band in per cent, `high` not included."""

    word: str
    low: int
    high: int


class Followed(Record, frozen=True, kw_only=True):
    """One commitment as it is counted.

    Attributes:
        days: Days until it was seen carried out, else until the last day of the ledger.
        seen: Whether it was seen.
        reversed: Whether it was called off instead.
    """

    days: int
    seen: bool
    reversed: bool = False


class Estimator:
    """Estimates by Kaplan and Meier, with Greenwood's variance on the log-log scale, as `scipy.stats.ecdf` does.

    Args:
        horizons: After how many days.
        fewest: Below so many there are too few to say.
        confidence: Level of the intervals.
    """

    def __init__(self, horizons: Sequence[int] = HORIZONS, *, fewest: int = FEWEST, confidence: float = CONFIDENCE) -> None:
        self._horizons = tuple(horizons)
        self._fewest = fewest
        self._confidence = confidence
        self._words = tuple(rows(data_file("outlook/likelihood.tsv"), Likelihood))

    def estimate(self, commitments: Iterable[Commitment], today: dt.date | None) -> list[FollowThrough]:
        """Follow-through by pledge, and within it by kind of deed, by kind and context, by actor, and by kind and actor.

        Args:
            commitments: All of the ledger.
            today: The last day of the ledger, on which what was not seen is censored; none gives no groups.

        Returns:
            One for each group that has a member, the largest first.
        """
        groups: defaultdict[Group, list[Followed]] = defaultdict(list)
        for commitment in commitments:
            followed = follow(commitment, today) if today else None
            if followed:
                for group in _groups(commitment):
                    groups[group].append(followed)
        found = [self._group(group, members) for group, members in groups.items()]
        return sorted(found, key=lambda group: (-group.number, group.pledge, group.event, group.context, group.actor))

    def _group(self, group: Group, members: Sequence[Followed]) -> FollowThrough:
        pledge, event, context, actor = group
        return FollowThrough(
            pledge=pledge,
            event=event,
            context=context,
            actor=actor,
            number=len(members),
            seen=sum(member.seen for member in members),
            reversed=sum(member.reversed for member in members),
            shares=tuple(self.shares(members)),
        )

    def shares(self, members: Sequence[Followed]) -> Iterator[Share]:
        """The share that was seen by each horizon, with numbers at risk; none where fewer than `fewest` were followed so far."""
        curve = self._curve(members) if len(members) >= self._fewest else None
        for days in self._horizons:
            seen = sum(member.seen and member.days <= days for member in members)
            at_risk = sum(member.days > days or (member.days == days and not member.seen) for member in members)
            if curve is None or seen + at_risk < self._fewest:
                yield Share(days=days, share=None, at_risk=at_risk, seen=seen)
                continue
            share, low, high = curve(days)
            if not seen or not (math.isfinite(low) and math.isfinite(high)):
                low, high = self._exact(seen, seen + at_risk)
            yield Share(days=days, share=share, low=low, high=high, at_risk=at_risk, seen=seen, word=self._word(low, high))

    def _curve(self, members: Sequence[Followed]) -> Callable[[int], tuple[float, float, float]]:
        """The share seen by a day, with its interval; not finite where the estimate has no variance."""
        from scipy.stats import CensoredData, ecdf  # noqa: PLC0415  # a second to load, and most commands do without

        data = CensoredData(
            uncensored=[member.days for member in members if member.seen], right=[member.days for member in members if not member.seen]
        )
        survival = ecdf(data).sf
        with warnings.catch_warnings():
            # it warns of days on which the interval is undefined; those are told as such, and get an exact one
            warnings.simplefilter("ignore", RuntimeWarning)
            interval = survival.confidence_interval(self._confidence, method="log-log")

        def at(days: int) -> tuple[float, float, float]:
            left, most, least = (float(step.evaluate(days)) for step in (survival, interval.high, interval.low))
            return 1 - left, 1 - most, 1 - least

        return at

    def _exact(self, seen: int, number: int) -> tuple[float, float]:
        """Clopper and Pearson's interval among those followed so long: where none or all were seen, Greenwood's variance is none."""
        from scipy.stats import binomtest  # noqa: PLC0415  # as above

        interval = binomtest(seen, number).proportion_ci(self._confidence, method="exact")
        return float(interval.low), float(interval.high)

    def _word(self, low: float, high: float) -> str:
        """The likelihood word within whose band the whole interval lies; empty if it is wider, or beyond all bands."""
        fitting = (row.word for row in self._words if row.low <= low * _PER_CENT and high * _PER_CENT < row.high)
        return next(fitting, "")


def follow(commitment: Commitment, today: dt.date) -> Followed | None:
    """A commitment as it is counted.

    What was called off stays among those not seen until the last day of the ledger: it will not be seen, and to drop it would
    make the others look likelier. What is an obligation in force, was withdrawn, is undated, or was told only once it was done
    is not counted.
    """
    if commitment.made is None or commitment.state in {State.IN_FORCE, State.WITHDRAWN} or commitment.made > today:
        return None
    if commitment.waited_days is not None:
        return Followed(days=commitment.waited_days, seen=True)
    if commitment.state in CARRIED_OUT:
        return None
    return Followed(days=(today - commitment.made).days, seen=False, reversed=commitment.state is State.REVERSED)


def _groups(commitment: Commitment) -> list[Group]:
    pledge, event = commitment.pledge, commitment.event
    found = [(pledge, "", "", ""), (pledge, event, "", "")]
    found += [(pledge, event, commitment.context, "")] if commitment.context else []
    for actor in commitment.actors:
        found += [(pledge, "", "", actor), (pledge, event, "", actor)]
    return found
