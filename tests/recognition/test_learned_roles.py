"""Nouns of no table that the model takes for a party's, and organisations called by a noun of their name."""

import datetime as dt

import msgspec
import pytest
from tests.conllu import sentence

from foedus.model.mention import ActorMention
from foedus.model.text import Sentence
from foedus.recognition.actors import ActorRecogniser
from foedus.syntax import Tree

ADJECTIVE = "Omani Omani ADJ JJ 2 amod\n{noun} {noun} NOUN NNS 3 nsubj\nprotested protest VERB VBD 0 root"
BARE = """
Oman Oman PROPN NNP 2 nsubj
fell fall VERB VBD 0 root
and and CCONJ CC 5 cc
{noun} {noun} NOUN NNS 5 nsubj
protested protest VERB VBD 2 conj
"""
NAMED = """
The the DET DT 5 det
International International PROPN NNP 5 compound
Atomic Atomic PROPN NNP 5 compound
Energy Energy PROPN NNP 5 compound
Agency Agency PROPN NNP 6 nsubj
visited visit VERB VBD 0 root
Iran Iran PROPN NNP 6 obj
"""
CALLED = "The the DET DT 2 det\n{word} agency NOUN NN 3 nsubj\nleft leave VERB VBD 0 root"


@pytest.fixture(scope="module")
def recogniser() -> ActorRecogniser:
    """The recogniser over the shipped tables."""
    return ActorRecogniser.load()


def marked(rows: str, noun: str, sector: str, index: int = 0, start: int = 0) -> Sentence:
    """A sentence in which the model gives a noun a sector."""
    parsed = sentence(rows.format(noun=noun), index=index, start=start)
    tokens = tuple(msgspec.structs.replace(token, sector=sector if token.text == noun else "") for token in parsed.tokens)
    return msgspec.structs.replace(parsed, tokens=tokens)


def recognised(recogniser: ActorRecogniser, *sentences: Sentence) -> list[tuple[ActorMention, ...]]:
    """The mentions of a document."""
    return recogniser.recognise([Tree(parsed) for parsed in sentences], dt.date(2015, 6, 1))


@pytest.mark.parametrize(("sector", "code"), [("CVL", "OMN:CVL"), ("LAB", "OMN:LAB"), ("MIL", "OMN")])
def test_the_model_tells_the_sector_of_an_unknown_noun_with_an_owner(recogniser: ActorRecogniser, sector: str, code: str) -> None:
    """`Omani blefuscudians` are whom the model says, and the mention says that no table does."""
    ((found,),) = recognised(recogniser, marked(ADJECTIVE, "blefuscudians", sector))
    assert [actor.code for actor in found.actors] == [code]
    assert found.rule == "learned.adjective"
    assert found.reason.endswith(f"that it is {sector} the model says, no table")


@pytest.mark.parametrize("sector", ["", "state", "IGO"])
def test_what_the_model_takes_for_no_sector_stays_a_thing_of_its_owner(recogniser: ActorRecogniser, sector: str) -> None:
    """Then the adjective alone names the state."""
    ((found,),) = recognised(recogniser, marked(ADJECTIVE, "blefuscudians", sector))
    assert [actor.code for actor in found.actors] == ["OMN"]
    assert found.rule == "names.modifier"


def test_an_unknown_noun_without_an_owner_names_nobody(recogniser: ActorRecogniser) -> None:
    """The model's guess is not joined to another guess."""
    (found,) = recognised(recogniser, marked(BARE, "blefuscudians", "CVL"))
    assert [mention.rule for mention in found] == ["names.state"]


@pytest.mark.parametrize("word", ["agency", "Agency"])
def test_a_noun_of_its_name_means_the_organisation_named_before(recogniser: ActorRecogniser, word: str) -> None:
    """`The agency` after the International Atomic Energy Agency is no agency of Iran."""
    first = sentence(NAMED)
    second = sentence(CALLED.format(word=word), index=1, start=first.span.end + 1)
    found = recognised(recogniser, first, second)[1]
    assert [(mention.rule, [actor.code for actor in mention.actors]) for mention in found] == [("role.body", ["IGO:IAEA"])]


def test_they_who_say_it_speak_of_themselves(recogniser: ActorRecogniser) -> None:
    """In `the Houthis said they had left` they are the Houthis, whoever else was spoken of."""
    first = sentence("Russian Russian ADJ JJ 2 amod\nsoldiers soldier NOUN NNS 3 nsubj\ncame come VERB VBD 0 root")
    rows = """
    The the DET DT 2 det
    Houthis Houthis PROPN NNP 3 nsubj
    said say VERB VBD 0 root
    they they PRON PRP 6 nsubj
    had have AUX VBD 6 aux
    left leave VERB VBN 3 ccomp
    """
    found = recognised(recogniser, first, sentence(rows, index=1, start=first.span.end + 1))[1]
    assert [[actor.code for actor in mention.actors] for mention in found] == [["YEM:REB"], ["YEM:REB"]]
