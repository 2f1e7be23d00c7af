"""Outlets as a person knows them: how reliable, whose, under which state."""

import datetime as dt
from enum import StrEnum
from typing import Literal

from foedus.model.record import Record


class Control(StrEnum):
    """How a state has an outlet in hand."""

    OWNED = "owned"
    FUNDED = "funded"
    INFLUENCED = "influenced"


class Outlet(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One outlet of a register; each field only as a person set it.

    Attributes:
        name: As documents name it.
        aliases: Its other names.
        reliability: Admiralty letter; F, cannot be judged, until somebody judged it.
        owner: The group or organisation that it belongs to, never a private person; empty if not known.
        state: Code of the state that controls or funds it; empty if none is known to.
        control: How that state does; none if nobody said.
        since: Since when the letter holds.
        by: Who judged.
        why: On what grounds.
    """

    name: str
    aliases: tuple[str, ...] = ()
    reliability: Literal["A", "B", "C", "D", "E", "F"] = "F"
    owner: str = ""
    state: str = ""
    control: Control | None = None
    since: dt.date | None = None
    by: str = ""
    why: str = ""
