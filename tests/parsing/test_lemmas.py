"""Lemma rules: as shipped, and the reading of the table."""

from importlib import resources

import pytest

from foedus.errors import ModelError
from foedus.parsing.lemmas import Lemmas


@pytest.fixture(scope="module")
def lemmas() -> Lemmas:
    """The shipped rules."""
    table = resources.files("foedus").joinpath("data", "model", "lemmas.tsv")
    return Lemmas.read(table.read_text(encoding="utf8").splitlines())


@pytest.mark.parametrize(
    ("word", "tag", "lemma"),
    [
        ("denied", "VBD", "deny"),
        ("went", "VBD", "go"),
        ("agreed", "VBN", "agree"),
        ("soldiers", "NNS", "soldier"),
        ("countries", "NNS", "country"),
        ("supplying", "VBG", "supply"),
        ("signing", "VBG", "sign"),
        ("is", "VBZ", "be"),
        ("Has", "VBZ", "have"),
        ("men", "NNS", "man"),
        ("worse", "JJR", "bad"),
        ("Moscow", "NNP", "Moscow"),
        ("Americans", "NNPS", "American"),
        ("The", "DT", "the"),
        ("I", "PRP", "I"),
    ],
)
def test_the_shipped_rules_know_the_words_of_the_news(lemmas: Lemmas, word: str, tag: str, lemma: str) -> None:
    """The shipped rules know the words of the news."""
    assert lemmas.lemma(word, tag) == lemma


def test_the_longest_ending_decides() -> None:
    """The longest ending decides."""
    rules = Lemmas.read(["ending\tNNS\ts\t1", "ending\tNNS\ties\t3y", "word\tNNS\tseries\tseries"])
    assert [rules.lemma(word, "NNS") for word in ("tanks", "Navies", "series")] == ["tank", "navy", "series"]


def test_a_tag_without_rules_leaves_the_word_in_lower_case() -> None:
    """A tag without rules leaves the word in lower case."""
    assert Lemmas.read([]).lemma("Under", "IN") == "under"


@pytest.mark.parametrize("line", ["word\tNN\tx", "prefix\tNN\tun\t0"])
def test_a_broken_rule_names_its_line(line: str) -> None:
    """A broken rule names its line."""
    with pytest.raises(ModelError, match="line 1"):
        Lemmas.read([line])
