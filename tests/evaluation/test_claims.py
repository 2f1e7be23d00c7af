"""Scores of claims on small sets, worked out by hand."""

from typing import Any

import pytest

from foedus.evaluation.claims import f1, pair, same_parties, same_voice, scores, stems
from foedus.evaluation.report import claims_report

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
    assert found["confusion"] == []


def test_known_scores() -> None:
    """One deed right, one of another type, one missed, one invented."""
    gold = [line(), line(**ACCUSED), line(doc="two")]
    predicted = [line(actors=["NER"]), line(**ACCUSED | {"event": "REJECT"}), line(doc="three")]
    found = scores(gold, predicted)
    assert found["loose"] == [0.667, 0.667, 0.667]
    assert found["deed"] == [0.333, 0.333, 0.333]
    assert found["who"] == [0.0, 0.0, 0.0]
    assert found["confusion"] == [("ACCUSE as REJECT", 1)]


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


def test_the_report_tells_scores_and_errors() -> None:
    """Predictions on other documents do not count; missed and invented deeds stand with their sentence."""
    report = claims_report([line(), line(**ACCUSED)], [line(), line(doc="nine"), line(trigger="sold", event="COERCE")], errors=5)
    assert report.values["predicted"] == 2
    assert "1 documents, 2 annotated claims, 2 predicted" in report.text
    assert "deed                       0.5    0.5    0.5" in report.text
    assert f"missed: one ACCUSE “denounced” in: {SENTENCE}" in report.text
    assert f"invented: one COERCE “sold” in: {SENTENCE}" in report.text
    assert "missed" not in claims_report([line()], []).text
