"""Claims that a repeating report tells again."""

import datetime as dt
from collections.abc import Callable

import pytest

from foedus.corroboration.findings import corroborate
from foedus.corroboration.judging import APART, target_of
from foedus.model.claim import Claim
from foedus.model.judgement import Judgement, Verdict
from foedus.model.text import Document

Make = Callable[..., Document]
Code = Callable[..., Claim]

FIRST = "Lisbon pledged 3 million euros for unpaid wages. Dakar condemned the mutiny. "


@pytest.fixture
def reports(make_report: Make, make_claim: Code) -> tuple[list[Document], list[Claim]]:
    """A report, one that only repeats it and takes a party and a type otherwise, and a later one of its own."""
    first = make_report("a", FIRST, outlet="Casamance Courier", published="2026-02-17")
    echo = make_report(
        "b",
        "Portugal has promised 3 million euros for unpaid wages, the Casamance Courier reports. Dakar condemned the mutiny, it adds.",
        published="2026-02-18",
    )
    later = make_report("c", "Portugal has transferred the euros for unpaid wages in full.", published="2026-05-20")
    claims = [
        make_claim(first, "Lisbon", "AGREE PRT > GNB", trigger="pledged", status="planned"),
        make_claim(echo, "Portugal", "SUPPORT PRT > IGO:ECOWAS", trigger="has promised"),
        make_claim(later, "Portugal", "AID PRT > GNB", trigger="has transferred"),
        make_claim(first, "Dakar", "ACCUSE SEN > GNB:REB", trigger="condemned"),
        make_claim(echo, "Dakar", "ACCUSE SEN > GNB:REB", trigger="condemned"),
    ]
    return [first, echo, later], claims


def groups(documents: list[Document], claims: list[Claim], judgements: list[Judgement] | None = None) -> set[frozenset[int]]:
    """The findings as positions in the list of claims."""
    place = {claim.id: i for i, claim in enumerate(claims)}
    return {frozenset(place[c] for c in (*f.supporting, *f.denying)) for f in corroborate(documents, claims, judgements or [])}


def test_a_claim_told_again_is_the_same_deed_whatever_its_slots(reports: tuple[list[Document], list[Claim]]) -> None:
    """An echo's claim goes with the original that it retells, and its misread slots keep no third report away."""
    assert groups(*reports) == {frozenset({0, 1, 2}), frozenset({3, 4})}


def test_without_dependence_slots_that_differ_keep_two_claims_apart(reports: tuple[list[Document], list[Claim]], make_report: Make) -> None:
    """The same words in a report that names no source are no retelling: the other type and party stay another deed."""
    documents, claims = reports
    stranger = make_report("a", FIRST, outlet="Another Courier", published="2026-02-17")
    assert frozenset({0, 1, 2}) not in groups([stranger, *documents[1:]], claims)


@pytest.mark.parametrize(("verdict", "value"), [(Verdict.SPLIT, ""), (Verdict.ORIGIN, APART)])
def test_what_people_decided_goes_before_a_retelling(reports: tuple[list[Document], list[Claim]], verdict: Verdict, value: str) -> None:
    """Neither claims that people parted nor reports that they hold for independent are taken for a retelling."""
    documents, claims = reports
    targets = (target_of(claims[0]), target_of(claims[1]))
    at = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
    said = Judgement(verdict=verdict, targets=targets, value=value, who="an analyst", at=at, why="a test")
    assert frozenset({0, 2}) in groups(documents, claims, [said])
