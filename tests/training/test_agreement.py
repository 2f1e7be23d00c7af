"""Agreement of two annotations, worked out by hand."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from training.annotation.agreement import SLOTS, Agreement, align, cohens_kappa, disagreements, main, measure
from training.annotation.validate import ClaimRow

SENTENCE = "Chad gave Mali 40 drones and has denounced Niger, an aide said."


def row(**parts: Any) -> dict[str, Any]:
    """A line of `gold.jsonl`."""
    place = {"doc": "TZ001", "claim": "TZ001-c1", "sentence": SENTENCE, "start": 10, "end": 10 + len(SENTENCE)}
    deed = {"trigger": "gave", "event": "AID", "mode": "", "actors": ["TCD"], "recipients": ["MLI"], "status": "completed"}
    slots = dict.fromkeys(("attribution", "quantity", "place", "date", "exchange"))
    return {**place, **deed, **slots, "context": "other", **parts}


def claim(**parts: Any) -> ClaimRow:
    """A claim."""
    return msgspec.convert(row(**parts), ClaimRow)


ACCUSED: dict[str, Any] = {"trigger": "denounced", "event": "ACCUSE", "mode": "disapprove", "recipients": ["NER"]}
DRONES = {"text": "40 drones", "low": 40, "high": 40, "unit": "drones"}


def agreement(name: str, *pairs: tuple[ClaimRow, ClaimRow]) -> Agreement:
    """Agreement on a slot."""
    return next(measure(slot, pairs) for slot in SLOTS if slot.name.startswith(name))


def test_claims_are_paired_where_triggers_overlap() -> None:
    """Other words and other documents have no partner; extra words do no harm."""
    first = [claim(), claim(**ACCUSED), claim(doc="TZ002")]
    second = [claim(**ACCUSED | {"trigger": "has denounced"}), claim(trigger="said"), claim(doc="TZ003")]
    found = align(first, second)
    assert found.pairs == ((first[1], second[0]),)
    assert found.first_only == (first[0], first[2])
    assert found.second_only == (second[1], second[2])
    assert found.trigger_f1 == 0.333


def test_of_several_claims_at_one_trigger_those_of_one_type_are_paired() -> None:
    """One to one, whatever the order."""
    first, second = [claim(), claim(event="COOPERATE")], [claim(event="COOPERATE"), claim()]
    assert align(first, second).pairs == ((first[0], second[1]), (first[1], second[0]))


def test_open_slots_agree_but_are_told_apart() -> None:
    """The share over filled slots leaves out pairs in which neither fills it."""
    full, other = claim(quantity=DRONES), claim(quantity=DRONES | {"high": None})
    found = agreement("quantity", (claim(), claim()), (full, full), (full, other), (full, claim()))
    assert (found.pairs, found.share, found.filled) == (4, 0.5, 3)
    assert found.share_filled == pytest.approx(1 / 3)


def test_slots_that_count_only_where_both_can_say() -> None:
    """Modes count within one type, words of an attribution where both give one."""
    accused = claim(**ACCUSED)
    assert agreement("mode", (claim(), accused), (accused, accused), (accused, claim(**ACCUSED | {"mode": "allege"}))).share == 0.5
    spoken, partly, wrong = (claim(attribution=words) for words in ("an aide", "aide", "Chad"))
    pairs = (spoken, partly), (spoken, wrong), (spoken, claim())
    assert (agreement("attribution, words", *pairs).share, agreement("attribution, words", *pairs).pairs) == (0.5, 2)
    assert agreement("attribution, whether", *pairs).share == pytest.approx(2 / 3)
    assert agreement("status").share is None


def test_a_place_of_no_country_is_not_no_place() -> None:
    """Border waters and silence differ."""
    sea = claim(place={"text": "Niger", "country": None})
    assert agreement("place", (sea, claim()), (sea, sea)).share == 0.5


def test_kappa_is_none_where_chance_explains_all() -> None:
    """One label throughout says nothing; opposite labels are worse than chance."""
    assert cohens_kappa([("a", "a")] * 3) is None
    assert cohens_kappa([("a", "b"), ("b", "a")]) == -1.0


def test_disagreements_stand_in_the_order_of_the_text() -> None:
    """What differs, the sentence, and both claims side by side; pairs that agree are not told."""
    first = [claim(**ACCUSED), claim(), claim(trigger="said")]
    second = [claim(status="ongoing"), claim(trigger="said")]
    one, two = disagreements(align(first, second))
    assert one.splitlines()[:2] == ["TZ001  status", f"  {SENTENCE}"]
    assert any(line.split() == ["status", "completed", "|", "ongoing"] for line in one.splitlines())
    assert two.startswith("TZ001  only in the first annotation\n")
    assert "ACCUSE.disapprove" in two


def test_the_command_prints_the_table_and_as_many_disagreements_as_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two files are read and compared."""
    paths = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    paths[0].write_text("".join(json.dumps(found) + "\n" for found in (row(), row(**ACCUSED))), encoding="utf8")
    paths[1].write_text(json.dumps(row(status="ongoing")) + "\n", encoding="utf8")
    main([*map(str, paths), "--show", "1"])
    told = capsys.readouterr().out
    assert told.startswith("1 claims aligned, 1 in the first annotation only, 0 in the second only\n")
    assert "trigger F1 0.667" in told
    assert told.count(SENTENCE) == 1
