"""Reports coded by the real pipeline: what is promised in them, and what became of it."""

import datetime as dt
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from foedus.brief.evidence import Evidence
from foedus.corroboration.things import Things
from foedus.lexicon.display import DisplayNames
from foedus.model.commitment import Commitment
from foedus.model.text import Document, Origin
from foedus.outlook.commitments import Tracker
from foedus.outlook.extent import share_words
from foedus.outlook.outcomes import Outcomes
from foedus.pipeline.briefing import outlook_on
from foedus.pipeline.documents import Pipeline
from foedus.pipeline.findings import corroborate, evidence_of
from foedus.reading.documents import Header, document

pytestmark = pytest.mark.slow
CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "commitments.jsonl").read_text(encoding="utf-8").splitlines()]
_pipeline = cache(Pipeline.load)


def told(reports: list[Mapping[str, str]]) -> Evidence:
    """Reports, coded and weighed."""
    made: list[Document] = []
    for number, line in enumerate(reports):
        header = Header(name=f"{line['id']}{number}", language="en", extractor="test/1", published=dt.date.fromisoformat(line["published"]))
        made += document(line["text"], line["text"].encode(), Origin(outlet=f"{line['id']} Post"), header).kept
    coded = list(_pipeline().code_many(made))
    documents = [item.document for item in coded]
    claims = [claim for item in coded for claim in item.claims]
    return evidence_of(documents, claims, corroborate(documents, claims))


def tracked(evidence: Evidence) -> list[Commitment]:
    """The commitments on the last day of some reports."""
    tracker = Tracker(Outcomes.load(), Things.load().named, DisplayNames.load().in_text)
    return tracker.track(evidence.findings, evidence.claims, evidence.documents, evidence.coverage().last)


def seen(commitment: Commitment) -> dict[str, Any]:
    """A commitment as the cases give it."""
    return {
        "words": commitment.words,
        "pledge": commitment.pledge.value,
        "state": commitment.state.value,
        "due": commitment.due.iso if commitment.due else None,
        "extent": share_words(commitment.extent) if commitment.extent else None,
        "ways": [sign.way for sign in commitment.signs],
        "conditions": [condition.words for condition in commitment.conditions],
        "denied": len(commitment.denying),
    }


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_what_became_of_it(case: dict[str, Any]) -> None:
    """The commitments of the reports, each with its state, due date, extent and what bears on it."""
    evidence = told(case["reports"])
    found = [seen(commitment) for commitment in tracked(evidence)]
    wanted = case["commitments"]
    told_short = [{**item, "words": item["words"][: len(want["words"])]} for item, want in zip(found, wanted, strict=True)]
    assert [{key: item[key] for key in want} for item, want in zip(told_short, wanted, strict=True)] == wanted


ASKED = [case for case in CASES if "topics" in case]


@pytest.mark.parametrize("case", ASKED, ids=[case["case"] for case in ASKED])
def test_what_is_left_open(case: dict[str, Any]) -> None:
    """The topics that are asked about, the first ranked first, each citing findings and claims that are there."""
    evidence = told(case["reports"])
    questions = outlook_on(evidence).questions
    assert [question.topic for question in questions] == case["topics"]
    known = {finding.id for finding in evidence.findings}
    for question in questions:
        assert question.findings
        assert known.issuperset(question.findings)
        assert question.claims
        assert evidence.claims.keys() >= set(question.claims)
