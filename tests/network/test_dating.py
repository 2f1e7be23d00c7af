"""The day on which a state goes over from one bloc to another."""

import datetime as dt
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from bench.network import Plan, recovered, simulated
from tests.network.deeds import contribution
from tests.network.test_blocs import CAMPS, year

from foedus.model.network import Contribution, Grain, Move
from foedus.network.blocs import blocs
from foedus.network.dating import _chances, dated_moves
from foedus.network.weighing import contributions
from foedus.network.windows import networks

LATER = ("AAA", "BBB", "CCC"), ("DDD", *CAMPS[1])
TURN = dt.date(2025, 3, 20)


def daily(turn: dt.date = TURN, months: Sequence[int] = (3, 4)) -> Iterator[Contribution]:
    """Each day one finding of DDD with two states of its old camp: friendly before the turn, hostile from it on."""
    day = dt.date(2025, months[0], 1)
    while day.month <= months[-1]:
        for other in ("AAA", "BBB"):
            yield contribution(f"{day}", other, "DDD", 2.0 if day < turn else -2.0, day.isoformat())
        day += dt.timedelta(days=1)


def moved(made: Sequence[Contribution], grain: Grain = Grain.MONTH) -> list[Move]:
    """The moves among months of these contributions, dated."""
    found = networks(made, grain=grain)
    return dated_moves(found, blocs(found, seeds=5, resamples=0))


def test_a_move_has_the_day_on_which_its_findings_turn() -> None:
    """Most of March is before it, so that April shows the move; the day is the one in March, and the findings are told."""
    (move,) = moved([*year(3), *year(4, LATER), *daily()])
    assert (move.state, move.before, move.window) == ("DDD", dt.date(2025, 3, 1), dt.date(2025, 4, 1))
    assert move.day == TURN
    assert move.since is not None
    assert move.until is not None
    assert dt.timedelta() < move.until - move.since < dt.timedelta(days=7)
    assert move.undated == ""
    assert {f"f-{TURN}", "f-3-DDD-WWW", "f-4-CCC-DDD"} <= set(move.findings)
    assert len(move.findings) == 61 + 2 * 7


def test_months_in_which_it_stays_tell_what_is_usual() -> None:
    """Where the mover stays, a window more on each side is looked at; where it does not, there is none."""
    made = [*year(2), *year(3), *year(4, LATER), *year(5, LATER), *daily(months=(2, 3, 4, 5))]
    (move,) = moved(made)
    assert (move.kept, move.day) == (True, TURN)
    assert min(move.findings) == "f-2-AAA-DDD"
    (shorter,) = moved([one for one in made if one.day < dt.date(2025, 5, 1)])
    assert shorter.kept is None
    assert not any(finding.startswith(("f-2-", "f-2025-02")) for finding in shorter.findings)


def test_few_findings_give_no_day() -> None:
    """Seven findings show the move, but not the day."""
    few = [made for made in (*year(3), *year(4, LATER)) if "DDD" not in {made.a, made.b} or {made.a, made.b} & {"AAA", "WWW"}]
    (move,) = moved([*few, *(contribution(f"x{n}", "AAA", "DDD", 1, "2025-03-03") for n in range(3))])
    assert move.day is None
    assert move.undated == "findings with those who stayed in either bloc: 7, at least 10 are needed"
    assert len(move.findings) == 7


def test_a_state_that_does_both_all_the_time_has_no_day() -> None:
    """A few weighty findings put it with the others for a month; as many friendly and hostile ones as before say that nothing turned."""
    mixed = [contribution(f"m{day}", "AAA", "DDD", (-1) ** day, f"2025-{3 + day // 28:02}-{day % 28 + 1:02}") for day in range(56)]
    heavy = [contribution("h", "DDD", "XXX", 300, "2025-04-02"), contribution("g", "DDD", "YYY", 300, "2025-04-12")]
    made = [one for one in (*year(3), *year(4)) if not (one.day.month == 4 and "DDD" in {one.a, one.b})]
    (move,) = moved([*made, *mixed, *heavy])
    assert (move.state, move.day, move.since, move.until) == ("DDD", None, None, None)
    assert move.undated == "its findings with the two blocs show no clear change"


def test_days_have_the_chances_of_the_closed_form() -> None:
    """By hand for old, old, new, new: the days are as 1/24, 1/9 and 1/24, and without a change 1/30."""
    start = dt.date(2025, 3, 1)
    days = [start + dt.timedelta(days=days) for days in range(4)]
    chances, factor = _chances([(days[0], False), (days[1], False), (days[2], True), (days[3], True)], start, 4)
    assert chances == pytest.approx(np.array([3, 8, 3]) / 14)
    assert factor == pytest.approx((1 / 24 + 1 / 9 + 1 / 24) / 3 * 30)


def test_a_change_away_from_the_new_side_is_no_evidence() -> None:
    """The same findings the other way round tell against the move."""
    start = dt.date(2025, 3, 1)
    turned = [(start + dt.timedelta(days=days), days < 15) for days in range(30)]
    assert _chances(turned, start, 30)[1] < 0.01
    assert _chances([(day, not new) for day, new in turned], start, 30)[1] > 1000


@pytest.mark.slow
def test_planted_movers_are_dated_to_their_month_and_others_to_none() -> None:
    """Where the month in which a move shows is the one after it."""
    plan = Plan(findings=20_000)
    nets = networks(contributions(simulated(plan), {}).kept, grain=Grain.MONTH)
    found = recovered(plan, nets, blocs(nets, seeds=10, resamples=0))
    assert {move.state for move in found.movers} == set(plan.moving)
    assert all(move.day and abs((move.day - plan.day).days) <= 10 for move in found.movers)
    assert sum(move.day is not None for move in found.others) <= 1
