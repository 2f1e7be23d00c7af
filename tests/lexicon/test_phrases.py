"""The longest term wins, and every term is found where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.lexicon.phrases import PhraseTable


@pytest.fixture
def table() -> PhraseTable[str]:
    """Four terms that begin alike."""
    made = PhraseTable[str]()
    made.add(("south",), "direction")
    made.add(("south", "korea"), "KOR")
    made.add(("south", "china", "sea"), "water")
    made.add(("korea",), "PRK")
    made.add(("korea",), "KOR")
    return made


def test_values_of_a_term_keep_their_order_and_stand_once(table: PhraseTable[str]) -> None:
    """Adding a value again changes nothing."""
    table.add(("korea",), "PRK")
    assert table.get(("korea",)) == ("PRK", "KOR")
    assert table.get(["north", "korea"]) == ()
    assert len(table) == 4


@pytest.mark.parametrize(
    ("words", "i", "found"),
    [
        ("south korea said", 0, (2, ("KOR",))),
        ("south korea said", 1, (2, ("PRK", "KOR"))),
        ("south china said", 0, (1, ("direction",))),
        ("the south china sea", 1, (4, ("water",))),
        ("south", 0, (1, ("direction",))),
        ("said", 0, (0, ())),
    ],
)
def test_the_longest_term_at_a_word(table: PhraseTable[str], words: str, i: int, found: tuple[int, tuple[str, ...]]) -> None:
    """A longer term that breaks off falls back on a shorter one."""
    assert table.at(words.split(), i) == found


def test_matches_do_not_overlap(table: PhraseTable[str]) -> None:
    """Words of a match are not looked at again."""
    found = list(table.matches(["south", "korea", "and", "the", "south", "china", "sea"]))
    assert found == [(0, 2, ("KOR",)), (4, 7, ("water",))]


WORDS = st.sampled_from(["a", "b", "c"])


@given(st.sets(st.lists(WORDS, min_size=1, max_size=3).map(tuple), max_size=6), st.lists(WORDS, max_size=10))
def test_matches_are_terms_in_order(terms: set[tuple[str, ...]], words: list[str]) -> None:
    """Whatever the terms: each match is one, none overlaps, and no longer term begins there."""
    table = PhraseTable[str]()
    for term in terms:
        table.add(term, " ".join(term))
    previous = 0
    for first, last, values in table.matches(words):
        assert first >= previous
        assert values == (" ".join(words[first:last]),)
        assert not any(tuple(words[first:end]) in terms for end in range(last + 1, len(words) + 1))
        previous = last
