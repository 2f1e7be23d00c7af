"""Stories in a list, and what the store says of their claims and reports."""

import datetime as dt
from collections.abc import Iterator

import msgspec
import pytest
from tests.store.conftest import OneEach, read

from foedus.model.desk import Look
from foedus.model.finding import Finding, StatusStep
from foedus.model.judgement import Judgement, Target, Verdict
from foedus.store import Ledger
from foedus.store.desk import keep_looks
from foedus.store.paging import Slice
from foedus.store.selecting import of_key
from foedus.store.stories import findings_of_story, stories_page, story_with, versions_of

_AT = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)


def _two_a_story(finding: Finding) -> Finding:
    """The findings of reports whose names begin alike are one story, those of later names reported later."""
    name = finding.documents[0]
    step = StatusStep(published=f"2025-01-{10 + int(name[1:]):02}", status="completed", document=name, claim=finding.supporting[0])
    return msgspec.structs.replace(finding, story=f"s-{name[0]}", timeline=(step,))


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    """Three stories, `a` of two reports."""
    with Ledger.open(place) as made:
        for name in ("a1", "a4", "b2", "c3"):
            document, claims, discards = read(name)
            made.add(document, claims, discards, coder="rules-1")
        made.refresh(OneEach(shape=_two_a_story))
        yield made


def test_the_latest_reported_story_comes_first(ledger: Ledger) -> None:
    """Each with its figures, and none twice."""
    page = stories_page(ledger, [], Slice(), "Ann")
    assert [row.story for row in page.stories] == ["s-a", "s-c", "s-b"]
    assert page.total == 3
    first = page.stories[0]
    assert (first.findings, first.reports, first.outlets, first.actors, first.disputed) == (4, 2, 1, ("TUR",), 0)
    assert first.title in {"Title of a1", "Title of a4"}


def test_a_slice_goes_on_where_the_one_before_ended(ledger: Ledger) -> None:
    """And the total stays that of all."""
    page = stories_page(ledger, [], Slice(start=1, size=1), "Ann")
    assert [row.story for row in page.stories] == ["s-c"]
    assert page.total == 3
    assert stories_page(ledger, [], Slice(start=9), "Ann").stories == ()


def test_a_story_is_meant_if_one_finding_is(ledger: Ledger) -> None:
    """Its figures are those of all its findings."""
    page = stories_page(ledger, [of_key("a4")], Slice(), "Ann")
    assert [(row.story, row.findings) for row in page.stories] == [("s-a", 4)]
    assert page.total == 1


def test_fresh_counts_what_a_user_has_not_seen(ledger: Ledger) -> None:
    """Of those who never looked nothing is counted, and one user's look is not another's."""
    claims = ledger.claims(ledger.document("a1").id)
    keep_looks(ledger, [Look(who="Ann", story="s-a", claims=tuple(claim.id for claim in claims), at=_AT)])
    fresh = {row.story: row.fresh for row in stories_page(ledger, [], Slice(), "Ann").stories}
    assert fresh == {"s-a": 2, "s-b": None, "s-c": None}
    assert stories_page(ledger, [], Slice(), "Bob").stories[0].fresh is None


def test_findings_of_a_story_and_the_story_of_a_report(ledger: Ledger) -> None:
    """What is in no story has none."""
    assert len(findings_of_story(ledger, "s-a")) == 4
    assert findings_of_story(ledger, "s-x") == ()
    assert story_with(ledger, ledger.document("c3").id) == "s-c"
    assert story_with(ledger, read("three")[0].id) is None


def test_versions_are_those_of_each_claim_alone(ledger: Ledger) -> None:
    """As `Ledger.version_of` gives them one by one."""
    claims = ledger.claims()
    trigger = claims[0].event.trigger
    target = Target(document=claims[0].document, start=trigger.start, end=trigger.end)
    ledger.judge(Judgement(verdict=Verdict.NOTE, targets=(target,), who="Ann", at=_AT, why="look"))
    targets = {claim.id: Target(document=claim.document, start=claim.event.trigger.start, end=claim.event.trigger.end) for claim in claims}
    found = versions_of(ledger, claims)
    assert found == {claim: ledger.version_of([target]) for claim, target in targets.items()}
    assert found[claims[0].id] > 0
    assert min(found.values()) == 0
