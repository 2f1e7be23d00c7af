"""Comparing what two claims on one deed count: same, compatible, refines, update, part-of, conflict."""

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import zip_longest

from foedus.corroboration.deeds import DONE, Deed
from foedus.corroboration.independence import deepest
from foedus.corroboration.things import Things
from foedus.corroboration.wording import stem, words
from foedus.model.mention import Basis, QuantityMention
from foedus.model.record import DocumentId, Record

_DAYS = {
    "hour": Decimal(1) / 24,
    "day": Decimal(1),
    "week": Decimal(7),
    "fortnight": Decimal(14),
    "month": Decimal(30),
    "year": Decimal(365),
}
_PART = re.compile(
    r"\b(?:first|initial|another|additional|further|extra|more|other|others|remaining|rest|second|third|batch|consignment|instalment"
    r"|tranche|part|half of|advance|vanguard)\b",
    re.IGNORECASE,
)
# what a number counts is a part where it is so called: `a first group of 1,500 workers`
_PARTITION = re.compile(
    r"\b(?:first|initial|second|third|further|another|advance|new)\s++(?:\w+\s++)?"
    r"(?:batch|cohort|contingent|convoy|detachment|flight|group|instalment|load|lot|party|shipment|tranche|wave)\s++of\s*+$",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"\s*+,?\s*+(?:or )?(?:some |more )?of (?:them|these|those|which|whom)\b", re.IGNORECASE)
# where a word that marks a part may stand, in code points before the figure
_BEFORE = 12
_PHRASE = 48
_GROWING = re.compile(
    r"\b(?:so far|now|to date|by now|already|at last count|has risen|had risen|rose to|climbed to|revised|total of|in all)\b", re.IGNORECASE
)
_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "ten twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {
    **{word: Decimal(value) for value, word in enumerate(_ONES.split())},
    **{word: Decimal(10 * value) for value, word in enumerate(_TENS.split(), start=1)},
    "dozen": Decimal(12),
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
}
_MARKS = {"m": 10**6, "million": 10**6, "billion": 10**9, "bn": 10**9, "thousand": 1000}
# a figure that a report corrects, and the word after it; and words that may follow such a figure if it counts what the report's own does
_RIVAL = re.compile(
    rf"\b(?:not|rather than|instead of|short of) (?:the |some |about |all )*(?P<number>\d(?:[\d,.]*\d)?|{'|'.join(_SMALL)})\b"
    r"(?P<unit> [^\W\d_]+)?",
    re.IGNORECASE,
)
_SAID = re.compile(r" (?:\w+ed|as|by|earlier|given|in|it|originally|previously|said|that|they|which)", re.IGNORECASE)
# how far after a claim's sentence the rival figure still counts as set beside it, in code points
_BESIDE = 160


class Relation(Record, frozen=True, kw_only=True):
    """How the values of two claims stand to each other."""

    kind: str
    rule: str


class Figures:
    """Compares the quantities of claims.

    Args:
        texts: Texts of the documents.
        things: Classes of things, to see whether two counts count the same.
    """

    def __init__(self, texts: dict[DocumentId, str], things: Things) -> None:
        self._texts = texts
        self._things = things

    def written(self, deed: Deed) -> str:
        """The quantity of a claim in its words, empty if it has none."""
        return deed.quantity.written(self._texts[deed.document]) if deed.quantity else ""

    def rival(self, deed: Deed) -> str:
        """The figure that a report sets its own against (`4,000 will go, not the 6,000 announced`), empty if it sets none."""
        quantity = deed.quantity
        if quantity is None:
            return ""
        for found in _RIVAL.finditer(self._texts[deed.document], quantity.end, deed.claim.evidence[0].end):
            value = next(iter(figures(found["number"])))
            if value > 1 and value not in _ends(quantity) and _is_counted_alike(quantity, found["unit"] or ""):
                return found["number"]
        return ""

    def compare(self, a: Deed, b: Deed) -> Relation | None:
        """How two claims' quantities stand to each other, none if they count different things or nothing.

        Args:
            a: The claim published first.
            b: The other one.
        """
        first, second = a.quantity, b.quantity
        if first is None or second is None or not self._same_kind(a, first, b, second):
            return None
        low_a, high_a = _interval(first)
        low_b, high_b = _interval(second)
        if (low_a, high_a) == (low_b, high_b):
            return Relation(kind="same", rule="equal figures")
        if Basis.UNIT_NAME in {first.basis, second.basis}:
            return Relation(kind="compatible", rule="the name of a unit is no headcount")
        if low_a <= high_b and low_b <= high_a:
            inside = (low_a <= low_b and high_b <= high_a) or (low_b <= low_a and high_a <= high_b)
            return Relation(kind="refines" if inside else "compatible", rule="one range within the other" if inside else "ranges overlap")
        return self._fallen(a, b, second) if low_b < low_a else self._risen(a, b, first)

    def _same_kind(self, a: Deed, first: QuantityMention, b: Deed, second: QuantityMention) -> bool:
        if first.kind != second.kind or (first.basis is Basis.RATE) != (second.basis is Basis.RATE):
            return False
        if first.kind == "duration":
            return True
        if first.kind in {"money", "percent"}:
            return first.unit_head == second.unit_head
        units = [self._unit(a, first), self._unit(b, second)]
        return not all(units) or bool(units[0] & units[1])

    def _unit(self, deed: Deed, quantity: QuantityMention) -> frozenset[str]:
        """Stem and classes of the counted noun; empty for a bare number, which counts whatever the deed is about."""
        heads = {stem(quantity.unit_head.lower())} if quantity.unit_head else set()
        if not heads and not any(word.lower.isalpha() for word in words(self.written(deed))):
            return frozenset()
        nouns = heads | {stem(word.lower) for word in words(quantity.unit)}
        return frozenset(nouns | {group for noun in nouns for group in self._things.classes(noun)})

    def _fallen(self, a: Deed, b: Deed, smaller: QuantityMention) -> Relation:
        """The later claim has the smaller figure."""
        fixed = self._beside_or_part(a, b, smaller, b)
        if fixed is not None:
            return fixed
        if a.stage not in DONE and b.stage in DONE and _before_due(a, b):
            return Relation(kind="part-of", rule="carried out in part before the date that was set")
        return Relation(kind="conflict", rule="figures exclude each other")

    def _risen(self, a: Deed, b: Deed, smaller: QuantityMention) -> Relation:
        """The later claim has the larger figure."""
        fixed = self._beside_or_part(a, b, smaller, a)
        if fixed is not None:
            return fixed
        if a.stage == b.stage and a.stage in DONE and b.quantity is not None and self._is_growing(b, b.quantity):
            return Relation(kind="update", rule="a running count that has grown")
        return Relation(kind="conflict", rule="figures exclude each other")

    def _beside_or_part(self, a: Deed, b: Deed, smaller: QuantityMention, holder: Deed) -> Relation | None:
        if a.document != b.document and (self._sets_beside(a, b) or self._sets_beside(b, a)):
            return Relation(kind="conflict", rule="one report sets its figure against the other one")
        if self._is_part(holder, smaller):
            return Relation(kind="part-of", rule="the smaller figure is marked as a part")
        if a.document == b.document and _same_voice(a, b):
            return Relation(kind="part-of", rule="one voice gives both in one report")
        return None

    def _is_part(self, deed: Deed, quantity: QuantityMention) -> bool:
        if quantity.basis is Basis.DELTA or quantity.text:
            return quantity.basis is Basis.DELTA
        text = self._texts[deed.document]
        before = text[max(0, quantity.start - _PHRASE) : quantity.start]
        near = text[max(0, quantity.start - _BEFORE) : quantity.end]
        return bool(_PART.search(near) or _PARTITION.search(before) or _OF_THEM.match(text, quantity.end))

    def _is_growing(self, deed: Deed, quantity: QuantityMention) -> bool:
        return quantity.basis is Basis.CUMULATIVE or bool(_GROWING.search(deed.text))

    def _sets_beside(self, deed: Deed, other: Deed) -> bool:
        """Whether a report names the rival figure in the sentence of its own figure or right after it."""
        own, rival = _ends(deed.quantity), _ends(other.quantity)
        span = deed.claim.evidence[0]
        near = self._texts[deed.document][span.start : span.end + _BESIDE]
        return not rival & own and bool(rival & set(figures(near)))


def _ends(quantity: QuantityMention | None) -> frozenset[Decimal]:
    return frozenset(end for end in (quantity.low, quantity.high) if end is not None) if quantity else frozenset()


def figures(text: str) -> Iterable[Decimal]:
    """Numbers in a text, in digits or words, magnitudes multiplied.

    >>> [int(value) for value in figures("not 6,000 but a dozen, of 3.5 million and sixty")]
    [6000, 12, 3500000, 60]
    """
    found = words(text)
    for word, after in zip_longest(found, found[1:]):
        value = _SMALL.get(word.lower)
        if value is None and word.lower[0].isdigit():
            value = _number(word.lower)
        if value is not None:
            yield value * _MARKS.get(after.lower, 1) if after else value


def _is_counted_alike(quantity: QuantityMention, after: str) -> bool:
    """Whether a figure with the word after it counts what a quantity does: the same noun, or none."""
    unit = after.strip().lower()
    if quantity.kind == "duration":
        return unit.removesuffix("s") in _DAYS
    return quantity.kind == "count" and (not unit or bool(_SAID.fullmatch(after)) or stem(unit) == stem(quantity.unit_head.lower()))


def _number(digits: str) -> Decimal | None:
    plain = re.sub(r",(?=\d{3}\b)", "", digits)
    return Decimal(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else None


def _interval(quantity: QuantityMention) -> tuple[Decimal, Decimal]:
    """Both ends of a quantity, open ends at zero and infinity, durations in days."""
    scale = _DAYS.get(quantity.unit_head.lower().removesuffix("s"), Decimal(1)) if quantity.kind == "duration" else Decimal(1)
    low = quantity.low * scale if quantity.low is not None else Decimal(0)
    return low, quantity.high * scale if quantity.high is not None else Decimal("Infinity")


def _same_voice(a: Deed, b: Deed) -> bool:
    first, second = deepest(a), deepest(b)
    return (first.text if first else "") == (second.text if second else "")


def _before_due(plan: Deed, done: Deed) -> bool:
    if plan.period is None or done.period is None:
        return False
    return done.period.end <= plan.period.end
