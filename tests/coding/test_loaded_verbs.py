"""Rows of a loaded verb dictionary in the table of triggers, and what they settle in a coder."""

import pytest
from tests.coding.scenes import mention, parse, parties, position

from foedus.coding.coder import EventCoder, Settings
from foedus.coding.contexts import ContextTable
from foedus.coding.ranking import PartyRanker
from foedus.coding.roles import Deed, is_told
from foedus.coding.triggers import TriggerTable
from foedus.coding.weighing import DeedWeigher
from foedus.factuality import FactualityReader
from foedus.lexicon.codebook import Codebook
from foedus.lexicon.petrarch.codes import Codes
from foedus.lexicon.petrarch.lines import lines_of
from foedus.lexicon.petrarch.verbs import read_verbs
from foedus.model.mention import Mentions
from foedus.model.text import Sentence
from foedus.syntax import Tree

FILE = """
&ENVOYS
+ENVOY
+CHARGE_D'AFFAIRES

--- EXPEL [174] ---
EXPEL {EXPELS EXPELLED EXPELLING}
- * &ENVOYS [161]
--- RECEIVE [---] ---
RECEIVE {RECEIVED}
- $ * + [042:043]
- + * AID (FROM $) [071]
--- SEEK [100] ---
SEEK {SOUGHT}
"""
EXPELLED = """
Chad Chad PROPN NNP 2 nsubj
expelled {lemma} VERB VBD 0 root
two two NUM CD 4 nummod
{noun} {noun} NOUN NNS 2 obj
from from ADP IN 6 case
Mali Mali PROPN NNP 4 nmod
"""
RECEIVED = """
Chad Chad PROPN NNP 2 nsubj
received receive VERB VBD 0 root
{noun} {noun} NOUN NN 2 obj
from from ADP IN 5 case
Mali Mali PROPN NNP 2 obl
"""
SENT = """
Chad Chad PROPN NNP 2 nsubj
recalled recall VERB VBD 0 root
its its PRON PRP$ 4 nmod:poss
ambassador ambassador NOUN NN 2 obj
"""


def table(*, only: bool = False, text: str = FILE) -> TriggerTable:
    """The shipped table with the rows of a file."""
    file = read_verbs(lines_of(text.encode(), "verbs.txt"), Codes.load()).kept[0]
    return TriggerTable.load(verbs=file.rows, verb_forms=file.forms, only=only)


@pytest.fixture(scope="module")
def added() -> TriggerTable:
    """The file added to our rows."""
    return table()


@pytest.fixture(scope="module")
def alone() -> TriggerTable:
    """The file in place of our rows."""
    return table(only=True)


def coder(triggers: TriggerTable, *, proposals: bool) -> EventCoder:
    """A coder over the table."""
    learned = (PartyRanker.load(), DeedWeigher({"deed": 9.0})) if proposals else ()
    contexts = ContextTable.load(Codebook.load())
    return EventCoder(Settings(name="test/1", proposals=proposals), triggers, FactualityReader.load(), contexts, *learned)


@pytest.mark.parametrize(("noun", "event"), [("envoys", "SANCTION"), ("migrants", "COERCE")])
@pytest.mark.parametrize("lemma", ["expel", "expell"])
def test_a_pattern_decides_the_type(alone: TriggerTable, noun: str, event: str, lemma: str) -> None:
    """Of the file's rows the most specific one holds, whatever lemma the parse gives a listed form."""
    sentence = parse(EXPELLED.format(noun=noun, lemma=lemma).replace("envoys envoys", "envoys envoy"))
    row = alone.match(Tree(sentence), 1)
    assert row is not None
    assert (row.event, row.is_loaded) == (event, True)


def test_a_row_is_named_by_file_and_line(added: TriggerTable) -> None:
    """So that `foedus explain` leads to the line."""
    row = added.match(Tree(parse(EXPELLED.format(noun="migrants", lemma="expel"))), 1)
    assert row is not None
    assert row.id == "verbs.txt:7 expel/V"


def test_added_rows_win_however_much_ours_say(added: TriggerTable) -> None:
    """Our row for diplomats says more than the file's plain verb, and yields."""
    sentence = parse(EXPELLED.format(noun="diplomats", lemma="expel").replace("diplomats diplomats", "diplomats diplomat"))
    row = added.match(Tree(sentence), 1)
    assert row is not None
    assert (row.event, row.mode) == ("COERCE", "deport")
    ours = TriggerTable.load().match(Tree(sentence), 1)
    assert ours is not None
    assert ours.event == "SANCTION"


def test_both_ways_of_loading(added: TriggerTable, alone: TriggerTable) -> None:
    """Added, our rows code what the file does not speak of; in place, nothing does. Classes of words stay."""
    tree = Tree(parse(SENT))
    assert added.match(tree, 1) is not None
    assert alone.match(tree, 1) is None
    assert all(row.is_loaded for row in alone.rows)
    assert alone.classes == added.classes


def received(noun: str, *proposed: tuple[str, str, float, float]) -> tuple[Sentence, Mentions]:
    """A sentence with its two states."""
    sentence = parse(RECEIVED.format(noun=noun), *proposed)
    return sentence, Mentions(actors=(mention(sentence, "Chad", "TCD"), mention(sentence, "Mali", "MLI")))


@pytest.mark.parametrize("proposals", [True, False])
def test_source_and_target_stand_where_the_pattern_says(added: TriggerTable, proposals: bool) -> None:
    """`+ * AID (FROM $)`: who receives is the recipient, also where roles are weighed otherwise."""
    proposed = (("received", "AID", 0.9, 0.95),) if proposals else ()
    (event,) = coder(added, proposals=proposals)(*received("aid", *proposed)).kept
    assert (event.type, [p.actor.code for p in event.actors], [p.actor.code for p in event.recipients]) == ("AID", ["MLI"], ["TCD"])
    assert any(reason.rule.startswith("trigger:verbs.txt:12 receive/V[") for reason in event.why)


def test_no_event_means_no_event(added: TriggerTable) -> None:
    """A verb without code is none even where the model is sure of a deed, which it may be where our rows code nothing."""
    sure = ("received", "CONSULT", 0.99, 0.99)
    assert coder(added, proposals=True)(*received("guests", sure)).kept == ()
    assert coder(TriggerTable([], {}), proposals=True)(*received("guests", sure)).kept != ()


def test_a_loaded_row_overrules_the_model(alone: TriggerTable) -> None:
    """Its type counts, and it needs no proposal."""
    sentence = parse(EXPELLED.format(noun="migrants", lemma="expel"), ("expelled", "ASSAULT", 0.99, 0.99))
    found = Mentions(actors=(mention(sentence, "Chad", "TCD"),))
    assert [event.type for event in coder(alone, proposals=True)(sentence, found).kept] == ["COERCE"]
    plain = parse(EXPELLED.format(noun="migrants", lemma="expel"))
    assert [event.type for event in coder(alone, proposals=True)(plain, found).kept] == ["COERCE"]


def test_roles_are_told_only_where_both_are_filled(added: TriggerTable) -> None:
    """A pattern without roles leaves them to the weights, and so does one whose slots name nobody."""
    found = parties(RECEIVED.format(noun="aid"), {"Chad": "TCD", "Mali": "MLI"})
    token = position(found.tree.sentence, "received")
    row = added.best(found.tree, token)
    assert is_told(Deed(token=token, event="AID", row=row), found)
    nobody = parties(RECEIVED.format(noun="aid"), {"Chad": "TCD"})
    assert not is_told(Deed(token=token, event="AID", row=row), nobody)
    assert not is_told(Deed(token=token, event="AID"), found)
