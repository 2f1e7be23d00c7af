"""What a treaty lays down is told from what somebody does."""

import pytest
from tests.conllu import sentence

from foedus.factuality.obligations import is_obligation
from foedus.syntax import Tree

TREATY = """
The the DET DT 2 det
treaty treaty NOUN NN 3 nsubj
{form} {lemma} VERB {tag} 0 root
military military ADJ JJ 5 amod
assistance assistance NOUN NN 3 obj
"""
MINISTER = """
The the DET DT 2 det
minister minister NOUN NN 3 nsubj
requires require VERB VBZ 0 root
assistance assistance NOUN NN 3 obj
"""


@pytest.mark.parametrize(
    ("form", "lemma", "tag", "expected"),
    [("mandates", "mandate", "VBZ", True), ("mandated", "mandate", "VBD", False), ("collapses", "collapse", "VBZ", False)],
)
def test_a_treaty_obliges_in_the_present(form: str, lemma: str, tag: str, expected: bool) -> None:
    """An obliging verb in the present tense with an instrument as subject is an obligation in force."""
    assert is_obligation(Tree(sentence(TREATY.format(form=form, lemma=lemma, tag=tag))), 2) is expected


def test_a_person_lays_down_no_obligation() -> None:
    """A minister who requires something requests it."""
    assert not is_obligation(Tree(sentence(MINISTER)), 2)
