"""Scores of coded sentences on small sets, worked out by hand."""

from typing import Any

import pytest

from foedus.evaluation.report import sentences_report
from foedus.evaluation.sentences import Event, annotated, coded, country, interval, scores


def event(told: str, *alternatives: str) -> Event:
    """An event from `TYPE A+B>C`; no target and two sources make it mutual."""
    kind, _, sides = told.partition(" ")
    sources, targets = (tuple(side.split("+")) if side else () for side in sides.split(">"))
    return Event(event=kind, alternatives=alternatives, sources=sources, targets=targets, mutual=len(sources) > 1 and not targets)


def measured(gold: list[Event], predicted: list[Event]) -> dict[str, Any]:
    """Scores of one sentence."""
    return scores([gold], [predicted])


@pytest.mark.parametrize(
    ("gold", "predicted", "types", "actors", "triple"),
    [
        ("AID TCD>MLI", "AID TCD>MLI", 1.0, 1.0, 1.0),
        ("AID TCD>MLI", "AID MLI>TCD", 1.0, 0.0, 0.0),
        ("AID TCD>MLI", "AGREE TCD>MLI", 0.0, 1.0, 0.0),
        ("CONSULT TCD+MLI>", "CONSULT TCD>MLI", 1.0, 1.0, 1.0),
        ("CONSULT TCD+MLI>", "CONSULT MLI>TCD", 1.0, 1.0, 1.0),
        ("CONSULT TCD>MLI", "CONSULT TCD+MLI>", 1.0, 0.667, 0.667),
        ("CONSULT TCD+MLI+NER>", "CONSULT TCD+MLI+NER>", 1.0, 1.0, 1.0),
        ("AID TCD>", "AID TCD>", 1.0, 1.0, 1.0),
        ("AID TCD>MLI", "AID TCD>", 1.0, 0.0, 0.0),
    ],
)
def test_directions_are_folded(gold: str, predicted: str, types: float, actors: float, triple: float) -> None:
    """A mutual annotation agrees with either direction; a directed one with its own, so that a mutual coding is half right."""
    found = measured([event(gold)], [event(predicted)])
    assert (found["type"][2], found["actors"][2], found["triple"][2]) == (types, actors, triple)


def test_alternatives_count_as_the_type() -> None:
    """Where annotation allows two types, either will do, but only once."""
    gold = [event("AID TCD>MLI", "AGREE")]
    assert measured(gold, [event("AGREE TCD>MLI")])["triple"] == [1.0, 1.0, 1.0]
    assert measured(gold, [event("AGREE TCD>MLI"), event("AID TCD>MLI")])["triple"] == [0.5, 1.0, 0.667]


def test_alignment_is_the_largest_one_to_one() -> None:
    """A type that fits two annotations is given to the one that has no other."""
    gold = [event("AID TCD>MLI", "AGREE"), event("AGREE TCD>MLI")]
    assert measured(gold, [event("AGREE TCD>MLI"), event("AID TCD>MLI")])["triple"] == [1.0, 1.0, 1.0]


def test_sources_and_targets() -> None:
    """Sides are scored by themselves; all parties of a mutual event are targets too."""
    found = measured([event("CONSULT TCD+MLI>")], [event("CONSULT TCD>NER")])
    assert found["source"] == [1.0, 0.5, 0.667]
    assert found["target"] == [0.0, 0.0, 0.0]


def test_sentences_without_an_event_give_the_false_alarm_rate() -> None:
    """Only there is a coded event surely wrong."""
    found = scores([[], [], [event("AID TCD>MLI")]], [[event("AID TCD>MLI")], [], []])
    assert found["false alarms"] == [0.5, 2]
    assert (found["sentences"], found["predicted"], found["covered"]) == (3, 1, 1)
    assert "false alarms" not in measured([event("AID TCD>MLI")], [])


def test_the_interval_holds_the_score_and_is_repeatable() -> None:
    """Bootstrap samples with a fixed seed."""
    counts = [(1, 1, 1), (0, 1, 1)] * 10
    low, high = interval(counts)
    assert low < 0.5 < high
    assert interval(counts) == [low, high]
    assert interval([(1, 1, 1)] * 5) == [1.0, 1.0]


@pytest.mark.parametrize(
    ("code", "found"), [("TCD", "TCD"), ("SDN:REB", "SDN"), ("IGO:UN", "IGO"), ("MNC:WAGNER", "MNC"), ("UNK", ""), ("UNK:REB", "")]
)
def test_countries_of_codes(code: str, found: str) -> None:
    """Organisations count by their kind; the unidentified not at all."""
    assert country(code) == found


def test_events_of_both_files_are_made_comparable() -> None:
    """The annotated form names countries, the flat form has codes."""
    gold = annotated({"event": "AID", "alt": ["AGREE"], "source": [{"country": "TCD"}, {"country": None}], "target": [{"country": "MLI"}]})
    assert gold == event("AID TCD>MLI", "AGREE")
    assert annotated({"event": "CONSULT", "source": [{"country": "TCD"}, {"country": "MLI"}]}).mutual
    assert coded({"event": "AID", "actors": ["TCD:MIL"], "recipients": ["MLI", "UNK"]}) == event("AID TCD>MLI")
    assert coded({"event": "CONSULT", "actors": ["TCD", "MLI"], "recipients": []}).mutual


def test_the_report_tells_scores_and_misses() -> None:
    """A sentence whose triple was not found stands with both readings."""
    gold: list[dict[str, Any]] = [
        {
            "id": "a",
            "text": "Chad aided Mali.",
            "events": [{"event": "AID", "source": [{"country": "TCD"}], "target": [{"country": "MLI"}]}],
        },
        {"id": "b", "text": "Rain fell.", "events": []},
    ]
    wrong = {"event": "AID", "actors": ["MLI", "TCD"], "recipients": []}
    report = sentences_report(gold, {"a": [wrong], "b": [wrong]}, errors=3)
    assert "2 sentences, 2 with an event, 2 events" in report.text
    assert "false alarms in 1 sentences without an event: 1.000" in report.text
    assert "a: Chad aided Mali." in sentences_report(gold, {}, errors=1).text
    assert "annotated ['AID TCD to MLI'], coded []" in sentences_report(gold, {}, errors=1).text
    assert "coded" not in sentences_report(gold, {}).text
