"""Text into sentences and words, by rule.

Paragraphs come first (`paragraphs`), then sentence ends within each. A mark ends a sentence unless
what stands before it is an abbreviation, or what follows carries the sentence on.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from foedus.errors import ModelError
from foedus.model.text import Block
from foedus.parsing.paragraphs import Paragraph, paragraphs

Words = tuple[tuple[str, int], ...]
_MARK = re.compile(r"(?<![.!?…])(?P<mark>[.!?…]++)(?P<close>['\"”’»)\]]*+)(?:(?P<gap>\s++)|(?<=[a-z]{2}[.])(?=[A-Z][a-z]+\s))")
_BEFORE = re.compile(r"(?<![\w.&'’-])[\w.&'’-]*[\w]$")
_NEXT = re.compile(r"[\s“‘\"'(\[«—–-]*(\w[\w'’-]*)")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_REST = re.compile(r"[ .…\"'”’)\]]*+\Z")
_ITEM = re.compile(r"\([a-z]\) ")
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})")
_VERBS = (
    "said|says|asked|asks|told|added|adds|wrote|writes|replied|shouted|cried|declared|warned"
    "|wondered|demanded|exclaimed|insisted|answered|recalled|noted|remarked|quipped|joked"
)
_TAIL = re.compile(rf"(?:[A-Z][\w.'’-]*,? ){{1,5}}(?:{_VERBS})\b|(?:{_VERBS}) ")
_MAX_BRACKET = 200
# Longer sentences are cut: who writes such has no full stops, or no good intentions, and some steps take time in the square of
# the length. The longest of tests/quality/corpus.jsonl and the bundled reports has 264 characters, in 45 words.
MAX_CHARACTERS, MAX_WORDS = 5_000, 500
_CUTS = ("; ", ", ", " ")
OPENS = "opens"
_KINDS = ("name", "number", "any", OPENS)


@dataclass(frozen=True)
class Piece:
    """A sentence before parsing: offsets in the text, and words with the offset of each."""

    start: int
    end: int
    block: Block
    paragraph: int
    words: Words


class Splitter:
    """Splits texts into sentences and sentences into words.

    Args:
        abbreviations: Words that take a full stop, to `name` (never ends a sentence), `number`
            (does not before a number) or `any` (does only before a word that opens sentences);
            and such words, to `opens`.
        tokenize: Cuts a sentence into words with their offsets; white space is no word.
    """

    def __init__(self, abbreviations: dict[str, str], tokenize: Callable[[str], Iterable[tuple[str, int]]]) -> None:
        self._abbreviations = abbreviations
        self._tokenize = tokenize

    def split(self, text: str) -> list[Piece]:
        """Return the sentences of a text in order; a dateline is one of its own."""
        return [
            Piece(first, last, block, number, words)
            for number, paragraph in enumerate(paragraphs(text))
            for start, end, block in self._parts(text, paragraph)
            for first, last, words in self._cut(text, start, end)
        ]

    def _cut(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, Words]]:
        """A sentence with its words, or the parts that one which is too long is cut into."""
        for first, last in _short(text, start, end):
            parts = list(_few(self._words(text, first, last)))
            for number, words in enumerate(parts):
                end_of_last = words[-1][1] + len(words[-1][0])
                yield words[0][1] if number else first, end_of_last if number < len(parts) - 1 else last, words

    def _parts(self, text: str, paragraph: Paragraph) -> Iterator[tuple[int, int, Block]]:
        if paragraph.body > paragraph.start:
            dateline = text[paragraph.start : paragraph.body].rstrip()
            yield paragraph.start, paragraph.start + len(dateline), Block.DATELINE
        if paragraph.block is not Block.BODY:
            yield paragraph.start, paragraph.end, paragraph.block
            return
        for start, end in self.sentences(text[paragraph.body : paragraph.end]):
            yield paragraph.body + start, paragraph.body + end, Block.BODY

    def _words(self, text: str, start: int, end: int) -> Words:
        return tuple((word, start + place) for word, place in self._tokenize(text[start:end]))

    def sentences(self, paragraph: str) -> Iterator[tuple[int, int]]:
        """Yield the sentences of one paragraph as offsets in it."""
        start = 0
        for found in _MARK.finditer(paragraph):
            if self._ends(paragraph, start, found):
                yield start, found.end("close")
                start = found.end()
        if paragraph[start:].strip():
            yield start, len(paragraph.rstrip())

    def _ends(self, paragraph: str, start: int, found: re.Match[str]) -> bool:
        if _ITEM.match(paragraph, found.end()):
            return True
        following = _NEXT.match(paragraph, found.end())
        if following is None or following[1][0].islower():
            return following is None and _REST.match(paragraph, found.end()) is not None
        before = paragraph[max(start, found.start() - MAX_CHARACTERS) : found.start()]
        if _in_bracket(before, found["close"], paragraph[found.end() : found.end() + _MAX_BRACKET]):
            return False
        if found["mark"] == ".":
            return not self._is_abbreviation(before, following[1])
        is_quoted_question = found["close"] and found["mark"][-1] in "?!"
        return not (is_quoted_question and _TAIL.match(paragraph, found.end()))

    def _is_abbreviation(self, before: str, following: str) -> bool:
        """Tell whether a full stop after `before` belongs to its last word alone."""
        if _NUMBERED.fullmatch(before.strip()):
            return True
        word = _BEFORE.search(before)
        if word is None:
            return False
        kind = self._kind(word[0])
        if kind == "number":
            return following[0].isdigit()
        return kind == "name" or (kind == "any" and self._abbreviations.get(following) != OPENS)

    def _kind(self, word: str) -> str | None:
        word = word.lstrip("'’-&")
        if (len(word) == 1 and word.isupper()) or _DOTTED.fullmatch(word):
            return "any"
        known = self._abbreviations.get(word)
        if known is None and word.isupper():
            known = self._abbreviations.get(word.capitalize())
        return known


def _few(words: Words) -> Iterator[Words]:
    """Cut what are too many words for a sentence, at a comma or semicolon if there is one; nothing comes of none."""
    while len(words) > MAX_WORDS:
        marks = (place + 1 for place in range(MAX_WORDS - 1, MAX_WORDS // 2, -1) if words[place][0] in {",", ";"})
        end = next(marks, MAX_WORDS)
        yield words[:end]
        words = words[end:]
    if words:
        yield words


def _short(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is too long for a sentence, at a mark or else between words if there are any."""
    while end - start > MAX_CHARACTERS:
        last = start + MAX_CHARACTERS
        found = next((place + len(mark) for mark in _CUTS if (place := text.rfind(mark, start + MAX_CHARACTERS // 2, last)) >= 0), last)
        yield start, start + len(text[start:found].rstrip())
        start = found
    yield start, end


def _in_bracket(before: str, close: str, after: str) -> bool:
    """Tell whether a bracket opened in this sentence closes only later."""
    if ")" in close or before.count("(") <= before.count(")"):
        return False
    closing = after.find(")")
    opening = after.find("(")
    return 0 <= closing < _MAX_BRACKET and not 0 <= opening < closing


def read_abbreviations(lines: Iterable[str]) -> dict[str, str]:
    """Read the table of abbreviations: word and kind, tab between.

    Raises:
        ModelError: If a line has no known kind.
    """
    table = {}
    for number, line in enumerate(lines, start=1):
        word, _, kind = line.rstrip("\n").partition("\t")
        if kind not in _KINDS:
            msg = f"abbreviations, line {number}: {line!r} has no kind: {', '.join(_KINDS)}"
            raise ModelError(msg)
        table[word] = kind
    return table
