"""What the Network screen shows: windows, ties, blocs and measures of the findings that are chosen."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from functools import partial

import msgspec

from foedus.desk.holding import answering
from foedus.model.choice import Choice
from foedus.model.finding import Finding
from foedus.model.network import Bloc, Contribution, Fragmentation, Grain, Measure, Move, Share, Tie, Window
from foedus.model.record import Record
from foedus.network.blocs import blocs
from foedus.network.dating import dated_moves
from foedus.network.fragmentation import MEASURES, fragmentation
from foedus.network.ties import Ties
from foedus.network.weighing import contributions
from foedus.network.windows import Network, networks
from foedus.store.paging import Slice, findings_named
from foedus.web.circle import blocs_of
from foedus.web.workbench import Workbench

ROWS = 50
# how long a page waits for blocs and measures, which take seconds on a large ledger
PATIENCE_SECONDS = 0.3
CHANGES_SHOWN = 25
MEASURE_NAMES: Mapping[str, str] = {
    "modularity": "modularity",
    "balance": "balanced triangles",
    "polarisation": "polarisation",
    "cross_bloc_share": "friendly weight across blocs",
}
# lowest and highest value of each measure
_RANGES = {"modularity": (-1.0, 1.0), "balance": (0.0, 1.0), "polarisation": (-1.0, 1.0), "cross_bloc_share": (0.0, 1.0)}
_PANEL_WIDTH, _PANEL_HEIGHT, _MARGIN = 300.0, 100.0, 10.0
_ONE_DAY = dt.timedelta(days=1)
# a drawing of a tie shows a quarter of a year at least and ten years at most
_SHORTEST_PLOT, _LONGEST_PLOT = dt.timedelta(days=90), dt.timedelta(days=3653)
# windows reach back thirty years: a deed of long ago that a report recalls makes no windows for all the time between
_REACH = dt.timedelta(days=10_958)


class Relations:
    """What the findings that are chosen make of ties.

    Args:
        made: What each of them does to ties.
        undated: How many are left out because nothing dates them.

    Attributes:
        digest: Tells whether others are the same.
    """

    def __init__(self, made: Sequence[Contribution], undated: int) -> None:
        self.made, self.undated = made, undated
        self.ties = Ties(made)
        self.digest = hashlib.sha256(msgspec.msgpack.encode(made)).digest()

    @property
    def last(self) -> dt.date | None:
        """The day of the latest finding, none if there is none."""
        return self.ties.last


class Divided(Record, frozen=True, kw_only=True):
    """Windows of one length, in order of time.

    Attributes:
        windows: Their blocs.
        measures: How divided they are, in the same order.
        moves: States that changed blocs, in order of time.
        is_whole: Whether blocs, measures and moves are worked out; if not, they are empty.
    """

    windows: tuple[Window, ...]
    measures: tuple[Fragmentation, ...]
    moves: tuple[Move, ...] = ()
    is_whole: bool = True

    def at(self, day: dt.date) -> int:
        """Number of the window that holds a day; the nearest where none does."""
        found = [number for number, window in enumerate(self.windows) if window.start <= day]
        return found[-1] if found else 0


class Change(Record, frozen=True, kw_only=True):
    """A tie at the end of two windows; none where nothing tied the two yet."""

    a: str
    b: str
    before: Tie | None
    after: Tie | None

    @property
    def difference(self) -> float:
        """By how much the tie grew."""
        return (self.after.net if self.after else 0.0) - (self.before.net if self.before else 0.0)


class BlocChange(Record, frozen=True, kw_only=True):
    """A bloc in two windows: who joined, who left, who stayed."""

    label: str
    joined: tuple[str, ...]
    left: tuple[str, ...]
    stayed: tuple[str, ...]


class Comparison(Record, frozen=True, kw_only=True):
    """Two windows side by side.

    Attributes:
        against: The other window.
        day: The day of its ties.
        blocs: Blocs of either; empty if one of the two is thin.
        changes: The ties that changed most.
    """

    against: Window
    day: dt.date
    blocs: tuple[BlocChange, ...]
    changes: tuple[Change, ...]


class Mark(Record, frozen=True, kw_only=True):
    """A window in a small drawing of a measure.

    Attributes:
        window: The window.
        measure: Its measure.
        x: Where it is, from the left.
        y: The value, from the top.
        low_y: The low end of the interval; the value where there is none.
        high_y: The high end.
    """

    window: Window
    measure: Measure
    x: float
    y: float
    low_y: float
    high_y: float


class Panel(Record, frozen=True, kw_only=True):
    """A measure over the windows, as a small drawing of 300 by 100.

    Attributes:
        name: The measure in words.
        low: Lowest value of the scale.
        high: Highest value of it.
        marks: The windows that have it.
        lines: Lines through windows in a row, as SVG writes points.
        here: x of the window that is shown.
    """

    name: str
    low: float
    high: float
    marks: tuple[Mark, ...]
    lines: tuple[str, ...]
    here: float


class PairRow(Record, frozen=True, kw_only=True):
    """A finding of a pair, with what it counts; none if the ledger lost it meanwhile."""

    share: Share
    finding: Finding | None


def relations(workbench: Workbench, choice: Choice) -> Relations:
    """What the findings that are meant make of ties; on a large ledger perhaps as of a little ago."""

    def made() -> Relations:
        evidence = answering(workbench.ledger, choice)
        weighed = contributions(evidence.findings, evidence.claims)
        return Relations(weighed.kept, len({discard.place for discard in weighed.discards}))

    return workbench.lately(("relations", choice), made)


def divided(workbench: Workbench, choice: Choice, grain: Grain) -> Divided:
    """Blocs, movers and measures of windows, likewise; the windows alone while the rest is still being worked out."""
    every = relations(workbench, choice)
    since = every.last - _REACH if every.last and every.last - dt.date.min > _REACH else None
    known = ("divided", grain, since, every.digest)
    made = workbench.soon_apart(known, partial(_divided, every.made, grain, since), seconds=PATIENCE_SECONDS)
    return made or _undivided(networks(every.made, grain=grain, since=since))


def _divided(made: Sequence[Contribution], grain: Grain, since: dt.date | None) -> Divided:
    found = networks(made, grain=grain, since=since)
    windows = blocs(found)
    return Divided(windows=tuple(windows), measures=tuple(fragmentation(found, windows)), moves=tuple(dated_moves(found, windows)))


def _undivided(found: Sequence[Network]) -> Divided:
    windows = (Window(start=one.start, end=one.end, findings=len(one.findings), states=len(one.states), thin=one.thin) for one in found)
    measures = (Fragmentation(start=one.start, end=one.end) for one in found)
    return Divided(windows=tuple(windows), measures=tuple(measures), is_whole=False)


def label(window: Window, grain: Grain) -> str:
    """A window as one says it: `2025-03`, `2025 Q2`, `2025 H1`, `2025`."""
    start = window.start
    told = {
        Grain.MONTH: f"{start:%Y-%m}",
        Grain.QUARTER: f"{start.year} Q{start.month // 3 + 1}",
        Grain.HALF: f"{start.year} H{start.month // 6 + 1}",
        Grain.YEAR: f"{start.year}",
    }
    return told[grain]


def last_day(window: Window, last: dt.date) -> dt.date:
    """The day of a window's ties: its last one, or that of the latest finding where that is earlier."""
    return min(window.end - _ONE_DAY, last)


def compared(ties: Ties, one: Window, other: Window, last: dt.date) -> Comparison:
    """What is different in a window, held against another one.

    Args:
        ties: All ties.
        one: The window that is shown.
        other: The one that it is held against.
        last: The day of the latest finding.
    """
    day = last_day(other, last)
    after, before = ({(tie.a, tie.b): tie for tie in ties.all_on(at)} for at in (last_day(one, last), day))
    changes = [Change(a=a, b=b, before=before.get((a, b)), after=after.get((a, b))) for a, b in sorted(before.keys() | after.keys())]
    largest = sorted((change for change in changes if change.difference), key=lambda change: (-abs(change.difference), change.a, change.b))
    thin = one.thin or other.thin
    return Comparison(against=other, day=day, blocs=() if thin else _bloc_changes(one, other), changes=tuple(largest[:CHANGES_SHOWN]))


def _bloc_changes(one: Window, other: Window) -> tuple[BlocChange, ...]:
    now, then = ({bloc.label: set(bloc.members) for bloc in window.blocs} for window in (one, other))
    labels = sorted(now.keys() | then.keys(), key=lambda label: (len(label), label))
    return tuple(
        BlocChange(
            label=label,
            joined=tuple(sorted(now.get(label, set()) - then.get(label, set()))),
            left=tuple(sorted(then.get(label, set()) - now.get(label, set()))),
            stayed=tuple(sorted(now.get(label, set()) & then.get(label, set()))),
        )
        for label in labels
    )


def panels(found: Divided, here: int) -> tuple[Panel, ...]:
    """Each measure over the windows; measures that no window has are left out."""
    return tuple(panel for name in MEASURES if (panel := _panel(found, name, here)).marks)


def _panel(found: Divided, name: str, here: int) -> Panel:
    low, high = _RANGES[name]
    step = (_PANEL_WIDTH - 2 * _MARGIN) / max(len(found.windows) - 1, 1)
    marks: list[Mark] = []
    lines: list[list[str]] = [[]]
    for number, (window, told) in enumerate(zip(found.windows, found.measures, strict=True)):
        measure = next((measure for measure in told.measures if measure.name == name), None)
        if measure is None:
            lines.append([])
            continue
        mark = _mark(window, measure, _MARGIN + step * number)
        marks.append(mark)
        lines[-1].append(f"{mark.x:g},{mark.y:g}")
    return Panel(
        name=MEASURE_NAMES[name],
        low=low,
        high=high,
        marks=tuple(marks),
        lines=tuple(" ".join(line) for line in lines if len(line) > 1),
        here=round(_MARGIN + step * here, 1),
    )


def _mark(window: Window, measure: Measure, x: float) -> Mark:
    y = _down(measure.value, measure.name)
    low, high = (y if end is None else _down(end, measure.name) for end in (measure.low, measure.high))
    return Mark(window=window, measure=measure, x=round(x, 1), y=y, low_y=low, high_y=high)


def _down(value: float, name: str) -> float:
    """How far from the top a value of a measure stands."""
    low, high = _RANGES[name]
    return round(_PANEL_HEIGHT - _MARGIN - (_PANEL_HEIGHT - 2 * _MARGIN) * (value - low) / (high - low), 1)


def matrix(ties: Sequence[Tie], states: Sequence[str], window: Window | None) -> list[tuple[str, str, list[Tie | None]]]:
    """Rows of the table of all pairs: a state, its bloc, and its tie with each state, none where nothing ties the two."""
    known = {(tie.a, tie.b): tie for tie in ties}
    labels = blocs_of(window)
    return [(one, labels.get(one, ""), [known.get((min(one, other), max(one, other))) for other in states]) for one in states]


def pair_rows(workbench: Workbench, tie: Tie, wanted: Slice) -> list[PairRow]:
    """A slice of the findings of a tie, those that count most first."""
    shares = tie.shares[wanted.start : wanted.start + wanted.size]
    found = findings_named(workbench.ledger, [share.contribution.finding for share in shares])
    return [PairRow(share=share, finding=found.get(share.contribution.finding)) for share in shares]


def plot_days(ties: Ties, pair: tuple[str, str], day: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the drawing of a tie: from the first finding of the pair on, neither too short nor too long."""
    first = min((one.day for one in ties.findings_of(*pair)), default=day)
    length = min(max(day - first, _SHORTEST_PLOT), _LONGEST_PLOT)
    return day - length, day


def shown_bloc(window: Window) -> Sequence[Bloc]:
    """The blocs of a window by label."""
    return sorted(window.blocs, key=lambda bloc: (len(bloc.label), bloc.label))
