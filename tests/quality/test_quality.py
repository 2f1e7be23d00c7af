"""Coding does not get worse: scores on frozen reports stay above their floors."""

import os

import msgspec
import pytest
from tests.quality import floors

ASKED = os.environ.get("FOEDUS_FLOORS", "")


def test_the_variable_says_what_it_must() -> None:
    """Anything but `raise` and `lower` is a slip."""
    assert ASKED in {"", "raise", "lower"}


@pytest.mark.skipif(ASKED == "lower", reason="the digest is being written")
def test_the_frozen_files_are_as_they_were() -> None:
    """The digest is pinned: scores on other texts say nothing."""
    pinned, _, _ = floors.read()
    assert floors.digest() == pinned


def test_floors_are_not_edited_by_hand() -> None:
    """The seal is that of digest and floors."""
    pinned, known, seal = floors.read()
    assert floors.seal(pinned, known) == seal
    lowered = {coder: {measure: value - 0.01 for measure, value in values.items()} for coder, values in known.items()}
    assert floors.seal(pinned, lowered) != seal


def test_every_coder_has_its_floors() -> None:
    """Each measure of each coder, below one."""
    _, known, _ = floors.read()
    measures = sorted((*floors.MEASURES, "neutral", *floors.PHRASES))
    assert {coder: sorted(values) for coder, values in known.items()} == dict.fromkeys(floors.CODERS, measures)
    assert all(0 < value < 1 for values in known.values() for value in values.values())


def test_frozen_files_say_that_they_are_synthetic() -> None:
    """Every report is marked as invented text."""
    lines = (floors.HERE / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    assert all(msgspec.json.decode(line)["synthetic"] for line in lines)


@pytest.mark.slow
@pytest.mark.skipif(bool(ASKED), reason="floors are being written")
@pytest.mark.parametrize("coder", floors.CODERS)
def test_scores_stay_above_their_floors(coder: str) -> None:
    """Deeds, parties, status and quantities."""
    _, known, _ = floors.read()
    reached = floors.measured(coder)
    below = {measure: (value, known[coder][measure]) for measure, value in reached.items() if value < known[coder][measure]}
    assert not below, f"{coder} reaches less than its floors (reached, floor): {below}"


@pytest.mark.slow
@pytest.mark.skipif(not ASKED, reason="FOEDUS_FLOORS is not set")
def test_floors_are_written() -> None:
    """Only when asked for."""
    floors.write({coder: floors.measured(coder) for coder in floors.CODERS}, lower=ASKED == "lower")
    pinned, known, seal = floors.read()
    assert floors.seal(pinned, known) == seal
