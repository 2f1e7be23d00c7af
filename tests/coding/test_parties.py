"""Actors are found in slots: by name, by what is theirs, and by what it is part of."""

import pytest
from tests.coding.scenes import actor, parties

from foedus.coding.parties import Parties, distinct, state_of, without
from foedus.model.event import Party

OWNED = """
Iranian iranian ADJ JJ 2 amod
troops troop NOUN NNS 3 nsubj
hit hit VERB VBD 0 root
the the DET DT 5 det
base base NOUN NN 3 obj
of of ADP IN 7 case
Oman Oman PROPN NNP 5 nmod
and and CCONJ CC 9 cc
Qatar Qatar PROPN NNP 7 conj
near near ADP IN 11 case
Yemen Yemen PROPN NNP 5 nmod
"""
NESTED = """
The the DET DT 2 det
head head NOUN NN 6 nsubj
of of ADP IN 5 case
Iraq Iraq PROPN NNP 5 nmod:poss
army army NOUN NN 2 nmod
left leave VERB VBD 0 root
"""
BOTH = """
South South PROPN NNP 2 compound
Korea Korea PROPN NNP 3 nsubj
met meet VERB VBD 0 root
them they PRON PRP 3 obj
"""


def codes(found: list[Party]) -> list[str]:
    """Their codes."""
    return [party.actor.code for party in found]


def owned() -> Parties:
    """Iranian troops hit the base of Oman and Qatar near Yemen."""
    return parties(OWNED, {"Iranian": "IRN", "Oman": "OMN", "Qatar": "QAT", "Yemen": "YEM"})


def test_a_phrase_stands_for_whose_it_is() -> None:
    """By adjective and by `of`, coordination included; not by `near`."""
    scene = owned()
    assert codes(scene.at(1)) == ["IRN"]
    assert codes(scene.at(4)) == ["OMN", "QAT"]
    assert codes(scene.at(6)) == ["OMN"]
    assert codes(scene.at(2)) == []


def test_the_owner_of_an_owner() -> None:
    """`The head of Iraq's army` is Iraq's."""
    assert codes(parties(NESTED, {"Iraq": "IRQ"}).at(1)) == ["IRQ"]


def test_only_heads_of_resolved_mentions_are_actors() -> None:
    """A word inside a name, an unresolved pronoun and a common noun are not."""
    scene = parties(BOTH, {"South Korea": "KOR", "them": ""})
    assert [scene.is_actor(i) for i in range(4)] == [False, True, False, False]
    assert scene.at(3) == []


def test_a_word_belongs_to_the_smallest_mention_over_it() -> None:
    """A name inside a longer phrase is found before the phrase."""
    scene = parties(BOTH, {"South Korea met": "UNK", "South": "KOR"})
    found = scene.mention(0)
    assert found is not None
    assert found.actors[0].code == "KOR"
    around = scene.mention(1)
    assert around is not None
    assert around.actors[0].code == "UNK"
    assert scene.mention(3) is None


def test_slots_give_each_actor_once_with_its_words() -> None:
    """The first slot with somebody in it is named."""
    scene = owned()
    assert codes(scene.in_slot(2, "subj")) == ["IRN"]
    assert scene.in_slots(2, ("iobj", "obj", "subj"))[0] == "obj"
    assert scene.in_slots(2, ("iobj", "with")) == ("", [])
    span = scene.in_slot(2, "subj")[0].span
    assert span is not None
    assert (span.start, span.end) == (0, 7)


def test_all_actors_below_a_word() -> None:
    """Everybody in its subtree, in order."""
    assert codes(owned().below(4)) == ["OMN", "QAT", "YEM"]


def test_distinct_and_without() -> None:
    """Codes decide whether two are the same."""
    one, same, other = (Party(actor=actor(code)) for code in ("TCD", "TCD", "MLI"))
    assert codes(distinct([one, same, other])) == ["TCD", "MLI"]
    assert codes(without([one, other], [same])) == ["MLI"]


@pytest.mark.parametrize(("code", "state"), [("SDN:REB", "SDN"), ("SDN", "SDN"), ("IGO:UN", "IGO:UN"), ("UNK", "UNK")])
def test_the_state_of_an_actor(code: str, state: str) -> None:
    """Sectors are of a state; organisations stand for themselves."""
    assert state_of(actor(code)) == state
