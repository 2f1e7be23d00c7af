"""Claims, documents and findings by hand."""

import datetime as dt

from foedus.brief.evidence import Evidence
from foedus.model.claim import Act, Attribution, Certainty, Claim, Polarity, Status, Voice, VoiceKind
from foedus.model.event import Event, Party
from foedus.model.finding import Conflict, Finding, Lineages, Value
from foedus.model.mention import NO_WORDS, Actor, PlaceMention
from foedus.model.record import ClaimId, DocumentId, EventId, FindingId
from foedus.model.text import Document, Origin, Span

TEXT = "Turkey will give drones to Mali in Bamako."


def document(name: str, *, outlet: str = "", day: int = 1) -> Document:
    """A report of a name, published on a day of March 2025."""
    return Document(
        id=DocumentId(f"d-{name}"),
        name=name,
        origin=Origin(outlet=outlet or f"Outlet {name}"),
        title=f"Title {name}",
        text=TEXT,
        language="en",
        published=dt.date(2025, 3, day),
        raw_sha256="0",
        text_sha256="0",
        extractor="plain/1",
    )


def place(
    text: str, precision: str = "settlement", at: tuple[float, float] | None = (12.65, -8.0), country: str | None = "MLI"
) -> PlaceMention:
    """A place mention; `at` is latitude and longitude."""
    latitude, longitude = at or (None, None)
    return PlaceMention(
        words=NO_WORDS, start=0, end=1, text=text, country=country, latitude=latitude, longitude=longitude, precision=precision,
        reason=f"{text} ({country}, {precision}): score 5; no other",
    )  # fmt: skip


def claim(name: str, *, status: Status = Status.PLANNED, where: PlaceMention | None = None, voice: str = "") -> Claim:
    """The claim of a report."""
    span = Span(document=DocumentId(f"d-{name}"), start=12, end=16)
    voices = (*((Voice(kind=VoiceKind.OFFICIAL, text=voice),) if voice else ()), Voice(kind=VoiceKind.AUTHOR))
    return Claim(
        id=ClaimId(f"c-{name}"),
        document=span.document,
        name=name,
        event=Event(
            id=EventId(f"e-{name}"), sentence=0, token=0, trigger=span, type="AID", place=where, coder="hand/1",
            actors=(Party(actor=Actor(code="TUR", name="Turkey"), span=span),),
        ),
        status=status,
        polarity=Polarity.POSITIVE,
        certainty=Certainty.CERTAIN,
        act=Act.ASSERTS,
        attribution=Attribution(voices=voices),
        evidence=(Span(document=span.document, start=0, end=len(TEXT)),),
    )  # fmt: skip


def finding(*claims: Claim, echoes: tuple[str, ...] = (), conflicts: tuple[Conflict, ...] = ()) -> Finding:
    """A finding that rests on claims."""
    return Finding(
        id=FindingId("f-1"),
        story="s-1",
        event="AID",
        actors=("TUR",),
        recipients=("MLI",),
        status=claims[-1].headline,
        supporting=tuple(sorted(one.id for one in claims)),
        documents=tuple(sorted(one.name for one in claims)),
        lineages=Lineages(sure=1, possible=1),
        articles=len(claims),
        echoes=echoes,
        conflicts=conflicts,
        grade="F2",
        grade_reason="test",
    )


def conflict(field: str, relation: str, **values: str) -> Conflict:
    """A difference: the value that each report, by its name, gives."""
    rivals = {value: tuple(ClaimId(f"c-{name}") for name, own in values.items() if own == value) for value in values.values()}
    listed = tuple(Value(value=value, claims=claims) for value, claims in rivals.items())
    return Conflict(field=field, relation=relation, values=listed, rule="test")


def evidence(documents: tuple[Document, ...], claims: tuple[Claim, ...], findings: tuple[Finding, ...]) -> Evidence:
    """All of it by id."""
    return Evidence(findings=findings, claims={one.id: one for one in claims}, documents={one.id: one for one in documents})
