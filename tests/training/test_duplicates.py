"""Sentences that are nearly the same."""

import json
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.annotation.duplicates import doubles, main, sentence

FRAME = "The {} ministry recalled its envoy from {} after the vote of {} June."


def folder_of(folder: Path, *texts: str) -> str:
    """A folder of documents with these texts, named after it."""
    folder.mkdir()
    fixed = {"title": "", "outlet": "", "published": "2024-05-08", "lang": "en", "synthetic": True}
    rows = [{"id": f"{folder.name}{place}", "text": text, **fixed} for place, text in enumerate(texts)]
    (folder / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
    return str(folder)


def test_a_frame_used_again_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Names and numbers do not tell sentences apart, in one batch or in two."""
    first = folder_of(tmp_path / "a", FRAME.format("Greek", "Ankara", 3), "Rice was dear. " + FRAME.format("Dutch", "Tunis", 14))
    second = folder_of(tmp_path / "b", FRAME.format("Omani", "Doha", 29))
    assert main([first, second]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines[:-1:2]] == ["a0:", "a0:", "a1:"]
    assert [line.split()[0] for line in lines[1::2]] == ["a1:", "b0:", "b0:"]
    assert lines[-1] == "3 sentences of 8 words or more, 3 pairs alike"


def test_other_sentences_pass(tmp_path: Path) -> None:
    """Sentences with other words, and short ones, are not listed."""
    texts = (
        FRAME.format("Greek", "Ankara", 3),
        "Farmers blocked the pass with carts until the tax was dropped.",
        "Rice was dear.",
        "Rice was dear.",
    )
    assert main([folder_of(tmp_path / "a", *texts)]) == 0


@given(st.lists(st.text("ab ", min_size=8, max_size=30), max_size=12), st.sampled_from([3, 5, 6, 9]))
def test_the_index_finds_what_comparing_all_finds(texts: list[str], tenths: int) -> None:
    """No pair is lost by indexing the rarest runs only."""
    sentences = [sentence(str(place), text) for place, text in enumerate(texts)]
    alike = [
        (first, second)
        for first, second in combinations(sentences, 2)
        if (shared := len(first.runs & second.runs)) and Fraction(shared, len(first.runs | second.runs)) >= Fraction(tenths, 10)
    ]
    assert [(double.first, double.second) for double in doubles(sentences, Fraction(tenths, 10))] == alike
