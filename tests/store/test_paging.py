"""Pages: slices of one list, however it is narrowed."""

import datetime as dt
from collections.abc import Iterator

import pytest
from tests.store.conftest import OneEach, Read, read

from foedus.errors import LookupFailed
from foedus.model.choice import Choice
from foedus.model.judgement import Judgement, Target, Verdict
from foedus.model.outcome import Discard
from foedus.store import Ledger
from foedus.store.intake import Wanted, aside_page, document_ids
from foedus.store.judged import judgement_in, judgements_in
from foedus.store.paging import ClaimPage, Slice, claims_page
from foedus.store.selecting import Condition, stories_of, with_choice


@pytest.fixture
def ledger(place: str, small_set: list[Read]) -> Iterator[Ledger]:
    """Seven reports; the first claim of one of them belongs to no finding, as if it had been rejected."""
    given = [*small_set, *(read(f"more {number}", deeds=number) for number in (1, 3, 4))]
    with Ledger.open(place) as made:
        for item in given:
            made.add(*item)
        made.refresh(OneEach(without={given[0][1][0].id}))
        yield made


def conditions(ledger: Ledger, **choice: str) -> list[Condition]:
    """Conditions for findings, with codes as names."""
    return with_choice(ledger, Choice(**choice), lambda code: code)  # type: ignore[arg-type]  # text alone


def told(page: ClaimPage) -> list[str]:
    """The claims of a page, each with its document's name."""
    return [f"{page.documents[one.claim.document].name} {one.claim.event.trigger.start}" for one in page.claims]


def test_claims_come_by_the_latest_report_and_the_place_in_it(ledger: Ledger) -> None:
    """Every claim once, those of one document together and in order, each with its finding, a rejected one with none."""
    page = claims_page(ledger, [], Slice())
    days = [page.documents[one.claim.document].published for one in page.claims]
    assert days == sorted(days, reverse=True, key=lambda day: day or dt.date.min)
    assert len(set(told(page))) == page.total == 14
    assert [one.finding is None for one in page.claims].count(True) == 1
    for document in ledger.documents():
        starts = [one.claim.event.trigger.start for one in page.claims if one.claim.document == document.id]
        assert starts == sorted(starts)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 14])
@pytest.mark.parametrize("query", ["", "TUR", "more"])
def test_pages_joined_are_the_list(ledger: Ledger, size: int, query: str) -> None:
    """None is left out or told twice, whatever the size of a page and the filter."""
    met = conditions(ledger, query=query)
    whole = claims_page(ledger, met, Slice(size=100))
    pages = [claims_page(ledger, met, Slice(start=start, size=size)) for start in range(0, whole.total, size)]
    assert [name for page in pages for name in told(page)] == told(whole)
    assert {page.total for page in pages} == {len(whole.claims)}
    assert claims_page(ledger, met, Slice(start=whole.total, size=size)).claims == ()


def test_a_filter_leaves_out_what_belongs_to_no_finding(ledger: Ledger) -> None:
    """A rejected claim is in no finding that could fit."""
    assert claims_page(ledger, conditions(ledger, event="AID"), Slice()).total == 13
    one = ledger.document("one")
    assert told(claims_page(ledger, conditions(ledger, event="AID"), Slice(), document=one.id)) == ["one 1"]
    assert told(claims_page(ledger, [], Slice(), document=one.id)) == ["one 0", "one 1"]


@pytest.mark.parametrize(
    ("words", "outlet", "names"),
    [
        ("bamako", "", {"three"}),
        ("", "test post", {"one", "two", "three", "four", "more 1", "more 3", "more 4"}),
        ("", "another", set()),
        ("denied", "TEST POST", {"four"}),
    ],
)
def test_documents_are_meant_by_their_own_words_and_outlet(ledger: Ledger, words: str, outlet: str, names: set[str]) -> None:
    """Words count in the text where no claim holds them; case does not count in an outlet's name."""
    found = document_ids(ledger, conditions(ledger, query=words), [], Wanted(words=words, outlet=outlet))
    assert {ledger.document(known).name for known in found} == names


def test_words_of_a_text_do_not_lift_the_other_conditions(ledger: Ledger) -> None:
    """A document with the word but without a finding of the type is not meant."""
    others = conditions(ledger, event="ASSAULT")
    assert document_ids(ledger, conditions(ledger, query="bamako", event="ASSAULT"), others, Wanted(words="bamako")) == ()


def test_what_was_set_aside_is_paged(ledger: Ledger) -> None:
    """What became no document apart from what was left out of documents."""
    ledger.note([Discard(stage="reading", place=f"{number}.bin", reason="is binary") for number in range(3)])
    first, second = (aside_page(ledger, Slice(start=start, size=2)) for start in (0, 2))
    assert {row.discard.place for row in (*first.rows, *second.rows)} == {"0.bin", "1.bin", "2.bin"}
    assert (first.total, [row.document for row in first.rows]) == (3, [None, None])
    within = aside_page(ledger, Slice(), within=True)
    assert (within.total, {row.title for row in within.rows}) == (7, {f"Title of {item.name}" for item in ledger.documents()})
    assert aside_page(ledger, Slice(), document=ledger.document("one").id).total == 1


def test_judgements_are_found_by_their_documents(ledger: Ledger) -> None:
    """In order, and no others; each by its id too."""
    one, two = (ledger.document(name).id for name in ("one", "two"))
    made = [
        Judgement(
            verdict=Verdict.NOTE,
            targets=tuple(Target(document=document, start=0, end=4) for document in documents),
            who="Ann",
            at=dt.datetime(2025, 5, 1, tzinfo=dt.UTC),
            why=str(number),
        )
        for number, documents in enumerate([(one,), (two,), (one, two)])
    ]
    for judgement in made:
        ledger.judge(judgement)
    assert [judgement.why for judgement in judgements_in(ledger, {one})] == ["0", "2"]
    assert judgements_in(ledger, set()) == ()
    assert judgement_in(ledger, made[1].id) == made[1]
    with pytest.raises(LookupFailed, match="no judgement"):
        judgement_in(ledger, "j-none")


def test_stories_are_looked_up_by_findings(ledger: Ledger) -> None:
    """Ids of none are left out."""
    finding = ledger.findings()[0]
    assert stories_of(ledger, [finding.id, "f-none"]) == {finding.id: finding.story}  # type: ignore[list-item]  # ids are text
