"""The ledger gives back what went in, whatever the order, and changes nothing on a second reading."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.errors import LookupFailed
from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.judgement import Judgement, Verdict
from foedus.model.outcome import Discard
from foedus.model.record import ClaimId, DocumentId
from foedus.model.text import Document
from foedus.store import Ledger
from foedus.store.ledger import Corroborate

Read = tuple[Document, list[Claim], list[Discard]]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a ledger may be."""
    return tmp_path / "foedus.db"


def filled(place: Path, given: list[Read]) -> Ledger:
    """A ledger with the reports in it."""
    ledger = Ledger.open(place)
    for document, claims, discards in given:
        assert ledger.add(document, claims, discards)
    return ledger


def test_records_come_out_as_they_went_in(place: Path, small_set: list[Read]) -> None:
    """Records come out as they went in."""
    with filled(place, small_set) as ledger:
        for document, claims, discards in small_set:
            assert ledger.document(document.id) == document
            assert ledger.document(document.name) == document
            assert list(ledger.claims(document.id)) == claims
            assert list(ledger.discards(document.id)) == discards
            assert [ledger.claim(claim.id) for claim in claims] == claims


def test_everything_is_there_after_reopening(place: Path, small_set: list[Read]) -> None:
    """Everything is there after reopening."""
    filled(place, small_set).close()
    with Ledger.open(str(place)) as ledger:
        assert {document.id for document in ledger.documents()} == {document.id for document, _, _ in small_set}
        assert len(ledger.claims()) == sum(len(claims) for _, claims, _ in small_set)


def test_documents_are_in_order_of_publication_undated_ones_last(place: Path, small_set: list[Read]) -> None:
    """Documents are in order of publication undated ones last."""
    with filled(place, small_set) as ledger:
        dates = [document.published for document in ledger.documents()]
    assert dates[-1] is None
    assert dates[:-1] == sorted(date for date in dates if date)


def test_reading_twice_changes_nothing(place: Path, small_set: list[Read]) -> None:
    """Reading twice changes nothing."""
    with filled(place, small_set) as ledger:
        before = ledger.documents(), ledger.claims(), ledger.discards(), ledger.reading(small_set[0][0].id)
        assert not any(ledger.add(*read) for read in small_set)
        assert (ledger.documents(), ledger.claims(), ledger.discards(), ledger.reading(small_set[0][0].id)) == before


def test_another_coder_replaces_claims(place: Path, small_set: list[Read]) -> None:
    """Another coder replaces claims."""
    document, claims, discards = small_set[0]
    with filled(place, small_set) as ledger:
        assert ledger.add(document, claims[:1], discards, coder="rules-2", processor="x86-vnni")
        assert list(ledger.claims(document.id)) == claims[:1]
        assert ledger.reading(document.id).coder == "rules-2"
        assert ledger.reading(document.id).processor == "x86-vnni"
        assert len(ledger.documents()) == len(small_set)


def test_discards_without_a_document_are_kept_once(place: Path) -> None:
    """Discards without a document are kept once."""
    broken = Discard(stage="reading", place="broken.pdf", reason="no text in it")
    with Ledger.open(place) as ledger:
        ledger.note([broken, broken])
        ledger.note([broken])
        assert ledger.discards() == (broken,)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("drones", {"one", "two"}),
        ("DRONES mali", {"one", "two"}),
        ("turkiye", {"one"}),
        ("title of three", {"three"}),
        ('"drones" OR (', set()),
        ("", set()),
        ("***", set()),
        ("zebra", set()),
    ],
)
def test_search_finds_documents_with_all_the_words(place: Path, small_set: list[Read], words: str, names: set[str]) -> None:
    """Search finds documents with all the words."""
    with filled(place, small_set) as ledger:
        assert {document.name for document in ledger.search(words)} == names


def test_search_follows_a_replaced_document(place: Path, small_set: list[Read]) -> None:
    """Search follows a replaced document."""
    document, claims, _ = small_set[1]
    with filled(place, small_set) as ledger:
        ledger.add(msgspec.structs.replace(document, text="Turkey gave ten tractors to Mali."), claims)
        assert {found.name for found in ledger.search("tractors")} == {"two"}
        assert {found.name for found in ledger.search("drones")} == {"one"}


@pytest.mark.parametrize("key", ["d-unknown", ""])
def test_unknown_ids_are_named_in_the_error(place: Path, key: str) -> None:
    """Unknown ids are named in the error."""
    with Ledger.open(place) as ledger:
        lookups: list[Callable[[], object]] = [
            lambda: ledger.document(key),
            lambda: ledger.claim(ClaimId(key)),
            lambda: ledger.finding(key),
            lambda: ledger.reading(DocumentId(key)),
        ]
        for look in lookups:
            with pytest.raises(LookupFailed, match=repr(key)):
                look()


def test_a_name_of_two_documents_asks_for_an_id(place: Path, small_set: list[Read]) -> None:
    """A name of two documents asks for an id."""
    document = small_set[0][0]
    with filled(place, small_set) as ledger:
        ledger.add(msgspec.structs.replace(document, id=DocumentId("d-other")))
        with pytest.raises(LookupFailed, match="d-other"):
            ledger.document("one")
        assert ledger.document("d-other").id == "d-other"


def test_findings_are_replaced_as_a_whole(place: Path, small_set: list[Read], one_each: Corroborate) -> None:
    """Findings are replaced as a whole."""
    with filled(place, small_set) as ledger:
        assert ledger.findings() == ()
        assert ledger.is_stale()
        first = ledger.refresh(one_each)
        assert len(first.new) == len(ledger.findings()) == len(ledger.claims())
        assert not ledger.is_stale()
        second = ledger.refresh(lambda documents, claims, judgements: one_each(documents, claims[1:], judgements))
        assert (len(second.new), len(second.gone)) == (0, 1)
        assert len(ledger.findings()) == len(ledger.claims()) - 1


def test_a_finding_is_found_by_its_id_and_by_a_claim(place: Path, small_set: list[Read], one_each: Corroborate) -> None:
    """A finding is found by its id and by a claim."""
    with filled(place, small_set) as ledger:
        ledger.refresh(one_each)
        finding = ledger.findings()[0]
        assert ledger.finding(finding.id) == finding
        assert ledger.finding(finding.supporting[0]) == finding


def test_new_documents_make_findings_stale(place: Path, small_set: list[Read], one_each: Corroborate) -> None:
    """New documents make findings stale."""
    with filled(place, small_set[:2]) as ledger:
        ledger.refresh(one_each)
        ledger.add(*small_set[0])
        assert not ledger.is_stale()
        ledger.add(*small_set[3])
        assert ledger.is_stale()


def test_a_failing_derivation_leaves_the_old_findings(place: Path, small_set: list[Read], one_each: Corroborate) -> None:
    """A failing derivation leaves the old findings."""

    def fail(*given: object) -> list[Finding]:
        raise RuntimeError(str(given))

    with filled(place, small_set) as ledger:
        ledger.refresh(one_each)
        before = ledger.findings()
        with pytest.raises(RuntimeError):
            ledger.refresh(fail)
        assert ledger.findings() == before


def test_a_document_added_while_findings_are_derived_leaves_them_stale(place: Path, small_set: list[Read], one_each: Corroborate) -> None:
    """A document added while findings are derived leaves them stale."""
    with filled(place, small_set[:2]) as ledger, Ledger.open(place) as other:

        def slow(documents: list[Document], claims: list[Claim], judgements: list[Judgement]) -> list[Finding]:
            other.add(*small_set[3])
            document, kept, discards = small_set[0]
            other.add(document, kept[:1], discards, coder="rules-2")
            return list(one_each(documents, claims, judgements))

        ledger.refresh(slow)  # type: ignore[arg-type]  # a list is what the ledger hands over
        assert ledger.is_stale()
        assert len(ledger.documents()) == 3


@pytest.mark.slow
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_reading_leaves_no_trace(
    tmp_path_factory: pytest.TempPathFactory, small_set: list[Read], one_each: Corroborate, data: st.DataObject
) -> None:
    """The order of reading leaves no trace."""
    outcomes = []
    for order in (small_set, data.draw(st.permutations(small_set))):
        with filled(tmp_path_factory.mktemp("ledger") / "x.db", order) as ledger:
            ledger.refresh(one_each)
            outcomes.append(msgspec.json.encode([ledger.documents(), ledger.claims(), ledger.discards(), ledger.findings()]))
    assert outcomes[0] == outcomes[1]


def test_judgements_are_kept_in_their_order_and_make_findings_stale(place: Path, small_set: list[Read], one_each: Corroborate) -> None:
    """Judgements are kept in their order, survive opening anew, make findings stale and go into their derivation."""
    seen: list[Judgement] = []

    def watched(documents: Sequence[Document], claims: Sequence[Claim], judgements: Sequence[Judgement]) -> Sequence[Finding]:
        seen.extend(judgements)
        return one_each(documents, claims, judgements)

    with filled(place, small_set) as ledger:
        ledger.refresh(one_each)
        made = [judgement(f"reason {i}") for i in range(3)]
        for item in made:
            ledger.judge(item)
        assert ledger.is_stale()
    with Ledger.open(place) as ledger:
        ledger.refresh(watched)
        assert list(ledger.judgements()) == seen == made
        assert not ledger.is_stale()


def judgement(why: str) -> Judgement:
    """A note on nothing in particular."""
    return Judgement(verdict=Verdict.NOTE, targets=(), who="an analyst", at=dt.datetime(2025, 3, 3, tzinfo=dt.UTC), why=why)
