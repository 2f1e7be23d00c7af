"""Who did what to whom: a deed as one sentence tells it."""

from collections.abc import Iterable

from foedus.model.mention import Actor, DateMention, PlaceMention, QuantityMention
from foedus.model.record import EventId, Record
from foedus.model.text import Span


class Reason(Record, frozen=True, kw_only=True):
    """One cause of one part of a record.

    Attributes:
        part: The part that it explains (`event`, `actors`, `status`, ...).
        rule: Id of the row, rule or score that decided.
        detail: One clause for an analyst.
        start: Offset of the cue in the document's text, -1 where there are no words.
        end: Offset after the cue, -1 where there are no words.
    """

    part: str
    rule: str
    detail: str
    start: int = -1
    end: int = -1


class Party(Record, frozen=True, kw_only=True):
    """An actor in a role, with the words that put it there.

    Attributes:
        actor: Who.
        span: The words; for a reference the words of the reference, none where the
            party is understood without words.
    """

    actor: Actor
    span: Span | None = None


def codes_of(parties: Iterable[Party]) -> list[str]:
    """Codes of parties in order, each once."""
    return list(dict.fromkeys(party.actor.code for party in parties))


class Event(Record, frozen=True, kw_only=True):
    """A deed in PLOVER terms.

    Attributes:
        id: Derived from document, trigger and type.
        sentence: Index of its sentence.
        token: Index in the sentence of the trigger's head word.
        trigger: The words that name the deed.
        type: PLOVER root.
        mode: PLOVER mode, empty if none.
        contexts: PLOVER contexts and ours, the first one leading.
        actors: Who acts; all parties of a reciprocal deed.
        recipients: Who is acted upon.
        place: Where it took or takes place.
        date: When.
        quantity: The first count of the thing moved, given, hurt or protesting.
        object: Span of what is given, moved, signed, demanded.
        purpose: Span of a stated aim.
        coder: Name and version of the coder.
        why: How each part came about.
    """

    id: EventId
    sentence: int
    token: int
    trigger: Span
    type: str
    mode: str = ""
    contexts: tuple[str, ...] = ()
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    place: PlaceMention | None = None
    date: DateMention | None = None
    quantity: QuantityMention | None = None
    object: Span | None = None
    purpose: Span | None = None
    coder: str
    why: tuple[Reason, ...] = ()
