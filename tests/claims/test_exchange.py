"""Exchanges: which deeds are legs of a deal, and which way each leg goes."""

import json
from pathlib import Path

import pytest
from tests.conllu import sentence, text_of

from foedus.claims.exchange import ExchangeFinder, ExchangeRow
from foedus.lexicon.tables import data_file, rows
from foedus.syntax import Tree

CASES = [json.loads(line) for line in Path(__file__).with_name("exchange.jsonl").read_text(encoding="utf-8").splitlines()]
LEMMA_KINDS = {"transfer", "receive", "saying", "no-means"}


@pytest.fixture(scope="module")
def finder() -> ExchangeFinder:
    """The finder with its table."""
    return ExchangeFinder.load()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {case['cue']}")
def test_example_of_each_cue(finder: ExchangeFinder, case: dict[str, object]) -> None:
    """Each verb of the example of a row is a leg of the exchange, in exact words, the other leg its return."""
    parsed = sentence(str(case["rows"]))
    text, tree = text_of(parsed), Tree(parsed)
    found = []
    for k, token in enumerate(parsed.tokens):
        exchange = finder.find(tree, k) if token.pos == "VERB" else None
        if exchange is not None:
            legs = [None if leg is None else text[leg.start : leg.end] for leg in (exchange.gives, exchange.gets)]
            found.append([k, *legs])
    assert found == case["expected"]


def test_every_row_has_its_case() -> None:
    """A new row needs its parsed example among the cases; lists of lemmas have a frame for example."""
    table = [row for row in rows(data_file("exchange/en.tsv"), ExchangeRow) if row.kind not in LEMMA_KINDS]
    assert {(row.cue, row.kind, row.example) for row in table} == {(case["cue"], case["kind"], case["text"]) for case in CASES}


def test_both_legs_of_one_deal(finder: ExchangeFinder) -> None:
    """What one party gives is what the other one gets."""
    case = next(case for case in CASES if case["cue"] == "in return")
    tree = Tree(sentence(case["rows"]))
    first, second = (finder.find(tree, k) for k, *_ in case["expected"])
    assert first is not None
    assert second is not None
    assert (first.gives, first.gets) == (second.gets, second.gives)
    assert first.cue == second.cue is not None


NO_EXCHANGE = [
    """
    Seoul Seoul PROPN NNP 3 nsubj
    will will AUX MD 3 aux
    send send VERB VB 0 root
    flour flour NOUN NN 3 obj
    """,
    """
    The the DET DT 2 det
    fee fee NOUN NN 4 nsubj:pass
    is be AUX VBZ 4 aux:pass
    paid pay VERB VBN 0 root
    in in ADP IN 6 case
    cash cash NOUN NN 4 obl
    """,
    """
    They they PRON PRP 2 nsubj
    swapped swap VERB VBD 0 root
    prisoners prisoner NOUN NNS 2 obj
    """,
]


@pytest.mark.parametrize("text", NO_EXCHANGE, ids=["gift", "cash", "reciprocal"])
def test_no_exchange(finder: ExchangeFinder, text: str) -> None:
    """Gifts, payments in money and reciprocal swaps have no second leg."""
    parsed = sentence("\n".join(line.strip() for line in text.strip().splitlines()))
    tree = Tree(parsed)
    assert all(finder.find(tree, k) is None for k in range(len(parsed.tokens)))
