"""Marked-up texts to rows."""

import json
from pathlib import Path

import pytest
from training.annotation import validate
from training.annotation.markup import claim_fields, main

TEXT = """=== Seoul cancels leave | Han Wire | 1994-06-15 | leave
SEOUL, June 15 -
South Korea cancelled leave for three or more divisions on Tuesday, an official said.
> leave | MOBILIZE.troops | KOR=South Korea | PRK | completed | q: three or more divisions = 3.. divisions | c: military
The price of rice rose.


It swapped ore for tugs with Peru and Chile at sea.
> swapped | COOPERATE | KOR=It; PER=Peru; CHL | - | completed | x: ore -> tugs | p: sea = null

=== Rice | Han Wire | 1994-06-16 | rice
Rice was dear again all over the country on Thursday.
"""


def compiled(folder: Path, text: str) -> tuple[int, Path]:
    """The exit status for a text, and the folder of its rows."""
    (folder / "01.txt").write_text(text, encoding="utf8")
    return main([str(folder), "--batch", "z", "--out", str(folder / "rows")]), folder / "rows"


def test_a_text_becomes_rows_without_faults(tmp_path: Path) -> None:
    """Sentences are joined to paragraphs, and claims point at them."""
    status, folder = compiled(tmp_path, TEXT)
    first, second = map(json.loads, (folder / "corpus.jsonl").read_text(encoding="utf8").splitlines())
    marked, swap = map(json.loads, (folder / "gold.jsonl").read_text(encoding="utf8").splitlines())
    assert (status, validate.main([str(folder)])) == (0, 0)
    assert list(first) == ["id", "title", "outlet", "published", "lang", "text", "synthetic", "storyline"]
    assert (first["id"], first["storyline"], second["id"], second["storyline"]) == ("TZ001", "z-leave", "TZ002", "z-rice")
    assert first["text"].count("\n\n") == 1
    assert first["text"][marked["start"] : marked["end"]] == marked["sentence"]
    assert (marked["claim"], marked["event"], marked["mode"], swap["claim"]) == ("TZ001-c1", "MOBILIZE", "troops", "TZ001-c2")
    assert marked["quantity"] == {"text": "three or more divisions", "low": 3, "high": None, "unit": "divisions"}
    assert marked["words"] == {"actors": {"KOR": "South Korea"}, "recipients": {}}
    assert (swap["actors"], swap["recipients"], swap["context"]) == (["KOR", "PER", "CHL"], [], "other")
    assert swap["exchange"] == {"gives": "ore", "gets": "tugs"}
    assert swap["place"] == {"text": "sea", "country": None}


HEADER = "=== Rice | Han Wire | 1994-06-16 | rice\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("=== Rice | Han Wire | June\n", "01.txt:1: a header is"),
        ("=== Rice | Han Wire | 1994-13-40 | rice\nA.\n", "01.txt:1: "),
        ("Rice.\n", "01.txt:1: text before a header"),
        (HEADER + "Peru met Chile.\n\n> met | CONSULT | PER | - | completed", "01.txt:4: a claim needs its sentence"),
        (HEADER + "Peru met Chile.\n> met | CONSULT | PER", "01.txt:3: needs trigger"),
        (HEADER + "Peru met Chile.\n> e | CONSULT | PER | - | completed", "01.txt:3: trigger 'e' stands 3 times"),
        (HEADER + "Peru met Chile.\n> met | CONSULT | PER | - | over", "01.txt:3: Invalid enum value 'over'"),
        (HEADER + "Peru met Chile.\n> met | CONSULT | PER | - | completed | z: y", "01.txt:3: unknown cell 'z: y'"),
        (HEADER + "Peru met Chile.\n> met | CONSULT | PER | - | completed | q: a = one men", "01.txt:3: could not convert"),
    ],
)
def test_what_does_not_fit_the_form_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, fault: str) -> None:
    """A fault names file and line, and nothing is written."""
    status, folder = compiled(tmp_path, text)
    assert status == 1
    assert capsys.readouterr().out.startswith(fault)
    assert not folder.exists()


@pytest.mark.parametrize(
    ("cell", "low", "high"), [("6 men", 6, 6), ("..25000 men", None, 25000), ("2.5..3 men", 2.5, 3), ("24.. men", 24, None)]
)
def test_amounts(cell: str, low: float | None, high: float | None) -> None:
    """An end of a range may be open; whole numbers are integers."""
    found = claim_fields(f"> met | CONSULT | PER | - | completed | q: some = {cell}", "Peru met some.")
    assert found["quantity"] == {"text": "some", "low": low, "high": high, "unit": "men"}
    assert [type(value) for value in (low, high)] == [type(found["quantity"][end]) for end in ("low", "high")]
