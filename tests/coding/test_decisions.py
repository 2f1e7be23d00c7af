"""The codebook's rules on type: where each one applies, and where it does not."""

import msgspec
import pytest
from tests.coding.scenes import actor
from tests.conllu import sentence

from foedus.coding import decisions
from foedus.coding.decisions import Case
from foedus.coding.roles import Deed, Roles
from foedus.factuality import Factuality
from foedus.model.claim import Act, Certainty, Polarity, Status
from foedus.model.event import Party
from foedus.syntax import Tree

HELD = """
They they PRON PRP 2 nsubj
held hold VERB VBD 0 root
a a DET DT 4 det
{noun} {noun} NOUN NN 2 obj
"""
AGREED = """
Chad Chad PROPN NNP 2 nsubj
agreed agree VERB VBD 0 root
{adverb} {adverb} ADV RB 5 advmod
to to PART TO 5 mark
attack attack VERB VB 2 xcomp
"""
PLAIN = Tree(sentence(HELD.format(noun="talk")))


def case(
    event: str,
    *,
    status: Status = Status.COMPLETED,
    future: bool = False,
    polarity: Polarity = Polarity.POSITIVE,
    actors: tuple[str, ...] = ("TCD",),
) -> Case:
    """A case of the second word of a sentence."""
    return Case(
        deed=Deed(token=1, event=event),
        roles=Roles(actors=tuple(Party(actor=actor(code)) for code in actors)),
        factuality=Factuality(status=status, polarity=polarity, certainty=Certainty.CERTAIN, act=Act.ASSERTS, future=future, reasons=()),
    )


@pytest.mark.parametrize("event", ["CONSULT", "SUPPORT", "COOPERATE", "AID"])
@pytest.mark.parametrize("status", [Status.PLANNED, Status.CONDITIONAL])
def test_cooperation_to_come_is_agree(event: str, status: Status) -> None:
    """All four types, planned or under a condition, denied too."""
    assert decisions.decide(case(event, status=status, future=True), PLAIN) == ("AGREE", "future-cooperation-is-agree")
    assert decisions.decide(case(event, status=status, future=True, polarity=Polarity.NEGATIVE), PLAIN)[0] == "AGREE"


@pytest.mark.parametrize(
    ("event", "status", "future"),
    [
        ("AID", Status.COMPLETED, False),
        ("AID", Status.ONGOING, False),
        ("AID", Status.CONDITIONAL, False),
        ("AID", Status.HYPOTHETICAL, True),
        ("ASSAULT", Status.PLANNED, True),
        ("SANCTION", Status.PLANNED, True),
    ],
)
def test_other_deeds_keep_the_type_of_their_words(event: str, status: Status, future: bool) -> None:
    """What is done, what is only supposed, and what is no cooperation."""
    assert decisions.decide(case(event, status=status, future=future), PLAIN) == (event, "")


def test_a_retreat_to_come_is_concede() -> None:
    """Announced it is a concession, done it is the retreat itself."""
    announced = case("RETREAT", status=Status.PLANNED, future=True)
    assert decisions.decide(announced, PLAIN) == ("CONCEDE", "future-retreat-is-concede")
    assert decisions.decide(case("RETREAT"), PLAIN) == ("RETREAT", "")


@pytest.mark.parametrize(
    ("event", "noun", "actors", "found"),
    [
        ("MOBILIZE", "drill", ("TCD", "MLI"), "COOPERATE"),
        ("MOBILIZE", "exercise", ("TCD", "IGO:NATO"), "COOPERATE"),
        ("MOBILIZE", "drill", ("TCD",), "MOBILIZE"),
        ("MOBILIZE", "drill", ("TCD", "TCD:MIL"), "MOBILIZE"),
        ("MOBILIZE", "patrol", ("TCD", "MLI"), "MOBILIZE"),
        ("ASSAULT", "drill", ("TCD", "MLI"), "ASSAULT"),
    ],
)
def test_a_drill_of_several_states_is_cooperate(event: str, noun: str, actors: tuple[str, ...], found: str) -> None:
    """Not a single state's, not one of two forces of a state, not another move of troops."""
    tree = Tree(sentence(HELD.format(noun=noun)))
    assert decisions.decide(case(event, actors=actors), tree)[0] == found


@pytest.mark.parametrize(
    ("event", "adverb", "polarity", "found"),
    [
        ("AGREE", "not", Polarity.POSITIVE, "CONCEDE"),
        ("AGREE", "never", Polarity.POSITIVE, "CONCEDE"),
        ("AGREE", "soon", Polarity.POSITIVE, "AGREE"),
        ("AGREE", "not", Polarity.NEGATIVE, "AGREE"),
        ("REJECT", "not", Polarity.POSITIVE, "REJECT"),
    ],
)
def test_a_promise_to_refrain_is_concede(event: str, adverb: str, polarity: Polarity, found: str) -> None:
    """`Agreed not to attack` gives way; `agreed soon to` and a denied promise do not."""
    tree = Tree(sentence(AGREED.format(adverb=adverb)))
    assert decisions.decide(case(event, polarity=polarity), tree)[0] == found


def test_every_rule_is_named_and_explained() -> None:
    """A rule's name goes into reasons, its docstring into the manual."""
    for rule in decisions.RULES:
        assert rule.__doc__
        assert not rule.__name__.startswith("_")


UNLESS = """
Chad Chad PROPN NNP 3 nsubj
will will AUX MD 3 aux
leave leave VERB VB 0 root
{mark} {mark} SCONJ IN 6 mark
Mali Mali PROPN NNP 6 nsubj
pays pay VERB VBZ 3 advcl
"""


@pytest.mark.parametrize(
    ("event", "mark", "status", "found"),
    [
        ("RETREAT", "unless", Status.CONDITIONAL, "THREATEN"),
        ("SANCTION", "unless", Status.PLANNED, "THREATEN"),
        ("AID", "unless", Status.COMPLETED, "AID"),
        ("SANCTION", "after", Status.PLANNED, "SANCTION"),
        ("SANCTION", "unless", Status.COMPLETED, "SANCTION"),
    ],
)
def test_what_comes_unless_another_gives_way_is_a_threat(event: str, mark: str, status: Status, found: str) -> None:
    """Also if it is only to leave; help to come and what is done are none."""
    tree = Tree(sentence(UNLESS.format(mark=mark)))
    assert decisions.decide(msgspec.structs.replace(case(event, status=status), deed=Deed(token=2, event=event)), tree)[0] == found
