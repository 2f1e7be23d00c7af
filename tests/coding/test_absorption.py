"""Which deeds only tell the content of another one: each rule, where it applies and where it does not."""

import pytest
from tests.coding.scenes import position, row
from tests.conllu import sentence

from foedus.coding.absorption import RULES, SURE, absorbing
from foedus.coding.roles import Deed
from foedus.coding.triggers import Condition
from foedus.syntax import Tree

CLAUSE = """
Chad Chad PROPN NNP 2 nsubj
acted act VERB VBD 0 root
{mark} {mark} SCONJ IN 5 mark
Mali Mali PROPN NNP 5 nsubj
struck strike VERB VBD 2 {relation}
"""
NOUN = """
Chad Chad PROPN NNP 2 nsubj
acted act VERB VBD 0 root
an a DET DT 4 det
attack attack NOUN NN 2 {relation}
"""


def rule(rows: str, inner: Deed, outer: Deed) -> str:
    """The rule by which the outer deed absorbs the inner one, empty if none does."""
    tree = Tree(sentence(rows))
    found = absorbing(inner, tree, {inner.token: inner, outer.token: outer})
    assert absorbing(outer, tree, {inner.token: inner, outer.token: outer}) is None
    return found[1] if found else ""


@pytest.mark.parametrize(
    ("outer", "inner", "relation", "mark", "score", "expected"),
    [
        ("ACCUSE", "ASSAULT", "ccomp", "that", 0.5, "content-of-accusation"),
        ("ACCUSE", "ASSAULT", "ccomp", "that", SURE + 0.01, "content-of-accusation"),
        ("ACCUSE", "ASSAULT", "advcl", "after", 0.5, ""),
        ("ACCUSE", "ASSAULT", "parataxis", "that", 0.5, ""),
        ("CONSULT", "ASSAULT", "ccomp", "that", 0.5, ""),
        ("PROTEST", "SANCTION", "ccomp", "that", 0.5, "demand-of-protest"),
        ("PROTEST", "ASSAULT", "ccomp", "that", 0.5, ""),
        ("PROTEST", "SANCTION", "advcl", "while", 0.5, ""),
        ("REQUEST", "RETREAT", "ccomp", "that", 0.5, "content-of-demand"),
        ("REJECT", "RETREAT", "ccomp", "that", SURE + 0.01, "content-of-demand"),
        ("THREATEN", "ASSAULT", "advcl", "so", 0.5, ""),
        ("AGREE", "AID", "xcomp", "to", 0.5, "content-of-promise"),
        ("AGREE", "AID", "xcomp", "to", SURE + 0.01, ""),
        ("AGREE", "AID", "acl", "to", 0.5, ""),
        ("SANCTION", "ASSAULT", "advcl", "unless", 0.5, "condition"),
        ("SANCTION", "ASSAULT", "advcl", "because", 0.5, ""),
    ],
)
def test_clauses(outer: str, inner: str, relation: str, mark: str, score: float, expected: str) -> None:
    """What is complained of, demanded, promised, or set as a condition; not what follows in time or is sure by itself."""
    rows = CLAUSE.format(relation=relation, mark=mark)
    assert rule(rows, Deed(token=4, event=inner, score=score), Deed(token=1, event=outer)) == expected


@pytest.mark.parametrize(
    ("light", "relation", "event", "expected"),
    [
        (True, "obj", "ASSAULT", "noun-of-verb"),
        (True, "obj", "CONSULT", ""),
        (False, "obj", "ASSAULT", ""),
        (True, "conj", "ASSAULT", ""),
    ],
)
def test_the_noun_of_a_light_verb(light: bool, relation: str, event: str, expected: str) -> None:
    """`Launched an attack` is one deed if both are of one type and the verb's row asks for the noun."""
    conditions = (Condition(slots=("obj",), weight=2),) if light else ()
    outer = Deed(token=1, event="ASSAULT", row=row(conditions=conditions))
    assert rule(NOUN.format(relation=relation), Deed(token=3, event=event), outer) == expected


def test_deeds_apart_stand_by_themselves() -> None:
    """A deed with no other above it, and one under a word that is none."""
    tree = Tree(sentence(NOUN.format(relation="obj")))
    noun = Deed(token=position(tree.sentence, "attack"), event="ASSAULT")
    assert absorbing(noun, tree, {noun.token: noun}) is None


def test_every_rule_is_named_and_explained() -> None:
    """Its name stands in the discard, its docstring in the manual."""
    assert all(found.__doc__ and not found.__name__.startswith("_") for found in RULES)
