"""Contexts follow the words of the sentence, the near ones first."""

import pytest
from tests.conllu import sentence

from foedus.coding.contexts import ContextTable
from foedus.lexicon.codebook import Codebook
from foedus.syntax import Tree

TABLE = ContextTable(
    {"gas": ("energy",), "worker": ("labour",), "tank": ("military",), "loan": ("economic",), "fuel": ("energy", "economic")}
)


def line(*words: str) -> Tree:
    """A sentence of nouns under its first word."""
    rows = [f"{word} {word} NOUN NN {0 if i == 0 else 1} {'root' if i == 0 else 'dep'}" for i, word in enumerate(words)]
    return Tree(sentence("\n".join(rows)))


@pytest.mark.parametrize(
    ("words", "event", "contexts"),
    [
        (("send", "gas"), "AID", ("energy",)),
        (("send", "fuel", "loan"), "AID", ("economic", "energy")),
        (("send", "gas", *["x"] * 6, "tank"), "AID", ("energy", "military")),
        (("send", *["x"] * 6, "gas", "tank", "tank", "tank"), "AID", ("military", "energy")),
        (("send", "gas", "worker", "tank", "loan"), "AID", ("economic", "energy", "labour")),
        (("send", "x"), "AID", ()),
        (("meet", "x"), "CONSULT", ("diplomatic",)),
        (("meet", "gas"), "CONSULT", ("energy",)),
    ],
)
def test_contexts(words: tuple[str, ...], event: str, contexts: tuple[str, ...]) -> None:
    """Near words count double, three contexts at most; the usual one of the type where no word tells."""
    assert TABLE.contexts(line(*words), 0, event) == contexts


def test_the_shipped_table_speaks_of_known_contexts() -> None:
    """Loading checks each context against the codebook."""
    table = ContextTable.load(Codebook.load())
    assert table.contexts(line("send", "worker"), 0, "AID") == ("labour",)
