"""The filter bar: which findings are meant, as the address says it."""

import datetime as dt
from collections.abc import Mapping
from urllib.parse import urlencode

from foedus.model.choice import Choice
from foedus.model.record import Record


class Filtered(Record, frozen=True, kw_only=True):
    """A choice as an address has it.

    Attributes:
        choice: What is meant.
        faults: What could not be read, in words; that part is left open.
    """

    choice: Choice = Choice()
    faults: tuple[str, ...] = ()

    def query(self, **others: object) -> str:
        """The choice as the query of an address, with further parameters; empty ones are left out."""
        choice = self.choice
        parts: dict[str, object] = {
            "q": choice.query,
            "actor": choice.actor,
            "with": " ".join(choice.between or ()),
            "type": choice.event,
            "status": choice.status,
            "since": choice.since or "",
            "until": choice.until or "",
            "outlet": choice.outlet,
            "disputed": "1" if choice.is_disputed else "",
            **others,
        }
        return urlencode({name: value for name, value in parts.items() if value not in {"", None}})

    @property
    def is_open(self) -> bool:
        """Whether everything is meant."""
        return self.choice == Choice()


def filtered(parameters: Mapping[str, str]) -> Filtered:
    """The choice that the parameters of an address make.

    Args:
        parameters: `q`, `actor`, `with` (two codes), `type`, `status`, `since`, `until`, `outlet`, `disputed`; others do not count.
    """
    faults: list[str] = []
    codes = parameters.get("with", "").split()
    between = (codes[0], codes[1]) if len(codes) == 2 else None  # noqa: PLR2004  # two sides
    if codes and between is None:
        faults.append("“with” needs two codes")
    choice = Choice(
        query=parameters.get("q", "").strip(),
        actor=parameters.get("actor", "").strip(),
        between=between,
        event=parameters.get("type", "").strip(),
        status=parameters.get("status", "").strip(),
        since=_day(parameters.get("since", ""), faults),
        until=_day(parameters.get("until", ""), faults),
        outlet=parameters.get("outlet", "").strip(),
        is_disputed=parameters.get("disputed", "") == "1",
    )
    return Filtered(choice=choice, faults=tuple(faults))


def _day(text: str, faults: list[str]) -> dt.date | None:
    if not text.strip():
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        faults.append(f"“{text.strip()}” is no day: write it as 2025-06-19")
        return None
