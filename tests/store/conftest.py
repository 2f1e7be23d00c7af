"""A small set of reports and claims, and a stand-in for corroboration."""

import datetime as dt
import hashlib
from collections.abc import Callable, Collection

import pytest

from foedus.model.claim import Act, Attribution, Certainty, Claim, Polarity, Status, Voice, VoiceKind
from foedus.model.event import Event, Party
from foedus.model.finding import Finding, Lineages
from foedus.model.mention import Actor
from foedus.model.outcome import Discard
from foedus.model.record import ClaimId, DocumentId, EventId, FindingId, Record, identify
from foedus.model.text import Document, Origin, Span
from foedus.store.shelf import LedgerShelf

Read = tuple[Document, list[Claim], list[Discard]]

TEXTS = {
    "one": "Turkey will give ten drones to Mali. Türkiye’s minister said so in Kırıkkale.",
    "two": "Turkey gave ten drones to Mali.",
    "three": "Nothing of note happened in Bamako.",
    "four": "Mali denied that it had received a single drone.",
}


def read(name: str, *, coder: str = "rules-1", deeds: int = 2, raw: bytes = b"raw") -> Read:
    """What reading and coding a report of that name gives."""
    text = TEXTS.get(name, f"Report {name} says that Turkey gave drones to Mali.")
    day = dt.date(2025, 3, 1 + sum(map(ord, name)) % 20) if name != "three" else None
    document = Document(
        id=DocumentId(identify("d", name)),
        name=name,
        origin=Origin(outlet="Test Post", url=f"https://example.org/{name}", retrieved=dt.datetime(2025, 3, 4, 5, 6, 7, tzinfo=dt.UTC)),
        title=f"Title of {name}",
        text=text,
        language="en",
        published=day,
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        extractor="plain/1",
        synthetic=True,
    )
    claims = [] if name == "three" else [_claim(document, i, coder) for i in range(deeds)]
    return document, claims, [Discard(stage="coding", place=f"{name} 0-4", reason="no actor", text=text[:4])]


def _claim(document: Document, number: int, coder: str) -> Claim:
    span = Span(document=document.id, start=number, end=number + 4)
    party = Party(actor=Actor(code="TUR", name="Turkey"), span=span)
    return Claim(
        id=ClaimId(identify("c", document.id, number, coder)),
        document=document.id,
        name=document.name,
        event=Event(
            id=EventId(identify("e", document.id, number)), sentence=0, token=0, trigger=span, type="AID", actors=(party,), coder=coder
        ),
        status=Status.COMPLETED,
        polarity=Polarity.POSITIVE,
        certainty=Certainty.CERTAIN,
        act=Act.ASSERTS,
        attribution=Attribution(voices=(Voice(kind=VoiceKind.AUTHOR),)),
        evidence=(span,),
    )


class Changes(Record, frozen=True, kw_only=True):
    """What a reconciler says that it did."""

    new: frozenset[FindingId]
    gone: frozenset[FindingId]


class OneEach:
    """A finding for each claim.

    Args:
        without: Claims that get none.
        method: Number of the method.
        shape: Changes what a finding says.
    """

    def __init__(
        self, without: Collection[ClaimId] = (), method: int = 1, shape: Callable[[Finding], Finding] = lambda finding: finding
    ) -> None:
        self.method = method
        self.portions: list[list[DocumentId]] = []
        self._without = without
        self._shape = shape

    def __call__(self) -> "OneEach":
        """A reconciler that knows nothing of any ledger yet."""
        return self

    def reconcile(self, shelf: LedgerShelf, ids: Collection[DocumentId]) -> Changes:
        """Put a finding in for each claim of the documents."""
        self.portions.append([*ids])
        claims = [claim for found in shelf.claims(ids).values() for claim in found]
        placed = [(self.finding(claim), claim.id, claim.document) for claim in claims if claim.id not in self._without]
        gone, new = shelf.replace([claim.id for claim in claims], placed)
        return Changes(new=frozenset(new), gone=frozenset(gone))

    def finding(self, claim: Claim) -> Finding:
        """A finding that rests on one claim."""
        plain = Finding(
            id=FindingId(identify("f", claim.id)),
            story="s-1",
            event=claim.event.type,
            actors=("TUR",),
            recipients=(),
            status=claim.headline,
            supporting=(claim.id,),
            documents=(claim.name,),
            lineages=Lineages(sure=1, possible=1),
            articles=1,
            grade="F2",
            grade_reason="test",
        )
        return self._shape(plain)


@pytest.fixture
def small_set() -> list[Read]:
    """Four reports with their claims and discards."""
    return [read(name) for name in TEXTS]
