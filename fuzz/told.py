"""What a reader says of an input."""

from typing import NamedTuple


class Told(NamedTuple):
    """How much was kept of an input, and why the rest was not.

    Attributes:
        kept: Documents, rows or entries.
        reasons: Of each discard.
    """

    kept: int
    reasons: tuple[str, ...] = ()
