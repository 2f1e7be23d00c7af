"""Slots are found wherever English puts their fillers."""

import pytest
from tests.conllu import sentence

from foedus.coding.slots import fillers
from foedus.syntax import Tree

ACTIVE = """
Niger Niger PROPN NNP 2 nsubj
signed sign VERB VBD 0 root
a a DET DT 4 det
treaty treaty NOUN NN 2 obj
with with ADP IN 6 case
Russia Russia PROPN NNP 4 nmod
"""
PASSIVE = """
The the DET DT 2 det
premier premier NOUN NN 4 nsubj:pass
was be AUX VBD 4 aux:pass
granted grant VERB VBN 0 root
asylum asylum NOUN NN 4 obj
by by ADP IN 7 case
Mexico Mexico PROPN NNP 4 obl:agent
"""
RELATIVE = """
The the DET DT 2 det
tanker tanker NOUN NN 0 root
that that PRON WDT 5 obj
Iran Iran PROPN NNP 5 nsubj
seized seize VERB VBD 2 acl:relcl
"""
SHARED = """
Police police NOUN NN 2 nsubj
arrested arrest VERB VBD 0 root
and and CCONJ CC 4 cc
deported deport VERB VBD 2 conj
two two NUM CD 6 nummod
men man NOUN NNS 2 obj
"""
LIGHT = """
Egypt Egypt PROPN NNP 2 nsubj
held hold VERB VBD 0 root
talks talk NOUN NNS 2 obj
in in ADP IN 5 case
Cairo Cairo PROPN NNP 2 obl
with with ADP IN 7 case
Sudan Sudan PROPN NNP 2 obl
"""
PARTICLE = """
Oslo Oslo PROPN NNP 2 nsubj
called call VERB VBD 0 root
in in ADP IN 6 case
the the DET DT 6 det
Iranian iranian ADJ JJ 6 amod
envoy envoy NOUN NN 2 obl
"""
INFINITIVE = """
Caracas Caracas PROPN NNP 2 nsubj
ordered order VERB VBD 0 root
the the DET DT 4 det
envoy envoy NOUN NN 2 obj
to to PART TO 6 mark
leave leave VERB VB 4 acl
"""
NOUN = """
The the DET DT 2 det
return return NOUN NN 0 root
of of ADP IN 4 case
bronzes bronze NOUN NNS 2 nmod
to to ADP IN 6 case
Benin Benin PROPN NNP 4 nmod
by by ADP IN 8 case
France France PROPN NNP 6 nmod
"""
SECOND_SUBJECT = """
Oslo Oslo PROPN NNP 2 nsubj
asked ask VERB VBD 0 root
Moscow Moscow PROPN NNP 2 nsubj
to to PART TO 5 mark
withdraw withdraw VERB VB 2 xcomp
"""
PREDICATE = """
Minsk Minsk PROPN NNP 2 nsubj
called call VERB VBD 0 root
the the DET DT 4 det
move move NOUN NN 2 obj
a a DET DT 6 det
provocation provocation NOUN NN 4 nmod
"""
OUT_OF = """
Troops troop NOUN NNS 2 nsubj
pulled pull VERB VBD 0 root
out out ADP IN 5 case
of of ADP IN 5 case
Mali Mali PROPN NNP 2 obl
"""
OWNER = """
Iran Iran PROPN NNP 2 nsubj
seized seize VERB VBD 0 root
a a DET DT 5 det
Greek greek ADJ JJ 5 amod
tanker tanker NOUN NN 2 obj
"""
FINITE = """
The the DET DT 2 det
truce truce NOUN NN 3 nsubj:pass
held hold VERB VBD 0 root
"""
DECISION = """
Niger Niger PROPN NNP 2 nsubj
announced announce VERB VBD 0 root
a a DET DT 4 det
decision decision NOUN NN 2 obj
to to PART TO 6 mark
expel expel VERB VB 4 acl
diplomats diplomat NOUN NNS 6 obj
"""


@pytest.mark.parametrize(
    ("rows", "word", "slot", "found"),
    [
        (ACTIVE, "signed", "subj", "Niger"),
        (ACTIVE, "signed", "obj", "treaty"),
        (ACTIVE, "signed", "with", "Russia"),
        (ACTIVE, "treaty", "with", "Russia"),
        (ACTIVE, "treaty", "subj", "Niger"),
        (PASSIVE, "granted", "subj", "Mexico"),
        (PASSIVE, "granted", "obj", "asylum"),
        (PASSIVE, "granted", "iobj", "premier"),
        (RELATIVE, "seized", "obj", "tanker"),
        (RELATIVE, "seized", "subj", "Iran"),
        (SHARED, "deported", "obj", "men"),
        (SHARED, "deported", "subj", "Police"),
        (LIGHT, "talks", "with", "Sudan"),
        (LIGHT, "talks", "in", "Cairo"),
        (LIGHT, "talks", "to", ""),
        (INFINITIVE, "ordered", "xcomp", "leave"),
        (INFINITIVE, "leave", "subj", "envoy"),
        (NOUN, "return", "obj", "bronzes"),
        (NOUN, "return", "to", "Benin"),
        (NOUN, "return", "by", "France"),
        (SECOND_SUBJECT, "asked", "obj", "Moscow"),
        (SECOND_SUBJECT, "asked", "subj", "Oslo"),
        (PREDICATE, "called", "xcomp", "provocation"),
        (OUT_OF, "pulled", "of", "Mali"),
        (OWNER, "seized", "poss-of-obj", "Greek"),
        (OWNER, "seized", "obj>amod", "Greek"),
        (FINITE, "held", "subj", "truce"),
        (DECISION, "expel", "subj", "Niger"),
        (DECISION, "decision", "subj", "Niger"),
    ],
)
def test_a_slot_is_filled_by_the_word_that_stands_for_it(rows: str, word: str, slot: str, found: str) -> None:
    """The filler's head is found, or nothing where there is none."""
    tree = Tree(sentence(rows))
    token = [w.text for w in tree.tokens].index(word)
    assert [tree.tokens[k].text for k in fillers(tree, token, slot)] == ([found] if found else [])


def test_the_noun_after_a_particle_is_the_object() -> None:
    """With the particle known, what the parse takes for a prepositional phrase is the object."""
    tree = Tree(sentence(PARTICLE))
    assert fillers(tree, 1, "obj") == []
    assert fillers(tree, 1, "obj", particle="in") == [5]
    assert [tree.tokens[k].text for k in fillers(tree, 1, "poss-of-obj", particle="in")] == ["Iranian"]


@pytest.mark.parametrize(("relation"), ["obj", "nsubj:pass", "xcomp"])
def test_a_passive_keeps_its_object(relation: str) -> None:
    """Whatever the parse calls the noun after `was granted`, it is what was given."""
    tree = Tree(sentence(PASSIVE.replace("4 obj\n", f"4 {relation}\n")))
    assert fillers(tree, 3, "obj") == [4]
    assert fillers(tree, 3, "iobj") == [1]
