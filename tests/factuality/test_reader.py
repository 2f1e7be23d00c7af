"""Hand-checked parses: what the words say of one deed."""

from pathlib import Path

import pytest
from tests.conllu import sentence

from foedus.factuality import FactualityReader
from foedus.syntax import Tree

CASES = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").strip().split("\n\n")


def _case(block: str) -> tuple[str, int, str, Tree]:
    lines = block.splitlines()
    text, deed, expected = (line.partition(" = ")[2] for line in lines[:3])
    return text, int(deed) - 1, expected, Tree(sentence("\n".join(lines[3:])))


@pytest.fixture(scope="module")
def reader() -> FactualityReader:
    """The reader with the shipped table."""
    return FactualityReader.load()


@pytest.mark.parametrize("block", CASES, ids=[block.splitlines()[0][9:] for block in CASES])
def test_deed_is_read_as_annotated(reader: FactualityReader, block: str) -> None:
    """Status, polarity, certainty and act follow from the words above the deed."""
    _text, deed, expected, tree = _case(block)
    found = reader.read(tree, deed)
    assert f"{found.status} {found.polarity} {found.certainty} {found.act}" == expected


@pytest.mark.parametrize("block", CASES, ids=[block.splitlines()[0][9:] for block in CASES])
def test_reasons_point_into_the_sentence(reader: FactualityReader, block: str) -> None:
    """Each reason names a rule and the span of its cue."""
    text, deed, _expected, tree = _case(block)
    for reason in reader.read(tree, deed).reasons:
        assert reason.rule
        assert 0 <= reason.start < reason.end <= len(text)


def test_deed_of_a_failed_attempt_is_its_complement(reader: FactualityReader) -> None:
    """Where the trigger is the verb of failing, what was not done is the deed."""
    tree = Tree(sentence("Moscow Moscow PROPN NNP 2 nsubj\nfailed fail VERB VBD 0 root\nto to PART TO 4 mark\npay pay VERB VB 2 xcomp"))
    assert reader.deed(tree, 1) == 3
    assert reader.deed(tree, 1, is_refusal=True) == 1
