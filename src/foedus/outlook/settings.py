"""What can be set of the outlook."""

from foedus.model.record import Record

HORIZONS = (30, 90, 180, 365)
FEWEST = 10
CONFIDENCE = 0.95
# how long after a promise, or after the day it was due, a deed is still taken for the promised one
MAX_WAIT_DAYS = 730


class Settings(Record, frozen=True, kw_only=True):
    """What can be set; `docs/outlook.md` says what each does.

    Attributes:
        max_wait_days: How long after a promise a deed of another finding is still taken for the promised one.
        horizons: Days after which follow-through is told.
        fewest: Below so many followed there are too few to say.
        confidence: Level of the intervals.
    """

    max_wait_days: int = MAX_WAIT_DAYS
    horizons: tuple[int, ...] = HORIZONS
    fewest: int = FEWEST
    confidence: float = CONFIDENCE
