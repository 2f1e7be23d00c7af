"""Scores of coded sentences on small sets, worked out by hand."""

from typing import Any

import pytest

from foedus.evaluation.parties import country, sector
from foedus.evaluation.report import sentences_comparison, sentences_report
from foedus.evaluation.sentences import Event, align, annotated, coded, scores


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


@pytest.mark.parametrize(
    ("code", "found"), [("TCD", "TCD"), ("SDN:REB", "SDN"), ("IGO:UN", "IGO"), ("MNC:WAGNER", "MNC"), ("UNK", ""), ("UNK:REB", "")]
)
def test_countries_of_codes(code: str, found: str) -> None:
    """Organisations count by their kind; the unidentified not at all."""
    assert country(code) == found


@pytest.mark.parametrize(("code", "found"), [("TCD", ""), ("SDN:REB", "REB"), ("IGO:UN", ""), ("UNK", ""), ("UNK:REB", "REB")])
def test_sectors_of_codes(code: str, found: str) -> None:
    """A state and its organs have none, nor has a body of no state."""
    assert sector(code) == found


def test_events_of_both_files_are_made_comparable() -> None:
    """The annotated form names country and sector, the flat form has codes, and details that may know more."""
    gold = annotated({
        "event": "AID", "alt": ["AGREE"], "source": [{"country": "TCD", "sector": "CIV"}, {"country": None}], "target": [{"country": "MLI"}]
    })  # fmt: skip
    assert (gold.sources, gold.targets, gold.alternatives, gold.mutual) == (("TCD",), ("MLI",), ("AGREE",), False)
    assert (gold.source_roles, gold.target_roles) == ((("TCD", "CVL"),), (("MLI", ""),))
    assert annotated({"event": "CONSULT", "source": [{"country": "TCD"}, {"country": "MLI"}]}).mutual
    assert not annotated({"event": "CONSULT", "source": [{"country": "TCD"}, {"country": ""}]}).mutual
    details = [{"code": "TCD", "sector": "MIL"}]
    found = coded({"event": "AID", "actors": ["TCD"], "recipients": ["MLI:REB", "UNK"], "actor_details": details})
    assert (found.sources, found.targets) == (("TCD",), ("MLI",))
    assert (found.source_roles, found.target_roles) == ((("TCD", "MIL"),), (("MLI", "REB"),))
    talks = coded({"event": "CONSULT", "actors": ["TCD", "MLI"], "recipients": []})
    assert talks.mutual
    assert talks.target_roles == talks.source_roles


@pytest.mark.parametrize(
    ("gold", "predicted", "pairs"),
    [
        (["AID TCD>MLI"], ["AID NER>SDN"], [(0, 0)]),
        (["AID TCD>MLI"], ["AGREE TCD>SDN"], [(0, 0)]),
        (["AID TCD>MLI"], ["AGREE NER>SDN"], []),
        (["AID TCD>MLI"], ["AGREE >"], [(0, 0)]),
        (["AID TCD>MLI"], ["AID TCD>NER", "AID TCD>MLI"], [(0, 1)]),
        (["AID TCD>MLI", "ACCUSE TCD>NER"], ["ACCUSE TCD>NER", "AGREE TCD>MLI"], [(0, 1), (1, 0)]),
    ],
)
def test_events_of_a_sentence_are_aligned(gold: list[str], predicted: list[str], pairs: list[tuple[int, int]]) -> None:
    """By type, then by parties; without either they speak of different deeds."""
    assert align([event(told) for told in gold], [event(told) for told in predicted]) == pairs


GOLD: list[dict[str, Any]] = [
    {
        "id": "a",
        "text": "Chad aided Mali.",
        "events": [{"event": "AID", "source": [{"country": "TCD", "sector": "GOV"}], "target": [{"country": "MLI"}]}],
    },
    {"id": "b", "text": "Rain fell.", "events": []},
]
WRONG = {"event": "AID", "actors": ["MLI", "TCD"], "recipients": []}


def test_the_report_tells_scores_and_mistakes() -> None:
    """Both readings stand below the sentence, and what decided; the confusion table has what was missed and invented."""
    why = [{"part": "actors", "rule": "parties", "detail": "joined"}, {"part": "event", "rule": "model", "detail": "AID"}]
    report = sentences_report(GOLD, {"a": [WRONG | {"why": why}], "b": [WRONG]}, errors=3)
    assert "2 sentences, 2 with an event, 2 events" in report.text
    assert "false alarms in 1 sentences without an event: 1.000" in report.text
    assert report.values["confusion"] == {"AID": {"AID": 1}, "invented": {"AID": 1}}
    told = "  a: Chad aided Mali.\n    annotated: AID: TCD:GOV to MLI\n    coded: AID: MLI+TCD\n      actors by parties: joined"
    assert f"wrong parties:\n{told}\n" not in report.text
    assert f"wrong parties:\n{told}" in report.text
    assert "missed:\n  a: Chad aided Mali." in sentences_report(GOLD, {}, errors=1).text
    assert "missed:" not in sentences_report(GOLD, {}).text


def test_neutral_text_has_a_report_of_its_own() -> None:
    """Only the share with a claim, and of what types these are."""
    report = sentences_report(GOLD[1:], {"b": [WRONG]}, errors=1)
    assert report.values["false alarms"] == [1.0, 1]
    assert report.values["types"] == {"AID": 1}
    assert "1 claims: AID 1" in report.text
    assert "invented:\n  b: Rain fell.\n    coded: AID: MLI+TCD" in report.text
    assert sentences_report(GOLD[1:], {}).text == "false alarms in 1 sentences without an event: 0.000 (95 %: 0.000 to 0.793)"


def test_two_codings_are_compared_sentence_by_sentence() -> None:
    """On type and triple."""
    gold = [GOLD[0] | {"id": str(number)} for number in range(12)]
    right = {line["id"]: line["events"] for line in gold}
    values = sentences_comparison(("wrong", "right"), gold, ({line["id"]: [WRONG] for line in gold}, right)).values
    assert (values["type"]["difference"], values["type"]["beyond_chance"]) == (0.0, False)
    assert (values["triple"]["second"], values["triple"]["beyond_chance"]) == (1.0, True)
