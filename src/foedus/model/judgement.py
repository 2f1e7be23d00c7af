"""What people decide about claims: kept beside what the program found, never in its place."""

import datetime as dt
from enum import StrEnum

import msgspec

from foedus.model.mention import DateMention, PlaceMention, QuantityMention
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
    UNDO = "undo"


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


class Stated(Record, frozen=True, kw_only=True):
    """What a stated value was read as when it was judged, so that no later version reads it otherwise; one of the three."""

    quantity: QuantityMention | None = None
    place: PlaceMention | None = None
    date: DateMention | None = None


# slots whose value is read, once, when it is judged
READ_SLOTS = frozenset(Stated.__struct_fields__)


class Judgement(Record, frozen=True, kw_only=True):
    """One decision; a later one on the same matter stands in its place, and both are kept.

    Attributes:
        verdict: What was decided.
        targets: The claims that it is about. `merge`: all of them tell of one deed. `split`: the first tells of another deed
            than the others. `origin`: the reports of the others have the same origin as that of the first, or one apart.
        slot: Of `correct`: `event`, `actors`, `recipients`, `status`, `quantity`, `place` or `date`.
        value: Of `correct`: the right value, codes apart by commas, empty for none; of `origin`: `same` or `apart`; of `undo`: the
            id of the judgement that no longer counts.
        who: Who decided.
        at: When, UTC.
        why: The reason given, or the note.
        stated: What the value of a quantity, place or date was read as; none for other slots and for an empty value.
    """

    verdict: Verdict
    targets: tuple[Target, ...]
    slot: str = ""
    value: str = ""
    who: str
    at: dt.datetime
    why: str
    stated: Stated | None = None

    def __post_init__(self) -> None:
        """A value that must be read was read, as what its slot holds."""
        needed = self.verdict is Verdict.CORRECT and self.slot in READ_SLOTS and bool(self.value)
        if needed != (self.stated is not None and getattr(self.stated, self.slot, None) is not None):
            msg = f"{self.slot} {self.value!r} of a judgement was not read as one"
            raise ValueError(msg)

    @property
    def id(self) -> str:
        """Derived from all that it says."""
        said = msgspec.to_builtins(self)
        if self.stated is None:
            del said["stated"]
        return identify("j", said)
