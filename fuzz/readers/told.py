"""What a reader says of an input."""

from typing import Any, NamedTuple

from foedus.model.outcome import Outcome


class Told(NamedTuple):
    """How much was kept of an input, and why the rest was not.

    Attributes:
        kept: Documents, rows or entries.
        reasons: Of each discard.
    """

    kept: int
    reasons: tuple[str, ...] = ()


def told(outcome: Outcome[Any]) -> Told:
    """What an outcome says."""
    return Told(len(outcome.kept), tuple(discard.reason for discard in outcome.discards))
