"""Deeds from hand-made sentences and small tables, with the reasons for what is kept and set aside."""

from pathlib import Path

import msgspec
import pytest
from tests.coding.scenes import actor, mention, parse

from foedus.coding.coder import EventCoder, Settings, _unfit
from foedus.coding.contexts import ContextTable
from foedus.coding.ranking import PartyRanker
from foedus.coding.roles import Deed, Roles
from foedus.coding.triggers import TriggerTable
from foedus.coding.weighing import DeedWeigher
from foedus.factuality import FactualityReader
from foedus.model.event import Event, Party
from foedus.model.mention import Actor, Cast, Mentions
from foedus.model.outcome import Outcome
from foedus.model.text import Block

ROWS = """lemma	pos	with	event	mode	actor	recipient	example
attack	N		ASSAULT		poss|by	on|against	x
give	V	obj=drone	AID		subj	to	x
give	V	obj=speech	-		subj	-	x
help	V		AID		subj	obj	x
launch	V	obj=attack	ASSAULT		subj	obj>on	x
meet	V		CONSULT	visit	subj	obj	x
refuse	V	xcomp	REJECT		subj	xcomp>obj	x
"""
GAVE = """
Chad Chad PROPN NNP 2 nsubj
gave give VERB VBD 0 root
a a DET DT 4 det
{noun} {noun} NOUN NN 2 obj
to to ADP IN 6 case
Mali Mali PROPN NNP 2 obl
"""
WILL_GIVE = """
Chad Chad PROPN NNP 3 nsubj
will will AUX MD 3 aux
give give VERB VB 0 root
drones drone NOUN NNS 3 obj
to to ADP IN 6 case
Mali Mali PROPN NNP 3 obl
"""
REFUSED = """
Chad Chad PROPN NNP 2 nsubj
refused refuse VERB VBD 0 root
to to PART TO 4 mark
help help VERB VB 2 xcomp
Mali Mali PROPN NNP 4 obj
"""
LAUNCHED = """
Chad Chad PROPN NNP 2 nsubj
launched launch VERB VBD 0 root
an a DET DT 4 det
attack attack NOUN NN 2 obj
on on ADP IN 6 case
Mali Mali PROPN NNP 4 nmod
"""
OBLIGES = """
The the DET DT 2 det
treaty treaty NOUN NN 3 nsubj
obliges oblige VERB VBZ 0 root
Chad Chad PROPN NNP 3 obj
and and CCONJ CC 6 cc
Mali Mali PROPN NNP 4 conj
to to PART TO 8 mark
help help VERB VB 3 xcomp
"""
VISITS = """
Chad Chad PROPN NNP 3 nsubj
will will AUX MD 3 aux
meet meet VERB VB 0 root
Mali Mali PROPN NNP 3 obj
"""
NAMES = {"Chad": "TCD", "Mali": "MLI"}
# The chance of a deed rises with the model's, from one half on; a row that names its words speaks for its type.
WEIGHTS = {f"deed={k}": k - 6.5 for k in range(12)} | {
    "row|8": 3.0,
    "row|0": 0.5,
    "share=11": 2.0,
    "has-row=nodeed": -2.0,
    "has-row=none": -2.0,
}


def coder(folder: Path, *, proposals: bool = False) -> EventCoder:
    """A coder with a small table of triggers and one word of context."""
    (folder / "en.tsv").write_text(ROWS, encoding="utf-8")
    (folder / "objects.tsv").write_text("class\tlemma\nmeasure\tdozen\n", encoding="utf-8")
    (folder / "forms.tsv").write_text("form\tlemma\ngave\tgive\n", encoding="utf-8")
    ranker = PartyRanker(
        {"slot=subj": 4.0, "ruled-actor": 4.0}, {"slot=to": 4.0, "ruled-recipient": 4.0}, {"no-actor": 1.0, "no-recipient": 1.0}
    )
    return EventCoder(
        Settings(name="test/1", proposals=proposals),
        TriggerTable.load(folder),
        FactualityReader.load(),
        ContextTable({"drone": ("military",)}),
        *((ranker, DeedWeigher(WEIGHTS)) if proposals else ()),
    )


def coded(made: EventCoder, rows: str, *proposals: tuple[str, str, float, float], salient: tuple[str, ...] = ()) -> Outcome[Event]:
    """What a coder makes of a sentence."""
    parsed = parse(rows, *proposals)
    found = [mention(parsed, name, code) for name, code in NAMES.items() if f"\n{name} " in rows]
    return made(parsed, Mentions(actors=tuple(sorted(found, key=lambda m: m.start)), cast=Cast(salient=tuple(map(actor, salient)))))


def told(outcome: Outcome[Event]) -> list[str]:
    """Events as `TYPE A>B`."""
    return [
        f"{event.type} {'>'.join('+'.join(p.actor.code for p in side) for side in (event.actors, event.recipients))}"
        for event in outcome.kept
    ]


def reasons(outcome: Outcome[Event]) -> dict[str, str]:
    """Words set aside, with the reasons."""
    assert all(discard.stage == "coding" for discard in outcome.discards)
    return {discard.text: discard.reason for discard in outcome.discards}


def test_a_row_makes_an_event_with_its_parts(tmp_path: Path) -> None:
    """Type, trigger, object, context, parties, and a reason for each with its words."""
    outcome = coded(coder(tmp_path), GAVE.format(noun="drone"))
    (event,) = outcome.kept
    assert told(outcome) == ["AID TCD>MLI"]
    assert event.coder == "test/1"
    assert (event.trigger.start, event.trigger.end, event.token) == (5, 9, 1)
    assert event.object is not None
    assert (event.object.start, event.object.end) == (10, 17)
    assert event.contexts == ("military",)
    rules = {reason.part: reason.rule for reason in event.why}
    assert rules == {"event": "trigger:give/V[obj=drone]", "actors": "actor:subj", "recipients": "recipient:to"}
    assert not outcome.discards


def test_a_row_for_no_deed_keeps_words_out(tmp_path: Path) -> None:
    """`Gave a speech` is none, and what no row holds is none."""
    for noun in ("speech", "hint"):
        assert coded(coder(tmp_path), GAVE.format(noun=noun)) == Outcome()


def test_a_decision_of_the_codebook_is_a_reason(tmp_path: Path) -> None:
    """`Will give` is AGREE, with the auxiliary in its trigger; a mode does not outlive its type."""
    outcome = coded(coder(tmp_path), WILL_GIVE)
    (event,) = outcome.kept
    assert told(outcome) == ["AGREE TCD>MLI"]
    assert (event.trigger.start, event.trigger.end) == (5, 14)
    assert [reason.rule for reason in event.why][:2] == ["trigger:give/V[obj=drone]", "codebook:future-cooperation-is-agree"]
    (visit,) = coded(coder(tmp_path), VISITS).kept
    assert (visit.type, visit.mode) == ("AGREE", "")
    (paid,) = coded(
        coder(tmp_path), VISITS.replace("will will AUX MD 3 aux", "duly duly ADV RB 3 advmod").replace("meet VERB VB", "meet VERB VBD")
    ).kept
    assert (paid.type, paid.mode) == ("CONSULT", "visit")


@pytest.mark.parametrize(("rows", "event"), [(REFUSED, "REJECT TCD>MLI"), (LAUNCHED, "ASSAULT TCD>MLI")])
def test_the_content_of_a_deed_is_no_deed_of_its_own(tmp_path: Path, rows: str, event: str) -> None:
    """`Refused to help` and `launched an attack` are one deed each, for both coders."""
    assert told(coded(coder(tmp_path), rows)) == [event]
    kind = event.split(maxsplit=1)[0]
    verb, content = ("refused", "help") if kind == "REJECT" else ("launched", "attack")
    both = coded(coder(tmp_path, proposals=True), rows, (verb, kind, 0.9, 0.9), (content, kind, 0.4, 0.9))
    assert told(both) == [event]
    assert list(reasons(both)) == [content]
    assert reasons(both)[content].startswith(f"belongs to the deed told by “{verb}” (")


def test_a_promised_deed_that_the_model_is_sure_of_stands(tmp_path: Path) -> None:
    """Under a promise, a deed with a high chance of its own is kept."""
    rows = REFUSED.replace("refused refuse", "agreed agree")
    for score, kept in ((0.95, 2), (0.55, 1)):
        both = coded(coder(tmp_path, proposals=True), rows, ("agreed", "AGREE", 0.99, 0.99), ("help", "AID", score / 2, score))
        assert len(both.kept) == kept
        assert len(both.discards) == 2 - kept


def test_a_deed_of_nobody_is_set_aside(tmp_path: Path) -> None:
    """Without a political actor there is no event, and the discard says so and where."""
    rows = (
        GAVE.format(noun="drone")
        .replace("Chad Chad PROPN NNP", "Somebody somebody PRON NN")
        .replace("Mali Mali PROPN NNP", "us we PRON PRP")
    )
    outcome = coded(coder(tmp_path), rows)
    assert not outcome.kept
    assert reasons(outcome) == {"gave": "no political actor stands with it"}
    assert outcome.discards[0].place == "d-test:9-13"


def test_a_guess_without_row_and_actor_is_set_aside(tmp_path: Path) -> None:
    """A weak proposal with a recipient alone is not enough; a strong one is."""
    rows = GAVE.format(noun="hint").replace("Chad Chad PROPN NNP", "Somebody somebody PRON NN")
    weak = coded(coder(tmp_path, proposals=True), rows, ("gave", "AID", 0.4, 0.85))
    assert reasons(weak) == {"gave": "nobody is seen to do it"}
    assert told(coded(coder(tmp_path, proposals=True), rows, ("gave", "AID", 0.98, 0.98))) == ["AID >MLI"]


@pytest.mark.parametrize(
    ("noun", "deed", "found"),
    [
        ("hint", 0.9, ["SUPPORT TCD>MLI"]),
        ("hint", 0.4, []),
        ("speech", 0.9, ["SUPPORT TCD>MLI"]),
        ("speech", 0.4, []),
        ("drone", 0.4, ["AID TCD>MLI"]),
        ("drone", 0.02, []),
    ],
)
def test_a_row_lets_a_weaker_proposal_pass(tmp_path: Path, noun: str, deed: float, found: list[str]) -> None:
    """And settles the type where it names its words; a row for no deed does neither."""
    assert told(coded(coder(tmp_path, proposals=True), GAVE.format(noun=noun), ("gave", "SUPPORT", deed, deed))) == found


def test_a_word_that_is_perhaps_a_deed_is_set_aside_with_its_chance(tmp_path: Path) -> None:
    """What stays under the bar is shown to whoever asks why there is no event."""
    (reason,) = reasons(coded(coder(tmp_path, proposals=True), GAVE.format(noun="hint"), ("gave", "SUPPORT", 0.4, 0.4))).values()
    assert reason == "perhaps SUPPORT: model, tables and what the text is about give a deed a chance of 0.38, under 0.45"


@pytest.mark.parametrize(("score", "found"), [(0.9, ["SUPPORT TCD>MLI"]), (0.4, ["AID TCD>MLI"])])
def test_a_row_of_no_conditions_yields_to_a_sure_proposal(tmp_path: Path, score: float, found: list[str]) -> None:
    """It settles the type only where the model is unsure."""
    rows = LAUNCHED.replace("launched launch", "helped help").replace("on on ADP IN 6 case", "of of ADP IN 6 case")
    rows = rows.replace("Mali Mali PROPN NNP 4 nmod", "Mali Mali PROPN NNP 2 obj").replace(
        "attack attack NOUN NN 2 obj", "lot lot NOUN NN 2 obl"
    )
    assert told(coded(coder(tmp_path, proposals=True), rows, ("helped", "SUPPORT", score, 0.9))) == found


def test_the_mixed_coder_waits_for_a_proposal(tmp_path: Path) -> None:
    """A row alone makes no deed there unless it names its words; proposals make none for the coder of rules."""
    assert told(coded(coder(tmp_path, proposals=True), GAVE.format(noun="gift"))) == []
    assert told(coded(coder(tmp_path), GAVE.format(noun="hint"), ("gave", "SUPPORT", 0.9, 0.9))) == []


def test_obligations_of_treaties_need_no_proposal(tmp_path: Path) -> None:
    """What a treaty lays down is AGREE among its parties; what a minister demands is not."""
    made = coder(tmp_path, proposals=True)
    both = coded(made, OBLIGES, salient=("NER",))
    assert told(both) == ["AGREE TCD+MLI>"]
    assert {reason.rule for reason in both.kept[0].why} == {"trigger:obligation", "treaty:obliged"}
    assert told(coded(made, OBLIGES.replace("treaty treaty", "minister minister"))) == []


def test_the_party_that_a_sentence_leaves_out_is_taken_from_the_text_before(tmp_path: Path) -> None:
    """It has no words of its own, which its span shows."""
    rows = LAUNCHED.replace("Mali Mali PROPN NNP", "it it PRON PRP")
    (event,) = coded(coder(tmp_path), rows, salient=("TCD", "NER")).kept
    assert [party.actor.code for party in event.recipients] == ["NER"]
    assert event.recipients[0].span is None


def test_only_body_text_is_coded(tmp_path: Path) -> None:
    """Headings and bylines are parsed, not coded."""
    parsed = msgspec.structs.replace(parse(GAVE.format(noun="drone")), block=Block.HEADING)
    assert coder(tmp_path)(parsed, Mentions(actors=(mention(parsed, "Chad", "TCD"),))) == Outcome()


def test_coding_is_repeatable(tmp_path: Path) -> None:
    """The same sentence gives the same events with the same identifiers."""
    rows = GAVE.format(noun="drone")
    assert coded(coder(tmp_path), rows) == coded(coder(tmp_path), rows)


@pytest.mark.parametrize(("score", "reason"), [(0.5, ""), (0.3, "the sentence names neither party")])
def test_a_deed_of_which_the_sentence_names_neither_party_must_be_fairly_sure(score: float, reason: str) -> None:
    """`Sixty engineers arrived in April` is kept with the parties that the report understands, a weak guess is not."""
    understood = Roles(actors=(Party(actor=Actor(code="NGA")),), recipients=(Party(actor=Actor(code="GNB")),))
    assert _unfit(Deed(token=2, event="AID", score=score), understood) == reason
