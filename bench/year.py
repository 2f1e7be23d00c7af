"""A simulated year with planted blocs, a planted realignment and planted follow-through, and what foedus finds of them.

Deeds (`bench.network`) and promises (`bench.promises`) of the same states in one ledger. Promises pass between states as other
friendly deeds do; deeds that are told as done have claims like theirs, so that they could be taken for one that was promised. Several
years, each with its own seed, tell how often the intervals hold what was planted.
"""

import argparse
import datetime as dt
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
import numpy as np
from scipy.stats import binomtest

from bench.network import Found, Plan, pair_of, recovered
from bench.network import simulated as deeds_of
from bench.promises import THINGS, TODAY, Simulated, thing
from bench.promises import simulated as promises_of
from bench.reporting import add_output, reporting
from foedus.model.claim import Status
from foedus.model.commitment import Pledge, Share
from foedus.model.finding import Finding
from foedus.model.network import Grain, Move
from foedus.model.record import Record
from foedus.network.blocs import blocs
from foedus.network.fragmentation import fragmentation
from foedus.network.ties import Ties
from foedus.network.weighing import contributions
from foedus.network.windows import networks
from foedus.outlook.followthrough import Estimator, Followed, follow

_DAYS = 365
# what blocs should reach
_RAND = 0.9
_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3}
# one promise to so many findings; with their deeds they make a fifth of all
_PROMISES = 8
# done, these are commitments themselves
_SAID = frozenset({"AGREE", "THREATEN"})
_DONE = {"completed": Status.COMPLETED, "ongoing": Status.ONGOING}


class Interval(Record, frozen=True, kw_only=True):
    """Whether an interval of follow-through holds the planted rate.

    Attributes:
        group: `all promises` or `one actor`.
        days: The horizon.
        planted: The planted rate.
        share: The share that was estimated.
        holds: Whether the interval from what the tracker found holds it.
        holds_of_planted: Whether the one from the planted waits does, which no matching can miss; none if these are too few.
    """

    group: str
    days: int
    planted: float
    share: float
    holds: bool
    holds_of_planted: bool | None


class Year(Record, frozen=True, kw_only=True):
    """What one simulated year gives.

    Attributes:
        seed: Of all that is drawn.
        findings: How many findings it has.
        promises: How many of them promise.
        unlike: How many promises came out with another wait than was planted.
        found: Blocs and moves by window.
        intervals: Intervals of follow-through.
        seconds: How long the product took.
    """

    seed: int
    findings: int
    promises: int
    unlike: int
    found: Mapping[Grain, Found]
    intervals: tuple[Interval, ...]
    seconds: float


def simulated(plan: Plan, things: int = len(THINGS)) -> Simulated:
    """The ledger of a year of as many findings as the plan says, about so many things."""

    def pair(chance: random.Random, day: dt.date) -> Sequence[str]:
        return pair_of(plan.bloc_of(day), chance)

    ledger = promises_of(plan.seed, plan.findings // _PROMISES, days=_DAYS, pair_of=pair, things=things)
    chance = random.Random(f"things {plan.seed}")  # noqa: S311  # a simulation, not a secret
    rest = msgspec.structs.replace(plan, findings=plan.findings - len(ledger.findings))
    ledger.findings.extend(_told(ledger, deed, thing(chance, things)) for deed in deeds_of(rest))
    return ledger


def _told(ledger: Simulated, deed: Finding, about: str) -> Finding:
    """The finding with claims that tell the deed, if it is one that could carry out a promise."""
    if deed.status not in _DONE or deed.event in _SAID or not deed.recipients:
        return deed
    day = dt.date.fromisoformat(deed.date)
    told = (deed.event, deed.actors[0], deed.recipients[0], about)
    claims = [ledger.tell(told, day, _DONE[deed.status]) for _ in deed.supporting]
    return msgspec.structs.replace(
        deed, supporting=tuple(sorted(claim.id for claim in claims)), documents=tuple(sorted(claim.name for claim in claims))
    )


def measured(plan: Plan, things: int = len(THINGS)) -> Year:
    """Simulate a year and let foedus find what was planted in it."""
    ledger = simulated(plan, things)
    started = time.perf_counter()
    made = contributions(ledger.findings, ledger.claims).kept
    sum(1 for _ in Ties(made).panel())
    found = {}
    for grain in _MONTHS:
        spans = networks(made, grain=grain)
        windows = blocs(spans)
        fragmentation(spans, windows)
        found[grain] = recovered(plan, spans, windows)
    commitments = ledger.track()
    groups = Estimator().estimate(commitments, TODAY)
    seconds = time.perf_counter() - started
    shares = {group.actor: group.shares for group in groups if group.pledge is Pledge.PROMISE and not group.event}
    told = [follow(commitment, TODAY) for commitment in commitments if commitment.pledge is Pledge.PROMISE]
    return Year(
        seed=plan.seed,
        findings=len(ledger.findings),
        promises=len(ledger.planted),
        unlike=_unlike(told, [followed for _, followed in ledger.planted]),
        found=found,
        intervals=tuple(_intervals(ledger, shares)),
        seconds=seconds,
    )


def _unlike(told: Iterable[Followed | None], planted: Sequence[Followed]) -> int:
    """How many of the planted waits have no counterpart among those that were found."""
    counted = Counter((followed.days, followed.seen) for followed in told if followed)
    return (Counter((followed.days, followed.seen) for followed in planted) - counted).total()


def _intervals(ledger: Simulated, shares: Mapping[str, Sequence[Share]]) -> Iterator[Interval]:
    planted: defaultdict[str, list[Followed]] = defaultdict(list)
    for actor, followed in ledger.planted:
        planted[actor].append(followed)
        planted[""].append(followed)
    estimator = Estimator()
    for actor, told in sorted(shares.items()):
        for share, sure in zip(told, estimator.shares(planted[actor]), strict=True):
            rate = ledger.rate_by(share.days)
            if share.share is not None:
                yield Interval(
                    group="one actor" if actor else "all promises",
                    days=share.days,
                    planted=rate,
                    share=share.share,
                    holds=bool(_holds(share, rate)),
                    holds_of_planted=_holds(sure, rate),
                )


def _holds(share: Share, rate: float) -> bool | None:
    return None if share.low is None or share.high is None else share.low <= rate <= share.high


def report(years: Sequence[Year]) -> Iterator[str]:
    """The lines that tell what came out of several years."""
    seconds = max(year.seconds for year in years)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield f"{len(years)} simulated years of {years[0].findings} findings: at most {seconds:.1f} s a year, {peak:.0f} MB"
    for grain in _MONTHS:
        yield from _moved(grain, [year.found[grain] for year in years])
    promised, unlike = sum(year.promises for year in years), sum(year.unlike for year in years)
    yield f"promises: {promised}, {unlike} of them with another outcome or wait than was planted"
    yield "  group          days  planted  mean share  intervals that hold it (95 % of that share)    of planted waits"
    cells: defaultdict[tuple[str, int], list[Interval]] = defaultdict(list)
    for year in years:
        for interval in year.intervals:
            cells[interval.group, interval.days].append(interval)
    for (group, days), held in sorted(cells.items()):
        mean = np.mean([interval.share for interval in held])
        sure = [interval.holds_of_planted for interval in held if interval.holds_of_planted is not None]
        yield f"  {group:13} {days:5}  {held[0].planted:7.3f}  {mean:10.3f}  {_rate([one.holds for one in held]):42}  {_rate(sure)}"


def _moved(grain: Grain, found: Sequence[Found]) -> Iterator[str]:
    rand = [value for one in found for value in one.rand.values()]
    low = sum(value < _RAND for value in rand)
    yield f"{grain}s: adjusted Rand index {np.mean(rand):.3f}, {min(rand):.3f} at least; {low} of {len(rand)} windows below {_RAND}"
    late = sum(move.window != one.planted for one in found for move in one.movers)
    planted = [move for one in found for move in one.movers]
    others = [move for one in found for move in one.others]
    yield f"  movers: {len(planted)} of {Plan(findings=0).movers * len(found)} found, {late} in another window than the planted one"
    yield f"    {_dated(planted, grain)}"
    yield f"  moves that nobody planted: {len(others)}, {sum(move.day is not None for move in others)} of them with a day"


def _dated(planted: Sequence[Move], grain: Grain) -> str:
    day, length = Plan(findings=0).day, _MONTHS[grain]
    dated = [move for move in planted if move.day and move.since and move.until]
    if not dated:
        return "none with a day"
    errors = [abs((move.day - day).days) for move in dated if move.day]
    right = sum((move.day.month - 1) // length == (day.month - 1) // length for move in dated if move.day)
    held = sum(move.since <= day <= move.until for move in dated if move.since and move.until)
    return (
        f"{len(dated)} with a day, {right} of them in the planted window; "
        f"{np.mean(errors):.1f} days off on average, {max(errors)} at most; intervals hold the day: {held}"
    )


def _rate(held: Sequence[bool]) -> str:
    """A share as count, number, and Clopper and Pearson's interval."""
    bounds = binomtest(sum(held), len(held)).proportion_ci(method="exact")
    return f"{sum(held)} of {len(held)}: {sum(held) / len(held):.3f} ({bounds.low:.3f} to {bounds.high:.3f})"


def main() -> None:
    """Simulate, measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--findings", type=int, default=20_000)
    arguments.add_argument("--years", type=int, default=1, help="how many, with seeds from 0")
    arguments.add_argument("--things", type=int, default=len(THINGS), help="how many; the fewer, the more deeds fit each promise")
    add_output(arguments)
    given = arguments.parse_args()
    with reporting("year", given.json) as kept:
        years = []
        for seed in range(given.years):
            years.append(measured(Plan(findings=given.findings, seed=seed), given.things))
            kept.put(years=msgspec.to_builtins(years, str_keys=True))
        for line in report(years):
            kept.say(line)


if __name__ == "__main__":
    main()
