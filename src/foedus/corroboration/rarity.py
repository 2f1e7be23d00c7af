"""How much a word tells, from a shipped count of reports that use it."""

import math
from collections.abc import Mapping

from foedus.lexicon.tables import data_file, rows
from foedus.model.record import Record

# the row with the number of documents counted, and the count that a word too rare for a row is taken to have
_ALL, _UNLISTED = "*", 4


class Count(Record, frozen=True, kw_only=True):
    """A row: a stem, and how many documents have it."""

    stem: str
    documents: int


class Rarity:
    """How much a word tells: the rarer in reports at large, the more.

    The table does not look at the documents at hand, so that whether two claims are one deed never depends on a third report.

    Args:
        counts: Documents by stem.
        total: How many documents were counted.
    """

    def __init__(self, counts: Mapping[str, int], total: int) -> None:
        self._counts = counts
        self._total = total

    @classmethod
    def load(cls) -> "Rarity":
        """Read the shipped table."""
        counts = {row.stem: row.documents for row in rows(data_file("corroboration/rarity.tsv"), Count)}
        return cls(counts, counts.pop(_ALL))

    def weight(self, stemmed: str) -> float:
        """Logarithm of the share of documents with the word, sign turned; words too rare for the table weigh most."""
        return math.log(self._total / max(self._counts.get(stemmed, _UNLISTED), _UNLISTED))
