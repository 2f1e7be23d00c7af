"""Findings that answer a query: by the beginnings of words, names of parties and ids, with what they rest on and no more."""

import datetime as dt
from collections.abc import Iterator

import msgspec
import pytest
from tests.store.conftest import OneEach, Read, read

from foedus.model.finding import Finding
from foedus.store import Ledger
from foedus.store.selecting import MOST_KEYS, Held, coverage, held, of_key, of_stories, with_words

NAMES = {"TUR": "Turkey", "SDN:REB": "armed opposition of Sudan", "IGO:UN": "United Nations"}


def name_of(code: str) -> str:
    """Display names without the table."""
    return NAMES.get(code, code)


def told(finding: Finding) -> Finding:
    """A finding that makes its document a story, with other parties than its claim has."""
    (name,) = finding.documents
    parties = {"one": ("IGO:UN",), "two": ("SDN:REB",)}
    return msgspec.structs.replace(finding, story=f"s-{name}", recipients=parties.get(name, ()), status="planned")


@pytest.fixture
def ledger(place: str, small_set: list[Read]) -> Iterator[Ledger]:
    """Four reports, three of them with two claims."""
    with Ledger.open(place) as made:
        for item in small_set:
            made.add(*item)
        made.refresh(OneEach(shape=told))
        yield made


def names(found: Held) -> list[str]:
    """The documents of findings, each once, sorted."""
    return sorted({name for finding in found.findings for name in finding.documents})


@pytest.mark.parametrize(
    ("query", "documents"),
    [
        ("", ["four", "one", "two"]),
        ("tur", ["four", "one", "two"]),
        ("TUR", ["four", "one", "two"]),
        ("TU", []),
        ("TU*", ["four", "one", "two"]),
        ("rkey", []),
        ("mali", ["four"]),
        ("opposition", ["two"]),
        ("Armed Sudan", ["two"]),
        ("SDN:REB", ["two"]),
        ("sdn:r", ["two"]),
        ("United turkey", ["one"]),
        ("UN", ["one"]),
        ("test post planned", ["four", "one", "two"]),
        ("PLAN", []),
        ("aid tw", ["two"]),
        ("--", []),
        ("s-tw", []),
        ("atlantis", []),
    ],
)
def test_each_word_begins_a_word(ledger: Ledger, query: str, documents: list[str]) -> None:
    """Of evidence, names of parties, type, status, outlet, document; in capitals it is a whole one."""
    assert names(held(ledger, *with_words(ledger, query, name_of))) == documents


def test_an_id_stands_for_what_it_names(ledger: Ledger) -> None:
    """Of a finding, or of a claim, or the beginning of one."""
    for finding in ledger.findings():
        for key in (finding.id, finding.id[:12], finding.supporting[0], finding.supporting[0][:12]):
            assert held(ledger, *with_words(ledger, key, name_of)).findings == (finding,)


def test_only_what_findings_rest_on_is_loaded(ledger: Ledger) -> None:
    """All claims of their documents, as the ledger sorts them; everything without a condition."""
    found = held(ledger, *with_words(ledger, "united", name_of))
    assert [document.name for document in found.documents] == ["one"]
    assert found.claims == ledger.claims(found.documents[0].id)
    every = held(ledger)
    assert (every.findings, every.documents, every.claims) == (ledger.findings(), ledger.documents(), ledger.claims())


def test_findings_of_stories_and_of_keys(ledger: Ledger) -> None:
    """A key may be the beginning of an id, or a document's whole name; a sign of a pattern stands for itself."""
    assert names(held(ledger, *of_stories({"s-one", "s-two"}))) == ["one", "two"]
    assert of_stories({str(number) for number in range(MOST_KEYS + 1)}) == []
    assert names(held(ledger, of_key("s-t"))) == ["two"]
    assert names(held(ledger, of_key("four"))) == ["four"]
    assert held(ledger, of_key("fou")).findings == ()
    assert held(ledger, of_key("f_")).findings == ()
    assert held(ledger, of_key("%")).findings == ()


def test_parties_follow_the_findings(ledger: Ledger) -> None:
    """A refresh that gives other parties leaves no old ones behind."""
    ledger.refresh(OneEach(method=2))
    assert names(held(ledger, *with_words(ledger, "opposition", name_of))) == []
    assert names(held(ledger, *with_words(ledger, "turkey", lambda _: "nobody"))) == ["four", "one", "two"]


def test_coverage_tells_of_all_that_was_read(place: str, small_set: list[Read]) -> None:
    """Outlets once, undated documents without a day; an empty ledger has read nothing."""
    with Ledger.open(place) as ledger:
        empty = coverage(ledger)
        for document, claims, discards in [*small_set, read("five")]:
            plain = msgspec.structs.replace(document, synthetic=document.name == "one")
            ledger.add(plain, claims, discards)
        whole = coverage(ledger)
        days = [document.published for document in ledger.documents() if document.published]
    assert (empty.reports, empty.outlets, empty.first, empty.last, empty.synthetic) == (0, 0, None, None, False)
    assert (whole.reports, whole.outlets, whole.first, whole.last, whole.synthetic) == (5, 1, days[0], days[-1], True)
    assert isinstance(whole.first, dt.date)
