"""Blocs and a realignment planted in a simulated year of findings, and what `foedus.network` finds of them.

Invented findings of invented doings, evidence of nothing: states in three blocs deal with one another, friends mostly in friendly ways,
foes mostly in hostile ones; plans, denials, echoes of one origin, quarrels among friends, organisations and rebels are mixed in; on one
day some states of the first bloc go over to the second. `bench.year` measures it.
"""

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from foedus.model.finding import Finding, Lineages, StatusStep
from foedus.model.network import Move, Window
from foedus.model.record import ClaimId, FindingId, Record
from foedus.network.blocs import division_of
from foedus.network.communities import alike
from foedus.network.dating import dated_moves
from foedus.network.windows import Network

_STATES = tuple(sorted(
    "USA GBR FRA DEU ITA CAN JPN KOR AUS POL NLD NOR SWE FIN RUS CHN PRK IRN BLR SYR CUB VEN MLI NER "  # noqa: SIM905  # forty codes
    "IND BRA ZAF IDN TUR SAU EGY NGA KEN MEX ARG VNM KAZ UZB GEO SRB".split()
))  # fmt: skip
_FRIENDLY = ("CONSULT", "AGREE", "SUPPORT", "COOPERATE", "AID")
_HOSTILE = ("ACCUSE", "REJECT", "THREATEN", "SANCTION", "MOBILIZE", "ASSAULT")
_STATUSES = ("completed", "ongoing", "planned", "hypothetical", "denied")
_SHARES = (60, 10, 20, 6, 4)
_START = dt.date(2025, 1, 1)
_DAYS = 365
# how often friends deal in a friendly way, and foes; how often a deed is of other actors than states
_AMONG_FRIENDS, _AMONG_FOES, _OTHERS = 0.8, 0.25, 0.08
_BLOCS = 3


class Plan(Record, frozen=True, kw_only=True):
    """What is planted.

    Attributes:
        findings: How many findings.
        states: How many states; they are dealt out to three blocs.
        movers: How many states of the first bloc go over to the second.
        day: When they do.
        seed: Of all that is drawn.
    """

    findings: int
    states: int = 40
    movers: int = 5
    day: dt.date = dt.date(2025, 8, 20)
    seed: int = 0

    def bloc_of(self, day: dt.date) -> dict[str, int]:
        """The bloc of each state on a day."""
        names = _STATES[: self.states]
        planted = {state: index * _BLOCS // len(names) for index, state in enumerate(names)}
        if day >= self.day:
            planted.update(dict.fromkeys(self.moving, 1))
        return planted

    @property
    def moving(self) -> tuple[str, ...]:
        """The states that go over."""
        return tuple(_STATES[: self.movers])


class Found(Record, frozen=True, kw_only=True):
    """What was found of a plan with windows of one length.

    Attributes:
        rand: Adjusted Rand index of each window against the blocs that were planted, but for the window in which they change.
        planted: First day of the window in which they do.
        movers: The moves that were planted: of the right states, for good, between windows around that day.
        others: All other moves.
    """

    rand: Mapping[dt.date, float]
    planted: dt.date
    movers: tuple[Move, ...]
    others: tuple[Move, ...]


def simulated(plan: Plan) -> Iterator[Finding]:
    """The findings of a plan."""
    draw = random.Random(plan.seed)  # noqa: S311  # a simulation
    for number in range(plan.findings):
        day = _START + dt.timedelta(days=draw.randrange(_DAYS))
        yield _finding(number, day, plan.bloc_of(day), draw)


def pair_of(planted: Mapping[str, int], draw: random.Random) -> Sequence[str]:
    """Two states that deal with each other in a friendly way: friends more often than foes."""
    while True:
        one, other = draw.sample(sorted(planted), 2)
        if draw.random() < _share(planted, one, other):
            return one, other


def _share(planted: Mapping[str, int], one: str, other: str) -> float:
    return _AMONG_FRIENDS if planted[one] == planted[other] else _AMONG_FOES


def _finding(number: int, day: dt.date, planted: Mapping[str, int], draw: random.Random) -> Finding:
    one, other = draw.sample(sorted(planted), 2)
    event = draw.choice(_FRIENDLY if draw.random() < _share(planted, one, other) else _HOSTILE)
    status = draw.choices(_STATUSES, _SHARES)[0]
    together = event == "CONSULT"
    actor = draw.choice(("IGO:UN", "IGO:EU", f"{one}:REB", f"{one}:BUS")) if draw.random() < _OTHERS else one
    sure = draw.choice((1, 1, 1, 2, 3))
    claims = tuple(ClaimId(f"c-{number}-{index}") for index in range(sure))
    is_denied = status == "denied"
    return Finding(
        id=FindingId(f"f-{number:06}"),
        story=f"s-{number}",
        event=event,
        actors=tuple(sorted((actor, other))) if together else (actor,),
        recipients=() if together else (other,),
        status=status,
        supporting=() if is_denied else claims,
        denying=claims if is_denied else (),
        documents=(f"d-{number}",),
        lineages=Lineages(sure=sure, possible=sure),
        articles=sure,
        timeline=(StatusStep(published=day.isoformat(), status=status, document=f"d-{number}", claim=claims[0]),),
        grade="F2",
        grade_reason="",
        date=day.isoformat(),
    )


def recovered(plan: Plan, found: Sequence[Network], windows: Sequence[Window]) -> Found:
    """How well windows hold what was planted."""
    rand = {}
    planted = _START
    for network, window in zip(found, windows, strict=True):
        if network.start <= plan.day < network.end:
            planted = network.start
        elif not window.thin:
            truth = plan.bloc_of(network.start)
            rand[network.start] = alike(division_of(network, window), np.array([truth[state] for state in network.states]))
    moved = dated_moves(found, windows)
    is_planted = [_is_planted(move, plan, planted) for move in moved]
    return Found(
        rand=rand,
        planted=planted,
        movers=tuple(move for move, right in zip(moved, is_planted, strict=True) if right),
        others=tuple(move for move, right in zip(moved, is_planted, strict=True) if not right),
    )


def _is_planted(move: Move, plan: Plan, planted: dt.date) -> bool:
    return move.state in plan.moving and move.kept is not False and move.before <= planted <= move.window
