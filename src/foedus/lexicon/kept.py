"""Answers about words, kept for the latest of them, so that a run over an archive does not grow without end."""

from collections.abc import Callable
from functools import lru_cache
from typing import Generic, TypeVar

# Over 225,000 words of news no caller gains from more. A worker among ever new words is then within minutes as large as it will be.
MOST_KEPT = 5_000
# A longer one is an address or noise: it seldom comes again, and a text may be one such word.
LONGEST_KEPT = 80

V = TypeVar("V")


class Kept(Generic[V]):
    """A function of a word whose last answers are kept; safe from several threads.

    Args:
        find: The function; the same word must always have the same answer.
        most: How many answers are kept.

    >>> length = Kept(len, most=2)
    >>> length("one"), length("three"), length("seven"), len(length)
    (3, 5, 5, 2)
    """

    def __init__(self, find: Callable[[str], V], most: int = MOST_KEPT) -> None:
        self._find = find
        self._kept = lru_cache(most)(find)

    def __call__(self, word: str) -> V:
        """The answer."""
        return self._kept(word) if len(word) <= LONGEST_KEPT else self._find(word)

    def __len__(self) -> int:
        return self._kept.cache_info().currsize
