"""Which differences are conflicts, and which are not."""

from collections.abc import Callable
from typing import Any

import pytest

from foedus.corroboration.figures import figures
from foedus.corroboration.findings import corroborate
from foedus.model.claim import Claim, Voice, VoiceKind
from foedus.model.text import Document

Make = Callable[..., Document]
Code = Callable[..., Claim]
Figure = tuple[str, float | None, float | None, str]
Told = tuple[str, str, dict[str, Any]]


def relation(field: str, make_report: Make, make_claim: Code, *given: Told) -> tuple[str, str]:
    """Relation and rule of a slot of the one finding that claims from several reports make."""
    documents, claims = [], []
    for i, (text, published, slots) in enumerate(given):
        documents.append(make_report(f"r{i}", text, published=published))
        claims.append(make_claim(documents[-1], text.split(" ")[0], slots.pop("coded", "AID TUR > MLI"), **slots))
    findings = corroborate(documents, claims)
    assert len(findings) == 1, "the claims should be one deed"
    return next(((c.relation, c.rule) for c in findings[0].conflicts if c.field == field), ("same", ""))


def given(figure: Figure, published: str = "2025-03-01", **slots: object) -> Told:
    """A report on trucks for Mali."""
    return f"Turkey handed {figure[0]} to Mali.", published, {"trigger": "handed", "figure": figure, **slots}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("25 trucks", 25, 25, "truck"), ("25 trucks", 25, 25, "truck"), "same"),
        (("25 trucks", 25, 25, "truck"), ("12 trucks", 12, 12, "truck"), "conflict"),
        (("25 trucks", 25, 25, "truck"), ("12 lorries", 12, 12, "lorry"), "conflict"),
        (("20 to 30 trucks", 20, 30, "truck"), ("25 trucks", 25, 25, "truck"), "refines"),
        (("up to 30 trucks", None, 30, "truck"), ("at least 25 trucks", 25, None, "truck"), "compatible"),
        (("more than 20 trucks", 20, None, "truck"), ("12 trucks", 12, 12, "truck"), "conflict"),
        (("25 trucks", 25, 25, "truck"), ("the first 12 trucks", 12, 12, "truck"), "part-of"),
        (("25 trucks", 25, 25, "truck"), ("a first convoy of 12 trucks", 12, 12, "truck"), "part-of"),
        (("25 trucks", 25, 25, "truck"), ("a convoy of 12 trucks", 12, 12, "truck"), "conflict"),
        (("25 trucks", 25, 25, "truck"), ("40 trucks so far", 40, 40, "truck"), "update"),
        (("25 trucks", 25, 25, "truck"), ("3 generators", 3, 3, "generator"), "same"),
    ],
)
def test_figures(make_report: Make, make_claim: Code, first: Figure, second: Figure, expected: str) -> None:
    """Figures."""
    result, _ = relation("quantity", make_report, make_claim, given(first), given(second, "2025-03-02"))
    assert result == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Turkey handed 12 trucks to Mali, not the 25 trumpeted in April.", "conflict"),
        ("Turkey handed 12 trucks to Mali, well short of the 25 trucks in the treaty.", "conflict"),
        ("Turkey handed 12 trucks to Mali, and not 25.", "conflict"),
        ("Turkey handed 12 trucks to Mali, not 25 miles from the front.", "same"),
        ("Turkey handed 12 trucks to Mali, and not one of them runs.", "same"),
        ("Turkey handed 12 trucks to Mali, not 12.", "same"),
        ("Not 25 but 12 is what Turkey handed: 12 trucks to Mali.", "same"),
    ],
)
def test_a_report_that_says_which_figure_is_wrong_states_a_conflict(make_report: Make, make_claim: Code, words: str, expected: str) -> None:
    """A report that says which figure is wrong states a conflict by itself; a measure, a remainder or its own figure is none."""
    slots = {"trigger": "handed", "figure": ("12 trucks", 12, 12, "truck")}
    assert relation("quantity", make_report, make_claim, (words, "2025-03-01", slots))[0] == expected


def test_the_same_words_at_the_beginning_of_a_sentence_are_one_value(make_report: Make, make_claim: Code) -> None:
    """As first written."""
    told = [("Sixty trucks", 60), ("sixty trucks", 60), ("twelve trucks", 12)]
    reports = [make_report(f"r{i}", f"Turkey handed {words} to Mali.", published=f"2025-03-0{i + 1}") for i, (words, _) in enumerate(told)]
    claims = [
        make_claim(report, "Turkey", "AID TUR > MLI", trigger="handed", figure=(words, count, count, "truck"))
        for report, (words, count) in zip(reports, told, strict=True)
    ]
    (finding,) = corroborate(reports, claims)
    assert [value.value for value in finding.conflicts[0].values] == ["Sixty trucks", "twelve trucks"]


def test_a_report_that_names_both_figures_sets_them_against_each_other(make_report: Make, make_claim: Code) -> None:
    """A report that names both figures sets them against each other."""
    later = (
        "Turkey handed the first 12 trucks to Mali, not 25.",
        "2025-03-02",
        {"trigger": "handed", "figure": ("first 12 trucks", 12, 12, "truck")},
    )
    result, rule = relation("quantity", make_report, make_claim, given(("25 trucks", 25, 25, "truck")), later)
    assert (result, rule) == ("conflict", "one report sets its figure against the other one")


def test_a_delivery_in_part_before_the_date_is_progress(make_report: Make, make_claim: Code) -> None:
    """A delivery in part before the date is progress."""
    plan = (
        "Turkey will hand 25 trucks to Mali.",
        "2025-03-01",
        {
            "coded": "AGREE TUR > MLI",
            "trigger": "will hand",
            "status": "planned",
            "figure": ("25 trucks", 25, 25, "truck"),
            "date": "2025-06-30",
        },
    )
    done = given(("12 trucks", 12, 12, "truck"), "2025-04-20", date="2025-04-10")
    late = given(("12 trucks", 12, 12, "truck"), "2025-09-20", date="2025-09-10")
    assert relation("quantity", make_report, make_claim, plan, done)[0] == "part-of"
    plan[2]["coded"] = "AGREE TUR > MLI"
    assert relation("quantity", make_report, make_claim, plan, late)[0] == "conflict"
    plan[2]["coded"] = "AGREE TUR > MLI"
    assert relation("date", make_report, make_claim, plan, late) == ("conflict", "done after the date that was set")


@pytest.mark.parametrize(
    ("status", "expected"), [("planned", "update"), ("ongoing", "update"), ("denied", "conflict"), ("completed", "same")]
)
def test_progress_is_no_conflict_and_denial_is_one(make_report: Make, make_claim: Code, status: str, expected: str) -> None:
    """Progress is no conflict and denial is one."""
    first = given(("trucks", None, None, "truck"), status=status)
    assert relation("status", make_report, make_claim, first, given(("trucks", None, None, "truck"), "2025-03-02"))[0] == expected


def test_a_date_that_slips_is_a_conflict(make_report: Make, make_claim: Code) -> None:
    """A date that slips is a conflict."""
    plan = {"coded": "AGREE TUR > MLI", "trigger": "will hand", "status": "planned"}
    result = relation(
        "date",
        make_report,
        make_claim,
        ("Turkey will hand trucks to Mali.", "2025-03-01", {**plan, "date": "2025-04-01"}),
        ("Turkey will hand trucks to Mali.", "2025-03-20", {**plan, "date": "2025-06-01"}),
    )
    assert result == ("conflict", "the date was moved")


def test_origin_and_destination_of_a_transfer_do_not_conflict(make_report: Make, make_claim: Code) -> None:
    """Origin and destination of a transfer do not conflict."""
    trucks: Figure = ("trucks", None, None, "truck")
    result, _ = relation(
        "place", make_report, make_claim, given(trucks, place=("Izmir", "TUR")), given(trucks, "2025-03-02", place=("Bamako", "MLI"))
    )
    assert result == "compatible"


def test_two_voices_in_one_report_may_conflict(make_report: Make, make_claim: Code) -> None:
    """Two voices in one report may conflict."""
    text = "Turkey handed 25 trucks to Mali, the embassy said.\n\nTurkey handed 12 trucks to Mali, a driver said."
    document = make_report("a", text)
    claims = [
        make_claim(
            document,
            "Turkey handed 25",
            "AID TUR > MLI",
            trigger="handed",
            figure=("25 trucks", 25, 25, "truck"),
            voice=Voice(kind=VoiceKind.INSTITUTION, text="the embassy", codes=("TUR",)),
        ),
        make_claim(
            document,
            "Turkey handed 12",
            "AID TUR > MLI",
            trigger="handed",
            figure=("12 trucks", 12, 12, "truck"),
            voice=Voice(kind=VoiceKind.UNNAMED, text="a driver"),
        ),
    ]
    (finding,) = corroborate([document], claims)
    assert [c.relation for c in finding.conflicts if c.field == "quantity"] == ["conflict"]
    assert (finding.lineages.sure, finding.lineages.possible) == (1, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", []), ("1,200 of them", [1200]), ("3.5 million", [3_500_000]), ("not a dozen but forty", [12, 40]), ("v1.2.3", [])],
)
def test_figures_in_words(text: str, expected: list[int]) -> None:
    """Figures in words."""
    assert [int(value) for value in figures(text)] == expected


@pytest.mark.parametrize(("date", "conflicts"), [(None, {"date"}), ("2025-11-18", set())])
def test_an_echo_lends_its_value_where_the_original_claim_has_none(
    make_report: Make, make_claim: Code, date: str | None, conflicts: set[str]
) -> None:
    """What only an echo dates is dated by the original's words; a date of the original's own goes before."""
    first = make_report("a", "Iran and Belgium will swap two prisoners.", outlet="Gulf Mediator", published="2025-11-03")
    echo = make_report("b", "Iran and Belgium will swap two prisoners this month, the Gulf Mediator writes.", published="2025-11-04")
    later = make_report("c", "Iran and Belgium swapped two prisoners.", published="2025-11-20")
    (finding,) = corroborate(
        [first, echo, later],
        [
            make_claim(first, "Iran", "AGREE IRN+BEL", trigger="will swap", status="planned", date=date),
            make_claim(echo, "Iran", "AGREE IRN+BEL", trigger="will swap", status="planned", date="2025-11-12"),
            make_claim(later, "Iran", "RETREAT IRN+BEL", trigger="swapped", date="2025-11-18"),
        ],
    )
    assert finding.echoes == ("b",)
    assert {conflict.field for conflict in finding.conflicts if conflict.relation == "conflict"} == conflicts
