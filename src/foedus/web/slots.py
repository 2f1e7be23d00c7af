"""The slots of a claim as a table shows them: value, exact words, and what decided."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from foedus.corroboration.judging import CORRECTIONS, DENIED
from foedus.lexicon.codebook import Codebook
from foedus.model.claim import Claim, Polarity, Status, Voice
from foedus.model.event import Party, Reason, codes_of
from foedus.model.mention import DateMention, Direction, PlaceMention, QuantityMention
from foedus.model.record import Record
from foedus.model.text import Document, Span

NameOf = Callable[[str], str]
_JUDGED = "judged"


class Quote(Record, frozen=True, kw_only=True):
    """Exact words of a document.

    Attributes:
        text: The words.
        start: Code point offset of the first.
        end: Offset after the last.
    """

    text: str
    start: int
    end: int


class Why(Record, frozen=True, kw_only=True):
    """What decided a slot.

    Attributes:
        rule: Id of the row, rule or score.
        detail: One clause.
        quote: The words that it rests on, where it rests on words.
    """

    rule: str
    detail: str
    quote: Quote | None = None


class Slot(Record, frozen=True, kw_only=True):
    """One slot of a claim.

    Attributes:
        label: What it is called.
        value: Its value; empty if there is none.
        quotes: The exact words.
        why: What decided.
        name: Name of the slot for a correction; empty if it cannot be corrected.
        entered: The value as a correction is written.
        choices: All values that it can have; empty if it is open.
        is_corrected: Whether a person put it right.
    """

    label: str
    value: str
    quotes: tuple[Quote, ...] = ()
    why: tuple[Why, ...] = ()
    name: str = ""
    entered: str = ""
    choices: tuple[str, ...] = ()
    is_corrected: bool = False


class _Shown(Record, frozen=True, kw_only=True):
    """A slot in the making: label, value, spans, and how a correction writes it."""

    label: str
    value: str
    spans: tuple[Span | None, ...] = ()
    part: str = ""
    entered: str = ""
    own: tuple[Why, ...] = ()


def slots_of(claim: Claim, document: Document, name_of: NameOf) -> tuple[Slot, ...]:
    """The slots of a claim in the order in which a reader asks for them: who, what, whom, how far; then count, place, day and return.

    Args:
        claim: The claim, as people corrected it.
        document: Its document.
        name_of: Display name of a party's code.
    """
    return tuple(_slot(shown, claim, document) for shown in _shown(claim, name_of))


def _shown(claim: Claim, name_of: NameOf) -> Iterator[_Shown]:
    event = claim.event
    code = f"{event.type} {event.mode}".strip()
    yield _Shown(label="Deed", value=code, spans=(event.trigger,), part="event", entered=event.type)
    yield _parties("Actor", "actors", event.actors, name_of)
    yield _parties("Recipient", "recipients", event.recipients, name_of)
    entered = DENIED if claim.polarity is Polarity.NEGATIVE else claim.status.value
    negated = ", said not to be so" if claim.polarity is Polarity.NEGATIVE else ""
    yield _Shown(label="Status", value=f"{claim.status}{negated}", part="status", entered=entered)
    yield _Shown(label="Firmness", value=f"{claim.certainty}; the voice {claim.act} it")
    voices = claim.attribution.voices
    spans = (*(voice.span for voice in voices), *claim.attribution.cues)
    yield _Shown(label="Who says so", value=voices_told(voices), spans=spans, part="attribution")
    yield _quantity(event.quantity)
    yield _place(event.place)
    yield _date(event.date)
    yield from _rest(claim)


def _rest(claim: Claim) -> Iterator[_Shown]:
    event, exchange = claim.event, claim.exchange
    if exchange is not None:
        yield _Shown(label="Gives", value="" if exchange.gives else "unstated", spans=(exchange.gives,))
        spans = (exchange.gets, exchange.cue)
        yield _Shown(label="In return", value="" if exchange.gets else "unstated", spans=spans, part="exchange")
    if event.object is not None:
        yield _Shown(label="Object", value="", spans=(event.object,))
    if event.purpose is not None:
        yield _Shown(label="Stated aim", value="", spans=(event.purpose,))
    if event.contexts:
        yield _Shown(label="Contexts", value=", ".join(event.contexts))


def _parties(label: str, part: str, parties: Sequence[Party], name_of: NameOf) -> _Shown:
    told = "; ".join(_party(party, name_of) for party in parties)
    spans = tuple(party.span for party in parties)
    return _Shown(label=label, value=told or "nobody named", spans=spans, part=part, entered=", ".join(codes_of(parties)))


def _party(party: Party, name_of: NameOf) -> str:
    actor, known = party.actor, name_of(party.actor.code)
    named = f", {actor.name}" if actor.name and actor.name != known else ""
    return f"{known} ({actor.code}){named}"


def voices_told(voices: Sequence[Voice]) -> str:
    """A chain of voices, the deepest first: `Russian diplomats (unnamed), in the report's own words`."""
    told = [f"{voice.text} ({voice.kind})" if voice.text else str(voice.kind) for voice in voices]
    return ", told by ".join(told)


def _quantity(mention: QuantityMention | None) -> _Shown:
    if mention is None:
        return _Shown(label="Quantity", value="none", part="quantity")
    value = f"{interval(mention)} {mention.unit} ({mention.basis})"
    own = (Why(rule=mention.rule, detail=f"a {mention.kind}, {mention.basis}, {mention.comparator}"),)
    return _Shown(label="Quantity", value=value, spans=(), part="quantity", entered=mention.text, own=own)


def interval(mention: QuantityMention) -> str:
    """A quantity as numbers: `25,000`, `12,000 to 15,000`, `at most 25,000`, `at least 300`."""
    low, high = (_number(end) for end in (mention.low, mention.high))
    if low and high:
        return low if low == high else f"{low} to {high}"
    if low or high:
        return f"at least {low}" if low else f"at most {high}"
    return "no number"


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:,f}"


def _place(mention: PlaceMention | None) -> _Shown:
    if mention is None:
        return _Shown(label="Place", value="none", part="place")
    point = f", {mention.latitude:.2f}, {mention.longitude:.2f}" if mention.latitude is not None and mention.longitude is not None else ""
    value = f"{mention.text} ({mention.country or 'no country'}; {mention.precision}{point})"
    own = (Why(rule="place", detail=mention.reason),) if mention.reason else ()
    return _Shown(label="Place", value=value, part="place", entered=mention.text, own=own)


def _date(mention: DateMention | None) -> _Shown:
    if mention is None:
        return _Shown(label="Day of the deed", value="none", part="date")
    own = (Why(rule=mention.rule, detail=mention.reason),)
    entered = mention.period.iso if mention.period else ""
    return _Shown(label="Day of the deed", value=day_told(mention), part="date", entered=entered, own=own)


def day_told(mention: DateMention) -> str:
    """A date as far as the words go: the days, their grain, and whether part of it follows from the publication alone."""
    return f"{mention.period.iso} ({grain_of(mention)})" if mention.period else grain_of(mention)


def grain_of(mention: DateMention) -> str:
    """How much the words of a date say: `day`, `since month`, `year, inferred`; the words where they were not resolved."""
    if mention.period is None:
        return f"“{mention.text}”, not resolved"
    bound = "" if mention.direction is Direction.DURING else f"{mention.direction} "
    return f"{bound}{mention.period.precision}{', inferred' if mention.inferred else ''}"


def _slot(shown: _Shown, claim: Claim, document: Document) -> Slot:
    quotes = [_quote(document, span.start, span.end) for span in shown.spans if span is not None]
    quotes += [_quote(document, start, end) for start, end in _mentioned(claim, shown.part)]
    reasons = [reason for reason in (*claim.event.why, *claim.why) if shown.part and reason.part == shown.part]
    is_correctable = shown.part in CORRECTIONS
    return Slot(
        label=shown.label,
        value=shown.value,
        quotes=tuple(dict.fromkeys(quote for quote in quotes if quote.text)),
        why=(*shown.own, *(_why(reason, document) for reason in reasons)),
        name=shown.part if is_correctable else "",
        entered=shown.entered or next((quote.text for quote in quotes if is_correctable), ""),
        choices=_choices(shown.part),
        is_corrected=any(reason.rule == _JUDGED for reason in reasons),
    )


def _mentioned(claim: Claim, part: str) -> Iterator[tuple[int, int]]:
    mention = {"quantity": claim.event.quantity, "place": claim.event.place, "date": claim.event.date}.get(part)
    if mention is not None and 0 <= mention.start < mention.end:
        yield mention.start, mention.end


def _quote(document: Document, start: int, end: int) -> Quote:
    return Quote(text=document.text[start:end], start=start, end=end)


def _why(reason: Reason, document: Document) -> Why:
    quote = _quote(document, reason.start, reason.end) if 0 <= reason.start < reason.end else None
    return Why(rule=reason.rule, detail=reason.detail, quote=quote)


def _choices(part: str) -> tuple[str, ...]:
    if part == "status":
        return (*(status.value for status in Status), DENIED)
    return tuple(Codebook.load().types) if part == "event" else ()
