"""What a number counts: the noun after it, a currency, a measure, a span of time."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from foedus.recognition.amounts import Amount
from foedus.recognition.units import Units, singular
from foedus.syntax import Tree

_ARTICLES = frozenset({"a", "an", "another"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_PARTICIPLES = frozenset({"VBN", "VBG", "JJ", "JJR", "JJS", "HYPH", "AFX", "NNP"})
_SKIPPED = frozenset(
    {"more", "other", "additional", "extra", "further", "such", "odd", "of", "the", "these", "those", "its", "their", "his", "her", "our"}
)
_PRONOUNS = frozenset({"them", "us", "these", "those", "whom", "which", "you", "theirs", "ours", "it"})
_DETERMINERS = frozenset({"the", "its", "their", "his", "her", "our", "these", "those", "all", "every", "each"})
_ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "sixth", "new", "single", "further", "last"})
_PLAIN_AMOD = frozenset({"JJ", "JJR", "JJS"})
_LONGEST = 9
_MONEY_WEIGHT = frozenset({"pound"})
_DOT_GROUP = 3
_SURE_SUM = 1000
_SHORT = 3
_KINDS = ("currency", "percent", "calibre", "duration", "measure")


class Counted(NamedTuple):
    """What is counted.

    Attributes:
        last: The word after the last one of the quantity phrase.
        noun: The counted noun, none where only a pronoun or nothing follows.
        unit: Words, or currency code.
        unit_head: Lemma of the noun, or currency code.
        kind: `count`, `money`, `measure`, `duration`, `percent`.
        rule: Id of a rule that overrides the number's own, else empty.
    """

    last: int
    noun: int | None
    unit: str
    unit_head: str
    kind: str
    rule: str = ""


class CountedReader:
    """Finds what a number counts.

    Args:
        units: The table of units.
    """

    def __init__(self, units: Units) -> None:
        self._units = units
        self._unit_names = units.words("unit_name")
        self._things = units.words("thing")
        self._durations = units.words("duration")

    def read(self, tree: Tree, words: Sequence[str], amount: Amount, at: int) -> Counted | None:
        """What the amount counts, given that its modifiers end before word `at`; none if it is no quantity."""
        if amount.currency is not None:
            return Counted(at, None, amount.currency or "Rs", amount.currency or "rupee", "money", "money")
        if amount.rule == "fraction":
            return Counted(at, None, "per cent", "per cent", "percent", "fraction")
        if amount.rule == "compound":
            return self._compound(amount.unit, amount.last)
        if words[at : at + 1] == ["-"] and at + 1 < len(words):
            return self._compound(words[at + 1], at + 2)
        known = self._known(tree, words, amount, at)
        if known is None:
            return self._noun(tree, words, amount, at)
        return known if known.kind != "calibre" else None

    def _compound(self, unit: str, last: int) -> Counted | None:
        """`two-day`, `12-kilometre`, `500-strong`; other compounds (`six-party`) count nothing."""
        if unit == "strong":
            return Counted(last, None, "", "", "count", "strong")
        for kind in ("duration", "measure"):
            row = self._units.at(kind, [unit], 0)
            if row is not None:
                return Counted(last, None, f"{unit}s" if len(unit) > _SHORT else unit, row[1].code, kind, kind)
        return None

    def _known(self, tree: Tree, words: Sequence[str], amount: Amount, at: int) -> Counted | None:
        """A unit of the table right after the number."""
        if at >= len(words):
            return None
        if words[at] == "of" and amount.rule == "vague" and self._units.at("currency", words, at + 1):
            at += 1
        for kind in _KINDS:
            found = self._units.at(kind, words, at)
            if found is None or not self._is_unit(tree, words, (kind, at, found[0]), amount):
                continue
            last, row = found
            if kind == "measure" and row.code == "package":
                return None
            unit, head = tree_text(tree, at, last), row.code
            if kind == "currency":
                unit = head = row.code or singular(words[last - 1])
            elif kind == "percent":
                unit = head = "per cent"
            name = "money" if kind == "currency" else kind
            return Counted(last, last - 1, unit, head, name, name)
        return None

    @staticmethod
    def _is_unit(tree: Tree, words: Sequence[str], found: tuple[str, int, int], amount: Amount) -> bool:
        """Whether the words are the unit here: `500 pounds of shells` is no money, `ten won` no sum."""
        kind, first, last = found
        unit = tree.tokens[last - 1]
        if kind == "currency":
            weight = singular(words[last - 1]) in _MONEY_WEIGHT and words[last : last + 1] == ["of"] and last - first == 1
            return not weight and (unit.pos in {"NOUN", "PROPN", "ADJ"} or amount.low >= _SURE_SUM)
        if kind not in {"duration", "measure"} or (amount.short and words[amount.last - 1] == "m"):
            return True
        if unit.pos == "VERB":
            return False
        if kind == "duration" and last < len(words) and tree.tokens[last].pos in _NOMINAL:
            return words[last - 1].endswith("s") or unit.head != last
        return kind == "duration" or len(unit.text) > 1 or not unit.text.isupper()

    def settle(self, amount: Amount, counted: Counted) -> Amount:
        """The amount read in the light of what it counts: `500 m` metres, `1.250 soldiers`."""
        if counted.kind == "count" and amount.digits.count(".") == 1 and "," not in amount.digits:
            whole, _, rest = amount.digits.partition(".")
            if len(rest) == _DOT_GROUP and len(whole) <= _DOT_GROUP:
                value = Decimal(whole + rest)
                return amount._replace(low=value, high=value)
        return amount

    def _noun(self, tree: Tree, words: Sequence[str], amount: Amount, at: int) -> Counted | None:
        """The noun phrase after the number, or nothing but the number itself."""
        k = at
        partitive = words[k : k + 1] == ["of"]
        while k < len(words) and words[k] in _SKIPPED and k - at < _LONGEST and not (k == at and words[k] in _DETERMINERS):
            k += 1
        if k < len(words) and words[k] in _PRONOUNS and partitive:
            return Counted(k + 1, None, "", "", "count")
        if (
            partitive
            and words[k - 1] in {"these", "those", "theirs", "ours"}
            and (k >= len(words) or tree.tokens[k].pos not in {*_NOMINAL, "ADJ"})
        ):
            return Counted(k, None, "", "", "count")
        noun = self._head(tree, amount, k)
        if noun is None:
            return Counted(at, None, "", "", "count") if self._stands_alone(tree, words, amount) else None
        first = noun
        while (
            first > k
            and tree.tokens[first - 1].head == noun
            and (
                tree.tokens[first - 1].pos in {"NOUN", tree.tokens[noun].pos}
                or (tree.tokens[first - 1].tag in _PLAIN_AMOD and tree.tokens[first - 1].text[0].islower())
            )
        ):
            first -= 1
        last = self._coordinated(tree, noun)
        unit = tree_text(tree, first, last)
        formation = (
            tree.lemma(noun) in self._unit_names and words[noun] != "troops" and (tree.tokens[noun].tag == "NNS" or amount.high == 1)
        )
        rule = "unit-name" if formation else ""
        return Counted(last, noun, unit, tree.tokens[noun].lemma, "count", rule)

    @staticmethod
    def _head(tree: Tree, amount: Amount, at: int) -> int | None:
        """The head noun: the word that the number modifies, or the end of the phrase after it."""
        for k in range(amount.first, amount.last):
            head = tree.tokens[k].head
            if (
                amount.last <= head < at + _LONGEST
                and tree.tokens[head].pos in _NOMINAL
                and tree.tokens[k].relation in {"nummod", "det", "amod", "advmod"}
            ):
                return _named_head(tree, head)
        noun = None
        for k in range(at, min(len(tree), at + _LONGEST)):
            token = tree.tokens[k]
            if token.pos in _NOMINAL:
                if noun is not None and tree.tokens[noun].tag == "NNS" and token.tag not in {"NN", "NNS"}:
                    break
                noun = k
            elif token.tag == "POS":
                noun = None
            elif noun is not None or not _may_precede_noun(tree, k):
                break
        return noun

    @staticmethod
    def _coordinated(tree: Tree, noun: int) -> int:
        """The end of `welders and electricians`: plain plural conjuncts without their own number."""
        last = noun + 1
        for c in tree.children(noun, "conj"):
            conjunct = tree.tokens[c]
            if conjunct.tag != "NNS" or c > last + 3 or tree.child(c, "nummod", "det", "nmod:poss", "case") is not None:
                break
            last = c + 1
        return last if tree.tokens[noun].tag == "NNS" else noun + 1

    @staticmethod
    def _stands_alone(tree: Tree, words: Sequence[str], amount: Amount) -> bool:
        """Whether a number without a noun is still a count: `nineteen were hurt`, `released 31`."""
        token = tree.tokens[amount.last - 1]
        if token.pos not in {"NUM", "NOUN", "ADJ", "DET", "PRON"}:
            return False
        if amount.low == 0:
            return False
        governor = tree.tokens[token.head]
        following = tree.tokens[amount.last] if amount.last < len(tree) else None
        if following is not None and (following.pos == "AUX" or following.tag in {"VBD", "VBP"}):
            return True
        if token.relation in {"nummod", "compound"} and token.head < amount.first:
            return governor.pos not in _NOMINAL
        return words[amount.last - 1] != "one" or token.relation in {"obj", "nsubj", "nsubj:pass", "conj"}

    def read_article(self, tree: Tree, words: Sequence[str], i: int) -> Counted | None:
        """What `a` or `an` at word `i` introduces, if it is one countable thing, unit or span of time."""
        noun = tree.tokens[i].head
        if words[i] not in _ARTICLES or not i < noun < i + _LONGEST or tree.tokens[noun].tag not in {"NN", "NNP"}:
            return None
        lemma = tree.lemma(noun)
        if lemma in self._unit_names:
            rule = "unit-name"
        elif lemma in self._durations:
            if noun != i + 1 and words[i + 1] not in {"full", "whole", "further"}:
                return None
            return Counted(noun + 1, noun, words[noun], lemma, "duration", "duration")
        elif lemma in self._things:
            rule = "article"
        else:
            return None
        first = i + 1
        while first < noun and (
            words[first] in _ORDINALS or tree.tokens[first].pos != "NOUN" or "-" in {words[first + 1], words[first - 1]}
        ):
            first += 1
        return Counted(noun + 1, noun, tree_text(tree, first, noun + 1), tree.tokens[noun].lemma, "count", rule)


def _named_head(tree: Tree, noun: int) -> int:
    """The noun that a name right before it qualifies: a parse may hang the number of `1,150 Tajik workers` on the name."""
    token = tree.tokens[noun]
    qualifies = token.pos == "PROPN" and token.relation == "compound" and token.head == noun + 1 < len(tree)
    return noun + 1 if qualifies and tree.tokens[noun + 1].pos == "NOUN" else noun


def _may_precede_noun(tree: Tree, k: int) -> bool:
    """Whether word `k` may stand between a number and its noun."""
    token = tree.tokens[k]
    if token.text in {",", "and"}:
        return tree.tokens[k - 1].pos in {"ADJ", "PROPN"}
    return token.pos in {"ADJ", "ADV"} or token.tag in _PARTICIPLES or token.text == "-"


def tree_text(tree: Tree, first: int, last: int) -> str:
    """Words `first` to `last` (exclusive) as written, hyphens closed up."""
    out = tree.tokens[first].text
    for before, token in zip(tree.tokens[first:last], tree.tokens[first + 1 : last], strict=False):
        out += token.text if token.start == before.end else f" {token.text}"
    return out
