"""Nothing false passes the gate: every statement of real briefs is made false in every way that is known, and each mutant fails.

With the reports of these tests some 40,000 mutants in 45 classes; none passes, and the briefs themselves do. Left out is what
says the same: a wider stretch of the same exact words, two rival values of the same outlets in another order, and a claim cited
less beside another one of the same sentence (`mutants.py` states each where it is left out).
"""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import msgspec
import pytest
from tests.brief.counted import counted
from tests.brief.mutants import Mutants, recounted, row_mutants, sources
from tests.brief.reports import name_of as plain_name

from foedus.brief.checking import faults_of, told_faults
from foedus.brief.composing import Composer
from foedus.brief.evidence import Evidence
from foedus.brief.gate.drawings import plot_faults
from foedus.brief.gate.kinds import row_faults
from foedus.brief.gate.sources import source_faults
from foedus.brief.wording import NameOf, Wording
from foedus.lexicon.display import DisplayNames
from foedus.lexicon.tables import data_file
from foedus.model.brief import Brief, Row, Statement
from foedus.model.finding import Superseded
from foedus.model.text import Document, Origin
from foedus.pipeline import Pipeline, assessed, corroborate, evidence_of
from foedus.reading.lines import read

CORPUS = Path(__file__).parents[1] / "quality" / "corpus.jsonl"
# so many classes of mutants at least must each have been tried
CLASSES = 30
# the kinds of sentence that tell what was counted over many findings
COUNTED = ("tie", "bloc", "precedent", "follow-through")


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
    for told, earlier in zip(mutants.statements, mutants.earlier, strict=True):
        # what was counted has mutants of its own as well, and a test of its own
        for name, mutant in mutants.of(told) if told.kind not in COUNTED else ():
            tried[name] += 1
            if not told_faults(mutant, brief.sources, found, wording, earlier) and not drawn_faults(brief, told, mutant):
                passed.append((name, mutant))
    for name, columns, row in of_rows(brief):
        tried[name] += 1
        if not any(row_faults(columns, row, found, wording)):
            passed.append((name, row))
    for name, entry in of_sources(brief):
        tried[name] += 1
        if not any(source_faults(entry, found, name_of)):
            passed.append((name, entry.sources))
    assert passed == []
    return tried


def drawn_faults(brief: Brief, told: Statement, mutant: Statement) -> list[str]:
    """What is wrong with a drawing of the brief once its caption is the mutant; nothing if the statement is no caption."""
    plots = [plot for section in brief.sections for plot in section.plots if plot.caption is told]
    return [fault for plot in plots for fault in plot_faults(msgspec.structs.replace(plot, caption=mutant))]


def of_rows(brief: Brief) -> list[tuple[str, tuple[str, ...], Row]]:
    """Mutants of the rows of all tables and of the marks of all drawings, each with its class and the table's columns."""
    twins = [plot.twin for section in brief.sections for plot in section.plots if plot.twin]
    tables = [*(table for section in brief.sections for table in section.tables), *twins]
    return [
        (name, table.columns, mutant)
        for table in tables
        for row in table.rows
        for name, mutant in row_mutants(row, [other for other in table.rows if other is not row])
    ]


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
    assert sum(assert_none_passes(alabuga, plain_name).values()) > 1_200


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
        assert sum(assert_none_passes(msgspec.structs.replace(alabuga, findings=findings), plain_name).values()) > 800


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


def passing_of(found: Evidence, name_of: NameOf, kinds: Sequence[str]) -> tuple[Counter[str], list[tuple[str, str]]]:
    """How many mutants of the statements of some kinds there are of each class, and those that pass; the statements themselves do."""
    wording = Wording.load(name_of)
    brief = Composer(found, wording).compose("What is planned")
    mutants = Mutants(brief, found, wording)
    pairs = [pair for pair in zip(mutants.statements, mutants.earlier, strict=True) if pair[0].kind in kinds]
    tried: Counter[str] = Counter()
    passed: list[tuple[str, str]] = []
    for told, earlier in pairs:
        assert told_faults(told, brief.sources, found, wording, earlier) == []
        others = [other for other, _ in pairs if other is not told and other.kind == told.kind]
        for name, mutant in (*mutants.of(told), *recounted(told, others)):
            tried[f"{told.kind}: {name}"] += 1
            if not told_faults(mutant, brief.sources, found, wording, earlier):
                passed.append((name, f"{told.text} | {mutant.text} | {mutant.label} {mutant.about}"))
    return tried, passed


def test_nothing_false_passes_on_what_was_counted_by_hand() -> None:
    """Ties that others bear on, obligations, states that change blocs and come back or not, a likelihood word with its rate."""
    tried, passed = passing_of(counted(), plain_name, COUNTED)
    assert passed == []
    assert {name.partition(":")[0] for name in tried} == set(COUNTED)
    assert sum(tried.values()) > 5_000


@pytest.mark.slow
def test_nothing_false_passes_on_what_was_counted(pipeline: Pipeline) -> None:
    """Ties, blocs, earlier deeds and follow-through of the bundled reports, and the captions of their drawings."""
    documents = list(read(data_file("demo/reports.jsonl").read_bytes(), origin=Origin()).kept)
    tried, passed = passing_of(on(pipeline, documents), DisplayNames.load().in_text, COUNTED)
    assert passed == []
    assert {name.partition(":")[0] for name in tried} == set(COUNTED)
    assert sum(tried.values()) > 5_000
