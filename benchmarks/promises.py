"""A ledger made up for measuring: promises of which a known share is kept, after known times, among deeds that nobody promised.

Half of the kept promises are told in one finding with their deed, the other half by a finding of their own, which has to be matched.
Some of the others are called off. Run as a program it tells how long 20,000 findings take, and what comes out against what went in.
"""

import argparse
import datetime as dt
import hashlib
import math
import random
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from foedus.corroboration.things import Things
from foedus.lexicon.display import DisplayNames
from foedus.model.claim import Act, Attribution, Certainty, Claim, Polarity, Status, Voice, VoiceKind
from foedus.model.commitment import Commitment
from foedus.model.event import Event, Party
from foedus.model.finding import Finding, Lineages
from foedus.model.mention import Actor
from foedus.model.record import ClaimId, DocumentId, EventId, FindingId, identify
from foedus.model.text import Document, Origin, Span
from foedus.outlook.commitments import Tracker
from foedus.outlook.followthrough import Estimator
from foedus.outlook.outcomes import Outcomes

TODAY = dt.date(2025, 12, 31)
# the share of promises that is kept at all, the mean wait of those in days, and the share of the others that is called off
KEPT, MEAN_WAIT_DAYS, CALLED_OFF = 0.6, 120.0, 0.3
_YEARS_DAYS = 730
_STATES = [f"{a}{b}{c}" for a in "BCDFG" for b in "AEIO" for c in "KLMNP"]
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprtv" for vowel in "aeio"]
_THINGS = [f"{a}{b}{c}" for a in _SYLLABLES[::3] for b in _SYLLABLES[::4] for c in _SYLLABLES[::5]]
_SAYS = {"AGREE": "will send", "AID": "sent", "REJECT": "refused"}


@dataclass
class Simulated:
    """A made-up ledger."""

    findings: list[Finding] = field(default_factory=list)
    claims: dict[ClaimId, Claim] = field(default_factory=dict)
    documents: dict[DocumentId, Document] = field(default_factory=dict)

    def rate_by(self, days: int) -> float:
        """The share of promises that is kept within so many days; waits are whole days, begun ones left out."""
        return KEPT * (1 - math.exp(-(days + 1) / MEAN_WAIT_DAYS))

    def track(self) -> list[Commitment]:
        """Its commitments on the last day."""
        tracker = Tracker(Outcomes.load(), Things.load().named, DisplayNames.load().in_text)
        return tracker.track(self.findings, self.claims, self.documents, TODAY)

    def tell(self, deed: tuple[str, str, str, str], day: dt.date, status: Status) -> Claim:
        """A report of one deed: type, actor, recipient and thing."""
        kind, actor, recipient, thing = deed
        text = f"{actor} {_SAYS[kind]} {thing} to {recipient}."
        name = f"r{len(self.documents)}"
        document = DocumentId(identify("d", name))
        start = len(actor) + 1
        trigger = Span(document=document, start=start, end=start + len(_SAYS[kind]))
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
        """A finding of these claims."""
        event = claims[-1].event
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
                grade="F6",
                grade_reason="made up",
            )
        )


def promises(seed: int, number: int) -> Iterator[int | None]:
    """The waits of promises in days, none for those that are never kept."""
    chance = random.Random(seed)  # noqa: S311  # a simulation, not a secret
    for _ in range(number):
        yield math.floor(chance.expovariate(1 / MEAN_WAIT_DAYS)) if chance.random() < KEPT else None


def simulated(seed: int, number: int = 300, states: int = len(_STATES)) -> Simulated:
    """A ledger of so many promises between so many states, and a fifth as many deeds that nobody promised."""
    chance = random.Random(f"deeds {seed}")  # noqa: S311  # as above
    ledger = Simulated()
    for count, wait in enumerate(promises(seed, number)):
        made = TODAY - dt.timedelta(days=chance.randrange(_YEARS_DAYS))
        actor, recipient = chance.sample(_STATES[:states], 2)
        parties = (actor, recipient, chance.choice(_THINGS))
        promise = ledger.tell(("AGREE", *parties), made, Status.PLANNED)
        seen = made + dt.timedelta(days=wait) if wait is not None else None
        if seen and seen <= TODAY:
            _keep(ledger, promise, ledger.tell(("AID", *parties), seen, Status.COMPLETED), together=count % 2 == 0)
            continue
        ledger.find(promise)
        off = made + dt.timedelta(days=chance.randrange(_YEARS_DAYS))
        if wait is None and chance.random() < CALLED_OFF and off <= TODAY:
            ledger.find(ledger.tell(("REJECT", *parties), off, Status.COMPLETED))
    for _ in range(number // 5):
        day = TODAY - dt.timedelta(days=chance.randrange(_YEARS_DAYS))
        actor, recipient = chance.sample(_STATES[:states], 2)
        ledger.find(ledger.tell(("AID", actor, recipient, chance.choice(_THINGS)), day, Status.COMPLETED))
    return ledger


def _keep(ledger: Simulated, promise: Claim, deed: Claim, *, together: bool) -> None:
    if together:
        ledger.find(promise, deed)
    else:
        ledger.find(promise)
        ledger.find(deed)


def main() -> None:
    """Make a ledger, measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--promises", type=int, default=13_000, help="how many; 13,000 make about 20,000 findings")
    arguments.add_argument("--states", type=int, default=len(_STATES), help="how many; the fewer, the more deeds fit each promise")
    given = arguments.parse_args()
    ledger = simulated(7, given.promises, given.states)
    started = time.process_time()
    commitments = ledger.track()
    tracked = time.process_time()
    groups = Estimator().estimate(commitments, TODAY)
    ended = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"{len(ledger.findings)} findings, {len(commitments)} commitments: {tracked - started:.1f} s")
    print(f"{len(groups)} groups: {ended - tracked:.1f} s; {peak:.0f} MB in all")
    for share in groups[0].shares:
        print(f"{share.days:4} days: planted {ledger.rate_by(share.days):.3f}, {share.share:.3f} ({share.low:.3f} to {share.high:.3f})")


if __name__ == "__main__":
    main()
