"""What was announced, agreed or threatened, and what became of it by the last day of the ledger."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Literal

from foedus.model.claim import Claim, Status
from foedus.model.commitment import Amount, Commitment, Due, Extent, Pledge, Sign, State
from foedus.model.dating import day_words, due_words
from foedus.model.finding import Finding
from foedus.model.record import ClaimId, DocumentId
from foedus.model.text import Document
from foedus.outlook.extent import extent_of, share_words, state_of
from foedus.outlook.laying import Laid, Laying, Point, ThingsOf, due_of
from foedus.outlook.matching import Link, Matcher
from foedus.outlook.outcomes import Bearing, Outcome, Outcomes
from foedus.outlook.settings import MAX_WAIT_DAYS
from foedus.outlook.wording import joined

NameOf = Callable[[str], str]


class Tracker:
    """Finds the commitments among findings and what became of them.

    Args:
        outcomes: Which kinds of deed carry out or undo which promise.
        things_of: The stems and classes (`#force`) of the things that a text names.
        name_of: Name of an actor code inside a sentence.
        max_wait_days: How long after a promise a deed of another finding is still taken for the promised one.
    """

    def __init__(self, outcomes: Outcomes, things_of: ThingsOf, name_of: NameOf, *, max_wait_days: int = MAX_WAIT_DAYS) -> None:
        self._outcomes = outcomes
        self._things_of = things_of
        self._name_of = name_of
        self._matcher = Matcher(outcomes, max_wait_days)

    def track(
        self, findings: Iterable[Finding], claims: Mapping[ClaimId, Claim], documents: Mapping[DocumentId, Document], today: dt.date | None
    ) -> list[Commitment]:
        """The commitments of a ledger, the oldest first, undated ones last.

        Args:
            findings: All findings of the ledger: what carries a promise out may be any of them.
            claims: Their claims by id.
            documents: The claims' documents by id.
            today: The last day of the ledger; none if nothing in it is dated, and then nothing has an age or is late.
        """
        laying = Laying(claims, documents, self._outcomes, self._things_of)
        laid = [laying.lay(finding) for finding in findings]
        links = self._matcher.links(laid)
        found = [
            _Case(self._outcomes, laying, item, links.get(item.finding.id, []), today).commitment(self._name_of)
            for item in laid
            if item.promises or item.withdrawn
        ]
        return sorted(found, key=lambda commitment: (commitment.made or dt.date.max, commitment.finding))


class _Case:
    """One commitment being worked out."""

    def __init__(self, outcomes: Outcomes, laying: Laying, item: Laid, links: Sequence[Link], today: dt.date | None) -> None:
        self._outcomes = outcomes
        self._laying = laying
        self._item = item
        self._links = links
        self._today = today
        self._promises = item.promises or item.withdrawn
        self._carrying: list[Amount] = []

    def commitment(self, name_of: NameOf) -> Commitment:
        item, first = self._item, self._promises[0]
        signs = self._signs() if item.promises else []
        days = [point.day for point in self._promises if point.day]
        due = due_of(self._promises)
        extent = extent_of([p.amount for p in self._promises if p.amount], self._carrying, self._laying.alike)
        state, reason = self._state(signs, extent, due)
        made = days[0] if days else None
        actors, recipients = (tuple(sorted(codes)) for codes in self._parties())
        who, either = (joined(list(map(name_of, codes)), "or") or "whoever promised it" for codes in (actors, (*actors, *recipients)))
        things = frozenset(name for point in self._promises for name in point.things)
        return Commitment(
            finding=item.finding.id,
            pledge=self._pledge(),
            event=first.claim.event.type,
            context=first.claim.event.contexts[0] if first.claim.event.contexts else "",
            actors=actors,
            recipients=recipients,
            words=self._laying.words(first.claim),
            things=tuple(sorted(name[1:] for name in things if name.startswith("#"))),
            state=state,
            reason=reason,
            made=made,
            told=days[-1] if days else None,
            age_days=(self._today - made).days if made and self._today else None,
            waited_days=_waited(made, signs),
            due=due,
            awaits=self._outcomes.awaited(first.claim.event, things, who, either),
            extent=extent,
            conditions=self._laying.conditions(self._promises),
            signs=tuple(signs),
            claims=tuple(point.claim.id for point in self._promises),
            denying=item.denials,
        )

    def _parties(self) -> tuple[set[str], set[str]]:
        promises = self._promises
        return {code for point in promises for code in point.actors}, {code for point in promises for code in point.recipients}

    def _pledge(self) -> Pledge:
        """A deed that anybody tells as threatened is a threat: the friendlier telling does not make it a promise."""
        kinds = {self._outcomes.pledge(point.claim.event.type) for point in self._promises}
        if Pledge.THREAT in kinds or any(point.claim.act.value == "threatens" for point in self._promises):
            return Pledge.THREAT
        return Pledge.PLAN if Pledge.PLAN in kinds else Pledge.PROMISE

    def _signs(self) -> list[Sign]:
        """What bears on the commitment: deeds of its own finding, and those of others that were matched."""
        found = [sign for point in self._item.deeds if (sign := self._own_sign(point))]
        for (_, bears), group in groupby(self._links, key=lambda link: (link.point.finding, _bearing(link.row, link.point))):
            links = list(group)
            if bears:
                found.append(self._sign(bears, "matched", [link.point for link in links], links[0].reason))
        return sorted(found, key=lambda sign: (sign.day or dt.date.max, sign.finding, sign.claims))

    def _own_sign(self, point: Point) -> Sign | None:
        """What a deed told in the commitment's own finding does to it; none if no row says that it does anything.

        What is promised on top (`ten more`) is not what was told as done before.
        """
        if point.day and all(p.day and p.day > point.day and p.amount and p.amount.added for p in self._promises):
            return None
        rows = (row for p in self._promises for row in self._outcomes.of(p.claim.event, point.claim.event, point.trigger))
        row = next(rows, None)
        bears = _bearing(row, point) if row else None
        return self._sign(bears, "stated", [point], f"{row.name}, {row.means}: reports tell of one deed") if row and bears else None

    def _sign(self, bears: Bearing, way: Literal["stated", "matched"], points: Sequence[Point], reason: str) -> Sign:
        """The sign that deeds of one finding are; what they count is kept if they carry the commitment out."""
        if bears == "fulfils":
            self._carrying += [point.amount for point in points if point.amount]
        return Sign(
            bears=bears,
            way=way,
            finding=points[0].finding,
            claims=tuple(point.claim.id for point in points),
            day=points[0].day,
            ongoing=all(point.claim.status is Status.ONGOING for point in points),
            reason=reason + ("; it has stopped" if points[0].claim.status is Status.CEASED else ""),
        )

    def _state(self, signs: Sequence[Sign], extent: Extent | None, due: Due | None) -> tuple[State, str]:
        if not self._item.promises:
            return State.WITHDRAWN, "every report that promised it was withdrawn"
        fulfilling = [sign for sign in signs if sign.bears == "fulfils"]
        reversing = [sign for sign in signs if sign.bears == "reverses"]
        state, reason = state_of(extent, ongoing=all(sign.ongoing for sign in fulfilling)) if fulfilling else (None, "")
        if state is State.FULFILLED:
            return state, reason
        if reversing and not self._is_renewed(reversing[-1], fulfilling):
            seen = f"; before, {share_words(extent)} seen" if extent and extent.seen else ""
            return State.REVERSED, reversing[-1].reason + seen
        return (state, reason) if state else self._unseen(due)

    def _is_renewed(self, reversal: Sign, fulfilling: Sequence[Sign]) -> bool:
        """Whether it was carried out or, in more than an echo, promised again after it was called off."""
        promised = [point.day for point in self._promises if point.claim.name not in self._item.finding.echoes]
        return any(day and reversal.day and day > reversal.day for day in (*promised, *(sign.day for sign in fulfilling)))

    def _unseen(self, due: Due | None) -> tuple[State, str]:
        if all(point.claim.status is Status.STANDING for point in self._promises):
            return State.IN_FORCE, "an obligation in force, which no single deed fulfils"
        if due and self._today and due.last < self._today:
            return State.NOT_SEEN, f"not seen by {day_words(due.last)}; the ledger reaches to {day_words(self._today)}"
        return State.OPEN, f"no report of its being carried out; {due_words(due) if due else 'no date is given'}"


def _bearing(row: Outcome, point: Point) -> Bearing | None:
    """What a deed does to a promise by a row: to stop carrying out is to reverse, to stop reversing is nothing yet."""
    if point.claim.status is not Status.CEASED:
        return row.bears
    return "reverses" if row.bears == "fulfils" else None


def _waited(made: dt.date | None, signs: Sequence[Sign]) -> int | None:
    """Days until it was first seen carried out; none where the reports of the deed are older than those of the promise."""
    days = [sign.day for sign in signs if sign.bears == "fulfils" and sign.day]
    return (days[0] - made).days if made and days and days[0] >= made else None
