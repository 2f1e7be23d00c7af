"""Nothing false passes the gate in what was recorded: rows of the outlook, and sentences on what changed since an earlier brief.

Of the mutants that are made of sentences of any kind (`mutants.py`) the first few of each class are tried here, since the rule on a
change holds all of its sentence; those made for these records (`recorded.py`) are all tried.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, repeat

import msgspec
import pytest
from tests.brief.mutants import Mutants, row_mutants
from tests.brief.recorded import of_change, of_record

from foedus.brief.checking import faults_of, told_faults
from foedus.brief.composing import Composer
from foedus.brief.evidence import Evidence
from foedus.brief.forms import Form, rendered
from foedus.brief.gate.kinds import row_faults
from foedus.brief.snapshot import read_snapshot
from foedus.brief.wording import NameOf, Wording
from foedus.lexicon.display import DisplayNames
from foedus.lexicon.tables import data_file
from foedus.model.brief import Row, Statement
from foedus.model.text import Document, Origin
from foedus.pipeline import Pipeline, assessed, corroborate, evidence_of
from foedus.reading.lines import read

RECORDED = ("commitment", "question", "watch")


def recorded_passing(found: Evidence, name_of: NameOf) -> tuple[Counter[str], list[tuple[str, Statement | Row]]]:
    """Mutants of the rows of the outlook and of the sentences on what changed.

    Returns:
        How many there were of each class, and those that pass.
    """
    wording = Wording.load(name_of)
    brief = Composer(found, wording).compose("What is planned")
    assert faults_of(brief, found, name_of) == []
    tried: Counter[str] = Counter()
    passed: list[tuple[str, Statement | Row]] = []
    tables = [table for section in brief.sections for table in section.tables if table.rows[0].kind in RECORDED]
    for table, row in chain.from_iterable(zip(repeat(table), table.rows, strict=False) for table in tables):
        others = [other for other in table.rows if other is not row]
        for name, mutant in chain(row_mutants(row, others), of_record(row, others)):
            tried[f"{row.kind}: {name}"] += 1
            if not any(row_faults(table.columns, mutant, found, wording)):
                passed.append((name, mutant))
    mutants = Mutants(brief, found, wording)
    changed = [told for told in mutants.statements if told.kind == "change"]
    for told in changed:
        others_told = [other for other in changed if other is not told]
        for name, changed_one in chain(few_of_each(mutants.of(told)), of_change(told, others_told)):
            tried[f"change: {name}"] += 1
            if not told_faults(changed_one, brief.sources, found, wording):
                passed.append((name, changed_one))
    return tried, passed


def few_of_each(mutants: Iterable[tuple[str, Statement]], most: int = 25) -> Iterator[tuple[str, Statement]]:
    """The first so many mutants of each class: the classes are the same for sentences of any kind."""
    seen: Counter[str] = Counter()
    for name, mutant in mutants:
        seen[name] += 1
        if seen[name] <= most:
            yield name, mutant


def since(now: Evidence, earlier: Evidence, name_of: NameOf) -> Evidence:
    """What is told now, after a brief on what was told earlier."""
    held = rendered(Composer(earlier, Wording.load(name_of)).compose("What was planned"), Form.HTML)
    snapshot = read_snapshot(held, "earlier.html")
    return msgspec.structs.replace(now, assessed=msgspec.structs.replace(now.assessed, earlier=snapshot))


def on(pipeline: Pipeline, documents: list[Document]) -> Evidence:
    """What the program finds in documents, assessed."""
    claims = [claim for document in documents for claim in pipeline.code(document).claims]
    return assessed(evidence_of(documents, claims, corroborate(documents, claims)))


@pytest.mark.slow
def test_nothing_false_passes_on_a_growing_ledger() -> None:
    """The bundled reports after a brief on two thirds of them: what is to come, and what changed."""
    documents = list(read(data_file("demo/reports.jsonl").read_bytes(), origin=Origin()).kept)
    name_of, pipeline = DisplayNames.load().in_text, Pipeline.load()
    tried, passed = recorded_passing(since(on(pipeline, documents), on(pipeline, documents[: len(documents) * 2 // 3]), name_of), name_of)
    assert passed == []
    assert sum(tried.values()) > 8_000
    assert {name.partition(":")[0] for name in tried} == {*RECORDED, "change"}
