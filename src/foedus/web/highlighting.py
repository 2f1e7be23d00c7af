"""A text cut where marks begin and end, so that marks that lie in or across each other can all be shown."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import pairwise

from foedus.model.claim import Claim, Exchange
from foedus.model.mention import DateMention, PlaceMention, QuantityMention
from foedus.model.record import ClaimId, Record
from foedus.model.text import Span


class Role(StrEnum):
    """What a stretch of text is to a claim; of stretches that are the same, the earlier role lies outside."""

    EVIDENCE = "evidence"
    ATTRIBUTION = "attribution"
    CUE = "cue"
    PURPOSE = "purpose"
    GIVES = "gives"
    GETS = "gets"
    RETURN = "in return"
    TRIGGER = "trigger"
    ACTOR = "actor"
    RECIPIENT = "recipient"
    QUANTITY = "quantity"
    PLACE = "place"
    DATE = "date"
    OTHER = "other claim"


_ORDER = {role: number for number, role in enumerate(Role)}


class Mark(Record, frozen=True, kw_only=True):
    """A stretch of a text in one role.

    Attributes:
        start: First code point.
        end: The one after the last; more than `start`.
        role: What the stretch is.
        claim: The claim that it leads to, where it is another one's; empty otherwise.
    """

    start: int
    end: int
    role: Role
    claim: ClaimId = ClaimId("")


class Layer(Record, frozen=True, kw_only=True):
    """A mark as it lies on one segment.

    Attributes:
        mark: The mark.
        level: How far below the words its line is drawn, so that no line lies on another one's.
        is_first: Whether the mark begins with this segment.
    """

    mark: Mark
    level: int
    is_first: bool


class Segment(Record, frozen=True, kw_only=True):
    """A stretch of text that the same marks cover from end to end.

    Attributes:
        text: The words.
        start: Code point offset of the first one.
        layers: The marks, the longest first: the order in which they enclose the words.
    """

    text: str
    start: int
    layers: tuple[Layer, ...] = ()


def segments(text: str, marks: Iterable[Mark], *, start: int = 0, end: int | None = None) -> tuple[Segment, ...]:
    """Cut a text wherever a mark begins or ends.

    Args:
        text: The text.
        marks: In any order; what lies outside the text does not count, and each counts once.
        start: Where to begin.
        end: Where to end; at the end of the text if not given.

    Returns:
        Segments whose texts joined are the text from `start` to `end`; none is empty.
    """
    last = len(text) if end is None else min(end, len(text))
    inside = sorted({mark for mark in marks if max(mark.start, start) < min(mark.end, last)}, key=_outer)
    levels = _levels(inside)
    cuts = sorted({start, last, *(cut for mark in inside for cut in (mark.start, mark.end) if start < cut < last)})
    return tuple(_segments(text, inside, levels, cuts))


def _segments(text: str, marks: Sequence[Mark], levels: dict[Mark, int], cuts: Sequence[int]) -> Iterator[Segment]:
    """The segments between cuts; marks are taken up as they begin and dropped as they end."""
    coming = sorted(marks, key=lambda mark: mark.start)
    open_marks: list[Mark] = []
    taken = 0
    for first, last in pairwise(cuts):
        while taken < len(coming) and coming[taken].start <= first:
            open_marks.append(coming[taken])
            taken += 1
        open_marks = sorted((mark for mark in open_marks if mark.end >= last), key=_outer)
        begun = max(first, cuts[0])
        layers = tuple(Layer(mark=mark, level=levels[mark], is_first=max(mark.start, cuts[0]) == begun) for mark in open_marks)
        yield Segment(text=text[first:last], start=first, layers=layers)


def _outer(mark: Mark) -> tuple[int, int, int, str]:
    return mark.start - mark.end, mark.start, _ORDER[mark.role], mark.claim


def _levels(marks: Sequence[Mark]) -> dict[Mark, int]:
    """How far below the words each line is drawn: the shortest marks are nearest; the ground of the evidence has no line."""
    levels: dict[Mark, int] = {}
    for mark in reversed(marks):
        if mark.role is Role.EVIDENCE:
            levels[mark] = 0
            continue
        taken = {
            level
            for other, level in levels.items()
            if other.role is not Role.EVIDENCE and other.start < mark.end and mark.start < other.end
        }
        levels[mark] = next(level for level in range(len(taken) + 1) if level not in taken)
    return levels


def marks_of(claim: Claim) -> tuple[Mark, ...]:
    """All stretches of the text that a claim rests on; what a person stated has none."""
    return tuple(dict.fromkeys(Mark(start=start, end=end, role=role) for start, end, role in _stretches(claim) if 0 <= start < end))


def others_of(claim: Claim, claims: Iterable[Claim]) -> tuple[Mark, ...]:
    """The triggers of other claims of the text, as far as they lie apart from the claim's own; one mark for each stretch."""
    own = claim.event.trigger
    found: dict[tuple[int, int], ClaimId] = {}
    for other in claims:
        trigger = other.event.trigger
        if other.id != claim.id and (trigger.end <= own.start or trigger.start >= own.end):
            found.setdefault((trigger.start, trigger.end), other.id)
    return tuple(Mark(start=start, end=end, role=Role.OTHER, claim=known) for (start, end), known in sorted(found.items()))


def _stretches(claim: Claim) -> Iterator[tuple[int, int, Role]]:
    event = claim.event
    yield from _spans(claim.evidence, Role.EVIDENCE)
    yield from _spans([event.trigger], Role.TRIGGER)
    for parties, role in ((event.actors, Role.ACTOR), (event.recipients, Role.RECIPIENT)):
        yield from _spans((party.span for party in parties), role)
    yield from _spans([event.purpose], Role.PURPOSE)
    yield from _mention(event.quantity, Role.QUANTITY)
    yield from _mention(event.place, Role.PLACE)
    yield from _mention(event.date, Role.DATE)
    yield from _spans((voice.span for voice in claim.attribution.voices), Role.ATTRIBUTION)
    yield from _spans(claim.attribution.cues, Role.CUE)
    yield from _legs(claim.exchange)


def _legs(exchange: Exchange | None) -> Iterator[tuple[int, int, Role]]:
    if exchange is not None:
        yield from _spans([exchange.gives], Role.GIVES)
        yield from _spans([exchange.gets], Role.GETS)
        yield from _spans([exchange.cue], Role.RETURN)


def _spans(spans: Iterable[Span | None], role: Role) -> Iterator[tuple[int, int, Role]]:
    yield from ((span.start, span.end, role) for span in spans if span is not None)


def _mention(mention: QuantityMention | PlaceMention | DateMention | None, role: Role) -> Iterator[tuple[int, int, Role]]:
    if mention is not None:
        yield mention.start, mention.end, role
