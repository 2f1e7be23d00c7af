"""Survival estimates: numbers at risk, intervals, what is counted; and that a planted rate lies within its interval."""

import datetime as dt
import math
import random
from collections.abc import Sequence

import numpy as np
import pytest
from bench.promises import TODAY, promises, simulated
from scipy.stats import binomtest

from foedus.lexicon.tables import data_file, rows
from foedus.model.commitment import Commitment, FollowThrough, Pledge, State
from foedus.model.record import ClaimId, FindingId
from foedus.outlook.followthrough import Estimator, Followed, Likelihood, follow

_SIMULATIONS = 250


def commitment(state: State = State.OPEN, *, made: int | None = 400, waited: int | None = None, **parts: object) -> Commitment:
    """A commitment made so many days before `TODAY`, seen carried out after so many days."""
    values = {"actors": ("PRK",), "recipients": ("RUS",), "event": "AGREE", "context": "labour", "pledge": Pledge.PROMISE}
    known = None if made is None else TODAY - dt.timedelta(days=made)
    rest = {
        "finding": FindingId("f"),
        "words": "",
        "reason": "",
        "told": known,
        "age_days": made,
        "due": None,
        "awaits": (),
        "extent": None,
    }
    told = {**values, **rest, "claims": (ClaimId("c"),), "state": state, "made": known, "waited_days": waited}
    return Commitment(**(told | parts))  # type: ignore[arg-type]  # the fields of the commitment


def whole(found: Sequence[FollowThrough]) -> FollowThrough:
    """The group of all promises."""
    return next(group for group in found if (group.event, group.context, group.actor) == ("", "", ""))


def test_without_censoring_it_is_the_plain_share() -> None:
    """Twelve of twenty within 90 days, all followed for longer."""
    members = [Followed(days=50, seen=True)] * 12 + [Followed(days=400, seen=False)] * 8
    thirty, ninety, *_ = Estimator().shares(members)
    assert (thirty.share, thirty.seen, thirty.at_risk) == (0, 0, 20)
    assert ninety.share == pytest.approx(0.6)
    assert (ninety.seen, ninety.at_risk) == (12, 8)
    assert ninety.low is not None
    assert ninety.high is not None
    assert ninety.low < 0.6 < ninety.high


def test_censored_ones_count_only_while_they_are_followed() -> None:
    """By hand: 10 at risk when 2 are seen on day 10, 4 lost on day 20, 4 at risk when 1 is seen on day 30: 1 - 0.8 * 0.75."""
    members = [Followed(days=10, seen=True)] * 2 + [Followed(days=20, seen=False)] * 4
    members += [Followed(days=30, seen=True)] + [Followed(days=300, seen=False)] * 3
    (share,) = Estimator((40,), fewest=6).shares(members)
    assert share.share == pytest.approx(0.4)
    assert (share.seen, share.at_risk) == (3, 3)


def test_too_few_to_say() -> None:
    """Below the number that was set, in the group or at the horizon, there is no estimate, but the counts."""
    members = [Followed(days=20, seen=False)] * 9 + [Followed(days=10, seen=True)] * 3
    early, late = Estimator((15, 60), fewest=12).shares(members)
    assert early.share is not None
    assert (late.share, late.low, late.word, late.seen, late.at_risk) == (None, None, "", 3, 0)
    assert all(share.share is None for share in Estimator(fewest=13).shares(members))


@pytest.mark.parametrize(("seen", "ends"), [(False, (0.0, 0.1684)), (True, (0.8316, 1.0))])
def test_none_or_all_seen_has_an_exact_interval(seen: bool, ends: tuple[float, float]) -> None:
    """Twenty of one kind: Clopper and Pearson's interval, in place of a variance of nothing."""
    days = 5 if seen else 400
    (share,) = Estimator((30,)).shares([Followed(days=days, seen=seen)] * 20)
    assert share.share == (1 if seen else 0)
    assert (share.low, share.high) == pytest.approx(ends, abs=1e-4)


def test_a_horizon_that_nobody_was_followed_to_has_no_estimate() -> None:
    """Half of forty seen in the first days, the others followed for 50: of day 60 nothing is known. If all were seen it is."""
    seen, others = [Followed(days=5, seen=True)] * 20, [Followed(days=50, seen=False)] * 20
    reached, beyond = Estimator((50, 60)).shares([*seen, *others])
    assert (reached.share, reached.at_risk) == (0.5, 20)
    assert (beyond.share, beyond.low, beyond.seen, beyond.at_risk) == (None, None, 20, 0)
    (everyone,) = Estimator((60,)).shares(seen)
    assert everyone.share == 1


def test_the_interval_is_that_of_the_product_of_beta_variables() -> None:
    """Against drawing them: 30 at risk when 4 are seen, 18 when 3 are, 9 left at the horizon."""
    members = [Followed(days=10, seen=True)] * 4 + [Followed(days=20, seen=False)] * 8
    members += [Followed(days=30, seen=True)] * 3 + [Followed(days=40, seen=False)] * 6 + [Followed(days=300, seen=False)] * 9
    (share,) = Estimator((60,)).shares(members)
    draw = np.random.default_rng(0)
    left = draw.beta(27, 4, 400_000) * draw.beta(16, 3, 400_000)
    assert share.share == pytest.approx(1 - 26 / 30 * 15 / 18)
    assert share.low == pytest.approx(1 - np.quantile(left, 0.975), abs=0.005)
    assert share.high == pytest.approx(1 - np.quantile(left * draw.beta(9, 1, 400_000), 0.025), abs=0.01)


@pytest.mark.parametrize("number", [12, 20, 60])
def test_small_groups_hold_the_planted_rate(number: int) -> None:
    """Followed for at most a year: at each horizon the interval holds it in at least 95 % of groups, by a binomial test."""
    rate, estimator = simulated(1, number=1).rate_by, Estimator((30, 90, 180, 300))
    held: dict[int, list[bool]] = {}
    for seed in range(300):
        ages = random.Random(f"ages {seed}")  # noqa: S311  # a simulation
        members = []
        for wait in promises(1000 * number + seed, number):
            age = ages.randrange(365)
            is_seen = wait is not None and wait <= age
            members.append(Followed(days=wait if wait is not None and is_seen else age, seen=is_seen))
        for share in estimator.shares(members):
            if share.low is not None and share.high is not None:
                held.setdefault(share.days, []).append(share.low <= rate(share.days) <= share.high)
    assert set(held) >= {30, 90}
    for days, holds in held.items():
        assert binomtest(sum(holds), len(holds), 0.95, alternative="less").pvalue > 0.01, (days, sum(holds), len(holds))


@pytest.mark.parametrize(
    ("number", "seen", "word"),
    [(20, 12, ""), (2000, 1300, "likely"), (2000, 100, ""), (2000, 300, "very unlikely"), (4000, 2000, "roughly even chance")],
)
def test_a_word_is_earned_by_a_narrow_interval(number: int, seen: int, word: str) -> None:
    """Only where the whole interval lies in one band: neither with few, nor across a border."""
    members = [Followed(days=5, seen=True)] * seen + [Followed(days=400, seen=False)] * (number - seen)
    (share,) = Estimator((30,)).shares(members)
    assert share.word == word


def test_what_is_followed() -> None:
    """Called off: never seen, followed to the end. In force, withdrawn, undated, or told when done: not counted."""
    assert follow(commitment(), TODAY) == Followed(days=400, seen=False)
    assert follow(commitment(State.PART, waited=30), TODAY) == Followed(days=30, seen=True)
    assert follow(commitment(State.REVERSED), TODAY) == Followed(days=400, seen=False, reversed=True)
    assert follow(commitment(State.REVERSED, waited=30), TODAY) == Followed(days=30, seen=True)
    for left_out in (commitment(State.IN_FORCE), commitment(State.WITHDRAWN), commitment(made=None), commitment(State.FULFILLED)):
        assert follow(left_out, TODAY) is None


def test_groups_by_pledge_kind_context_and_actor() -> None:
    """Promises and threats apart; each kind, kind with context, actor, and kind with actor; the largest first."""
    found = Estimator().estimate([commitment(), commitment(actors=("CHN",)), commitment(pledge=Pledge.THREAT, event="THREATEN")], TODAY)
    groups = [(group.pledge.value, group.event, group.context, group.actor) for group in found if group.pledge is Pledge.PROMISE]
    assert groups[:3] == [("promise", "", "", ""), ("promise", "AGREE", "", ""), ("promise", "AGREE", "labour", "")]
    assert set(groups[3:]) == {("promise", event, "", actor) for event in ("", "AGREE") for actor in ("PRK", "CHN")}
    assert whole([group for group in found if group.pledge is Pledge.THREAT]).number == 1
    assert Estimator().estimate([commitment()], None) == []


def test_likelihood_bands_join_and_never_reach_certainty() -> None:
    """From 1 to 99 per cent without a gap."""
    bands = list(rows(data_file("outlook/likelihood.tsv"), Likelihood))
    assert [band.low for band in bands[1:]] == [band.high for band in bands[:-1]]
    assert (bands[0].low, bands[-1].high) == (1, 99)


@pytest.mark.slow
def test_a_planted_rate_lies_within_its_interval() -> None:
    """Ledgers of promises of which a known share is kept: at 180 days the interval holds it in 95 % of them, by a binomial test."""
    held = 0
    for seed in range(_SIMULATIONS):
        ledger = simulated(seed)
        share = next(share for share in whole(Estimator().estimate(ledger.track(), TODAY)).shares if share.days == 180)
        assert share.low is not None
        assert share.high is not None
        held += share.low <= ledger.rate_by(180) <= share.high
    assert binomtest(held, _SIMULATIONS, 0.95, alternative="less").pvalue > 0.01, held
    assert binomtest(held, _SIMULATIONS, 0.99, alternative="greater").pvalue > 0.01, held


def test_the_simulation_plants_what_it_says() -> None:
    """In many promises the share that is kept by a day is the planted one."""
    many = list(promises(seed=1, number=20_000))
    kept = sum(waited is not None and waited <= 180 for waited in many) / len(many)
    assert math.isclose(kept, simulated(1, number=1).rate_by(180), abs_tol=0.005)
