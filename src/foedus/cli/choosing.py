"""Which findings of a ledger are meant: words, parties, type, status, days and outlet."""

import datetime as dt
import re

from foedus.brief.evidence import Evidence
from foedus.model.finding import Finding
from foedus.model.record import Record

_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_FIRST, _LAST = "-01", "-31"
_PARTS = 3  # of a date: year, month, day


class Choice(Record, frozen=True, kw_only=True):
    """What a finding must be; what is empty is open.

    Attributes:
        actor: A flat code among its parties; a state's code means its domestic actors too.
        between: Two such codes, one on each side of the deed or both on one.
        event: PLOVER type.
        status: Latest status.
        since: Its day is not before this one; without a day, that of its first report.
        until: Its day is not after this one.
        outlet: An outlet that tells of it.
    """

    actor: str = ""
    between: tuple[str, str] | None = None
    event: str = ""
    status: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    outlet: str = ""

    def holds(self, finding: Finding, evidence: Evidence) -> bool:
        """Whether a finding is meant."""
        plain = ((self.event.upper(), finding.event), (self.status, finding.status))
        return (
            all(not wanted or wanted == given for wanted, given in plain)
            and self._has_parties(finding)
            and self._is_within(finding)
            and (not self.outlet or self.outlet.casefold() in _outlets(finding, evidence))
        )

    def _has_parties(self, finding: Finding) -> bool:
        sides = (finding.actors, finding.recipients)
        if self.actor and not any(_is_of(self.actor, code) for side in sides for code in side):
            return False
        if self.between is None:
            return True
        found = [{k for k, side in enumerate(sides) for code in side if _is_of(wanted, code)} for wanted in self.between]
        return all(found) and (found[0] | found[1] == {0, 1} or len(finding.actors) > 1)

    def _is_within(self, finding: Finding) -> bool:
        first, last = days(finding.date or first_report(finding))
        if not first:
            return self.since is None and self.until is None
        return (self.since is None or last >= self.since.isoformat()) and (self.until is None or first <= self.until.isoformat())


def first_report(finding: Finding) -> str:
    """The day of its first dated report, as ISO date; empty if none is dated."""
    return next((step.published for step in finding.timeline if step.published), "")


def days(text: str) -> tuple[str, str]:
    """First and last day of an ISO date, month, year, week or interval, as text that sorts.

    >>> days("2025-08"), days("2025-W15"), days("2025-08-16/2025-08-17")
    (('2025-08-01', '2025-08-31'), ('2025-04-07', '2025-04-13'), ('2025-08-16', '2025-08-17'))
    """
    start, _, end = text.partition("/")
    return _bound(start, _FIRST, 1), _bound(end or start, _LAST, 7)


def _bound(text: str, part: str, weekday: int) -> str:
    week = _WEEK.fullmatch(text)
    if week:
        return dt.date.fromisocalendar(int(week[1]), int(week[2]), weekday).isoformat()
    missing = _PARTS - len(text.split("-")) if text else 0
    month = "-12" if part == _LAST else _FIRST
    return text + {0: "", 1: part, 2: month + part}[missing]


def _is_of(wanted: str, code: str) -> bool:
    return code == wanted or code.startswith(f"{wanted}:")


def _outlets(finding: Finding, evidence: Evidence) -> set[str]:
    return {(evidence.document(claim).origin.outlet or "").casefold() for claim in evidence.of(finding)}
