"""What must hold of annotated reports."""

import json
from pathlib import Path
from typing import Any

import pytest
from training.annotation.validate import ClaimRow, check, load, main

from foedus.errors import DataError

SENTENCE = "Chad gave Mali 40 drones on Monday, an aide said in Bamako."
TEXT = f"{SENTENCE} They came by road.\n\nRice was dear."
DOCUMENT: dict[str, Any] = {
    "id": "TZ001",
    "title": "Drones",
    "outlet": "Wire",
    "published": "2024-05-08",
    "lang": "en",
    "text": TEXT,
    "synthetic": True,
}
CLAIM: dict[str, Any] = {
    "doc": "TZ001",
    "claim": "TZ001-c1",
    "sentence": SENTENCE,
    "start": 0,
    "end": len(SENTENCE),
    "trigger": "gave",
    "event": "AID",
    "actors": ["TCD"],
    "recipients": ["MLI"],
    "status": "completed",
    "attribution": "an aide",
    "quantity": {"text": "40 drones", "low": 40, "high": None, "unit": "drones"},
    "place": {"text": "Bamako", "country": "MLI"},
    "date": {"text": "Monday", "iso": "2024-05-06"},
    "exchange": None,
    "context": "military",
}


def faults(folder: Path, documents: list[dict[str, Any]], claims: list[dict[str, Any]]) -> list[str]:
    """The faults of rows."""
    for name, rows in (("corpus", documents), ("gold", claims)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
    return check([folder]).faults


def test_sound_rows_have_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Optional keys may be given or not; the summary counts."""
    given = {"mode": "", "words": {"actors": {"TCD": "Chad"}}}
    assert faults(tmp_path, [DOCUMENT], [CLAIM]) == []
    assert faults(tmp_path, [DOCUMENT | {"storyline": "z", "split": "tune"}], [CLAIM | given]) == []
    assert main([str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 documents, 1 claims, 0 faults",
        "19 words, 2 paragraphs, 1 of them neutral",
        "type: AID 1",
        "status: completed 1",
    ]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"doc": "TZ009"}, "unknown document TZ009"),
        ({"start": 1}, "offsets do not give the sentence"),
        ({"trigger": "sold"}, "trigger 'sold' is not in the sentence"),
        ({"attribution": ""}, "attribution '' is not in the sentence"),
        ({"event": "GIVE"}, "unknown event type 'GIVE'"),
        ({"event": "RETREAT", "mode": "sell"}, "unknown mode of RETREAT 'sell'"),
        ({"status": "planned"}, "AID with status planned"),
        ({"recipients": []}, "AID needs a recipient"),
        ({"event": "RETREAT", "actors": [], "recipients": []}, "neither actor nor recipient"),
        ({"actors": ["CHAD"]}, "code 'CHAD'"),
        ({"actors": ["TCD", "TCD"]}, "code twice on one side"),
        ({"words": {"actors": {"MLI": "Mali"}}}, "words 'Mali' of MLI, which is not listed"),
        ({"words": {"actors": {"TCD": "Niger"}}}, "words 'Niger' of TCD are not in the sentence"),
        ({"quantity": {"text": "40 drones", "low": 40, "high": 4, "unit": "drones"}}, "quantity: 40 to 4"),
        ({"quantity": {"text": "40 drones", "low": None, "high": None, "unit": "drones"}}, "quantity without number"),
        ({"place": {"text": "Bamako", "country": "Mali"}}, "place: country 'Mali'"),
        ({"date": {"text": "Monday", "iso": "2024-02-30"}}, "date '2024-02-30'"),
        ({"date": {"text": "Monday", "iso": "2024-05-07"}}, "'Monday' is not 2024-05-07, a Tuesday"),
        ({"date": {"text": "Monday", "iso": "2024-05-13"}}, "completed after publication: 2024-05-13"),
        ({"exchange": {"gives": "40 drones", "gets": "gold"}}, "exchange: 'gold' is not in the text"),
    ],
)
def test_faults_of_a_claim(tmp_path: Path, change: dict[str, Any], fault: str) -> None:
    """Each rule speaks up for what breaks it, and the claim is named."""
    assert any(found.startswith(f"TZ001-c1: {fault}") for found in faults(tmp_path, [DOCUMENT], [CLAIM | change]))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"text": "Too short."}, "TZ001: 2 words"),
        ({"text": TEXT.replace("\n\n", "\n")}, "TZ001: paragraphs"),
        ({"synthetic": False}, "TZ001: not marked as synthetic"),
    ],
)
def test_faults_of_a_document(tmp_path: Path, change: dict[str, Any], fault: str) -> None:
    """Length, paragraphs and mark are looked at."""
    assert [found for found in faults(tmp_path, [DOCUMENT | change], []) if found.startswith(fault)]


@pytest.mark.parametrize("change", [{"status": "over"}, {"note": ""}, {"quantity": {"text": "40 drones"}}, {"start": "0"}])
def test_a_row_of_another_form_is_named_by_its_line(tmp_path: Path, change: dict[str, Any]) -> None:
    """Unknown keys and values of the wrong kind are faults; `load` raises them."""
    (found,) = faults(tmp_path, [DOCUMENT], [CLAIM, CLAIM | change])
    assert found.startswith(f"{tmp_path / 'gold.jsonl'}:2: ")
    with pytest.raises(DataError, match=r"gold\.jsonl:2: "):
        load(tmp_path / "gold.jsonl", ClaimRow)


def test_identifiers_are_given_once(tmp_path: Path) -> None:
    """A document and a claim that stand twice are faults."""
    assert faults(tmp_path, [DOCUMENT, DOCUMENT], [CLAIM, CLAIM]) == ["TZ001: identifier given twice", "TZ001-c1: identifier given twice"]


def test_a_storyline_lies_in_one_split(tmp_path: Path) -> None:
    """Documents of one storyline may not differ in split, and a split is one of three."""
    one, other = DOCUMENT | {"storyline": "z", "split": "train"}, DOCUMENT | {"id": "TZ002", "storyline": "z"}
    assert faults(tmp_path, [one, other | {"split": "train"}], []) == []
    assert faults(tmp_path, [one, other | {"split": "test"}], []) == ["storyline z: in several splits: test, train"]
    assert faults(tmp_path, [one, other], []) == ["storyline z: in several splits: none, train"]
    assert "corpus.jsonl:1: Invalid enum value 'dev'" in faults(tmp_path, [one | {"split": "dev"}], [])[0]


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    """A folder without rows does not pass."""
    assert main([str(tmp_path)]) == 1
