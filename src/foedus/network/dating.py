"""On which day a state went over from one bloc to another: one change in a sequence of friendly and hostile findings.

A finding between a mover and its blocs speaks for the new side if it is friendly to a state there or hostile to one of the old side,
and for the old side in the other two cases. Before the move a finding speaks for the new side with one unknown probability, after it
with another one; beforehand all probabilities and all days are as likely as any other. What the findings then leave of the days has a
closed form: A. F. M. Smith, A Bayesian approach to inference about a change-point in a sequence of random variables, Biometrika 62,
1975, 407-416; for such a sequence by likelihood, D. V. Hinkley and E. A. Hinkley, Biometrika 57, 1970, 477-488. Whether there was a
change at all is told by the Bayes factor of a change against none; from 20 on it is strong evidence (R. E. Kass and A. E. Raftery,
Bayes factors, Journal of the American Statistical Association 90, 1995, 773-795).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedus.model.network import Contribution, Move, Window
from foedus.model.record import FindingId
from foedus.network.blocs import moves
from foedus.network.windows import Network

MIN_FINDINGS = 10
# Strong evidence by Kass and Raftery. Of 55 moves that nobody planted in 40 simulated years it gave 4 a day, of 197 planted ones all
# (`python -m bench.year --years 40`, months).
MIN_FACTOR = 20.0
CONFIDENCE = 0.95
_SHARES = ((1 - CONFIDENCE) / 2, 0.5, (1 + CONFIDENCE) / 2)


def dated_moves(networks: Sequence[Network], windows: Sequence[Window]) -> list[Move]:
    """The moves between windows (`foedus.network.blocs.moves`), each with the day of its change or the reason why it has none.

    The day is looked for from the beginning of the window in which the state was last in the old bloc to the end of the one in which it
    is in the new one; if it stayed, a window more on each side in which it is in the same bloc tells what was usual before and after. The
    old side are the states of the old bloc that are not in the new one, the new side those of the new one that were not in the old.

    Args:
        networks: The windows' networks.
        windows: Their blocs, in the same order.
    """
    looked = _Looked(networks, windows)
    return [looked.dated(move) for move in moves(windows)]


class _Looked:
    """Windows in which the day of a move is looked for."""

    def __init__(self, networks: Sequence[Network], windows: Sequence[Window]) -> None:
        self._networks = networks
        self._places = {network.start: place for place, network in enumerate(networks)}
        self._members = [{bloc.label: frozenset(bloc.members) for bloc in window.blocs} for window in windows]

    def dated(self, move: Move) -> Move:
        stretch = self._stretch(move)
        spoken = _spoken(move.state, self._sides(move), [made for network in stretch for made in network.made])
        move = msgspec.structs.replace(move, findings=tuple(sorted(spoken)))
        if len(spoken) < MIN_FINDINGS:
            reason = f"findings with those who stayed in either bloc: {len(spoken)}, at least {MIN_FINDINGS} are needed"
            return msgspec.structs.replace(move, undated=reason)
        start = stretch[0].start
        chances, factor = _chances(spoken.values(), start, (stretch[-1].end - start).days)
        if factor < MIN_FACTOR:
            return msgspec.structs.replace(move, undated="its findings with the two blocs show no clear change")
        after = np.searchsorted(chances.cumsum(), _SHARES) + 1
        since, day, until = (start + dt.timedelta(days=int(days)) for days in after)
        return msgspec.structs.replace(move, day=day, since=since, until=until)

    def _stretch(self, move: Move) -> Sequence[Network]:
        first, last = self._places[move.before], self._places[move.window]
        if move.kept:
            first -= self._is_in(move.state, first - 1, move.left)
            last += self._is_in(move.state, last + 1, move.joined)
        return self._networks[first : last + 1]

    def _is_in(self, state: str, place: int, label: str) -> bool:
        return 0 <= place < len(self._members) and state in self._members[place].get(label, ())

    def _sides(self, move: Move) -> dict[str, int]:
        old = self._members[self._places[move.before]][move.left]
        new = self._members[self._places[move.window]][move.joined]
        return {state: sign for side, sign in ((old - new, -1), (new - old, 1)) for state in side if state != move.state}


def _spoken(state: str, sides: Mapping[str, int], made: Sequence[Contribution]) -> dict[FindingId, tuple[dt.date, bool]]:
    """The day of each finding that takes sides, and whether for the new one; it does so once, however many states it names."""
    points: defaultdict[FindingId, float] = defaultdict(float)
    days = {}
    for one in made:
        other = one.b if one.a == state else one.a if one.b == state else ""
        if other in sides:
            points[one.finding] += sides[other] * one.points
            days[one.finding] = one.day
    return {finding: (days[finding], total > 0) for finding, total in points.items() if total}


def _chances(spoken: Iterable[tuple[dt.date, bool]], start: dt.date, length_days: int) -> tuple[NDArray[np.float64], float]:
    """How likely each day but the first is the first one after the change, and the Bayes factor of a change towards the new side."""
    from scipy.special import betaln, logsumexp  # noqa: PLC0415  # scipy takes longer to load than most commands to run

    counts = np.zeros((2, length_days))
    for day, is_new in spoken:
        counts[int(is_new), (day - start).days] += 1
    whole = counts.sum(axis=1, keepdims=True)
    before = counts.cumsum(axis=1)[:, :-1]
    (old_before, new_before), (old_after, new_after) = before + 1, whole - before + 1
    logs = betaln(new_before, old_before) + betaln(new_after, old_after)
    chances = np.exp(logs - logsumexp(logs))
    is_rise = new_after * old_before > new_before * old_after
    no_change = betaln(*(whole[:, 0] + 1))
    factor = np.exp(logsumexp(logs[is_rise]) - np.log(len(logs)) - no_change) if is_rise.any() else 0.0
    return chances, float(factor)
