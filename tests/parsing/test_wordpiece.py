"""Words to pieces, with a vocabulary of a few entries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.errors import ModelError
from foedus.parsing.wordpiece import MAX_PIECES_PER_WORD, Case, WordPiece, case_of, split_plain

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
VOCABULARY = [*SPECIAL, "troop", "##s", "move", "##d", "m", "##o", "cote", "-", "'", "s"]


def pieces(word: str) -> list[str]:
    """The pieces of a word, readable."""
    return [VOCABULARY[number] for number in WordPiece(VOCABULARY).pieces(word)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("troops", ["troop", "##s"]),
        ("Moved", ["move", "##d"]),
        ("Côte", ["cote"]),
        ("mo", ["m", "##o"]),
        ("move-troop's", ["move", "-", "troop", "'", "s"]),
        ("tank", ["[UNK]"]),
        ("trooper", ["[UNK]"]),
        ("\u200b", ["[UNK]"]),
    ],
)
def test_the_longest_known_piece_comes_first(word: str, expected: list[str]) -> None:
    """The longest known piece comes first."""
    assert pieces(word) == expected


def test_an_endless_word_is_cut_short() -> None:
    """An endless word is cut short."""
    assert len(pieces("-" * 50)) == MAX_PIECES_PER_WORD


@given(st.text(max_size=20))
def test_every_word_has_a_piece(word: str) -> None:
    """Every word has a piece."""
    assert WordPiece(VOCABULARY).pieces(word)


@given(st.text(max_size=20))
def test_parts_hold_no_white_space(word: str) -> None:
    """Parts hold no white space."""
    assert all(part and not any(char.isspace() for char in part) for part in split_plain(word))


@pytest.mark.parametrize("missing", SPECIAL)
def test_a_vocabulary_without_special_pieces_is_refused(missing: str) -> None:
    """A vocabulary without special pieces is refused."""
    with pytest.raises(ModelError, match="vocabulary lacks"):
        WordPiece([piece for piece in VOCABULARY if piece != missing])


def test_a_single_capital_is_title_case() -> None:
    """A single capital is title case."""
    assert case_of("A") is Case.TITLE


@pytest.mark.slow
def test_what_is_kept_does_not_grow_with_the_text() -> None:
    """However many different words are cut, only the latest are kept."""
    wordpiece = WordPiece(VOCABULARY)
    for number in range(100_000):
        wordpiece.pieces(f"troop{number}")
    assert len(wordpiece._pieces_kept) <= 50_000
