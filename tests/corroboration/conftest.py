"""Reports and claims built by hand, from the words alone."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from foedus.model.claim import Act, Attribution, Certainty, Claim, Polarity, Status, Voice, VoiceKind
from foedus.model.event import Event, Party
from foedus.model.mention import Actor, Basis, Comparator, DateMention, PlaceMention, QuantityMention, TokenRange
from foedus.model.period import Period, day
from foedus.model.record import ClaimId, DocumentId, EventId, identify
from foedus.model.text import Document, Origin, Span

WORDS = TokenRange(sentence=0, first=0, last=1, head=0)


def report(name: str, text: str, *, outlet: str = "", published: str = "2025-03-01") -> Document:
    """A document; no date if `published` is empty."""
    return Document(
        id=DocumentId(identify("d", name)),
        name=name,
        origin=Origin(outlet=outlet or f"{name} Post"),
        text=text,
        language="en",
        published=dt.date.fromisoformat(published) if published else None,
        raw_sha256="",
        text_sha256="",
        extractor="test",
    )


def _span(document: Document, words: str, start: int = 0) -> Span:
    begin = document.text.index(words, start)
    return Span(document=document.id, start=begin, end=begin + len(words))


def _quantity(document: Document, words: str, figure: tuple[float | None, float | None, str], start: int) -> QuantityMention:
    low, high, unit = figure
    span = _span(document, words, start)
    kind = "money" if unit.isupper() else "duration" if unit in {"day", "week", "month"} else "count"
    return QuantityMention(
        words=WORDS,
        start=span.start,
        end=span.end,
        low=None if low is None else Decimal(str(low)),
        high=None if high is None else Decimal(str(high)),
        comparator=Comparator.EXACT,
        basis=Basis.EXACT,
        unit=unit,
        unit_head=unit,
        kind=kind,
        rule="test",
    )


def _party(code: str, words: Span) -> Party:
    return Party(actor=Actor(code=code.rstrip("?")), span=None if code.endswith("?") else words)


def claim(  # noqa: PLR0913 - one argument a slot reads better in the tests than a chain of builders
    document: Document,
    sentence: str,
    coded: str,
    *,
    trigger: str,
    status: str = "completed",
    figure: tuple[str, float | None, float | None, str] | None = None,
    place: tuple[str, str] | None = None,
    date: Period | str | None = None,
    voice: Voice | None = None,
    named: str = "",
) -> Claim:
    """A claim from a sentence of a document.

    Args:
        document: The document.
        sentence: Its first words are enough.
        coded: `AGREE PRK > RUS`; several codes joined by `+`, a code with `?` for a party that the sentence does not name.
        trigger: The words of the trigger.
        status: A status, or `denied` or `requested`.
        figure: Words, low end, high end and unit of the quantity.
        place: Words and country.
        date: When; a day as ISO date.
        voice: Who says so; the report itself by default.
        named: The words that name the parties; the first word of the sentence by default.
    """
    begin = document.text.index(sentence)
    stop = min((i for i in (document.text.find(". ", begin), document.text.find("\n", begin)) if i >= 0), default=len(document.text))
    kind, actors, _, recipients = f"{coded} > ".split(" ")[:4]
    span = _span(document, trigger, begin)
    period = day(dt.date.fromisoformat(date)) if isinstance(date, str) else date
    words = _span(document, named or sentence.partition(" ")[0], begin)
    sides = [[code for code in side.split("+") if code.strip("-")] for side in (actors, recipients)]
    parties = [tuple(_party(code, words) for code in side) for side in sides]
    event = Event(
        id=EventId(identify("e", document.id, span.start)),
        sentence=0,
        token=0,
        trigger=span,
        type=kind,
        actors=parties[0],
        recipients=parties[1],
        place=PlaceMention(words=WORDS, start=0, end=1, text=place[0], country=place[1], precision="settlement") if place else None,
        date=DateMention(words=WORDS, start=0, end=1, text="", period=period, rule="test", reason="") if period else None,
        quantity=_quantity(document, figure[0], figure[1:], begin) if figure else None,
        coder="test",
    )
    voices = (*([voice] if voice else []), Voice(kind=VoiceKind.AUTHOR))
    return Claim(
        id=ClaimId(identify("c", document.id, span.start, kind, voice.text if voice else "")),
        document=document.id,
        name=document.name,
        event=event,
        status=Status(status) if status not in {"denied", "requested"} else Status.PLANNED,
        polarity=Polarity.POSITIVE,
        certainty=Certainty.CERTAIN,
        act={"denied": Act.DENIES, "requested": Act.REQUESTS}.get(status, Act.ASSERTS),
        attribution=Attribution(voices=voices, cues=(span,) if voice else ()),
        evidence=(Span(document=document.id, start=begin, end=stop + 1 if stop < len(document.text) else stop),),
    )


@pytest.fixture
def make_report() -> Callable[..., Document]:
    """Builds documents."""
    return report


@pytest.fixture
def make_claim() -> Callable[..., Claim]:
    """Builds claims."""
    return claim


@pytest.fixture
def alabuga() -> tuple[list[Document], list[Claim]]:
    """The worked example: workers for know-how, told by five outlets."""
    seoul = report(
        "seoul",
        "North Korea will send 25,000 workers to a drone plant in the Alabuga special economic zone, a South Korean official said. "
        "In exchange it is to receive know-how in building drones.",
        outlet="Han River Daily",
        published="2025-06-18",
    )
    echo = report(
        "echo",
        "North Korea will send 25,000 workers to a drone plant in the Alabuga special economic zone, according to the Han River Daily. "
        "The newspaper says that it is to receive know-how in building drones. The weather in Bergen was fine.",
        outlet="Bergen Mail",
        published="2025-06-19",
    )
    tokyo = report(
        "tokyo",
        "Pyongyang plans to dispatch 12,000 labourers to Alabuga, where Russia assembles drones, Western diplomats in Tokyo said.",
        outlet="Ginza Press",
        published="2025-06-20",
    )
    moscow = report(
        "moscow",
        "No North Korean workers will be sent to the drone plant at Alabuga, the Kremlin spokesman said.",
        outlet="Neva Herald",
        published="2025-06-21",
    )
    later = report(
        "later",
        "The first 800 North Korean workers have arrived at the drone plant in Alabuga, an officer of Ukraine's intelligence said.",
        outlet="Dnipro Courier",
        published="2025-09-02",
    )
    official = Voice(kind=VoiceKind.OFFICIAL, text="a South Korean official", codes=("KOR",))
    claims = [
        claim(
            seoul,
            "North Korea",
            "AGREE PRK > RUS",
            trigger="will send",
            status="planned",
            figure=("25,000 workers", 25000, 25000, "worker"),
            place=("Alabuga", "RUS"),
            voice=official,
        ),
        claim(seoul, "In exchange", "AGREE RUS > PRK", trigger="is to receive", status="planned"),
        claim(
            echo,
            "North Korea",
            "AGREE PRK > RUS",
            trigger="will send",
            status="planned",
            figure=("25,000 workers", 25000, 25000, "worker"),
            place=("Alabuga", "RUS"),
            voice=Voice(kind=VoiceKind.OUTLET, text="the Han River Daily"),
        ),
        claim(
            echo,
            "The newspaper",
            "AGREE RUS > PRK",
            trigger="is to receive",
            status="planned",
            voice=Voice(kind=VoiceKind.OUTLET, text="The newspaper"),
        ),
        claim(
            tokyo,
            "Pyongyang",
            "AGREE PRK > RUS",
            trigger="plans to dispatch",
            status="planned",
            figure=("12,000 labourers", 12000, 12000, "labourer"),
            place=("Alabuga", "RUS"),
            voice=Voice(kind=VoiceKind.UNNAMED, text="Western diplomats in Tokyo"),
        ),
        claim(
            moscow,
            "No North Korean",
            "AGREE PRK > RUS",
            trigger="will be sent",
            status="denied",
            voice=Voice(kind=VoiceKind.OFFICIAL, text="the Kremlin spokesman", codes=("RUS",)),
        ),
        claim(
            later,
            "The first",
            "COOPERATE PRK > RUS",
            trigger="have arrived",
            figure=("first 800 North Korean workers", 800, 800, "worker"),
            place=("Alabuga", "RUS"),
            voice=Voice(kind=VoiceKind.OFFICIAL, text="an officer of Ukraine's intelligence", codes=("UKR",)),
        ),
    ]
    return [seoul, echo, tokyo, moscow, later], claims
