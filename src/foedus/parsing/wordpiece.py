"""Words into the pieces of the encoder's vocabulary (uncased WordPiece)."""

import string
import unicodedata
from collections.abc import Sequence
from enum import IntEnum

from foedus.errors import ModelError
from foedus.lexicon.kept import Kept

_PAD, _UNKNOWN, _START, _END = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
# No English word needs more; a longer string is a web address or noise.
MAX_PIECES_PER_WORD = 12
# 5,000 cost 0.3 % of coding; more gain nothing
_MOST_KEPT = 10_000
# characters of a word that are looked at: its pieces stand before that
_LONGEST_WORD = 1_000


class Case(IntEnum):
    """How a word is written; the vocabulary is lower case, so this goes in beside the pieces."""

    OTHER = 0
    UPPER = 1
    TITLE = 2
    MIXED = 3
    DIGIT = 4
    LOWER = 5


def case_of(word: str) -> Case:
    """Say how a word is written.

    >>> [case_of(word).name for word in ("UN", "Berlin", "iPhone", "3rd", "troops", "--")]
    ['UPPER', 'TITLE', 'MIXED', 'DIGIT', 'LOWER', 'OTHER']
    """
    if word.isupper() and len(word) > 1:
        return Case.UPPER
    if word[:1].isupper():
        return Case.TITLE
    if any(char.isupper() for char in word):
        return Case.MIXED
    if any(char.isdigit() for char in word):
        return Case.DIGIT
    return Case.LOWER if word.islower() else Case.OTHER


def _stands_alone(char: str) -> bool:
    """Tell whether a character is cut off as a piece of its own, as when the vocabulary was made."""
    return char in string.punctuation or unicodedata.category(char)[0] == "P" or "一" <= char <= "鿿"


def split_plain(word: str) -> list[str]:
    """Lower a word, strip its accents and cut it at punctuation.

    >>> split_plain("Côte-d'Ivoire")
    ['cote', '-', 'd', "'", 'ivoire']
    """
    parts: list[str] = []
    current = ""
    for char in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(char)
        if category in ("Mn", "Cf") or (category == "Cc" and not char.isspace()):
            continue
        if char.isspace() or _stands_alone(char):
            parts += [current] if current else []
            parts += [] if char.isspace() else [char]
            current = ""
        else:
            current += char
    return [*parts, current] if current else parts


# A word whose pieces mislead is read as another one of its meaning: the network sees a word by its first piece, and
# `know` is a verb.
_STAND_INS = {"know-how": "expertise"}


class WordPiece:
    """A vocabulary of word pieces.

    Args:
        vocabulary: The pieces in order of their numbers, `##` before those that continue a word.

    Raises:
        ModelError: If one of the four special pieces is missing.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        for piece in (_PAD, _UNKNOWN, _START, _END):
            if piece not in self._numbers:
                msg = f"the model's vocabulary lacks {piece}: run `make model` again"
                raise ModelError(msg)
        self.unknown = self._numbers[_UNKNOWN]
        self.start = self._numbers[_START]
        self.end = self._numbers[_END]
        self._longest = max(map(len, vocabulary))
        self._pieces_kept = Kept(self._pieces, _MOST_KEPT)

    def pieces(self, word: str) -> list[int]:
        """Return the numbers of a word's pieces: at least one, at most `MAX_PIECES_PER_WORD`."""
        return self._pieces_kept(word[:_LONGEST_WORD])

    def _pieces(self, word: str) -> list[int]:
        numbers = [n for part in split_plain(_STAND_INS.get(word.lower(), word)) for n in self._cut(part)]
        return (numbers or [self.unknown])[:MAX_PIECES_PER_WORD]

    def _cut(self, part: str) -> list[int]:
        """Cut greedily, longest piece first; unknown as a whole if any piece is."""
        numbers: list[int] = []
        start = 0
        while start < len(part):
            prefix = "##" if start else ""
            for end in range(min(len(part), start + self._longest), start, -1):
                number = self._numbers.get(prefix + part[start:end])
                if number is not None:
                    break
            else:
                return [self.unknown]
            numbers.append(number)
            start = end
        return numbers
