"""A claim as flows: who gives what to whom, in which words, when; the deed itself and the return that a deal names."""

import datetime as dt
import re

from foedus.exposure.things import Seen, Things, phrase_in
from foedus.lexicon.entries import Kind
from foedus.lexicon.names import Names
from foedus.model.claim import Claim, Status
from foedus.model.event import Party
from foedus.model.mention import DateMention, Direction
from foedus.model.period import Period
from foedus.model.record import Record
from foedus.model.text import Document, Span

# Verbs whose subject takes: the coder keeps the subject as actor. Where it turns the roles (`received`), positions show it.
_TAKING = ("buy", "bought", "purchase", "purchased", "import", "imported", "procure", "procured", "hire", "hired", "employ", "employed",
           "host", "hosted", "recruit", "recruited", "accept", "accepted", "take", "taken", "took", "taking", "admit", "admitted",
           "buying", "importing", "hiring", "hosting", "employing", "acquire", "acquired", "receive", "obtain", "obtained",
           "order", "ordered", "invite", "invited")  # fmt: skip
# how far behind a trigger without object the verb that it governs is looked for (`agreed to take`)
_REACH = 24
# goods farther behind a trigger without object were, in 300 reports of the corpus, those of another deed
_NEAR = 40
_CUT = re.compile(r";|,\s+(?:while|but|and|which|who)\b|\s+while\s")
# What is given here is not what it is about: `expertise in building drones`, `workers for a shipyard`.
_CARRIERS = frozenset({"know_how", "training", "research", "labour", "work_permit", "repair", "joint_venture", "contract"})
_JOINED = re.compile(r"\s*(?:,|and\b|as well as\b)")
_NATIONAL = frozenset({Kind.STATE, Kind.ADJECTIVE, Kind.PEOPLE, Kind.CAPITAL})


class Day(Record, frozen=True, kw_only=True):
    """When a deed was, is or will be.

    Attributes:
        low: First possible day, none if open.
        high: Last possible day, none if open.
        why: What says so.
        span: The words of a date, none where only the day of the report bounds it.
    """

    low: dt.date | None
    high: dt.date | None
    why: str
    span: Span | None = None


class Flow(Record, frozen=True, kw_only=True):
    """One direction of a deed.

    Attributes:
        claim: The claim.
        document: Its document.
        givers: Who gives, sends or helps.
        takers: Who gets, hosts or is helped; the same parties for a mutual deed.
        things: What the object and the trigger name as given.
        setting: What the rest of the deed's words name, things included.
        nations: Codes of nationalities in the object, with offsets.
        zones: Where the deed's own words stand: parties, object, place, and from the trigger on.
        sentence: The deed's sentence.
        trigger: The words of the deed.
        day: When.
        is_return: Whether it is the other leg of a deal.
    """

    claim: Claim
    document: Document
    givers: tuple[Party, ...]
    takers: tuple[Party, ...]
    things: tuple[Seen, ...]
    setting: tuple[Seen, ...]
    nations: tuple[tuple[str, int, int], ...]
    zones: tuple[tuple[int, int], ...]
    sentence: Span
    trigger: Span
    day: Day
    is_return: bool = False

    @property
    def is_carried(self) -> bool:
        """Whether what is given is work, teaching or the like, which is about something else."""
        return any(seen.surely & _CARRIERS for seen in self.things)

    def span(self, start: int, end: int) -> Span | None:
        """A span of its document; none for what a person stated, which has no words there."""
        return _span(self.document, start, end)

    def phrase(self, phrases: tuple[str, ...]) -> Span | None:
        """Where its sentence has one of some phrases."""
        found = phrase_in(phrases, self.document.text, self.sentence.start, self.sentence.end)
        return self.span(*found) if found else None


class FlowReader:
    """Reads the flows of a claim.

    Args:
        things: Classes of things.
        names: Names of states.
    """

    def __init__(self, things: Things, names: Names) -> None:
        self._things = things
        self._names = names

    def flows(self, claim: Claim, document: Document) -> list[Flow]:
        """The deed of a claim; and the return that an exchange promises, where its words stand in the claim."""
        event, text = claim.event, document.text
        givers, takers = _sides(claim, text)
        gets = claim.exchange.gets if claim.exchange else None
        objects = [part for part in (event.object, claim.exchange.gives if claim.exchange else None) if part]
        count = event.quantity
        zones = [(span.start, span.end) for span in objects] + ([(count.start, count.end)] if count and count.kind == "count" else [])
        start, end = _setting(claim, text)
        trigger = (event.trigger.start, event.trigger.end)
        things = _given(text, self._seen(text, [*zones, trigger])) if zones else self._unbound(claim, text, start, end)
        spans = [party.span for party in (*event.actors, *event.recipients) if party.span]
        own_words = [(start, end), *zones, *((span.start, span.end) for span in spans)]
        own_words += [(event.place.start, event.place.end)] if event.place else []
        own = Flow(
            claim=claim, document=document, givers=givers, takers=takers, things=things,
            setting=self._seen(text, [(start, end), *zones]), nations=self._nations(text, zones), zones=tuple(own_words),
            sentence=claim.evidence[0], trigger=event.trigger, day=day_of(claim, document),
        )  # fmt: skip
        if gets is None:
            return [own]
        back = self._seen(text, [(gets.start, gets.end)])
        returned = Flow(
            claim=claim, document=document, givers=takers, takers=givers, things=_given(text, back), setting=back,
            nations=self._nations(text, [(gets.start, gets.end)]), zones=((gets.start, gets.end),),
            sentence=gets, trigger=gets, day=own.day, is_return=True,
        )  # fmt: skip
        return [own, returned]

    def _unbound(self, claim: Claim, text: str, start: int, end: int) -> tuple[Seen, ...]:
        """What a deed without object gives: work or know-how in any of its words; goods only near the trigger, to a named recipient."""
        found = _given(text, self._seen(text, [(start, end)]))
        near = claim.event.trigger.end + _NEAR if claim.event.recipients else start
        return tuple(seen for seen in found if seen.surely & _CARRIERS or seen.end <= near)

    def _seen(self, text: str, zones: list[tuple[int, int]]) -> tuple[Seen, ...]:
        found = {(seen.start, seen.end): seen for start, end in zones for seen in self._things.seen(text, start, end)}
        return tuple(found[key] for key in sorted(found))

    def _nations(self, text: str, zones: list[tuple[int, int]]) -> tuple[tuple[str, int, int], ...]:
        """Nationalities that the object names."""
        found: dict[tuple[int, int], str] = {}
        for start, end in zones:
            words = [(m[0].removesuffix("'s").removesuffix("’s"), m.start(), m.end()) for m in re.finditer(r"[\w'’-]+", text[start:end])]
            i = 0
            while i < len(words):
                last, entries = self._names.at([word for word, _, _ in words], i)
                codes = {entry.code for entry in entries if entry.kind in _NATIONAL}
                if len(codes) == 1:
                    found[start + words[i][1], start + words[last - 1][2]] = codes.pop()
                i = max(last, i + 1)
        return tuple((code, *place) for place, code in sorted(found.items()))


def _given(text: str, seen: tuple[Seen, ...]) -> tuple[Seen, ...]:
    """What is given: goods beside know-how or work are what these are about, unless listed before (`drones and know-how`)."""
    carriers = [thing for thing in seen if thing.surely & _CARRIERS]
    if not carriers:
        return seen
    first = carriers[0].start
    return tuple(thing for thing in seen if thing in carriers or (thing.end <= first and _JOINED.match(text, thing.end)))


def _sides(claim: Claim, text: str) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Givers and takers. A deed without recipient among several actors is mutual."""
    event = claim.event
    actors, recipients = event.actors, event.recipients
    if not recipients and len(actors) > 1:
        return actors, actors
    trigger, limit = event.trigger, event.trigger.end + _REACH
    if event.object is not None and event.object.start >= trigger.end:
        limit = event.object.start
    is_taking = phrase_in(_TAKING, text, trigger.start, min(max(limit, trigger.end), claim.evidence[0].end)) is not None
    is_turned = _before(recipients, trigger) and not _before(actors, trigger)
    return (recipients, actors) if is_taking and not is_turned else (actors, recipients)


def _before(parties: tuple[Party, ...], trigger: Span) -> bool:
    return any(party.span is not None and party.span.end <= trigger.start for party in parties)


def _setting(claim: Claim, text: str) -> tuple[int, int]:
    """The words of the deed: from object or trigger to the return of a deal, the next clause or the end of the sentence."""
    event, sentence = claim.event, claim.evidence[0]
    start = min(event.trigger.start, event.object.start if event.object and event.object.start >= sentence.start else event.trigger.start)
    end = sentence.end
    if claim.exchange and claim.exchange.cue and start < claim.exchange.cue.start < end:
        end = claim.exchange.cue.start
    cut = _CUT.search(text, max(event.trigger.end, event.object.end if event.object else 0), end)
    return start, cut.start() if cut else end


def day_of(claim: Claim, document: Document) -> Day:
    """When the deed is, as far as date, status and publication bound it. The day of the report is never taken for the deed's."""
    mention, published = claim.event.date, document.published
    if mention is not None and mention.period is not None:
        return _dated(mention, mention.period, document)
    if published is None:
        return Day(low=None, high=None, why="neither the deed nor the report is dated")
    if claim.status is Status.ONGOING:
        return Day(low=published, high=published, why=f"under way when the report of {published} appeared")
    if claim.status in {Status.COMPLETED, Status.CEASED}:
        return Day(low=None, high=published, why=f"done by {published}, the day of the report; its own day is not given")
    if claim.status in {Status.PLANNED, Status.CONDITIONAL, Status.HYPOTHETICAL}:
        return Day(low=published, high=None, why=f"not before {published}, the day of the report")
    return Day(low=None, high=None, why="the report does not say when")


def _dated(mention: DateMention, period: Period, document: Document) -> Day:
    last = period.end - dt.timedelta(days=1)
    low, high = {
        Direction.DURING: (period.start, last),
        Direction.SINCE: (period.start, document.published),
        Direction.AFTER: (last, None),
        Direction.UNTIL: (None, last),
        Direction.BEFORE: (None, period.start),
    }[mention.direction]
    year = ", the year taken from the day of the report" if mention.inferred else ""
    return Day(low=low, high=high, why=f"dated {period.iso}{year}", span=_span(document, mention.start, mention.end))


def _span(document: Document, start: int, end: int) -> Span | None:
    return Span(document=document.id, start=start, end=end) if 0 <= start < end else None
