"""Whether a word is a deed and of which type, with hand-made weights."""

import pytest
from tests.coding.scenes import parties

from foedus.coding.pointing import NOT_POINTED, Pointed
from foedus.coding.triggers import TriggerTable
from foedus.coding.weighing import DeedWeigher, candidates
from foedus.model.text import Proposal

SENT = "Chad Chad PROPN NNP 2 nsubj\nsent send VERB VBD 0 root\naid aid NOUN NN 2 obj\nto to ADP IN 5 case\nTogo Togo PROPN NNP 2 obl"
PROPOSAL = Proposal(token=1, event="AID", score=0.6, deed=0.9, others=(("COOPERATE", 0.3),))


@pytest.fixture(scope="module")
def table() -> TriggerTable:
    """Table."""
    return TriggerTable.load()


def found(proposal: Proposal | None, table: TriggerTable | None = None, pointed: Pointed = NOT_POINTED) -> dict[str, tuple[str, ...]]:
    """Found."""
    scene = parties(SENT, {"Chad": "TCD", "Togo": "TGO"})
    row = table.best(scene.tree, 1, scene.is_actor) if table else None
    return candidates(scene.tree, 1, proposal, row, scene, pointed)


def test_the_types_of_model_and_row_are_possible(table: TriggerTable) -> None:
    """The types of model and row are possible."""
    cooperate = Proposal(token=1, event="COOPERATE", score=0.6, deed=0.6)
    assert set(found(cooperate, table)) == {"COOPERATE", "AID"}


def test_nothing_is_possible_where_neither_says_anything() -> None:
    """Nothing is possible where neither says anything."""
    assert DeedWeigher({}).choose(found(None)) is None


def test_the_heavier_type_is_chosen_with_its_chance() -> None:
    """The heavier type is chosen with its chance."""
    chosen = DeedWeigher({"type=COOPERATE": 2.0}).choose(found(PROPOSAL))
    assert chosen is not None
    assert chosen.event == "COOPERATE"
    assert chosen.chance == pytest.approx(7.389 / (1 + 1 + 7.389), abs=1e-3)
    assert chosen.deed == pytest.approx(1 - 1 / (1 + 1 + 7.389), abs=1e-3)


def test_what_speaks_against_every_type_leaves_no_deed() -> None:
    """What speaks against every type leaves no deed."""
    chosen = DeedWeigher({"deed": -5.0}).choose(found(PROPOSAL))
    assert chosen is not None
    assert chosen.deed < 0.02


def test_features_tell_subject_row_and_model(table: TriggerTable) -> None:
    """Features tell subject row and model."""
    told = found(PROPOSAL, table, Pointed(acts={"TCD": 0.9}, gets={"TGO": 0.9}, no_actor=0.1, no_recipient=0.05))["AID"]
    assert {"subject=actor", "object=other", "passive=False", "no-actor=3", "no-recipient=2"} <= set(told)
    assert any(name.startswith("row|") for name in told)
