"""Findings follow documents portion by portion; the order in which these come, and their portions, leave no trace."""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from bench.archive import archive
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.corroboration.findings import corroborate
from foedus.corroboration.judging import target_of
from foedus.corroboration.reconciling import Reconciler
from foedus.corroboration.shelf import MemoryShelf
from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.judgement import Judgement, Verdict
from foedus.model.record import DocumentId
from foedus.model.text import Document
from foedus.store import Ledger

Told = dict[DocumentId, tuple[Document, list[Claim]]]


@pytest.fixture(scope="module")
def told() -> Told:
    """Reports that repeat, cite and follow each other, some of them without a date."""
    return {document.id: (document, claims) for document, claims, _ in archive(60, per_day=6.0)}


@pytest.fixture(scope="module")
def expected(told: Told) -> tuple[Finding, ...]:
    """What comes out if all are weighed at once."""
    return corroborate([document for document, _ in told.values()], [claim for _, claims in told.values() for claim in claims])


def portions(ids: Sequence[DocumentId], data: st.DataObject) -> Iterable[Sequence[DocumentId]]:
    """The documents in another order, some at a time."""
    order = data.draw(st.permutations(ids))
    while order:
        size = data.draw(st.integers(1, 12))
        yield order[:size]
        order = order[size:]


def test_the_archive_holds_what_it_is_to_test(expected: tuple[Finding, ...]) -> None:
    """Findings of many reports, with echoes, in stories of several documents."""
    assert max(finding.articles for finding in expected) > 4
    assert sum(bool(finding.echoes) for finding in expected) > 4
    assert len({finding.story for finding in expected}) < len(expected)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_portions_in_any_order_give_the_same_findings(told: Told, expected: tuple[Finding, ...], data: st.DataObject) -> None:
    """Each portion is weighed with a reconciler that remembers, or with one that does not."""
    read: Told = {}
    shelf, reconciler = MemoryShelf((), ()), Reconciler()
    for portion in portions([*told], data):
        read |= {i: told[i] for i in portion}
        for i in portion:
            shelf.add(*told[i])
        reconciler = data.draw(st.sampled_from([reconciler, Reconciler()]))
        reconciler.reconcile(shelf, portion)
    assert shelf.findings == expected


@pytest.mark.slow
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_ledger_gives_the_same_findings(
    tmp_path_factory: pytest.TempPathFactory, told: Told, expected: tuple[Finding, ...], data: st.DataObject
) -> None:
    """Read in any order and in any portions, with documents that are coded anew on the way."""
    with Ledger.open(tmp_path_factory.mktemp("ledger") / "x.db") as ledger:
        for portion in portions([*told], data):
            for i in portion:
                document, claims = told[i]
                if data.draw(st.booleans()):
                    ledger.add(document, claims[:1], coder="first")
                    ledger.refresh(Reconciler)
                ledger.add(document, claims, coder="last")
            ledger.refresh(Reconciler)
        assert ledger.findings() == expected


@pytest.mark.slow
@pytest.mark.parametrize("verdict", [Verdict.REJECT, Verdict.MERGE, Verdict.SPLIT, Verdict.ORIGIN])
def test_a_judgement_has_the_same_effect_early_and_late(
    tmp_path: Path, told: Told, expected: tuple[Finding, ...], verdict: Verdict
) -> None:
    """On two claims of the largest finding, or of the two largest."""
    largest = sorted(expected, key=lambda finding: -len(finding.supporting))
    meant = [largest[0].supporting[0], (largest[1] if verdict is Verdict.MERGE else largest[0]).supporting[-1]]
    claims = {claim.id: claim for _, found in told.values() for claim in found}
    judgement = Judgement(
        verdict=verdict,
        targets=tuple(target_of(claims[claim]) for claim in meant),
        value="apart" if verdict is Verdict.ORIGIN else "",
        who="an analyst",
        at=dt.datetime(2025, 3, 3, tzinfo=dt.UTC),
        why="a test",
    )
    whole = corroborate([document for document, _ in told.values()], [*claims.values()], [judgement])
    assert whole != expected
    for place, early in (("early.db", True), ("late.db", False)):
        with Ledger.open(tmp_path / place) as ledger:
            for document, found in told.values():
                ledger.add(document, found, coder="last")
                if early and document.id == claims[meant[-1]].document:
                    ledger.judge(judgement)
                    ledger.refresh(Reconciler)
            ledger.refresh(Reconciler)
            if not early:
                assert ledger.findings() == expected
                ledger.judge(judgement)
                ledger.refresh(Reconciler)
            assert ledger.findings() == whole
