"""`foedus explain`: the tree, what was recognised, which row coded what, what was discarded and why."""

from collections.abc import Iterator

from foedus.model.claim import Claim
from foedus.model.coded import CodedDocument
from foedus.model.event import Party, Reason
from foedus.model.mention import Mentions
from foedus.model.text import Sentence


def explain(coded: CodedDocument) -> Iterator[str]:
    """Lines that tell how every claim of a document came about.

    Args:
        coded: A coded document.
    """
    for sentence, mentions in zip(coded.sentences, coded.mentions, strict=True):
        yield ""
        yield f"[{sentence.index}] {coded.quote(sentence.span.start, sentence.span.end)}"
        if sentence.block.value != "body":
            yield f"    a {sentence.block.value}: parsed, not coded"
        yield from _tree(sentence)
        yield from _mentions(mentions, coded)
        for claim in coded.claims:
            if claim.event.sentence == sentence.index:
                yield from _claim(claim, coded)
        for discard in coded.discards:
            offset = discard.place.rpartition(":")[2].partition("-")[0]
            if offset.isdigit() and sentence.span.start <= int(offset) < sentence.span.end:
                yield f"  discarded: “{discard.text}” {discard.reason}"


def _tree(sentence: Sentence) -> Iterator[str]:
    yield "  tree:"
    proposed = {proposal.token: proposal for proposal in sentence.proposals}
    for i, token in enumerate(sentence.tokens):
        head = "root" if token.head == i else f"{token.relation} of {sentence.tokens[token.head].text}"
        proposal = proposed.get(i)
        note = f"   model: {proposal.event} {proposal.score:.2f}, deed {proposal.deed:.2f}" if proposal else ""
        entity = "" if token.entity == "O" else f" {token.entity}"
        yield f"    {token.text:18} {token.lemma:16} {token.pos:6} {head}{entity}{note}"


def _mentions(mentions: Mentions, coded: CodedDocument) -> Iterator[str]:
    yield "  recognised:"
    for actor in mentions.actors:
        who = ", ".join(f"{a.code} {a.sector}".strip() for a in actor.actors) or "unresolved"
        yield f"    actor     “{coded.quote(actor.start, actor.end)}” {who} ({actor.rule}: {actor.reason})"
    for place in mentions.places:
        where = f"{place.latitude:.2f}, {place.longitude:.2f}" if place.latitude is not None and place.longitude is not None else "no point"
        yield f"    place     “{place.text}” {place.country or 'no country'}, {where}, {place.precision} ({place.reason})"
    for quantity in mentions.quantities:
        low, high = quantity.low if quantity.low is not None else "", quantity.high if quantity.high is not None else ""
        yield f"    quantity  “{coded.quote(quantity.start, quantity.end)}” {low}..{high} {quantity.unit} ({quantity.rule})"
    for date in mentions.dates:
        yield f"    date      “{date.text}” {date.period.iso if date.period else 'unresolved'} ({date.rule}: {date.reason})"


def _claim(claim: Claim, coded: CodedDocument) -> Iterator[str]:
    event = claim.event
    kind = f"{event.type} {event.mode}".strip()
    yield f"  claim {claim.id}: {kind}, {claim.headline}: {_who(event.actors)} -> {_who(event.recipients)}"
    yield f"    status {claim.status}, polarity {claim.polarity}, certainty {claim.certainty}, act {claim.act}"
    voices = " < ".join(voice.text or voice.kind.value for voice in claim.attribution.voices)
    yield f"    voices {voices}"
    for reason in (*event.why, *claim.why):
        yield f"    {reason.part:12} {reason.rule}: {reason.detail}{_cue(reason, coded)}"


def _who(parties: tuple[Party, ...]) -> str:
    return ", ".join(party.actor.code for party in parties) or "nobody named"


def _cue(reason: Reason, coded: CodedDocument) -> str:
    return f" “{coded.quote(reason.start, reason.end)}”" if reason.start >= 0 else ""
