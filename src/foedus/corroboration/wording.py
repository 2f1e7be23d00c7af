"""Words, stems, shingles and quotations of running text, as far as comparing reports needs them."""

import re
from collections.abc import Iterable, Iterator

from foedus.model.record import Record

SHINGLE = 5
MIN_QUOTATION = 8
# a text tells another one again if it has this share of its telling words, and so many of them; set on the development corpus
RETOLD, MIN_RETOLD = 0.4, 3

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’.][^\W\d_]+)*")
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]{20,1200})[”\"»]")
_BREAK = re.compile(r"\n[ \t]*\n")

_STOP = """a about above across after again against ago all along also although among an and another any are around as at away back be
    because been before behind being below between both but by came can cannot come comes could did do does doing done down during each
    either else even ever every few for from further get gets given go goes got had half has have having he her here hers him his how
    however if in into is it its itself just last later least less like made make makes making many may me meanwhile might more
    moreover most much must my near nearly neither never next no nobody none nor not nothing now of off on once one only onto or
    other others our ours out over own part per put rather same shall she should since so some soon still such take taken than that the
    their theirs them then there these they thing things this those though through thus till to today together too took toward
    towards two under until up upon us very was way we well went were what when where whether which while who whom whose why will
    with within without would yet you your
    agree agrees agreed agreeing amid despite except unless
    say says said saying tell told tells report reports reported reportedly according announce announced announcement disclose
    disclosed state stated statement note noted add added explain explained describe described declare declared write wrote quote
    quoted cite cites cited citing source sources spokesman spokeswoman spokesperson official officials
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november
    december day days week weeks month months year years morning evening night afternoon yesterday tomorrow time first second new
    """
_WORDED = """
    zero three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
    thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions dozen dozens
    """
_NUMBERS = frozenset(_WORDED.split())
STOP = frozenset(_STOP.split()) | _NUMBERS


class Word(Record, frozen=True, kw_only=True, gc=False):
    """One word or number of a text.

    Attributes:
        lower: Lower case, the curly apostrophe made straight.
        start: Offset of its first code point.
        end: Offset after its last code point.
        capital: Whether it begins with a capital letter.
    """

    lower: str
    start: int
    end: int
    capital: bool


def words(text: str, offset: int = 0) -> list[Word]:
    """All words and numbers of a text in order; punctuation is left out.

    >>> [word.lower for word in words("Some 2,500 of Kim's men")]
    ['some', '2,500', 'of', "kim's", 'men']
    """
    return [
        Word(
            lower=found[0].lower().replace("’", "'"),
            start=found.start() + offset,
            end=found.end() + offset,
            capital=found[0][0].isupper(),
        )
        for found in _WORD.finditer(text)
    ]


def stem(word: str) -> str:
    """Cut the endings that do not tell two reports apart.

    >>> [stem(word) for word in ("shipped", "shipping", "carriers", "withdrawal", "deployment", "countries")]
    ['ship', 'ship', 'carrier', 'withdraw', 'deploy', 'country']
    """
    word = word.removesuffix("'s").rstrip("'")
    word = _singular(word)
    for ending, rest in (("ment", 5), ("ing", 3), ("ed", 3), ("al", 5)):
        if word.endswith(ending) and len(word) - len(ending) >= rest:
            return _undouble(word[: -len(ending)])
    return word.removesuffix("e") if len(word) > _SHORT + 1 else word


_SHORT = 3


def _singular(word: str) -> str:
    if word.endswith("ied") and len(word) > _SHORT + 2:
        return word[:-3] + "y"
    if word.endswith("ies") and len(word) > _SHORT + 2:
        return word[:-3] + "y"
    if word.endswith("s") and len(word) > _SHORT and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _undouble(word: str) -> str:
    doubled = len(word) > _SHORT and word[-1] == word[-2] and word[-1] not in "aeiouls"
    word = word[:-1] if doubled else word
    return word.removesuffix("e") if len(word) > _SHORT + 1 else word


def stems(text: str) -> frozenset[str]:
    """Stems of the words of a text that carry meaning; numbers are left out."""
    return frozenset(stem(word.lower) for word in words(text) if is_content(word))


def telling_words(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning, and the numbers.

    >>> sorted(telling_words("Denmark raised the alarm on 6 October"))
    ['6', 'alarm', 'denmark', 'rais']
    """
    return stems(text) | {word.lower for word in words(text) if word.lower[0].isdigit() or word.lower in _NUMBERS}


def tells_again(told: frozenset[str], other: frozenset[str]) -> float:
    """The share of one text's telling words that another one has, 0 if they are too few to say the same in other words."""
    shared = len(told & other)
    return shared / len(told) if shared >= max(MIN_RETOLD, RETOLD * len(told)) else 0.0


def is_content(word: Word) -> bool:
    """Whether a word can tell what a text is about."""
    return len(word.lower) > _SHORT - 1 and not word.lower[0].isdigit() and word.lower not in STOP


def shingles(text: str) -> frozenset[str]:
    """All runs of five words, numbers and names kept; a shorter text is one shingle.

    >>> sorted(shingles("Six launchers were unloaded in Poti"))
    ['launchers were unloaded in poti', 'six launchers were unloaded in']
    """
    found = [word.lower for word in words(text)]
    if len(found) < SHINGLE:
        return frozenset([" ".join(found)]) if found else frozenset()
    return frozenset(" ".join(found[i : i + SHINGLE]) for i in range(len(found) - SHINGLE + 1))


def containment(part: frozenset[str], whole: frozenset[str]) -> float:
    """The share of one set of shingles that the other one holds, 0 for an empty part."""
    return len(part & whole) / len(part) if part else 0.0


def quotations(text: str) -> Iterator[tuple[str, ...]]:
    """The words of each quotation of at least eight words."""
    for found in _QUOTED.finditer(text):
        spoken = tuple(word.lower for word in words(found[1]))
        if len(spoken) >= MIN_QUOTATION:
            yield spoken


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph that is not empty."""
    start = 0
    for found in [*_BREAK.finditer(text), None]:
        end = len(text) if found is None else found.start()
        if text[start:end].strip():
            yield start, end
        start = end if found is None else found.end()


def shared(bags: Iterable[frozenset[str]]) -> frozenset[str]:
    """What all of the sets hold."""
    rest = [*bags]
    return frozenset.intersection(*rest) if rest else frozenset()
