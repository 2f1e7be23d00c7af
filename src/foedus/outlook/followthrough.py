"""How often commitments of a kind were later seen carried out, and after how long: survival analysis with its intervals."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from foedus.lexicon.tables import data_file, rows
from foedus.model.commitment import CARRIED_OUT, Commitment, FollowThrough, Pledge, Share, State
from foedus.model.record import Record
from foedus.outlook.settings import CONFIDENCE, FEWEST, HORIZONS

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
    """Estimates by Kaplan and Meier, with intervals that hold for few commitments too.

    The interval is the beta product confidence procedure of Fay, Brittain and Proschan (Pointwise confidence intervals for a survival
    distribution with small samples or heavy censoring, Biostatistics 14, 2013, 723-736) by their method of moments. Where all are followed
    to the horizon it is that of Clopper and Pearson.

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
        """The share that was seen by each horizon, with numbers at risk.

        There is none where fewer than `fewest` were seen or followed so far, or nobody was followed to the horizon: what becomes of the
        others up to then nothing tells.
        """
        for days in self._horizons:
            seen = sum(member.seen and member.days <= days for member in members)
            at_risk = sum(member.days > days or (member.days == days and not member.seen) for member in members)
            is_followed = at_risk > 0 or seen == len(members)
            if seen + at_risk < self._fewest or not is_followed:
                yield Share(days=days, share=None, at_risk=at_risk, seen=seen)
                continue
            share, low, high = self._estimate(members, days, at_risk)
            yield Share(days=days, share=share, low=low, high=high, at_risk=at_risk, seen=seen, word=self._word(low, high))

    def _estimate(self, members: Sequence[Followed], days: int, at_risk: int) -> tuple[float, float, float]:
        """The share seen by a day, with its interval."""
        ends = np.sort([member.days for member in members])
        steps, seen = np.unique([member.days for member in members if member.seen and member.days <= days], return_counts=True)
        followed = len(ends) - np.searchsorted(ends, steps)
        left = followed - seen
        most, least = (1 + self._confidence) / 2, (1 - self._confidence) / 2
        high = 1 - _quantile(least, np.append(left + 1, at_risk), np.append(seen, 1)) if at_risk else 1.0
        low = 1 - _quantile(most, left + 1, seen) if len(steps) else 0.0
        return 1 - float(np.prod(left / followed)), low, high

    def _word(self, low: float, high: float) -> str:
        """The likelihood word within whose band the whole interval lies; empty if it is wider, or beyond all bands."""
        fitting = (row.word for row in self._words if row.low <= low * _PER_CENT and high * _PER_CENT < row.high)
        return next(fitting, "")


def _quantile(share: float, left: NDArray[np.int64], gone: NDArray[np.int64]) -> float:
    """A quantile of the product of independent beta variables, taken to be the beta variable of the same mean and variance."""
    total = left + gone
    mean = np.prod(left / total)
    square = np.prod(left * (left + 1) / (total * (total + 1)))
    weight = (mean - square) / (square - mean**2)
    from scipy.special import betaincinv  # noqa: PLC0415  # scipy takes longer to load than most commands to run

    return float(betaincinv(mean * weight, (1 - mean) * weight, share))


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
