"""Who could be a party to a deed, and what is true of each with regard to it."""

import pytest
from tests.coding.scenes import actor, mention, parties, row
from tests.conllu import DOCUMENT, sentence

from foedus.coding.candidates import Candidate, candidates
from foedus.coding.parties import Parties, actor_of
from foedus.coding.roles import Deed, Roles, assign
from foedus.coding.triggers import TriggerRow
from foedus.model.mention import Cast
from foedus.syntax import Tree

GAVE = """
Chad Chad PROPN NNP 2 nsubj
gave give VERB VBD 0 root
Malian malian ADJ JJ 4 amod
troops troop NOUN NNS 2 obj
to to ADP IN 6 case
Togo Togo PROPN NNP 2 obl
after after SCONJ IN 9 mark
it it PRON PRP 9 nsubj
fell fall VERB VBD 2 advcl
"""
WHO = {"Chad": "TCD", "Malian": "MLI", "Togo": "TGO"}
CAST = Cast(
    salient=(actor("GHA"), actor("TGO")),
    frequent=("TCD", "TGO", "GHA", "BEN", "NER"),
)


def found(who: dict[str, str] | None = None, *, trigger: TriggerRow | None = None, cast: Cast = CAST) -> dict[str, Candidate]:
    """Candidates of the giving, by code."""
    scene = parties(GAVE, WHO if who is None else who)
    deed = Deed(token=1, event="AID", row=trigger)
    return {candidate.party.actor.code: candidate for candidate in candidates(deed, scene, cast, assign(deed, scene, cast))}


def test_candidates_are_those_of_the_sentence_then_of_the_text() -> None:
    """Each code once; those whom the sentence does not name have no words."""
    made = found()
    assert list(made)[:4] == ["TCD", "MLI", "TGO", "GHA"]
    assert set(list(made)[4:]) == {"BEN", "NER"}
    assert made["TGO"].party.span is not None
    assert {code for code, candidate in made.items() if candidate.party.span is None} == {"GHA", "BEN", "NER"}


@pytest.mark.parametrize(
    ("feature", "codes"),
    [
        ("slot=subj", ["TCD"]),
        ("path=nsubj", ["TCD"]),
        ("before-near", ["TCD"]),
        ("after-near", ["MLI", "TGO"]),
        ("same-clause", ["TCD", "MLI", "TGO"]),
        ("ruled-actor", ["TCD"]),
        ("row-actor", ["TCD"]),
        ("row-recipient", ["TGO"]),
        ("ruled-recipient", ["TGO"]),
        ("in-slot=obj", ["MLI"]),
        ("slot=poss-of-obj", ["MLI"]),
        ("path=obj>amod", ["MLI"]),
        ("slot=to", ["TGO"]),
        ("path=obl:to|active", ["TGO"]),
        ("frequent=0", ["TCD"]),
        ("frequent=no", ["MLI"]),
        ("salient=1", ["TGO"]),
        ("salient=0", ["GHA"]),
        ("absent=0", ["GHA"]),
        ("absent=doc", ["BEN", "NER"]),
    ],
)
def test_features(feature: str, codes: list[str]) -> None:
    """Where a candidate stands, what rules and rows say of it, and how much the text speaks of it."""
    made = found(trigger=row(actor=("subj",), recipient=("to",)))
    assert [code for code, candidate in made.items() if feature in candidate.features] == codes


def test_the_features_of_two_mentions_of_one_actor_are_joined() -> None:
    """`Chad … it`: both places count, none twice."""
    parsed = sentence(GAVE)
    scene = Parties(Tree(parsed), [mention(parsed, "Chad", "TCD"), mention(parsed, "it", "TCD", kind="pronoun")], DOCUMENT)
    (candidate,) = candidates(Deed(token=1, event="AID"), scene, Cast(), Roles())
    assert {"slot=subj", "kind=pronoun|after", "referring|after", "other-clause", "no-ruled-actor"} <= set(candidate.features)
    assert len(set(candidate.features)) == len(candidate.features)
    assert candidate.stands == {0, 7}


def test_the_state_of_a_domestic_actor_is_a_candidate() -> None:
    """Rebels act against their own state; organisations have none."""
    made = found({"Chad": "SDN:REB", "Togo": "IGO:UN"}, cast=Cast())
    assert list(made) == ["SDN:REB", "IGO:UN", "SDN"]
    assert "own-state" in made["SDN"].features
    assert "own-state" not in made["SDN:REB"].features


def test_the_state_of_a_place_is_a_candidate() -> None:
    """What is done in a place may be done to its state; a named state keeps its words."""
    made = found({"Chad": "TCD"}, cast=Cast(places=((5, "TGO"), (0, "TCD"))))
    assert list(made) == ["TCD", "TGO"]
    assert {"place", "place|slot=to"} <= set(made["TGO"].features)
    assert made["TCD"].party.span is not None


def test_who_gets_something_is_told_apart() -> None:
    """The subject of `received` stands otherwise than that of `gave`."""
    scene = parties(GAVE.replace("gave give", "received receive"), WHO)
    made = {c.party.actor.code: c for c in candidates(Deed(token=1, event="AID"), scene, CAST, Roles())}
    assert {"getting|slot=subj", "getting|path=nsubj"} <= set(made["TCD"].features)
    assert not any(feature.startswith("getting") for feature in found()["TCD"].features)


def test_an_unresolved_mention_is_no_candidate() -> None:
    """Somebody who cannot be told cannot be chosen."""
    assert found({"Chad": ""}, cast=Cast()) == {}


@pytest.mark.parametrize(
    ("code", "sector", "entity"), [("TCD", "", "state:TCD"), ("SDN:REB", "REB", ""), ("IGO:UN", "", ""), ("NGO:MSF", "", "")]
)
def test_an_actor_from_its_code(code: str, sector: str, entity: str) -> None:
    """Only states are entities by their code alone."""
    made = actor_of(code)
    assert (made.code, made.sector, made.entity) == (code, sector, entity)
