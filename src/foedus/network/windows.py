"""Stretches of time, and the signed network of the states that have ties in one."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from foedus.model.network import Contribution, Grain, StandingTie
from foedus.model.record import FindingId

Matrix = NDArray[np.float64]
MIN_FINDINGS = 20
MIN_STATES = 4
_MONTHS_OF_A_YEAR = 12
_ONE_DAY = dt.timedelta(days=1)


_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12}


class Network:
    """The findings of one window as a signed network.

    Args:
        start: First day.
        end: The day after the last one.
        contributions: Those of the window that have points, in any order.
        standing: Obligations in force on its last day; those between states without a finding in the window are left out, or every
            window would repeat what the file says.

    Attributes:
        states: The states that have a tie, sorted.
        findings: The findings, sorted.
        made: The contributions, in order of finding and pair.
    """

    def __init__(self, start: dt.date, end: dt.date, contributions: Iterable[Contribution], standing: Iterable[StandingTie] = ()) -> None:
        self.start, self.end = start, end
        self.made = sorted(contributions, key=lambda made: (made.finding, made.a, made.b))
        self.states = tuple(sorted({state for made in self.made for state in (made.a, made.b)}))
        self.findings: tuple[FindingId, ...] = tuple(sorted({made.finding for made in self.made}))
        place = {state: index for index, state in enumerate(self.states)}
        number = {finding: index for index, finding in enumerate(self.findings)}
        self._cells = np.array([place[made.a] * len(place) + place[made.b] for made in self.made], dtype=np.int64)
        self._owners = np.array([number[made.finding] for made in self.made], dtype=np.int64)
        self._points = np.array([made.points for made in self.made], dtype=np.float64)
        self._fixed = np.zeros(len(place) ** 2)
        for tie in standing:
            if tie.a in place and tie.b in place:
                self._fixed[place[tie.a] * len(place) + place[tie.b]] += tie.points

    @property
    def thin(self) -> str:
        """Why nothing can be said of it; empty if something can."""
        if len(self.findings) < MIN_FINDINGS:
            return f"findings between states: {len(self.findings)}, at least {MIN_FINDINGS} are needed"
        if len(self.states) < MIN_STATES:
            return f"states with ties: {len(self.states)}, at least {MIN_STATES} are needed"
        return ""

    def weights(self, counts: NDArray[np.int64] | None = None) -> Matrix:
        """The symmetric matrix of ties: sign(s) · ln(1 + |s|) of the summed points s of each pair.

        The logarithm keeps one war from drowning all else: its hundredth battle says less of who stands with whom than its first.

        Args:
            counts: How often each finding counts; once each if none.
        """
        size = len(self.states)
        points = self._points if counts is None else self._points * counts[self._owners]
        sums = np.bincount(self._cells, weights=points, minlength=size**2) + self._fixed
        upper = (np.sign(sums) * np.log1p(np.abs(sums))).reshape(size, size)
        return np.asarray(upper + upper.T)

    def resampled(self, times: int, seed: int) -> Iterator[Matrix]:
        """The matrix of as many findings drawn with replacement; a finding keeps all its pairs, obligations stay."""
        random = np.random.default_rng(seed)
        total = len(self.findings)
        for _ in range(times):
            yield self.weights(np.bincount(random.integers(0, total, total), minlength=total))


def networks(
    contributions: Sequence[Contribution],
    standing: Sequence[StandingTie] = (),
    *,
    grain: Grain = Grain.QUARTER,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> list[Network]:
    """One network a window, in order of time, without a gap.

    A window holds its own findings, unfaded: what is older stands in older windows.

    Args:
        contributions: What findings do to ties.
        standing: Obligations from files.
        grain: How long a window is.
        since: Findings before this day are left out; windows still begin with the calendar.
        until: Findings after this day are left out.
    """
    inside = [
        made for made in contributions if made.points and (since is None or made.day >= since) and (until is None or made.day <= until)
    ]
    if not inside:
        return []
    start, last = _floor(min(made.day for made in inside), grain), max(made.day for made in inside)
    found = []
    while start <= last:
        end = _after(start, grain)
        within = [made for made in inside if start <= made.day < end]
        found.append(Network(start, end, within, [tie for tie in standing if tie.holds_on(end - _ONE_DAY)]))
        start = end
    return found


def _floor(day: dt.date, grain: Grain) -> dt.date:
    months = _MONTHS[grain]
    return dt.date(day.year, (day.month - 1) // months * months + 1, 1)


def _after(start: dt.date, grain: Grain) -> dt.date:
    month = start.month - 1 + _MONTHS[grain]
    return dt.date(start.year + month // _MONTHS_OF_A_YEAR, month % _MONTHS_OF_A_YEAR + 1, 1)
