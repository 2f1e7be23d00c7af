"""What is remembered of addresses survives, whole or not at all."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.errors import LedgerError
from foedus.model.visit import FeedVisit, Rules, Visits, Wait
from foedus.store.visits import load_visits, save_visits, visits_path


def test_where_they_are_kept() -> None:
    """Beside the ledger's file; a ledger on a server has none."""
    assert visits_path("a/b.db") == Path("a/b.db.watch.json")
    assert visits_path("postgresql://user:secret@host/db") == Path("foedus.watch.json")


TEXT, NUMBER = st.text(max_size=9), st.floats(allow_nan=False, allow_infinity=False)
WAITS = st.builds(Wait, failures=st.integers(0, 99), until=NUMBER)
RULES = st.builds(Rules, text=TEXT, fetched=NUMBER)
FEEDS = st.builds(
    FeedVisit,
    etag=st.none() | TEXT,
    modified=st.none() | TEXT,
    articles=st.booleans(),
    done=st.lists(TEXT, max_size=3).map(tuple),
    witness=st.none() | TEXT,
)
VISITS = st.builds(Visits, feeds=st.dictionaries(TEXT, FEEDS), waits=st.dictionaries(TEXT, WAITS), robots=st.dictionaries(TEXT, RULES))


@settings(max_examples=40)
@given(VISITS)
def test_round_trip(tmp_path_factory: pytest.TempPathFactory, visits: Visits) -> None:
    """What is saved is loaded, and no other file is left."""
    folder = tmp_path_factory.mktemp("visits")
    save_visits(folder / "a.json", visits)
    save_visits(folder / "a.json", visits)
    assert load_visits(folder / "a.json") == visits
    assert [path.name for path in folder.iterdir()] == ["a.json"]


def test_nothing_is_remembered_at_first(tmp_path: Path) -> None:
    """A file that is not there is no error."""
    assert load_visits(tmp_path / "a.json") == Visits()


def test_a_failed_save_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And no half of a new one."""
    path = tmp_path / "a.json"
    save_visits(path, Visits(feeds={"http://a.test": FeedVisit(etag="x")}))

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        with pytest.raises(LedgerError, match=r"a\.json cannot be written: No space left"):
            save_visits(path, Visits())
    assert load_visits(path).feeds
    assert [file.name for file in tmp_path.iterdir()] == ["a.json"]


def test_damage_is_said(tmp_path: Path) -> None:
    """With the remedy."""
    (tmp_path / "a.json").write_text('{"feeds": 5}', encoding="utf-8")
    with pytest.raises(LedgerError, match=r"is damaged .* delete it"):
        load_visits(tmp_path / "a.json")
    with pytest.raises(LedgerError, match="cannot be read"):
        load_visits(tmp_path)
    with pytest.raises(LedgerError, match="cannot be written"):
        save_visits(tmp_path / "none" / "a.json", Visits())
