"""Words of estimative probability: two rows of the standard that may not be mixed, each word with its band."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from foedus.lexicon.tables import data_file, rows
from foedus.model.record import Record

# what looks like one, in lower case: in capitals it is a name (`The Last Chance`)
LIKELY = re.compile(r"\b(?:likely|likelihood|unlikely|probabl[ey]|probability|improbabl[ey]|certain|certainly|remote|chances?|odds)\b")
_CONFIDENCE = re.compile(r"\b(?:low|moderate|medium|high) confidence\b", re.IGNORECASE)


class Likelihood(Record, frozen=True, kw_only=True):
    """A row of `brief/likelihood.tsv`.

    Attributes:
        row: Which of the two rows of the standard it is in.
        word: The word or phrase.
        low: Lower end of its band, in per cent.
        high: Upper end.
    """

    row: int
    word: str
    low: int
    high: int


@cache
def _table() -> dict[str, Likelihood]:
    return {row.word: row for row in rows(data_file("brief/likelihood.tsv"), Likelihood)}


def standard() -> tuple[Likelihood, ...]:
    """All words of likelihood, row by row, the least likely first."""
    return tuple(sorted(_table().values(), key=lambda word: (word.row, word.low, word.word)))


def likelihoods(text: str) -> list[Likelihood]:
    """The words of likelihood in a text, the longest taken first.

    >>> [found.word for found in likelihoods("It is very likely, not remote")]
    ['very likely', 'remote']
    """
    words = "|".join(sorted(map(re.escape, _table()), key=len, reverse=True))
    return [_table()[found[0].lower()] for found in re.finditer(rf"\b(?:{words})\b", text, re.IGNORECASE)]


def in_band(word: str, low: float | None, high: float | None) -> bool:
    """Whether a whole interval lies within the band of a word; its upper end is no longer of the band.

    >>> in_band("likely", 0.6, 0.7), in_band("likely", 0.5, 0.7), in_band("likely", 0.6, 0.8)
    (True, False, False)
    """
    row = _table().get(word)
    return row is not None and low is not None and high is not None and row.low <= low * 100 and high * 100 < row.high


def bands(texts: Iterable[str]) -> list[str]:
    """A line for each word of likelihood that is used: `likely: 55 to 80 %`."""
    found = {word.word: word for text in texts for word in likelihoods(text)}
    return [f"{word.word}: {word.low} to {word.high} %" for word in sorted(found.values(), key=lambda word: (word.low, word.word))]


def likelihood_faults(text: str, row: int) -> Iterator[str]:
    """A word outside the standard, of the other row than the first word used, or beside a level of confidence.

    Args:
        text: One sentence without its quotations.
        row: The row that the document uses, 0 for none yet.
    """
    found = likelihoods(text)
    words = "|".join(sorted((re.escape(word.word) for word in found), key=len, reverse=True))
    bare = re.sub(rf"\b(?:{words})\b", " ", text, flags=re.IGNORECASE) if found else text
    if stray := LIKELY.search(bare):
        yield f"a word of likelihood that is in neither row of the standard ({stray[0]})"
    if len({row, *(word.row for word in found)} - {0}) > 1:
        yield f"words of likelihood of both rows of the standard ({', '.join(word.word for word in found)})"
    if found and _CONFIDENCE.search(text):
        yield "a word of likelihood and a level of confidence in one sentence"
