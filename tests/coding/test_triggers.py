"""The trigger table is sound, and each row holds for its example."""

import string
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from tests.conllu import sentence

from foedus.coding.triggers import NO_DEED, TriggerTable
from foedus.errors import DataError, ModelError
from foedus.lexicon.codebook import Codebook
from foedus.lexicon.tables import data_file
from foedus.model.record import DocumentId
from foedus.model.text import Document, Origin
from foedus.parsing.parser import Parser
from foedus.syntax import Tree

MISPARSES = Path(__file__).with_name("misparsed_examples.txt")
SHARE_THAT_MUST_HOLD = 0.97
# int8 arithmetic differs between processors and with the sentences parsed beside.
SHARE_THAT_MAY_VARY = 0.01
ROWS_PER_TYPE = 40
WORDS = range(6, 19)

HEADER = "lemma\tpos\twith\tevent\tmode\tactor\trecipient\texample\n"
OBJECTS = "class\tlemma\nmeasure\tdozen\ntime\tmonday\ntroops\tsoldier\nribbon\tribbon\n"
FORMS = "form\tlemma\nsent\tsend\n"


@pytest.fixture(scope="module")
def table() -> TriggerTable:
    """The shipped table."""
    return TriggerTable.load()


def folder(path: Path, *lines: str) -> Path:
    """Write a table of these rows."""
    (path / "en.tsv").write_text(HEADER + "".join(line + "\n" for line in lines), encoding="utf-8")
    (path / "objects.tsv").write_text(OBJECTS, encoding="utf-8")
    (path / "forms.tsv").write_text(FORMS, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["en.tsv", "objects.tsv", "forms.tsv"])
def test_the_files_are_sorted(name: str) -> None:
    """Lines stand in order of their code points, column by column, none twice."""
    lines = [line.split("\t") for line in data_file(f"triggers/{name}").read_text(encoding="utf-8").splitlines()[1:]]
    assert lines == sorted(lines)
    assert len({tuple(line) for line in lines}) == len(lines)


def test_every_type_and_mode_has_rows(table: TriggerTable) -> None:
    """No type has fewer than forty rows, no mode none."""
    types = Counter(row.event for row in table.rows)
    modes = {(row.event, row.mode) for row in table.rows}
    for kind in Codebook.load().types.values():
        assert types[kind.name] >= ROWS_PER_TYPE
        assert {(kind.name, mode) for mode in kind.modes} <= modes


def test_examples_are_short_sentences(table: TriggerTable) -> None:
    """Each example is a sentence of six to eighteen words."""
    for row in table.rows:
        assert len(row.example.split()) in WORDS, row.id
        assert row.example[0] in string.ascii_uppercase, row.id
        assert row.example.endswith("."), row.id


SENT = """
Chad Chad PROPN NNP 2 nsubj
sent {lemma} VERB VBD 0 root
dozens dozen NOUN NNS 2 obj
of of ADP IN 5 case
soldiers soldier NOUN NNS 3 nmod
on on ADP IN 7 case
Monday Monday PROPN NNP 2 obl
"""


@pytest.mark.parametrize("lemma", ["send", "senden"])
def test_a_measure_stands_for_what_it_measures(tmp_path: Path, lemma: str) -> None:
    """`Dozens of soldiers` are soldiers; an irregular form needs no right lemma."""
    rows = TriggerTable.load(folder(tmp_path, "send\tV\tobj:troops\tMOBILIZE\ttroops\t\tto\tx"))
    row = rows.match(Tree(sentence(SENT.format(lemma=lemma))), 1)
    assert row is not None
    assert (row.id, row.event, row.mode, row.actor, row.recipient) == (
        "send/V[obj:troops]",
        "MOBILIZE",
        "troops",
        ("subj",),
        ("to",),
    )


@pytest.mark.parametrize(
    ("conditions", "holds"),
    [
        ("obj", True),
        ("!obj", False),
        ("on", False),
        ("obj=soldiers", True),
        ("obj=sailor|soldier", True),
        ("obj:ribbon", False),
        ("obj:ribbon|=soldier", True),
        ("to|obj:troops", True),
        ("obj>of:troops", True),
        ("subj:state;!to", True),
        ("obj:state", False),
    ],
)
def test_conditions_mean_what_the_readme_says(tmp_path: Path, conditions: str, holds: bool) -> None:
    """Presence, literals, classes, actors, paths and their negations; a time fills no slot."""
    rows = TriggerTable.load(folder(tmp_path, f"send\tV\t{conditions}\tMOBILIZE\t\t\t\tx"))
    assert (rows.match(Tree(sentence(SENT.format(lemma="send"))), 1) is not None) is holds


def test_the_most_specific_row_wins(tmp_path: Path) -> None:
    """A literal says more than a class, a class more than presence; `-` keeps weaker rows from holding."""
    lines = ["send\tV\tobj\tAID\t\t\t\tx", "send\tV\tobj:troops\tMOBILIZE\t\t\t\tx", "send\tV\tobj=soldier\t-\t\t\t\tx"]
    tree = Tree(sentence(SENT.format(lemma="send")))
    weaker = TriggerTable.load(folder(tmp_path, *lines[:2])).match(tree, 1)
    assert weaker is not None
    assert weaker.event == "MOBILIZE"
    blocked = TriggerTable.load(folder(tmp_path, *lines))
    assert blocked.match(tree, 1) is None
    best = blocked.best(tree, 1)
    assert best is not None
    assert best.event == NO_DEED


def test_actors_are_known_to_the_caller(tmp_path: Path) -> None:
    """`state` asks the caller who is an actor."""
    rows = TriggerTable.load(folder(tmp_path, "send\tV\tsubj:state\tAID\t\t\t\tx"))
    tree = Tree(sentence(SENT.format(lemma="send")))
    assert rows.match(tree, 1, is_actor=lambda k: k == 0) is not None
    assert rows.match(tree, 1, is_actor=lambda _: False) is None


LAUNCHED = """
Rebels rebel NOUN NNS 2 nsubj
launched launch VERB VBD 0 root
an a DET DT 4 det
attack attack NOUN NN 2 obj
on on ADP IN 6 case
Bangui Bangui PROPN NNP 4 nmod
"""
AGREED = """
Oman Oman PROPN NNP 2 nsubj
agreed agree VERB VBD 0 root
to to PART TO 4 mark
withdraw withdraw VERB VB 2 xcomp
its its PRON PRP$ 6 nmod:poss
troops troop NOUN NNS 4 obj
"""
SEIZED = """
the the DET DT 3 det
expelled expel VERB VBN 3 amod
envoys envoy NOUN NNS 4 nsubj
left leave VERB VBD 0 root
"""
MISLEMMATISED = """
Romania Romania PROPN NNP 2 nsubj
acceded acced VERB VBD 0 root
to to ADP IN 5 case
the the DET DT 5 det
convention convention NOUN NN 2 obl
"""


@pytest.mark.parametrize(
    ("rows", "token", "event"),
    [
        (LAUNCHED, 1, "ASSAULT"),
        (LAUNCHED, 3, None),
        (LAUNCHED, 0, None),
        (AGREED, 1, "CONCEDE"),
        (AGREED, 3, None),
        (SEIZED, 1, None),
        (MISLEMMATISED, 1, "SUPPORT"),
    ],
)
def test_one_deed_has_one_trigger(table: TriggerTable, rows: str, token: int, event: str | None) -> None:
    """What only fills the slot of another trigger is none itself; participles before nouns are none."""
    row = table.match(Tree(sentence(rows)), token)
    assert (row.event if row else None) == event


def test_an_absorbed_word_names_what_absorbs_it(table: TriggerTable) -> None:
    """The absorbing row is there for the explanation."""
    tree = Tree(sentence(LAUNCHED))
    absorber = table.absorber(tree, 3)
    assert absorber is not None
    assert absorber.lemma == "launch"
    assert table.best(tree, 3) is not None
    assert table.absorber(tree, 1) is None


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("send\tV\t\tFIGHT\t\t\t\tx", "event type 'FIGHT'"),
        ("send\tV\t\tAID\tvisit\t\t\tx", "mode of AID 'visit'"),
        ("send\tV\tobj:fruit\tAID\t\t\t\tx", "unknown class 'fruit'"),
        ("send\tV\t=x\tAID\t\t\t\tx", "names no slot"),
        ("send\tX\t\tAID\t\t\t\tx", "line 2"),
        ("send\tV\tAID\t\t\t\tx", "7 cells for 8 columns"),
        ("send\tV\t\tAID\t\t\t\tx\nsend\tV\t\tAGREE\t\t\t\tx", "stands twice"),
    ],
)
def test_broken_rows_are_refused(tmp_path: Path, line: str, word: str) -> None:
    """The error says what is wrong and where."""
    with pytest.raises(DataError, match=word):
        TriggerTable.load(folder(tmp_path, line))


@pytest.mark.slow
def test_rows_hold_for_their_examples(table: TriggerTable) -> None:
    """Parsed, nearly every example has its row, or one of equal lemma and event; the rest are listed."""
    try:
        parser = Parser.load()
    except ModelError as error:
        pytest.skip(str(error))
    text = "\n\n".join(row.example for row in table.rows)
    document = Document(id=DocumentId("d-test"), name="examples", origin=Origin(), text=text, raw_sha256="", text_sha256="", extractor="")
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for parsed in parser.parse(document):
        tree = Tree(parsed)
        held = [row for i in range(len(tree)) if (row := table.best(tree, i)) is not None]
        found[parsed.paragraph].update((row.lemma, row.event) for row in held)
    failing = {row.id for number, row in enumerate(table.rows) if (row.lemma, row.event) not in found[number]}
    assert len(failing) <= (1 - SHARE_THAT_MUST_HOLD) * len(table.rows)
    unlisted = sorted(failing - set(MISPARSES.read_text(encoding="utf-8").splitlines()))
    assert len(unlisted) <= SHARE_THAT_MAY_VARY * len(table.rows), unlisted
