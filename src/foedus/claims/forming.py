"""Events into claims: who says so, how far along, how firmly, for what in return, to what end."""

from collections.abc import Sequence

import msgspec

from foedus.claims.attribution import AttributionReader
from foedus.claims.exchange import ExchangeFinder
from foedus.claims.purpose import PurposeFinder
from foedus.claims.status import StatusReader
from foedus.model.claim import Claim, Exchange
from foedus.model.event import Event, Reason
from foedus.model.mention import Mentions
from foedus.model.record import ClaimId, EventId, identify
from foedus.model.text import Document, Span
from foedus.syntax import Tree

# A refusal gives nothing, and a sanction "in return" is retaliation, not a price.
_NO_DEAL = frozenset({"REJECT", "SANCTION"})


class ClaimFormer:
    """Forms the claims of a document.

    Args:
        status: Reads status, polarity, certainty and act.
        attribution: Reads the chain of voices.
        exchange: Finds the two legs of a deal.
        purpose: Finds stated aims.
    """

    def __init__(self, status: StatusReader, attribution: AttributionReader, exchange: ExchangeFinder, purpose: PurposeFinder) -> None:
        self._status = status
        self._attribution = attribution
        self._exchange = exchange
        self._purpose = purpose

    @classmethod
    def load(cls) -> "ClaimFormer":
        """Load the shipped tables."""
        return cls(StatusReader.load(), AttributionReader.load(), ExchangeFinder.load(), PurposeFinder.load())

    def form(self, document: Document, trees: Sequence[Tree], mentions: Sequence[Mentions], events: Sequence[Event]) -> tuple[Claim, ...]:
        """Form one claim an event.

        Args:
            document: The document.
            trees: Its sentences in order.
            mentions: What was recognised in each.
            events: Its events in order.

        Returns:
            Claims in the order of the events; legs of one deal are linked to each other.
        """
        return _linked([self._claim(document, trees, mentions, event) for event in events])

    def _claim(self, document: Document, trees: Sequence[Tree], mentions: Sequence[Mentions], event: Event) -> Claim:
        tree = trees[event.sentence]
        found = self._status.read(tree, event.token, event.type)
        attribution = self._attribution.attribute(trees, event.sentence, event.token, mentions[event.sentence].actors)
        exchange = None if event.type in _NO_DEAL else self._exchange.find(tree, event.token)
        reasons = [*found.reasons]
        if exchange is not None and exchange.cue is not None:
            reasons.append(Reason(part="exchange", rule="exchange", detail="marked return", start=exchange.cue.start, end=exchange.cue.end))
            event = _bargained(event, exchange.cue)
        reasons += (Reason(part="attribution", rule="cue", detail="cue", start=cue.start, end=cue.end) for cue in attribution.cues)
        purpose = self._purpose.find(tree, event.token)
        return Claim(
            id=ClaimId(identify("c", document.id, event.trigger.start, event.trigger.end, event.type)),
            document=document.id,
            name=document.name,
            event=msgspec.structs.replace(event, purpose=purpose),
            status=found.status,
            polarity=found.polarity,
            certainty=found.certainty,
            act=found.act,
            attribution=attribution,
            exchange=exchange,
            evidence=(tree.sentence.span,),
            why=tuple(reasons),
        )


def _bargained(event: Event, cue: Span) -> Event:
    """What is given for a marked return is COOPERATE, not AID: the codebook's rule, which needs the exchange."""
    if event.type != "AID":
        return event
    reason = Reason(
        part="event", rule="codebook:aid-for-a-return-is-cooperate", detail="AID becomes COOPERATE", start=cue.start, end=cue.end
    )
    number = EventId(identify("e", event.trigger.document, event.trigger.start, event.trigger.end, "COOPERATE"))
    return msgspec.structs.replace(event, id=number, type="COOPERATE", mode="", why=(*event.why, reason))


def _linked(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims with the two legs of each deal pointing at each other."""
    found = []
    for claim in claims:
        other = next((c for c in claims if _are_legs(claim, c)), None)
        if claim.exchange is not None and other is not None:
            linked = msgspec.structs.replace(claim.exchange, linked=other.id)
            found.append(msgspec.structs.replace(claim, exchange=linked))
        else:
            found.append(claim)
    return tuple(found)


def _are_legs(claim: Claim, other: Claim) -> bool:
    """Whether what the one gives is what the other gets, in the same sentence."""
    if claim is other or claim.event.sentence != other.event.sentence or claim.exchange is None or other.exchange is None:
        return False
    return _same(claim.exchange, other.exchange)


def _same(one: Exchange, other: Exchange) -> bool:
    return one.cue == other.cue and one.gives is not None and one.gives == other.gets
