"""Sentences into words, by rule.

The rules are spaCy's for English, as a table that `training.tokenizer` takes from it. spaCy itself would cost more time and memory
to load than the networks do, and its vocabulary keeps every word that it has ever seen.
"""

import re
from collections.abc import Container, Iterable, Iterator

from foedus.errors import ModelError
from foedus.lexicon.kept import Kept
from foedus.model.record import Record

Word = tuple[str, int]
_CHUNK = re.compile(r"\s+|\S+")
# chunks carry their commas and full stops, so that there are more of them than words: 5,000 cost 1 % of coding
MOST_KEPT = 20_000
# Words that the tokenizer would cut at the hyphen into parts that mislead the parser: `co` as a verb, `how` as a question
_STEMS = ("co-operat", "co-ordinat", "re-export", "re-arm", "re-open", "re-elect", "re-impos")
_ENDINGS = ("e", "es", "ed", "ing", "ion", "ions", "ive", "s", "")
_UNCUT = (
    *(f"{stem}{ending}" for stem in _STEMS for ending in _ENDINGS),
    *(
        "know-how",
        "sit-in",
        "sit-ins",
        "walk-out",
        "walk-outs",
        "stand-off",
        "stand-offs",
        "hand-over",
        "pull-out",
        "build-up",
        "shoot-out",
    ),
)
WHOLE = tuple(form for word in _UNCUT for form in (word, word.capitalize()))


class Rules(Record, frozen=True, kw_only=True):
    """How chunks of text between white space are cut.

    Attributes:
        prefix: Pattern of what is cut off in front, again and again.
        suffix: Pattern of what is cut off behind.
        infix: Pattern of what stands between words in what is left.
        address: Pattern of web addresses, which stay whole.
        exceptions: Chunks, and what is left of them, to their words.
    """

    prefix: str
    suffix: str
    infix: str
    address: str
    exceptions: dict[str, tuple[str, ...]]


class Tokenizer:
    """Cuts sentences into words; the same sentence gives the same words, whatever was cut before.

    Args:
        rules: How chunks are cut.
        whole: More chunks that stay whole.

    Raises:
        ModelError: A pattern is none.
    """

    def __init__(self, rules: Rules, whole: Iterable[str] = WHOLE) -> None:
        self._prefix, self._suffix, self._infix, self._address = map(_compiled, (rules.prefix, rules.suffix, rules.infix, rules.address))
        self._exceptions = {**rules.exceptions, **{word: (word,) for word in whole}}
        self._cut_kept = Kept(self._cut, MOST_KEPT)
        self._across: dict[str, list[tuple[str, ...]]] = {}
        for chunk in self._exceptions:
            if self._is_cut(chunk):
                first, *_ = words = self._parts(chunk, {})
                self._across.setdefault(first, []).append(tuple(words))

    def __call__(self, sentence: str) -> list[Word]:
        """The words of a sentence with their offsets; white space is no word."""
        words: list[Word] = []
        for found in _CHUNK.finditer(sentence):
            place, chunk = found.start(), found[0]
            if chunk.isspace():
                # One space is what stands between words; more of it keeps them apart.
                words += [(chunk, place)] if chunk != " " else []
                continue
            for word in self._cut_kept(chunk):
                words.append((word, place))
                place += len(word)
        return [(word, place) for word, place in self._mended(sentence, words) if not word.isspace()]

    def _mended(self, sentence: str, words: list[Word]) -> list[Word]:
        """Cut as exceptions what is one only together with its neighbours, such as `:)` in `(see this :))`."""
        spans = sorted(self._spans(words), key=lambda span: (span[0] - span[1], span[0]))
        taken: set[int] = set()
        changed: dict[int, tuple[int, tuple[str, ...]]] = {}
        for first, last in spans:
            exception = self._exceptions.get(sentence[words[first][1] : words[last][1] + len(words[last][0])])
            if exception and first not in taken and last not in taken:
                changed[first] = (last, exception)
            taken.update(range(first, last + 1))
        return list(_replaced(words, changed)) if changed else words

    def _spans(self, words: list[Word]) -> Iterator[tuple[int, int]]:
        """First and last word of what may be an exception."""
        for first, (word, _) in enumerate(words):
            for sequence in self._across.get(word, ()):
                if tuple(text for text, _ in words[first : first + len(sequence)]) == sequence:
                    yield first, first + len(sequence) - 1

    def _is_cut(self, chunk: str) -> bool:
        """Whether a chunk would be cut if it were no exception."""
        return any(pattern.search(chunk) for pattern in (self._prefix, self._suffix, self._infix))

    def _cut(self, chunk: str) -> list[str]:
        return self._parts(chunk, self._exceptions)

    def _parts(self, chunk: str, exceptions: Container[str]) -> list[str]:
        before: list[str] = []
        after: list[str] = []
        while chunk and chunk not in exceptions:
            head, tail = self._affixes(chunk, exceptions)
            if not head and not tail:
                break
            end = len(chunk) - tail
            before += [chunk[:head]] if head else []
            after += [chunk[end:]] if tail else []
            chunk = chunk[head:end]
        return [*before, *(self._exceptions[chunk] if chunk in exceptions else self._inner(chunk)), *reversed(after)]

    def _affixes(self, chunk: str, exceptions: Container[str]) -> tuple[int, int]:
        """How many characters are cut off in front and behind; what leaves an exception comes first."""
        found = self._prefix.search(chunk)
        head = found.end() if found else 0
        if head and chunk[head:] in exceptions:
            return head, 0
        found = self._suffix.search(chunk[head:])
        tail = found.end() - found.start() if found else 0
        return (0, tail) if tail and chunk[:-tail] in exceptions else (head, tail)

    def _inner(self, chunk: str) -> Iterator[str]:
        """The words of a chunk that has nothing more to cut off."""
        start = 0
        for found in () if self._address.match(chunk) else self._infix.finditer(chunk):
            if found.start() == 0:
                continue
            if found.start() > start:
                yield chunk[start : found.start()]
            yield found[0]
            start = found.end()
        if chunk[start:]:
            yield chunk[start:]


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        msg = f"the rules of the tokenizer hold a pattern that is none: {error}: run `make model` again"
        raise ModelError(msg) from error


def _replaced(words: list[Word], changed: dict[int, tuple[int, tuple[str, ...]]]) -> Iterator[Word]:
    place = 0
    while place < len(words):
        if place not in changed:
            yield words[place]
            place += 1
            continue
        offset = words[place][1]
        last, exception = changed[place]
        for word in exception:
            yield word, offset
            offset += len(word)
        place = last + 1
