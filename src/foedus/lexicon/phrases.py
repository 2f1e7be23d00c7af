"""Longest-match lookup of terms of one or more words."""

from collections.abc import Hashable, Iterator, Sequence
from typing import Generic, TypeVar

V = TypeVar("V", bound=Hashable)


class PhraseTable(Generic[V]):
    """Terms (tuples of words) with their values; a term may have several values.

    >>> table = PhraseTable[str]()
    >>> table.add(("north", "korea"), "PRK")
    >>> table.add(("korea",), "?")
    >>> list(table.matches(["north", "korea", "said"]))
    [(0, 2, ('PRK',))]
    """

    def __init__(self) -> None:
        self._terms: dict[tuple[str, ...], tuple[V, ...]] = {}
        self._longest: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._terms)

    def add(self, words: Sequence[str], value: V) -> None:
        """Add a value under the words; the order of adding is kept."""
        key = tuple(words)
        known = self._terms.get(key, ())
        if value not in known:
            self._terms[key] = (*known, value)
        self._longest[key[0]] = max(len(key), self._longest.get(key[0], 0))

    def get(self, words: Sequence[str]) -> tuple[V, ...]:
        """The values under exactly these words, empty if none."""
        return self._terms.get(tuple(words), ())

    def at(self, words: Sequence[str], i: int) -> tuple[int, tuple[V, ...]]:
        """The longest term that begins at word `i`: its end (exclusive) and values; (i, ()) if none."""
        longest = self._longest.get(words[i])
        if longest is None:
            return i, ()
        for size in range(min(longest, len(words) - i), 0, -1):
            values = self._terms.get(tuple(words[i : i + size]))
            if values:
                return i + size, values
        return i, ()

    def matches(self, words: Sequence[str]) -> Iterator[tuple[int, int, tuple[V, ...]]]:
        """All longest matches from left to right, without overlap: first, last (exclusive), values."""
        i = 0
        while i < len(words):
            end, values = self.at(words, i)
            if values:
                yield i, end, values
                i = end
            else:
                i += 1
