"""What a stage kept, and what it set aside with which reason."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from foedus.model.record import Record

T = TypeVar("T")


class Discard(Record, frozen=True, kw_only=True):
    """One item that a stage could not or would not use.

    Attributes:
        stage: The stage that set it aside (`reading`, `coding`, ...).
        place: Where: a file name, or a document name with code point offsets `start-end`.
        reason: One sentence for an analyst.
        text: The words concerned, where there are words.
    """

    stage: str
    place: str
    reason: str
    text: str = ""


class Outcome(Record, Generic[T], frozen=True, kw_only=True):
    """The kept records, in order, and the discards.

    Attributes:
        kept: The records.
        discards: What was set aside.
        raws: The bytes that documents were read from, for those who keep them; found by their hash.
    """

    kept: tuple[T, ...] = ()
    discards: tuple[Discard, ...] = ()
    raws: tuple[bytes, ...] = ()


def merge(outcomes: Iterable[Outcome[T]]) -> Outcome[T]:
    """Join outcomes, keeping their order."""
    kept: list[T] = []
    discards: list[Discard] = []
    raws: list[bytes] = []
    for outcome in outcomes:
        kept.extend(outcome.kept)
        discards.extend(outcome.discards)
        raws.extend(outcome.raws)
    return Outcome(kept=tuple(kept), discards=tuple(discards), raws=tuple(raws))
