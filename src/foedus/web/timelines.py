"""A story's claims along time, as places on a drawing."""

import datetime as dt
from collections.abc import Callable, Sequence

from foedus.brief.evidence import Evidence
from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.record import ClaimId, FindingId, Record

WIDTH = 960
LEFT, RIGHT, TOP, ROW = 46, 20, 14, 26
_FOOT = 30
_TICKS = 5
_STEP = 12.0
# the shape of a mark by status: nothing is told by colour alone
_SHAPES = {
    **dict.fromkeys(("planned", "conditional", "requested", "hypothetical"), "open"),
    **dict.fromkeys(("completed", "ongoing", "standing"), "full"),
    **dict.fromkeys(("denied", "ceased", "retracted"), "cross"),
}
Across = Callable[[dt.date], float]


class Mark(Record, frozen=True, kw_only=True):
    """A claim on the drawing.

    Attributes:
        x: Across.
        y: Down.
        shape: `open`, `full`, `cross` or `square`.
        claim: The claim.
        label: What it is, in words.
        is_move: Whether it moved the finding's status on from an earlier one.
    """

    x: float
    y: float
    shape: str
    claim: ClaimId
    label: str
    is_move: bool


class Lane(Record, frozen=True, kw_only=True):
    """A finding on the drawing: its number in the list, its height, its marks from left to right."""

    finding: FindingId
    number: int
    y: float
    marks: tuple[Mark, ...]


class Tick(Record, frozen=True, kw_only=True):
    """A day on the axis."""

    x: float
    label: str
    anchor: str


class Timeline(Record, frozen=True, kw_only=True):
    """The drawing.

    Attributes:
        height: Its height, where the width is `WIDTH`.
        lanes: The findings, one under the other.
        ticks: Days on the axis.
        undated: How many claims have no place, since their reports have no date.
    """

    height: int
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    undated: int


class Told(Record, frozen=True, kw_only=True):
    """A claim in the list of what was told when.

    Attributes:
        claim: The claim.
        finding: Its finding.
        number: The finding's number in the list of findings.
        published: ISO date of the report, empty if unknown.
        is_move: Whether it moved the finding's status on from an earlier one.
    """

    claim: Claim
    finding: Finding
    number: int
    published: str
    is_move: bool


def told_in_time(findings: Sequence[Finding], evidence: Evidence, first: int = 1) -> tuple[Told, ...]:
    """The claims of findings in order of publication, undated ones last.

    Args:
        findings: The findings.
        evidence: Their claims and documents.
        first: The number of the first finding.
    """
    found: list[Told] = []
    for number, finding in enumerate(findings, start=first):
        moves = {step.claim for step in finding.timeline[1:]}
        for claim in evidence.of(finding):
            day = evidence.document(claim).published
            published = day.isoformat() if day else ""
            found.append(Told(claim=claim, finding=finding, number=number, published=published, is_move=claim.id in moves))
    return tuple(sorted(found, key=lambda told: (told.published or "9999", told.claim.name, told.claim.event.trigger.start)))


def timeline_of(told: Sequence[Told], evidence: Evidence) -> Timeline | None:
    """The drawing of claims along time; none if no report is dated."""
    days = [dt.date.fromisoformat(item.published) for item in told if item.published]
    if not days:
        return None
    first, last = min(days), max(days)
    span = max((last - first).days, 1)

    def across(day: dt.date) -> float:
        return round(LEFT + 10 + (WIDTH - LEFT - RIGHT - 20) * (day - first).days / span, 1)

    numbers = sorted({item.number: item.finding for item in told}.items())
    lanes = []
    for row, (number, finding) in enumerate(numbers):
        y = TOP + ROW * row + ROW / 2
        own = [item for item in told if item.number == number and item.published]
        lanes.append(Lane(finding=finding.id, number=number, y=y, marks=_marks(own, y, across, evidence)))
    count = min(_TICKS, span + 1) if last > first else 1
    ticks = tuple(_tick(first + dt.timedelta(days=round(span * i / max(count - 1, 1))), i, count, across) for i in range(count))
    height = TOP + ROW * len(numbers) + _FOOT
    return Timeline(height=height, lanes=tuple(lanes), ticks=ticks, undated=len(told) - len(days))


def _tick(day: dt.date, index: int, count: int, across: Across) -> Tick:
    anchor = "start" if index == 0 else "end" if index == count - 1 else "middle"
    return Tick(x=across(day), label=day.isoformat(), anchor=anchor)


def _marks(told: Sequence[Told], y: float, across: Across, evidence: Evidence) -> tuple[Mark, ...]:
    """The marks of one finding; those of one day stand side by side."""
    found: list[Mark] = []
    for item in told:
        x = across(dt.date.fromisoformat(item.published))
        if found and x < found[-1].x + _STEP:
            x = min(found[-1].x + _STEP, WIDTH - RIGHT / 2)
        outlet = evidence.document(item.claim).origin.outlet or item.claim.name
        headline = item.claim.headline
        label = f"{item.published}, {outlet}: {headline}{', a move of status' if item.is_move else ''}"
        shape = _SHAPES.get(headline, "square")
        found.append(Mark(x=round(x, 1), y=y, shape=shape, claim=item.claim.id, label=label, is_move=item.is_move))
    return tuple(found)
