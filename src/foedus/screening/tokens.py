"""A table from the words of names to entries: which of many entries a costly comparison should look at.

A word counts by its rarity, its sound skeleton less, so that spellings of one sound (`Shoigu`, `Shoygu`, `Шойгу`) meet.
"""

import heapq
import math
import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from foedus.screening.keys import forms, words_of

# share of a word's weight that its sound has
_SOUND = 0.6
# postings that one query looks at, once its rarest tokens are done
_MOST_POSTINGS = 20_000
_SURE_TOKENS = 3
_CLUSTERS = re.compile("shch|kh|ch|zh|sh|ts|tz|dz|dj|ph|th|dh|gh|ck|x")
_SOUNDS = {
    "shch": "s", "kh": "h", "ch": "j", "zh": "j", "sh": "s", "ts": "s", "tz": "s", "dz": "s", "dj": "j", "ph": "f", "th": "t",
    "dh": "t", "gh": "k", "ck": "k", "x": "ks",
}  # fmt: skip
_LETTERS = str.maketrans({"b": "p", "d": "t", "g": "k", "q": "k", "c": "k", "z": "s", "v": "f", "w": "f"})
_VOWELS = re.compile("[aeiouy]+")
_DOUBLE = re.compile(r"(.)\1+")


def sound(word: str) -> str:
    """The consonants of a romanised word by their sound.

    >>> sound("shoigu") == sound("shoygu"), sound("jong") == sound("chong"), sound("sergei") == sound("sergej")
    (True, True, True)
    """
    plain = _CLUSTERS.sub(lambda match: _SOUNDS[match[0]], word).translate(_LETTERS)
    skeleton = _DOUBLE.sub(r"\1", _VOWELS.sub("", plain))
    return skeleton.removesuffix("j") if len(skeleton) > 1 else skeleton


def tokens_of(name: str) -> Iterator[tuple[str, float]]:
    """The tokens of a name with their share of weight; legal forms give none unless the name has nothing else."""
    words, legal = words_of(name), forms().legal
    for word in dict.fromkeys([word for word in words if word not in legal] or words):
        yield word, 1.0
        skeleton = sound(word) if word.isascii() and word.isalpha() else ""
        if len(skeleton) > 1:
            yield f"~{skeleton}", _SOUND


class TokenTable:
    """Finds the entries whose names share the rarest words with a name.

    Args:
        names: The names of each entry, in the order of their numbers.
    """

    def __init__(self, names: Iterable[Sequence[str]]) -> None:
        self._postings: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self._size = 0
        for number, texts in enumerate(names):
            self._size = number + 1
            for token in {token for text in texts for token, _ in tokens_of(text)}:
                self._postings[token].append(number)

    def nearest(self, name: str, most: int) -> list[int]:
        """Numbers of the entries that share words with a name, the nearest first.

        Args:
            name: The name.
            most: How many at most.
        """
        weights: dict[int, float] = defaultdict(float)
        known = [(self._postings[token], share) for token, share in tokens_of(name) if token in self._postings]
        known.sort(key=lambda item: len(item[0]))
        looked_at = 0
        for done, (numbers, share) in enumerate(known):
            looked_at += len(numbers)
            if done >= _SURE_TOKENS and looked_at > _MOST_POSTINGS:
                break
            weight = share * math.log(1 + self._size / len(numbers))
            for number in numbers:
                weights[number] += weight
        best = heapq.nsmallest(most, weights.items(), key=lambda item: (-item[1], item[0]))
        return [number for number, _ in best]
