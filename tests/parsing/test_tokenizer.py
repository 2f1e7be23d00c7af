"""Sentences to words: as spaCy cuts them, but for the words that stay whole."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from training.tokenizer import rules, written

from foedus.errors import ModelError
from foedus.lexicon.tables import data_file
from foedus.parsing.tokenizer import MOST_KEPT, WHOLE, Rules, Tokenizer, Word

TABLE = data_file("model/tokenizer.json").read_text(encoding="utf-8")
SHIPPED = msgspec.json.decode(TABLE, type=Rules)
TOKENIZER = Tokenizer(SHIPPED)
CORPUS = Path(__file__).parents[2] / "corpus"
# what stands in exceptions, affixes and the places between words, and what is in none of them
PIECES = (
    *SHIPPED.exceptions,
    *WHOLE,
    *(
        "(",
        ")",
        ":",
        ";",
        "-",
        "--",
        "—",
        "–",
        "...",
        "…",
        "'",
        "’",
        "“",
        "”",
        "$",
        "€",
        "US$",
        "°C",
        "%",
        "#",
        "@",
        "/",
        "+",
        "*",
        "_",
        "=",
    ),
    *(
        "5",
        "5km",
        "3.5",
        "1,000",
        "m²",
        "£5m",
        "50kg",
        "A.B.C",
        "a.b",
        "x,y",
        "and/or",
        "192.168.1.1",
        "8.8.8.8",
        "www.un.org",
        "a@bar.com",
    ),
    *("http://a.b.com/x?y=1", "U.S.", "N.Korea", "Al-Qa'ida", "word", "Word", "é", "É", "ж", "中", "عر", "😀", "ß", ".", ",", "!", "?"),
    *(" ", "  ", "\n", "\t", "\xa0", "\u3000", "\u200b", "\x1f"),
)


def _spacy() -> Callable[[str], list[Word]]:
    known: Any = spacy.blank("en").tokenizer
    for word in WHOLE:
        known.add_special_case(word, [{"ORTH": word}])
    return lambda sentence: [(token.text, token.idx) for token in known(sentence) if not token.is_space]


SPACY = _spacy()


def test_the_table_is_spacys() -> None:
    """The shipped table holds spaCy's rules; `python -m training.tokenizer` writes it anew."""
    assert written(rules()) == TABLE


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=8).map("".join))
def test_any_text_is_cut_as_spacy_cuts_it(sentence: str) -> None:
    """Any text is cut as spaCy cuts it."""
    assert TOKENIZER(sentence) == SPACY(sentence)


@pytest.mark.parametrize("batch", ["a", "m", "z"])
def test_reports_are_cut_as_spacy_cuts_them(batch: str) -> None:
    """Paragraphs of reports are cut as spaCy cuts them."""
    lines = (CORPUS / batch / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    paragraphs = [paragraph for line in lines[:40] for paragraph in json.loads(line)["text"].split("\n\n")]
    assert paragraphs
    for paragraph in paragraphs:
        assert TOKENIZER(paragraph) == SPACY(paragraph)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("They can't co-operate.", ["They", "ca", "n't", "co-operate", "."]),
        ("“Co-operation,” he said", ["“", "Co-operation", ",", "”", "he", "said"]),
        ("see (at www.un.org/a:b)", ["see", "(", "at", "www.un.org/a:b", ")"]),
        ("a 5km-long (see this :)) wall", ["a", "5km", "-", "long", "(", "see", "this", ":))", "wall"]),
        (" \n two  words\t", ["two", "words"]),
        ("", []),
    ],
)
def test_words_are_cut_by_rule(sentence: str, words: list[str]) -> None:
    """Contractions are cut, marks cut off, addresses and listed words left whole."""
    found = TOKENIZER(sentence)
    assert [word for word, _ in found] == words
    assert all(sentence[place : place + len(word)] == word for word, place in found)


def test_a_pattern_that_is_none_is_refused() -> None:
    """A pattern that cannot be read is refused as a fault of the model."""
    with pytest.raises(ModelError, match="pattern"):
        Tokenizer(msgspec.structs.replace(SHIPPED, infix="("))


@pytest.mark.slow
def test_what_is_kept_does_not_grow_with_the_text() -> None:
    """However many different words are read, only the latest are kept."""
    for number in range(100_000):
        TOKENIZER(f"word{number}")
    assert len(TOKENIZER._cut_kept) <= MOST_KEPT
