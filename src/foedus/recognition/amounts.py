"""Numbers in a sentence: currency signs, ranges and fractions, and numbers that count nothing."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from foedus.recognition.numerals import Numeral, NumeralReader, as_number
from foedus.recognition.units import Units
from foedus.syntax import Tree

MONTHS = frozenset(
    {
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"),
        *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
        *("jan.", "feb.", "mar.", "apr.", "jun.", "jul.", "aug.", "sep.", "sept.", "oct.", "nov.", "dec."),
    }
)
DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_DASHES = frozenset({"-", "–", "—", "to"})
_SIGNED = re.compile(r"(\D*[$€£¥₽₹])(\d[\d,.]*)(bn|m|mn|mln|bln|k|tn|trn|b)?$")
_DASHED = re.compile(r"(\d[\d,]*(?:\.\d+)?)[-–—](\d[\d,]*(?:\.\d+)?)$")
_COMPOUND = re.compile(r"(\d[\d,]*(?:\.\d+)?)[-–]?([a-z]+)(?:-old)?$")
_MAGNITUDES = frozenset({"m", "mn", "mln", "k", "b", "bn", "bln", "tn", "trn"})
_JOINTS = (["and"], ["or"], ["to"], ["-"], ["–"], [","])
_MONTH_LISTS = [[month] for month in sorted(MONTHS)]
_FRACTIONS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
_BEFORE_NAMED_HALF = frozenset({"first", "second", "latter", "other", "the", "better", "former", "final", "last", "upper", "lower"})
_PRONOUN_AFTER_ONE = frozenset(
    {"another", "that", "who", "which", "way", "side", "thing", "reason", "such", "more", "less", "can", "could"}
)
_PRONOUN_BEFORE_ONE = frozenset(
    {"no", "the", "this", "that", "any", "each", "every", "some", "which", "another", "new", "former", "latter", "good", "as"}
)
_YEAR_PREPOSITIONS = frozenset(
    {
        "in",
        "since",
        "of",
        "by",
        "until",
        "till",
        "from",
        "before",
        "after",
        "during",
        "for",
        "late",
        "early",
        "mid",
        "to",
        "through",
        "the",
        "between",
        "and",
        "around",
        "circa",
        "its",
        "their",
        "’s",
        "'s",
        "(",
        "–",
        "-",
        "/",
    }
)
_CLOCK_WORDS = frozenset(
    {"a.m.", "p.m.", "am", "pm", "a.m", "p.m", "o'clock", "o’clock", "past", "ad", "bc", "ce", "bce", "gmt", "utc", "hrs", "noon", "local"}
)
_CLOCK_PREPOSITIONS = frozenset({"at", "by", "until", "till", "before", "after", "since"})
_ROUND = frozenset(
    {"three", "four", "five", "six", "seven", "eight", "ten", "twenty", "100", "10", "20", "50", "1,000", "5", "4", "3", "6", "8"}
)
_SMALL = frozenset({"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "1", "2", "3", "4", "5", "6", "7", "8", "9"})
_FIGURES = frozenset(
    {"put", "puts", "number", "stood", "stands", "estimated", "estimates", "reckoned", "toll", "total", "dead", "figure", "placed"}
)
_STOPS = frozenset({",", ".", ";", ":", "and", "on", "yesterday", "today", "tomorrow", "sharp"})
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}$")
_MILITARY_CLOCK = re.compile(r"[0-2]\d[0-5]0$")
_CHANGE = frozenset(
    {"raise", "rise", "increase", "grow", "cut", "reduce", "fall", "drop", "go", "lower", "lift", "climb", "expand", "shrink", "double"}
)
_REACH = 8
_MIN_YEAR, _MAX_YEAR = 1000, 2100
_MAX_HOUR, _NOON = 24, 12
_YEAR_DIGITS = 4
_DECIMALS = Decimal("0.01")
_HUNDRED = Decimal(100)


class Amount(NamedTuple):
    """A number or range as it stands in the sentence.

    Attributes:
        first: First word, a currency sign included.
        last: The word after the last one.
        low: Lower end.
        high: Upper end.
        rule: `count`, `range`, `vague`, `fraction`, `compound` (`two-day`) or `excluded`.
        currency: Code that the sign gives, none without a sign.
        short: The magnitude is a letter that may be another unit.
        digits: The word in digits, where it is one plain word.
        unit: The unit inside a compound (`40-year`).
    """

    first: int
    last: int
    low: Decimal
    high: Decimal
    rule: str = "count"
    currency: str | None = None
    short: bool = False
    digits: str = ""
    unit: str = ""


class AmountReader:
    """Reads the number or range that begins at a word.

    Args:
        units: The table of units.
    """

    def __init__(self, units: Units) -> None:
        self._units = units
        self._numerals = NumeralReader(units)
        self._signs = {w: row.code for w, row in units.words("sign").items()}
        self._reference = {w: row.code for w, row in units.words("reference").items()}
        self.signs = frozenset(w[0] for w in self._signs if not w[0].isalpha())
        self.starts = self._numerals.starts | frozenset(self._signs) | frozenset(_FRACTIONS)

    def read(self, tree: Tree, words: Sequence[str], i: int) -> Amount | None:
        """The amount that begins at word `i`, none if there is none; numbers that count nothing are `excluded`."""
        word = words[i]
        if word in self._signs:
            return self._after_sign(words, i)
        if word in _FRACTIONS and not (word == "half" and words[i + 1 : i + 2] == ["a"]):
            return self._fraction(words, i, Decimal(1), i)
        special = None if word.isalpha() else self._one_word(words, i)
        return special or self._plain_number(tree, words, i)

    def _plain_number(self, tree: Tree, words: Sequence[str], i: int) -> Amount | None:
        """A number without a sign: a share, a range or a count, `excluded` if it counts nothing."""
        numeral = self._numerals.read(words, i)
        if numeral is None:
            return _excluded(i, i + 1) if words[i][0].isdigit() else None
        fraction = self._fraction_at(words, numeral)
        if fraction is not None:
            return fraction
        return _excluded(i, numeral.last) if self._counts_nothing(tree, words, numeral) else self._range(tree, words, numeral)

    def _after_sign(self, words: Sequence[str], i: int) -> Amount | None:
        """`$ 2 bn`, `Rs 40 crore`, `EUR 3 million`."""
        if i + 1 >= len(words) or not words[i + 1][0].isdigit():
            return None
        numeral = self._numerals.read(words, i + 1)
        if numeral is None:
            return None
        currency = self._signs[words[i]]
        amount = _plain(words, numeral)._replace(first=i, currency=currency, short=False)
        if numeral.last + 1 < len(words) and words[numeral.last] in {*_DASHES, "and", "or"}:
            k = numeral.last + 1
            k += words[k] in self._signs
            second = self._numerals.read(words, k) if k < len(words) else None
            linked = words[numeral.last] != "and" or words[i - 1 : i] == ["between"]
            spanned = _span(amount, numeral, second) if second is not None and linked else amount
            return spanned if spanned.low < spanned.high else amount
        return amount

    def _one_word(self, words: Sequence[str], i: int) -> Amount | None:
        """`$2bn`, `10-15`, `40-year` where the tokenizer leaves them whole."""
        return self._signed(words, i) or self._dashed(words, i) or _compound(words[i], i)

    def _signed(self, words: Sequence[str], i: int) -> Amount | None:
        """`$2bn` as one word."""
        signed = _SIGNED.match(words[i])
        if signed is None or signed[1] not in self._signs:
            return None
        numeral = self._numerals.read([signed[2] + (signed[3] or ""), *words[i + 1 : i + 3]], 0)
        if numeral is None:
            return None
        return Amount(i, i + numeral.last, numeral.low, numeral.high, currency=self._signs[signed[1]])

    def _dashed(self, words: Sequence[str], i: int) -> Amount | None:
        """`10-15` as one word; scores, years and days of a month are excluded."""
        dashed = _DASHED.match(words[i])
        if dashed is None:
            return None
        low, high = as_number(dashed[1]), as_number(dashed[2])
        chained = words[i + 1 : i + 2] == ["-"] or words[i - 1 : i] == ["-"]
        if low is None or high is None or low >= high or _is_year(dashed[1]) or chained:
            return _excluded(i, i + 1)
        scaled = self._numerals.read([dashed[2], *words[i + 1 : i + 3]], 0)
        factor = scaled.high / high if scaled else Decimal(1)
        last = i + (scaled.last if scaled else 1)
        if last < len(words) and (words[last] in MONTHS or words[last] in _CLOCK_WORDS):
            return _excluded(i, last)
        return Amount(i, last, low * factor, high * factor, rule="range")

    def _fraction_at(self, words: Sequence[str], numeral: Numeral) -> Amount | None:
        """`two-thirds`, `three quarters` after their numerator."""
        k = numeral.last
        k += words[k : k + 1] == ["-"]
        if k < len(words) and words[k].rstrip("s") in _FRACTIONS and (words[k].endswith("s") or numeral.low == 1) and words[k] != "seconds":
            return self._fraction(words, k, numeral.low, numeral.first)
        return None

    @staticmethod
    def _fraction(words: Sequence[str], k: int, numerator: Decimal, first: int) -> Amount | None:
        """A share, in per cent; only before `of` or `the`, and never for an ordinal."""
        word = words[k].rstrip("s")
        following = words[k + 1] if k + 1 < len(words) else ""
        if following not in {"of", "the", "its", "their", "his"} or (first == k and (word != "half" or following == "the")):
            return None
        if first == k and k and (words[k - 1] in _BEFORE_NAMED_HALF or words[k - 1].endswith(("n", "ern", "ian", "ese"))):
            return None
        share = (numerator * _HUNDRED / _FRACTIONS[word]).quantize(_DECIMALS).normalize()
        value = Decimal(f"{share:f}")
        return Amount(first, k + 1, value, value, rule="fraction")

    def _range(self, tree: Tree, words: Sequence[str], numeral: Numeral) -> Amount | None:
        """The number, or the range that goes on from it."""
        amount = _plain(words, numeral)
        k = numeral.last
        comma = words[k : k + 1] == [","] and words[k + 1 : k + 2] == ["or"]
        link = words[k + comma] if k + comma < len(words) else ""
        between = numeral.first > 0 and words[numeral.first - 1] == "between"
        if link not in _DASHES and link != "or" and not (between and (link == "and" or "and" in words[k : k + 5])):
            return amount
        at = k + comma + 1
        if between and link != "and" and "and" in words[k:]:
            at = words.index("and", k) + 1
        if at >= len(words) or not (words[at][0].isdigit() or words[at] in self._numerals.starts or words[at] in self._signs):
            return amount
        second = self._numerals.read(words, at)
        if second is None or (words[at] in {"a", "an"} and second.low <= amount.low):
            return amount
        return self._joined(tree, words, (numeral, second), link)

    def _joined(self, tree: Tree, words: Sequence[str], pair: tuple[Numeral, Numeral], link: str) -> Amount | None:
        """The range of two numbers; none of it for a score, a year span or a change from one to the other."""
        first, second = pair
        amount = _plain(words, first)
        if second.last < len(words) and words[second.last] in MONTHS:
            return _excluded(first.first, second.last)
        spanned = _span(amount, first, second)
        if spanned.low >= spanned.high:
            return _excluded(first.first, second.last) if link in {"-", "–", "—"} else amount
        if link == "to" and first.first and words[first.first - 1] == "from" and self._changes(tree, first.first):
            return amount
        if link in {"-", "–", "—"} and _is_year(words[first.first]):
            return _excluded(first.first, second.last)
        begin = first.first - 1 if first.first and words[first.first - 1] in {"between", "from"} else first.first
        return spanned._replace(first=begin)

    @staticmethod
    def _changes(tree: Tree, i: int) -> bool:
        return any(tree.lemma(k) in _CHANGE for k in range(max(0, i - _REACH), i))

    def _counts_nothing(self, tree: Tree, words: Sequence[str], numeral: Numeral) -> bool:
        """Whether the number names, dates or times something, or is no number at all."""
        before = words[numeral.first - 1] if numeral.first else ""
        after = words[numeral.last] if numeral.last < len(words) else ""
        if words[numeral.last : numeral.last + 1] in _JOINTS and words[numeral.last + 2 : numeral.last + 3] in _MONTH_LISTS:
            return words[numeral.last + 1][0].isdigit()
        if before in MONTHS or (after in MONTHS and tree.tokens[numeral.last].text[0].isupper()):
            return not numeral.scaled and not numeral.is_vague and numeral.low <= _MAX_YEAR
        if words[numeral.first] == "one" and numeral.last == numeral.first + 1:
            verb = numeral.last < len(words) and tree.tokens[numeral.last].tag in {"VBZ", "VBP", "MD"}
            return before in _PRONOUN_BEFORE_ONE or after in _PRONOUN_AFTER_ONE or verb or tree.tokens[numeral.first].tag in {"PRP", "NN"}
        if words[numeral.first] == "both":
            return tree.tokens[numeral.first].relation == "cc:preconj" or not _counts_plural(tree, numeral)
        return (
            self._is_year_number(tree, words, numeral)
            or _is_clock(words, numeral, before, after)
            or self._is_reference(tree, words, numeral)
            or _is_ratio(words, numeral)
            or _is_age(tree, words, numeral)
        )

    @staticmethod
    def _is_year_number(tree: Tree, words: Sequence[str], numeral: Numeral) -> bool:
        """Four digits without a comma that a year may be."""
        if numeral.last != numeral.first + 1 or not _is_year(words[numeral.first]):
            return False
        before = words[numeral.first - 1] if numeral.first else ""
        if before in _YEAR_PREPOSITIONS or before in MONTHS:
            return before not in {"the", "of", "for", "to", "from", "and"} or not _counts_plural(tree, numeral)
        return not _counts_plural(tree, numeral)

    def _is_reference(self, tree: Tree, words: Sequence[str], numeral: Numeral) -> bool:
        """`Resolution 2397`, `Flight 370`, `Su 27`: the number is part of a name."""
        if numeral.first == 0 or numeral.is_vague:
            return False
        k = numeral.first - 1
        if words[k] in {".", "-", "#", "№"} and k:
            if words[k] == "-" and tree.tokens[k].end == tree.tokens[k + 1].start and tree.tokens[k - 1].pos in {"PROPN", "NOUN", "X"}:
                return True
            k -= words[k] != "#"
        kind = self._reference.get(words[k])
        strong_before = k > 1 and words[k] in {"to", "and", "-", "–"} and self._reference.get(words[k - 2]) == "strong"
        if kind == "strong" or (strong_before and words[k - 1][0].isdigit()):
            return True
        named = tree.tokens[k].pos == "PROPN" and words[numeral.first][0].isdigit() and words[k] not in DAYS
        if kind is None and not named:
            return False
        following = tree.tokens[numeral.last] if numeral.last < len(words) else None
        if following is not None and (following.text == "of" or following.tag in {"VBD", "VBP", "MD"} or following.pos == "AUX"):
            return False
        return not _counts_following(tree, numeral) and not (named and _counts_plural(tree, numeral))


def _compound(word: str, i: int) -> Amount | None:
    """`40-year` as one word; ages are excluded."""
    compound = _COMPOUND.match(word)
    if compound is None or compound[2] in _MAGNITUDES:
        return None
    value = as_number(compound[1])
    if value is None or word.endswith("-old"):
        return _excluded(i, i + 1)
    return Amount(i, i + 1, value, value, rule="compound", unit=compound[2])


def _plain(words: Sequence[str], numeral: Numeral) -> Amount:
    plain = words[numeral.first] if numeral.digits and numeral.last == numeral.first + 1 else ""
    rule = "vague" if numeral.is_vague else "count"
    return Amount(numeral.first, numeral.last, numeral.low, numeral.high, rule=rule, short=numeral.short, digits=plain)


def _span(amount: Amount, first: Numeral, second: Numeral) -> Amount:
    """From the first number to the second, whose magnitude holds for both (`10 to 15 billion`)."""
    low = first.low
    if second.scaled and not first.scaled and second.digits == first.digits:
        base = _unscaled(second.high)
        if low <= base:
            low *= second.high / base
    return amount._replace(last=second.last, low=low, high=second.high, rule="range", short=second.short, digits="")


def _unscaled(value: Decimal) -> Decimal:
    """The figure before `hundred`, `thousand`, `million` and so on."""
    for exponent in (12, 9, 6, 3):
        if value >= Decimal(10) ** exponent:
            return value / Decimal(10) ** exponent
    return value / _HUNDRED if value >= _HUNDRED else value


def _excluded(first: int, last: int) -> Amount:
    return Amount(first, last, Decimal(0), Decimal(0), rule="excluded")


def _is_year(word: str) -> bool:
    return len(word) == _YEAR_DIGITS and word.isdigit() and _MIN_YEAR <= int(word) <= _MAX_YEAR


def _is_clock(words: Sequence[str], numeral: Numeral, before: str, after: str) -> bool:
    """`14:30`, `11.40`, `four o'clock`, `at nine in the evening`, `0600 local`."""
    if after in _CLOCK_WORDS or (after == ")" and before in {"", "("}):
        return True
    if before in _CLOCK_PREPOSITIONS and numeral.low <= _NOON and (after in _STOPS or not after):
        return not _FIGURES.intersection(words[max(0, numeral.first - _REACH) : numeral.first])
    word = words[numeral.first]
    if _CLOCK.match(word) and (":" in word or before in {*_CLOCK_PREPOSITIONS, "from", "around", ":"}):
        return True
    if _MILITARY_CLOCK.match(word) and (word[0] == "0" or after in {"hours", "hrs"}):
        return True
    follows = words[numeral.last : numeral.last + 3]
    return numeral.low <= _MAX_HOUR and follows[:1] in (["in"], ["at"]) and follows[-1] in {"morning", "evening", "afternoon", "night"}


def _is_age(tree: Tree, words: Sequence[str], numeral: Numeral) -> bool:
    """`34-year-old`, `Kim, 34, said`."""
    tail = [w for w in words[numeral.last : numeral.last + 5] if w not in {"-", "–"}]
    if tail[:2] in (["year", "old"], ["years", "old"], ["month", "old"], ["months", "old"], ["year", "olds"], ["years", "of"]):
        return tail[:2] != ["years", "of"] or tail[2:3] == ["age"]
    if words[numeral.first - 1 : numeral.first] == ["now"] and words[numeral.last : numeral.last + 1] in ([","], ["."]):
        return True
    if numeral.first < 2 or numeral.last >= len(words):  # noqa: PLR2004  # a name and a comma before it
        return False
    commas = words[numeral.first - 1] == "," and words[numeral.last] == ","
    return commas and numeral.digits and numeral.low < _HUNDRED and tree.tokens[numeral.first - 2].pos == "PROPN"


def _is_ratio(words: Sequence[str], numeral: Numeral) -> bool:
    """`four in ten adults`, `one of every five`: neither number is a count."""
    after = words[numeral.last : numeral.last + 2]
    before = words[max(0, numeral.first - 2) : numeral.first]
    if after[:1] == ["in"] and after[1:] and after[1] in _ROUND and numeral.low < _HUNDRED:
        return True
    return before[1:] == ["in"] and before[0] in _SMALL and words[numeral.first] in _ROUND


def _counts_following(tree: Tree, numeral: Numeral) -> bool:
    """Whether the number modifies a noun after it."""
    for k in range(numeral.first, numeral.last):
        head = tree.tokens[k].head
        if head >= numeral.last:
            return tree.tokens[head].pos in {"NOUN", "PROPN"}
    return False


def _counts_plural(tree: Tree, numeral: Numeral) -> bool:
    """Whether a plural noun follows within a phrase, or `of` right after the number."""
    for k, token in enumerate(tree.tokens[numeral.last : numeral.last + 5]):
        if token.tag == "NNS" or (token.tag == "NNPS" and k == 0):
            return True
        if token.pos not in {"ADJ", "NOUN", "ADV"} and token.tag not in {"VBN", "VBG", "HYPH"} and token.text != "-":
            return k == 0 and token.text.lower() == "of"
    return False
