"""The ledger gives back what went in, whatever the order, and changes nothing on a second reading."""

import datetime as dt
import hashlib
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.exc import DatabaseError
from tests.conftest import Server
from tests.store.conftest import read

from foedus.errors import LedgerError, LookupFailed
from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.judgement import Judgement, Verdict
from foedus.model.outcome import Discard
from foedus.model.record import ClaimId, DocumentId
from foedus.model.text import Document
from foedus.store import Ledger, schema
from foedus.store.ledger import Corroborate
from foedus.store.search import words_of

Read = tuple[Document, list[Claim], list[Discard]]


def filled(place: str | Path, given: list[Read]) -> Ledger:
    """A ledger with the reports in it."""
    ledger = Ledger.open(place)
    for document, claims, discards in given:
        assert ledger.add(document, claims, discards)
    return ledger


def test_records_come_out_as_they_went_in(place: str, small_set: list[Read]) -> None:
    """Records come out as they went in."""
    with filled(place, small_set) as ledger:
        for document, claims, discards in small_set:
            assert ledger.document(document.id) == document
            assert ledger.document(document.name) == document
            assert list(ledger.claims(document.id)) == claims
            assert list(ledger.discards(document.id)) == discards
            assert [ledger.claim(claim.id) for claim in claims] == claims


def test_everything_is_there_after_reopening(place: str, small_set: list[Read]) -> None:
    """Everything is there after reopening."""
    filled(place, small_set).close()
    with Ledger.open(place) as ledger:
        assert {document.id for document in ledger.documents()} == {document.id for document, _, _ in small_set}
        assert len(ledger.claims()) == sum(len(claims) for _, claims, _ in small_set)


def test_documents_are_in_order_of_publication_undated_ones_last(place: str, small_set: list[Read]) -> None:
    """Documents are in order of publication undated ones last."""
    with filled(place, small_set) as ledger:
        dates = [document.published for document in ledger.documents()]
    assert dates[-1] is None
    assert dates[:-1] == sorted(date for date in dates if date)


def test_reading_twice_changes_nothing(place: str, small_set: list[Read]) -> None:
    """Reading twice changes nothing."""
    with filled(place, small_set) as ledger:
        before = ledger.documents(), ledger.claims(), ledger.discards(), ledger.reading(small_set[0][0].id)
        assert not any(ledger.add(*read) for read in small_set)
        assert (ledger.documents(), ledger.claims(), ledger.discards(), ledger.reading(small_set[0][0].id)) == before


def test_another_coder_replaces_claims(place: str, small_set: list[Read]) -> None:
    """Another coder replaces claims."""
    document, claims, discards = small_set[0]
    with filled(place, small_set) as ledger:
        assert ledger.add(document, claims[:1], discards, coder="rules-2", processor="x86-vnni")
        assert list(ledger.claims(document.id)) == claims[:1]
        assert ledger.reading(document.id).coder == "rules-2"
        assert ledger.reading(document.id).processor == "x86-vnni"
        assert len(ledger.documents()) == len(small_set)


def test_discards_without_a_document_are_kept_once(place: str) -> None:
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
def test_search_finds_documents_with_all_the_words(place: str, small_set: list[Read], words: str, names: set[str]) -> None:
    """Search finds documents with all the words."""
    with filled(place, small_set) as ledger:
        assert {document.name for document in ledger.search(words)} == names


def test_search_follows_what_is_coded_anew(place: str, small_set: list[Read]) -> None:
    """Search follows what is coded anew."""
    document, claims, _ = small_set[1]
    with filled(place, small_set) as ledger:
        assert ledger.add(msgspec.structs.replace(document, title="Tractors"), claims[1:], coder="rules-2")
        assert {found.name for found in ledger.search("tractors")} == {"two"}
        assert {found.name for found in ledger.search("title two")} == set()
        assert [claim.id for claim in ledger.search_claims("TUR") if claim.document == document.id] == [claims[1].id]


def test_the_text_of_a_document_is_final(place: str, small_set: list[Read]) -> None:
    """Neither the program nor the database lets another text stand under the same id."""
    document, claims, _ = small_set[1]
    with filled(place, small_set) as ledger:
        with pytest.raises(LedgerError, match="final"):
            ledger.add(msgspec.structs.replace(document, text="Turkey gave ten tractors to Mali."), claims, coder="rules-2")
        assert ledger.document(document.id) == document
        assert list(ledger.claims(document.id)) == claims
        with pytest.raises(DatabaseError, match="final"), ledger._writer.begin() as connection:
            connection.execute(update(schema.documents).values(text="Nothing happened."))
        assert ledger.document(document.id) == document


@pytest.mark.parametrize(
    ("words", "claims"),
    [
        ("drones", 4),
        ("TUR", 6),
        ("aid completed mali", 6),
        ("kirikkale", 0),
        ("aid completed one", 2),
        ("turk*", 6),
        ("Test Post", 6),
        ("drone", 2),
        ("", 0),
    ],
)
def test_claims_are_found_by_all_their_words(place: str, small_set: list[Read], words: str, claims: int) -> None:
    """In evidence, codes, names, type, status, document and outlet."""
    whole = [(document, [widened(claim, document) for claim in found], discards) for document, found, discards in small_set]
    with filled(place, whole) as ledger:
        assert len(ledger.search_claims(words)) == claims


def widened(claim: Claim, document: Document) -> Claim:
    """The claim with the first sentence of the text as its evidence."""
    span = msgspec.structs.replace(claim.evidence[0], start=0, end=document.text.index(".") + 1)
    return msgspec.structs.replace(claim, evidence=(span,))


def test_findings_are_found_by_the_words_of_several_claims(place: str, small_set: list[Read], one_each: Corroborate) -> None:
    """Each word may be in another claim of the finding."""

    def joined(documents: Sequence[Document], claims: Sequence[Claim], judgements: Sequence[Judgement]) -> list[Finding]:
        whole = one_each(documents, claims, judgements)[0]
        return [msgspec.structs.replace(whole, supporting=tuple(sorted(claim.id for claim in claims)))]

    with filled(place, small_set) as ledger:
        ledger.refresh(joined)
        assert ledger.search_findings("one two AID") == ledger.findings()
        assert ledger.search_findings("one seven") == ()
        assert ledger.search_findings("") == ()


def test_raw_bytes_are_kept_on_request(place: str, small_set: list[Read]) -> None:
    """With the document, or afterwards; bytes of another hash are not taken for them."""
    raw = b"<p>drones</p>" * 1000
    document, claims, discards = small_set[0]
    document = msgspec.structs.replace(document, raw_sha256=hashlib.sha256(raw).hexdigest())
    with Ledger.open(place) as ledger:
        ledger.add(document, claims, discards)
        ledger.add(document, claims, discards, raw=b"other bytes")
        with pytest.raises(LookupFailed, match="--keep-raw"):
            ledger.raw(document.id)
        assert not ledger.add(document, claims, discards, raw=raw)
        assert ledger.raw(document.id) == raw
        ledger.add(*small_set[1][:1], raw=raw)
        with pytest.raises(LookupFailed):
            ledger.raw(small_set[1][0].id)


def test_other_bytes_in_place_of_the_raw_ones_are_damage(place: str, small_set: list[Read]) -> None:
    """What comes out is held against the hash."""
    document = msgspec.structs.replace(small_set[0][0], raw_sha256=hashlib.sha256(b"raw").hexdigest())
    with Ledger.open(place) as ledger:
        ledger.add(document, raw=b"raw")
        for content in (b"", zlib.compress(b"war")):
            with ledger._writer.begin() as connection:
                connection.execute(update(schema.raws).values(content=content))
            with pytest.raises(LedgerError, match="damaged"):
                ledger.raw(document.id)


def test_names_sort_and_are_found_alike_in_both_databases(place: str, small_set: list[Read]) -> None:
    """Byte by byte, however long, in whatever script."""
    names = ["b", "B", "a-c", "ab", "é", "z" * 5000, "Ż", "_", "中", "a b"]
    undated = msgspec.structs.replace(small_set[2][0], published=None)
    with Ledger.open(place) as ledger:
        for number, name in enumerate(names):
            ledger.add(msgspec.structs.replace(undated, id=DocumentId(f"d-{number}"), name=name))
        assert [document.name for document in ledger.documents()] == sorted(names, key=str.encode)
        assert all(ledger.document(name).name == name for name in names)


def test_discards_without_a_document_come_first(place: str, small_set: list[Read]) -> None:
    """In either database."""
    broken = Discard(stage="reading", place="broken.pdf", reason="no text in it")
    with filled(place, small_set) as ledger:
        ledger.note([broken])
        assert ledger.discards()[0] == broken


def test_two_writers_take_turns(place: str) -> None:
    """Each waits for the other, and what one adds the other one finds."""

    def write(_number: int) -> list[bool]:
        with Ledger.open(place) as ledger:
            return [ledger.add(*read(f"same{i}")) for i in range(20)]

    with ThreadPoolExecutor(4) as pool:
        added = list(pool.map(write, range(4)))
    assert [sum(by_number) for by_number in zip(*added, strict=True)] == [1] * 20


@pytest.mark.slow
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(alphabet="aAé ı-_.:*'\"&|!\\ß中12ـ\u0301", min_size=1, max_size=20), min_size=1, max_size=8), data=st.data())
def test_search_answers_alike_in_both_databases(
    postgres: Server, tmp_path_factory: pytest.TempPathFactory, texts: list[str], data: st.DataObject
) -> None:
    """Whatever the texts and the query: all words of the query are among those of the text."""
    documents = [
        msgspec.structs.replace(read("three")[0], id=DocumentId(f"d-{i}"), name=str(i), title="", text=text) for i, text in enumerate(texts)
    ]
    queries = [*texts, *(text[:2] + "*" for text in texts), data.draw(st.text(max_size=10))]
    answers = []
    for place in (tmp_path_factory.mktemp("ledger") / "x.db", postgres.database()):
        with filled(place, [(document, [], []) for document in documents]) as ledger:
            answers.append([[document.name for document in ledger.search(query)] for query in queries])
    assert answers[0] == answers[1]
    for query, answer in zip(queries[: len(texts)], answers[0], strict=False):
        if "*" not in query:
            wanted = set(words_of(query))
            assert answer == [document.name for document in documents if wanted and wanted <= set(words_of(document.text))]


@pytest.mark.parametrize("key", ["d-unknown", ""])
def test_unknown_ids_are_named_in_the_error(place: str, key: str) -> None:
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


def test_a_name_of_two_documents_asks_for_an_id(place: str, small_set: list[Read]) -> None:
    """A name of two documents asks for an id."""
    document = small_set[0][0]
    with filled(place, small_set) as ledger:
        ledger.add(msgspec.structs.replace(document, id=DocumentId("d-other")))
        with pytest.raises(LookupFailed, match="d-other"):
            ledger.document("one")
        assert ledger.document("d-other").id == "d-other"


def test_findings_are_replaced_as_a_whole(place: str, small_set: list[Read], one_each: Corroborate) -> None:
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


def test_a_finding_is_found_by_its_id_and_by_a_claim(place: str, small_set: list[Read], one_each: Corroborate) -> None:
    """A finding is found by its id and by a claim."""
    with filled(place, small_set) as ledger:
        ledger.refresh(one_each)
        finding = ledger.findings()[0]
        assert ledger.finding(finding.id) == finding
        assert ledger.finding(finding.supporting[0]) == finding


def test_new_documents_make_findings_stale(place: str, small_set: list[Read], one_each: Corroborate) -> None:
    """New documents make findings stale."""
    with filled(place, small_set[:2]) as ledger:
        ledger.refresh(one_each)
        ledger.add(*small_set[0])
        assert not ledger.is_stale()
        ledger.add(*small_set[3])
        assert ledger.is_stale()


def test_a_failing_derivation_leaves_the_old_findings(place: str, small_set: list[Read], one_each: Corroborate) -> None:
    """A failing derivation leaves the old findings."""

    def fail(*given: object) -> list[Finding]:
        raise RuntimeError(str(given))

    with filled(place, small_set) as ledger:
        ledger.refresh(one_each)
        before = ledger.findings()
        with pytest.raises(RuntimeError):
            ledger.refresh(fail)
        assert ledger.findings() == before


def test_a_document_added_while_findings_are_derived_leaves_them_stale(place: str, small_set: list[Read], one_each: Corroborate) -> None:
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
        with filled(str(tmp_path_factory.mktemp("ledger") / "x.db"), order) as ledger:
            ledger.refresh(one_each)
            outcomes.append(msgspec.json.encode([ledger.documents(), ledger.claims(), ledger.discards(), ledger.findings()]))
    assert outcomes[0] == outcomes[1]


def test_judgements_are_kept_in_their_order_and_make_findings_stale(place: str, small_set: list[Read], one_each: Corroborate) -> None:
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
