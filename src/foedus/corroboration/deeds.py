"""Claims laid out for comparison: who, whom, what kind, which things, when, where, how far."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from foedus.corroboration.rarity import Rarity
from foedus.corroboration.things import Things
from foedus.corroboration.wording import Word, is_content, shingles, stem, stems, words
from foedus.model.claim import Claim
from foedus.model.event import Party
from foedus.model.mention import PlaceMention, QuantityMention
from foedus.model.period import Period
from foedus.model.record import ClaimId, DocumentId, Record
from foedus.model.text import Document

# organs that act for the government; parliaments, courts, parties and the rest of society act for themselves
GOVERNMENT = frozenset({"GOV", "MIL", "COP", "SPY"})

# how far along a deed is, for the furthest stage
STAGES = ("unspecified", "hypothetical", "conditional", "requested", "planned", "standing", "ongoing", "completed", "ceased")
DONE = frozenset({"ongoing", "completed", "ceased"})

# weight of a word in the claim's own parts, in the rest of its clause, and of a name anywhere
_OWN, _CLAUSE, _NAME = 1.0, 0.6, 0.35
# what the words just before the sentence weigh, and how far back they reach in code points: `the other 800` of what?
_BEFORE, _REACH = 0.25, 240
# what a class of things weighs beside the word itself
_CLASS = 0.8

# what parts the words between two triggers
_PARTING = re.compile(r"[,;:]|\b(?:and|but|while|whereas|which|who|that|after|before|when|as)\b", re.IGNORECASE)
# `of` and the two words after it
_MEASURED = 3

_TREATY = re.compile(
    r"((?:[A-ZÀ-Þ][\w’'-]{1,40} (?:and |on |of |for |the ){0,6}){1,6}"
    r"(?:Treaty|Pact|Accords?|Agreement|Convention|Protocol|Declaration|Charter))\b"
)


# where a document stands among all: whether it has no date, then date, name and id; a claim goes on with its trigger's offsets and its id
Order = tuple[bool, str, str, str]
Rank = tuple[bool, str, str, str, int, int, str]


class Deed(Record, frozen=True, kw_only=True):
    """A claim with what comparing needs, worked out once.

    Attributes:
        claim: The claim.
        rank: Sorts claims by publication, document and position, undated documents last.
        published: Publication date of the document, or of the document that it repeats.
        kind: PLOVER type.
        stage: Headline status.
        actors: Codes, organs of government as their state.
        recipients: Codes, likewise.
        understood: Those of both that no words of the sentence name.
        things: Weighted words and classes of what the deed is about.
        wide: The same with the words just before the sentence, to compare across documents.
        classes: Classes of the things in the claim's own parts.
        trigger: Stems of the trigger.
        shingles: Wording of its sentence.
        treaties: Names of treaties in its sentence.
        period: When the deed takes place.
        place: Where; words without a name, such as `the border`, cannot be compared.
        quantity: What is counted.
        text: Its sentence.
        clause: The part of the sentence around the trigger, other claims' parts left out.
    """

    claim: Claim
    rank: Rank
    published: dt.date | None
    kind: str
    stage: str
    actors: frozenset[str]
    recipients: frozenset[str]
    understood: frozenset[str]
    things: dict[str, float]
    wide: dict[str, float]
    classes: frozenset[str]
    trigger: frozenset[str]
    shingles: frozenset[str]
    treaties: frozenset[str]
    period: Period | None
    place: PlaceMention | None
    quantity: QuantityMention | None
    text: str
    clause: str

    @property
    def id(self) -> ClaimId:
        """The claim's id."""
        return self.claim.id

    @property
    def document(self) -> DocumentId:
        """The claim's document."""
        return self.claim.document

    @property
    def is_denied(self) -> bool:
        """Whether the claim denies the deed."""
        return self.stage == "denied"

    @property
    def codes(self) -> frozenset[str]:
        """All parties."""
        return self.actors | self.recipients


def party_codes(parties: Iterable[Party]) -> frozenset[str]:
    """Codes of parties, organs of government as their state."""
    found = set()
    for party in parties:
        state, _, sector = party.actor.code.partition(":")
        found.add(state if sector in GOVERNMENT else party.actor.code)
    return frozenset(found)


class Laying:
    """Lays out the claims of one document as deeds.

    Args:
        rarity: What each word tells.
        things: Classes of things.
    """

    def __init__(self, rarity: Rarity, things: Things) -> None:
        self._rarity = rarity
        self._things = things

    def deeds(self, document: Document, claims: Iterable[Claim], published: dt.date | None) -> tuple[Deed, ...]:
        """The claims of a document in order of position.

        Args:
            document: The document.
            claims: Its claims, in any order.
            published: The publication date to use: that of the document, or of the one that it repeats.
        """
        ordered = sorted(claims, key=lambda claim: rank(document, claim))
        triggers: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
        for claim in ordered:
            triggers[claim.evidence[0].start].add((claim.event.trigger.start, claim.event.trigger.end))
        return tuple(self._deed(document, claim, published, triggers[claim.evidence[0].start]) for claim in ordered)

    def _deed(self, document: Document, claim: Claim, published: dt.date | None, triggers: set[tuple[int, int]]) -> Deed:
        text, event, span = document.text, claim.event, claim.evidence[0]
        sentence = text[span.start : span.end]
        names = self._named(" ".join(text[p.span.start : p.span.end] for p in (*event.actors, *event.recipients) if p.span))
        found = words(sentence, span.start)
        own = [(event.trigger.start, event.trigger.end)]
        own += [(event.quantity.start, _counted(found, event.quantity))] if event.quantity and not event.quantity.text else []
        own += [(part.start, part.end) for part in (event.object, event.purpose) if part]
        # `but 4,000 will go in all`: of what, the rest of the sentence says, or the one before
        bare = event.quantity is not None and event.quantity.kind == "count" and not event.quantity.unit_head
        near = (span.start, span.end) if bare else clause(sentence, claim, triggers)
        things, classes = self._bag(found, own, near, names)
        return Deed(
            claim=claim,
            rank=rank(document, claim),
            published=published,
            kind=event.type,
            stage=claim.headline,
            actors=party_codes(event.actors),
            recipients=party_codes(event.recipients),
            understood=party_codes(party for party in (*event.actors, *event.recipients) if party.span is None),
            things=things,
            wide=self._widened(things, text, span.start, _CLAUSE if bare else _BEFORE),
            classes=classes,
            trigger=stems(text[event.trigger.start : event.trigger.end]),
            shingles=shingles(sentence),
            treaties=frozenset(found[1].lower() for found in _TREATY.finditer(sentence)),
            period=event.date.period if event.date else None,
            place=event.place if event.place and any(letter.isupper() for letter in event.place.text) else None,
            quantity=event.quantity,
            text=sentence,
            clause=text[near[0] : near[1]].strip(),
        )

    def _named(self, parties: str) -> frozenset[str]:
        """Stems of the words that name parties; of `the British patrol ship` the ship is a thing, which may tell two deeds apart."""
        things = {stem(word.lower) for word in words(parties) if not word.capital and self._things.classes(stem(word.lower))}
        return stems(parties) - things

    def _bag(
        self, found: Sequence[Word], own: Sequence[tuple[int, int]], near: tuple[int, int], names: frozenset[str]
    ) -> tuple[dict[str, float], frozenset[str]]:
        """Weighted words of a claim, and the classes in its own parts."""
        bag: dict[str, float] = {}
        classes: set[str] = set()
        for word in found:
            stemmed = stem(word.lower)
            inside = any(start <= word.start < end for start, end in own)
            if not is_content(word) or stemmed in names or not (inside or near[0] <= word.start < near[1]):
                continue
            weight = _OWN if inside else _NAME if word.capital and word.start != found[0].start else _CLAUSE
            value = weight * self._rarity.weight(stemmed)
            bag[stemmed] = max(bag.get(stemmed, 0.0), value)
            for group in self._things.classes(stemmed):
                bag[f"#{group}"] = max(bag.get(f"#{group}", 0.0), _CLASS * value)
                if inside:
                    classes.add(group)
        return bag, frozenset(classes)

    def _widened(self, bag: dict[str, float], text: str, start: int, share: float) -> dict[str, float]:
        """A bag with the words of the paragraph before the sentence added, by a share of their weight."""
        wide = dict(bag)
        for word in words(text[max(0, start - _REACH) : start].rpartition("\n")[2]):
            stemmed = stem(word.lower)
            if is_content(word) and not word.capital:
                value = share * self._rarity.weight(stemmed)
                for key, weight in ((stemmed, value), *((f"#{group}", _CLASS * value) for group in self._things.classes(stemmed))):
                    wide[key] = max(wide.get(key, 0.0), weight)
        return wide


def rank(document: Document, claim: Claim) -> Rank:
    """Where a claim stands among all claims."""
    trigger = claim.event.trigger
    return (*order_of(document), trigger.start, trigger.end, claim.id)


def order_of(document: Document) -> Order:
    """Where a document stands among all documents: by publication, name and id, undated ones last."""
    return (document.published is None, str(document.published or ""), document.name, document.id)


def _counted(found: Sequence[Word], quantity: QuantityMention) -> int:
    """The end of a quantity with the thing it is a measure of: `3,400 tonnes of rice`."""
    after = [word for word in found if word.start >= quantity.end][:_MEASURED]
    return after[-1].end if len(after) == _MEASURED and after[0].lower == "of" else quantity.end


def clause(sentence: str, claim: Claim, triggers: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The stretch of a sentence around a trigger, up to those around the triggers of other claims on either side.

    Between two triggers the last comma, semicolon or conjunction parts what the first one is about from what the second one is:
    `handed over rice for two districts, and | pledged five boats`. Where there is none, both have all words between.
    """
    span, trigger = claim.evidence[0], claim.event.trigger
    before = max((end for _, end in triggers if end <= trigger.start), default=None)
    after = min((start for start, _ in triggers if start >= trigger.end), default=None)
    start = span.start if before is None else _parting(sentence, before - span.start, trigger.start - span.start, last=True) + span.start
    end = span.end if after is None else _parting(sentence, trigger.end - span.start, after - span.start, last=False) + span.start
    return start, end


def _parting(sentence: str, start: int, end: int, *, last: bool) -> int:
    """Where the words between two triggers part; without a mark at the near end of either side."""
    marks = [*_PARTING.finditer(sentence, start, end)]
    if marks:
        return marks[-1].end()
    return start if last else end
