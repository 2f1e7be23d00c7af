"""Quantities: intervals, what they count, and numbers that count nothing."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from tests.conllu import sentence, text_of

from foedus.recognition.binding import quantity_of
from foedus.recognition.numerals import NumeralReader
from foedus.recognition.quantities import QuantityRecogniser
from foedus.recognition.units import Units
from foedus.syntax import Tree

CASES = [json.loads(line) for line in Path(__file__).parents[1].joinpath("cases/quantities.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def recogniser() -> QuantityRecogniser:
    """The recogniser with its tables."""
    return QuantityRecogniser.load()


@pytest.fixture(scope="module")
def reader() -> NumeralReader:
    """The reader with its table."""
    return NumeralReader(Units.load())


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"])[:60])
def test_quantities_of_a_sentence(recogniser: QuantityRecogniser, case: dict[str, object]) -> None:
    """Each sentence has exactly the quantities of its row, with their words, interval, bound, basis and unit."""
    parsed = sentence(str(case["rows"]))
    text = text_of(parsed)
    found = [
        [
            text[m.start : m.end],
            None if m.low is None else str(m.low),
            None if m.high is None else str(m.high),
            m.comparator.value,
            m.basis.value,
            m.unit,
            m.kind,
        ]
        for m in recogniser.recognise(Tree(parsed))
    ]
    assert found == case["expected"]


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [
        ("two thousand million", 2_000_000_000, 2_000_000_000),
        ("one hundred and two thousand", 102_000, 102_000),
        ("half a million", 500_000, 500_000),
        ("a couple of hundred", 200, 200),
        ("a few dozen", 24, 99),
        ("three score", 60, 60),
        ("12 500", 12_500, 12_500),
        ("1.250.000", 1_250_000, 1_250_000),
        ("12,50,000", 1_250_000, 1_250_000),
    ],
)
def test_numerals(reader: NumeralReader, phrase: str, low: int, high: int) -> None:
    """Digits, number words and vague words give their interval and end with the phrase."""
    words = phrase.split()
    numeral = reader.read(words, 0)
    assert numeral is not None
    assert (numeral.low, numeral.high, numeral.last) == (Decimal(low), Decimal(high), len(words))


def test_two_numbers_do_not_add_up(reader: NumeralReader) -> None:
    """`three million and five million` are two numbers."""
    numeral = reader.read(["three", "million", "and", "five", "million", "copies"], 0)
    assert numeral is not None
    assert (numeral.low, numeral.last) == (Decimal(3_000_000), 2)


@pytest.mark.parametrize("word", ["may", "second", "3rd", "one-time", "point"])
def test_words_that_are_no_number(reader: NumeralReader, word: str) -> None:
    """Ordinals, months and other words are read as no number."""
    assert reader.read([word], 0) is None


OBJECT = """
Rome Rome PROPN NNP 3 nsubj
will will AUX MD 3 aux
supply supply VERB VB 0 root
Tunis Tunis PROPN NNP 3 obj
with with ADP IN 7 case
14 14 NUM CD 7 nummod
boats boat NOUN NNS 3 obl
for for ADP IN 10 case
ten ten NUM CD 10 nummod
years year NOUN NNS 3 obl
"""
LASTING = """
Talks talk NOUN NNS 2 nsubj
lasted last VERB VBD 0 root
for for ADP IN 5 case
three three NUM CD 5 nummod
days day NOUN NNS 2 obl
"""
OTHER_CLAUSE = """
Troops troops NOUN NNS 2 nsubj
left leave VERB VBD 0 root
after after SCONJ IN 7 mark
40 40 NUM CD 5 nummod
men man NOUN NNS 7 nsubj
had have AUX VBD 7 aux
deserted desert VERB VBN 2 advcl
"""
DEFINITE = """
The the DET DT 3 det
two two NUM CD 3 nummod
countries country NOUN NNS 4 nsubj
signed sign VERB VBD 0 root
"""
ARTICLE = """
Troops troops NOUN NNS 2 nsubj
seized seize VERB VBD 0 root
a a DET DT 4 det
trawler trawler NOUN NN 2 obj
"""


@pytest.mark.parametrize(
    ("rows", "token", "low"),
    [(OBJECT, 2, 14), (LASTING, 1, 3), (OTHER_CLAUSE, 1, None), (OTHER_CLAUSE, 6, 40), (DEFINITE, 3, None), (ARTICLE, 1, 1)],
    ids=["count before duration", "duration alone", "other clause", "own subject", "parties", "article"],
)
def test_quantity_of_a_deed(recogniser: QuantityRecogniser, rows: str, token: int, low: int | None) -> None:
    """A deed has the count of its own arguments, a duration only without one, and never that of another clause."""
    tree = Tree(sentence(rows))
    found = quantity_of(tree, token, recogniser.recognise(tree))
    assert (None if found is None else found.low) == (None if low is None else Decimal(low))


def test_quantity_of_words_is_no_head_count(recogniser: QuantityRecogniser) -> None:
    """What a voice says has no count of one thing, unlike what is seized."""
    tree = Tree(sentence(ARTICLE))
    mentions = recogniser.recognise(tree)
    assert quantity_of(tree, 1, mentions, "ACCUSE") is None
    assert quantity_of(tree, 1, mentions, "COERCE") is not None


OVER = (
    "Chile Chile PROPN NNP 2 nsubj\nhanded hand VERB VBD 0 root\nover over ADP IN 5 case\n"
    "eight eight NUM CD 5 nummod\nboats boat NOUN NNS 2 obl\nMonday Monday PROPN NNP 2 obl:tmod"
)
NOT_ONE = (
    "Not not PART RB 3 advmod\none one NUM CD 3 nummod\nofficer officer NOUN NN 5 nsubj:pass\n"
    "was be AUX VBD 5 aux:pass\nheld hold VERB VBN 0 root"
)
MEETING = "Four four NUM CD 2 nummod\nchiefs chief NOUN NNS 3 nsubj\nconferred confer VERB VBD 0 root"


def test_what_is_handed_over_counts_where_the_particle_is_taken_for_a_preposition(recogniser: QuantityRecogniser) -> None:
    """What is handed over counts where the parser takes the particle for a preposition."""
    tree = Tree(sentence(OVER))
    found = quantity_of(tree, 1, recogniser.recognise(tree), "AID")
    assert found is not None
    assert found.low == 8


@pytest.mark.parametrize(("rows", "token", "event"), [(NOT_ONE, 4, "COERCE"), (MEETING, 2, "CONSULT")])
def test_a_number_denied_and_those_who_meet_are_no_count(recogniser: QuantityRecogniser, rows: str, token: int, event: str) -> None:
    """A number that is denied, and those who only meet, are no count."""
    tree = Tree(sentence(rows))
    assert quantity_of(tree, token, recogniser.recognise(tree), event) is None


def test_unit_names_have_hints_only() -> None:
    """The table gives a head count for a battalion, the mention counts one battalion."""
    row = Units.load().words("unit_name")["battalion"]
    assert (row.low, row.high) == (Decimal(300), Decimal(1200))
    assert "assumption" in row.note
