"""Which deeds of other findings carry out or undo a commitment: roles, things, place and time must agree."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from foedus.model.record import FindingId, Record
from foedus.outlook.laying import Laid, Point
from foedus.outlook.outcomes import Outcome, Outcomes
from foedus.outlook.settings import MAX_WAIT_DAYS


class Link(Record, frozen=True, kw_only=True):
    """A deed of another finding that bears on a commitment.

    Attributes:
        promise: Finding of the commitment.
        point: The deed.
        row: The row by which it bears on it.
        shared: Things that both are about.
        reason: What agreed.
    """

    promise: FindingId
    point: Point
    row: Outcome
    shared: int
    reason: str


# two parties, or one that is named alone, and a thing that both are about; no thing where they need not share one
_Key = tuple[frozenset[str], str]


class Matcher:
    """Finds the deeds that bear on commitments.

    Args:
        outcomes: Which kinds of deed bear on which promise.
        max_wait_days: How long after a promise a deed is still taken for the promised one.
    """

    def __init__(self, outcomes: Outcomes, max_wait_days: int = MAX_WAIT_DAYS) -> None:
        self._outcomes = outcomes
        self._max_wait = dt.timedelta(days=max_wait_days)

    def links(self, laid: Sequence[Laid]) -> dict[FindingId, list[Link]]:
        """The links of each commitment in order of publication.

        A finding's deeds bear on one commitment only: of those they fit, the one that shares the most things, else the one made
        last before them. What is told as one finding already is not looked at here.
        """
        pledged: defaultdict[_Key, list[Laid]] = defaultdict(list)
        for item in laid:
            for key in self._keys(item.promises):
                pledged[key].append(item)
        found: defaultdict[FindingId, list[Link]] = defaultdict(list)
        for item in laid:
            keys = {(pair, thing) for pair in _pairs(item.deeds) for thing in ("", *_things(item.deeds))}
            candidates = {other.finding.id: other for key in keys for other in pledged.get(key, ())}
            for link in self._best(item, [other for key, other in candidates.items() if key != item.finding.id]):
                found[link.promise].append(link)
        return {key: sorted(links, key=_told) for key, links in found.items()}

    def _keys(self, promises: Sequence[Point]) -> set[_Key]:
        """Under what a commitment is looked up: two parties with a thing; with none if a deed about other things can bear on it."""
        named = _things(promises)
        rows = [row for promise in promises for row in self._outcomes.on(promise.claim.event)]
        loose = any(row.things == "any" or row.classes & named for row in rows)
        return {(pair, thing) for pair in _pairs(promises) for thing in (*named, *([""] if loose else []))}

    def _best(self, item: Laid, promised: Iterable[Laid]) -> list[Link]:
        """The links of one finding's deeds with the commitment they fit best; empty if they fit none."""
        fitting = [links for other in promised if (links := list(self._between(item, other)))]
        if item.promises and self._own(item):
            # the finding is a commitment of its own that these deeds carry out
            return []
        made = {other.finding.id: _made(other) for other in promised}
        return max(fitting, key=lambda links: (links[0].shared, made[links[0].promise], links[0].promise), default=[])

    def _own(self, item: Laid) -> bool:
        return any(
            row.bears == "fulfils"
            for promise in item.promises
            for deed in item.deeds
            for row in self._outcomes.of(promise.claim.event, deed.claim.event, deed.trigger)
        )

    def _between(self, item: Laid, other: Laid) -> Iterator[Link]:
        """Each deed of a finding that bears on another one's promise, with the first row that says so."""
        for deed in item.deeds:
            link = next((found for promise in other.promises if (found := self._link(promise, deed))), None)
            if link:
                yield link

    def _link(self, promise: Point, deed: Point) -> Link | None:
        if not self._in_time(promise, deed) or not _places_agree(promise, deed):
            return None
        for row in self._outcomes.of(promise.claim.event, deed.claim.event, deed.trigger):
            shared = promise.things & deed.things
            if _roles_agree(row, promise, deed) and _things_agree(row, promise, shared):
                named = sorted({thing.removeprefix("#") for thing in shared})
                about = f"about {', '.join(named)}" if named else "whatever it is about"
                reason = f"{row.name}, {row.means}: same parties, {about}, after the promise"
                return Link(promise=promise.finding, point=deed, row=row, shared=len(shared), reason=reason)
        return None

    def _in_time(self, promise: Point, deed: Point) -> bool:
        """Whether the deed was done and told after the promise, and not too late to be the promised one."""
        if promise.day is None or deed.day is None or deed.day < promise.day:
            return False
        done = deed.claim.event.date
        if done and done.period and done.period.end <= promise.day:
            return False
        due = promise.claim.event.date
        start = max(promise.day, due.period.end) if due and due.period else promise.day
        return deed.day <= start + self._max_wait


def _told(link: Link) -> tuple[dt.date, str, str]:
    """Where a link stands in order of publication."""
    return (link.point.day or dt.date.max, link.point.finding, link.point.claim.id)


def _made(item: Laid) -> dt.date:
    return item.promises[0].day or dt.date.min


def _things(points: Iterable[Point]) -> frozenset[str]:
    return frozenset(thing for point in points for thing in point.things)


def _pairs(points: Iterable[Point]) -> set[frozenset[str]]:
    """Each two parties of claims, and each alone where a claim names but one."""
    found: set[frozenset[str]] = set()
    for point in points:
        codes = sorted(point.codes)
        found.update(map(frozenset, combinations(codes, 2)) if len(codes) > 1 else [frozenset(codes)] if codes else [])
    return found


def _roles_agree(row: Outcome, promise: Point, deed: Point) -> bool:
    """Whether who promised does it, with whom it was promised to; in reciprocal deeds either side may be told as the one that acts."""
    if row.by == "either" or not promise.recipients:
        return len(promise.codes & deed.codes) > 1 or promise.codes == deed.codes
    return bool(promise.actors & deed.actors) and bool(promise.recipients & deed.recipients)


def _things_agree(row: Outcome, promise: Point, shared: frozenset[str]) -> bool:
    return bool(row.classes & promise.things) if row.classes else row.things == "any" or bool(shared)


def _places_agree(promise: Point, deed: Point) -> bool:
    """Whether the countries of two places can be those of one deed: the same, or those of its parties, between which things move."""
    places = [point.claim.event.place for point in (promise, deed)]
    first, second = (place.country if place else None for place in places)
    return not first or not second or first == second or {first, second} <= promise.codes
