"""Findings and claims built by hand."""

import datetime as dt

from foedus.model.claim import Act, Attribution, Certainty, Claim, Polarity, Status, Voice, VoiceKind
from foedus.model.event import Event, Party
from foedus.model.finding import Finding, Lineages, StatusStep, Superseded
from foedus.model.mention import Actor
from foedus.model.network import Contribution
from foedus.model.record import ClaimId, DocumentId, EventId, FindingId
from foedus.model.text import Span


def finding(  # noqa: PLR0913  # one argument a slot reads better in the tests than a chain of builders
    key: str,
    coded: str,
    *,
    status: str = "completed",
    reported: str = "2025-03-01",
    date: str = "",
    sure: int = 1,
    denied: bool = False,
    story: str = "",
) -> Finding:
    """A finding from `AGREE PRK+CHN > RUS`, with claims `c-KEY`, `c-KEY-2` … one for each sure lineage."""
    kind, actors, _, recipients = f"{coded} > ".split(" ")[:4]
    only_denied = status == "denied"
    claims = tuple(ClaimId(f"c-{key}" + (f"-{number}" if number > 1 else "")) for number in range(1, max(sure, 1) + 1))
    against = (ClaimId(f"c-{key}-not"),) if denied else ()
    step = StatusStep(published=reported, status=status, document=f"doc-{key}", claim=claims[0])
    return Finding(
        id=FindingId(f"f-{key}"),
        story=story or f"s-{key}",
        event=kind,
        actors=tuple(sorted(code for code in actors.split("+") if code.strip("-"))),
        recipients=tuple(sorted(code for code in recipients.split("+") if code)),
        status=status,
        supporting=() if only_denied else claims,
        denying=claims if only_denied else against,
        documents=(f"doc-{key}",),
        lineages=Lineages(sure=sure, possible=max(sure, 1)),
        articles=len(claims),
        timeline=(step,) if reported else (),
        grade="F2",
        grade_reason="",
        date=date,
    )


def claim(of: Finding, *, mode: str = "", certainty: str = "certain", key: str = "", contexts: tuple[str, ...] = ()) -> Claim:
    """The claim `c-KEY` of a finding, or another one of it."""
    document = DocumentId(f"d-{of.id}")
    span = Span(document=document, start=0, end=4)
    parties = [tuple(Party(actor=Actor(code=code)) for code in side) for side in (of.actors, of.recipients)]
    event = Event(
        id=EventId(f"e-{of.id}"),
        sentence=0,
        token=0,
        trigger=span,
        type=of.event,
        mode=mode,
        contexts=contexts,
        actors=parties[0],
        recipients=parties[1],
        coder="test",
    )
    return Claim(
        id=ClaimId(key or f"c-{of.id[2:]}"),
        document=document,
        name=of.documents[0],
        event=event,
        status=Status.COMPLETED,
        polarity=Polarity.POSITIVE,
        certainty=Certainty(certainty),
        act=Act.ASSERTS,
        attribution=Attribution(voices=(Voice(kind=VoiceKind.AUTHOR),)),
        evidence=(span,),
    )


def withdrawn(claim: Claim) -> Superseded:
    """The mark of a claim that was taken back."""
    return Superseded(claim=claim.id, by="notice", kind="retraction", reason="test")


def contribution(key: str, a: str, b: str, points: float, day: str = "2025-03-01", *, disputed: bool = False) -> Contribution:
    """What a finding `f-KEY` adds to a tie."""
    return Contribution(
        finding=FindingId(f"f-{key}"),
        a=a,
        b=b,
        day=dt.date.fromisoformat(day),
        dated="deed",
        event="AID",
        intensity=points,
        factors=(),
        points=points,
        is_disputed=disputed,
    )
