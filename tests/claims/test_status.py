"""How the type of a deed bears on its status."""

import pytest
from tests.conllu import sentence

from foedus.claims.status import StatusReader
from foedus.model.claim import Act, Polarity, Status
from foedus.syntax import Tree

VERB = "Moscow Moscow PROPN NNP {head} nsubj\n{verb}\nit it PRON PRP {head} obj"
PAST = "{0} {1} VERB VBD 0 root"
WILL = "will will AUX MD 3 aux\n{1} {1} VERB VB 0 root"
WILL_NOT = "will will AUX MD 4 aux\nnot not PART RB 4 advmod\n{1} {1} VERB VB 0 root"
NOT = "did do AUX VBD 4 aux\nnot not PART RB 4 advmod\n{1} {1} VERB VB 0 root"
PRESENT = "{0} {1} VERB VBZ 0 root"
MIGHT = "might might AUX MD 3 aux\n{1} {1} VERB VB 0 root"


def _tree(shape: str, form: str, lemma: str) -> tuple[Tree, int]:
    rows = shape.format(form, lemma)
    head = rows.count("\n") + 2
    return Tree(sentence(VERB.format(head=head, verb=rows))), head - 1


@pytest.fixture(scope="module")
def reader() -> StatusReader:
    """The reader with the shipped table."""
    return StatusReader.load()


@pytest.mark.parametrize(
    ("event", "shape", "verb", "status", "act"),
    [
        ("ACCUSE", PAST, ("accused", "accuse"), Status.COMPLETED, Act.ASSERTS),
        ("ACCUSE", PRESENT, ("accuses", "accuse"), Status.COMPLETED, Act.ASSERTS),
        ("COERCE", PRESENT, ("holds", "hold"), Status.ONGOING, Act.ASSERTS),
        ("AGREE", PAST, ("promised", "promise"), Status.PLANNED, Act.COMMITS),
        ("AGREE", WILL, ("send", "send"), Status.PLANNED, Act.COMMITS),
        ("CONCEDE", PAST, ("lifted", "lift"), Status.COMPLETED, Act.ASSERTS),
        ("CONCEDE", PAST, ("offered", "offer"), Status.PLANNED, Act.COMMITS),
        ("REQUEST", PAST, ("demanded", "demand"), Status.COMPLETED, Act.REQUESTS),
        ("REQUEST", MIGHT, ("demand", "demand"), Status.HYPOTHETICAL, Act.ASSERTS),
        ("THREATEN", PAST, ("threatened", "threaten"), Status.CONDITIONAL, Act.THREATENS),
        ("REJECT", WILL_NOT, ("sign", "sign"), Status.COMPLETED, Act.ASSERTS),
        ("AID", NOT, ("send", "send"), Status.COMPLETED, Act.DENIES),
        ("ASSAULT", PAST, ("denied", "deny"), Status.COMPLETED, Act.DENIES),
        ("CONSULT", PAST, ("opened", "open"), Status.ONGOING, Act.ASSERTS),
        ("COOPERATE", PAST, ("started", "start"), Status.ONGOING, Act.ASSERTS),
        ("REQUEST", PAST, ("started", "start"), Status.COMPLETED, Act.REQUESTS),
    ],
)
def test_type_and_words_make_the_status(
    reader: StatusReader, event: str, shape: str, verb: tuple[str, str], status: Status, act: Act
) -> None:
    """A speech act is done with the word, a promise is a plan, a threat a condition."""
    tree, token = _tree(shape, *verb)
    found = reader.read(tree, token, event)
    assert (found.status, found.act) == (status, act)


def test_a_refusal_is_no_denial(reader: StatusReader) -> None:
    """Under REJECT the negation is the deed."""
    tree, token = _tree(WILL_NOT, "sign", "sign")
    assert reader.read(tree, token, "REJECT").polarity is Polarity.POSITIVE
    assert reader.read(tree, token, "AGREE").polarity is Polarity.NEGATIVE


def test_the_deed_that_began_is_under_way(reader: StatusReader) -> None:
    """Where the trigger says that something began, the deed goes on."""
    rows = "Moscow Moscow PROPN NNP 2 nsubj\nbegan begin VERB VBD 0 root\nshipping ship VERB VBG 2 xcomp\ngas gas NOUN NN 3 obj"
    assert reader.read(Tree(sentence(rows)), 1, "COOPERATE").status is Status.ONGOING
