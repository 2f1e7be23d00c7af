"""Reports that depend on one another are never counted as surely independent."""

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from foedus.corroboration.findings import corroborate
from foedus.model.record import DocumentId, identify
from foedus.model.text import Document, Origin
from foedus.pipeline.documents import Pipeline

PAIRS = [json.loads(line) for line in Path(__file__).parents[1].joinpath("cases/dependent.jsonl").read_text(encoding="utf-8").splitlines()]
_pipeline = cache(lambda: Pipeline.load("mix"))

pytestmark = pytest.mark.slow


def document(name: str, told: dict[str, Any]) -> Document:
    """One of the two reports."""
    digest = identify("t", told["text"])
    return Document(
        id=DocumentId(identify("d", name, told["text"])),
        name=name,
        origin=Origin(outlet=told["outlet"]),
        text=told["text"],
        published=dt.date.fromisoformat(told["published"]),
        raw_sha256=digest,
        text_sha256=digest,
        extractor="test",
    )


@pytest.mark.parametrize("case", PAIRS, ids=[case["why"] for case in PAIRS])
def test_dependent_reports_are_one_sure_lineage(case: dict[str, Any]) -> None:
    """Two reports that rest on one source make a finding together, with one sure lineage."""
    coded = [_pipeline().code(document(name, case[name])) for name in ("first", "second")]
    findings = corroborate([item.document for item in coded], [claim for item in coded for claim in item.claims])
    shared = [finding for finding in findings if finding.articles == 2]
    assert shared, [(f.event, f.actors, f.recipients, f.documents) for f in findings]
    assert [finding.lineages.sure for finding in shared] == [1] * len(shared)
