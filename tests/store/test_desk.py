"""What people keep at their desk, and edits that come too late."""

import datetime as dt
from collections.abc import Iterator

import msgspec
import pytest
from tests.store.conftest import OneEach, Read

from foedus.corroboration.judging import target_of
from foedus.errors import LookupFailed, StaleError
from foedus.model.brief import Brief
from foedus.model.choice import Choice
from foedus.model.desk import Draft, ExposureDecision, ExposureVerdict, Freezing, FrozenBrief, Look
from foedus.model.judgement import Judgement, Target, Verdict
from foedus.model.record import ClaimId
from foedus.store import Ledger
from foedus.store.desk import (
    digest_of,
    draft_in,
    drafts_in,
    exposure_decisions_in,
    freeze,
    freezings_in,
    frozen_brief,
    frozen_in,
    keep_draft,
    keep_exposure_decision,
    keep_looks,
    look_of,
)
from foedus.store.paging import Slice, claims_page, documents_page, findings_page
from foedus.store.selecting import claims_with, ids_of, with_choice

AT = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
BRIEF = Brief(title="Title", cutoff=None, scope="scope", sections=(), sources=(), method="method")


@pytest.fixture
def ledger(place: str, small_set: list[Read]) -> Iterator[Ledger]:
    """Four reports, three of them with two claims."""
    with Ledger.open(place) as made:
        for item in small_set:
            made.add(*item)
        made.refresh(OneEach(shape=lambda finding: msgspec.structs.replace(finding, recipients=("MLI:REB",))))
        yield made


def said(target: Target, who: str, verdict: Verdict = Verdict.ACCEPT) -> Judgement:
    """A judgement on one claim."""
    return Judgement(verdict=verdict, targets=(target,), who=who, at=AT, why="a test")


def test_a_judgement_on_what_somebody_judged_since_is_refused(ledger: Ledger) -> None:
    """With what they decided and its version; nothing of it is kept, and with that version it is."""
    claim = ledger.claims()[0]
    target = target_of(claim)
    assert ledger.version_of([target]) == 0
    theirs = said(target, "Ann")
    ledger.judge(theirs, seen=0)
    with pytest.raises(StaleError) as caught:
        ledger.judge(said(target, "Bob"), seen=0)
    assert (caught.value.theirs, caught.value.version) == (theirs, ledger.version_of([target]))
    assert ledger.judgements() == (theirs,)
    ledger.judge(said(target, "Bob"), seen=caught.value.version)
    assert [judgement.who for judgement in ledger.judgements()] == ["Ann", "Bob"]


def test_a_version_is_that_of_the_claims_meant(ledger: Ledger) -> None:
    """A judgement on another document, or further on in the text, changes nothing for a claim; one on words that overlap does."""
    first, other = (next(claim for claim in ledger.claims() if claim.name == name) for name in ("one", "two"))
    mine = target_of(first)
    ledger.judge(said(target_of(other), "Ann"))
    ledger.judge(said(msgspec.structs.replace(mine, start=mine.end, end=mine.end + 3), "Ann"))
    assert ledger.version_of([mine]) == 0
    ledger.judge(said(msgspec.structs.replace(mine, start=mine.end - 1, end=mine.end + 3), "Ann"))
    assert ledger.version_of([mine]) == 3


def test_a_draft_changed_by_somebody_else_is_not_overwritten(ledger: Ledger) -> None:
    """The error holds theirs."""
    mine = Draft(name="weekly", choice=Choice(actor="PRK"), text="Mine.", who="Ann", at=AT)
    assert draft_in(ledger, "weekly") == (None, 0)
    assert keep_draft(ledger, mine, seen=0) == 1
    theirs = msgspec.structs.replace(mine, text="Theirs.", who="Bob")
    assert keep_draft(ledger, theirs, seen=1) == 2
    with pytest.raises(StaleError) as caught:
        keep_draft(ledger, mine, seen=1)
    assert (caught.value.theirs, caught.value.version) == (theirs, 2)
    assert drafts_in(ledger) == (theirs,)


def test_briefs_are_frozen_in_versions(ledger: Ledger) -> None:
    """Each with the hash of what it says."""
    asked = FrozenBrief(name="weekly", version=0, brief=BRIEF, sha256="", who="Ann", at=AT)
    first, second = freeze(ledger, asked), freeze(ledger, msgspec.structs.replace(asked, brief=msgspec.structs.replace(BRIEF, title="New")))
    assert (first.version, second.version) == (1, 2)
    assert first.sha256 == digest_of(BRIEF) != second.sha256
    assert frozen_in(ledger, "weekly") == frozen_in(ledger) == (first, second)
    assert frozen_brief(ledger, "weekly", 1) == first
    with pytest.raises(LookupFailed, match="no version 3"):
        frozen_brief(ledger, "weekly", 3)


def test_exposure_decisions_and_looks_come_back(ledger: Ledger) -> None:
    """Decisions all and in order, of looks the last one of each user and story."""
    decision = ExposureDecision(
        targets=(target_of(ledger.claims()[0]),), provision="p-1", verdict=ExposureVerdict.DISMISS, who="Ann", at=AT, why="a test"
    )
    later = msgspec.structs.replace(decision, verdict=ExposureVerdict.CONFIRM)
    keep_exposure_decision(ledger, decision)
    keep_exposure_decision(ledger, later)
    assert exposure_decisions_in(ledger) == (decision, later)
    look = Look(who="Ann", story="s-1", claims=(ClaimId("c-1"),), at=AT)
    keep_looks(ledger, [look])
    keep_looks(ledger, [msgspec.structs.replace(look, claims=())])
    assert look_of(ledger, "Ann", "s-1") == msgspec.structs.replace(look, claims=())
    assert look_of(ledger, "Bob", "s-1") is None


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        (Choice(), 6),
        (Choice(actor="TUR"), 6),
        (Choice(actor="MLI"), 6),
        (Choice(actor="FRA"), 0),
        (Choice(between=("TUR", "MLI")), 6),
        (Choice(between=("MLI", "TUR")), 6),
        (Choice(between=("TUR", "TUR")), 0),
        (Choice(event="aid", status="completed"), 6),
        (Choice(status="planned"), 0),
        (Choice(outlet="test post"), 6),
        (Choice(outlet="Elsewhere"), 0),
        (Choice(is_disputed=True), 0),
        (Choice(since=dt.date(2020, 1, 1)), 0),
        (Choice(query="Kirikkale"), 0),
    ],
)
def test_a_choice_is_answered_by_the_database(ledger: Ledger, choice: Choice, found: int) -> None:
    """Parties with their domestic actors, sides, type, status, outlet, days; a finding without a day is in no stretch of time."""
    assert len(ids_of(ledger, *with_choice(ledger, choice, lambda code: code))) == found


def test_lists_come_in_pages(ledger: Ledger) -> None:
    """Each with the number of all; pages put together are the whole."""
    pages = [findings_page(ledger, [], Slice(start=start, size=4)) for start in (0, 4, 8)]
    assert [len(page.findings) for page in pages] == [4, 2, 0]
    assert {page.total for page in pages} == {6}
    assert {finding for page in pages for finding in page.findings} == set(ledger.findings())
    claims = claims_page(ledger, [], Slice(size=3))
    assert (len(claims.claims), claims.total) == (3, 6)
    assert {told.claim.document for told in claims.claims} == set(claims.documents)
    chosen = claims_page(ledger, with_choice(ledger, Choice(status="planned"), str), Slice())
    assert (chosen.claims, chosen.total) == ((), 0)
    documents = documents_page(ledger, Slice(size=3))
    assert [row.published for row in documents.documents] == sorted((row.published for row in documents.documents), reverse=True)
    assert documents.total == 4


def test_claims_are_found_by_the_beginning_of_an_id(ledger: Ledger) -> None:
    """Of a claim or of its finding; one that fits several is refused."""
    finding = ledger.findings()[0]
    (claim,) = finding.supporting
    assert [found.id for found in claims_with(ledger, claim)] == [found.id for found in claims_with(ledger, finding.id)] == [claim]
    assert claims_with(ledger, "c-nothing") == ()
    with pytest.raises(LookupFailed, match="several ids"):
        claims_with(ledger, "f-")


def test_what_was_frozen_is_listed_without_the_briefs(ledger: Ledger) -> None:
    """In order, of one name or of all, with the hash of each."""
    kept = [freeze(ledger, FrozenBrief(name=name, version=0, brief=BRIEF, sha256="", who="Ann", at=AT)) for name in ("a", "b", "a")]
    heads = [Freezing(name=one.name, version=one.version, sha256=one.sha256, who="Ann", at=AT) for one in kept]
    assert freezings_in(ledger) == tuple(heads)
    assert freezings_in(ledger, "a") == (heads[0], heads[2])
    assert [one.version for one in heads] == [1, 1, 2]
