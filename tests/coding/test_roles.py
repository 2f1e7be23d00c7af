"""Each way of finding a party: where it finds one, and where it must not."""

import pytest
from tests.coding.scenes import actor, parties, row

from foedus.coding.roles import Deed, Roles, assign, demanded, outward, treaty_parties
from foedus.coding.triggers import TriggerRow
from foedus.model.event import Party
from foedus.model.mention import Cast

GAVE = """
Chad Chad PROPN NNP 2 nsubj
gave give VERB VBD 0 root
drones drone NOUN NNS 2 obj
to to ADP IN 5 case
Mali Mali PROPN NNP 2 obl
for for ADP IN 7 case
Togo Togo PROPN NNP 2 obl
"""
SENT = """
Chadian chadian ADJ JJ 2 amod
troops troop NOUN NNS 4 nsubj:pass
were be AUX VBD 4 aux:pass
sent send VERB VBN 0 root
to to ADP IN 6 case
Mali Mali PROPN NNP 4 obl
"""
LAUNCHED = """
Chad Chad PROPN NNP 2 nsubj
launched launch VERB VBD 0 root
an a DET DT 4 det
attack attack NOUN NN 2 obj
on on ADP IN 6 case
Mali Mali PROPN NNP 4 nmod
"""
COORDINATED = """
Chad Chad PROPN NNP 2 nsubj
met meet VERB VBD 0 root
; ; PUNCT : 4 punct
talks talk NOUN NNS 2 conj
"""
MET = """
Chad Chad PROPN NNP 2 nsubj
met meet VERB VBD 0 root
with with ADP IN 4 case
Mali Mali PROPN NNP 2 obl
in in ADP IN 6 case
Togo Togo PROPN NNP 2 obl
"""
BOTH_MET = """
Chad Chad PROPN NNP 4 nsubj
and and CCONJ CC 3 cc
Mali Mali PROPN NNP 1 conj
met meet VERB VBD 0 root
"""
REFUSED = """
Chad Chad PROPN NNP 2 nsubj
refused refuse VERB VBD 0 root
to to PART TO 4 mark
help help VERB VB 2 xcomp
Mali Mali PROPN NNP 4 obj
"""
RALLIED = """
Students student NOUN NNS 2 nsubj
rallied rally VERB VBD 0 root
"""
NOUN = """
The the DET DT 2 det
attack attack NOUN NN 0 root
by by ADP IN 4 case
Chad Chad PROPN NNP 2 nmod
despite despite ADP IN 6 case
Mali Mali PROPN NNP 2 nmod
"""
NAMES = {"Chad": "TCD", "Mali": "MLI", "Togo": "TGO", "Chadian": "TCD", "Students": "SDN:CVL"}


def roles(
    rows: str, token: int, event: str, *, trigger: TriggerRow | None = None, mode: str = "", salient: tuple[str, ...] = ()
) -> tuple[str, dict[str, str]]:
    """The parties as `A+B>C`, and the rule of each side."""
    who = {name: code for name, code in NAMES.items() if f"{name} " in rows}
    cast = Cast(salient=tuple(actor(code) for code in salient))
    found = assign(Deed(token=token, event=event, mode=mode, row=trigger), parties(rows, who), cast)
    return told(found), {reason.part: reason.rule for reason in found.reasons}


def told(found: Roles) -> str:
    """The parties as `A+B>C`."""
    return ">".join("+".join(party.actor.code for party in side) for side in (found.actors, found.recipients))


@pytest.mark.parametrize(
    ("rows", "token", "event", "parties_found", "rule"),
    [
        (GAVE, 1, "AID", "TCD>MLI", "actor:subj"),
        (SENT, 3, "AID", "TCD>MLI", "actor:patient"),
        (LAUNCHED, 3, "ASSAULT", "TCD>MLI", "actor:governor"),
        (COORDINATED, 3, "CONSULT", "TCD>", "actor:conjunct"),
        (NOUN, 1, "ASSAULT", "TCD>MLI", "actor:by"),
    ],
)
def test_who_acts(rows: str, token: int, event: str, parties_found: str, rule: str) -> None:
    """Subject, owner of what is given, subject of the governor, subject of the first conjunct, `by`."""
    found, rules = roles(rows, token, event)
    assert found == parties_found
    assert rules["actors"] == rule


def test_the_row_says_where_the_actor_stands() -> None:
    """A row's own slots come before the subject; its recipients before the usual ones."""
    found, rules = roles(GAVE, 1, "AID", trigger=row(actor=("for",), recipient=("to",)))
    assert found == "TGO>MLI"
    assert rules == {"actors": "actor:for", "recipients": "recipient:to"}


def test_what_is_struck_does_not_act() -> None:
    """Only what is given or moved belongs to the giver: `troops were attacked` makes nobody an attacker."""
    found, _ = roles(SENT, 3, "ASSAULT")
    assert found == ">TCD"


def test_a_governor_with_a_subject_of_its_own_below_is_passed_over() -> None:
    """A clause with its own subject does not take the one above."""
    rows = REFUSED.replace("to to PART TO 4 mark", "rebels rebel NOUN NNS 4 nsubj").replace("xcomp", "ccomp")
    assert roles(rows, 3, "AID")[0] == ">MLI"


@pytest.mark.parametrize(
    ("rows", "token", "event", "mode", "found"),
    [
        (MET, 1, "CONSULT", "", "TCD+MLI>"),
        (MET, 1, "CONSULT", "visit", "TCD>MLI"),
        (MET, 1, "ASSAULT", "", "TCD>TGO"),
        (BOTH_MET, 3, "CONSULT", "", "TCD+MLI>"),
        (BOTH_MET, 3, "SUPPORT", "", "TCD+MLI>"),
        (BOTH_MET, 3, "ACCUSE", "", "TCD+MLI>"),
    ],
)
def test_reciprocal_deeds_have_all_parties_among_the_actors(rows: str, token: int, event: str, mode: str, found: str) -> None:
    """`With` makes talks mutual, but no visit and no attack."""
    assert roles(rows, token, event, mode=mode)[0] == found


def test_a_reciprocal_row_needs_two() -> None:
    """With one party it falls back on actor and recipient."""
    mutual = row(event="AGREE", recipient=("recip",))
    assert roles(MET, 1, "AGREE", trigger=mutual)[0] == "TCD+MLI>"
    alone = MET.replace("Mali Mali PROPN NNP", "her she PRON PRP")
    assert roles(alone, 1, "AGREE", trigger=mutual)[0] == "TCD>TGO"


def test_a_row_that_names_a_recipient_is_not_mutual() -> None:
    """`With` then holds the recipient."""
    found, rules = roles(MET, 1, "AGREE", trigger=row(event="AGREE", recipient=("with",)))
    assert found == "TCD>MLI"
    assert rules["recipients"] == "recipient:with"


@pytest.mark.parametrize(
    ("rows", "token", "event", "found", "rule"),
    [
        (REFUSED, 1, "REJECT", "TCD>MLI", "recipient:xcomp:obj"),
        (GAVE, 1, "AID", "TCD>MLI", "recipient:to"),
        (NOUN, 1, "ASSAULT", "TCD>MLI", "recipient:inside"),
    ],
)
def test_who_is_acted_upon(rows: str, token: int, event: str, found: str, rule: str) -> None:
    """With the embedded act, in a usual slot of the type, anywhere in the phrase."""
    told_parties, rules = roles(rows, token, event)
    assert told_parties == found
    assert rules["recipients"] == rule


@pytest.mark.parametrize(
    ("rows", "event", "salient", "found", "rule"),
    [
        (RALLIED, "PROTEST", (), "SDN:CVL>SDN", "recipient:own-state"),
        (RALLIED, "ACCUSE", ("SDN:CVL", "TCD"), "SDN:CVL>TCD", "recipient:counterpart"),
        (RALLIED, "ACCUSE", (), "SDN:CVL>", ""),
        (RALLIED, "MOBILIZE", ("TCD",), "SDN:CVL>", ""),
    ],
)
def test_who_is_understood(rows: str, event: str, salient: tuple[str, ...], found: str, rule: str) -> None:
    """Protest is against one's own state; else whom the text spoke of last; troop moves need nobody."""
    told_parties, rules = roles(rows, 1, event, salient=salient)
    assert told_parties == found
    assert rules.get("recipients", "") == rule


def test_several_actors_of_a_mutual_type_need_no_counterpart() -> None:
    """Two who sign together sign with each other."""
    assert roles(BOTH_MET, 3, "SUPPORT", salient=("TGO",))[0] == "TCD+MLI>"
    assert roles(BOTH_MET, 3, "ACCUSE", salient=("TGO",))[0] == "TCD+MLI>TGO"


OBLIGES = """
The the DET DT 2 det
treaty treaty NOUN NN 5 nsubj
of of ADP IN 4 case
{owner} {owner} PROPN NNP 2 nmod
obliges oblige VERB VBZ 0 root
{one} {one} PROPN NNP 5 obj
and and CCONJ CC 8 cc
{other} {other} PROPN NNP 6 conj
"""


@pytest.mark.parametrize(
    ("words", "salient", "found", "rule"),
    [
        ({"one": "Chad", "other": "Mali"}, ("NER", "GHA"), "TCD+MLI>", "treaty:obliged"),
        ({"owner": "Togo", "one": "both"}, ("TCD:CVL", "NER", "GHA", "BEN"), "NER+GHA>", "treaty:spoken-of"),
        ({"one": "Chad"}, ("NER",), "TCD>", ""),
        ({"owner": "Togo"}, (), "TGO>", ""),
        ({}, (), ">", ""),
    ],
)
def test_parties_of_a_treaty(words: dict[str, str], salient: tuple[str, ...], found: str, rule: str) -> None:
    """Those obliged by name, else the two states spoken of last; one alone if no more is known, never a domestic actor."""
    rows = OBLIGES.format(**{"owner": "x", "one": "x", "other": "x"} | words)
    who = {name: code for name, code in NAMES.items() if f"{name} " in rows}
    roles_found = treaty_parties(Deed(token=4, event="AGREE"), parties(rows, who), Cast(salient=tuple(map(actor, salient))))
    assert told(roles_found) == found
    assert [reason.rule for reason in roles_found.reasons] == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("actors", "recipients", "found"),
    [
        (("USA:LEG",), ("CHN",), "USA>CHN"),
        (("USA:LEG",), ("USA:CVL",), "USA:LEG>USA:CVL"),
        (("USA:REB",), ("CHN:JUD",), "USA:REB>CHN"),
        (("USA:LEG", "USA:JUD"), ("CHN",), "USA>CHN"),
    ],
)
def test_organs_that_act_outward_count_as_their_state(actors: tuple[str, ...], recipients: tuple[str, ...], found: str) -> None:
    """Parliaments and courts, not armed groups; and not at home."""
    sides = [tuple(Party(actor=actor(code)) for code in codes) for codes in (actors, recipients)]
    assert told(outward(Roles(actors=sides[0], recipients=sides[1]))) == found


DEMANDS = """
Chad Chad PROPN NNP 2 nsubj
said say VERB VBD 0 root
that that SCONJ IN 6 mark
Mali Mali PROPN NNP 6 nsubj
{aux} {aux} AUX MD 6 aux
withdraw withdraw VERB VB 2 {relation}
"""


@pytest.mark.parametrize(
    ("aux", "relation", "speaker", "found"),
    [
        ("must", "ccomp", "Chad", "TCD>MLI"),
        ("should", "ccomp", "Chad", "TCD>MLI"),
        ("will", "ccomp", "Chad", None),
        ("must", "advcl", "Chad", None),
        ("must", "ccomp", "Somebody", None),
    ],
)
def test_what_another_must_do_is_a_request_by_the_speaker(aux: str, relation: str, speaker: str, found: str | None) -> None:
    """Only where somebody says it of somebody else, with a verb of duty."""
    rows = DEMANDS.format(aux=aux, relation=relation).replace("Chad Chad", f"{speaker} {speaker}")
    who = {name: code for name, code in NAMES.items() if f"{name} " in rows}
    made = demanded(Deed(token=5, event="RETREAT"), parties(rows, who))
    assert (told(made) if made else None) == found
