"""Ties between states on a day, month by month, and what findings change in them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from foedus.model.network import Contribution, PanelRow, Share, StandingTie, Tie, TieChange
from foedus.model.record import FindingId

HALF_LIFE_DAYS = 180.0
_DECEMBER = 12
_PLACES = 4


class Ties:
    """Ties from contributions and standing obligations.

    Args:
        contributions: What findings do to ties, in any order.
        standing: Obligations from files.
        half_life_days: After so many days a finding counts half.

    Raises:
        ValueError: The half-life is not above zero.
    """

    def __init__(
        self, contributions: Iterable[Contribution], standing: Iterable[StandingTie] = (), half_life_days: float = HALF_LIFE_DAYS
    ) -> None:
        if half_life_days <= 0:
            msg = f"a half-life of {half_life_days:g} days is none: give a number above zero"
            raise ValueError(msg)
        self._half_life_days = half_life_days
        self._made: defaultdict[tuple[str, str], list[Contribution]] = defaultdict(list)
        self._standing: defaultdict[tuple[str, str], list[StandingTie]] = defaultdict(list)
        for contribution in sorted(contributions, key=lambda contribution: (contribution.day, contribution.finding)):
            self._made[contribution.a, contribution.b].append(contribution)
        for tie in sorted(standing, key=lambda tie: (tie.since or dt.date.min, tie.kind, tie.source)):
            self._standing[tie.a, tie.b].append(tie)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """All pairs that anything is known of, in order."""
        return sorted(self._made.keys() | self._standing.keys())

    @property
    def last(self) -> dt.date | None:
        """The day of the latest finding, none if there is none."""
        return max((found[-1].day for found in self._made.values()), default=None)

    def findings_of(self, one: str, other: str) -> Sequence[Contribution]:
        """What findings do to the tie of two states, in order of time."""
        return self._made.get((min(one, other), max(one, other)), [])

    def on(self, one: str, other: str, day: dt.date, *, without: Collection[FindingId] = ()) -> Tie:
        """The tie between two states on a day: the sum of points · 2^(-age/half-life) over findings up to it, and what is in force.

        Args:
            one: Code of a state.
            other: Code of another.
            day: The day.
            without: Findings that are left out.
        """
        a, b = min(one, other), max(one, other)
        shares = [self._share(made, day) for made in self._made.get((a, b), ()) if made.day <= day and made.finding not in without]
        standing = tuple(tie for tie in self._standing.get((a, b), ()) if tie.holds_on(day))
        points = [share.points for share in shares] + [tie.points for tie in standing]
        return Tie(
            a=a,
            b=b,
            day=day,
            half_life_days=self._half_life_days,
            positive=sum(point for point in points if point > 0),
            negative=sum(point for point in points if point < 0),
            shares=tuple(sorted(shares, key=lambda share: (-abs(share.points), share.contribution.finding))),
            standing=standing,
        )

    def all_on(self, day: dt.date) -> list[Tie]:
        """All ties that there are on a day, the strongest first."""
        found = (self.on(a, b, day) for a, b in self.pairs)
        return sorted((tie for tie in found if tie.shares or tie.standing), key=lambda tie: (-abs(tie.net), tie.a, tie.b))

    def change(self, one: str, other: str, findings: Collection[FindingId], day: dt.date | None = None) -> TieChange:
        """What some findings, such as those of a story, change in a tie.

        Both ties are those of one day, so that nothing but these findings makes the difference.

        Args:
            one: Code of a state.
            other: Code of another.
            findings: The findings.
            day: The day; that of the latest of these findings which bears on the pair if none, or the latest of all if none does.

        Raises:
            ValueError: No day is given and no finding has one.
        """
        meant = set(findings)
        days = [made.day for made in self.findings_of(one, other) if made.finding in meant]
        at = day or max(days, default=self.last)
        if at is None:
            msg = "there is no finding to take the day from: give one"
            raise ValueError(msg)
        after = self.on(one, other, at)
        shares = tuple(share for share in after.shares if share.contribution.finding in meant)
        return TieChange(before=self.on(one, other, at, without=meant), after=after, shares=shares)

    def changed(self, findings: Collection[FindingId], day: dt.date | None = None) -> list[TieChange]:
        """What some findings change in all ties that they bear on, the largest change first."""
        meant = set(findings)
        pairs = [pair for pair, made in self._made.items() if any(one.finding in meant for one in made)]
        changes = [self.change(a, b, meant, day) for a, b in pairs]
        return sorted(changes, key=lambda change: (-abs(change.after.net - change.before.net), change.after.a, change.after.b))

    def panel(self, since: dt.date | None = None, until: dt.date | None = None) -> Iterator[PanelRow]:
        """Rows of pair and month, in this order, from the first month in which a pair has a finding to the last of all.

        Args:
            since: The first day; the months before are left out, but their findings still count in the tie.
            until: The last day; later findings are left out.
        """
        end = until or self.last
        if end is None:
            return
        for a, b in self.pairs:
            made = [one for one in self._made.get((a, b), ()) if one.day <= end]
            if made:
                start = max(made[0].day, since) if since else made[0].day
                yield from (self._row(a, b, month, end, made) for month in _months(start, end))

    def _row(self, a: str, b: str, month: dt.date, end: dt.date, made: Sequence[Contribution]) -> PanelRow:
        after = next_month(month)
        inside = [one for one in made if month <= one.day < after]
        positive = sum(one.points for one in inside if one.points > 0)
        negative = sum(one.points for one in inside if one.points < 0)
        tie = self.on(a, b, min(after - dt.timedelta(days=1), end))
        return PanelRow(
            month=f"{month:%Y-%m}",
            a=a,
            b=b,
            positive=round(positive, _PLACES),
            negative=round(negative, _PLACES),
            net=round(positive + negative, _PLACES),
            findings=len(inside),
            disputed=sum(one.is_disputed for one in inside),
            standing=round(sum(one.points for one in tie.standing), _PLACES),
            tie=round(tie.net, _PLACES),
        )

    def _share(self, made: Contribution, day: dt.date) -> Share:
        return Share(contribution=made, points=made.points * 2 ** (-(day - made.day).days / self._half_life_days))


def next_month(day: dt.date) -> dt.date:
    """The first day of the month after."""
    return dt.date(day.year + day.month // _DECEMBER, day.month % _DECEMBER + 1, 1)


def _months(start: dt.date, end: dt.date) -> Iterator[dt.date]:
    month = start.replace(day=1)
    while month <= end:
        yield month
        month = next_month(month)
