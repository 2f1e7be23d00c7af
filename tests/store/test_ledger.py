"""The ledger gives back what went in, whatever the order, and changes nothing on a second reading."""

import datetime as dt
import hashlib
import zlib
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, update
from sqlalchemy.exc import DatabaseError
from tests.conftest import Server
from tests.store.conftest import Changes, OneEach, read

from foedus.corroboration.judging import target_of
from foedus.errors import LedgerError, LookupFailed
from foedus.model.claim import Claim
from foedus.model.coded import CodedDocument
from foedus.model.judgement import Judgement, Target, Verdict
from foedus.model.outcome import Discard
from foedus.model.record import ClaimId, DocumentId
from foedus.model.text import Document
from foedus.store import Ledger, schema
from foedus.store.refreshing import Refreshed
from foedus.store.search import words_of
from foedus.store.shelf import LedgerShelf

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


def test_findings_are_found_by_the_words_of_several_claims(place: str, small_set: list[Read]) -> None:
    """Each word may be in another claim of the finding."""

    class Joined:
        method = 1

        def reconcile(self, shelf: LedgerShelf, ids: Collection[DocumentId]) -> Changes:
            claims = sorted((claim for found in shelf.claims(ids).values() for claim in found), key=lambda claim: claim.id)
            whole = msgspec.structs.replace(OneEach().finding(claims[0]), supporting=tuple(claim.id for claim in claims))
            gone, new = shelf.replace(whole.supporting, [(whole, claims[0].id, claims[0].document)])
            return Changes(new=frozenset(new), gone=frozenset(gone))

    with filled(place, small_set) as ledger:
        ledger.refresh(Joined)
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


def test_findings_follow_documents_portion_by_portion(place: str, small_set: list[Read], monkeypatch: pytest.MonkeyPatch) -> None:
    """In order of publication, undated documents last; each is looked at once."""
    monkeypatch.setattr("foedus.store.putting._PORTION", 3)
    reconciler = OneEach()
    with filled(place, small_set) as ledger:
        assert ledger.findings() == ()
        assert ledger.is_stale(1)
        first = ledger.refresh(reconciler)
        assert reconciler.portions == [[document.id for document in ledger.documents()][start : start + 3] for start in (0, 3)]
        assert len(first.new) == len(ledger.findings()) == len(ledger.claims())
        assert not ledger.is_stale(1)
        assert ledger.refresh(reconciler) == Refreshed()
        assert len(reconciler.portions) == 2


def test_another_method_derives_all_anew(place: str, small_set: list[Read]) -> None:
    """What an older method kept is not used."""
    with filled(place, small_set) as ledger:
        ledger.refresh(OneEach())
        assert ledger.is_stale(2)
        ledger.refresh(OneEach(method=2, without=[ledger.claims()[0].id]))
        assert not ledger.is_stale(2)
        assert len(ledger.findings()) == len(ledger.claims()) - 1


def test_a_document_coded_anew_takes_its_findings_with_it(place: str, small_set: list[Read]) -> None:
    """They are gone with their claims, and the documents of their other claims are looked at again."""
    document, claims, discards = small_set[0]
    reconciler = OneEach()
    with filled(place, small_set) as ledger:
        ledger.refresh(reconciler)
        before = ledger.findings()
        ledger.add(document, claims[:1], discards, coder="rules-2")
        assert {claim for finding in ledger.findings() for claim in finding.supporting} == {c.id for c in ledger.claims()} - {claims[0].id}
        ledger.refresh(reconciler)
        assert len(ledger.findings()) == len(before) - 1
        assert reconciler.portions[1:] == [[document.id]]


def test_a_story_is_told_anew(place: str, small_set: list[Read]) -> None:
    """In the findings whose first claim is in the document, and in no others."""
    with filled(place, small_set) as ledger:
        ledger.refresh(OneEach())
        with ledger.writing() as connection:
            LedgerShelf(connection).retell({small_set[0][0].id: "s-2"})
        assert {finding.documents[0]: finding.story for finding in ledger.findings()} == {"one": "s-2", "two": "s-1", "four": "s-1"}


def test_a_finding_is_found_by_its_id_and_by_a_claim(place: str, small_set: list[Read]) -> None:
    """A finding is found by its id and by a claim."""
    with filled(place, small_set) as ledger:
        ledger.refresh(OneEach())
        finding = ledger.findings()[0]
        assert ledger.finding(finding.id) == finding
        assert ledger.finding(finding.supporting[0]) == finding


def test_new_documents_make_findings_stale(place: str, small_set: list[Read]) -> None:
    """New documents make findings stale."""
    with filled(place, small_set[:2]) as ledger:
        ledger.refresh(OneEach())
        ledger.add(*small_set[0])
        assert not ledger.is_stale(1)
        ledger.add(*small_set[3])
        assert ledger.is_stale(1)


def test_a_failing_derivation_leaves_the_old_findings(place: str, small_set: list[Read]) -> None:
    """And the documents go on waiting."""

    class Failing:
        method = 1

        def reconcile(self, shelf: LedgerShelf, ids: Collection[DocumentId]) -> Changes:
            OneEach().reconcile(shelf, ids)
            raise RuntimeError

    with filled(place, small_set[:2]) as ledger:
        ledger.refresh(OneEach())
        before = ledger.findings()
        ledger.add(*small_set[3])
        with pytest.raises(RuntimeError):
            ledger.refresh(Failing)
        assert ledger.findings() == before
        assert ledger.is_stale(1)


def test_a_reconciler_forgets_what_another_process_changed(place: str, small_set: list[Read], monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process derives findings between two portions: a new reconciler goes on."""
    monkeypatch.setattr("foedus.store.putting._PORTION", 1)
    used: list[OneEach] = []

    def reconcilers() -> OneEach:
        used.append(OneEach())
        return used[-1]

    with filled(place, small_set[:2]) as ledger, Ledger.open(place) as other:
        writing = ledger.writing

        @contextmanager
        def interrupted() -> Iterator[Connection]:
            with writing() as connection:
                yield connection
            if other.add(*small_set[3]):
                other.refresh(OneEach())
                ledger.add(*small_set[2])

        monkeypatch.setattr(ledger, "writing", interrupted)
        ledger.refresh(reconcilers)
        assert [len(reconciler.portions) for reconciler in used] == [1, 1]
        assert len(ledger.findings()) == len(ledger.claims())


@pytest.mark.slow
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_reading_leaves_no_trace(tmp_path_factory: pytest.TempPathFactory, small_set: list[Read], data: st.DataObject) -> None:
    """The order of reading leaves no trace."""
    outcomes = []
    for order in (small_set, data.draw(st.permutations(small_set))):
        with filled(str(tmp_path_factory.mktemp("ledger") / "x.db"), order) as ledger:
            ledger.refresh(OneEach())
            outcomes.append(msgspec.json.encode([ledger.documents(), ledger.claims(), ledger.discards(), ledger.findings()]))
    assert outcomes[0] == outcomes[1]


def test_judgements_are_kept_in_their_order_and_make_findings_stale(place: str, small_set: list[Read]) -> None:
    """Judgements are kept in their order, survive opening anew, and have their documents looked at again."""
    reconciler = OneEach()
    target = target_of(small_set[1][1][0])
    with filled(place, small_set) as ledger:
        ledger.refresh(reconciler)
        made = [judgement(f"reason {i}", target) for i in range(3)]
        for item in made:
            ledger.judge(item)
        assert ledger.is_stale(1)
    with Ledger.open(place) as ledger:
        ledger.refresh(reconciler)
        assert list(ledger.judgements()) == made
        assert reconciler.portions[1:] == [[target.document]]
        assert not ledger.is_stale(1)


def test_a_judgement_on_a_document_that_is_not_there_changes_nothing(place: str, small_set: list[Read]) -> None:
    """It is kept all the same."""
    with filled(place, small_set) as ledger:
        ledger.refresh(OneEach())
        ledger.judge(judgement("gone", Target(document=DocumentId("d-gone"), start=0, end=4)))
        assert len(ledger.judgements()) == 1
        assert not ledger.is_stale(1)


def judgement(why: str, target: Target) -> Judgement:
    """A note on a claim."""
    return Judgement(verdict=Verdict.NOTE, targets=(target,), who="an analyst", at=dt.datetime(2025, 3, 3, tzinfo=dt.UTC), why=why)


def test_many_documents_go_in_at_once_or_not_at_all(tmp_path: Path) -> None:
    """As each on its own would; one that does not fit keeps the others out."""
    first, second = (read(name, coder="rules-1", deeds=2) for name in ("one", "two"))
    coded = [CodedDocument(document=item[0], claims=tuple(item[1]), discards=tuple(item[2])) for item in (first, second)]
    with Ledger.open(tmp_path / "many.db") as many, Ledger.open(tmp_path / "each.db") as each:
        assert many.add_all(coded, coder="rules-1") == 2
        assert many.add_all(coded, coder="rules-1") == 0
        for item in coded:
            each.add(item.document, item.claims, item.discards, coder="rules-1")
        assert many.documents() == each.documents()
        assert many.claims() == each.claims()
        assert many.discards() == each.discards()
        third = msgspec.structs.replace(coded[0], document=read("three", coder="rules-1", deeds=2)[0], claims=())
        changed = msgspec.structs.replace(coded[1], document=msgspec.structs.replace(coded[1].document, text="Another text."))
        with pytest.raises(LedgerError, match="another text"):
            many.add_all([third, changed], coder="rules-1")
        assert len(many.documents()) == 2
