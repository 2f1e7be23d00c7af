"""The table of units, currencies, number words and bounds as lookups by word."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Self

from foedus.lexicon.tables import data_file, rows
from foedus.model.record import Record

Term = tuple[str, ...]


class UnitRow(Record, frozen=True, kw_only=True):
    """One row of `units.tsv`; its readme says what each kind means."""

    term: str
    kind: str
    code: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    note: str = ""


class Units:
    """Rows by kind and by words, with the longest term first.

    Args:
        table: All rows.
    """

    def __init__(self, table: Sequence[UnitRow]) -> None:
        self._rows: dict[str, dict[Term, UnitRow]] = defaultdict(dict)
        self._longest: dict[str, int] = defaultdict(int)
        for row in table:
            term = tuple(row.term.split())
            self._rows[row.kind][term] = row
            self._longest[row.kind] = max(self._longest[row.kind], len(term))

    @classmethod
    def load(cls) -> Self:
        """The table that comes with the package."""
        return cls(tuple(rows(data_file("units.tsv"), UnitRow)))

    def words(self, kind: str) -> dict[str, UnitRow]:
        """Rows of one kind whose term is one word."""
        return {term[0]: row for term, row in self._rows[kind].items() if len(term) == 1}

    def first_words(self, kind: str) -> frozenset[str]:
        """The words that terms of one kind begin with."""
        return frozenset(term[0] for term in self._rows[kind])

    def at(self, kind: str, words: Sequence[str], i: int) -> tuple[int, UnitRow] | None:
        """The longest term of a kind that begins at word `i`: its end (exclusive) and row.

        The last word may also stand in the plural.
        """
        table = self._rows[kind]
        for size in range(min(self._longest[kind], len(words) - i), 0, -1):
            term = tuple(words[i : i + size])
            row = table.get(term)
            if row is None and term[-1].endswith("s"):
                row = table.get((*term[:-1], singular(term[-1])))
            if row is not None:
                return i + size, row
        return None

    def before(self, kind: str, words: Sequence[str], i: int) -> tuple[int, UnitRow] | None:
        """The longest term of a kind that ends just before word `i`: its first word and row."""
        table = self._rows[kind]
        for size in range(min(self._longest[kind], i), 0, -1):
            row = table.get(tuple(words[i - size : i]))
            if row is not None:
                return i - size, row
        return None


def singular(word: str) -> str:
    """A regular plural without its ending.

    >>> singular("batteries"), singular("tonnes"), singular("corps"), singular("inches")
    ('battery', 'tonne', 'corps', 'inch')
    """
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "ps")):
        return word[:-1]
    return word[:-1] if word.endswith(("ships", "troops", "groups", "jeeps")) else word
