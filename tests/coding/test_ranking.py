"""Parties by weighed features: sides, hypotheses, and the choice with hand-made weights."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coding.scenes import actor, parties

from foedus.coding.candidates import candidates
from foedus.coding.hypotheses import NOBODY, Board, Hypothesis, Side
from foedus.coding.ranking import PartyRanker, softmax, weigh
from foedus.coding.roles import Deed, Roles
from foedus.model.mention import Cast

GAVE = """
Chad Chad PROPN NNP 2 nsubj
gave give VERB VBD 0 root
Malian malian ADJ JJ 4 amod
troops troop NOUN NNS 2 obj
to to ADP IN 6 case
Togo Togo PROPN NNP 2 obl
and and CCONJ CC 8 cc
Benin Benin PROPN NNP 6 conj
"""
WHO = {"Chad": "TCD", "Malian": "MLI", "Togo": "TGO", "Benin": "BEN"}
CAST = Cast(salient=(actor("GHA"),), partners={"TCD": ("TGO", "MLI")}, pairs=(("GHA", "TCD"),))
SIGNED = """
They they PRON PRP 2 nsubj
signed sign VERB VBD 0 root
the the DET DT 4 det
{noun} {noun} NOUN NN 2 obj
"""


def board(rows: str = GAVE, cast: Cast = CAST, event: str = "AID") -> Board:
    """The sides of the deed of the second word."""
    deed = Deed(token=1, event=event)
    scene = parties(rows, {name: code for name, code in WHO.items() if f"\n{name} " in rows})
    return Board(deed, scene.tree, candidates(deed, scene, cast, Roles()), cast)


def codes(made: Board, side: Side) -> str:
    """The codes of a side."""
    return "+".join(made.found[k].party.actor.code for k in side.members)


def told(made: Board, hypothesis: Hypothesis) -> str:
    """A hypothesis as `A>B`."""
    return f"{codes(made, hypothesis.actors)}>{codes(made, hypothesis.recipients)}"


def side(made: Board, wanted: str) -> Side:
    """The side of these codes."""
    return next(found for found in (*made.sides, NOBODY) if codes(made, found) == wanted)


def test_sides_are_single_candidates_and_those_named_together() -> None:
    """`Togo and Benin` is one side; Chad and Togo are none."""
    made = board()
    assert {codes(made, found) for found in made.sides} == {"TCD", "MLI", "TGO", "BEN", "GHA", "TGO+BEN"}
    assert "joined|AID" in side(made, "TGO+BEN").features


@pytest.mark.parametrize(("noun", "shared"), [("treaty", True), ("letter", False)])
def test_the_latest_pair_of_the_text_may_be_meant_together(noun: str, shared: bool) -> None:
    """Where the sentence names neither of them; what they share speaks for it."""
    cast = Cast(salient=(actor("GHA"), actor("NER")), pairs=(("NER", "GHA"), ("GHA", "TCD")))
    made = board(SIGNED.format(noun=noun), cast, "REJECT")
    both = side(made, "GHA+NER")
    assert {"both-absent", f"shared={shared}|REJECT"} <= set(both.features)
    assert not any("both-absent" in found.features for found in board().sides)


def test_a_group_is_told_by_the_average_of_its_members() -> None:
    """What is true of one of two counts half, the group's own features whole."""
    made = board()
    alone = made.alone(side(made, "TGO+BEN"))
    assert alone["joined"] == 1.0
    assert alone["slot=to"] == 1.0
    assert alone["path=obl:to"] == 0.5
    assert made.alone(side(made, "TCD"))["slot=subj"] == 1.0


def test_hypotheses_never_have_a_party_on_both_ends() -> None:
    """Every side, or nobody, on each end; two that are not named together may act with each other."""
    made = board()
    found = list(made.hypotheses([side(made, "TCD"), side(made, "TGO")], [side(made, "TGO+BEN"), side(made, "MLI")]))
    assert {told(made, h) for h in found if not h.is_mutual} == {
        ">",
        ">TGO+BEN",
        ">MLI",
        "TCD>",
        "TCD>TGO+BEN",
        "TCD>MLI",
        "TGO>",
        "TGO>MLI",
    }
    assert [told(made, h) for h in found if h.is_mutual] == ["TCD+TGO>"]
    assert not any(h.is_mutual for h in made.hypotheses([side(made, "TGO"), side(made, "BEN")], []))


@pytest.mark.parametrize(
    ("actors", "recipients", "features"),
    [
        ("TCD", "TGO", {"partner=0", "at-home=False|AID|state", "actor-first", "named=actor-recipient", "pair=no"}),
        ("TGO", "TCD", {"partner=no", "recipient-first"}),
        ("TCD", "GHA", {"pair=0-turned", "named=actor-no-recipient", "pair-of-both=True"}),
        ("GHA", "TCD", {"pair=0-same", "named=no-actor-recipient"}),
        ("TGO", "BEN", {"joined|AID", "sizes=1>1"}),
        ("TCD", "TGO+BEN", {"sizes=1>2", "sizes=1>2|AID"}),
        ("", "TCD", {"no-actor|AID"}),
        ("TCD", "", {"no-recipient|AID", "no-recipient|body=False"}),
        ("TGO+BEN", "", {"no-recipient|AID|many=True"}),
        ("", "", {"no-parties|AID"}),
    ],
)
def test_what_is_true_of_both_ends_together(actors: str, recipients: str, features: set[str]) -> None:
    """Partners, home, order, who is named, whom the text set against each other, who is missing."""
    made = board()
    found = made.together(Hypothesis(actors=side(made, actors), recipients=side(made, recipients)))
    assert features <= set(found)


def test_what_is_true_of_two_that_act_with_each_other() -> None:
    """The features of the pair are told apart from those of actor and recipient."""
    made = board()
    pair = Side(members=(*side(made, "TCD").members, *side(made, "TGO").members))
    found = made.together(Hypothesis(actors=pair, recipients=NOBODY, is_mutual=True))
    assert {"mutual", "mutual|AID", "mutual:partner=0"} <= set(found)
    assert "partner=0" not in found


def assigned(acting: dict[str, float], receiving: dict[str, float], both: dict[str, float] | None = None) -> tuple[str, Roles]:
    """The parties as `A>B`, and the roles."""
    made = PartyRanker(acting, receiving, both or {})
    roles = made.assign(Deed(token=1, event="AID"), parties(GAVE, WHO), CAST)
    return ">".join("+".join(p.actor.code for p in side) for side in (roles.actors, roles.recipients)), roles


def test_the_best_hypothesis_is_chosen_with_its_reasons() -> None:
    """A party is not on both ends; the heaviest features are told with the words."""
    found, roles = assigned({"slot=subj": 3.0}, {"slot=subj": 5.0, "path=obl:to": 4.0, "in-slot=obj": -9.0})
    assert found == "TCD>TGO"
    assert [reason.part for reason in roles.reasons] == ["actors", "recipients"]
    assert "slot=subj +3.0" in roles.reasons[0].detail
    assert (roles.reasons[1].start, roles.reasons[1].end) == (27, 31)


def test_nobody_on_an_end_is_a_hypothesis_too() -> None:
    """Where it weighs most, the end stays empty."""
    assert assigned({"slot=subj": 3.0}, {"slot=to": 1.0}, {"no-recipient": 5.0})[0] == "TCD>"
    assert assigned({"slot=subj": 3.0}, {"slot=to": 1.0}, {"no-parties": 9.0})[0] == ">"


def test_those_named_together_stand_together() -> None:
    """Each recipient has its reason."""
    found, roles = assigned({"slot=subj": 3.0}, {"joined": 2.0, "slot=to": 4.0})
    assert found == "TCD>TGO+BEN"
    assert len(roles.reasons) == 3


def test_two_may_act_with_each_other() -> None:
    """All parties are then actors."""
    found, _ = assigned({"slot=subj": 3.0, "path=obl:to": 3.0}, {}, {"mutual": 6.0, "mutual:partner=0": 1.0})
    assert found == "TCD+TGO>"


def test_an_understood_party_says_so() -> None:
    """Its reason has no span."""
    found, roles = assigned({"slot=subj": 9.0}, {"absent": 9.0})
    assert found == "TCD>GHA"
    assert roles.reasons[1].start == -1
    assert "understood without words" in roles.reasons[1].detail


def test_whom_the_sentence_does_not_name_is_no_guess() -> None:
    """An understood recipient needs some likelihood of its own; otherwise the end stays empty."""
    assert assigned({"slot=subj": 9.0}, {"absent": 4.0})[0] == "TCD>GHA"
    assert assigned({"slot=subj": 1.0}, {"absent": 0.2})[0] == "TCD>"


def test_a_sentence_without_candidates_has_no_parties() -> None:
    """Nobody can be chosen from nobody."""
    assert PartyRanker({}, {}, {}).assign(Deed(token=1, event="AID"), parties(GAVE, {}), Cast()) == Roles()


def test_the_shipped_weights_load() -> None:
    """The table is there and tells a subject from a recipient."""
    roles = PartyRanker.load().assign(Deed(token=1, event="AID"), parties(GAVE, {"Chad": "TCD", "Togo": "TGO"}), Cast())
    assert [party.actor.code for party in roles.actors] == ["TCD"]


def test_a_score_is_the_sum_of_weights() -> None:
    """Unknown features weigh nothing."""
    assert weigh({"a": 1.5, "b": -0.5}, ("a", "b", "c")) == 1.0


@given(st.lists(st.floats(min_value=-700, max_value=700), min_size=1, max_size=6))
def test_softmax_gives_chances(scores: list[float]) -> None:
    """They sum to one, and the highest score has the highest."""
    chances = softmax(scores)
    assert sum(chances) == pytest.approx(1.0)
    assert chances[scores.index(max(scores))] == max(chances)
