"""Decisions on exposures and hits: they are about words and rules, and one on what was decided since is refused."""

import datetime as dt

import pytest

from foedus.errors import LookupFailed, StaleError
from foedus.model.desk import ExposureDecision, ExposureVerdict
from foedus.model.judgement import Target
from foedus.model.listing import HitDecision, HitVerdict
from foedus.model.record import DocumentId
from foedus.store import Ledger
from foedus.store.desk import exposure_decisions_in, keep_exposure_decision
from foedus.store.lists import decide, decisions_in, entry_in

AT = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


def target(start: int, end: int, document: str = "d-1") -> Target:
    """A place in a document."""
    return Target(document=DocumentId(document), start=start, end=end)


def decision(*targets: Target, provision: str = "rule", why: str = "a test") -> ExposureDecision:
    """A confirmation."""
    return ExposureDecision(targets=targets, provision=provision, verdict=ExposureVerdict.CONFIRM, who="Ann", at=AT, why=why)


def on_hit(name: str, why: str) -> HitDecision:
    """A decision on a name and one entry."""
    return HitDecision(name=name, list="list", reference="1", entry="n-1", verdict=HitVerdict.OPEN, who="Ann", at=AT, why=why)


@pytest.mark.parametrize(
    ("places", "provision", "is_on"),
    [
        ([target(10, 14)], "rule", True),
        ([target(0, 4), target(12, 20)], "rule", True),
        ([target(14, 20)], "rule", False),
        ([target(10, 14, "d-2")], "rule", False),
        ([target(10, 14)], "another rule", False),
        ([], "rule", False),
    ],
)
def test_a_decision_is_about_words_and_a_rule(places: list[Target], provision: str, is_on: bool) -> None:
    """One shared code point is enough, so that it outlives a finding's id and a trigger read a little otherwise."""
    assert decision(target(2, 4), target(10, 14)).is_on(places, provision) is is_on


def test_a_late_decision_on_an_exposure_is_refused(place: str) -> None:
    """Nothing of it is kept, and the error holds the one that stands; other matters do not count."""
    first, other, mine = decision(target(0, 4), why="1"), decision(target(0, 4), provision="other"), decision(target(2, 9), why="2")
    with Ledger.open(place) as ledger:
        keep_exposure_decision(ledger, other, seen=0)
        keep_exposure_decision(ledger, first, seen=0)
        with pytest.raises(StaleError) as caught:
            keep_exposure_decision(ledger, mine, seen=0)
        assert (caught.value.theirs, caught.value.version) == (first, 1)
        assert exposure_decisions_in(ledger) == (other, first)
        keep_exposure_decision(ledger, mine, seen=1)
        keep_exposure_decision(ledger, mine)
        assert exposure_decisions_in(ledger) == (other, first, mine, mine)


def test_a_late_decision_on_a_hit_is_refused(place: str) -> None:
    """In the same way, by name, list and reference."""
    with Ledger.open(place) as ledger:
        decide(ledger, on_hit("acme", "1"), seen=0)
        decide(ledger, on_hit("other", "1"), seen=0)
        with pytest.raises(StaleError) as caught:
            decide(ledger, on_hit("acme", "2"), seen=0)
        assert (caught.value.theirs, caught.value.version) == (on_hit("acme", "1"), 1)
        decide(ledger, on_hit("acme", "2"), seen=1)
        assert [kept.why for kept in decisions_in(ledger)] == ["1", "1", "2"]


def test_an_entry_that_is_not_there_is_said(place: str) -> None:
    """By the ids that were asked for."""
    with Ledger.open(place) as ledger, pytest.raises(LookupFailed, match="no entry 'n-1' in a list 'l-1'"):
        entry_in(ledger, "l-1", "n-1")
