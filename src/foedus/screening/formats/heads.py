"""What a list's file says of itself."""

import datetime as dt
from collections.abc import Iterable

from foedus.model.record import Record
from foedus.screening.drafts import partial_date


class Head(Record, frozen=True, kw_only=True):
    """What a list's file says of itself.

    Attributes:
        dated: Its date, none if it gives none.
        version: Its version, as it words it.
        dataset: Which of several lists of this form it is, empty if there is one only.
    """

    dated: dt.date | None = None
    version: str = ""
    dataset: str = ""


def day_of(text: str) -> dt.date | None:
    """The day that a text gives, none if it gives no whole one."""
    try:
        return dt.date.fromisoformat(partial_date(text))
    except ValueError:
        return None


def latest(texts: Iterable[str]) -> dt.date | None:
    """The latest of the days that texts give."""
    return max((day for text in set(texts) if (day := day_of(text[:10]))), default=None)
