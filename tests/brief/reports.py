"""Reports, claims and findings built by hand, from the words alone."""

import datetime as dt
import hashlib
from decimal import Decimal

from foedus.brief.checking import check
from foedus.brief.composing import Composer
from foedus.brief.evidence import Evidence
from foedus.brief.wording import Wording
from foedus.model.brief import Brief
from foedus.model.claim import Act, Attribution, Certainty, Claim, Exchange, Polarity, Status, Voice, VoiceKind
from foedus.model.event import Event, Party, Reason
from foedus.model.finding import Conflict, Finding, Lineages, Value
from foedus.model.mention import Actor, Basis, Comparator, DateMention, PlaceMention, QuantityMention, TokenRange
from foedus.model.period import day
from foedus.model.record import ClaimId, DocumentId, EventId, FindingId, identify
from foedus.model.text import Document, Origin, Span

WORDS = TokenRange(sentence=0, first=0, last=1, head=0)
NAMES = {
    "PRK": "North Korea",
    "RUS": "Russia",
    "JPN": "Japan",
    "USA": "the United States",
    "CIV": "Côte d'Ivoire",
    "GNB": "Guinea-Bissau",
    "SDN:COP": "the police of Sudan",
}


def report(name: str, text: str, *, outlet: str = "", published: str = "2025-03-01", title: str = "", url: str = "") -> Document:
    """A document; no date if `published` is empty."""
    return Document(
        id=DocumentId(identify("d", name)),
        name=name,
        origin=Origin(outlet=outlet or f"{name} Post", url=url or None),
        title=title,
        text=text,
        language="en",
        published=dt.date.fromisoformat(published) if published else None,
        raw_sha256="",
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        extractor="test",
    )


def span(document: Document, words: str) -> Span:
    """Where words stand in a document."""
    begin = document.text.index(words)
    return Span(document=document.id, start=begin, end=begin + len(words))


def sentence_span(document: Document, words: str) -> Span:
    """The sentence that begins with these words."""
    begin = document.text.index(words)
    stop = document.text.find(". ", begin)
    return Span(document=document.id, start=begin, end=stop + 1 if stop >= 0 else len(document.text))


def quantity(document: Document, words: str, low: str | None, high: str | None, unit: str) -> QuantityMention:
    """A count; an open end is none."""
    found = span(document, words)
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    return QuantityMention(
        words=WORDS,
        start=found.start,
        end=found.end,
        low=ends[0],
        high=ends[1],
        comparator=Comparator.EXACT,
        basis=Basis.EXACT,
        unit=unit,
        unit_head=unit,
        kind="count",
        rule="test",
    )


def place(document: Document, words: str, country: str) -> PlaceMention:
    """A settlement at 55.8, 52."""
    found = span(document, words)
    return PlaceMention(
        words=WORDS,
        start=found.start,
        end=found.end,
        text=words,
        country=country,
        latitude=55.8,
        longitude=52.0,
        geonames=123,
        precision="settlement",
    )


def date(document: Document, words: str, iso: str) -> DateMention:
    """A day; unresolved if `iso` is empty."""
    found = span(document, words)
    period = day(dt.date.fromisoformat(iso)) if iso else None
    return DateMention(words=WORDS, start=found.start, end=found.end, text=words, period=period, rule="test", reason="")


def parties(document: Document, codes: str) -> tuple[Party, ...]:
    """Parties from `CODE=words` joined by `+`; words may be left out."""
    found = []
    for part in filter(None, codes.split("+")):
        code, _, words = part.partition("=")
        found.append(Party(actor=Actor(code=code), span=span(document, words) if words else None))
    return tuple(found)


def event(document: Document, coded: str, trigger: str, **parts: object) -> Event:
    """An event from `TYPE actors > recipients`; further fields by name."""
    kind, actors, recipients = (part.strip() for part in coded.replace(" ", ">", 1).split(">"))
    words = span(document, trigger)
    values: dict[str, object] = {
        "id": EventId(identify("e", document.id, words.start, kind)),
        "sentence": 0,
        "token": 0,
        "trigger": words,
        "type": kind,
        "actors": parties(document, actors),
        "recipients": parties(document, recipients),
        "coder": "test/1",
    }
    return Event(**(values | parts))  # type: ignore[arg-type]  # the fields of the event


def claim(
    document: Document,
    sentence: str,
    coded: Event,
    *,
    status: str = "completed",
    voice: Voice | None = None,
    exchange: Exchange | None = None,
) -> Claim:
    """A claim; `sentence` is the first words of its sentence, `status` may be `denied` or `requested`."""
    voices = (*([voice] if voice else []), Voice(kind=VoiceKind.AUTHOR))
    return Claim(
        id=ClaimId(identify("c", document.id, coded.id)),
        document=document.id,
        name=document.name,
        event=coded,
        status=Status(status) if status not in {"denied", "requested"} else Status.PLANNED,
        polarity=Polarity.POSITIVE,
        certainty=Certainty.CERTAIN,
        act={"denied": Act.DENIES, "requested": Act.REQUESTS}.get(status, Act.ASSERTS),
        attribution=Attribution(voices=voices, cues=(coded.trigger,) if voice else ()),
        exchange=exchange,
        evidence=(sentence_span(document, sentence),),
        why=(Reason(part="status", rule="test", detail="as told"),),
    )


def finding(
    claims: list[Claim], *, status: str = "", denying: tuple[Claim, ...] = (), conflicts: tuple[Conflict, ...] = (), **parts: object
) -> Finding:
    """A finding on these claims: one lineage a document unless said otherwise."""
    every = [*claims, *denying]
    names = tuple(sorted({item.name for item in every}))
    first = every[0]
    values: dict[str, object] = {
        "id": FindingId(identify("f", *(item.id for item in every))),
        "story": "s-1",
        "event": first.event.type,
        "actors": tuple(sorted(party.actor.code for party in first.event.actors)),
        "recipients": tuple(sorted(party.actor.code for party in first.event.recipients)),
        "status": status or first.headline,
        "supporting": tuple(sorted(item.id for item in claims)),
        "denying": tuple(sorted(item.id for item in denying)),
        "documents": names,
        "lineages": Lineages(sure=len(names), possible=len(names)),
        "articles": len(names),
        "conflicts": conflicts,
        "grade": "F3",
        "grade_reason": "test",
    }
    return Finding(**(values | parts))  # type: ignore[arg-type]  # the fields of the finding


def conflict(field: str, *values: tuple[str, Claim], relation: str = "conflict") -> Conflict:
    """Rival values of a slot, each with its claim."""
    return Conflict(field=field, relation=relation, values=tuple(Value(value=v, claims=(c.id,)) for v, c in values), rule="test")


def evidence(documents: list[Document], claims: list[Claim], findings: list[Finding]) -> Evidence:
    """What a brief may cite."""
    return Evidence(findings=tuple(findings), claims={item.id: item for item in claims}, documents={item.id: item for item in documents})


def name_of(code: str) -> str:
    """Display names without the table."""
    return NAMES.get(code, code)


def composed(found: Evidence, query: str = "") -> Brief:
    """A brief that passed the gate."""
    brief = Composer(found, Wording.load(name_of)).compose("What is planned", query)
    check(brief, found, name_of)
    return brief
