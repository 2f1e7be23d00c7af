"""Numbers as written: digits, number words, magnitudes and vague words."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from foedus.recognition.units import Units

_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$|\d{1,3}(?:\.\d{3}){2,}$")
_GLUED = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(bn|m|mn|mln|bln|k|tn|trn|b)$")
_GROUP = re.compile(r"\d{3}$")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})*,\d{3}$")
_HUNDRED = Decimal(100)
_SHORT_GROUP = 3
_HALF = Decimal("0.5")
_SHORT_MAGNITUDES = frozenset({"m", "b", "k"})
_ARTICLES = frozenset({"a", "an"})
_BARE_MAGNITUDE_AFTER = frozenset(
    {"another", "further", "good", "first", "last", "every", "each", "per", "round", "next", "extra", "cool", "few"}
)
_GROUPS = frozenset({"couple", "pair", "brace", "duo", "trio", "threesome", "quartet"})
_OPEN = frozenset({"several", "few", "couple", "handful", "some"})


class Numeral(NamedTuple):
    """A number phrase: words `first` to `last` (exclusive), its interval, and how it was written.

    Attributes:
        first: First word.
        last: The word after its last one.
        low: Lower end.
        high: Upper end, the same unless the words are vague.
        digits: Written in digits.
        scaled: A magnitude word (`million`, `bn`) was part of it.
        short: The magnitude is a letter that might be another unit (`500 m`).
    """

    first: int
    last: int
    low: Decimal
    high: Decimal
    digits: bool = False
    scaled: bool = False
    short: bool = False

    @property
    def is_vague(self) -> bool:
        """Whether the words give no one number."""
        return self.low != self.high


class NumeralReader:
    """Reads the number that begins at a word.

    Args:
        units: The table that holds the number words.
    """

    def __init__(self, units: Units) -> None:
        self._units = units
        self._number = {w: row.low for w, row in units.words("number").items() if row.low is not None}
        self._magnitude = {w: row.low for w, row in units.words("magnitude").items() if row.low is not None}
        self._vague = units.first_words("vague") - _ARTICLES
        self.starts = frozenset(self._number) | frozenset(self._vague) | _ARTICLES | {"half"} | frozenset(self._magnitude)

    def read(self, words: Sequence[str], i: int) -> Numeral | None:
        """The longest number that begins at word `i` of the lower-case words, or none."""
        word = words[i]
        if word[0].isdigit():
            return self._digits(words, i)
        if word in _ARTICLES:
            return self._vague_at(words, i) or self._article(words, i)
        if word == "half":
            return self._half(words, i)
        return self._vague_at(words, i) if word in self._vague else self._in_words(words, i)

    def _in_words(self, words: Sequence[str], i: int) -> Numeral | None:
        """Number words, or a magnitude alone after `another` and the like."""
        word = words[i]
        if word in self._number:
            return self._spelled(words, i)
        bare = word in self._magnitude and word not in _SHORT_MAGNITUDES and i > 0 and words[i - 1] in _BARE_MAGNITUDE_AFTER
        return self._spelled(words, i, bare=True) if bare else None

    def _digits(self, words: Sequence[str], i: int) -> Numeral | None:
        word = words[i]
        value = as_number(word)
        if value is None:
            glued = _GLUED.match(word)
            if glued is None:
                return None
            value = Decimal((glued[1] + (glued[2] or "")).replace(",", "")) * self._magnitude[glued[3]]
            return Numeral(i, i + 1, value, value, digits=True, scaled=True)
        last = i + 1
        if "," not in word and "." not in word and len(word) <= _SHORT_GROUP:
            while last < len(words) and _GROUP.match(words[last]) and value:
                value, last = value * 1000 + Decimal(words[last]), last + 1
        return self._scaled(words, Numeral(i, last, value, value, digits=True))

    def _scaled(self, words: Sequence[str], numeral: Numeral) -> Numeral:
        """The number times the magnitude words after it (`25 thousand`, `two thousand million`)."""
        last, factor, short = numeral.last, Decimal(1), False
        if words[last : last + 3] == ["and", "a", "half"]:
            numeral = numeral._replace(low=numeral.low + _HALF, high=numeral.high + _HALF)
            last += 3
        while last < len(words) and words[last] in self._magnitude and words[last] != "score":
            if words[last] in _SHORT_MAGNITUDES:
                if factor != 1:
                    break
                short = True
            factor, last = factor * self._magnitude[words[last]], last + 1
        if factor == 1:
            return numeral._replace(last=last)
        return numeral._replace(last=last, low=numeral.low * factor, high=numeral.high * factor, scaled=True, short=short)

    def _spelled(self, words: Sequence[str], i: int, *, bare: bool = False) -> Numeral | None:
        """Number words: `one hundred and two thousand`, `twenty-five`, `dozen` after `another`."""
        total, group, k, scaled = Decimal(0), Decimal(1) if bare else Decimal(0), i, False
        last_small = Decimal(0)
        while k < len(words):
            word = words[k]
            if word in self._number and word != "both":
                value = self._number[word]
                if k > i and not _continues(last_small, value, scaled=scaled and words[k - 1] != "-"):
                    break
                group, last_small, scaled_here = group + value, value, False
                k += 1
            elif word in self._magnitude and word not in _SHORT_MAGNITUDES and (word != "score" or k == i + 1):
                total, group = _multiply(total, group, self._magnitude[word])
                scaled_here, last_small, k = True, Decimal(0), k + 1
            elif word in {"and", "-"} and self._links(words, k, scaled=scaled):
                k += 1
                continue
            else:
                break
            scaled = scaled_here
        if k == i:
            return Numeral(i, i + 1, Decimal(2), Decimal(2)) if words[i] == "both" else None
        value = total + group
        return self._scaled(words, Numeral(i, k, value, value, scaled=scaled))

    def _links(self, words: Sequence[str], k: int, *, scaled: bool) -> bool:
        """Whether `and` or a hyphen at word `k` goes on with the number."""
        if k + 1 >= len(words) or words[k + 1] not in self._number or words[k + 1] == "both":
            return words[k] == "-" and k + 1 < len(words) and words[k + 1] in {"million", "billion", "thousand", "hundred"}
        if words[k] == "-":
            before, after = self._number.get(words[k - 1]), self._number[words[k + 1]]
            return before is not None and before >= 20 and before % 10 == 0 and 0 < after < 10  # noqa: PLR2004  # twenty-five
        return scaled and self._number[words[k + 1]] < _HUNDRED and not self._is_another(words, k)

    def _is_another(self, words: Sequence[str], k: int) -> bool:
        """Whether the number after `and` has a magnitude of its own that is no smaller (`three million and five million`)."""
        last = self._magnitude.get(words[k - 1])
        ahead = next((self._magnitude[word] for word in words[k + 2 : k + 5] if word in self._magnitude), None)
        return last is not None and last > _HUNDRED and ahead is not None and ahead >= last

    def _article(self, words: Sequence[str], i: int) -> Numeral | None:
        """`a hundred`, `a dozen`, `a million`, `a further dozen`."""
        k = i + 1
        while k < len(words) and words[k] in _BARE_MAGNITUDE_AFTER and words[k] != "few":
            k += 1
        if k >= len(words) or words[k] not in self._magnitude or words[k] in _SHORT_MAGNITUDES:
            return None
        if words[k] == "score" and words[k + 1 : k + 2] != ["of"]:
            return None
        numeral = self._spelled(words, k, bare=True)
        return numeral._replace(first=i) if numeral else None

    def _half(self, words: Sequence[str], i: int) -> Numeral | None:
        """`half a dozen`, `half a million`."""
        if words[i + 1 : i + 2] == ["a"] and i + 2 < len(words) and words[i + 2] in self._magnitude:
            value = self._magnitude[words[i + 2]] * _HALF
            return Numeral(i, i + 3, value, value, scaled=True)
        return None

    def _vague_at(self, words: Sequence[str], i: int) -> Numeral | None:
        """`dozens`, `several hundred`, `a few thousand`, `tens of thousands`, `a couple of hundred`."""
        found = self._units.at("vague", words, i)
        if found is None or found[1].low is None or found[1].high is None:
            return None
        last, row = found
        low, high = row.low, row.high
        if low is None or high is None:
            return None
        at = last + 1 if words[last : last + 1] == ["of"] else last
        word = words[at] if at < len(words) else ""
        factor = self._magnitude.get(word) if word not in _SHORT_MAGNITUDES else None
        if words[i] in _ARTICLES and words[last - 1] in _GROUPS and factor is None and words[last : last + 1] not in (["of"], ["more"]):
            return None
        if factor is None or words[last - 1] not in {"several", "few", "couple", "handful"}:
            return Numeral(i, last, low, high)
        if low == high:
            return Numeral(i, at + 1, low * factor, high * factor, scaled=True)
        top = Decimal(99) if word == "dozen" else factor * 10 - 1
        return Numeral(i, at + 1, factor * 2, top, scaled=True)


def _continues(before: Decimal, value: Decimal, *, scaled: bool) -> bool:
    """Whether a number word may follow another one (`twenty five`, `hundred and two`)."""
    if scaled or before == 0:
        return True
    return before >= 20 and before % 10 == 0 and 0 < value < 10  # noqa: PLR2004  # tens then ones


def _multiply(total: Decimal, group: Decimal, factor: Decimal) -> tuple[Decimal, Decimal]:
    """Apply a magnitude: hundreds and dozens to the group, thousands and up to all that is open."""
    if factor <= _HUNDRED:
        return total, (group or Decimal(1)) * factor
    if group == 0 and total:
        return total * factor, Decimal(0)
    return total + (group or Decimal(1)) * factor, Decimal(0)


def as_number(word: str) -> Decimal | None:
    """The value of digits with English or Indian grouping, none for anything else.

    >>> as_number("25,000"), as_number("1.25"), as_number("1.250.000"), as_number("3rd")
    (Decimal('25000'), Decimal('1.25'), Decimal('1250000'), None)
    """
    if _DIGITS.match(word) is None and _INDIAN.match(word) is None:
        return None
    if word.count(".") > 1:
        return Decimal(word.replace(".", ""))
    return Decimal(word.replace(",", ""))
