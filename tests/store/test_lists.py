"""Lists in a ledger: whole or not at all, the latest edition stands, entries are found by key, and dumps hold them."""

import datetime as dt
import io

import msgspec
import pytest

from foedus.errors import LookupFailed
from foedus.model.listing import EntryKind, HitDecision, HitVerdict, ListedName, ListEntry, SanctionsList
from foedus.store import Ledger, dump, restore
from foedus.store.lists import Keys, LedgerLists, decide, decisions_in, editions_in, keep_list, latest, remove_lists

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
KEYS = Keys(of=lambda entry: {name.text.lower() for name in entry.names}, method=1)


def edition(key: str, name: str = "un", *, entries: int = 2) -> SanctionsList:
    """An edition of a list."""
    return SanctionsList(
        id=f"l-{key}",
        name=name,
        title="Test list",
        format="un.xml",
        files=("un.xml",),
        sha256=key * 64,
        dated=dt.date(2026, 11, 20),
        loaded_at=NOW,
        entries=entries,
    )


def entry(name: str) -> ListEntry:
    """An entry of a name."""
    return ListEntry(id=f"e-{name}", reference=name, kind=EntryKind.ORGANISATION, names=(ListedName(text=name),))


def names(lists: LedgerLists, *keys: str) -> list[tuple[str, str]]:
    """Edition and reference of what is found under keys."""
    return [(found, item.reference) for key in keys for found, item in lists.under(keys).get(key, ())]


def decision(why: str) -> HitDecision:
    """A decision with a reason."""
    return HitDecision(name="a", list="un", reference="A", entry="e-A", verdict=HitVerdict.DIFFERENT, who="x", at=NOW, why=why)


def test_entries_are_found_by_key(place: str) -> None:
    """In either database, after reopening, those of the latest edition of each list alone."""
    with Ledger.open(place) as ledger:
        assert keep_list(ledger, edition("a"), [entry("A"), entry("B")], KEYS)
        assert keep_list(ledger, edition("b", "eu"), [entry("A")], KEYS)
        assert keep_list(ledger, edition("c"), [entry("A"), entry("C")], KEYS)
    with Ledger.open(place) as ledger:
        lists = LedgerLists(ledger, KEYS)
        assert [item.id for item in lists.editions()] == ["l-b", "l-c"]
        assert names(lists, "a", "b", "c") == [("l-b", "A"), ("l-c", "A"), ("l-c", "C")]
        assert [(found, item.reference) for found, item in lists.entries()] == [("l-b", "A"), ("l-c", "A"), ("l-c", "C")]
        assert [item.id for item in editions_in(ledger)] == ["l-a", "l-b", "l-c"]


def test_the_same_file_again_changes_nothing_but_an_earlier_one_comes_back(place: str) -> None:
    """What was loaded last stands."""
    with Ledger.open(place) as ledger:
        keep_list(ledger, edition("a"), [entry("A")], KEYS)
        assert not keep_list(ledger, edition("a"), [entry("A")], KEYS)
        keep_list(ledger, edition("b"), [entry("B")], KEYS)
        assert keep_list(ledger, edition("a"), [entry("A")], KEYS)
        assert [item.id for item in latest(editions_in(ledger))] == ["l-a"]
        assert names(LedgerLists(ledger, KEYS), "a", "b") == [("l-a", "A")]


def test_a_list_that_breaks_off_leaves_the_earlier_one(place: str) -> None:
    """Nothing of it is kept."""

    def broken() -> object:
        yield from (entry(f"N{number}") for number in range(6000))
        msg = "broken"
        raise ValueError(msg)

    with Ledger.open(place) as ledger:
        keep_list(ledger, edition("a"), [entry("A")], KEYS)
        with pytest.raises(ValueError, match="broken"):
            keep_list(ledger, edition("b"), broken(), KEYS)  # type: ignore[arg-type]  # entries until it breaks
        assert names(LedgerLists(ledger, KEYS), "a", "n1") == [("l-a", "A")]


def test_keys_of_another_method_are_made_anew(place: str) -> None:
    """As after an update of the program."""
    with Ledger.open(place) as ledger:
        keep_list(ledger, edition("a"), [entry("A")], KEYS)
        other = Keys(of=lambda item: {f"new {item.reference}"}, method=2)
        assert names(LedgerLists(ledger, other), "a", "new A") == [("l-a", "A")]
        assert names(LedgerLists(ledger, KEYS), "a", "new A") == [("l-a", "A")]


def test_lists_are_removed_by_id_or_name(place: str) -> None:
    """With their entries; an unknown or unclear one changes nothing, and the edition before stands again."""
    with Ledger.open(place) as ledger:
        for key in ("aa", "ab", "b"):
            keep_list(ledger, edition(key, "eu" if key == "b" else "un"), [entry(key)], KEYS)
        for key in ("l-a", "l-z", ""):
            with pytest.raises(LookupFailed):
                remove_lists(ledger, key)
        assert [item.id for item in remove_lists(ledger, "l-ab")] == ["l-ab"]
        assert names(LedgerLists(ledger, KEYS), "aa", "ab", "b") == [("l-aa", "aa"), ("l-b", "b")]
        assert [item.id for item in remove_lists(ledger, "un")] == ["l-aa"]
        assert names(LedgerLists(ledger, KEYS), "aa", "b") == [("l-b", "b")]


def test_decisions_are_kept_in_order(place: str) -> None:
    """A later one on the same hit stands beside the first."""
    with Ledger.open(place) as ledger:
        decide(ledger, decision("first"))
        decide(ledger, decision("second"))
        assert [item.why for item in decisions_in(ledger)] == ["first", "second"]


def test_a_dump_holds_lists_and_decisions(both: tuple[str, str]) -> None:
    """From either database into the other, byte for byte; keys are made again there."""
    first, second = io.BytesIO(), io.BytesIO()
    with Ledger.open(both[0]) as ledger:
        keep_list(ledger, edition("a"), [entry("A")], KEYS)
        keep_list(ledger, edition("b"), [entry("A"), entry("B")], KEYS)
        remove_lists(ledger, "l-a")
        decide(ledger, decision("first"))
        dump(ledger, first)
    with Ledger.open(both[1]) as ledger:
        restore(ledger, first.getvalue().splitlines(keepends=True))
        dump(ledger, second)
        assert names(LedgerLists(ledger, KEYS), "a", "b") == [("l-b", "A"), ("l-b", "B")]
        assert decisions_in(ledger) == (decision("first"),)
        # a list that is loaded after an import stands behind those that came with it
        keep_list(ledger, msgspec.structs.replace(edition("c"), entries=1), [entry("C")], KEYS)
        assert names(LedgerLists(ledger, KEYS), "a", "c") == [("l-c", "C")]
    assert second.getvalue() == first.getvalue()
