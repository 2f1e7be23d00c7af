"""Outcomes of readers, as fuzzers and tests look at them."""

from typing import Any

from foedus.model.outcome import Outcome
from fuzz.told import Told


def told(outcome: Outcome[Any]) -> Told:
    """What an outcome says."""
    return Told(len(outcome.kept), tuple(discard.reason for discard in outcome.discards))
