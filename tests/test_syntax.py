"""Walks over hand-made trees: phrases, passives, subjects through control and relatives, negation."""

import pytest
from tests.conllu import sentence

from foedus.syntax import Tree

TRANSFER = """
Chad Chad PROPN NNP 2 nsubj
sent send VERB VBD 0 root
two two NUM CD 4 nummod
planes plane NOUN NNS 2 obj
and and CCONJ CC 6 cc
pilots pilot NOUN NNS 4 conj
from from ADP IN 8 case
Niger Niger PROPN NNP 4 nmod
to to ADP IN 10 case
Mali Mali PROPN NNP 2 obl
and and CCONJ CC 12 cc
Togo Togo PROPN NNP 10 conj
"""
PASSIVE = """
Workers worker NOUN NNS 4 nsubj:pass
have have AUX VBP 4 aux
been be AUX VBN 4 aux:pass
sent send VERB VBN 0 root
and and CCONJ CC 6 cc
housed house VERB VBN 4 conj
by by ADP IN 8 case
Oman Oman PROPN NNP 4 obl:agent
and and CCONJ CC 10 cc
Qatar Qatar PROPN NNP 8 conj
"""
REDUCED = """
The the DET DT 2 det
aid aid NOUN NN 6 nsubj
sent send VERB VBN 2 acl
by by ADP IN 5 case
Norway Norway PROPN NNP 3 obl:agent
arrived arrive VERB VBD 0 root
"""
CONTROLLED = """
Seoul Seoul PROPN NNP 2 nsubj
{verb} {lemma} VERB VBD 0 root
Tokyo Tokyo PROPN NNP 2 obj
to to PART TO 5 mark
withdraw withdraw VERB VB 2 xcomp
"""
WANTED = """
Seoul Seoul PROPN NNP 2 nsubj
wants want VERB VBZ 0 root
to to PART TO 4 mark
withdraw withdraw VERB VB 2 xcomp
and and CCONJ CC 6 cc
disarm disarm VERB VB 4 conj
, , PUNCT , 8 punct
citing cite VERB VBG 2 advcl
cost cost NOUN NN 8 obj
"""
RELATIVE = """
The the DET DT 2 det
envoys envoy NOUN NNS 8 nsubj
and and CCONJ CC 4 cc
aides aide NOUN NNS 2 conj
who who PRON WP 6 nsubj
met meet VERB VBD 2 acl:relcl
there there ADV RB 6 advmod
left leave VERB VBD 0 root
"""
SPLICED = """
Oslo Oslo PROPN NNP 2 nsubj
agreed agree VERB VBD 0 root
; ; PUNCT : 5 punct
talks talk NOUN NNS 5 nsubj
follow follow VERB VBP 2 parataxis
, , PUNCT , 8 punct
it it PRON PRP 8 nsubj
said say VERB VBD 2 parataxis
so so ADV RB 8 advmod
"""
ALONG = """
Laos Laos PROPN NNP 2 nsubj
signed sign VERB VBD 0 root
along along ADP IN 5 case
with with ADP IN 3 fixed
Cuba Cuba PROPN NNP 2 obl
's 's PART POS 5 case
"""
SAID = """
Rome Rome PROPN NNP 2 nsubj
said say VERB VBD 0 root
that that SCONJ IN 6 mark
no no DET DT 5 det
ship ship NOUN NN 6 nsubj
sailed sail VERB VBD 2 ccomp
on on ADP IN 8 case
Monday Monday PROPN NNP 6 obl
and and CCONJ CC 10 cc
docked dock VERB VBD 6 conj
"""


def tree(rows: str) -> Tree:
    """The tree of these rows."""
    return Tree(sentence(rows))


def words(made: Tree, found: list[int]) -> str:
    """The found words, joined."""
    return " ".join(made.tokens[k].text for k in found)


def at(made: Tree, word: str) -> int:
    """Position of a word."""
    return next(i for i, token in enumerate(made.tokens) if token.text == word)


def test_children_and_subtrees() -> None:
    """Dependents stand in order; a subtree holds its head."""
    made = tree(TRANSFER)
    assert len(made) == 12
    assert made.root == 1
    assert words(made, made.children(1)) == "Chad planes Mali"
    assert words(made, made.children(1, "obj", "obl")) == "planes Mali"
    assert made.child(1, "iobj") is None
    assert words(made, made.subtree(3)) == "two planes and pilots from Niger"
    assert made.lemma(3) == "plane"
    assert made.lemmas[:2] == ("chad", "send")


def test_a_phrase_leaves_out_conjuncts_and_its_own_preposition() -> None:
    """Words of the noun phrase alone, with the offsets of its words."""
    made = tree(TRANSFER)
    assert made.phrase(3) == (2, 8)
    assert made.phrase(9) == (9, 10)
    start, end = made.span_text(2, 4)
    assert (start, end) == (10, 20)


def test_ancestors_and_coordination() -> None:
    """The words above a word, nearest first; conjuncts down and up."""
    made = tree(TRANSFER)
    assert words(made, list(made.ancestors(at(made, "Niger")))) == "planes sent"
    assert words(made, made.conjuncts(at(made, "Mali"))) == "Mali Togo"
    assert words(made, [made.first_conjunct(at(made, "Togo"))]) == "Mali"


def test_obliques_hand_their_preposition_to_conjuncts() -> None:
    """`to Mali and Togo` goes to both."""
    made = tree(TRANSFER)
    assert [(preposition, made.tokens[k].text) for preposition, k in made.obliques(1)] == [("to", "Mali"), ("to", "Togo")]


def test_a_preposition_of_several_words_without_the_possessive() -> None:
    """Fixed words count, `'s` does not."""
    made = tree(ALONG)
    assert made.preposition(at(made, "Cuba")) == "along with"
    assert made.preposition(at(made, "Laos")) == ""


@pytest.mark.parametrize(
    ("rows", "word", "passive"),
    [
        (PASSIVE, "sent", True),
        (PASSIVE, "housed", True),
        (REDUCED, "sent", True),
        (REDUCED, "arrived", False),
        (TRANSFER, "sent", False),
    ],
)
def test_passives(rows: str, word: str, passive: bool) -> None:
    """With auxiliary, shared by coordination, and without one after a noun."""
    made = tree(rows)
    assert made.is_passive(at(made, word)) is passive


def test_auxiliaries_are_shared_by_coordinated_verbs() -> None:
    """`have been sent and housed`: the auxiliaries hold for both."""
    made = tree(PASSIVE)
    assert made.auxiliaries(at(made, "sent")) == made.auxiliaries(at(made, "housed")) == ["have", "been"]
    docked = tree(SAID)
    assert docked.auxiliaries(at(docked, "docked")) == []


@pytest.mark.parametrize(
    ("rows", "word", "found"),
    [
        (TRANSFER, "sent", "Chad"),
        (PASSIVE, "housed", "Workers"),
        (CONTROLLED.format(verb="urged", lemma="urge"), "withdraw", "Tokyo"),
        (CONTROLLED.format(verb="promised", lemma="promise"), "withdraw", "Seoul"),
        (WANTED, "withdraw", "Seoul"),
        (WANTED, "disarm", "Seoul"),
        (WANTED, "citing", "Seoul"),
        (RELATIVE, "met", "envoys aides"),
        (RELATIVE, "left", "envoys aides"),
        (REDUCED, "sent", "aid"),
        (SPLICED, "follow", "talks"),
        (SAID, "docked", "ship"),
    ],
)
def test_subjects(rows: str, word: str, found: str) -> None:
    """Own subjects, and those taken over by control, relative clause, participle and coordination."""
    made = tree(rows)
    assert words(made, made.subjects(at(made, word))) == found


def test_an_aside_takes_no_subject_over() -> None:
    """A clause set beside another one does not borrow its subject."""
    made = tree(SPLICED.replace("it it PRON PRP 8 nsubj", "so so ADV RB 8 advmod"))
    assert made.subjects(at(made, "said")) == []


def test_an_infinitive_under_an_object_has_no_subject() -> None:
    """Nothing is borrowed where the noun above is no predicate."""
    made = tree(CONTROLLED.format(verb="has", lemma="have").replace("2 xcomp", "3 acl"))
    assert made.subjects(at(made, "withdraw")) == []
    assert made.relative_antecedent(at(made, "withdraw")) is None


@pytest.mark.parametrize(
    ("rows", "word", "agents", "patients"),
    [
        (PASSIVE, "sent", "Oman Qatar", "Workers"),
        (TRANSFER, "sent", "Chad", "planes pilots"),
        (REDUCED, "sent", "Norway", "aid"),
        (PASSIVE.replace("by by ADP IN 8 case", "in in ADP IN 8 case"), "sent", "", "Workers"),
        (RELATIVE, "left", "envoys aides", ""),
    ],
)
def test_agents_and_patients_see_through_the_passive(rows: str, word: str, agents: str, patients: str) -> None:
    """Who does it and to what, whatever the voice of the verb."""
    made = tree(rows)
    assert words(made, made.agents(at(made, word))) == agents
    assert words(made, made.patients(at(made, word))) == patients


def test_clauses() -> None:
    """The predicate of the smallest clause, coordinated predicates included."""
    made = tree(SAID)
    for word, predicate in (("ship", "sailed"), ("Monday", "sailed"), ("docked", "docked"), ("Rome", "said")):
        assert made.tokens[made.clause(at(made, word))].text == predicate


def test_a_verb_with_its_own_subject_is_a_clause_however_it_hangs() -> None:
    """After a label (`8 September: Brazil called both sides`) a parse may hang the verb on the label as an apposition."""
    made = tree(
        "8 8 NUM CD 0 root\nSeptember September PROPN NNP 1 nmod:unmarked\n: : PUNCT : 5 punct\nBrazil Brazil PROPN NNP 5 nsubj\n"
        "called call VERB VBD 1 appos\nboth both DET DT 7 det\nsides side NOUN NNS 5 obj"
    )
    assert made.tokens[made.clause(at(made, "sides"))].text == "called"


@pytest.mark.parametrize(
    ("negator", "found"),
    [
        ("did do AUX VBD 3 aux\nnot not PART RB 4 advmod", "not"),
        ("did do AUX VBD 3 aux\nalso also ADV RB 4 advmod", None),
        ("will will AUX MD 4 aux\nnever never ADV RB 4 advmod", "never"),
    ],
)
def test_adverbs_negate(negator: str, found: str | None) -> None:
    """`not` and `never` negate their verb; other adverbs do not."""
    made = tree(f"Chad Chad PROPN NNP 4 nsubj\n{negator}\nattack attack VERB VB 0 root")
    negating = made.negator(3)
    assert (made.tokens[negating].text if negating is not None else None) == found


def test_determiners_and_pronouns_negate() -> None:
    """`No ship sailed` and `Nobody sailed` are negated; the clause above is not."""
    made = tree(SAID)
    negating = made.negator(at(made, "sailed"))
    assert negating is not None
    assert made.tokens[negating].text == "no"
    assert made.negator(at(made, "said")) is None
    nobody = tree("Nobody nobody PRON NN 2 nsubj\nsailed sail VERB VBD 0 root")
    assert nobody.negator(1) == 0
