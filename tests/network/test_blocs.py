"""Windows, communities, blocs from window to window, fragmentation."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import pytest
from bench.network import Plan, recovered, simulated
from tests.network.deeds import contribution

from foedus.model.network import Contribution, Grain, StandingTie
from foedus.network.blocs import blocs, division_of, moves
from foedus.network.communities import alike, best_of, modularity, search, stability
from foedus.network.fragmentation import MEASURES, balance, cross_bloc_share, fragmentation, polarisation
from foedus.network.weighing import contributions
from foedus.network.windows import Network, networks

CAMPS = ("AAA", "BBB", "CCC", "DDD"), ("WWW", "XXX", "YYY", "ZZZ")
CAMP = np.array([0, 0, 1, 1])
SPLIT = np.array([[0, 2, -1, -1], [2, 0, -1, -1], [-1, -1, 0, 2], [-1, -1, 2, 0]], dtype=float)


def year(month: int, camps: Sequence[Sequence[str]] = CAMPS) -> Iterator[Contribution]:
    """A month in which each camp helps itself and hurts the other."""
    side = {state: index for index, camp in enumerate(camps) for state in camp}
    for one, other in combinations(sorted(side), 2):
        points = 5.0 if side[one] == side[other] else -5.0
        yield contribution(f"{month}-{one}-{other}", one, other, points, f"2025-{month:02}-15")


def test_windows_begin_with_the_calendar_and_leave_no_gap() -> None:
    """A quarter without a finding is a window too, and says that it is thin."""
    made = [contribution("1", "PRK", "RUS", 1, "2024-11-30"), contribution("2", "PRK", "RUS", 1, "2025-05-02")]
    found = networks(made, grain=Grain.QUARTER)
    assert [(str(one.start), len(one.findings)) for one in found] == [("2024-10-01", 1), ("2025-01-01", 0), ("2025-04-01", 1)]
    assert [one.thin.split(",")[0] for one in found] == [f"findings between states: {number}" for number in (1, 0, 1)]
    assert [str(one.end) for one in networks(made, grain=Grain.YEAR)] == ["2025-01-01", "2026-01-01"]
    assert [str(one.start) for one in networks(made, grain=Grain.HALF)] == ["2024-07-01", "2025-01-01"]
    assert [str(one.start) for one in networks(made, grain=Grain.MONTH, since=dt.date(2025, 1, 1))] == ["2025-05-01"]
    assert networks([]) == []


def test_weights_are_signed_logarithms_of_sums() -> None:
    """Obligations add up with findings, but only between states that have a finding in the window; a deed of no points is no tie."""
    made = [
        contribution("1", "PRK", "RUS", 3),
        contribution("2", "PRK", "RUS", -1),
        contribution("3", "JPN", "RUS", -4),
        contribution("4", "KOR", "RUS", 0),
    ]
    pacts = [
        StandingTie(a=a, b=b, kind="defence", points=6, since=dt.date(2025, 3, 31), source="x") for a, b in (("JPN", "PRK"), ("KOR", "USA"))
    ]
    (network,) = networks(made, pacts)
    assert network.states == ("JPN", "PRK", "RUS")
    expected = [[0, np.log(7), -np.log(5)], [np.log(7), 0, np.log(3)], [-np.log(5), np.log(3), 0]]
    assert np.allclose(network.weights(), expected)


def test_resampled_findings_keep_all_their_pairs() -> None:
    """A meeting of three is drawn or not drawn as one."""
    network = Network(
        dt.date(2025, 1, 1), dt.date(2025, 2, 1), [contribution("1", a, b, 1) for a, b in (("A", "B"), ("A", "C"), ("B", "C"))] + [
            contribution("2", "D", "E", 1)
        ]
    )  # fmt: skip
    drawn = list(network.resampled(30, 0))
    assert all(one[0, 1] == one[0, 2] == one[1, 2] for one in drawn)
    assert {bool(one[0, 1]) for one in drawn} == {True, False}


def divisions(size: int) -> Iterator[list[int]]:
    """All divisions of so many states."""
    if not size:
        yield []
        return
    for rest in divisions(size - 1):
        yield from ([*rest, group] for group in range(max(rest, default=-1) + 2))


def test_signed_modularity_has_its_published_value() -> None:
    """Worked out by hand: friendly weight all inside, hostile weight all across."""
    friendly, hostile, pairs = 8, 8, 8  # sums over the matrix, and cells of which both states are in one camp
    expected = friendly - pairs * 2 * 2 / friendly + pairs * 2 * 2 / hostile
    assert modularity(SPLIT, CAMP) == pytest.approx(expected / (friendly + hostile))
    assert modularity(SPLIT, np.zeros(4, dtype=np.int64)) == pytest.approx(0)
    assert modularity(np.zeros((3, 3)), np.arange(3)) == 0


@pytest.mark.parametrize("seed", range(12))
def test_the_search_finds_the_best_of_all_divisions(seed: int) -> None:
    """Against trying every division of six states, where the best one is held together by friendly ties."""
    random = np.random.default_rng(seed)
    upper = np.triu(random.normal(0.3, 1, (6, 6)), 1)
    weights = upper + upper.T
    best = max(modularity(weights, np.array(numbers)) for numbers in divisions(6))
    found = best_of(weights, [search(weights, start) for start in range(10)])
    assert modularity(weights, found) == pytest.approx(best)


def test_common_foes_alone_make_no_bloc() -> None:
    """Two states that only share an enemy stay apart."""
    weights = np.array([[0, 0, -3], [0, 0, -3], [-3, -3, 0]], dtype=float)
    assert len(set(search(weights, 0).tolist())) == 3


def test_alike_and_stability_follow_the_definition() -> None:
    """The adjusted Rand index of a published example, and its mean over pairs."""
    one, other = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 0, 1, 1, 2, 2])
    assert alike(one, other) == pytest.approx(0.24242424)
    assert alike(one, one) == 1
    assert stability([one, one, other]) == pytest.approx((1 + 2 * 0.24242424) / 3)
    assert stability([one]) == 1


def test_blocs_keep_their_label_and_movers_are_named() -> None:
    """One state goes over in April and stays; a thin month between says nothing and breaks nothing."""
    later = ("AAA", "BBB", "CCC"), ("DDD", *CAMPS[1])
    made = [*year(1), contribution("lone", "AAA", "BBB", 1, "2025-02-03"), *year(3), *year(4, later), *year(5, later)]
    windows = blocs(networks(made, grain=Grain.MONTH), seeds=5, resamples=5)
    assert [[(bloc.label, bloc.members) for bloc in window.blocs] for window in windows] == [
        [("A", CAMPS[0]), ("B", CAMPS[1])],
        [],
        [("A", CAMPS[0]), ("B", CAMPS[1])],
        [("B", later[1]), ("A", later[0])],
        [("B", later[1]), ("A", later[0])],
    ]
    assert [bool(window.thin) for window in windows] == [False, True, False, False, False]
    assert (windows[0].stability, windows[1].stability) == (1, None)
    (move,) = moves(windows)
    assert (move.state, move.left, move.joined, move.kept) == ("DDD", "A", "B", True)
    assert (move.window, move.before) == (dt.date(2025, 4, 1), dt.date(2025, 3, 1))
    assert moves(windows[:4])[0].kept is None
    assert len(windows[0].blocs[0].findings) == 6
    assert all(finding.startswith("f-1-") for finding in windows[0].blocs[0].findings)


def test_a_new_group_gets_a_new_label() -> None:
    """States that nobody saw before are not taken for a bloc that is gone."""
    fresh = ("EEE", "FFF", "GGG", "HHH"), ("III", "JJJ", "KKK", "LLL")
    windows = blocs(networks([*year(1), *year(2, fresh)], grain=Grain.MONTH), seeds=3, resamples=2)
    assert [[bloc.label for bloc in window.blocs] for window in windows] == [["A", "B"], ["C", "D"]]
    assert moves(windows) == []


def test_measures_of_two_camps_are_at_their_ends() -> None:
    """All friendly inside, all hostile across."""
    found = networks(list(year(1)), grain=Grain.MONTH)
    (measured,) = fragmentation(found, blocs(found, seeds=3, resamples=2))
    values = {measure.name: measure.value for measure in measured.measures}
    assert (values["balance"], values["polarisation"], values["cross_bloc_share"]) == (1, 1, 0)
    assert [measure.name for measure in measured.measures] == list(MEASURES)
    intervals = {measure.name: (measure.low, measure.high) for measure in measured.measures}
    assert intervals["balance"] == intervals["polarisation"] == intervals["cross_bloc_share"] == (None, None)
    low, high = intervals["modularity"]
    assert low is not None
    assert high is not None
    assert low < values["modularity"] < high


def test_measures_follow_their_definitions() -> None:
    """Worked out by hand on five states with a quarrel inside and a friendship across."""
    weights = np.array([[0, 1, -1, -1, 1], [1, 0, 1, -1, 1], [-1, 1, 0, 2, -1], [-1, -1, 2, 0, 1], [1, 1, -1, 1, 0]], dtype=float)
    division = np.array([0, 0, 1, 1, 2])
    signs = [np.prod([weights[a, b], weights[b, c], weights[a, c]]) > 0 for a, b, c in combinations(range(5), 3)]
    assert balance(weights, division) == pytest.approx(sum(signs) / 10)
    assert polarisation(weights, division) == pytest.approx((1 + 2 - (-1 - 1 + 1 - 1)) / 7)
    assert cross_bloc_share(weights, division) == pytest.approx(1 / 4)
    assert polarisation(weights, np.arange(5)) is None
    assert cross_bloc_share(weights, np.zeros(5, dtype=np.int64)) is None
    assert balance(SPLIT, CAMP) is None


def test_what_a_window_does_not_allow_is_missing_with_its_reason() -> None:
    """A thin one has no number at all, one with a single bloc none about several."""
    lone = [contribution("1", "AAA", "BBB", 1)]
    found = networks(lone)
    (thin,) = fragmentation(found, blocs(found))
    assert not thin.measures
    assert {reason for _, reason in thin.missing} == {"findings between states: 1, at least 20 are needed"}
    friends = networks([contribution(f"{a}{b}", a, b, 2) for a, b in combinations("ABCDEFG", 2)])
    (single,) = fragmentation(friends, blocs(friends, seeds=3, resamples=2))
    assert dict(single.missing) == {"polarisation": "fewer than two blocs", "cross_bloc_share": "fewer than two blocs"}


def test_the_same_findings_give_the_same_blocs_in_whatever_order() -> None:
    """Every draw has its seed."""
    made = contributions(simulated(Plan(findings=900, states=18, movers=2)), {}).kept
    one, other = ([*blocs(nets, seeds=4, resamples=4), *fragmentation(nets, blocs(nets, seeds=4, resamples=0), resamples=9)]
                  for nets in (networks(made), networks(made[::-1])))  # fmt: skip
    assert one == other


@pytest.mark.slow
@pytest.mark.parametrize(("grain", "findings", "states"), [(Grain.QUARTER, 5000, 24), (Grain.MONTH, 20_000, 40)])
def test_planted_blocs_and_their_realignment_are_recovered(grain: Grain, findings: int, states: int) -> None:
    """Through plans, denials, quarrels among friends and friendships among foes; the realignment is dated within one window."""
    plan = Plan(findings=findings, states=states, movers=4)
    nets = networks(contributions(simulated(plan), {}).kept, grain=grain)
    found = recovered(plan, nets, blocs(nets, seeds=20, resamples=0))
    assert min(found.rand.values()) >= 0.9
    starts = [network.start for network in nets]
    assert len(found.movers) >= 3
    assert all(starts.index(move.window) - starts.index(found.planted) <= 1 for move in found.movers)
    assert sum(move.kept is not False for move in found.others) <= 1


def test_a_state_in_no_bloc_is_a_group_of_its_own() -> None:
    """So that it is neither with one side nor with the other."""
    made = [*year(1), contribution("odd", "AAA", "ODD", -1, "2025-01-09")]
    (network,) = networks(made, grain=Grain.MONTH)
    (window,) = blocs([network], seeds=3, resamples=2)
    assert window.alone == ("ODD",)
    assert len(set(division_of(network, window).tolist())) == 3
