"""A ledger made up for measuring: promises of which a known share is kept, after known times, among deeds that nobody promised.

Half of the kept promises are told in one finding with their deed, the other half by a finding of their own, which has to be matched.
Some of the others are called off. `bench.year` measures what comes out against what went in.
"""

import datetime as dt
import hashlib
import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from foedus.corroboration.things import Things
from foedus.lexicon.display import DisplayNames
from foedus.model.claim import Act, Attribution, Certainty, Claim, Polarity, Status, Voice, VoiceKind
from foedus.model.commitment import Commitment
from foedus.model.event import Event, Party
from foedus.model.finding import Finding, Lineages, StatusStep
from foedus.model.mention import Actor
from foedus.model.record import ClaimId, DocumentId, EventId, FindingId, identify
from foedus.model.text import Document, Origin, Span
from foedus.outlook.commitments import Tracker
from foedus.outlook.followthrough import Followed
from foedus.outlook.outcomes import Outcomes

TODAY = dt.date(2025, 12, 31)
# the share of promises that is kept at all, the mean wait of those in days, and the share of the others that is called off
KEPT, MEAN_WAIT_DAYS, CALLED_OFF = 0.6, 120.0, 0.3
_YEARS_DAYS = 730
_STATES = [f"{a}{b}{c}" for a in "BCDFG" for b in "AEIO" for c in "KLMNP"]
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprtv" for vowel in "aeio"]
THINGS = [f"{a}{b}{c}" for a in _SYLLABLES[::3] for b in _SYLLABLES[::4] for c in _SYLLABLES[::5]]
_SAYS = {"AGREE": "will send", "AID": "sent", "REJECT": "refused"}

# two different states that deal with each other on a day
PairOf = Callable[[random.Random, dt.date], Sequence[str]]


@dataclass
class Simulated:
    """A made-up ledger; `planted` is who promised, and how long it truly took, in order of the promises."""

    findings: list[Finding] = field(default_factory=list)
    planted: list[tuple[str, Followed]] = field(default_factory=list)
    claims: dict[ClaimId, Claim] = field(default_factory=dict)
    documents: dict[DocumentId, Document] = field(default_factory=dict)

    def rate_by(self, days: int) -> float:
        """The share of promises that is kept within so many days; waits are whole days, begun ones left out."""
        return KEPT * (1 - math.exp(-(days + 1) / MEAN_WAIT_DAYS))

    def track(self) -> list[Commitment]:
        """Its commitments on the last day, of the findings whose claims it has."""
        tracker = Tracker(Outcomes.load(), Things.load().named, DisplayNames.load().in_text)
        whole = [finding for finding in self.findings if self.claims.keys() >= {*finding.supporting, *finding.denying}]
        return tracker.track(whole, self.claims, self.documents, TODAY)

    def tell(self, deed: tuple[str, str, str, str], day: dt.date, status: Status) -> Claim:
        """A report of one deed: type, actor, recipient and thing."""
        kind, actor, recipient, thing = deed
        says = _SAYS.get(kind, kind.lower())
        text = f"{actor} {says} {thing} to {recipient}."
        name = f"r{len(self.documents)}"
        document = DocumentId(identify("d", name))
        start = len(actor) + 1
        trigger = Span(document=document, start=start, end=start + len(says))
        event = Event(
            id=EventId(identify("e", name)),
            sentence=0,
            token=1,
            trigger=trigger,
            type=kind,
            actors=(Party(actor=Actor(code=actor)),),
            recipients=(Party(actor=Actor(code=recipient)),),
            object=Span(document=document, start=trigger.end + 1, end=trigger.end + 1 + len(thing)),
            coder="made up/1",
        )
        claim = Claim(
            id=ClaimId(identify("c", name)),
            document=document,
            name=name,
            event=event,
            status=status,
            polarity=Polarity.POSITIVE,
            certainty=Certainty.CERTAIN,
            act=Act.ASSERTS,
            attribution=Attribution(voices=(Voice(kind=VoiceKind.AUTHOR),)),
            evidence=(Span(document=document, start=0, end=len(text)),),
        )
        digest = hashlib.sha256(text.encode()).hexdigest()
        self.documents[document] = Document(
            id=document,
            name=name,
            origin=Origin(),
            title="",
            text=text,
            language="en",
            published=day,
            raw_sha256=digest,
            text_sha256=digest,
            extractor="made up/1",
        )
        self.claims[claim.id] = claim
        return claim

    def find(self, *claims: Claim) -> None:
        """A finding of these claims, in the order of their reports."""
        event, published = claims[-1].event, self.documents[claims[-1].document].published
        self.findings.append(
            Finding(
                id=FindingId(identify("f", *(claim.id for claim in claims))),
                story="s-0",
                event=event.type,
                actors=tuple(party.actor.code for party in event.actors),
                recipients=tuple(party.actor.code for party in event.recipients),
                status=claims[-1].headline,
                supporting=tuple(sorted(claim.id for claim in claims)),
                documents=tuple(sorted(claim.name for claim in claims)),
                lineages=Lineages(sure=1, possible=1),
                articles=len(claims),
                timeline=(StatusStep(published=str(published), status=claims[-1].headline, document=claims[-1].name, claim=claims[-1].id),),
                grade="F6",
                grade_reason="made up",
            )
        )


def promises(seed: int, number: int) -> Iterator[int | None]:
    """The waits of promises in days, none for those that are never kept."""
    chance = random.Random(seed)  # noqa: S311  # a simulation, not a secret
    for _ in range(number):
        yield math.floor(chance.expovariate(1 / MEAN_WAIT_DAYS)) if chance.random() < KEPT else None


def anybody(chance: random.Random, _: dt.date) -> Sequence[str]:
    """Any two states."""
    return chance.sample(_STATES, 2)


def simulated(seed: int, number: int = 300, *, days: int = _YEARS_DAYS, pair_of: PairOf = anybody, things: int = len(THINGS)) -> Simulated:
    """A ledger of so many promises of the last days, about so many things, and a fifth as many deeds that nobody promised."""
    chance = random.Random(f"deeds {seed}")  # noqa: S311  # as above
    ledger = Simulated()
    for count, wait in enumerate(promises(seed, number)):
        made = TODAY - dt.timedelta(days=chance.randrange(days))
        actor, recipient = pair_of(chance, made)
        parties = (actor, recipient, thing(chance, things))
        promise = ledger.tell(("AGREE", *parties), made, Status.PLANNED)
        followed = _followed(made, wait)
        ledger.planted.append((actor, followed))
        if followed.seen:
            seen = made + dt.timedelta(days=followed.days)
            _keep(ledger, promise, ledger.tell(("AID", *parties), seen, Status.COMPLETED), together=count % 2 == 0)
            continue
        ledger.find(promise)
        off = made + dt.timedelta(days=chance.randrange(days))
        if wait is None and chance.random() < CALLED_OFF and off <= TODAY:
            ledger.find(ledger.tell(("REJECT", *parties), off, Status.COMPLETED))
    for _ in range(number // 5):
        day = TODAY - dt.timedelta(days=chance.randrange(days))
        actor, recipient = pair_of(chance, day)
        ledger.find(ledger.tell(("AID", actor, recipient, thing(chance, things)), day, Status.COMPLETED))
    return ledger


def thing(chance: random.Random, things: int) -> str:
    """What a deed is about: one of so many invented words."""
    return chance.choice(THINGS[:things])


def _followed(made: dt.date, wait: int | None) -> Followed:
    reach = (TODAY - made).days
    return Followed(days=reach, seen=False) if wait is None or wait > reach else Followed(days=wait, seen=True)


def _keep(ledger: Simulated, promise: Claim, deed: Claim, *, together: bool) -> None:
    if together:
        ledger.find(promise, deed)
    else:
        ledger.find(promise)
        ledger.find(deed)
