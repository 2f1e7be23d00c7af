"""Ties between states and the blocs that they form, each walked back to its findings."""

import datetime as dt
from enum import StrEnum
from typing import Literal

from foedus.model.record import FindingId, Record


class Contribution(Record, frozen=True, kw_only=True):
    """What one finding does to the tie between two states.

    Attributes:
        finding: The finding.
        a: Code of one state; the earlier of the two in the alphabet.
        b: Code of the other.
        day: The day from which it counts.
        dated: `deed` if that is the day of the deed, the last one where the reports give a longer period; `report` if the deed is
            not dated or not done, and the day is that of the first report of its present status.
        event: PLOVER type.
        mode: PLOVER mode, empty if none or if the claims are not at hand.
        intensity: PLOVER intensity of type and mode, -10 to +10.
        factors: What it was multiplied by, in order, as name and value.
        points: The product: what it adds to the tie on that day.
        is_disputed: Whether claims on it conflict or deny it.
    """

    finding: FindingId
    a: str
    b: str
    day: dt.date
    dated: Literal["deed", "report"]
    event: str
    mode: str = ""
    intensity: float
    factors: tuple[tuple[str, float], ...]
    points: float
    is_disputed: bool = False

    def __post_init__(self) -> None:
        """The two states are different and in order."""
        if not self.a < self.b:
            msg = f"finding {self.finding}: {self.a} and {self.b} are no pair in order"
            raise ValueError(msg)


class StandingTie(Record, frozen=True, kw_only=True):
    """An obligation between two states from a file that the user loaded, such as an alliance; it does not fade while in force.

    Attributes:
        a: Code of one state; the earlier of the two in the alphabet.
        b: Code of the other.
        kind: What binds them: `defence`, `offence`, `neutrality`, `nonaggression`, `consultation`, `entente`, `treaty` or a user's word.
        points: What it adds to the tie while in force.
        since: First day, none if it was in force before the file's beginning.
        until: Last day, none if in force.
        source: The file and the line, as `alliances.csv:12`.
    """

    a: str
    b: str
    kind: str
    points: float
    since: dt.date | None = None
    until: dt.date | None = None
    source: str

    def __post_init__(self) -> None:
        """The two states are different and in order."""
        if not self.a < self.b:
            msg = f"{self.source}: {self.a} and {self.b} are no pair in order"
            raise ValueError(msg)

    def holds_on(self, day: dt.date) -> bool:
        """Whether it is in force on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Share(Record, frozen=True, kw_only=True):
    """A contribution as it counts on the day of the tie: its points, faded since their own day."""

    contribution: Contribution
    points: float


class Tie(Record, frozen=True, kw_only=True):
    """The tie between two states on one day.

    Attributes:
        a: Code of one state; the earlier of the two in the alphabet.
        b: Code of the other.
        day: The day.
        half_life_days: After so many days a finding counts half.
        positive: Sum of what binds them, not negative.
        negative: Sum of what parts them, not positive.
        shares: The findings that it is made of, those that count most first.
        standing: Obligations in force on that day.
    """

    a: str
    b: str
    day: dt.date
    half_life_days: float
    positive: float
    negative: float
    shares: tuple[Share, ...] = ()
    standing: tuple[StandingTie, ...] = ()

    @property
    def net(self) -> float:
        """Both sums together: above zero if more binds than parts."""
        return self.positive + self.negative

    @property
    def disputed(self) -> int:
        """How many of its findings are disputed."""
        return sum(share.contribution.is_disputed for share in self.shares)


class TieChange(Record, frozen=True, kw_only=True):
    """What some findings change in a tie: the same day without them and with them.

    Attributes:
        before: The tie as it would be without those findings.
        after: The tie with them.
        shares: What they add, those that count most first; empty if they do not bear on it.
    """

    before: Tie
    after: Tie
    shares: tuple[Share, ...]


class PanelRow(Record, frozen=True, kw_only=True):
    """One pair of states in one month, as the panel writes it.

    Attributes:
        month: As `2025-03`.
        a: Code of one state, the earlier in the alphabet.
        b: Code of the other.
        positive: Points of the month's findings that bind.
        negative: Points of those that part; not positive.
        net: Both together.
        findings: How many findings of the month bear on the pair, those of no points among them.
        disputed: How many of these are disputed.
        standing: Points of obligations in force on the last day of the month.
        tie: The tie on the last day of the month: all findings up to then, faded, with what is in force.
    """

    month: str
    a: str
    b: str
    positive: float
    negative: float
    net: float
    findings: int
    disputed: int
    standing: float
    tie: float


class Bloc(Record, frozen=True, kw_only=True):
    """States that stand closer to one another than to others in one window.

    Attributes:
        label: `A`, `B`, … the same from window to window as long as most members are.
        members: Their codes, sorted; at least two.
        findings: The findings that bind them, sorted.
    """

    label: str
    members: tuple[str, ...]
    findings: tuple[FindingId, ...] = ()


class Grain(StrEnum):
    """How long a window is; windows begin with the calendar's months, quarters, halves and years."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half-year"
    YEAR = "year"


class Window(Record, frozen=True, kw_only=True):
    """The blocs of one stretch of time.

    Attributes:
        start: First day.
        end: The day after the last one.
        findings: How many findings it holds.
        states: How many states have a tie in it.
        thin: Why nothing can be said of it; empty if something can.
        blocs: The blocs, the largest first.
        alone: States with ties in it that are in no bloc, sorted.
        stability: How alike the divisions are that many seeds find: mean adjusted Rand index, 1 if all are the same; none if thin.
        support: How alike they are to those of resampled findings, the same way.
    """

    start: dt.date
    end: dt.date
    findings: int
    states: int
    thin: str = ""
    blocs: tuple[Bloc, ...] = ()
    alone: tuple[str, ...] = ()
    stability: float | None = None
    support: float | None = None


class Move(Record, frozen=True, kw_only=True):
    """A state that is in another bloc than in the window before.

    Attributes:
        state: Its code.
        window: First day of the window in which it is seen there.
        before: First day of the window that this is compared with.
        left: Label of the bloc that it left.
        joined: Label of the bloc that it joined.
        kept: Whether it was still there in the next window that says anything of it; none if there is no such window.
        day: The first day in the new bloc, as its findings tell it; none if they do not, or if nobody looked.
        since: The earliest first day that they leave open, at 95 %.
        until: The latest one.
        undated: Why there is no day; empty if there is one, or if nobody looked.
        findings: The findings between it and the two blocs on which the day rests, sorted.
    """

    state: str
    window: dt.date
    before: dt.date
    left: str
    joined: str
    kept: bool | None = None
    day: dt.date | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    undated: str = ""
    findings: tuple[FindingId, ...] = ()


class Measure(Record, frozen=True, kw_only=True):
    """A number with the interval that resampled findings give it.

    Attributes:
        name: `modularity`, `balance`, `polarisation` or `cross_bloc_share`.
        value: The number.
        low: Lower end of the interval, none if too few resamples have a value, or all the same one.
        high: Upper end.
    """

    name: str
    value: float
    low: float | None
    high: float | None


class Fragmentation(Record, frozen=True, kw_only=True):
    """How divided the states of one window are.

    Attributes:
        start: First day of the window.
        end: The day after the last one.
        measures: Those that the window allows.
        missing: Those that it does not allow, as name and reason.
    """

    start: dt.date
    end: dt.date
    measures: tuple[Measure, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()


class Likeness(Record, frozen=True, kw_only=True):
    """One feature by which two findings are compared.

    Attributes:
        feature: `type`, `quarter`, `exchange`, `contexts`, `sides`, `tie` or `parties`.
        value: From 0, nothing alike, to 1, the same; none if the findings do not have it.
        detail: What was compared, in words.
    """

    feature: str
    value: float | None
    detail: str


class Similar(Record, frozen=True, kw_only=True):
    """An earlier finding that is like another one.

    Attributes:
        finding: The earlier one.
        day: The day from which it counts.
        score: The weighed mean of its features, 0 to 1.
        features: All features in a fixed order.
    """

    finding: FindingId
    day: dt.date
    score: float
    features: tuple[Likeness, ...]
