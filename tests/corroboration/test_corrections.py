"""Corrections and retractions: what they supersede, what they leave, and that nothing is overwritten."""

import itertools
from collections.abc import Callable, Sequence

import msgspec
import pytest

from foedus.corroboration.findings import corroborate
from foedus.corroboration.flat import flat
from foedus.corroboration.outlets import Register
from foedus.model.claim import Act, Claim, Voice, VoiceKind
from foedus.model.finding import Finding
from foedus.model.outlet import Outlet
from foedus.model.text import Document

Make = Callable[..., Document]
Code = Callable[..., Claim]
Pair = tuple[Document, Claim]
Tell = Callable[..., Pair]

COURIER, GAZETTE = "Lowland Courier", "Harbour Gazette"
MINISTRY = Voice(kind=VoiceKind.INSTITUTION, text="Ghana's defence ministry", codes=("GHA",))
TOGO = Voice(kind=VoiceKind.INSTITUTION, text="Togo's interior ministry", codes=("TGO",))


@pytest.fixture
def tell(make_report: Make, make_claim: Code) -> Tell:
    """Builds a report of a delivery of trucks with its claim."""

    def told(name: str, text: str, outlet: str, day: int | None, **parts: object) -> Pair:
        figure = parts.pop("figure", None)
        document = make_report(name, text, outlet=outlet, published=f"2025-03-{day:02}" if day else "")
        values = {"trigger": "handed", "figure": (f"{figure} trucks", figure, figure, "truck") if figure else None, **parts}
        sentence = str(values.pop("sentence", "Turkey"))
        return document, make_claim(document, sentence, "AID TUR > MLI", **values)

    return told


def weighed(*pairs: Pair, more: Sequence[Claim] = ()) -> Finding:
    """The one finding of reports, the same in whatever order they are given."""
    claims = [*(claim for _, claim in pairs), *more]
    documents = list({document.id: document for document, _ in pairs}.values())
    first = corroborate(documents, claims)
    for order in itertools.permutations(documents):
        assert corroborate(order, claims[::-1]) == first
    (finding,) = first
    return finding


def gone(finding: Finding) -> dict[str, str]:
    """Superseded claims with what supersedes them."""
    return {entry.claim: entry.by for entry in finding.superseded}


@pytest.fixture
def old(tell: Tell) -> Pair:
    """What the Courier wrote first."""
    return tell("old", "Turkey handed 52 trucks to Mali on the quay at Dakar.", COURIER, 1, figure=52)


@pytest.fixture
def rival(tell: Tell) -> Pair:
    """Another outlet with another figure, in its own words."""
    return tell("rival", "Turkey handed over some 30 trucks, and Mali's army took them away.", GAZETTE, 2, figure=None)


CORRECTED = "Correction: Turkey handed 25 trucks to Mali, not 52."
WITHDRAWN = "We have withdrawn our report of 1 March that Turkey handed 52 trucks to Mali."


def test_a_correction_supersedes_the_outlets_figure(old: Pair, tell: Tell) -> None:
    """The old figure goes, is told as an update, and stays on record; what is shown is the new one."""
    new = tell("new", CORRECTED, COURIER, 3, figure=25)
    finding = weighed(old, new)
    assert gone(finding) == {old[1].id: new[1].id}
    assert finding.quantity == ("25 trucks",)
    assert finding.superseded[0].kind == "correction"
    assert [(c.field, c.relation, c.rule) for c in finding.conflicts] == [("quantity", "update", "corrected by new")]
    assert [value.value for value in finding.conflicts[0].values] == ["52 trucks", "25 trucks"]
    assert [(step.status, step.document) for step in finding.timeline] == [("completed", "old"), ("superseded", "new")]
    assert set(finding.supporting) == {old[1].id, new[1].id}
    assert (finding.articles, finding.lineages.possible, finding.status) == (2, 1, "completed")


def test_without_a_notice_the_figures_stay_in_conflict(old: Pair, tell: Tell) -> None:
    """An outlet that only writes another figure has corrected nothing."""
    finding = weighed(old, tell("new", "Turkey handed 25 trucks to Mali.", COURIER, 3, figure=25))
    assert finding.superseded == ()
    assert [c.relation for c in finding.conflicts] == ["conflict"]


@pytest.mark.parametrize(("outlet", "day"), [(GAZETTE, 1), (COURIER, 9), (COURIER, None)])
def test_never_across_outlets_nor_backwards(tell: Tell, outlet: str, day: int | None) -> None:
    """Another outlet's claim, a later one and one of unknown date are not superseded."""
    other = tell("other", "Turkey handed 52 trucks to Mali on the quay at Dakar.", outlet, day, figure=52)
    assert weighed(other, tell("new", CORRECTED, COURIER, 3, figure=25)).superseded == ()


def test_a_correction_of_something_else_leaves_the_figure(old: Pair, tell: Tell) -> None:
    """A notice on a misspelt name supersedes no figure, though the later report gives another one."""
    text = "Turkey handed 25 trucks to Mali.\n\nThis article was updated to correct the spelling of the envoy's surname."
    assert weighed(old, tell("new", text, COURIER, 3, figure=25)).superseded == ()


@pytest.mark.parametrize("notice", [CORRECTED, "Correction: the number of trucks that Turkey handed to Mali is 25 trucks."])
def test_a_value_that_the_notice_repeats_stands(old: Pair, tell: Tell, make_claim: Code, notice: str) -> None:
    """The first instalment, which the correcting report gives again, is not superseded with the wrong total."""
    first = tell("first", "Turkey handed a first 8 trucks to Mali at Dakar.", COURIER, 1, figure=8)
    new = tell("new", f"{notice} So far Turkey has handed over 8 trucks.", COURIER, 3, figure=25)
    again = make_claim(new[0], "So far", "AID TUR > MLI", trigger="handed over", figure=("8 trucks", 8, 8, "truck"))
    assert gone(weighed(old, first, new, more=[again])) == {old[1].id: new[1].id}


def test_an_earlier_version_in_the_same_report(old: Pair, tell: Tell, make_claim: Code) -> None:
    """The wrong figure of an earlier version is superseded where the footer repeats it and where it was published."""
    text = "Turkey handed 25 trucks to Mali.\n\nAn earlier version of this article said that 52 trucks were given to Mali by Turkey."
    new = tell("new", text, COURIER, 3, figure=25)
    footer = make_claim(new[0], "An earlier", "AID TUR > MLI", trigger="were given", figure=("52 trucks", 52, 52, "truck"))
    finding = weighed(old, new, more=[footer])
    assert gone(finding) == {old[1].id: new[1].id, footer.id: new[1].id}
    assert finding.quantity == ("25 trucks",)
    assert [step.status for step in finding.timeline] == ["completed", "superseded"]


def test_only_the_wrong_value_is_known(old: Pair, tell: Tell) -> None:
    """Where the right figure is not told, the deed stands without one."""
    text = "Our earlier report wrongly said that Turkey handed 52 trucks to Mali."
    new = tell("new", text, COURIER, 3, figure=52)
    finding = weighed(old, new)
    assert gone(finding) == {old[1].id: new[1].id, new[1].id: "new"}
    assert (finding.status, finding.quantity) == ("completed", ())


@pytest.mark.parametrize(
    ("slot", "first", "second", "text"),
    [
        (
            "place",
            {"place": ("Dakar", "SEN")},
            {"place": ("Lomé", "TGO")},
            "Correction: Turkey handed trucks to Mali in Lomé, not in Dakar.",
        ),
        (
            "date",
            {"date": "2025-04-20", "status": "planned"},
            {"date": "2025-04-27", "status": "planned"},
            "Clarification: the date on which Turkey will have trucks handed to Mali is 27 April.",
        ),
        ("status", {}, {"status": "planned"}, "Correction: Turkey is to have trucks handed to Mali; it has not done so yet."),
    ],
)
def test_other_slots_are_corrected_too(tell: Tell, slot: str, first: dict[str, object], second: dict[str, object], text: str) -> None:
    """Place, date and status are superseded as a figure is."""
    old = tell("old", "Turkey handed trucks to Mali.", COURIER, 1, **first)
    new = tell("new", text, COURIER, 3, **second)
    finding = weighed(old, new)
    assert gone(finding) == {old[1].id: new[1].id}
    assert [(c.field, c.relation) for c in finding.conflicts] == [(slot, "update")]
    shown = {"place": finding.place, "date": finding.date, "status": finding.status}
    assert shown[slot] == {"place": "Lomé", "date": "2025-04-27", "status": "planned"}[slot]


def test_a_retraction_takes_back_all_that_the_outlet_said(old: Pair, tell: Tell) -> None:
    """Nothing stands: the finding is retracted, no origin is left, and every report still counts as a report."""
    echo = tell("echo", f"Turkey handed 52 trucks to Mali, the {COURIER} says.", GAZETTE, 2, figure=52)
    cited = Voice(kind=VoiceKind.OUTLET, text=f"the {COURIER}")
    echo = echo[0], msgspec.structs.replace(echo[1], attribution=msgspec.structs.replace(echo[1].attribution, voices=(cited,)))
    new = tell("new", WITHDRAWN, COURIER, 3, figure=52, sentence="We")
    finding = weighed(old, echo, new)
    assert gone(finding) == {old[1].id: new[1].id, echo[1].id: new[1].id, new[1].id: "new"}
    assert next(entry.reason for entry in finding.superseded if entry.claim == echo[1].id) == "superseded by origin: rests on old alone"
    assert (finding.status, finding.articles, finding.lineages.sure, finding.lineages.possible) == ("retracted", 3, 0, 0)
    assert (finding.grade, finding.grade_reason) == ("F6", "rule-derived: every report of it was withdrawn")
    assert [step.status for step in finding.timeline] == ["completed", "retracted"]
    assert finding.echoes == ("echo",)


def test_an_independent_report_survives_a_retraction(old: Pair, rival: Pair, tell: Tell) -> None:
    """What another outlet found out by itself stands, and alone carries the grade."""
    finding = weighed(old, rival, tell("new", WITHDRAWN, COURIER, 3, figure=52, sentence="We"))
    assert rival[1].id not in gone(finding)
    assert (finding.status, finding.lineages.possible, finding.lineages.groups) == ("completed", 1, (("rival",),))
    assert finding.quantity == ()


def test_a_denial_beside_a_retraction_stands(old: Pair, tell: Tell, make_claim: Code) -> None:
    """What is denied in the same breath is no part of what is withdrawn."""
    new = tell("new", f"{WITHDRAWN[:-1]}, which Ankara denies having given.", COURIER, 3, figure=52, sentence="We")
    denial = make_claim(new[0], "We", "AID TUR > MLI", trigger="denies", status="denied")
    finding = weighed(old, new, more=[denial])
    assert denial.id not in gone(finding)
    assert (finding.status, finding.grade_reason) == ("denied", "rule-derived: nothing but a denial")


def test_another_voice_in_the_same_words_stands(tell: Tell) -> None:
    """A report with nearly the wording of a withdrawn one, and a source of its own, does not rest on that alone."""
    text = "Turkey handed 52 trucks to Mali on the quay at Dakar before a crowd of dockers, drivers and clerks, {} said."
    first = tell("first", text.format(MINISTRY.text), COURIER, 1, figure=52, voice=MINISTRY)
    other = tell("other", text.format(TOGO.text), GAZETTE, 2, figure=52, voice=TOGO)
    new = tell("new", WITHDRAWN, COURIER, 3, figure=52, sentence="We")
    finding = weighed(first, other, new)
    assert other[1].id not in gone(finding)
    assert finding.status == "completed"


def test_an_echo_with_the_right_value_stands(old: Pair, tell: Tell) -> None:
    """A report that rests on the wrong one, and has the corrected figure all the same, is not superseded."""
    echo = tell("echo", f"Turkey handed 25 trucks to Mali, the {COURIER} says.", GAZETTE, 2, figure=25)
    cited = Voice(kind=VoiceKind.OUTLET, text=f"the {COURIER}")
    echo = echo[0], msgspec.structs.replace(echo[1], attribution=msgspec.structs.replace(echo[1].attribution, voices=(cited,)))
    new = tell("new", CORRECTED, COURIER, 3, figure=25)
    assert gone(weighed(old, echo, new)) == {old[1].id: new[1].id}


def test_a_corrected_reprint_is_no_echo(tell: Tell) -> None:
    """The same article with another figure and a note repeats the wording of the first and still does more than repeat it."""
    text = "Turkey handed {} trucks to Mali on the quay at Dakar before a crowd of dockers, drivers and clerks of the port."
    first = tell("first", text.format(52), COURIER, 1, figure=52)
    note = "This article has been corrected: the number is 25."
    new = tell("new", f"{text.format(25)}\n\n{note}", COURIER, 3, figure=25)
    finding = weighed(first, new)
    assert (gone(finding), finding.echoes) == ({first[1].id: new[1].id}, ())


def test_what_others_say_beside_a_retraction_stands(old: Pair, tell: Tell) -> None:
    """The sentence after the notice is withdrawn if it repeats the article, and stands if it is somebody's word."""
    text = "We have withdrawn our report on the trucks. {} Turkey handed 52 trucks to Mali."
    again = tell("again", text.format("The article said that"), COURIER, 3, figure=52, sentence="The article")
    assert set(gone(weighed(old, again))) == {old[1].id, again[1].id}
    text = "We have withdrawn our report on the trucks. Togo's interior ministry said that Turkey handed 52 trucks to Mali."
    other = tell("other", text, COURIER, 3, figure=52, sentence="Togo", voice=TOGO)
    assert weighed(old, other).superseded == ()


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: a number of readers noticed that the envoy's name was misspelt.",
        "Correction: the meeting took place in an annex.",
        "Clarification: the envoy spoke when he arrived.",
    ],
)
def test_words_that_name_no_slot_supersede_nothing(old: Pair, tell: Tell, notice: str) -> None:
    """`A number of`, `took place` and `when` name neither quantity, place nor date."""
    assert weighed(old, tell("new", f"{notice}\n\nTurkey handed 25 trucks to Mali.", COURIER, 3, figure=25)).superseded == ()


def test_an_outlet_that_withdrew_lends_no_letter(old: Pair, rival: Pair, tell: Tell) -> None:
    """The letter is that of the outlets whose claims stand; where none stands, that of all who told of it."""
    register = Register([Outlet(name=COURIER, reliability="A"), Outlet(name=GAZETTE, reliability="C")])
    new = tell("new", WITHDRAWN, COURIER, 3, figure=52, sentence="We")
    for pairs, letter in (((old, rival), "A"), ((old, rival, new), "C"), ((old, new), "A")):
        (finding,) = corroborate([document for document, _ in pairs], [claim for _, claim in pairs], register=register)
        assert finding.grade[0] == letter


def test_a_retraction_of_another_deed_leaves_this_one(old: Pair, tell: Tell, make_claim: Code) -> None:
    """A report that withdraws one thing and tells another withdraws nothing of the other."""
    text = "We have withdrawn our report that Chad recalled its envoy from Oslo.\n\nTurkey handed 52 trucks to Mali."
    new = tell("new", text, COURIER, 3, figure=52)
    other = make_claim(new[0], "We have", "SANCTION TCD > NOR", trigger="recalled")
    findings = corroborate([old[0], new[0]], [old[1], new[1], other])
    deeds = {finding.event: finding for finding in findings}
    assert (deeds["AID"].superseded, deeds["AID"].status, deeds["SANCTION"].status) == ((), "completed", "retracted")


def test_a_voice_corrects_itself_in_any_outlet(tell: Tell) -> None:
    """What the ministry said earlier is superseded wherever it was printed; another ministry's figure is not."""
    old = tell("old", f"Turkey handed 52 trucks to Mali, {MINISTRY.text} said.", COURIER, 1, figure=52, voice=MINISTRY)
    text = "Mali's men have 52 trucks that Turkey handed them, in the words of a Togolese minister."
    other = tell("other", text, "Plain Daily", 2, sentence="Mali", figure=52, voice=TOGO)
    text = f"{MINISTRY.text} corrected its earlier statement: Turkey handed 25 trucks to Mali."
    new = tell("new", text, GAZETTE, 3, figure=25, sentence="Ghana", voice=MINISTRY)
    finding = weighed(old, other, new)
    assert gone(finding) == {old[1].id: new[1].id}
    assert finding.quantity == ("52 trucks", "25 trucks")
    assert {c.relation for c in finding.conflicts} == {"conflict", "update"}


def test_a_voice_takes_its_word_back(tell: Tell, rival: Pair) -> None:
    """A claim that its speaker retracts goes with what the same speaker said before, and is no denial."""
    old = tell("old", f"Turkey handed 52 trucks to Mali, {MINISTRY.text} said.", COURIER, 1, figure=52, voice=MINISTRY)
    text = f"{MINISTRY.text} retracted its claim that Turkey handed 52 trucks to Mali."
    new = tell("new", text, GAZETTE, 3, sentence="Ghana", voice=MINISTRY, status="denied")
    new = new[0], msgspec.structs.replace(new[1], act=Act.RETRACTS)
    finding = weighed(old, rival, new)
    assert gone(finding) == {old[1].id: new[1].id, new[1].id: "new"}
    assert finding.status == "completed"
    assert [step.status for step in finding.timeline] == ["completed", "retracted"]
    assert not any(c.relation == "conflict" for c in finding.conflicts)


def test_what_a_voice_says_beside_its_retraction_stands(tell: Tell) -> None:
    """Only what the words take back is withdrawn, and not what the same speaker adds."""
    old = tell("old", f"Turkey handed 52 trucks to Mali, {MINISTRY.text} said.", COURIER, 1, figure=52, voice=MINISTRY)
    text = f"{MINISTRY.text} retracted its statement on Chad, saying that Turkey handed 52 trucks to Mali."
    new = tell("new", text, GAZETTE, 3, figure=52, sentence="Ghana", voice=MINISTRY)
    assert weighed(old, new).superseded == ()


def test_a_voice_that_only_says_what_was_wrong(tell: Tell) -> None:
    """A figure told only as wrong is no figure of the finding, though what was said first is not in the ledger."""
    text = f"{MINISTRY.text} corrected its earlier statement that Turkey handed 52 trucks to Mali."
    new = tell("new", text, GAZETTE, 3, figure=52, voice=MINISTRY)
    finding = weighed(new)
    assert (gone(finding), finding.quantity, finding.status) == ({new[1].id: "new"}, (), "completed")


def test_a_bare_name_is_nobody_in_another_report(tell: Tell) -> None:
    """`The ministry` of one report may be another one than that of the next."""
    bare = Voice(kind=VoiceKind.INSTITUTION, text="the ministry")
    old = tell("old", "Turkey handed 52 trucks to Mali, the ministry said.", COURIER, 1, figure=52, voice=bare)
    text = "The ministry corrected its earlier figure: Turkey handed 25 trucks to Mali."
    new = tell("new", text, GAZETTE, 3, figure=25, sentence="The", voice=bare)
    assert weighed(old, new).superseded == ()


def test_a_chain_of_corrections(old: Pair, tell: Tell) -> None:
    """Each correction supersedes what went before; the last one stands."""
    second = tell("second", "Correction: Turkey handed 25 trucks to Mali, not 52.", COURIER, 3, figure=25)
    third = tell("third", "Correction: Turkey handed 27 trucks to Mali, not 25.", COURIER, 4, figure=27)
    finding = weighed(old, second, third)
    assert gone(finding) == {old[1].id: second[1].id, second[1].id: third[1].id}
    assert finding.quantity == ("27 trucks",)
    assert [step.status for step in finding.timeline] == ["completed", "superseded", "superseded"]


def test_the_flat_form_names_what_is_superseded(old: Pair, tell: Tell) -> None:
    """One object a superseded claim."""
    new = tell("new", CORRECTED, COURIER, 3, figure=25)
    (entry,) = flat(weighed(old, new))["superseded"]
    assert entry == {"claim": old[1].id, "by": new[1].id, "kind": "correction", "reason": "quantity corrected in new: “Correction”"}
