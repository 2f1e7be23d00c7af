"""What is left unparsed holds no claims, on all texts of the repository; general news is left unparsed for the most part."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from foedus.coding.weighing import IRRELEVANT, RELEVANT
from foedus.model.claim import Claim
from foedus.model.text import Document, Origin
from foedus.pipeline.documents import Pipeline
from foedus.reading.sources import read_bytes

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
ANNOTATED = sorted(path.parent.name for path in CORPUS.glob("*/gold.jsonl"))
# batches of general news that nothing was learnt from
GENERAL = ("m", "n", "o")
# every so many of the documents with sentences of low relevance are coded with and without the prefilter: all take ten minutes
EVERY = 12


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    """The default pipeline."""
    return Pipeline.load()


@pytest.fixture(scope="module")
def whole() -> Pipeline:
    """One that parses everything."""
    return Pipeline.load(parse_all=True)


def documents(path: Path) -> list[Document]:
    """The documents of a file."""
    return list(read_bytes(path.read_bytes(), Origin(path=path.name)).kept)


def gold(batch: str) -> Iterator[tuple[str, int, int]]:
    """The annotated triggers of a batch: document, start, end."""
    for line in (CORPUS / batch / "gold.jsonl").read_text(encoding="utf8").splitlines():
        row: dict[str, Any] = json.loads(line)
        start = row["start"] + row["sentence"].index(row["trigger"])
        yield row["doc"], start, start + len(row["trigger"])


def triggers(claims: tuple[Claim, ...]) -> set[tuple[int, int]]:
    """Where the triggers of claims stand."""
    return {(claim.event.trigger.start, claim.event.trigger.end) for claim in claims}


@pytest.mark.parametrize("batch", ANNOTATED)
def test_no_annotated_claim_is_lost(pipeline: Pipeline, whole: Pipeline, batch: str) -> None:
    """Every annotated claim stands in a sentence that is coded, in a document that is parsed; one that is not parsed has no claims."""
    assert pipeline.prefilter
    told = list(gold(batch))
    for document in documents(CORPUS / batch / "corpus.jsonl"):
        pieces = pipeline.parser.splitter.split(document.text)
        scores = pipeline.prefilter.scores(pieces)
        kept = pipeline.prefilter.kept(pieces, scores, pipeline.parser)
        for name, start, _ in told:
            index = next((i for i, piece in enumerate(pieces) if piece.start <= start < piece.end), None) if name == document.name else None
            assert index is None or (index in kept and scores.get(index, RELEVANT) > IRRELEVANT), document.text[start : start + 80]
        assert kept or not whole.code(document).claims


def test_a_claim_that_falls_away_was_none(pipeline: Pipeline) -> None:
    """With and without the prefilter the claims are the same but for some that the annotators did not see either."""
    without = Pipeline.load()
    without.prefilter = None
    told: dict[str, list[tuple[int, int]]] = {}
    low: list[Document] = []
    for batch in ANNOTATED:
        for name, start, end in gold(batch):
            told.setdefault(name, []).append((start, end))
        low += [document for document in documents(CORPUS / batch / "corpus.jsonl") if lowest(pipeline, document) < RELEVANT]
    assert len(low) > EVERY * 10
    for document in low[::EVERY]:
        kept, found = triggers(pipeline.code(document).claims), triggers(without.code(document).claims)
        lost = [(a, b) for a, b in found - kept if any(start < b and a < end for start, end in told.get(document.name, ()))]
        assert not lost, (document.name, [document.text[a:b] for a, b in lost])


def lowest(pipeline: Pipeline, document: Document) -> float:
    """The lowest relevance of a sentence of a document."""
    assert pipeline.prefilter
    return min(pipeline.prefilter.scores(pipeline.parser.splitter.split(document.text)).values(), default=RELEVANT)


def test_general_news_is_left_unparsed_for_the_most_part(pipeline: Pipeline) -> None:
    """Of articles without a public deed three quarters are left unparsed, of those with one few are."""
    left: dict[bool, list[bool]] = {True: [], False: []}
    for batch in GENERAL:
        path = CORPUS / "general" / f"{batch}.jsonl"
        deeds = {row["id"]: row["deeds"] for row in map(json.loads, path.read_text(encoding="utf8").splitlines())}
        for document in documents(path):
            coded = pipeline.code(document)
            left[deeds[document.name]].append(not coded.sentences)
            if not coded.sentences:
                assert [discard.stage for discard in coded.discards] == ["relevance"]
                assert coded.is_read
    assert sum(left[False]) >= 0.75 * len(left[False])
    assert sum(left[True]) <= 0.2 * len(left[True])
