"""What makes two claims one deed, and what keeps them apart."""

import datetime as dt
from collections.abc import Callable

import pytest

from foedus.corroboration.deeds import Deed, Laying
from foedus.corroboration.findings import corroborate
from foedus.corroboration.matching import compare
from foedus.corroboration.rarity import Rarity
from foedus.corroboration.things import Things
from foedus.model.claim import Claim
from foedus.model.period import Period, Precision
from foedus.model.text import Document

Make = Callable[..., Document]
Code = Callable[..., Claim]


def laid(documents: list[Document], claims: list[Claim]) -> list[Deed]:
    """Claims as deeds, in the order given."""
    laying = Laying(Rarity.load(), Things.load())
    deeds = [
        deed for d in documents for deed in laying.deeds(d, [claim for claim in claims if claim.document == d.id], published=d.published)
    ]
    return [next(deed for deed in deeds if deed.id == claim.id) for claim in claims]


def pair(make_report: Make, make_claim: Code, first: dict[str, object], second: dict[str, object]) -> tuple[Deed, Deed]:
    """Two claims from two reports a day apart."""
    texts = [str(given.pop("text")) for given in (first, second)]
    dates = [str(given.pop("published", f"2025-03-0{i}")) for i, given in enumerate((first, second), start=1)]
    documents = [make_report(name, text, published=date) for name, text, date in zip("ab", texts, dates, strict=True)]
    claims = [make_claim(d, d.text.split(" ")[0], given.pop("coded"), **given) for d, given in zip(documents, (first, second), strict=True)]
    a, b = laid(documents, claims)
    return a, b


GIFT = {"text": "Turkey will give ten drones to Mali.", "coded": "AGREE TUR > MLI", "trigger": "will give", "status": "planned"}


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (
            {"text": "Turkey will give ten drones to Niger.", "coded": "AGREE TUR > NER", "trigger": "will give", "status": "planned"},
            "parties differ",
        ),
        (
            {"text": "Mali will give ten drones to Turkey.", "coded": "AGREE MLI > TUR", "trigger": "will give", "status": "planned"},
            "parties differ",
        ),
        ({"text": "Turkey condemned the drones of Mali.", "coded": "ACCUSE TUR > MLI", "trigger": "condemned"}, "different kinds"),
        ({"text": "Turkey took back its drones from Mali.", "coded": "SANCTION TUR > MLI", "trigger": "took back"}, "different kinds"),
        ({"text": "Turkey gave ten drones to Mali.", "coded": "AID TUR > MLI", "trigger": "gave", "date": "2024-11-02"}, "before the plan"),
        ({"text": "Turkey visited Mali.", "coded": "CONSULT TUR > MLI", "trigger": "visited"}, "something else"),
        ({"text": "Turkey left the hills of Mali.", "coded": "RETREAT TUR > MLI", "trigger": "left"}, "something else"),
        ({"text": "Chad helped Turkey and Mali.", "coded": "AID TCD > TUR+MLI", "trigger": "helped"}, "parties differ"),
        ({"text": "Mali and Chad dropped ten drones.", "coded": "AGREE MLI+TCD", "trigger": "dropped"}, "parties differ"),
    ],
)
def test_barred_pairs_say_why(make_report: Make, make_claim: Code, other: dict[str, object], reason: str) -> None:
    """Barred pairs say why."""
    match = compare(*pair(make_report, make_claim, dict(GIFT), dict(other))).tied(1.0)
    assert reason in match.barred


@pytest.mark.parametrize(
    "other",
    [
        {"text": "Turkey gave ten drones to Mali.", "coded": "AID TUR > MLI", "trigger": "gave", "published": "2025-04-01"},
        {"text": "Turkey delivered drones to Mali.", "coded": "COOPERATE TUR > MLI", "trigger": "delivered", "published": "2025-04-01"},
        {"text": "Turkey will give no drones to Mali.", "coded": "AGREE TUR > MLI", "trigger": "will give", "status": "denied"},
        {"text": "Turkey will give drones away.", "coded": "AGREE TUR", "trigger": "will give", "status": "planned"},
        {"text": "Mali asked Turkey for drones.", "coded": "REQUEST MLI > TUR", "trigger": "asked", "status": "requested"},
        {"text": "Turkey and Mali struck a deal on ten drones.", "coded": "AGREE TUR+MLI", "trigger": "struck", "status": "planned"},
    ],
)
def test_plan_execution_denial_and_request_are_one_deed(make_report: Make, make_claim: Code, other: dict[str, object]) -> None:
    """Plan execution denial and request are one deed."""
    match = compare(*pair(make_report, make_claim, dict(GIFT), dict(other))).tied(0.5)
    assert not match.barred
    assert match.score > 0


def test_each_feature_is_named(make_report: Make, make_claim: Code) -> None:
    """Each feature is named."""
    match = compare(*pair(make_report, make_claim, dict(GIFT), dict(GIFT))).tied(0.5)
    assert {"kind", "parties", "things", "trigger", "documents"} <= {feature.name for feature in match.features}


def test_comparison_does_not_depend_on_the_order(make_report: Make, make_claim: Code) -> None:
    """Comparison does not depend on the order."""
    a, b = pair(make_report, make_claim, dict(GIFT), {**GIFT, "text": "Turkey will give ten armed drones to Mali in May."})
    assert compare(a, b).tied(0.3) == compare(b, a).tied(0.3)


@pytest.mark.parametrize(("later", "same"), [("2025-02-27", True), ("2025-02-10", False)])
def test_attacks_on_other_days_are_other_attacks(make_report: Make, make_claim: Code, later: str, same: bool) -> None:
    """Attacks on other days are other attacks."""
    shelling = {"text": "Sudan shelled a depot in Chad.", "coded": "ASSAULT SDN > TCD", "trigger": "shelled", "date": "2025-02-26"}
    match = compare(*pair(make_report, make_claim, dict(shelling), {**shelling, "date": later})).tied(0.9)
    assert (not match.barred) is same


def test_meetings_in_other_countries_are_other_meetings(make_report: Make, make_claim: Code) -> None:
    """Meetings in other countries are other meetings."""
    talks = {"text": "Iran met Oman for talks.", "coded": "CONSULT IRN+OMN", "trigger": "met"}
    a, b = pair(make_report, make_claim, {**talks, "place": ("Rome", "ITA")}, {**talks, "place": ("Muscat", "OMN")})
    assert compare(a, b).tied(0.9).barred == "different places: Rome, Muscat"


def test_other_treaties_are_other_deeds(make_report: Make, make_claim: Code) -> None:
    """Other treaties are other deeds."""
    a, b = pair(
        make_report,
        make_claim,
        {"text": "Peru and Chile signed the Lima Water Treaty.", "coded": "SUPPORT PER+CHL", "trigger": "signed"},
        {"text": "Peru and Chile signed the Arica Rail Treaty.", "coded": "SUPPORT PER+CHL", "trigger": "signed"},
    )
    assert compare(a, b).tied(0.9).barred == "different treaties"


def test_on_one_topic_a_party_misread_does_not_make_another_deed(make_report: Make, make_claim: Code) -> None:
    """On one topic a party misread does not make another deed, if the things are the same; two parties misread do."""
    drones, tractors = ("ten drones", 10, 10, "drone"), ("forty tractors", 40, 40, "tractor")
    misread = {**GIFT, "coded": "AGREE TUR > NER", "figure": drones}
    other = {**GIFT, "text": "Turkey will give forty tractors to Niger.", "coded": "AGREE TUR > NER", "figure": tractors}
    both = {**GIFT, "coded": "AGREE QAT > NER", "figure": drones}
    for told, expected in ((misread, True), (other, False), (both, False)):
        match = compare(*pair(make_report, make_claim, {**GIFT, "figure": drones}, dict(told)), akin=True).tied(0.6)
        assert (not match.barred and match.score > 0) is expected, match


def test_a_party_that_no_words_name_tells_no_two_deeds_apart_on_one_topic(make_report: Make, make_claim: Code) -> None:
    """On one topic a party that the sentence does not name is no reason to part two deeds; on other topics it is."""
    a, b = pair(make_report, make_claim, dict(GIFT), {**GIFT, "text": "Turkey will give ten drones away.", "coded": "AGREE TUR > NER?"})
    assert compare(a, b, akin=True).tied(0.6).score > 0
    assert compare(a, b).barred
    named = pair(make_report, make_claim, dict(GIFT), {**GIFT, "text": "Turkey will give ten drones away.", "coded": "AGREE TUR > NER"})
    assert compare(*named, akin=True).score < compare(a, b, akin=True).score


def test_a_thing_that_stands_for_a_party_is_compared_as_a_thing(make_report: Make, make_claim: Code) -> None:
    """The ship that a state sends is what was asked for, although the coder takes its words for the actor."""
    document = make_report("a", "A British patrol ship anchored there.")
    claim = make_claim(document, "A British", "AID GBR > GUY", trigger="anchored", named="British patrol ship")
    (deed,) = laid([document], [claim])
    assert {"patrol", "#ship"} <= deed.things.keys()
    assert "british" not in deed.things


def test_words_between_two_deeds_belong_to_the_nearer_side_of_the_last_comma(make_report: Make, make_claim: Code) -> None:
    """Words between two deeds of a sentence are parted at the last mark: the rice is no part of the promise of boats."""
    document = make_report("a", "Japan handed over rice for two districts, and pledged five boats.")
    deeds = (("AID", "handed"), ("AGREE", "pledged"))
    gift, promise = laid([document], [make_claim(document, "Japan", f"{kind} JPN > PNG", trigger=trigger) for kind, trigger in deeds])
    assert ("rice" in gift.things, "boat" in gift.things) == (True, False)
    assert ("rice" in promise.things, "boat" in promise.things) == (False, True)


def test_that_somebody_agreed_is_no_thing_to_compare(make_report: Make, make_claim: Code) -> None:
    """`Agreed to meet` is about a meeting and no pact, and matches `accepted a summit`."""
    document = make_report("a", "Guyana and Venezuela agreed to meet in Boa Vista.")
    (a,) = laid([document], [make_claim(document, "Guyana", "AGREE GUY+VEN", trigger="agreed", status="planned")])
    assert "#meeting" in a.things
    assert "pact" not in a.classes


def test_who_helps_two_parties_to_agree_is_none_of_them(make_report: Make, make_claim: Code) -> None:
    """An offer to two states is not the meeting of the two: the actor of one deed must be among those who act together."""
    offer = {"text": "Colombia offered talks to Peru and Chile.", "coded": "AGREE COL > PER+CHL", "trigger": "offered", "status": "planned"}
    talks = {"text": "Peru and Chile agreed on talks.", "coded": "AGREE PER+CHL", "trigger": "agreed", "status": "planned"}
    assert "parties differ" in compare(*pair(make_report, make_claim, dict(offer), dict(talks))).barred
    told = {**offer, "coded": "AGREE PER > CHL"}
    assert not compare(*pair(make_report, make_claim, dict(told), dict(talks))).barred


def test_a_bare_number_counts_what_the_sentence_before_speaks_of(make_report: Make, make_claim: Code) -> None:
    """`Poland will take 48` is about the howitzers of the sentence before, more than a claim that names its own thing is."""
    told = []
    for name, words, unit in (("a", "48", ""), ("b", "48 tractors", "tractor")):
        document = make_report(name, f"Ten howitzers came late. Poland will take {words} in all.")
        claim = make_claim(document, "Poland", "AGREE POL > KOR", trigger="take", status="planned", figure=(words, 48, 48, unit))
        told += laid([document], [claim])
    bare, named = told
    assert bare.wide["howitzer"] > 2 * named.wide["howitzer"] > 0


def test_a_promise_to_release_is_met_by_the_release(make_report: Make, make_claim: Code) -> None:
    """An agreement to exchange prisoners and their exchange are one deed, although it was coded as no concession."""
    plan: dict[str, object] = {
        "text": "Iran and Oman agreed to exchange prisoners.",
        "coded": "AGREE IRN+OMN",
        "trigger": "agreed",
        "status": "planned",
    }
    deed: dict[str, object] = {"text": "Iran and Oman exchanged two prisoners.", "coded": "RETREAT IRN+OMN", "trigger": "exchanged"}
    assert compare(*pair(make_report, make_claim, plan, deed)).tied(0.5).score > 0


def test_a_deed_years_after_a_plan_is_less_likely_the_one_that_was_meant(make_report: Make, make_claim: Code) -> None:
    """Within a year the time since the plan does not count; after that each doubling counts against it."""
    scores = []
    for published in ("2025-04-01", "2026-02-27", "2030-03-01"):
        done = {"text": "Turkey gave ten drones to Mali.", "coded": "AID TUR > MLI", "trigger": "gave", "published": published}
        scores.append(compare(*pair(make_report, make_claim, dict(GIFT), dict(done))).score)
    assert scores[0] == scores[1] > scores[2]


def test_what_goes_on_is_as_far_from_a_later_date_as_the_days_between(make_report: Make, make_claim: Code) -> None:
    """A strike reported as going on in May is not near one dated the January after."""
    strike: dict[str, object] = {
        "text": "Miners of Chad struck.",
        "coded": "PROTEST TCD:LAB > TCD",
        "trigger": "struck",
        "status": "ongoing",
    }
    scores = []
    for date in ("2025-03-05", "2026-01-05"):
        dated = {**strike, "status": "completed", "date": date, "published": "2026-01-20"}
        scores.append(compare(*pair(make_report, make_claim, dict(strike), dated)).score)
    assert scores[0] > scores[1] + 2


def test_organs_of_government_are_their_state(make_report: Make, make_claim: Code) -> None:
    """Organs of government are their state."""
    match = compare(*pair(make_report, make_claim, dict(GIFT), {**GIFT, "coded": "AGREE TUR:MIL > MLI"})).tied(0.5)
    assert not match.barred


def test_verbs_in_a_row_are_deeds_in_a_row(make_report: Make, make_claim: Code) -> None:
    """Verbs in a row are deeds in a row."""
    document = make_report("a", "Rebels ambushed a convoy of Chad and carried off two drivers.")
    claims = [make_claim(document, "Rebels", "ASSAULT SDN:REB > TCD", trigger=trigger) for trigger in ("ambushed", "carried off")]
    assert len(corroborate([document], claims)) == 2


def test_a_later_reversal_is_a_deed_of_its_own(make_report: Make, make_claim: Code) -> None:
    """A later reversal is a deed of its own."""
    a = make_report("a", "Kenya deployed 900 soldiers to Congo.")
    b = make_report("b", "Kenya withdrew its 900 soldiers from Congo.", published="2025-08-01")
    claims = [
        make_claim(a, "Kenya", "AID KEN > COD", trigger="deployed"),
        make_claim(b, "Kenya", "RETREAT KEN > COD", trigger="withdrew"),
    ]
    assert len(corroborate([a, b], claims)) == 2


def test_undated_claims_and_documents_can_be_compared(make_report: Make, make_claim: Code) -> None:
    """Undated claims and documents can be compared."""
    a, b = pair(make_report, make_claim, {**GIFT, "published": ""}, {**GIFT, "published": ""})
    assert compare(a, b).tied(1.0).score > 0
    spring = Period(start=dt.date(2025, 3, 1), end=dt.date(2025, 6, 1), precision=Precision.SEASON)
    a, b = pair(make_report, make_claim, {**GIFT, "published": "", "date": spring}, {**GIFT, "published": ""})
    assert not compare(a, b).barred
