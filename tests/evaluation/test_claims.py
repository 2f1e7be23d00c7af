"""Scores of claims on small sets, worked out by hand."""

import re
from typing import Any

import pytest

from foedus.evaluation.alignment import pair, stems
from foedus.evaluation.claims import false_alarms, same_voice, scores
from foedus.evaluation.counting import f1
from foedus.evaluation.parties import same_parties
from foedus.evaluation.report import claims_comparison, claims_report

SENTENCE = "Chad gave Mali drones and denounced Niger."


def line(doc: str = "one", **parts: Any) -> dict[str, Any]:
    """A flat claim."""
    values: dict[str, Any] = {
        "doc": doc,
        "claim": "c",
        "sentence": SENTENCE,
        "start": 0,
        "end": 42,
        "trigger": "gave",
        "event": "AID",
        "actors": ["TCD"],
        "recipients": ["MLI"],
        "status": "completed",
        "attribution": None,
        "quantity": None,
        "place": None,
        "date": None,
        "exchange": None,
        "context": "other",
    }
    return values | parts


ACCUSED: dict[str, Any] = {"trigger": "denounced", "event": "ACCUSE", "recipients": ["NER"]}


def test_a_perfect_coding_scores_one() -> None:
    """Every measure is full where all agrees."""
    gold = [line(), line(**ACCUSED)]
    found = scores(gold, gold)
    assert found["loose"] == found["deed"] == found["who"] == [1.0, 1.0, 1.0]
    assert found["status"] == [1.0, 2]
    assert found["status not completed"] == [None, 0]
    assert found["types"] == {"ACCUSE": [1.0, 1.0, 1.0, 1], "AID": [1.0, 1.0, 1.0, 1]}
    assert found["confusion"] == {"ACCUSE": {"ACCUSE": 1}, "AID": {"AID": 1}}
    assert found["status confusion"] == {"completed": {"completed": 2}}


def test_known_scores() -> None:
    """One deed right, one of another type, one missed, one invented."""
    gold = [line(), line(**ACCUSED), line(doc="two")]
    predicted = [line(actors=["NER"]), line(**ACCUSED | {"event": "REJECT"}), line(doc="three")]
    found = scores(gold, predicted)
    assert found["loose"] == [0.667, 0.667, 0.667]
    assert found["deed"] == [0.333, 0.333, 0.333]
    assert found["who"] == [0.0, 0.0, 0.0]
    assert found["confusion"] == {"ACCUSE": {"REJECT": 1}, "AID": {"AID": 1, "missed": 1}, "invented": {"AID": 1}}


def test_nothing_predicted_and_nothing_annotated() -> None:
    """No division by zero."""
    assert scores([line()], [])["deed"] == [0.0, 0.0, 0.0]
    assert scores([], [line()])["deed"] == [0.0, 0.0, 0.0]
    assert f1(0, 0, 0) == [0.0, 0.0, 0.0]


def test_standing_obligations_are_left_out() -> None:
    """Annotated text has none, so they count neither way."""
    found = scores([line()], [line(), line(status="standing", trigger="obliges")])
    assert found["predicted"] == 1
    assert found["deed"] == [1.0, 1.0, 1.0]


def test_alignment_is_one_to_one_and_takes_the_best_pairs() -> None:
    """Two codings of one deed give one hit; the one with the right parties is it."""
    right, wrong = line(claim="right"), line(claim="wrong", actors=["NER"])
    ((_, predicted),) = pair([line()], [wrong, right])
    assert predicted["claim"] == "right"
    assert scores([line()], [wrong, right])["deed"] == [0.5, 1.0, 0.667]
    assert len(pair([line(), line()], [right])) == 1


@pytest.mark.parametrize(
    ("parts", "paired"),
    [
        ({"start": 21, "end": 60}, True),
        ({"start": 30, "end": 90}, False),
        ({"start": 5, "end": 12}, True),
        ({"event": "SUPPORT", "trigger": "was given"}, False),
        ({"event": "SUPPORT", "trigger": "gave"}, True),
        ({"trigger": "sent"}, True),
        ({"doc": "two"}, False),
    ],
)
def test_what_may_be_paired(parts: dict[str, Any], paired: bool) -> None:
    """Half of the shorter sentence, and a type or a word stem in common."""
    assert bool(pair([line()], [line(**parts)])) is paired


@pytest.mark.parametrize(
    ("gold", "predicted", "same"),
    [
        ("TCD>MLI", "TCD>MLI", True),
        ("TCD>MLI", "MLI>TCD", False),
        ("TCD+MLI>", "MLI+TCD>", True),
        ("TCD+MLI>", "TCD>MLI", True),
        ("TCD>MLI", "TCD+MLI>", True),
        ("TCD+MLI>NER", "TCD+NER>MLI", False),
        ("TCD+MLI>", "TCD>", False),
        (">MLI", "MLI>", False),
        ("TCD>", "TCD>", True),
    ],
)
def test_reciprocal_deeds_compare_their_union(gold: str, predicted: str, same: bool) -> None:
    """Sides must agree, unless all parties of one of the two stand among the actors."""
    sides = [
        dict(zip(("actors", "recipients"), (s.split("+") if s else [] for s in told.split(">")), strict=True)) for told in (gold, predicted)
    ]
    assert same_parties(*sides) is same


@pytest.mark.parametrize(
    ("gold", "predicted", "same"),
    [
        ("the foreign ministry", "a foreign ministry spokesman", True),
        ("the foreign ministry", "diplomats", False),
        ("officials", "an official", True),
        ("he", "he", True),
        ("he", None, False),
        ("it", "the ministry", False),
    ],
)
def test_voices_are_the_same_if_a_content_word_is(gold: str, predicted: str | None, same: bool) -> None:
    """Pronouns are compared as they are."""
    assert same_voice(gold, predicted) is same


def test_stems_leave_out_small_words() -> None:
    """The first letters of the others."""
    assert stems("has been withdrawn from the island") == {"withd", "islan"}
    assert stems(None) == set()


def slots(gold: dict[str, Any], predicted: dict[str, Any]) -> dict[str, Any]:
    """Scores of a deed with these slots."""
    return scores([line(**gold)], [line(**predicted)])


def test_slots_are_scored_on_deeds() -> None:
    """Quantity by both ends, place by country, date to the annotated grain, context among all."""
    many = {"text": "10", "low": 10, "high": 10, "unit": "drones"}
    assert slots({"quantity": many}, {"quantity": many})["quantity"] == [1.0, 1.0, 1.0]
    assert slots({"quantity": many}, {"quantity": many | {"low": 10.0}})["quantity"][2] == 1.0
    assert slots({"quantity": many}, {"quantity": many | {"low": None}})["quantity"] == [0.0, 0.0, 0.0]
    assert slots({"quantity": many}, {})["quantity"] == [0.0, 0.0, 0.0]
    kidal = {"text": "Kidal", "country": "MLI"}
    assert slots({"place": kidal}, {"place": {"text": "Gao", "country": "MLI"}})["place country"] == [1.0, 1]
    assert slots({"place": kidal}, {})["place country"] == [0.0, 1]
    may = {"text": "May", "iso": "2025-05"}
    assert slots({"date": may}, {"date": {"text": "3 May", "iso": "2025-05-03"}})["date"] == [1.0, 1]
    assert slots({"date": may}, {"date": {"text": "May", "iso": None}})["date"] == [0.0, 1]
    assert slots({"context": "energy"}, {"context": "military", "contexts": ["military", "energy"]})["context"] == [1.0, 1]
    assert slots({"exchange": {"gives": "a"}}, {"exchange": {"gives": "b"}})["exchange"] == [1.0, 1.0, 1.0]
    said = {"attribution": "officials"}
    assert slots(said, said)["attribution"] == [1.0, 1]
    assert slots(said, {})["attribution presence"] == [0.0, 1]
    assert slots({"status": "planned"}, {"status": "denied"})["status not completed"] == [0.0, 1]


def test_sides_are_scored_apart() -> None:
    """By whole side, code, country and sector; a state has no sector, and what nobody knows no country."""
    found = scores([line(actors=["SDN:REB", "TCD"])], [line(actors=["SDN:MIL", "UNK"], recipients=["MLI:CVL"])])
    assert found["actors"] == found["recipients"] == [0.0, 1]
    assert found["actors code"] == [0.0, 0.0, 0.0]
    assert found["actors country"] == [1.0, 0.5, 0.667]
    assert found["counts"]["actors sector"] == (0, 1, 1)
    assert found["recipients country"] == [1.0, 1.0, 1.0]
    assert found["counts"]["recipients sector"] == (0, 1, 0)


def test_the_sides_of_a_reciprocal_deed_are_right_together() -> None:
    """Whoever of the two is put first."""
    found = scores([line(actors=["TCD", "MLI"], recipients=[])], [line(actors=["MLI"], recipients=["TCD"])])
    assert found["actors"] == found["recipients"] == [1.0, 1]
    assert found["counts"]["actors code"] == (2, 2, 2)
    assert found["counts"]["recipients code"] == (0, 0, 0)


def test_intervals_resample_documents() -> None:
    """Scores that vary between documents have a wide one, those of one document none."""
    gold = [line(doc) for doc in "abcdefgh"]
    found = scores(gold, [line(doc) for doc in "abcd"])
    low, high = found["deed interval"]
    assert low < found["deed"][2] < high
    assert found["type intervals"]["AID"] == [low, high]
    assert scores([line()], [line()])["deed interval"] is None


def test_false_alarms_on_neutral_documents_and_sentences() -> None:
    """Obligations in force are none; a document whose sentences are not known counts as a whole."""
    texts = {"one": [(0, 42), (43, 90)], "two": [(0, 42), (43, 90)], "three": []}
    extra = line(start=43, end=90, trigger="sold")
    found = false_alarms([line()], [line(), extra, line(doc="two"), line(doc="three", status="standing")], texts)
    assert found["false alarms in documents"] == [0.5, 2]
    assert found["false alarms in sentences"] == [0.667, 3]
    assert false_alarms([line()], [extra], {"one": ()}) == {}


def test_the_report_tells_scores_and_mistakes() -> None:
    """Predictions on other documents do not count; mistakes stand with their sentence."""
    wrong = line(trigger="sold", event="COERCE")
    report = claims_report([line(), line(**ACCUSED)], [line(), line(doc="nine"), wrong], errors=5)
    assert report.values["predicted"] == 2
    assert "1 documents, 2 annotated claims, 2 predicted" in report.text
    assert re.search(r"^deed of its type +0\.500 +0\.500 0\.500 +- +2 +2$", report.text, re.MULTILINE)
    assert re.search(r"^ACCUSE +\. +\. +1$", report.text, re.MULTILINE)
    assert f"missed:\n  one: {SENTENCE}\n    annotated: ACCUSE “denounced”, completed: TCD to NER" in report.text
    assert f"invented:\n  one: {SENTENCE}\n    coded: COERCE “sold”, completed: TCD to MLI" in report.text
    assert [error["kind"] for error in report.values["errors"]] == ["missed", "invented"]
    assert "errors" not in claims_report([line()], [line()]).values
    assert (
        "false alarms in documents without an annotated claim: 1.000 of 1" in claims_report([line()], [line("two")], texts={"two": ()}).text
    )


def test_two_codings_are_compared_document_by_document() -> None:
    """Twelve of twelve against none is beyond chance, a coding against itself is not."""
    gold = [line(f"d{number}") for number in range(12)]
    report = claims_comparison(("none", "all"), gold, ([line("other")], gold))
    deed = report.values["deed"]
    assert (deed["first"], deed["second"], deed["difference"], deed["beyond_chance"]) == (0.0, 1.0, 1.0, True)
    assert re.search(r"^who +0\.000 +1\.000 +\+1\.000 .* yes$", report.text, re.MULTILINE)
    same = claims_comparison(("all", "all"), gold, (gold, gold)).values["who"]
    assert (same["difference"], same["p"], same["beyond_chance"]) == (0.0, 1.0, False)
