"""Nothing false passes the gate: every statement of real briefs is made false in every way that is known, and each mutant fails.

With the reports of these tests some 70,000 mutants in 40 classes; none passes, and the briefs themselves do. Left out is what
says the same: a wider stretch of the same exact words, two rival values of the same outlets in another order, and a claim cited
less beside another one of the same sentence (`mutants.py` states each where it is left out).
"""

from collections import Counter
from itertools import groupby
from pathlib import Path

import msgspec
import pytest
from tests.brief.mutants import Mutants, row_mutants, sources
from tests.brief.reports import claim, event, finding, quantity, report
from tests.brief.reports import evidence as evidence_on
from tests.brief.reports import name_of as plain_name

from foedus.brief.checking import faults_of, told_faults
from foedus.brief.composing import Composer
from foedus.brief.evidence import Evidence
from foedus.brief.gate.kinds import row_faults
from foedus.brief.gate.sources import source_faults
from foedus.brief.wording import NameOf, Wording
from foedus.lexicon.display import DisplayNames
from foedus.lexicon.tables import data_file
from foedus.model.brief import Brief, Citation, Row
from foedus.model.finding import Superseded
from foedus.model.text import Document, Origin
from foedus.pipeline import Pipeline, assessed, corroborate, evidence_of
from foedus.reading.lines import read

COLUMNS = ("Who gives", "What", "How many", "To whom", "Where", "When", "Status", "Who says so")
CORPUS = Path(__file__).parents[1] / "quality" / "corpus.jsonl"
# so many classes of mutants at least must each have been tried
CLASSES = 30


def assert_none_passes(found: Evidence, name_of: NameOf) -> Counter[str]:
    """No mutant of a statement or source of the brief passes, and the brief does.

    Returns:
        How many mutants there were of each class.
    """
    wording = Wording.load(name_of)
    brief = Composer(found, wording).compose("What is planned")
    assert faults_of(brief, found, name_of) == []
    tried: Counter[str] = Counter()
    passed: list[tuple[str, object]] = []
    mutants = Mutants(brief, found, wording)
    for told in mutants.statements:
        for name, mutant in mutants.of(told):
            tried[name] += 1
            if not told_faults(mutant, brief.sources, found, wording):
                passed.append((name, mutant))
    for name, entry in of_sources(brief):
        tried[name] += 1
        if not any(source_faults(entry, found, name_of)):
            passed.append((name, entry.sources))
    assert passed == []
    return tried


def of_sources(brief: Brief) -> list[tuple[str, Brief]]:
    """The brief with one source entry changed, each with its class."""
    found = []
    for place, entry in enumerate(brief.sources):
        for name, mutant in sources(entry):
            found.append((name, msgspec.structs.replace(brief, sources=(*brief.sources[:place], mutant, *brief.sources[place + 1 :]))))
    return found


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    """The stages with the shipped tables and model."""
    return Pipeline.load()


def on(pipeline: Pipeline, documents: list[Document]) -> Evidence:
    """What the program finds in documents, assessed."""
    claims = [claim for document in documents for claim in pipeline.code(document).claims]
    return assessed(evidence_of(documents, claims, corroborate(documents, claims)))


def test_nothing_false_passes_on_reports_built_by_hand(alabuga: Evidence) -> None:
    """The worked example: every class of mutant is tried on it or on the others."""
    assert sum(assert_none_passes(alabuga, plain_name).values()) > 1_500


@pytest.mark.parametrize("kind", ["correction", "clarification", "retraction"])
def test_nothing_false_passes_on_what_was_withdrawn(alabuga: Evidence, kind: str) -> None:
    """The first report is corrected, clarified or withdrawn by the third, or in a notice of its own."""
    deal, concern = alabuga.findings
    first, third = (
        next(c.id for c in alabuga.claims.values() if c.name == name and c.event.type == "AGREE") for name in ("seoul", "tokyo")
    )
    for by in (third, "seoul"):
        entry = Superseded(claim=first, by=by, kind=kind, reason="test")
        findings = (msgspec.structs.replace(deal, superseded=(entry,), conflicts=()), concern)
        assert sum(assert_none_passes(msgspec.structs.replace(alabuga, findings=findings), plain_name).values()) > 1_000


@pytest.mark.slow
def test_nothing_false_passes_on_the_demo(pipeline: Pipeline) -> None:
    """The bundled reports, as the program codes them."""
    tried = assert_none_passes(
        on(pipeline, list(read(data_file("demo/reports.jsonl").read_bytes(), origin=Origin()).kept)), DisplayNames.load().in_text
    )
    assert len(tried) >= CLASSES
    assert sum(tried.values()) > 20_000


@pytest.mark.slow
def test_nothing_false_passes_on_other_storylines(pipeline: Pipeline) -> None:
    """Storylines that no table was made with."""
    documents = read(CORPUS.read_bytes(), origin=Origin()).kept
    for _, group in groupby(documents, key=lambda document: document.name.partition("-")[0]):
        assert sum(assert_none_passes(on(pipeline, list(group)), DisplayNames.load().in_text).values()) > 2_000


def test_nothing_false_passes_in_a_row_of_legs() -> None:
    """Cell by cell, and with cells of another row."""
    text = "North Korea will send up to 25,000 workers to Russia. Japan gave 300 buses to Russia."
    document = report("one", text)
    sent = event(document, "AGREE PRK > RUS", "will send", quantity=quantity(document, "up to 25,000 workers", None, "25000", "workers"))
    gave = event(document, "AID JPN > RUS", "gave", quantity=quantity(document, "300 buses", "300", "300", "buses"))
    claims = [claim(document, "North Korea", sent, status="planned"), claim(document, "Japan", gave)]
    found = evidence_on([document], claims, [finding([item]) for item in claims])
    wording = Wording.load(plain_name)
    voice = "in the words of one Post"
    cells = (
        ("North Korea", "“workers”", "“up to 25,000 workers”", "Russia", "—", "—", wording.status("planned"), voice),
        ("Japan", "“buses”", "“300 buses”", "Russia", "—", "—", wording.status("completed"), voice),
    )
    made = [
        Row(cells=cell, citations=(Citation(claim=item.id, number=1),), findings=(item_finding.id,), label="single origin")
        for cell, item, item_finding in zip(cells, claims, found.findings, strict=True)
    ]
    tried = 0
    for place, row in enumerate(made):
        assert not list(row_faults(COLUMNS, row, found, wording))
        for _, mutant in row_mutants(row, [made[1 - place]]):
            tried += 1
            assert list(row_faults(COLUMNS, mutant, found, wording)), mutant.cells
    assert tried > 100
