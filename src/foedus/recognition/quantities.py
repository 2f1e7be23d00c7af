"""Counts, sums, measures and durations, as intervals with their counted noun."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple, Self

from foedus.model.mention import Basis, Comparator, QuantityMention, TokenRange
from foedus.recognition.amounts import Amount, AmountReader
from foedus.recognition.counted import Counted, CountedReader
from foedus.recognition.units import UnitRow, Units
from foedus.syntax import Tree

_BASIS = {"delta": Basis.DELTA, "cumulative": Basis.CUMULATIVE}
_AFTER = frozenset({"before", "after", "ago", "earlier", "later", "hence", "since", "from", "old", "previously", "afterwards"})
_MAX_MODIFIERS = 5
_PHRASAL_OVER = frozenset({"take", "hand", "turn", "sign"})
_SPATIAL = frozenset({"over", "under", "above", "below", "beyond", "near", "around"})
_FEW = 20
_LASTING = frozenset(
    {
        "for",
        "of",
        "after",
        "within",
        "lasting",
        "last",
        "take",
        "spend",
        "give",
        "wait",
        "another",
        "than",
        "serve",
        "least",
        "about",
        "during",
        "over",
        "in",
    }
)
_RATE_WORDS = frozenset({"a", "an", "per", "each", "every"})
_RATE_NOUNS = frozenset(
    {"head", "person", "household", "family", "barrel", "tonne", "ton", "piece", "unit", "capita", "man", "soldier", "hectare"}
)


class _Bounds(NamedTuple):
    """What stands before or after a number and bends it."""

    edge: int
    comparator: Comparator = Comparator.EXACT
    basis: Basis | None = None


class QuantityRecogniser:
    """Finds all quantities of a sentence.

    Args:
        units: The table of units and number words.
    """

    def __init__(self, units: Units) -> None:
        self._units = units
        self._amounts = AmountReader(units)
        self._counted = CountedReader(units)
        self._starts = self._amounts.starts | {"another"}
        self._leading = frozenset("0123456789") | self._amounts.signs

    @classmethod
    def load(cls) -> Self:
        """The recogniser with the table that comes with the package."""
        return cls(Units.load())

    def recognise(self, tree: Tree) -> tuple[QuantityMention, ...]:
        """All quantities of the sentence, in order; a total and its part are two mentions."""
        words = [token.text.lower() for token in tree.tokens]
        found: list[QuantityMention] = []
        i = 0
        while i < len(words):
            word = words[i]
            if word not in self._starts and word[0] not in self._leading and "$" not in word:
                i += 1
                continue
            amount = self._amounts.read(tree, words, i)
            mention, i = self._mention(tree, words, amount) if amount else (self._article(tree, words, i), i + 1)
            if mention is not None:
                found.append(mention)
        return tuple(found)

    def _mention(self, tree: Tree, words: Sequence[str], amount: Amount) -> tuple[QuantityMention | None, int]:
        """The mention around a number, and the word to go on from."""
        if amount.rule == "excluded":
            return None, amount.last
        after = self._after(words, amount.last)
        counted = self._counted.read(tree, words, amount, after.edge)
        if counted is None or (counted.kind == "duration" and self._is_date(words, amount, counted)):
            return None, amount.last
        before = self._before(tree, words, amount)
        amount = self._counted.settle(amount, counted)
        comparator = _combine(amount, before, after, counted)
        low, high = _bounded(amount, comparator)
        last, is_rate = self._rate(words, counted.last)
        tail = self._units.at("cumulative", words, last) if last < len(words) else None
        basis = _basis(amount, (before, after), counted, is_rate=is_rate, is_total=tail is not None)
        first = before.edge
        start, end = tree.tokens[first].start, tree.tokens[last - 1].end
        head = counted.noun if counted.noun is not None else amount.last - 1
        mention = QuantityMention(
            words=TokenRange(sentence=tree.sentence.index, first=first, last=last, head=head),
            start=start,
            end=end,
            low=low,
            high=high,
            comparator=comparator,
            basis=basis,
            unit=counted.unit,
            unit_head=counted.unit_head,
            kind=counted.kind,
            rule=counted.rule or amount.rule,
        )
        return mention, max(amount.last, last if is_rate else 0)

    def _before(self, tree: Tree, words: Sequence[str], amount: Amount) -> _Bounds:
        """Modifiers to the left of the number: `no more than`, `another`, `a total of`."""
        bounds = _Bounds(amount.first)
        for _ in range(_MAX_MODIFIERS):
            for kind in ("bound", "delta", "cumulative"):
                term = self._units.before(kind, words, bounds.edge)
                if term is not None and self._applies(tree, amount, *term):
                    bounds = self._bend(bounds, *term)
                    break
            else:
                return bounds
        return bounds

    @staticmethod
    def _bend(bounds: _Bounds, edge: int, row: UnitRow) -> _Bounds:
        basis = bounds.basis or _BASIS.get(row.code)
        comparator = bounds.comparator
        if row.code not in _BASIS and comparator is Comparator.EXACT:
            comparator = Comparator(row.code)
        return _Bounds(edge, comparator, basis)

    @staticmethod
    def _applies(tree: Tree, amount: Amount, edge: int, row: UnitRow) -> bool:
        """Whether words that may be a bound are one: `took over 200 schools`, `over two reefs` have none."""
        if row.term in _SPATIAL:
            if tree.tokens[edge].relation == "compound:prt" or (amount.low < _FEW and tree.tokens[edge].relation == "case"):
                return False
            return row.term != "over" or not edge or tree.lemma(edge - 1) not in _PHRASAL_OVER
        if row.term == "all":
            return edge == 0 or tree.lemma(edge - 1) not in {"above", "at"}
        return True

    def _after(self, words: Sequence[str], last: int) -> _Bounds:
        """Modifiers to the right of the number: `or so`, `more`, `or more`."""
        bounds = _Bounds(last)
        while bounds.edge < len(words):
            term = self._units.at("after", words, bounds.edge)
            if term is None or (term[1].term in {"more", "other", "others"} and words[term[0] : term[0] + 1] == ["than"]):
                break
            bounds = self._bend(bounds, *term)
        return bounds

    @staticmethod
    def _is_date(words: Sequence[str], amount: Amount, counted: Counted) -> bool:
        """`two days ago`, `within three weeks`, `34 years old` are no durations."""
        following = words[counted.last] if counted.last < len(words) else ""
        before = words[amount.first - 1] if amount.first else ""
        return before == "aged" or (following in _AFTER and before not in {"for", "within", "lasting"})

    def _rate(self, words: Sequence[str], last: int) -> tuple[int, bool]:
        """The end of `a day`, `per head`, `each year` after the unit, and whether there is one."""
        if last + 1 < len(words) and words[last] in _RATE_WORDS:
            noun = words[last + 1]
            if noun in _RATE_NOUNS or (
                self._units.at("duration", words, last + 1) and words[last + 2 : last + 3] not in (["ago"], ["earlier"], ["later"])
            ):
                return last + 2, True
        return last, False

    @staticmethod
    def _lasts(tree: Tree, words: Sequence[str], i: int) -> bool:
        """Whether `a week` is how long something lasts: `for a week`, `took a week`, `another week`."""
        return words[i] == "another" or (i > 0 and tree.lemma(i - 1) in _LASTING)

    def _article(self, tree: Tree, words: Sequence[str], i: int) -> QuantityMention | None:
        """`a patrol ship`, `a battalion`, `a fortnight`: one of a kind, without a number."""
        counted = self._counted.read_article(tree, words, i)
        if counted is None:
            return None
        following = words[counted.last] if counted.last < len(words) else ""
        if counted.kind == "duration" and (following in _AFTER or not self._lasts(tree, words, i)):
            return None
        first = i
        return QuantityMention(
            words=TokenRange(sentence=tree.sentence.index, first=first, last=counted.last, head=counted.noun or i),
            start=tree.tokens[first].start,
            end=tree.tokens[counted.last - 1].end,
            low=Decimal(1),
            high=Decimal(1),
            comparator=Comparator.EXACT,
            basis=Basis.UNIT_NAME if counted.rule == "unit-name" else Basis.EXACT,
            unit=counted.unit,
            unit_head=counted.unit_head,
            kind=counted.kind,
            rule=counted.rule,
        )


def _combine(amount: Amount, before: _Bounds, after: _Bounds, counted: Counted) -> Comparator:
    """One comparator from the words on both sides of the number."""
    if after.comparator is not Comparator.EXACT:
        return after.comparator
    spatial = counted.kind == "duration" and before.comparator in {Comparator.MORE_THAN, Comparator.LESS_THAN}
    if before.comparator is not Comparator.EXACT and not spatial:
        return before.comparator
    return Comparator.RANGE if amount.rule in {"range", "vague"} else Comparator.EXACT


def _bounded(amount: Amount, comparator: Comparator) -> tuple[Decimal | None, Decimal | None]:
    """The interval that the comparator leaves."""
    amount = amount._replace(low=_plain(amount.low), high=_plain(amount.high))
    match comparator:
        case Comparator.AT_LEAST | Comparator.MORE_THAN:
            return amount.low, None
        case Comparator.AT_MOST | Comparator.LESS_THAN:
            return None, amount.high
        case _:
            return amount.low, amount.high


def _basis(amount: Amount, bounds: tuple[_Bounds, _Bounds], counted: Counted, *, is_rate: bool, is_total: bool) -> Basis:
    """What kind of number it is; what bends it most wins."""
    stated = next((bound.basis for bound in bounds if bound.basis is not None), None)
    if is_rate:
        return Basis.RATE
    if stated is not None:
        return stated
    if is_total:
        return Basis.CUMULATIVE
    if counted.rule == "unit-name":
        return Basis.UNIT_NAME
    if amount.rule in {"vague", "fraction"}:
        return Basis.VAGUE if amount.rule == "vague" else Basis.FRACTION
    return Basis.ROUNDED if any(bound.comparator is Comparator.ABOUT for bound in bounds) else Basis.EXACT


def _plain(value: Decimal) -> Decimal:
    """The number without an exponent and without trailing zeros after the point."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()
