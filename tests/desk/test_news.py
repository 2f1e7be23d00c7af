"""What is new in a story since a look."""

import datetime as dt

import msgspec
from tests.desk.conftest import claim, finding

from foedus.desk.news import news_of, stamp
from foedus.model.claim import Claim, Status
from foedus.model.desk import Look
from foedus.model.finding import Finding, StatusStep
from foedus.model.judgement import Judgement, Target, Verdict
from foedus.model.record import ClaimId, DocumentId

_THEN = dt.datetime(2025, 3, 10, tzinfo=dt.UTC)


def _look(*names: str) -> Look:
    return Look(who="Ann", story="s-1", claims=tuple(ClaimId(f"c-{name}") for name in names), at=_THEN)


def _moved() -> Finding:
    def step(told: Claim, day: int) -> StatusStep:
        return StatusStep(published=f"2025-03-{day:02}", status=told.headline, document=told.name, claim=told.id)

    first, second = claim("a"), claim("b", status=Status.COMPLETED)
    return msgspec.structs.replace(finding(first, second), timeline=(step(first, 1), step(second, 12)))


def test_new_claims_and_the_moves_they_tell_are_news() -> None:
    """What was seen before is none."""
    news = news_of(_look("a"), [_moved()])
    assert news.claims == ("c-b",)
    assert [(move.before, move.step.status) for move in news.moves] == [("planned", "completed")]
    assert news_of(_look("a", "b"), [_moved()]).is_nothing


def test_the_first_report_of_a_finding_moves_nothing() -> None:
    """It is a new claim only."""
    assert [move.step.claim for move in news_of(_look(), [_moved()]).moves] == ["c-b"]


def test_claims_that_are_gone_are_counted() -> None:
    """A report may have been read anew."""
    news = news_of(_look("a", "b", "c"), [_moved()])
    assert (news.gone, news.is_nothing) == (1, False)


def test_judgements_since_the_look_are_news() -> None:
    """Those of other stories and those before it are none."""
    target = (Target(document=DocumentId("d-a"), start=12, end=16),)
    made = [
        Judgement(verdict=Verdict.NOTE, targets=target, who="Bob", at=_THEN + dt.timedelta(days=day), why=f"{day}") for day in (-1, 1, 2)
    ]
    moved = msgspec.structs.replace(_moved(), judgements=tuple(one.id for one in made[:2]))
    assert [one.why for one in news_of(_look("a", "b"), [moved], made).judgements] == ["1"]


def test_a_stamp_tells_sets_of_claims_apart() -> None:
    """In whatever order they come."""
    assert stamp([ClaimId("c-a"), ClaimId("c-b")]) == stamp([ClaimId("c-b"), ClaimId("c-a")])
    assert stamp([ClaimId("c-a")]) != stamp([ClaimId("c-a"), ClaimId("c-b")])
