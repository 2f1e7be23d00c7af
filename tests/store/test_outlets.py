"""The register that a ledger keeps: out as it went in, replaced whole, in dumps too."""

import io

from tests.store.conftest import OneEach, Read, read

from foedus.model.outlet import Control, Outlet
from foedus.store import Ledger, dump, restore
from foedus.store.outlets import keep_outlets, outlets_in, reports_by_outlet

NEVA = Outlet(name="Neva Herald", reliability="C", state="RUS", control=Control.OWNED, aliases=("NH",))
POST = Outlet(name="Test Post", owner="Test Group")


def test_a_register_comes_out_as_it_went_in(place: str) -> None:
    """In either database, by name, after reopening; another one stands in its place."""
    with Ledger.open(place) as ledger:
        assert outlets_in(ledger) == ()
        assert keep_outlets(ledger, [POST, NEVA])
    with Ledger.open(place) as ledger:
        assert outlets_in(ledger) == (NEVA, POST)
        assert keep_outlets(ledger, [NEVA])
        assert outlets_in(ledger) == (NEVA,)
        assert keep_outlets(ledger, [])
        assert outlets_in(ledger) == ()


def test_findings_are_stale_once_the_register_is_another(place: str, small_set: list[Read]) -> None:
    """The same register in another order changes nothing."""
    with Ledger.open(place) as ledger:
        ledger.add(*small_set[0])
        ledger.refresh(OneEach())
        assert keep_outlets(ledger, [NEVA, POST])
        assert ledger.is_stale(1)
        ledger.refresh(OneEach())
        assert not keep_outlets(ledger, [POST, NEVA])
        assert not ledger.is_stale(1)


def test_reports_are_counted_by_outlet(place: str, small_set: list[Read]) -> None:
    """As documents name them."""
    with Ledger.open(place) as ledger:
        for item in small_set:
            ledger.add(*item)
        assert reports_by_outlet(ledger) == {"Test Post": len(small_set)}


def test_a_dump_holds_the_register(both: tuple[str, str]) -> None:
    """From either database into the other, byte for byte."""
    first, second, again = io.BytesIO(), io.BytesIO(), both[1]
    with Ledger.open(both[0]) as ledger:
        ledger.add(*read("one"))
        keep_outlets(ledger, [NEVA, POST])
        dump(ledger, first)
    with Ledger.open(again) as ledger:
        restore(ledger, first.getvalue().splitlines(keepends=True))
        assert outlets_in(ledger) == (NEVA, POST)
        dump(ledger, second)
    assert second.getvalue() == first.getvalue()
