"""People's decisions stand against the program's, whatever is coded anew."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal

import msgspec
import pytest

from foedus.corroboration.findings import corroborate
from foedus.corroboration.judging import APART, SAME, Verdicts, target_of
from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.judgement import Judgement, Stated, Verdict
from foedus.model.mention import NO_WORDS, NOWHERE, Basis, Comparator, DateMention, PlaceMention, QuantityMention
from foedus.model.period import Period
from foedus.model.record import ClaimId, identify
from foedus.model.text import Document

Make = Callable[..., Document]
Code = Callable[..., Claim]
Pair = tuple[list[Document], list[Claim]]
NOON = dt.datetime(2025, 3, 3, 12, tzinfo=dt.UTC)


@pytest.fixture
def same_deed(make_report: Make, make_claim: Code) -> Pair:
    """Two reports of one delivery."""
    documents = [make_report(f"r{i}", "Turkey handed 25 trucks to Mali.", published=f"2025-03-0{i}") for i in (1, 2)]
    documents[1] = make_report("r2", "Mali took over 25 trucks that Turkey handed it.", published="2025-03-02")
    figure = ("25 trucks", 25, 25, "truck")
    claims = [
        make_claim(documents[0], "Turkey", "AID TUR > MLI", trigger="handed", figure=figure),
        make_claim(documents[1], "Mali", "AID TUR > MLI", trigger="handed", figure=figure),
    ]
    return documents, claims


@pytest.fixture
def two_deeds(make_report: Make, make_claim: Code) -> Pair:
    """Two reports of deeds that have nothing in common."""
    documents = [
        make_report("r1", "Turkey handed 25 trucks to Mali.", published="2025-03-01"),
        make_report("r2", "Chad recalled its envoy from Oslo.", published="2025-08-09"),
    ]
    claims = [
        make_claim(documents[0], "Turkey", "AID TUR > MLI", trigger="handed"),
        make_claim(documents[1], "Chad", "SANCTION TCD > NOR", trigger="recalled"),
    ]
    return documents, claims


def judged(verdict: Verdict, claims: Sequence[Claim], slot: str = "", value: str = "", stated: Stated | None = None) -> Judgement:
    """A judgement on claims."""
    targets = tuple(map(target_of, claims))
    return Judgement(verdict=verdict, targets=targets, slot=slot, value=value, who="an analyst", at=NOON, why="a test", stated=stated)


def weighed(pair: Pair, *judgements: Judgement) -> tuple[Finding, ...]:
    """The findings of reports after judgements."""
    return corroborate(*pair, judgements)


def test_what_is_rejected_is_in_no_finding_until_it_is_accepted(same_deed: Pair) -> None:
    """What is rejected is in no finding until it is accepted."""
    _, claims = same_deed
    no, yes = judged(Verdict.REJECT, claims[1:]), judged(Verdict.ACCEPT, claims[1:])
    assert [finding.articles for finding in weighed(same_deed)] == [2]
    assert [finding.articles for finding in weighed(same_deed, no)] == [1]
    assert [finding.articles for finding in weighed(same_deed, no, yes)] == [2]


def test_what_people_part_stays_apart_and_what_they_join_stays_together(same_deed: Pair, two_deeds: Pair) -> None:
    """What people part stays apart, what they join stays together, and the later word counts."""
    part, join = judged(Verdict.SPLIT, same_deed[1]), judged(Verdict.MERGE, same_deed[1])
    assert len(weighed(same_deed, part)) == 2
    assert len(weighed(same_deed, part, join)) == 1
    assert len(weighed(two_deeds)) == 2
    assert len(weighed(two_deeds, judged(Verdict.MERGE, two_deeds[1]))) == 1


def test_a_finding_names_the_judgements_on_its_claims(two_deeds: Pair) -> None:
    """A finding names the judgements on its claims, and no others."""
    note = judged(Verdict.NOTE, two_deeds[1][:1])
    assert [finding.judgements for finding in weighed(two_deeds, note)] == [(note.id,), ()]


@pytest.mark.parametrize(
    ("slot", "value", "expected"),
    [
        ("event", "COOPERATE", ("COOPERATE", ("TUR",), ("MLI",), "completed")),
        ("actors", "TUR, AZE", ("AID", ("AZE", "TUR"), ("MLI",), "completed")),
        ("recipients", "", ("AID", ("TUR",), (), "completed")),
        ("status", "denied", ("AID", ("TUR",), ("MLI",), "denied")),
        ("status", "planned", ("AID", ("TUR",), ("MLI",), "planned")),
    ],
)
def test_a_corrected_slot_counts_in_the_finding(two_deeds: Pair, slot: str, value: str, expected: tuple[object, ...]) -> None:
    """A corrected slot counts in the finding, and the claim says who corrected it."""
    documents, claims = two_deeds
    correction = judged(Verdict.CORRECT, claims[:1], slot=slot, value=value)
    finding = corroborate(documents[:1], claims[:1], [correction])[0]
    assert (finding.event, finding.actors, finding.recipients, finding.status) == expected
    claim = Verdicts([correction], claims).applied(claims)[0]
    assert "an analyst" in claim.why[-1].detail


def stated(slot: str, value: str) -> Stated:
    """A value of a slot as a person stated it, as it was read."""
    if slot == "quantity":
        figures = {"low": Decimal(30), "high": Decimal(30), "comparator": Comparator.EXACT, "basis": Basis.EXACT}
        kinds = {"unit": "trucks", "unit_head": "truck", "kind": "count", "rule": "stated"}
        return Stated(quantity=QuantityMention(words=NO_WORDS, start=NOWHERE, end=NOWHERE, text=value, **figures, **kinds))  # type: ignore[arg-type]  # the fields of a quantity
    if slot == "place":
        return Stated(place=PlaceMention(words=NO_WORDS, start=NOWHERE, end=NOWHERE, text=value, country="MLI", precision="settlement"))
    period = Period.parse(value)
    return Stated(date=DateMention(words=NO_WORDS, start=NOWHERE, end=NOWHERE, text=value, period=period, rule="stated", reason=""))


@pytest.mark.parametrize(("slot", "value"), [("quantity", "30 trucks"), ("place", "Gao"), ("date", "2025-02")])
def test_a_stated_value_stands_in_place_of_the_reports(same_deed: Pair, slot: str, value: str) -> None:
    """A quantity, place or date that a person states is in the finding in the person's words; an empty one takes it out."""
    documents, claims = same_deed
    finding = weighed(same_deed, judged(Verdict.CORRECT, claims, slot, value, stated(slot, value)))[0]
    shown = {"quantity": finding.quantity, "place": finding.place, "date": finding.date}
    assert shown[slot] == ((value,) if slot == "quantity" else value)
    (none,) = corroborate(documents, claims, [judged(Verdict.CORRECT, claims, slot)])
    assert not {"quantity": none.quantity, "place": none.place, "date": none.date}[slot]
    claim = Verdicts([judged(Verdict.CORRECT, claims, slot)], claims).applied(claims)[0]
    assert (claim.why[-1].part, claim.why[-1].detail) == (slot, "none, says an analyst: a test")


def test_a_stated_quantity_is_compared_like_any_other(same_deed: Pair) -> None:
    """Corrected in one report only, it stands against that of the other."""
    correction = judged(Verdict.CORRECT, same_deed[1][:1], "quantity", "30 trucks", stated("quantity", "30 trucks"))
    (conflict,) = weighed(same_deed, correction)[0].conflicts
    assert (conflict.relation, [value.value for value in conflict.values]) == ("conflict", ["30 trucks", "25 trucks"])


def test_a_value_that_was_not_read_is_refused() -> None:
    """A judgement cannot hold a quantity in words alone, nor what was read as something else."""
    for found in (None, stated("place", "Gao")):
        with pytest.raises(ValueError, match="was not read"):
            judged(Verdict.CORRECT, (), "quantity", "30 trucks", found)


def test_judgements_of_other_slots_keep_their_ids() -> None:
    """The id of a judgement without a stated value is what it was before there were any."""
    said = {"verdict": "correct", "targets": [], "slot": "event", "value": "AID", "who": "an analyst", "at": NOON, "why": "a test"}
    assert judged(Verdict.CORRECT, (), "event", "AID").id == identify("j", said)


def test_reports_said_to_share_an_origin_are_one_lineage(same_deed: Pair) -> None:
    """Reports that are said to share an origin are one lineage, those said to stand apart two."""
    for value, expected in ((SAME, (1, 1)), (APART, (2, 2))):
        lineages = weighed(same_deed, judged(Verdict.ORIGIN, same_deed[1], value=value))[0].lineages
        assert (lineages.sure, lineages.possible) == expected


def test_a_judgement_outlives_a_new_coding(two_deeds: Pair) -> None:
    """A claim coded anew at the same words, with another type and id, is still the one that was rejected."""
    documents, claims = two_deeds
    no = judged(Verdict.REJECT, claims[:1])
    event = msgspec.structs.replace(claims[0].event, type="COOPERATE")
    anew = [msgspec.structs.replace(claims[0], id=ClaimId("c-anew"), event=event), claims[1]]
    assert [finding.event for finding in corroborate(documents, anew, [no])] == ["SANCTION"]


def test_a_judgement_on_words_without_a_claim_does_nothing(two_deeds: Pair) -> None:
    """A judgement on words that no claim rests on any more does nothing."""
    documents, claims = two_deeds
    gone = judged(Verdict.REJECT, claims[:1])
    assert corroborate(documents[1:], claims[1:], [gone]) == corroborate(documents[1:], claims[1:])


def test_a_judgement_that_was_taken_back_does_nothing(same_deed: Pair) -> None:
    """Nor does a taking back that was itself taken back."""
    _, claims = same_deed
    rejected = judged(Verdict.REJECT, claims[:1])
    undone = judged(Verdict.UNDO, claims[:1], value=rejected.id)
    again = judged(Verdict.UNDO, claims[:1], value=undone.id)
    held = {claim.id for claim in claims}

    def told(*judgements: Judgement) -> set[str]:
        return {claim for finding in weighed(same_deed, *judgements) for claim in (*finding.supporting, *finding.denying)}

    assert told(rejected, undone) == held
    assert told(rejected, undone, again) == held - {claims[0].id}
