"""Likeness of names by the matcher, where it is installed."""

import builtins
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.screening.conftest import load_file
from tests.screening.synthetic import ABBREVIATION, FIRM, HOLDER, LISTS

from foedus.errors import ListError
from foedus.model.listing import Band, EntryKind, Hit, ListedName, ListEntry, Subject
from foedus.screening.exact import ListsInMemory
from foedus.screening.matcher import Matcher, Scorer, screen_alike

pytestmark = pytest.mark.slow
needs_matcher = pytest.mark.skipif(find_spec("nomenklatura") is None, reason="the extra `screen` is not installed")


def entry(name: str, kind: EntryKind = EntryKind.OFFICE_HOLDER) -> ListEntry:
    """An entry of one name; all have the same id."""
    return ListEntry(id="e-1", reference="1", kind=kind, names=(ListedName(text=name),))


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    """Loading it takes seconds."""
    return Scorer()


@pytest.fixture
def hits(tmp_path: Path, scorer: Scorer) -> Callable[..., tuple[Hit, ...]]:
    """The hits of one subject on the synthetic list."""
    loaded = load_file(LISTS["ftm.json"](tmp_path))
    lists = ListsInMemory([(loaded.edition, loaded.entries)])
    matcher = Matcher(((loaded.edition.id, item) for item in loaded.entries), scorer)
    return lambda name, **fields: screen_alike([Subject(name=name, **fields)], lists, matcher)[0].hits


def test_without_its_library_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exact screening goes on without it."""
    whole = builtins.__import__

    def without(name: str, *arguments: object, **options: object) -> object:
        if name.startswith("nomenklatura"):
            raise ImportError(name)
        return whole(name, *arguments, **options)  # type: ignore[arg-type]  # handed on

    monkeypatch.delitem(sys.modules, "nomenklatura.matching", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ListError, match=r"foedus\[screen\]"):
        Scorer()


@needs_matcher
def test_entries_of_one_id_are_not_mixed_up(scorer: Scorer) -> None:
    """The matcher keeps names by the id of an entity; ours come from the content."""
    first, second = (scorer.compare("Kim Jong Un", entry(name)) for name in ("Nobody Else", "Kim Jong Un"))
    assert first is not None
    assert second is not None
    assert (first.score < 0.5, second.score) == (True, 1.0)
    again = scorer.compare("Nobody Else", entry("Nobody Else"))
    assert again is not None
    assert again.score == 1.0


@needs_matcher
def test_another_spelling_is_found_with_its_parts(hits: Callable[..., tuple[Hit, ...]]) -> None:
    """The version of the matcher is in the result, and what it is made of."""
    (hit,) = hits("Korlan Drone Work", countries=("RUS",))
    assert hit.matched == FIRM
    assert hit.method.startswith("logic-v2, nomenklatura 4.")
    assert hit.band in {Band.STRONG, Band.REVIEW}
    assert [part.name for part in hit.parts] == ["name_match"]
    assert "korlan" in hit.parts[0].detail


@needs_matcher
def test_what_is_the_same_is_said_to_be_the_same(hits: Callable[..., tuple[Hit, ...]]) -> None:
    """Once, not beside its likeness."""
    assert [hit.method for hit in hits(FIRM)] == ["exact name"]
    assert [hit.band for hit in hits(ABBREVIATION)] == [Band.WEAK]


@needs_matcher
def test_a_korean_name_is_never_strong_by_likeness(hits: Callable[..., tuple[Hit, ...]]) -> None:
    """Whatever the score, unless a birth date or post agrees."""
    (hit,) = hits("Park Jong Mok", countries=("PRK",))
    assert hit.score >= 0.8
    assert hit.entry.names[0].text == HOLDER
    assert hit.band in {Band.REVIEW, Band.WEAK}
    assert "a name of Korean pattern: many bear one like it" in hit.speaks_against


@needs_matcher
def test_kinds_and_places_are_kept_apart(hits: Callable[..., tuple[Hit, ...]], scorer: Scorer) -> None:
    """A firm is not compared with persons; places have no likeness."""
    assert hits("Park Jong Mok", kinds=(EntryKind.ORGANISATION,)) == ()
    assert scorer.compare("Alabuga", entry("Alabuga", EntryKind.PLACE)) is None


@needs_matcher
def test_vessels_are_compared(scorer: Scorer) -> None:
    """Without the letters before a ship's name."""
    likeness = scorer.compare("MV Test Star", entry("TEST STAR", EntryKind.VESSEL))
    assert likeness is not None
    assert (likeness.score, likeness.name.text) == (1.0, "TEST STAR")
