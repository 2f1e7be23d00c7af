"""Stated aims, in exact words."""

import json
from pathlib import Path

import pytest
from tests.conllu import sentence, text_of

from foedus.claims.purpose import PurposeFinder, PurposeRow
from foedus.lexicon.tables import data_file, rows
from foedus.syntax import Tree

CASES = [json.loads(line) for line in Path(__file__).with_name("purpose.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"])[:60])
def test_purpose(case: dict[str, object]) -> None:
    """Each verb of the example has the aim of its row, complements and plain reports have none."""
    finder = PurposeFinder.load()
    parsed = sentence(str(case["rows"]))
    text, tree = text_of(parsed), Tree(parsed)
    found = []
    for k, token in enumerate(parsed.tokens):
        span = finder.find(tree, k) if token.pos == "VERB" else None
        if span is not None:
            found.append([k, text[span.start : span.end]])
    assert found == case["expected"]


def test_every_phrase_has_its_case() -> None:
    """A new row needs its parsed example among the cases."""
    table = [row for row in rows(data_file("exchange/purpose.tsv"), PurposeRow) if row.kind == "phrase"]
    assert {(row.cue, row.example) for row in table} == {(case["cue"], case["text"]) for case in CASES if case["cue"]}
