"""Texts to sentences, without a model: cases of the news in `tests/cases/sentences.jsonl`."""

import json
import re
from collections.abc import Iterator
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.errors import ModelError
from foedus.parsing.sentences import MAX_CHARACTERS, MAX_WORDS, Splitter, read_abbreviations

_CASES = Path(__file__).parents[1] / "cases" / "sentences.jsonl"


def cases() -> Iterator[Any]:
    """The rows of the file."""
    for line in _CASES.read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        yield pytest.param(row, id=row["text"][:40])


def tokenize(sentence: str) -> list[tuple[str, int]]:
    """Cut at white space."""
    return [(found[0], found.start()) for found in re.finditer(r"\S+", sentence)]


@pytest.fixture(scope="module")
def splitter() -> Splitter:
    """A splitter with the shipped abbreviations."""
    table = resources.files("foedus").joinpath("data", "model", "abbreviations.tsv")
    return Splitter(read_abbreviations(table.read_text(encoding="utf8").splitlines()), tokenize)


@pytest.mark.parametrize("row", list(cases()))
def test_sentence_ends_are_where_a_reader_sees_them(splitter: Splitter, row: dict[str, Any]) -> None:
    """Sentence ends are where a reader sees them."""
    pieces = splitter.split(row["text"])
    assert [row["text"][piece.start : piece.end] for piece in pieces] == row["sentences"]
    if "blocks" in row:
        assert [piece.block.value for piece in pieces] == row["blocks"]


def test_paragraphs_are_numbered_from_nought(splitter: Splitter) -> None:
    """Paragraphs are numbered from nought."""
    pieces = splitter.split("One came.  Two went.\n\nThree stayed.")
    assert [piece.paragraph for piece in pieces] == [0, 0, 1]


def test_text_without_words_has_no_sentences(splitter: Splitter) -> None:
    """Text without words has no sentences."""
    assert splitter.split(" \n\n \t") == []


@given(st.text(alphabet="aA.B “\"')(\n!?…1é", max_size=60))
def test_sentences_are_ordered_apart_and_lose_no_word(text: str) -> None:
    """Sentences are ordered apart and lose no word."""
    pieces = Splitter({"B": "name"}, tokenize).split(text)
    assert all(piece.start < piece.end for piece in pieces)
    assert all(before.end <= after.start for before, after in pairwise(pieces))
    words = [word for piece in pieces for word, _ in piece.words]
    assert "".join(words) == "".join(text.split())
    assert all(text[place : place + len(word)] == word for piece in pieces for word, place in piece.words)


def test_a_broken_table_of_abbreviations_names_its_line() -> None:
    """A broken table of abbreviations names its line."""
    with pytest.raises(ModelError, match="line 2"):
        read_abbreviations(["Gen\tname", "Lt\trank"])


def test_a_sentence_without_end_is_cut() -> None:
    """After so many characters or words, at a comma where there is one; nothing of it is lost, and nothing runs on."""
    splitter = Splitter({}, lambda text: [(found[0], found.start()) for found in re.finditer(r"\w+|[^\w\s]", text)])
    for text in ("word " * 5_000, "a" * 30_000, "word, " * 5_000, "…" * 5_000, "(" * 3_000, "said; that " * 3_000):
        pieces = splitter.split(text.strip())
        assert all(piece.end - piece.start <= MAX_CHARACTERS and len(piece.words) <= MAX_WORDS for piece in pieces)
        assert all(left.end <= right.start for left, right in pairwise(pieces))
        assert "".join(word for piece in pieces for word, _ in piece.words) == "".join(text.split())
        assert all(text[start : start + len(word)] == word for piece in pieces for word, start in piece.words)
