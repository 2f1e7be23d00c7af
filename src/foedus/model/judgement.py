"""What people decide about claims: kept beside what the program found, never in its place."""

import datetime as dt
from enum import StrEnum

import msgspec

from foedus.model.record import DocumentId, Record, identify


class Verdict(StrEnum):
    """What somebody decided."""

    ACCEPT = "accept"
    REJECT = "reject"
    MERGE = "merge"
    SPLIT = "split"
    CORRECT = "correct"
    ORIGIN = "origin"
    NOTE = "note"


class Target(Record, frozen=True, kw_only=True):
    """A claim by its trigger's place in the text, which stays when the document is coded anew.

    Attributes:
        document: Its document.
        start: Code point offset of the trigger.
        end: Offset after it.
    """

    document: DocumentId
    start: int
    end: int


class Judgement(Record, frozen=True, kw_only=True):
    """One decision; a later one on the same matter stands in its place, and both are kept.

    Attributes:
        verdict: What was decided.
        targets: The claims that it is about. `merge`: all of them tell of one deed. `split`: the first tells of another deed
            than the others. `origin`: the reports of the others have the same origin as that of the first, or one apart.
        slot: Of `correct`: `event`, `actors`, `recipients` or `status`.
        value: Of `correct`: the right value, codes apart by commas; of `origin`: `same` or `apart`.
        who: Who decided.
        at: When, UTC.
        why: The reason given, or the note.
    """

    verdict: Verdict
    targets: tuple[Target, ...]
    slot: str = ""
    value: str = ""
    who: str
    at: dt.datetime
    why: str

    @property
    def id(self) -> str:
        """Derived from all that it says."""
        return identify("j", msgspec.to_builtins(self))
