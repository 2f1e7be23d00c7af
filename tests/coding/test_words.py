"""The words of a trigger reach from the first auxiliary to the particle."""

import pytest
from tests.conllu import sentence

from foedus.coding.words import trigger_words
from foedus.syntax import Tree


@pytest.mark.parametrize(
    ("rows", "token", "words"),
    [
        ("Chad Chad PROPN NNP 3 nsubj\nwill will AUX MD 3 aux\nsend send VERB VB 0 root", 2, "will send"),
        (
            "It it PRON PRP 4 nsubj:pass\nhas have AUX VBZ 4 aux\nbeen be AUX VBN 4 aux:pass\nwithdrawn withdraw VERB VBN 0 root",
            3,
            "has been withdrawn",
        ),
        (
            "did do AUX VBD 4 aux\nnot not PART RB 4 advmod\nyet yet ADV RB 4 advmod\nsend send VERB VB 0 root",
            3,
            "did not yet send",
        ),
        ("will will AUX MD 3 aux\nChad Chad PROPN NNP 3 nsubj\nsend send VERB VB 0 root", 2, "send"),
        ("called call VERB VBD 0 root\noff off ADP RP 1 compound:prt\ntalks talk NOUN NNS 1 obj", 0, "called off"),
        ("called call VERB VBD 0 root\ntalks talk NOUN NNS 1 obj\noff off ADP RP 1 compound:prt", 0, "called"),
        ("now now ADV RB 2 advmod\nsends send VERB VBZ 0 root", 1, "sends"),
        (
            "are be AUX VBP 4 cop\non on ADP IN 4 case\ntheir their PRON PRP$ 4 nmod:poss\nway way NOUN NN 0 root",
            3,
            "are on their way",
        ),
        ("Its its PRON PRP$ 2 nmod:poss\nattack attack NOUN NN 0 root", 1, "attack"),
    ],
)
def test_trigger_words(rows: str, token: int, words: str) -> None:
    """Auxiliaries with adverbs between them and a particle beside the verb; nothing across other words."""
    tree = Tree(sentence(rows))
    first, last = trigger_words(tree, token)
    assert " ".join(t.text for t in tree.tokens[first:last]) == words
