"""The worked example, and what holds of findings whatever the order."""

import itertools
from collections.abc import Callable
from decimal import Decimal

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.corroboration.findings import corroborate
from foedus.corroboration.flat import flat
from foedus.corroboration.outlets import Register
from foedus.model.claim import Claim, Voice, VoiceKind
from foedus.model.finding import Finding
from foedus.model.outlet import Outlet
from foedus.model.text import Document

Set = tuple[list[Document], list[Claim]]


def holding(findings: tuple[Finding, ...], claim: Claim) -> Finding:
    """The finding that holds a claim."""
    return next(finding for finding in findings if claim.id in {*finding.supporting, *finding.denying})


def test_plan_rival_figure_denial_and_arrival_are_one_deed(alabuga: Set) -> None:
    """Plan rival figure denial and arrival are one deed."""
    documents, claims = alabuga
    labour = holding(corroborate(documents, claims), claims[0])
    assert set(labour.supporting) == {claims[i].id for i in (0, 2, 4, 6)}
    assert labour.denying == (claims[5].id,)
    assert labour.articles == 5


def test_the_other_leg_is_a_deed_of_its_own(alabuga: Set) -> None:
    """The other leg is a deed of its own."""
    documents, claims = alabuga
    findings = corroborate(documents, claims)
    know_how = holding(findings, claims[1])
    assert set(know_how.supporting) == {claims[1].id, claims[3].id}
    assert know_how.id != holding(findings, claims[0]).id
    assert know_how.story == holding(findings, claims[0]).story


def test_25000_against_12000_is_left_standing(alabuga: Set) -> None:
    """25000 against 12000 is left standing."""
    documents, claims = alabuga
    labour = holding(corroborate(documents, claims), claims[0])
    conflict = next(c for c in labour.conflicts if c.field == "quantity")
    assert conflict.relation == "conflict"
    assert [value.value for value in conflict.values][:2] == ["25,000 workers", "12,000 labourers"]
    assert labour.quantity == ("25,000 workers", "12,000 labourers", "first 800 North Korean workers")


def test_an_echo_adds_no_origin(alabuga: Set) -> None:
    """An echo adds no origin."""
    documents, claims = alabuga
    labour = holding(corroborate(documents, claims), claims[0])
    assert labour.echoes == ("echo",)
    assert (labour.lineages.sure, labour.lineages.possible) == (3, 3)
    assert ("echo", "seoul") in labour.lineages.groups


def test_status_moves_on_and_the_denial_stays_on_record(alabuga: Set) -> None:
    """Status moves on and the denial stays on record."""
    documents, claims = alabuga
    labour = holding(corroborate(documents, claims), claims[0])
    assert labour.status == "completed"
    assert [step.status for step in labour.timeline] == ["planned", "denied", "completed"]
    assert {c.field for c in labour.conflicts if c.relation == "conflict"} == {"quantity", "status"}


def test_grade_names_its_rule_and_takes_no_letter_of_its_own(alabuga: Set) -> None:
    """Grade names its rule and takes no letter of its own."""
    documents, claims = alabuga
    labour = holding(corroborate(documents, claims), claims[0])
    assert labour.grade == "F3"
    assert labour.grade_reason == "rule-derived: 3 lineages, open conflict on quantity, status"
    graded = corroborate(documents, claims, register=Register([Outlet(name="The Ginza Press", reliability="B")]))
    assert holding(graded, claims[0]).grade == "B3"
    assert holding(graded, claims[1]).grade.startswith("F")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_order_of_arrival_does_not_matter(alabuga: Set, data: st.DataObject) -> None:
    """Order of arrival does not matter."""
    documents, claims = alabuga
    shuffled = data.draw(st.permutations(documents)), data.draw(st.permutations(claims))
    assert msgspec.json.encode(corroborate(*shuffled)) == msgspec.json.encode(corroborate(documents, claims))


def test_every_claim_is_in_one_finding(alabuga: Set) -> None:
    """Every claim is in one finding."""
    documents, claims = alabuga
    held = list(itertools.chain.from_iterable((*f.supporting, *f.denying) for f in corroborate(documents, claims)))
    assert sorted(held) == sorted(claim.id for claim in claims)


def test_reading_a_document_twice_changes_nothing(alabuga: Set) -> None:
    """Reading a document twice changes nothing."""
    documents, claims = alabuga
    assert corroborate(documents * 2, claims * 2) == corroborate(documents, claims)


def test_nothing_gives_nothing() -> None:
    """Nothing gives nothing."""
    assert corroborate([], []) == ()


def test_flat_form_keeps_conflicts_apart_from_other_differences(alabuga: Set) -> None:
    """Flat form keeps conflicts apart from other differences."""
    documents, claims = alabuga
    labour = flat(holding(corroborate(documents, claims), claims[0]), {claim.id: claim for claim in claims})
    assert [conflict["field"] for conflict in labour["conflicts"]] == ["quantity", "status"]
    assert all(difference["relation"] != "conflict" for difference in labour["differences"])
    assert labour["lineages"]["sure"] == 3
    assert labour["docs"] == ["echo", "later", "moscow", "seoul", "tokyo"]
    assert set(labour["claims"]) == {claims[i].id for i in (0, 2, 4, 5, 6)}
    msgspec.json.encode(labour)


@pytest.mark.parametrize("figure", [Decimal(1), Decimal(25000)])
def test_the_number_is_never_a_reason_to_merge(
    make_report: Callable[..., Document], make_claim: Callable[..., Claim], figure: Decimal
) -> None:
    """The number is never a reason to merge."""
    a = make_report("a", "Nairobi will lend 25,000 tents.")
    b = make_report("b", "Kenya will sell 25,000 rifles.", published="2025-03-02")
    first = make_claim(
        a, "Nairobi", "AGREE KEN > TCD", trigger="will lend", status="planned", figure=("25,000 tents", figure, figure, "tent")
    )
    second = make_claim(
        b, "Kenya", "AGREE KEN > TCD", trigger="will sell", status="planned", figure=("25,000 rifles", 25000, 25000, "rifle")
    )
    assert len(corroborate([a, b], [first, second])) == 2


def test_two_outlets_that_quote_one_official_are_one_lineage(
    make_report: Callable[..., Document], make_claim: Callable[..., Claim]
) -> None:
    """Two outlets that quote one official are one lineage."""
    voice = Voice(kind=VoiceKind.OFFICIAL, text="the defence minister of Peru", codes=("PER",))
    a = make_report("a", "Peru bought six patrol boats from Chile, the defence minister of Peru said.")
    b = make_report(
        "b", "Six patrol boats have been purchased by Peru in Chile, its defence minister told reporters.", published="2025-03-02"
    )
    first = make_claim(a, "Peru", "COOPERATE PER > CHL", trigger="bought", voice=voice)
    second = make_claim(b, "Six", "COOPERATE PER > CHL", trigger="have been purchased", voice=voice)
    (finding,) = corroborate([a, b], [first, second])
    assert (finding.lineages.sure, finding.lineages.possible) == (1, 1)
    assert finding.echoes == ()


def test_two_ministries_of_one_state_may_be_one_origin(make_report: Callable[..., Document], make_claim: Callable[..., Claim]) -> None:
    """Two ministries of one state may be one origin."""
    a = make_report("a", "Peru bought six patrol boats from Chile, the defence ministry said.")
    b = make_report("b", "Peru bought six patrol boats from Chile at last, the treasury disclosed.", published="2025-03-20")
    first = make_claim(
        a,
        "Peru",
        "COOPERATE PER > CHL",
        trigger="bought",
        voice=Voice(kind=VoiceKind.INSTITUTION, text="the defence ministry", codes=("PER",)),
    )
    second = make_claim(
        b, "Peru", "COOPERATE PER > CHL", trigger="bought", voice=Voice(kind=VoiceKind.INSTITUTION, text="the treasury", codes=("PER",))
    )
    (finding,) = corroborate([a, b], [first, second])
    assert finding.lineages.sure == 1


@pytest.mark.parametrize(("later", "sure"), [("2025-03-02", 1), ("2025-03-20", 2)])
def test_reports_without_a_source_that_appear_together_may_have_one(
    make_report: Callable[..., Document], make_claim: Callable[..., Claim], later: str, sure: int
) -> None:
    """Reports without a source that appear together may have one."""
    a = make_report("a", "Peru bought six patrol boats from Chile.")
    b = make_report("b", "Six patrol boats were purchased by Peru in Chile.", published=later)
    claims = [
        make_claim(a, "Peru", "COOPERATE PER > CHL", trigger="bought"),
        make_claim(b, "Six", "COOPERATE PER > CHL", trigger="were purchased"),
    ]
    (finding,) = corroborate([a, b], claims)
    assert (finding.lineages.sure, finding.lineages.possible) == (sure, 2)


@pytest.mark.parametrize(("retold", "echoes"), [("The site says that two ferries were lent in Gao in May.", ("b",)), ("", ())])
def test_a_report_that_repeats_another_one_echoes_what_its_words_retell(
    make_report: Callable[..., Document], make_claim: Callable[..., Claim], retold: str, echoes: tuple[str, ...]
) -> None:
    """A report that rests on another one echoes a deed whose words it retells, although no claim on it was found there."""
    a = make_report("a", "Mali lent two ferries to Niger in Gao in May. Mali accused Chad of theft.", outlet="Sahel Gazette")
    b = make_report("b", f"Mali accused Chad of theft, the Sahel Gazette reported. {retold}", published="2025-03-02")
    lent = make_claim(a, "Mali lent", "AID MLI > NER", trigger="lent")
    accused = [make_claim(document, "Mali accused", "ACCUSE MLI > TCD", trigger="accused") for document in (a, b)]
    finding = holding(corroborate([a, b], [lent, *accused]), lent)
    assert finding.echoes == echoes
    assert finding.documents == ("a", *echoes)
    assert (finding.lineages.possible, finding.articles) == (1, 1 + len(echoes))


def test_one_agency_credit_is_one_lineage(make_report: Callable[..., Document], make_claim: Callable[..., Claim]) -> None:
    """One agency credit is one lineage."""
    a = make_report("a", "LIMA (Reuters) - Peru bought six patrol boats from Chile.")
    b = make_report("b", "LIMA (Reuters) - Six patrol boats were purchased by Peru in Chile.", published="2025-03-20")
    claims = [
        make_claim(a, "Peru", "COOPERATE PER > CHL", trigger="bought"),
        make_claim(b, "Six", "COOPERATE PER > CHL", trigger="were purchased"),
    ]
    (finding,) = corroborate([a, b], claims)
    assert finding.lineages.possible == 1


def test_a_shared_long_quotation_is_one_lineage(make_report: Callable[..., Document], make_claim: Callable[..., Claim]) -> None:
    """A shared long quotation is one lineage."""
    quoted = "“we shall buy boats until the last smuggler has gone home to his mother”"
    a = make_report("a", f"Peru bought six boats from Chile: {quoted}, a shipwright heard.")
    b = make_report("b", f"Boats were bought by Peru in Chile, and {quoted} was the word in the yard.", published="2025-03-20")
    claims = [
        make_claim(a, "Peru", "COOPERATE PER > CHL", trigger="bought"),
        make_claim(b, "Boats", "COOPERATE PER > CHL", trigger="were bought"),
    ]
    (finding,) = corroborate([a, b], claims)
    assert finding.lineages.possible == 1


def test_documents_on_one_topic_are_one_story(make_report: Callable[..., Document], make_claim: Callable[..., Claim]) -> None:
    """Documents on one topic are one story."""
    a = make_report("a", "Peru bought six patrol boats from Chile to chase smugglers of mahogany.")
    b = make_report("b", "Chile accused smugglers of mahogany, and Peru blamed Chile for slow patrol boats.", published="2025-03-20")
    c = make_report("c", "Kenya lent 40 doctors to Chad for a campaign against measles.", published="2025-03-20")
    claims = [
        make_claim(a, "Peru", "COOPERATE PER > CHL", trigger="bought"),
        make_claim(b, "Chile accused", "ACCUSE PER > CHL", trigger="blamed"),
        make_claim(c, "Kenya", "AID KEN > TCD", trigger="lent"),
    ]
    findings = {finding.event: finding for finding in corroborate([a, b, c], claims)}
    assert findings["COOPERATE"].story == findings["ACCUSE"].story != findings["AID"].story
